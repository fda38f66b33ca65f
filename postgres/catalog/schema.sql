-- The schema to be listed: $1, or without it the current one.
-- 0 name · 1 exists · 2 the login has USAGE on it · 3 the login
SELECT wanted.name, n.oid IS NOT NULL, pg_catalog.has_schema_privilege(n.oid, 'USAGE'), CURRENT_USER
FROM (SELECT COALESCE($1::pg_catalog.text, pg_catalog.current_schema()::pg_catalog.text, 'public'::pg_catalog.text)) wanted (name)
LEFT JOIN pg_catalog.pg_namespace n ON n.nspname OPERATOR(pg_catalog.=) wanted.name
