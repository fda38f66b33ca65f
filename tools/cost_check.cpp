#include "tools/cost_check.hpp"

#include "core/utf8.hpp"
#include "mcp/document.hpp"

#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>

namespace howdah::tools {

namespace {

constexpr std::chrono::seconds planning{2};

problem denied(std::string message, std::string hint, std::string rule) {
  return {.code = errc::access_denied,
          .message = "Access denied: " + std::move(message),
          .hint = std::move(hint),
          .rule = std::move(rule)};
}

problem unknown_estimate() {
  return denied("PostgreSQL gave no estimate that could be read of what the statement costs, and "
                "your role has a limit on it.",
                "Write the statement in a simpler way.", "max_cost");
}

/// As people write it: 1000000 rather than 1e+06.
std::string shown(double number) {
  constexpr double readable = 1e15;
  char text[64] = {};
  const auto done
    = std::abs(number) < readable
        ? std::to_chars(std::begin(text), std::end(text), number, std::chars_format::fixed)
        : std::to_chars(std::begin(text), std::end(text), number);
  return {text, done.ptr};
}

problem too_costly(double cost, double limit) {
  return denied("PostgreSQL estimates the cost of this statement at " + shown(cost)
                  + ", and the limit of your role is " + shown(limit) + '.',
                "Narrow it: WHERE on an indexed column, LIMIT, fewer joins. EXPLAIN shows where "
                "the cost lies.",
                "max_cost");
}

problem too_many(double rows, double limit) {
  return denied("PostgreSQL estimates that this statement has " + shown(rows)
                  + " rows, and the limit of your role is " + shown(limit) + '.',
                "Narrow it with WHERE or LIMIT, or aggregate.", "max_rows_estimate");
}

/// Not a number where there is none: no comparison with it holds.
double number_in(mcp::value node, std::string_view name) {
  const auto text = node[name].number().value_or("");
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = !text.empty() && end == text.data() + text.size();
  if (error == std::errc::result_out_of_range)
    return std::numeric_limits<double>::infinity();
  return error == std::errc() && whole ? number : std::numeric_limits<double>::quiet_NaN();
}

struct estimate {
  double cost = 0;
  double rows = 0;
};

/// A write without RETURNING has no rows of its own: those count that it writes.
estimate estimate_of(mcp::value plan) {
  estimate found{number_in(plan, "Total Cost"), number_in(plan, "Plan Rows")};
  if (plan["Node Type"].string() == "ModifyTable" && found.rows == 0)
    for (const auto source : plan["Plans"].elements())
      if (source["Parent Relationship"].string() != "InitPlan")
        found.rows += number_in(source, "Plan Rows");
  return found;
}

/// A limit is kept only by what is known to keep it.
std::optional<problem> over(const estimate& of, const role_limits& own) {
  if (std::isnan(of.cost) || std::isnan(of.rows))
    return unknown_estimate();
  if (own.cost && of.cost > *own.cost)
    return too_costly(of.cost, *own.cost);
  if (own.estimated_rows && of.rows > *own.estimated_rows)
    return too_many(of.rows, *own.estimated_rows);
  return std::nullopt;
}

problem not_planned(problem why) {
  why.message = "PostgreSQL did not plan the statement in the time that there is for its estimate, "
                "2 s at most, and your role has limits on that.";
  why.hint = "Write the statement in a simpler way: fewer joins, sub-selects and constants.";
  return why;
}

} // namespace

std::optional<postgres::trip> cost_check::ask(const sql::admitted_statement& statement,
                                              std::vector<postgres::parameter> parameters) {
  if (!statement.explained())
    return std::nullopt;
  postgres::trip out{.form = postgres::trip_form::read, .at_most = planning};
  out.statements.push_back({.what = statement.explained(), .parameters = std::move(parameters)});
  return out;
}

postgres::appetite cost_check::row(std::size_t, const postgres::row_view& values) {
  plan_ += repaired_utf8(values.text(0));
  return postgres::appetite::more;
}

std::optional<problem> cost_check::refused(const postgres::outcome& ended,
                                           const sql::admitted_statement& statement) const {
  const auto& own = statement.may()->limits;
  if (!ended.failure)
    return over_limits(plan_, own);
  auto why = *ended.failure;
  if (why.position)
    why.position = *why.position + statement.explained()->shift();
  if (why.code == errc::too_large)
    return unknown_estimate();
  if (why.code == errc::timed_out)
    return not_planned(std::move(why));
  return why;
}

std::optional<problem> over_limits(const std::string& plan, const role_limits& own) {
  mcp::document parsed;
  if (parsed.load(plan, mcp::max_json_depth) || !parsed.root().is_array())
    return unknown_estimate();
  for (const auto each : parsed.root().elements())
    if (const auto top = each["Plan"])
      if (auto why = over(estimate_of(top), own))
        return why;
  return std::nullopt;
}

} // namespace howdah::tools
