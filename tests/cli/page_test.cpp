// SPDX-License-Identifier: Apache-2.0
// `--format html` and `--format svg` through the commands, with a small template in place of the real one.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/context.hpp"
#include "scratch_folder.hpp"

namespace {

using namespace harbinger;
using nlohmann::json;
namespace fs = std::filesystem;
using harbinger::tests::ScratchFolder;

const std::string project = HARBINGER_SOURCE_DIR;
const std::string small_home = project + "/tests/data/page";

void write(const std::string& path, const std::string& text) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path) << text;
}

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Answer {
  int code = 0;
  std::string out;
  std::string err;
};

/// A command on the bundled pack, rules and model, the program's own files found in `home`.
Answer run(std::vector<std::string> arguments, const std::string& home = small_home) {
  for (const auto& [option, path] :
       {std::pair("--pack", "/data/scanners"), std::pair("--rules", "/rules/scanners.yaml"),
        std::pair("--model", "/models/exposure.yaml")}) {
    arguments.emplace_back(option);
    arguments.push_back(project + path);
  }
  std::ostringstream out, err;
  cli::Context context{out, err, home, {}, false};
  Answer answer;
  answer.code = cli::run(std::move(arguments), context);
  answer.out = out.str();
  answer.err = err.str();
  return answer;
}

json document_in(const std::string& page) {
  const std::string begin = R"(<script type="application/json" id="harbinger-data">)";
  const std::size_t at = page.find(begin);
  REQUIRE(at != std::string::npos);
  const std::size_t from = at + begin.size();
  return json::parse(page.substr(from, page.find("</script>", from) - from));
}

}  // namespace

TEST_CASE("A ranking's page holds the ranking, its explanations and its years", "[page]") {
  const Answer answer = run({"rank", "--format", "html", "--top", "30", "--details", "4"});
  REQUIRE(answer.code == 0);
  CHECK(answer.out.starts_with("<!doctype html>"));
  CHECK(answer.out.ends_with("</html>\n"));
  const json page = document_in(answer.out);
  const json ranking = json::parse(run({"rank", "--format", "json", "--top", "30"}).out);
  CHECK(page["kind"] == "rank");
  CHECK(page["run"]["inputs"] == ranking["inputs"]);
  REQUIRE(page["sites"].size() == 30);
  for (std::size_t i = 0; i < 4; ++i) CHECK(page["sites"][i] == ranking["sites"][i]);
  CHECK(page["sites"][29]["id"] == ranking["sites"][29]["id"]);
  CHECK(page["details"].size() == 4);
  CHECK(page["totals"]["detailed"] == 4);
  REQUIRE(page["timeline"]["sites"].size() == 4);
  CHECK(page["timeline"]["days"].front() == "2000-12-31");
  CHECK(page["timeline"]["days"].back() == "2026-04-30");
  CHECK(page["timeline"]["sites"][0]["at"].back()["score"] == ranking["sites"][0]["score"]);
  CHECK(page["notes"].size() == 2);
}

TEST_CASE("A page is the same for any number of threads, at every command", "[page]") {
  const std::vector<std::vector<std::string>> commands{
      {"rank", "--top", "90"},
      {"explain", "port-of-subic"},
      {"whatif", "--remove", "CONTROLS:tongfang:nuctech", "--details", "9"},
      {"timeline", "--from", "2015", "--top", "5"}};
  for (std::vector<std::string> command : commands) {
    command.insert(command.end(), {"--format", "html", "--threads", "1"});
    const std::string one = run(command).out;
    REQUIRE(document_in(one)["kind"] == command[0]);
    for (const char* threads : {"2", "8"}) {
      command.back() = threads;
      CHECK(run(command).out == one);
    }
  }
}

TEST_CASE("The page of a site, of a what-if and of a timeline show what was asked for", "[page]") {
  const json site = document_in(run({"explain", "port-of-subic", "--format", "html"}).out);
  REQUIRE(site["sites"].size() == 1);
  CHECK(site["sites"][0]["rank"] == 2);
  CHECK(site["totals"]["sites"] == 551);
  CHECK(site["details"].contains("port-of-subic"));

  const std::vector<std::string> whatif{"whatif", "--remove", "CONTROLS:tongfang:nuctech",
                                        "--format"};
  auto as_json = whatif, as_html = whatif;
  as_json.emplace_back("json");
  as_html.emplace_back("html");
  const json moved = json::parse(run(as_json).out)["scenarios"][0]["moved"];
  const json page = document_in(run(as_html).out);
  REQUIRE(page["whatif"]["scenarios"][0]["moved"].size() == moved.size());
  CHECK(page["sites"].size() >= 100);
  for (const json& move : moved)
    CHECK(std::any_of(page["sites"].begin(), page["sites"].end(),
                      [&](const json& shown) { return shown["id"] == move["id"]; }));

  const std::vector<std::string> years{"timeline", "port-of-subic", "lagos",
                                       "--from",   "2015",          "--format"};
  auto years_json = years, years_html = years;
  years_json.emplace_back("json");
  years_html.emplace_back("html");
  const json followed = document_in(run(years_html).out);
  CHECK(followed["timeline"]["sites"] == json::parse(run(years_json).out)["sites"]);
  CHECK(followed["sites"].size() == 2);
  const json twice =
      document_in(run({"timeline", "lagos", "Lagos", "--from", "2020", "--format", "html"}).out);
  CHECK(twice["sites"].size() == 1);
}

