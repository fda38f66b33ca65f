#include "sql/secret_columns.hpp"

#include <algorithm>
#include <vector>

namespace howdah::sql {

namespace {

struct entry {
  std::string_view relation; ///< of pg_catalog
  std::string_view column;
};
constexpr entry secrets[]
  = {{"pg_db_role_setting", "setconfig"}, {"pg_foreign_data_wrapper", "fdwoptions"},
     {"pg_foreign_server", "srvoptions"}, {"pg_foreign_table", "ftoptions"},
     {"pg_stat_activity", "query"},       {"pg_stat_wal_receiver", "conninfo"}};

std::vector<guarded_relation> both_ways_of_writing() {
  std::vector<guarded_relation> all;
  for (const auto& each : secrets)
    for (const auto* schema : {"", "pg_catalog"})
      all.push_back({.schema = schema, .name = each.relation, .columns = {each.column}});
  return all;
}

} // namespace

bool has_secret_column(const relation_fact& named) noexcept {
  return (named.schema.empty() || named.schema == "pg_catalog")
         && std::ranges::find(secrets, named.name, &entry::relation) != std::end(secrets);
}

std::span<const guarded_relation> secret_columns() {
  static const auto all = both_ways_of_writing();
  return all;
}

} // namespace howdah::sql
