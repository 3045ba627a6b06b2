// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/plan_builder.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

#include "signal/detail/conjuncts.hpp"
#include "signal/graph_functions.hpp"

namespace harbinger::signal::detail {

using expr::ColumnKind;
using expr::TypeKind;

namespace {

constexpr std::array<std::string_view, 13> combine_names = {
    "count", "count_distinct", "any",   "all",  "sum",  "max",    "min",
    "mean",  "noisy_or",       "first", "last", "span", "collect"};

/// The place of a word among those allowed; nothing where an error was added.
std::optional<std::size_t> one_of(const WrittenText& text, std::string_view what,
                                  std::span<const std::string_view> words,
                                  Diagnostics& diagnostics) {
  const auto found = std::find(words.begin(), words.end(), text.value);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const std::vector<std::string> names(words.begin(), words.end());
  diagnostics.error(text.where(), "unknown {} '{}'", what, text.value)
      .did_you_mean(text.value, names);
  return std::nullopt;
}

bool needs_number(Combine combine) {
  using enum Combine;
  return combine == sum || combine == max || combine == min || combine == mean ||
         combine == noisy_or;
}

/// The type of one term: a list gives one for each item.
expr::Type term_type(const expr::Type& type) {
  return type.kind == TypeKind::list ? (type.element ? *type.element : expr::simple(TypeKind::dyn))
                                     : type;
}

std::optional<ColumnKind> column_kind(TypeKind kind) {
  if (is_number(kind)) return ColumnKind::number;
  if (kind == TypeKind::boolean) return ColumnKind::truth;
  if (kind == TypeKind::string || kind == TypeKind::date) return ColumnKind::text;
  return std::nullopt;
}

bool reads_day(const Plan& plan, const expr::Program& program) {
  return std::any_of(program.slots().begin(), program.slots().end(), [&](std::uint32_t slot) {
    return plan.slots[slot].what == SlotSource::What::as_of;
  });
}

/// What else than its facts a plan depends on.
void note_dependencies(Plan& plan) {
  plan.calls = graph_calls(plan);
  plan.reads_day = (plan.value && reads_day(plan, *plan.value)) ||
                   std::any_of(plan.conditions.begin(), plan.conditions.end(),
                               [&](const Condition& c) { return reads_day(plan, c.program); });
}

void insert(std::vector<std::uint32_t>& sorted, std::uint32_t slot) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), slot);
  if (at == sorted.end() || *at != slot) sorted.insert(at, slot);
}

class PlanBuilder {
 public:
  PlanBuilder(const SignalText& text, bool anchored, const Constants& constants,
              Diagnostics& diagnostics)
      : text_(text), constants_(constants), diagnostics_(diagnostics) {
    plan_.anchored = anchored;
  }

  std::optional<Plan> run() {
    const std::size_t before = diagnostics_.error_count();
    read_words();
    read_near();
    read_lookup();
    read_over();
    if (read_pattern()) {
      for (const WrittenText& path : text_.without.paths) read_without(path);
      const Scope scope = scope_of(plan_.pattern, constants_.schema, constants_.params,
                                   plan_.near.has_value(), mentioned());
      read_where(scope);
      read_value(scope);
      plan_.slots = scope.slots;
      read_allocation();
    }
    if (diagnostics_.error_count() > before) return std::nullopt;
    choose_strategy();
    note_dependencies(plan_);
    return std::move(plan_);
  }

 private:
  /// The names in the expressions.
  [[nodiscard]] std::vector<std::string> mentioned() const {
    std::vector<std::string> names;
    for (const auto* text : {&text_.where, &text_.value})
      if (*text)
        for (std::string& name : names_in((*text)->value)) names.push_back(std::move(name));
    return names;
  }

  void read_words() {
    static constexpr std::array<std::string_view, 3> missing = {"zero", "unknown", "lower_bound"};
    if (!text_.combine)
      diagnostics_.error(text_.id.where(), "the signal '{}' needs 'combine'", text_.id.value)
          .with_hint("how the terms become one value: count, any, sum, max, ...");
    else if (const auto found =
                 one_of(*text_.combine, "way to combine", combine_names, diagnostics_))
      plan_.combine = static_cast<Combine>(*found);
    if (text_.missing)
      if (const auto found =
              one_of(*text_.missing, "word for what is missing", missing, diagnostics_))
        plan_.missing = static_cast<Missing>(*found + 1);
  }