TEST_CASE("A what-if tells the files of its scenarios among its inputs, each once", "[page]") {
  const ScratchFolder folder;
  fs::copy(project + "/rules/scanners.yaml", folder.file("other.yaml"));
  fs::copy(project + "/models/exposure.yaml", folder.file("model.yaml"));
  const std::string base =
      "scenarios:\n  - name: base_line\n    edits: [{set: params.control_threshold, to: 0.6}]\n";
  write(folder.file("base.yaml"), base);
  write(folder.file("others.yaml"),
        "scenarios:\n  - name: others\n    extends: base_line\n    rules: " +
            folder.file("other.yaml") + "\n    model: " + folder.file("model.yaml") + "\n");
  std::vector<std::string> command{"whatif",
                                   folder.file("base.yaml"),
                                   folder.file("others.yaml"),
                                   "--scenario",
                                   "others",
                                   "--format",
                                   "html"};
  const Answer answer = run(command);
  INFO(answer.err);
  REQUIRE(answer.code == 0);
  const json inputs = document_in(answer.out)["run"]["inputs"];
  std::vector<std::string> paths;
  for (const json& input : inputs) paths.push_back(input["path"].get<std::string>());
  CHECK(paths == std::vector<std::string>{project + "/data/scanners",
                                          project + "/rules/scanners.yaml",
                                          project + "/models/exposure.yaml",
                                          folder.file("base.yaml"), folder.file("others.yaml"),
                                          folder.file("other.yaml"), folder.file("model.yaml")});
  CHECK(inputs[3]["sha256"] == sha256(base));
  CHECK(inputs[5]["sha256"] == inputs[1]["sha256"]);  // copies
  CHECK(inputs[6]["sha256"] == inputs[2]["sha256"]);
  command.back() = "json";
  CHECK(json::parse(run(command).out)["inputs"] == inputs);
}

TEST_CASE("A selection keeps its ranks on the page", "[page]") {
  const json page = document_in(
      run({"rank", "--where", "country == 'NGA'", "--as-of", "1999", "--format", "html"}).out);
  CHECK(page["where"] == "country == 'NGA'");
  REQUIRE(page["sites"].size() > 0);
  CHECK(page["sites"][0]["rank_in_selection"] == 1);
  CHECK(page["timeline"].is_null());  // it would begin after the day looked at
}

TEST_CASE("A selection of no site has a page and a map, which tell the condition", "[page]") {
  const json page = document_in(run({"rank", "--where", "false", "--format", "html"}).out);
  CHECK(page["where"] == "false");
  CHECK(page["totals"]["shown"] == 0);
  CHECK(page["totals"]["sites"] == 551);
  const Answer map = run({"rank", "--where", "false", "--format", "svg"}, project);
  REQUIRE(map.code == 0);
  CHECK(map.out.find(">No site selected from 551 where false, as of 2026-04-30<") !=
        std::string::npos);
  CHECK(map.out.find("Score:") == std::string::npos);
  CHECK(map.out.find("All sites shown") == std::string::npos);
}

TEST_CASE("A page of a day after the pack's last says so", "[page]") {
  const std::string note =
      "the pack knows facts up to 2026-04-30; 2050-01-01 is looked at with these";
  for (const char* command : {"rank", "timeline"}) {
    const json page =
        document_in(run({command, "--as-of", "2050-01-01", "--top", "3", "--format", "html"}).out);
    CHECK(page["notes"][0] == note);
  }
  const json today = document_in(run({"rank", "--top", "3", "--format", "html"}).out);
  for (const json& told : today["notes"]) CHECK(told != note);
}

TEST_CASE("The page of a what-if tells its edits as the command line says them", "[page]") {
  const json page = document_in(run({"whatif", "--set", "params.concessional=20", "--remove",
                                     "CONTROLS:tongfang:nuctech", "--format", "html"})
                                    .out);
  CHECK(page["whatif"]["scenarios"][0]["edits"] ==
        json{"params.concessional=20", "remove CONTROLS:tongfang:nuctech"});
}

