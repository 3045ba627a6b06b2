// SPDX-License-Identifier: Apache-2.0
#include "rule/update.hpp"

#include <algorithm>
#include <array>

#include "base/parallel.hpp"
#include "rule/day_program.hpp"
#include "rule/detail/firing_unit.hpp"
#include "rule/detail/outcome_rows.hpp"
#include "rule/detail/settling.hpp"

namespace harbinger::rule {

namespace {

/// From so large a part of the rows on, all rows are evaluated at once.
constexpr std::size_t row_share = 4;
/// So many rows are settled one by one.
constexpr std::size_t few_rows = 256;

class Update {
 public:
  Update(const Evaluated& before, const RuleSet& set, std::span<const RuleId> off,
         const ChangedColumns& columns, Day as_of, unsigned threads)
      : before_(before), set_(set), columns_(columns), as_of_(as_of), threads_(threads) {
    gather_new_rows();
    settlement_ = &before.set == &set
                      ? before.outcomes.settlement
                      : std::make_shared<const detail::Settlement>(detail::settlement_of(set));
    changed_.resize(set.rules().size());
    applied_ = detail::applying(before.set, before.as_of, before.off);
    applies_ = detail::applying(set, as_of, off);
  }

  UpdatedOutcomes run() && {
    result_.outcomes.rules.resize(set_.rules().size());
    for (const detail::FiringUnit& unit : detail::units_of(set_)) fire(unit);
    fire_whole();
    for (std::size_t i = 0; i < set_.dimensions().size(); ++i) settle(DimensionId(i));
    result_.outcomes.settlement = settlement_;
    result_.outcomes.tiers = detail::least_tiers(set_, result_.outcomes.rules, columns_.sites);
    return std::move(result_);
  }

 private:
  void gather_new_rows() {
    if (columns_.rows.identical) return;
    for (std::uint32_t row = 0; row < columns_.sites; ++row)
      if (columns_.rows.before[row] == expr::no_row) new_rows_.push_back(row);
  }

  [[nodiscard]] PatchedColumn<Points> in_new_rows(const PatchedColumn<Points>& before) const {
    if (columns_.rows.identical) return before;
    return detail::gathered(*before, columns_.rows.before);
  }

  [[nodiscard]] std::optional<RuleId> id_before(RuleId id) const {
    return &before_.set == &set_ ? std::optional(id) : before_.set.find(set_.rule(id).id);
  }

  /// The rule of the set before that has the same outcome wherever it reads the same.
  [[nodiscard]] std::optional<RuleId> same_rule(RuleId id) const {
    const Rule& rule = set_.rule(id);
    const auto old = id_before(id);
    if (!old) return std::nullopt;
    if (&before_.set == &set_ && before_.as_of == as_of_)
      return applied_[id.index()] == applies_[id.index()] ? old : std::nullopt;
    const Rule& other = before_.set.rule(*old);
    if (applied_[old->index()] != applies_[id.index()]) return std::nullopt;
    const bool same_text =
        &before_.set == &set_ || set_.rule_text(id) == before_.set.rule_text(*old);
    if (!same_text) return std::nullopt;
    if (!same_constants(rule.when, other.when)) return std::nullopt;
    if (rule.points && !same_constants(*rule.points, *other.points)) return std::nullopt;
    return old;
  }

  /// Whether two programs of one text read the same parameters and day, and signals of the same names.
  [[nodiscard]] bool same_constants(const expr::Program& a, const expr::Program& b) const {
    const auto slots = a.slots();
    const auto others = b.slots();
    if (slots.size() != others.size()) return false;
    const auto named = [](const RuleSet& set, const expr::Program& program) {
      std::vector<std::string> names;
      for (const std::uint32_t slot : program.slots())
        if (slot < set.as_of_slot()) names.push_back(set.signals().id(SignalId(slot)));
      std::sort(names.begin(), names.end());
      return names;
    };
    return named(set_, a) == named(before_.set, b) &&
           constants(set_, a, as_of_) == constants(before_.set, b, before_.as_of);
  }

