// SPDX-License-Identifier: Apache-2.0
// What is said of a value and of its terms, on the screen and on paper.
import type { Evidence, Support } from "../data/document";
import { count_text, value_text } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";

export function ValueHead({ evidence: { signal, value, complete } }: { evidence: Evidence }) {
  const title = use_index().signal(signal)?.title;
  return (
    <>
      <span class="evidence-title"><Name text={title ?? signal} length={120} /> <code>{signal}</code></span>
      <span class="evidence-value"><Name text={value_text(value)} length={60} /></span>
      {!complete && <span class="flag">shown in part</span>}
    </>
  );
}

/// How many terms a value has, and whether these are all.
export function Extent({ evidence: { supports, terms, complete } }: { evidence: Evidence }) {
  return (
    <>
      {count_text(terms, "term")}{supports.length < terms && `, the first ${supports.length} are here`}.
      {!complete && " Not all chains of this value were looked for, and none was tried alone: there may be more."}
    </>
  );
}

/// The term, and what of it is not shown.
export function Term({ support: { term, alternatives = 0, complete = true, left_out = 0 } }: { support: Support }) {
  const index = use_index();
  const parts = [
    alternatives > 0 && `${complete ? "" : "at least "}${count_text(alternatives, "further chain")} give the same`,
    left_out > 0 && `${count_text(left_out, "fact")} at the far end of this one are left out`,
  ].filter(Boolean);
  return (
    <>
      Gives <Name text={typeof term === "string" ? index.node_name(term) : value_text(term)} length={120} />
      {parts.length > 0 && <span class="soft"> ({parts.join("; ")})</span>}
    </>
  );
}
