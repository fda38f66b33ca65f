-- $1 what was typed
-- 0 name · 1 how many there are
SELECT x.name, pg_catalog.count(*) OVER ()
FROM (SELECT r.rolname::pg_catalog.text FROM pg_catalog.pg_roles r) x (name)
-- include matching
