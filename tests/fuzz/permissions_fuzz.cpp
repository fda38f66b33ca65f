// Permissions files and bearer tokens of any bytes: refused in one line that begins with the file's
// name, or a book in which nobody is let in by a token that nobody made.
#include "auth/moment.hpp"
#include "auth/permissions.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace howdah::auth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto now = *parse_moment("2026-11-22");
  const auto read = permissions::parse(text, "file");
  if (!read && !read.error().message.starts_with("file"))
    std::abort();
  if (!read && read.error().message.find('\n') != std::string::npos)
    std::abort();
  if (read && read->vouch("howdah_unknown", now))
    std::abort();
  const auto digest = token_digest::parse(text);
  if (digest && !(token_digest::parse(digest->hex()) == digest))
    std::abort();
  const auto known = permissions::parse(
    "tokens: [{name: a, sha256: " + token_digest::of(text).hex() + "}]", "file");
  if (!known || known->vouch(text, now).has_value() != is_bearer_token(text))
    std::abort();
  return 0;
}
