// SPDX-License-Identifier: Apache-2.0
#include "report/cel_json.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "expr/base64.hpp"
#include "expr/map_builder.hpp"
#include "expr/time_text.hpp"

namespace harbinger::report {

namespace {

using Json = nlohmann::json;
using Read = tl::expected<expr::Value, std::string>;
using expr::Value;

constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void operator()(const expr::Unknown&) { out_ += "null"; }
  void operator()(const expr::Error&) { out_ += "null"; }
  void operator()(const expr::Null&) { out_ += "null"; }
  void operator()(bool value) { out_ += value ? "true" : "false"; }
  void operator()(std::int64_t value) {
    if (value > exact_in_double || value < -exact_in_double)
      tagged("int", fmt::format("{}", value));
    else
      fmt::format_to(std::back_inserter(out_), "{}", value);
  }
  void operator()(std::uint64_t value) { tagged("uint", fmt::format("{}", value)); }
  void operator()(double value) {
    if (std::isnan(value)) return tagged("double", "NaN");
    if (std::isinf(value)) return tagged("double", value > 0 ? "Infinity" : "-Infinity");
    const std::size_t begin = out_.size();
    fmt::format_to(std::back_inserter(out_), "{}", value);
    if (out_.find_first_of(".e", begin) == std::string::npos) out_ += ".0";
  }
  void operator()(const expr::Range& range) {
    out_ += '[';
    (*this)(range.low);
    out_ += ',';
    (*this)(range.high);
    out_ += ']';
  }
  void operator()(const std::string& value) { text(value); }
  void operator()(const expr::Bytes& value) { tagged("bytes", expr::base64(value.octets)); }
  void operator()(const expr::List& list) { items(*list.items); }
  void operator()(const expr::Map& map) {
    out_ += "{\"map\":[";
    bool first = true;
    for (const auto& [key, value] : *map.entries) {
      out_ += first ? "[" : ",[";
      first = false;
      write(key);
      out_ += ',';
      write(value);
      out_ += ']';
    }
    out_ += "]}";
  }
  void operator()(const expr::TypeValue& type) { tagged("type", type.name); }
  void operator()(const expr::Optional& optional) {
    out_ += "{\"optional\":[";
    if (optional.value != nullptr) write(*optional.value);
    out_ += "]}";
  }
  void operator()(const expr::Timestamp& time) { tagged("timestamp", expr::to_text(Value(time))); }
  void operator()(const expr::Duration& span) { tagged("duration", expr::to_text(Value(span))); }
  void operator()(const Date& date) { text(to_text(date)); }
  void operator()(const expr::Entity& entity) { text(entity.id); }

  void write(const Value& value) { std::visit(*this, value.data); }

 private:
  void text(const std::string& value) { out_ += Json(value).dump(); }
  void tagged(const char* tag, const std::string& value) {
    out_.append("{\"").append(tag).append("\":");
    text(value);
    out_ += '}';
  }
  void items(const std::vector<Value>& values) {
    out_ += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ += ',';
      write(values[i]);
    }
    out_ += ']';
  }

  std::string& out_;
};

Read wrong(const std::string& what) { return tl::make_unexpected(what); }

/// The number a tag holds, as text or as a number; the whole of it.
template <class Number>
Read tagged_number(const Json& json, const char* type) {
  const std::string text = json.is_string() ? json.get<std::string>() : json.dump();
  const bool is_written_out = text.find_first_not_of("+-.0123456789eE") == std::string::npos;
  Number number{};
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (is_written_out && code == std::errc() && end == text.data() + text.size())
    return Value(number);
  return wrong(fmt::format("{} is no {}", json.dump(), type));
}

Read tagged_double(const Json& json) {
  if (json.is_string()) {
    const std::string& text = json.get_ref<const std::string&>();
    if (text == "NaN") return Value(std::numeric_limits<double>::quiet_NaN());
    if (text == "Infinity") return Value(std::numeric_limits<double>::infinity());
    if (text == "-Infinity") return Value(-std::numeric_limits<double>::infinity());
  }
  return tagged_number<double>(json, "double");
}

class Reader {
 public:
  Read read(const Json& json) {
    if (depth_ >= deepest_value)
      return wrong(fmt::format("a value is nested deeper than {} levels", deepest_value));
    ++depth_;
    Read value = of(json);
    --depth_;
    return value;
  }

