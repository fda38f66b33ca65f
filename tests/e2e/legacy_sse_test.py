"""The old HTTP+SSE transport of revision 2024-11-05: an event stream that names where to post, and everything else as on a pipe."""
import json
import re
import socket

import pytest

from harness import messages
from harness.event_stream import EventStream
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.memory import measured
from harness.messages import request
from harness.offered import TOOLS
from harness.server import HttpServer
from harness.sse_pipe import SseClient, SsePipe
from harness.waiting import eventually, free_port

REVISIONS = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def two(shared_server):
    with SseClient(shared_server) as one, SseClient(shared_server, messages.LEGACY) as two:
        yield one, two


@pytest.fixture
def wire(shared_server):
    with Wire(shared_server.port) as wire:
        yield wire


@pytest.fixture
def changing(cluster, fresh_database):
    """A server on a database of its own, and the means to change its tables."""
    with HttpServer("--conn", cluster.dsn(fresh_database, "mcp_owner")) as server, Wire(server.port) as wire, \
            cluster.psql(fresh_database) as psql:
        eventually(lambda: wire.get("/health").status == 200, 10, "the database is up")
        psql("create table watched (id int primary key)")
        server.psql = psql
        yield server
        assert server.alive(), server.last_words()


# -- what is served --------------------------------------------------------------


@pytest.mark.parametrize("version", REVISIONS)
def test_every_legacy_revision_is_served(shared_server, version):
    with SseClient(shared_server, version) as client, SseClient(shared_server) as other:
        assert client.initialized["protocolVersion"] == version
        assert [tool["name"] for tool in client.ask("tools/list")["result"]["tools"]] == TOOLS
        assert client.ask("ping")["result"] == {}
        assert client.query("select 'one' as who").text == "who\n---\none"
        assert other.query("select 'other' as who").rows == [["other"]]
        assert client.query("select * from no_such_table").is_error


def test_the_stream_is_an_event_stream_that_begins_with_a_path_of_its_own(shared_server):
    with SsePipe(shared_server) as one, SsePipe(shared_server) as two:
        for pipe in (one, two):
            assert pipe.endpoint.startswith("/messages/?session_id=")
            assert len(pipe.session_id) == 32 and set(pipe.session_id) <= set("0123456789abcdef")
            assert pipe.stream.reply.headers["Cache-Control"] == "no-cache"
            assert pipe.stream.reply.headers["X-Accel-Buffering"] == "no"
        assert one.session_id != two.session_id


def test_a_request_before_initialize_is_refused_as_on_any_pipe(shared_server):
    with SseClient(shared_server, version=None) as client, SseClient(shared_server) as other:
        assert client.ask("tools/list")["error"]["code"] == -32602
        assert client.ask("ping")["result"] == {}
        client.initialize("2024-11-05")
        assert client.ask("initialize", messages.initialize()["params"])["error"]["code"] == -32600
        assert other.query("select 1").rows == [[1]]


def test_the_era_is_decided_for_each_message(two):
    for client in two:
        client.send(messages.modern(request("discover", "server/discover")))
        assert messages.MODERN in client.answer("discover")["result"]["supportedVersions"]
        client.send(messages.modern(messages.tool_call("new", "query", {"sql": "select 'new' as era"})))
        answer = client.answer("new")
        assert messages.Result(answer).rows == [["new"]] and answer["result"]["resultType"] == "complete"
        assert client.query("select 'old' as era").rows == [["old"]]
        assert client.ask("no/such")["error"]["code"] == -32601


def test_batches_are_answered_as_one_where_the_revision_has_them(shared_server):
    batch = [messages.tool_call("a", "query", {"sql": "select 'a' as x"}), messages.notification("notifications/initialized"),
             messages.tool_call("b", "query", {"sql": "select 'b' as x"}), request("c", "ping"), 5]
    with SseClient(shared_server, "2025-03-26") as client, SseClient(shared_server) as newer:
        client.send(batch)
        answers = {answer["id"]: answer for answer in client.answer("batch")}
        assert [messages.Result(answers[id]).text for id in ("a", "b")] == ["x\n---\na", "x\n---\nb"]
        assert answers["c"]["result"] == {} and answers[None]["error"]["code"] == -32600
        newer.send(batch)
        assert newer.answer(None)["error"]["code"] == -32600


