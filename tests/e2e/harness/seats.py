"""Three tenants in one table, each in a seat of another kind: tables, permissions, tokens, and what each of them sees."""
import hashlib

TENANTS = {"red": "shared", "green": "role", "blue": "login"}
SCHEMA = """
create table docs (id int, tenant text, body text);
insert into docs select n, t, 'canary of ' || t from generate_series(1, 3) n, unnest(array['red', 'green', 'blue']) t;
alter table docs enable row level security;
alter table docs force row level security;
create policy own on docs using (tenant = current_setting('app.tenant', true)
  and tenant = nullif(current_setting('request.jwt.claims', true), '')::json->>'tenant');
create table private_of_green (secret text);
insert into private_of_green values ('canary of green');
create schema seat_green;
create table seat_green.mine (whose text);
insert into seat_green.mine values ('green');
create table public.mine (whose text);
insert into public.mine values ('public');
do $$ begin
  create role seat_shared login; create role seat_green; create role seat_blue login;
exception when duplicate_object then null; end $$;
grant seat_green to seat_shared;
grant select, insert on docs to seat_shared, seat_green, seat_blue;
grant select on mine to seat_shared, seat_green, seat_blue;
grant select on private_of_green to seat_green;
grant usage on schema seat_green to seat_green;
grant select on seat_green.mine to seat_green;
"""
ROLES = """
roles:
  base: {{operations: [{operations}], schemas: [public, seat_green], claims: [sub, tenant], settings: {{app.tenant: tenant}}}}
  shared: {{inherits: base}}
  role: {{inherits: base, database: {{role: {role}}}}}
  login: {{inherits: base, database: {{login: seat_blue, password_file: {password}}}}}
"""
WHO = "select current_user::text, coalesce(string_agg(distinct tenant, ','), 'none') from docs"
SEEN = {"red": ["seat_shared", "red"], "green": ["seat_green", "green"], "blue": ["seat_blue", "blue"]}


def permissions(folder, role="seat_green", operations="select", names=TENANTS, form="roles"):
    password = folder / "password"
    password.write_text("secret of blue\n")
    lines = ROLES.format(operations=operations, role=role, password=password) + "users:\n"
    lines += "".join(f"  {name}: {{role: {kind}, claims: {{tenant: {name}}}}}\n" for name, kind in names.items())
    lines += "tokens:\n" + "".join(f"  - {{name: {name}, sha256: {hashlib.sha256(token(name).encode()).hexdigest()}}}\n" for name in names)
    file = folder / "permissions.yaml"
    file.write_text(lines)
    return file


def token(name):
    return f"token-of-{name}"
