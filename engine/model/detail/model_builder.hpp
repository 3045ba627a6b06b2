// SPDX-License-Identifier: Apache-2.0
// From the text of a model to the model, with the checks that need more than one field to be seen.
#pragma once

#include "base/diagnostic.hpp"
#include "model/model.hpp"
#include "model/model_text.hpp"

namespace harbinger::model {

/// A normalised signal: its method, and the parameters that this method takes.
[[nodiscard]] Indicator build_indicator(const IndicatorText& text, Diagnostics& diagnostics);

/// Tiers in order, the last at 0.
[[nodiscard]] Tiers build_tiers(const TiersText& text, const TextPosition& file,
                                Diagnostics& diagnostics);

/// What is wrong or odd in how a dimension weighs and combines its parts. `text` is where it is written,
/// `where` a place for what is missing.
void check_combination(const Model& model, const Dimension& dimension, const DimensionText& text,
                       const TextPosition& where, Diagnostics& diagnostics);

/// The number where it is finite and in [low, high], else an error and `otherwise`.
[[nodiscard]] double number_in(const std::optional<WrittenNumber>& number, std::string_view name,
                               double low, double high, double otherwise, Diagnostics& diagnostics);
/// The number where it is finite and above 0, else an error and `otherwise`.
[[nodiscard]] double positive(const std::optional<WrittenNumber>& number, std::string_view name,
                              double otherwise, Diagnostics& diagnostics);

}  // namespace harbinger::model
