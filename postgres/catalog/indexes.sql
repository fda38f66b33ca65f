-- The indexes of the relation ($1 name, $2 schema or null), by name.
-- 0 name · 1 unique · 2 valid · 3 definition
WITH target AS (
-- include target
)
SELECT r.relname, x.indisunique, x.indisvalid, pg_catalog.pg_get_indexdef(x.indexrelid)
FROM pg_catalog.pg_index x
JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) x.indexrelid
WHERE x.indrelid OPERATOR(pg_catalog.=) (SELECT t.oid FROM target t)
ORDER BY r.relname
