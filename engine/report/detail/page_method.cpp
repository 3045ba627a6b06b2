// SPDX-License-Identifier: Apache-2.0
#include "report/detail/page_method.hpp"

#include "model/method_words.hpp"

namespace harbinger::report::detail {

namespace {

/// Sets a text that is there.
void set(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}
void set(Json& json, const char* key, const std::optional<WrittenText>& text) {
  if (text) json[key] = text->value;
}
void set(Json& json, const char* key, const signal::PathsText& paths) {
  std::string joined;
  for (const WrittenText& path : paths.paths) joined += (joined.empty() ? "" : "\n") + path.value;
  set(json, key, joined);
}

Json inputs_json(const model::Dimension& dimension) {
  Json inputs = Json::array();
  if (dimension.points) {
    Json points{{"points_full", dimension.points->full}, {"weight", dimension.points->weight}};
    set(points, "why", dimension.points->why);
    inputs.push_back(std::move(points));
  }
  for (const model::Indicator& indicator : dimension.indicators) {
    Json json{{"signal", indicator.signal},
              {"weight", indicator.weight},
              {"normalise", to_text(indicator.normalise.method)},
              {"missing", to_text(indicator.missing)}};
    set(json, "why", indicator.why);
    inputs.push_back(std::move(json));
  }
  return inputs;
}

Json tree_json(const model::Model& model, model::DimensionId id) {
  const model::Dimension& dimension = model[id];
  Json json{{"id", dimension.id},
            {"title", dimension.title},
            {"combine", to_text(dimension.combine.method)},
            {"weight", dimension.weight}};
  if (dimension.floor > 0) json["floor"] = dimension.floor;
  if (dimension.weights != model::WeightMethod::given) json["weights"] = to_text(dimension.weights);
  set(json, "why", dimension.why);
  json["of"] = Json::array();
  for (const model::DimensionId child : dimension.children)
    json["of"].push_back(tree_json(model, child));
  json["inputs"] = inputs_json(dimension);
  return json;
}

Json rule_json(const ranking::Assessment& a, rule::RuleId id) {
  const rule::Rule& rule = a.basis.rules.rule(id);
  const rule::RuleText& text = a.basis.rules.rule_text(id);
  Json json{{"id", rule.id}};
  set(json, "title", rule.title);
  json["when"] = text.when.value;
  if (rule.effect != rule::Effect::points) json["effect"] = to_text(rule.effect);
  for (const auto* amount : {&text.points, &text.multiply, &text.floor, &text.cap})
    if (*amount) json["points"] = (*amount)->value;
  set(json, "tier", rule.tier);
  if (rule.dimension.valid())
    json["dimension"] = a.basis.rules.dimensions()[rule.dimension.index()];
  set(json, "group", text.group);
  set(json, "because", text.because);
  set(json, "why", rule.why);
  set(json, "source", rule.source);
  json["enabled"] = rule.enabled;
  set(json, "reason", rule.reason);
  json["fired_at"] = a.outcomes.rules[id.index()].fired->count();
  return json;
}

/// A list in brackets, whatever way it is written.
std::string text_of(const YamlNode& value) {
  if (value.kind != YamlKind::sequence) return value.scalar.value;
  std::string list;
  for (const YamlNode& item : value.items) list += (list.empty() ? "" : ", ") + text_of(item);
  return "[" + list + "]";
}

Json params_json(const Named<rule::ParameterText>& params) {
  Json list = Json::array();
  for (const auto& [name, param] : params) {
    Json json{{"name", name.value}, {"value", text_of(param.value)}};
    set(json, "why", param.why.value);
    list.push_back(std::move(json));
  }
  return list;
}

Json groups_json(const std::vector<rule::GroupText>& groups) {
  Json list = Json::array();
  for (const rule::GroupText& group : groups) {
    Json json{{"id", group.id.value}, {"cap", group.cap}};
    set(json, "dimension", group.dimension);
    set(json, "why", group.why);
    list.push_back(std::move(json));
  }
  return list;
}

Json tables_json(const Named<rule::TableText>& tables) {
  Json list = Json::array();
  for (const auto& [name, table] : tables) {
    Json json{{"name", name.value}, {"entries", Json::array()}};
    for (const auto& [text, entry] : table.values) {
      Json line{{"text", text.value}, {"value", entry.value}};
      set(line, "why", entry.why);
      json["entries"].push_back(std::move(line));
    }
    set(json, "why", table.why);
    list.push_back(std::move(json));
  }
  return list;
}

Json signal_json(const signal::SignalText& text) {
  Json json{{"id", text.id.value}};
  set(json, "title", text.title);
  set(json, "unit", text.unit);
  set(json, "match", text.near ? text.near->match : text.match);
  if (text.near) {
    json["within"] = text.near->within.value;
    set(json, "decay", text.near->decay);
  }
  set(json, "without", text.without);
  set(json, "where", text.where);
  set(json, "value", text.value);
  if (text.lookup) {
    json["lookup"] = {{"table", text.lookup->table.value}};
    if (text.lookup->otherwise) json["lookup"]["default"] = *text.lookup->otherwise;
  }
  set(json, "combine", text.combine);
  set(json, "missing", text.missing);
  set(json, "over", text.over);
  set(json, "allocate", text.allocate);
  set(json, "why", text.why);
  set(json, "source", text.source);
  return json;
}

}  // namespace

Json dimensions_json(const model::Model& model) {
  Json list = Json::array();
  for (const model::DimensionId id : model[model::Model::top].children)
    list.push_back({{"id", model[id].id}, {"title", model[id].title}});
  return list;
}

Json tiers_json(const model::Tiers& tiers) {
  Json list = Json::array();
  for (const model::TierBound& bound : tiers.bounds) {
    const bool by_score = tiers.by == model::Tiers::By::score;
    Json json{{"name", bound.tier}, {"at_least", by_score ? Json(bound.at_least) : Json(nullptr)}};
    if (!by_score) json["percentile"] = bound.at_least;
    set(json, "why", bound.why);
    list.push_back(std::move(json));
  }
  return list;
}

Json method_json(const ranking::Assessment& a, const std::string& model_file) {
  const model::Model& model = a.basis.model;
  const rule::RuleSet& rules = a.basis.rules;
  Json json{{"rule_files", Json::array()}, {"model_file", model_file}};
  for (const auto& file : rules.texts().files) json["rule_files"].push_back(file->name());
  json["model"] = {{"title", model.title},
                   {"tree", tree_json(model, model::Model::top)},
                   {"tiers", tiers_json(model.tiers)}};
  json["params"] = params_json(rules.texts().params);
  json["tables"] = tables_json(rules.texts().tables);
  json["groups"] = groups_json(rules.texts().groups);
  json["rules"] = Json::array();
  for (std::size_t i = 0; i < rules.rules().size(); ++i)
    json["rules"].push_back(rule_json(a, rule::RuleId(i)));
  json["signals"] = Json::array();
  for (const signal::SignalText& text : rules.texts().signals)
    json["signals"].push_back(signal_json(text));
  json["confidence"] = Json::array();
  for (const pack::ConfidenceWord& word : a.basis.graph.schema().confidence)
    json["confidence"].push_back({{"word", word.word}, {"probability", word.probability}});
  return json;
}

}  // namespace harbinger::report::detail
