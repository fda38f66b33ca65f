-- Every name under which routines.sql and relations.sql find something.
-- 0 name
WITH own AS (
  SELECT n.oid FROM pg_catalog.pg_namespace n
  WHERE n.nspname OPERATOR(pg_catalog.<>) ALL ('{pg_catalog,information_schema,pg_toast}'::pg_catalog.name[]))
SELECT c.relname::pg_catalog.text FROM pg_catalog.pg_class c
WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,v,m,f,p,S,c}'::pg_catalog."char"[])
UNION SELECT t.typname::pg_catalog.text FROM pg_catalog.pg_type t JOIN own ON own.oid OPERATOR(pg_catalog.=) t.typnamespace
UNION SELECT f.proname::pg_catalog.text FROM pg_catalog.pg_proc f JOIN own ON own.oid OPERATOR(pg_catalog.=) f.pronamespace
UNION SELECT o.oprname::pg_catalog.text FROM pg_catalog.pg_operator o JOIN own ON own.oid OPERATOR(pg_catalog.=) o.oprnamespace
UNION SELECT t.typname::pg_catalog.text FROM pg_catalog.pg_cast c JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) c.casttarget
  WHERE c.oid OPERATOR(pg_catalog.>=) 16384::pg_catalog.oid
ORDER BY 1