  static std::vector<std::pair<std::string, std::string>> constants(const RuleSet& set,
                                                                    const expr::Program& program,
                                                                    Day as_of) {
    std::vector<std::pair<std::string, std::string>> values;
    for (const std::uint32_t slot : program.slots()) {
      if (slot < set.as_of_slot()) continue;
      const expr::Value value = slot == set.as_of_slot()
                                    ? expr::Value(Date{as_of, as_of})
                                    : set.parameter_values()[slot - set.as_of_slot() - 1];
      const double* number = value.get_if<double>();
      values.emplace_back(set.environment().slots()[slot].name,
                          number != nullptr ? fmt::format("{:a}", *number) : expr::to_text(value));
    }
    std::sort(values.begin(), values.end());
    return values;
  }

  /// The rules of the set before that have the same outcomes wherever they read the same: for a table, the rows
  /// of one with the same policy, in the same order.
  [[nodiscard]] std::optional<std::vector<RuleId>> same_unit(const detail::FiringUnit& unit) const {
    std::vector<RuleId> same;
    for (const RuleId rule : unit.rules) {
      const auto old = same_rule(rule);
      if (!old) return std::nullopt;
      same.push_back(*old);
    }
    const TableId old = before_.set.rule(same.front()).table;
    if (unit.table == nullptr) return old.valid() ? std::nullopt : std::optional(same);
    return old.valid() && same_policy(*unit.table, before_.set.decision_table(old), same)
               ? std::optional(same)
               : std::nullopt;
  }

  /// Whether a table settles its rows as another does the `same` of it.
  static bool same_policy(const DecisionTable& table, const DecisionTable& other,
                          std::span<const RuleId> same) {
    return table.policy == other.policy &&
           std::equal(
               table.rows.begin(), table.rows.end(), other.rows.begin(), other.rows.end(),
               [](const TableRow& a, const TableRow& b) { return a.priority == b.priority; }) &&
           std::equal(same.begin(), same.end(), other.rows.begin(), other.rows.end(),
                      [](RuleId id, const TableRow& row) { return id == row.rule; });
  }

  void fire(const detail::FiringUnit& unit) {
    const auto same = same_unit(unit);
    const Bits stale = reached(unit);
    const std::size_t count = stale.count();
    if (same && count * row_share <= columns_.sites) return patch(unit, *same, stale, count);
    result_.rules.whole += unit.rules.size();
    result_.rules.rows += columns_.sites * unit.rules.size();
    if (count > 0 || !gives_other_points(unit)) whole_.push_back(unit);
  }

  /// The rows in which what a unit reads is not what it was; empty where there are none.
  [[nodiscard]] Bits reached(const detail::FiringUnit& unit) const {
    Bits rows;
    if (std::none_of(unit.rules.begin(), unit.rules.end(),
                     [&](RuleId rule) { return applies_[rule.index()]; }))
      return rows;
    if (!new_rows_.empty()) rows = Bits(columns_.sites);
    for (const std::uint32_t row : new_rows_) rows.set(row);
    for (const RuleId rule : unit.rules)
      for (const SignalId signal : set_.signals_of(rule)) {
        const Bits& changed = columns_.changed[signal.index()];
        if (changed.size() == 0) continue;
        if (rows.size() == 0) rows = Bits(columns_.sites);
        rows |= changed;
      }
    return rows;
  }

  /// A rule of which only the points differ, now as before the same everywhere, fires where it did. False where it
  /// is none.
  bool gives_other_points(const detail::FiringUnit& unit) {
    const RuleId id = unit.rules.front();
    const auto old = id_before(id);
    if (unit.table != nullptr || !columns_.rows.identical || !old) return false;
    const Rule& rule = set_.rule(id);
    const Rule& other = before_.set.rule(*old);
    if (other.table.valid() || applied_[old->index()] != applies_[id.index()] ||
        set_.rule_text(id).when != before_.set.rule_text(*old).when ||
        !same_constants(rule.when, other.when))
      return false;
    const auto points = constant_points(set_, rule, as_of_);
    if (!points || !constant_points(before_.set, other, before_.as_of)) return false;
    RuleOutcome& outcome = result_.outcomes.rules[id.index()];
    outcome = before_.outcomes.rules[old->index()];
    outcome.given = RulePoints(*points);
    note_changes(id, outcome);
    return true;
  }

