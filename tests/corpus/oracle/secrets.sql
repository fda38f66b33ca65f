-- Statements about system relations, one a line, for tests/oracle/boundary to make others of: some columns of theirs are kept.
SELECT pid, state, query FROM pg_stat_activity
SELECT datname, count(*) FILTER (WHERE state = 'idle'), max(backend_start) FROM pg_catalog.pg_stat_activity GROUP BY datname ORDER BY 2
SELECT a.*, l.mode FROM pg_stat_activity a JOIN pg_locks l USING (pid)
SELECT a.pid, a.usename, b.pid FROM pg_stat_activity a CROSS JOIN LATERAL (SELECT pid FROM pg_stat_activity WHERE pid <> a.pid) b
TABLE pg_stat_activity
SELECT x.a, x.b FROM pg_stat_activity AS x (a, b)
SELECT row_to_json(a), a.to_jsonb, a::text FROM pg_stat_activity a
WITH a AS (SELECT pid, state, wait_event FROM pg_stat_activity) SELECT a.*, s.relname FROM a, pg_stat_user_tables s
SELECT pid FROM pg_stat_activity NATURAL JOIN pg_locks
SELECT pid, query FROM pg_stat_activity UNION SELECT pid, mode FROM pg_locks
SELECT tablename, attname, n_distinct, null_frac, correlation FROM pg_stats WHERE schemaname = 'public'
SELECT attname, most_common_vals, histogram_bounds FROM pg_stats
SELECT s.tablename, (s.most_common_freqs)[1], s.avg_width, c.reltuples FROM pg_stats s JOIN pg_class c ON c.relname = s.tablename
SELECT * FROM pg_stats_ext
SELECT statistics_name, kinds, n_distinct, dependencies FROM pg_stats_ext ORDER BY statistics_name
SELECT expr, null_frac FROM pg_stats_ext_exprs
SELECT srvname, srvtype, srvoptions FROM pg_foreign_server
SELECT s.srvname, w.fdwname, t.ftrelid::regclass FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw LEFT JOIN pg_foreign_table t ON t.ftserver = s.oid
SELECT subname, subenabled, subpublications FROM pg_subscription
SELECT (p).subconninfo FROM pg_subscription p
SELECT srvname, usename, umoptions FROM pg_user_mappings
SELECT umuser, umserver FROM pg_user_mapping
SELECT setdatabase, setrole, setconfig FROM pg_db_role_setting
SELECT status, received_lsn FROM pg_stat_wal_receiver WHERE conninfo IS NOT NULL
SELECT rolname, rolsuper, rolpassword FROM pg_roles
SELECT rolname FROM pg_authid
SELECT usename, passwd FROM pg_shadow
SELECT starelid, stavalues1 FROM pg_statistic
SELECT name, setting FROM pg_settings WHERE name LIKE 'work%'
SELECT ROW(a.pid, a.state) = ROW(1, 'idle'), ARRAY(SELECT w.pid FROM pg_stat_wal_receiver w) FROM pg_stat_activity a
SELECT count(a), count(*), array_agg(a.pid) FROM pg_stat_activity AS a
SELECT j.pid FROM (pg_stat_activity JOIN pg_locks USING (pid)) AS j
SELECT schemaname, relname, seq_scan, n_dead_tup, last_autovacuum FROM pg_stat_user_tables ORDER BY n_dead_tup DESC
SELECT conname, pg_get_constraintdef(oid), conrelid::regclass FROM pg_constraint WHERE contype = 'f'
EXPLAIN (VERBOSE) SELECT pid FROM pg_stat_activity ORDER BY query
