// SPDX-License-Identifier: Apache-2.0
// Several programs in one plan against the scalar back end, row by row.
#include "expr/block_plan.hpp"

#include "base/parallel.hpp"
#include "expressions.hpp"
#include "generated_expressions.hpp"
#include "wide_expressions.hpp"

namespace harbinger::expr {

using namespace testing;

namespace {

class ColumnsRow : public Row {
 public:
  ColumnsRow(const std::vector<Column>& columns, std::size_t row) : columns_(columns), row_(row) {}
  [[nodiscard]] Value slot(std::uint32_t slot) const override { return columns_[slot].at(row_); }

 private:
  const std::vector<Column>& columns_;
  std::size_t row_;
};

/// Of columns for generated_environment(), some numbers made ranges.
std::vector<Column> with_ranges(std::vector<Column> columns, unsigned seed) {
  std::mt19937 random(seed);
  for (std::size_t c = 0; c < 2; ++c) {
    columns[c].uppers = columns[c].numbers;
    for (std::size_t row = 0; row < columns[c].size(); ++row)
      if (random() % 20 == 0 && columns[c].known[row]) columns[c].uppers[row] += 1.5;
  }
  return columns;
}

/// What a block says of a row.
Value value_at(const BlockValues& values, ColumnKind kind, std::size_t i) {
  const auto bit = [&](const std::uint64_t* words) {
    return ((words[i / 64] >> (i % 64)) & 1u) != 0;
  };
  if (bit(values.errors)) return Error{"some"};
  if (!bit(values.known)) return Unknown{};
  return kind == ColumnKind::truth ? Value(bit(values.truths)) : Value(values.numbers[i]);
}

Value in_block(const Program& program, const Row& row) {
  Value value = program.held(program.evaluate(row));
  return value.is<Range>() ? Value(Unknown{}) : value;
}

/// Where the plan first differs from the rows; empty where they agree.
std::string difference(const std::vector<Program>& programs, const std::vector<Column>& columns) {
  std::vector<const Column*> pointers;
  for (const Column& column : columns) pointers.push_back(&column);
  const std::size_t rows = columns[0].size();
  BlockPlan::Worker worker(BlockPlan(programs), pointers);
  for (std::size_t begin = 0; begin < rows; begin += block_rows) {
    worker.start(begin, std::min(rows, begin + block_rows));
    for (std::size_t p = 0; p < programs.size(); ++p) {
      const BlockValues values = worker.values(p);
      for (std::size_t row = begin; row < std::min(rows, begin + block_rows); ++row) {
        const Value fast = value_at(values, *programs[p].kind(), row - begin);
        const Value slow = in_block(programs[p], ColumnsRow(columns, row));
        if (!same(fast, slow))
          return fmt::format("{} at row {}: the plan says {}, the row {}", programs[p].text().value,
                             row, to_text(fast), to_text(slow));
      }
    }
  }
  return {};
}

Program program_of(TypeKind kind, const std::string& text) {
  Diagnostics diagnostics;
  auto program =
      check_as(kind, "it", written_argument("expr", text), generated_environment(), diagnostics);
  INFO(text << "\n" << messages(diagnostics));
  REQUIRE(program.has_value());
  return *std::move(program);
}

/// Conditions that have parts in common, and numbers.
std::vector<Program> drawn_programs(unsigned seed) {
  std::mt19937 random(seed);
  WideExpressions::Drawn drawn;
  WideExpressions wide([&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); },
                       drawn);
  std::vector<std::string> parts = {"n0 > 1", "t0", "n1 < n2", "s0 == \"a\""};
  for (int i = 0; i < 3; ++i) parts.push_back(wide.truth(1));
  const auto part = [&] { return "(" + parts[random() % parts.size()] + ")"; };
  std::vector<Program> programs;
  for (int i = 0; i < 8; ++i) {
    const char* between = random() % 2 == 0 ? " && " : " || ";
    std::string text = part() + between + part();
    if (random() % 2 == 0) text = "!(" + text + ")" + between + part();
    programs.push_back(program_of(TypeKind::boolean, text));
    if (random() % 3 == 0) parts.push_back(text);
  }
  for (int i = 0; i < 3; ++i) programs.push_back(program_of(TypeKind::number, wide.number(2)));
  return programs;
}

}  // namespace

TEST_CASE("Programs in one plan say what each says row by row", "[expr][plan][property]") {
  CHECK(rc::check("plan is scalar", [](unsigned seed) {
    const std::size_t rows = seed % 25 == 0 ? 2100 : 130;
    const std::vector<Program> programs = drawn_programs(seed);
    const std::vector<Column> columns = generated_columns(rows, seed, true);
    RC_ASSERT(difference(programs, columns) == "");
    RC_ASSERT(difference(programs, with_ranges(columns, seed)) == "");
  }));
}

TEST_CASE("In rows that are not wanted a plan may say anything, in the others it is right",
          "[expr][plan]") {
  const std::vector<Program> programs = {program_of(TypeKind::number, "double(s0.size()) + n0")};
  const std::vector<Column> columns = generated_columns(100, 3, true);
  std::vector<const Column*> pointers;
  for (const Column& column : columns) pointers.push_back(&column);
  BlockPlan::Worker worker(BlockPlan(programs), pointers);
  worker.start(0, 100);
  const std::array<std::uint64_t, 2> wanted = {0x00ff00ff00ff00ffull, 0x7ull};
  const BlockValues values = worker.values(0, wanted);
  for (std::size_t row = 0; row < 100; ++row)
    if (((wanted[row / 64] >> (row % 64)) & 1u) != 0)
      CHECK(same(value_at(values, ColumnKind::number, row),
                 in_block(programs[0], ColumnsRow(columns, row))));
}

TEST_CASE("A shared condition is right for who asks second, though the first wanted few rows of it",
          "[expr][plan]") {
  // The first program settles most rows by t0; the second wants n0 > 1 in all.
  const std::vector<Program> programs = {program_of(TypeKind::boolean, "t0 && n0 > 1"),
                                         program_of(TypeKind::boolean, "1 < n0 || t1"),
                                         program_of(TypeKind::boolean, "false || n0 > 1")};
  for (unsigned seed = 0; seed < 20; ++seed)
    CHECK(difference(programs, generated_columns(1500, seed, true)) == "");
}

}  // namespace harbinger::expr
