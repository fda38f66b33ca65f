"""The edges of HTTP as tables: raw bytes in, status, body and the fate of the connection out."""
import json
import socket

import pytest

from harness import messages
from harness.http_client import ModernClient
from harness.server import HttpServer
from harness.waiting import eventually

BODY = json.dumps(messages.initialize()).encode()
LENGTH = b"Content-Length: %d\r\n" % len(BODY)
TYPE = b"Content-Type: application/json\r\n"
HOST = b"Host: localhost\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
CHUNKS = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)


def head(*fields, line=b"POST /mcp HTTP/1.1\r\n"):
    return line + b"".join(fields) + b"\r\n"


def spoken(port, payload, half_close=True):
    """Everything that comes back for these bytes."""
    with socket.create_connection(("127.0.0.1", port), 10) as wire:
        try:
            wire.sendall(payload)
            if half_close:
                wire.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := wire.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass
        return answer


def parsed(answer):
    """(status, fields, body) of each response, interim ones left out."""
    found = []
    while answer:
        top, _, answer = answer.partition(b"\r\n\r\n")
        line, *fields = top.decode("latin-1").split("\r\n")
        status = int(line.split()[1])
        fields = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
        if status < 200:
            continue
        size = int(fields.get("content-length", "0"))
        found.append((status, fields, answer[:size]))
        answer = answer[size:]
    return found


SERVED = [
    ("plain", head(HOST, TYPE, LENGTH) + BODY),
    ("chunked", head(HOST, TYPE, CHUNKED) + CHUNKS),
    ("chunk extensions and a trailer", head(HOST, TYPE, CHUNKED)
     + b"%x;a=b\r\n%b\r\n0\r\nX-Trailer: 1\r\n\r\n" % (len(BODY), BODY)),
    ("field names in any case", head(b"hOsT: localhost\r\n", b"CONTENT-TYPE:application/json\r\n", LENGTH.lower()) + BODY),
    ("blanks around values", head(b"Host: \t localhost \t\r\n", TYPE, LENGTH) + BODY),
    ("an empty line before", b"\r\n" + head(HOST, TYPE, LENGTH) + BODY),
    ("absolute target", head(HOST, TYPE, LENGTH, line=b"POST http://localhost/mcp HTTP/1.1\r\n") + BODY),
    ("absolute target beats Host", head(b"Host: evil.example\r\n", TYPE, LENGTH,
                                        line=b"POST http://localhost/mcp HTTP/1.1\r\n") + BODY),
    ("a query", head(HOST, TYPE, LENGTH, line=b"POST /mcp?x=1 HTTP/1.1\r\n") + BODY),
    ("HTTP/1.0", head(HOST, TYPE, LENGTH, line=b"POST /mcp HTTP/1.0\r\n") + BODY),
    ("expectation with its body", head(HOST, TYPE, LENGTH, b"Expect: 100-continue\r\n") + BODY),
    ("equal lengths once more", head(HOST, TYPE, LENGTH) + BODY),
]

