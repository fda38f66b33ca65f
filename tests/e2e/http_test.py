"""Streamable HTTP: status codes, headers, both eras, health."""
import json
import socket

import pytest

from harness import messages
from harness.http_client import JSON, LegacyClient, ModernClient, Wire
from harness.messages import request
from harness.offered import TOOLS

PING = request(1, "ping")


@pytest.fixture
def wire(shared_server):
    with Wire(shared_server.port) as wire:
        yield wire


def test_initialize_gives_a_session_that_serves(legacy, modern):
    assert legacy.initialized["protocolVersion"] == messages.LEGACY
    assert legacy.initialized["serverInfo"]["name"]
    assert legacy.session.isascii() and legacy.session.isprintable()
    assert legacy.query("select 1 as one").rows == [[1]]
    assert modern.query("select 2 as two").rows == [[2]]


def test_discover_tells_a_modern_client_what_is_served(modern, legacy):
    found = modern.ask("server/discover")["result"]
    assert found["resultType"] == "complete"
    assert messages.MODERN in found["supportedVersions"]
    assert "tools" in found["capabilities"]
    assert isinstance(found["ttlMs"], int) and found["cacheScope"] in {"public", "private"}
    assert legacy.ask("ping")["result"] == {}


def test_the_lists_are_the_same_in_both_eras(legacy, modern):
    for method, key in (("tools/list", "tools"), ("prompts/list", "prompts"), ("resources/list", "resources"),
                        ("resources/templates/list", "resourceTemplates")):
        old, new = legacy.ask(method)["result"][key], modern.ask(method)["result"][key]
        assert [each["name"] for each in old] == [each["name"] for each in new]
    assert [tool["name"] for tool in legacy.ask("tools/list")["result"]["tools"]] == TOOLS


def test_no_session_is_minted_for_modern_requests(shared_server, modern):
    message = request(1, "tools/list")
    reply = modern.send(message)
    assert reply.status == 200 and reply.headers.get("mcp-session-id") is None
    with Wire(shared_server.port) as wire:
        stray = wire.post(messages.modern(message), {**messages.modern_headers(message), "Mcp-Session-Id": "made-up"})
        assert stray.status == 200 and stray.headers.get("mcp-session-id") is None


@pytest.mark.parametrize("message, headers, status, code", [
    ("", {}, 400, -32700),
    ("{", {}, 400, -32700),
    (b"\xff\xfe{}", {}, 400, -32700),
    ("[" * 5000 + "]" * 5000, {}, 400, -32700),
    ("5", {}, 400, -32600),
    ("null", {}, 400, -32600),
    ("[]", {}, 400, -32600),
    ({"jsonrpc": "2.0", "id": 1}, {}, 400, -32600),
    ({"id": 1, "method": "ping"}, {}, 400, -32600),
    (PING, {"MCP-Protocol-Version": "1999-01-01"}, 400, None),
    (request(1, "tools/list"), {}, 400, None),
    (request(1, "tools/list"), {"Mcp-Session-Id": "made-up"}, 404, None),
    (PING, {"Content-Type": "text/plain"}, 415, None),
    (PING, {"Accept": "text/html"}, 406, None),
    (PING, {"Accept": "text/event-stream;q=0"}, 406, None),
    (PING, {"Accept": ""}, 406, None),
    (messages.modern(request(1, "ping")), messages.modern_headers(request(1, "ping")), 404, -32601),
    (messages.modern(request(1, "no/such")), messages.modern_headers(request(1, "no/such")), 404, -32601),
    (messages.modern(request(1, "tools/list")), {"MCP-Protocol-Version": messages.MODERN}, 400, -32020),
    (messages.modern(request(1, "tools/list")),
     {"MCP-Protocol-Version": messages.MODERN, "Mcp-Method": "prompts/list"}, 400, -32020),
    (request(1, "tools/list"), {"MCP-Protocol-Version": messages.MODERN, "Mcp-Method": "tools/list"}, 400, -32602),
], ids=lambda value: str(value)[:40])
def test_what_cannot_be_served_is_refused_with_the_right_status(wire, message, headers, status, code):
    reply = wire.post(message.encode() if isinstance(message, str) else message, headers)
    assert reply.status == status, reply.body
    if code is not None:
        assert reply.error["code"] == code
    if reply.body:
        assert reply.answer["jsonrpc"] == "2.0"
    assert wire.get("/health").status == 200, "the connection or the server did not survive"


