#include "app/permissions_page.hpp"

#include "app/config/wording.hpp"
#include "app/permissions_warnings.hpp"

#include <set>
#include <sstream>
#include <vector>

namespace howdah::app {

namespace {

constexpr std::size_t label_width = 12;

/// As the file has it.
std::string text_of(const name_pattern& name) {
  if (name.text().find_first_of(".\"") == std::string::npos)
    return name.text();
  std::string out = "\"";
  for (const char c : name.text())
    out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

std::string text_of(const qualified_pattern& name) {
  return name.schema ? text_of(*name.schema) + '.' + text_of(name.name) : text_of(name.name);
}

const std::string& text_of(const std::string& name) {
  return name;
}

template <class Names>
std::string listed(const Names& names) {
  std::vector<std::string> texts;
  for (const auto& each : names)
    texts.push_back(text_of(each));
  return texts.empty() ? "none" : joined(texts);
}

std::string line(std::string label, const std::string& value) {
  label.resize(label_width, ' ');
  return "  " + label + value + '\n';
}

std::string text_of(const column_rule& rule) {
  std::vector<std::string> parts;
  if (rule.allow)
    parts.push_back("only " + listed(*rule.allow));
  if (!rule.deny.empty())
    parts.push_back("not " + listed(rule.deny));
  if (!rule.mask.empty())
    parts.push_back("masked " + listed(rule.mask));
  std::string out = text_of(rule.of) + ":";
  for (const auto& each : parts)
    out += (&each == parts.data() ? " " : "; ") + each;
  return out;
}

template <class Number>
std::string number(Number value) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out.precision(15);
  out << value;
  return out.str();
}

void add_quotas(std::vector<std::string>& parts, const quotas& allowed, const std::string& prefix) {
  const auto add = [&](const char* name, const auto& value) {
    if (value)
      parts.push_back(prefix + name + " " + number(*value));
  };
  add("concurrent_statements", allowed.at_once);
  add("calls_per_minute", allowed.calls);
  add("rows_per_minute", allowed.rows);
  add("bytes_per_minute", allowed.bytes);
  add("database_seconds_per_minute", allowed.seconds);
}

std::string text_of(const role_limits& limits) {
  std::vector<std::string> parts;
  if (limits.statement_timeout)
    parts.push_back("statement_timeout_ms " + number(limits.statement_timeout->count()));
  if (limits.rows)
    parts.push_back("row_limit " + number(*limits.rows));
  if (limits.cost)
    parts.push_back("max_cost " + number(*limits.cost));
  if (limits.estimated_rows)
    parts.push_back("max_rows_estimate " + number(*limits.estimated_rows));
  if (limits.work_mem)
    parts.push_back("work_mem " + *limits.work_mem);
  if (limits.parallel_workers)
    parts.push_back("parallel_workers " + number(*limits.parallel_workers));
  add_quotas(parts, limits.of_caller, "");
  add_quotas(parts, limits.of_tenant, "tenant ");
  if (limits.weight)
    parts.push_back("tenant weight " + number(*limits.weight));
  return joined(parts);
}

std::string text_of(const seat& as) {
  std::vector<std::string> parts;
  if (!as.login.empty())
    parts.push_back("login " + as.login);
  if (!as.role.empty())
    parts.push_back("role " + as.role);
  return joined(parts);
}

/// As settings of PostgreSQL.
std::string text_of(const told_claims& told) {
  std::vector<std::string> parts;
  if (told.all || !told.claims.empty())
    parts.push_back("request.jwt.claims (" + (told.all ? "all" : joined(told.claims)) + ")");
  for (const auto& each : told.settings)
    parts.push_back(each.name + " (" + each.claim + ")");
  return joined(parts);
}

std::string rights_lines(const rights& may) {
  auto out = line("operations", listed(may.operations)) + line("schemas", listed(may.schemas))
             + line("tables", listed(may.tables));
  if (!may.deny.empty())
    out += line("denied", listed(may.deny));
  for (const auto& rule : may.columns)
    out += line("columns", text_of(rule));
  if (!may.functions.empty())
    out += line("functions", listed(may.functions));
  if (may.tools)
    out += line("tools", listed(*may.tools));
  if (const auto limits = text_of(may.limits); !limits.empty())
    out += line("limits", limits);
  if (!may.as.shared())
    out += line("database", text_of(may.as));
  if (may.told.any())
    out += line("told", text_of(may.told));
  return out;
}

std::string roles_part(const auth::role_map& roles) {
  std::string out;
  for (const auto& [name, role] : roles) {
    out += "\nrole " + name + '\n';
    if (!role.inherits.empty())
      out += line("inherits", joined(role.inherits));
    out += rights_lines(*role.may);
  }
  return out;
}

std::string users_part(const auth::permission_sections& said) {
  std::string out;
  if (said.users)
    for (const auto& [name, may] : *said.users)
      out += "  " + name + ": " + may->role + '\n';
  if (said.fallback)
    out += "  _default: " + said.fallback->role + '\n';
  return out.empty() ? "" : "\nusers\n" + out;
}

std::string text_of(const auth::role_match& match) {
  auto out = match.claim;
  if (match.like)
    out += " matches " + match.like->text();
  else
    out += (match.texts.size() == 1 ? " is " : " is one of ") + joined(match.texts);
  return match.issuer.empty() ? out : out + ", of " + match.issuer;
}

std::string matches_part(const auth::permission_sections& said) {
  std::string out;
  if (said.match)
    for (const auto& each : *said.match)
      out += "  " + text_of(each) + ": " + each.may->role + '\n';
  return out.empty() ? "" : "\naccess tokens whose claim\n" + out;
}

std::string revoked_part(const auth::permission_sections& said) {
  if (!said.revoked || said.revoked->empty())
    return {};
  const auto count = said.revoked->size();
  return "\nrevoked\n  " + std::to_string(count) + (count == 1 ? " entry\n" : " entries\n");
}

std::string scopes_part(const auth::permission_sections& said) {
  std::string out;
  if (said.scopes)
    for (const auto& each : said.scopes->grants())
      out += "  " + each.scope + ": " + joined(each.operations) + '\n';
  return out.empty() ? "" : "\nscopes of access tokens\n" + out;
}

std::string tokens_part(const auth::permission_sections& said) {
  std::set<std::string> holders;
  if (said.tokens)
    for (const auto& each : *said.tokens)
      holders.insert(each.holder->subject());
  return holders.empty() ? "" : "\nholders of tokens\n  " + joined(holders) + '\n';
}

} // namespace

std::string permissions_page(const auth::permissions& file, std::chrono::sys_seconds now) {
  const auto& said = file.sections();
  auto out = (said.roles ? roles_part(*said.roles) : "") + users_part(said) + matches_part(said)
             + scopes_part(said) + tokens_part(said) + revoked_part(said);
  const auto warnings = permissions_warnings(file, now);
  for (const auto& each : warnings)
    out += (&each == warnings.data() ? "\nwarning: " : "warning: ") + each + '\n';
  return out;
}

std::string user_page(const auth::permissions& file, std::string_view user) {
  const auto name = std::string(user);
  const auto may = file.rights_of(user);
  if (!may)
    return name + " may do what --access lets everybody do: the file has neither roles nor users\n";
  if (may->role.empty())
    return name + " has no role, and there is no _default: nothing is allowed\n";
  const auto& users = file.sections().users;
  const bool own = users && users->contains(user);
  return name + " has the role " + may->role + (own ? "" : ", of _default") + '\n'
         + rights_lines(*may);
}

} // namespace howdah::app
