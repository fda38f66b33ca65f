-- The constraint as it was declared, of which pg_constraint row k is a copy made for partitions: itself for most.
WITH RECURSIVE up AS (
  SELECT k.conname, k.conparentid, k.conrelid, k.confrelid
  UNION ALL
  SELECT above.conname, above.conparentid, above.conrelid, above.confrelid
  FROM up JOIN pg_catalog.pg_constraint above ON above.oid OPERATOR(pg_catalog.=) up.conparentid)
SELECT * FROM up WHERE up.conparentid OPERATOR(pg_catalog.=) 0::pg_catalog.oid
