#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Makes the pictures of the documents out of the bundled pack's report: docs/pictures/report-*.png.
//
//   npm ci && npm run screenshots        in engine/report/web; needs Debian's chromium
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
const pictures = path.join(root, "docs/pictures");
const folder = mkdtempSync(path.join(os.tmpdir(), "harbinger-pictures-"));
const program = process.env.HARBINGER_PROGRAM ?? path.join(root, "harbinger");

// What each picture shows: a report, what is pressed in it, and the first element of the picture.
const shown = [
  { name: "report", args: ["rank"], from: "h1", height: 880 },
  { name: "report-map", args: ["rank"], from: "#map h2", height: 1_130 },
  { name: "report-site", args: ["rank"], press: ".top-sites li:nth-child(2) a", from: "main:visible h1", height: 1_000 },
  { name: "report-whatif", args: ["whatif", "data/scenarios/subic_supplier.yaml"], press: ".effects li:last-child a", from: "#whatif h3", height: 900 },
];

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
for (const { name, args, press, from, height } of shown) {
  const file = path.join(folder, `${args[0]}.html`);
  execFileSync(program, [...args, "--format", "html", "-o", file], {
    cwd: root,
    env: { ...process.env, HARBINGER_HOME: root, HARBINGER_LEDGER: "none" },
    stdio: ["ignore", "inherit", "ignore"],
  });
  const page = await browser.newPage({ viewport: { width: 1_200, height: 900 }, colorScheme: "light" });
  await page.goto(pathToFileURL(file).href);
  if (press) await page.locator(press).click();
  await page.locator(from).first().waitFor();
  const top = await page.locator(from).first().evaluate((element) => element.getBoundingClientRect().top + scrollY);
  // The bar of links follows the reader; in a picture of the whole it would lie in the middle.
  await page.locator("nav.sections:visible").evaluate((bar) => (bar.style.position = "static"));
  await page.screenshot({
    path: path.join(pictures, `${name}.png`),
    fullPage: true,
    clip: { x: 0, y: Math.max(0, top - 30), width: 1_200, height },
  });
  await page.close();
  console.log(`docs/pictures/${name}.png`);
}
await browser.close();
rmSync(folder, { recursive: true });
