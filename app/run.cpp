#include "app/run.hpp"

#include "app/check_sql/check_sql_command.hpp"
#include "app/check_sql/dump_command.hpp"
#include "app/commands.hpp"
#include "app/config/environment.hpp"
#include "app/config/load.hpp"
#include "app/config/manual.hpp"
#include "app/doctor/doctor_command.hpp"
#include "app/permissions_command.hpp"
#include "app/server.hpp"
#include "app/setup_sql/setup_command.hpp"
#include "app/token_command.hpp"
#include "core/version.hpp"

#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace howdah::app {

namespace {

constexpr int wrong_configuration = 2;

int print(const std::string& text, int code = EXIT_SUCCESS) {
  return std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0 ? EXIT_FAILURE : code;
}

int misused(const problem& why) {
  std::fprintf(stderr, "howdah: %s\n", why.message.c_str());
  return wrong_configuration;
}

} // namespace

int run(const std::vector<std::string>& arguments, const offering& offered) {
  if (const auto help = command_help(arguments))
    return print(*help);
  for (const auto command : {token_command, permissions_command, setup_command})
    if (const auto page = command(arguments))
      return *page ? print(**page) : misused(page->error());
  if (const auto judged = check_sql_command(arguments, std::cin))
    return *judged ? print((*judged)->text, (*judged)->code) : misused(judged->error());
  for (const auto command : {doctor_command, dump_command})
    if (const auto found = command(arguments, process_environment()))
      return *found ? print((*found)->text, (*found)->code) : misused(found->error());
  const auto asked = load(arguments, process_environment());
  if (!asked)
    return misused(asked.error());
  switch (asked->wanted) {
  case invocation::purpose::help:
    return print(help_text());
  case invocation::purpose::version:
    return print("howdah " + std::string(version()) + '\n');
  case invocation::purpose::serve:
    break;
  }
  return serve(*asked, offered);
}

} // namespace howdah::app
