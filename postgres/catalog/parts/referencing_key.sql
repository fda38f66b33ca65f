-- Not a copy of a foreign key for one partition of the referencing table (k: pg_constraint, above: its parent). A copy for a
-- partition of the referenced table is what holds there.
(above.oid IS NULL OR above.conrelid OPERATOR(pg_catalog.=) k.conrelid)
