// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "cli/commands.hpp"
#include "cli/kept_run.hpp"
#include "cli/page.hpp"
#include "cli/result_text.hpp"
#include "cli/world_map.hpp"

namespace harbinger::cli {

int rank(const RankOptions& options, Context& context) {
  if (options.watch) return watch_ranking(options, context);
  Diagnostics diagnostics;
  const auto inputs = load_inputs(options.inputs, context, diagnostics);
  tell(diagnostics, context);
  if (!inputs) return wrong_input;
  const unsigned threads = options.inputs.thread_count();
  const ranking::Assessment assessment(
      inputs->basis(), graph::GraphView(inputs->world.graph, inputs->world.as_of), threads);
  std::optional<WrittenText> where;
  if (options.where) where = written_argument("--where", *options.where);
  Diagnostics wrong;
  const auto selection = ranking::select(assessment, where, wrong);
  tell(wrong, context);
  if (!selection) return wrong_input;
  const report::TextStyle style = style_of(options.output, context);
  for (const std::string& note : ranking_notes(assessment, *selection))
    context.err << "note: " << note << "\n";
  const bool is_part = where.has_value();
  const Result<std::string> text =
      options.format == "html" ? rank_page(assessment, *selection, options.where, options.top,
                                           inputs->run, page_options(options, context), context)
      : options.format == "svg"
          ? world_map(assessment, *selection, options.where, options.top, inputs->run, context)
          : ranking_text(assessment, *selection, is_part, options.top, inputs->run, options.format,
                         style);
  if (!text) return refuse(text.error(), context);
  return deliver_kept(
      *text, options.output, [&] { return run_of(options, *inputs, assessment, context); },
      context);
}

}  // namespace harbinger::cli
