// SPDX-License-Identifier: Apache-2.0
#include "ranking/site_info.hpp"

namespace harbinger::ranking {

namespace {

const pack::Cell* cell_of(const graph::EntityGraph& graph, const pack::NodeFact& node,
                          std::string_view attribute) {
  const auto place = graph.schema().kinds[node.kind.index()].find(attribute);
  return place ? &node.cells[*place] : nullptr;
}

std::string text_of(const graph::EntityGraph& graph, const pack::NodeFact& node,
                    std::string_view attribute) {
  const pack::Cell* cell = cell_of(graph, node, attribute);
  const auto* text = cell != nullptr ? std::get_if<std::string>(cell) : nullptr;
  return text != nullptr ? *text : std::string();
}

std::optional<double> number_of(const graph::EntityGraph& graph, const pack::NodeFact& node,
                                std::string_view attribute) {
  const pack::Cell* cell = cell_of(graph, node, attribute);
  const auto* number = cell != nullptr ? std::get_if<pack::NumberRange>(cell) : nullptr;
  return number != nullptr ? std::optional(number->low) : std::nullopt;
}

}  // namespace

SiteInfo site_info(const graph::EntityGraph& graph, std::size_t site) {
  const pack::NodeFact& node = graph.node(graph.sites()[site]);
  return {node.id,
          node.name,
          text_of(graph, node, "country"),
          text_of(graph, node, "type"),
          number_of(graph, node, "lat"),
          number_of(graph, node, "lon")};
}

expr::Value value_of(const pack::Cell& cell) {
  struct Visitor {
    expr::Value operator()(pack::UnknownCell) const { return expr::Unknown{}; }
    expr::Value operator()(bool truth) const { return truth; }
    expr::Value operator()(const pack::NumberRange& n) const {
      return n.low == n.high ? expr::Value(n.low) : expr::Value(expr::Range{n.low, n.high});
    }
    expr::Value operator()(const DecimalRange& d) const {
      return d.exact() ? expr::Value(d.low.to_double())
                       : expr::Value(expr::Range{d.low.to_double(), d.high.to_double()});
    }
    expr::Value operator()(const Date& date) const { return date; }
    expr::Value operator()(const std::string& text) const { return text; }
    expr::Value operator()(const std::vector<std::string>& texts) const {
      std::vector<expr::Value> items(texts.begin(), texts.end());
      return expr::List{std::make_shared<const std::vector<expr::Value>>(std::move(items))};
    }
  };
  return std::visit(Visitor{}, cell);
}

}  // namespace harbinger::ranking
