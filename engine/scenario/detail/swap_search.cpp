// SPDX-License-Identifier: Apache-2.0
#include "scenario/detail/swap_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <mutex>
#include <tuple>

#include "base/parallel.hpp"
#include "ranking/local_change.hpp"

namespace harbinger::scenario::detail {

namespace {

/// How far a knob is turned, in steps; 0 is only for what may be nothing.
constexpr std::array up = {1.01, 1.02, 1.05, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 3.0, 5.0, 10.0};
constexpr std::array down = {0.99, 0.98, 0.95, 0.9, 0.8, 0.65, 0.5, 0.35, 0.2, 0.1, 0.01, 0.0};

/// A number of the inputs, and the order of the two sites with it multiplied.
struct Knob {
  std::string path;
  std::string from;
  double value = 0;    ///< Of an expression: 1, the factor before it.
  std::string behind;  ///< Of an expression: it, behind the factor.
  bool may_be_nothing = false;
  /// The scores with the knob at a value; nothing where that is no valid input.
  std::function<std::optional<std::pair<double, double>>(const std::string& to)> scores;

  [[nodiscard]] std::string text(double at) const {
    const std::string number = fmt::format("{}", at);
    return behind.empty() ? number : number + " * (" + behind + ")";
  }
};

/// Three significant digits, away from where the knob stands.
double rounded_away(double value, double from) {
  if (value == 0) return 0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 2);
  const double steps = value / unit;
  const double rounded = value > from ? std::ceil(steps - 1e-9) : std::floor(steps + 1e-9);
  return std::stod(fmt::format("{:.3g}", rounded * unit));
}

class SwapSearch {
 public:
  SwapSearch(const BaseInputs& inputs, const ranking::Assessment& base, std::size_t first,
             std::size_t second)
      : inputs_(inputs), base_(base), first_(first), second_(second) {}

  Swap run(unsigned threads, const Progress& progress) {
    add_weights();
    add_parameters();
    add_rules();
    Swap swap;
    swap.first = base_.site_id(first_);
    swap.second = base_.site_id(second_);
    swap.first_before = standing_of(base_, first_);
    swap.second_before = standing_of(base_, second_);
    swap.knobs = knobs_.size();
    std::vector<std::optional<Turn>> turns(knobs_.size());
    std::mutex telling;
    std::size_t done = 0;
    parallel_for(knobs_.size(), threads, [&](std::size_t i) {
      turns[i] = smallest_turn(knobs_[i]);
      const std::scoped_lock lock(telling);
      if (progress) progress(++done, knobs_.size());
    });
    for (auto& turn : turns)
      if (turn) swap.turns.push_back(*std::move(turn));
    std::sort(swap.turns.begin(), swap.turns.end(), [](const Turn& a, const Turn& b) {
      return std::tie(a.relative, a.path) < std::tie(b.relative, b.path);
    });
    return swap;
  }

 private:
  /// Of the two sites alone where that tells it, else of all.
  [[nodiscard]] std::pair<double, double> scores_under(const ranking::Basis& basis) const {
    const std::array rows{static_cast<std::uint32_t>(first_), static_cast<std::uint32_t>(second_)};
    if (const auto scores = ranking::scores_of_rows(base_, basis, rows))
      return {scores->front(), scores->back()};
    const ranking::Assessment all(base_, basis, base_.view, 1);
    return {all.scores.total[first_], all.scores.total[second_]};
  }

  /// A model in which one number is another.
  template <class Change>
  void add_model_knob(std::string path, double value, Change change) {
    if (value == 0) return;  // nothing times anything is nothing
    knobs_.push_back({std::move(path),
                      fmt::format("{}", value),
                      value,
                      {},
                      false,
                      [this, change](const std::string& to) {
                        model::Model model = base_.basis.model;
                        change(model, std::stod(to));
                        const ranking::Basis basis{base_.basis.graph, base_.basis.rules, model};
                        return std::optional(scores_under(basis));
                      }});
  }

  void add_weights() {
    const model::Model& model = base_.basis.model;
    for (std::size_t d = 0; d < model.dimensions.size(); ++d) {
      const model::Dimension& dimension = model.dimensions[d];
      const bool is_weighed = dimension.parent.valid() &&
                              model[dimension.parent].weights == model::WeightMethod::given &&
                              model[dimension.parent].part_count() > 1;
      if (is_weighed)
        add_model_knob("model[" + dimension.id + "].weight", dimension.weight,
                       [d](model::Model& m, double to) { m.dimensions[d].weight = to; });
      if (!dimension.is_leaf() || dimension.part_count() < 2 ||
          dimension.weights != model::WeightMethod::given)
        continue;
      if (dimension.points)
        add_model_knob("model[" + dimension.id + "].points.weight", dimension.points->weight,
                       [d](model::Model& m, double to) { m.dimensions[d].points->weight = to; });
      for (std::size_t i = 0; i < dimension.indicators.size(); ++i)
        add_model_knob(
            "model[" + dimension.id + "].indicators[" + dimension.indicators[i].signal + "].weight",
            dimension.indicators[i].weight,
            [d, i](model::Model& m, double to) { m.dimensions[d].indicators[i].weight = to; });
    }
  }