  /// `80 km`, or a parameter that is a number of km.
  std::optional<double> kilometres(const WrittenText& text) {
    const std::string_view written = text.value;
    for (const auto& [name, value] : constants_.params)
      if (written == "params." + name && value.is<double>() && value.get<double>() > 0)
        return value.get<double>();
    double number = 0;
    const auto [end, code] =
        std::from_chars(written.data(), written.data() + written.size(), number);
    const std::string_view unit = written.substr(static_cast<std::size_t>(end - written.data()));
    if (code == std::errc() && (unit == " km" || unit == "km") && std::isfinite(number) &&
        number > 0)
      return number;
    diagnostics_.error(text.where(), "expected a distance such as '80 km', found '{}'", text.value);
    return std::nullopt;
  }

  void read_near() {
    if (!text_.near) return;
    if (!text_.match.paths.empty())
      diagnostics_.error(text_.match.paths[0].where(), "a signal has either 'match' or 'near'");
    Nearness near;
    if (const auto km = kilometres(text_.near->within)) near.within_km = *km;
    if (text_.near->decay) near.decay_km = kilometres(*text_.near->decay);
    plan_.near = near;
  }

  void read_lookup() {
    if (!text_.lookup) return;
    std::vector<std::string> names;
    for (const auto& [name, numbers] : constants_.tables) {
      names.push_back(name);
      if (name == text_.lookup->table.value)
        plan_.lookup = Lookup{{numbers.begin(), numbers.end()}, text_.lookup->otherwise};
    }
    if (!plan_.lookup)
      diagnostics_
          .error(text_.lookup->table.where(), "unknown table '{}'", text_.lookup->table.value)
          .did_you_mean(text_.lookup->table.value, names);
  }

  void read_over() {
    if (!text_.over) return;
    std::vector<bool> kinds(constants_.schema.kinds.size(), false);
    kinds[constants_.schema.roles.site.index()] = true;
    std::vector<std::string> names;
    for (Field& field : fields_of(constants_.schema.kinds, kinds, false)) {
      names.push_back(field.name);
      if (field.name == text_.over->value && field.type.kind != TypeKind::list)
        plan_.over = std::move(field);
    }
    if (!plan_.over)
      diagnostics_.error(text_.over->where(), "unknown attribute '{}' of a site", text_.over->value)
          .did_you_mean(text_.over->value, names);
  }

  bool read_pattern() {
    const PathsText& paths = text_.near ? text_.near->match : text_.match;
    if (paths.paths.empty()) return false;
    auto pattern = resolve_pattern({paths.paths, plan_.anchored, text_.near.has_value(), nullptr},
                                   constants_.schema, diagnostics_);
    if (!pattern) return false;
    plan_.pattern = *std::move(pattern);
    const std::array<std::uint32_t, 1> root = {0};
    plan_.steps = *walking_order(plan_.pattern, root);
    return true;
  }

  /// Each path is a pattern of its own: none of them may be there.
  void read_without(const WrittenText& path) {
    auto pattern = resolve_pattern({{&path, 1}, false, false, &plan_.pattern}, constants_.schema,
                                   diagnostics_);
    if (!pattern) return;
    Without without{*std::move(pattern), {}, {}};
    std::vector<std::uint32_t> bound;
    for (std::uint32_t inner = 0; inner < without.pattern.nodes.size(); ++inner) {
      const std::string& name = without.pattern.nodes[inner].name;
      const auto outer = name.empty() ? std::nullopt : plan_.pattern.find(name);
      if (!outer) continue;
      without.shared.push_back({*outer, inner});
      bound.push_back(inner);
    }
    without.steps = *walking_order(without.pattern, bound);
    plan_.without.push_back(std::move(without));
  }

  [[nodiscard]] std::vector<std::uint32_t> variables_of(const expr::Program& program,
                                                        const Scope& scope) const {
    std::vector<std::uint32_t> variables;
    for (const std::uint32_t slot : program.slots()) {
      const SlotSource& source = scope.slots[slot];
      if (source.what == SlotSource::What::entity || source.what == SlotSource::What::field)
        insert(variables, source.variable);
      if (source.what == SlotSource::What::distance) {
        insert(variables, 0);
        insert(variables, 1);
      }
    }
    return variables;
  }

