// SPDX-License-Identifier: Apache-2.0
// A pack in a block file (base/block_file.hpp): the columns of its facts as arrays, and what is small as it was
// written: pack.yaml is read again, sources and published figures are texts.
//
// The files it was made of are named as if they lay in the file: `world.snapshot/owns.csv`.
#pragma once

#include <optional>

#include "base/block_file.hpp"
#include "pack/pack.hpp"

namespace harbinger::pack {

/// Adds the arrays of a pack to a file.
void store_pack(const Pack& pack, BlockFileWriter& file);

/// The pack that was stored; nothing where an error was added. That its arrays are as long as each other needs is
/// checked; that each index in them leads somewhere is for stored_check.hpp. Cost: pack.yaml, the sources and the
/// published figures are read; nothing of the size of the facts. Throws DamagedFile.
[[nodiscard]] std::optional<Pack> stored_pack(const BlockFile& file, Diagnostics& diagnostics);

}  // namespace harbinger::pack
