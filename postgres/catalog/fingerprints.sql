-- A number for the definition of each of the relations $1 (schemas) and $2 (names), text arrays of one length: it
-- changes when the relation, its columns, defaults, constraints, indexes, comments or its rule do, and when it is
-- rewritten (TRUNCATE). Without a name, for what the schema holds: it changes when relations, columns, constraints,
-- comments or enumerations do. Made of the transactions that wrote the rows of the catalog, so that nothing is deparsed.
-- 0 place in the arrays, from 1 · 1 the number; null: there is none
SELECT w.place, CASE
  WHEN w.name IS NULL AND n.oid IS NOT NULL THEN pg_catalog.hashtextextended(pg_catalog.concat_ws('/', n.oid, n.xmin,
  (SELECT pg_catalog.sum(pg_catalog.hashtext(pg_catalog.concat(c.oid, '/', c.xmin))) FROM pg_catalog.pg_class c
   WHERE c.relnamespace OPERATOR(pg_catalog.=) n.oid), '',
  (SELECT pg_catalog.sum(pg_catalog.hashtext(pg_catalog.concat(a.attrelid, '/', a.attnum, '/', a.xmin)))
   FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) c.oid
     AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2
   WHERE c.relnamespace OPERATOR(pg_catalog.=) n.oid), '',
  (SELECT pg_catalog.sum(pg_catalog.hashtext(pg_catalog.concat(k.oid, '/', k.xmin))) FROM pg_catalog.pg_constraint k
   WHERE k.connamespace OPERATOR(pg_catalog.=) n.oid), '',
  (SELECT pg_catalog.sum(pg_catalog.hashtext(pg_catalog.concat(e.objoid, '/', e.objsubid, '/', e.xmin)))
   FROM pg_catalog.pg_class c JOIN pg_catalog.pg_description e ON e.objoid OPERATOR(pg_catalog.=) c.oid
     AND e.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid
   WHERE c.relnamespace OPERATOR(pg_catalog.=) n.oid), '',
  (SELECT pg_catalog.sum(pg_catalog.hashtext(pg_catalog.concat(l.oid, '/', l.xmin)))
   FROM pg_catalog.pg_type t JOIN pg_catalog.pg_enum l ON l.enumtypid OPERATOR(pg_catalog.=) t.oid
   WHERE t.typnamespace OPERATOR(pg_catalog.=) n.oid)), 0)
  WHEN c.oid IS NOT NULL THEN pg_catalog.hashtextextended(pg_catalog.concat_ws('/',
  c.oid, c.xmin,
  (SELECT pg_catalog.string_agg(a.xmin::pg_catalog.text, ',' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
   WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2),
  (SELECT pg_catalog.string_agg(d.xmin::pg_catalog.text, ',' ORDER BY d.oid) FROM pg_catalog.pg_attrdef d
   WHERE d.adrelid OPERATOR(pg_catalog.=) c.oid), '',
  (SELECT pg_catalog.string_agg(k.xmin::pg_catalog.text, ',' ORDER BY k.oid) FROM pg_catalog.pg_constraint k
   WHERE k.conrelid OPERATOR(pg_catalog.=) c.oid), '',
  (SELECT pg_catalog.string_agg(i.xmin::pg_catalog.text, ',' ORDER BY i.indexrelid) FROM pg_catalog.pg_index i
   WHERE i.indrelid OPERATOR(pg_catalog.=) c.oid), '',
  (SELECT pg_catalog.string_agg(r.xmin::pg_catalog.text, ',' ORDER BY r.oid) FROM pg_catalog.pg_rewrite r
   WHERE r.ev_class OPERATOR(pg_catalog.=) c.oid), '',
  (SELECT pg_catalog.string_agg(e.xmin::pg_catalog.text, ',' ORDER BY e.objsubid) FROM pg_catalog.pg_description e
   WHERE e.objoid OPERATOR(pg_catalog.=) c.oid
     AND e.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid)), 0) END
FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]))
  WITH ORDINALITY w (schema, name, place)
LEFT JOIN pg_catalog.pg_namespace n ON n.nspname OPERATOR(pg_catalog.=) w.schema
LEFT JOIN pg_catalog.pg_class c ON c.relnamespace OPERATOR(pg_catalog.=) n.oid
  AND c.relname OPERATOR(pg_catalog.=) w.name AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}')
ORDER BY w.place
