-- What columns of the relation ($1 name, $2 schema or null) could refer to: in its schema, each column that is by itself the
-- primary key or unique, and each column called id. Partitions are left out, their parents are there.
-- 0 table · 1 column · 2 type below domains, an oid · 3 unique · 4 primary key · 5 it is the relation itself
WITH RECURSIVE may AS NOT MATERIALIZED (
-- include rules_of_relation
), target AS (
-- include target
),
-- include domains
, candidate AS (
  SELECT a.attrelid, a.attname, a.atttypid, true AS is_unique, x.indisprimary AS is_primary
  FROM pg_catalog.pg_index x
  JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) x.indrelid AND a.attnum OPERATOR(pg_catalog.=) x.indkey[0]
  WHERE x.indisunique AND x.indisvalid AND x.indpred IS NULL AND x.indnkeyatts OPERATOR(pg_catalog.=) 1::pg_catalog.int2
  UNION ALL
  SELECT a.attrelid, a.attname, a.atttypid, false, false
  FROM pg_catalog.pg_attribute a
  WHERE a.attname OPERATOR(pg_catalog.=) ANY ('{id,Id,ID}') AND NOT a.attisdropped)
SELECT r.relname, k.attname, COALESCE(domain.base, k.atttypid), pg_catalog.bool_or(k.is_unique), pg_catalog.bool_or(k.is_primary),
  r.oid OPERATOR(pg_catalog.=) (SELECT t.oid FROM target t)
FROM pg_catalog.pg_class r
JOIN candidate k ON k.attrelid OPERATOR(pg_catalog.=) r.oid
CROSS JOIN may
LEFT JOIN domain ON domain.oid OPERATOR(pg_catalog.=) k.atttypid
WHERE r.relnamespace OPERATOR(pg_catalog.=) (SELECT t.relnamespace FROM target t)
  AND r.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}') AND NOT r.relispartition
  AND CASE WHEN may.schemas IS NULL THEN true ELSE (
    SELECT
-- include reached
    AND
-- include open_column
    FROM (SELECT r.relname) c, (SELECT k.attname) a, pg_catalog.pg_namespace n
    WHERE n.oid OPERATOR(pg_catalog.=) r.relnamespace) END
GROUP BY r.oid, r.relname, k.attname, domain.base, k.atttypid
ORDER BY r.relname, k.attname
