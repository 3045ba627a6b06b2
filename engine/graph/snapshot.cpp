// SPDX-License-Identifier: Apache-2.0
#include "graph/snapshot.hpp"

#include <algorithm>
#include <bit>
#include <filesystem>
#include <fstream>
#include <span>
#include <vector>

#include "pack/stored_check.hpp"
#include "pack/stored_pack.hpp"

namespace harbinger::graph {

namespace {

/// The version rises with each change of what is stored: of pack/detail/fact_arrays.hpp, CellCode, Adjacency.
constexpr BlockFormat snapshot_format{"HARBSNAP", 1, "snapshot"};

/// Calls visit(name, array) for each array of the adjacency: the one list by which they are written and read.
template <class Stored, class Visit>
void for_each_array(Stored& adjacency, Visit visit) {
  const auto rows = [&](const std::string& of, auto& direction) {
    visit(of + ".has_row", direction.has_row);
    visit(of + ".before", direction.before);
    visit(of + ".starts", direction.starts);
  };
  rows("graph.out", adjacency.out);
  rows("graph.in", adjacency.in);
  visit("graph.in_edges", adjacency.in_edges);
  visit("graph.naming", adjacency.naming);
  visit("graph.naming_start", adjacency.naming_start);
}

/// Whether all rows and lists end where what they lead into does.
bool ends_fit(const Adjacency& adjacency, std::size_t edges) {
  for (const NodeRows* rows : {&adjacency.out, &adjacency.in}) {
    const std::size_t words = rows->has_row.size();
    const std::size_t count =
        words == 0 ? 0
                   : rows->before[words - 1] + std::size_t(std::popcount(rows->has_row[words - 1]));
    if (rows->starts.size() != count + 1 || rows->starts[count] != edges) return false;
  }
  const auto& naming = adjacency.naming_start;
  return naming[0] == 0 && naming[naming.size() - 1] == adjacency.naming.size();
}

/// Whether the adjacency is that of the pack, of which it is made anew. The pack is checked.
bool check_adjacency(const Adjacency& adjacency, const pack::Pack& pack, const std::string& path,
                     Diagnostics& diagnostics) {
  std::vector<std::span<const std::byte>> right;
  const Adjacency anew = adjacency_of(pack);
  for_each_array(anew, [&](const std::string&, const auto& array) {
    right.push_back(std::as_bytes(array.all()));
  });
  bool is_right = true;
  std::size_t at = 0;
  for_each_array(adjacency, [&](const std::string& name, const auto& array) {
    if (std::ranges::equal(std::as_bytes(array.all()), right[at++])) return;
    is_right = false;
    diagnostics
        .error(whole_file(path), "is damaged: the array '{}' is not that of its edges and cells",
               name)
        .with_hint("write the file anew");
  });
  return is_right;
}

std::optional<Adjacency> stored_adjacency(const BlockFile& file, const pack::Pack& pack,
                                          Diagnostics& diagnostics) {
  Adjacency adjacency;
  const std::size_t errors = diagnostics.error_count();
  for_each_array(adjacency, [&]<class T>(const std::string& name, StoredArray<T>& to) {
    if (auto found = file.array<T>(name))
      to = *std::move(found);
    else
      diagnostics.add(found.error());
  });
  if (diagnostics.error_count() > errors) return std::nullopt;
  const std::size_t words = (pack.nodes.size() + 63) / 64;
  bool fits = adjacency.in_edges.size() == pack.edges.size() &&
              adjacency.naming_start.size() == pack.nodes.size() + 1;
  for (NodeRows* rows : {&adjacency.out, &adjacency.in}) {
    rows->words_per_relation = words;
    fits = fits && rows->has_row.size() == words * pack.schema.relations.size() &&
           rows->before.size() == rows->has_row.size();
  }
  if (fits && ends_fit(adjacency, pack.edges.size())) return adjacency;
  diagnostics.error(whole_file(file.path()), "is damaged: its arrays do not fit each other")
      .with_hint("write the file anew");
  return std::nullopt;
}

}  // namespace

bool is_snapshot(const std::string& path) {
  std::error_code code;
  if (!std::filesystem::is_regular_file(path, code)) return false;
  std::string magic(snapshot_format.magic.size(), '\0');
  std::ifstream(path, std::ios::binary)
      .read(magic.data(), static_cast<std::streamsize>(magic.size()));
  return magic == snapshot_format.magic;
}

Result<bool> write_snapshot(const EntityGraph& graph, const std::string& path) {
  auto file = BlockFileWriter::create(path, snapshot_format);
  if (!file) return tl::make_unexpected(file.error());
  pack::store_pack(graph.pack(), *file);
  for_each_array(graph.adjacency(),
                 [&](const std::string& name, const auto& array) { file->array(name, array); });
  return std::move(*file).finish();
}

std::optional<EntityGraph> open_snapshot(const std::string& path, Diagnostics& diagnostics,
                                         unsigned verify_threads) {
  const auto file = BlockFile::open(path, snapshot_format);
  if (!file) {
    diagnostics.add(file.error());
    return std::nullopt;
  }
  if (verify_threads > 0 && !file->verify(verify_threads, diagnostics)) return std::nullopt;
  auto pack = pack::stored_pack(*file, diagnostics);
  if (!pack) return std::nullopt;
  if (verify_threads > 0 && !pack::check_stored(*pack, path, diagnostics)) return std::nullopt;
  auto adjacency = stored_adjacency(*file, *pack, diagnostics);
  if (!adjacency) return std::nullopt;
  if (verify_threads > 0 && !check_adjacency(*adjacency, *pack, path, diagnostics))
    return std::nullopt;
  return EntityGraph(*std::move(pack), *std::move(adjacency));
}

}  // namespace harbinger::graph
