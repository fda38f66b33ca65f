-- Keys and checks of the relation ($1 name, $2 schema or null): primary key first, then by name.
-- 0 name · 1 contype · 2 columns, a JSON array in the constraint's order · 3 definition
WITH may AS NOT MATERIALIZED (
-- include rules_of_relation
), target AS (
-- include target
)
SELECT k.conname, k.contype,
  pg_catalog.to_json(ARRAY(
    SELECT a.attname
    FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY place (attnum, nth)
    JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) k.conrelid AND a.attnum OPERATOR(pg_catalog.=) place.attnum
    ORDER BY place.nth)),
  pg_catalog.pg_get_constraintdef(k.oid)
FROM pg_catalog.pg_constraint k
LEFT JOIN pg_catalog.pg_constraint above ON above.oid OPERATOR(pg_catalog.=) k.conparentid
CROSS JOIN may
WHERE k.conrelid OPERATOR(pg_catalog.=) (SELECT t.oid FROM target t)
  AND k.contype OPERATOR(pg_catalog.=) ANY ('{p,u,c,x,f}')
  AND
-- include own_key
  AND CASE WHEN may.schemas IS NULL THEN true ELSE NOT EXISTS (
  SELECT FROM (VALUES ('pg_catalog.pg_constraint'::pg_catalog.regclass::pg_catalog.oid, k.oid, 0)) thing (class, oid, sub)
-- include names_what_is_hidden
) END
ORDER BY k.contype OPERATOR(pg_catalog.<>) 'p', k.conname
