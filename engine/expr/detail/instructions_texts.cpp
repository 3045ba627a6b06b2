// SPDX-License-Identifier: Apache-2.0
// Texts in vectors are codes of Run::texts: equal texts have equal codes, whichever column they came from.
#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_set>

#include "base/assert.hpp"
#include "expr/detail/comparison_kernels.hpp"
#include "expr/detail/instructions.hpp"
#include "expr/detail/kernels.hpp"

namespace harbinger::expr::detail {

namespace {

constexpr Words no_rows{};
constexpr std::uint32_t no_code = 0xffffffff;

/// The words of a column's dictionary as codes of the run, each looked up when it first turns up. Of a dictionary
/// larger than the column, where hardly a word comes twice, each is looked up anew.
class TextColumn : public Instruction {
 public:
  TextColumn(std::uint32_t slot, std::size_t words, std::size_t result)
      : Instruction(ColumnKind::text), slot_(slot), words_(words), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const Column& column = *run.columns[slot_];
    HARBINGER_ASSERT(column.kind == ColumnKind::text);
    std::vector<std::uint32_t>& codes = run.words[words_];
    const bool remembers = column.dictionary->size() <= column.size();
    if (remembers) codes.resize(column.dictionary->size(), no_code);
    Register& out = run.registers[result_];
    Lane lane = out.lane();
    lane.known = column.known.words().data() + run.begin / 64;
    lane.errors =
        column.errors.size() == 0 ? no_rows.data() : column.errors.words().data() + run.begin / 64;
    for (std::size_t i = 0; i < run.rows; ++i) {
      if (!bit(lane.known, i)) continue;
      const std::uint32_t word = column.codes[run.begin + i];
      const std::string& text = (*column.dictionary)[word];
      if (remembers && codes[word] == no_code) codes[word] = run.texts.code_of(text);
      out.codes[i] = remembers ? codes[word] : run.texts.code_of(text);
    }
    return lane;
  }

 private:
  std::uint32_t slot_;
  std::size_t words_;
  std::size_t result_;
};

class ConstantTexts : public Instruction {
 public:
  ConstantTexts(const Value& value, std::size_t result)
      : Instruction(ColumnKind::text), value_(value), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    Register& out = run.registers[result_];
    const auto* text = value_.get_if<std::string>();
    out.codes.fill(text != nullptr ? run.texts.code_of(*text) : 0);
    out.known.fill(text != nullptr ? ~0ull : 0ull);
    out.errors.fill(value_.is<Error>() ? ~0ull : 0ull);
    return out.lane();
  }

 private:
  Value value_;
  std::size_t result_;
};

/// Whether a column's text is one of some constants: whether its code is one of theirs.
class TextMembership : public Instruction {
 public:
  TextMembership(std::uint32_t slot, std::vector<std::string> texts, bool differs,
                 std::size_t place, std::size_t result)
      : Instruction(ColumnKind::truth),
        slot_(slot),
        texts_(std::move(texts)),
        flip_(differs ? ~0ull : 0ull),
        place_(place),
        result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const Column& column = *run.columns[slot_];
    HARBINGER_ASSERT(column.kind == ColumnKind::text);
    Register& out = run.registers[result_];
    out.truths.fill(0);
    const std::uint32_t* codes = column.codes.data() + run.begin;
    if (column.dictionary->size() > column.size()) {
      compare_texts(column, run, out);
    } else {
      const TextSet& set = set_of(column, run);
      if (set.codes.size() <= most_codes)
        for (const std::uint32_t code : set.codes)
          comparison_kernels().with_code(codes, code, run.rows, out.truths.data());
      else
        look_up(column, set, run, out);
    }
    for (std::size_t w = 0; w < run.bit_words(); ++w) out.truths[w] ^= flip_;
    Lane lane = out.lane();
    lane.known = column.known.words().data() + run.begin / 64;
    lane.errors =
        column.errors.size() == 0 ? no_rows.data() : column.errors.words().data() + run.begin / 64;
    return lane;
  }

 private:
  /// From so many on it is faster to look up each row's code.
  static constexpr std::size_t most_codes = 8;

  [[nodiscard]] bool contains(const std::string& text) const {
    return std::find(texts_.begin(), texts_.end(), text) != texts_.end();
  }

  /// Which words of the dictionary are meant.
  const TextSet& set_of(const Column& column, Run& run) const {
    TextSet& set = run.text_sets[place_];
    if (set.is_made) return set;
    const std::unordered_set<std::string_view> texts(texts_.begin(), texts_.end());
    set.is_made = true;
    set.contains.assign(column.dictionary->size(), 0);
    for (std::uint32_t code = 0; code < set.contains.size(); ++code) {
      if (!texts.contains((*column.dictionary)[code])) continue;
      set.contains[code] = 1;
      set.codes.push_back(code);
    }
    return set;
  }

  static void look_up(const Column& column, const TextSet& set, const Run& run, Register& out) {
    const std::uint64_t* known = column.known.words().data() + run.begin / 64;
    for (std::size_t i = 0; i < run.rows; ++i)
      if (bit(known, i) && set.contains[column.codes[run.begin + i]] != 0)
        out.truths[i / 64] |= single_bits[i % 64];
  }

  /// Where a dictionary has more words than the column has rows, it is not worth looking through.
  void compare_texts(const Column& column, const Run& run, Register& out) const {
    for (std::size_t i = 0; i < run.rows; ++i)
      if (column.known[run.begin + i] &&
          contains((*column.dictionary)[column.codes[run.begin + i]]))
        out.truths[i / 64] |= single_bits[i % 64];
  }

  std::uint32_t slot_;
  std::vector<std::string> texts_;
  std::uint64_t flip_;
  std::size_t place_;
  std::size_t result_;
};

