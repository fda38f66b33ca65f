-- The sample database of `howdah --demo`: Marula, a shop for things around trees, from January 2023 to December 2024.
-- Runs in one transaction as the superuser. Everything is made by arithmetic on row numbers: the same data every time.
create role demo login;
comment on role demo is 'Owner of the sample data; what howdah --demo logs in as';
do $$
begin
  execute format('alter database %I owner to demo', current_database());
  execute format('alter database %I set search_path to shop, public', current_database());
  execute format('comment on database %I is %L', current_database(), 'Marula, a shop for things around trees: sample data of howdah');
end
$$;
grant create on schema public to demo;
set role demo;

-- A number from 0 to below `choices` that depends on the purpose and the row (the seed of the hash), and on nothing else.
create function pg_temp.pick(purpose text, n bigint, choices int) returns int
  language sql immutable as 'select ((hashtextextended(purpose, n) & 2147483647) % choices)::int';

-- One of the items.
create function pg_temp.one_of(purpose text, n bigint, items text[]) returns text
  language sql immutable as 'select items[1 + ((hashtextextended(purpose, n) & 2147483647) % cardinality(items))::int]';
