// SPDX-License-Identifier: Apache-2.0
#include "ranking/site_info.hpp"

namespace harbinger::ranking {

namespace {

const pack::Cell* cell_of(const graph::GraphView& view, graph::NodeId node,
                          std::string_view attribute) {
  const graph::EntityGraph& graph = view.graph();
  const auto place = graph.schema().kinds[graph.node(node).kind.index()].find(attribute);
  return place ? &view.cell({node, static_cast<std::uint32_t>(*place)}) : nullptr;
}

std::string text_of(const graph::GraphView& view, graph::NodeId node, std::string_view attribute) {
  const pack::Cell* cell = cell_of(view, node, attribute);
  const auto* text = cell != nullptr ? std::get_if<std::string>(cell) : nullptr;
  return text != nullptr ? *text : std::string();
}

std::optional<double> number_of(const graph::GraphView& view, graph::NodeId node,
                                std::string_view attribute) {
  const pack::Cell* cell = cell_of(view, node, attribute);
  const auto* number = cell != nullptr ? std::get_if<pack::NumberRange>(cell) : nullptr;
  return number != nullptr ? std::optional(number->low) : std::nullopt;
}

}  // namespace

SiteInfo site_info(const graph::GraphView& view, graph::NodeId site) {
  const pack::NodeFact& node = view.graph().node(site);
  return {node.id,
          node.name,
          text_of(view, site, "country"),
          text_of(view, site, "type"),
          number_of(view, site, "lat"),
          number_of(view, site, "lon")};
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
