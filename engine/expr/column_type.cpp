// SPDX-License-Identifier: Apache-2.0
#include "expr/column_type.hpp"

namespace harbinger::expr {

Type type_of(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::number: return simple(TypeKind::number);
    case ColumnKind::truth: return simple(TypeKind::boolean);
    case ColumnKind::text: break;
  }
  return simple(TypeKind::string);
}

}  // namespace harbinger::expr
