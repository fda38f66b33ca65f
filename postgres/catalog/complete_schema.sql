-- $1 what was typed · $2 to $6 the rules
-- 0 name · 1 how many there are
WITH may AS NOT MATERIALIZED (
SELECT $2::pg_catalog.text[] AS schemas, $3::pg_catalog.text[] AS tables, $4::pg_catalog.text[] AS denied, $5::pg_catalog.text[] AS columns, $6::pg_catalog.text[] AS words)
SELECT x.name, pg_catalog.count(*) OVER ()
FROM (
  SELECT n.nspname::pg_catalog.text FROM pg_catalog.pg_namespace n CROSS JOIN may
  WHERE NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_t'::pg_catalog.text)
    AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    AND
-- include reached_schema
  ) x (name)
-- include matching
