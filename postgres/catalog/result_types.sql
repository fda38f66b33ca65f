-- What types ($1 their numbers) are, for reading values of them. One row for each that exists.
-- 0 oid · 1 name · for arrays: 2 oid of the elements' type, below any domains · 3 what separates elements
WITH RECURSIVE element AS (
  SELECT t.oid AS of, e.oid, e.typtype, e.typbasetype, e.typdelim
  FROM pg_catalog.pg_type t JOIN pg_catalog.pg_type e ON e.oid OPERATOR(pg_catalog.=) t.typelem
  WHERE t.oid OPERATOR(pg_catalog.=) ANY ($1::pg_catalog.oid[]) AND e.typarray OPERATOR(pg_catalog.=) t.oid
  UNION ALL
  SELECT d.of, b.oid, b.typtype, b.typbasetype, d.typdelim
  FROM element d JOIN pg_catalog.pg_type b ON b.oid OPERATOR(pg_catalog.=) d.typbasetype
  WHERE d.typtype OPERATOR(pg_catalog.=) 'd')
SELECT t.oid, pg_catalog.format_type(t.oid, NULL), e.oid, e.typdelim
FROM pg_catalog.pg_type t
LEFT JOIN element e ON e.of OPERATOR(pg_catalog.=) t.oid AND e.typtype OPERATOR(pg_catalog.<>) 'd'
WHERE t.oid OPERATOR(pg_catalog.=) ANY ($1::pg_catalog.oid[])
