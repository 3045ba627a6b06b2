// SPDX-License-Identifier: Apache-2.0
#include "report/page_template.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <random>

#include "report/layout.hpp"

using namespace harbinger;
using namespace harbinger::report;

namespace {

const std::string place = R"(<script type="application/json" id="harbinger-data">null</script>)";

/// What the page's script reads: the text of the element, up to the first end tag.
std::string element_text(const std::string& page) {
  const std::string begin = R"(id="harbinger-data">)";
  const std::size_t at = page.find(begin) + begin.size();
  return page.substr(at, page.find("</script", at) - at);
}

}  // namespace

TEST_CASE("The data stands in the place of null, and nothing else of the template changes",
          "[page]") {
  const SourceText page_template("page.html", "<p>a</p>" + place + "<p>null</p></html>\n");
  const auto page = filled_page(page_template, R"({"a":1})");
  REQUIRE(page);
  CHECK(*page ==
        "<p>a</p><script type=\"application/json\" "
        "id=\"harbinger-data\">{\"a\":1}</script><p>null</p></html>\n");
}

TEST_CASE("A template without a place for the data, with two, or cut off, is refused", "[page]") {
  const auto refused = [](const std::string& text) {
    const auto page = filled_page(SourceText("page.html", text), "{}");
    return page ? "" : to_text(page.error());
  };
  const std::string words = "page.html: error: the page's template has ";
  CHECK(has(refused("<p></p>"), words + "0 places"));
  CHECK(has(refused(place + place), words + "2 places"));
  const std::string cut_off = "page.html: error: the page's template is cut off";
  CHECK(has(refused(place), cut_off));
  CHECK(has(refused("<html>" + place + "</html>\n<p>"), cut_off));
  CHECK(refused("<html>" + place + "</html>") == "");
  CHECK(refused("<html>" + place + "</html>\r\n \n") == "");
  CHECK(has(refused("<script id=\"harbinger-data\">null</script>"), words + "0 places"));
}

TEST_CASE("No text ends the element that it stands in, and each reads back as it was", "[page]") {
  for (const std::string name :
       {"</script><script>alert(1)</script>", "<!-- <script>", "]]>", "&lt;/script&gt;",
        "a\xE2\x80\xA8"
        "b\xE2\x80\xA9"
        "c",
        "\xE2\x80\xAE"
        "drow\xE2\x80\x8F",
        "quote \" slash \\ \\u003c", "\x01\x1f\x7f", "null</script>"}) {
    const std::string json = nlohmann::json{{"name", name}}.dump();
    const auto page = filled_page(SourceText("page.html", "<p>" + place + "</html>"), json);
    REQUIRE(page);
    INFO(*page);
    const std::string text = element_text(*page);
    CHECK(page->ends_with(text + "</script></html>"));
    CHECK(text.find_first_of("<>&") == std::string::npos);
    CHECK_FALSE(has(text, "\xE2\x80\xA8"));
    CHECK_FALSE(has(text, "\xE2\x80\xA9"));
    CHECK(nlohmann::json::parse(text)["name"] == name);
  }
}

TEST_CASE("A long name and drawn ones read back as they were", "[page]") {
  std::mt19937 random(7);
  const std::string letters = "<>&\"'\\/!-s \xE2\x80\xA8";
  for (int i = 0; i < 200; ++i) {
    std::string name(i == 0 ? 10'000 : 20, 'x');
    // Whole sequences alone: a text is UTF-8 where JSON is made.
    for (char& c : name) c = letters[random() % 11];
    if (i % 3 == 0) name += "\xE2\x80\xA8";
    const std::string json = nlohmann::json(name).dump();
    CHECK(nlohmann::json::parse(script_text(json)).get<std::string>() == name);
    CHECK(script_text(json).find_first_of("<>&") == std::string::npos);
  }
}
