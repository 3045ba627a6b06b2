// SPDX-License-Identifier: Apache-2.0
// The entry: puts the document that stands in the page onto it.
import { render } from "preact";
import { index_of } from "./data/index";
import { read_document } from "./data/read_document";
import { IndexProvider } from "./views/context";
import { Page } from "./views/page";
import "./style/base.css";
import "./style/parts.css";
import "./style/map.css";
import "./style/table.css";
import "./style/charts.css";
import "./style/paper.css";

const place = document.getElementById("page");
const read = read_document(document.getElementById("harbinger-data")?.textContent ?? "null");
if (place) {
  const content =
    typeof read === "string" ? (
      <main class="empty"><h1>Harbinger report</h1><p class="notice">{read}</p></main>
    ) : (
      <IndexProvider value={index_of(read)}><Page /></IndexProvider>
    );
  render(content, place);
}
