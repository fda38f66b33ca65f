-- Names for "did you mean" when ($1 name, $2 schema or null) is no relation: accessible ones, the likeliest few hundred: the same
-- name but for case or schema, "schema.name" in one, then the searched schemas by likeness at first sight.
-- 0 schema · 1 name · 2 in a searched schema
WITH may AS NOT MATERIALIZED (
-- include rules_of_relation
)
SELECT n.nspname, c.relname, searched.here
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
CROSS JOIN may
CROSS JOIN LATERAL (
  SELECT n.nspname OPERATOR(pg_catalog.=) ANY (
    CASE WHEN $2::pg_catalog.text IS NULL THEN ARRAY(
-- include searched_schemas
) ELSE ARRAY[$2::pg_catalog.text] END) AS here,
  pg_catalog.lower(c.relname::pg_catalog.text) AS folded,
  pg_catalog.lower($1::pg_catalog.text) AS wanted) searched
CROSS JOIN LATERAL (
  SELECT searched.folded OPERATOR(pg_catalog.=) searched.wanted
    OR pg_catalog.lower(pg_catalog.concat(n.nspname, '.', c.relname)) OPERATOR(pg_catalog.=) searched.wanted AS same) alike
WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}')
  AND (alike.same OR searched.here)
  AND
-- include reached
  AND
-- include accessible
ORDER BY NOT alike.same,
  pg_catalog.left(searched.folded, 3) OPERATOR(pg_catalog.<>) pg_catalog.left(searched.wanted, 3),
  pg_catalog.abs(pg_catalog.length(searched.folded) OPERATOR(pg_catalog.-) pg_catalog.length(searched.wanted)),
  c.relname, n.nspname
LIMIT 400
