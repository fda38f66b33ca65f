"""PostgreSQL is away, comes, goes and comes back: start at once, answer at once with what is wrong, recover alone."""
import json
import os
import signal
import time

import pytest

from harness.http_client import LegacyClient, ModernClient, Wire
from harness.offered import TOOLS
from harness.postgres import Cluster
from harness.proxy import CuttingProxy
from harness.server import HttpServer, StdioServer
from harness.stdio_client import StdioClient
from harness.waiting import eventually, free_port


@pytest.fixture
def own_cluster():
    cluster = Cluster().create()
    yield cluster
    cluster.remove()


def unreachable():
    return f"host=127.0.0.1 port={free_port()} user=nobody dbname=nothing"


def assert_unavailable(result):
    assert result.is_error
    assert result.error["code"] == "unavailable"
    assert result.error.get("hint") or result.text


@pytest.mark.parametrize("dsn", [unreachable(), "host=no-such-host.invalid dbname=x",
                                 "host=/no/such/socket dbname=x", "postgresql://user:sesame@127.0.0.1:1/x"])
def test_over_stdio_everything_is_answered_at_once(dsn):
    with StdioServer("--conn", dsn) as server:
        client = StdioClient(server)
        start = time.monotonic()
        client.initialize()
        assert time.monotonic() - start < 0.5, "initialize waited for the database"
        assert len(client.ask("tools/list", within=1)["result"]["tools"]) == len(TOOLS)
        assert not client.call("server_info", within=1).is_error
        ids = [client.begin("query", sql=f"select {n}") for n in range(2)]
        for id in ids:
            assert_unavailable(client.result(id, within=1))
        assert "sesame" not in server.log()
        server.end_input()
        assert server.wait(3) == 0


def test_over_http_everything_is_answered_at_once_and_health_is_503():
    with HttpServer("--conn", unreachable()) as server:
        assert server.started_within < 1
        with LegacyClient(server.port) as one, ModernClient(server.port) as two, Wire(server.port) as wire:
            for client in (one, two):
                start = time.monotonic()
                assert_unavailable(client.query("select 1"))
                assert_unavailable(client.call("list_schemas"))
                assert time.monotonic() - start < 2
            health = wire.get("/health")
            assert health.status == 503
            assert json.loads(health.body)["database"] == "down"


def test_a_wrong_password_or_database_is_told_without_the_password(cluster):
    with HttpServer("--conn", cluster.dsn("no_such_database", "postgres", password="sesame")) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            for client in (one, two):
                result = client.query("select 1")
                assert result.is_error
                assert "no_such_database" in result.texts and "sesame" not in json.dumps(result.value)
        assert "sesame" not in server.log()


def test_it_recovers_by_itself_when_postgresql_comes_up(own_cluster):
    with HttpServer("--conn", own_cluster.dsn()) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two, Wire(server.port) as wire:
            assert_unavailable(one.query("select 1"))
            own_cluster.start()
            for client in (one, two):
                eventually(lambda: not client.query("select 1").is_error, 10, "calls work again", every=0.1)
            eventually(lambda: wire.get("/health").status == 200, 5, "health is good again", every=0.1)


def test_a_restart_of_postgresql_costs_at_most_what_was_in_flight(own_cluster):
    own_cluster.start()
    with HttpServer("--conn", own_cluster.dsn()) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            assert one.query("select 1").rows == two.query("select 1").rows == [[1]]
            own_cluster.stop()
            assert_unavailable(one.query("select 1"))
            own_cluster.start()
            for client in (one, two):
                eventually(lambda: not client.query("select 1").is_error, 10, "calls work again", every=0.1)
            for n in range(20):
                assert one.query(f"select {n}").rows == two.query(f"select {n}").rows == [[n]]


