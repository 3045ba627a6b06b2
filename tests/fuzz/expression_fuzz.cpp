// SPDX-License-Identifier: Apache-2.0
// Any bytes as an expression, in each dialect: a checked program or an error, and evaluation always ends.
#include <cstdint>
#include <string>

#include "expr/program.hpp"

namespace {

class Nothing : public harbinger::expr::Row {
 public:
  harbinger::expr::Value slot(std::uint32_t slot) const override {
    return slot == 0 ? harbinger::expr::Value(2.5)
                     : harbinger::expr::Value(harbinger::expr::Unknown{});
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace harbinger;
  for (const auto dialect : {expr::Dialect::strict, expr::Dialect::rules, expr::Dialect::dynamic}) {
    expr::Environment environment(dialect);
    environment.declare("x", expr::simple(expr::TypeKind::number));
    environment.declare("u", expr::simple(expr::TypeKind::boolean));
    Diagnostics diagnostics;
    const auto text =
        written_argument("fuzz", std::string(reinterpret_cast<const char*>(data), size));
    const auto program = expr::check(text, environment, diagnostics);
    if (program.has_value() == diagnostics.has_errors()) __builtin_trap();
    if (program) (void)expr::to_text(program->evaluate(Nothing{}));
    for (const Diagnostic& diagnostic : diagnostics.all()) (void)to_text(diagnostic);
  }
  return 0;
}
