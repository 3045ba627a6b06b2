// SPDX-License-Identifier: Apache-2.0
#include "pack/detail/pack_head.hpp"

#include <algorithm>

#include "base/yaml_reader.hpp"

namespace harbinger::pack::detail {

std::optional<PackHead> read_head(const std::shared_ptr<const SourceText>& yaml, Pack& pack,
                                  Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  const auto tree = read_yaml(yaml, diagnostics);
  if (!tree) return std::nullopt;
  PackHead head;
  if (!PackText::shape().read(*tree, head.text, diagnostics)) return std::nullopt;
  SchemaPlan plan = build_schema(head.text, diagnostics);
  pack.legal_tests = build_legal_tests(head.text, diagnostics);
  if (diagnostics.error_count() > errors_before) return std::nullopt;
  pack.id = head.text.pack;
  pack.title = head.text.title;
  pack.date = head.text.date.last;
  pack.schema = std::move(plan.schema);
  head.tables = std::move(plan.tables);
  return head;
}

void read_figures(const PackText& text, Pack& pack, Diagnostics& diagnostics) {
  std::vector<std::string> ids;
  for (const PublishedFigure& figure : pack.published) ids.push_back(figure.id);
  for (const FigureText& figure : text.figures) {
    if (std::find(ids.begin(), ids.end(), figure.published.value) == ids.end())
      diagnostics
          .error(figure.published.where(), "unknown published figure '{}'", figure.published.value)
          .did_you_mean(figure.published.value, ids);
    pack.figures.push_back({figure.published.value, figure.match, figure.where, figure.value,
                            figure.combine, figure.why});
  }
}

}  // namespace harbinger::pack::detail
