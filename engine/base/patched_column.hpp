// SPDX-License-Identifier: Apache-2.0
// A column that is another one but for some rows. An edit that reaches a few rows of a million writes these and no
// more; the rest is read where it was.
//
//     base     7  3  9  4  4  1
//     rows     0  1  0  0  1  0       values  5 8         the column  7  5  9  4  8  1
//
// A patch over a patch is one patch over the base of both, so that nothing older than the base is kept. Whoever asks
// for the column whole has it made, once, whichever thread comes first. Cost: a row is a bit to look at, and where it
// is set a word to count.
#pragma once

#include <algorithm>
#include <atomic>
#include <concepts>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>

#include "base/large_array.hpp"
#include "base/row_set.hpp"

namespace harbinger {

/// A set of rows that several patches share.
using PatchedRows = std::shared_ptr<const RowSet>;

/// Values for some rows, ascending; to be written by whoever makes it.
template <class T>
struct Patch {
  PatchedRows rows;
  LargeArray<T> values;

  explicit Patch(PatchedRows of) : rows(std::move(of)), values(rows->count()) {}

  /// Into a column's rows from `begin` on.
  void write(std::size_t begin, std::span<T> out) const {
    std::size_t place = rows->before(begin);
    for (const std::uint32_t row : rows->between(begin, begin + out.size()))
      out[row - begin] = values[place++];
  }
};

/// The rows of either; nullptr has none.
[[nodiscard]] inline PatchedRows joined(const PatchedRows& a, const PatchedRows& b) {
  if (a == nullptr || b == nullptr || a == b) return a == nullptr ? b : a;
  Bits rows = a->bits();
  rows |= b->bits();
  return std::make_shared<const RowSet>(std::move(rows));
}

template <class T>
class ColumnView;

template <class T>
class PatchedColumn {
 public:
  PatchedColumn() : PatchedColumn(LargeArray<T>()) {}
  PatchedColumn(LargeArray<T> whole)
      : state_(std::make_shared<State>(std::make_shared<const LargeArray<T>>(std::move(whole)))) {}
  /// `before`, of as many rows, but for those of the patch, which are what before.rows_with() gave.
  PatchedColumn(const PatchedColumn& before, Patch<T> patch)
      : state_(std::make_shared<State>(
            before.state_->is_whole ? before.state_->made : before.state_->base,
            std::move(patch))) {}

  /// The rows of which a patch over this column has values: `rows`, and those in which it is patched itself. Where
  /// that makes too many, it is made whole.
  [[nodiscard]] PatchedRows rows_with(const PatchedRows& rows) const {
    if (state_->is_whole) return rows;
    PatchedRows all = joined(rows, state_->patch->rows);
    if (all->is_small()) return all;
    (void)state_->whole();
    return rows;
  }

  /// The column whole.
  [[nodiscard]] const LargeArray<T>& operator*() const { return state_->whole(); }
  [[nodiscard]] const LargeArray<T>* operator->() const { return &state_->whole(); }
  operator const LargeArray<T>&() const { return state_->whole(); }
  [[nodiscard]] T operator[](std::size_t row) const { return state_->at(row); }
  /// Whether both are handles of one object.
  [[nodiscard]] bool shares(const PatchedColumn& other) const { return state_ == other.state_; }

  friend bool operator==(const PatchedColumn& a, const PatchedColumn& b) {
    return a.shares(b) || *a == *b;
  }

 private:
  friend class ColumnView<T>;
  using Array = std::shared_ptr<const LargeArray<T>>;

  struct State {
    explicit State(Array whole) : base(std::move(whole)), is_whole(true), made(base) {}
    State(Array of, Patch<T> with) : base(std::move(of)), patch(std::move(with)) {}

    [[nodiscard]] const LargeArray<T>& whole() const {
      if (!is_whole) std::call_once(once, [this] { make_whole(); });
      return *made;
    }
    [[nodiscard]] T at(std::size_t row) const {
      if (is_whole) return (*made)[row];
      return (*patch->rows)[row] ? patch->values[patch->rows->before(row)] : (*base)[row];
    }
    const Array base;
    const std::optional<Patch<T>> patch;
    mutable std::once_flag once;
    mutable std::atomic<bool> is_whole = false;
    mutable Array made;  ///< Where it is whole.

