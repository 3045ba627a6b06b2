// SPDX-License-Identifier: Apache-2.0
#include "synth/synth.hpp"

#include <algorithm>
#include <limits>
#include <memory>

#include "base/yaml_writer.hpp"
#include "synth/detail/attachment.hpp"
#include "synth/detail/dealing.hpp"
#include "synth/detail/invented_text.hpp"
#include "synth/detail/new_folder.hpp"
#include "synth/detail/world_plan.hpp"

namespace harbinger::synth {

namespace {

using detail::append_code;
using detail::append_number;
using detail::append_prose;
using detail::append_word;
using detail::Attachment;
using detail::CellAction;
using detail::CellPlan;
using detail::Dealing;
using detail::KindPlan;
using detail::mixed;
using detail::ModelTables;
using detail::NewFile;
using detail::NewFolder;
using detail::NodePlan;
using detail::Random;
using detail::RowPlan;
using detail::WorldPlan;

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t one_stake_in = 64;  ///< Of those that may close a cycle, one does.
constexpr std::int32_t most_moved = 5000;   ///< Thousandths of degrees.
constexpr std::uint32_t days_moved = 28;

/// The copies of a kind: how many there are to be, and what they are called.
struct Copies {
  Dealing dealing;
  std::uint64_t count = 0;  ///< At least 1; the last kind may get more.
  std::string name;         ///< "Site"
  std::string prefix;       ///< "site-"
  std::size_t digits = 1;

