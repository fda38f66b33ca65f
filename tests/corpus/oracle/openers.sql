-- For each relation and function (`opened`) all names that a statement may reach it by: its own, and those of indexes' tables,
-- partitions' parents, views, policies' tables, functions, operators, casts and aggregates that stand before it, to any depth.
-- `name` is kind|schema|name; `short` has no schema, for names that are found without one.
CREATE TABLE narrow.openers (kind text, opened oid, name text, short text);
CREATE INDEX openers_by_name ON narrow.openers (name);
CREATE INDEX openers_by_short ON narrow.openers (short);
INSERT INTO narrow.openers
WITH RECURSIVE node(kind, id, schema, name, visible, text) AS (
  SELECT 'relation', c.oid, n.nspname::text, c.relname::text, pg_table_is_visible(c.oid),
    concat_ws(' ', CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
              (SELECT string_agg(concat_ws(' ', pg_get_expr(p.polqual, p.polrelid)), ' ') FROM pg_policy p WHERE p.polrelid = c.oid))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  UNION ALL
  SELECT 'function', p.oid, n.nspname, p.proname, pg_function_is_visible(p.oid),
    CASE WHEN p.prokind <> 'a' AND n.nspname <> 'pg_catalog' THEN pg_get_functiondef(p.oid) END
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace),
-- Functions that open relations by their number, to tell of their definitions, not of their rows; sequences have but one.
by_number(id) AS (
  SELECT oid FROM pg_proc
  WHERE proname IN ('pg_get_viewdef', 'pg_get_ruledef', 'pg_relation_is_updatable', 'pg_column_is_updatable', 'pg_sequence_last_value')),
word AS (SELECT DISTINCT n.kind, n.id, w[1] AS word FROM node n, regexp_matches(n.text, '[[:alnum:]_]+', 'g') w),
edge(opened_kind, opened, kind, id) AS (
  SELECT 'relation', indexrelid, 'relation', indrelid FROM pg_index
  UNION SELECT 'relation', reltoastrelid, 'relation', oid FROM pg_class WHERE reltoastrelid <> 0
  UNION SELECT 'relation', inhrelid, 'relation', inhparent FROM pg_inherits
  UNION SELECT 'function', step, 'function', aggfnoid
        FROM pg_aggregate, unnest(ARRAY[aggtransfn, aggfinalfn, aggcombinefn, aggmtransfn, aggminvtransfn, aggmfinalfn]::oid[]) step
  UNION SELECT 'relation', c.oid, 'function', f.id FROM pg_class c, by_number f
  UNION SELECT n.kind, n.id, w.kind, w.id FROM node n JOIN word w ON w.word = n.name WHERE (n.kind, n.id) <> (w.kind, w.id)
                AND (n.kind = 'relation' OR n.schema <> 'pg_catalog' OR n.id IN (SELECT id FROM by_number))),
reach(opened_kind, opened, kind, id) AS (
  SELECT kind, id, kind, id FROM node WHERE kind = 'relation' OR schema <> 'pg_catalog'
  UNION SELECT r.opened_kind, r.opened, e.kind, e.id FROM reach r JOIN edge e ON (e.opened_kind, e.opened) = (r.kind, r.id)),
label(kind, id, name, short) AS (
  SELECT kind, id, concat_ws('|', kind, schema, name), CASE WHEN visible THEN concat_ws('|', kind, '', name) END FROM node
  UNION SELECT 'function', oprcode::oid, concat_ws('|', 'operation', nspname, oprname), concat_ws('|', 'operation', '', oprname)
        FROM pg_operator JOIN pg_namespace n ON n.oid = oprnamespace
  UNION SELECT 'function', castfunc, concat_ws('|', 'cast', nspname, typname), concat_ws('|', 'cast', '', typname)
        FROM pg_cast JOIN pg_type t ON t.oid = casttarget JOIN pg_namespace n ON n.oid = typnamespace
  -- What functions of PostgreSQL itself read by queries of their own, which is part of their review.
  UNION SELECT 'relation', oid, 'function|pg_catalog|', NULL FROM pg_class
        WHERE relnamespace = 'pg_catalog'::regnamespace
          AND relname IN ('pg_class', 'pg_description', 'pg_shdescription', 'pg_rewrite', 'pg_ts_config', 'pg_ts_config_map', 'pg_ts_dict'))
SELECT DISTINCT r.opened_kind AS kind, r.opened, l.name, l.short FROM reach r JOIN label l USING (kind, id);
