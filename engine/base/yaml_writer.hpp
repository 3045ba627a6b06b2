// SPDX-License-Identifier: Apache-2.0
// A YamlNode tree as the text of a YAML document that reads back as the same tree.
#pragma once

#include <string>

#include "base/yaml_node.hpp"

namespace harbinger {

/// Block style; plain scalars stay plain where they can, all others stand in double quotes. Ends with a line
/// break.
[[nodiscard]] std::string to_yaml(const YamlNode& node);

}  // namespace harbinger
