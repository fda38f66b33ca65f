-- How to read the relation of schema $1 and name $2 in a fixed order. No row when there is none.
-- 0 its name, quoted · 1 what to order by: the primary key, else all columns (not of a large table), those
-- that have no order of their own as text; null: nothing
SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), COALESCE(
  (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY k.place)
   FROM pg_catalog.pg_index i
   CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY k (column_number, place)
   JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.=) k.column_number
   WHERE i.indrelid OPERATOR(pg_catalog.=) c.oid AND i.indisprimary
     AND k.place OPERATOR(pg_catalog.<=) i.indnkeyatts::pg_catalog.int8),
  (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) OPERATOR(pg_catalog.||)
     CASE WHEN t.typtype OPERATOR(pg_catalog.=) ANY ('{e,r,m}') OR t.typcategory OPERATOR(pg_catalog.=) 'S' OR EXISTS (
       SELECT FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_am m ON m.oid OPERATOR(pg_catalog.=) o.opcmethod
       WHERE m.amname OPERATOR(pg_catalog.=) 'btree' AND o.opcdefault
         AND o.opcintype OPERATOR(pg_catalog.=) ANY (ARRAY[t.oid, t.typbasetype]))
     THEN '' ELSE '::pg_catalog.text' END, ', ' ORDER BY a.attnum)
   FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
   WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
     AND c.reltuples OPERATOR(pg_catalog.<=) 1000000::pg_catalog.float4))
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text AND c.relname OPERATOR(pg_catalog.=) $2::pg_catalog.text
  AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}')
