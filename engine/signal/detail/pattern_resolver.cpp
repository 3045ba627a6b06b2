// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "signal/detail/pattern.hpp"

namespace harbinger::signal::detail {

namespace {

using Kinds = std::vector<bool>;

bool none(const Kinds& kinds) { return std::find(kinds.begin(), kinds.end(), true) == kinds.end(); }

bool is_reserved(std::string_view name) {
  return name == "params" || name == "as_of" || name == "distance_km";
}

class Resolver {
 public:
  Resolver(const PatternSource& source, const pack::Schema& schema, Diagnostics& diagnostics)
      : source_(source), schema_(schema), diagnostics_(diagnostics) {}

  std::optional<Pattern> run() {
    const std::size_t before = diagnostics_.error_count();
    if (source_.anchored) add_anchor();
    for (std::size_t i = 0; i < source_.paths.size(); ++i)
      if (const auto path = parse_path(source_.paths[i], diagnostics_))
        add_path(*path, source_.near && i == 0);
    if (diagnostics_.error_count() == before) check_connected();
    if (diagnostics_.error_count() == before) narrow_kinds();
    if (diagnostics_.error_count() > before) return std::nullopt;
    return std::move(pattern_);
  }

 private:
  [[nodiscard]] Kinds all_kinds() const { return Kinds(schema_.kinds.size(), true); }

  void add_anchor() {
    Kinds kinds(schema_.kinds.size(), false);
    kinds[schema_.roles.site.index()] = true;
    const TextPosition where = source_.paths.empty() ? TextPosition{} : source_.paths[0].where();
    pattern_.nodes.push_back({std::string(anchor_name), std::move(kinds), {}, where});
  }

  void add_path(const WrittenPath& path, bool near) {
    std::uint32_t left = node(path.nodes[0]);
    if (near) {
      PatternEdge edge{.from = 0, .to = left, .near = true, .where = path.nodes[0].where};
      if (left == 0)
        diagnostics_.error(edge.where, "the site is not near itself: name another node first");
      pattern_.edges.push_back(std::move(edge));
    }
    for (std::size_t i = 0; i < path.edges.size(); ++i) {
      edge(path.edges[i], left);
      left = node(path.nodes[i + 1]);
      pattern_.edges.back().to = left;
    }
  }

  std::uint32_t node(const WrittenNode& written) {
    Kinds kinds = written.labels.empty() ? all_kinds() : kinds_of(written.labels);
    std::uint32_t index = static_cast<std::uint32_t>(pattern_.nodes.size());
    const auto known =
        written.variable.text.empty() ? std::nullopt : pattern_.find(written.variable.text);
    if (known && pattern_.is_edge(*known)) {
      diagnostics_.error(written.variable.where, "'{}' names a step before, and a node here",
                         written.variable.text);
    } else if (known) {
      index = *known;
    } else {
      check_name(written.variable, false);
    }
    if (index == pattern_.nodes.size())
      pattern_.nodes.push_back(
          {written.variable.text, kinds_outside(written.variable.text), {}, written.where});
    PatternNode& node = pattern_.nodes[index];
    for (std::size_t i = 0; i < kinds.size(); ++i) node.kinds[i] = node.kinds[i] && kinds[i];
    if (none(node.kinds) && !none(kinds))
      diagnostics_.error(written.where, "'{}' is of another kind elsewhere in the pattern",
                         written.variable.text);
    if (!none(node.kinds))
      add_filters(written.filters, fields_of(schema_.kinds, node.kinds, false), node.filters);
    return index;
  }

  /// What the match says of a variable that a `without` shares with it.
  [[nodiscard]] Kinds kinds_outside(const std::string& name) const {
    const auto outer =
        source_.outer == nullptr || name.empty() ? std::nullopt : source_.outer->find(name);
    return outer && !source_.outer->is_edge(*outer) ? source_.outer->nodes[*outer].kinds
                                                    : all_kinds();
  }

  void check_name(const WrittenName& name, bool is_edge) {
    if (is_reserved(name.text))
      diagnostics_.error(name.where, "'{}' has a meaning of its own", name.text);
    if (source_.outer == nullptr || name.text.empty()) return;
    const auto outer = source_.outer->find(name.text);
    if (!outer) return;
    if (is_edge || source_.outer->is_edge(*outer))
      diagnostics_.error(name.where, "'{}' names a step of the match: only nodes are shared",
                         name.text);
  }