  /// The scores under an edited rule set.
  [[nodiscard]] std::optional<std::pair<double, double>> scores_with(
      std::optional<rule::RuleSet> rules) const {
    if (!rules) return std::nullopt;
    const ranking::Basis basis{base_.basis.graph, *rules, base_.basis.model};
    return scores_under(basis);
  }

  void add_parameters() {
    const rule::RuleSet& rules = base_.basis.rules;
    for (const auto& [name, value] : rules.params()) {
      const double* number = value.get_if<double>();
      if (number == nullptr || *number == 0) continue;
      knobs_.push_back({"params." + name,
                        fmt::format("{}", *number),
                        *number,
                        {},
                        true,
                        [this, &rules, name = name](const std::string& to) {
                          Diagnostics wrong;
                          return scores_with(
                              rule::RuleSet::check(rules.texts(), base_.basis.graph.schema(), wrong,
                                                   {{name, written_argument(name, to)}}, &rules));
                        }});
    }
  }

  /// The text of a rule's number, under its key.
  static std::pair<std::string, WrittenText*> amount_of(rule::RuleText& text) {
    if (text.points) return {"points", &*text.points};
    if (text.multiply) return {"multiply", &*text.multiply};
    if (text.floor) return {"floor", &*text.floor};
    if (text.cap) return {"cap", &*text.cap};
    return {};
  }

  void add_rules() {
    const rule::RuleSet& rules = base_.basis.rules;
    for (std::size_t i = 0; i < rules.rules().size(); ++i) {
      const rule::RuleOutcome& outcome = base_.outcomes.rules[i];
      if (!rules.rules()[i].points || (!outcome.fired[first_] && !outcome.fired[second_])) continue;
      const rule::Rule& rule = rules.rules()[i];
      // A row that is counted has no points to turn.
      if (rule.table.valid() && rules.decision_table(rule.table).policy == rule::HitPolicy::count)
        continue;
      rule::RuleText text = rules.rule_text(rule::RuleId(i));
      const auto [key, amount] = amount_of(text);
      if (amount == nullptr) continue;
      Knob knob{"rules[" + rule.id + "]." + key, amount->value, 1, {}, true, {}};
      char* end = nullptr;
      const double constant = std::strtod(amount->value.c_str(), &end);
      const bool is_constant = end == amount->value.c_str() + amount->value.size() && constant != 0;
      if (is_constant)
        knob.value = constant;
      else
        knob.behind = amount->value;
      knob.scores = [this, &rules, i](const std::string& to) {
        rule::RuleTexts texts = rules.texts();
        if (const rule::FoundRow found = rule::find_row(texts, rules.rules()[i].id); found.row)
          found.row->points = written_argument("points", to);
        else
          *amount_of(texts.rules[i]).second = written_argument("points", to);
        Diagnostics wrong;
        return scores_with(
            rule::RuleSet::check(std::move(texts), base_.basis.graph.schema(), wrong, {}, &rules));
      };
      knobs_.push_back(std::move(knob));
    }
  }

  [[nodiscard]] bool turned(const Knob& knob, double at) const {
    const auto scores = knob.scores(knob.text(at));
    return scores && scores->second > scores->first;
  }

  /// The value nearest to the knob's own, in one direction, at which the order has turned.
  [[nodiscard]] std::optional<double> nearest(const Knob& knob,
                                              std::span<const double> factors) const {
    double same = knob.value;
    for (const double factor : factors) {
      if (factor == 0 && !knob.may_be_nothing) break;
      const double at = knob.value * factor;
      if (!turned(knob, at)) {
        same = at;
        continue;
      }
      double other = at;
      for (int i = 0; i < 14; ++i) {
        const double middle = (same + other) / 2;
        (turned(knob, middle) ? other : same) = middle;
      }
      return other;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Turn> smallest_turn(const Knob& knob) const {
    std::optional<Turn> best;
    for (const std::span<const double> factors :
         {std::span<const double>(up), std::span<const double>(down)}) {
      const auto found = nearest(knob, factors);
      if (!found) continue;
      auto turn = confirmed(knob, rounded_away(*found, knob.value));
      if (turn && (!best || turn->relative < best->relative)) best = std::move(turn);
    }
    return best;
  }

  /// The turn by a fresh run of the inputs that `--set` makes.
  [[nodiscard]] std::optional<Turn> confirmed(const Knob& knob, double at) const {
    const std::string to = knob.text(at);
    Diagnostics wrong;
    const std::string set = knob.path + "=" + to;
    const auto edited = edited_inputs(inputs_, quick_scenario({&set, 1}, {}, wrong), wrong);
    if (!edited || wrong.has_errors()) return std::nullopt;
    const ranking::Assessment fresh(edited->basis(), edited->view, 1);
    if (!(fresh.scores.total[second_] > fresh.scores.total[first_])) return std::nullopt;
    return Turn{knob.path,
                knob.from,
                to,
                std::abs(at - knob.value) / std::abs(knob.value),
                standing_of(fresh, first_),
                standing_of(fresh, second_)};
  }

  const BaseInputs& inputs_;
  const ranking::Assessment& base_;
  std::size_t first_;
  std::size_t second_;
  std::vector<Knob> knobs_;
};

}  // namespace

Swap swap_search(const BaseInputs& inputs, const ranking::Assessment& base, std::size_t first,
                 std::size_t second, unsigned threads, const Progress& progress) {
  return SwapSearch(inputs, base, first, second).run(threads, progress);
}

}  // namespace harbinger::scenario::detail
