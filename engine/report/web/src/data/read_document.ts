// SPDX-License-Identifier: Apache-2.0
import type { Kind, PageDocument } from "./document";

const kinds: ReadonlySet<string> = new Set<Kind>(["rank", "explain", "whatif", "timeline"]);

/// The document of the page, or the reason why there is none, for people.
export function read_document(text: string): PageDocument | string {
  let read: Partial<PageDocument> | null;
  try {
    read = JSON.parse(text) as Partial<PageDocument> | null;
  } catch {
    return "The data of this report cannot be read: the file may have been cut short.";
  }
  if (read === null) return "This is the empty template of a report: no data has been written into it.";
  if (read.format !== "harbinger-page/1")
    return `This report holds data of the form ${String(read.format)}; this page reads harbinger-page/1.`;
  if (!kinds.has(String(read.kind))) return `This report is of the kind ${String(read.kind)}, which this page does not know.`;
  return read as PageDocument;
}
