// SPDX-License-Identifier: Apache-2.0
#include "rule/difference.hpp"

#include <algorithm>
#include <map>

#include "rule/detail/described.hpp"

namespace harbinger::rule {

namespace {

using detail::Described;
using detail::DescribedById;
using detail::Said;
using How = ItemDifference::How;
using Kind = ItemDifference::Kind;

const Said* said_of(const std::vector<Said>& said, const std::string& what) {
  const auto found =
      std::find_if(said.begin(), said.end(), [&](const Said& one) { return one.what == what; });
  return found == said.end() ? nullptr : &*found;
}

/// The clauses of `of` that `other` does not have.
std::vector<std::string> only_in(const Said& of, const Said& other) {
  std::vector<std::string> texts;
  for (const expr::MeantClause& clause : of.clauses)
    if (std::none_of(other.clauses.begin(), other.clauses.end(),
                     [&](const expr::MeantClause& c) { return c.meaning == clause.meaning; }))
      texts.push_back(clause.text);
  return texts;
}

Change changed(const Said& before, const Said& after) {
  Change change{before.what, before.text, after.text};
  // The same clauses under another `&&` are no change; so there is one on at least one side.
  change.gone = only_in(before, after);
  change.come = only_in(after, before);
  return change;
}

std::vector<Change> changes(const std::vector<Said>& before, const std::vector<Said>& after) {
  std::vector<Change> all;
  for (const Said& said : before) {
    const Said* now = said_of(after, said.what);
    if (now == nullptr)
      all.push_back({said.what, said.text, {}});
    else if (now->meaning != said.meaning)
      all.push_back(changed(said, *now));
  }
  for (const Said& said : after)
    if (said_of(before, said.what) == nullptr) all.push_back({said.what, {}, said.text});
  return all;
}

std::string signature(const Described& item) {
  std::string all;
  for (const Said& said : item.keys) all += said.what + "\n" + said.meaning + "\n";
  return all;
}

/// Rules by their new id, with the old one: those that one side alone has, of one meaning, the only ones of it.
std::map<std::string, std::string> renamed(const DescribedById& before,
                                           const DescribedById& after) {
  std::map<std::string, std::pair<std::vector<std::string>, std::vector<std::string>>> lone;
  for (const auto& [id, item] : before)
    if (!after.contains(id)) lone[signature(item)].first.push_back(id);
  for (const auto& [id, item] : after)
    if (!before.contains(id)) lone[signature(item)].second.push_back(id);
  std::map<std::string, std::string> old_ids;
  for (const auto& [_, ids] : lone)
    if (ids.first.size() == 1 && ids.second.size() == 1) old_ids[ids.second[0]] = ids.first[0];
  return old_ids;
}

class DifferenceReader {
 public:
  void read(Kind kind, const DescribedById& before, const DescribedById& after) {
    const auto old_ids =
        kind == Kind::rule ? renamed(before, after) : std::map<std::string, std::string>();
    const std::size_t first = all_.size();
    static const Described nothing;
    for (const auto& [id, item] : after) {
      const auto was = before.find(id);
      const auto old_id = old_ids.find(id);
      if (was != before.end())
        add({kind, How::changed, id}, was->second, item);
      else if (old_id != old_ids.end())
        add({kind, How::renamed, id, old_id->second}, before.at(old_id->second), item);
      else
        add({kind, How::added, id}, nothing, item);
    }
    for (const auto& [id, item] : before) {
      const bool is_renamed =
          std::any_of(old_ids.begin(), old_ids.end(),
                      [&old = id](const auto& ids) { return ids.second == old; });
      if (!after.contains(id) && !is_renamed) add({kind, How::removed, id}, item, nothing);
    }
    std::sort(all_.begin() + static_cast<std::ptrdiff_t>(first), all_.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
  }
  std::vector<ItemDifference> all() && { return std::move(all_); }

 private:
  void add(ItemDifference item, const Described& before, const Described& after) {
    item.changes = changes(before.keys, after.keys);
    item.texts = changes(before.texts, after.texts);
    if (item.how != How::changed || !item.changes.empty() || !item.texts.empty())
      all_.push_back(std::move(item));
  }

  std::vector<ItemDifference> all_;
};

}  // namespace

std::string_view to_text(ItemDifference::Kind kind) {
  switch (kind) {
    case Kind::rule: return "rule";
    case Kind::decision_table: return "decision_table";
    case Kind::group: return "group";
    case Kind::signal: return "signal";
    case Kind::parameter: return "parameter";
    case Kind::table: break;
  }
  return "table";
}

std::string_view to_text(ItemDifference::How how) {
  switch (how) {
    case How::added: return "added";
    case How::removed: return "removed";
    case How::renamed: return "renamed";
    case How::changed: break;
  }
  return "changed";
}

std::vector<ItemDifference> difference(const RuleSet& before, const RuleSet& after) {
  DifferenceReader reader;
  reader.read(Kind::rule, detail::described_rules(before), detail::described_rules(after));
  reader.read(Kind::decision_table, detail::described_decision_tables(before),
              detail::described_decision_tables(after));
  reader.read(Kind::group, detail::described_groups(before), detail::described_groups(after));
  reader.read(Kind::signal, detail::described_signals(before), detail::described_signals(after));
  reader.read(Kind::parameter, detail::described_parameters(before),
              detail::described_parameters(after));
  reader.read(Kind::table, detail::described_tables(before), detail::described_tables(after));
  return std::move(reader).all();
}

}  // namespace harbinger::rule
