#include "app/check_sql/judged_sql.hpp"
#include "core/utf8.hpp"
#include "mcp/answer.hpp"
#include "mcp/json.hpp"

namespace howdah::app {

namespace {

std::string text(std::string_view value) {
  return mcp::json_string(repaired_utf8(value));
}

/// `"name":[item,item]`
template <class Items, class Write>
std::string list(const std::string& name, const Items& items, Write write) {
  std::string out;
  for (const auto& each : items)
    out += (out.empty() ? "" : ",") + write(each);
  return text(name) + ":[" + out + ']';
}

std::string schema_and_name(const std::string& schema, const std::string& name) {
  return R"({"schema":)" + (schema.empty() ? "null" : text(schema)) + R"(,"name":)" + text(name);
}

std::string names_part(const sql::inventory& names) {
  return list("operations", names.operations, [](const std::string& each) { return text(each); })
         + ','
         + list("relations", names.relations,
                [](const sql::inventory::relation& each) {
                  return schema_and_name(each.schema, each.name) + R"(,"written":)"
                         + (each.written ? "true}" : "false}");
                })
         + ',' + list("functions", names.functions, [](const sql::inventory::function& each) {
             return schema_and_name(each.schema, each.name) + R"(,"arguments":)"
                    + std::to_string(each.arguments) + '}';
           });
}

std::string_view form_name(sql::transaction_form form) noexcept {
  switch (form) {
  case sql::transaction_form::read:
    return "read";
  case sql::transaction_form::write:
    return "write";
  case sql::transaction_form::bare:
    break;
  }
  return "bare";
}

std::string verdict_part(const judged_sql& of) {
  if (of.admitted())
    return R"("runs":)" + text(form_name((*of.verdict)->form())) + R"(,"parameters":)"
           + std::to_string((*of.verdict)->parameter_count()) + R"(,"depends_on_catalog":)"
           + (of.depends_on_catalog() ? "true" : "false") + R"(,"explained_first":)"
           + ((*of.verdict)->explained() ? "true" : "false");
  const auto& why = of.verdict.error();
  auto out = R"("message":)" + text(why.message) + R"(,"error":)" + mcp::to_json(why);
  if (why.position) {
    const auto at = place_in(of.text, *why.position);
    out += R"(,"line":)" + std::to_string(at.line) + R"(,"column":)" + std::to_string(at.column);
  }
  return out;
}

} // namespace

std::string verdict_json(const judged_sql& of) {
  auto out = std::string(R"({"verdict":)") + (of.admitted() ? R"("admitted")" : R"("refused")")
             + R"(,"access_mode":)" + text(name_of(of.mode)) + R"(,"role":)"
             + (of.may ? text(of.may->role) : "null") + ',' + verdict_part(of);
  if (of.names)
    out += ',' + names_part(*of.names);
  if (!of.catalog.empty())
    out += ',' + list("reaches", of.reached, [](const sql::relation_name& each) {
             return schema_and_name(each.schema, each.name) + '}';
           });
  return out + "}\n";
}

} // namespace howdah::app
