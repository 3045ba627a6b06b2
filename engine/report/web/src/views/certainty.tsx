// SPDX-License-Identifier: Apache-2.0
import { certainty_of } from "../data/certainty";
import type { Detail } from "../data/document";
import { count_text, list_text } from "../data/text";
import { use_index } from "./context";

const percent = (part: number, whole: number) => `${Math.round((100 * part) / whole)}\u00a0%`;

/// How many facts stand behind sites, from how many sources, how sure and how well dated. `whose` is who
/// they stand behind: "it", "the first 5".
export function Certainty({ details, whose }: { details: readonly Detail[]; whose: string }) {
  const { facts, sources, by_word, undated } = certainty_of(details, use_index());
  if (facts === 0) return <>No fact stands behind {whose}.</>;
  const words = by_word.map((entry) => `${percent(entry.facts, facts)} of ${entry.word} confidence`);
  return (
    <>
      Behind {whose} stand {count_text(facts, "fact")} from {count_text(sources, "source")}: {list_text(words)}
      {undated > 0 && `; ${count_text(undated, "relation")} ${undated === 1 ? "has" : "have"} no date`}.
    </>
  );
}
