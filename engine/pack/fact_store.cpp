// SPDX-License-Identifier: Apache-2.0
#include "pack/fact_store.hpp"

#include <algorithm>

namespace harbinger::pack {

Validity ValidityDays::dates() const {
  Validity validity;
  if (from_first != never) validity.from = Date{from_first, from_last};
  if (to_last != always) validity.to = Date{to_first, to_last};
  return validity;
}

ValidityDays days_of(const Validity& validity) {
  ValidityDays days;
  if (validity.from) days.from_first = validity.from->first, days.from_last = validity.from->last;
  if (validity.to) days.to_first = validity.to->first, days.to_last = validity.to->last;
  return days;
}

RelationId EdgeColumns::relation(std::uint32_t edge) const {
  const auto above = std::upper_bound(relation_start.begin(), relation_start.end(), edge);
  return RelationId(static_cast<std::size_t>(above - relation_start.begin()) - 1);
}

Cell FactStore::cell(CellCode code) const {
  using Form = CellCode::Form;
  switch (code.form()) {
    case Form::unknown: break;
    case Form::truth: return code.truth();
    case Form::text: return texts[code.text()];
    case Form::date: return code.date();
    case Form::share: return DecimalRange{code.share(), code.share()};
    case Form::number_range: return number_ranges[code.payload()];
    case Form::share_range: return share_ranges[code.payload()];
    case Form::texts: {
      std::vector<std::string_view> list;
      const std::size_t count = text_lists[code.payload()].index();
      for (const TextId item : text_lists.part(code.payload() + 1, count))
        list.push_back(texts[item]);
      return list;
    }
    case Form::number: return NumberRange{code.number(), code.number()};
  }
  return UnknownCell{};
}

namespace {

template <class... Entries>
std::size_t bytes_of(const StoredArray<Entries>&... arrays) {
  return ((arrays.size() * sizeof(Entries)) + ...);
}

std::size_t bytes_of(const FactColumns& columns) {
  std::size_t bytes =
      bytes_of(columns.validity, columns.provenance, columns.line, columns.note, columns.id);
  for (const auto& shape : columns.cells)
    for (const StoredArray<CellCode>& column : shape) bytes += bytes_of(column);
  return bytes;
}

}  // namespace

std::size_t FactStore::bytes() const {
  return bytes_of(texts.bytes, texts.starts, texts.slots) +
         bytes_of(validities, provenances, source_lists, number_ranges, share_ranges, text_lists,
                  ids) +
         bytes_of(nodes) + bytes_of(nodes.name, nodes.kind, nodes.row, nodes.of_kind) +
         bytes_of(edges) + bytes_of(edges.from, edges.to);
}

std::string FactStore::id_of(FactPlace fact) const {
  if (!fact.is_edge) return std::string(texts[nodes.id[fact.index]]);
  if (!edges.id.empty() && edges.id[fact.index].valid())
    return std::string(texts[edges.id[fact.index]]);
  const auto id_of_node = [&](NodeId node) { return texts[nodes.id[node.index()]]; };
  return derived_id(relation_names[edges.relation(fact.index).index()],
                    id_of_node(edges.from[fact.index]), id_of_node(edges.to[fact.index]),
                    validities[edges.validity[fact.index]].dates().from);
}

std::optional<FactPlace> FactStore::find(std::string_view id) const {
  const auto place = [](std::uint32_t number) { return FactPlace{number % 2 == 1, number / 2}; };
  const auto found =
      HashSlots::find(ids.part(0, ids.size()), hash_of(id), [&](std::uint32_t number) {
        const FactPlace fact = place(number);
        return fact.is_edge ? id_of(fact) == id : texts[nodes.id[fact.index]] == id;
      });
  return found ? std::optional(place(*found)) : std::nullopt;
}

std::string derived_id(std::string_view relation, std::string_view from, std::string_view to,
                       const std::optional<Date>& begin) {
  std::string id;
  id.reserve(relation.size() + from.size() + to.size() + 16);
  id.append(relation).append(1, ':').append(from).append(1, ':').append(to);
  if (begin) id.append(1, ':').append(to_text(*begin));
  return id;
}

}  // namespace harbinger::pack
