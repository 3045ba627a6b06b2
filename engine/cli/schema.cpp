// SPDX-License-Identifier: Apache-2.0
#include "batch/job_text.hpp"
#include "cli/commands.hpp"
#include "model/model_text.hpp"
#include "pack/file_shape.hpp"
#include "report/schema_json.hpp"
#include "ruletest/test_text.hpp"
#include "scenario/scenario_text.hpp"

namespace harbinger::cli {

namespace {

const RecordShape& shape_of_file(const std::string& kind) {
  if (kind == "rules") return ruletest::rule_file_shape();
  if (kind == "tests") return ruletest::TestFileText::shape();
  if (kind == "model") return model::ModelText::shape();
  if (kind == "pack") return pack::pack_file_shape();
  if (kind == "jobs") return batch::JobFileText::shape();
  return scenario::ScenarioFileText::shape();
}

}  // namespace

int schema(const SchemaOptions& options, Context& context) {
  return deliver(
      report::schema_json(shape_of_file(options.kind), "harbinger " + options.kind + " file"),
      options.output, context);
}

}  // namespace harbinger::cli