REFUSED = [
    ("both lengths", head(HOST, TYPE, LENGTH, CHUNKED) + CHUNKS, 400),
    ("chunked first", head(HOST, TYPE, CHUNKED, LENGTH) + CHUNKS, 400),
    ("two lengths", head(HOST, TYPE, LENGTH, b"Content-Length: 3\r\n") + BODY, 400),
    ("one length twice", head(HOST, TYPE, LENGTH, LENGTH) + BODY, 400),
    ("a list of lengths", head(HOST, TYPE, b"Content-Length: 5, 5\r\n") + BODY, 400),
    ("a signed length", head(HOST, TYPE, b"Content-Length: +5\r\n") + BODY, 400),
    ("a hexadecimal length", head(HOST, TYPE, b"Content-Length: 0x5\r\n") + BODY, 400),
    ("a huge length", head(HOST, TYPE, b"Content-Length: 99999999999999999999999\r\n") + BODY, {400, 413}),
    ("a length beyond the limit", head(HOST, TYPE, b"Content-Length: 4294967296\r\n") + BODY, 413),
    ("unknown coding", head(HOST, TYPE, b"Transfer-Encoding: gzip\r\n") + CHUNKS, 501),
    ("two codings", head(HOST, TYPE, b"Transfer-Encoding: gzip, chunked\r\n") + CHUNKS, 501),
    ("a hidden coding", head(HOST, TYPE, b"Transfer-Encoding: \x0bchunked\r\n") + CHUNKS, 400),
    ("coding twice", head(HOST, TYPE, CHUNKED, CHUNKED) + CHUNKS, 400),
    ("coding in HTTP/1.0", head(HOST, TYPE, CHUNKED, line=b"POST /mcp HTTP/1.0\r\n") + CHUNKS, 400),
    ("a blank before the colon", head(HOST, TYPE, b"Content-Length : 5\r\n") + BODY, 400),
    ("a bad chunk size", head(HOST, TYPE, CHUNKED) + b"zz\r\nhello\r\n0\r\n\r\n", 400),
    ("a negative chunk size", head(HOST, TYPE, CHUNKED) + b"-5\r\nhello\r\n0\r\n\r\n", 400),
    ("a chunk longer than it says", head(HOST, TYPE, CHUNKED) + b"2\r\nhello\r\n0\r\n\r\n", 400),
    ("folded field", head(HOST, TYPE, b"X: a\r\n b\r\n", LENGTH) + BODY, 400),
    ("folded first field", head(b" X: a\r\n", HOST, TYPE, LENGTH) + BODY, 400),
    ("bare LF", b"POST /mcp HTTP/1.1\nHost: localhost\n\n", 400),
    ("one bare LF", head(HOST, TYPE, b"X: a\n", LENGTH) + BODY, 400),
    ("bare CR", head(HOST, TYPE, b"X: a\rb\r\n", LENGTH) + BODY, 400),
    ("NUL in a value", head(HOST, TYPE, b"X: a\x00b\r\n", LENGTH) + BODY, 400),
    ("NUL in a name", head(HOST, TYPE, b"X\x00: a\r\n", LENGTH) + BODY, 400),
    ("no colon", head(HOST, TYPE, b"nonsense\r\n", LENGTH) + BODY, 400),
    ("an empty name", head(HOST, TYPE, b": a\r\n", LENGTH) + BODY, 400),
    ("no Host", head(TYPE, LENGTH) + BODY, 400),
    ("two Hosts", head(HOST, b"Host: evil.example\r\n", TYPE, LENGTH) + BODY, 400),
    ("two Origins", head(HOST, b"Origin: http://localhost\r\n", b"Origin: http://evil.example\r\n", TYPE, LENGTH) + BODY, 400),
    ("no target", b"POST HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    ("a blank in the target", head(HOST, TYPE, LENGTH, line=b"POST /mcp x HTTP/1.1\r\n") + BODY, {400, 505}),
    ("a fragment", head(HOST, TYPE, LENGTH, line=b"POST /mcp#x HTTP/1.1\r\n") + BODY, 400),
    ("another scheme", head(HOST, TYPE, LENGTH, line=b"POST ftp://localhost/mcp HTTP/1.1\r\n") + BODY, 400),
    ("HTTP/2 in clear", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 505}),
    ("HTTP/1.2", head(HOST, TYPE, LENGTH, line=b"POST /mcp HTTP/1.2\r\n") + BODY, {400, 505}),
    ("HTTP/0.9", b"GET /mcp\r\n\r\n", 400),
    ("a long target", head(HOST, line=b"POST /" + b"a" * 70_000 + b" HTTP/1.1\r\n"), 414),
    ("large fields", head(HOST, b"X: " + b"a" * 70_000 + b"\r\n"), 431),
    ("many fields", head(HOST, *(b"X-%d: a\r\n" % i for i in range(5000))), 431),
    ("another expectation", head(HOST, TYPE, LENGTH, b"Expect: a-miracle\r\n") + BODY, 417),
]

ANSWERED = [
    ("unknown path", head(HOST, TYPE, LENGTH, line=b"POST /other HTTP/1.1\r\n") + BODY, 404),
    ("unknown method", head(HOST, line=b"BREW /mcp HTTP/1.1\r\n"), 405),
    ("a method in lower case", head(HOST, TYPE, LENGTH, line=b"post /mcp HTTP/1.1\r\n") + BODY, 405),
    ("evil Host", head(b"Host: evil.example\r\n", TYPE, LENGTH) + BODY, 403),
    ("evil absolute target", head(HOST, TYPE, LENGTH, line=b"POST http://evil.example/mcp HTTP/1.1\r\n") + BODY, 403),
    ("an empty Host", head(b"Host:\r\n", TYPE, LENGTH) + BODY, 403),
    ("no type", head(HOST, LENGTH) + BODY, 415),
    ("another type", head(HOST, b"Content-Type: text/plain\r\n", LENGTH) + BODY, 415),
    ("another charset", head(HOST, b"Content-Type: application/json; charset=latin1\r\n", LENGTH) + BODY, 415),
    ("compressed", head(HOST, TYPE, b"Content-Encoding: gzip\r\n", LENGTH) + BODY, 415),
    ("a target of HTTPS", head(HOST, TYPE, LENGTH, line=b"POST https://localhost/mcp HTTP/1.1\r\n") + BODY, 421),
    ("a foreign target of HTTPS", head(HOST, TYPE, LENGTH, line=b"POST https://evil.example/mcp HTTP/1.1\r\n") + BODY, 403),
    ("accepts nothing of ours", head(HOST, TYPE, LENGTH, b"Accept: text/html\r\n") + BODY, 406),
    ("refuses JSON", head(HOST, TYPE, LENGTH, b"Accept: */*, application/json;q=0, text/event-stream;q=0.0\r\n") + BODY, 406),
    ("no body", head(HOST, TYPE, b"Content-Length: 0\r\n"), 400),
    ("DELETE without a session", head(HOST, line=b"DELETE /mcp HTTP/1.1\r\n"), 400),
]


