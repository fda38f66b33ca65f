-- What columns of the relation ($1 name, $2 schema or null) could refer to: in its schema, each column that is by itself the
-- primary key or unique, and each column called id. Partitions are left out, their parents are there.
-- 0 table · 1 column · 2 type below domains, an oid · 3 unique · 4 primary key · 5 it is the relation itself
WITH target AS (
-- include target
)
SELECT r.relname, a.attname, below.oid, single.indexrelid IS NOT NULL, COALESCE(single.indisprimary, false),
  r.oid OPERATOR(pg_catalog.=) c.oid
FROM target c
JOIN pg_catalog.pg_class r ON r.relnamespace OPERATOR(pg_catalog.=) c.relnamespace
  AND r.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}') AND NOT r.relispartition
JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) r.oid
  AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
LEFT JOIN LATERAL (
  SELECT x.indexrelid, x.indisprimary
  FROM pg_catalog.pg_index x
  WHERE x.indrelid OPERATOR(pg_catalog.=) r.oid AND x.indisunique AND x.indisvalid AND x.indpred IS NULL
    AND x.indnkeyatts OPERATOR(pg_catalog.=) 1::pg_catalog.int2 AND x.indkey[0] OPERATOR(pg_catalog.=) a.attnum
  ORDER BY x.indisprimary DESC LIMIT 1) single ON true
CROSS JOIN LATERAL (
-- include base_type
) below
WHERE (single.indexrelid IS NOT NULL OR pg_catalog.lower(a.attname::pg_catalog.text) OPERATOR(pg_catalog.=) 'id'::pg_catalog.text)
ORDER BY r.relname, a.attnum
