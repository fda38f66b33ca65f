#pragma once

#include "core/access_mode.hpp"
#include "core/rights.hpp"
#include "sql/relation_use.hpp"
#include "sql/result_mask.hpp"
#include "sql/routine_use.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::sql {

/// How PostgreSQL is to run a statement (docs/adr: transactions).
enum class transaction_form {
  read,  ///< BEGIN READ ONLY … ROLLBACK
  write, ///< BEGIN … COMMIT
  bare,  ///< alone between Syncs: VACUUM, CREATE INDEX CONCURRENTLY, CREATE DATABASE
};

/// One statement that the guard let through. Only the guard makes one, so the database actor can
/// run nothing unchecked.
class admitted_statement {
public:
  /// The exact text that was judged and will be sent.
  const std::string& text() const noexcept { return text_; }
  transaction_form form() const noexcept { return form_; }
  access_mode mode() const noexcept { return mode_; }
  /// True when the session may differ afterwards (session settings, advisory locks, temporary
  /// tables): reset the connection.
  bool may_leave_session_state() const noexcept { return may_leave_session_state_; }
  /// True when a `read` that PostgreSQL refuses with 25006 may be run again in the write form (a
  /// view or an operator hid the write from the tree, and the mode lets callers write).
  bool may_retry_as_write() const noexcept { return may_retry_as_write_; }
  /// True when the statement runs for its rows (SELECT, VALUES, SHOW, EXPLAIN, … RETURNING).
  bool returns_rows() const noexcept { return returns_rows_; }
  /// Highest $n in the statement; 0 without parameters.
  int parameter_count() const noexcept { return parameter_count_; }
  /// What it destroys, as far as the tree shows: "DROP", "DELETE without WHERE". Empty: nothing.
  std::string_view destroys() const noexcept { return destroys_; }

  /// Whose rights it was judged by; null: everybody's.
  const rights_ptr& may() const noexcept { return may_; }
  /// What only the catalog can say is harmless; empty unless the mode is read-only or somebody's
  /// rights are in question.
  const std::vector<routine_use>& uses() const noexcept { return uses_; }
  const std::vector<relation_use>& relations() const noexcept { return relations_; }
  /// Columns whose values must not be shown, only that they are there.
  const result_mask& mask() const noexcept { return mask_; }

  /// The same behind EXPLAIN, where the caller's role has limits on what PostgreSQL estimates; null
  /// where it has none, and for what has no plan.
  const std::shared_ptr<const admitted_statement>& explained() const noexcept { return explained_; }
  /// Of an `explained` one: a position in its text plus this is one in the statement's.
  int shift() const noexcept { return shift_; }

private:
  friend class guard;
  admitted_statement() = default;

  std::string text_;
  transaction_form form_ = transaction_form::read;
  access_mode mode_ = access_mode::read_only;
  bool may_leave_session_state_ = false;
  bool may_retry_as_write_ = false;
  bool returns_rows_ = true;
  int parameter_count_ = 0;
  std::string_view destroys_; ///< a literal
  rights_ptr may_;
  std::vector<routine_use> uses_;
  std::vector<relation_use> relations_;
  result_mask mask_;
  std::shared_ptr<const admitted_statement> explained_;
  int shift_ = 0;
};

using admitted_ptr = std::shared_ptr<const admitted_statement>;

} // namespace howdah::sql
