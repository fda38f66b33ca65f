-- Names of schemas and relations that are nowhere in reach of the rules (may), in lower case. Not read without rules.
SELECT x.name
FROM (
  SELECT pg_catalog.lower(n.nspname::pg_catalog.text COLLATE pg_catalog."default") AS name,
-- include reached_schema
AS told
  FROM pg_catalog.pg_namespace n CROSS JOIN may
  WHERE NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_'::pg_catalog.text)
    AND n.nspname OPERATOR(pg_catalog.<>) 'information_schema'::pg_catalog.name
  UNION ALL
  SELECT pg_catalog.lower(c.relname::pg_catalog.text COLLATE pg_catalog."default"),
-- include reached
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace CROSS JOIN may
  WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}')
    AND NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_'::pg_catalog.text)
    AND n.nspname OPERATOR(pg_catalog.<>) 'information_schema'::pg_catalog.name) x
GROUP BY x.name
HAVING NOT pg_catalog.bool_or(x.told)
