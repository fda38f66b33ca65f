-- The functions of pg_catalog that callers may use without a second thought, and all others there: run on PostgreSQL 15 by
-- script/builtin-functions, which makes sql/builtins/*.inc of it, and by the test that compares the two.
-- Volatility misleads in pg_catalog in both directions, hence the two reviewed lists.
WITH callable AS (
  SELECT proname, provolatile FROM pg_proc p
  WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind <> 'p'
    AND NOT EXISTS (SELECT FROM unnest(proargtypes) a WHERE a IN ('internal'::regtype, 'cstring'::regtype))
    AND prorettype::regtype::text NOT IN ('internal', 'cstring', 'trigger', 'event_trigger', 'language_handler',
      'fdw_handler', 'index_am_handler', 'table_am_handler', 'tsm_handler')),
reviewed AS (
  SELECT proname FROM callable GROUP BY proname
  HAVING bool_and(provolatile <> 'v' OR proname IN (
    -- volatile, but they only look
    'amvalidate', 'clock_timestamp', 'current_query', 'gen_random_uuid', 'pg_blocking_pids', 'pg_collation_actual_version',
    'pg_control_checkpoint', 'pg_control_init', 'pg_control_recovery', 'pg_control_system', 'pg_current_wal_flush_lsn',
    'pg_current_wal_insert_lsn', 'pg_current_wal_lsn', 'pg_database_collation_actual_version', 'pg_database_size',
    'pg_get_multixact_members', 'pg_get_shmem_allocations', 'pg_get_wal_replay_pause_state',
    'pg_get_wal_resource_managers', 'pg_indexes_size', 'pg_is_in_recovery', 'pg_is_wal_replay_paused',
    'pg_isolation_test_session_is_blocked', 'pg_jit_available', 'pg_last_committed_xact', 'pg_last_wal_receive_lsn',
    'pg_last_wal_replay_lsn', 'pg_last_xact_replay_timestamp', 'pg_lock_status', 'pg_notification_queue_usage',
    'pg_partition_ancestors', 'pg_partition_tree', 'pg_prepared_xact', 'pg_relation_size', 'pg_safe_snapshot_blocking_pids',
    'pg_sequence_last_value', 'pg_stat_get_recovery_prefetch', 'pg_stat_get_xact_blocks_fetched', 'pg_stat_get_xact_blocks_hit',
    'pg_stat_get_xact_function_calls', 'pg_stat_get_xact_function_self_time', 'pg_stat_get_xact_function_total_time',
    'pg_stat_get_xact_numscans', 'pg_stat_get_xact_tuples_deleted', 'pg_stat_get_xact_tuples_fetched',
    'pg_stat_get_xact_tuples_hot_updated', 'pg_stat_get_xact_tuples_inserted', 'pg_stat_get_xact_tuples_returned',
    'pg_stat_get_xact_tuples_updated', 'pg_stat_have_stats', 'pg_table_size', 'pg_tablespace_size', 'pg_total_relation_size',
    'pg_xact_commit_timestamp', 'pg_xact_commit_timestamp_origin', 'pg_xact_status', 'random', 'timeofday',
    'ts_rewrite', -- the form that runs SQL is told apart by its arguments
    'txid_status'))),
admitted AS (
  SELECT proname FROM reviewed
  WHERE proname !~ '(_validator|_to_xml|_to_xmlschema|_to_xml_and_xmlschema)$'
    AND proname NOT IN (
      -- stable, but they take a transaction id, or show paths or the statements of others
      'pg_config', 'pg_current_xact_id', 'pg_cursor', 'pg_mcv_list_items', 'pg_prepared_statement', 'pg_replication_origin_oid',
      'pg_show_all_settings', 'pg_stat_get_activity', 'pg_stat_get_backend_activity', 'pg_stat_get_wal_receiver', 'txid_current'))
SELECT proname, bool_or(proname IN (SELECT proname FROM admitted)) AS admitted
FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY proname ORDER BY proname COLLATE "C"
