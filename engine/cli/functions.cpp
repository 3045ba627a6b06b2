// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ostream>

#include "cli/commands.hpp"
#include "expr/environment.hpp"
#include "signal/graph_functions.hpp"

namespace harbinger::cli {

namespace {

std::string signature(const expr::Function& function) {
  std::string text = function.name + "(";
  for (std::size_t i = 0; i < function.arguments.size(); ++i)
    text += (i > 0 ? ", " : "") + expr::to_text(function.arguments[i]);
  if (function.variadic) text += ", ...";
  return text + ") -> " + expr::to_text(function.result);
}

void list(const std::vector<expr::Function>& functions, Context& context) {
  std::vector<const expr::Function*> ordered;
  for (const expr::Function& function : functions) ordered.push_back(&function);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto* a, const auto* b) { return a->name < b->name; });
  const expr::Function* before = nullptr;
  for (const expr::Function* function : ordered) {
    context.out << "  " << signature(*function) << "\n";
    if (!function->doc.empty() && (before == nullptr || before->doc != function->doc))
      context.out << "      " << report::wrapped(function->doc, context.style.width - 6, "      ")
                  << "\n";
    before = function;
  }
}

}  // namespace

int functions(Context& context) {
  context.out << "Everywhere (rules, signals, --where, eval):\n";
  list(expr::standard_functions(), context);
  context.out << "\nIn signals, where the graph is at hand:\n";
  list(signal::graph_functions(), context);
  return done;
}

}  // namespace harbinger::cli
