#include "tools/catalogue.hpp"
#include "tools/db_identity.hpp"
#include "tools/describe_table.hpp"
#include "tools/find_relationships.hpp"
#include "tools/get_foreign_keys.hpp"
#include "tools/list_schemas.hpp"
#include "tools/list_tables.hpp"
#include "tools/prompts.hpp"
#include "tools/query.hpp"
#include "tools/resource_list.hpp"
#include "tools/schema_resource.hpp"
#include "tools/server_info.hpp"
#include "tools/table_resource.hpp"

namespace howdah::tools {

catalogue standard_catalogue(const limits& bounds, access_mode mode, data_fence marks) {
  catalogue all;
  all.tools.push_back(make_query(bounds, mode, marks));
  all.tools.push_back(make_list_schemas(bounds));
  all.tools.push_back(make_list_tables(bounds));
  all.tools.push_back(make_describe_table(bounds));
  all.tools.push_back(make_get_foreign_keys(bounds));
  all.tools.push_back(make_find_relationships(bounds));
  all.tools.push_back(make_server_info());
  all.tools.push_back(make_db_identity());
  all.prompts = standard_prompts();
  all.resources.push_back(make_table_resource(marks));
  all.resources.push_back(make_schema_resource());
  all.index = make_resource_list();
  return all;
}

} // namespace howdah::tools
