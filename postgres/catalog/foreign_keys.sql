-- The foreign keys of the relation ($1 name, $2 schema or null): a row for each pair of columns, by constraint and position.
-- 0 constraint · 1 column · 2 referenced schema · 3 referenced table · 4 referenced column · 5 confupdtype · 6 confdeltype
-- 7 deferrable · 8 initially deferred · 9 validated · 10 definition
WITH may AS NOT MATERIALIZED (
-- include rules_of_relation
), target AS (
-- include target
)
-- include foreign_key
CROSS JOIN LATERAL (
-- include key_columns
) pair
JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) k.confrelid
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) r.relnamespace
CROSS JOIN may
WHERE k.contype OPERATOR(pg_catalog.=) 'f' AND k.conrelid OPERATOR(pg_catalog.=) (SELECT t.oid FROM target t)
  AND
-- include own_key
  AND CASE WHEN may.schemas IS NULL THEN true ELSE NOT EXISTS (
  SELECT FROM (VALUES ('pg_catalog.pg_constraint'::pg_catalog.regclass::pg_catalog.oid, k.oid, 0)) thing (class, oid, sub)
-- include names_what_is_hidden
) END
ORDER BY k.conname, pair.nth
