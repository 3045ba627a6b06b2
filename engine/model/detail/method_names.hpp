// SPDX-License-Identifier: Apache-2.0
// The words by which a model file calls its methods.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/written_text.hpp"
#include "model/model.hpp"

namespace harbinger::model {

template <class Method>
struct MethodNames {
  std::string what;  ///< What an unknown word is said not to be: "way to combine".
  std::vector<std::pair<std::string, Method>> words;

  /// `otherwise` where nothing is written, or what is written is an error.
  [[nodiscard]] Method read(const std::optional<WrittenText>& written, Method otherwise,
                            Diagnostics& diagnostics) const {
    if (!written) return otherwise;
    std::vector<std::string> names;
    for (const auto& [name, method] : words) {
      if (name == written->value) return method;
      names.push_back(name);
    }
    diagnostics.error(written->where(), "unknown {} '{}'", what, written->value)
        .did_you_mean(written->value, names);
    return otherwise;
  }
};

[[nodiscard]] const MethodNames<CombineMethod>& combine_names();
[[nodiscard]] const MethodNames<WeightMethod>& weight_names();
[[nodiscard]] const MethodNames<NormaliseMethod>& normalise_names();
[[nodiscard]] const MethodNames<Missing>& missing_names();
[[nodiscard]] const MethodNames<bool>& falling_names();
[[nodiscard]] const MethodNames<Tiers::By>& tiers_by_names();

}  // namespace harbinger::model
