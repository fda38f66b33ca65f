-- What the login may use of schema $1, in the order of names: enumerations, then relations without their partitions.
-- $1 schema · $2 to $6 the rules
-- 0 name, quoted · 1 relkind, or 'e' · 2 row estimate · 3 comment · 4 labels of an enumeration, or columns, a line each
-- · 5 constraints, a line each
WITH may AS NOT MATERIALIZED (
SELECT $2::pg_catalog.text[] AS schemas, $3::pg_catalog.text[] AS tables, $4::pg_catalog.text[] AS denied, $5::pg_catalog.text[] AS columns, $6::pg_catalog.text[] AS words),
unspeakable AS MATERIALIZED (
-- include unspeakable
)
SELECT pg_catalog.quote_ident(c.relname::pg_catalog.text), c.relkind::pg_catalog.text,
-- include row_estimate
,
-- include told_relation_comment
,
  (SELECT pg_catalog.string_agg(pg_catalog.concat(pg_catalog.quote_ident(a.attname::pg_catalog.text), ' ',
      pg_catalog.format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' END,
      CASE WHEN e.description IS NOT NULL AND (SELECT
-- include speakable_of_relation
        FROM (SELECT e.description) d) THEN pg_catalog.concat(' -- ',
        pg_catalog.translate(pg_catalog.left(e.description, 200), E'\r\n', '  ')) END), E'\n' ORDER BY a.attnum)
   FROM pg_catalog.pg_attribute a
   LEFT JOIN pg_catalog.pg_description e ON e.objoid OPERATOR(pg_catalog.=) c.oid
     AND e.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid
     AND e.objsubid OPERATOR(pg_catalog.=) a.attnum
   WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
     AND
-- include open_column
   ),
  (SELECT pg_catalog.string_agg(pg_catalog.pg_get_constraintdef(k.oid), E'\n' ORDER BY pg_catalog.strpos('puf', k.contype::pg_catalog.text), k.conname)
   FROM pg_catalog.pg_constraint k
   WHERE k.conrelid OPERATOR(pg_catalog.=) c.oid AND k.contype OPERATOR(pg_catalog.=) ANY ('{p,u,f}')
     AND CASE WHEN may.schemas IS NULL THEN true ELSE NOT EXISTS (
  SELECT FROM (VALUES ('pg_catalog.pg_constraint'::pg_catalog.regclass::pg_catalog.oid, k.oid, 0)) thing (class, oid, sub)
-- include names_what_is_hidden
) END)
FROM pg_catalog.pg_class c
CROSS JOIN may
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
LEFT JOIN pg_catalog.pg_description d ON d.objoid OPERATOR(pg_catalog.=) c.oid
  AND d.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid
  AND d.objsubid OPERATOR(pg_catalog.=) 0
WHERE n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
  AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}') AND NOT c.relispartition AND
-- include reached
AND
-- include accessible
UNION ALL
SELECT pg_catalog.quote_ident(t.typname::pg_catalog.text), 'e', NULL,
-- include told_comment
,
  (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(l.enumlabel::pg_catalog.text), ', ' ORDER BY l.enumsortorder)
   FROM pg_catalog.pg_enum l WHERE l.enumtypid OPERATOR(pg_catalog.=) t.oid), NULL
FROM pg_catalog.pg_type t
CROSS JOIN may
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.typnamespace
LEFT JOIN pg_catalog.pg_description d ON d.objoid OPERATOR(pg_catalog.=) t.oid
  AND d.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid
  AND d.objsubid OPERATOR(pg_catalog.=) 0
WHERE n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
  AND t.typtype OPERATOR(pg_catalog.=) 'e'
ORDER BY 2, 1
