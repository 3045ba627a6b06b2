// SPDX-License-Identifier: Apache-2.0
// Any bytes as a cell of a decision table, of each kind of input: a cell or an error; and a cell of values is a
// condition that CEL takes, with a place for each of its bytes.
#include <array>
#include <cstdint>
#include <string>

#include "base/utf8.hpp"
#include "expr/program.hpp"
#include "rule/decision_cell.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace harbinger;
  using rule::InputKind;
  constexpr std::array kinds = {std::pair(InputKind::number, expr::TypeKind::number),
                                std::pair(InputKind::truth, expr::TypeKind::boolean),
                                std::pair(InputKind::text, expr::TypeKind::string),
                                std::pair(InputKind::date, expr::TypeKind::date)};
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (first_invalid_utf8(bytes)) return 0;  // What reads YAML and CSV has refused it.
  const auto text = written_argument("fuzz", bytes);
  for (const auto& [kind, type] : kinds) {
    Diagnostics diagnostics;
    const auto cell = rule::read_cell(text, kind, diagnostics);
    if (cell.has_value() == diagnostics.has_errors()) __builtin_trap();
    if (!cell) continue;
    const WrittenText when = rule::condition_of(*cell, "x", kind);
    if (when.offsets.size() != when.value.size() + 1) __builtin_trap();
    if (cell->kind != rule::Cell::Kind::values) continue;
    expr::Environment environment;
    environment.declare("x", expr::simple(type));
    const auto program =
        expr::check_as(expr::TypeKind::boolean, "a cell", when, environment, diagnostics);
    if (!program) __builtin_trap();
  }
  return 0;
}
