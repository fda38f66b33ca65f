#include "sql/parse.hpp"

#include "sql/newer_syntax.hpp"
#include "sql/refusal.hpp"
#include "sql/stack.hpp"

#include <pg_query.h>

#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>

namespace howdah::sql {

namespace {

/// `1+1+1…` costs the parser about 65 bytes of stack for each byte of text, the worst case
/// measured; twice that, and a floor.
std::size_t stack_needed(std::size_t text_bytes) noexcept {
  return std::size_t{256} * 1024 + 128 * text_bytes;
}

std::string sqlstate_of(std::string_view message) {
  if (message.starts_with("invalid Unicode") || message.starts_with("invalid escape"))
    return "22025";
  if (message.find("not supported") != std::string_view::npos
      || message.find("not implemented") != std::string_view::npos)
    return "0A000";
  return "42601";
}

problem syntax_problem(const PgQueryError& error, std::string_view text) {
  const std::string_view message = error.message;
  if (message.starts_with("memory exhausted"))
    return refusal(rule::nesting, access_mode::unrestricted, "The statement");
  problem found{.code = errc::syntax_error, .message = std::string(message)};
  found.sqlstate = sqlstate_of(message);
  found.hint = newer_syntax_hint(message, text);
  if (error.cursorpos > 0)
    found.position = error.cursorpos;
  return found;
}

} // namespace

void parse_tree::freed::operator()(char* tree) const noexcept {
  std::free(tree); // NOLINT: the parser allocated it with malloc
}

result<parse_tree> parse_tree::on_this_stack(const std::string& text) {
  auto parsed = pg_query_parse(text.c_str());
  if (parsed.error) {
    auto why = syntax_problem(*parsed.error, text);
    pg_query_free_parse_result(parsed);
    return refuse(std::move(why));
  }
  parse_tree tree(std::exchange(parsed.parse_tree, nullptr));
  pg_query_free_parse_result(parsed);
  return tree;
}

result<parse_tree> parse_tree::of(const std::string& text) {
  if (stack_left() >= stack_needed(text.size()))
    return on_this_stack(text);
  struct errand {
    const std::string& text;
    std::optional<result<parse_tree>> tree;
  } order{text, {}};
  const auto work = [](void* argument) {
    auto& todo = *static_cast<errand*>(argument);
    todo.tree.emplace(on_this_stack(todo.text));
  };
  if (!run_with_stack(stack_needed(text.size()), work, &order))
    return refuse(errc::busy, "No thread to judge this statement on.", "Try again in a moment.");
  return std::move(*order.tree);
}

} // namespace howdah::sql