 private:
  Read of(const Json& json) {
    switch (json.type()) {
      case Json::value_t::boolean: return Value(json.get<bool>());
      case Json::value_t::number_integer: return Value(json.get<std::int64_t>());
      case Json::value_t::number_unsigned: {
        const auto number = json.get<std::uint64_t>();
        if (number > static_cast<std::uint64_t>(INT64_MAX))
          return wrong(fmt::format("{} is no int; write {{\"uint\": \"{}\"}}", number, number));
        return Value(static_cast<std::int64_t>(number));
      }
      case Json::value_t::number_float: return Value(json.get<double>());
      case Json::value_t::string: return Value(json.get<std::string>());
      case Json::value_t::array: return list(json);
      case Json::value_t::object: return object(json);
      default: return Value(expr::Null{});
    }
  }

  Read list(const Json& json) {
    std::vector<Value> items;
    items.reserve(json.size());
    for (const Json& item : json) {
      Read value = read(item);
      if (!value) return value;
      items.push_back(std::move(*value));
    }
    return Value(expr::List{std::make_shared<const std::vector<Value>>(std::move(items))});
  }

  Read object(const Json& json) {
    if (json.size() == 1) {
      const auto entry = json.begin();
      if (auto value = tagged(entry.key(), entry.value())) return std::move(*value);
    }
    expr::MapBuilder entries;
    for (const auto& [key, item] : json.items()) {
      Read value = read(item);
      if (!value) return value;
      (void)entries.add(key, std::move(*value));  // JSON keys are texts, each once.
    }
    return Value(std::move(entries).map());
  }

  /// The value of a tagged form; nothing where the object is none.
  std::optional<Read> tagged(const std::string& tag, const Json& json) {
    const bool scalar = json.is_string() || json.is_number();
    if (tag == "int" && scalar) return tagged_number<std::int64_t>(json, "int");
    if (tag == "uint" && scalar) return tagged_number<std::uint64_t>(json, "uint");
    if (tag == "double" && scalar) return tagged_double(json);
    if (tag == "list" && json.is_array()) return list(json);
    if (tag == "map" && json.is_array()) return map(json);
    if (tag == "optional" && json.is_array() && json.size() <= 1) return optional(json);
    if (tag == "type" && json.is_string() && expr::names_type(json.get<std::string>()))
      return Value(expr::TypeValue{json.get<std::string>()});
    if (!json.is_string()) return std::nullopt;
    const std::string& text = json.get_ref<const std::string&>();
    if (tag == "bytes") {
      if (auto octets = expr::from_base64(text)) return Value(expr::Bytes{std::move(*octets)});
      return wrong(fmt::format("{} is not base64", json.dump()));
    }
    if (tag == "timestamp") {
      if (const auto time = expr::parse_timestamp(text)) return Value(*time);
      return wrong(fmt::format("{} is no timestamp (2009-02-13T23:31:30Z)", json.dump()));
    }
    if (tag == "duration") {
      if (const auto span = expr::parse_duration(text)) return Value(*span);
      return wrong(fmt::format("{} is no duration (1.5s)", json.dump()));
    }
    return std::nullopt;
  }

  Read optional(const Json& json) {
    if (json.empty()) return Value(expr::Optional{});
    Read value = read(json[0]);
    if (!value) return value;
    return Value(expr::Optional{std::make_shared<const Value>(std::move(*value))});
  }

  Read map(const Json& json) {
    expr::MapBuilder entries;
    for (const Json& entry : json) {
      if (!entry.is_array() || entry.size() != 2)
        return wrong("an entry of {\"map\": ...} is a list of key and value");
      Read key = read(entry[0]);
      if (!key) return key;
      Read value = read(entry[1]);
      if (!value) return value;
      if (auto error = entries.add(std::move(*key), std::move(*value)))
        return wrong(error->message);
    }
    return Value(std::move(entries).map());
  }

  int depth_ = 0;
};

}  // namespace

void append_cel_json(std::string& out, const Value& value) { Writer(out).write(value); }

Read value_of_cel_json(const Json& json) { return Reader().read(json); }

}  // namespace harbinger::report
