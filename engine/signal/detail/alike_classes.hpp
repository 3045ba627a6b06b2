// SPDX-License-Identifier: Apache-2.0
// Bindings numbered by what conditions read of some of their variables: those of one class are answered alike.
#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "signal/detail/answer_memo.hpp"
#include "signal/detail/question.hpp"

namespace harbinger::signal::detail {

class AlikeClasses {
 public:
  using Binding = std::vector<std::uint32_t>;

  /// By the variables for which is_read(variable). The conditions must outlive it.
  template <class IsRead>
  AlikeClasses(std::span<const Question> conditions, IsRead is_read)
      : inputs_(inputs_of(conditions, is_read)), keys_(inputs_.size()), known_(inputs_.size()) {}

  /// Classes count from 0, in the order in which they come.
  std::uint32_t of(const Binding& binding) {
    for (std::size_t i = 0; i < keys_.size(); ++i)
      keys_[i] = inputs_[i].first->key(*inputs_[i].second, binding);
    return known_.answer(keys_, [&] {
      first_.push_back(binding);
      return static_cast<std::uint32_t>(first_.size() - 1);
    });
  }
  /// The first binding of each class.
  [[nodiscard]] std::span<const Binding> first() const { return first_; }

 private:
  using Inputs = std::vector<std::pair<const Question*, const Question::Input*>>;
  template <class IsRead>
  static Inputs inputs_of(std::span<const Question> conditions, IsRead is_read) {
    Inputs inputs;
    for (const Question& condition : conditions)
      for (const Question::Input& input : condition.inputs())
        if (is_read(input.variable)) inputs.emplace_back(&condition, &input);
    return inputs;
  }

  Inputs inputs_;
  std::vector<std::uint64_t> keys_;
  AnswerMemo<std::uint32_t> known_;
  std::vector<Binding> first_;
};

/// What all the conditions say of a binding.
[[nodiscard]] inline Presence presence_of_all(std::span<const Question> conditions,
                                              const AlikeClasses::Binding& binding) {
  Presence presence = Presence::yes;
  for (const Question& condition : conditions) {
    presence = std::min(presence, presence_of(condition.answer(binding)));
    if (presence == Presence::no) break;
  }
  return presence;
}

}  // namespace harbinger::signal::detail
