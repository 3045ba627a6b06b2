// SPDX-License-Identifier: Apache-2.0
#include "cli/batch_job.hpp"

#include <algorithm>

#include "cli/result_text.hpp"
#include "scenario/edit_words.hpp"

namespace harbinger::cli {

namespace {

/// What `whatif` takes where it is not told otherwise.
constexpr std::size_t whatif_top = 20;
constexpr std::size_t whatif_show = 10;

std::string file_name(const std::string& stem, const std::string& format) {
  return stem + "." + (format == "table" ? "txt" : format);
}

bool whatif_has(const std::string& format) { return format != "jsonl" && format != "geojson"; }

/// The first error; how many more there are is in its message.
Diagnostic first_error(const Diagnostics& diagnostics) {
  const auto& all = diagnostics.all();
  Diagnostic first = *std::find_if(
      all.begin(), all.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
  if (diagnostics.error_count() > 1)
    first.message += fmt::format(" (and {} more)", diagnostics.error_count() - 1);
  return first;
}

}  // namespace

void JobRunner::assess_base(const batch::Job& job, const JobParts& parts) {
  if (base_job_ && base_job_->shares_base(job)) return;
  const graph::GraphView view(parts.graph, parts.as_of);
  base_ = base_ ? std::make_unique<ranking::Assessment>(*base_, parts.basis(), view, threads_)
                : std::make_unique<ranking::Assessment>(parts.basis(), view, threads_);
  base_job_ = job;
}

Result<JobOutput> JobRunner::ranking(const ranking::Assessment& assessment,
                                     const report::RunInfo& run) const {
  Diagnostics wrong;
  const batch::Outputs& outputs = list_.outputs;
  const auto selection = ranking::select(assessment, outputs.where, wrong);
  if (!selection) return tl::make_unexpected(first_error(wrong));
  JobOutput out{{}, ranking_notes(assessment, *selection)};
  for (const std::string& format : outputs.formats)
    out.files.push_back({file_name("ranking", format),
                         ranking_text(assessment, *selection, outputs.where.has_value(),
                                      outputs.top, run, format, {})});
  return out;
}

Result<JobOutput> JobRunner::run_scenario(const batch::Job& job, const JobParts& parts) {
  Diagnostics wrong;
  const auto edited = scenario::edited_inputs(parts.base(), *parts.scenario, wrong);
  if (!edited) return tl::make_unexpected(first_error(wrong));
  const ranking::Assessment after(*base_, edited->basis(), edited->view, threads_);
  scenario::Comparison comparison = scenario::compared(*base_, after, whatif_top);
  comparison.name = parts.scenario->name;
  comparison.title = parts.scenario->title;
  comparison.edits = scenario::edit_words(parts.scenario->edits);
  report::RunInfo run = parts.run;
  const auto& more = inputs_.scenario_inputs(*job.scenario);
  run.inputs.insert(run.inputs.end(), more.begin(), more.end());
  report::RunInfo run_after = run;
  run_after.as_of = after.view.as_of();
  auto out = ranking(after, run_after);
  if (!out) return out;
  for (const std::string& format : list_.outputs.formats)
    if (whatif_has(format))
      out->files.push_back({file_name("whatif", format),
                            whatif_text({&comparison, 1}, whatif_show, run, format, {})});
  if (auto note = whatif_note(comparison)) out->notes.push_back(*std::move(note));
  return out;
}

Result<JobOutput> JobRunner::run(const batch::Job& job) {
  if (base_job_ && base_job_->pack != job.pack) {
    base_.reset();  // it refers to the pack that goes
    base_job_.reset();
  }
  const auto parts = inputs_.parts(job);
  if (!parts) return tl::make_unexpected(parts.error());
  assess_base(job, *parts);
  return job.scenario ? run_scenario(job, *parts) : ranking(*base_, parts->run);
}

}  // namespace harbinger::cli
