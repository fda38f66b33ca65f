-- The schema $1; without it the current one or, under rules (may), the first of the search path that is in reach.
COALESCE($1::pg_catalog.text, CASE WHEN may.schemas IS NULL THEN pg_catalog.current_schema()::pg_catalog.text ELSE (
  SELECT path.name FROM pg_catalog.unnest(pg_catalog.current_schemas(false)::pg_catalog.text[]) WITH ORDINALITY path (name, place)
  WHERE path.name OPERATOR(pg_catalog.~) ANY (may.schemas) ORDER BY path.place LIMIT 1) END, 'public'::pg_catalog.text)
