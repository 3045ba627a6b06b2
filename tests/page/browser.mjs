// SPDX-License-Identifier: Apache-2.0
import { pathToFileURL } from "node:url";
import { axe_source, chromium } from "./tools.mjs";

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 390, height: 844 };

export const launched = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });

/// A file opened as a reader would. `requests` grows by each address asked for, `errors` by what the page
/// complains of (a request that its policy stops is such a complaint).
export async function opened(browser, file, { size = wide, scheme = "light", hash = "" } = {}) {
  const page = await browser.newPage({ viewport: size, colorScheme: scheme });
  page.setDefaultTimeout(5_000);
  const requests = [];
  const errors = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(pathToFileURL(file).href + hash);
  return { page, requests, errors };
}

/// What axe-core finds that is serious or critical, in words. It is put in through the debugger, which the
/// page's policy does not bind.
export async function serious_findings(page) {
  const debugging = await page.context().newCDPSession(page);
  await debugging.send("Runtime.evaluate", { expression: axe_source });
  const { result, exceptionDetails } = await debugging.send("Runtime.evaluate", {
    expression: `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => JSON.stringify(violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, impact, nodes }) => impact + " " + id + ": " + nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", "))))`,
    awaitPromise: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return JSON.parse(result.value);
}

/// Tries a check again until it passes, for at most two seconds: the page draws a moment after it is asked.
export async function until(check) {
  for (const end = Date.now() + 2_000; ; await new Promise((done) => setTimeout(done, 20))) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
