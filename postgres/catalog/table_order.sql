-- How to read the relation of schema $1 and name $2 in a fixed order. No row when there is none in reach. $3 to $7 the rules.
-- 0 its name, quoted · 1 what to order by: the primary key, else all columns (not of a large table), those
-- that have no order of their own as text; null: nothing
-- 2 under rules, its columns that are not hidden, as JSON: [name, quoted name, what to order by or null, place in the primary key or null]
-- 3 how many columns the primary key has; null: there is none
-- 4 under rules, what it is a partition of or inherits from, however far up, as JSON: [schema, name]
WITH may AS NOT MATERIALIZED (
-- include rules_of_relation
)
SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), COALESCE(
  (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY k.place)
   FROM pg_catalog.pg_index i
   CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY k (column_number, place)
   JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.=) k.column_number
   WHERE i.indrelid OPERATOR(pg_catalog.=) c.oid AND i.indisprimary
     AND k.place OPERATOR(pg_catalog.<=) i.indnkeyatts::pg_catalog.int8),
  (SELECT pg_catalog.string_agg(
-- include ordering
, ', ' ORDER BY a.attnum)
   FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
   WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
     AND c.reltuples OPERATOR(pg_catalog.<=) 1000000::pg_catalog.float4)),
  CASE WHEN may.schemas IS NOT NULL THEN (
    SELECT COALESCE(pg_catalog.json_agg(pg_catalog.json_build_array(a.attname, pg_catalog.quote_ident(a.attname),
      CASE WHEN c.reltuples OPERATOR(pg_catalog.<=) 1000000::pg_catalog.float4 OR k.place IS NOT NULL THEN
-- include ordering
      END, k.place) ORDER BY a.attnum), '[]')
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
    LEFT JOIN pg_catalog.pg_index i ON i.indrelid OPERATOR(pg_catalog.=) c.oid AND i.indisprimary
    LEFT JOIN LATERAL pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY k (column_number, place)
      ON k.column_number OPERATOR(pg_catalog.=) a.attnum AND k.place OPERATOR(pg_catalog.<=) i.indnkeyatts::pg_catalog.int8
    WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
      AND
-- include open_column
    ) END,
  (SELECT i.indnkeyatts FROM pg_catalog.pg_index i WHERE i.indrelid OPERATOR(pg_catalog.=) c.oid AND i.indisprimary),
  CASE WHEN may.schemas IS NOT NULL THEN (
    WITH RECURSIVE above (oid) AS (
      SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid OPERATOR(pg_catalog.=) c.oid
      UNION SELECT i.inhparent FROM above JOIN pg_catalog.pg_inherits i ON i.inhrelid OPERATOR(pg_catalog.=) above.oid)
    SELECT COALESCE(pg_catalog.json_agg(pg_catalog.json_build_array(s.nspname, r.relname)), '[]')
    FROM above JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) above.oid
    JOIN pg_catalog.pg_namespace s ON s.oid OPERATOR(pg_catalog.=) r.relnamespace) END
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
CROSS JOIN may
WHERE n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text AND c.relname OPERATOR(pg_catalog.=) $2::pg_catalog.text
  AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}')
  AND
-- include reached
