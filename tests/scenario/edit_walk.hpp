// SPDX-License-Identifier: Apache-2.0
// A walk over edited inputs: each assessment is made from the one before, whose inputs differ in several edits, and
// held against one made afresh of the same inputs rebuilt.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ranking/same_assessment.hpp"
#include "scenario/draw_edits.hpp"
#include "scenario/loaded_inputs.hpp"

namespace harbinger::tests {

/// How often each kind of edit stood in inputs that were compared.
struct EditCounts {
  std::array<std::size_t, edit_kind_names.size()> of_kind{};
  std::size_t steps = 0;    ///< Assessments compared.
  std::size_t refused = 0;  ///< Edits drawn that did not fit.
  std::size_t patched = 0;  ///< Assessments of which some signal was not computed whole.

  [[nodiscard]] std::size_t least() const {
    return *std::min_element(of_kind.begin(), of_kind.end());
  }
  [[nodiscard]] std::string text() const {
    std::string result = fmt::format(
        "{} assessments compared, {} of them in part; {} edits refused", steps, patched, refused);
    for (std::size_t i = 0; i < of_kind.size(); ++i)
      result += fmt::format("{}{} {}", i % 6 == 0 ? "\n  " : ", ", edit_kind_names[i], of_kind[i]);
    return result + "\n";
  }
};

/// What a walk draws. The smaller a difference, the less is computed again, and the more may be forgotten.
struct WalkOptions {
  std::size_t kinds = edit_kind_names.size();  ///< So many of the first kinds.
  double single = 0.3;                         ///< How often a step makes one edit alone.
};

class EditWalk {
 public:
  /// `file` is written over and over: the scenario of each step.
  EditWalk(const LoadedInputs& base, std::uint32_t seed, std::string file,
           const WalkOptions& options, EditCounts& counts)
      : base_(base),
        seed_(seed),
        file_(std::move(file)),
        options_(options),
        dice_(seed),
        counts_(counts) {
    now_ = std::make_unique<Step>(
        scenario::EditedInputs{{std::shared_ptr<const void>(), &base.graph},
                               {std::shared_ptr<const void>(), &base.rules},
                               {std::shared_ptr<const void>(), &base.model},
                               graph::GraphView(base.graph, base.graph.pack().date)});
    now_->assessment =
        std::make_unique<ranking::Assessment>(now_->inputs.basis(), now_->inputs.view, 1);
    next_kind_ = seed * 7;
  }

  void step() {
    std::vector<Layer> layers = layers_;
    const double how = static_cast<double>(dice_.below(100)) / 100;
    const bool goes_on = how < 0.45 && layers.size() < 3;
    if (!goes_on) layers.clear();
    if (goes_on || how < 0.88) layers.push_back(drawn_layer(goes_on));  // else back to the base
    auto next = fitting(layers);
    const unsigned threads = 1 + static_cast<unsigned>(dice_.below(2));
    const std::string told = fmt::format("seed {}, {} threads, from\n{}\nto\n{}", seed_, threads,
                                         yaml_of(layers_), yaml_of(layers));
    INFO(told);
    next->assessment = std::make_unique<ranking::Assessment>(
        *now_->assessment, next->inputs.basis(), next->inputs.view, threads);
    const RebuiltInputs rebuilt = rebuilt_inputs(base_, next->scenario, next->inputs);
    const ranking::Assessment fresh(rebuilt.basis(), rebuilt.view(), 3 - threads);
    const std::string different = difference(*next->assessment, fresh);
    REQUIRE(different == "");
    ++counts_.steps;
    const auto& recomputed = next->assessment->recomputed;
    if (recomputed.signals.whole < base_.rules.signals().size()) ++counts_.patched;
    for (const Layer& layer : layers)
      for (const DrawnEdit& edit : layer) ++counts_.of_kind[static_cast<std::size_t>(edit.kind)];
    layers_ = std::move(layers);
    now_ = std::move(next);
  }

 private:
  struct DrawnEdit {
    EditKind kind;
    std::string yaml;
  };
  using Layer = std::vector<DrawnEdit>;
  struct Step {
    explicit Step(scenario::EditedInputs edited) : inputs(std::move(edited)) {}
    scenario::EditedInputs inputs;
    scenario::Scenario scenario;
    std::unique_ptr<ranking::Assessment> assessment;
  };

