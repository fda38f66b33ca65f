-- $1 system schemas too? · $2 name pattern or null · $3 the name to go on after, or null · $4 how many to skip · $5 how many
-- 0 name · 1 owner · 2 usage · 3 comment
SELECT n.nspname, pg_catalog.pg_get_userbyid(n.nspowner), pg_catalog.has_schema_privilege(n.oid, 'USAGE'),
-- include short_comment
FROM pg_catalog.pg_namespace n
LEFT JOIN pg_catalog.pg_description d ON d.objoid OPERATOR(pg_catalog.=) n.oid
  AND d.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_namespace'::pg_catalog.regclass::pg_catalog.oid
  AND d.objsubid OPERATOR(pg_catalog.=) 0
WHERE ($1::pg_catalog.bool OR (NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_'::pg_catalog.text)
    AND n.nspname OPERATOR(pg_catalog.<>) 'information_schema'::pg_catalog.name))
  AND ($2::pg_catalog.text IS NULL
    OR n.nspname::pg_catalog.text COLLATE pg_catalog."default" OPERATOR(pg_catalog.~~*) $2::pg_catalog.text)
  AND ($3::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.>) $3::pg_catalog.text COLLATE pg_catalog."C")
ORDER BY n.nspname
OFFSET $4::pg_catalog.int8
LIMIT $5::pg_catalog.int8
