#include "auth/operations.hpp"

#include "core/ascii.hpp"
#include "core/near_miss.hpp"

#include <algorithm>
#include <array>

namespace howdah::auth {

namespace {

constexpr auto operations = std::to_array<std::string_view>(
  {"alter",   "analyze", "call",     "cluster", "comment",  "copy",   "create",
   "delete",  "do",      "drop",     "grant",   "insert",   "merge",  "refresh",
   "reindex", "revoke",  "security", "select",  "truncate", "update", "vacuum"});

constexpr std::string_view transaction
  = "no role can have it: every call is one statement in a transaction of its own; remove it";
constexpr std::string_view session
  = "no role can have it: nothing may last in a connection that callers share; remove it";
constexpr std::string_view administration
  = "no role can have it: it is for those who administer the server; remove it";
constexpr std::string_view reading = "it is part of what select allows: write select";

/// Words that begin statements, too, and why they are no operations.
struct other_word {
  std::string_view word;
  std::string_view why;
};

constexpr auto others = std::to_array<other_word>({{"abort", transaction},
                                                   {"begin", transaction},
                                                   {"checkpoint", administration},
                                                   {"close", session},
                                                   {"commit", transaction},
                                                   {"deallocate", session},
                                                   {"declare", session},
                                                   {"discard", session},
                                                   {"end", transaction},
                                                   {"execute", session},
                                                   {"explain", reading},
                                                   {"fetch", session},
                                                   {"import", administration},
                                                   {"listen", session},
                                                   {"load", administration},
                                                   {"lock", session},
                                                   {"move", session},
                                                   {"notify", session},
                                                   {"prepare", session},
                                                   {"reassign", administration},
                                                   {"release", transaction},
                                                   {"reset", session},
                                                   {"rollback", transaction},
                                                   {"savepoint", transaction},
                                                   {"set", session},
                                                   {"show", reading},
                                                   {"start", transaction},
                                                   {"table", reading},
                                                   {"unlisten", session},
                                                   {"values", reading},
                                                   {"with", reading}});

} // namespace

std::span<const std::string_view> known_operations() noexcept {
  return operations;
}

result<std::string> parse_operation(std::string_view text) {
  auto word = lower_case(text);
  if (word == "*" || std::ranges::find(operations, word) != operations.end())
    return word;
  const auto other = std::ranges::find(others, word, &other_word::word);
  if (other != others.end())
    return refuse(errc::invalid_argument, "is not an operation: " + std::string(other->why));
  std::string all;
  for (const auto each : operations)
    all.append(all.empty() ? "" : ", ").append(each);
  return refuse(errc::invalid_argument, "is not an operation" + did_you_mean(word, operations)
                                          + "; allowed are * and " + all);
}

bool is_write(std::string_view operation) noexcept {
  return operation != "select";
}

} // namespace howdah::auth
