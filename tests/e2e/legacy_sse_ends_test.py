"""Every end of an HTTP+SSE client reaches PostgreSQL, and whose stream it is. Each test has a bystander who must not notice."""
import hashlib
import json
import socket

import pytest

from harness import messages
from harness.event_stream import EventStream
from harness.http_client import ModernClient, Wire
from harness.long_statements import STATEMENTS, begin, gone
from harness.server import HttpServer
from harness.sse_pipe import SseClient, SsePipe
from harness.waiting import eventually


@pytest.fixture
def two(shared_server):
    with SseClient(shared_server) as one, SseClient(shared_server, messages.LEGACY) as two:
        yield one, two


@pytest.mark.parametrize("sql", STATEMENTS, ids=["sleep", "compute", "rows"])
def test_a_stream_that_closes_stops_its_statements_and_no_others(two, activity, sql):
    one, other = two
    bystander = begin(other, activity, "sse_bystander", "select pg_sleep(1.5), '{mark}' as mark")
    begin(one, activity, "sse_left", sql)
    begin(one, activity, "sse_left_too", sql)
    one.hang_up()
    gone(activity, "sse_left")
    assert other.result(bystander).rows[0][-1] == "sse_bystander"
    assert one.pipe.post(json.dumps(messages.request(1, "ping")).encode()).status == 404


@pytest.mark.parametrize("sql", STATEMENTS, ids=["sleep", "compute", "rows"])
def test_notifications_cancelled_stops_the_statement(two, activity, sql):
    one, other = two
    call = begin(one, activity, "sse_cancel", sql)
    other.cancel(call)
    assert other.query("select 1").rows == [[1]]
    assert activity("sse_cancel"), "a stranger's cancel"
    one.cancel(call)
    gone(activity, "sse_cancel")
    assert one.query("select 1").rows == [[1]]
    assert not one.answered(call), "a cancelled request is not answered on a pipe"


def test_whoever_posted_and_left_has_not_cancelled(shared_server, two, activity):
    one, other = two
    with Wire(shared_server.port) as wire:
        body = json.dumps(messages.tool_call("posted", "query", {"sql": "select pg_sleep(1), 'posted' as mark"})).encode()
        assert one.pipe.post(body, wire=wire).status == 202
    assert other.query("select 1").rows == [[1]]
    assert one.result("posted").rows[0][-1] == "posted"


def test_a_queued_call_goes_with_its_stream(sample_dsn, activity):
    with HttpServer("--conn", sample_dsn, env={"MCP_POOL_MIN": "1", "MCP_POOL_MAX": "1"}) as server:
        with SseClient(server) as one, ModernClient(server.port) as two:
            running = two.begin("query", sql="select pg_sleep(1), 'holds_it' as mark")
            eventually(lambda: activity("holds_it"), 5, "the connection is held")
            one.begin("query", sql="select pg_sleep(60), 'never_started' as mark")
            one.hang_up()
            assert running.result().rows[0][-1] == "holds_it"
            assert two.query("select 'next' as who").rows == [["next"]], "the queued call took the connection"
            assert not activity("never_started")


def test_a_half_closed_stream_goes_on_until_its_client_is_gone(shared_server, two, activity):
    with socket.create_connection(("127.0.0.1", shared_server.port), 10) as raw, Wire(shared_server.port) as wire:
        raw.sendall(b"GET /sse HTTP/1.1\r\nHost: localhost\r\n\r\n")
        raw.shutdown(socket.SHUT_WR)
        seen = b""
        while b"\n\n\r\n" not in seen:
            seen += raw.recv(4096)
        endpoint = seen.split(b"data: ")[1].split(b"\n")[0].decode()

        def posted(message):
            return wire.exchange("POST", endpoint, json.dumps(message).encode(), {"Content-Type": "application/json"}).status

        def read_until(text):
            seen = b""
            while text not in seen:
                piece = raw.recv(65536)
                assert piece, "the stream ended"
                seen += piece
        assert posted(messages.initialize()) == 202
        read_until(b"serverInfo")
        assert posted(messages.tool_call(1, "query", {"sql": "select pg_sleep(1.2), 'half' || '_closed' as mark"})) == 202
        read_until(b"half_closed")
        assert posted(messages.tool_call(2, "query", {"sql": "select pg_sleep(60), 'wholly_closed' as mark"})) == 202
        eventually(lambda: activity("wholly_closed"), 5, "it runs")
    gone(activity, "wholly_closed", within=2)
    assert two[0].query("select 1").rows == two[1].query("select 1").rows == [[1]]


def test_a_write_that_was_sent_finishes_when_its_stream_closes(cluster, fresh_database, activity):
    with HttpServer("--conn", cluster.dsn(fresh_database, "mcp_owner")) as server, SseClient(server) as one, \
            ModernClient(server.port) as two:
        begin(one, activity, "sse_write", "insert into scratch select 900, '{mark}' from pg_sleep(1)")
        one.hang_up()
        gone(activity, "sse_write", within=4)
        found, _ = eventually(lambda: two.query("select v from scratch where id = 900").rows, 3, "the row is there")
        assert found == [["sse_write"]]


