// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <rapidcheck.h>

#include "base/yaml_reader.hpp"
#include "pack/edits.hpp"
#include "pack/pack_folder.hpp"

using namespace harbinger;
using harbinger::tests::PackFolder;

namespace {

pack::Pack loaded(const std::string& folder) {
  Diagnostics diagnostics;
  auto pack = pack::load_pack(folder, diagnostics);
  for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
  REQUIRE(pack);
  return std::move(*pack);
}

/// Edits as {removed: [...], added: [...], changed: [...]} in YAML.
pack::FactEdits edits_of(const std::string& yaml) {
  Diagnostics diagnostics;
  const auto tree = read_yaml(std::make_shared<const SourceText>("s.yaml", yaml), diagnostics);
  for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(to_text(d) << yaml);
  REQUIRE(tree);
  pack::FactEdits edits;
  if (const YamlNode* removed = tree->find("removed"))
    for (const YamlNode& id : removed->items) edits.removed.push_back(id.scalar);
  const auto rows = [&](const char* key, const char* name_key, auto& out) {
    const YamlNode* list = tree->find(key);
    if (list == nullptr) return;
    for (const YamlNode& item : list->items) {
      auto& row = out.emplace_back();
      for (const auto& [name, value] : item.entries) {
        if (name.scalar.value != name_key) {
          row.cells.emplace_back(name.scalar, value);
        } else if constexpr (requires { row.table; }) {
          row.table = value.scalar;
        } else {
          row.id = value.scalar;
        }
      }
    }
  };
  rows("added", "table", edits.added);
  rows("changed", "fact", edits.changed);
  return edits;
}

pack::Pack edited(const pack::Pack& base, const std::string& yaml) {
  Diagnostics diagnostics;
  auto result = pack::edited(base, edits_of(yaml), diagnostics);
  for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
  REQUIRE(result);
  return std::move(*result);
}

std::vector<std::string> errors_of(const pack::Pack& base, const std::string& yaml) {
  Diagnostics diagnostics;
  REQUIRE_FALSE(pack::edited(base, edits_of(yaml), diagnostics));
  std::vector<std::string> lines;
  for (const Diagnostic& d : diagnostics.all()) {
    const std::string name = d.where.text ? d.where.text->name() : "";
    lines.push_back(fmt::format("{}:{}:{} {}{}", name.substr(name.rfind('/') + 1), d.where.line,
                                d.where.column, d.message, d.hint.empty() ? "" : "; " + d.hint));
  }
  return lines;
}

std::optional<pack::Fact> fact(const pack::Pack& pack, const std::string& id) {
  const auto place = pack.find_fact(id);
  return place ? std::optional(pack::Fact(pack.facts(), *place)) : std::nullopt;
}

/// Why two packs do not hold the same facts; empty where they do. Places of rows may differ.
std::string difference(const pack::Pack& a, const pack::Pack& b) {
  const auto same = [](const pack::Fact& x, const pack::Fact& y) {
    return x.id() == y.id() && x.validity() == y.validity() && x.confidence() == y.confidence() &&
           std::ranges::equal(x.sources(), y.sources()) && x.note() == y.note();
  };
  if (a.nodes.size() != b.nodes.size())
    return fmt::format("{} and {} nodes", a.nodes.size(), b.nodes.size());
  if (a.edges.size() != b.edges.size())
    return fmt::format("{} and {} edges", a.edges.size(), b.edges.size());
  for (std::size_t i = 0; i < a.nodes.size(); ++i) {
    const pack::NodeFact x = a.nodes[i], y = b.nodes[i];
    if (!same(x, y) || x.kind() != y.kind() || x.name() != y.name() || !pack::same_cells(x, y))
      return fmt::format("{} and {}", x.id(), y.id());
  }
  for (std::size_t i = 0; i < a.edges.size(); ++i) {
    const pack::EdgeFact x = a.edges[i], y = b.edges[i];
    if (!same(x, y) || x.relation() != y.relation() || x.from() != y.from() || x.to() != y.to() ||
        !pack::same_cells(x, y))
      return fmt::format("{} and {}", x.id(), y.id());
  }
  return {};
}

/// The pack that the edited files of another load as.
pack::Pack written_and_loaded(const pack::Pack& base, const pack::Pack& edited,
                              const PackFolder& folder) {
  Diagnostics diagnostics;
  const auto files = pack::edited_files(base, edited, diagnostics);
  for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
  REQUIRE(files);
  for (const FileContent& file : *files) folder.write(file.path, file.content);
  return loaded(folder.path());
}

using Lines = std::vector<std::string>;

/// Random edits of a pack that fit it: facts to remove that no other edit needs, and changes of confidence,
/// dates and cells that any value fits.
std::string drawn_edits(const pack::Pack& pack) {
  const auto count = pack.nodes.size() + pack.edges.size();
  std::string removed, changed;
  std::vector<bool> taken(count, false);
  const int edits = *rc::gen::inRange(1, 6);
  for (int i = 0; i < edits; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, count);
    if (taken[at]) continue;
    taken[at] = true;
    const bool is_edge = at >= pack.nodes.size();
    const std::string id =
        is_edge ? pack.edges[at - pack.nodes.size()].id() : std::string(pack.nodes[at].id());
    if (*rc::gen::inRange(0, 2) == 0)
      removed += "  - \"" + id + "\"\n";
    else
      changed += "  - {fact: \"" + id + "\", confidence: low, note: \"a, \\\"b\\\"\"}\n";
  }
  return "title: drawn\n" + (removed.empty() ? "" : "removed:\n" + removed) +
         (changed.empty() ? "" : "changed:\n" + changed);
}

}  // namespace

