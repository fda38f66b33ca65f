// Permissions files and bearer tokens of any bytes: refused in one line that begins with the file's
// name, or a book in which nobody is let in by a token that nobody made, and every user has a role
// while whoever is not known has that of `_default` or none.
#include "auth/moment.hpp"
#include "auth/permissions.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

using namespace howdah::auth;

static void judge(const permissions& file) {
  const auto nobody = file.rights_of("no such user\n"); // no name has a line's end
  if (file.restricts() != (nobody != nullptr) || nobody != file.rights_of_nobody())
    std::abort();
  if (nobody && !file.has_default() && (!nobody->role.empty() || nobody->may("select")))
    std::abort();
  static const auto said = [] {
    token_claims made{.issuer = "https://a.example", .subject = "alice", .identity = "alice"};
    made.all = *claim_values::parse(R"({"sub":"alice","groups":["a","b"],"email":"a@b.c"})");
    return std::make_shared<const token_claims>(std::move(made));
  }();
  const auto holder = file.vouch(said);
  if (holder && (file.restricts() != ((*holder)->may() != nullptr) || (*holder)->claims() != said))
    std::abort();
  if (!file.sections().users)
    return;
  for (const auto& [name, may] : *file.sections().users)
    if (!may || may->role.empty() || file.rights_of(name) != may)
      std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto now = *parse_moment("2026-11-22");
  constexpr std::array<std::string_view, 2> tools{"query", "list_tables"};
  const auto read = permissions::parse(text, "file", tools);
  if (!read && !read.error().message.starts_with("file"))
    std::abort();
  if (!read && read.error().message.find('\n') != std::string::npos)
    std::abort();
  if (read)
    judge(*read);
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
