// SPDX-License-Identifier: Apache-2.0
// Instructions that ask the scalar back end: for each row, or once for each word of a dictionary.
#include "base/assert.hpp"
#include "expr/detail/instructions.hpp"
#include "expr/detail/scalar.hpp"

namespace harbinger::expr::detail {

namespace {

bool bit(const std::uint64_t* words, std::size_t i) {
  return ((words[i / 64] >> (i % 64)) & 1u) != 0;
}

Value value_at(const Lane& lane, LaneKind kind, std::size_t i) {
  if (bit(lane.errors, i)) return Error{"an argument failed"};
  if (!bit(lane.known, i)) return Unknown{};
  if (kind == LaneKind::truth) return bit(lane.truths, i);
  return lane.numbers[i];
}

void clear(Register& out) {
  out.truths.fill(0);
  out.known.fill(0);
  out.errors.fill(0);
}

void put(Register& out, std::size_t i, bool known, bool error, double number) {
  const std::uint64_t mask = 1ull << (i % 64);
  if (error) out.errors[i / 64] |= mask;
  if (!known) return;
  out.known[i / 64] |= mask;
  if (number != 0) out.truths[i / 64] |= mask;
  out.numbers[i] = number;
}

/// A bool or double as a number; a truth value is 0 or 1.
double number_of(const Value& value) {
  if (const auto* truth = value.get_if<bool>()) return *truth ? 1.0 : 0.0;
  HARBINGER_ASSERT(value.is<double>());
  return value.get<double>();
}

bool is_known_value(const Value& value) { return !value.is<Unknown>() && !value.is<Error>(); }

class CallByRow : public Instruction {
 public:
  CallByRow(const Node& call, LaneKind lane_kind, std::vector<InstructionPtr> arguments,
            std::size_t result)
      : Instruction(lane_kind), call_(call), arguments_(std::move(arguments)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    std::vector<Lane> lanes;
    for (const InstructionPtr& argument : arguments_) lanes.push_back(argument->evaluate(run));
    Register& out = run.registers[result_];
    // The first argument may stand in this register: rows are read before any is written.
    std::vector<Value> results(run.rows);
    for (std::size_t i = 0; i < run.rows; ++i) results[i] = at(lanes, i);
    clear(out);
    for (std::size_t i = 0; i < run.rows; ++i) {
      const bool known = is_known_value(results[i]);
      put(out, i, known, results[i].is<Error>(), known ? number_of(results[i]) : 0.0);
    }
    return out.lane();
  }

 private:
  [[nodiscard]] Value at(const std::vector<Lane>& lanes, std::size_t i) const {
    std::vector<Value> values;
    for (std::size_t a = 0; a < lanes.size(); ++a)
      values.push_back(value_at(lanes[a], arguments_[a]->kind(), i));
    return called(call_, std::move(values), no_row());
  }

  const Node& call_;
  std::vector<InstructionPtr> arguments_;
  std::size_t result_;
};

/// A row in which one text is all there is.
class TextRow : public Row {
 public:
  explicit TextRow(Value text) : text_(std::move(text)) {}
  [[nodiscard]] Value slot(std::uint32_t) const override { return text_; }

 private:
  Value text_;
};

class ByWord : public Instruction {
 public:
  ByWord(const Node& tree, LaneKind lane_kind, std::uint32_t slot, std::size_t table,
         std::size_t result)
      : Instruction(lane_kind), tree_(tree), slot_(slot), table_(table), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const Column& column = *run.columns[slot_];
    HARBINGER_ASSERT(column.kind == ColumnKind::text);
    const std::size_t words = column.dictionary->size();
    WordResults& results = run.word_results[table_];
    results.states.resize(words + 2, WordResults::State::open);
    results.numbers.resize(words + 2, 0.0);
    Register& out = run.registers[result_];
    clear(out);
    for (std::size_t i = 0; i < run.rows; ++i) {
      const std::size_t row = run.begin + i;
      const bool failed = column.errors.size() > row && column.errors[row];
      const std::size_t word = failed ? words + 1 : column.known[row] ? column.codes[row] : words;
      if (results.states[word] == WordResults::State::open) fill(column, word, results);
      put(out, i, results.states[word] == WordResults::State::known,
          results.states[word] == WordResults::State::error, results.numbers[word]);
    }
    return out.lane();
  }

 private:
  void fill(const Column& column, std::size_t word, WordResults& results) const {
    const std::size_t words = column.dictionary->size();
    const TextRow row(word < words    ? Value((*column.dictionary)[word])
                      : word == words ? Value(Unknown{})
                                      : Value(Error{"no value: an earlier step failed here"}));
    const Value value = ScalarEvaluator(row).evaluate(tree_);
    using State = WordResults::State;
    results.states[word] = value.is<Unknown>() ? State::unknown
                           : value.is<Error>() ? State::error
                                               : State::known;
    if (is_known_value(value)) results.numbers[word] = number_of(value);
  }

  const Node& tree_;
  std::uint32_t slot_;
  std::size_t table_;
  std::size_t result_;
};

/// Whether two columns hold the same text.
class TextComparison : public Instruction {
 public:
  TextComparison(bool equal, std::uint32_t a, std::uint32_t b, std::size_t result)
      : Instruction(LaneKind::truth), equal_(equal), a_(a), b_(b), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const Column& a = *run.columns[a_];
    const Column& b = *run.columns[b_];
    HARBINGER_ASSERT(a.kind == ColumnKind::text && b.kind == ColumnKind::text);
    Register& out = run.registers[result_];
    clear(out);
    for (std::size_t i = 0; i < run.rows; ++i) {
      const std::size_t row = run.begin + i;
      const bool failed = fails(a, row) || fails(b, row);
      const bool known = !failed && a.known[row] && b.known[row];
      const bool same = known && (*a.dictionary)[a.codes[row]] == (*b.dictionary)[b.codes[row]];
      put(out, i, known, failed, same == equal_ ? 1.0 : 0.0);
    }
    return out.lane();
  }

 private:
  static bool fails(const Column& column, std::size_t row) {
    return column.errors.size() > row && column.errors[row];
  }

  bool equal_;
  std::uint32_t a_;
  std::uint32_t b_;
  std::size_t result_;
};

}  // namespace

InstructionPtr call_by_row(const Node& call, LaneKind kind, std::vector<InstructionPtr> arguments,
                           std::size_t result) {
  return std::make_unique<CallByRow>(call, kind, std::move(arguments), result);
}
InstructionPtr by_word(const Node& tree, LaneKind kind, std::uint32_t slot, std::size_t table,
                       std::size_t result) {
  return std::make_unique<ByWord>(tree, kind, slot, table, result);
}
InstructionPtr text_comparison(bool equal, std::uint32_t a, std::uint32_t b, std::size_t result) {
  return std::make_unique<TextComparison>(equal, a, b, result);
}

}  // namespace harbinger::expr::detail
