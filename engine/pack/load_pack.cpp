// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <limits>
#include <numeric>
#include <unordered_set>

#include "base/files.hpp"
#include "base/yaml_reader.hpp"
#include "pack/detail/csv_table.hpp"
#include "pack/detail/fact_reader.hpp"
#include "pack/detail/pack_text.hpp"
#include "pack/detail/schema_builder.hpp"
#include "pack/pack.hpp"

namespace harbinger::pack {

namespace {

using detail::CsvTable;

/// Reads one file of the pack and notes its hash. A name that leaves the folder is an error.
class PackFolder {
 public:
  PackFolder(std::string folder, Pack& pack, Diagnostics& diagnostics)
      : folder_(std::move(folder)), pack_(pack), diagnostics_(diagnostics) {}

  std::shared_ptr<const SourceText> read(const std::string& name, const TextPosition& named_at) {
    const std::filesystem::path path(name);
    const bool leaves = path.is_absolute() || std::any_of(path.begin(), path.end(),
                                                          [](const auto& p) { return p == ".."; });
    if (leaves) {
      diagnostics_.error(named_at, "'{}' is outside the pack's folder", name);
      return nullptr;
    }
    const std::string whole = (std::filesystem::path(folder_) / path).string();
    std::error_code code;
    const auto real = std::filesystem::weakly_canonical(whole, code);
    const auto home = std::filesystem::weakly_canonical(folder_, code);
    if (std::mismatch(home.begin(), home.end(), real.begin(), real.end()).first != home.end()) {
      diagnostics_.error(named_at, "'{}' is a link to outside the pack's folder", name);
      return nullptr;
    }
    const auto status = std::filesystem::status(real, code);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
      diagnostics_.error(whole_file(whole), "is no regular file");
      return nullptr;
    }
    auto text = read_file(whole);
    if (!text) {
      diagnostics_.add(text.error());
      return nullptr;
    }
    pack_.files.push_back({whole, sha256((*text)->content())});
    return *text;
  }

  std::optional<CsvTable> read_table(const WrittenText& name) {
    const auto text = read(name.value, name.where());
    if (!text) return std::nullopt;
    pack_.tables.push_back(text->name());
    return CsvTable::read(text, diagnostics_);
  }

 private:
  std::string folder_;
  Pack& pack_;
  Diagnostics& diagnostics_;
};

void read_published(const CsvTable& table, Pack& pack, Diagnostics& diagnostics) {
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto text = [&](std::string_view name) {
      const auto column = table.find_column(name);
      return column ? std::string(table.cell(row, *column).text) : std::string();
    };
    pack.published.push_back({text("id"), text("figure"), text("value"), text("unit"),
                              text("as_of"), text("source"), text("how_counted")});
    if (pack.published.back().id.empty())
      diagnostics.error(table.row_position(row), "a published figure without an id");
  }
}

void read_figures(const detail::PackText& text, Pack& pack, Diagnostics& diagnostics) {
  std::vector<std::string> ids;
  for (const PublishedFigure& figure : pack.published) ids.push_back(figure.id);
  for (const detail::FigureText& figure : text.figures) {
    if (std::find(ids.begin(), ids.end(), figure.published.value) == ids.end())
      diagnostics
          .error(figure.published.where(), "unknown published figure '{}'", figure.published.value)
          .did_you_mean(figure.published.value, ids);
    pack.figures.push_back({figure.published.value, figure.match, figure.where, figure.value,
                            figure.combine, figure.why});
  }
}

/// Orders nodes and edges by id, which makes indices stable whatever the order of rows and tables.
void order_by_id(Pack& pack) {
  std::vector<std::uint32_t> order(pack.nodes.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return pack.nodes[a].id < pack.nodes[b].id; });
  std::vector<std::uint32_t> place(order.size());
  std::vector<NodeFact> nodes;
  nodes.reserve(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = static_cast<std::uint32_t>(i);
    nodes.push_back(std::move(pack.nodes[order[i]]));
  }
  pack.nodes = std::move(nodes);
  for (EdgeFact& edge : pack.edges) edge.from = place[edge.from], edge.to = place[edge.to];
  std::sort(pack.edges.begin(), pack.edges.end(),
            [](const EdgeFact& a, const EdgeFact& b) { return a.id < b.id; });
  std::sort(pack.files.begin(), pack.files.end(),
            [](const PackFile& a, const PackFile& b) { return a.path < b.path; });
}

TextPosition place_of(const Pack& pack, const Fact& fact) {
  TextPosition where = whole_file(pack.tables[fact.table]);
  where.line = fact.line;
  where.column = 1;
  return where;
}

/// A relation that must not come back to where it started (a place within itself): each cycle once.
void check_no_cycle(const Pack& pack, RelationId relation, Diagnostics& diagnostics) {
  if (!relation.valid()) return;
  std::vector<std::vector<const EdgeFact*>> out(pack.nodes.size());
  for (const EdgeFact& edge : pack.edges)
    if (edge.relation == relation) out[edge.from].push_back(&edge);
  enum class Mark : unsigned char { fresh, open, done };
  std::vector<Mark> marks(pack.nodes.size(), Mark::fresh);
  for (std::uint32_t start = 0; start < pack.nodes.size(); ++start) {
    if (marks[start] != Mark::fresh || out[start].empty()) continue;
    std::vector<std::pair<std::uint32_t, std::size_t>> path{{start, 0}};
    marks[start] = Mark::open;
    while (!path.empty()) {
      auto& [node, next] = path.back();
      if (next == out[node].size()) {
        marks[node] = Mark::done;
        path.pop_back();
        continue;
      }
      const EdgeFact& edge = *out[node][next++];
      if (marks[edge.to] == Mark::open) {
        std::string cycle;
        auto from = std::find_if(path.begin(), path.end(),
                                 [&](const auto& step) { return step.first == edge.to; });
        for (; from != path.end(); ++from) cycle += pack.nodes[from->first].id + " -> ";
        diagnostics.error(place_of(pack, edge), "{} forms a cycle: {}{}",
                          pack.schema.relations[relation.index()].name, cycle,
                          pack.nodes[edge.to].id);
      } else if (marks[edge.to] == Mark::fresh) {
        marks[edge.to] = Mark::open;
        path.emplace_back(edge.to, 0);
      }
    }
  }
}

