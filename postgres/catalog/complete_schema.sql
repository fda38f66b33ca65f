-- $1 what was typed
-- 0 name · 1 how many there are
SELECT x.name, pg_catalog.count(*) OVER ()
FROM (
  SELECT n.nspname::pg_catalog.text FROM pg_catalog.pg_namespace n
  WHERE NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_t'::pg_catalog.text)
    AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')) x (name)
-- include matching
