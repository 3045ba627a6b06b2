// SPDX-License-Identifier: Apache-2.0
// Signals: from the graph to one column per signal, one row per site.
//
//     SignalText -> pattern (openCypher path) + condition, value (CEL) -> SignalSet -> columns
//
// A match is one path or several that share variables, with walk semantics (a walk may use an edge twice)
// and bounded length. Each way to bind its variables is a binding. `value` gives a term for each distinct
// binding of the variables it names, `combine` makes one value of a site's terms; so a second funder of an
// activity does not double its units.
//
//   variables   a node or edge with its attributes, `id`, `name` (nodes), `kind` or `relation`, `confidence`
//               (its probability), `valid_from`, `valid_to`. An empty cell is unknown, a range is a range.
//   count       without `value`, the distinct bindings of all the variables that the match names, but the
//               site; with one, those of the variables it names.
//   a list      as value gives a term for each of its items; an empty one gives none.
//   where       false: no term. Unknown: a term that may be there, as unknown as one whose value is unknown.
//   unknown     terms make the result unknown, but where the others decide (any, all); count and
//               count_distinct then give the range from what is sure to what may be. `missing: zero` counts
//               them 0, `missing: lower_bound` leaves them out.
//   no terms    count, sum, noisy_or 0; any false; all true; collect the empty text; the others unknown.
//               `missing: zero`: 0, false, the empty text. `missing: unknown`: unknown.
//   first, last the earliest and latest date, as text; of other values that of the first and last binding in
//               the order of ids. span: years between them. collect: distinct texts in order, joined by ', '.
//   without     a path that must not be there; it shares at least one node with the match.
//   over        an attribute of sites: terms are those of all sites that share its value, each once.
//   near        in place of match: the first node lies within a distance of the site; `distance_km` in
//               expressions. A site without coordinates is unknown.
//   allocate    for the first single step from the site (a walk such as `*0..1` is passed over): a term
//               counts 1/n (`split`) or is unknown (`unknown`) where the far node has n > 1 such neighbours.
//   derived     without match, `value` reads other signals, `site` and its fields, parameters, `as_of`.
//
// Two ways to evaluate, which agree: set-at-a-time, all sites at once, for patterns that are trees
// (detail/set_program.hpp); and a search from one site (detail/search.hpp), which also keeps the facts that
// evidence shows. Cost: linear in the edges of the relations named and in the rows of distinct bindings.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/shared.hpp"
#include "base/strong_id.hpp"
#include "expr/column.hpp"
#include "pack/schema.hpp"
#include "signal/signal_text.hpp"
#include "signal/world.hpp"

namespace harbinger::signal {

using SignalId =
    StrongId<struct SignalTag>;  ///< Index into SignalSet::signals(), in order of declaration.

/// Named constants, `params.name`: a number, truth value, text, date or list of texts.
using Parameters = std::vector<std::pair<std::string, expr::Value>>;
/// Named tables from texts to numbers, for `lookup`.
using Tables = std::vector<std::pair<std::string, std::vector<std::pair<std::string, double>>>>;

/// What a person may ask about a signal.
struct Signal {
  std::string id;
  std::string title;
  std::string unit;
  std::string why;
  std::string source;
  expr::ColumnKind kind = expr::ColumnKind::number;
  TextPosition where;           ///< Of its id.
  std::vector<SignalId> reads;  ///< The signals that a derived signal reads, ascending; else none.
};

namespace detail {
struct Plan;
}

/// Checked, immutable, cheap to copy.
class SignalSet {
 public:
  SignalSet() = default;
  /// Nothing where an error was added; all defects of all signals are told in one run.
  [[nodiscard]] static std::optional<SignalSet> check(std::span<const SignalText> texts,
                                                      const pack::Schema& schema,
                                                      const Parameters& params,
                                                      const Tables& tables,
                                                      Diagnostics& diagnostics);

  [[nodiscard]] std::size_t size() const { return signals().size(); }
  [[nodiscard]] std::span<const Signal> signals() const;
  [[nodiscard]] const Signal& operator[](SignalId id) const { return signals()[id.index()]; }
  [[nodiscard]] const std::string& id(SignalId id) const { return (*this)[id].id; }
  [[nodiscard]] std::optional<SignalId> find(std::string_view id) const;
  [[nodiscard]] std::vector<std::string> ids() const;
  /// How the signal is evaluated, for `validate`: `all sites at once`, `searched site by site, because
  /// ...`, `from other signals`.
  [[nodiscard]] const std::string& strategy(SignalId id) const;
  /// All signals, each after those it reads.
  [[nodiscard]] std::span<const SignalId> order() const;
  /// Whether a signal has the same value in every world as one of another set: the texts are the same, and
  /// so are the parameters and tables that they read.
  [[nodiscard]] bool says_the_same(SignalId id, const SignalSet& other, SignalId others) const;
  /// The way to evaluate it, for the other files of this folder.
  [[nodiscard]] const detail::Plan& plan(SignalId id) const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

/// By SignalId, one row per site of a view.
using Columns = std::vector<Shared<expr::Column>>;

/// One column per signal, one row per site of the view. A site that does not hold on the day is unknown in
/// all of them, and so are the signals left out at every site. Same bytes for any number of threads.
[[nodiscard]] Columns evaluate(const SignalSet& set, const World& world, unsigned threads,
                               std::span<const SignalId> left_out = {});

/// One signal at one site, searched: the slow twin of evaluate().
[[nodiscard]] expr::Value evaluate_one(const SignalSet& set, SignalId id, const World& world,
                                       SiteId site);
[[nodiscard]] expr::Value evaluate_one(const SignalSet& set, SignalId id, const World& world,
                                       graph::NodeId site);

}  // namespace harbinger::signal
