-- Statements about columns, one a line, for tests/oracle/boundary to make others of: users.ssn and orders.note are not the caller's.
SELECT id, name, salary FROM users WHERE id < 5
SELECT u.id, o.total FROM users u JOIN orders o ON o.user_id = u.id AND o.total > u.salary LIMIT 3
SELECT ssn FROM users
SELECT u.*, 1 FROM users u LIMIT 1
SELECT * FROM users LIMIT 1
TABLE tickets
SELECT t.* FROM tickets t JOIN users u ON u.id = t.id
SELECT u FROM users u LIMIT 1
SELECT to_jsonb(u), row_to_json(u) FROM users u LIMIT 1
SELECT u.to_jsonb, (u).name, (u).ssn FROM users u LIMIT 1
SELECT id, note FROM orders ORDER BY note
SELECT count(*), count(u.id), count(u) FROM users u
SELECT id FROM users NATURAL JOIN orders
SELECT id, total FROM users JOIN orders USING (id)
SELECT j.id, j.name FROM (users CROSS JOIN tickets) AS j (id, name, a, b, c, d) LIMIT 1
SELECT j.id FROM users JOIN orders USING (id) AS j LIMIT 1
SELECT a, b, c FROM users AS x (a, b, c, d) LIMIT 1
SELECT s.a FROM (SELECT id AS a, name AS ssn FROM users) s WHERE s.ssn LIKE 'u%'
SELECT s.* FROM (SELECT id, salary FROM users) s LIMIT 1
SELECT s.* FROM (TABLE users) s LIMIT 1
WITH q AS (SELECT * FROM users) SELECT id FROM q LIMIT 1
WITH q (a, b) AS (SELECT id, name FROM users) SELECT a, b FROM q UNION SELECT id, body FROM tickets
WITH RECURSIVE q AS (SELECT id, name FROM users WHERE id = 1 UNION ALL SELECT u.id, u.name FROM users u JOIN q ON u.id = q.id + 1 WHERE u.id < 5) SELECT * FROM q
SELECT id FROM tickets UNION (SELECT id FROM orders EXCEPT TABLE kept) ORDER BY 1 LIMIT 2
SELECT (SELECT ssn FROM users WHERE id = 1), (SELECT max(note) FROM orders)
SELECT id FROM tickets WHERE EXISTS (SELECT * FROM users) AND id IN (SELECT user_id FROM orders WHERE total > 3)
SELECT * FROM tickets t, LATERAL (SELECT salary FROM users u WHERE u.id = t.id) l
SELECT * FROM tickets t LEFT JOIN LATERAL (SELECT o.* FROM orders o WHERE o.user_id = t.id LIMIT 1) l ON true
SELECT id, row_number() OVER (PARTITION BY salary ORDER BY name), sum(total) OVER w FROM users NATURAL JOIN (SELECT id, total FROM orders) o WINDOW w AS (ORDER BY ssn)
SELECT name, sum(salary) FILTER (WHERE ssn > '1') FROM users GROUP BY ROLLUP (name, ssn) HAVING min(ssn) > '0'
SELECT DISTINCT ON (ssn) id FROM users ORDER BY ssn, id
SELECT ROW(u.*), ROW(id, name) = ROW(1, 'u1'), (id, name) IN (SELECT id, owner FROM kept) FROM users u LIMIT 1
SELECT ARRAY(SELECT u FROM users u), array_agg(o) FROM orders o
SELECT u.*::text, u::text, CAST(u AS users) FROM users u LIMIT 1
SELECT name, ssn IS NULL, coalesce(ssn, name), CASE ssn WHEN 'x' THEN 1 END FROM users
SELECT xmlforest(id, ssn), xmlelement(name a, xmlattributes(ssn AS b)) FROM users
SELECT * FROM json_populate_record(NULL::users, '{"id": 1}') WHERE ssn IS NULL
SELECT (NULL::users).ssn, (NULL::orders).total
SELECT unnest(ARRAY(SELECT ROW(id, name) FROM users))
SELECT u.ctid, u.tableoid, u.xmin FROM users u ORDER BY u.ctid LIMIT 1
SELECT s.spent, s.name, k.* FROM spenders s LEFT JOIN kept k USING (id) ORDER BY s
SELECT users.id FROM users, orders users WHERE true
SELECT o.id FROM (SELECT id, note FROM tickets t (id, note)) o JOIN orders ON orders.id = o.id
SELECT value, measured.at FROM measured TABLESAMPLE SYSTEM (50) WHERE (measured).value > 1
SELECT * FROM ROWS FROM (generate_series(1, 2)) g (id) NATURAL JOIN tickets
VALUES ((SELECT name FROM users LIMIT 1)), ((SELECT body FROM tickets LIMIT 1))
EXPLAIN (VERBOSE) SELECT u.id FROM users u ORDER BY u.ssn
