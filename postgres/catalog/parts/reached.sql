-- Whether pg_class row c in pg_namespace row n is in reach of the rules (may).
CASE WHEN may.schemas IS NULL THEN true ELSE n.nspname::pg_catalog.text OPERATOR(pg_catalog.~) ANY (may.schemas)
  AND EXISTS (
    SELECT FROM pg_catalog.generate_series(1, pg_catalog.cardinality(may.tables), 2) i
    WHERE n.nspname::pg_catalog.text OPERATOR(pg_catalog.~) may.tables[i]
      AND c.relname::pg_catalog.text OPERATOR(pg_catalog.~) may.tables[i OPERATOR(pg_catalog.+) 1])
  AND NOT EXISTS (
    SELECT FROM pg_catalog.generate_series(1, pg_catalog.cardinality(may.denied), 2) i
    WHERE n.nspname::pg_catalog.text OPERATOR(pg_catalog.~) may.denied[i]
      AND c.relname::pg_catalog.text OPERATOR(pg_catalog.~) may.denied[i OPERATOR(pg_catalog.+) 1]) END
