// SPDX-License-Identifier: Apache-2.0
#include "expr/base64.hpp"

#include <openssl/evp.h>

namespace harbinger::expr {

namespace {

const unsigned char* octets_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string base64(std::string_view octets) {
  std::string out((octets.size() + 2) / 3 * 4 + 1, '\0');  // with the zero that the library writes
  const int written = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                      octets_of(octets), static_cast<int>(octets.size()));
  out.resize(static_cast<std::size_t>(written));
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string padded(text);
  if (!padded.ends_with('=')) padded.append((4 - padded.size() % 4) % 4, '=');
  std::string out(padded.size() / 4 * 3, '\0');
  const int written = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                      octets_of(padded), static_cast<int>(padded.size()));
  if (written < 0) return std::nullopt;
  // The library counts the octets of the padding too.
  const std::size_t padding = padded.size() - (padded.find_last_not_of('=') + 1);
  if (padding > 2) return std::nullopt;
  out.resize(static_cast<std::size_t>(written) - padding);
  // It also takes blanks at the ends, and bits that stand for nothing: only the one form of the octets is theirs.
  return base64(out) == padded ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace harbinger::expr
