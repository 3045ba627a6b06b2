// SPDX-License-Identifier: Apache-2.0
#include "ranking/selection.hpp"

#include <functional>

#include "expr/column_type.hpp"
#include "expr/program.hpp"
#include "ranking/site_info.hpp"

namespace harbinger::ranking {

namespace {

expr::TypeKind type_of(pack::AttributeType type) {
  switch (type) {
    case pack::AttributeType::integer:
    case pack::AttributeType::number:
    case pack::AttributeType::share: return expr::TypeKind::number;
    case pack::AttributeType::date: return expr::TypeKind::date;
    case pack::AttributeType::truth: return expr::TypeKind::boolean;
    case pack::AttributeType::texts: return expr::TypeKind::list;
    case pack::AttributeType::text:
    case pack::AttributeType::ref: return expr::TypeKind::string;
  }
  return expr::TypeKind::dyn;
}

/// What a condition may name, and how each is read for a site. The first declared of a name is meant.
class RankedSites : public expr::Row {
 public:
  explicit RankedSites(const Assessment& assessment) : a_(assessment) {
    declare("id", expr::TypeKind::string, [this] { return expr::Value(std::string(node().id())); });
    declare("name", expr::TypeKind::string,
            [this] { return expr::Value(std::string(node().name())); });
    declare("rank", expr::TypeKind::number,
            [this] { return expr::Value(double(a_.ranking.rank[site])); });
    declare("score", expr::TypeKind::number, [this] { return expr::Value(a_.scores.total[site]); });
    declare("tier", expr::TypeKind::string, [this] { return expr::Value(a_.tier_of(site)); });
    declare_attributes();
    declare_dimensions();
    declare_signals();
  }

  expr::Environment environment;
  std::size_t site = 0;

  [[nodiscard]] expr::Value slot(std::uint32_t slot) const override { return readers_[slot](); }

 private:
  using Reader = std::function<expr::Value()>;

  pack::NodeFact node() const { return a_.basis.graph.node(a_.site(site)); }

  void declare(const std::string& name, expr::TypeKind kind, Reader reader) {
    if (environment.find(name)) return;
    environment.declare(name, kind == expr::TypeKind::list
                                  ? expr::list_of(expr::simple(expr::TypeKind::string))
                                  : expr::simple(kind));
    readers_.push_back(std::move(reader));
  }

  void declare_attributes() {
    const auto& schema = a_.basis.graph.schema();
    const auto& attributes = schema.kinds[schema.roles.site.index()].attributes;
    for (std::size_t i = 0; i < attributes.size(); ++i)
      declare(attributes[i].name, type_of(attributes[i].type), [this, i] {
        return value_of(a_.view.cell({a_.site(site), static_cast<std::uint32_t>(i)}));
      });
  }

  void declare_dimensions() {
    const model::Model& model = a_.basis.model;
    for (const model::DimensionId id : model[model::Model::top].children)
      declare(model[id].id, expr::TypeKind::number,
              [this, id] { return expr::Value(100 * a_.scores.dimensions[id.index()][site]); });
  }

  void declare_signals() {
    const signal::SignalSet& signals = a_.basis.rules.signals();
    for (std::size_t i = 0; i < signals.size(); ++i)
      declare(signals.id(signal::SignalId(i)), expr::type_of(a_.signals[i]->kind).kind,
              [this, i] { return a_.signals[i]->at(site); });
  }

  const Assessment& a_;
  std::vector<Reader> readers_;
};

}  // namespace

std::optional<Selection> select(const Assessment& assessment,
                                const std::optional<WrittenText>& where, Diagnostics& diagnostics) {
  RankedSites row(assessment);
  std::optional<expr::Program> condition;
  if (where) {
    condition = expr::check_as(expr::TypeKind::boolean, "a condition", *where, row.environment,
                               diagnostics);
    if (!condition) return std::nullopt;
  }
  Selection selection;
  std::vector<SelectedSite>& selected = selection.sites;
  for (const std::uint32_t site : assessment.ranking.order) {
    row.site = site;
    if (condition) {
      const expr::Value value = condition->evaluate(row);
      const bool* truth = value.get_if<bool>();
      if (truth == nullptr) ++selection.unknown;
      if (truth == nullptr || !*truth) continue;
    }
    const std::uint32_t rank = assessment.ranking.rank[site];
    const bool tied = !selected.empty() && selected.back().rank == rank;
    selected.push_back({site, rank,
                        tied ? selected.back().rank_in_selection
                             : static_cast<std::uint32_t>(selected.size() + 1)});
  }
  return selection;
}

}  // namespace harbinger::ranking