def test_after_backends_were_killed_while_idle_the_next_calls_work(cluster, fresh_database):
    # Between two statements of its set-up, a new connection is idle for a moment.
    backends = (f"from pg_stat_activity where datname = '{fresh_database}' and state = 'idle' "
                "and clock_timestamp() - state_change > interval '200 ms'")

    def kill_all(admin):
        killed = ",".join(row[0] for row in admin(f"select pid, pg_terminate_backend(pid) {backends}"))
        eventually(lambda: admin.value(f"select count(*) from pg_stat_activity where pid in ({killed})") == "0", 5, "they are gone")

    with HttpServer("--conn", cluster.dsn(fresh_database, "mcp_owner")) as server, cluster.psql() as admin:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            for _ in range(5):
                assert one.query("select 1").rows == two.query("select 1").rows == [[1]]
                eventually(lambda: int(admin.value(f"select count(*) {backends}")) >= 2, 5, "the pool is at rest")
                kill_all(admin)
                assert one.query("select 1").rows == two.query("select 1").rows == [[1]]
            for n in range(20):
                assert one.query(f"select {n}").rows == two.query(f"select {n}").rows == [[n]]


def test_a_backend_killed_under_a_read_is_retried_or_told(cluster, fresh_database):
    with HttpServer("--conn", cluster.dsn(fresh_database, "mcp_owner")) as server, cluster.psql() as admin:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            call = one.begin("query", sql="select pg_sleep(1), 'shot' as mark")
            shoot = ("select pg_terminate_backend(pid) from pg_stat_activity "
                     "where position('''shot''' in query) > 0 and state = 'active' and pid <> pg_backend_pid()")
            eventually(lambda: admin(shoot), 5, "the read runs and is shot")
            result = call.result(10)
            assert not result.is_error or result.error["code"] == "connection_lost"
            assert two.query("select 1").rows == [[1]]


def test_a_backend_killed_under_a_write_leaves_the_outcome_unknown_and_nothing_is_sent_twice(cluster, fresh_database):
    with HttpServer("--conn", cluster.dsn(fresh_database, "mcp_owner")) as server, cluster.psql(fresh_database) as admin:
        with ModernClient(server.port) as one, LegacyClient(server.port) as two:
            call = one.begin("query", sql="insert into scratch select 990, 'shot_write' from pg_sleep(1)")
            shoot = ("select pg_terminate_backend(pid) from pg_stat_activity "
                     "where position('shot_write' in query) > 0 and state = 'active' and pid <> pg_backend_pid()")
            eventually(lambda: admin(shoot), 5, "the write runs and is shot")
            result = call.result(10)
            assert result.is_error and result.error["code"] == "outcome_unknown", result.text
            assert two.query("select count(*) from scratch where id = 990").rows == [[0]]


def test_a_database_that_stops_answering_does_not_hang_the_server(own_cluster):
    """Stopped processes accept nothing and answer nothing."""
    own_cluster.start()
    with HttpServer("--conn", own_cluster.dsn(), env={"POSTGRES_STATEMENT_TIMEOUT_MS": "500"}) as server, own_cluster.psql() as admin:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            assert one.query("select 1").rows == [[1]]
            pids = [int(pid) for pid, in admin("select pid from pg_stat_activity where application_name like 'howdah%'")]
            for pid in pids:
                os.kill(pid, signal.SIGSTOP)
            try:
                call = one.begin("query", sql="select 1")
                assert two.ask("tools/list")["result"]["tools"]
                assert two.call("server_info").json()["name"]
                call.response(20)
            finally:
                for pid in pids:
                    os.kill(pid, signal.SIGCONT)


def through(proxy):
    return f"host=127.0.0.1 port={proxy.port} user=mcp_owner dbname=sample sslmode=disable"


def test_a_connection_lost_in_its_set_up_is_opened_again(cluster):
    with CuttingProxy(cluster, cuts=1) as proxy, StdioServer("--conn", through(proxy), "--pool-min", "1") as server:
        client = StdioClient(server)
        client.initialize()
        ids = [client.begin("query", sql=f"select {n}") for n in range(2)]
        assert [client.result(id, within=5).rows for id in ids] == [[[0]], [[1]]]
        assert proxy.cut == 1


def test_connections_that_are_always_lost_are_told_as_such(cluster):
    with CuttingProxy(cluster, cuts=1000) as proxy, StdioServer("--conn", through(proxy)) as server:
        client = StdioClient(server)
        client.initialize()
        for id in [client.begin("query", sql=f"select {n}") for n in range(2)]:
            result = client.result(id, within=3)
            assert_unavailable(result)
            assert "while it was being set up" in result.text
