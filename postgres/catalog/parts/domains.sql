-- Each domain with the type below all domains.
layer AS (
  SELECT y.oid, y.typbasetype AS below FROM pg_catalog.pg_type y WHERE y.typtype OPERATOR(pg_catalog.=) 'd'
  UNION ALL
  SELECT layer.oid, y.typbasetype
  FROM layer JOIN pg_catalog.pg_type y ON y.oid OPERATOR(pg_catalog.=) layer.below
  WHERE y.typtype OPERATOR(pg_catalog.=) 'd'),
domain AS (
  SELECT layer.oid, y.oid AS base
  FROM layer JOIN pg_catalog.pg_type y ON y.oid OPERATOR(pg_catalog.=) layer.below
  WHERE y.typtype OPERATOR(pg_catalog.<>) 'd')
