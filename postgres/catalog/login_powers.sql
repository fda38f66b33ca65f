-- What the login of this session may do besides reading rows, in this database; of a superuser just that. The login is SESSION_USER:
-- whatever a session has SET ROLE to, it can come back.
-- 0 what · 1 of what: at most three names, quoted · 2 how many
WITH login AS (
  SELECT r.oid, r.rolname, r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls
  FROM pg_catalog.pg_roles r WHERE r.rolname OPERATOR(pg_catalog.=) SESSION_USER),
held AS (
  SELECT g.oid, g.rolname, g.rolsuper, g.rolcreaterole, g.rolcreatedb, g.rolreplication, g.rolbypassrls FROM login l JOIN pg_catalog.pg_roles g ON g.oid OPERATOR(pg_catalog.<>) l.oid
    AND pg_catalog.pg_has_role(l.oid, g.oid, 'MEMBER')
  WHERE NOT l.rolsuper),
place AS (
  SELECT n.oid, n.nspname, n.nspowner FROM pg_catalog.pg_namespace n
  WHERE n.nspname OPERATOR(pg_catalog.!~) '^pg_' AND n.nspname OPERATOR(pg_catalog.<>) 'information_schema'::pg_catalog.name),
relation AS (
  SELECT c.oid, pg_catalog.pg_has_role(l.oid, c.relowner, 'MEMBER') AS own,
    pg_catalog.format('%I.%I', p.nspname, c.relname) AS name
  FROM login l CROSS JOIN pg_catalog.pg_class c JOIN place p ON p.oid OPERATOR(pg_catalog.=) c.relnamespace
  WHERE NOT l.rolsuper AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}'::pg_catalog."char"[])),
power AS (
  SELECT CASE
      WHEN l.rolsuper THEN '{superuser}'::pg_catalog.text[]
      ELSE ARRAY[CASE WHEN l.rolcreaterole THEN 'createrole' END, CASE WHEN l.rolcreatedb THEN 'createdb' END,
        CASE WHEN l.rolreplication THEN 'replication' END, CASE WHEN l.rolbypassrls THEN 'bypassrls' END] END AS whats,
    NULL::pg_catalog.text AS name
  FROM login l
  UNION ALL
  SELECT ARRAY[CASE WHEN h.rolsuper THEN 'becomes_superuser' END, CASE WHEN h.rolcreaterole THEN 'createrole' END,
      CASE WHEN h.rolcreatedb THEN 'createdb' END, CASE WHEN h.rolreplication THEN 'replication' END,
      CASE WHEN h.rolbypassrls THEN 'bypassrls' END,
      CASE WHEN h.oid OPERATOR(pg_catalog.<) 16384::pg_catalog.oid AND h.rolname OPERATOR(pg_catalog.~) '^pg_'
        AND h.rolname OPERATOR(pg_catalog.<>) 'pg_database_owner'::pg_catalog.name THEN h.rolname::pg_catalog.text END],
    pg_catalog.quote_ident(h.rolname::pg_catalog.text)
  FROM held h
  UNION ALL
  SELECT ARRAY[CASE WHEN pg_catalog.pg_has_role(l.oid, d.datdba, 'MEMBER') THEN 'owns_database'
      WHEN pg_catalog.has_database_privilege(l.oid, d.oid, 'CREATE') THEN 'creates_schemas' END],
    pg_catalog.quote_ident(d.datname::pg_catalog.text)
  FROM login l JOIN pg_catalog.pg_database d ON d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
  WHERE NOT l.rolsuper
  UNION ALL
  SELECT ARRAY[CASE WHEN pg_catalog.pg_has_role(l.oid, p.nspowner, 'MEMBER') THEN 'owns_schemas'
      WHEN pg_catalog.has_schema_privilege(l.oid, p.oid, 'CREATE') THEN 'creates_tables' END],
    pg_catalog.quote_ident(p.nspname::pg_catalog.text)
  FROM login l CROSS JOIN place p WHERE NOT l.rolsuper
  UNION ALL
  SELECT ARRAY[CASE WHEN r.own THEN 'owns_tables'
      WHEN pg_catalog.has_table_privilege(l.oid, r.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
        OR (r.oid IN (SELECT a.attrelid FROM pg_catalog.pg_attribute a WHERE a.attacl IS NOT NULL)
          AND pg_catalog.has_any_column_privilege(l.oid, r.oid, 'INSERT, UPDATE')) THEN 'writes_tables' END],
    r.name
  FROM login l CROSS JOIN relation r
  UNION ALL
  SELECT '{runs_functions}', f.oid::pg_catalog.regprocedure::pg_catalog.text
  FROM login l CROSS JOIN pg_catalog.pg_proc f
  WHERE NOT l.rolsuper AND f.proname OPERATOR(pg_catalog.=) ANY ('{pg_read_file,pg_read_binary_file,pg_ls_dir,pg_stat_file,pg_file_write,
      pg_file_sync,pg_file_rename,pg_file_unlink,lo_import,lo_export,pg_reload_conf,pg_rotate_logfile,pg_promote,pg_switch_wal,
      pg_create_restore_point,pg_backup_start,pg_start_backup,dblink_connect_u}'::pg_catalog.name[])
    AND pg_catalog.has_function_privilege(l.oid, f.oid, 'EXECUTE')),
named AS (
  SELECT w.what, p.name, pg_catalog.row_number() OVER (PARTITION BY w.what ORDER BY p.name) AS place
  FROM power p CROSS JOIN pg_catalog.unnest(p.whats) AS w(what) WHERE w.what IS NOT NULL)
SELECT 'login', pg_catalog.quote_ident(SESSION_USER::pg_catalog.text), 1
UNION ALL
(SELECT n.what, COALESCE(pg_catalog.string_agg(n.name, ', ' ORDER BY n.place) FILTER (WHERE n.place OPERATOR(pg_catalog.<=) 3), ''),
  pg_catalog.count(*)
FROM named n GROUP BY n.what ORDER BY n.what)
