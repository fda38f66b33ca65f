#include "auth/keys/key_search.hpp"
#include "auth/keys/key_url.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Whatever a discovery document says, what is asked next is a place that keys may be fetched from.
/// The same bytes as a URL: what is taken is taken as it stands.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using howdah::auth::key_search;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  key_search search({.issuer = "https://login.example.org/a", .audiences = {"howdah"}});
  if (search.take(200, text) != key_search::step::next
      || !howdah::auth::key_url::parse(search.url()))
    std::abort();
  if (const auto url = howdah::auth::key_url::parse(text); url && url->text != text)
    std::abort();
  return 0;
}
