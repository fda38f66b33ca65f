-- What the database has under the names $1 (a text array) that has rows.
-- 0 schema · 1 name · 2 its schema's place in the search path, from 1; null: found with its schema only · 3 oid
-- 4 columns as a JSON array, dropped ones null, so that an index is a number less one · 5 what a view of users reads
-- 6 what it is a partition of or inherits from, at any distance, as a JSON array of [schema, name]
-- 7 whether it is pg_settings and shows the login what only members of pg_read_all_settings see
WITH path AS (
  SELECT p.schema, pg_catalog.min(p.place) AS place
  FROM pg_catalog.unnest(pg_catalog.current_schemas(true)) WITH ORDINALITY AS p(schema, place) GROUP BY p.schema)
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
    AND pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE')
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
LEFT JOIN path p ON p.schema OPERATOR(pg_catalog.=) n.nspname
WHERE c.relname OPERATOR(pg_catalog.=) ANY (($1::pg_catalog.text[])::pg_catalog.name[])
  AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,v,m,f,p,S,t,c}'::pg_catalog."char"[])
ORDER BY c.relname, n.nspname
