// SPDX-License-Identifier: Apache-2.0
// Synthetic worlds: a pack of any size, made like a given one (the model pack), for tests and benchmarks.
//
// The world is a random lift of the model pack's graph: each of its nodes is copied many times, and each of
// its edges once for every copy of one end, the *subject*; the other end is drawn among the copies of the node
// that it has in the model (Amit & Linial, Random graph coverings I, Combinatorica 22, 2002). So a copy of a
// maker is owned by copies of its owners, and a copy of a site lies in its country.
//
//     model                        world of 2 rounds
//     lender --OWNS 0.7--> maker   lender-1 --OWNS 0.7--> maker-1, maker-2   (the owned is the subject)
//                                  lender-2
//
// - Kinds. Countries, lists, and kinds that make up less than a fiftieth of the nodes (a state's bodies, its
//   navies) are carried over as they are, with ids: what rules name stays. All others are copied.
// - Rounds. Copies are dealt like cards: a round holds each node of a kind once, in an order of its own. So
//   countries, types, missing cells and confidence words keep the model's proportions.
// - Subject. Of two copied ends the one that the table names more of: an activity has the deliveries of its
//   model, a vessel its calls, a company its owners with their shares. Its number of edges is that of the model.
// - The other end, one copy for all edges of a subject that name the same node of the model, follows
//   the copying model (Kumar et al., Stochastic models for the web graph, FOCS 2000; its ancestor is Simon, Biometrika 42, 1955): with probability 1/4 any copy born so far, else the end of an
//   earlier edge. Copies are born at an even rate. The degrees have a power-law tail of exponent 1 + 4/3.
// - Cycles. The lift of a forest is a forest. One in 64 of the stakes below a half in a company that holds
//   another itself is given to that other, or to one that it holds: small cycles, none of them closed.
// - Places lie up to five degrees from the model's; days up to 27 days earlier, the same for all of a subject;
//   partial dates stay. Texts that hardly repeat (names, aliases, hulls, notes) are invented, of the same
//   length; others are the model's.
// - Dropped: an edge that a subject has already; in worlds smaller than the model, one between two of a kind
//   whose other end has no copy.
//
// The number of facts is met exactly: the most numerous kind fills what is left, the last copy cut short.
//
// Deterministic: integers alone decide (xoshiro256**), so that a seed gives the same bytes on any machine.
// Memory: four bytes for each edge whose other end is drawn; tables go to disk as they are made.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace harbinger::synth {

struct WorldSize {
  std::uint64_t sites = 0;
  std::uint64_t facts = 0;  ///< Nodes and edges, those that `ref` columns make included.
  std::uint64_t seed = 1;
};

struct WrittenFile {
  std::string name;
  std::optional<std::uint64_t> rows;  ///< Nothing for what is no table.
  std::uint64_t bytes = 0;
};

struct WrittenWorld {
  std::uint64_t nodes = 0;
  std::uint64_t edges = 0;
  std::vector<WrittenFile> files;  ///< In the order of pack.yaml, which is the last.
};

/// Told now and then how many facts stand, of how many.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

/// Writes a world like the pack in `model_folder` into `folder`, new or empty; beside it and renamed, so that it
/// holds all or nothing. Errors: a model pack that does not load, fewer facts than the sites bring with them, a
/// folder that cannot be written.
[[nodiscard]] std::optional<WrittenWorld> write_world(const std::string& model_folder,
                                                      const WorldSize& size,
                                                      const std::string& folder,
                                                      const Progress& progress,
                                                      Diagnostics& diagnostics);

}  // namespace harbinger::synth
