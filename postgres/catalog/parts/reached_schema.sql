-- Whether pg_namespace row n is in reach of the rules (may).
CASE WHEN may.schemas IS NULL THEN true ELSE n.nspname::pg_catalog.text OPERATOR(pg_catalog.~) ANY (may.schemas) END
