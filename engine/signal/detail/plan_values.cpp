// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/plan_values.hpp"

#include <algorithm>

#include "base/parallel.hpp"
#include "signal/detail/cut_fold.hpp"
#include "signal/detail/near_sweep.hpp"
#include "signal/detail/search.hpp"

namespace harbinger::signal::detail {

namespace {

/// Roots whose rows are in memory at one time.
constexpr std::size_t roots_at_once = 2 * block_rows;

/// Calls task(i, begin, end) for each block of roots.
template <class Task>
void for_each_part(std::size_t roots, unsigned threads, Task task) {
  const std::size_t parts = (roots + roots_at_once - 1) / roots_at_once;
  parallel_for(parts, threads, [&](std::size_t i) {
    task(i, i * roots_at_once, std::min(roots, (i + 1) * roots_at_once));
  });
}

std::size_t part_count(std::size_t roots) { return (roots + roots_at_once - 1) / roots_at_once; }

/// The rows of the roots [begin, end), each root a group of its own.
BindingRows searched_rows(const Plan& plan, const World& world,
                          std::span<const graph::NodeId> roots, std::size_t begin,
                          std::size_t end) {
  BindingRows rows{plan.term_variables, {}};
  for (std::size_t i = begin; i < end; ++i)
    search(plan, world, roots[i], Walks::ends, [&](const Found& found) {
      rows.add(static_cast<std::uint32_t>(i), found.binding, found.presence);
      return false;
    });
  sort_distinct(rows);
  return rows;
}

/// The values of parts, one behind the other; row 0 is that of no terms.
class Values {
 public:
  explicit Values(const Plan& plan) : kind_(plan.kind), parts_{value_of_nothing(plan)} {}

  /// Tells which row the value of each group has become.
  void add(GroupValues part, std::span<std::uint32_t> row_of) {
    for (const std::uint32_t group : part.groups) row_of[group] = rows_++;
    parts_.push_back(std::move(part.values));
  }
  [[nodiscard]] expr::Column done() const { return expr::concatenated(kind_, parts_); }

 private:
  expr::ColumnKind kind_;
  std::vector<expr::Column> parts_;
  std::uint32_t rows_ = 1;
};

/// A pattern that plans share, which differ in what they make of it.
struct Family {
  Family(std::span<const Plan* const> plans, const World& seen) : world(seen), walk(*plans[0]) {
    for (const Plan* plan : plans)
      walk.term_variables.insert(walk.term_variables.end(), plan->term_variables.begin(),
                                 plan->term_variables.end());
    std::sort(walk.term_variables.begin(), walk.term_variables.end());
    walk.term_variables.erase(std::unique(walk.term_variables.begin(), walk.term_variables.end()),
                              walk.term_variables.end());
  }