@pytest.mark.parametrize("accept, kind", [
    ("application/json, text/event-stream", "application/json"), ("*/*", "application/json"), ("application/*", "application/json"),
    ("application/json", "application/json"), (None, "application/json"), ("text/event-stream, */*;q=0.1", "application/json"),
    ("text/event-stream", "text/event-stream"), ("text/*", "text/event-stream"), ("Text/Event-Stream;q=0.5", "text/event-stream"),
    ("text/event-stream, application/json;q=0", "text/event-stream"), ("text/html, text/event-stream", "text/event-stream"),
])
def test_reasonable_accept_headers_are_served_with_what_they_name(wire, accept, kind):
    headers = {"Content-Type": "application/json", **({"Accept": accept} if accept else {})}
    reply = wire.exchange("POST", "/mcp", messages.initialize(), headers)
    assert reply.status == 200, reply.body
    assert reply.headers["content-type"] == kind and reply.headers["mcp-session-id"]
    assert reply.answer["result"]["serverInfo"]["name"] == "howdah"


def test_whoever_takes_only_event_streams_is_served_in_both_eras(wire, legacy):
    only = {"Content-Type": "application/json", "Accept": "text/event-stream"}
    call = messages.tool_call(1, "query", {"sql": "select 'x' as a"})
    for message, headers in ((call, legacy.headers()), (messages.modern(call), messages.modern_headers(call))):
        reply = wire.exchange("POST", "/mcp", message, {**only, **headers})
        assert reply.status == 200 and reply.headers["content-type"] == "text/event-stream"
        assert messages.Result(reply.answer).rows == [["x"]]
    refused = wire.exchange("POST", "/mcp", b"{", only)
    assert (refused.status, refused.headers["content-type"], refused.error["code"]) == (400, "application/json", -32700)
    accepted = wire.exchange("POST", "/mcp", messages.notification("notifications/initialized"), {**only, **legacy.headers()})
    assert (accepted.status, accepted.body) == (202, b"")


def test_unsupported_modern_versions_are_named_with_the_supported_ones(wire):
    message = messages.modern(request(1, "tools/list"))
    message["params"]["_meta"][messages.META + "protocolVersion"] = "2030-01-01"
    reply = wire.post(message, {"MCP-Protocol-Version": "2030-01-01", "Mcp-Method": "tools/list"})
    assert (reply.status, reply.error["code"]) == (400, -32022)
    assert messages.MODERN in reply.error["data"]["supported"] and reply.error["data"]["requested"] == "2030-01-01"


@pytest.mark.parametrize("host, origin, status", [
    ("localhost:{port}", None, 200), ("127.0.0.1:{port}", None, 200), ("[::1]:{port}", None, 200),
    ("localhost", None, 200), ("127.0.0.1", None, 200),
    ("evil.example", None, 403), ("evil.example:{port}", None, 403), ("localhost.evil.example", None, 403),
    ("localhost:{port}", "http://localhost:3000", 200), ("localhost:{port}", "https://127.0.0.1", 200),
    ("localhost:{port}", "http://evil.example", 403), ("localhost:{port}", "null", 403),
    ("localhost:{port}", "http://localhost.evil.example", 403),
])
def test_host_and_origin_are_checked_against_rebinding(shared_server, wire, host, origin, status):
    headers = {"Host": host.format(port=shared_server.port), **({"Origin": origin} if origin else {})}
    assert wire.post(messages.initialize(), headers).status == status


def test_sessions_end_by_delete_and_only_theirs(shared_server, legacy):
    with LegacyClient(shared_server.port) as other:
        assert 200 <= other.delete().status < 300
        assert other.send(PING).status == 404
        assert other.delete().status == 404
    assert legacy.query("select 1").rows == [[1]]


