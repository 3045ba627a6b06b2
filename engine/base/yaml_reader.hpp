// SPDX-License-Identifier: Apache-2.0
// Reads one YAML document into a YamlNode tree.
//
// Stricter than the library: a duplicate key is an error, keys are scalars, and size, depth and the nodes
// that aliases expand to are bounded (`YamlLimits`), since inputs are hostile until checked.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/diagnostic.hpp"
#include "base/yaml_node.hpp"

namespace harbinger {

struct YamlLimits {
  std::size_t bytes = 64u << 20;
  std::size_t depth = 64;
  std::size_t nodes = 4'000'000;  ///< After aliases are expanded.
};

/// Nothing where an error was added. An empty document is a null node.
[[nodiscard]] std::optional<YamlNode> read_yaml(const std::shared_ptr<const SourceText>& text,
                                                Diagnostics& diagnostics,
                                                const YamlLimits& limits = {});

}  // namespace harbinger
