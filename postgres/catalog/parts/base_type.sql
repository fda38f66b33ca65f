-- The type of pg_attribute row a, below any domains.
WITH RECURSIVE step AS (
  SELECT y.oid, y.typtype, y.typbasetype FROM pg_catalog.pg_type y WHERE y.oid OPERATOR(pg_catalog.=) a.atttypid
  UNION ALL
  SELECT y.oid, y.typtype, y.typbasetype
  FROM step s JOIN pg_catalog.pg_type y ON y.oid OPERATOR(pg_catalog.=) s.typbasetype
  WHERE s.typtype OPERATOR(pg_catalog.=) 'd')
SELECT s.oid FROM step s WHERE s.typtype OPERATOR(pg_catalog.<>) 'd'
