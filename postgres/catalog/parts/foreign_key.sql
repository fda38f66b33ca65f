-- A foreign key (k, above: its parent) by a pair of its columns (pair) and the relation at its other end (r, in n).
SELECT k.conname, pair.own_column, n.nspname, r.relname, pair.other_column, k.confupdtype, k.confdeltype,
  k.condeferrable, k.condeferred, k.convalidated, pg_catalog.pg_get_constraintdef(k.oid)
FROM pg_catalog.pg_constraint k
LEFT JOIN pg_catalog.pg_constraint above ON above.oid OPERATOR(pg_catalog.=) k.conparentid
