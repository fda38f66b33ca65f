-- The columns of the relation ($1 name, $2 schema or null) that are in no declared foreign key, in order.
-- 0 name · 1 type below domains, an oid · 2 alone the primary key
WITH RECURSIVE may AS NOT MATERIALIZED (
-- include rules_of_relation
), target AS (
-- include target
),
-- include domains
SELECT a.attname, COALESCE(domain.base, a.atttypid), EXISTS (
  SELECT FROM pg_catalog.pg_index x
  WHERE x.indrelid OPERATOR(pg_catalog.=) a.attrelid AND x.indisprimary AND x.indnkeyatts OPERATOR(pg_catalog.=) 1::pg_catalog.int2
    AND x.indkey[0] OPERATOR(pg_catalog.=) a.attnum)
FROM pg_catalog.pg_attribute a
CROSS JOIN may
JOIN target c ON c.oid OPERATOR(pg_catalog.=) a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
LEFT JOIN domain ON domain.oid OPERATOR(pg_catalog.=) a.atttypid
WHERE a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
  AND
-- include open_column
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint k
    WHERE k.conrelid OPERATOR(pg_catalog.=) a.attrelid AND k.contype OPERATOR(pg_catalog.=) 'f'
      AND a.attnum OPERATOR(pg_catalog.=) ANY (k.conkey))
ORDER BY a.attnum
