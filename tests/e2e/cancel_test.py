"""Every end reaches PostgreSQL: cancelled, disconnected, timed out, shut down, killed. Each test has a bystander who must not notice."""
import pytest

from harness.http_client import LegacyClient, ModernClient
from harness.long_statements import STATEMENTS, begin, gone
from harness.postgres import server_version
from harness.server import HttpServer, StdioServer
from harness.stdio_client import StdioClient
from harness.waiting import eventually


@pytest.mark.parametrize("sql", STATEMENTS, ids=["sleep", "compute", "rows"])
def test_notifications_cancelled_stops_the_statement_over_stdio(stdio, activity, sql):
    call = begin(stdio, activity, "stdio_cancel", sql)
    stdio.cancel(call)
    gone(activity, "stdio_cancel")
    assert stdio.query("select 1").rows == [[1]]
    assert not stdio.answered(call), "a cancelled request is not answered over stdio"


@pytest.mark.parametrize("sql", STATEMENTS, ids=["sleep", "compute", "rows"])
def test_notifications_cancelled_stops_the_statement_over_http(legacy, modern, activity, sql):
    bystander = begin(modern, activity, "http_bystander", "select pg_sleep(1.5), '{mark}' as mark")
    call = begin(legacy, activity, "http_cancel", sql)
    assert legacy.cancel(call.id).status == 202
    gone(activity, "http_cancel")
    assert call.response(2).status in {200, 202}
    assert bystander.result().rows[0][-1] == "http_bystander"


def test_a_client_cannot_cancel_what_another_runs_under_the_same_id(shared_server, legacy, activity):
    with LegacyClient(shared_server.port) as other:
        call = legacy.begin("query", id=77, sql="select pg_sleep(1), 'not_yours' as mark")
        eventually(lambda: activity("not_yours"), 5, "the statement runs")
        assert other.cancel(77).status == 202
        assert call.result().rows[0][-1] == "not_yours"


def test_cancelling_what_is_over_or_unknown_harms_nobody(legacy, modern):
    done = legacy.call("query", id=5, sql="select 1")
    assert done.rows == [[1]]
    assert [legacy.cancel(id).status for id in (5, 6, "five", 5)] == [202] * 4
    for n in range(20):
        assert legacy.query(f"select {n}").rows == [[n]]
        assert modern.query(f"select {n}").rows == [[n]]


def test_a_cancel_never_hits_the_next_statement(shared_server):
    """Cancels race with the ends of their statements; whatever else runs on those connections must not be hit."""
    with LegacyClient(shared_server.port) as one, ModernClient(shared_server.port) as two:
        for n in range(40):
            call = one.begin("query", sql=f"select pg_sleep(0.0{n % 10}), {n} as n")
            one.cancel(call.id)
            assert two.query(f"select pg_sleep(0.005), {n} as n").rows[0][-1] == n
            call.response(5)


def test_a_closed_modern_response_stops_the_statement(modern, legacy, activity):
    call = begin(modern, activity, "modern_left")
    call.hang_up()
    gone(activity, "modern_left")
    assert legacy.query("select 1").rows == [[1]]


def test_a_legacy_client_that_loses_its_connection_has_not_cancelled(legacy, modern, activity):
    call = begin(legacy, activity, "legacy_left", "select pg_sleep(2), '{mark}' as mark")
    call.hang_up()
    assert modern.query("select pg_sleep(0.5)").rows
    assert activity("legacy_left"), "disconnect is not cancellation in the legacy era, within its grace"
    gone(activity, "legacy_left", within=4)


def test_the_end_of_stdin_stops_the_statement(sample_dsn, activity):
    with StdioServer("--conn", sample_dsn) as server:
        client = StdioClient(server)
        client.initialize()
        for mark in ("stdin_ended", "stdin_ended_too"):
            begin(client, activity, mark)
        server.end_input()
        gone(activity, "stdin_ended")
        assert server.wait(5) == 0


