// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/root_classes.hpp"

#include <algorithm>

#include "signal/detail/answer_memo.hpp"

namespace harbinger::signal::detail {

namespace {

/// More kinds of roots, or of rows, make a table that is not worth its answers.
constexpr std::uint32_t most_classes = 512;

using Binding = std::vector<std::uint32_t>;

/// Numbers what conditions read alike of bindings, in the order in which it comes.
class Classes {
 public:
  Classes(std::span<const Question> conditions, bool of_root) {
    for (const Question& condition : conditions)
      for (const Question::Input& input : condition.inputs())
        if ((input.variable == 0) == of_root) inputs_.emplace_back(&condition, &input);
    keys_.resize(inputs_.size());
    known_.emplace(inputs_.size());
  }

  std::uint32_t of(const Binding& binding) {
    for (std::size_t i = 0; i < keys_.size(); ++i)
      keys_[i] = inputs_[i].first->key(*inputs_[i].second, binding);
    return known_->answer(keys_, [&] {
      first_.push_back(binding);
      return static_cast<std::uint32_t>(first_.size() - 1);
    });
  }
  /// The first binding of each class.
  [[nodiscard]] std::span<const Binding> first() const { return first_; }

 private:
  std::vector<std::pair<const Question*, const Question::Input*>> inputs_;
  std::vector<std::uint64_t> keys_;
  std::optional<AnswerMemo<std::uint32_t>> known_;
  std::vector<Binding> first_;
};

Presence asked(std::span<const Question> conditions, const Binding& binding) {
  Presence presence = Presence::yes;
  for (const Question& condition : conditions) {
    presence = std::min(presence, presence_of(condition.answer(binding)));
    if (presence == Presence::no) break;
  }
  return presence;
}

}  // namespace

std::optional<RootClasses> RootClasses::of(const Plan& plan, std::span<const Question> conditions,
                                           std::span<const graph::NodeId> roots,
                                           const BindingRows& rows) {
  RootClasses result;
  Binding binding(plan.pattern.slots());
  Classes of_roots(conditions, true);
  for (const graph::NodeId root : roots) {
    binding[0] = root.value();
    result.of_root_.push_back(of_roots.of(binding));
    if (of_roots.first().size() > most_classes) return std::nullopt;
  }
  Classes of_rows(conditions, false);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows.unpack(i, binding);
    result.of_row_.push_back(of_rows.of(binding));
    if (of_rows.first().size() > most_classes) return std::nullopt;
  }
  result.row_classes_ = of_rows.first().size();
  for (const Binding& root : of_roots.first()) {
    std::uint64_t& turned_down = result.turned_down_.emplace_back(0);
    for (std::uint32_t row = 0; row < result.row_classes_; ++row) {
      binding = of_rows.first()[row];
      binding[0] = root[0];
      result.answers_.push_back(asked(conditions, binding));
      if (result.answers_.back() != Presence::yes) turned_down |= bit(row);
    }
  }
  return result;
}

}  // namespace harbinger::signal::detail
