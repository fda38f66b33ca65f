-- Statements that write, one a line, for tests/oracle/boundary to make others of: users.ssn and orders.note are not the caller's.
INSERT INTO users (id, name, salary) VALUES (901, 'a', 5), (902, 'b', DEFAULT)
INSERT INTO users (id, name) SELECT id + 1000, body FROM tickets RETURNING id, name
INSERT INTO users VALUES (903, 'a', 'b', 5)
INSERT INTO users (id, ssn) VALUES (904, '1')
INSERT INTO users DEFAULT VALUES
INSERT INTO users AS u (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET name = excluded.name, salary = u.salary + 1 WHERE u.salary > 0 RETURNING u.id
INSERT INTO users (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET name = excluded.ssn
INSERT INTO users (id, name) VALUES (1, 'x') ON CONFLICT DO NOTHING RETURNING *
INSERT INTO orders (id, user_id, total) VALUES (9001, 1, 2) ON CONFLICT ON CONSTRAINT orders_pkey DO UPDATE SET (user_id, total) = (SELECT id, salary FROM users LIMIT 1)
UPDATE users SET name = 'x' WHERE id = 1
UPDATE users SET ssn = NULL WHERE id = 1
UPDATE users u SET (name, salary) = ROW('a', 6) WHERE u.id = 2 RETURNING u.id, u.salary
UPDATE users SET salary = o.total FROM orders o WHERE o.user_id = users.id AND o.id < 5 RETURNING users.id, o.total
UPDATE users u SET name = s.name FROM (SELECT id, name FROM users) s WHERE s.id = u.id AND u.ssn = '1'
UPDATE orders SET total = total + 1 WHERE id = 1 RETURNING *
UPDATE orders o SET total = 0 WHERE id = 2 RETURNING o
UPDATE orders SET total = DEFAULT WHERE EXISTS (SELECT FROM victim)
DELETE FROM orders WHERE id = 1
DELETE FROM orders o USING users u WHERE u.id = o.user_id AND u.salary < 3 RETURNING o.id, u.name
DELETE FROM orders USING users WHERE users.ssn = orders.note
DELETE FROM victim
DELETE FROM orders WHERE id = 3 RETURNING orders.*
WITH d AS (DELETE FROM orders WHERE id = 4 RETURNING id, total) SELECT * FROM d
WITH d AS (DELETE FROM orders WHERE id = 4 RETURNING *) SELECT id FROM d
WITH u AS (UPDATE users SET name = 'y' WHERE id = 5 RETURNING id, name), i AS (INSERT INTO users (id, name) SELECT id + 5000, name FROM u RETURNING id) SELECT * FROM i, tickets
MERGE INTO users u USING (SELECT id, user_id, total FROM orders WHERE id < 3) o ON o.user_id = u.id WHEN MATCHED AND o.total > 1 THEN UPDATE SET name = 'm' WHEN NOT MATCHED THEN INSERT (id, name) VALUES (o.id + 7000, 'n')
MERGE INTO users u USING orders o ON o.user_id = u.id WHEN MATCHED THEN UPDATE SET ssn = o.note
MERGE INTO orders o USING tickets t ON t.id = o.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN DO NOTHING
SELECT u.id, u.name FROM users u ORDER BY u.id LIMIT 1
EXPLAIN UPDATE users SET name = ssn