  [[nodiscard]] std::uint32_t rounds() const {
    return static_cast<std::uint32_t>(std::max<std::uint64_t>(1, count / dealing.nodes()));
  }
  /// In a world smaller than the model some nodes have no copy.
  [[nodiscard]] bool has(std::uint64_t number) const { return number < count; }
  void append_id(std::uint64_t number, std::string& out) const {
    out += prefix;
    append_number(number, digits, out);
  }
};

/// "site-", and more where an id of the model begins so.
std::string free_prefix(std::string kind, const ModelTables& model) {
  std::transform(kind.begin(), kind.end(), kind.begin(), [](char c) {
    return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  std::string prefix = kind + "-";
  const auto is_taken = [&](const detail::ModelNode& node) { return node.id.starts_with(prefix); };
  while (std::any_of(model.nodes.begin(), model.nodes.end(), is_taken)) prefix = "x-" + prefix;
  return prefix;
}

/// One subject while its rows are written.
struct Subject {
  const NodePlan& plan;
  const Copies& copies;
  std::size_t kind = 0;  ///< Index into WorldPlan::kinds.
  std::uint64_t number = 0;
  std::int32_t days_back = 0;
  std::uint64_t facts_left = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      ends{};  ///< Node of the model: its copy here.
};

struct WaitingStake {
  Subject subject;
  const RowPlan* edge;
  std::uint32_t owner;  ///< The one drawn.
};

class World {
 public:
  World(const ModelTables& model, const WorldSize& size, NewFolder& folder,
        const Progress& progress)
      : model_(model),
        size_(size),
        plan_(detail::world_plan(model)),
        random_(mixed(size.seed)),
        progress_(progress),
        folder_(folder) {}

  /// How many copies each kind gets. Nothing where there are too few facts, or too many.
  bool share_out(Diagnostics& diagnostics, const std::string& model_folder);
  WrittenWorld write();

 private:
  [[nodiscard]] std::uint64_t facts() const { return world_.nodes + world_.edges; }
  [[nodiscard]] std::uint64_t facts_of(const KindPlan& kind, std::uint64_t count) const;
  [[nodiscard]] std::uint64_t copies_within(const KindPlan& kind, std::uint64_t facts) const;
  [[nodiscard]] Copies copies_of(const KindPlan& kind) const;
  void set_up();
  void write_kept();
  void write_kind(std::size_t kind);
  void write_subjects(std::size_t kind);
  void write_subject(std::size_t kind, std::uint64_t number, std::uint32_t node);
  void write_edge(Subject& subject, const RowPlan& edge);
  void write_row(const Subject* subject, const RowPlan& row, std::uint32_t end);
  void append_cell(const Subject* subject, const CellPlan& cell, std::uint32_t end,
                   std::string& out);
  std::uint32_t other_end(Subject& subject, const CellPlan& cell);
  std::uint32_t draw(const CellPlan& cell, std::size_t subject_kind);
  std::uint32_t closing_owner(const WaitingStake& stake);
  void append_degrees(const CellPlan& cell, std::string& out);
  void write_texts();

  [[nodiscard]] std::size_t kind_of(std::uint32_t node) const {
    return *plan_.copied_kind[model_.nodes[node].kind];
  }

  const ModelTables& model_;
  const WorldSize& size_;
  WorldPlan plan_;
  Random random_;
  const Progress& progress_;
  NewFolder& folder_;
  std::vector<Copies> copies_;  ///< By kind of the plan.
  std::vector<Attachment> urns_;
  std::vector<std::vector<std::uint32_t>> held_last_;  ///< By kind and copy: one that it owns.
  std::vector<WaitingStake> waiting_;                  ///< Of the kind being written.
  std::vector<NewFile*> files_;                        ///< By table.
  std::vector<std::uint64_t> rows_;
  std::size_t last_kind_ = 0;  ///< The one that fills what is left.
  WrittenWorld world_;
};

Copies World::copies_of(const KindPlan& kind) const {
  const std::string& name = model_.schema.kinds[kind.kind].name;
  const auto nodes = static_cast<std::uint32_t>(kind.nodes.size());
  return {Dealing(nodes, mixed(size_.seed + kind.kind)), 0, name, free_prefix(name, model_),
          std::to_string(size_.facts).size()};
}

std::uint64_t World::facts_of(const KindPlan& kind, std::uint64_t count) const {
  const Copies& copies = copies_[static_cast<std::size_t>(&kind - plan_.kinds.data())];
  const std::uint64_t rounds = count / kind.nodes.size();
  std::uint64_t sum = rounds * kind.facts();
  const auto order = copies.dealing.nodes_of(static_cast<std::uint32_t>(rounds));
  for (std::size_t i = 0; i < count % kind.nodes.size(); ++i) sum += kind.nodes[order[i]].facts();
  return sum;
}

/// The most copies that have no more facts than these.
std::uint64_t World::copies_within(const KindPlan& kind, std::uint64_t facts) const {
  const std::uint64_t rounds = facts / kind.facts();
  std::uint64_t left = facts % kind.facts();
  std::uint64_t count = rounds * kind.nodes.size();
  const Copies& copies = copies_[static_cast<std::size_t>(&kind - plan_.kinds.data())];
  for (const std::uint32_t node : copies.dealing.nodes_of(static_cast<std::uint32_t>(rounds))) {
    if (kind.nodes[node].facts() > left) break;
    left -= kind.nodes[node].facts();
    ++count;
  }
  return count;
}

bool World::share_out(Diagnostics& diagnostics, const std::string& model_folder) {
  for (const KindPlan& kind : plan_.kinds) copies_.push_back(copies_of(kind));
  copies_.front().count = size_.sites;
  const std::uint64_t fixed =
      plan_.kept_nodes + plan_.kept_edges + facts_of(plan_.kinds.front(), size_.sites);
  std::uint64_t one_each = 0, round = 0;
  for (std::size_t i = 1; i < plan_.kinds.size(); ++i) {
    one_each += plan_.kinds[i].most_facts();
    round += plan_.kinds[i].facts();
    if (last_kind_ == 0 || plan_.kinds[i].nodes.size() > plan_.kinds[last_kind_].nodes.size())
      last_kind_ = i;
  }
  if (round == 0) {
    diagnostics.error(whole_file(model_folder),
                      "holds nothing but sites and what is carried over as it is: no other facts "
                      "can be made like it");
    return false;
  }
  if (size_.facts < fixed + one_each) {
    diagnostics
        .error(whole_file("--facts"), "a world of {} sites has at least {} facts, more than {}",
               size_.sites, fixed + one_each, size_.facts)
        .with_hint(fmt::format(
            "one like {} has {}", model_folder,
            fixed + std::max(one_each, round * size_.sites / plan_.kinds.front().nodes.size())));
    return false;
  }
  const std::uint64_t rest = size_.facts - fixed;
  for (std::size_t i = 1; i < plan_.kinds.size(); ++i) {
    const KindPlan& kind = plan_.kinds[i];
    const std::uint64_t share = rest < round
                                    ? kind.most_facts() + (rest - one_each) * kind.facts() / round
                                    : rest * kind.facts() / round;
    copies_[i].count = copies_within(kind, share);
  }
  return true;
}

void World::set_up() {
  for (const detail::ModelTable& table : model_.tables) {
    files_.push_back(&folder_.add(table.file));
    std::string& out = files_.back()->buffer();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (i > 0) out += ',';
      out += table.columns[i].name;
    }
    out += '\n';
  }
  rows_.resize(files_.size(), 0);
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
  for (const Copies& copies : copies_) held_last_.emplace_back(copies.count, none);
}

/// The number of a copy of the cell's node; `none` where it would be of the subject's own kind and there is none.
std::uint32_t World::draw(const CellPlan& cell, std::size_t subject_kind) {
  const std::size_t kind = kind_of(cell.node);
  const std::uint32_t round = urns_[cell.urn].draw(random_);
  const std::uint32_t number = copies_[kind].dealing.number(*plan_.place_of[cell.node], round);
  if (copies_[kind].has(number)) return number;
  // Another one may stand for it, but not where that could close a circle.
  return kind == subject_kind ? none : static_cast<std::uint32_t>(number % copies_[kind].count);
}

std::uint32_t World::other_end(Subject& subject, const CellPlan& cell) {
  for (const auto& [node, number] : subject.ends)
    if (node == cell.node) return number;
  const std::uint32_t number = draw(cell, subject.kind);
  const auto is_taken = [&](const auto& end) {
    return end.second == number && kind_of(end.first) == kind_of(cell.node);
  };
  // Two nodes of the model stand for two.
  const bool taken = std::any_of(subject.ends.begin(), subject.ends.end(), is_taken);
  subject.ends.emplace_back(cell.node, taken ? none : number);
  return subject.ends.back().second;
}

void World::append_degrees(const CellPlan& cell, std::string& out) {
  std::int32_t value =
      cell.value + static_cast<std::int32_t>(random_.below(2 * most_moved + 1)) - most_moved;
  if (cell.most == 180'000 && value > cell.most) value -= 2 * cell.most;
  if (cell.most == 180'000 && value < -cell.most) value += 2 * cell.most;
  value = std::clamp(value, -cell.most, cell.most);
  if (value < 0) out += '-';
  const auto size = static_cast<std::uint32_t>(value < 0 ? -value : value);
  append_number(size / 1000, 1, out);
  out += '.';
  append_number(size % 1000, 3, out);
}

void World::append_cell(const Subject* subject, const CellPlan& cell, std::uint32_t end,
                        std::string& out) {
  switch (cell.action) {
    case CellAction::as_is: out += cell.text; break;
    case CellAction::own_id: subject->copies.append_id(subject->number, out); break;
    case CellAction::own_edge_id:
      out += cell.text + '-';
      append_number(subject->number, 1, out);
      break;
    case CellAction::own_name:
      out += subject->copies.name + ' ';
      append_word(subject->number, out);
      break;
    case CellAction::other_end: copies_[kind_of(cell.node)].append_id(end, out); break;
    case CellAction::day: out += to_text(Day{cell.value - subject->days_back}); break;
    case CellAction::degrees: append_degrees(cell, out); break;
    case CellAction::code:
      append_code(subject->number, static_cast<std::size_t>(cell.value), out);
      break;
    case CellAction::prose: append_prose(static_cast<std::size_t>(cell.value), random_, out); break;
  }
}

/// Writes a row, of which `end` is the copy at the other end, if it has one.
void World::write_row(const Subject* subject, const RowPlan& row, std::uint32_t end) {
  NewFile& file = *files_[row.table];
  std::string& out = file.buffer();
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (i > 0) out += ',';
    append_cell(subject, row.cells[i], end, out);
  }
  out += '\n';
  file.written();
  ++rows_[row.table];
}

/// One of the stakes that may close a cycle waits until all companies have their holders.
void World::write_edge(Subject& subject, const RowPlan& edge) {
  std::uint32_t end = none;
  if (edge.end) {
    end = other_end(subject, edge.cells[*edge.end]);
    if (end == none) return;
  }
  ++world_.edges;
  --subject.facts_left;
  if (edge.may_close && random_.below(one_stake_in) == 0 &&
      (waiting_.empty() || waiting_.back().subject.number != subject.number)) {
    waiting_.push_back({subject, &edge, end});
    return;
  }
  if (edge.is_stake && end < held_last_[subject.kind].size())
    held_last_[subject.kind][end] = static_cast<std::uint32_t>(subject.number);
  write_row(&subject, edge, end);
}

/// The owner of a stake that waits: what its subject owns, directly or over another, where that is anything.
std::uint32_t World::closing_owner(const WaitingStake& stake) {
  const std::vector<std::uint32_t>& held_last = held_last_[stake.subject.kind];
  const auto held_by = [&](std::uint64_t number) {
    return number < held_last.size() ? held_last[number] : none;
  };
  const std::uint32_t held = held_by(stake.subject.number);
  const std::uint32_t further = held == none ? none : held_by(held);
  const std::uint32_t owner = further != none && random_.below(2) == 0 ? further : held;
  const auto is_taken = [&](const auto& end) {
    return end.second == owner && kind_of(end.first) == stake.subject.kind;
  };
  const bool fits = owner != none && owner != stake.subject.number &&
                    std::none_of(stake.subject.ends.begin(), stake.subject.ends.end(), is_taken);
  return fits ? owner : stake.owner;
}

void World::write_subject(std::size_t kind, std::uint64_t number, std::uint32_t node) {
  Subject subject{plan_.kinds[kind].nodes[node],
                  copies_[kind],
                  kind,
                  number,
                  static_cast<std::int32_t>(random_.below(days_moved)),
                  size_.facts - facts()};
  ++world_.nodes;
  --subject.facts_left;
  RowPlan row = subject.plan.row;
  for (CellPlan& cell : row.cells) {
    if (cell.action == CellAction::other_end) {
      const std::uint32_t end = other_end(subject, cell);
      cell.text.clear();
      cell.action = CellAction::as_is;
      if (end != none && !(cell.makes_edge && subject.facts_left == 0))
        copies_[kind_of(cell.node)].append_id(end, cell.text);
    } else if (cell.makes_edge && subject.facts_left == 0) {
      cell.text.clear();
    }
    if (!cell.makes_edge || cell.text.empty()) continue;
    ++world_.edges;
    --subject.facts_left;
  }
  write_row(&subject, row, none);
  for (const RowPlan& edge : subject.plan.edges) {
    if (subject.facts_left == 0) break;
    write_edge(subject, edge);
  }
}

void World::write_kind(std::size_t kind) {
  write_subjects(kind);
  for (const WaitingStake& stake : waiting_)
    write_row(&stake.subject, *stake.edge, closing_owner(stake));
  waiting_.clear();
}

void World::write_subjects(std::size_t kind) {
  const Dealing& dealing = copies_[kind].dealing;
  const bool fills = kind == last_kind_;
  std::uint64_t number = 0;
  for (std::uint32_t round = 0;; ++round) {
    progress_(facts(), size_.facts);
    for (const std::uint32_t node : dealing.nodes_of(round)) {
      if (fills ? facts() >= size_.facts : number == copies_[kind].count) return;
      write_subject(kind, number++, node);
    }
  }
}

void World::write_kept() {
  for (RowPlan row : plan_.kept) {
    for (CellPlan& cell : row.cells) {
      if (cell.action != CellAction::other_end) continue;
      const std::uint32_t end = draw(cell, none);
      cell.action = CellAction::as_is;
      cell.text.clear();
      copies_[kind_of(cell.node)].append_id(end, cell.text);
    }
    write_row(nullptr, row, none);
  }
  world_.nodes += plan_.kept_nodes;
  world_.edges += plan_.kept_edges;
}

/// The sources as they are, and pack.yaml without published figures, which are of the model.
void World::write_texts() {
  NewFile& sources = folder_.add(model_.sources_file);
  sources.buffer() = model_.sources->content();
  world_.files.push_back({model_.sources_file, model_.source_count, sources.bytes()});
  YamlNode yaml = model_.yaml;
  std::erase_if(yaml.entries, [](const YamlEntry& entry) {
    return entry.key.scalar.value == "published" || entry.key.scalar.value == "figures";
  });
  for (YamlEntry& entry : yaml.entries)
    if (entry.key.scalar.value == "title")
      entry.value.scalar.value =
          fmt::format("Invented, of {} sites and {} facts, seed {}, made like: {}", size_.sites,
                      facts(), size_.seed, entry.value.scalar.value);
    else if (entry.key.scalar.value == "pack")
      entry.value.scalar.value += "-synth";
  NewFile& file = folder_.add("pack.yaml");
  file.buffer() = to_yaml(yaml);
  world_.files.push_back({"pack.yaml", std::nullopt, file.bytes()});
}

WrittenWorld World::write() {
  set_up();
  write_kept();
  for (std::size_t kind = 0; kind < plan_.kinds.size(); ++kind)
    if (kind != last_kind_) write_kind(kind);
  write_kind(last_kind_);
  for (std::size_t table = 0; table < files_.size(); ++table)
    world_.files.push_back({model_.tables[table].file, rows_[table], files_[table]->bytes()});
  write_texts();
  return std::move(world_);
}

}  // namespace

std::optional<WrittenWorld> write_world(const std::string& model_folder, const WorldSize& size,
                                        const std::string& folder, const Progress& progress,
                                        Diagnostics& diagnostics) {
  const auto model = detail::read_model(model_folder, diagnostics);
  if (!model) return std::nullopt;
  auto made = NewFolder::at(folder);
  if (!made) {
    diagnostics.add(made.error());
    return std::nullopt;
  }
  World world(*model, size, *made, progress);
  if (!world.share_out(diagnostics, model_folder)) return std::nullopt;
  WrittenWorld written = world.write();
  if (const auto finished = std::move(*made).finish(); !finished) {
    diagnostics.add(finished.error());
    return std::nullopt;
  }
  return written;
}

}  // namespace harbinger::synth
