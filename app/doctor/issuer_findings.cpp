#include "app/doctor/issuer_findings.hpp"

#include "actors/page_fetch.hpp"
#include "auth/jose/key_set.hpp"
#include "auth/keys/key_search.hpp"

namespace howdah::app {

namespace {

result<std::size_t> count_keys(auth::key_search& search, const actors::fetcher_settings& way,
                               std::string& asked) {
  for (;;) {
    asked = search.url();
    HOWDAH_TRY(const auto page, actors::fetch_page(asked, way));
    HOWDAH_TRY(const auto next, search.take(page.status, page.body));
    if (next == auth::key_search::step::next)
      continue;
    HOWDAH_TRY(const auto keys, auth::key_set::parse(page.body));
    if (keys.keys().empty())
      return refuse(errc::unavailable, "it publishes no key that can verify a token");
    return keys.keys().size();
  }
}

issuer_finding finding_of(const auth::issuer_settings& issuer,
                          const auth::authentication_settings& known) {
  const actors::fetcher_settings way{.timeout = issuer.keys.fetch_timeout,
                                     .bytes = issuer.keys.document_bytes,
                                     .ca_file = known.ca_file,
                                     .proxy = known.proxy};
  auth::key_search search(issuer);
  issuer_finding found{.issuer = issuer.issuer};
  const auto count = count_keys(search, way, found.url);
  if (count)
    found.keys = *count;
  else
    found.trouble = count.error().message;
  return found;
}

} // namespace

std::vector<issuer_finding> findings_of(const auth::authentication_settings& known) {
  std::vector<issuer_finding> all;
  for (const auto& each : known.issuers)
    all.push_back(finding_of(each, known));
  return all;
}

} // namespace howdah::app
