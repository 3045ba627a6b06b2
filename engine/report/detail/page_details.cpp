// SPDX-License-Identifier: Apache-2.0
#include "report/detail/page_details.hpp"

#include <algorithm>
#include <cmath>

#include "report/detail/explanation_json.hpp"
#include "report/detail/page_facts.hpp"

namespace harbinger::report::detail {

namespace {

using signal::Support;
using signal::Witness;

/// How much a term weighs among those of its signal; where terms are no numbers they weigh the same.
double weight_of(const Support& support) {
  const Json term = json_of(support.term);
  return term.is_number() ? std::abs(term.get<double>()) : 0;
}

/// The largest terms, at most most_supports, in their own order among equals.
std::vector<const Support*> shown_supports(const std::vector<Support>& supports) {
  std::vector<std::pair<double, const Support*>> weighed;
  for (const Support& support : supports) weighed.emplace_back(weight_of(support), &support);
  std::stable_sort(weighed.begin(), weighed.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  weighed.resize(std::min(weighed.size(), most_supports));
  std::vector<const Support*> shown;
  for (const auto& [weight, support] : weighed) shown.push_back(support);
  return shown;
}

const Witness& shortest(const std::vector<Witness>& alternatives) {
  return *std::min_element(
      alternatives.begin(), alternatives.end(),
      [](const Witness& a, const Witness& b) { return a.facts.size() < b.facts.size(); });
}

class DetailWriter {
 public:
  explicit DetailWriter(const ranking::Assessment& assessment) : a_(assessment) {}

  Json evidence_json(const ranking::SignalEvidence& signal) {
    Json json{{"signal", a_.basis.rules.signals().id(signal.signal)},
              {"value", json_of(signal.evidence.value)},
              {"complete", signal.evidence.complete},
              {"terms", signal.evidence.supports.size()},
              {"supports", Json::array()}};
    for (const Support* support : shown_supports(signal.evidence.supports))
      json["supports"].push_back(support_json(*support));
    return json;
  }

  std::vector<graph::FactRef> facts;

 private:
  Json support_json(const Support& support) {
    Json json{{"term", json_of(support.term)}, {"chain", Json::array()}};
    if (support.alternatives.empty()) return json;
    if (support.alternatives.size() > 1) json["alternatives"] = support.alternatives.size() - 1;
    if (!support.complete) json["complete"] = false;
    add_chain(shortest(support.alternatives), json);
    return json;
  }

  void add_chain(const Witness& witness, Json& json) {
    std::vector<signal::WitnessFact> chain = chain_of(witness);
    const std::size_t of_functions = chain.size() - witness.path_facts;
    if (of_functions > most_function_facts) {
      const auto first = chain.begin() + static_cast<std::ptrdiff_t>(most_function_facts);
      chain.erase(first, chain.begin() + static_cast<std::ptrdiff_t>(of_functions));
      json["left_out"] = of_functions - most_function_facts;
    }
    for (const signal::WitnessFact& shown : chain) {
      json["chain"].push_back(fact_key(shown.fact));
      facts.push_back(shown.fact);
    }
  }

  const ranking::Assessment& a_;
};

std::vector<std::string> texts_of(const ranking::Assessment& a,
                                  const std::vector<ranking::SilentRule>& rules) {
  std::vector<std::string> texts;
  for (const ranking::SilentRule& silent : rules) texts.push_back(compact(json_of(a, silent)));
  return texts;
}

}  // namespace

PageDetail page_detail(const ranking::Assessment& a, const ranking::Explanation& explanation) {
  DetailWriter writer(a);
  Json evidence = Json::array();
  for (const ranking::SignalEvidence& signal : explanation.evidence)
    evidence.push_back(writer.evidence_json(signal));
  return {a.site_id(explanation.site),
          json_of(explanation.contributions),
          std::move(evidence),
          texts_of(a, explanation.not_fired),
          texts_of(a, explanation.not_evaluated),
          std::move(writer.facts)};
}

}  // namespace harbinger::report::detail
