-- $1 schema or null · $2 name pattern or null · $3 types or null · $4 the name to go on after, or null · $5 how many to skip · $6 how many
-- $7 to $11 the rules
-- 0 name · 1 type · 2 relkind · 3 row estimate · 4 partition of · 5 comment
-- The CASEs keep the planner from taking the filters for narrow: it reads the names in the order of their index then, and stops
-- when the page is full.
WITH may AS NOT MATERIALIZED (
SELECT $7::pg_catalog.text[] AS schemas, $8::pg_catalog.text[] AS tables, $9::pg_catalog.text[] AS denied, $10::pg_catalog.text[] AS columns, $11::pg_catalog.text[] AS words),
unspeakable AS MATERIALIZED (
-- include unspeakable
)
, page AS (
  SELECT c.*, t.type
  FROM pg_catalog.pg_class c
  CROSS JOIN may
  CROSS JOIN LATERAL (SELECT CASE
    WHEN c.relnamespace OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema() THEN 'LOCAL TEMPORARY'
    WHEN c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p}') THEN 'BASE TABLE'
    WHEN c.relkind OPERATOR(pg_catalog.=) 'v' THEN 'VIEW'
    WHEN c.relkind OPERATOR(pg_catalog.=) 'm' THEN 'MATERIALIZED VIEW'
    ELSE 'FOREIGN' END) t (type)
  WHERE c.relnamespace OPERATOR(pg_catalog.=) (
      SELECT n.oid FROM pg_catalog.pg_namespace n
      WHERE n.nspname OPERATOR(pg_catalog.=)
-- include wanted_schema
        AND NOT pg_catalog.pg_is_other_temp_schema(n.oid))
    AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}')
    AND c.relname OPERATOR(pg_catalog.>) COALESCE($4::pg_catalog.text, '') COLLATE pg_catalog."C"
    AND CASE WHEN $2::pg_catalog.text IS NULL THEN true
      ELSE c.relname::pg_catalog.text COLLATE pg_catalog."default" OPERATOR(pg_catalog.~~*) $2::pg_catalog.text END
    AND CASE WHEN $3::pg_catalog.text[] IS NULL THEN true
      ELSE t.type OPERATOR(pg_catalog.=) ANY ($3::pg_catalog.text[]) END
    AND CASE WHEN may.schemas IS NULL THEN true ELSE (
      SELECT
-- include reached
      FROM pg_catalog.pg_namespace n WHERE n.oid OPERATOR(pg_catalog.=) c.relnamespace) END
    AND
-- include accessible
  ORDER BY c.relname
  OFFSET $5::pg_catalog.int8
  LIMIT $6::pg_catalog.int8)
SELECT c.relname, c.type, c.relkind,
-- include row_estimate
,
-- include partition_of
,
-- include told_relation_comment
FROM page c
CROSS JOIN may
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
LEFT JOIN pg_catalog.pg_description d ON d.objoid OPERATOR(pg_catalog.=) c.oid
  AND d.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid
  AND d.objsubid OPERATOR(pg_catalog.=) 0
ORDER BY c.relname
