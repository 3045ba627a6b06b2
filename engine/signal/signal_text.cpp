// SPDX-License-Identifier: Apache-2.0
#include "signal/signal_text.hpp"

namespace harbinger::signal {

bool read_value(const YamlNode& node, PathsText& out, Diagnostics& diagnostics) {
  if (node.kind == YamlKind::sequence) return harbinger::read_value(node, out.paths, diagnostics);
  out.paths.clear();
  return harbinger::read_value(node, out.paths.emplace_back(), diagnostics);
}

YamlNode written_value(const PathsText& value) {
  return value.paths.size() == 1 ? harbinger::written_value(value.paths.front())
                                 : harbinger::written_value(value.paths);
}

ValueShape shape_of(const PathsText*) {
  const ValueShape path{ValueShape::Kind::text};
  return one_of({path, list_of(path)});
}

const Record<NearText>& NearText::shape() {
  static const auto record = Record<NearText>("near")
                                 .required("match", &NearText::match,
                                           "paths; the first node of the first lies near the site")
                                 .required("within", &NearText::within, "greatest distance: 80 km")
                                 .optional("decay", &NearText::decay,
                                           "multiplies a term by exp(-distance / decay): 25 km");
  return record;
}

const Record<LookupText>& LookupText::shape() {
  static const auto record =
      Record<LookupText>("lookup")
          .required("table", &LookupText::table, "a name under `tables:`")
          .optional("default", &LookupText::otherwise, "for texts that the table does not have");
  return record;
}

const Record<SignalText>& SignalText::shape() {
  static const auto record =
      Record<SignalText>("signal")
          .required("id", &SignalText::id, "unique name, as rules and models use it")
          .optional("title", &SignalText::title, "one line for people")
          .optional("match", &SignalText::match, "openCypher path, or paths, from (site)")
          .optional("where", &SignalText::where, "condition on a binding: CEL, a truth value")
          .optional("value", &SignalText::value,
                    "term of a binding: CEL; without match, over other signals")
          .optional("combine", &SignalText::combine,
                    "count, count_distinct, any, all, sum, max, min, mean, noisy_or, first, last, "
                    "span, collect")
          .optional("missing", &SignalText::missing, "zero, unknown or lower_bound")
          .optional("without", &SignalText::without, "path, or paths, that must not exist")
          .optional("over", &SignalText::over,
                    "attribute of sites: one value for all that share it")
          .optional("near", &SignalText::near,
                    "in place of match: paths from what lies near the site")
          .optional("lookup", &SignalText::lookup,
                    "table that turns the text of `value` into a number")
          .optional("allocate", &SignalText::allocate,
                    "full, split or unknown: what names several sites")
          .optional("unit", &SignalText::unit, "of the number: scanners, years")
          .optional("why", &SignalText::why, "why it is counted so")
          .optional("source", &SignalText::source, "where the way of counting is from");
  return record;
}

}  // namespace harbinger::signal
