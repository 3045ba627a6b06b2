// SPDX-License-Identifier: Apache-2.0
#include "expr/environment.hpp"
#include "expr/functions/functions.hpp"

namespace harbinger::expr {

namespace {

std::vector<Function> all_functions() {
  std::vector<Function> all;
  functions::add_numbers(all);
  functions::add_unknowns(all);
  functions::add_dates(all);
  functions::add_loans(all);
  functions::add_texts(all);
  functions::add_text_parts(all);
  functions::add_text_format(all);
  functions::add_math(all);
  functions::add_optionals(all);
  functions::add_base64(all);
  functions::add_lists(all);
  functions::add_conversions(all);
  functions::add_times(all);
  return all;
}

}  // namespace

const std::vector<Function>& standard_functions() {
  static const std::vector<Function> all = all_functions();
  return all;
}

}  // namespace harbinger::expr
