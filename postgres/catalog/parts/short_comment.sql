-- A comment (pg_description row d) as lists show it.
CASE WHEN pg_catalog.length(d.description) OPERATOR(pg_catalog.>) 1000
  THEN pg_catalog.concat(pg_catalog.left(d.description, 1000), '…') ELSE d.description END
