// SPDX-License-Identifier: Apache-2.0
// A signal as written in YAML. Texts stay texts here, each with its place; SignalSet::check gives them
// their meaning.
//
//     - id: allied_calls
//       title: Allied naval calls, each halving in weight every five years
//       match: "(site)<-[call:CALLS_AT]-(ship:Vessel)-[:SERVES]->(navy:Navy)-[:SERVES]->(c:Country)"
//       where: "allied(c, call.date) && c != site.country"
//       value: "decay(call.date, as_of, years(5))"
//       combine: sum
//       missing: zero
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/yaml_record.hpp"

namespace harbinger::signal {

/// One path, or a list of paths that share variables.
struct PathsText {
  std::vector<WrittenText> paths;
  friend bool operator==(const PathsText&, const PathsText&) = default;
};
[[nodiscard]] bool read_value(const YamlNode& node, PathsText& out, Diagnostics& diagnostics);
[[nodiscard]] YamlNode written_value(const PathsText& value);
[[nodiscard]] ValueShape shape_of(const PathsText*);

/// A path whose first node lies near the site: {match, within: 80 km, decay: 25 km}.
struct NearText {
  PathsText match;
  WrittenText within;                ///< `80 km`.
  std::optional<WrittenText> decay;  ///< `25 km`: a term is multiplied by exp(-distance / decay).
  static const Record<NearText>& shape();
  friend bool operator==(const NearText&, const NearText&) = default;
};

/// The number that a table has for a text: {table: weight_of_class, default: 1}.
struct LookupText {
  WrittenText table;
  std::optional<double> otherwise;  ///< `default`: for texts that the table does not have.
  static const Record<LookupText>& shape();
  friend bool operator==(const LookupText&, const LookupText&) = default;
};

struct SignalText {
  WrittenText id;
  std::string title;
  PathsText match;
  std::optional<WrittenText> where;
  std::optional<WrittenText> value;
  std::optional<WrittenText> combine;
  std::optional<WrittenText> missing;
  PathsText without;
  std::optional<WrittenText> over;
  std::optional<NearText> near;
  std::optional<LookupText> lookup;
  std::optional<WrittenText> allocate;
  std::string unit;
  std::string why;
  std::string source;
  static const Record<SignalText>& shape();
  friend bool operator==(const SignalText&, const SignalText&) = default;
};

}  // namespace harbinger::signal
