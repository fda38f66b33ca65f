-- The indexes of the relation ($1 name, $2 schema or null), by name.
-- 0 name · 1 unique · 2 valid · 3 definition
WITH may AS NOT MATERIALIZED (
-- include rules_of_relation
), target AS (
-- include target
)
SELECT r.relname, x.indisunique, x.indisvalid, pg_catalog.pg_get_indexdef(x.indexrelid)
FROM pg_catalog.pg_index x
JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) x.indexrelid
CROSS JOIN may
WHERE x.indrelid OPERATOR(pg_catalog.=) (SELECT t.oid FROM target t)
  AND CASE WHEN may.schemas IS NULL THEN true ELSE NOT EXISTS (
  SELECT FROM (VALUES ('pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, x.indexrelid, 0)) thing (class, oid, sub)
-- include names_what_is_hidden
) END
  AND CASE WHEN may.schemas IS NULL THEN true ELSE NOT EXISTS (
    SELECT FROM target c
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) c.oid
      AND a.attnum OPERATOR(pg_catalog.=) ANY (x.indkey::pg_catalog.int2[])
    WHERE NOT
-- include open_column
    ) END
ORDER BY r.relname
