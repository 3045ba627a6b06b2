// SPDX-License-Identifier: Apache-2.0
#include "report/schema_json.hpp"

#include <algorithm>
#include <vector>

#include "report/detail/json.hpp"

namespace harbinger::report {

namespace {

using detail::Json;

class SchemaWriter {
 public:
  Json write(const RecordShape& file, const std::string& title) {
    Json json{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
    json["$ref"] = reference(file);
    json["$defs"] = Json::object();
    // Writing one record may name further ones.
    for (std::size_t i = 0; i < records_.size(); ++i) {
      Json record = json_of(*records_[i]);
      json["$defs"][name_of(*records_[i])] = std::move(record);
    }
    return json;
  }

 private:
  std::string name_of(const RecordShape& record) const {
    std::string name = record.name;
    std::replace(name.begin(), name.end(), ' ', '_');
    // Two records that people call the same are told apart by number.
    std::size_t same = 0;
    for (const RecordShape* other : records_) {
      if (other == &record) break;
      if (other->name == record.name) ++same;
    }
    return same == 0 ? name : name + "_" + std::to_string(same + 1);
  }

  std::string reference(const RecordShape& record) {
    if (std::find(records_.begin(), records_.end(), &record) == records_.end())
      records_.push_back(&record);
    return "#/$defs/" + name_of(record);
  }

  Json json_of(const RecordShape& record) {
    Json json{{"title", record.name}, {"type", "object"}, {"properties", Json::object()}};
    Json required = Json::array();
    for (const RecordShape::Property& property : record.properties) {
      Json value = json_of(property.shape());
      if (!property.doc.empty()) value["description"] = property.doc;
      json["properties"][property.key] = std::move(value);
      if (property.required) required.push_back(property.key);
    }
    if (!required.empty()) json["required"] = std::move(required);
    json["additionalProperties"] = false;
    return json;
  }

  Json json_of(const ValueShape& shape) {
    using Kind = ValueShape::Kind;
    switch (shape.kind) {
      case Kind::any: return Json::object();
      // An editor takes a plain `5` or `true` for what it looks like; to us it is a text.
      case Kind::text: return {{"type", {"string", "number", "boolean"}}};
      case Kind::number: return {{"type", "number"}};
      case Kind::integer: return {{"type", "integer"}};
      case Kind::truth: return {{"enum", {true, false, "yes", "no"}}};
      case Kind::date: return {{"type", {"string", "integer"}}};  // 2019 alone is a number
      case Kind::list: return {{"type", {"array", "null"}}, {"items", json_of(shape.parts.at(0))}};
      case Kind::names:
        return {{"type", {"object", "null"}}, {"additionalProperties", json_of(shape.parts.at(0))}};
      case Kind::record: return {{"$ref", reference(*shape.record)}};
      case Kind::one_of: break;
    }
    Json choices = Json::array();
    for (const ValueShape& part : shape.parts) choices.push_back(json_of(part));
    return {{"anyOf", std::move(choices)}};
  }

  std::vector<const RecordShape*> records_;
};

}  // namespace

std::string schema_json(const RecordShape& file, const std::string& title) {
  return detail::dumped(SchemaWriter().write(file, title), 2);
}

}  // namespace harbinger::report
