-- What the database has under the names $1 (a text array) besides what is PostgreSQL's own: functions, operators, and casts to
-- types.
-- 0 kind: function, operator, cast · 1 schema · 2 name · 3 whether it is found without its schema
-- 4 least, 5 most arguments; null: any number · 6 whether it, or a step of the aggregate, may write (volatile)
-- 7 whether one of them runs with the rights of its owner · 8 its extension; null: none
WITH named AS (SELECT pg_catalog.unnest($1::pg_catalog.text[]) AS name),
place AS (
  SELECT n.oid, n.nspname::pg_catalog.text AS name,
    n.nspname::pg_catalog.text OPERATOR(pg_catalog.=) ANY (pg_catalog.current_schemas(false)::pg_catalog.text[]) AS found
  FROM pg_catalog.pg_namespace n
  WHERE n.nspname OPERATOR(pg_catalog.<>) ALL ('{pg_catalog,information_schema}'::pg_catalog.name[])),
own AS (
  SELECT 'function' AS kind, f.oid AS routine, p.name AS schema, f.proname::pg_catalog.text AS name, p.found,
    greatest(0, f.pronargs OPERATOR(pg_catalog.-) f.pronargdefaults OPERATOR(pg_catalog.-)
      CASE WHEN f.provariadic OPERATOR(pg_catalog.=) 0::pg_catalog.oid THEN 0 ELSE 1 END) AS least,
    CASE WHEN f.provariadic OPERATOR(pg_catalog.=) 0::pg_catalog.oid THEN f.pronargs::pg_catalog.int4 END AS most
  FROM named w JOIN pg_catalog.pg_proc f ON f.proname OPERATOR(pg_catalog.=) w.name::pg_catalog.name
  JOIN place p ON p.oid OPERATOR(pg_catalog.=) f.pronamespace
  WHERE f.prorettype OPERATOR(pg_catalog.<>) ALL
    ('{trigger,event_trigger,internal,language_handler,fdw_handler,index_am_handler,table_am_handler}'::pg_catalog.regtype[])
  UNION ALL
  SELECT 'operator', o.oprcode::pg_catalog.oid, p.name, o.oprname::pg_catalog.text, p.found, 0, NULL
  FROM named w JOIN pg_catalog.pg_operator o ON o.oprname OPERATOR(pg_catalog.=) w.name::pg_catalog.name
  JOIN place p ON p.oid OPERATOR(pg_catalog.=) o.oprnamespace
  UNION ALL
  SELECT 'cast', c.castfunc, n.nspname::pg_catalog.text, t.typname::pg_catalog.text, true, 0, NULL
  FROM named w JOIN pg_catalog.pg_type t ON t.typname OPERATOR(pg_catalog.=) w.name::pg_catalog.name
  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.typnamespace
  JOIN pg_catalog.pg_cast c ON c.casttarget OPERATOR(pg_catalog.=) t.oid AND c.oid OPERATOR(pg_catalog.>=) 16384::pg_catalog.oid
    AND c.castfunc OPERATOR(pg_catalog.<>) 0::pg_catalog.oid)
SELECT o.kind, o.schema, o.name, o.found, o.least, o.most,
  pg_catalog.bool_or(s.provolatile OPERATOR(pg_catalog.=) 'v'::pg_catalog."char"), pg_catalog.bool_or(s.prosecdef),
  (SELECT x.extname::pg_catalog.text FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension x ON x.oid OPERATOR(pg_catalog.=) d.refobjid
   WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid
     AND d.objid OPERATOR(pg_catalog.=) o.routine AND d.deptype OPERATOR(pg_catalog.=) 'e'::pg_catalog."char" LIMIT 1)
FROM own o
LEFT JOIN pg_catalog.pg_aggregate a ON a.aggfnoid::pg_catalog.oid OPERATOR(pg_catalog.=) o.routine
JOIN pg_catalog.pg_proc s ON s.oid OPERATOR(pg_catalog.=) ANY (ARRAY[o.routine, a.aggtransfn::pg_catalog.oid,
  a.aggfinalfn::pg_catalog.oid, a.aggcombinefn::pg_catalog.oid, a.aggserialfn::pg_catalog.oid, a.aggdeserialfn::pg_catalog.oid,
  a.aggmtransfn::pg_catalog.oid, a.aggminvtransfn::pg_catalog.oid, a.aggmfinalfn::pg_catalog.oid])
GROUP BY o.kind, o.routine, o.schema, o.name, o.found, o.least, o.most
ORDER BY o.name, o.schema, o.kind, o.routine
