-- The login `plain` of tests/oracle may read everything but what narrow.kept names: whole relations, or columns of them.
CREATE ROLE plain LOGIN;
DO $$
DECLARE each record;
BEGIN
  FOR each IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)' LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO plain', each.nspname);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO plain', each.nspname);
    EXECUTE format('GRANT SELECT ON ALL SEQUENCES IN SCHEMA %I TO plain', each.nspname);
  END LOOP;
  FOR each IN
    SELECT c.oid::regclass AS relation,
      (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
       WHERE attrelid = c.oid AND (attnum > 0 OR c.relkind = 'r') AND NOT attisdropped AND attname <> ALL (k.columns)) AS others
    FROM narrow.kept k
    JOIN pg_namespace n ON k.schema IN (n.nspname, '*')
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = k.name
  LOOP
    EXECUTE format('REVOKE SELECT ON %s FROM PUBLIC, plain', each.relation);
    IF each.others IS NOT NULL THEN
      EXECUTE format('GRANT SELECT (%s) ON %s TO plain', each.others, each.relation);
    END IF;
  END LOOP;
END $$;