template <class Test>
class TextEquality : public Instruction {
 public:
  TextEquality(InstructionPtr a, InstructionPtr b, std::size_t result)
      : Instruction(ColumnKind::truth), a_(std::move(a)), b_(std::move(b)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    Register& out = run.registers[result_];
    const std::array<Lane, 2> lanes = {a_->evaluate(run), b_->evaluate(run)};
    strict_flags(lanes, run.bit_words(), out);
    test_rows(lanes[0].codes, lanes[1].codes, run.rows, out.truths.data(), Test{});
    return out.lane();
  }

 private:
  InstructionPtr a_;
  InstructionPtr b_;
  std::size_t result_;
};

/// By code point, which for UTF-8 is by byte.
template <class Test>
class TextOrder : public Instruction {
 public:
  TextOrder(InstructionPtr a, InstructionPtr b, std::size_t result)
      : Instruction(ColumnKind::truth), a_(std::move(a)), b_(std::move(b)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 2> lanes = {a_->evaluate(run), b_->evaluate(run)};
    Register& out = run.registers[result_];
    strict_flags(lanes, run.bit_words(), out);
    out.truths.fill(0);
    for (std::size_t i = 0; i < run.rows; ++i) {
      if (!bit(out.known.data(), i)) continue;
      const int order = run.texts[lanes[0].codes[i]].compare(run.texts[lanes[1].codes[i]]);
      if (Test{}(order, 0)) out.truths[i / 64] |= 1ull << (i % 64);
    }
    return out.lane();
  }

 private:
  InstructionPtr a_;
  InstructionPtr b_;
  std::size_t result_;
};

}  // namespace

InstructionPtr text_column(std::uint32_t slot, std::size_t words, std::size_t result) {
  return std::make_unique<TextColumn>(slot, words, result);
}
InstructionPtr constant_texts(const Value& value, std::size_t result) {
  return std::make_unique<ConstantTexts>(value, result);
}

InstructionPtr text_membership(std::uint32_t slot, std::vector<std::string> texts, bool differs,
                               std::size_t place, std::size_t result) {
  return std::make_unique<TextMembership>(slot, std::move(texts), differs, place, result);
}

InstructionPtr text_comparison(Operator op, InstructionPtr a, InstructionPtr b,
                               std::size_t result) {
  const auto made = [&]<class T>(std::type_identity<T>) -> InstructionPtr {
    return std::make_unique<T>(std::move(a), std::move(b), result);
  };
  switch (op) {
    case Operator::equal: return made(std::type_identity<TextEquality<std::equal_to<>>>{});
    case Operator::not_equal: return made(std::type_identity<TextEquality<std::not_equal_to<>>>{});
    case Operator::less: return made(std::type_identity<TextOrder<std::less<>>>{});
    case Operator::less_equal: return made(std::type_identity<TextOrder<std::less_equal<>>>{});
    case Operator::greater: return made(std::type_identity<TextOrder<std::greater<>>>{});
    default: return made(std::type_identity<TextOrder<std::greater_equal<>>>{});
  }
}

}  // namespace harbinger::expr::detail
