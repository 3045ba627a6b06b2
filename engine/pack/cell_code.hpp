// SPDX-License-Identifier: Apache-2.0
// A cell in eight bytes, so that an attribute of all facts of one shape is a plain array.
//
// An exact number is its double. All else is a quiet NaN that says in 3 bits what it is and holds it in 48:
//
//     unknown        0, which is the NaN of the machine
//     truth          0 or 1
//     text           its TextId
//     date           the first day (32 bits) and how many days follow it (16)
//     share          billionths
//     number_range, share_range, texts     an index into what FactStore keeps beside the columns
//
// So a loop over numbers may read a code as a double: whatever is no exact number is NaN.
#pragma once

#include <bit>
#include <cstdint>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/strong_id.hpp"

namespace harbinger::pack {

using TextId = StrongId<struct TextTag>;  ///< Index into TextPool.

class CellCode {
 public:
  enum class Form : unsigned char {
    unknown,
    truth,
    text,
    date,
    share,
    number_range,
    share_range,
    texts,
    number,
  };

  constexpr CellCode() = default;
  static constexpr CellCode of(Form form, std::uint64_t payload) {
    CellCode code;
    code.bits_ = unknown_bits | (static_cast<std::uint64_t>(form) << 48u) | payload;
    return code;
  }
  static constexpr CellCode of_number(double number) {
    CellCode code;
    code.bits_ = std::bit_cast<std::uint64_t>(number);
    return code;
  }
  static constexpr CellCode of_date(Date date) {
    return of(Form::date, (std::uint64_t{static_cast<std::uint32_t>(date.first.number)} << 16u) |
                              static_cast<std::uint16_t>(date.last.number - date.first.number));
  }

  [[nodiscard]] constexpr Form form() const {
    if (bits_ >> 51u != unknown_bits >> 51u) return Form::number;
    return static_cast<Form>((bits_ >> 48u) & 7u);
  }
  [[nodiscard]] constexpr std::uint64_t payload() const { return bits_ & (most_payload - 1); }

  /// form number; NaN for every other.
  [[nodiscard]] constexpr double number() const { return std::bit_cast<double>(bits_); }
  /// form truth.
  [[nodiscard]] constexpr bool truth() const { return payload() != 0; }
  /// form text.
  [[nodiscard]] constexpr TextId text() const {
    return TextId(static_cast<std::uint32_t>(payload()));
  }
  /// form date.
  [[nodiscard]] constexpr Date date() const {
    const auto first = static_cast<std::int32_t>(static_cast<std::uint32_t>(payload() >> 16u));
    return {{first}, {first + static_cast<std::int32_t>(payload() & 0xFFFFu)}};
  }
  /// form share.
  [[nodiscard]] constexpr Decimal share() const { return {static_cast<std::int64_t>(payload())}; }

  /// Within one pack, equal codes are equal cells; two ranges or lists that are equal may differ in code.
  friend constexpr bool operator==(CellCode, CellCode) = default;

  static constexpr std::uint64_t most_payload = std::uint64_t{1} << 48u;  ///< Exclusive.

 private:
  static constexpr std::uint64_t unknown_bits = 0x7FF8'0000'0000'0000u;
  std::uint64_t bits_ = unknown_bits;
};

}  // namespace harbinger::pack
