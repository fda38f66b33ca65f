-- The columns of the relation ($1 name, $2 schema or null) that are in no declared foreign key, in order.
-- 0 name · 1 type below domains, an oid · 2 alone the primary key
WITH target AS (
-- include target
)
SELECT a.attname, below.oid, EXISTS (
  SELECT FROM pg_catalog.pg_index x
  WHERE x.indrelid OPERATOR(pg_catalog.=) c.oid AND x.indisprimary AND x.indnkeyatts OPERATOR(pg_catalog.=) 1::pg_catalog.int2
    AND x.indkey[0] OPERATOR(pg_catalog.=) a.attnum)
FROM target c
JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) c.oid
  AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
CROSS JOIN LATERAL (
-- include base_type
) below
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_constraint k
  WHERE k.conrelid OPERATOR(pg_catalog.=) c.oid AND k.contype OPERATOR(pg_catalog.=) 'f'
    AND a.attnum OPERATOR(pg_catalog.=) ANY (k.conkey))
ORDER BY a.attnum