def test_the_same_id_twice_in_flight_is_answered_twice(two):
    for client in two:
        client.begin("query", id=1, sql="select pg_sleep(0.4), 'slow' as tag")
        client.begin("query", id=1, sql="select 'fast' as tag")
    for client in two:
        assert [client.result(1).rows[0][-1] for _ in range(2)] == ["fast", "slow"]


def test_messages_may_come_on_any_connection(shared_server, two):
    for n in range(10):
        for client in two:
            with Wire(shared_server.port) as wire:
                body = json.dumps(messages.tool_call(n, "query", {"sql": f"select {n} as n"})).encode()
                assert client.pipe.post(body, wire=wire).status == 202
    for n in range(10):
        for client in two:
            assert client.result(n).rows == [[n]]


def test_pipelined_posts_are_accepted_in_order_and_among_other_requests(shared_server, two):
    one, _ = two
    body = json.dumps(request("piped", "ping")).encode()
    post = f"POST {one.pipe.endpoint} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" \
           f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    lost = post.replace(one.pipe.session_id.encode(), b"0" * 32)
    health = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", shared_server.port), 10) as raw:
        raw.sendall(health + post + lost + post + health.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        answer = b""
        while piece := raw.recv(65536):
            answer += piece
    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"200", b"202", b"404", b"202", b"200"]
    assert [one.answer("piped")["result"] for _ in range(2)] == [{}, {}]


def test_many_calls_at_once_are_all_answered(two):
    calls = [(n, client.begin("query", sql=f"select {n} as n, pg_sleep(0.005)")) for n in range(150) for client in two]
    for (n, call), client in zip(calls, two * 150):
        assert client.result(call, within=30).rows[0][0] == n


def test_large_answers_arrive_whole(two):
    for client in two:
        result = client.query("select repeat('x', 1000) as x from generate_series(1, 400)", within=20)
        assert [len(row[0]) for row in result.rows] == [1000] * len(result.rows) and len(result.rows) >= 300


# -- what the server says by itself ----------------------------------------------


def test_progress_and_log_messages_come_before_the_answer(changing):
    with SseClient(changing) as client, SseClient(changing) as other:
        assert client.ask("logging/setLevel", {"level": "notice"})["result"] == {}
        result = client.call("query", sql="drop table if exists there_is_none")
        assert not result.is_error
        notice, = [n["params"] for n in client.notices if n["method"] == "notifications/message"]
        assert "there_is_none" in notice["data"]["message"]
        client.send(messages.tool_call("long", "query", {"sql": "select pg_sleep(2.5)"}, progress_token="p"))
        assert not client.result("long").is_error
        told = [n["params"] for n in client.notices if n["method"] == "notifications/progress"]
        assert told and all(each["progressToken"] == "p" for each in told)
        assert not other.notices, "the other client hears nothing of it"


def test_a_session_hears_of_the_table_that_it_subscribed_to(changing):
    with SseClient(changing) as client, SseClient(changing) as other, \
            LegacyClient(changing.port) as third:
        assert client.ask("resources/subscribe", {"uri": "table://public/watched"})["result"] == {}
        changing.psql("alter table watched add column a int")
        eventually(lambda: client.notices, 10, "the subscriber is told")
        assert client.notices == [messages.notification("notifications/resources/updated", {"uri": "table://public/watched"})]
        assert not other.notices and third.query("select 1").rows == [[1]]


def test_whoever_listens_in_the_new_era_is_told_on_the_stream(changing):
    with SseClient(changing) as client, SseClient(changing) as other:
        wanted = {"notifications": {"resourceSubscriptions": ["table://public/watched"]}}
        client.send(messages.modern(request("l", "subscriptions/listen", wanted)))
        eventually(lambda: len(client.notices) == 1, 10, "it is acknowledged")
        changing.psql("alter table watched add column b int")
        eventually(lambda: len(client.notices) == 2, 10, "it is told")
        assert client.notices[1]["params"]["_meta"][messages.META + "subscriptionId"] == "l"
        client.send(messages.modern(messages.notification("notifications/cancelled", {"requestId": "l"})))
        assert client.query("select 1").rows == other.query("select 1").rows == [[1]]


