// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/columnar.hpp"

namespace harbinger::expr::detail {

std::shared_ptr<const ColumnarProgram> ColumnarProgram::compile(const Node&, std::string& why_not) {
  why_not = "not yet";
  return nullptr;
}

}  // namespace harbinger::expr::detail
