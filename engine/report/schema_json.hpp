// SPDX-License-Identifier: Apache-2.0
// The shape of a file as JSON Schema (draft 2020-12), for editors: every record is a definition, since one may
// hold itself.
#pragma once

#include <string>

#include "base/value_shape.hpp"

namespace harbinger::report {

/// The schema of a file that is one such record; `title` names the kind of file.
[[nodiscard]] std::string schema_json(const RecordShape& file, const std::string& title);

}  // namespace harbinger::report
