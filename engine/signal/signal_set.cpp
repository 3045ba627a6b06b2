// SPDX-License-Identifier: Apache-2.0
#include "signal/signal_set.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include <fmt/format.h>
#include "expr/column_type.hpp"

#include "signal/detail/combine.hpp"
#include "signal/detail/conjuncts.hpp"
#include "signal/detail/plan_builder.hpp"

namespace harbinger::signal {

struct SignalSet::State {
  std::vector<SignalText> texts;
  std::vector<Signal> signals;
  std::vector<detail::Plan> plans;
  std::vector<SignalId> order;                           ///< A signal comes after those it reads.
  std::unordered_map<std::string_view, SignalId> by_id;  ///< Of `signals`.
};

namespace {

using detail::Plan;

bool is_name(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

bool is_reserved(std::string_view id) { return id == "site" || id == "params" || id == "as_of"; }

class SetChecker {
 public:
  SetChecker(std::span<const SignalText> texts, const detail::Constants& constants,
             Diagnostics& diagnostics)
      : texts_(texts), constants_(constants), diagnostics_(diagnostics), plans_(texts.size()) {
    // The type of a signal that has a mistake is not known: that it is used is no second mistake.
    for (const SignalText& text : texts) {
      indices_.try_emplace(text.id.value, names_.size());
      names_.push_back({text.id.value, expr::simple(expr::TypeKind::dyn)});
    }
  }

  void run() {
    if (!constants_.schema.roles.site.valid() && !texts_.empty()) {
      diagnostics_.error(texts_[0].id.where(),
                         "the pack says of no kind that it is the site (roles: site)");
      return;
    }
    for (std::size_t i = 0; i < texts_.size(); ++i) check_id(i);
    for (std::size_t i = 0; i < texts_.size(); ++i)
      if (detail::has_pattern(texts_[i]))
        keep(i, detail::build_plan(texts_[i], true, constants_, diagnostics_));
    visited_.assign(texts_.size(), Mark::not_yet);
    for (std::size_t i = 0; i < texts_.size(); ++i) visit(i);
  }

  std::vector<std::optional<Plan>> plans() && { return std::move(plans_); }
  [[nodiscard]] const std::vector<SignalId>& order() const { return order_; }

 private:
  enum class Mark : unsigned char { not_yet, open, done };

  void check_id(std::size_t i) {
    const WrittenText& id = texts_[i].id;
    if (!is_name(id.value))
      diagnostics_.error(id.where(), "'{}' is no name of a signal", id.value)
          .with_hint("lower-case letters, digits and _");
    else if (is_reserved(id.value))
      diagnostics_.error(id.where(), "'{}' has a meaning of its own", id.value);
    else if (index_of(id.value) != i)
      diagnostics_.error(id.where(), "the signal '{}' is declared twice", id.value);
  }

  /// The first signal of this id; the number of signals where there is none.
  [[nodiscard]] std::size_t index_of(std::string_view id) const {
    const auto found = indices_.find(id);
    return found == indices_.end() ? texts_.size() : found->second;
  }

  void keep(std::size_t i, std::optional<Plan> plan) {
    if (plan) names_[i].type = type_of(plan->kind);
    plans_[i] = std::move(plan);
  }

  /// The signals that a derived one names, each once, in the order named.
  [[nodiscard]] std::vector<std::uint32_t> named_signals(const SignalText& text) const {
    std::vector<std::uint32_t> named;
    if (!text.value) return named;
    for (const std::string& name : detail::names_in(text.value->value))
      if (const auto read = static_cast<std::uint32_t>(index_of(name));
          read < texts_.size() && std::find(named.begin(), named.end(), read) == named.end())
        named.push_back(read);
    return named;
  }

  /// Depth first: what a derived signal reads is checked before it, as its type must be known.
  void visit(std::size_t i) {
    if (visited_[i] == Mark::done) return;
    if (visited_[i] == Mark::open) return tell_cycle(i);
    visited_[i] = Mark::open;
    path_.push_back(i);
    const bool derived = !detail::has_pattern(texts_[i]);
    const std::vector<std::uint32_t> reads =
        derived ? named_signals(texts_[i]) : std::vector<std::uint32_t>();
    for (const std::uint32_t read : reads) visit(read);
    if (derived && !in_cycle_)
      keep(i, detail::build_derived_plan(texts_[i], names_, reads, constants_, diagnostics_));
    path_.pop_back();
    visited_[i] = Mark::done;
    order_.emplace_back(i);
  }

  void tell_cycle(std::size_t i) {
    in_cycle_ = true;
    std::vector<std::string> cycle;
    for (auto at = std::find(path_.begin(), path_.end(), i); at != path_.end(); ++at)
      cycle.push_back(texts_[*at].id.value);
    cycle.push_back(texts_[i].id.value);
    diagnostics_.error(texts_[i].id.where(), "signals read each other in a circle: {}",
                       fmt::join(cycle, " -> "));
  }

  std::span<const SignalText> texts_;
  const detail::Constants& constants_;
  Diagnostics& diagnostics_;
  std::vector<detail::NamedSignal> names_;
  std::unordered_map<std::string_view, std::size_t> indices_;  ///< Of texts_, by id.
  std::vector<std::optional<Plan>> plans_;
  std::vector<Mark> visited_;
  std::vector<std::size_t> path_;
  std::vector<SignalId> order_;
  bool in_cycle_ = false;
};

std::vector<SignalId> signals_read(const Plan& plan) {
  std::vector<SignalId> reads;
  if (!plan.derived) return reads;
  for (const std::uint32_t slot : plan.value->slots())
    if (plan.slots[slot].what == detail::SlotSource::What::signal)
      reads.emplace_back(plan.slots[slot].variable);
  std::sort(reads.begin(), reads.end());
  return reads;
}

/// What is walked for a signal, whatever is made of it then.
std::vector<std::string> walk_of(const SignalText& text) {
  std::vector<std::string> walk;
  const auto add = [&](const PathsText& paths) {
    for (const WrittenText& path : paths.paths) walk.push_back(path.value);
    walk.emplace_back();  // ends the list; no path is empty
  };
  add(text.match);
  add(text.without);
  walk.push_back(text.where ? text.where->value : "");
  if (!text.near) return walk;
  add(text.near->match);
  walk.push_back(text.near->within.value);
  return walk;
}

/// The parameters that the expressions of a plan read, by name.
std::map<std::string, expr::Value> parameters_read(const Plan& plan) {
  std::map<std::string, expr::Value> parameters;
  const auto add = [&](const expr::Program& program) {
    for (const std::uint32_t slot : program.slots())
      if (plan.slots[slot].what == detail::SlotSource::What::parameter)
        parameters[plan.slots[slot].name] = plan.slots[slot].parameter;
  };
  for (const detail::Condition& condition : plan.conditions) add(condition.program);
  if (plan.value) add(*plan.value);
  return parameters;
}

/// Of two plans of one text: whether the parameters, tables and distances that they read are the same.
bool same_constants(const Plan& a, const Plan& b) {
  const auto near_of = [](const Plan& plan) {
    return plan.near ? std::pair(plan.near->within_km, plan.near->decay_km.value_or(0))
                     : std::pair(-1.0, 0.0);
  };
  const bool same_lookup = !a.lookup || (a.lookup->numbers == b.lookup->numbers &&
                                         a.lookup->otherwise == b.lookup->otherwise);
  const auto same_value = [](const auto& x, const auto& y) {
    return x.first == y.first && detail::same(x.second, y.second);
  };
  const auto read_a = parameters_read(a);
  const auto read_b = parameters_read(b);
  return same_lookup && near_of(a) == near_of(b) &&
         std::equal(read_a.begin(), read_a.end(), read_b.begin(), read_b.end(), same_value);
}

}  // namespace

bool SignalSet::says_the_same(SignalId id, const SignalSet& other, SignalId others) const {
  if (state_ == other.state_) return id == others;
  return state_->texts[id.index()] == other.state_->texts[others.index()] &&
         same_constants(plan(id), other.plan(others));
}

std::optional<SignalSet> SignalSet::check(std::span<const SignalText> texts,
                                          const pack::Schema& schema, const Parameters& params,
                                          const Tables& tables, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.error_count();
  const detail::Constants constants{schema, params, tables};
  SetChecker checker(texts, constants, diagnostics);
  checker.run();
  if (diagnostics.error_count() > before) return std::nullopt;
  auto state = std::make_shared<State>();
  state->order = checker.order();
  state->texts.assign(texts.begin(), texts.end());
  for (std::optional<Plan>& plan : std::move(checker).plans())
    state->plans.push_back(*std::move(plan));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const SignalText& text = texts[i];
    state->plans[i].walk = walk_of(text);
    state->signals.push_back({text.id.value, text.title.empty() ? text.id.value : text.title,
                              text.unit, text.why, text.source, state->plans[i].kind,
                              text.id.where(), signals_read(state->plans[i])});
  }
  for (std::size_t i = 0; i < state->signals.size(); ++i)
    state->by_id.emplace(state->signals[i].id, SignalId(i));
  SignalSet set;
  set.state_ = std::move(state);
  return set;
}

std::span<const Signal> SignalSet::signals() const {
  return state_ ? std::span<const Signal>(state_->signals) : std::span<const Signal>();
}

std::optional<SignalId> SignalSet::find(std::string_view id) const {
  if (!state_) return std::nullopt;
  const auto found = state_->by_id.find(id);
  return found == state_->by_id.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> SignalSet::ids() const {
  std::vector<std::string> all;
  for (const Signal& signal : signals()) all.push_back(signal.id);
  return all;
}

const std::string& SignalSet::strategy(SignalId id) const { return plan(id).strategy; }
const detail::Plan& SignalSet::plan(SignalId id) const { return state_->plans[id.index()]; }
std::span<const SignalId> SignalSet::order() const {
  return state_ ? std::span<const SignalId>(state_->order) : std::span<const SignalId>();
}

}  // namespace harbinger::signal
