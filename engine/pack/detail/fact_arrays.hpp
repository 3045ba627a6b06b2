// SPDX-License-Identifier: Apache-2.0
// The arrays of a pack's facts, each with its name: the one list by which they are written and read.
#pragma once

#include <string>

#include <fmt/core.h>

#include "pack/fact_store.hpp"

namespace harbinger::pack::detail {

/// Calls visit(name, array) for each; the cells are as many as the store has room for.
template <class Columns, class Visit>
void for_each_array(const std::string& of, Columns& columns, Visit visit) {
  visit(of + ".validity", columns.validity);
  visit(of + ".provenance", columns.provenance);
  visit(of + ".line", columns.line);
  visit(of + ".note", columns.note);
  visit(of + ".id", columns.id);
  for (std::size_t shape = 0; shape < columns.cells.size(); ++shape)
    for (std::size_t attribute = 0; attribute < columns.cells[shape].size(); ++attribute)
      visit(fmt::format("{}.cells.{}.{}", of, shape, attribute), columns.cells[shape][attribute]);
}

template <class Store, class Visit>
void for_each_array(Store& facts, Visit visit) {
  visit("texts.bytes", facts.texts.bytes);
  visit("texts.starts", facts.texts.starts);
  visit("texts.slots", facts.texts.slots);
  visit("validities", facts.validities);
  visit("provenances", facts.provenances);
  visit("source_lists", facts.source_lists);
  visit("number_ranges", facts.number_ranges);
  visit("share_ranges", facts.share_ranges);
  visit("text_lists", facts.text_lists);
  visit("ids", facts.ids);
  for_each_array("nodes", facts.nodes, visit);
  visit("nodes.name", facts.nodes.name);
  visit("nodes.kind", facts.nodes.kind);
  visit("nodes.row", facts.nodes.row);
  visit("nodes.of_kind", facts.nodes.of_kind);
  for_each_array("edges", facts.edges, visit);
  visit("edges.from", facts.edges.from);
  visit("edges.to", facts.edges.to);
}

}  // namespace harbinger::pack::detail
