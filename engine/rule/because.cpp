// SPDX-License-Identifier: Apache-2.0
#include "rule/because.hpp"

#include <cmath>

#include <fmt/format.h>

namespace harbinger::rule {

namespace {

std::string readable_number(double number) {
  if (!std::isfinite(number)) return fmt::format("{}", number);
  // Whole numbers to the last digit that a double holds for certain.
  if (number == std::floor(number) && std::abs(number) < 1e15) return fmt::format("{:.0f}", number);
  const double size = std::abs(number);
  const int whole_digits = size >= 1 ? static_cast<int>(std::floor(std::log10(size))) + 1 : 0;
  if (whole_digits >= 15 || size < 1e-4) return fmt::format("{:.3g}", number);
  const int first_digit = size >= 1 ? 0 : -static_cast<int>(std::floor(std::log10(size))) - 1;
  const int decimals = size >= 1 ? std::max(0, 3 - whole_digits) : 3 + first_digit;
  std::string text = fmt::format("{:.{}f}", number, decimals);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

/// The part of a written text from `begin` on, with its place.
WrittenText part_of(const WrittenText& text, std::size_t begin, std::size_t size) {
  const auto first = text.offsets.begin() + static_cast<std::ptrdiff_t>(begin);
  return {text.value.substr(begin, size),
          text.text,
          {first, first + static_cast<std::ptrdiff_t>(size) + 1}};
}

/// The `}` that closes a placeholder opened before `begin`: not inside quotes, nor inside inner braces.
std::size_t closing_brace(const std::string& text, std::size_t begin) {
  char quote = 0;
  int depth = 0;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == '\\') ++i;
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && depth-- == 0) {
      return i;
    }
  }
  return std::string::npos;
}

class BecauseReader {
 public:
  BecauseReader(const WrittenText& text, const expr::Environment& environment,
                Diagnostics& diagnostics)
      : text_(&text), environment_(&environment), diagnostics_(&diagnostics) {}

  std::vector<BecausePart> parts() {
    const std::string& value = text_->value;
    for (std::size_t i = 0; i < value.size();) {
      const char c = value[i];
      const bool doubled = i + 1 < value.size() && value[i + 1] == c;
      if (c == '{' && !doubled) {
        i = placeholder(i);
        continue;
      }
      if (c == '}' && !doubled)
        diagnostics_->error(text_->position(i), "a closing brace without an opening one")
            .with_hint("write '}}' for a brace");
      plain_ += c;
      i += (c == '{' || c == '}') && doubled ? 2 : 1;
    }
    end_plain();
    return std::move(parts_);
  }

 private:
  /// Reads the placeholder whose brace is at `open`; where the text goes on.
  std::size_t placeholder(std::size_t open) {
    const std::size_t close = closing_brace(text_->value, open + 1);
    if (close == std::string::npos) {
      diagnostics_->error(text_->position(open), "a placeholder that is not closed")
          .with_hint("write '{{' for a brace");
      return text_->value.size();
    }
    end_plain();
    const WrittenText inner = part_of(*text_, open + 1, close - open - 1);
    if (inner.value.find_first_not_of(' ') == std::string::npos)
      diagnostics_->error(text_->position(open, 2), "an empty placeholder");
    else if (auto program = expr::check(inner, *environment_, *diagnostics_))
      parts_.push_back({{}, std::move(program)});
    return close + 1;
  }

  void end_plain() {
    if (!plain_.empty()) parts_.push_back({std::exchange(plain_, {}), std::nullopt});
  }

  const WrittenText* text_;
  const expr::Environment* environment_;
  Diagnostics* diagnostics_;
  std::vector<BecausePart> parts_;
  std::string plain_;
};

}  // namespace

std::string readable(const expr::Value& value) {
  if (const auto* number = value.get_if<double>()) return readable_number(*number);
  if (const auto* truth = value.get_if<bool>()) return *truth ? "yes" : "no";
  if (const auto* range = value.get_if<expr::Range>())
    return readable_number(range->low) + " to " + readable_number(range->high);
  if (value.is<expr::Unknown>()) return "unknown";
  if (value.is<expr::Error>()) return "(error)";
  return expr::to_text(value);
}

std::optional<std::vector<BecausePart>> read_because(const WrittenText& text,
                                                     const expr::Environment& environment,
                                                     Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  auto parts = BecauseReader(text, environment, diagnostics).parts();
  if (diagnostics.error_count() > errors) return std::nullopt;
  return parts;
}

std::string because(const Rule& rule, const SiteRow& site) {
  std::string text;
  for (const BecausePart& part : rule.because)
    text += part.program ? readable(part.program->evaluate(site)) : part.text;
  return text;
}

}  // namespace harbinger::rule
