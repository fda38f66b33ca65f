-- The relation that ($1 name, $2 schema or null) names. Always one row.
-- 0 schema · 1 name · 2 relkind; all null when there is none · 3 accessible · 4 the schema given exists
-- 5 where an unqualified name is looked for · 6 the login
WITH may AS NOT MATERIALIZED (
-- include rules_of_relation
), target AS (
-- include target
)
SELECT c.nspname, c.relname, c.relkind,
-- include accessible
, EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname OPERATOR(pg_catalog.=) $2::pg_catalog.text),
pg_catalog.array_to_string(ARRAY(
  SELECT n.nspname FROM (
-- include searched_schemas
  ) n (nspname) CROSS JOIN may WHERE
-- include reached_schema
), ', '), CURRENT_USER
FROM (VALUES (true)) always
LEFT JOIN target c ON true
