// SPDX-License-Identifier: Apache-2.0
// A model file as it is written: what each record may hold. Texts stay texts here, each with its place: a
// what-if edits a ModelText and builds the model again.
//
//     text -> ModelText -> Model
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/yaml_record.hpp"
#include "model/model.hpp"

namespace harbinger::model {

/// A number that still knows where it stands.
struct WrittenNumber {
  double value = std::numeric_limits<double>::quiet_NaN();  ///< Until it is read.
  TextPosition where;
};
[[nodiscard]] bool read_value(const YamlNode& node, WrittenNumber& out, Diagnostics& diagnostics);
[[nodiscard]] YamlNode written_value(const WrittenNumber& value);
[[nodiscard]] ValueShape shape_of(const WrittenNumber*);

struct WinsoriseText {
  std::optional<WrittenNumber> lower;
  std::optional<WrittenNumber> upper;
  std::optional<WrittenNumber> points;
  std::string why;
  static const Record<WinsoriseText>& shape();
};

struct IndicatorText {
  WrittenText signal;
  std::optional<WrittenNumber> weight;
  std::optional<WrittenText> normalise;
  std::optional<WrittenText> direction;
  std::optional<WrittenText> missing;
  std::optional<WrittenNumber> low;
  std::optional<WrittenNumber> high;
  std::optional<WrittenNumber> midpoint;
  std::optional<WrittenNumber> slope;
  std::optional<WrittenNumber> offset;
  std::optional<WinsoriseText> winsorise;
  std::string why;
  static const Record<IndicatorText>& shape();
};

struct PointsText {
  std::optional<WrittenNumber> full;
  std::optional<WrittenNumber> weight;
  std::string why;
  static const Record<PointsText>& shape();
};

struct JudgementText {
  WrittenText of;
  WrittenText over;
  WrittenNumber times;
  std::string why;
  static const Record<JudgementText>& shape();
};

struct DimensionText {
  WrittenText id;
  std::string title;
  std::string why;
  std::optional<WrittenNumber> weight;
  std::optional<WrittenNumber> floor;
  std::optional<WrittenText> combine;
  std::optional<WrittenNumber> exponent;
  std::vector<WrittenNumber> order_weights;
  std::optional<WrittenText> weights;
  std::vector<JudgementText> judgements;
  std::vector<DimensionText> children;
  std::optional<PointsText> points;
  std::vector<IndicatorText> indicators;
  static const Record<DimensionText>& shape();
};

/// How the pillars are combined: a dimension without a name, a weight and a floor of its own.
struct TopText {
  DimensionText dimension;
  static const Record<DimensionText>& keys();
};
[[nodiscard]] bool read_value(const YamlNode& node, TopText& out, Diagnostics& diagnostics);
[[nodiscard]] YamlNode written_value(const TopText& value);
[[nodiscard]] ValueShape shape_of(const TopText*);

struct TierText {
  WrittenText tier;
  WrittenNumber at_least;
  std::string why;
  static const Record<TierText>& shape();
};

struct TiersText {
  std::optional<WrittenText> by;
  std::string why;
  std::vector<TierText> bounds;
  static const Record<TiersText>& shape();
};

struct ModelText {
  WrittenText model;
  std::string title;
  std::string why;
  TopText top;
  std::vector<DimensionText> dimensions;
  TiersText tiers;
  static const Record<ModelText>& shape();
};

/// The texts of a model file; nothing where an error was added.
[[nodiscard]] std::optional<ModelText> read_model_text(
    const std::shared_ptr<const SourceText>& text, Diagnostics& diagnostics);

/// Of texts read before, as they are or edited; nothing where an error was added.
[[nodiscard]] std::optional<Model> build_model(const ModelText& text, Diagnostics& diagnostics);

}  // namespace harbinger::model
