-- How this session came in, and what PostgreSQL itself keeps the login to.
-- 0 whether it came over TCP from another machine · 1 TLS version; null: none · 2 cipher · 3 whether the login, the database or the
-- server makes transactions read-only unless told otherwise · 4 statement_timeout of login or database; null: none · 5 what the login's
-- password is kept as: password_encryption · 6 log_statement · 7 the login's most connections; -1: no limit
SELECT NOT COALESCE(pg_catalog.inet_client_addr() OPERATOR(pg_catalog.=) pg_catalog.inet_server_addr()
    OR pg_catalog.inet_client_addr() OPERATOR(pg_catalog.<<=) '127.0.0.0/8'::pg_catalog.inet
    OR pg_catalog.inet_client_addr() OPERATOR(pg_catalog.=) '::1'::pg_catalog.inet, true),
  t.version, t.cipher,
  pg_catalog.current_setting('default_transaction_read_only'),
  (SELECT pg_catalog.split_part(u.setting, '=', 2)
   FROM pg_catalog.pg_db_role_setting s CROSS JOIN pg_catalog.unnest(s.setconfig) AS u(setting)
   WHERE s.setdatabase OPERATOR(pg_catalog.=) ANY (ARRAY[0::pg_catalog.oid, d.oid])
     AND s.setrole OPERATOR(pg_catalog.=) ANY (ARRAY[0::pg_catalog.oid, r.oid])
     AND u.setting OPERATOR(pg_catalog.~) '^statement_timeout='
   ORDER BY s.setrole DESC, s.setdatabase DESC LIMIT 1),
  pg_catalog.current_setting('password_encryption'), pg_catalog.current_setting('log_statement'), r.rolconnlimit
FROM pg_catalog.pg_roles r
JOIN pg_catalog.pg_database d ON d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
LEFT JOIN pg_catalog.pg_stat_ssl t ON t.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid() AND t.ssl
WHERE r.rolname OPERATOR(pg_catalog.=) SESSION_USER
