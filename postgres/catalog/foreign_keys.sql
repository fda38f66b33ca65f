-- The foreign keys of the relation ($1 name, $2 schema or null): a row for each pair of columns, by constraint and position.
-- 0 constraint · 1 column · 2 referenced schema · 3 referenced table · 4 referenced column · 5 confupdtype · 6 confdeltype
-- 7 deferrable · 8 initially deferred · 9 validated · 10 definition
WITH target AS (
-- include target
)
SELECT k.conname, pair.own_column, n.nspname, r.relname, pair.other_column, k.confupdtype, k.confdeltype,
  k.condeferrable, k.condeferred, k.convalidated, pg_catalog.pg_get_constraintdef(k.oid)
FROM target c
JOIN pg_catalog.pg_constraint k ON k.conrelid OPERATOR(pg_catalog.=) c.oid AND k.contype OPERATOR(pg_catalog.=) 'f'
CROSS JOIN LATERAL (
-- include declared
) declared
CROSS JOIN LATERAL (
-- include key_columns
) pair
JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) k.confrelid
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) r.relnamespace
WHERE declared.confrelid OPERATOR(pg_catalog.=) k.confrelid
ORDER BY k.conname, pair.nth
