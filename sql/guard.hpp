#pragma once

#include "core/access_mode.hpp"
#include "core/pooling.hpp"
#include "core/result.hpp"
#include "core/rights.hpp"
#include "sql/statement.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace howdah::sql {

/// What the guard goes by. A value; part of no cache key because a guard lives and dies with its
/// policy.
struct policy {
  access_mode mode = access_mode::read_only;
  pooling pooler = pooling::none;
  std::size_t statement_bytes = 65'536;
  std::size_t nesting = 1000;        ///< parse-tree depth that is still walked
  std::size_t nodes = 200'000;       ///< of one parse tree
  std::size_t cache_bytes = 8 << 20; ///< of remembered verdicts
};

/// Judges callers' statements by PostgreSQL's own grammar: the whole tree, default deny. A verdict
/// is a pure function of (text, policy, rights) and is remembered by the exact bytes of the text
/// and the identity of the rights, of which roles have one each. Not thread-safe: one guard per
/// thread; `judge` on a large text needs a big stack (see `large`).
class guard {
public:
  explicit guard(policy rules);
  ~guard();
  guard(guard&&) noexcept;
  guard& operator=(guard&&) noexcept;

  /// Admitted, or refused with code 2xx (`invalid_argument` for bytes that are no text), `rule`,
  /// `position` and, where there is one, `rewrite`. Syntax errors are worded as PostgreSQL does.
  /// `may`: what the caller may do besides; null: whatever the policy lets everybody do.
  result<admitted_ptr> judge(std::string_view text, const rights_ptr& may = nullptr);
  /// The remembered verdict, if there is one.
  std::optional<result<admitted_ptr>> remembered(std::string_view text,
                                                 const rights_ptr& may = nullptr);
  /// Remembers a verdict that another guard with the same policy reached (the judge thread's).
  void remember(std::string_view text, const rights_ptr& may, const result<admitted_ptr>& verdict);
  /// The same statement, with columns to be masked in its result.
  static admitted_ptr masking(const admitted_statement& statement, result_mask mask);
  /// True for texts to be judged on a thread of their own (16 MiB stack) rather than on the event
  /// loop.
  static bool large(std::string_view text) noexcept { return text.size() > 2048; }

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace howdah::sql