  void read_where(const Scope& scope) {
    if (!text_.where) return;
    const auto whole = expr::check_as(TypeKind::boolean, "a condition", *text_.where,
                                      scope.environment, diagnostics_);
    if (!whole) return;
    Diagnostics unheard;
    for (const WrittenText& part : conjuncts(*text_.where)) {
      auto program =
          expr::check_as(TypeKind::boolean, "a condition", part, scope.environment, unheard);
      if (!program) break;
      auto variables = variables_of(*program, scope);
      plan_.conditions.push_back({*std::move(program), std::move(variables)});
    }
    if (unheard.has_errors()) plan_.conditions = {{*whole, variables_of(*whole, scope)}};
  }

  void read_value(const Scope& scope) {
    if (text_.value) {
      plan_.value = expr::check(*text_.value, scope.environment, diagnostics_);
      if (!plan_.value) return;
      plan_.term_variables = variables_of(*plan_.value, scope);
      check_value_type();
    } else if (plan_.combine == Combine::count) {
      count_named_variables();
    } else if (plan_.combine != Combine::any && text_.combine) {
      diagnostics_.error(text_.combine->where(), "'{}' needs a value", text_.combine->value);
    }
    if (!text_.value)
      plan_.kind = plan_.combine == Combine::any ? ColumnKind::truth : ColumnKind::number;
    if (plan_.near && plan_.near->decay_km)
      for (const std::uint32_t slot : {0u, 1u}) insert(plan_.term_variables, slot);
    if (plan_.near && plan_.near->decay_km && plan_.kind != ColumnKind::number)
      diagnostics_.error(text_.near->decay->where(), "only numbers decay with distance");
  }

  void count_named_variables() {
    const auto& pattern = plan_.pattern;
    for (std::uint32_t i = plan_.anchored ? 1 : 0; i < pattern.nodes.size(); ++i)
      if (!pattern.nodes[i].name.empty()) insert(plan_.term_variables, i);
    for (std::uint32_t i = 0; i < pattern.edges.size(); ++i)
      if (!pattern.edges[i].name.empty()) insert(plan_.term_variables, pattern.edge_slot(i));
    if (plan_.term_variables.empty())
      diagnostics_
          .error(text_.combine->where(),
                 "'count' counts what the match names, and it names nothing")
          .with_hint("name a node or a step");
  }

  void check_value_type() {
    using enum Combine;
    if (text_.lookup && !plan_.lookup) return;  // told: there is no such table
    expr::Type term = term_type(plan_.value->type());
    if (plan_.lookup && term.kind != TypeKind::string)
      return wrong_value("'lookup' needs a text or a list of texts");
    if (plan_.lookup) term = expr::simple(TypeKind::number);
    const auto kind = column_kind(term.kind);
    if (needs_number(plan_.combine) && kind != ColumnKind::number)
      return wrong_value("it needs a number");
    if ((plan_.combine == any || plan_.combine == all) && kind != ColumnKind::truth)
      return wrong_value("it needs a truth value");
    if (plan_.combine == span && term.kind != TypeKind::date) return wrong_value("it needs a date");
    if ((plan_.combine == first || plan_.combine == last) && !kind)
      return wrong_value("it needs a date, a number, a truth value or a text");
    if (needs_number(plan_.combine) || plan_.combine == count || plan_.combine == count_distinct ||
        plan_.combine == span)
      plan_.kind = ColumnKind::number;
    else
      plan_.kind = plan_.combine == collect ? ColumnKind::text : *kind;
  }

  void wrong_value(std::string_view why) {
    diagnostics_.error(text_.value->where(), "'{}' cannot combine values of type {}: {}",
                       text_.combine ? text_.combine->value : "combine",
                       expr::to_text(plan_.value->type()), why);
  }

  /// With respect to the first step from the site that is one edge: in `(site)<-[:PART_OF*0..1]-(place)
  /// <-[d]-(a)`, the places to which `a` is delivered.
  void read_allocation() {
    static constexpr std::array<std::string_view, 3> ways = {"full", "split", "unknown"};
    if (!text_.allocate) return;
    const auto way = one_of(*text_.allocate, "way to allocate", ways, diagnostics_);
    if (!way || static_cast<Allocation>(*way) == Allocation::full) return;
    const Step* first = nullptr;
    std::uint32_t at = 0;
    for (const Step& step : plan_.steps) {
      if (step.start != at || first != nullptr) continue;
      const PatternEdge& edge = plan_.pattern.edges[step.edge];
      at = step.end;
      if (!edge.near && !edge.repeats) first = &step;
    }
    if (first == nullptr || plan_.kind != ColumnKind::number ||
        plan_.combine == Combine::count_distinct || plan_.combine == Combine::span) {
      diagnostics_.error(text_.allocate->where(),
                         "'allocate' needs a step from the site and terms that are numbers");
      return;
    }
    plan_.allocated = {static_cast<Allocation>(*way), first->edge, first->end, first->in,
                       first->out};
    insert(plan_.term_variables, first->end);
    if (first->start != 0) insert(plan_.term_variables, first->start);
  }