  const World& world;
  Plan walk;                          ///< Binds all that any of them tells terms by.
  std::optional<SetProgram> program;  ///< Of the walk; nothing: it is searched.
  std::vector<BindingRows> behind;    ///< Behind the cut, part by part.
  std::optional<NearPlaces> near;     ///< Where it is cut at what lies near the root.
};

/// What lies behind the cut of a family's program, for one plan, by the place of the cut node.
struct BehindCut {
  BindingRows rows;
  std::vector<std::uint32_t> first;   ///< Of its rows; one more entry ends the last.
  std::vector<std::uint32_t> row_of;  ///< Its value.
};

/// Those that the plan's terms or what is asked at the join read.
std::vector<std::uint32_t> slots_behind_cut(const Plan& plan, const SetProgram& program,
                                            std::vector<std::uint32_t> slots) {
  std::erase_if(slots, [&](std::uint32_t slot) {
    const auto reads = [&](const Question& condition) {
      return std::any_of(condition.inputs().begin(), condition.inputs().end(),
                         [&](const Question::Input& input) { return input.variable == slot; });
    };
    return !std::binary_search(plan.term_variables.begin(), plan.term_variables.end(), slot) &&
           std::none_of(program.joined_conditions().begin(), program.joined_conditions().end(),
                        reads);
  });
  return slots;
}

BehindCut behind_cut(const Plan& plan, const Family& family, const SharedTerms& terms,
                     unsigned threads, Values& values) {
  const SetProgram& program = *family.program;
  const std::size_t nodes = program.cut_nodes().size();
  const auto slots = slots_behind_cut(plan, program, program.rows_behind_cut(0, 0).slots);
  BehindCut behind{{slots, {}}, {}, std::vector<std::uint32_t>(nodes, 0)};
  std::vector<BindingRows> rows(family.behind.size());
  std::vector<GroupValues> parts(rows.size());
  for_each_part(nodes, threads, [&](std::size_t i, std::size_t, std::size_t) {
    rows[i] = projected(family.behind[i], slots);
    if (!program.joins_root()) parts[i] = group_values(plan, terms, rows[i]);
  });
  std::size_t cells = 0;
  for (const BindingRows& part : rows) cells += part.cells.size();
  behind.rows.cells.reserve(cells);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!program.joins_root()) values.add(std::move(parts[i]), behind.row_of);
    behind.rows.cells.insert(behind.rows.cells.end(), rows[i].cells.begin(), rows[i].cells.end());
    rows[i] = {};
  }
  for (std::size_t row = 0; row < behind.rows.size(); ++row)
    while (behind.first.size() <= behind.rows.group(row))
      behind.first.push_back(static_cast<std::uint32_t>(row));
  behind.first.resize(nodes + 1, static_cast<std::uint32_t>(behind.rows.size()));
  return behind;
}

/// The rows of roots from rows that lead to cut nodes. A root that leads to one node, as surely as that can be, has the
/// value of the node, and no rows.
class Join {
 public:
  Join(const Plan& plan, const SetProgram& program, std::span<const graph::NodeId> roots,
       const BehindCut& behind)
      : plan_(plan), program_(program), roots_(roots), behind_(behind) {}

  BindingRows rows(const BindingRows& to_cut, std::span<std::uint32_t> row_of) const {
    BindingRows out{behind_.rows.slots, {}};
    if (program_.joins_root()) out.slots.insert(out.slots.begin(), 0);
    RowSorter sorter;
    for (std::size_t i = 0; i < to_cut.size();) {
      const std::uint32_t group = to_cut.group(i);
      std::size_t end = i + 1;
      while (end < to_cut.size() && to_cut.group(end) == group) ++end;
      const std::uint32_t node = to_cut.row(i)[1];
      const bool is_one = end == i + 1 && to_cut.presence(i) == program_.presence_behind_cut(node);
      if (is_one && !program_.joins_root()) {
        row_of[group] = behind_.row_of[node];
        i = end;
        continue;
      }
      const std::size_t begin = out.size();
      for (; i < end; ++i) add(group, to_cut.row(i)[1], to_cut.presence(i), out);
      sorter.make_distinct(out, begin);
    }
    return program_.joins_root() ? program_.joined(std::move(out), plan_.term_variables) : out;
  }

 private:
  void add(std::uint32_t group, std::uint32_t node, Presence presence, BindingRows& out) const {
    for (std::uint32_t row = behind_.first[node]; row < behind_.first[node + 1]; ++row) {
      const auto cells = behind_.rows.row(row);
      out.cells.push_back(group);
      if (program_.joins_root()) out.cells.push_back(roots_[group].value());
      out.cells.insert(out.cells.end(), cells.begin() + 1, cells.end() - 1);
      const Presence least = std::min(presence, behind_.rows.presence(row));
      out.cells.push_back(static_cast<std::uint32_t>(least));
    }
  }

  const Plan& plan_;
  const SetProgram& program_;
  std::span<const graph::NodeId> roots_;
  const BehindCut& behind_;
};

