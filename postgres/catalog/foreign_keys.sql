-- The foreign keys of the relation ($1 name, $2 schema or null): a row for each pair of columns, by constraint and position.
-- 0 constraint · 1 column · 2 referenced schema · 3 referenced table · 4 referenced column · 5 confupdtype · 6 confdeltype
-- 7 deferrable · 8 initially deferred · 9 validated · 10 definition
WITH target AS (
-- include target
)
-- include foreign_key
CROSS JOIN LATERAL (
-- include key_columns
) pair
JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) k.confrelid
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) r.relnamespace
WHERE k.contype OPERATOR(pg_catalog.=) 'f' AND k.conrelid OPERATOR(pg_catalog.=) (SELECT t.oid FROM target t)
  AND
-- include own_key
ORDER BY k.conname, pair.nth
