-- $1 what was typed · $2 schema or null · $3 to $7 the rules
-- 0 name · 1 how many there are
WITH may AS NOT MATERIALIZED (
SELECT $3::pg_catalog.text[] AS schemas, $4::pg_catalog.text[] AS tables, $5::pg_catalog.text[] AS denied, $6::pg_catalog.text[] AS columns, $7::pg_catalog.text[] AS words)
SELECT x.name, pg_catalog.count(*) OVER ()
FROM (
  SELECT DISTINCT c.relname::pg_catalog.text
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
  CROSS JOIN may
  WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}')
    AND CASE WHEN $2::pg_catalog.text IS NULL
      THEN NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_'::pg_catalog.text)
        AND n.nspname OPERATOR(pg_catalog.<>) 'information_schema'::pg_catalog.name
      ELSE n.nspname OPERATOR(pg_catalog.=) $2::pg_catalog.text END
    AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    AND
-- include reached
    AND
-- include accessible
  ) x (name)
-- include matching
