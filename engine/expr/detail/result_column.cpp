// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/result_column.hpp"

#include <algorithm>

#include "expr/detail/kernels.hpp"

namespace harbinger::expr::detail {

namespace {

constexpr std::uint32_t no_word = 0xffffffff;

}  // namespace

void ResultColumn::append(const Lane& lane, const Run& run) {
  const std::size_t first = run.begin / 64;
  for (std::size_t w = 0; w < run.bit_words(); ++w) {
    const std::uint64_t known = lane.known[w];
    column_.known.words()[first + w] = known;
    column_.errors.words()[first + w] = lane.errors[w];
    if (column_.kind == ColumnKind::truth)
      column_.truths.words()[first + w] = lane.truths[w] & known;
  }
  if (column_.kind == ColumnKind::number) append_numbers(lane, run);
  if (column_.kind == ColumnKind::text) append_texts(lane, run);
}

void ResultColumn::append_numbers(const Lane& lane, const Run& run) {
  double* numbers = column_.numbers.data() + run.begin;
  for (std::size_t w = 0; w < run.bit_words(); ++w) {
    const std::size_t end = std::min(run.rows, 64 * w + 64);
    if (lane.known[w] == ~0ull)
      std::copy(lane.numbers + 64 * w, lane.numbers + end, numbers + 64 * w);
    else
      for (std::size_t i = 64 * w; i < end; ++i)
        numbers[i] = chosen(lane.known[w] >> (i % 64), lane.numbers[i], 0.0);
  }
}

void ResultColumn::append_texts(const Lane& lane, const Run& run) {
  words_.resize(run.texts.size(), no_word);
  for (std::size_t i = 0; i < run.rows; ++i) {
    if (!bit(lane.known, i)) continue;
    std::uint32_t& word = words_[lane.codes[i]];
    if (word == no_word) {
      word = static_cast<std::uint32_t>(codes_.size());
      codes_.push_back(lane.codes[i]);
    }
    column_.codes[run.begin + i] = word;
  }
}

Column ResultColumn::column(const Texts& texts) && {
  column_.known.clear_tail();
  column_.errors.clear_tail();
  column_.truths.clear_tail();
  if (column_.kind == ColumnKind::text) {
    std::vector<std::string> dictionary;
    dictionary.reserve(codes_.size());
    for (const std::uint32_t code : codes_) dictionary.push_back(texts[code]);
    column_.dictionary = std::make_shared<const std::vector<std::string>>(std::move(dictionary));
  }
  return std::move(column_);
}

}  // namespace harbinger::expr::detail
