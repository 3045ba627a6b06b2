// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <tuple>

#include <rapidcheck.h>
#include <sys/stat.h>

#include "pack/pack.hpp"
#include "pack/pack_folder.hpp"

using namespace harbinger;
using harbinger::tests::PackFolder;

namespace {

/// The errors of a pack, each as `file:line:column message`, in the order told.
std::vector<std::string> errors_of(const PackFolder& folder) {
  Diagnostics diagnostics;
  REQUIRE_FALSE(pack::load_pack(folder.path(), diagnostics));
  std::vector<std::string> lines;
  for (const Diagnostic& d : diagnostics.all()) {
    const std::string name = d.where.text->name();
    lines.push_back(fmt::format("{}:{}:{} {}", name.substr(name.rfind('/') + 1), d.where.line,
                                d.where.column, d.message));
  }
  return lines;
}

pack::Pack loaded(const PackFolder& folder) {
  Diagnostics diagnostics;
  auto pack = pack::load_pack(folder.path(), diagnostics);
  for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
  REQUIRE(pack);
  return std::move(*pack);
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("A pack is its facts, typed, dated and in order", "[pack]") {
  const PackFolder folder;
  const pack::Pack pack = loaded(folder);
  REQUIRE(pack.nodes.size() == 4);
  CHECK(pack.nodes[0].id() == "AAA");
  CHECK(pack.nodes[1].id() == "maker");
  CHECK(std::get<pack::NumberRange>(pack.nodes[1].cell(1)) == pack::NumberRange{10, 20});
  CHECK(std::get<bool>(pack.nodes[1].cell(2)));
  CHECK(to_text(std::get<Date>(pack.nodes[1].cell(0))) == "1997");
  REQUIRE(pack.edges.size() == 4);
  CHECK(pack.edges[0].id() == "OWNS:AAA:maker:2010");
  CHECK(pack.edges[1].id() == "LOCATED_IN:port:AAA");
  CHECK(std::get<DecimalRange>(pack.edges[0].cell(0)).low == *parse_decimal("0.5"));
  CHECK(pack.edges[3].id() == "PART_OF:terminal:port");
  CHECK(pack.schema.confidence[pack.edges[3].confidence()].word ==
        "low");                                        // of the row that says so
  CHECK_FALSE(pack::is_known(pack.nodes[3].cell(2)));  // an empty cell is unknown
}

TEST_CASE("A validity holds from the first day of its beginning to the last of its end", "[pack]") {
  const PackFolder folder;
  const pack::Pack pack = loaded(folder);
  const pack::Validity validity = pack.edges[0].validity();
  CHECK_FALSE(validity.holds_on(*parse_day("2009-12-31")));
  CHECK(validity.holds_on(*parse_day("2010-01-01")));
  CHECK(validity.holds_on(*parse_day("2020-06-30")));
  CHECK_FALSE(validity.holds_on(*parse_day("2020-07-01")));
}

TEST_CASE("All defects of all tables are told in one run, each at its cell", "[pack]") {
  const PackFolder folder;
  folder.write("companies.csv",
               "id,name,founded,staff,listed,confidence,source\n"
               "maker,Maker,1997-13,ten,maybe,hihg,s2\n"
               "maker,,1997,10,yes,high,\n");
  folder.write("owns.csv",
               "owner,owned,share,valid_from,valid_to,confidence,source\n"
               "AAA,makr,1.2,2010,2009,high,s1\n"
               "port,maker,0.5,,,high,s1\n");
  CHECK(
      errors_of(folder) ==
      Lines{"companies.csv:2:31 unknown confidence 'hihg'",
            "companies.csv:2:36 unknown source 's2'",
            "companies.csv:2:13 founded: expected a date (2019, 2019-11 or 2019-11-05), found "
            "'1997-13'",
            "companies.csv:2:21 staff: expected a whole number or a range like [1, 2], found 'ten'",
            "companies.csv:2:25 listed: expected yes or no, found 'maybe'",
            "companies.csv:3:25 a fact without a source", "companies.csv:3:7 a row without a name",
            fmt::format("companies.csv:3:1 id 'maker' stands already at {}/companies.csv:2",
                        folder.path()),
            "owns.csv:2:19 valid_to 2009 is before valid_from 2010",
            "owns.csv:2:10 share: a share of 120 % is outside 0 to 100 % (shares are fractions)",
            "owns.csv:2:5 unknown id 'makr'",
            "owns.csv:3:1 'port' is a Site, expected a Company or Country"});
}

TEST_CASE("A table that is not CSV is told at the place", "[pack]") {
  const PackFolder folder;
  folder.write("countries.csv", "id,name,confidence,source\nAAA,\"Aland,high,s1\n");
  CHECK(errors_of(folder).front() == "countries.csv:2:5 this quote is never closed");
  folder.write("countries.csv", "id,name,confidence,source\nAAA,Aland,high\n");
  CHECK(errors_of(folder).front() == "countries.csv:2:1 a row of 3 cells under a header of 4");
  folder.write("countries.csv", "id,name,confidence,source\nAAA,Al\xffnd,high,s1\n");
  CHECK(errors_of(folder).front() == "countries.csv:2:7 not UTF-8");
  folder.write("countries.csv", "id,name,confidence,source,colour\nAAA,Aland,high,s1,red\n");
  CHECK(errors_of(folder).front() ==
        "countries.csv:1:27 column 'colour' is not declared for this table in pack.yaml");
  folder.write("countries.csv", "");
  CHECK(errors_of(folder).front() == "countries.csv:0:0 is empty; expected a header row");
}

TEST_CASE("A quoted cell keeps commas, doubled quotes and line breaks", "[pack]") {
  const PackFolder folder;
  folder.write(
      "countries.csv",
      "\xEF\xBB\xBFid,name,confidence,source\r\nAAA,\"A, \"\"the\"\"\nisland\",high,s1\r\n\r\n");
  CHECK(loaded(folder).nodes[0].name() == "A, \"the\"\nisland");
}

TEST_CASE("A place cannot be part of itself", "[pack]") {
  const PackFolder folder;
  folder.write(
      "sites.csv",
      "id,name,country,part_of,lat,confidence,source\na,A,AAA,b,,high,s1\nb,B,AAA,a,,high,s1\n");
  CHECK(errors_of(folder) == Lines{"sites.csv:3:1 PART_OF forms a cycle: a -> b -> a"});
}

TEST_CASE("A pack without sites, without a table, or that reaches outside its folder is refused",
          "[pack]") {
  const PackFolder folder;
  folder.write("sites.csv", "id,name,country,part_of,lat,confidence,source\n");
  folder.write("owns.csv", "owner,owned,share,valid_from,valid_to,confidence,source\n");
  CHECK(errors_of(folder) ==
        Lines{"pack.yaml:0:0 the pack holds no sites: there is nothing to rank"});
  std::filesystem::remove(folder.path() + "/sites.csv");
  CHECK(errors_of(folder) == Lines{"sites.csv:0:0 no such file"});
  const PackFolder outside;
  outside.write(
      "pack.yaml",
      "pack: p\ndate: 2020\nconfidence: {high: 1}\nsources: ../sources.csv\nroles: {site: S}\n"
      "nodes: [{table: sites.csv, kind: S}]\n");
  CHECK(errors_of(outside).front() ==
        "pack.yaml:4:10 '../sources.csv' is outside the pack's folder");
}

TEST_CASE("Mistakes in pack.yaml name the nearest right word", "[pack]") {
  const PackFolder folder;
  folder.write("pack.yaml",
               "pack: p\ndate: 2020\nconfidence: {high: 2}\nsources: sources.csv\nroles: {site: "
               "Sit, onws: OWNS}\n"
               "nodes: [{table: sites.csv, kind: Site, attributes: {lat: numbr}}]\n");
  CHECK(errors_of(folder) ==
        Lines{"pack.yaml:6:58 unknown type 'numbr'; expected text, texts, integer, number, share, "
              "date, truth or {ref: [...]}",
              "pack.yaml:3:14 confidence 'high' is 2; expected a probability from 0 to 1",
              "pack.yaml:5:15 unknown kind 'Sit'", "pack.yaml:5:20 unknown role 'onws'"});
}

TEST_CASE("A defect of one kind does not hide those of another", "[pack]") {
  const PackFolder folder;
  folder.write("companies.csv",
               "id,name,founded,staff,listed,confidence,source\nmaker,Maker,soon,1,yes,high,s1\n");
  folder.write("sites.csv",
               "id,name,country,part_of,lat,confidence,source\na,A,AAA,a,95,high,s1\n");
  folder.write("owns.csv",
               "owner,owned,share,valid_from,valid_to,confidence,source\n"
               "AAA,maker,0.6,2010,,high,s1\nmaker,maker,0.5,2012,,high,s1\n");
  const Lines errors = errors_of(folder);
  REQUIRE(errors.size() == 4);
  CHECK(errors[0] ==
        "companies.csv:2:13 founded: expected a date (2019, 2019-11 or 2019-11-05), found 'soon'");
  CHECK(errors[1] == "sites.csv:2:11 lat: expected degrees from -90 to 90, found 95");
  CHECK(errors[2] == "sites.csv:2:1 PART_OF forms a cycle: a -> a");
  CHECK(errors[3] == "owns.csv:3:1 the stakes in 'maker' add up to 110 % on 2012-12-31");
}

TEST_CASE("A stake that follows another within one month does not add to it", "[pack]") {
  const PackFolder folder;
  folder.write("owns.csv",
               "owner,owned,share,valid_from,valid_to,confidence,source\n"
               "AAA,maker,0.6,2010,2019-12,high,s1\nAAA,maker,0.7,2019-12,,high,s1\n");
  CHECK(loaded(folder).edges.size() == 5);
}

TEST_CASE("The stakes that are too many are those that a sum for each day finds", "[pack]") {
  CHECK(rc::check([] {
    struct Row {
      int share, from, to;  // percent; years, 0: open
    };
    const auto year = rc::gen::inRange(0, 8);
    const auto rows = *rc::gen::container<std::vector<Row>>(
        rc::gen::map(rc::gen::tuple(rc::gen::inRange(0, 60), year, year), [](const auto& drawn) {
          const auto [share, from, to] = drawn;
          return Row{share, from, to == 0 ? 0 : std::max(from, to)};
        }));
    std::string table = "id,owner,owned,share,valid_from,valid_to,confidence,source\n";
    const auto written = [](int y) { return y == 0 ? std::string() : std::to_string(2000 + y); };
    for (std::size_t i = 0; i < rows.size(); ++i)
      table += fmt::format("e{},AAA,maker,{},{},{},high,s1\n", i, rows[i].share / 100.0,
                           written(rows[i].from), written(rows[i].to));
    const PackFolder folder;
    folder.write("owns.csv", table);
    // On the last day of the year in which one begins, without the others that end in it.
    bool any = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      int sum = 0;
      for (std::size_t j = 0; j < rows.size(); ++j) {
        const bool begun = rows[j].from <= rows[i].from;
        const bool open = rows[j].to == 0;
        const bool ends_now = !open && rows[j].to == rows[i].from;
        if (begun && (open || rows[j].to > rows[i].from || (ends_now && i == j)))
          sum += rows[j].share;
      }
      any = any || (sum > 100 && rows[i].share > 0);
    }
    Diagnostics told;
    RC_ASSERT(pack::load_pack(folder.path(), told).has_value() == !any);
    RC_ASSERT(told.error_count() == (any ? 1u : 0u));
    if (any) RC_ASSERT(told.all()[0].message.starts_with("the stakes in 'maker' add up to"));
  }));
}

TEST_CASE("A column of wrong ids is told for so many rows, and the rest are counted", "[pack]") {
  const PackFolder folder;
  std::string table = "owner,owned,share,valid_from,valid_to,confidence,source\n";
  for (int i = 0; i < 5000; ++i) table += fmt::format("AAX,maker,0,{},,high,s1\n", 1000 + i);
  folder.write("owns.csv", table);
  Diagnostics diagnostics;
  CHECK_FALSE(pack::load_pack(folder.path(), diagnostics));
  REQUIRE(diagnostics.all().size() == 1001);
  const auto suggestions =
      std::count_if(diagnostics.all().begin(), diagnostics.all().end(),
                    [](const Diagnostic& told) { return told.hint == "did you mean 'AAA'?"; });
  CHECK(suggestions == 20);
  CHECK(diagnostics.all()[999].where.line == 1001);
  CHECK(diagnostics.all()[1000].message == "4000 more mistakes, behind the first 1000");
}

TEST_CASE("A table that is lost is told once, not at each row that names it", "[pack]") {
  const PackFolder folder;
  std::filesystem::remove(folder.path() + "/countries.csv");
  CHECK(errors_of(folder) == Lines{"countries.csv:0:0 no such file"});
}

TEST_CASE("A link out of the pack and a pipe in it are not read", "[pack]") {
  const PackFolder folder;
  std::filesystem::remove(folder.path() + "/countries.csv");
  std::filesystem::create_symlink("/etc/hostname", folder.path() + "/countries.csv");
  CHECK(errors_of(folder).front().find("is a link to outside the pack's folder") !=
        std::string::npos);
  std::filesystem::remove(folder.path() + "/countries.csv");
  REQUIRE(mkfifo((folder.path() + "/countries.csv").c_str(), 0600) == 0);
  CHECK(errors_of(folder).front() == "countries.csv:0:0 is no regular file");
}
