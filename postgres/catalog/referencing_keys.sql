-- The foreign keys that reference the relation ($1 name, $2 schema or null): a row for each pair of columns, by table, constraint
-- and position.
-- 0 constraint · 1 its column · 2 its schema · 3 its table · 4 referenced column · 5 to 10 as in foreign_keys
WITH target AS (
-- include target
)
SELECT k.conname, pair.own_column, n.nspname, r.relname, pair.other_column, k.confupdtype, k.confdeltype,
  k.condeferrable, k.condeferred, k.convalidated, pg_catalog.pg_get_constraintdef(k.oid)
FROM pg_catalog.pg_constraint k
LEFT JOIN pg_catalog.pg_constraint above ON above.oid OPERATOR(pg_catalog.=) k.conparentid
CROSS JOIN LATERAL (
-- include key_columns
) pair
JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) r.relnamespace
WHERE k.contype OPERATOR(pg_catalog.=) 'f' AND k.confrelid OPERATOR(pg_catalog.=) (SELECT t.oid FROM target t)
  AND
-- include referencing_key
ORDER BY n.nspname, r.relname, k.conname, pair.nth
