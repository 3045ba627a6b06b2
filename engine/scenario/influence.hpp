// SPDX-License-Identifier: Apache-2.0
// Influence: what a ranking hangs on. Each source, fact, rule, entity or signal is left out in turn, the
// world is ranked again, and they are ordered by how much that moves.
//
// Leaving out a source takes away the facts that rest on it alone; one that stands for several reports (a
// collection) is shown fact by fact. An entity goes with its edges. A rule is switched off. A signal is
// unknown everywhere.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ranking/assessment.hpp"

namespace harbinger::scenario {

enum class InfluenceBy : unsigned char { source, fact, rule, entity, signal };
[[nodiscard]] std::string_view to_text(InfluenceBy by);

/// A site at which something moved most.
struct LargestMove {
  std::string site;   ///< Its id; empty where nothing moved.
  double change = 0;  ///< Signed: after less before.
};

struct InfluenceRow {
  std::string id;         ///< Of the source, fact, rule, entity or signal.
  std::string title;      ///< In words.
  std::string source;     ///< A fact of a collection: the id of the collection; else empty.
  std::size_t facts = 0;  ///< How many facts were left out.
  std::size_t moved = 0;  ///< Sites whose score changed.
  LargestMove score;
  LargestMove rank;         ///< Positive: the site fell by so many places.
  double kendall = 1;       ///< Against the ranking with everything.
  std::size_t entered = 0;  ///< Sites that entered the top k.
  std::size_t left = 0;
  std::optional<double> here;       ///< Change of score at the site asked about.
  std::optional<double> here_rank;  ///< Change of its rank.
};

struct Influence {
  InfluenceBy by = InfluenceBy::source;
  std::string site;  ///< The id of the site asked about; empty: all.
  std::size_t top = 0;
  std::vector<InfluenceRow>
      rows;  ///< Largest change of score first (at the site, where one is asked about).
};

/// `progress(done, all)` is called now and then, from several threads, one at a time.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

[[nodiscard]] Influence influence(const ranking::Assessment& base, InfluenceBy by,
                                  std::optional<std::size_t> site, std::size_t top,
                                  unsigned threads, const Progress& progress = {});
/// By fact, of some facts alone.
[[nodiscard]] Influence influence_of_facts(const ranking::Assessment& base,
                                           std::span<const graph::FactRef> facts,
                                           std::optional<std::size_t> site, std::size_t top,
                                           unsigned threads, const Progress& progress = {});

}  // namespace harbinger::scenario
