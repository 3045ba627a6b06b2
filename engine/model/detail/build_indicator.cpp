// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include "model/detail/method_names.hpp"
#include "model/detail/model_builder.hpp"

namespace harbinger::model {
namespace {

constexpr double anything = std::numeric_limits<double>::max();

std::optional<double> optional_number(const std::optional<WrittenNumber>& number,
                                      std::string_view name, Diagnostics& diagnostics) {
  if (!number) return std::nullopt;
  return number_in(number, name, -anything, anything, 0, diagnostics);
}

void refuse(const std::optional<WrittenNumber>& number, bool taken, std::string_view name,
            std::string_view method, Diagnostics& diagnostics) {
  if (number && !taken)
    diagnostics.error(number->where, "'{}' means nothing to the normalisation {}", name, method);
}

/// A parameter that the method does not read would be believed to act.
void refuse_idle_parameters(const IndicatorText& text, NormaliseMethod method,
                            Diagnostics& diagnostics) {
  const bool logistic = method == NormaliseMethod::logistic;
  const bool log = method == NormaliseMethod::log;
  const bool goalposts = method == NormaliseMethod::goalposts;
  const std::string name = text.normalise ? text.normalise->value : "as_is";
  refuse(text.low, goalposts || log || logistic, "low", name, diagnostics);
  refuse(text.high, goalposts || log, "high", name, diagnostics);
  refuse(text.midpoint, logistic, "midpoint", name, diagnostics);
  refuse(text.slope, logistic, "slope", name, diagnostics);
  refuse(text.offset, log, "offset", name, diagnostics);
}

void check_goalposts(const IndicatorText& text, const Normalisation& how,
                     Diagnostics& diagnostics) {
  const TextPosition where = text.signal.where();
  if (how.method == NormaliseMethod::goalposts && (!how.low || !how.high))
    diagnostics.error(where, "goalposts need both 'low' and 'high'");
  if (how.low && how.high && !(*how.low < *how.high))
    diagnostics.error(text.high->where, "'high' must be above 'low'")
        .with_hint("for the other direction say 'direction: falling'");
  if (how.method == NormaliseMethod::log && how.low && !(*how.low + how.offset > 0))
    diagnostics.error(text.low->where, "'low' plus 'offset' must be above 0 to have a logarithm");
  if (how.method == NormaliseMethod::logistic && (!text.midpoint || !text.slope))
    diagnostics.error(where, "logistic needs 'midpoint' and 'slope'");
}

std::optional<Winsorise> build_winsorise(const std::optional<WinsoriseText>& text,
                                         Diagnostics& diagnostics) {
  if (!text) return std::nullopt;
  Winsorise how;
  how.lower = number_in(text->lower, "lower", 0, 1, 0, diagnostics);
  how.upper = number_in(text->upper, "upper", 0, 1, 1, diagnostics);
  if (how.lower > how.upper)
    diagnostics.error(text->lower->where, "'lower' must not be above 'upper'");
  if (!text->points) return how;
  if (text->lower || text->upper)
    diagnostics.error(text->points->where, "winsorise takes quantiles or 'points', not both");
  const double points = number_in(text->points, "points", 0, 1'000'000, 0, diagnostics);
  if (points != std::floor(points))
    diagnostics.error(text->points->where, "'points' must be a whole number");
  how.points = static_cast<int>(points);
  return how;
}

}  // namespace

Indicator build_indicator(const IndicatorText& text, Diagnostics& diagnostics) {
  Indicator result;
  result.signal = text.signal.value;
  result.where = text.signal.where();
  result.why = text.why;
  if (result.signal.empty())
    diagnostics.error(result.where, "an indicator needs the name of a signal");
  result.weight = number_in(text.weight, "weight", 0, anything, 1, diagnostics);
  result.missing = missing_names().read(text.missing, Missing::zero, diagnostics);
  Normalisation& how = result.normalise;
  how.method = normalise_names().read(text.normalise, NormaliseMethod::as_is, diagnostics);
  how.falling = falling_names().read(text.direction, false, diagnostics);
  how.low = optional_number(text.low, "low", diagnostics);
  how.high = optional_number(text.high, "high", diagnostics);
  how.midpoint = optional_number(text.midpoint, "midpoint", diagnostics).value_or(0);
  how.slope = positive(text.slope, "slope", 1, diagnostics);
  how.offset = number_in(text.offset, "offset", 0, anything, 1, diagnostics);
  how.winsorise = build_winsorise(text.winsorise, diagnostics);
  refuse_idle_parameters(text, how.method, diagnostics);
  check_goalposts(text, how, diagnostics);
  return result;
}

}  // namespace harbinger::model