  static std::optional<Points> constant_points(const RuleSet& set, const Rule& rule, Day as_of) {
    return rule.points ? detail::constant_points(on_day(set, *rule.points, as_of)) : std::nullopt;
  }

  /// Those that are fired at all sites, together: conditions that they share are asked once.
  void fire_whole() {
    if (whole_.empty()) return;
    const detail::UnitsOnDay today(set_, whole_, applies_, as_of_);
    std::vector<detail::Firing> firings = today.nothing_fired(columns_.sites);
    today.fire(columns_.signals, columns_.sites, threads_, firings, [](auto, auto) {});
    for (const detail::FiringUnit& unit : whole_)
      for (const RuleId rule : unit.rules) {
        RuleOutcome& outcome = result_.outcomes.rules[rule.index()];
        outcome = detail::shared(std::move(firings[rule.index()]));
        note_changes(rule, outcome);
      }
  }

  /// The rows in which a rule says something else than the one of its id before. What did not change is shared.
  void note_changes(RuleId id, RuleOutcome& outcome) {
    const auto old = id_before(id);
    if (!old) {
      changed_[id.index()] = Bits(columns_.sites, true);
      return;
    }
    const RuleOutcome& was = before_.outcomes.rules[old->index()];
    Bits changed = columns_.rows.identical ? detail::differing(was, outcome) : moved(was, outcome);
    if (changed.count() > 0)
      changed_[id.index()] = std::move(changed);
    else if (columns_.rows.identical)
      outcome = was;
  }

  /// The rows in which an outcome says something else than the one before, whose rows were others.
  [[nodiscard]] Bits moved(const RuleOutcome& was, const RuleOutcome& outcome) const {
    Bits changed(columns_.sites);
    for (std::uint32_t row = 0; row < columns_.sites; ++row) {
      const std::uint32_t other = columns_.rows.row_before(row);
      if (other == expr::no_row || was.fired[other] != outcome.fired[row] ||
          was.not_evaluated[other] != outcome.not_evaluated[row] ||
          was.points(other) != outcome.points(row))
        changed.set(row);
    }
    return changed;
  }

  /// Fires the unit in the rows that changed, over what it said before.
  void patch(const detail::FiringUnit& unit, std::span<const RuleId> old, const Bits& stale,
             std::size_t count) {
    for (std::size_t i = 0; i < unit.rules.size(); ++i) take_over(unit.rules[i], old[i]);
    (count == 0 ? result_.rules.shared : result_.rules.in_part) += unit.rules.size();
    if (count == 0) return;
    result_.rules.rows += count * unit.rules.size();
    std::vector<Bits> changed(unit.rules.size(), Bits(columns_.sites));
    std::vector<SiteOutcome> now(unit.rules.size());
    for (const std::uint32_t row : stale.ascending()) {
      detail::fire_at(set_, unit, applies_, SiteRow(set_, columns_.signals, row, as_of_), now);
      for (std::size_t i = 0; i < now.size(); ++i)
        put(now[i], row, result_.outcomes.rules[unit.rules[i].index()], changed[i]);
    }
    for (std::size_t i = 0; i < unit.rules.size(); ++i)
      if (changed[i].count() > 0) changed_[unit.rules[i].index()] = std::move(changed[i]);
  }

  void take_over(RuleId id, RuleId old) {
    const RuleOutcome& was = before_.outcomes.rules[old.index()];
    RuleOutcome& outcome = result_.outcomes.rules[id.index()];
    outcome = was;
    if (columns_.rows.identical) return;
    const auto& source = columns_.rows.before;
    outcome.fired = detail::gathered(*was.fired, source);
    outcome.not_evaluated = detail::gathered(*was.not_evaluated, source);
    outcome.given = detail::gathered(was, outcome.fired, source);
  }

