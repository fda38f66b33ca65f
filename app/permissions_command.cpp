#include "app/permissions_command.hpp"

#include "app/commands.hpp"
#include "app/config/text_file.hpp"
#include "app/config/wording.hpp"
#include "app/permissions_page.hpp"
#include "app/permissions_source.hpp"
#include "auth/voucher.hpp"

#include <chrono>
#include <span>

namespace howdah::app {

namespace {

constexpr std::string_view command = "check-permissions";

tl::unexpected<problem> wrong(const std::string& what) {
  return refuse(errc::invalid_argument, what + "; " + usage_of(command));
}

struct question {
  std::string file;
  std::optional<std::string> user;
};

result<question> parse(std::span<const std::string> words) {
  question asked;
  for (; !words.empty(); words = words.subspan(1)) {
    const auto& word = words.front();
    const bool joined = word.starts_with("--user=");
    if (joined || word == "--user") {
      if (asked.user)
        return wrong("--user is given twice");
      if (!joined && words.size() < 2)
        return wrong("--user needs a value");
      asked.user = joined ? word.substr(7) : words[1];
      if (const auto fine = auth::check_caller_name(*asked.user); !fine)
        return wrong("--user " + shown(*asked.user) + ' ' + fine.error().message);
      if (!joined)
        words = words.subspan(1);
    } else if (word.starts_with("-") || !asked.file.empty()) {
      return wrong("unknown argument " + shown(word));
    } else if (asked.file = word; word.empty()) {
      return wrong("the name of the file is empty");
    }
  }
  if (asked.file.empty())
    return wrong(std::string(command) + " needs a file");
  return asked;
}

result<std::string> answer(std::span<const std::string> words) {
  HOWDAH_TRY(const auto asked, parse(words));
  HOWDAH_TRY(const auto text, read_text_file("the permissions file", asked.file));
  HOWDAH_TRY(const auto file, parse_permissions(text, asked.file));
  if (asked.user)
    return user_page(file, *asked.user);
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return asked.file + ": " + contents_of(file) + "\n" + permissions_page(file, now);
}

} // namespace

std::optional<result<std::string>> permissions_command(const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front() != command)
    return std::nullopt;
  return answer(std::span(arguments).subspan(1));
}

} // namespace howdah::app