  void choose_strategy() {
    const auto closing = std::find_if(plan_.steps.begin(), plan_.steps.end(),
                                      [](const Step& s) { return s.closes; });
    const auto several =
        std::find_if(plan_.without.begin(), plan_.without.end(), [](const Without& w) {
          return w.shared.size() != 1 || std::any_of(w.steps.begin(), w.steps.end(),
                                                     [](const Step& s) { return s.closes; });
        });
    plan_.relational = closing == plan_.steps.end() && several == plan_.without.end();
    if (plan_.relational)
      plan_.strategy = "all sites at once";
    else if (closing != plan_.steps.end())
      plan_.strategy = "searched site by site, because its paths meet again at '" +
                       plan_.pattern.nodes[closing->end].name + "'";
    else
      plan_.strategy =
          "searched site by site, because 'without' shares several variables with the match";
  }

  const SignalText& text_;
  const Constants& constants_;
  Diagnostics& diagnostics_;
  Plan plan_;
};

}  // namespace

std::string_view to_text(Combine combine) {
  return combine_names[static_cast<std::size_t>(combine)];
}

std::optional<Plan> build_plan(const SignalText& text, bool anchored, const Constants& constants,
                               Diagnostics& diagnostics) {
  return PlanBuilder(text, anchored, constants, diagnostics).run();
}

namespace {

/// Checks the value of a derived signal. Only the signals it reads are in its scope, so that a set of n signals
/// does not take n * n steps; where something is wrong all are, for the name that was meant.
std::optional<expr::Program> derived_value(const WrittenText& value,
                                           std::span<const NamedSignal> signals,
                                           std::span<const std::uint32_t> reads,
                                           const Constants& constants, Scope& scope,
                                           Diagnostics& diagnostics) {
  Diagnostics unheard;
  scope = scope_of(signals, reads, constants.schema, constants.params);
  if (auto program = expr::check(value, scope.environment, unheard)) return program;
  std::vector<std::uint32_t> all(signals.size());
  std::iota(all.begin(), all.end(), 0u);
  scope = scope_of(signals, all, constants.schema, constants.params);
  return expr::check(value, scope.environment, diagnostics);
}

}  // namespace

std::optional<Plan> build_derived_plan(const SignalText& text, std::span<const NamedSignal> signals,
                                       std::span<const std::uint32_t> reads,
                                       const Constants& constants, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.error_count();
  const auto needs_match = [&](const std::optional<WrittenText>& key, std::string_view name) {
    if (key) diagnostics.error(key->where(), "'{}' needs 'match' or 'near'", name);
  };
  needs_match(text.where, "where");
  needs_match(text.combine, "combine");
  needs_match(text.over, "over");
  needs_match(text.allocate, "allocate");
  if (text.lookup) needs_match(text.lookup->table, "lookup");
  if (!text.without.paths.empty()) needs_match(text.without.paths[0], "without");
  Plan plan;
  plan.derived = true;
  plan.strategy = "from other signals";
  if (text.missing && text.missing->value == "zero")
    plan.missing = Missing::zero;
  else if (text.missing)
    diagnostics.error(text.missing->where(), "without 'match', 'missing' can only be 'zero'");
  if (!text.value) {
    diagnostics.error(text.id.where(), "the signal '{}' needs 'match', 'near' or 'value'",
                      text.id.value);
    return std::nullopt;
  }
  Scope scope;
  plan.value = derived_value(*text.value, signals, reads, constants, scope, diagnostics);
  plan.slots = std::move(scope.slots);
  if (!plan.value) return std::nullopt;
  const auto kind = column_kind(plan.value->type().kind);
  if (!kind || plan.value->type().kind == TypeKind::date)
    diagnostics.error(text.value->where(),
                      "a signal is a number, a truth value or a text, and this is {}",
                      expr::to_text(plan.value->type()));
  plan.kind = kind.value_or(ColumnKind::number);
  if (diagnostics.error_count() > before) return std::nullopt;
  note_dependencies(plan);
  return plan;
}

}  // namespace harbinger::signal::detail