  void put(const SiteOutcome& now, std::uint32_t row, RuleOutcome& outcome, Bits& changed) const {
    const bool is_new = columns_.rows.row_before(row) == expr::no_row;
    const bool same = now.fired == outcome.fired[row] && now.points == outcome.points(row) &&
                      now.not_evaluated == outcome.not_evaluated[row];
    if (is_new || !same) changed.set(row);
    if (same) return;
    if (outcome.given.vary() && (now.fired || outcome.fired[row]))
      outcome.given.put(*outcome.fired, row, now.fired ? std::optional(now.points) : std::nullopt);
    outcome.fired.edit().assign(row, now.fired);
    outcome.not_evaluated.edit().assign(row, now.not_evaluated);
  }

  /// The dimension before that has the same rules, effects and groups, so that it settles alike.
  [[nodiscard]] std::optional<DimensionId> same_dimension(DimensionId id,
                                                          const DimensionPlan& plan) const {
    const std::string& name = set_.dimensions()[id.index()];
    const auto names = before_.set.dimensions();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    const DimensionId old(static_cast<std::size_t>(found - names.begin()));
    const bool same =
        &before_.set == &set_ || shape_of(set_, plan) == shape_of(before_.set, plan_before(old));
    return same ? std::optional(old) : std::nullopt;
  }

  [[nodiscard]] const DimensionPlan& plan_before(DimensionId id) const {
    return before_.outcomes.settlement->dimensions[id.index()];
  }

  /// How a dimension settles, in words.
  static std::vector<std::string> shape_of(const RuleSet& set, const DimensionPlan& plan) {
    std::vector<std::string> shape;
    for (const RuleId rule : plan.adding) shape.push_back("add " + set.rule(rule).id);
    std::sort(shape.begin(), shape.end());
    for (const auto& group : plan.groups) {
      shape.push_back(fmt::format("group {}", group.cap));
      for (const RuleId rule : group.rules) shape.push_back("of it " + set.rule(rule).id);
    }
    for (const auto& change : plan.changing)
      shape.push_back(fmt::format("{} {}", to_text(change.effect), set.rule(change.rule).id));
    return shape;
  }

  void settle(DimensionId id) {
    const DimensionPlan& plan = settlement_->dimensions[id.index()];
    const std::optional<DimensionId> was = same_dimension(id, plan);
    const std::vector<RuleId> changed = changed_rules(plan);
    Bits stale(was && !changed.empty() ? columns_.sites : 0);
    if (was)
      for (const RuleId rule : changed) stale |= changed_[rule.index()];
    const std::size_t count = stale.count();
    const bool whole = !was || count * row_share > columns_.sites;
    ++(whole        ? result_.dimensions.whole
       : count == 0 ? result_.dimensions.shared
                    : result_.dimensions.in_part);
    result_.dimensions.rows += whole ? columns_.sites : count;
    DimensionPoints& points = result_.outcomes.dimensions.emplace_back();
    points.dimension = set_.dimensions()[id.index()];
    if (!was) return settle_whole(plan, points);
    points.total = in_new_rows(before_.outcomes.dimensions[was->index()].total);
    if (count == 0) return;
    Patch<Points> patch(points.total.rows_with(std::make_shared<const RowSet>(std::move(stale))));
    if (patch.values.size() <= few_rows)
      settle_rows(plan, patch);
    else
      settle_blocks(plan, plan_before(*was), changed, points.total, patch);
    if (differs(patch, points.total)) points.total = {points.total, std::move(patch)};
  }

  [[nodiscard]] std::vector<RuleId> changed_rules(const DimensionPlan& plan) const {
    std::vector<RuleId> changed;
    for (const RuleId rule : plan.rules())
      if (changed_[rule.index()].size() > 0) changed.push_back(rule);
    return changed;
  }

  [[nodiscard]] static std::vector<detail::FiredPoints> fired_points(
      std::span<const RuleOutcome> rules) {
    std::vector<detail::FiredPoints> fired;
    for (const RuleOutcome& rule : rules) fired.push_back({*rule.fired, &rule.given});
    return fired;
  }