TEST_CASE("A node that goes takes its edges, and what names it becomes unknown", "[edits]") {
  const PackFolder folder;
  const pack::Pack base = loaded(folder.path());
  const pack::Pack after = edited(base, "removed: [port]");
  CHECK(base.nodes.size() == 4);  // the base is untouched
  CHECK_FALSE(fact(after, "port"));
  CHECK_FALSE(fact(after, "PART_OF:terminal:port"));
  CHECK(fact(after, "LOCATED_IN:terminal:AAA"));
  const auto terminal = after.find_node("terminal");
  CHECK_FALSE(pack::is_known(after.nodes[*terminal].cell(1)));
  const PackFolder out;
  CHECK(difference(after, written_and_loaded(base, after, out)).empty());
}

TEST_CASE("An edge that a cell makes goes with that cell", "[edits]") {
  const PackFolder folder;
  const pack::Pack base = loaded(folder.path());
  const pack::Pack after = edited(base, "removed: ['LOCATED_IN:port:AAA']");
  CHECK_FALSE(pack::is_known(after.nodes[*after.find_node("port")].cell(0)));
  CHECK(fact(after, "LOCATED_IN:terminal:AAA"));
  const PackFolder out;
  CHECK(difference(after, written_and_loaded(base, after, out)).empty());
}

TEST_CASE("A changed fact keeps what is not given; a derived id follows its columns", "[edits]") {
  const PackFolder folder;
  const pack::Pack base = loaded(folder.path());
  const pack::Pack after =
      edited(base,
             "changed:\n  - {fact: maker, staff: [5, 7], listed: ''}\n"
             "  - {fact: 'OWNS:AAA:maker:2010', valid_from: 2011-05, share: 0.75}\n"
             "  - {fact: terminal, part_of: , confidence: high}\n");
  const auto& maker = after.nodes[*after.find_node("maker")];
  CHECK(to_text(std::get<Date>(maker.cell(0))) == "1997");
  CHECK(std::get<pack::NumberRange>(maker.cell(1)) == pack::NumberRange{5, 7});
  CHECK_FALSE(pack::is_known(maker.cell(2)));
  CHECK_FALSE(fact(after, "OWNS:AAA:maker:2010"));
  REQUIRE(fact(after, "OWNS:AAA:maker:2011-05"));
  CHECK(to_text(*fact(after, "OWNS:AAA:maker:2011-05")->validity().to) == "2020-06");
  CHECK_FALSE(fact(after, "PART_OF:terminal:port"));
  CHECK(fact(after, "LOCATED_IN:terminal:AAA"));
  CHECK(after.tables[maker.table()] == "s.yaml");
  CHECK(maker.line() == 2);
  const PackFolder out;
  CHECK(difference(after, written_and_loaded(base, after, out)).empty());
}

