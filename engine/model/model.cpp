// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "base/key_path.hpp"
#include "base/yaml_reader.hpp"
#include "model/detail/method_names.hpp"
#include "model/detail/model_builder.hpp"
#include "model/model_text.hpp"
#include "model/weights.hpp"

namespace harbinger::model {
namespace {

constexpr const char* top_id = "total";
constexpr double anything = std::numeric_limits<double>::max();

bool is_name(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

class Builder {
 public:
  explicit Builder(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  Model build(const ModelText& text) {
    const TextPosition& file = text.model.where();
    model_.name = text.model.value;
    model_.title = text.title;
    if (text.model.value.empty()) diagnostics_.error(file, "a model needs a name");
    Dimension top = written(text.top.dimension);
    top.id = top_id;
    top.where = file;
    model_.dimensions.push_back(std::move(top));
    if (text.dimensions.empty()) diagnostics_.error(file, "a model needs at least one dimension");
    add_children(Model::top, text.dimensions);
    check_combination(model_, model_[Model::top], text.top.dimension, file, diagnostics_);
    model_.tiers = build_tiers(text.tiers, file, diagnostics_);
    return std::move(model_);
  }

 private:
  /// What a dimension says of itself alone.
  Dimension written(const DimensionText& text) {
    Dimension result;
    result.title = text.title;
    result.why = text.why;
    result.where = text.id.where();
    result.weight = number_in(text.weight, "weight", 0, anything, 1, diagnostics_);
    result.floor = number_in(text.floor, "floor", 0, 1, 0, diagnostics_);
    if (result.floor == 1)
      diagnostics_.error(text.floor->where, "a floor of 1 leaves no room for evidence");
    result.weights = weight_names().read(text.weights, WeightMethod::given, diagnostics_);
    result.combine = combination(text);
    for (const JudgementText& judgement : text.judgements)
      result.judgements.push_back({judgement.of.value, judgement.over.value,
                                   positive(judgement.times, "times", 1, diagnostics_),
                                   judgement.why});
    return result;
  }

  Combination combination(const DimensionText& text) {
    Combination how;
    how.method = combine_names().read(text.combine, CombineMethod::arithmetic, diagnostics_);
    how.exponent = number_in(text.exponent, "exponent", -100, 100, 1, diagnostics_);
    for (const WrittenNumber& weight : text.order_weights)
      how.order_weights.push_back(number_in(weight, "order weight", 0, 1e9, 1, diagnostics_));
    if (!how.order_weights.empty()) {
      if (std::all_of(how.order_weights.begin(), how.order_weights.end(),
                      [](double w) { return w == 0; }))
        diagnostics_.error(text.order_weights.front().where, "order_weights must not all be 0");
      how.order_weights = rescaled_weights(how.order_weights);
    }
    return how;
  }

  void add_children(DimensionId parent, const std::vector<DimensionText>& texts) {
    for (const DimensionText& text : texts) {
      const DimensionId id(model_.dimensions.size());
      model_.dimensions.push_back(written(text));
      model_.dimensions.back().id = path(parent, text.id);
      model_.dimensions.back().parent = parent;
      model_.dimensions[parent.index()].children.push_back(id);
      add_parts(id, text);
      add_children(id, text.children);
      check_combination(model_, model_[id], text, text.id.where(), diagnostics_);
    }
  }

  /// The dotted path of a child; an error where the name cannot be one, or is taken.
  std::string path(DimensionId parent, const WrittenText& name) {
    const std::string prefix = parent == Model::top ? "" : model_[parent].id + ".";
    std::string result = prefix + name.value;
    if (!is_name(name.value))
      diagnostics_.error(name.where(), "'{}' is no name for a dimension", name.value)
          .with_hint("small letters, digits and _; the path is made of the parents' names");
    else if (!ids_.insert(result).second)
      diagnostics_.error(name.where(), "dimension '{}' is there twice", result);
    return result;
  }

  void add_parts(DimensionId id, const DimensionText& text) {
    Dimension& dimension = model_.dimensions[id.index()];
    const bool has_parts = text.points || !text.indicators.empty();
    if (has_parts && !text.children.empty())
      diagnostics_.error(text.id.where(),
                         "'{}' has children, so it cannot take points or indicators itself",
                         dimension.id);
    if (!has_parts && text.children.empty())
      diagnostics_.error(text.id.where(), "'{}' takes nothing", dimension.id)
          .with_hint("give it 'points: {full: 100}', 'indicators' or 'children'");
    if (text.points)
      dimension.points = Points{
          positive(text.points->full, "full", 100, diagnostics_),
          number_in(text.points->weight, "weight", 0, anything, 1, diagnostics_), text.points->why};
    for (const IndicatorText& indicator : text.indicators) {
      for (const Indicator& before : dimension.indicators)
        if (before.signal == indicator.signal.value)
          diagnostics_.error(indicator.signal.where(), "'{}' takes the signal '{}' twice",
                             dimension.id, before.signal);
      dimension.indicators.push_back(build_indicator(indicator, diagnostics_));
    }
  }

  Diagnostics& diagnostics_;
  Model model_;
  std::set<std::string> ids_ = {top_id};
};

/// Where a record could not be read whole, the checks of its content see gaps: what they say of no place
/// at all, or of one that has an error already, would only repeat it.
bool is_news(const Diagnostic& found, const Diagnostics& before) {
  if (found.where.line == 0) return false;
  return std::none_of(before.all().begin(), before.all().end(), [&](const Diagnostic& other) {
    return other.where.line == found.where.line && other.where.column == found.where.column;
  });
}

}  // namespace

double number_in(const std::optional<WrittenNumber>& number, std::string_view name, double low,
                 double high, double otherwise, Diagnostics& diagnostics) {
  if (!number) return otherwise;
  if (std::isfinite(number->value) && number->value >= low && number->value <= high)
    return number->value;
  if (std::abs(low) > 1e300 || std::abs(high) > 1e300)
    diagnostics.error(number->where, "{} must be a finite number{}", name,
                      low == 0 ? ", at least 0" : "");
  else
    diagnostics.error(number->where, "{} must be between {} and {}", name, low, high);
  return otherwise;
}

double positive(const std::optional<WrittenNumber>& number, std::string_view name, double otherwise,
                Diagnostics& diagnostics) {
  if (!number) return otherwise;
  if (std::isfinite(number->value) && number->value > 0) return number->value;
  diagnostics.error(number->where, "{} must be above 0 and finite", name);
  return otherwise;
}

std::optional<std::uint8_t> Tiers::find(std::string_view tier) const {
  for (std::size_t place = 0; place < bounds.size(); ++place)
    if (bounds[place].tier == tier) return static_cast<std::uint8_t>(place);
  return std::nullopt;
}

bool combines_alike(const Dimension& a, const Dimension& b) {
  return a.floor == b.floor && a.combine == b.combine && a.weights == b.weights &&
         a.judgements == b.judgements && a.points == b.points && a.indicators == b.indicators;
}

std::optional<DimensionId> Model::find(std::string_view id) const {
  for (std::size_t d = 0; d < dimensions.size(); ++d)
    if (dimensions[d].id == id) return DimensionId(d);
  return std::nullopt;
}

std::optional<ModelText> read_model_text(const std::shared_ptr<const SourceText>& text,
                                         Diagnostics& diagnostics) {
  const std::optional<YamlNode> node = read_yaml(text, diagnostics);
  ModelText written;
  if (!node || !read_record(*node, written, diagnostics)) return std::nullopt;
  return written;
}

std::optional<Model> build_model(const ModelText& text, Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  Model model = Builder(diagnostics).build(text);
  if (diagnostics.error_count() != errors) return std::nullopt;
  return model;
}

std::optional<Model> load_model(const std::shared_ptr<const SourceText>& text,
                                Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  const std::optional<YamlNode> node = read_yaml(text, diagnostics);
  if (!node) return std::nullopt;
  ModelText written;
  const bool complete = read_record(*node, written, diagnostics);
  Diagnostics found;
  Model model = Builder(found).build(written);
  for (const Diagnostic& diagnostic : found.all())
    if (complete || is_news(diagnostic, diagnostics)) diagnostics.add(diagnostic);
  if (diagnostics.error_count() != errors) return std::nullopt;
  return model;
}

std::vector<std::string> point_dimensions(const Model& model) {
  std::vector<std::string> result;
  for (const Dimension& dimension : model.dimensions)
    if (dimension.points) result.push_back(dimension.id);
  return result;
}

bool check_signals(const Model& model, std::span<const std::string> signals,
                   Diagnostics& diagnostics) {
  bool good = true;
  for (const Dimension& dimension : model.dimensions)
    for (const Indicator& indicator : dimension.indicators) {
      if (std::find(signals.begin(), signals.end(), indicator.signal) != signals.end()) continue;
      diagnostics.error(indicator.where, "unknown signal '{}'", indicator.signal)
          .did_you_mean(indicator.signal, signals);
      good = false;
    }
  return good;
}

}  // namespace harbinger::model
