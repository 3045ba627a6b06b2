// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { web_address } from "../src/data/address";
import { route_of, scenario_address, site_address } from "../src/data/route";
import { clipped, day_text, list_text, signed_text, validity_text, value_text } from "../src/data/text";

test("A sign stands only before what does not round to nothing", () => {
  expect(signed_text(4.94)).toBe("+4.9");
  expect(signed_text(-0.16)).toBe("\u22120.2");
  expect(signed_text(-0.04)).toBe("0.0");
});

test("Unknown is a word, and zero is not unknown", () => {
  expect(value_text(null)).toBe("unknown");
  expect(value_text(0)).toBe("0");
  expect(value_text([0.4, null])).toBe("0.4 \u2013 unknown");
  expect(value_text(17.199567)).toBe("17.2");
});

test("A partial date stays partial", () => {
  expect(day_text("2026-04-30")).toBe("30 April 2026");
  expect(day_text("2019-11")).toBe("November 2019");
  expect(day_text("2006")).toBe("2006");
  expect(validity_text("2006", null)).toBe("since 2006");
  expect(validity_text(null, null)).toBe("undated");
});

test("A text is clipped between whole characters", () => {
  expect(clipped("abcdef", 6)).toBe("abcdef");
  expect(clipped("abcdefg", 6)).toBe("abcde\u2026");
  expect(clipped("\u{1f6a2}".repeat(9), 4)).toBe(`${"\u{1f6a2}".repeat(3)}\u2026`);
});

test("A list ends with 'and'", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(list_text)).toEqual(["", "a", "a and b", "a, b and c"]);
});

test("Only addresses of the web become links", () => {
  expect(web_address("https://example.org/a?b")).toBe("https://example.org/a?b");
  for (const address of ["javascript:alert(1)", " javascript:x", "data:text/html,x", "file:///etc/passwd", "//example.org", "example.org", ""])
    expect(web_address(address)).toBeNull();
});

test("An address of a site or a scenario leads back to it, whatever its name", () => {
  for (const id of ["port-of-x", "a=b#c", "100 %", "\u202e<b>", "__proto__"]) {
    expect(route_of(site_address(id))).toEqual({ view: "site", id });
    expect(route_of(scenario_address(id))).toEqual({ view: "overview", section: "whatif", scenario: id });
  }
  expect(route_of("#ranking")).toEqual({ view: "overview", section: "ranking" });
  expect(route_of("#site=%")).toEqual({ view: "site", id: "%" });
  expect(route_of("")).toEqual({ view: "overview", section: "" });
});