TEST_CASE("An added row is a row of its table, and may need a column more", "[edits]") {
  const PackFolder folder;
  const pack::Pack base = loaded(folder.path());
  const pack::Pack after = edited(
      base,
      "added:\n"
      "  - {table: companies.csv, id: bank, name: 'Bank, of \"A\"', confidence: low, source: s1}\n"
      "  - {table: sites.csv, id: dock, name: Dock, country: AAA, part_of: port, lat: 2, "
      "confidence: low, source: [s1], note: new}\n"
      "  - {table: owns.csv, id: stake, owner: bank, owned: dock, share: 0.1, confidence: low, "
      "source: s1}\n");
  REQUIRE(fact(after, "stake"));
  CHECK(fact(after, "PART_OF:dock:port"));
  CHECK(fact(after, "dock")->note() == "new");
  CHECK(after.nodes[*after.find_node("bank")].name() == "Bank, of \"A\"");
  const PackFolder out;
  CHECK(difference(after, written_and_loaded(base, after, out)).empty());
  // Edits of edits: what was added can be changed and can go.
  const pack::Pack third =
      edited(after, "removed: [dock]\nchanged: [{fact: bank, name: Bank, staff: 3}]");
  CHECK_FALSE(fact(third, "stake"));
  CHECK(third.nodes[*third.find_node("bank")].name() == "Bank");
  const PackFolder again;
  CHECK(difference(third, written_and_loaded(base, third, again)).empty());
}

TEST_CASE("A node can be replaced by another of its id", "[edits]") {
  const PackFolder folder;
  const pack::Pack base = loaded(folder.path());
  const pack::Pack after = edited(base,
                                  "removed: [maker]\nadded:\n  - {table: companies.csv, id: maker, "
                                  "name: Other, confidence: low, source: s1}\n");
  CHECK(after.nodes[*after.find_node("maker")].name() == "Other");
  CHECK_FALSE(fact(after, "OWNS:AAA:maker:2010"));
  const PackFolder out;
  CHECK(difference(after, written_and_loaded(base, after, out)).empty());
}

TEST_CASE("Rows that no edit touches stay as they are written", "[edits]") {
  const PackFolder folder;
  folder.write("companies.csv",
               "id,name,founded,staff,listed,confidence,source\r\n"
               "maker,\"Maker\",1997, 007 ,yes,high,s1\r\n"
               "third,Third,,\"[1, 2]\",,high,s1\r\n");
  const pack::Pack base = loaded(folder.path());
  const pack::Pack after = edited(base, "changed: [{fact: third, staff: 9}]");
  Diagnostics diagnostics;
  const auto files = pack::edited_files(base, after, diagnostics);
  REQUIRE(files);
  const auto companies = std::find_if(files->begin(), files->end(),
                                      [](const auto& f) { return f.path == "companies.csv"; });
  CHECK(companies->content ==
        "id,name,founded,staff,listed,confidence,source\r\n"
        "maker,\"Maker\",1997, 007 ,yes,high,s1\r\n"
        "third,Third,,9,,high,s1\r\n");
}