@pytest.mark.parametrize("sql", STATEMENTS[:2], ids=["sleep", "compute"])
def test_sigterm_stops_reads_after_the_grace_and_answers_them(cluster, sample_dsn, activity, sql):
    with HttpServer("--conn", sample_dsn, "--grace-ms", "500") as server:
        one, two = LegacyClient(server.port), ModernClient(server.port)
        calls = [begin(one, activity, "term_one", sql), begin(two, activity, "term_two", sql)]
        server.process.terminate()
        gone(activity, "term_one", within=2)
        gone(activity, "term_two", within=2)
        for call in calls:
            assert call.result(5).is_error
        assert server.wait(5) == 0


def test_sigterm_lets_short_work_finish(sample_dsn, activity):
    with HttpServer("--conn", sample_dsn) as server:
        one, two = LegacyClient(server.port), ModernClient(server.port)
        calls = [begin(each, activity, f"short_{n}", "select pg_sleep(1), '{mark}' as mark") for n, each in enumerate((one, two))]
        server.process.terminate()
        for n, call in enumerate(calls):
            assert call.result(5).rows[0][-1] == f"short_{n}"
        assert server.wait(6) == 0


def test_the_statement_timeout_stops_the_statement_and_says_so(sample_dsn, activity):
    with HttpServer("--conn", sample_dsn, env={"POSTGRES_STATEMENT_TIMEOUT_MS": "400"}) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            late = [each.begin("query", sql="select pg_sleep(30), 'too_slow' as mark") for each in (one, two)]
            for call in late:
                result = call.result(5)
                assert result.is_error and "timeout" in result.text
                assert result.error["sqlstate"] == "57014"
            gone(activity, "too_slow")
            assert one.query("select 1").rows == [[1]]


# PostgreSQL 14 and later look for their client while they work; 13 comes to the statement timeout.
NOTICED = ({}, 2) if server_version() >= 14 else ({"POSTGRES_STATEMENT_TIMEOUT_MS": "5000"}, 6)


@pytest.mark.parametrize("sql", STATEMENTS, ids=["sleep", "compute", "rows"])
def test_after_kill_9_the_backend_is_gone_within_two_seconds(sample_dsn, activity, sql):
    environment, within = NOTICED
    with HttpServer("--conn", sample_dsn, env=environment) as server:
        one, two = LegacyClient(server.port), ModernClient(server.port)
        begin(one, activity, "killed_one", sql)
        begin(two, activity, "killed_two", sql)
        server.kill()
        gone(activity, "killed_one", within)
        gone(activity, "killed_two", within)


def test_a_write_that_was_sent_finishes_when_its_client_leaves(cluster, fresh_database, activity):
    with HttpServer("--conn", cluster.dsn(fresh_database, "mcp_owner")) as server:
        with ModernClient(server.port) as one, LegacyClient(server.port) as two:
            call = begin(one, activity, "write_left", "insert into scratch select 900, '{mark}' from pg_sleep(1)")
            call.hang_up()
            gone(activity, "write_left", within=4)
            found, _ = eventually(lambda: two.query("select v from scratch where id = 900").rows, 3, "the row is there")
            assert found == [["write_left"]]


def test_a_write_that_was_sent_finishes_when_it_is_cancelled(cluster, fresh_database, activity):
    with HttpServer("--conn", cluster.dsn(fresh_database, "mcp_owner")) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            call = begin(one, activity, "write_cancelled", "insert into scratch select 901, '{mark}' from pg_sleep(1)")
            one.cancel(call.id)
            assert not call.result(5).is_error
            assert two.query("select v from scratch where id = 901").rows == [["write_cancelled"]]


def test_a_queued_call_can_be_cancelled_before_it_starts(sample_dsn, activity):
    with HttpServer("--conn", sample_dsn, env={"MCP_POOL_MIN": "1", "MCP_POOL_MAX": "1"}) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            running = begin(two, activity, "holds_the_connection", "select pg_sleep(1.5), '{mark}' as mark")
            queued = one.begin("query", sql="select 'never_started' as mark")
            eventually(lambda: not queued.done(), 1, "the call is queued")
            one.cancel(queued.id)
            queued.response(3)
            assert running.result().rows[0][-1] == "holds_the_connection"
            assert one.query("select 1").rows == [[1]]
