#include "auth/voucher.hpp"

#include "core/utf8.hpp"

#include <algorithm>

namespace howdah::auth {

namespace {

constexpr std::size_t longest_name = 128;

bool control(char c) noexcept {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Names stand in logs, one line each, and in keys that end at a line's end.
bool bearable(std::string_view name) {
  return !name.empty() && name.size() <= longest_name && name.front() != ' ' && name.back() != ' '
         && std::none_of(name.begin(), name.end(), control) && is_utf8(name);
}

result<std::string> checked(std::string_view name) {
  if (!bearable(name))
    return refuse(errc::invalid_argument,
                  "is not a caller's name: 1 to 128 bytes of UTF-8 without control characters and "
                  "without blanks around");
  return std::string(name);
}

} // namespace

result<principal_ptr> voucher::token_holder(std::string_view name, rights_ptr may) {
  HOWDAH_TRY(auto subject, checked(name));
  return principal_ptr(new principal("howdah:token", std::move(subject), std::move(may)));
}

result<principal_ptr> voucher::process_owner(std::string_view name, rights_ptr may) {
  HOWDAH_TRY(auto subject, checked(name));
  return principal_ptr(new principal("howdah:stdio", std::move(subject), std::move(may)));
}

} // namespace howdah::auth