/// What the one variable of terms may be bound to, where there is one and its terms can be shared.
std::vector<std::uint32_t> candidates_of_terms(const Plan& plan,
                                               const std::optional<SetProgram>& program) {
  const bool are_shared = program && plan.term_variables.size() == 1 && !has_constant_term(plan);
  return are_shared ? program->candidates(plan.term_variables[0]) : std::vector<std::uint32_t>();
}

/// One plan of a family.
struct Member {
  Member(const Plan& of, const Family& family, std::size_t roots, unsigned threads)
      : plan(of),
        terms(of, family.world, candidates_of_terms(of, family.program), threads),
        values(of),
        row_of(roots, 0) {}

  RootValues done() && { return {values.done(), std::move(row_of)}; }

  const Plan& plan;
  SharedTerms terms;
  Values values;
  std::vector<std::uint32_t> row_of;  ///< By root.
};

/// The rows of all its plans, walked once.
void add_rows(const Family& family, std::span<const graph::NodeId> roots, unsigned threads,
              std::span<Member> members) {
  std::vector<std::vector<GroupValues>> parts(members.size());
  for (auto& of_member : parts) of_member.resize(part_count(roots.size()));
  for_each_part(roots.size(), threads, [&](std::size_t i, std::size_t begin, std::size_t end) {
    const BindingRows rows = family.program
                                 ? family.program->rows(roots, begin, end)
                                 : searched_rows(family.walk, family.world, roots, begin, end);
    for (std::size_t m = 0; m < members.size(); ++m)
      parts[m][i] = group_values(members[m].plan, members[m].terms,
                                 projected(rows, members[m].plan.term_variables));
  });
  for (std::size_t m = 0; m < members.size(); ++m)
    for (GroupValues& part : parts[m]) members[m].values.add(std::move(part), members[m].row_of);
}

/// Of a cut pattern: the values of roots by their rows, or by the fold of what their rows lead to.
void add_cut_rows(const Family& family, const BehindCut& behind, const std::optional<CutFold>& fold,
                  std::span<const graph::NodeId> roots, unsigned threads, Member& member,
                  std::span<std::uint32_t> row_of) {
  std::vector<GroupValues> parts(part_count(roots.size()));
  std::vector<GroupValues> told(fold ? parts.size() : 0);
  for_each_part(roots.size(), threads, [&](std::size_t i, std::size_t begin, std::size_t end) {
    BindingRows rows = family.program->rows(roots, begin, end);
    if (fold) told[i] = fold->take(rows);
    rows = Join(member.plan, *family.program, roots, behind).rows(rows, row_of);
    parts[i] = group_values(member.plan, member.terms, rows);
  });
  for (GroupValues& part : told) member.values.add(std::move(part), row_of);
  for (GroupValues& part : parts) member.values.add(std::move(part), row_of);
}

void add_cut(const Family& family, std::span<const graph::NodeId> roots, unsigned threads,
             Member& member) {
  const Plan& plan = member.plan;
  const BehindCut behind = behind_cut(plan, family, member.terms, threads, member.values);
  const std::optional<CutFold> fold =
      CutFold::of(plan, family.world, *family.program, roots, behind.rows, behind.first, threads);
  if (!fold || !family.near)
    return add_cut_rows(family, behind, fold, roots, threads, member, member.row_of);
  NearSweep swept = near_sweep(plan, *family.program, *family.near, *fold, roots, threads);
  member.values.add(std::move(swept.told), member.row_of);
  std::vector<graph::NodeId> left;
  for (const std::uint32_t root : swept.left) left.push_back(roots[root]);
  std::vector<std::uint32_t> rows(left.size(), 0);
  add_cut_rows(family, behind, std::nullopt, left, threads, member, rows);
  for (std::size_t i = 0; i < left.size(); ++i) member.row_of[swept.left[i]] = rows[i];
}

