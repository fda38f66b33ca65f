#include "app/token_command.hpp"

#include "app/commands.hpp"
#include "app/config/wording.hpp"
#include "auth/token.hpp"
#include "auth/voucher.hpp"

#include <span>

namespace howdah::app {

namespace {

result<std::string> wrong(const std::string& what) {
  return refuse(errc::invalid_argument, what + "; " + usage_of("token new"));
}

/// As YAML reads it back, whatever is in it: names have no control characters.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  return out + '"';
}

std::string page(const std::string& token, std::string_view name) {
  const auto digest = auth::token_digest::of(token).hex();
  const auto holder = name.empty() ? "caller-" + digest.substr(0, 8) : std::string(name);
  return token
         + "\n\n# The line above is the token, shown this once. Clients send it as\n"
           "#   Authorization: Bearer TOKEN\n"
           "# Its entry for the permissions file (--permissions); expires is optional:\n"
           "tokens:\n  - name: "
         + quoted(holder) + "\n    sha256: " + digest + '\n';
}

result<std::string> new_token(std::span<const std::string> options) {
  std::string name;
  for (; !options.empty(); options = options.subspan(1)) {
    const bool joined = options.front().starts_with("--name=");
    if (!joined && options.front() != "--name")
      return wrong("unknown argument " + shown(options.front()));
    if (!name.empty())
      return wrong("--name is given twice");
    if (!joined && options.size() < 2)
      return wrong("--name needs a value");
    name = joined ? options.front().substr(7) : options[1];
    if (const auto holder = auth::voucher::token_holder(name); !holder)
      return wrong("--name " + shown(name) + ' ' + holder.error().message);
    if (!joined)
      options = options.subspan(1);
  }
  return page(auth::new_token(), name);
}

} // namespace

std::optional<result<std::string>> token_command(const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front() != "token")
    return std::nullopt;
  if (arguments.size() < 2 || arguments[1] != "new")
    return wrong(arguments.size() < 2 ? "token needs to know what to do"
                                      : "token knows no " + shown(arguments[1]));
  return new_token(std::span(arguments).subspan(2));
}

} // namespace howdah::app
