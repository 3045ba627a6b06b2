// SPDX-License-Identifier: Apache-2.0
#include "batch/receipt.hpp"

#include <catch2/catch.hpp>

using namespace harbinger;
using namespace harbinger::batch;

namespace {

Receipt a_receipt() {
  return {{"p.r.m.base.2010",
           "harbinger 1",
           {{"as_of", "2010-12-31"}, {"where", "name != \"é\n\""}},
           {{"data/p", "aa"}, {"r.yaml", "bb"}}},
          {{"ranking.json", 12, "cc"}}};
}

}  // namespace

TEST_CASE("A receipt is read as it was written", "[receipt]") {
  const Receipt receipt = a_receipt();
  const auto read = parse_receipt(to_json(receipt));
  REQUIRE(read);
  CHECK(read->job.is_same(receipt.job));
  CHECK(read->job.options == receipt.job.options);
  CHECK(read->job.inputs[1].path == "r.yaml");
  CHECK(read->outputs == receipt.outputs);
}

TEST_CASE(
    "A job is the same whatever its inputs are called, and another one with any other difference",
    "[receipt]") {
  const JobIdentity job = a_receipt().job;
  const auto same_after = [&](auto change) {
    JobIdentity other = job;
    change(other);
    return job.is_same(other);
  };
  CHECK(same_after([](JobIdentity& o) { o.inputs[0].path = "/elsewhere"; }));
  CHECK_FALSE(same_after([](JobIdentity& o) { o.inputs[0].sha256 = "ab"; }));
  CHECK_FALSE(same_after([](JobIdentity& o) { o.inputs.pop_back(); }));
  CHECK_FALSE(same_after([](JobIdentity& o) { o.options[0].second = "2011-12-31"; }));
  CHECK_FALSE(same_after([](JobIdentity& o) { o.options.clear(); }));
  CHECK_FALSE(same_after([](JobIdentity& o) { o.engine = "harbinger 2"; }));
  CHECK_FALSE(same_after([](JobIdentity& o) { o.id = "p.r.m.base.latest"; }));
}

TEST_CASE("Text that is no receipt is none, and nothing breaks", "[receipt]") {
  const std::string whole = to_json(a_receipt());
  for (std::size_t cut = 0; cut + 2 < whole.size(); ++cut)
    CHECK_FALSE(parse_receipt(whole.substr(0, cut)));
  for (const char* text : {"[]", "null", "{\"id\": 3}", "{\"id\": \"x\", \"engine\": []}"})
    CHECK_FALSE(parse_receipt(text));
}

TEST_CASE("A line of the manifest is one line, and tells what became of the job", "[manifest]") {
  JobResult failed{{a_receipt().job, {}}, "no room\nat all", {"a note"}, 0.12345};
  const std::string line = manifest_line(failed);
  CHECK(std::count(line.begin(), line.end(), '\n') == 1);
  CHECK(line.back() == '\n');
  const auto read = parse_manifest_line(line);
  REQUIRE(read);
  CHECK(read->why == "no room\nat all");
  CHECK(read->notes == std::vector<std::string>{"a note"});
  CHECK(read->seconds == 0.123);
  CHECK(read->receipt.outputs.empty());

  const auto done = parse_manifest_line(manifest_line({a_receipt(), {}, {}, {}}));
  REQUIRE(done);
  CHECK_FALSE(done->why);
  CHECK_FALSE(done->seconds);
  CHECK(done->receipt.outputs == a_receipt().outputs);
}
