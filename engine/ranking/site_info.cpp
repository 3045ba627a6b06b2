// SPDX-License-Identifier: Apache-2.0
#include "ranking/site_info.hpp"

namespace harbinger::ranking {

namespace {

pack::Cell cell_of(const graph::GraphView& view, graph::NodeId node, std::string_view attribute) {
  const graph::EntityGraph& graph = view.graph();
  const auto place = graph.schema().kinds[graph.node(node).kind().index()].find(attribute);
  return place ? view.cell({node, static_cast<std::uint32_t>(*place)}) : pack::Cell();
}

std::string text_of(const graph::GraphView& view, graph::NodeId node, std::string_view attribute) {
  const pack::Cell cell = cell_of(view, node, attribute);
  const auto* text = std::get_if<std::string_view>(&cell);
  return text != nullptr ? std::string(*text) : std::string();
}

std::optional<double> number_of(const graph::GraphView& view, graph::NodeId node,
                                std::string_view attribute) {
  const pack::Cell cell = cell_of(view, node, attribute);
  const auto* number = std::get_if<pack::NumberRange>(&cell);
  return number != nullptr ? std::optional(number->low) : std::nullopt;
}

}  // namespace

SiteInfo site_info(const graph::GraphView& view, graph::NodeId site) {
  const pack::NodeFact node = view.graph().node(site);
  return {std::string(node.id()),      std::string(node.name()),     text_of(view, site, "country"),
          text_of(view, site, "type"), number_of(view, site, "lat"), number_of(view, site, "lon")};
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
    expr::Value operator()(std::string_view text) const { return std::string(text); }
    expr::Value operator()(const std::vector<std::string_view>& texts) const {
      std::vector<expr::Value> items;
      for (const std::string_view text : texts) items.emplace_back(std::string(text));
      return expr::List{std::make_shared<const std::vector<expr::Value>>(std::move(items))};
    }
  };
  return std::visit(Visitor{}, cell);
}

}  // namespace harbinger::ranking
