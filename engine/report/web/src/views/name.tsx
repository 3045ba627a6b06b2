// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { clipped, count_text } from "../data/text";

interface Props {
  text: string;
  href?: string;
  /// Characters that are shown of a longer text, but for a few that are not worth a press.
  length?: number;
}

/// A text of the data. It keeps its own direction to itself (`bdi`), and a long one is clipped with a way to
/// see it all.
export function Name({ text, href, length = 90 }: Props) {
  const [whole, set_whole] = useState(false);
  const long = text.length > 1.2 * length;
  const shown = <bdi class="name">{long && !whole ? clipped(text, length) : text}</bdi>;
  return (
    <>
      {href === undefined ? shown : <a href={href}>{shown}</a>}
      {long && (
        <button type="button" class="more" aria-expanded={whole} onClick={() => set_whole(!whole)}>
          {whole ? "show less" : `show all ${count_text(text.length, "character")}`}
        </button>
      )}
    </>
  );
}
