#include "app/check_sql/check_sql_command.hpp"

#include "app/check_sql/judged_sql.hpp"
#include "app/commands.hpp"
#include "app/config/text_file.hpp"
#include "app/config/wording.hpp"
#include "app/permissions_source.hpp"
#include "auth/voucher.hpp"
#include "core/near_miss.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <istream>
#include <map>
#include <span>

namespace howdah::app {

namespace {

constexpr std::string_view command = "check-sql";
constexpr std::array<std::string_view, 5> flags{"--access", "--permissions", "--user", "--catalog",
                                                "--json"};
constexpr std::array<access_mode, 3> modes{access_mode::read_only, access_mode::read_write,
                                           access_mode::unrestricted};

struct question {
  std::map<std::string, std::string, std::less<>> options; ///< --json: ""
  std::optional<std::string> statement;                    ///< or where it is

  const std::string* find(std::string_view flag) const {
    const auto found = options.find(flag);
    return found == options.end() ? nullptr : &found->second;
  }
};

tl::unexpected<problem> wrong(const std::string& what) {
  return refuse(errc::invalid_argument, what + "; " + usage_of(command));
}

/// Past a flag and its value.
result<std::span<const std::string>> take_flag(question& into, std::span<const std::string> words) {
  const auto equals = words.front().find('=');
  const auto flag = words.front().substr(0, equals);
  const bool joined = equals != std::string::npos, valued = flag != "--json";
  if (joined && !valued)
    return wrong("--json takes no value");
  if (valued && !joined && words.size() < 2)
    return wrong(flag + " needs a value");
  auto value = joined ? words.front().substr(equals + 1) : valued ? words[1] : std::string();
  if (valued && value.empty())
    return wrong(flag + " needs a value");
  if (!into.options.emplace(flag, std::move(value)).second)
    return wrong(flag + " is given twice");
  return words.subspan(valued && !joined ? 2 : 1);
}

bool is_flag(std::string_view word) {
  return std::ranges::find(flags, word.substr(0, word.find('='))) != flags.end();
}

/// A statement may begin with a comment; no flag holds a blank.
bool looks_like_flag(std::string_view word) {
  return word.size() > 1 && word.starts_with('-')
         && word.find_first_of(" \t\r\n") == std::string_view::npos;
}

result<question> parse(std::span<const std::string> words) {
  question asked;
  for (bool more_flags = true; !words.empty();) {
    const auto& word = words.front();
    if (more_flags && is_flag(word)) {
      HOWDAH_TRY(words, take_flag(asked, words));
      continue;
    }
    words = words.subspan(1);
    if (more_flags && word == "--")
      more_flags = false;
    else if (more_flags && looks_like_flag(word))
      return wrong("unknown argument " + shown(word) + did_you_mean(word, flags));
    else if (asked.statement)
      return wrong("more than one statement or file is given: put the statement in quotes");
    else
      asked.statement = word;
  }
  if (!asked.statement)
    return wrong(std::string(command) + " needs a statement, a file, or - for standard input");
  return asked;
}

result<access_mode> mode_of(const question& asked) {
  const auto* named = asked.find("--access");
  const bool by_role = asked.find("--permissions");
  if (!named)
    return by_role ? access_mode::read_write : access_mode::read_only;
  const auto found = std::ranges::find(modes, std::string_view(*named), [](access_mode each) {
    return std::string_view(name_of(each));
  });
  if (found == modes.end())
    return wrong("--access " + shown(*named) + " is none of read-only, read-write, unrestricted");
  if (by_role && *found == access_mode::unrestricted)
    return wrong("--access unrestricted and --permissions exclude each other");
  return *found;
}

/// Null: of everybody.
result<rights_ptr> rights_of(const question& asked) {
  const auto *path = asked.find("--permissions"), *user = asked.find("--user");
  if (user && !path)
    return wrong("--user needs --permissions");
  if (!path)
    return rights_ptr();
  if (user)
    if (const auto fine = auth::check_caller_name(*user); !fine)
      return wrong("--user " + shown(*user) + ' ' + fine.error().message);
  HOWDAH_TRY(const auto text, read_text_file("the permissions file", *path));
  HOWDAH_TRY(const auto file, parse_permissions(text, *path));
  return user ? file.rights_of(*user) : file.rights_of_nobody();
}

/// A name without a blank is that of a file, also where there is none.
bool names_file(const std::string& given) {
  std::error_code failure;
  const bool one_word = given.find_first_of(" \t\r\n;('\"") == std::string::npos;
  return std::filesystem::exists(given, failure)
         || (one_word && (given.ends_with(".sql") || given.find('/') != std::string::npos));
}

result<std::string> statement_of(const question& asked, std::istream& input) {
  if (*asked.statement == "-")
    return std::string(std::istreambuf_iterator<char>(input), {});
  if (names_file(*asked.statement))
    return read_text_file("the statement", *asked.statement);
  return *asked.statement;
}

result<judged_sql> judge(const question& asked, std::string text, access_mode mode,
                         rights_ptr may) {
  const auto* path = asked.find("--catalog");
  if (!path)
    return judged_sql::of(std::move(text), mode, std::move(may));
  HOWDAH_TRY(const auto dump, read_text_file("the catalog", *path));
  HOWDAH_TRY(const auto catalog, catalog_dump::read(dump, *path));
  return judged_sql::of(std::move(text), mode, std::move(may), catalog);
}

result<told> answer(std::span<const std::string> words, std::istream& input) {
  HOWDAH_TRY(const auto asked, parse(words));
  HOWDAH_TRY(const auto mode, mode_of(asked));
  HOWDAH_TRY(auto may, rights_of(asked));
  HOWDAH_TRY(auto text, statement_of(asked, input));
  HOWDAH_TRY(const auto judged, judge(asked, std::move(text), mode, std::move(may)));
  return told{.text = asked.find("--json") ? verdict_json(judged) : verdict_page(judged),
              .code = judged.admitted() ? 0 : 1};
}

} // namespace

std::optional<result<told>> check_sql_command(const std::vector<std::string>& arguments,
                                              std::istream& input) {
  if (arguments.empty() || arguments.front() != command)
    return std::nullopt;
  return answer(std::span(arguments).subspan(1), input);
}

} // namespace howdah::app
