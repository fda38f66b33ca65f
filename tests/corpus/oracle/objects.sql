-- What else the database of ../attacks/schema.sql has for tests/oracle: relations and functions behind names.
CREATE VIEW public.spenders AS SELECT u.id, u.name, sum(o.total) AS spent FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id, u.name;
CREATE VIEW public.big_spenders AS SELECT * FROM spenders WHERE spent > (SELECT avg(total) FROM orders);
CREATE VIEW public.catalog_view AS SELECT relname FROM pg_class WHERE relkind = 'r';
CREATE VIEW public.hidden_victim AS SELECT * FROM victim;
CREATE VIEW public.nextval_view AS SELECT nextval('seq1');
CREATE MATERIALIZED VIEW public.totals AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
CREATE TABLE public.measured (at date NOT NULL, value integer) PARTITION BY RANGE (at);
CREATE TABLE public.measured_2023 PARTITION OF public.measured FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE public.measured_2024 PARTITION OF public.measured FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO public.measured SELECT '2023-06-01'::date + n, n FROM generate_series(0, 400, 20) n;
CREATE TABLE public.late_orders (days integer) INHERITS (public.orders);
CREATE FUNCTION public.victims() RETURNS bigint LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN (SELECT count(*) FROM victim); END $$;
CREATE FUNCTION public.orders_of(who integer) RETURNS SETOF public.orders LANGUAGE sql STABLE AS $$ SELECT * FROM orders WHERE user_id = who $$;
CREATE FUNCTION public.shout(public.users) RETURNS text LANGUAGE sql STABLE AS $$ SELECT upper($1.name) $$;
CREATE FUNCTION public.counts_victims(integer, integer) RETURNS bigint LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN victims() + $1 + $2; END $$;
CREATE FUNCTION public.counts_sneakily(integer, integer) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN sneaky(); END $$;
CREATE OPERATOR public.<+> (FUNCTION = public.counts_victims, LEFTARG = integer, RIGHTARG = integer);
CREATE OPERATOR public.<!> (FUNCTION = public.counts_sneakily, LEFTARG = integer, RIGHTARG = integer);
CREATE FUNCTION public.add_victims(bigint, integer) RETURNS bigint LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN $1 + $2 + victims(); END $$;
CREATE AGGREGATE public.sum_with_victims(integer) (SFUNC = public.add_victims, STYPE = bigint, INITCOND = '0');
CREATE TYPE public.pair AS (one integer, other integer);
CREATE FUNCTION public.pair_of(text) RETURNS public.pair LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN (SELECT ROW(min(id), max(id)) FROM victim); END $$;
CREATE CAST (text AS public.pair) WITH FUNCTION public.pair_of(text);
CREATE TABLE public.kept (id integer PRIMARY KEY, owner text);
INSERT INTO public.kept SELECT n, 'u' || n FROM generate_series(1, 20) n;
ALTER TABLE public.kept ENABLE ROW LEVEL SECURITY;
CREATE POLICY only_of_users ON public.kept USING (EXISTS (SELECT FROM users WHERE name = owner));
-- The role of boundary.cpp, with what its rights say and no more. System columns are granted one by one, as are others.
CREATE ROLE bounded LOGIN;
GRANT SELECT (id, name, salary, ctid, tableoid, xmin, xmax, cmin, cmax) ON public.users TO bounded;
GRANT SELECT (id, user_id, total, ctid, tableoid, xmin, xmax, cmin, cmax) ON public.orders TO bounded;
GRANT SELECT ON public.tickets, public.kept, public.measured, public.spenders, public."weird""name" TO bounded;
-- The same, and what it may write.
CREATE ROLE writer LOGIN IN ROLE bounded;
GRANT INSERT (id, name, salary), UPDATE (id, name, salary), DELETE ON public.users TO writer;
GRANT INSERT (id, user_id, total), UPDATE (id, user_id, total), DELETE ON public.orders TO writer;
GRANT INSERT, UPDATE, DELETE ON public.tickets, public.kept, public.measured, public.spenders, public."weird""name" TO writer;
GRANT USAGE ON public.users_id_seq, public.orders_id_seq TO writer;