/// No entity is held for more than 100 % on one day: the low ends of the stakes that hold on the first day of
/// any of them are added.
void check_shares(const Pack& pack, Diagnostics& diagnostics) {
  const Roles& roles = pack.schema.roles;
  if (!roles.owns.valid() || !roles.share) return;
  const auto low_share = [&](const EdgeFact& edge) {
    const auto* share = std::get_if<DecimalRange>(&edge.cells[*roles.share]);
    return share != nullptr ? share->low : Decimal{};
  };
  std::vector<std::vector<const EdgeFact*>> stakes(pack.nodes.size());
  for (const EdgeFact& edge : pack.edges)
    if (edge.relation == roles.owns) stakes[edge.to].push_back(&edge);
  for (const auto& held : stakes)
    for (const EdgeFact* last : held) {
      // A stake that begins within a month or year may follow one that ends in it: the last day decides.
      const Day day = last->validity.from ? last->validity.from->last
                                          : Day{std::numeric_limits<std::int32_t>::min()};
      Decimal sum{};
      for (const EdgeFact* stake : held)
        if (stake->validity.holds_on(day) &&
            !(stake != last && stake->validity.to && stake->validity.to->last == day))
          sum = sum + low_share(*stake);
      if (sum <= Decimal{Decimal::one} || low_share(*last) == Decimal{}) continue;
      diagnostics.error(
          place_of(pack, *last), "the stakes in '{}' add up to {} % {}", pack.nodes[last->to].id,
          to_text(Decimal{sum.units * 100}),
          last->validity.from ? "on " + to_text(day) : std::string("where they are undated"));
      break;
    }
}

void check_lists(const detail::PackText& text, const Pack& pack, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const NodeFact& node : pack.nodes) names.push_back(node.id);
  for (const detail::LegalTestText& test : text.legal_tests)
    for (const WrittenText& list : test.lists)
      if (!pack.find_node(list.value))
        diagnostics.error(list.where(), "unknown list '{}'", list.value)
            .did_you_mean(list.value, names);
}

void check_sites(const Pack& pack, const std::shared_ptr<const SourceText>& yaml,
                 Diagnostics& diagnostics) {
  const KindId site = pack.schema.roles.site;
  const bool any = std::any_of(pack.nodes.begin(), pack.nodes.end(),
                               [&](const NodeFact& n) { return n.kind == site; });
  if (!any) diagnostics.error({yaml, 0, 0, 1}, "the pack holds no sites: there is nothing to rank");
}

}  // namespace

std::optional<std::uint32_t> Pack::find_node(std::string_view node_id) const {
  const auto found = std::lower_bound(
      nodes.begin(), nodes.end(), node_id,
      [](const NodeFact& node, std::string_view wanted) { return node.id < wanted; });
  if (found == nodes.end() || found->id != node_id) return std::nullopt;
  return static_cast<std::uint32_t>(found - nodes.begin());
}

std::optional<Pack> load_pack(const std::string& folder, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  const auto failed = [&] { return diagnostics.error_count() > errors_before; };
  Pack pack;
  PackFolder files(folder, pack, diagnostics);
  const auto yaml = files.read("pack.yaml", whole_file(folder));
  if (!yaml) return std::nullopt;
  const auto tree = read_yaml(yaml, diagnostics);
  if (!tree) return std::nullopt;
  detail::PackText text;
  if (!detail::PackText::shape().read(*tree, text, diagnostics)) return std::nullopt;
  detail::SchemaPlan plan = detail::build_schema(text, diagnostics);
  pack.legal_tests = detail::build_legal_tests(text, diagnostics);
  if (failed()) return std::nullopt;

  pack.id = text.pack;
  pack.title = text.title;
  pack.date = text.date.last;
  pack.schema = std::move(plan.schema);
  detail::FactReader reader(pack, diagnostics);
  if (const auto table = files.read_table(text.sources))
    reader.read_sources(*table);
  else
    reader.lose_sources();
  for (const bool relations : {false, true})
    for (const detail::TablePlan& table_plan : plan.tables) {
      if (table_plan.is_relation != relations) continue;
      const auto table = files.read_table(table_plan.file);
      if (table && relations) reader.read_edges(table_plan, *table);
      if (table && !relations) reader.read_nodes(table_plan, *table);
      if (!table && !relations) reader.lose_nodes();
    }
  reader.resolve_refs();
  if (text.published)
    if (const auto table = files.read_table(*text.published))
      read_published(*table, pack, diagnostics);
  read_figures(text, pack, diagnostics);

  // What could be read is checked all the same, so that one run tells all.
  order_by_id(pack);
  check_no_cycle(pack, pack.schema.roles.located_in, diagnostics);
  check_no_cycle(pack, pack.schema.roles.part_of, diagnostics);
  check_shares(pack, diagnostics);
  if (reader.has_all_nodes()) {
    check_lists(text, pack, diagnostics);
    check_sites(pack, yaml, diagnostics);
  }
  if (failed()) return std::nullopt;
  return pack;
}

}  // namespace harbinger::pack
