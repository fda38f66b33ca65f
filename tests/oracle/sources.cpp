#include "tests/oracle/sources.hpp"

#include "mcp/document.hpp"
#include "tests/oracle/session.hpp"
#include "tests/support/corpus.hpp"

#include <array>
#include <cstdio>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace howdah::oracle {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

std::string statement_of(const std::string& line) {
  mcp::document entry;
  if (entry.load(line))
    throw std::runtime_error("no JSON: " + line);
  return std::string(entry.root()["sql"].string().value_or(""));
}

/// One a line, between comments.
void add_statements(const std::string& file, std::vector<std::string>& to) {
  for (const auto& line : lines_of(howdah::tests::corpus_file(file)))
    if (!line.empty() && !line.starts_with("--"))
      to.push_back(line);
}

std::string in_shell_quotes(const std::string& text) {
  std::string out = "'";
  for (const char c : text)
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

} // namespace

std::vector<std::string> corpus() {
  std::vector<std::string> found;
  for (const auto& line : lines_of(howdah::tests::corpus_file("attacks/read_only.jsonl")))
    found.push_back(statement_of(line));
  add_statements("oracle/queries.sql", found);
  return found;
}

std::vector<std::string> corpus(const std::string& about) {
  std::vector<std::string> found;
  add_statements("oracle/" + about + ".sql", found);
  return found;
}

std::vector<std::string> calls_of_builtins(session& asked) {
  return lines_of(asked.row(howdah::tests::corpus_file("oracle/calls.sql")).front());
}

std::vector<std::string> function_names(session& asked) {
  return lines_of(asked
                    .row("SELECT string_agg(DISTINCT quote_ident(proname), E'\\n'"
                         " ORDER BY quote_ident(proname)) FROM pg_catalog.pg_proc")
                    .front());
}

/// Its statements end with a semicolon at the end of a line.
void sqlsmith(const std::string& dsn, std::size_t count, std::uint64_t seed, const taker& take) {
  const auto command = "sqlsmith --dry-run --seed=" + std::to_string(seed)
                       + " --max-queries=" + std::to_string(count)
                       + " --target=" + in_shell_quotes(dsn) + " 2>/dev/null";
  const auto close = [](std::FILE* pipe) {
    ::pclose(pipe);
  };
  const std::unique_ptr<std::FILE, decltype(close)> pipe(::popen(command.c_str(), "r"), close);
  std::array<char, 65'536> part{};
  std::string statement;
  std::size_t made = 0;
  while (std::fgets(part.data(), static_cast<int>(part.size()), pipe.get()) != nullptr) {
    statement += part.data();
    if (!statement.ends_with(";\n"))
      continue;
    take(statement);
    statement.clear();
    ++made;
  }
  if (made < count)
    throw std::runtime_error("sqlsmith made " + std::to_string(made) + " statements of "
                             + std::to_string(count));
}

} // namespace howdah::oracle
