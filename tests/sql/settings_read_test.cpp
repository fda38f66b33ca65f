#include "sql/settings_read.hpp"

#include <gtest/gtest.h>

namespace howdah::sql {
namespace {

TEST(settings_read, values_are_open_where_the_query_says_of_which_settings) {
  for (const auto* text :
       {"select name, unit, short_desc from pg_settings", "select count(*) from pg_settings",
        "select setting from pg_settings where name = 'work_mem'",
        "select * from pg_settings s where s.name in ('work_mem', 'shared_buffers') and unit <> ''",
        "select * from pg_catalog.pg_settings where name = any (array['work_mem'])",
        "select setting from pg_settings where name like 'autovacuum%'",
        "select setting from pg_settings where name = 'work_mem' or name = 'max_connections'",
        "select a.setting from pg_settings a join pg_class c on true where a.name = 'work_mem'",
        "with s as (select setting from pg_settings where name = 'work_mem') select * from s",
        "select setting from my_settings"})
    EXPECT_FALSE(reads_secret_settings(text)) << text;
}

TEST(settings_read, values_are_secret_where_it_does_not) {
  for (const auto* text :
       {"select * from pg_settings",
        "table pg_settings",
        "select s.to_jsonb from pg_settings s",
        "select setting from pg_settings where name = 'data_directory'",
        "select max(reset_val) from pg_settings where name in ('work_mem', 'hba_file')",
        "select setting from pg_settings where name like 'data\\_directory'",
        "select setting from pg_settings where name like '%conninfo'",
        "select setting from pg_settings where name like 'ssl____file'",
        "select setting from pg_settings where name = 'work_mem' or true",
        "select setting from pg_settings where not (name = 'work_mem')",
        "select setting from pg_settings where name <> 'work_mem'",
        "select setting from pg_settings where name = $1",
        "select setting from pg_settings where name = 'data_' || 'directory'",
        "select setting from pg_settings where upper(name) = 'X'",
        "select a.setting from pg_settings a, pg_settings b where b.name = 'work_mem'",
        "select s.val from pg_settings s(n, val), (select 'work_mem' as name) x where name = "
        "'work_mem'",
        "select setting from pg_settings where name = 'work_mem' union select setting from "
        "pg_settings",
        "select (select setting from pg_settings limit 1) from pg_class where name = 'work_mem'",
        "select 1 from pg_class where exists (select from pg_settings where setting > 'a')",
        "select setting from pg_settings where name in (select 'data_directory')",
        "select setting from (pg_settings s join pg_class c on true) j where j.name = 'work_mem'",
        "explain select * from pg_settings where setting like '/%'"})
    EXPECT_TRUE(reads_secret_settings(text)) << text;
}

} // namespace
} // namespace howdah::sql
