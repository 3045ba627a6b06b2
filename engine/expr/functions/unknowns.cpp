// SPDX-License-Identifier: Apache-2.0
#include "expr/functions/functions.hpp"

namespace harbinger::expr::functions {

namespace {

Value is_known(std::span<const Value> a) { return !a[0].is<Unknown>(); }
Value first_known(std::span<const Value> a) { return a[0].is<Unknown>() ? a[1] : a[0]; }

}  // namespace

void add_unknowns(std::vector<Function>& out) {
  out.push_back({.name = "known",
                 .arguments = {simple(TypeKind::dyn)},
                 .result = simple(TypeKind::boolean),
                 .doc = "Whether a value is known, be it as a range: known(site.berths) && ...",
                 .call = is_known,
                 .takes_unknown = true,
                 .takes_range = true});
  const Type any = simple(TypeKind::dyn);
  for (const Type& type :
       {simple(TypeKind::number), simple(TypeKind::boolean), simple(TypeKind::string),
        simple(TypeKind::date), simple(TypeKind::integer), simple(TypeKind::unsigned_integer),
        simple(TypeKind::entity), simple(TypeKind::duration), simple(TypeKind::timestamp),
        simple(TypeKind::bytes), list_of(simple(TypeKind::number)),
        list_of(simple(TypeKind::string)), list_of(any), map_of(any, any)})
    out.push_back({.name = "default",
                   .arguments = {type, type},
                   .result = type,
                   .doc = "x where it is known, else v: default(supplier_state_share, 0)",
                   .call = first_known,
                   .takes_unknown = true,
                   .takes_range = true});
}

}  // namespace harbinger::expr::functions
