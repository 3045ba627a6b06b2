// SPDX-License-Identifier: Apache-2.0
// Diagnostics: mistakes in what people wrote, as values.
//
//     rules/scanners.yaml:14:23: error: unknown signal 'suplier_state_share'
//       14 |     when: "suplier_state_share > 0.2"
//          |            ^~~~~~~~~~~~~~~~~~~ did you mean 'supplier_state_share'?
//
// Whoever reads a file adds what is wrong to a `Diagnostics` and keeps going, so that one run tells all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>
#include <tl/expected.hpp>

namespace harbinger {

/// The text of one file (or of an argument, under a name such as '--where'), shared by all positions in it;
/// several threads may read it.
class SourceText {
 public:
  SourceText(std::string name, std::string content);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view content() const { return content_; }
  /// Line `number` (from 1) without its end; empty where there is none.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  /// The byte offset at which line `number` (from 1) starts.
  [[nodiscard]] std::size_t line_start(std::uint32_t number) const;
  /// Line and column (both from 1, columns in code points) of a byte offset.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> line_and_column(std::size_t offset) const;

 private:
  /// Found when the first place in the text is asked for: most texts are right, and some are long.
  [[nodiscard]] const std::vector<std::size_t>& line_starts() const;

  std::string name_;
  std::string content_;
  mutable std::once_flag lines_found_;
  mutable std::vector<std::size_t> line_starts_;
};

/// A place in a text. `line` 0 is the text as a whole; `length` is what a caret underlines, at least 1.
struct TextPosition {
  std::shared_ptr<const SourceText> text;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 1;
};

/// The position of the bytes [offset, offset + length) of a text.
[[nodiscard]] TextPosition position_at(const std::shared_ptr<const SourceText>& text,
                                       std::size_t offset, std::size_t length = 1);
/// A whole file, for what is wrong with it as such (it cannot be opened, it is empty).
[[nodiscard]] TextPosition whole_file(std::string name);

enum class Severity { error, warning };

struct Diagnostic {
  Severity severity = Severity::error;
  TextPosition where;
  std::string message;
  std::string hint;  ///< Written behind the caret: what to do, or the nearest right name.

  /// Completes the hint with the nearest of `names`, where one is near enough to be meant.
  Diagnostic& did_you_mean(std::string_view wrong, std::span<const std::string> names);
  Diagnostic& with_hint(std::string text);
};

/// `file:line:column: error: message`, then the line and a caret where the text has them.
[[nodiscard]] std::string to_text(const Diagnostic& diagnostic);

/// The nearest of `names` to `wrong` by edit distance (Damerau, at most a third of its length); empty if none.
[[nodiscard]] std::string nearest_name(std::string_view wrong, std::span<const std::string> names);

/// All that is wrong with the inputs of one run, in the order in which it was found.
class Diagnostics {
 public:
  template <class... Args>
  Diagnostic& error(TextPosition where, fmt::format_string<Args...> format, Args&&... args) {
    return add(
        {Severity::error, std::move(where), fmt::format(format, std::forward<Args>(args)...), {}});
  }
  template <class... Args>
  Diagnostic& warning(TextPosition where, fmt::format_string<Args...> format, Args&&... args) {
    return add({Severity::warning,
                std::move(where),
                fmt::format(format, std::forward<Args>(args)...),
                {}});
  }
  Diagnostic& add(Diagnostic diagnostic);

  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  [[nodiscard]] std::size_t error_count() const { return errors_; }
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

/// For what has one reason to fail.
template <class T>
using Result = tl::expected<T, Diagnostic>;

}  // namespace harbinger
