// SPDX-License-Identifier: Apache-2.0
import { web_address } from "../data/address";
import { validity_text } from "../data/text";
import { Confidence } from "./confidence";
import { use_index } from "./context";
import { Name } from "./name";

/// A source by title, linked where it has an address of the web.
export function SourceLink({ id }: { id: string }) {
  const source = use_index().source(id);
  const title = source?.title || id;
  const address = source ? web_address(source.address) : null;
  if (address === null) return <Name text={title} length={110} />;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      <bdi>{title.length > 70 ? `${title.slice(0, 69)}\u2026` : title}</bdi>
    </a>
  );
}

/// A fact in one line: what it says, when it holds, how sure it is, who says so.
export function FactLine({ id }: { id: string }) {
  const fact = use_index().fact(id);
  if (!fact) return <li class="fact"><Name text={id.replace(/^\+/, "")} />{id.startsWith("+") && <span class="soft"> added by the scenario</span>}</li>;
  return (
    <li class="fact">
      <Name text={fact.text} length={160} />{" "}
      <span class="soft">
        {validity_text(fact.valid_from, fact.valid_to)} · <Confidence word={fact.confidence} /> ·{" "}
        {fact.sources.map((source, at) => (
          <span key={source}>{at > 0 && "; "}<SourceLink id={source} /></span>
        ))}
      </span>
    </li>
  );
}
