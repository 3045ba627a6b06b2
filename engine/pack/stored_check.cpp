// SPDX-License-Identifier: Apache-2.0
#include "pack/stored_check.hpp"

#include <cmath>

#include "pack/detail/check_facts.hpp"

namespace harbinger::pack {

namespace {

constexpr Day first_day{-719'528};  // 0000-01-01
constexpr Day last_day{2'932'896};  // 9999-12-31

bool is_day(Day day) { return first_day <= day && day <= last_day; }

bool are_days(const ValidityDays& days) {
  const bool from_is_right =
      (days.from_first == ValidityDays::never && days.from_last == ValidityDays::never) ||
      (is_day(days.from_first) && is_day(days.from_last));
  const bool to_is_right =
      (days.to_first == ValidityDays::always && days.to_last == ValidityDays::always) ||
      (is_day(days.to_first) && is_day(days.to_last));
  return from_is_right && to_is_right && days.from_first <= days.from_last &&
         days.to_first <= days.to_last &&
         days.from_last.number - std::int64_t{days.from_first.number} < 65536;
}

bool is_form_of(AttributeType type, CellCode::Form form) {
  using Form = CellCode::Form;
  if (form == Form::unknown) return true;
  switch (type) {
    case AttributeType::text:
    case AttributeType::ref: return form == Form::text;
    case AttributeType::texts: return form == Form::texts;
    case AttributeType::integer:
    case AttributeType::number: return form == Form::number || form == Form::number_range;
    case AttributeType::share: return form == Form::share || form == Form::share_range;
    case AttributeType::date: return form == Form::date;
    case AttributeType::truth: return form == Form::truth;
  }
  return false;
}

class StoredCheck {
 public:
  StoredCheck(const Pack& pack, const std::string& path, Diagnostics& diagnostics)
      : pack_(pack), facts_(pack.facts()), path_(path), diagnostics_(diagnostics) {}

  bool run() {
    const std::size_t errors = diagnostics_.error_count();
    check_texts();
    check_shared();
    check_columns("nodes", facts_.nodes, pack_.schema.kinds);
    check_columns("edges", facts_.edges, pack_.schema.relations);
    check_nodes();
    check_edges();
    check_ids();
    if (diagnostics_.error_count() == errors) detail::check_facts(pack_, diagnostics_);
    return diagnostics_.error_count() == errors;
  }

 private:
  /// The first element that is not right is told. `is_right(element, index)`.
  template <class T, class IsRight>
  void each(const std::string& name, const StoredArray<T>& array, IsRight is_right) {
    const std::span<const T> all = array.all();
    for (std::size_t i = 0; i < all.size(); ++i)
      if (!is_right(all[i], i)) {
        diagnostics_
            .error(whole_file(path_),
                   "is damaged: element {} of the {} of the array '{}' is none that a pack has",
                   i + 1, all.size(), name)
            .with_hint("write the file anew");
        return;
      }
  }

  [[nodiscard]] bool is_text(TextId id) const { return id.index() < facts_.texts.size(); }

  void check_texts() {
    const auto starts = facts_.texts.starts.all();
    each("texts.starts", facts_.texts.starts, [&](std::uint64_t start, std::size_t i) {
      return i == 0 ? start == 0 : starts[i - 1] <= start;
    });
    each("texts.slots", facts_.texts.slots, [&](std::uint64_t slot, std::size_t) {
      const auto number = HashSlots::number_of(slot);
      return !number || *number < facts_.texts.size();
    });
  }

  /// What many facts share.
  void check_shared() {
    each("validities", facts_.validities,
         [](const ValidityDays& days, std::size_t) { return are_days(days); });
    each("provenances", facts_.provenances, [&](const Provenance& p, std::size_t) {
      return p.confidence < pack_.schema.confidence.size() && p.table < pack_.tables.size() &&
             std::uint64_t{p.sources} + p.source_count <= facts_.source_lists.size();
    });
    each("source_lists", facts_.source_lists,
         [&](SourceId source, std::size_t) { return source.index() < pack_.sources.size(); });
    each("number_ranges", facts_.number_ranges,
         [](const NumberRange& range, std::size_t) { return range.low <= range.high; });
    each("share_ranges", facts_.share_ranges, [](const DecimalRange& range, std::size_t) {
      return Decimal{} <= range.low && range.low <= range.high &&
             range.high <= Decimal{Decimal::one};
    });
    // A list begins behind the last one.
    begins_list_.assign(facts_.text_lists.size(), false);
    std::size_t next = 0;
    each("text_lists", facts_.text_lists, [&](TextId id, std::size_t i) {
      if (i < next) return is_text(id);
      begins_list_[i] = true;
      next = i + 1 + id.index();
      return next <= facts_.text_lists.size();
    });
  }

  void check_columns(const std::string& name, const FactColumns& columns,
                     const std::vector<Shape>& shapes) {
    each(name + ".validity", columns.validity,
         [&](std::uint32_t v, std::size_t) { return v < facts_.validities.size(); });
    each(name + ".provenance", columns.provenance,
         [&](std::uint32_t p, std::size_t) { return p < facts_.provenances.size(); });
    each(name + ".note", columns.note,
         [&](TextId id, std::size_t) { return !id.valid() || is_text(id); });
    for (std::size_t shape = 0; shape < shapes.size(); ++shape)
      for (std::size_t a = 0; a < columns.cells[shape].size(); ++a)
        each(fmt::format("{}.cells.{}.{}", name, shape, a), columns.cells[shape][a],
             [&](CellCode code, std::size_t) {
               return is_form_of(shapes[shape].attributes[a].type, code.form()) && is_cell(code);
             });
  }

  [[nodiscard]] bool is_cell(CellCode code) const {
    using Form = CellCode::Form;
    const std::uint64_t payload = code.payload();
    switch (code.form()) {
      case Form::unknown: return code.is_unknown();
      case Form::truth: return payload <= 1;
      case Form::text: return payload < facts_.texts.size();
      case Form::date: {
        const Day first{static_cast<std::int32_t>(static_cast<std::uint32_t>(payload >> 16u))};
        return is_day(first) && is_day(code.date().last);
      }
      case Form::share: return code.share() <= Decimal{Decimal::one};
      case Form::number_range: return payload < facts_.number_ranges.size();
      case Form::share_range: return payload < facts_.share_ranges.size();
      case Form::texts: return payload < begins_list_.size() && begins_list_[payload];
      case Form::number: return !std::isnan(code.number());
    }
    return false;
  }

  /// A node stands in of_kind where its kind and its row lead; so each place there is a node's.
  void check_nodes() {
    const NodeColumns& nodes = facts_.nodes;
    each("nodes.id", nodes.id, [&](TextId id, std::size_t) { return is_text(id); });
    each("nodes.name", nodes.name, [&](TextId id, std::size_t) { return is_text(id); });
    const std::size_t errors = diagnostics_.error_count();
    each("nodes.kind", nodes.kind,
         [&](KindId kind, std::size_t) { return kind.index() < pack_.schema.kinds.size(); });
    if (diagnostics_.error_count() > errors) return;
    const auto first = [&](std::size_t i) { return nodes.kind_start[nodes.kind[i].index()]; };
    each("nodes.row", nodes.row, [&](std::uint32_t row, std::size_t i) {
      return row < nodes.kind_start[nodes.kind[i].index() + 1] - first(i);
    });
    each("nodes.of_kind", nodes.of_kind, [&](NodeId node, std::size_t i) {
      return node.index() < nodes.size() && first(node.index()) + nodes.row[node.index()] == i;
    });
  }

  void check_edges() {
    const EdgeColumns& edges = facts_.edges;
    const auto from = edges.from.all();
    const auto to = edges.to.all();
    each("edges.id", edges.id, [&](TextId id, std::size_t) { return !id.valid() || is_text(id); });
    std::vector<bool> begins(edges.size() + 1, false);  // a relation
    for (const std::uint32_t start : edges.relation_start) begins[start] = true;
    each("edges.from", edges.from, [&](NodeId node, std::size_t i) {
      return node.index() < facts_.nodes.size() && (begins[i] || from[i - 1] <= node);
    });
    each("edges.to", edges.to, [&](NodeId node, std::size_t i) {
      return node.index() < facts_.nodes.size() &&
             (begins[i] || from[i - 1] != from[i] || to[i - 1] <= node);
    });
  }

  void check_ids() {
    each("ids", facts_.ids, [&](std::uint64_t slot, std::size_t) {
      const auto number = HashSlots::number_of(slot);
      return !number ||
             *number / 2 < (*number % 2 == 1 ? facts_.edges.size() : facts_.nodes.size());
    });
  }

  const Pack& pack_;
  const FactStore& facts_;
  const std::string& path_;
  Diagnostics& diagnostics_;
  std::vector<bool> begins_list_;  ///< By place in text_lists.
};

}  // namespace

bool check_stored(const Pack& pack, const std::string& path, Diagnostics& diagnostics) {
  return StoredCheck(pack, path, diagnostics).run();
}

}  // namespace harbinger::pack
