// SPDX-License-Identifier: Apache-2.0
#include "base/csv_rows.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "base/csv_table.hpp"
#include "base/utf8.hpp"

using namespace harbinger;

namespace {

struct Read {
  std::vector<std::vector<std::string>> rows;  // the header first
  std::vector<std::string> told;
  bool complete = false;
};

std::shared_ptr<const SourceText> text_of(std::string content) {
  return std::make_shared<const SourceText>("t.csv", std::move(content));
}

std::string place(const TextPosition& where) {
  return fmt::format("{}:{}+{}", where.line, where.column, where.length);
}

Read read(const std::string& content, const CsvLimits& limits = {}) {
  Read out;
  Diagnostics diagnostics;
  auto rows = CsvRows::open(text_of(content), diagnostics, limits);
  if (rows) {
    out.rows.emplace_back();
    for (const CsvCell& cell : rows->header()) out.rows.back().emplace_back(cell.text);
    while (rows->next()) {
      out.rows.emplace_back();
      for (std::size_t i = 0; i < rows->header().size(); ++i)
        out.rows.back().emplace_back(rows->cell(i));
    }
    out.complete = rows->complete();
  }
  for (const Diagnostic& d : diagnostics.all())
    out.told.push_back(place(d.where) + " " + d.message);
  return out;
}

using Rows = std::vector<std::vector<std::string>>;
using Told = std::vector<std::string>;

/// The slow twin: RFC 4180 one character at a time. Nothing where the text has any defect.
std::optional<Rows> plain_rows(const std::string& text) {
  Rows rows;
  std::size_t i = 0;
  const auto at = [&](std::size_t k) { return k < text.size() ? text[k] : '\0'; };
  const auto line_end = [&](std::size_t k) -> std::size_t {  // how long the line's end is
    if (k >= text.size()) return 0;
    if (text[k] == '\n') return 1;
    return text[k] == '\r' && at(k + 1) == '\n' ? 2 : 0;
  };
  while (i < text.size()) {
    std::vector<std::string> row;
    bool any = false;
    while (true) {
      std::string cell;
      if (at(i) == '"') {
        any = true;
        for (++i;; ++i) {
          if (i >= text.size()) return std::nullopt;
          if (text[i] == '"' && at(i + 1) != '"') break;
          if (text[i] == '"') ++i;
          cell += text[i];
        }
        ++i;
        if (i < text.size() && text[i] != ',' && line_end(i) == 0) return std::nullopt;
      } else {
        while (i < text.size() && text[i] != ',' && line_end(i) == 0) {
          if (text[i] == '"') return std::nullopt;
          if (text[i] == '\r' && i + 1 == text.size()) break;  // a line's end without its half
          cell += text[i++];
        }
        if (at(i) == '\r' && i + 1 == text.size()) i = text.size();
      }
      row.push_back(cell);
      if (at(i) != ',') break;
      any = true;
      ++i;
    }
    i += line_end(i);
    if (!any && row.size() == 1 && row[0].empty()) continue;
    if (!rows.empty() && row.size() != rows.front().size()) return std::nullopt;
    rows.push_back(row);
  }
  if (rows.empty()) return std::nullopt;
  for (std::size_t a = 0; a < rows[0].size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (rows[0][a] == rows[0][b]) return std::nullopt;
  return rows;
}

std::string written(const std::string& cell, bool quoted) {
  const bool needs = cell.find_first_of(",\"\r\n") != std::string::npos;
  if (!quoted && !needs) return cell;
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

}  // namespace

TEST_CASE("Rows come with quotes taken off, and blank lines are none", "[csv]") {
  const Read found = read("\xEF\xBB\xBFid,name\r\n1,\"a, \"\"b\"\"\nc\"\r\n\n2,\n\"\",x");
  CHECK(found.rows == Rows{{"id", "name"}, {"1", "a, \"b\"\nc"}, {"2", ""}, {"", "x"}});
  CHECK(found.complete);
  CHECK(found.told.empty());
}

TEST_CASE("What is wrong with a table is told in one run, and the other rows are read", "[csv]") {
  const Read found = read("id,name,id\n1\n1,2,3\n4,5,6,7\nü,\"x\",\"never\n closed\n");
  CHECK(found.rows == Rows{{"id", "name", "id"}, {"1", "2", "3"}});
  CHECK_FALSE(found.complete);
  CHECK(found.told == Told{"1:9+2 column 'id' stands twice in the header",
                           "2:1+1 a row of 1 cells under a header of 3",
                           "4:1+1 a row of 4 cells under a header of 3",
                           "5:7+1 this quote is never closed"});
}

TEST_CASE("Quotes where none may stand end the table", "[csv]") {
  CHECK(read("a,b\n1,x\"y\n2,3\n").told ==
        Told{"2:4+1 a quote inside a cell that does not start with one; quote the cell and double "
             "the quote"});
  CHECK(read("a,b\n1,\"x\"y\n2,3\n").told ==
        Told{"2:6+1 text behind a closing quote; a quote inside a quoted cell is doubled"});
  // Half a line's end ends no line.
  CHECK(read("a,b\n1,\"x\"\r2,3\n").told ==
        Told{"2:6+1 text behind a closing quote; a quote inside a quoted cell is doubled"});
}

TEST_CASE("A text without a header is no table", "[csv]") {
  CHECK(read("").told == Told{"0:0+1 is empty; expected a header row"});
  CHECK(read("\n\r\n\n").told == Told{"0:0+1 is empty; expected a header row"});
  CHECK(read("a,b\n1,\xff\n").told == Told{"2:3+1 not UTF-8"});
  // Behind 64 bytes of ASCII, which are skipped eight at a time.
  CHECK(read("a\n" + std::string(70, 'x') + "\xc3\n").told == Told{"2:71+1 not UTF-8"});
}

TEST_CASE("A limit that is passed says which", "[csv]") {
  CsvLimits limits;
  limits.cell_bytes = 4;
  limits.columns = 2;
  limits.rows = 2;
  CHECK(read("a,b\n1,12345\n", limits).told ==
        Told{"2:3+1 a cell of more than 4 bytes (the limit)"});
  CHECK(read("a,b\n1,2,3\n", limits).told == Told{"2:5+1 more than 2 columns (the limit)"});
  const Read rows = read("a\n1\n2\n3\n4\n", limits);
  CHECK(rows.told == Told{"4:1+1 more than 2 rows (the limit)"});
  CHECK(rows.rows == Rows{{"a"}, {"1"}, {"2"}});
  CHECK_FALSE(rows.complete);
}

TEST_CASE("Each cell and row knows its line, through line breaks in quotes", "[csv]") {
  Diagnostics diagnostics;
  auto rows = CsvRows::open(text_of("a,b,c\n\"x\ny\",\"é\n\",\"z\"\n1,é,3\n"), diagnostics);
  REQUIRE(rows);
  REQUIRE(rows->next());
  CHECK(rows->line() == 2);
  CHECK(place(rows->position(0)) == "2:1+5");
  CHECK(place(rows->position(1)) == "3:4+4");
  CHECK(place(rows->position(2)) == "4:3+3");
  REQUIRE(rows->next());
  CHECK(rows->line() == 5);
  CHECK(place(rows->position(2)) == "5:5+1");
  CHECK_FALSE(rows->next());
}

TEST_CASE("Any text is read as one character at a time reads it", "[csv][property]") {
  const bool holds = rc::check("rows: soups of commas, quotes and line ends", [] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        ",", ",", "\n", "\n", "\r\n", "\"", "\"\"", "a", "b,", "é", "longer text of a cell",
        "\"q\"", "\",\"", std::string(61, 'x')));
    std::string content;
    for (const std::string& piece : pieces) content += piece;
    const auto plain = plain_rows(content);
    const Read fast = read(content);
    RC_ASSERT(fast.complete == plain.has_value());
    RC_ASSERT(fast.told.empty() == plain.has_value());
    if (plain) RC_ASSERT(fast.rows == *plain);
  });
  CHECK(holds);
}

