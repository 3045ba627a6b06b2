// SPDX-License-Identifier: Apache-2.0
#include "synth/detail/copies.hpp"

namespace harbinger::synth::detail {

namespace {

/// A kind as it may stand in an id, and in a cell without quotes.
std::string plain(const std::string& kind, bool lower_case) {
  std::string text;
  for (const char c : kind) {
    const bool upper = 'A' <= c && c <= 'Z';
    const bool good = upper || ('a' <= c && c <= 'z') || ('0' <= c && c <= '9');
    text += !good ? '-' : upper && lower_case ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

/// "site-", and more where an id of the model begins so, or those of another kind.
std::string free_prefix(const std::string& kind, const ModelTables& model,
                        const std::vector<Copies>& others) {
  std::string prefix = plain(kind, true) + "-";
  const auto is_taken = [&] {
    return std::any_of(model.nodes.begin(), model.nodes.end(),
                       [&](const ModelNode& node) { return node.id.starts_with(prefix); }) ||
           std::any_of(others.begin(), others.end(),
                       [&](const Copies& other) { return other.prefix == prefix; });
  };
  while (is_taken()) prefix = "x-" + prefix;
  return prefix;
}

std::vector<Copies> named_copies(const WorldPlan& plan, const ModelTables& model,
                                 const WorldSize& size) {
  std::vector<Copies> copies;
  for (const KindPlan& kind : plan.kinds) {
    const std::string& name = model.schema.kinds[kind.kind].name;
    const auto nodes = static_cast<std::uint32_t>(kind.nodes.size());
    copies.push_back({Dealing(nodes, splitmix64(size.seed + kind.kind)), 0, plain(name, false),
                      free_prefix(name, model, copies), std::to_string(size.facts).size()});
  }
  return copies;
}

std::uint64_t facts_of(const KindPlan& kind, const Dealing& dealing, std::uint64_t count) {
  const std::uint64_t rounds = count / kind.nodes.size();
  const auto order = dealing.nodes_of(static_cast<std::uint32_t>(rounds));
  std::uint64_t sum = rounds * kind.facts();
  for (std::size_t i = 0; i < count % kind.nodes.size(); ++i) sum += kind.nodes[order[i]].facts();
  return sum;
}

/// The most copies that have no more facts than these.
std::uint64_t copies_within(const KindPlan& kind, const Dealing& dealing, std::uint64_t facts) {
  const std::uint64_t rounds = facts / kind.facts();
  std::uint64_t left = facts % kind.facts();
  std::uint64_t count = rounds * kind.nodes.size();
  for (const std::uint32_t node : dealing.nodes_of(static_cast<std::uint32_t>(rounds))) {
    if (kind.nodes[node].facts() > left) break;
    left -= kind.nodes[node].facts();
    ++count;
  }
  return count;
}

}  // namespace

std::optional<CopyPlan> copy_plan(const WorldPlan& plan, const ModelTables& model,
                                  const WorldSize& size, const std::string& model_folder,
                                  Diagnostics& diagnostics) {
  CopyPlan copies{named_copies(plan, model, size), 0};
  const KindPlan& sites = plan.kinds.front();
  copies.kinds.front().count = size.sites;
  const std::uint64_t fixed =
      plan.kept_nodes + plan.kept_edges + facts_of(sites, copies.kinds.front().dealing, size.sites);
  std::uint64_t one_each = 0, round = 0;
  for (std::size_t i = 1; i < plan.kinds.size(); ++i) {
    one_each += plan.kinds[i].most_facts();
    round += plan.kinds[i].facts();
    if (copies.filler == 0 || plan.kinds[i].nodes.size() > plan.kinds[copies.filler].nodes.size())
      copies.filler = i;
  }
  if (round == 0) {
    diagnostics.error(whole_file(model_folder),
                      "holds nothing but sites and what is carried over as it is: no other facts "
                      "can be made like it");
    return std::nullopt;
  }
  if (size.facts < fixed + one_each) {
    diagnostics
        .error(whole_file("--facts"), "a world of {} sites has at least {} facts, more than {}",
               size.sites, fixed + one_each, size.facts)
        .with_hint(
            fmt::format("one like {} has {}", model_folder,
                        fixed + std::max(one_each, round * size.sites / sites.nodes.size())));
    return std::nullopt;
  }
  const std::uint64_t rest = size.facts - fixed;
  for (std::size_t i = 1; i < plan.kinds.size(); ++i) {
    const KindPlan& kind = plan.kinds[i];
    const std::uint64_t share = rest < round
                                    ? kind.most_facts() + (rest - one_each) * kind.facts() / round
                                    : rest * kind.facts() / round;
    copies.kinds[i].count = copies_within(kind, copies.kinds[i].dealing, share);
  }
  return copies;
}

}  // namespace harbinger::synth::detail