@pytest.mark.parametrize("said, left", [({"action": "accept", "content": {"confirm": True}}, 0), ({"action": "decline"}, 3)])
def test_the_server_asks_on_the_stream_and_hears_the_answer_of_its_own_client_only(changing, said, left):
    changing.psql("create table doomed as select generate_series(1, 3) as n")
    changing.psql("alter table doomed owner to mcp_owner")
    with SseClient(changing, version=None) as client, SseClient(changing) as other:
        opening = messages.initialize(version=messages.LEGACY)
        opening["params"]["capabilities"] = {"elicitation": {}}
        assert "result" in client.ask("initialize", opening["params"])
        call = client.begin("query", sql="truncate doomed")
        eventually(lambda: client.notices, 10, "the server asks")
        question, = client.notices
        assert question["method"] == "elicitation/create"
        answer = {"jsonrpc": "2.0", "id": question["id"], "result": said}
        other.send(answer)
        assert not other.query("select 1").is_error and not client.answered(call), "a stranger's answer counts for nothing"
        client.send(answer)
        assert client.result(call).is_error == (left == 3)
    assert int(changing.psql("select count(*) from doomed")[0][0]) == left


# -- what is refused -------------------------------------------------------------

NOBODY = "/messages/?session_id=" + "0" * 32
PING = json.dumps(request(1, "ping")).encode()


@pytest.mark.parametrize("method, path, headers, body, status", [
    ("POST", "/sse", JSON, json.dumps(messages.initialize()).encode(), 405),
    ("HEAD", "/sse", {}, None, 405),
    ("DELETE", "/sse", {}, None, 405),
    ("GET", "/messages/", {}, None, 405),
    ("GET", "/sse", {"Accept": "application/json"}, None, 406),
    ("GET", "/sse", {"Host": "evil.example"}, None, 403),
    ("GET", "/sse", {"Origin": "http://evil.example"}, None, 403),
    ("GET", "/sse/more", {}, None, 404),
    ("POST", "/messages/", JSON, PING, 400),
    ("POST", "/messages/?session_id=", JSON, PING, 400),
    ("POST", "/messages/?session_id=nonsense", JSON, PING, 400),
    ("POST", NOBODY, JSON, PING, 404),
    ("POST", NOBODY, {**JSON, "Host": "evil.example"}, PING, 403),
    ("POST", NOBODY, {**JSON, "Origin": "null"}, PING, 403),
    ("POST", NOBODY, {"Content-Type": "text/plain"}, PING, 415),
    ("POST", NOBODY, {**JSON, "Content-Encoding": "gzip"}, PING, 415),
    ("POST", NOBODY, JSON, b"{", 400),
    ("POST", NOBODY, JSON, b"", 400),
])
def test_what_cannot_be_served_is_refused_with_the_right_status(wire, method, path, headers, body, status):
    reply = wire.exchange(method, path, body, headers)
    assert reply.status == status, reply.body
    if method != "HEAD":
        assert reply.answer["jsonrpc"] == "2.0" and reply.error["message"]
    assert (status == 405) == ("allow" in reply.headers)
    assert wire.get("/health").status == 200, "the connection or the server did not survive"


def test_the_old_servers_words_are_kept(wire):
    assert wire.exchange("POST", "/messages/", PING, JSON).error["message"] == "session_id is required"
    assert wire.exchange("POST", "/messages/?session_id=x", PING, JSON).error["message"] == "Invalid session ID"
    assert wire.exchange("POST", NOBODY, PING, JSON).error["message"] == "Could not find session"


def test_what_is_no_message_is_refused_where_it_was_posted_and_nothing_comes_on_the_stream(two):
    one, other = two
    for body, code, id in ((b"{", -32700, None), (b"\xff", -32700, None), (b'{"jsonrpc":"2.0","id":7}', -32600, 7),
                           (b"[" * 5000, -32700, None), (b'{"jsonrpc":"2.0","id":"\\ud800","method":"ping"}', -32700, None)):
        reply = one.pipe.post(body)
        assert (reply.status, reply.error["code"], reply.answer["id"]) == (400, code, id)
    assert one.ask("ping")["result"] == {} and not one.answered(None) and not one.answered(7)
    assert other.query("select 1").rows == [[1]]


def test_a_body_beyond_the_limit_is_refused(shared_server, two):
    with socket.create_connection(("127.0.0.1", shared_server.port), 10) as raw:
        raw.sendall(f"POST {two[0].pipe.endpoint} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {1 << 32}\r\n\r\n".encode())
        assert raw.recv(64).startswith(b"HTTP/1.1 413")
    assert two[0].query("select 1").rows == two[1].query("select 1").rows == [[1]]


