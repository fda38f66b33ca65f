#include "app/setup_sql/setup_command.hpp"

#include "app/commands.hpp"
#include "app/config/text_file.hpp"
#include "app/config/wording.hpp"
#include "app/permissions_source.hpp"
#include "app/setup_sql/setup_sql.hpp"
#include "core/near_miss.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>

namespace howdah::app {

namespace {

constexpr std::array<std::string_view, 4> flags{"--permissions", "--role", "--database",
                                                "--schemas"};

using options = std::map<std::string, std::string, std::less<>>;

tl::unexpected<problem> wrong(const std::string& what) {
  return refuse(errc::invalid_argument, what + "; " + usage_of("print-setup-sql"));
}

result<options> parse(std::span<const std::string> words) {
  options given;
  while (!words.empty()) {
    const auto equals = words.front().find('=');
    const auto flag = words.front().substr(0, equals);
    if (std::ranges::find(flags, flag) == flags.end())
      return wrong("unknown argument " + shown(flag) + did_you_mean(flag, flags));
    const bool joined = equals != std::string::npos;
    if (!joined && words.size() < 2)
      return wrong(flag + " needs a value");
    if (!given.emplace(flag, joined ? words.front().substr(equals + 1) : words[1]).second)
      return wrong(flag + " is given twice");
    if (given[flag].empty())
      return wrong(flag + " needs a value");
    words = words.subspan(joined ? 1 : 2);
  }
  return given;
}

/// PostgreSQL cuts names at 63 bytes: another name would be granted to than was created.
result<void> check_name(std::string_view flag, std::string_view name) {
  constexpr std::size_t longest = 63;
  if (name.empty() || name.size() > longest || !is_utf8(name)
      || name.find('\0') != std::string_view::npos)
    return wrong(std::string(flag) + ' ' + shown(name) + " is no name: 1 to 63 bytes of UTF-8");
  return {};
}

result<std::vector<std::string>> schemas_of(const std::string& list) {
  std::vector<std::string> names;
  for (const auto each : split(list, ',')) {
    names.emplace_back(trimmed(each));
    if (auto fine = check_name("--schemas", names.back()); !fine)
      return refuse(fine.error());
    if (is_system_schema(names.back()))
      return wrong("--schemas " + shown(names.back()) + " is a schema of PostgreSQL itself");
  }
  return names;
}

result<std::vector<rights_ptr>> roles_of(const std::string& file) {
  HOWDAH_TRY(const auto text, read_text_file("the permissions file", file));
  HOWDAH_TRY(const auto read, parse_permissions(text, file));
  if (!read.sections().roles || read.sections().roles->empty())
    return wrong(file + " has no roles that the login could be made for: leave --permissions out");
  std::vector<rights_ptr> roles;
  for (const auto& [name, role] : *read.sections().roles)
    roles.push_back(role.may);
  return roles;
}

result<setup_request> request_of(const options& given) {
  setup_request wanted;
  if (given.contains("--permissions") && given.contains("--schemas"))
    return wrong("--permissions and --schemas contradict each other: the file says which schemas");
  for (const auto& [flag, value] : given) {
    if (flag == "--permissions") {
      HOWDAH_TRY(wanted.roles, roles_of(value));
    } else if (flag == "--schemas") {
      HOWDAH_TRY(wanted.schemas, schemas_of(value));
    } else if (auto fine = check_name(flag, value); !fine) {
      return refuse(fine.error());
    } else if (flag == "--role") {
      wanted.role = value;
    } else {
      wanted.database = value;
    }
  }
  return wanted;
}

result<std::string> answer(std::span<const std::string> words) {
  HOWDAH_TRY(const auto given, parse(words));
  HOWDAH_TRY(const auto wanted, request_of(given));
  return setup_sql(wanted);
}

} // namespace

std::optional<result<std::string>> setup_command(const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front() != "print-setup-sql")
    return std::nullopt;
  return answer(std::span(arguments).subspan(1));
}

} // namespace howdah::app
