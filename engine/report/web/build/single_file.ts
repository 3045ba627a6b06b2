// SPDX-License-Identifier: Apache-2.0
// Puts the built script and style into the page itself, so that it is one file that asks no network for
// anything, and lets the browser hold it to that: the policy admits this script and this style by their
// hashes and nothing else.
//
//   before: index.html with a script and a style element of its own, and %policy%
//   after:  page.html,  <script>...</script> and <style>...</style> inside, and the notices of the packages
//           that they are made of
import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { notices_of } from "./licences";

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const policy = (script: string, style: string) =>
  [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/// `data` are files of packages that the page holds in another form.
export function single_file(file_name: string, data: readonly string[]): Plugin {
  return {
    name: "single-file",
    enforce: "post",
    generateBundle(_, bundle) {
      let script = "";
      let style = "";
      let page = "";
      const modules = [...data];
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type === "chunk") {
          script += file.code;
          for (const [module, { renderedLength }] of Object.entries(file.modules)) if (renderedLength > 0) modules.push(module);
        } else if (name.endsWith(".css")) style += String(file.source);
        else if (name.endsWith(".html")) page = String(file.source);
        delete bundle[name];
      }
      // A text inside the script must not end its element; in a JavaScript string `<\/` is `</`.
      script = `(()=>{${script.trim().replaceAll("</script", "<\\/script")}})();`;
      style = style.trim();
      page = page
        .replace(/\s*<script type="module"[^>]*><\/script>/, "")
        .replace(/\s*<link rel="stylesheet"[^>]*>/, "")
        .replace("%notices%", () => notices_of(modules))
        .replace("%policy%", () => policy(script, style))
        .replace("<style></style>", () => `<style>${style}</style>`)
        .replace("<script></script>", () => `<script>${script}</script>`);
      this.emitFile({ type: "asset", fileName: file_name, source: page });
    },
  };
}
