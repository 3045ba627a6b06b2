// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vite";
import { outlines, outlines_file } from "./build/outlines";
import { single_file } from "./build/single_file";

export default defineConfig({
  plugins: [outlines(), single_file("page.html", [outlines_file])],
  esbuild: { jsx: "automatic", jsxImportSource: "preact", legalComments: "none", charset: "ascii" },
  build: {
    outDir: "../../../build/page",
    emptyOutDir: false,
    copyPublicDir: false,
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 100_000_000,
    target: "es2020",
  },
});
