-- Names for "did you mean" when there is no schema $1: the likeliest few hundred. $2 to $6 the rules.
-- 0 name
WITH may AS NOT MATERIALIZED (
SELECT $2::pg_catalog.text[] AS schemas, $3::pg_catalog.text[] AS tables, $4::pg_catalog.text[] AS denied, $5::pg_catalog.text[] AS columns, $6::pg_catalog.text[] AS words)
SELECT n.nspname
FROM pg_catalog.pg_namespace n CROSS JOIN may
WHERE NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_t'::pg_catalog.text)
  AND
-- include reached_schema
ORDER BY pg_catalog.left(pg_catalog.lower(n.nspname::pg_catalog.text), 3)
    OPERATOR(pg_catalog.<>) pg_catalog.left(pg_catalog.lower($1::pg_catalog.text), 3),
  pg_catalog.abs(pg_catalog.length(n.nspname::pg_catalog.text) OPERATOR(pg_catalog.-) pg_catalog.length($1::pg_catalog.text)),
  n.nspname
LIMIT 400
