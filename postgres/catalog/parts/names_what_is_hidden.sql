-- Goes on from FROM thing (class, oid, sub), objects of the catalog: those whose definition names a relation or column, or a
-- schema of a function or type, that the rules (may) keep out of reach. Sequences of a column are part of its table.
JOIN pg_catalog.pg_depend o ON o.classid OPERATOR(pg_catalog.=) thing.class AND o.objid OPERATOR(pg_catalog.=) thing.oid
  AND o.objsubid OPERATOR(pg_catalog.=) thing.sub
CROSS JOIN may
WHERE CASE o.refclassid
  WHEN 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid THEN EXISTS (
    SELECT FROM pg_catalog.pg_class s
    LEFT JOIN pg_catalog.pg_depend owned ON s.relkind OPERATOR(pg_catalog.=) 'S'
      AND owned.classid OPERATOR(pg_catalog.=) o.refclassid AND owned.objid OPERATOR(pg_catalog.=) s.oid
      AND owned.refclassid OPERATOR(pg_catalog.=) o.refclassid AND owned.deptype OPERATOR(pg_catalog.=) ANY ('{a,i}')
    JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) COALESCE(owned.refobjid, s.oid)
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) c.oid
      AND a.attnum::pg_catalog.int4 OPERATOR(pg_catalog.=) COALESCE(owned.refobjsubid, NULLIF(o.refobjsubid, 0))
    WHERE s.oid OPERATOR(pg_catalog.=) o.refobjid AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f,S}')
      AND NOT (
-- include reached
        AND CASE WHEN a.attname IS NULL THEN true ELSE
-- include open_column
        END))
  WHEN 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid THEN EXISTS (
    SELECT FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) f.pronamespace
    WHERE f.oid OPERATOR(pg_catalog.=) o.refobjid AND n.nspname OPERATOR(pg_catalog.<>) 'pg_catalog'::pg_catalog.name AND NOT
-- include reached_schema
    )
  WHEN 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid THEN EXISTS (
    SELECT FROM pg_catalog.pg_type f JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) f.typnamespace
    WHERE f.oid OPERATOR(pg_catalog.=) o.refobjid AND n.nspname OPERATOR(pg_catalog.<>) 'pg_catalog'::pg_catalog.name AND NOT
-- include reached_schema
    )
  ELSE false END
