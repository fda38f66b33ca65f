-- Two tenants in one table. Who is not told of sees nothing.
CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, tenant text NOT NULL, item text NOT NULL);
INSERT INTO app.orders VALUES (1, 'red', 'a kite'), (2, 'green', 'a lamp'), (3, 'red', 'a rope');

ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.orders USING (tenant = nullif(current_setting('app.tenant', true), ''));
-- The same by the claims, which are empty for whoever has none:
--   USING (tenant = nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'tenant');

CREATE ROLE app_member;
GRANT USAGE ON SCHEMA app TO app_member;
GRANT SELECT ON app.orders TO app_member;
