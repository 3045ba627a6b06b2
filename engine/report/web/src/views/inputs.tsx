// SPDX-License-Identifier: Apache-2.0
import { day_text } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";
import { Frame } from "./frame";

/// What the report was made of, with hashes: the same inputs give the same report.
export function Inputs() {
  const { run } = use_index().document;
  return (
    <div class="keep">
      <p>
        Made by {run.engine} for {day_text(run.as_of)}. The same engine and inputs give the same report, byte for byte; an input with another
        SHA-256 is another input.
      </p>
      <Frame label="Inputs">
        <table class="plain">
          <caption class="unseen">Inputs</caption>
          <thead><tr><th scope="col">Input</th><th scope="col">SHA-256</th></tr></thead>
          <tbody>
            {run.inputs.map(({ path, sha256 }) => (
              <tr key={path}><th scope="row"><Name text={path} length={160} /></th><td><code class="hash">{sha256}</code></td></tr>
            ))}
          </tbody>
        </table>
      </Frame>
    </div>
  );
}
