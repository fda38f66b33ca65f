-- The rules of statements about the relation ($1 name, $2 schema or null), as tools/visibility.hpp makes them; all null: none.
SELECT $3::pg_catalog.text[] AS schemas, $4::pg_catalog.text[] AS tables, $5::pg_catalog.text[] AS denied, $6::pg_catalog.text[] AS columns, $7::pg_catalog.text[] AS words
