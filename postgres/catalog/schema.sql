-- The schema to be listed: $1, or without it the current one. $2 to $6 the rules.
-- 0 name · 1 exists · 2 the login has USAGE on it · 3 the login
WITH may AS NOT MATERIALIZED (
SELECT $2::pg_catalog.text[] AS schemas, $3::pg_catalog.text[] AS tables, $4::pg_catalog.text[] AS denied, $5::pg_catalog.text[] AS columns, $6::pg_catalog.text[] AS words)
SELECT wanted.name, n.oid IS NOT NULL, pg_catalog.has_schema_privilege(n.oid, 'USAGE'), CURRENT_USER
FROM (SELECT
-- include wanted_schema
  FROM may) wanted (name)
LEFT JOIN pg_catalog.pg_namespace n ON n.nspname OPERATOR(pg_catalog.=) wanted.name
