// SPDX-License-Identifier: Apache-2.0
// The waterfall of a score: a table whose last column draws each contribution where the one before it ended.
import type { ComponentChildren } from "preact";
import type { Step } from "../data/steps";
import { score_text, signed_text } from "../data/text";

interface Props {
  steps: readonly Step[];
  score: number;
  /// What a row says of its contribution, and in which dimension it is.
  label(step: Step): ComponentChildren;
  dimension(step: Step): string;
  /// Place of the contribution's dimension among the top ones; chooses the bar's tone.
  tone(step: Step): number;
}

/// One bar, from `from` to `to` on a scale that ends at `end`.
export function Bar({ from, to, end, tone = 0 }: { from: number; to: number; end: number; tone?: number }) {
  const scale = 100 / (end || 1);
  const left = Math.min(from, to) * scale;
  const width = Math.max(Math.abs(to - from) * scale, 0.4);
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class={`tone-${tone % 3}${to < from ? " falling" : ""}`} x={left} y="0" width={width} height="10" />
    </svg>
  );
}

export function Waterfall({ steps, score, label, dimension, tone }: Props) {
  const end = Math.max(score, ...steps.flatMap(({ from, to }) => [from, to]));
  return (
    <table class="waterfall">
      <caption class="unseen">Contributions to the score, largest first; they add up to it</caption>
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col" class="wide">Dimension</th>
          <th scope="col" class="number">Points</th>
          <th scope="col" class="chart">Adds up from 0 to {score_text(score)}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.contribution.of + step.contribution.dimension}>
            <td>{label(step)}</td>
            <td class="wide soft">{dimension(step)}</td>
            <td class="number">{signed_text(step.contribution.value, 2)}</td>
            <td class="chart"><Bar from={step.from} to={step.to} end={end} tone={tone(step)} /></td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Score</th>
          <td class="wide" />
          <td class="number">{score.toFixed(2)}</td>
          <td class="chart"><Bar from={0} to={score} end={end} tone={2} /></td>
        </tr>
      </tfoot>
    </table>
  );
}
