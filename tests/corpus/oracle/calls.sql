-- One value: lines, each a statement that calls a function of pg_catalog, in several ways, with arguments of the types it takes.
WITH sample(type, texts) AS (VALUES
  ('text', ARRAY[$$'a'::text$$, $$'users'$$, $$'seq1'$$, $$'1'$$, $$'2024-01-02'$$]),
  ('varchar', ARRAY[$$'a'::varchar$$]), ('bpchar', ARRAY[$$'a'::bpchar$$]), ('cstring', ARRAY[$$'1'$$, $$'users'$$]),
  ('name', ARRAY[$$'users'::name$$, $$'postgres'$$]), ('"char"', ARRAY[$$'r'::"char"$$, $$'i'$$]),
  ('oid', ARRAY[$$'users'::regclass::oid$$, $$'seq1'::regclass::oid$$, '1::oid', $$'users_pkey'::regclass::oid$$, '0::oid']),
  ('regclass', ARRAY[$$'users'::regclass$$, $$'users_pkey'::regclass$$, $$'seq1'::regclass$$]),
  ('regtype', ARRAY[$$'int4'::regtype$$]), ('regproc', ARRAY[$$'now'::regproc$$]), ('regnamespace', ARRAY[$$'public'::regnamespace$$]),
  ('int2', ARRAY['1::int2', '0::int2']), ('int4', ARRAY['1', '0', '5', '100', '-1']), ('int8', ARRAY['1::int8', '0::int8', '42::int8']),
  ('float4', ARRAY['0.5::float4']), ('float8', ARRAY['0.5::float8', '1::float8']), ('numeric', ARRAY['1.5', '2']), ('money', ARRAY['1::money']),
  ('bool', ARRAY['true', 'false']), ('bytea', ARRAY[$$'\x0001'::bytea$$]), ('bit', ARRAY[$$B'101'$$]), ('varbit', ARRAY[$$B'101'::varbit$$]),
  ('date', ARRAY[$$'2024-01-02'::date$$]), ('time', ARRAY[$$'10:00'::time$$]), ('timetz', ARRAY[$$'10:00+00'::timetz$$]),
  ('timestamp', ARRAY[$$'2024-01-02'::timestamp$$]), ('timestamptz', ARRAY['now()', $$'2024-01-02'::timestamptz$$]),
  ('interval', ARRAY[$$'1 day'::interval$$]), ('uuid', ARRAY[$$'00000000-0000-0000-0000-000000000001'::uuid$$]),
  ('json', ARRAY[$$'{"a":[1]}'::json$$, $$'[1,2]'::json$$]), ('jsonb', ARRAY[$$'{"a":[1]}'::jsonb$$, $$'[1,2]'::jsonb$$]),
  ('jsonpath', ARRAY[$$'$.a[*]'::jsonpath$$]), ('xml', ARRAY[$$'<a/>'::xml$$]),
  ('tsvector', ARRAY[$$'a:1'::tsvector$$]), ('tsquery', ARRAY[$$'a'::tsquery$$]), ('regconfig', ARRAY[$$'simple'::regconfig$$]),
  ('regdictionary', ARRAY[$$'simple'::regdictionary$$]), ('inet', ARRAY[$$'10.0.0.1/8'::inet$$]), ('cidr', ARRAY[$$'10.0.0.0/8'::cidr$$]),
  ('macaddr', ARRAY[$$'08:00:2b:01:02:03'::macaddr$$]), ('macaddr8', ARRAY[$$'08:00:2b:01:02:03:04:05'::macaddr8$$]),
  ('point', ARRAY['point(1,2)']), ('box', ARRAY['box(point(0,0),point(1,1))']), ('circle', ARRAY['circle(point(0,0),1)']),
  ('lseg', ARRAY['lseg(point(0,0),point(1,1))']), ('line', ARRAY['line(point(0,0),point(1,1))']),
  ('path', ARRAY[$$'((0,0),(1,1))'::path$$]), ('polygon', ARRAY[$$'((0,0),(1,1),(1,0))'::polygon$$]),
  ('xid', ARRAY[$$'3'::xid$$]), ('xid8', ARRAY[$$'3'::xid8$$]), ('cid', ARRAY[$$'0'::cid$$]), ('tid', ARRAY[$$'(0,1)'::tid$$]),
  ('pg_lsn', ARRAY[$$'0/1'::pg_lsn$$]), ('pg_snapshot', ARRAY[$$'1:1:'::pg_snapshot$$]), ('txid_snapshot', ARRAY[$$'1:1:'::txid_snapshot$$]),
  ('aclitem', ARRAY[$$'postgres=r/postgres'::aclitem$$]), ('record', ARRAY['row(1, 2)']),
  ('anyelement', ARRAY['1', $$'a'::text$$]), ('anycompatible', ARRAY['1']), ('anynonarray', ARRAY['1']), ('"any"', ARRAY['1', $$'a'::text$$]),
  ('anyarray', ARRAY['ARRAY[1,2]']), ('anycompatiblearray', ARRAY['ARRAY[1,2]']), ('anycompatiblenonarray', ARRAY['1']),
  ('anyenum', ARRAY['NULL']), ('anyrange', ARRAY['int4range(1,5)']), ('anymultirange', ARRAY['int4multirange(int4range(1,5))']),
  ('anycompatiblerange', ARRAY['int4range(1,5)']), ('text[]', ARRAY[$$ARRAY['a','b']$$, $$ARRAY['users']$$]), ('int4[]', ARRAY['ARRAY[1,2]']),
  ('float8[]', ARRAY['ARRAY[0.5]::float8[]']), ('name[]', ARRAY[$$ARRAY['users']::name[]$$]), ('oid[]', ARRAY['ARRAY[1]::oid[]'])),
form(n, opening, closing) AS (VALUES
  (0, 'SELECT pg_catalog.', ''), (1, 'SELECT * FROM pg_catalog.', ' AS r'), (2, 'SELECT pg_catalog.', ' FROM users LIMIT 2'),
  (3, 'SELECT pg_catalog.', ' OVER () FROM orders LIMIT 2'), (4, 'SELECT pg_catalog.', ' WITHIN GROUP (ORDER BY 0.5::float8)'))
SELECT string_agg(f.opening || quote_ident(p.proname) || '('
  || coalesce((SELECT string_agg(coalesce(s.texts[(f.n + a.place - 1) % array_length(s.texts, 1) + 1], 'NULL::' || format_type(a.type, NULL)), ', '
                                 ORDER BY a.place)
               FROM unnest(p.proargtypes) WITH ORDINALITY AS a(type, place) LEFT JOIN sample s ON to_regtype(s.type) = a.type), '')
  || ')' || f.closing, E'\n' ORDER BY f.n, p.oid)
FROM pg_catalog.pg_proc p, form f
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind IN ('f', 'a', 'w')
  AND (f.n <> 3 OR p.prokind IN ('a', 'w')) AND (f.n <> 4 OR p.prokind = 'a')
