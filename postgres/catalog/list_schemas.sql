-- $1 system schemas too? · $2 name pattern or null · $3 the name to go on after, or null · $4 how many to skip · $5 how many · $6 to $10 the rules
-- 0 name · 1 owner · 2 usage · 3 comment
WITH may AS NOT MATERIALIZED (
SELECT $6::pg_catalog.text[] AS schemas, $7::pg_catalog.text[] AS tables, $8::pg_catalog.text[] AS denied, $9::pg_catalog.text[] AS columns, $10::pg_catalog.text[] AS words),
unspeakable AS MATERIALIZED (
-- include unspeakable
)
SELECT n.nspname, pg_catalog.pg_get_userbyid(n.nspowner), pg_catalog.has_schema_privilege(n.oid, 'USAGE'),
-- include told_comment
FROM pg_catalog.pg_namespace n
CROSS JOIN may
LEFT JOIN pg_catalog.pg_description d ON d.objoid OPERATOR(pg_catalog.=) n.oid
  AND d.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_namespace'::pg_catalog.regclass::pg_catalog.oid
  AND d.objsubid OPERATOR(pg_catalog.=) 0
WHERE ($1::pg_catalog.bool OR (NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_'::pg_catalog.text)
    AND n.nspname OPERATOR(pg_catalog.<>) 'information_schema'::pg_catalog.name))
  AND ($2::pg_catalog.text IS NULL
    OR n.nspname::pg_catalog.text COLLATE pg_catalog."default" OPERATOR(pg_catalog.~~*) $2::pg_catalog.text)
  AND ($3::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.>) $3::pg_catalog.text COLLATE pg_catalog."C")
  AND
-- include reached_schema
ORDER BY n.nspname
OFFSET $4::pg_catalog.int8
LIMIT $5::pg_catalog.int8
