// SPDX-License-Identifier: Apache-2.0
/// A TopoJSON text with one object, `countries`; see build/outlines.ts.
declare module "virtual:outlines" {
  const text: string;
  export default text;
}
