-- The planner's idea of the rows of pg_class row c; of a partitioned table, of its leaves. Null when never analyzed (before
-- PostgreSQL 14 that and "empty" look the same).
CASE WHEN c.relkind OPERATOR(pg_catalog.=) 'p' THEN (
  WITH RECURSIVE piece AS (
    SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent OPERATOR(pg_catalog.=) c.oid
    UNION ALL
    SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN piece ON i.inhparent OPERATOR(pg_catalog.=) piece.inhrelid)
  SELECT pg_catalog.sum(leaf.reltuples::pg_catalog.int8)::pg_catalog.int8
  FROM piece JOIN pg_catalog.pg_class leaf ON leaf.oid OPERATOR(pg_catalog.=) piece.inhrelid
  WHERE leaf.relkind OPERATOR(pg_catalog.<>) 'p' AND leaf.reltuples OPERATOR(pg_catalog.>=) '0')
WHEN c.relkind OPERATOR(pg_catalog.=) ANY ('{r,m,f}') AND c.reltuples OPERATOR(pg_catalog.>=) '0'
  AND (c.reltuples OPERATOR(pg_catalog.>) '0' OR c.relpages OPERATOR(pg_catalog.>) 0
    OR pg_catalog.current_setting('server_version_num')::pg_catalog.int4 OPERATOR(pg_catalog.>=) 140000)
  THEN c.reltuples::pg_catalog.int8 END
