// SPDX-License-Identifier: Apache-2.0

/// The address where it is one of the web (http or https), else null: a source may hold any text, and a text
/// like `javascript:...` must not become a link.
export function web_address(address: string): string | null {
  try {
    const { protocol, href } = new URL(address);
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    return null;
  }
}
