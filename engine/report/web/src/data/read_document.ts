// SPDX-License-Identifier: Apache-2.0
import type { Kind, PageDocument } from "./document";

const kinds: ReadonlySet<string> = new Set<Kind>(["rank", "explain", "whatif", "timeline"]);

// What turns the reading direction (overrides, isolates, marks): it would turn words around a text of the data,
// and show a name as another one. The engine writes such characters as they are, without escapes.
const direction_marks = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/// The document of the page, or the reason why there is none, for people. Direction marks in any text of it
/// are replaced by U+FFFD, as the engine does elsewhere; ids and what names them stay the same as each other.
export function read_document(text: string): PageDocument | string {
  let read: Partial<PageDocument> | null;
  try {
    read = JSON.parse(text.replace(direction_marks, "\uFFFD")) as Partial<PageDocument> | null;
  } catch {
    return "The data of this report cannot be read: the file may have been cut short.";
  }
  if (read === null) return "This is the empty template of a report: no data has been written into it.";
  if (read.format !== "harbinger-page/1")
    return `This report holds data of the form ${String(read.format)}; this page reads harbinger-page/1.`;
  if (!kinds.has(String(read.kind))) return `This report is of the kind ${String(read.kind)}, which this page does not know.`;
  return read as PageDocument;
}
