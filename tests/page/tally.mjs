// SPDX-License-Identifier: Apache-2.0
// Runs tests one after another, tells each that failed, and counts; the last line is what ./check reads.
let passed = 0;
let failed = 0;

export async function test(name, body) {
  try {
    await body();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${name}\n  ${String(error?.stack ?? error).split("\n").slice(0, 6).join("\n  ")}`);
  }
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
