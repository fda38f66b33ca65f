"""Seats: statements of each role run as the database role or login that the permissions file names, and row security knows the caller."""
import random
import threading

import pytest

from harness.http_client import LegacyClient, ModernClient, Wire
from harness.seats import SCHEMA, SEEN, TENANTS, WHO, permissions, token
from harness.server import ROOT, HttpServer, StdioServer
from harness.stdio_client import StdioClient
from harness.waiting import eventually

@pytest.fixture
def database(cluster, fresh_database):
    with cluster.psql(fresh_database) as admin:
        admin(SCHEMA)
    return cluster.dsn(fresh_database, "seat_shared")


@pytest.fixture
def serve(database, tmp_path):
    servers = []

    def start(*flags, **more):
        server = HttpServer("--conn", database, "--permissions", permissions(tmp_path, **more), "--pool-min", "1", *flags).__enter__()
        servers.append(server)
        with Wire(server.port) as wire:
            eventually(lambda: wire.get("/health").status == 200, 5, "the database is up")
        return server

    yield start
    for server in servers:
        server.__exit__(None, None, None)


@pytest.mark.parametrize("connections", [1, 2, 8])
@pytest.mark.parametrize("era", [LegacyClient, ModernClient])
def test_everybody_has_a_seat_and_sees_the_own_rows(serve, era, connections):
    server = serve("--pool-max", str(connections))
    clients = {name: era(server.port, token=token(name)) for name in TENANTS}
    for _ in range(3):
        for name, client in clients.items():
            assert client.query(WHO).rows == [SEEN[name]]


def test_a_name_means_what_it_means_in_the_seat(serve):
    server = serve("--pool-max", "1")
    for name, whose in [("red", "public"), ("green", "green"), ("blue", "public"), ("green", "green")]:
        with ModernClient(server.port, token=token(name)) as client:
            assert client.query("select whose from mine").rows == [[whose]]


def test_privileges_are_those_of_the_seat(serve):
    server = serve()
    answers = {}
    for name in TENANTS:
        with ModernClient(server.port, token=token(name)) as client:
            answers[name] = client.query("select secret from private_of_green")
    assert answers["green"].rows == [["canary of green"]]
    assert answers["blue"].is_error and answers["blue"].error["sqlstate"] == "42501"


ESCAPES = [
    "reset role", "set role none", "set role seat_shared", "set local role none", "set session authorization default", "reset all", "discard all",
    "set session authorization seat_shared", "set app.tenant = 'red'", "set local app.tenant = 'red'", "select set_config('role', 'none', false)",
    "select set_config('app.tenant', 'red', true)", "select pg_catalog.set_config('request.jwt.claims', '{\"tenant\":\"red\"}', true), * from docs",
    "update pg_settings set setting = 'none' where name = 'role'", "do $$ begin reset role; end $$",
    "do $$ begin perform set_config('app.tenant', 'red', true); end $$",
    "create function f() returns int language plpgsql as $$ begin reset role; return 1; end $$",
    "create function f() returns int language sql as 'select 1' set role = 'seat_shared'",
    "create procedure p() language plpgsql as $$ begin reset role; end $$", "alter function now() set role = 'seat_shared'",
    "create rule r as on insert to docs do also select set_config('role', 'none', false)",
    "create view v as select set_config('role', 'none', false)", "alter table docs disable row level security",
    "alter table docs no force row level security", "alter policy own on docs using (true)", "drop policy own on docs", "alter role seat_green bypassrls",
    "create policy more on docs using (true)", "begin", "commit", "rollback", "select query_to_xml('select set_config(''role'', ''none'', true)', true, true, '')",
    "explain analyze select set_config('role', 'none', false)", "prepare p as select set_config('role', 'none', false)",
    "with x as (select set_config('role', 'none', true)) select current_user from x", "select 1; reset role", "create aggregate a (text) (sfunc = set_config, stype = text)",
    "create operator === (function = set_config, leftarg = text, rightarg = text)", "create extension dblink",
    "select * from dblink('dbname=postgres', 'select 1') t(a int)", "alter database postgres set role = 'none'", "load 'plpgsql'",
    "copy docs to program 'cat'", "create trigger t before insert on docs execute function set_config()", "alter table docs owner to seat_shared",
]


@pytest.mark.parametrize("access", ["read-only", "read-write"])
@pytest.mark.parametrize("name", ["green", "red"])
def test_no_statement_leaves_its_seat(serve, cluster, access, name):
    server = serve("--access", access, "--pool-max", "1", operations='"*"')
    with ModernClient(server.port, token=token(name)) as client:
        for sql in ESCAPES:
            assert client.query(sql).is_error, sql
            assert client.query(WHO).rows == [SEEN[name]], sql
    with ModernClient(server.port, token=token("blue")) as client:
        assert client.query(WHO).rows == [SEEN["blue"]]


