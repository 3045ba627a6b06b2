// SPDX-License-Identifier: Apache-2.0
// `harbinger batch`: the job file and all it names are checked; jobs that an earlier run finished are left as they
// are; the others are done by workers, each in a folder of its own; what came of them is told at the end.
#include <algorithm>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <ostream>
#include <span>
#include <thread>

#include "batch/manifest.hpp"
#include "batch/output_folder.hpp"
#include "batch/workers.hpp"
#include "cli/batch_job.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"

namespace harbinger::cli {

namespace {

using batch::Job;
using batch::JobIdentity;
using batch::JobList;
using batch::JobResult;
using batch::Manifest;
using batch::OutputFolder;
using batch::Shard;

unsigned processors() { return std::max(1u, std::thread::hardware_concurrency()); }

/// The jobs of this run, and what an earlier one left of them to do.
struct Plan {
  std::span<const Job> jobs;
  std::vector<const Job*> to_do;
  std::vector<const Job*> as_they_were;
};

Plan planned(const JobList& list, const BatchInputs& inputs, const Shard& shard,
             const OutputFolder* before) {
  const auto [first, last] = batch::bounds_of(shard, list.jobs.size());
  Plan plan{std::span(list.jobs).subspan(first, last - first), {}, {}};
  for (const Job& job : plan.jobs) {
    const bool is_done = before != nullptr && before->is_done(inputs.identity(job));
    (is_done ? plan.as_they_were : plan.to_do).push_back(&job);
  }
  return plan;
}

/// Ids of jobs of other shards, which may be at work in the same folder.
std::set<std::string> others(const JobList& list, const Plan& plan) {
  std::set<std::string> ids;
  for (const Job& job : list.jobs)
    if (&job < plan.jobs.data() || &job >= plan.jobs.data() + plan.jobs.size()) ids.insert(job.id);
  return ids;
}

/// A run that does not resume begins in a folder without runs of the same jobs; other shards of one division are none.
/// Error: there is one, or one that is at work.
Result<bool> may_begin(const OutputFolder& folder, const Shard& shard, bool resume) {
  const std::string own = folder.manifest_path(shard);
  const std::string division = fmt::format("-of-{}.jsonl", shard.of);
  const auto refused = [](const std::string& manifest, const char* what, const char* hint) {
    return tl::make_unexpected(Diagnostic{Severity::error, whole_file(manifest), what, hint});
  };
  for (const std::string& manifest : folder.manifests()) {
    if (manifest != own && manifest.ends_with(division)) continue;
    if (!resume)
      return refused(manifest, "is of an earlier run of a batch",
                     "--resume goes on with what is there; or name a new folder with -o");
    if (batch::is_held(manifest))
      return refused(manifest, "another run is at work here", "wait for its end, or stop it");
  }
  return true;
}

/// One run of jobs to do.
class Run {
 public:
  Run(const JobList& list, BatchInputs& inputs, const OutputFolder& folder, Manifest& manifest,
      const BatchOptions& options, Context& context)
      : list_(list),
        inputs_(inputs),
        folder_(folder),
        manifest_(manifest),
        options_(options),
        context_(context) {}

  /// Jobs whose outputs are whole, of a run that was killed before it told, get their line.
  void adopt(const std::vector<const Job*>& as_they_were) {
    const auto told = batch::done_in(folder_.manifests());
    for (const Job* job : as_they_were)
      if (!told.contains(job->id))
        if (auto receipt = folder_.receipt(job->id)) append({*std::move(receipt), {}, {}, {}});
  }

  /// The signal that stopped it; 0: none.
  int run(const std::vector<const Job*>& to_do, const batch::WorkerOptions& workers) {
    ProgressLine progress("jobs", context_);
    JobRunner runner(list_, inputs_, threads_of(workers));
    const auto work = [&](std::size_t task) { return answer(*to_do[task], runner); };
    const batch::Listener listener{
        [&](const batch::TaskEnd& end) { return ended(*to_do[end.task], end); },
        [&] { progress.tell(done_ + failed_.size(), to_do.size()); }};
    return batch::run_in_workers(to_do.size(), workers, work, listener);
  }

  [[nodiscard]] std::size_t done() const { return done_; }
  [[nodiscard]] const std::vector<JobResult>& failed() const { return failed_; }
  [[nodiscard]] const std::optional<Diagnostic>& manifest_trouble() const { return trouble_; }

 private:
  [[nodiscard]] unsigned threads_of(const batch::WorkerOptions& workers) const {
    return options_.threads > 0 ? options_.threads : std::max(1u, processors() / workers.workers);
  }

  /// In the worker: does the job, and tells what came of it as a line of the manifest.
  std::string answer(const Job& job, JobRunner& runner) const {
    JobResult result{{inputs_.identity(job), {}}, {}, {}, {}};
    const auto fails = [&](const Diagnostic& why) { result.why = to_text(why); };
    if (const auto gone = folder_.remove(job.id); !gone)
      fails(gone.error());
    else if (auto output = runner.run(job); !output)
      fails(output.error());
    else if (auto receipt = folder_.write(result.receipt.job, std::move(output->files)); !receipt)
      fails(receipt.error());
    else
      result = {*std::move(receipt), {}, std::move(output->notes), {}};
    return batch::manifest_line(result);
  }

  /// In the coordinator. Whether to go on.
  bool ended(const Job& job, const batch::TaskEnd& end) {
    auto answered = end.answered ? batch::parse_manifest_line(end.text) : std::nullopt;
    JobResult result =
        answered ? *std::move(answered) : JobResult{{inputs_.identity(job), {}}, end.text, {}, {}};
    result.seconds = end.seconds;
    append(result);
    if (!result.why) {
      ++done_;
      return true;
    }
    failed_.push_back(std::move(result));
    return !options_.fail_fast;
  }

