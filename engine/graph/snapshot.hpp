// SPDX-License-Identifier: Apache-2.0
// A snapshot: a pack and its graph, frozen to one file that is mapped, not loaded.
//
//     data/scanners/  ->  EntityGraph  ->  scanners.snapshot  ->  EntityGraph
//
// Opening it checks the header and the directory and reads pack.yaml; nothing of the size of the facts is built or
// copied. A block of facts is checked when it is first read (DamagedFile where it is damaged). Checksums find
// accidents, not forgers: who does not trust a snapshot validates it first, which checks every index in it.
#pragma once

#include <string>

#include "base/block_file.hpp"
#include "graph/entity_graph.hpp"

namespace harbinger::graph {

/// Whether the file at the path begins as a snapshot does. False for a folder, and where there is nothing.
[[nodiscard]] bool is_snapshot(const std::string& path);

/// Writes beside the path and renames. Error: why it cannot be written.
[[nodiscard]] Result<bool> write_snapshot(const EntityGraph& graph, const std::string& path);

/// Nothing where an error was added: no snapshot, one of another version, cut short or altered. `verify_threads`:
/// checks all blocks, on so many threads, and that every array leads into the others (a pass over all of them); 0:
/// each block when it is first read.
[[nodiscard]] std::optional<EntityGraph> open_snapshot(const std::string& path,
                                                       Diagnostics& diagnostics,
                                                       unsigned verify_threads = 0);

}  // namespace harbinger::graph
