-- Names for "did you mean" when there is no schema $1: the likeliest few hundred.
-- 0 name
SELECT n.nspname
FROM pg_catalog.pg_namespace n
WHERE NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_t'::pg_catalog.text)
ORDER BY pg_catalog.left(pg_catalog.lower(n.nspname::pg_catalog.text), 3)
    OPERATOR(pg_catalog.<>) pg_catalog.left(pg_catalog.lower($1::pg_catalog.text), 3),
  pg_catalog.abs(pg_catalog.length(n.nspname::pg_catalog.text) OPERATOR(pg_catalog.-) pg_catalog.length($1::pg_catalog.text)),
  n.nspname
LIMIT 400