TEST_CASE("Without its template there is no page, and nothing is written", "[page]") {
  const ScratchFolder folder;
  write(folder.file("kept.html"), "kept");
  const Answer missing =
      run({"rank", "--format", "html", "-o", folder.file("kept.html")}, folder.file("home"));
  CHECK(missing.code == cli::wrong_input);
  CHECK(missing.err.find("engine/report/web/page.html: error: no such file") != std::string::npos);
  CHECK(missing.err.find("HARBINGER_HOME") != std::string::npos);
  CHECK(content_of(folder.file("kept.html")) == "kept");

  const std::string altered = folder.file("home/engine/report/web/page.html");
  for (const std::string text :
       {"", "<html></html>",
        "<script type=\"application/json\" id=\"harbinger-data\">{}</script>"}) {
    write(altered, text);
    const Answer answer =
        run({"rank", "--format", "html", "-o", folder.file("new.html")}, folder.file("home"));
    CHECK(answer.code == cli::wrong_input);
    CHECK(answer.err.find("page.html: error: the page's template has 0 places for the data") !=
          std::string::npos);
    CHECK_FALSE(fs::exists(folder.file("new.html")));
  }
}

TEST_CASE("Without the outlines of the land there is no map, and nothing is written", "[map]") {
  const ScratchFolder folder;
  const Answer missing =
      run({"rank", "--format", "svg", "-o", folder.file("map.svg")}, folder.file("home"));
  CHECK(missing.code == cli::wrong_input);
  CHECK(missing.err.find("data/world/land.json: error: no such file") != std::string::npos);
  write(folder.file("home/data/world/land.json"), "{}");
  const Answer altered =
      run({"rank", "--format", "svg", "-o", folder.file("map.svg")}, folder.file("home"));
  CHECK(altered.code == cli::wrong_input);
  CHECK(altered.err.find("land.json: error: expected a GeoJSON MultiPolygon") != std::string::npos);
  CHECK_FALSE(fs::exists(folder.file("map.svg")));
  const Answer map = run({"rank", "--format", "svg", "--top", "3"}, project);
  CHECK(map.code == 0);
  CHECK(map.out.find(">3 of 551 sites, as of 2026-04-30<") != std::string::npos);
}

TEST_CASE("Sites without coordinates are counted below the map, and null on the page", "[map]") {
  const ScratchFolder folder;
  fs::copy(project + "/data/scanners", folder.file("pack"), fs::copy_options::recursive);
  const auto renamed = [&](const std::string& file, const std::string& from,
                           const std::string& to) {
    std::string text = content_of(folder.file("pack/" + file));
    REQUIRE(text.find(from) != std::string::npos);
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
      text.replace(at, from.size(), to);
    write(folder.file("pack/" + file), text);
  };
  // The attributes go by other names, which the engine does not know.
  renamed("pack.yaml", "      lat: number", "      latitude: number");
  renamed("pack.yaml", "      lon: number", "      longitude: number");
  renamed("sites.csv", ",lat,lon,", ",latitude,longitude,");
  renamed("events.csv", ",lat,lon,", ",latitude,longitude,");
  const auto result = [&](const std::string& format) {
    std::ostringstream out, err;
    cli::Context context{out, err, format == "svg" ? project : small_home, {}, false};
    REQUIRE(cli::run({"rank", "--pack", folder.file("pack"), "--rules",
                      project + "/rules/scanners.yaml", "--model",
                      project + "/models/exposure.yaml", "--details", "0", "--format", format},
                     context) == 0);
    return out.str();
  };
  CHECK(result("svg").find(">551 sites without coordinates are not on the map. ") !=
        std::string::npos);
  for (const json& site : document_in(result("html"))["sites"]) CHECK(site["lat"].is_null());
}

TEST_CASE("Names on a page stay what they are, whatever is in them", "[page]") {
  const ScratchFolder folder;
  fs::copy(project + "/data/scanners", folder.file("pack"), fs::copy_options::recursive);
  const std::string sites = content_of(folder.file("pack/sites.csv"));
  const std::size_t at = sites.find("Port of Subic");
  REQUIRE(at != std::string::npos);
  const std::string name =
      "</script><!-- \xE2\x80\xA8 \xE2\x80\xAE"
      "abc & " +
      std::string(10'000, 'x');
  write(folder.file("pack/sites.csv"), std::string(sites).replace(at, 13, name));
  std::ostringstream out, err;
  cli::Context context{out, err, small_home, {}, false};
  const std::vector<std::string> arguments{"explain",  "port-of-subic",
                                           "--pack",   folder.file("pack"),
                                           "--rules",  project + "/rules/scanners.yaml",
                                           "--model",  project + "/models/exposure.yaml",
                                           "--format", "html"};
  REQUIRE(cli::run(arguments, context) == 0);
  const json page = document_in(out.str());
  CHECK(page["sites"][0]["name"].get<std::string>() == name);
  CHECK(out.str().find("<!--") == std::string::npos);
}
