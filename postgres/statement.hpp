#pragma once

#include "sql/statement.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace howdah::postgres {

/// An object identifier as PostgreSQL numbers its types; 0 = let the server infer.
using oid = std::uint32_t;

/// One $n in text format; no text is NULL.
struct parameter {
  std::optional<std::string> text;
  oid type = 0;
};

/// A statement of our own. Its text is a constant of the program (consteval), so nothing of a caller can be in it:
/// callers' values go into parameters.
class catalog_statement {
public:
  consteval catalog_statement(const char* text) : text_(text) {}
  constexpr std::string_view text() const noexcept { return text_; }

private:
  std::string_view text_;
};

/// What a connection may run: something the guard admitted, or something we wrote. There is no third way in.
struct runnable {
  std::variant<sql::admitted_ptr, catalog_statement> what;
  std::vector<parameter> parameters = {};

  std::string_view text() const noexcept;
};

/// How the statements of a trip are wrapped (docs/adr: transactions).
enum class trip_form {
  read,    ///< BEGIN READ ONLY; statements; ROLLBACK; Sync
  write,   ///< BEGIN; statements; COMMIT; Sync
  bare,    ///< statement; Sync
  catalog, ///< our own statements in one implicit transaction: statements; Sync
};

/// One write to the server: everything up to the answer.
struct trip {
  trip_form form = trip_form::catalog;
  std::vector<runnable> statements = {};
  /// Time of each statement, where it is shorter than what the caller may take; 0: it is not.
  std::chrono::milliseconds at_most{0};
};

} // namespace howdah::postgres
