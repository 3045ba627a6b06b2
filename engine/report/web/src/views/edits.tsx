// SPDX-License-Identifier: Apache-2.0
import { count_text } from "../data/text";
import { Name } from "./name";

/// What a scenario changes, a line each; of more than `most`, how many they are besides.
export function Edits({ edits = [], most = 40 }: { edits: readonly string[] | undefined; most?: number }) {
  if (edits.length === 0) return null;
  return (
    <ul class="edits">
      {edits.slice(0, most).map((edit, at) => <li key={at}><code><Name text={edit} length={200} /></code></li>)}
      {edits.length > most && <li class="soft">and {count_text(edits.length - most, "further edit")}</li>}
    </ul>
  );
}
