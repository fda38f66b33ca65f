-- The columns of the relation ($1 name, $2 schema or null), in order.
-- 0 name · 1 type as the standard names it, without length · 2 nullable: YES or NO · 3 default · 4 longest text · 5 exact type
-- 6 attidentity · 7 generation expression · 8 attgenerated · 9 comment · 10 type below a domain · 11 checks of the domain
-- 12 labels of an enum, a JSON array
WITH may AS NOT MATERIALIZED (
-- include rules_of_relation
), unspeakable AS MATERIALIZED (
-- include unspeakable
)
, target AS (
-- include target
)
SELECT a.attname,
  CASE WHEN below.schema OPERATOR(pg_catalog.=) 'pg_catalog' AND NOT below.is_array
    THEN pg_catalog.format_type(below.oid, NULL) ELSE pg_catalog.format_type(below.oid, below.modifier) END,
  CASE WHEN a.attnotnull OR below.not_null THEN 'NO' ELSE 'YES' END,
  CASE WHEN a.attgenerated OPERATOR(pg_catalog.=) '' AND told.so THEN pg_catalog.pg_get_expr(v.adbin, v.adrelid) END,
  CASE WHEN below.modifier OPERATOR(pg_catalog.>) 0 THEN CASE
    WHEN below.oid OPERATOR(pg_catalog.=) ANY ('{1042,1043}') THEN below.modifier OPERATOR(pg_catalog.-) 4
    WHEN below.oid OPERATOR(pg_catalog.=) ANY ('{1560,1562}') THEN below.modifier END END,
  pg_catalog.format_type(a.atttypid, a.atttypmod),
  a.attidentity,
  CASE WHEN a.attgenerated OPERATOR(pg_catalog.<>) '' AND told.so THEN pg_catalog.pg_get_expr(v.adbin, v.adrelid) END,
  a.attgenerated,
  CASE WHEN
-- include speakable_of_relation
  THEN d.description END,
  CASE WHEN below.oid OPERATOR(pg_catalog.<>) a.atttypid THEN pg_catalog.format_type(below.oid, below.modifier) END,
  below.checks,
  labels.list
FROM pg_catalog.pg_attribute a
CROSS JOIN may
JOIN target c ON c.oid OPERATOR(pg_catalog.=) a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
LEFT JOIN pg_catalog.pg_attrdef v ON v.adrelid OPERATOR(pg_catalog.=) a.attrelid AND v.adnum OPERATOR(pg_catalog.=) a.attnum
LEFT JOIN pg_catalog.pg_description d ON d.objoid OPERATOR(pg_catalog.=) a.attrelid
  AND d.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid
  AND d.objsubid OPERATOR(pg_catalog.=) a.attnum::pg_catalog.int4
CROSS JOIN LATERAL (SELECT CASE WHEN may.schemas IS NULL THEN true ELSE NOT EXISTS (
  SELECT FROM (VALUES ('pg_catalog.pg_attrdef'::pg_catalog.regclass::pg_catalog.oid, v.oid, 0), ('pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, a.attrelid, a.attnum::pg_catalog.int4)) thing (class, oid, sub)
-- include names_what_is_hidden
) END AS so) told
CROSS JOIN LATERAL (
  WITH RECURSIVE step (depth, oid, modifier, not_null, checks) AS (
    SELECT 0, a.atttypid, a.atttypmod, false, NULL::pg_catalog.text
    UNION ALL
    SELECT s.depth OPERATOR(pg_catalog.+) 1, y.typbasetype,
      CASE WHEN y.typtypmod OPERATOR(pg_catalog.<>) -1 THEN y.typtypmod ELSE s.modifier END,
      s.not_null OR y.typnotnull,
      pg_catalog.concat_ws(' ', s.checks, (
        SELECT pg_catalog.string_agg(pg_catalog.pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname)
        FROM pg_catalog.pg_constraint k WHERE k.contypid OPERATOR(pg_catalog.=) y.oid AND k.contype OPERATOR(pg_catalog.=) 'c'))
    FROM step s JOIN pg_catalog.pg_type y ON y.oid OPERATOR(pg_catalog.=) s.oid
    WHERE y.typtype OPERATOR(pg_catalog.=) 'd')
  SELECT s.oid, s.modifier, s.not_null, s.checks,
    n.nspname AS schema, y.typelem,
    y.typelem OPERATOR(pg_catalog.<>) 0::pg_catalog.oid AND y.typlen OPERATOR(pg_catalog.=) (-1)::pg_catalog.int2 AS is_array
  FROM step s
  JOIN pg_catalog.pg_type y ON y.oid OPERATOR(pg_catalog.=) s.oid
  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) y.typnamespace
  ORDER BY s.depth DESC LIMIT 1) below
LEFT JOIN LATERAL (
  SELECT pg_catalog.to_json(pg_catalog.array_agg(e.enumlabel ORDER BY e.enumsortorder)) AS list
  FROM pg_catalog.pg_enum e
  WHERE e.enumtypid OPERATOR(pg_catalog.=) CASE WHEN below.is_array THEN below.typelem ELSE below.oid END) labels ON true
WHERE a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
  AND
-- include open_column
ORDER BY a.attnum
