-- How far backend $1 is with what PostgreSQL tells the progress of (manual §28.4).
-- 0 "VACUUM: scanning heap, 40 %"
SELECT pg_catalog.concat(x.command, ': ', x.phase,
  CASE WHEN x.total OPERATOR(pg_catalog.>) 0 THEN
    pg_catalog.concat(', ', pg_catalog.div(x.done::pg_catalog.numeric OPERATOR(pg_catalog.*) 100::pg_catalog.numeric, x.total::pg_catalog.numeric), ' %') END)
FROM (
  SELECT p.command, p.phase,
    CASE WHEN p.blocks_total OPERATOR(pg_catalog.>) 0 THEN p.blocks_done ELSE p.tuples_done END,
    CASE WHEN p.blocks_total OPERATOR(pg_catalog.>) 0 THEN p.blocks_total ELSE p.tuples_total END
  FROM pg_catalog.pg_stat_progress_create_index p WHERE p.pid OPERATOR(pg_catalog.=) $1::pg_catalog.int4
  UNION ALL
  SELECT 'VACUUM', p.phase, p.heap_blks_scanned, p.heap_blks_total
  FROM pg_catalog.pg_stat_progress_vacuum p WHERE p.pid OPERATOR(pg_catalog.=) $1::pg_catalog.int4
  UNION ALL
  SELECT 'ANALYZE', p.phase, p.sample_blks_scanned, p.sample_blks_total
  FROM pg_catalog.pg_stat_progress_analyze p WHERE p.pid OPERATOR(pg_catalog.=) $1::pg_catalog.int4
  UNION ALL
  SELECT p.command, p.phase, p.heap_blks_scanned, p.heap_blks_total
  FROM pg_catalog.pg_stat_progress_cluster p WHERE p.pid OPERATOR(pg_catalog.=) $1::pg_catalog.int4
  UNION ALL -- what pg_stat_progress_copy shows, which only PostgreSQL 14 and later have: of null there is nothing
  SELECT CASE p.param5 WHEN 1 THEN 'COPY FROM' ELSE 'COPY TO' END, pg_catalog.concat(p.param3, ' rows'), p.param1, p.param2
  FROM pg_catalog.pg_stat_get_progress_info(
    CASE WHEN pg_catalog.current_setting('server_version_num')::pg_catalog.int4 OPERATOR(pg_catalog.>=) 140000 THEN 'COPY' END) p
  WHERE p.pid OPERATOR(pg_catalog.=) $1::pg_catalog.int4
) x (command, phase, done, total)
LIMIT 1
