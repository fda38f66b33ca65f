#include "auth/voucher.hpp"

#include "core/utf8.hpp"

#include <algorithm>

namespace howdah::auth {

namespace {

constexpr std::size_t longest_name = 128;

bool control(char c) noexcept {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
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

result<principal_ptr> voucher::token_holder(std::string_view name, rights_ptr may) {
  if (auto fine = check_caller_name(name); !fine)
    return refuse(fine.error());
  return principal_ptr(new principal("howdah:token", std::string(name), std::move(may)));
}

result<principal_ptr> voucher::token_subject(const token_claims& said, rights_ptr may) {
  if (auto fine = check_caller_name(said.subject); !fine)
    return refuse(fine.error());
  return principal_ptr(new principal(said.issuer, said.subject, std::move(may)));
}

result<principal_ptr> voucher::process_owner(std::string_view name, rights_ptr may) {
  if (auto fine = check_caller_name(name); !fine)
    return refuse(fine.error());
  return principal_ptr(new principal("howdah:stdio", std::string(name), std::move(may)));
}

} // namespace howdah::auth
