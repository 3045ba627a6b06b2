// SPDX-License-Identifier: Apache-2.0
// Numbers, dates and names as people read them.
import type { Value } from "./document";

const minus = "\u2212";

export const score_text = (score: number) => fixed(score, 1);

/// "+4.9", "−0.2"; "0.0" without a sign.
export function signed_text(value: number, digits = 1): string {
  const text = fixed(Math.abs(value), digits);
  if (Number(text) === 0) return text;
  return (value < 0 ? minus : "+") + text;
}

function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.startsWith("-") ? minus + text.slice(1) : text;
}

/// A value of a signal; null is unknown, a pair a range, and a number has four digits that count.
export function value_text(value: Value | undefined): string {
  if (value === null || value === undefined) return "unknown";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(value_text).join(" \u2013 ");
  if (typeof value === "string") return value === "" ? "none" : value;
  if (Number.isInteger(value)) return String(value).replace("-", minus);
  return String(Number(value.toPrecision(4))).replace("-", minus);
}

/// "since 2006", "2006 to 2010-05", "undated". Partial dates stay as partial as they are.
export function validity_text(from: string | null, to: string | null): string {
  if (from && to) return from === to ? from : `${from} to ${to}`;
  if (from) return `since ${from}`;
  return to ? `until ${to}` : "undated";
}

/// "1 site", "551 sites".
export const count_text = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/// "A", "A and B", "A, B and C".
export function list_text(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

/// At most `length` characters, whole ones: never half of a pair.
export function clipped(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${[...text.slice(0, 2 * length)].slice(0, length - 1).join("")}\u2026`;
}

/// A text of the data inside one of ours where no element can part them (a title, an option, a label):
/// between isolates, so that its direction does not reach what stands around it.
export const isolated = (text: string, length = 80) => `\u2068${clipped(text, length)}\u2069`;

/// With a capital at the beginning: sentences of rules begin as they please.
export const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/// "border_crossing" as "border crossing", "LOCATED_IN" as "located in".
export const words_of = (name: string) => name.replaceAll("_", " ").toLowerCase();

const months = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

/// "2026-04-30" as "30 April 2026", "2019-11" as "November 2019"; anything else as it is.
export function day_text(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date) ?? [];
  const name = months[Number(month) - 1];
  if (!year || !name) return date;
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}