def test_http_1_0_is_told_what_streams_need(shared_server):
    with socket.create_connection(("127.0.0.1", shared_server.port), 10) as raw:
        raw.sendall(b"GET /sse HTTP/1.0\r\nHost: localhost\r\n\r\n")
        assert b"HTTP/1.1 400" in (answer := raw.recv(65536)) and b"proxy_http_version" in answer


def test_pages_of_allowed_origins_may_read_the_stream(shared_server, wire):
    page = {"Origin": "http://localhost:6274"}
    asked = {**page, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    for path, methods in (("/sse", "GET, OPTIONS"), ("/messages/", "POST, OPTIONS")):
        reply = wire.exchange("OPTIONS", path, None, asked)
        assert (reply.status, reply.headers["access-control-allow-methods"]) == (204, methods)
    with EventStream(shared_server.port, "GET", "/sse", page) as stream:
        assert stream.status == 200 and stream.reply.headers["access-control-allow-origin"] == page["Origin"]


# -- by its own name, and in numbers ---------------------------------------------


@pytest.mark.parametrize("flags, environment", [(["--transport", "sse"], {}), ([], {"MCP_TRANSPORT": "sse"})])
def test_transport_sse_is_the_same_listener_and_says_where(sample_dsn, flags, environment):
    port = free_port()
    with HttpServer("--conn", sample_dsn, "--port", port, *flags, env=environment, port=port) as server, \
            SseClient(server) as one, ModernClient(server.port) as two:
        eventually(lambda: f"transport=http://127.0.0.1:{server.port}/sse" in server.log(), 5, "the log says where it listens")
        assert one.call("server_info").json()["transport"] == "sse"
        assert one.query("select 1").rows == two.query("select 1").rows == [[1]]


def test_streams_count_as_connections(sample_dsn):
    with HttpServer("--conn", sample_dsn, "--http-connections", "3") as server, SseClient(server) as one:
        with EventStream(server.port, "GET", "/sse", {}) as second:
            assert second.status == 200
            with socket.create_connection(("127.0.0.1", server.port), 10) as third:
                assert third.recv(64).startswith(b"HTTP/1.1 503")
            assert one.query("select 1").rows == [[1]]


def test_streams_that_are_left_cost_nothing_in_the_end(sample_dsn):
    with HttpServer("--conn", sample_dsn, env=measured()) as server, SseClient(server) as one, ModernClient(server.port) as other:
        before = server.memory_kib("RssAnon")
        for _ in range(200):
            with SsePipe(server) as pipe:
                pipe.write(json.dumps(messages.initialize()).encode())
        assert one.query("select 1").rows == other.query("select 1").rows == [[1]]
        assert server.memory_kib("RssAnon") - before < 4096


def test_a_client_that_does_not_read_is_bounded_and_stops_nobody(sample_dsn):
    with HttpServer("--conn", sample_dsn, "--in-flight", "4", env=measured()) as server, SseClient(server) as other, \
            Wire(server.port) as wire:
        deaf = socket.socket()
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with deaf:
            deaf.connect(("127.0.0.1", server.port))
            deaf.sendall(b"GET /sse HTTP/1.1\r\nHost: localhost\r\n\r\n")
            head = b""
            while b"session_id=" not in head or not head.endswith(b"\n\n\r\n"):
                head += deaf.recv(4096)
            endpoint = head.split(b"data: ")[1].split(b"\n")[0].decode()
            wire.exchange("POST", endpoint, json.dumps(messages.initialize()).encode(), JSON)
            before = server.memory_kib()
            body = json.dumps(messages.tool_call(1, "query", {"sql": "select repeat('x', 900000) as x"})).encode()
            with socket.create_connection(("127.0.0.1", server.port), 10) as raw:
                post = f"POST {endpoint} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" \
                       f"Content-Length: {len(body)}\r\n\r\n".encode() + body
                raw.sendall(post * 50)
                eventually(lambda: raw.recv(65536, socket.MSG_PEEK).count(b"HTTP/1.1 ") >= 2, 10, "some are taken")
                for n in range(20):
                    assert other.query(f"select {n}").rows == [[n]]
            assert server.memory_kib() - before < 32 * 1024
        assert other.query("select 1").rows == [[1]]
