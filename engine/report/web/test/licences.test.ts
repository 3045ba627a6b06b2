// SPDX-License-Identifier: Apache-2.0
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { notices_of } from "../build/licences";

const file = (name: string) => createRequire(import.meta.url).resolve(name);

test("Each package is named with its licence, and a text that several carry stands once", () => {
  const text = notices_of([file("preact"), file("preact/hooks"), file("typescript"), "\0virtual:outlines", "/elsewhere/src/page.tsx"]);
  expect(text.match(/Jason Miller/g)).toHaveLength(1);
  expect(text).toMatch(/^preact\n\n/);
  expect(text).toMatch(/\n\n\ntypescript\n\n/);
  expect(text).not.toMatch(/outlines|elsewhere/);
});
