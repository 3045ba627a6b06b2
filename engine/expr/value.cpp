// SPDX-License-Identifier: Apache-2.0
#include "expr/value.hpp"

#include <fmt/format.h>

#include "expr/time_text.hpp"

namespace harbinger::expr {

namespace {

std::string quoted_inside(const Value& value) {
  if (const auto* text = value.get_if<std::string>()) return fmt::format("\"{}\"", *text);
  return to_text(value);
}

struct ValueText {
  std::string operator()(Unknown) const { return "unknown"; }
  std::string operator()(const Error& error) const { return "error: " + error.message; }
  std::string operator()(Null) const { return "null"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(std::uint64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return fmt::format("{}", value); }
  std::string operator()(Range range) const {
    return fmt::format("[{}, {}]", range.low, range.high);
  }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const Bytes& bytes) const {
    std::string out = "b\"";
    for (const char octet : bytes.octets) {
      const auto code = static_cast<unsigned char>(octet);
      if (code >= 0x20 && code < 0x7F && code != '"' && code != '\\')
        out += octet;
      else
        out += fmt::format("\\x{:02x}", code);
    }
    return out + "\"";
  }
  std::string operator()(const List& list) const {
    std::string out = "[";
    for (const Value& item : *list.items) {
      if (out.size() > 1) out += ", ";
      out += quoted_inside(item);
    }
    return out + "]";
  }
  std::string operator()(const Map& map) const {
    std::string out = "{";
    for (const auto& [key, value] : *map.entries) {
      if (out.size() > 1) out += ", ";
      out += quoted_inside(key) + ": " + quoted_inside(value);
    }
    return out + "}";
  }
  std::string operator()(const Optional& optional) const {
    return optional.value ? "optional.of(" + quoted_inside(*optional.value) + ")"
                          : "optional.none()";
  }
  std::string operator()(const TypeValue& type) const { return type.name; }
  std::string operator()(Timestamp time) const { return timestamp_text(time); }
  std::string operator()(Duration span) const { return duration_text(span); }
  std::string operator()(Date date) const { return harbinger::to_text(date); }
  std::string operator()(const Entity& entity) const { return entity.id; }
};

struct TypeName {
  std::string operator()(Unknown) const { return "unknown"; }
  std::string operator()(const Error&) const { return "error"; }
  std::string operator()(Null) const { return "null_type"; }
  std::string operator()(bool) const { return "bool"; }
  std::string operator()(std::int64_t) const { return "int"; }
  std::string operator()(std::uint64_t) const { return "uint"; }
  std::string operator()(double) const { return "double"; }
  std::string operator()(Range) const { return "double"; }
  std::string operator()(const std::string&) const { return "string"; }
  std::string operator()(const Bytes&) const { return "bytes"; }
  std::string operator()(const List&) const { return "list"; }
  std::string operator()(const Map&) const { return "map"; }
  std::string operator()(const TypeValue&) const { return "type"; }
  std::string operator()(const Optional&) const { return "optional_type"; }
  std::string operator()(Timestamp) const { return "google.protobuf.Timestamp"; }
  std::string operator()(Duration) const { return "google.protobuf.Duration"; }
  std::string operator()(Date) const { return "date"; }
  std::string operator()(const Entity&) const { return "entity"; }
};

}  // namespace

std::string type_name(const Value& value) { return std::visit(TypeName{}, value.data); }

std::string to_text(const Value& value) { return std::visit(ValueText{}, value.data); }

}  // namespace harbinger::expr
