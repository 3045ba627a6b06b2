// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { read_document } from "../src/data/read_document";
import { document_with, site } from "./world";

test("What turns the reading direction is replaced, in an id as in what names it", () => {
  const written = document_with({
    sites: [site({ id: "a\u202e", name: "\u202egnp.exe\u2069 \u200f" })],
    details: { "a\u202e": { contributions: [], evidence: [], not_fired: [], not_evaluated: [] } },
  });
  const read = read_document(JSON.stringify(written));
  if (typeof read === "string") throw new Error(read);
  expect(read.sites[0]?.name).toBe("\ufffdgnp.exe\ufffd \ufffd");
  expect(Object.keys(read.details)).toEqual([read.sites[0]?.id]);
});
