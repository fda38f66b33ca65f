#include "auth/voucher.hpp"

#include "auth/told.hpp"
#include "core/json_text.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace howdah::auth {

namespace {

constexpr std::size_t longest_name = 128;

bool control(char c) noexcept {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string tenant_in(std::string_view claims) {
  const auto read = claim_values::parse(std::string(claims));
  return read ? read->text("tenant").value_or("") : "";
}

} // namespace

result<void> check_caller_name(std::string_view name) {
  if (!name.empty() && name.size() <= longest_name && name.front() != ' ' && name.back() != ' '
      && std::none_of(name.begin(), name.end(), control) && is_utf8(name))
    return {};
  return refuse(errc::invalid_argument,
                "is not a name: 1 to 128 bytes of UTF-8 without control characters and without "
                "blanks around");
}

result<principal_ptr> voucher::made(std::string issuer, std::string_view name, rights_ptr may,
                                    std::string_view own, std::string_view claims,
                                    token_claims_ptr said) {
  if (auto fine = check_caller_name(name); !fine)
    return refuse(fine.error());
  told_settings told;
  if (may) {
    HOWDAH_TRY(told, told_of(may->told, {own, claims}));
  }
  principal::membership in;
  if (auto tenant = tenant_in(claims); !tenant.empty())
    in = {.tenant = std::move(tenant), .by = "howdah:file"};
  else if (said)
    in = {.tenant = said->tenant, .by = said->issuer};
  return principal_ptr(new principal(std::move(issuer), std::string(name), std::move(may),
                                     std::move(told), std::move(said), std::move(in)));
}

result<principal_ptr> voucher::named(std::string issuer, std::string_view name, rights_ptr may,
                                     std::string_view claims) {
  std::string own = "{\"sub\":";
  append_json_string(own, name);
  own += '}';
  return made(std::move(issuer), name, std::move(may), own, claims);
}

result<principal_ptr> voucher::token_subject(const token_claims_ptr& said, rights_ptr may,
                                             std::string_view claims) {
  return made(said->issuer, said->subject, std::move(may), said->all.json(), claims, said);
}

result<principal_ptr> voucher::token_holder(std::string_view name, rights_ptr may,
                                            std::string_view claims) {
  return named("howdah:token", name, std::move(may), claims);
}

result<principal_ptr> voucher::process_owner(std::string_view name, rights_ptr may,
                                             std::string_view claims) {
  return named("howdah:stdio", name, std::move(may), claims);
}

} // namespace howdah::auth
