"""Every status that HTTP clients are told, reached over the wire, each with a JSON-RPC body that says why."""
import contextlib
import hashlib
import http.client
import json
import socket

import pytest

from harness import messages
from harness.http_client import ModernClient, Wire
from harness.server import HttpServer
from harness.sse_pipe import SsePipe
from harness.waiting import eventually

BODY = json.dumps(messages.initialize()).encode()
NOTE = json.dumps(messages.notification("notifications/x")).encode()


def raw(line, *fields, body=b""):
    head = "".join(f"{field}\r\n" for field in ("Host: localhost", "Content-Type: application/json", *fields))
    return f"{line}\r\n{head}\r\n".encode() + body


LENGTH = f"Content-Length: {len(BODY)}"
TABLE = [
    (202, raw("POST /mcp HTTP/1.1", f"Content-Length: {len(NOTE)}", "MCP-Protocol-Version: 2026-07-28", body=NOTE)),
    (400, raw("POST /mcp HTTP/1.1", "Content-Length: 1", body=b"{")),
    (403, raw("POST /mcp HTTP/1.1", "Origin: http://evil.example", LENGTH, body=BODY)),
    (404, raw("POST /nowhere HTTP/1.1", LENGTH, body=BODY)),
    (405, raw("PUT /mcp HTTP/1.1", LENGTH, body=BODY)),
    (406, raw("POST /mcp HTTP/1.1", "Accept: text/html", LENGTH, body=BODY)),
    (413, raw("POST /mcp HTTP/1.1", "Content-Length: 99999999")),
    (415, raw("POST /mcp HTTP/1.1", "Content-Encoding: gzip", LENGTH, body=BODY)),
    (421, raw("POST https://localhost/mcp HTTP/1.1", LENGTH, body=BODY)),
    (431, raw("POST /mcp HTTP/1.1", "X: " + "x" * 70_000)),
    (501, raw("POST /mcp HTTP/1.1", "Transfer-Encoding: gzip", body=BODY)),
]


def answered(port, payload):
    """Status, fields and body of the first answer."""
    with socket.create_connection(("127.0.0.1", port), 10) as wire:
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            wire.sendall(payload)
        return next_answer(wire.makefile("rb"))


def next_answer(file):
    status = int(file.readline().split()[1])
    fields = {}
    while line := file.readline().strip():
        name, _, value = line.decode().partition(":")
        fields[name.lower()] = value.strip()
    return status, fields, file.read(int(fields["content-length"]))


def says_why(status, fields, body):
    assert fields["content-type"] == "application/json", (status, fields)
    told = json.loads(body)
    assert told["jsonrpc"] == "2.0" and told["error"]["message"] and isinstance(told["error"]["code"], int)
    return told["error"]


@pytest.mark.parametrize("status, payload", TABLE, ids=[str(status) for status, _ in TABLE])
def test_a_request_that_cannot_be_served_is_told_why(shared_server, status, payload):
    got = answered(shared_server.port, payload)
    assert got[0] == status, got
    if status == 202:
        assert got[2] == b""
    else:
        says_why(*got)


def test_401_names_the_scheme(tmp_path):
    file = tmp_path / "permissions.yaml"
    file.write_text(f"tokens:\n  - name: a\n    sha256: {hashlib.sha256(b'a').hexdigest()}\n")
    with HttpServer("--permissions", file) as server, Wire(server.port, token="a") as known:
        assert known.post(messages.initialize()).status == 200
        for path in ("/mcp", "/messages/?session_id=" + "0" * 32):
            got = answered(server.port, raw(f"POST {path} HTTP/1.1", LENGTH, body=BODY))
            assert got[0] == 401 and got[1]["www-authenticate"].startswith("Bearer")
            says_why(*got)


def test_429_says_when_to_come_back(sample_dsn):
    """More than may be in flight on one stream, and as many again that wait for a place."""
    with HttpServer("--conn", sample_dsn, "--in-flight", "1") as server, SsePipe(server) as pipe, ModernClient(server.port) as other:
        pipe.write(BODY)
        pipe.lines.get(timeout=10)
        slow = json.dumps(messages.tool_call(1, "query", {"sql": "select pg_sleep(2)"})).encode()
        pipe.write(slow)
        post = raw(f"POST {pipe.endpoint} HTTP/1.1", f"Content-Length: {len(slow)}", body=slow)
        with contextlib.ExitStack() as open_wires:
            wires = [open_wires.enter_context(socket.create_connection(("127.0.0.1", server.port), 10)) for _ in range(3)]
            for wire in wires:
                wire.sendall(post)
            assert other.query("select 1").rows == [[1]]
            answers = sorted((next_answer(wire.makefile("rb")) for wire in wires), key=lambda answer: answer[0])
        assert [status for status, _, _ in answers] == [202, 429, 429], "one waits until its turn comes"
        for refused in answers[1:]:
            assert int(refused[1]["retry-after"]) >= 1
            assert says_why(*refused)["data"]["code"] == "busy"


def healthy(wire):
    try:
        return wire.get("/health").status == 200
    except (OSError, http.client.HTTPException):  # turned away
        wire.close()
        return False


def test_503_says_when_to_come_back():
    with HttpServer("--http-connections", "1") as server, Wire(server.port) as one:
        eventually(lambda: healthy(one), 5, "the place is taken")
        refused = answered(server.port, b"")
        assert refused[0] == 503 and int(refused[1]["retry-after"]) >= 1
        assert says_why(*refused)["data"]["code"] == "busy"
        assert one.post(messages.initialize()).status == 200
