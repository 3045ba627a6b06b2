// SPDX-License-Identifier: Apache-2.0
#include "model/method_words.hpp"

#include <algorithm>

#include "model/detail/method_names.hpp"

namespace harbinger::model {

namespace {

template <class Method>
std::string_view word_of(const MethodNames<Method>& names, Method method) {
  return std::find_if(names.words.begin(), names.words.end(),
                      [&](const auto& word) { return word.second == method; })
      ->first;
}

}  // namespace

std::string_view to_text(CombineMethod method) { return word_of(combine_names(), method); }
std::string_view to_text(WeightMethod method) { return word_of(weight_names(), method); }
std::string_view to_text(NormaliseMethod method) { return word_of(normalise_names(), method); }
std::string_view to_text(Missing missing) { return word_of(missing_names(), missing); }

}  // namespace harbinger::model
