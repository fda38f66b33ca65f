"""Six tenants, two in each kind of seat, in one database: what is whose, their tokens, and what may see whose."""
import hashlib

SEATS = {"red": "shared", "rose": "shared", "green": "role", "grass": "role", "blue": "login", "navy": "login"}
LOGIN, ROLE, OTHER_LOGIN = "tenants_shared", "tenants_role", "tenants_login"
USERS = {"shared": LOGIN, "role": ROLE, "login": OTHER_LOGIN}


def canary(tenant):
    """What only this tenant may ever see. None is a part of another one."""
    return f"canary-{hashlib.sha256(tenant.encode()).hexdigest()[:12]}"


def own_schema(tenant):
    return canary(tenant).replace("-", "_")


CANARIES = {tenant: canary(tenant) for tenant in SEATS}
FOREIGN = {tenant: [mark.encode() for other in SEATS if other != tenant for mark in (canary(other), own_schema(other))] for tenant in SEATS}
OPEN = """
drop policy own on docs;
create policy own on docs using (true);
"""
SCHEMA = """
do $$ begin
  create role {login} login; create role {role}; create role {other} login;
exception when duplicate_object then null; end $$;
grant {role} to {login};
grant temporary on database "{database}" to public;
create table docs (id serial primary key, tenant text default current_setting('app.tenant', true), body text, code text unique);
insert into docs (tenant, body, code) select t, b, b || n from (values {values}) v (t, b), generate_series(1, 3) n;
alter table docs enable row level security;
alter table docs force row level security;
create policy own on docs using (tenant = current_setting('app.tenant', true)
  and tenant = nullif(current_setting('request.jwt.claims', true), '')::json->>'tenant');
create sequence numbers;
create function leave_setting(value text) returns text language plpgsql volatile as $$
  begin return set_config('app.left', value, false); end $$;
create function leave_path(value text) returns text language plpgsql volatile as $$
  begin return set_config('search_path', value, false); end $$;
create function leave_claims(value text) returns text language plpgsql volatile as $$
  begin perform set_config('app.tenant', value, false);
        return set_config('request.jwt.claims', json_build_object('tenant', value)::text, false); end $$;
create function leave_role(value text) returns text language plpgsql volatile as $$
  begin return set_config('role', value, false); end $$;
create function leave_timeout(value text) returns text language plpgsql volatile as $$
  begin return set_config('statement_timeout', value, false); end $$;
create function leave_temporary(value text) returns text language plpgsql volatile as $$
  begin execute format('create temp table left_behind as select %L::text as body', value); return value; end $$;
create function leave_shadow(value text) returns text language plpgsql volatile as $$
  begin execute format('create temp table docs as select 1 as id, %L::text as tenant, %L::text as body', value, value); return value; end $$;
create function leave_prepared(value text) returns text language plpgsql volatile as $$
  begin execute format('prepare left_behind as select %L::text', value); return value; end $$;
create function leave_cursor(value text) returns text language plpgsql volatile as $$
  begin execute format('declare left_behind cursor with hold for select %L::text', value); return value; end $$;
create function leave_lock(value text) returns text language plpgsql volatile as $$
  begin perform pg_advisory_lock(hashtext(value)); return value; end $$;
create function leave_ear(value text) returns text language plpgsql volatile as $$
  begin execute 'listen left_behind'; return value; end $$;
create function leave_shout(value text) returns text language plpgsql volatile as $$
  begin perform pg_notify('left_behind', value); return value; end $$;
create function fail_with(value text) returns text language plpgsql volatile as $$
  begin perform set_config('app.left', value, false); raise exception 'failed with %', value; end $$;
create function left_prepared() returns bigint language sql stable as
  $$ select count(*) from pg_prepared_statements where name = 'left_behind' $$;
create function left_cursors() returns bigint language sql stable as $$ select count(*) from pg_cursors where name = 'left_behind' $$;
create function left_ears() returns bigint language sql stable as $$ select count(*) from pg_listening_channels() $$;
create function left_temporary() returns bigint language sql stable as
  $$ select count(*) from pg_class where relname = 'left_behind' and pg_table_is_visible(oid) $$;
create function left_locks() returns bigint language sql stable as
  $$ select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() $$;
create function private() returns text language sql stable as
  $$ select current_setting('app.left', true) $$;
grant select, insert, update on docs to {login}, {role}, {other};
grant usage on sequence docs_id_seq, numbers to {login}, {role}, {other};
"""
OWNED = """
create schema {schema};
create table {schema}.account (id int primary key, owner text default '{mark}');
create table {schema}.entry (id int primary key, account_id int references {schema}.account);
comment on table {schema}.account is '{mark}';
insert into {schema}.account values (1);
create view {schema}.peek as select owner from {schema}.account;
grant usage on schema {schema} to {user};
grant all on all tables in schema {schema} to {user};
"""


def build(cluster, database, more=""):
    values = ", ".join(f"('{tenant}', '{mark}')" for tenant, mark in CANARIES.items())
    statements = SCHEMA.format(login=LOGIN, role=ROLE, other=OTHER_LOGIN, values=values, database=database)
    for tenant, seat in SEATS.items():
        statements += OWNED.format(schema=own_schema(tenant), mark=canary(tenant), user=USERS[seat])
    with cluster.psql(database) as admin:
        admin(statements + more)
    return cluster.dsn(database, LOGIN)


# -- the permissions file -------------------------------------------------------------------

ROLES = """
roles:
  base:
    operations: {operations}
    schemas: [public]
    functions: ["leave_*", "left_*", fail_with, private, pg_sleep, nextval, currval, lastval, setseed]
    claims: [sub, tenant]
    settings: {{app.tenant: tenant}}
  shared: {{inherits: base}}
  role: {{inherits: base, database: {{role: {role}}}}}
  login: {{inherits: base, database: {{login: {login}, password_file: {password}}}}}
  untold: {{functions: ["leave_*", "left_*", currval, lastval]}}
"""
# Of no tenant, and in the seat of two: row security is told nothing of it.
STRANGER = "stranger"


def token(tenant):
    return f"token-of-{tenant}"


def permissions(folder, seats=SEATS, operations='"*"', more_users="", issuer=None):
    """Writes the file: each tenant has a role of its own, which inherits that of its seat. Users and access tokens are named after it."""
    password = folder / "password"
    if not password.exists():
        password.write_text("not asked for\n")
    lines = ROLES.format(operations=operations, role=ROLE, login=OTHER_LOGIN, password=password)
    lines += "".join(f"  of_{tenant}: {{inherits: {seat}, schemas: [{own_schema(tenant)}]}}\n" for tenant, seat in seats.items())
    lines += "users:\n" + "".join(f"  {tenant}: {{role: of_{tenant}, claims: {{tenant: {tenant}}}}}\n" for tenant in seats)
    lines += f"  {STRANGER}: untold\n{more_users}"
    lines += "tokens:\n" + "".join(f"  - {{name: {tenant}, sha256: {hashlib.sha256(token(tenant).encode()).hexdigest()}}}\n" for tenant in (*seats, STRANGER))
    if issuer:
        lines += "match:\n" + "".join(f"  - {{issuer: '{issuer.url}', claim: tenant, is: {tenant}, role: of_{tenant}}}\n" for tenant in seats)
    file, fresh = folder / "permissions.yaml", folder / "permissions.new"
    fresh.write_text(lines)
    return fresh.replace(file)