TEST_CASE("All mistakes of the edits are told in one run, each at its place", "[edits]") {
  const PackFolder folder;
  const pack::Pack base = loaded(folder.path());
  CHECK(errors_of(base,
                  "removed: [prot, maker, maker]\n"
                  "changed:\n"
                  "  - {fact: maker, staff: 1}\n"
                  "  - {fact: 'LOCATED_IN:port:AAA', confidence: low}\n"
                  "  - {fact: port, id: b, lat: x}\n"
                  "  - {fact: port, lat: 1}\n"
                  "added:\n"
                  "  - {table: company.csv, id: b}\n"
                  "  - {table: owns.csv, owner: AAA, owned: bb, shares: 1, confidence: lo, "
                  "source: s2}\n"
                  "  - {table: sites.csv, id: terminal, name: T, confidence: low}\n") ==
        Lines{"s.yaml:1:11 unknown fact 'prot'; did you mean 'port'?",
              "s.yaml:1:24 'maker' is removed twice; first at s.yaml:1:17",
              "s.yaml:3:12 'maker' is removed and changed",
              "s.yaml:4:13 'LOCATED_IN:port:AAA' has no row of its own: the column 'country' of "
              "'port' makes it; change the column 'country' of 'port'",
              "s.yaml:6:12 'port' is changed twice",
              "s.yaml:5:18 the id of a fact stays as it is; remove the fact and add another",
              "s.yaml:5:30 lat: expected a number or a range like [1, 2], found 'x'",
              "s.yaml:8:13 the pack has no table 'company.csv'; did you mean 'companies.csv'?",
              "s.yaml:10:13 a fact without a source",
              "s.yaml:10:28 id 'terminal' stands already at " + folder.path() + "/sites.csv:3",
              "s.yaml:9:46 the table 'owns.csv' has no column 'shares'; did you mean 'share'?",
              "s.yaml:9:69 unknown confidence 'lo'; did you mean 'low'?",
              "s.yaml:9:81 unknown source 's2'; did you mean 's1'?",
              "s.yaml:9:42 unknown id 'bb'"});
  CHECK(errors_of(base, "changed: [{fact: port, part_of: terminal}]") ==
        Lines{"sites.csv:3:1 PART_OF forms a cycle: port -> terminal -> port"});
  CHECK(errors_of(base, "removed: [port, terminal]") ==
        Lines{"s.yaml:1:17 no site is left: there would be nothing to rank"});
  CHECK(errors_of(base,
                  "added: [{table: owns.csv, owner: AAA, owned: maker, share: 0.6, valid_from: "
                  "2012, confidence: low, source: s1}]") ==
        Lines{"s.yaml:1:1 the stakes in 'maker' add up to 110 % on 2012-12-31"});
}

TEST_CASE("A changed file is not copied", "[edits]") {
  const PackFolder folder;
  const pack::Pack base = loaded(folder.path());
  folder.write("owns.csv", "owner,owned,share,confidence,source\n");
  Diagnostics diagnostics;
  CHECK_FALSE(pack::edited_files(base, base, diagnostics));
  CHECK(diagnostics.all().front().message == "has changed since the pack was read");
}

TEST_CASE("The written copy of a pack with random edits loads as the edited pack", "[edits]") {
  const std::string bundled = std::string(HARBINGER_SOURCE_DIR) + "/data/scanners";
  const PackFolder folder;
  for (const auto& [path, most] : {std::pair(folder.path(), 60), std::pair(bundled, 12)}) {
    const pack::Pack base = loaded(path);
    int done = 0;
    CHECK(rc::check([&, most = most] {
      if (done == most) return;
      Diagnostics diagnostics;
      const auto after = pack::edited(base, edits_of(drawn_edits(base)), diagnostics);
      if (!after) return;  // an edge that a cell makes was changed, or the last site went
      const PackFolder out;
      RC_ASSERT(difference(*after, written_and_loaded(base, *after, out)) == "");
      ++done;
    }));
    CHECK(done >= 10);
  }
}