/// All the values there can be where a root has no term or one: by its presence.
expr::Column values_by_presence(const Plan& plan, const SharedTerms& terms) {
  BindingRows rows;
  for (const Presence presence : {Presence::unknown, Presence::error, Presence::yes})
    rows.add(static_cast<std::uint32_t>(presence), {}, presence);
  const expr::Column parts[] = {value_of_nothing(plan), group_values(plan, terms, rows).values};
  return expr::concatenated(plan.kind, parts);
}

}  // namespace

std::vector<RootValues> values_of_roots(std::span<const Plan* const> plans, const World& world,
                                        std::span<const graph::NodeId> roots, unsigned threads) {
  Family family(plans, world);
  if (family.walk.relational)
    family.program.emplace(family.walk, world, threads, SetProgram::Cut::where_it_pays);
  const bool is_existence = family.program && family.program->is_existence();
  const bool is_cut = family.program && family.program->is_cut();
  std::vector<Member> members;
  std::vector<RootValues> result;
  if (is_cut) {
    const std::size_t nodes = family.program->cut_nodes().size();
    family.behind.resize(part_count(nodes));
    for_each_part(nodes, threads, [&](std::size_t i, std::size_t begin, std::size_t end) {
      family.behind[i] = family.program->rows_behind_cut(begin, end);
    });
    if (family.program->is_cut_near_root())
      family.near = near_places(world, *family.program, roots, threads);
  }
  members.reserve(plans.size());
  for (const Plan* plan : plans) {
    Member& member = members.emplace_back(*plan, family, roots.size(), threads);
    if (is_existence) {
      for (std::size_t i = 0; i < roots.size(); ++i)
        member.row_of[i] = static_cast<std::uint32_t>(family.program->presence(roots[i]));
      result.push_back({values_by_presence(*plan, member.terms), std::move(member.row_of)});
    } else if (is_cut) {
      add_cut(family, roots, threads, member);
      result.push_back(std::move(member).done());
      members.clear();
    }
  }
  if (!result.empty()) return result;
  add_rows(family, roots, threads, members);
  for (Member& member : members) result.push_back(std::move(member).done());
  return result;
}

BindingRows rows_of_groups(const Plan& plan, const World& world,
                           std::span<const graph::NodeId> roots,
                           std::span<const std::uint32_t> group_of, unsigned threads) {
  std::optional<SetProgram> program;
  if (plan.relational) program.emplace(plan, world, threads, SetProgram::Cut::never);
  std::vector<BindingRows> parts(part_count(roots.size()));
  for_each_part(roots.size(), threads, [&](std::size_t i, std::size_t begin, std::size_t end) {
    parts[i] =
        program ? program->rows(roots, begin, end) : searched_rows(plan, world, roots, begin, end);
  });
  BindingRows all{plan.term_variables, {}};
  for (BindingRows& part : parts) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      const std::uint32_t group = group_of[part.group(i)];
      if (group == no_group) continue;
      part.cells[i * part.width()] = group;
      all.cells.insert(all.cells.end(), part.row(i).begin(), part.row(i).end());
    }
    part = {};
  }
  sort_distinct(all);
  return all;
}

RootValues values_of_groups(const Plan& plan, const World& world,
                            std::span<const graph::NodeId> roots,
                            std::span<const std::uint32_t> group_of, std::size_t groups,
                            unsigned threads) {
  RootValues result{{}, std::vector<std::uint32_t>(roots.size(), 0)};
  const BindingRows rows = rows_of_groups(plan, world, roots, group_of, threads);
  Values values(plan);
  std::vector<std::uint32_t> row_of_group(groups, 0);
  values.add(group_values(plan, SharedTerms(plan, world, {}, threads), rows), row_of_group);
  for (std::size_t i = 0; i < roots.size(); ++i)
    if (group_of[i] != no_group) result.row_of[i] = row_of_group[group_of[i]];
  result.values = values.done();
  return result;
}

}  // namespace harbinger::signal::detail
