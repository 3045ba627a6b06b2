// SPDX-License-Identifier: Apache-2.0
#include "batch/job_text.hpp"

namespace harbinger::batch {

const Record<DateRangeText>& DateRangeText::shape() {
  static const auto record =
      Record<DateRangeText>("range of dates")
          .required("from", &DateRangeText::from, "the first day; of a year or month, its last")
          .required("to", &DateRangeText::to, "the last day")
          .required("step", &DateRangeText::step, "years, months or days: 1y, 6m, 30d");
  return record;
}

bool read_value(const YamlNode& node, JobDateText& out, Diagnostics& diagnostics) {
  if (node.kind == YamlKind::map) {
    const bool good = harbinger::read_value(node, out.range.emplace(), diagnostics);
    out.written = out.range->step;
    return good;
  }
  if (!harbinger::read_value(node, out.written, diagnostics)) return false;
  if (out.written.value == "latest") return true;
  Date date;
  if (!harbinger::read_value(node, date, diagnostics)) return false;
  out.date = date;
  return true;
}
YamlNode written_value(const JobDateText& value) {
  return value.range ? harbinger::written_value(*value.range)
                     : harbinger::written_value(value.written);
}
ValueShape shape_of(const JobDateText*) {
  return one_of(
      {{ValueShape::Kind::date}, {ValueShape::Kind::text}, record_of(DateRangeText::shape())});
}

const Record<CombinationText>& CombinationText::shape() {
  static const auto record =
      Record<CombinationText>("combination")
          .optional("pack", &CombinationText::pack, "a pack, or packs, by name (default: all)")
          .optional("rules", &CombinationText::rules, "rule sets by name")
          .optional("model", &CombinationText::model, "models by name")
          .optional("scenario", &CombinationText::scenario,
                    "scenarios by name; `base` is the world without one")
          .optional("date", &CombinationText::date, "dates by name, which is how ids write them");
  return record;
}

bool read_value(const YamlNode& node, CombinationText& out, Diagnostics& diagnostics) {
  out.where = node.where;
  return CombinationText::shape().read(node, out, diagnostics);
}

const Record<OutputsText>& OutputsText::shape() {
  static const auto record =
      Record<OutputsText>("list of outputs")
          .optional("formats", &OutputsText::formats,
                    "table, csv, json, jsonl, geojson, md (default: json)")
          .optional("top", &OutputsText::top, "the first sites only, so many; as rank --top")
          .optional("where", &OutputsText::where, "CEL: only these sites; as rank --where");
  return record;
}

bool read_value(const YamlNode& node, OutputsText& out, Diagnostics& diagnostics) {
  out.place = node.where;
  if (const YamlNode* top = node.find("top")) out.place = top->where;
  return OutputsText::shape().read(node, out, diagnostics);
}

const Record<JobFileText>& JobFileText::shape() {
  static const auto record =
      Record<JobFileText>("job file")
          .required("jobs", &JobFileText::jobs, "what the jobs are called together")
          .optional("title", &JobFileText::title, "one line for people")
          .required("packs", &JobFileText::packs, "by name: a folder of facts")
          .required("rules", &JobFileText::rules, "by name: a rule file, or files")
          .required("models", &JobFileText::models, "by name: a scoring model")
          .optional("scenarios", &JobFileText::scenarios,
                    "by name: a file with that scenario, or with one only")
          .optional("dates", &JobFileText::dates,
                    "days looked at: dates, ranges of them, or `latest`, the pack's own day "
                    "(the default)")
          .optional("outputs", &JobFileText::outputs, "what each job writes")
          .optional("into", &JobFileText::into, "folder for the outputs, where -o names none")
          .optional("runs", &JobFileText::runs,
                    "combinations that are run (default: all of the product)")
          .optional("except", &JobFileText::except, "combinations that are not run");
  return record;
}

}  // namespace harbinger::batch