@pytest.mark.parametrize("payload", [each[1] for each in SERVED], ids=[each[0] for each in SERVED])
def test_what_the_standard_allows_is_served(shared_server, payload):
    [(status, fields, body)] = parsed(spoken(shared_server.port, payload))
    assert status == 200 and json.loads(body)["result"], body
    assert fields["mcp-session-id"]


def test_http_1_0_has_event_streams_that_are_complete(shared_server):
    asked = head(HOST, TYPE, LENGTH, b"Accept: text/event-stream\r\n", line=b"POST /mcp HTTP/1.0\r\n") + BODY
    [(status, fields, body)] = parsed(spoken(shared_server.port, asked))
    assert (status, fields["content-type"]) == (200, "text/event-stream")
    assert body.startswith(b"event: message\ndata: {") and body.endswith(b"}\n\n")


@pytest.mark.parametrize("payload, status", [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
def test_what_leaves_a_doubt_is_refused_once_and_the_connection_closed(shared_server, payload, status):
    smuggled = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answers = parsed(spoken(shared_server.port, payload + smuggled, half_close=False))
    assert len(answers) == 1, "what followed was served"
    assert answers[0][0] in (status if isinstance(status, set) else {status}), answers
    assert answers[0][1]["connection"] == "close"
    assert json.loads(answers[0][2])["error"]["message"]


@pytest.mark.parametrize("payload, status", [each[1:] for each in ANSWERED], ids=[each[0] for each in ANSWERED])
def test_what_cannot_be_served_is_answered_and_the_connection_goes_on(shared_server, payload, status):
    following = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    first, second = parsed(spoken(shared_server.port, payload + following, half_close=False))
    assert first[0] == status and json.loads(first[2])["error"]["message"]
    assert first[1]["content-type"] == "application/json"
    assert (status != 405) or "POST" in first[1]["allow"]
    assert second[0] == 200


def test_head_is_get_without_its_body(shared_server):
    for path in (b"/health", b"/mcp", b"/other"):
        get, = parsed(spoken(shared_server.port, b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        raw = spoken(shared_server.port, b"HEAD " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert raw.endswith(b"\r\n\r\n") and raw.count(b"\r\n\r\n") == 1, raw
        assert (int(raw.split()[1]) == 200) == (get[0] == 200)


def test_a_client_that_waits_for_leave_gets_it(shared_server):
    with socket.create_connection(("127.0.0.1", shared_server.port), 10) as wire:
        wire.sendall(head(HOST, TYPE, LENGTH, b"Expect: 100-continue\r\n"))
        assert wire.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        wire.sendall(BODY)
        assert wire.recv(65536).startswith(b"HTTP/1.1 200")


def test_a_request_that_never_ends_does_not_live_for_ever(shared_server, modern):
    slow = [socket.create_connection(("127.0.0.1", shared_server.port), 30) for _ in range(50)]
    for i, each in enumerate(slow):
        each.sendall(head(HOST, TYPE, LENGTH)[:20 + i])
    assert modern.query("select 1").rows == [[1]]
    for each in slow:
        answer = each.recv(65536)
        assert answer.startswith(b"HTTP/1.1 408"), answer
        each.close()


def test_half_closing_clients_get_every_answer(shared_server):
    modern = messages.tool_call(7, "query", {"sql": "select pg_sleep(1.5), 'slow' as tag"})
    headers = "".join(f"{name}: {value}\r\n" for name, value in messages.modern_headers(modern).items()).encode()
    call = json.dumps(messages.modern(modern)).encode()
    slow = head(HOST, TYPE, headers, b"Content-Length: %d\r\n" % len(call)) + call
    for payload, count in ((head(HOST, TYPE, LENGTH) + BODY, 1), ((head(HOST, TYPE, LENGTH) + BODY) * 20, 20), (slow, 1),
                           (slow + head(HOST, TYPE, LENGTH) + BODY, 2)):
        answers = parsed(spoken(shared_server.port, payload))
        assert [status for status, _, _ in answers] == [200] * count


def test_half_of_a_request_is_not_served(shared_server):
    assert parsed(spoken(shared_server.port, head(HOST, TYPE, LENGTH) + BODY[:-1])) == []
    assert [each[0] for each in parsed(spoken(shared_server.port, (head(HOST, TYPE, LENGTH) + BODY) * 2 + b"POST /mc"))] == [200, 200]


@pytest.mark.parametrize("kind", [ModernClient])
def test_a_client_that_closes_is_not_taken_for_one_that_waits(shared_server, activity, kind):
    with kind(shared_server.port) as client:
        call = client.begin("query", sql="select pg_sleep(30), 'left alone' as tag")
        eventually(lambda: activity("left alone"), 5, "the statement runs")
        call.hang_up()
        eventually(lambda: not activity("left alone"), 5, "its statement ends")
