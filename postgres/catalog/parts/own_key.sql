-- Not a copy of a foreign key for one partition of the referenced table (k: pg_constraint, above: its parent). A copy for a
-- partition of the referencing table is that partition's own.
(above.oid IS NULL OR above.confrelid OPERATOR(pg_catalog.=) k.confrelid)
