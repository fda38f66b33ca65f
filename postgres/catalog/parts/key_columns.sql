-- The pairs of columns of pg_constraint row k, a foreign key.
SELECT place.nth, own.attname AS own_column, other.attname AS other_column
FROM ROWS FROM (pg_catalog.unnest(k.conkey), pg_catalog.unnest(k.confkey)) WITH ORDINALITY place (own, other, nth)
JOIN pg_catalog.pg_attribute own ON own.attrelid OPERATOR(pg_catalog.=) k.conrelid
  AND own.attnum OPERATOR(pg_catalog.=) place.own
JOIN pg_catalog.pg_attribute other ON other.attrelid OPERATOR(pg_catalog.=) k.confrelid
  AND other.attnum OPERATOR(pg_catalog.=) place.other
