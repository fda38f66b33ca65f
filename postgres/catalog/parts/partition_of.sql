-- The table that pg_class row c is a partition of, quoted.
CASE WHEN c.relispartition THEN (
  SELECT pg_catalog.format('%I.%I', parent_schema.nspname, parent.relname)
  FROM pg_catalog.pg_inherits i
  JOIN pg_catalog.pg_class parent ON parent.oid OPERATOR(pg_catalog.=) i.inhparent
  JOIN pg_catalog.pg_namespace parent_schema ON parent_schema.oid OPERATOR(pg_catalog.=) parent.relnamespace
  WHERE i.inhrelid OPERATOR(pg_catalog.=) c.oid
  LIMIT 1) END
