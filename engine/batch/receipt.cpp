// SPDX-License-Identifier: Apache-2.0
#include "batch/receipt.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

namespace harbinger::batch {

namespace {

using Json = nlohmann::ordered_json;

/// A path may hold bytes that are no UTF-8.
std::string dumped(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json json_of(const Receipt& receipt) {
  Json json;
  json["id"] = receipt.job.id;
  json["engine"] = receipt.job.engine;
  json["options"] = Json::object();
  for (const auto& [name, value] : receipt.job.options) json["options"][name] = value;
  json["inputs"] = Json::array();
  for (const HashedInput& input : receipt.job.inputs)
    json["inputs"].push_back({{"path", input.path}, {"sha256", input.sha256}});
  json["outputs"] = Json::array();
  for (const HashedOutput& output : receipt.outputs)
    json["outputs"].push_back(
        {{"path", output.path}, {"bytes", output.bytes}, {"sha256", output.sha256}});
  return json;
}

Receipt receipt_of(const Json& json) {
  Receipt receipt;
  receipt.job.id = json.at("id").get<std::string>();
  receipt.job.engine = json.at("engine").get<std::string>();
  for (const auto& [name, value] : json.at("options").items())
    receipt.job.options.emplace_back(name, value.get<std::string>());
  for (const Json& input : json.at("inputs"))
    receipt.job.inputs.push_back(
        {input.at("path").get<std::string>(), input.at("sha256").get<std::string>()});
  for (const Json& output : json.at("outputs"))
    receipt.outputs.push_back({output.at("path").get<std::string>(),
                               output.at("bytes").get<std::uint64_t>(),
                               output.at("sha256").get<std::string>()});
  return receipt;
}

}  // namespace

bool JobIdentity::is_same(const JobIdentity& other) const {
  const auto same_hash = [](const HashedInput& a, const HashedInput& b) {
    return a.sha256 == b.sha256;
  };
  return id == other.id && engine == other.engine && options == other.options &&
         std::equal(inputs.begin(), inputs.end(), other.inputs.begin(), other.inputs.end(),
                    same_hash);
}

std::vector<HashedOutput> hashed(const std::vector<FileContent>& files) {
  std::vector<HashedOutput> out;
  for (const FileContent& file : files)
    out.push_back({file.path, file.content.size(), sha256(file.content)});
  return out;
}

std::string to_json(const Receipt& receipt) { return dumped(json_of(receipt), 1); }

std::optional<Receipt> parse_receipt(std::string_view text) {
  try {
    return receipt_of(Json::parse(text));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::string manifest_line(const JobResult& result) {
  Json json = json_of(result.receipt);
  json["status"] = result.why ? "failed" : "done";
  if (result.why) json["reason"] = *result.why;
  if (!result.notes.empty()) json["notes"] = result.notes;
  json["seconds"] =
      result.seconds ? Json(std::round(*result.seconds * 1000) / 1000) : Json(nullptr);
  return dumped(json, -1);
}

std::optional<JobResult> parse_manifest_line(std::string_view line) {
  try {
    const Json json = Json::parse(line);
    JobResult result{receipt_of(json), {}, {}, {}};
    if (json.at("status") != "done") result.why = json.at("reason").get<std::string>();
    if (json.contains("notes")) result.notes = json["notes"].get<std::vector<std::string>>();
    if (!json.at("seconds").is_null()) result.seconds = json["seconds"].get<double>();
    return result;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace harbinger::batch
