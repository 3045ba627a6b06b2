// SPDX-License-Identifier: Apache-2.0
import { Waterfall } from "../charts/waterfall";
import { top_of } from "../data/dimension";
import type { Contribution, Detail, Site } from "../data/document";
import type { Index } from "../data/index";
import { signals_read } from "../data/reads";
import { steps_of, sums_of } from "../data/steps";
import { capitalised, list_text, score_text } from "../data/text";
import { use_index } from "./context";
import { evidence_id, open_evidence } from "./evidence";
import { Name } from "./name";

/// The waterfall of a site, each rule with its sentence and the way to the evidence that it reads.
export function Contributions({ site, detail, brief }: { site: Site; detail: Detail; brief: boolean }) {
  const index = use_index();
  const tops = index.document.dimensions.map(({ id }) => id);
  const tone = (dimension: string) => Math.max(0, tops.indexOf(top_of(dimension, tops) ?? ""));
  const sums = [...sums_of(detail.contributions, tops)].map(([id, sum]) => `${index.dimension_title(id)} ${score_text(sum)}`);
  return (
    <>
      {sums.length > 0 && <p class="soft">By dimension, floors included: {list_text(sums)}.</p>}
      <Waterfall
        steps={steps_of(detail.contributions)}
        score={site.score}
        tone={({ contribution }) => tone(contribution.dimension)}
        dimension={({ contribution }) => index.dimension_title(contribution.dimension)}
        label={({ contribution }) => <Reason site={site} detail={detail} contribution={contribution} brief={brief} />}
      />
    </>
  );
}

function Reason({ site, detail, contribution, brief }: { site: Site; detail: Detail; contribution: Contribution; brief: boolean }) {
  const index = use_index();
  const [kind, id] = split(contribution.of);
  const read = kind === "rule" && !brief ? signals_read(index.rule(id), detail.evidence) : [];
  return (
    <>
      <Name text={reason_text(kind, id, site, index)} length={200} />
      {read.length > 0 && (
        <span class="reads screen">
          Evidence:{" "}
          {read.map(({ signal }) => (
            <button type="button" class="more" key={signal} onClick={() => open_evidence(evidence_id(signal))}>{signal}</button>
          ))}
        </span>
      )}
    </>
  );
}

function split(of: string): [string, string] {
  const end = of.indexOf(":");
  return [of.slice(0, end), of.slice(end + 1)];
}

function reason_text(kind: string, id: string, site: Site, index: Index): string {
  if (kind === "floor") return `Floor of \u201c${index.dimension_title(id)}\u201d: what the model gives without evidence`;
  if (kind === "signal") return index.signal(id)?.title ?? id;
  const fired = site.rules?.find((rule) => rule.id === id);
  return capitalised(fired?.because || index.rule(id)?.title || id);
}
