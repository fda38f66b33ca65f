-- How to order by pg_attribute row a of type t: what has no order of its own as text.
     pg_catalog.quote_ident(a.attname) OPERATOR(pg_catalog.||)
     CASE WHEN t.typtype OPERATOR(pg_catalog.=) ANY ('{e,r,m}') OR t.typcategory OPERATOR(pg_catalog.=) 'S' OR EXISTS (
       SELECT FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_am m ON m.oid OPERATOR(pg_catalog.=) o.opcmethod
       WHERE m.amname OPERATOR(pg_catalog.=) 'btree' AND o.opcdefault
         AND o.opcintype OPERATOR(pg_catalog.=) ANY (ARRAY[t.oid, t.typbasetype]))
     THEN '' ELSE '::pg_catalog.text' END
