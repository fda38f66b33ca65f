// Session ids: what nobody sealed is no session; what was sealed comes back whole to its owner, and
// to nobody else, and not with a byte changed.
#include "actors/session_register.hpp"
#include "auth/voucher.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace howdah;

namespace {

constexpr std::int64_t now = 1'800'000'000;
constexpr std::chrono::seconds lifetime{3600};
constexpr std::size_t longest_id = 200;

void expect(bool held) {
  if (!held)
    std::abort();
}

bool visible(char c) {
  return c >= 0x21 && c <= 0x7e;
}

bool same(const mcp::session_token& one, const mcp::session_token& other) {
  return one.rev == other.rev && one.nonce == other.nonce && one.expires == other.expires
         && one.capabilities == other.capabilities;
}

/// What a payload was read as packs to the same bytes.
void check_payload(std::string_view bytes) {
  const auto read = mcp::unpack(bytes);
  expect(!read || (mcp::pack(*read) == bytes && !mcp::modern(read->rev)));
}

/// The session that the bytes describe: the first is its revision and what its client can do, the
/// next eight its nonce.
mcp::session_token described_by(std::string_view bytes) {
  mcp::session_token what{.expires = now + lifetime.count()};
  if (bytes.empty())
    return what;
  const auto first = static_cast<unsigned char>(bytes[0]);
  what.rev = static_cast<mcp::revision>(first % static_cast<int>(mcp::revision_count - 1));
  what.capabilities = mcp::to_bits(mcp::capabilities_of_bits(first >> 4));
  for (const char each : bytes.substr(1, 8))
    what.nonce = what.nonce << 8 | static_cast<unsigned char>(each);
  return what;
}

/// The id with the bytes laid over it.
std::string disturbed(std::string id, std::string_view by) {
  for (std::size_t i = 0; i < std::min(id.size(), by.size()); ++i)
    id[i] = static_cast<char>(id[i] ^ by[i]);
  return id;
}

void check_id(const actors::session_register& sessions, std::string_view bytes) {
  static const auto owner = *auth::voucher::token_holder("alice");
  static const auto other = *auth::voucher::token_holder("bob");
  const auto wanted = described_by(bytes);
  const auto id = sessions.open(*owner, wanted.rev, wanted.nonce, now,
                                mcp::capabilities_of_bits(wanted.capabilities));
  expect(id.size() <= longest_id && std::all_of(id.begin(), id.end(), visible));
  const auto found = sessions.find(*owner, id, now);
  expect(found && same(*found, wanted));
  expect(!sessions.find(*other, id, now) && !sessions.find(*auth::anonymous(), id, now));
  expect(!sessions.find(*owner, id, now + lifetime.count()));
  if (const auto forged = disturbed(id, bytes.substr(std::min<std::size_t>(9, bytes.size())));
      forged != id)
    expect(!sessions.find(*owner, forged, now));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const actors::session_register sessions(auth::sealer::random(), lifetime, 1);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_payload(bytes);
  expect(!sessions.find(*auth::anonymous(), bytes, now));
  check_id(sessions, bytes);
  return 0;
}
