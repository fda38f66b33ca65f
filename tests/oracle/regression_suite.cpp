#include "sql/guard.hpp"
#include "tests/oracle/script_text.hpp"
#include "tests/oracle/tokens.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace howdah;

struct refusals {
  std::size_t count = 0;
  std::map<std::string, std::string> examples; ///< by message
};

struct outcome {
  std::size_t files = 0, statements = 0, queries = 0, commands = 0, with_variables = 0;
  std::size_t admitted = 0, not_sql = 0;
  std::map<std::string, refusals> refused; ///< by rule

  void print(const std::string& listed) const;
};

std::string contents(const std::string& file) {
  std::ifstream in(file);
  if (!in)
    throw std::runtime_error("cannot read " + file);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_query(std::string_view statement) {
  const auto words = oracle::tokens_of(statement);
  const auto first = std::ranges::find_if(words, [](const auto& each) { return each.text != "("; });
  if (first == words.end())
    return false;
  std::string word = first->text;
  std::ranges::transform(word, word.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::string_view queries[] = {"select", "table", "values", "with"};
  return std::ranges::find(queries, word) != std::end(queries);
}

void judge(sql::guard& by, const std::string& statement, outcome& into) {
  ++into.queries;
  const auto verdict = by.judge(statement);
  if (verdict || verdict.error().code == errc::syntax_error) {
    ++(verdict ? into.admitted : into.not_sql);
    return;
  }
  auto& found = into.refused[verdict.error().rule];
  ++found.count;
  found.examples.emplace(verdict.error().message, statement);
}

void read(const std::string& file, sql::guard& by, outcome& into) {
  const auto script = oracle::read_script(contents(file));
  ++into.files;
  into.statements += script.statements.size();
  into.commands += script.commands;
  into.with_variables += script.with_variables;
  for (const auto& each : script.statements)
    if (is_query(each))
      judge(by, each, into);
}

std::string in_one_line(const std::string& statement) {
  auto line = oracle::joined(oracle::tokens_of(statement));
  return line.size() > 160 ? line.substr(0, 157) + "..." : line;
}

void outcome::print(const std::string& listed) const {
  for (const auto& [rule, found] : refused) {
    std::printf("%-20s %5zu, of %zu kinds\n", rule.c_str(), found.count, found.examples.size());
    for (const auto& [message, example] : found.examples) {
      std::printf("    %s\n        %s\n", message.c_str(), in_one_line(example).c_str());
      if (rule != listed)
        break;
    }
  }
  std::size_t refusals = 0;
  for (const auto& each : refused)
    refusals += each.second.count;
  std::printf("%zu files, %zu commands of psql, %zu statements with its variables left out; %zu "
              "statements, %zu of them queries: %zu no SQL, %zu admitted, %zu refused\n",
              files, commands, with_variables, statements, queries, not_sql, admitted, refusals);
}

/// Rules that refuse something and that the page does not speak of.
std::size_t unstated(const outcome& of, const std::string& page) {
  const auto text = contents(page);
  std::size_t count = 0;
  for (const auto& each : of.refused)
    if (text.find('`' + each.first + '`') == std::string::npos) {
      std::printf("UNSTATED: %s does not say why '%s' refuses\n", page.c_str(), each.first.c_str());
      ++count;
    }
  return count;
}

bool run(const std::vector<std::string>& words) {
  std::string page, listed;
  outcome found;
  sql::guard by(sql::policy{.cache_bytes = 0});
  for (auto word = words.begin(); word != words.end(); ++word) {
    const bool last = std::next(word) == words.end();
    if (*word == "--stated" && !last)
      page = *++word;
    else if (*word == "--list" && !last)
      listed = *++word;
    else
      read(*word, by, found);
  }
  found.print(listed);
  return page.empty() || unstated(found, page) == 0;
}

} // namespace

int main(int count, char** words) {
  try {
    return run({words + 1, words + count}) ? 0 : 1;
  } catch (const std::exception& why) {
    std::fprintf(stderr, "regression_suite: %s\n", why.what());
    return 2;
  }
}
