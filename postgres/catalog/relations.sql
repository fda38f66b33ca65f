-- What the database has under the names $1 (a text array) that has rows, and types whose values are checked.
-- 0 schema · 1 name · 2 its schema's place in the search path, from 1; null: found with its schema only · 3 oid
-- 4 columns as a JSON array, dropped ones null, so that an index is a number less one · 5 what a view of users reads
-- 6 what it is a partition of or inherits from, at any distance, as a JSON array of [schema, name]
-- 8 whether it is a type; 5 is then a query of all that domains in it check
-- 7 whether it is pg_settings and shows the login what only members of pg_read_all_settings see
WITH RECURSIVE path AS (
  SELECT p.schema, pg_catalog.min(p.place) AS place
  FROM pg_catalog.unnest(pg_catalog.current_schemas(true)) WITH ORDINALITY AS p(schema, place) GROUP BY p.schema),
part AS (
  SELECT t.oid AS whole, t.oid AS type
  FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.typnamespace
  WHERE t.typname OPERATOR(pg_catalog.=) ANY (($1::pg_catalog.text[])::pg_catalog.name[])
    AND n.nspname OPERATOR(pg_catalog.<>) ALL ('{pg_catalog,information_schema}'::pg_catalog.name[])
  UNION
  SELECT p.whole, i.type
  FROM part p JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) p.type
  CROSS JOIN LATERAL (
    SELECT t.typbasetype AS type UNION ALL SELECT t.typelem
    UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid OPERATOR(pg_catalog.=) t.oid
    UNION ALL SELECT a.atttypid FROM pg_catalog.pg_attribute a
      WHERE a.attrelid OPERATOR(pg_catalog.=) t.typrelid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped) i
  WHERE i.type OPERATOR(pg_catalog.<>) 0::pg_catalog.oid),
checked AS (
  SELECT p.whole, 'SELECT ' OPERATOR(pg_catalog.||) pg_catalog.string_agg(DISTINCT pg_catalog.pg_get_expr(k.conbin, 0::pg_catalog.oid), ', ') AS query
  FROM part p JOIN pg_catalog.pg_constraint k ON k.contypid OPERATOR(pg_catalog.=) p.type
  WHERE k.contype OPERATOR(pg_catalog.=) 'c'::pg_catalog."char" GROUP BY p.whole)
SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, p.place, c.oid,
  (SELECT pg_catalog.json_agg(CASE WHEN NOT a.attisdropped THEN a.attname::pg_catalog.text END ORDER BY a.attnum)
   FROM pg_catalog.pg_attribute a
   WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2),
  CASE WHEN c.relkind OPERATOR(pg_catalog.=) ANY ('{v,m}'::pg_catalog."char"[])
    AND n.nspname OPERATOR(pg_catalog.<>) ALL ('{pg_catalog,information_schema}'::pg_catalog.name[])
    THEN pg_catalog.pg_get_viewdef(c.oid) END,
  (WITH RECURSIVE up AS (
     SELECT i.inhparent AS oid FROM pg_catalog.pg_inherits i WHERE i.inhrelid OPERATOR(pg_catalog.=) c.oid
     UNION SELECT i.inhparent FROM pg_catalog.pg_inherits i JOIN up ON i.inhrelid OPERATOR(pg_catalog.=) up.oid)
   SELECT pg_catalog.json_agg(pg_catalog.json_build_array(s.nspname, a.relname))
   FROM up JOIN pg_catalog.pg_class a ON a.oid OPERATOR(pg_catalog.=) up.oid
   JOIN pg_catalog.pg_namespace s ON s.oid OPERATOR(pg_catalog.=) a.relnamespace),
  n.nspname OPERATOR(pg_catalog.=) 'pg_catalog' AND c.relname OPERATOR(pg_catalog.=) 'pg_settings'
    AND pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE'),
  false
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
LEFT JOIN path p ON p.schema OPERATOR(pg_catalog.=) n.nspname
WHERE c.relname OPERATOR(pg_catalog.=) ANY (($1::pg_catalog.text[])::pg_catalog.name[])
  AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,v,m,f,p,S,t,c}'::pg_catalog."char"[])
UNION ALL
SELECT n.nspname::pg_catalog.text, t.typname::pg_catalog.text, p.place, t.oid, NULL, k.query, NULL, false, true
FROM checked k JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) k.whole
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.typnamespace
LEFT JOIN path p ON p.schema OPERATOR(pg_catalog.=) n.nspname
ORDER BY 2, 1, 9
