// SPDX-License-Identifier: Apache-2.0
#include "synth/synth.hpp"

#include <algorithm>
#include <limits>

#include "base/yaml_writer.hpp"
#include "synth/detail/attachment.hpp"
#include "synth/detail/row_writer.hpp"

namespace harbinger::synth {

namespace {

using detail::Attachment;
using detail::CellAction;
using detail::CellPlan;
using detail::Copies;
using detail::CopyPlan;
using detail::Dealing;
using detail::KindPlan;
using detail::ModelTables;
using detail::NodePlan;
using detail::Random;
using detail::RowOwner;
using detail::RowPlan;
using detail::RowWriter;
using detail::WorldPlan;

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t one_stake_in = 64;  ///< Of those that may close a cycle, one does.
constexpr std::uint32_t days_moved = 28;

/// One copy while its rows are written.
struct Subject {
  RowOwner owner;
  std::size_t kind = 0;  ///< Index into WorldPlan::kinds.
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      ends{};  ///< Node of the model: its copy here, or none.
};

struct WaitingStake {
  Subject subject;
  const RowPlan* edge;
  std::uint32_t owner;  ///< The one drawn.
};

class World {
 public:
  World(const ModelTables& model, const WorldPlan& plan, const CopyPlan& copies,
        const WorldSize& size, NewFolder& folder)
      : model_(model),
        plan_(plan),
        copies_(copies.kinds),
        filler_(copies.filler),
        facts_(size.facts),
        folder_(folder),
        random_(splitmix64(size.seed)),
        rows_(model, folder, random_) {
    set_up_urns();
    for (const Copies& kind : copies_) held_last_.emplace_back(kind.count, none);
  }

  WrittenWorld write(const Progress& progress);

 private:
  [[nodiscard]] std::uint64_t facts_left() const { return facts_ - world_.nodes - world_.edges; }
  [[nodiscard]] std::size_t kind_of(std::uint32_t node) const {
    return *plan_.copied_kind[model_.nodes[node].kind];
  }
  [[nodiscard]] std::string id_of(std::uint32_t node, std::uint32_t number) const {
    std::string id;
    copies_[kind_of(node)].append_id(number, id);
    return id;
  }
  [[nodiscard]] bool has_end(const Subject& subject, std::size_t kind, std::uint32_t number) const {
    return std::any_of(subject.ends.begin(), subject.ends.end(), [&](const auto& end) {
      return end.second == number && kind_of(end.first) == kind;
    });
  }

  void set_up_urns();
  void write_kept();
  void write_kind(std::size_t kind, const Progress& progress);
  void write_subject(std::size_t kind, std::uint64_t number, const NodePlan& plan);
  void write_node(Subject& subject, RowPlan row);
  void write_edge(Subject& subject, const RowPlan& edge);
  std::uint32_t other_end(Subject& subject, const CellPlan& cell);
  std::uint32_t draw(const CellPlan& cell, std::size_t subject_kind);
  std::uint32_t closing_owner(const WaitingStake& stake);