   private:
    void make_whole() const {
      LargeArray<T> column = *base;
      patch->write(0, column);
      made = std::make_shared<const LargeArray<T>>(std::move(column));
      is_whole = true;
    }
  };

  std::shared_ptr<const State> state_;
};

/// A column to read, of whatever makes it: an array, or a PatchedColumn that outlives the view.
template <class T>
class ColumnView {
  using State = typename PatchedColumn<T>::State;

 public:
  ColumnView() = default;
  template <class Array>
  requires std::convertible_to<const Array&, std::span<const T>> ColumnView(const Array& array)
      : base_(array) {}
  ColumnView(const PatchedColumn<T>& column)
      : base_(*column.state_->base),
        patched_(column.state_->patch ? column.state_.get() : nullptr) {}

  [[nodiscard]] std::size_t size() const { return base_.size(); }
  [[nodiscard]] bool empty() const { return base_.empty(); }
  [[nodiscard]] bool is_patched() const { return patched_ != nullptr; }
  [[nodiscard]] T operator[](std::size_t row) const {
    return patched_ == nullptr ? base_[row] : patched_->at(row);
  }
  [[nodiscard]] std::span<const T> whole() const {
    return patched_ == nullptr ? base_ : std::span<const T>(patched_->whole());
  }
  /// Copies the rows from `begin` on.
  void copy(std::size_t begin, std::span<T> out) const {
    std::copy_n(base_.begin() + static_cast<std::ptrdiff_t>(begin), out.size(), out.begin());
    if (patched_ != nullptr) patched_->patch->write(begin, out);
  }
  /// Rows [begin, begin + rows), where they are, or where some may be patched in `buffer`.
  [[nodiscard]] std::span<const T> block(std::size_t begin, std::size_t rows,
                                         std::span<T> buffer) const {
    if (patched_ == nullptr) return base_.subspan(begin, rows);
    copy(begin, buffer.first(rows));
    return buffer.first(rows);
  }

  /// out[i] is the value of rows[i]; rows ascend. Cost: less where they are those of the patch, or some that follow
  /// one another there.
  void gather(std::span<const std::uint32_t> rows, std::span<T> out) const {
    if (patched_ == nullptr)
      for (std::size_t i = 0; i < rows.size(); ++i) out[i] = base_[rows[i]];
    else if (const T* next = patched_in_order(rows))
      std::copy_n(next, rows.size(), out.begin());
    else
      for (std::size_t i = 0; i < rows.size(); ++i) out[i] = patched_->at(rows[i]);
  }

  /// Whether both are of one object.
  [[nodiscard]] bool same_object(const ColumnView& other) const {
    return patched_ == other.patched_ && base_.data() == other.base_.data() &&
           size() == other.size();
  }
  /// Rows outside of which both are known to be the same; nullptr where none are known.
  [[nodiscard]] PatchedRows rows_apart(const ColumnView& other) const {
    if (base_.data() == other.base_.data()) return joined(rows(), other.rows());
    const bool over_other = patched_ != nullptr && other.patched_ != nullptr &&
                            other.patched_->is_whole && other.whole().data() == base_.data();
    return over_other ? rows() : nullptr;
  }

 private:
  [[nodiscard]] PatchedRows rows() const {
    return patched_ == nullptr ? nullptr : patched_->patch->rows;
  }
  /// Where the patch has values of these rows and of none between them: these values.
  [[nodiscard]] const T* patched_in_order(std::span<const std::uint32_t> rows) const {
    if (rows.empty()) return nullptr;
    const Patch<T>& patch = *patched_->patch;
    const std::size_t first = patch.rows->before(rows.front());
    if (patch.rows->before(rows.back() + 1) - first != rows.size()) return nullptr;
    for (const std::uint32_t row : rows)
      if (!(*patch.rows)[row]) return nullptr;
    return patch.values.data() + first;
  }

  std::span<const T> base_;
  const State* patched_ = nullptr;  ///< nullptr: nothing is.
};

}  // namespace harbinger