  void append(const JobResult& result) {
    if (const auto written = manifest_.append(result); !written) trouble_ = written.error();
  }

  const JobList& list_;
  BatchInputs& inputs_;
  const OutputFolder& folder_;
  Manifest& manifest_;
  const BatchOptions& options_;
  Context& context_;
  std::size_t done_ = 0;
  std::vector<JobResult> failed_;
  std::optional<Diagnostic> trouble_;  ///< The last reason why a line could not be written.
};

/// How much of --memory each worker may hold. Error: what is loaded leaves no room.
Result<std::optional<std::uint64_t>> memory_of_each(const BatchOptions& options, unsigned workers) {
  const auto loaded = batch::resident_bytes();
  if (!options.memory || !loaded) return std::nullopt;
  // This process and the workers share what is loaded until one of them changes it; the bound holds if all do.
  const std::uint64_t least = *loaded * (workers + 1);
  if (*options.memory >= least) return (*options.memory - *loaded) / workers;
  constexpr std::uint64_t mib = 1u << 20;
  return tl::make_unexpected(Diagnostic{
      Severity::error, whole_file("--memory"),
      fmt::format("{:.3g} MiB are too little for {} worker{}: {} MiB are loaded for each",
                  static_cast<double>(*options.memory) / mib, workers, workers == 1 ? "" : "s",
                  *loaded / mib + 1),
      fmt::format("give more than {} MiB, or fewer workers (--jobs)", least / mib)});
}

/// Told at the end, whatever the end was.
int tell_end(const Plan& plan, const Run& run, const JobList& list, const Manifest& manifest,
             int signal, Context& context) {
  for (const JobResult& failed : run.failed())
    context.err << fmt::format("failed: {}: {}\n", failed.receipt.job.id, *failed.why);
  const std::size_t left = plan.to_do.size() - run.done() - run.failed().size();
  context.out << fmt::format("{}: {} job{}: {} done, {} as they were, {} failed", list.name,
                             plan.jobs.size(), plan.jobs.size() == 1 ? "" : "s", run.done(),
                             plan.as_they_were.size(), run.failed().size());
  if (left > 0) context.out << fmt::format(", {} left", left);
  context.out << fmt::format("; {}\n", manifest.path()) << std::flush;
  if (signal != 0)
    context.err << fmt::format("stopped by signal {} ({}); --resume goes on\n", signal,
                               ::strsignal(signal));
  if (run.manifest_trouble()) context.err << to_text(*run.manifest_trouble()) << "\n";
  return run.failed().empty() && left == 0 && !run.manifest_trouble() ? done : answer_is_no;
}

int list_jobs(const JobList& list, const BatchInputs& inputs, const Shard& shard,
              const std::string& path, bool resume, Context& context) {
  std::error_code code;
  std::optional<OutputFolder> folder;
  if (resume && std::filesystem::is_directory(path, code)) {
    auto opened = OutputFolder::open(path);
    if (!opened) return refuse(opened.error(), context);
    folder = *std::move(opened);
  }
  const Plan plan = planned(list, inputs, shard, folder ? &*folder : nullptr);
  for (const Job* job : plan.to_do) context.out << job->id << "\n";
  context.out << std::flush;
  context.err << fmt::format("note: {} of {} jobs are to do\n", plan.to_do.size(),
                             plan.jobs.size());
  return done;
}

int run_jobs(const JobList& list, BatchInputs& inputs, const Shard& shard, const std::string& path,
             const BatchOptions& options, Context& context) {
  // Before there is a folder: what is refused leaves nothing.
  const unsigned asked = options.jobs > 0 ? options.jobs : processors();
  const auto workers_for = [&](std::size_t jobs) {
    return static_cast<unsigned>(std::clamp<std::size_t>(jobs, 1, asked));
  };
  batch::WorkerOptions workers;
  workers.workers = workers_for(planned(list, inputs, shard, nullptr).to_do.size());
  const auto bytes = memory_of_each(options, workers.workers);
  if (!bytes) return refuse(bytes.error(), context);
  workers.bytes_each = *bytes;
  const auto folder = OutputFolder::open(path);
  if (!folder) return refuse(folder.error(), context);
  if (const auto may = may_begin(*folder, shard, options.resume); !may)
    return refuse(may.error(), context);
  auto manifest = Manifest::open(folder->manifest_path(shard));
  if (!manifest) return refuse(manifest.error(), context);
  const Plan plan = planned(list, inputs, shard, options.resume ? &*folder : nullptr);
  const std::set<std::string> of_others = others(list, plan);
  folder->remove_leftovers(of_others);
  workers.workers = workers_for(plan.to_do.size());

  Run run(list, inputs, *folder, *manifest, options, context);
  run.adopt(plan.as_they_were);
  const int signal = run.run(plan.to_do, workers);
  folder->remove_leftovers(of_others);
  return tell_end(plan, run, list, *manifest, signal, context);
}

}  // namespace

int batch(const BatchOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto list = batch::readable_jobs(options.file, diagnostics);
  std::optional<BatchInputs> inputs;
  if (list) inputs.emplace(*list, context).check(diagnostics);
  const std::string path = list && options.output.empty() ? list->into : options.output;
  if (list && path.empty() && !options.dry_run)
    diagnostics.error(whole_file(options.file), "names no folder for the outputs")
        .with_hint("-o DIR does, or the key `into`");
  tell(diagnostics, context);
  if (diagnostics.has_errors()) return wrong_input;
  const Shard shard = batch::parse_shard(options.shard).value_or(Shard{});
  return options.dry_run ? list_jobs(*list, *inputs, shard, path, options.resume, context)
                         : run_jobs(*list, *inputs, shard, path, options, context);
}

}  // namespace harbinger::cli
