-- Whether the table that pg_class row c is a partition of is in reach of the rules (may).
CASE WHEN may.schemas IS NULL THEN true ELSE EXISTS (
  SELECT FROM (SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid OPERATOR(pg_catalog.=) c.oid LIMIT 1) above
  JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) above.inhparent
  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
  WHERE
-- include reached
  ) END
