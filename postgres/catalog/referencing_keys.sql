-- The foreign keys that reference the relation ($1 name, $2 schema or null): a row for each pair of columns, by table, constraint
-- and position.
-- 0 constraint · 1 its column · 2 its schema · 3 its table · 4 referenced column · 5 to 10 as in foreign_keys
WITH may AS NOT MATERIALIZED (
-- include rules_of_relation
), target AS (
-- include target
)
-- include foreign_key
CROSS JOIN LATERAL (
-- include key_columns
) pair
JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) r.relnamespace
CROSS JOIN may
WHERE k.contype OPERATOR(pg_catalog.=) 'f' AND k.confrelid OPERATOR(pg_catalog.=) (SELECT t.oid FROM target t)
  AND
-- include referencing_key
  AND CASE WHEN may.schemas IS NULL THEN true ELSE NOT EXISTS (
  SELECT FROM (VALUES ('pg_catalog.pg_constraint'::pg_catalog.regclass::pg_catalog.oid, k.oid, 0)) thing (class, oid, sub)
-- include names_what_is_hidden
) END
ORDER BY n.nspname, r.relname, k.conname, pair.nth
