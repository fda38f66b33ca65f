#pragma once

#include "core/name_pattern.hpp"
#include "core/seat.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah {

/// Columns of the relations that `of` names. What `deny` names is hidden, what `mask` names is
/// shown as a mark; with `allow`, what it does not name is hidden, too.
struct column_rule {
  qualified_pattern of;
  std::optional<std::vector<name_pattern>> allow = {};
  std::vector<name_pattern> deny = {};
  std::vector<name_pattern> mask = {};
};

enum class column_access { open, masked, hidden };

/// What calls may take together in a minute, and how many run at once; what is not set is not
/// limited.
struct quotas {
  std::optional<std::int64_t> at_once = {}; ///< statements that run
  std::optional<double> calls = {};
  std::optional<double> rows = {};
  std::optional<double> bytes = {};
  std::optional<double> seconds = {}; ///< of the database's time

  friend bool operator==(const quotas&, const quotas&) = default;
};

/// What a role's calls may take at most; what is not set stays as the server has it.
struct role_limits {
  std::optional<std::chrono::milliseconds> statement_timeout = {};
  std::optional<std::int64_t> rows = {};     ///< of one answer
  std::optional<double> cost = {};           ///< that PostgreSQL's planner estimates
  std::optional<double> estimated_rows = {}; ///< that it estimates
  std::optional<std::string> work_mem = {};  ///< as PostgreSQL writes it: "16MB"
  std::optional<int> parallel_workers = {};  ///< of one Gather node
  quotas of_caller = {};                     ///< each by itself
  quotas of_tenant = {};                     ///< all callers of one tenant together
  std::optional<double> weight = {};         ///< of the tenant, where several want the database; 1
};

/// What row security is told of a role's callers.
struct told_claims {
  bool all = false;                     ///< claims, as `request.jwt.claims`
  std::vector<std::string> claims = {}; ///< likewise, when not all
  struct as_setting {
    std::string name;
    std::string claim; ///< dots lead into objects
    friend bool operator==(const as_setting&, const as_setting&) = default;
  };
  std::vector<as_setting> settings = {}; ///< single claims as settings of their own

  bool any() const noexcept { return all || !claims.empty() || !settings.empty(); }
  friend bool operator==(const told_claims&, const told_claims&) = default;
};

/// What a role may do, but not with an access token that was not given the scope.
struct withheld_operation {
  std::string operation; ///< as in `rights::operations`
  std::string scope;
};

/// What one role of the permissions file may do. Pure and immutable once it is shared; nobody may
/// what is not said here. Names are as PostgreSQL stores them.
struct rights {
  std::string role = {}; ///< empty: nobody gave the caller one, so nothing is allowed
  std::vector<std::string> operations = {}; ///< command names in lower case: "select"; "*": all
  std::vector<withheld_operation> withheld = {};
  std::vector<name_pattern> schemas = {};
  std::vector<qualified_pattern> tables = {}; ///< and views, and whatever else has rows
  std::vector<qualified_pattern> deny = {};   ///< relations that are not there for this role
  std::vector<column_rule> columns = {};
  std::vector<qualified_pattern> functions = {}; ///< of users, beside those of PostgreSQL itself
  std::optional<std::vector<name_pattern>> tools = {}; ///< nothing: all of them
  role_limits limits = {};
  seat as = {};
  told_claims told = {};

  /// True when a statement must not change as whom it runs, or what was told of its caller: nobody
  /// could tell its rows from another caller's then.
  bool confined() const noexcept { return !as.role.empty() || told.any(); }
  bool may(std::string_view operation) const noexcept;
  /// Schemas of PostgreSQL itself are in reach only by their own names, never by a pattern.
  bool reaches(std::string_view schema) const noexcept;
  /// The schema, and the relation in it.
  bool reaches(std::string_view schema, std::string_view relation) const noexcept;
  /// The same, and by the relation's own name: whoever wrote it knew what it is.
  bool names(std::string_view schema, std::string_view relation) const noexcept;
  bool calls(std::string_view schema, std::string_view function) const noexcept;
  bool uses_tool(std::string_view tool) const noexcept;
  /// True when some column of the relation may be hidden or masked.
  bool restricts(std::string_view schema, std::string_view relation) const noexcept;
  column_access access(std::string_view schema, std::string_view relation,
                       std::string_view column) const noexcept;
};

using rights_ptr = std::shared_ptr<const rights>;

/// pg_catalog, information_schema, and the schemas of TOAST and temporary relations.
bool is_system_schema(std::string_view schema) noexcept;

} // namespace howdah
