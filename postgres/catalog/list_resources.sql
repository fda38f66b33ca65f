-- Schemas, and the relations that the login may use, partitions left out, in the order of schema and name; a schema stands before
-- what is in it.
-- $1 the schema to go on after, or null · $2 the relation in it, or '' · $3 how many · $4 to $8 the rules
-- 0 schema · 1 relation, or '' for the schema itself · 2 relkind, or 'n' · 3 comment
WITH may AS NOT MATERIALIZED (
SELECT $4::pg_catalog.text[] AS schemas, $5::pg_catalog.text[] AS tables, $6::pg_catalog.text[] AS denied, $7::pg_catalog.text[] AS columns, $8::pg_catalog.text[] AS words),
unspeakable AS MATERIALIZED (
-- include unspeakable
)
, page AS (
  SELECT * FROM (
    SELECT n.nspname AS schema, ''::pg_catalog.name AS name, 'n'::pg_catalog."char" AS kind, n.oid,
      'pg_catalog.pg_namespace'::pg_catalog.regclass::pg_catalog.oid AS class
    FROM pg_catalog.pg_namespace n
    CROSS JOIN may
    WHERE
-- include reached_schema
    UNION ALL
    SELECT n.nspname, c.relname, c.relkind, c.oid, 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    CROSS JOIN may
    WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}') AND NOT c.relispartition AND
-- include accessible
    AND
-- include reached
    ) x
  WHERE NOT pg_catalog.starts_with(x.schema::pg_catalog.text, 'pg_'::pg_catalog.text)
    AND x.schema OPERATOR(pg_catalog.<>) 'information_schema'::pg_catalog.name
    AND pg_catalog.has_schema_privilege(x.schema::pg_catalog.text, 'USAGE')
    AND ($1::pg_catalog.text IS NULL OR x.schema OPERATOR(pg_catalog.>) $1::pg_catalog.name
      OR (x.schema OPERATOR(pg_catalog.=) $1::pg_catalog.name AND x.name OPERATOR(pg_catalog.>) $2::pg_catalog.name))
  ORDER BY x.schema, x.name
  LIMIT $3::pg_catalog.int8)
SELECT p.schema, p.name, p.kind,
CASE WHEN p.kind OPERATOR(pg_catalog.=) 'n' THEN
-- include told_comment
ELSE (SELECT
-- include told_relation_comment
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
  WHERE c.oid OPERATOR(pg_catalog.=) p.oid) END
FROM page p
CROSS JOIN may
LEFT JOIN pg_catalog.pg_description d ON d.objoid OPERATOR(pg_catalog.=) p.oid AND d.classoid OPERATOR(pg_catalog.=) p.class
  AND d.objsubid OPERATOR(pg_catalog.=) 0
ORDER BY p.schema, p.name