def test_sigterm_lets_short_work_finish_on_the_stream_and_then_ends_it(sample_dsn, activity):
    with HttpServer("--conn", sample_dsn) as server, SseClient(server) as one, SseClient(server) as two, SsePipe(server) as quiet:
        calls = [begin(each, activity, f"sse_short_{n}", "select pg_sleep(1), '{mark}' as mark") for n, each in enumerate((one, two))]
        server.process.terminate()
        assert quiet.lines.get(timeout=5) is None, "a stream with nothing in flight ends at once"
        for n, client in enumerate((one, two)):
            assert client.result(calls[n], within=5).rows[0][-1] == f"sse_short_{n}"
        assert server.wait(6) == 0
        assert one.answer("nothing", within=5) is None, "the stream ended"


def test_sigterm_stops_reads_after_the_grace_and_answers_them(sample_dsn, activity):
    with HttpServer("--conn", sample_dsn, "--grace-ms", "500") as server, SseClient(server) as one, SseClient(server) as two:
        calls = [begin(each, activity, f"sse_term_{n}") for n, each in enumerate((one, two))]
        server.process.terminate()
        for n, client in enumerate((one, two)):
            gone(activity, f"sse_term_{n}", within=2)
            assert client.result(calls[n], within=5).is_error
        assert server.wait(5) == 0


# -- whose it is -----------------------------------------------------------------

ALICE, BOB = "token-of-alice", "token-of-bob"


@pytest.fixture(scope="module")
def guarded(sample_dsn, tmp_path_factory):
    file = tmp_path_factory.mktemp("guarded") / "permissions.yaml"
    file.write_text("tokens:\n" + "".join(f"  - name: {name}\n    sha256: {hashlib.sha256(token.encode()).hexdigest()}\n"
                                          for name, token in (("alice", ALICE), ("bob", BOB))))
    with HttpServer("--conn", sample_dsn, "--permissions", file, "--log-level", "trace") as server:
        with Wire(server.port) as wire:
            eventually(lambda: wire.get("/health").status == 200, 5, "the database is up")
        yield server
        server.terminate()
        for word in (ALICE, BOB):
            assert word not in server.full_log(), "a token in the log"


def test_a_stream_belongs_to_who_opened_it(guarded):
    with SseClient(guarded, token=ALICE) as alice, SseClient(guarded, token=BOB) as bob, \
            Wire(guarded.port) as nobody, Wire(guarded.port, token=BOB) as stranger:
        body = json.dumps(messages.tool_call(1, "query", {"sql": "select 'not mine'"})).encode()
        unknown = stranger.exchange("POST", "/messages/?session_id=" + "0" * 32, body, {"Content-Type": "application/json"})
        foreign = alice.pipe.post(body, wire=stranger)
        assert (foreign.status, foreign.body) == (unknown.status, unknown.body) == (404, unknown.body)
        assert alice.pipe.post(body, wire=nobody).status == 401
        assert alice.query("select 'alice' as who").rows == [["alice"]]
        assert bob.query("select 'bob' as who").rows == [["bob"]]


def test_every_client_is_told_that_the_permissions_changed(sample_dsn, tmp_path):
    file = tmp_path / "permissions.yaml"
    entries = [f"  - name: {name}\n    sha256: {hashlib.sha256(token.encode()).hexdigest()}\n" for name, token in (("alice", ALICE), ("bob", BOB))]
    file.write_text("tokens:\n" + "".join(entries))
    with HttpServer("--conn", sample_dsn, "--permissions", file) as server, SseClient(server, token=ALICE) as alice, \
            SseClient(server, token=BOB) as bob:
        file.write_text("tokens:\n" + entries[0])
        for client in (alice, bob):
            eventually(lambda: len(client.notices) == 3, 10, "all lists are said to have changed")
            assert {n["method"] for n in client.notices} == {f"notifications/{what}/list_changed" for what in ("tools", "prompts", "resources")}
        assert alice.query("select 1").rows == [[1]]
        assert bob.pipe.post(json.dumps(messages.request(1, "ping")).encode()).status == 401, "bob's token is gone"


def test_no_stream_without_a_token_and_none_by_the_address(guarded):
    with Wire(guarded.port) as wire, SseClient(guarded, token=ALICE) as alice:
        for path in ("/sse", f"/sse?access_token={ALICE}", f"{alice.pipe.endpoint}&access_token={ALICE}"):
            reply = wire.exchange("GET" if path.startswith("/sse") else "POST", path, None, {"Accept": "text/event-stream"})
            assert reply.status == 401 and reply.headers["www-authenticate"].startswith("Bearer")
            assert reply.answer["jsonrpc"] == "2.0"
        with EventStream(guarded.port, "GET", "/sse", {"Authorization": f"Bearer {ALICE}x"}) as stream:
            assert stream.status == 401
        assert alice.query("select 1").rows == [[1]]


def test_the_same_id_of_two_callers_gives_each_their_own(guarded):
    with SseClient(guarded, token=ALICE) as alice, SseClient(guarded, token=BOB) as bob:
        alice.begin("query", id=1, sql="select pg_sleep(0.3), 'alice' as who")
        bob.begin("query", id=1, sql="select 'bob' as who")
        assert bob.result(1).rows == [["bob"]]
        assert alice.result(1).rows[0][-1] == "alice"
