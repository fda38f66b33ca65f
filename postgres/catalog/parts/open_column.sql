-- Whether the rules (may) do not hide pg_attribute row a of pg_class row c in pg_namespace row n.
CASE WHEN pg_catalog.cardinality(may.columns) OPERATOR(pg_catalog.>) 0 THEN NOT EXISTS (
  SELECT FROM pg_catalog.generate_series(1, pg_catalog.cardinality(may.columns), 4) i
  WHERE n.nspname::pg_catalog.text OPERATOR(pg_catalog.~) may.columns[i]
    AND c.relname::pg_catalog.text OPERATOR(pg_catalog.~) may.columns[i OPERATOR(pg_catalog.+) 1]
    AND (a.attname::pg_catalog.text OPERATOR(pg_catalog.!~) may.columns[i OPERATOR(pg_catalog.+) 2]
      OR a.attname::pg_catalog.text OPERATOR(pg_catalog.~) may.columns[i OPERATOR(pg_catalog.+) 3])) ELSE true END
