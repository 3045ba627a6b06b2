// SPDX-License-Identifier: Apache-2.0
import type { Site } from "../data/document";
import { count_text, value_text } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";

/// Every value that was read of the site; what is unknown is said before anything is opened.
export function Values({ site }: { site: Site }) {
  const index = use_index();
  const values = Object.entries(site.signals ?? {});
  if (values.length === 0) return null;
  const unknown = values.filter(([, value]) => value === null).map(([id]) => index.signal(id)?.title ?? id);
  return (
    <>
      <h3>What is unknown</h3>
      {unknown.length === 0 && <p>Each of the {count_text(values.length, "value")} that the rules read has a value here.</p>}
      <ul>{unknown.map((title) => <li key={title}><Name text={title} length={160} /></li>)}</ul>
      <details class="evidence">
        <summary>All {count_text(values.length, "value")}</summary>
        <table class="plain">
          <caption class="unseen">Values of the site</caption>
          <thead><tr><th scope="col">Value of</th><th scope="col">Is</th></tr></thead>
          <tbody>
            {values.map(([id, value]) => (
              <tr key={id}>
                <th scope="row"><Name text={index.signal(id)?.title ?? id} length={160} /> <code>{id}</code></th>
                <td><Name text={value_text(value)} length={160} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
