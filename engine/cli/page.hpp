// SPDX-License-Identifier: Apache-2.0
// `--format html`: what goes on the page of each command, and the page's template, which is found in the home folder as
// the bundled rules are.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "cli/inputs.hpp"
#include "ranking/selection.hpp"
#include "report/page_document.hpp"

namespace harbinger::cli {

/// How a page is made, whatever is on it.
struct PageOptions {
  unsigned details = 600;  ///< So many sites, from the first on, are explained on it.
  unsigned threads = 1;
  std::string model_file;
};

/// Those of a command.
template <class CommandOptions>
[[nodiscard]] PageOptions page_options(const CommandOptions& options, const Context& context) {
  PageOptions page{.threads = options.inputs.thread_count(),
                   .model_file = options.inputs.model_file(context)};
  if constexpr (requires { options.details; }) page.details = options.details;
  return page;
}

// Each is the whole file. Error: the template is not there, or is not whole.

/// A ranking, or what `where` selects of it, its first sites explained, with their scores year by year.
[[nodiscard]] Result<std::string> rank_page(const ranking::Assessment& assessment,
                                            const ranking::Selection& selection,
                                            const std::optional<std::string>& where,
                                            std::optional<unsigned> top, const report::RunInfo& run,
                                            const PageOptions& options, Context& context);
[[nodiscard]] Result<std::string> explain_page(const ranking::Assessment& assessment,
                                               std::size_t site, const report::RunInfo& run,
                                               const PageOptions& options, Context& context);
/// The sites that scenarios moved, and the first hundred, as they stand before.
[[nodiscard]] Result<std::string> whatif_page(const ranking::Assessment& before,
                                              std::span<const scenario::Comparison> comparisons,
                                              const report::RunInfo& run,
                                              const PageOptions& options, Context& context);
/// The sites followed, as they stand on the last day, which is that of `last`.
[[nodiscard]] Result<std::string> timeline_page(const ranking::Assessment& last,
                                                const scenario::Timeline& timeline,
                                                const report::RunInfo& run,
                                                const PageOptions& options, Context& context);

}  // namespace harbinger::cli