def test_writes_are_held_to_the_rows_of_the_caller(serve):
    server = serve("--access", "read-write", operations="select, insert")
    with ModernClient(server.port, token=token("green")) as green, ModernClient(server.port, token=token("blue")) as blue:
        refused = green.query("insert into docs values (9, 'blue', 'forged')")
        assert refused.is_error and "row-level security" in str(refused.error) + refused.text
        assert not green.query("insert into docs values (9, 'green', 'mine')").is_error
        assert green.query("select count(*) from docs").rows == [[4]]
        assert blue.query("select count(*) from docs").rows == [[3]]


def test_a_seat_that_cannot_be_taken_is_said_and_is_nobody_elses_trouble(serve):
    server = serve(role="not_there", *["--pool-max", "2"])
    with ModernClient(server.port, token=token("green")) as green, ModernClient(server.port, token=token("red")) as red:
        for _ in range(3):
            refused = green.query("select 1")
            assert refused.is_error and refused.error["code"] == "unavailable" and "not_there" in str(refused.error) + refused.text
            assert red.query(WHO).rows == [SEEN["red"]]


def test_a_role_changed_by_reload_takes_the_other_seat(serve, tmp_path):
    server = serve("--pool-max", "2")
    with ModernClient(server.port, token=token("green")) as client:
        assert client.query(WHO).rows == [SEEN["green"]]
        permissions(tmp_path, names={**TENANTS, "green": "login"})
        eventually(lambda: client.query(WHO).rows == [["seat_blue", "green"]], 5, "the other seat")


def test_over_stdio_the_named_principal_has_its_seat(database, tmp_path):
    for name in TENANTS:
        with StdioServer("--conn", database, "--permissions", permissions(tmp_path), "--principal", name) as server:
            client = StdioClient(server)
            client.initialize()
            assert client.query(WHO).rows == [SEEN[name]]


def test_the_example_keeps_tenants_apart(cluster, fresh_database):
    with cluster.psql(fresh_database) as admin:
        admin("drop role if exists app_member")
        admin((ROOT / "configs/tenants.sql").read_text())
        try:
            for name, items in {"ann": [["a kite"], ["a rope"]], "bob": [["a lamp"]]}.items():
                with StdioServer("--conn", cluster.dsn(fresh_database), "--permissions", ROOT / "configs/tenants.yaml", "--principal", name) as server:
                    client = StdioClient(server)
                    client.initialize()
                    assert client.query("select item from app.orders order by id").rows == items
        finally:
            admin("drop schema app cascade; drop role app_member")


@pytest.mark.parametrize("connections", [1, 2, 4])
def test_nobody_ever_sees_somebody_elses_rows(serve, cluster, connections):
    """Callers of three seats at once, cancels and killed backends meanwhile."""
    server = serve("--pool-max", str(connections))
    mistakes, done = [], []

    def caller(name, seed):
        chance = random.Random(seed)
        for turn in range(60):
            era = chance.choice([LegacyClient, ModernClient])
            with era(server.port, token=token(name)) as client:
                for _ in range(chance.randrange(1, 4)):
                    sql = chance.choice([WHO, WHO + " limit 1", WHO.replace("docs", "(select * from docs) d")])
                    try:
                        result = client.query(sql)
                    except OSError as why:
                        mistakes.append((name, str(why)))
                        return
                    if result.is_error:
                        if result.error["code"] not in ("connection_lost", "unavailable", "busy"):
                            mistakes.append((name, result.error))
                    elif result.rows != [SEEN[name]]:
                        mistakes.append((name, result.rows))
                    else:
                        done.append(name)

    threads = [threading.Thread(target=caller, args=(name, seed)) for seed in range(2) for name in TENANTS]
    for thread in threads:
        thread.start()
    with cluster.psql() as admin:
        while any(thread.is_alive() for thread in threads):
            admin("select pg_terminate_backend(pid) from pg_stat_activity where usename like 'seat_%' order by random() limit 1")
            threads[0].join(0.2)
            highest = int(admin.value("select count(*) from pg_stat_activity where usename like 'seat_%'"))
            if highest > connections + 1:  # one that was given up may not have gone yet
                mistakes.append(("connections", highest))
    assert not mistakes, mistakes[:5]
    assert len(done) > 300 and set(done) == set(TENANTS)
