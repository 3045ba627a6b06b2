// SPDX-License-Identifier: Apache-2.0
// The files that rule files name: those they include, and the CSV files of decision tables. Who waits for a rule set to
// be mended waits for these too.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace harbinger::rule {

/// By their whole paths, whether they are there or not. A file that cannot be read names none.
[[nodiscard]] std::vector<std::string> named_files(std::span<const std::string> paths);

}  // namespace harbinger::rule
