#include "app/commands.hpp"

#include <algorithm>

namespace howdah::app {

namespace {

constexpr command_entry table[] = {
  {"check-permissions", "FILE [--user NAME]",
   "Print what a permissions file lets each role and user do, or what is wrong with it.",
   "  --user NAME  what this caller may do, and by which role\n\n"
   "Exit code 0: the file is in order, 2: it is not, or the command is misused.\n"},
  {"check-sql",
   "[--access MODE] [--permissions FILE] [--user NAME] [--catalog FILE] [--json] SQL|FILE|-",
   "Print whether the guard admits a statement, and why not. No database is needed.",
   "  --access MODE       read-only, read-write or unrestricted; default: read-only, and with\n"
   "                      --permissions read-write, where the role decides\n"
   "  --permissions FILE  judge by the role of a caller of this file\n"
   "  --user NAME         the caller; without it whoever has the role of _default\n"
   "  --catalog FILE      judge by this catalog, too, as a server does by its database's: what\n"
   "                      howdah dump-catalog wrote\n"
   "  --json              for programs\n"
   "  SQL|FILE|-          the statement, a file that holds it, or standard input\n\n"
   "Exit code 0: admitted, 1: refused, 2: the command is misused.\n"},
  {"doctor", "[--json] [--writer] [--conn DSN] [FLAG of the server...]",
   "Grade the database login, and say what would mend it."},
  {"dump-catalog", "[--conn DSN] [FLAG of the server...]",
   "Print what check-sql --catalog wants to know of a database: names, and no row of a table.",
   "Asks the database that the server would use with these flags, this environment and this\n"
   "configuration file, as its login: the names of relations and their columns, the queries of\n"
   "views, the checks of domains, and which functions, operators and casts there are.\n\n"
   "Exit code 0: printed, 2: misused, or the database could not be asked.\n"},
  {"print-setup-sql", "[--permissions FILE] [--role NAME] [--database NAME] [--schemas A,B]",
   "Print the SQL of a database login that has no more rights than its callers need.",
   "  --permissions FILE  the rights of all roles of this file; without it reading\n"
   "  --role NAME         of the login; default: howdah_reader\n"
   "  --database NAME     that it may connect to; default: the one where the SQL is run\n"
   "  --schemas A,B       to read without a permissions file; default: public\n\n"
   "Nothing is connected to and nothing is changed: look at the SQL, then run it with psql.\n"},
  {"token new", "[--name NAME]",
   "Make a token for an HTTP client, and its entry for the permissions file.",
   "  --name NAME  whose it is: a user of the permissions file; default: a made-up one\n\n"
   "The token is printed this once; the file holds its hash only.\n"},
};

bool begins_with(const std::vector<std::string>& arguments, std::string_view name) {
  return !arguments.empty() && arguments.front() == name.substr(0, name.find(' '));
}

} // namespace

std::span<const command_entry> commands() noexcept {
  return table;
}

std::string usage_of(std::string_view command) {
  const auto found = std::ranges::find(table, command, &command_entry::name);
  return "usage: howdah " + std::string(found->name) + ' ' + std::string(found->options);
}

std::optional<std::string> command_help(const std::vector<std::string>& arguments) {
  const bool asked = std::ranges::any_of(
    arguments, [](const std::string& each) { return each == "--help" || each == "-h"; });
  const auto found = std::ranges::find_if(
    table, [&](const command_entry& each) { return begins_with(arguments, each.name); });
  if (!asked || found == std::end(table) || found->details.empty())
    return std::nullopt;
  return usage_of(found->name) + "\n\n" + std::string(found->purpose) + "\n\n"
         + std::string(found->details);
}

} // namespace howdah::app