  /// What a dimension is made of that gives something else: rules that add freely, and groups.
  struct Addends {
    std::vector<std::pair<RuleId, RuleId>> rules;  ///< Of the set before, and of this one.
    std::vector<std::size_t>
        groups;  ///< Of the plan; of the one before, which has the same shape, too.
  };
  [[nodiscard]] Addends addends(std::span<const RuleId> changed) const {
    Addends result;
    for (const RuleId rule : changed) {
      const auto& group = settlement_->places[rule.index()].group;
      if (!group)
        result.rules.emplace_back(*id_before(rule), rule);
      else if (std::find(result.groups.begin(), result.groups.end(), *group) == result.groups.end())
        result.groups.push_back(*group);
    }
    return result;
  }

  void settle_rows(const DimensionPlan& plan, Patch<Points>& patch) const {
    for (std::size_t i = 0; i < patch.values.size(); ++i)
      patch.values[i] = detail::total_at(plan, result_.outcomes.rules, patch.rows->list()[i]);
  }

  /// Settles the blocks again that have stale rows. Where nothing changes the sum, what rules and groups that differ
  /// gave is taken off, and what they give is added.
  void settle_blocks(const DimensionPlan& plan, const DimensionPlan& old_plan,
                     std::span<const RuleId> changed, const ColumnView<Points>& before,
                     Patch<Points>& patch) const {
    const auto now = fired_points(result_.outcomes.rules);
    const auto was = fired_points(before_.outcomes.rules);
    const bool adds = columns_.rows.identical && plan.changing.empty();
    const Addends edits = adds ? addends(changed) : Addends{};
    for_each_block(columns_.sites, threads_, [&](std::size_t begin, std::size_t end) {
      const std::span<const std::uint32_t> rows = patch.rows->between(begin, end);
      if (rows.empty()) return;
      std::array<Points, block_rows> all{};
      const std::span<Points> total = std::span(all).first(end - begin);
      if (!adds) detail::settle_block(plan, now, total, begin);
      for (const auto& [gave, gives] : edits.rules) {
        detail::add_points(was[gave.index()], -1, total, begin);
        detail::add_points(now[gives.index()], 1, total, begin);
      }
      for (const std::size_t group : edits.groups) {
        detail::add_group(old_plan.groups[group], was, -1, total, begin);
        detail::add_group(plan.groups[group], now, 1, total, begin);
      }
      const auto values = std::span(patch.values).subspan(patch.rows->before(begin), rows.size());
      if (adds)
        before.gather(rows, values);
      else
        std::fill(values.begin(), values.end(), 0);
      for (std::size_t i = 0; i < rows.size(); ++i) values[i] += total[rows[i] - begin];
    });
  }

  [[nodiscard]] static bool differs(const Patch<Points>& patch, const ColumnView<Points>& before) {
    for (std::size_t i = 0; i < patch.values.size(); ++i)
      if (patch.values[i] != before[patch.rows->list()[i]]) return true;
    return false;
  }

  void settle_whole(const DimensionPlan& plan, DimensionPoints& points) {
    const auto fired = fired_points(result_.outcomes.rules);
    PointsColumn total(columns_.sites);
    for_each_block(columns_.sites, threads_, [&](std::size_t begin, std::size_t end) {
      detail::settle_block(plan, fired, std::span(total).subspan(begin, end - begin), begin);
    });
    points.total = std::move(total);
  }

  const Evaluated& before_;
  const RuleSet& set_;
  const ChangedColumns& columns_;
  Day as_of_;
  unsigned threads_;
  std::vector<bool> applied_;  ///< By RuleId of the set before: on, and valid on the day.
  std::vector<bool> applies_;  ///< By RuleId.
  std::shared_ptr<const detail::Settlement> settlement_;
  std::vector<std::uint32_t> new_rows_;
  std::vector<detail::FiringUnit> whole_;  ///< To be fired at all sites.
  std::vector<Bits>
      changed_;  ///< By RuleId: rows in which it says something else; empty where none.
  UpdatedOutcomes result_;
};

}  // namespace

UpdatedOutcomes updated(const Evaluated& before, const RuleSet& set, std::span<const RuleId> off,
                        const ChangedColumns& columns, Day as_of, unsigned threads) {
  return Update(before, set, off, columns, as_of, threads).run();
}

}  // namespace harbinger::rule
