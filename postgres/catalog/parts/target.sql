-- The relation in reach of the rules (may) that ($1 name, $2 schema or null) names, at most one row. Without a schema as SQL would find it: by the search
-- path, pg_catalog included; then in public.
SELECT c.oid, c.relname, c.relnamespace, n.nspname, c.relkind, c.relowner
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
CROSS JOIN (
  SELECT CASE WHEN $2::pg_catalog.text IS NULL
    THEN pg_catalog.array_append(pg_catalog.current_schemas(true)::pg_catalog.text[], 'public'::pg_catalog.text)
    ELSE ARRAY[$2::pg_catalog.text] END AS schemas) path
CROSS JOIN may
WHERE c.relname OPERATOR(pg_catalog.=) $1::pg_catalog.text
  AND n.nspname OPERATOR(pg_catalog.=) ANY (path.schemas)
  AND
-- include reached
ORDER BY pg_catalog.array_position(path.schemas, n.nspname::pg_catalog.text)
LIMIT 1