  Kinds kinds_of(const std::vector<WrittenName>& labels) {
    Kinds kinds(schema_.kinds.size(), false);
    for (const WrittenName& label : labels) {
      const pack::KindId kind = schema_.kind(label.text);
      if (kind.valid())
        kinds[kind.index()] = true;
      else
        diagnostics_.error(label.where, "unknown kind '{}'", label.text)
            .did_you_mean(label.text, schema_.kind_names());
    }
    return kinds;
  }

  void edge(const WrittenEdge& written, std::uint32_t left) {
    PatternEdge edge{.name = written.variable.text,
                     .from = left,
                     .to = left,
                     .direction = written.direction,
                     .min = written.min,
                     .max = written.max,
                     .repeats = written.repeats,
                     .where = written.where};
    Kinds relations(schema_.relations.size(), false);
    for (const WrittenName& name : written.relations) {
      const pack::RelationId relation = schema_.relation(name.text);
      if (relation.valid())
        relations[relation.index()] = true;
      else
        diagnostics_.error(name.where, "unknown relation '{}'", name.text)
            .did_you_mean(name.text, schema_.relation_names());
    }
    if (written.relations.empty()) relations.assign(relations.size(), true);
    for (std::size_t i = 0; i < relations.size(); ++i)
      if (relations[i]) edge.relations.emplace_back(i);
    if (!edge.name.empty()) {
      if (const auto known = pattern_.find(edge.name))
        diagnostics_.error(written.variable.where, "'{}' names a {} before, and a step here",
                           edge.name, pattern_.is_edge(*known) ? "step" : "node");
      else
        check_name(written.variable, true);
    }
    add_filters(written.filters, fields_of(schema_.relations, relations, true), edge.filters);
    pattern_.edges.push_back(std::move(edge));
  }

  void add_filters(const std::vector<WrittenFilter>& written, const std::vector<Field>& fields,
                   std::vector<Filter>& out) {
    for (const WrittenFilter& filter : written) {
      const auto field = std::find_if(fields.begin(), fields.end(),
                                      [&](const Field& f) { return f.name == filter.key.text; });
      if (field == fields.end()) {
        std::vector<std::string> names;
        for (const Field& f : fields) names.push_back(f.name);
        diagnostics_.error(filter.key.where, "unknown attribute '{}'", filter.key.text)
            .did_you_mean(filter.key.text, names);
      } else if (auto literal = literal_for(*field, filter)) {
        out.push_back({*field, *std::move(literal)});
      } else {
        diagnostics_.error(filter.where, "'{}' is a {}", filter.key.text,
                           expr::to_text(field->type));
      }
    }
  }

  static std::optional<expr::Value> literal_for(const Field& field, const WrittenFilter& filter) {
    using expr::TypeKind;
    const TypeKind kind = field.type.kind;
    if (const auto* text = std::get_if<std::string>(&filter.literal)) {
      if (kind == TypeKind::string || kind == TypeKind::list) return *text;
      const auto date = kind == TypeKind::date ? parse_date(*text) : std::nullopt;
      return date ? std::optional<expr::Value>(*date) : std::nullopt;
    }
    if (const auto* number = std::get_if<double>(&filter.literal))
      return kind == TypeKind::number ? std::optional<expr::Value>(*number) : std::nullopt;
    return kind == TypeKind::boolean ? std::optional<expr::Value>(std::get<bool>(filter.literal))
                                     : std::nullopt;
  }

  /// Every node must be reached from the site, from a shared variable, or from the first node.
  void check_connected() {
    std::vector<std::uint32_t> roots;
    for (std::uint32_t i = 0; source_.outer != nullptr && i < pattern_.nodes.size(); ++i)
      if (!pattern_.nodes[i].name.empty() && source_.outer->find(pattern_.nodes[i].name))
        roots.push_back(i);
    if (source_.outer == nullptr) roots.push_back(0);
    if (!roots.empty() && walking_order(pattern_, roots)) return;
    const TextPosition where = source_.paths.back().where();
    if (source_.outer != nullptr)
      diagnostics_.error(where, "the path shares no variable with the match");
    else if (source_.anchored && source_.paths.size() == 1)
      diagnostics_.error(where, "the path does not lead to the site")
          .with_hint("name a node (site)");
    else
      diagnostics_.error(where, "the paths share no variable: each must lead to one before it");
  }

