-- Honest statements of every shape, one a line, for tests/oracle to make others of. They are for the database of ../attacks/schema.sql.
SELECT id, name FROM users WHERE id = 7
SELECT u.name, count(*) AS orders, sum(o.total) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.name HAVING count(*) > 2 ORDER BY 3 DESC NULLS LAST LIMIT 5 OFFSET 1
SELECT * FROM users u LEFT JOIN orders o ON o.user_id = u.id AND o.total > 10 WHERE o.id IS NULL OR u.salary BETWEEN 5 AND 9
WITH big AS (SELECT user_id, max(total) AS top FROM orders GROUP BY user_id), few AS MATERIALIZED (SELECT * FROM big ORDER BY top LIMIT 3) SELECT u.name, f.top FROM few f JOIN users u ON u.id = f.user_id
WITH RECURSIVE t(n, way) AS (VALUES (1, ARRAY[1]) UNION ALL SELECT n + 1, way || n FROM t WHERE n < 6) SELECT n, array_length(way, 1) FROM t
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 9) SEARCH DEPTH FIRST BY n SET place CYCLE n SET again USING way SELECT * FROM t
SELECT row_number() OVER w, lag(total, 1, 0::numeric) OVER w, ntile(4) OVER (ORDER BY total) FROM orders WINDOW w AS (PARTITION BY user_id ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES) LIMIT 5
SELECT user_id, note, grouping(user_id, note) FROM orders GROUP BY GROUPING SETS ((user_id), (note), ()) LIMIT 5
SELECT user_id, sum(total) FILTER (WHERE total > 5), string_agg(DISTINCT note, ', ' ORDER BY note) FROM orders GROUP BY CUBE (user_id) LIMIT 5
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total), mode() WITHIN GROUP (ORDER BY user_id) FROM orders
SELECT DISTINCT ON (user_id) user_id, total FROM orders ORDER BY user_id, total DESC FETCH FIRST 3 ROWS WITH TIES
SELECT name FROM users UNION ALL SELECT note FROM orders INTERSECT SELECT 'n1' EXCEPT VALUES ('u1')
SELECT CASE WHEN salary > 50 THEN 'much' WHEN salary IS NULL THEN NULL ELSE 'little' END, coalesce(name, ''), nullif(salary, 5), greatest(1, salary), least(2, 3) FROM users LIMIT 4
SELECT * FROM users u, LATERAL (SELECT total FROM orders o WHERE o.user_id = u.id ORDER BY total LIMIT 1) l WHERE u.id < 5
SELECT * FROM ROWS FROM (generate_series(1, 3), unnest(ARRAY['a', 'b'])) WITH ORDINALITY AS r(a, b, c)
SELECT * FROM json_to_recordset('[{"a":1,"b":"x"}]') AS r(a int, b text)
SELECT * FROM jsonb_each('{"a": [1, 2], "b": null}'::jsonb) e(k, v) WHERE v @> '[1]'
SELECT ('{"a": {"b": [1, 2]}}'::jsonb #>> '{a,b,0}')::int, '{"a":1}'::json -> 'a', jsonb_path_query('{"a":[1,2]}', '$.a[*] ? (@ > 1)')
SELECT xmlelement(name a, xmlattributes(1 AS b), xmlforest(name, salary)) FROM users LIMIT 2
SELECT * FROM xmltable('/r/e' PASSING '<r><e a="1"/></r>' COLUMNS a int PATH '@a', n FOR ORDINALITY)
SELECT xmlserialize(CONTENT xmlconcat('<a/>', '<b/>') AS text), xpath('/a/text()', '<a>x</a>'), '<a/>'::xml IS DOCUMENT
SELECT extract(year FROM now()), date_trunc('day', now()) + interval '1 day', now() AT TIME ZONE 'UTC', (now(), now()) OVERLAPS (now(), interval '1 h'), current_date, localtime(2)
SELECT name LIKE 'u%' ESCAPE '!', name ILIKE '%1', name SIMILAR TO 'u[0-9]+', name ~* 'U1', name COLLATE "C" < 'v', position('u' IN name), overlay(name PLACING 'x' FROM 1 FOR 1), trim(BOTH 'u' FROM name), substring(name FROM 1 FOR 2) FROM users LIMIT 2
SELECT ARRAY(SELECT id FROM users LIMIT 3), ARRAY[[1,2],[3,4]][1][2], (ARRAY[1,2,3])[2:], 2 = ANY (ARRAY[1,2]), 5 > ALL (SELECT id FROM users LIMIT 2), array_agg(id) FROM users GROUP BY id LIMIT 1
SELECT ROW(1, 'a') = ROW(1, 'a'), (1, 2) < (1, 3), (u).name, (u.*) IS NOT NULL, u.*::text FROM users u LIMIT 1
SELECT id FROM users WHERE (id, name) IN (SELECT user_id, 'u' || user_id FROM orders) AND NOT EXISTS (SELECT FROM victim WHERE victim.id = users.id + 1000) LIMIT 3
SELECT to_tsvector('simple', body) @@ plainto_tsquery('simple', 'drop table'), ts_headline('simple', body, 'drop') FROM tickets
SELECT int4range(1, 5) * int4range(3, 9), numrange(1, 2) -|- numrange(2, 3), '{[1,3)}'::int4multirange @> 2, point(1, 2) <-> point(3, 4), '10.0.0.0/8'::inet >> '10.1.2.3'
SELECT md5(name), encode(sha256(name::bytea), 'hex'), format('%I.%L', name, salary), regexp_replace(name, '(u)(.)', '\2\1', 'g'), to_char(salary, '999.99'), to_hex(id), quote_literal(name) FROM users LIMIT 2
SELECT relname, pg_relation_size(oid), pg_size_pretty(pg_total_relation_size(oid)), pg_get_userbyid(relowner), obj_description(oid, 'pg_class') FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
SELECT n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), format_type(p.prorettype, NULL) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' LIMIT 3
SELECT pg_get_indexdef(indexrelid), pg_get_expr(indpred, indrelid) FROM pg_index WHERE indrelid = 'orders'::regclass
SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position LIMIT 5
SELECT datname, state, wait_event, pg_blocking_pids(pid) FROM pg_stat_activity WHERE pid = pg_backend_pid()
SELECT schemaname, relname, n_live_tup, last_vacuum FROM pg_stat_user_tables
SELECT name, setting, unit FROM pg_settings WHERE name LIKE 'work%'
SELECT current_setting('server_version'), current_setting('app.tenant', true), current_user, version(), inet_server_port(), pg_postmaster_start_time()
SELECT locktype, mode, granted FROM pg_locks WHERE pid = pg_backend_pid()
SELECT has_table_privilege('ro', 'users', 'SELECT'), has_schema_privilege('public', 'usage'), pg_has_role('ro', 'member'), col_description('users'::regclass, 1)
SELECT random() < 2, gen_random_uuid() IS NOT NULL, clock_timestamp() > now(), txid_current_if_assigned() IS NULL, pg_current_snapshot() IS NOT NULL
SELECT similarity(name, 'u1'), name % 'u1', word_similarity('u', name) FROM users ORDER BY name <-> 'u5' LIMIT 2
SELECT * FROM docs WHERE tenant = current_setting('app.tenant', true)
SELECT * FROM users TABLESAMPLE SYSTEM (50) REPEATABLE (3) WHERE ctid = '(0,1)' OR tableoid = 'users'::regclass LIMIT 1
SELECT * FROM ONLY users AS u (a, b, c, d) NATURAL JOIN victim JOIN orders USING (id) CROSS JOIN docs LIMIT 1
SELECT last_value, is_called FROM seq1
SELECT $$text$$ || E'a\n' || U&'\0061', B'101' & X'5'::bit(3), 1e3, 0.5, -2 ^ 2, @ -5, |/ 4, 5 % 3, 1 << 3, ~1, !!'a'::tsquery
SELECT 1 IS DISTINCT FROM 2, true IS NOT UNKNOWN, NULL IS NULL, NOT false AND (true OR NULL), 3 BETWEEN SYMMETRIC 5 AND 1
SELECT CAST(id AS text) || name::varchar(3), id::numeric(5, 1), '1 day'::interval DAY TO SECOND, 'x'::"char", ARRAY['1']::int[] FROM users LIMIT 1
EXPLAIN (ANALYZE, VERBOSE, BUFFERS, WAL, SETTINGS, FORMAT JSON) SELECT * FROM users JOIN orders ON users.id = orders.user_id LIMIT 3
EXPLAIN (COSTS OFF) WITH q AS (SELECT 1) TABLE q
SHOW server_version
SHOW ALL
TABLE users
VALUES (1, 'a'), (2, DEFAULT)
VALUES (1), (2) ORDER BY 1 DESC LIMIT 1
SELECT
SELECT * FROM spenders s JOIN big_spenders b USING (id) ORDER BY b.spent DESC LIMIT 3
SELECT count(*) FROM catalog_view WHERE relname IN (SELECT relname FROM catalog_view)
SELECT * FROM hidden_victim h LEFT JOIN totals t ON t.user_id = h.id
SELECT nextval FROM nextval_view
SELECT at, value FROM measured WHERE at > '2024-01-01' UNION ALL SELECT at, 0 FROM measured_2023 LIMIT 5
SELECT count(*), max(days) FROM late_orders NATURAL LEFT JOIN orders
SELECT victims(), (SELECT count(*) FROM orders_of(3)), shout(u), u.shout FROM users u LIMIT 2
SELECT 1 <+> 2, 3 OPERATOR(public.<+>) 4, 1 <!> 2
SELECT sum_with_victims(id), sum_with_victims(id) OVER (ORDER BY id) FROM users GROUP BY id LIMIT 3
SELECT name::text::pair, CAST(name AS pair) FROM users LIMIT 2
SELECT * FROM kept k JOIN LATERAL orders_of(k.id) o ON true LIMIT 2
SELECT u.id, name, salary, total FROM users u JOIN orders o ON o.user_id = u.id WHERE salary > 5 ORDER BY total DESC LIMIT 3
SELECT count(*), max(t.body) FROM tickets t WHERE EXISTS (SELECT 1 FROM users WHERE users.id = t.id AND users.salary > 0)
SELECT s.id, s.spent, k.owner FROM spenders s LEFT JOIN kept k USING (id) WHERE s.name IS NOT NULL
SELECT id, ssn FROM users WHERE ssn LIKE '0%' UNION SELECT id, note FROM orders
SELECT row_to_json(u), u, u.ssn FROM (SELECT id, name AS ssn FROM users) u LIMIT 2
SELECT x.a, x.b FROM users AS x (a, b) JOIN LATERAL (SELECT total AS note FROM orders o WHERE o.id = x.a) y ON true LIMIT 2
