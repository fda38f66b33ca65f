"""Behind PgBouncer in transaction mode, which lends one connection to everybody in turn: seats, claims and limits are each caller's own,
nothing is left for the next one, and nothing counts that another program left."""
import itertools
import subprocess
import threading

import pytest

from harness import long_statements
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.pgbouncer import PgBouncer
from harness.seats import SCHEMA, SEEN, TENANTS, WHO, permissions, token
from harness.server import HttpServer, run
from harness.stdio_client import piped
from harness.waiting import eventually


@pytest.fixture
def pooler(cluster, fresh_database):
    with cluster.psql(fresh_database) as admin:
        admin(SCHEMA)
    with PgBouncer(cluster, ["postgres", "seat_shared", "seat_blue"], connections=1) as pooler:
        yield pooler


@pytest.fixture
def serve(pooler, fresh_database, tmp_path):
    servers = []

    def start(*flags, **more):
        server = HttpServer("--pooler", "transaction", "--conn", pooler.dsn(fresh_database, "seat_shared"),
                            "--permissions", permissions(tmp_path, **more), *flags).__enter__()
        servers.append(server)
        with Wire(server.port) as wire:
            eventually(lambda: wire.get("/health").status == 200, 5, "the database is up")
        return server

    yield start
    for server in servers:
        assert server.alive(), server.last_words()
        server.__exit__(None, None, None)


@pytest.fixture
def others(cluster, pooler, fresh_database):
    """What another program sees and does in the connection that everybody is lent."""
    def ask(sql):
        return subprocess.run([cluster.client, "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", pooler.dsn(fresh_database, "seat_shared"), "-c", sql],
                              check=True, capture_output=True, text=True).stdout.strip()

    return ask


COMPUTES = long_statements.STATEMENTS[1]
STATE = ("select concat_ws(' ', current_user, session_user, nullif(current_setting('app.tenant', true), ''), "
         "nullif(current_setting('request.jwt.claims', true), ''), current_setting('statement_timeout'), current_setting('default_transaction_read_only'), "
         "(select count(*) from pg_prepared_statements), (select count(*) from pg_locks where locktype = 'advisory'), "
         "(select count(*) from pg_class where relpersistence = 't'))")


@pytest.mark.parametrize("era", [LegacyClient, ModernClient])
def test_everybody_has_a_seat_and_sees_the_own_rows(serve, era):
    server = serve("--pool-max", "4")
    clients = {name: era(server.port, token=token(name)) for name in TENANTS}
    for _ in range(5):
        for name, client in clients.items():
            assert client.query(WHO).rows == [SEEN[name]]


@pytest.mark.parametrize("sql", ["select 1", "insert into docs values (7, 'green', 'mine')", "select 1 / 0", "insert into docs values (8, 'blue', 'forged')",
                                 COMPUTES.format(mark="too-long"), "select * from docs limit 1"])
def test_nothing_is_left_for_the_next_one(serve, others, sql):
    server = serve("--access", "read-write", "--statement-timeout-ms", "300", operations="select, insert")
    before = others(STATE)
    assert before == "seat_shared seat_shared 0 off 0 0 0"
    with ModernClient(server.port, token=token("green")) as green:
        green.query(sql)
        assert others(STATE) == before
        assert green.query(WHO).rows == [SEEN["green"]]


@pytest.mark.parametrize("left", ["set app.tenant = 'blue'", "set role seat_green", "set search_path = seat_green", "set default_transaction_read_only = off",
                                  "set request.jwt.claims = '{\"tenant\": \"blue\"}'", "set row_security = off", "set DateStyle = 'German'",
                                  "set statement_timeout = 1", "set standard_conforming_strings = off"])
def test_nothing_counts_that_another_program_left(serve, others, left):
    server = serve()
    others(left)
    for name in TENANTS:
        with ModernClient(server.port, token=token(name)) as client:
            assert client.query(WHO).rows == [SEEN[name]]
            shown = client.query("select current_setting('DateStyle'), current_setting('standard_conforming_strings'), whose from mine").rows
            assert shown == [["ISO, MDY", "on", "green" if name == "green" else "public"]]


def test_statements_that_need_a_session_are_refused(pooler, fresh_database, others):
    before = others(STATE)
    with piped("--pooler", "transaction", "--conn", pooler.dsn(fresh_database, "seat_shared"), "--access", "read-write") as client:
        for sql in ["create temp table t (a int)", "vacuum", "create index concurrently i on docs (id)", "do $$ begin perform 1; end $$", "call p()",
                    "select pg_advisory_lock(1)", "create temporary view v as select 1", "drop index concurrently i", "reindex table docs"]:
            refused = client.query(sql)
            assert refused.is_error, sql
            assert refused.error["rule"] in ("session-left", "advisory-lock"), (sql, refused.error)
        assert client.query("select 1").rows == [[1]]
    assert others(STATE) == before


def test_all_tools_work(serve):
    server = serve()
    with ModernClient(server.port, token=token("green")) as green:
        for tool, arguments in {"list_schemas": {}, "list_tables": {"schema": "public"}, "describe_table": {"table_name": "docs"}, "get_foreign_keys": {"table_name": "docs"},
                                "find_relationships": {"table_name": "docs"}, "server_info": {}, "db_identity": {}}.items():
            assert not green.call(tool, **arguments).is_error, tool


def test_a_client_that_leaves_ends_its_statement_and_nobody_elses(serve, activity):
    server = serve("--pool-max", "4")
    with ModernClient(server.port, token=token("green")) as green, ModernClient(server.port, token=token("blue")) as blue:
        hers = long_statements.begin(green, activity, "of-green", COMPUTES)
        his = long_statements.begin(blue, activity, "of-blue", COMPUTES)
        hers.hang_up()
        long_statements.gone(activity, "of-green", within=5)
        assert activity("of-blue") and not his.done()
        his.hang_up()


@pytest.mark.parametrize("connections", [1, 3])
def test_nobody_ever_sees_somebody_elses_rows(serve, cluster, connections):
    """Backends are ended meanwhile."""
    server = serve("--pool-min", "1", "--pool-max", str(connections))
    mistakes, done = [], []

    def caller(name, era):
        with era(server.port, token=token(name)) as client:
            for _ in range(80):
                result = client.query(WHO)
                if result.is_error:
                    if result.error["code"] not in ("connection_lost", "unavailable", "busy"):
                        mistakes.append((name, result.error))
                else:
                    (done if result.rows == [SEEN[name]] else mistakes).append((name, result.rows))

    threads = [threading.Thread(target=caller, args=(name, era)) for name, era in itertools.product(TENANTS, [LegacyClient, ModernClient])]
    for thread in threads:
        thread.start()
    with cluster.psql() as admin:
        while any(thread.is_alive() for thread in threads):
            admin("select pg_terminate_backend(pid) from pg_stat_activity where usename like 'seat_%' order by random() limit 1")
            threads[0].join(0.1)
    assert not mistakes, mistakes[:5]
    assert len(done) > 300


def test_without_the_flag_the_error_says_what_is_there(pooler, fresh_database):
    with piped("--conn", pooler.dsn(fresh_database, "seat_shared")) as client:
        refused = client.query("select 1")
        assert refused.is_error and "--pooler transaction" in refused.error["hint"]


def test_unrestricted_access_does_not_go_with_it():
    code, _, told = run("--pooler", "transaction", "--access", "unrestricted", "--conn", "postgresql:///x")
    assert code == 2 and "contradict each other" in told
