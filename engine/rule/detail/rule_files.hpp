// SPDX-License-Identifier: Apache-2.0
// What could be read of rule files, mistakes or not, so that the rest is checked in the same run.
#pragma once

#include "rule/rule_text.hpp"

namespace harbinger::rule::detail {

[[nodiscard]] RuleTexts readable_rule_files(std::span<const std::string> paths,
                                            Diagnostics& diagnostics);
[[nodiscard]] RuleTexts readable_rule_text(const std::shared_ptr<const SourceText>& text,
                                           Diagnostics& diagnostics);

}  // namespace harbinger::rule::detail