  /// Kinds come in turn, so that none is seldom.
  Layer drawn_layer(bool goes_on) {
    const EditedSoFar base{base_.graph, base_.rules, base_.written, base_.model};
    const EditedSoFar here{*now_->inputs.graph, *now_->inputs.rules, base_.written,
                           *now_->inputs.model};
    EditDrawer drawer(dice_);
    Layer layer;
    const std::size_t count = dice_.chance(options_.single) ? 1 : 3 + dice_.below(9);
    for (std::size_t tries = 0; layer.size() < count && tries < 3 * count; ++tries) {
      const auto kind = static_cast<EditKind>(next_kind_++ % options_.kinds);
      if (auto yaml = drawer.draw(kind, goes_on ? here : base))
        layer.push_back({kind, *std::move(yaml)});
    }
    return layer;
  }

  static std::string yaml_of(const std::vector<Layer>& layers) {
    std::string yaml = "scenarios:\n  - {name: base}\n";
    for (std::size_t i = 0; i < layers.size(); ++i) {
      yaml += fmt::format("  - name: step{}\n", i);
      if (i > 0) yaml += fmt::format("    extends: step{}\n", i - 1);
      std::string edits;
      std::string as_of;
      for (const DrawnEdit& edit : layers[i])
        (edit.kind == EditKind::as_of ? as_of : edits) =
            edit.kind == EditKind::as_of ? edit.yaml : edits + "      - " + edit.yaml + "\n";
      if (!as_of.empty()) yaml += "    as_of: " + as_of + "\n";
      if (!edits.empty()) yaml += "    edits:\n" + edits;
    }
    return yaml;
  }

  /// The inputs with the edits; those of the last layer that do not fit are taken out of it, by their lines.
  std::unique_ptr<Step> fitting(std::vector<Layer>& layers) {
    for (;;) {
      const std::string yaml = yaml_of(layers);
      std::ofstream(file_, std::ios::binary) << yaml;
      Diagnostics diagnostics;
      const auto scenarios = scenario::read_scenarios(std::vector{file_}, diagnostics);
      if (scenarios)
        if (auto inputs = scenario::edited_inputs(base_.base(), scenarios->back(), diagnostics)) {
          auto step = std::make_unique<Step>(*std::move(inputs));
          step->scenario = scenarios->back();
          return step;
        }
      drop_what_does_not_fit(yaml, diagnostics, layers);
    }
  }

  void drop_what_does_not_fit(const std::string& yaml, const Diagnostics& diagnostics,
                              std::vector<Layer>& layers) {
    Layer& layer = layers.back();
    std::vector<bool> drop(layer.size(), false);
    bool any = false;
    for (const Diagnostic& d : diagnostics.all()) {
      const std::size_t at = line_start(yaml, d.where.line);
      for (std::size_t i = 0; i < layer.size(); ++i)
        if (at != std::string::npos && yaml.compare(at, 8, "      - ") == 0 &&
            yaml.compare(at + 8, layer[i].yaml.size(), layer[i].yaml) == 0)
          drop[i] = any = true;
    }
    if (!any && !layer.empty()) drop[dice_.below(layer.size())] = true;
    if (layer.empty()) FAIL(lines_of(diagnostics) << yaml);
    for (std::size_t i = layer.size(); i-- > 0;)
      if (drop[i]) {
        ++counts_.refused;
        layer.erase(layer.begin() + static_cast<std::ptrdiff_t>(i));
      }
  }

  static std::size_t line_start(const std::string& text, std::uint32_t line) {
    std::size_t at = 0;
    for (std::uint32_t i = 1; i < line && at != std::string::npos; ++i) {
      at = text.find('\n', at);
      if (at != std::string::npos) ++at;
    }
    return at;
  }

  const LoadedInputs& base_;
  std::uint32_t seed_;
  std::string file_;
  WalkOptions options_;
  signal::Dice dice_;
  EditCounts& counts_;
  std::size_t next_kind_;
  std::vector<Layer> layers_;
  std::unique_ptr<Step> now_;
};

}  // namespace harbinger::tests