def test_a_notification_is_accepted_without_a_body(legacy, modern):
    assert (legacy.notify("notifications/initialized").status, legacy.notify("no/such").status) == (202, 202)
    assert modern.send(messages.notification("notifications/cancelled", {"requestId": 99})).status == 202


def test_other_methods_and_paths_are_told_apart(wire, legacy):
    assert wire.exchange("PUT", "/mcp").status == 405
    assert wire.exchange("PUT", "/mcp").headers.get("allow")
    assert wire.get("/no/such/path").status == 404
    assert wire.exchange("DELETE", "/mcp").status == 400
    assert wire.get("/mcp", {"Accept": "application/json"}).status == 406


def test_health_says_that_the_database_is_up(wire):
    reply = wire.get("/health")
    assert reply.status == 200
    told = json.loads(reply.body)
    assert told["database"] == "up"
    assert "mcp_owner" not in reply.body.decode() and "password" not in reply.body.decode()
    assert wire.exchange("HEAD", "/health").status == 200


def test_one_connection_carries_many_requests_of_both_eras(shared_server, legacy):
    with Wire(shared_server.port) as wire:
        for i in range(50):
            message = messages.tool_call(i, "query", {"sql": f"select {i} as n"})
            if i % 2:
                reply = wire.post(message, legacy.headers())
            else:
                reply = wire.post(messages.modern(message), messages.modern_headers(message))
            assert messages.Result(reply.answer).rows == [[i]]


def raw(port, payload, count):
    """Sends bytes as they are and reads `count` responses from the one connection."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(payload)
        file = connection.makefile("rb")
        responses = []
        for _ in range(count):
            status = int(file.readline().split()[1])
            length = 0
            while (line := file.readline().strip()):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            responses.append((status, file.read(length)))
        return responses


def posted(message, headers):
    body = json.dumps(message).encode()
    head = "".join(f"{name}: {value}\r\n" for name, value in {**JSON, **headers, "Content-Length": len(body)}.items())
    return f"POST /mcp HTTP/1.1\r\nHost: localhost\r\n{head}\r\n".encode() + body


def test_pipelined_requests_are_answered_in_order(shared_server, modern):
    calls = [messages.tool_call(i, "query", {"sql": f"select pg_sleep({0.3 if i == 0 else 0}), {i} as n"}) for i in range(5)]
    payload = b"".join(posted(messages.modern(call), messages.modern_headers(call)) for call in calls)
    answers = [json.loads(body) for _, body in raw(shared_server.port, payload, len(calls))]
    assert [answer["id"] for answer in answers] == list(range(5))
    assert [messages.Result(answer).rows[0][-1] for answer in answers] == list(range(5))


def test_a_request_arriving_byte_by_byte_is_served(shared_server):
    payload = posted(messages.initialize(), {})
    with socket.create_connection(("127.0.0.1", shared_server.port), 10) as connection:
        for i in range(len(payload)):
            connection.sendall(payload[i:i + 1])
        assert connection.recv(64).startswith(b"HTTP/1.1 200")


def test_bodies_beyond_the_limit_are_refused_without_being_read(shared_server):
    head = f"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {1 << 32}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", shared_server.port), 10) as connection:
        connection.sendall(head.encode())
        assert connection.recv(64).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("head", [
    b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"POST /mcp HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
    b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"NONSENSE\r\n\r\n",
])
def test_requests_that_are_not_http_are_refused_and_the_connection_closed(shared_server, modern, head):
    with socket.create_connection(("127.0.0.1", shared_server.port), 10) as connection:
        try:
            connection.sendall(head)
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
        except ConnectionResetError:
            pass
        assert not answer or answer.startswith(b"HTTP/1.1 4"), answer[:200]
    assert modern.query("select 1").rows == [[1]]


def test_two_clients_do_not_see_each_others_session(shared_server, legacy):
    with LegacyClient(shared_server.port) as other, ModernClient(shared_server.port) as third:
        assert other.session != legacy.session
        pending = [legacy.begin("query", id=1, sql="select 'legacy' as who"),
                   other.begin("query", id=1, sql="select 'other' as who"),
                   third.begin("query", id=1, sql="select 'third' as who")]
        assert [each.result().rows for each in pending] == [[["legacy"]], [["other"]], [["third"]]]