  const ModelTables& model_;
  const WorldPlan& plan_;
  const std::vector<Copies>& copies_;
  std::size_t filler_;
  std::uint64_t facts_;
  const NewFolder& folder_;
  Random random_;
  RowWriter rows_;
  std::vector<Attachment> urns_;
  std::vector<std::vector<std::uint32_t>> held_last_;  ///< By kind and copy: one that it owns.
  std::vector<WaitingStake> waiting_;                  ///< Of the kind being written.
  WrittenWorld world_;
};

void World::set_up_urns() {
  std::vector<std::uint32_t> node_of(plan_.drawn_by.size(), none);
  const auto note = [&](const RowPlan& row) {
    for (const CellPlan& cell : row.cells)
      if (cell.action == CellAction::other_end) node_of[cell.urn] = cell.node;
  };
  for (const RowPlan& row : plan_.kept) note(row);
  for (const KindPlan& kind : plan_.kinds)
    for (const NodePlan& node : kind.nodes) {
      note(node.row);
      for (const RowPlan& edge : node.edges) note(edge);
    }
  for (std::size_t urn = 0; urn < node_of.size(); ++urn) {
    std::uint64_t edges = 1;
    for (const std::uint32_t kind : plan_.drawn_by[urn])
      edges += copies_[*plan_.copied_kind[kind]].rounds();
    urns_.emplace_back(copies_[kind_of(node_of[urn])].rounds(), edges);
  }
}

/// The number of a copy of the cell's node; `none` where it would be of the subject's own kind and
/// there is none.
std::uint32_t World::draw(const CellPlan& cell, std::size_t subject_kind) {
  const std::size_t kind = kind_of(cell.node);
  const Copies& copies = copies_[kind];
  const std::uint32_t round = urns_[cell.urn].draw(random_);
  const std::uint32_t number = copies.dealing.number(*plan_.place_of[cell.node], round);
  if (number < copies.count) return number;
  // In a world smaller than the model another may stand for it, but not where that could close a circle.
  return kind == subject_kind ? none : static_cast<std::uint32_t>(number % copies.count);
}

std::uint32_t World::other_end(Subject& subject, const CellPlan& cell) {
  for (const auto& [node, number] : subject.ends)
    if (node == cell.node) return number;
  const std::uint32_t number = draw(cell, subject.kind);
  // Two nodes of the model stand for two.
  const bool taken = has_end(subject, kind_of(cell.node), number);
  subject.ends.emplace_back(cell.node, taken ? none : number);
  return subject.ends.back().second;
}

/// The row of a copy, with the edges that its cells make as far as there are facts left.
void World::write_node(Subject& subject, RowPlan row) {
  ++world_.nodes;
  for (CellPlan& cell : row.cells) {
    if (cell.action == CellAction::other_end) {
      const std::uint32_t end = other_end(subject, cell);
      cell.action = CellAction::as_is;
      cell.text = end == none ? std::string() : id_of(cell.node, end);
    }
    if (!cell.makes_edge) continue;
    if (facts_left() == 0) cell.text.clear();
    if (!cell.text.empty()) ++world_.edges;
  }
  rows_.write(subject.owner, row, {});
}

/// One of the stakes that may close a cycle waits until all companies have their holders.
void World::write_edge(Subject& subject, const RowPlan& edge) {
  std::uint32_t end = none;
  if (edge.end) {
    end = other_end(subject, edge.cells[*edge.end]);
    if (end == none) return;
  }
  ++world_.edges;
  const bool is_first =
      waiting_.empty() || waiting_.back().subject.owner.number != subject.owner.number;
  if (edge.may_close && is_first && random_.below(one_stake_in) == 0) {
    waiting_.push_back({subject, &edge, end});
    return;
  }
  if (edge.is_stake && end < held_last_[subject.kind].size())
    held_last_[subject.kind][end] = static_cast<std::uint32_t>(subject.owner.number);
  rows_.write(subject.owner, edge,
              edge.end ? id_of(edge.cells[*edge.end].node, end) : std::string());
}

/// The owner of a stake that waits: what its subject owns, directly or over another, where that is
/// anything.
std::uint32_t World::closing_owner(const WaitingStake& stake) {
  const Subject& subject = stake.subject;
  const std::vector<std::uint32_t>& held_last = held_last_[subject.kind];
  const auto held_by = [&](std::uint64_t number) {
    return number < held_last.size() ? held_last[number] : none;
  };
  const std::uint32_t held = held_by(subject.owner.number);
  const std::uint32_t further = held == none ? none : held_by(held);
  const std::uint32_t owner = further != none && random_.below(2) == 0 ? further : held;
  const bool fits =
      owner != none && owner != subject.owner.number && !has_end(subject, subject.kind, owner);
  return fits ? owner : stake.owner;
}

void World::write_subject(std::size_t kind, std::uint64_t number, const NodePlan& plan) {
  const auto days_back = static_cast<std::int32_t>(random_.below(days_moved));
  Subject subject{{&copies_[kind], number, days_back}, kind};
  write_node(subject, plan.row);
  for (const RowPlan& edge : plan.edges) {
    if (facts_left() == 0) break;
    write_edge(subject, edge);
  }
}

void World::write_kind(std::size_t kind, const Progress& progress) {
  const std::vector<NodePlan>& nodes = plan_.kinds[kind].nodes;
  std::uint64_t number = 0;
  const auto is_done = [&] {
    return kind == filler_ ? facts_left() == 0 : number == copies_[kind].count;
  };
  // What cannot be written is told when the folder is finished.
  for (std::uint32_t round = 0; !is_done() && folder_.good(); ++round) {
    progress(world_.nodes + world_.edges, facts_);
    for (const std::uint32_t node : copies_[kind].dealing.nodes_of(round)) {
      if (is_done()) break;
      write_subject(kind, number++, nodes[node]);
    }
  }
  for (const WaitingStake& stake : waiting_)
    rows_.write(stake.subject.owner, *stake.edge,
                id_of(stake.edge->cells[*stake.edge->end].node, closing_owner(stake)));
  waiting_.clear();
}

void World::write_kept() {
  for (RowPlan row : plan_.kept) {
    for (CellPlan& cell : row.cells) {
      if (cell.action != CellAction::other_end) continue;
      cell.action = CellAction::as_is;
      cell.text = id_of(cell.node, draw(cell, none));
    }
    rows_.write({}, row, {});
  }
  world_.nodes += plan_.kept_nodes;
  world_.edges += plan_.kept_edges;
}

WrittenWorld World::write(const Progress& progress) {
  write_kept();
  for (std::size_t kind = 0; kind < plan_.kinds.size(); ++kind)
    if (kind != filler_) write_kind(kind, progress);
  write_kind(filler_, progress);
  world_.files = rows_.files();
  return std::move(world_);
}

/// The sources as they are, and pack.yaml without published figures, which are of the model.
void write_texts(const ModelTables& model, const WorldSize& size, NewFolder& folder,
                 WrittenWorld& world) {
  NewFile& sources = folder.add(model.sources_file);
  sources.buffer() = model.sources->content();
  world.files.push_back({model.sources_file, model.source_count, sources.bytes()});
  YamlNode yaml = model.yaml;
  std::erase_if(yaml.entries, [](const YamlEntry& entry) {
    return entry.key.scalar.value == "published" || entry.key.scalar.value == "figures";
  });
  for (auto& [key, value] : yaml.entries)
    if (key.scalar.value == "title")
      value.scalar.value = fmt::format("Invented, of {} sites and {} facts, seed {}, made like: {}",
                                       size.sites, size.facts, size.seed, value.scalar.value);
    else if (key.scalar.value == "pack")
      value.scalar.value += "-synth";
  NewFile& file = folder.add("pack.yaml");
  file.buffer() = to_yaml(yaml);
  world.files.push_back({"pack.yaml", std::nullopt, file.bytes()});
}

}  // namespace

std::optional<WrittenWorld> write_world(const std::string& model_folder, const WorldSize& size,
                                        const std::string& folder, const Progress& progress,
                                        Diagnostics& diagnostics) {
  const auto model = detail::read_model(model_folder, diagnostics);
  if (!model) return std::nullopt;
  const WorldPlan plan = detail::world_plan(*model);
  const auto copies = detail::copy_plan(plan, *model, size, model_folder, diagnostics);
  if (!copies) return std::nullopt;
  auto made = NewFolder::at(folder);
  if (!made) {
    diagnostics.add(made.error());
    return std::nullopt;
  }
  WrittenWorld world = World(*model, plan, *copies, size, *made).write(progress);
  write_texts(*model, size, *made, world);
  if (const auto finished = std::move(*made).finish(); !finished) {
    diagnostics.add(finished.error());
    return std::nullopt;
  }
  return world;
}

}  // namespace harbinger::synth
