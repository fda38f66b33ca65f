-- The schemas that an unqualified name is looked for in, pg_catalog and temporary ones aside.
SELECT path.name
FROM pg_catalog.unnest(pg_catalog.current_schemas(false)::pg_catalog.text[]) path (name)
UNION ALL
SELECT 'public'::pg_catalog.text
WHERE NOT 'public'::pg_catalog.text OPERATOR(pg_catalog.=) ANY (pg_catalog.current_schemas(false)::pg_catalog.text[])
