// SPDX-License-Identifier: Apache-2.0
// One fact, as a light view of the columns of its pack: a pointer and an index, valid as long as the pack's facts
// are. Texts that it gives live as long.
#pragma once

#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "pack/fact_store.hpp"

namespace harbinger::pack {

/// What all facts have.
class Fact {
 public:
  Fact(const FactStore& store, FactPlace place) : store_(&store), place_(place) {}

  [[nodiscard]] FactPlace place() const { return place_; }
  [[nodiscard]] std::string id() const { return store_->id_of(place_); }
  [[nodiscard]] Validity validity() const { return validity_days().dates(); }
  [[nodiscard]] ValidityDays validity_days() const {
    return store_->validities[columns().validity[index()]];
  }
  /// Index into Schema::confidence.
  [[nodiscard]] std::uint32_t confidence() const { return provenance().confidence; }
  [[nodiscard]] std::span<const SourceId> sources() const {
    const Provenance from = provenance();
    return store_->source_lists.part(from.sources, from.source_count);
  }
  [[nodiscard]] std::string_view note() const {
    const auto& notes = columns().note;
    return notes.empty() || !notes[index()].valid() ? std::string_view()
                                                    : store_->texts[notes[index()]];
  }
  /// Index into Pack::tables.
  [[nodiscard]] std::uint32_t table() const { return provenance().table; }
  /// Line of the row in its table.
  [[nodiscard]] std::uint32_t line() const { return columns().line[index()]; }

 protected:
  [[nodiscard]] std::uint32_t index() const { return place_.index; }
  [[nodiscard]] const FactStore& store() const { return *store_; }

 private:
  [[nodiscard]] const FactColumns& columns() const {
    return place_.is_edge ? static_cast<const FactColumns&>(store_->edges) : store_->nodes;
  }
  [[nodiscard]] Provenance provenance() const {
    return store_->provenances[columns().provenance[index()]];
  }

  const FactStore* store_;
  FactPlace place_;
};

class NodeFact : public Fact {
 public:
  NodeFact(const FactStore& store, std::uint32_t index) : Fact(store, {false, index}) {}

  [[nodiscard]] std::string_view id() const { return store().texts[store().nodes.id[index()]]; }
  [[nodiscard]] std::string_view name() const { return store().texts[store().nodes.name[index()]]; }
  [[nodiscard]] KindId kind() const { return store().nodes.kind[index()]; }
  /// How many attributes its kind has.
  [[nodiscard]] std::size_t cell_count() const {
    return store().nodes.cells[kind().index()].size();
  }
  [[nodiscard]] CellCode code(std::size_t attribute) const {
    return store().nodes.cells[kind().index()][attribute][store().nodes.row[index()]];
  }
  [[nodiscard]] Cell cell(std::size_t attribute) const { return store().cell(code(attribute)); }
};

class EdgeFact : public Fact {
 public:
  EdgeFact(const FactStore& store, std::uint32_t index) : Fact(store, {true, index}) {}

  [[nodiscard]] RelationId relation() const { return store().edges.relation(index()); }
  [[nodiscard]] NodeId from() const { return store().edges.from[index()]; }
  [[nodiscard]] NodeId to() const { return store().edges.to[index()]; }
  /// The id that its row gives; empty where the id is derived.
  [[nodiscard]] std::string_view written_id() const;
  /// How many attributes its relation has.
  [[nodiscard]] std::size_t cell_count() const {
    return store().edges.cells[relation().index()].size();
  }
  [[nodiscard]] CellCode code(std::size_t attribute) const {
    const std::size_t relation_index = relation().index();
    return store().edges.cells[relation_index][attribute]
                              [index() - store().edges.relation_start[relation_index]];
  }
  [[nodiscard]] Cell cell(std::size_t attribute) const { return store().cell(code(attribute)); }
};

/// Whether two facts of one shape, it may be of two packs, have the same cells.
template <class FactType>
[[nodiscard]] bool same_cells(const FactType& a, const FactType& b) {
  if (a.cell_count() != b.cell_count()) return false;
  for (std::size_t i = 0; i < a.cell_count(); ++i)
    if (a.cell(i) != b.cell(i)) return false;
  return true;
}

/// All nodes or all edges of a pack, in their order.
template <class FactType>
class FactList {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = FactType;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = FactType;
    Iterator() = default;
    Iterator(const FactStore* store, std::uint32_t index) : store_(store), index_(index) {}
    FactType operator*() const { return {*store_, index_}; }
    Iterator& operator++() { return ++index_, *this; }
    Iterator operator++(int) { return {store_, index_++}; }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const FactStore* store_ = nullptr;
    std::uint32_t index_ = 0;
  };

  FactList() : FactList(std::make_shared<const FactStore>()) {}
  explicit FactList(std::shared_ptr<const FactStore> store) : store_(std::move(store)) {}

  [[nodiscard]] std::size_t size() const {
    if constexpr (std::is_same_v<FactType, NodeFact>)
      return store_->nodes.size();
    else
      return store_->edges.size();
  }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] FactType operator[](std::size_t i) const {
    return {*store_, static_cast<std::uint32_t>(i)};
  }
  template <class Tag>
  [[nodiscard]] FactType operator[](StrongId<Tag> id) const {
    return {*store_, id.value()};
  }
  [[nodiscard]] Iterator begin() const { return {store_.get(), 0}; }
  [[nodiscard]] Iterator end() const { return {store_.get(), static_cast<std::uint32_t>(size())}; }
  /// The columns of all facts of the pack.
  [[nodiscard]] const FactStore& store() const { return *store_; }

 private:
  std::shared_ptr<const FactStore> store_;
};

inline std::string_view EdgeFact::written_id() const {
  const StoredArray<TextId>& ids = store().edges.id;
  return ids.empty() || !ids[index()].valid() ? std::string_view() : store().texts[ids[index()]];
}

}  // namespace harbinger::pack