TEST_CASE("What is written with quotes is read as it was, each cell at its place",
          "[csv][property]") {
  const bool holds = rc::check("rows: round trip", [](std::uint32_t seed) {
    const auto columns = *rc::gen::inRange<std::size_t>(1, 6);
    const auto cell =
        rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                         "a", "port of ", "\"", ",", "\n", "\r", "é", "2019-11-03", "0.51", "")),
                     [](const std::vector<std::string>& pieces) {
                       std::string all;
                       for (const std::string& piece : pieces) all += piece;
                       return all;
                     });
    const auto body =
        *rc::gen::container<Rows>(rc::gen::container<std::vector<std::string>>(columns, cell));
    std::string content;
    Rows expected{{}};
    for (std::size_t c = 0; c < columns; ++c) expected[0].push_back(fmt::format("c{}", c));
    expected.insert(expected.end(), body.begin(), body.end());
    std::vector<std::size_t> offsets;  // of each cell
    for (const auto& row : expected)
      for (std::size_t c = 0; c < columns; ++c) {
        offsets.push_back(content.size());
        seed = seed * 1664525 + 1013904223;
        content += written(row[c], columns == 1 || (seed >> 30) == 0);
        content += c + 1 < columns ? "," : (seed >> 29) % 2 != 0 ? "\r\n" : "\n";
      }
    const auto text = text_of(content);
    Diagnostics diagnostics;
    auto rows = CsvRows::open(text, diagnostics);
    RC_ASSERT(rows.has_value());
    for (std::size_t r = 1; r < expected.size(); ++r) {
      RC_ASSERT(rows->next());
      for (std::size_t c = 0; c < columns; ++c) {
        RC_ASSERT(rows->cell(c) == expected[r][c]);
        const auto [line, column] = text->line_and_column(offsets[r * columns + c]);
        RC_ASSERT(rows->position(c).line == line);
        RC_ASSERT(rows->position(c).column == column);
      }
      RC_ASSERT(rows->line() == text->line_and_column(offsets[r * columns]).first);
    }
    RC_ASSERT(!rows->next());
    const auto table = CsvTable::read(text, diagnostics);
    RC_ASSERT(table->rows() == body.size());
    for (std::size_t r = 0; r < body.size(); ++r)
      for (std::size_t c = 0; c < columns; ++c) RC_ASSERT(table->cell(r, c).text == body[r][c]);
    RC_ASSERT(!diagnostics.has_errors());
  });
  CHECK(holds);
}

TEST_CASE("The first byte that is not UTF-8 is found wherever it stands", "[utf8][property]") {
  const bool holds = rc::check("utf8: fast path", [] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("a", "eight or more", "é", "€", "😀", "\t"));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    RC_ASSERT(!first_invalid_utf8(text));
    const std::size_t before = text.size();
    const auto wrong = *rc::gen::element<std::string>(
        "\xff", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc3", "\x80");
    RC_ASSERT(first_invalid_utf8(text + wrong + "behind") == before);
  });
  CHECK(holds);
}
