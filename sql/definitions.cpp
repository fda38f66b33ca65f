#include "sql/definitions.hpp"

#include "sql/identifier.hpp"
#include "sql/refusal.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace howdah::sql {

namespace {

using verdict = std::optional<problem>;

/// A stream of a whole table is a SELECT.
std::string select_instead(const facts& found) {
  const auto copied = std::ranges::find(found.relations, "CopyStmt", &relation_fact::owner);
  const bool reads = copied != found.relations.end() && !found.find("CopyStmt", "is_from");
  return reads ? "SELECT * FROM " + quoted_name(copied->schema, copied->name) : std::string();
}

verdict judge_copy(const facts& found, access_mode mode) {
  if (!found.find("CopyStmt", "filename")) {
    auto out = statement_refusal(rule::copy_stream, mode, "COPY");
    out.rewrite = select_instead(found);
    return out;
  }
  if (mode == access_mode::unrestricted)
    return std::nullopt;
  const bool program = found.find("CopyStmt", "is_program");
  return statement_refusal(program ? rule::server_program : rule::server_file, mode, "COPY");
}

/// Languages whose code PostgreSQL or the language itself confines. All others are taken for
/// untrusted.
bool trusted_language(std::string_view name) noexcept {
  constexpr std::string_view trusted[]
    = {"java", "plcoffee", "pllua", "plls", "plperl", "plpgsql", "pltcl", "plv8", "sql"};
  return std::ranges::find(trusted, name) != std::end(trusted);
}

verdict judge_languages(const facts& found, access_mode mode) {
  for (const auto& n : found.notes)
    if (n.field == "option:language" && !trusted_language(n.value))
      return refusal(rule::native_code, mode, "LANGUAGE " + n.value);
  return std::nullopt;
}

/// What installing an extension would open.
std::optional<rule> opened_by(std::string_view extension) noexcept {
  constexpr std::string_view remote[]
    = {"aws_lambda", "aws_s3", "azure_storage", "dblink", "http", "pg_net", "plproxy"};
  constexpr std::string_view delayed[] = {"pg_background", "pg_cron", "pg_timetable", "pgagent"};
  constexpr std::string_view files[] = {"adminpack", "orafce"};
  constexpr std::string_view storage[] = {"pageinspect", "pg_surgery", "pg_walinspect"};
  const auto among = [&](const auto& list) {
    return std::ranges::find(list, extension) != std::end(list);
  };
  if (extension.ends_with("_fdw") || among(remote))
    return rule::other_server;
  const bool language = extension.find("pl") != std::string_view::npos && extension.ends_with('u');
  if (language || extension == "plsh" || extension == "plr")
    return rule::native_code;
  if (among(delayed))
    return rule::sql_as_text;
  if (among(storage))
    return rule::raw_storage;
  return among(files) ? std::optional(rule::server_file) : std::nullopt;
}

verdict judge_extension(const facts& found, access_mode mode) {
  const auto* name = found.find("CreateExtensionStmt", "extname");
  const auto why = name ? opened_by(name->value) : std::nullopt;
  return why ? verdict(refusal(*why, mode, "CREATE EXTENSION " + name->value)) : std::nullopt;
}

/// OPTIONS of a foreign table say what it reads: a file, a program, a table elsewhere.
verdict judge_foreign_options(const facts& found, access_mode mode) {
  const bool changed = std::ranges::any_of(found.notes, [](const note& n) {
    return n.field == "subtype" && n.value.ends_with("GenericOptions");
  });
  return changed ? verdict(refusal(rule::other_server, mode, "ALTER FOREIGN TABLE … OPTIONS"))
                 : std::nullopt;
}

} // namespace

std::optional<problem> refused_definition(const facts& found, access_mode mode) {
  if (found.statements.front().kind->family == statement_family::copy)
    return judge_copy(found, mode);
  if (mode != access_mode::read_write)
    return std::nullopt;
  for (const auto judge : {judge_languages, judge_extension, judge_foreign_options})
    if (auto why = judge(found, mode))
      return why;
  return std::nullopt;
}

} // namespace howdah::sql