  /// The kinds one step away along a relation that `kinds` may have.
  [[nodiscard]] Kinds stepped(const PatternEdge& edge, const Kinds& kinds, bool rightward) const {
    Kinds reached(kinds.size(), false);
    const auto cross = [&](const std::vector<pack::KindId>& from,
                           const std::vector<pack::KindId>& to) {
      const bool any =
          std::any_of(from.begin(), from.end(), [&](pack::KindId k) { return kinds[k.index()]; });
      for (const pack::KindId kind : to)
        if (any) reached[kind.index()] = true;
    };
    for (const pack::RelationId id : edge.relations) {
      const pack::Shape& relation = schema_.relations[id.index()];
      const bool along = (edge.direction == Direction::right) == rightward;
      if (edge.direction == Direction::either || along)
        cross(relation.from_kinds, relation.to_kinds);
      if (edge.direction == Direction::either || !along)
        cross(relation.to_kinds, relation.from_kinds);
    }
    return reached;
  }

  [[nodiscard]] Kinds walked(const PatternEdge& edge, Kinds kinds, bool rightward) const {
    Kinds reached(kinds.size(), false);
    for (unsigned step = 0; step <= edge.max; ++step) {
      for (std::size_t i = 0; i < kinds.size(); ++i)
        reached[i] = reached[i] || (step >= edge.min && kinds[i]);
      kinds = stepped(edge, kinds, rightward);
    }
    return reached;
  }

  void narrow_kinds() {
    for (bool changed = true; changed;) {
      changed = false;
      for (const PatternEdge& edge : pattern_.edges) {
        if (edge.near) continue;
        PatternNode& left = pattern_.nodes[edge.from];
        PatternNode& right = pattern_.nodes[edge.to];
        const Kinds before_left = left.kinds;
        const Kinds before_right = right.kinds;
        changed = narrow(right.kinds, walked(edge, before_left, true)) || changed;
        changed = narrow(left.kinds, walked(edge, before_right, false)) || changed;
        if (none(left.kinds) || none(right.kinds))
          return never_connects(edge, before_left, before_right);
      }
    }
  }

  static bool narrow(Kinds& kinds, const Kinds& to) {
    const Kinds before = kinds;
    for (std::size_t i = 0; i < kinds.size(); ++i) kinds[i] = kinds[i] && to[i];
    return kinds != before;
  }

  [[nodiscard]] std::string names(const Kinds& kinds) const {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < kinds.size(); ++i)
      if (kinds[i]) all.push_back(schema_.kinds[i].name);
    return all.size() == kinds.size() ? "any node" : fmt::format("{}", fmt::join(all, " or "));
  }

  [[nodiscard]] std::string shape_text(pack::RelationId id) const {
    const pack::Shape& relation = schema_.relations[id.index()];
    const auto set = [&](const std::vector<pack::KindId>& ids) {
      Kinds kinds(schema_.kinds.size(), false);
      for (const pack::KindId kind : ids) kinds[kind.index()] = true;
      return names(kinds);
    };
    return fmt::format("{} leads from {} to {}", relation.name, set(relation.from_kinds),
                       set(relation.to_kinds));
  }

  void never_connects(const PatternEdge& edge, const Kinds& left, const Kinds& right) {
    const bool reversed = edge.direction == Direction::left;
    std::vector<std::string> relations;
    for (const pack::RelationId id : edge.relations)
      relations.push_back(schema_.relations[id.index()].name);
    const bool any = relations.size() == schema_.relations.size();
    auto& error =
        diagnostics_.error(edge.where, "{} never leads from {} to {}",
                           any ? "a relation" : fmt::format("{}", fmt::join(relations, " or ")),
                           names(reversed ? right : left), names(reversed ? left : right));
    if (relations.size() == 1) error.with_hint(shape_text(edge.relations[0]));
  }

  const PatternSource& source_;
  const pack::Schema& schema_;
  Diagnostics& diagnostics_;
  Pattern pattern_;
};

}  // namespace

std::optional<Pattern> resolve_pattern(const PatternSource& source, const pack::Schema& schema,
                                       Diagnostics& diagnostics) {
  return Resolver(source, schema, diagnostics).run();
}

}  // namespace harbinger::signal::detail
