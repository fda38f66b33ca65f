"""Statements that destroy something are confirmed by whoever sits before the client, in every way a client can be asked."""
import http.client
import itertools
import json

import pytest

from harness import messages
from harness.http_client import JSON, ModernClient, Wire
from harness.server import HttpServer, StdioServer
from harness.stdio_client import StdioClient
from harness.waiting import eventually

ASKABLE = {"elicitation": {}}
YES = {"action": "accept", "content": {"confirm": True}}
NO = {"action": "decline"}
ids = itertools.count(1)


@pytest.fixture
def table(cluster, fresh_database):
    """The DSN of a database with the table doomed, and what is left of it: None or its rows."""
    dsn = cluster.dsn(fresh_database, "mcp_owner")
    with cluster.psql(fresh_database) as admin:
        admin("create table public.doomed as select generate_series(1, 3) as n")
        admin("alter table public.doomed owner to mcp_owner")

        def left():
            if admin("select to_regclass('public.doomed') is null as gone")[0][0] in (True, "t"):
                return None
            return int(admin("select count(*) from public.doomed")[0][0])
        yield dsn, left


@pytest.fixture
def server(table):
    with HttpServer("--conn", table[0]) as server, Wire(server.port) as wire:
        eventually(lambda: wire.get("/health").status == 200, 5, "the database is up")
        yield server


def modern_call(port, sql, capabilities=None, **more):
    message = messages.tool_call(next(ids), "query", {"sql": sql})
    message["params"].update(more)
    with Wire(port) as wire:
        return wire.post(messages.modern(message, capabilities), messages.modern_headers(message)).answer


def asked(answer):
    assert answer["result"]["resultType"] == "input_required", answer
    (key, request), = answer["result"]["inputRequests"].items()
    assert request["method"] == "elicitation/create"
    return key, request["params"]["message"], answer["result"]["requestState"]


def code_of(answer):
    return answer["result"]["structuredContent"]["error"]["code"]


def test_a_modern_client_confirms_once(server, table):
    _, left = table
    sql = "drop table public.doomed"
    key, question, state = asked(modern_call(server.port, sql, ASKABLE))
    assert sql in question and left() == 3
    done = modern_call(server.port, sql, ASKABLE, inputResponses={key: YES}, requestState=state)
    assert not done["result"]["isError"] and left() is None
    again = modern_call(server.port, sql, ASKABLE, inputResponses={key: YES}, requestState=state)
    assert again["error"]["code"] == -32602


def test_a_confirmation_is_for_one_statement(server, table):
    _, left = table
    key, _, state = asked(modern_call(server.port, "delete from public.doomed", ASKABLE))
    other = modern_call(server.port, "drop table public.doomed", ASKABLE, inputResponses={key: YES}, requestState=state)
    assert other["error"]["code"] == -32602 and left() == 3
    forged = modern_call(server.port, "drop table public.doomed", ASKABLE, inputResponses={key: YES}, requestState=state + "A")
    assert forged["error"]["code"] == -32602 and left() == 3
    unasked = modern_call(server.port, "drop table public.doomed", ASKABLE, inputResponses={key: YES})
    asked(unasked)
    assert left() == 3


def test_two_clients_cannot_use_one_confirmation_twice(server, table):
    sql = "delete from public.doomed"
    key, _, state = asked(modern_call(server.port, sql, ASKABLE))
    message = messages.tool_call(1, "query", {"sql": sql})
    message["params"].update(inputResponses={key: YES}, requestState=state)
    clients = [ModernClient(server.port) for _ in range(2)]
    for client in clients:
        client.prepared = lambda m: (messages.modern(m, ASKABLE), messages.modern_headers(m))
    answers = [client.send(message).answer for client in clients]
    assert sorted("error" in answer for answer in answers) == [False, True]


def test_what_was_declined_does_not_run(server, table):
    _, left = table
    key, _, state = asked(modern_call(server.port, "truncate public.doomed", ASKABLE))
    declined = modern_call(server.port, "truncate public.doomed", ASKABLE, inputResponses={key: NO}, requestState=state)
    assert declined["result"]["isError"] and code_of(declined) == "not_confirmed" and left() == 3


def test_who_cannot_be_asked_is_not(server, table):
    _, left = table
    assert not modern_call(server.port, "delete from public.doomed")["result"]["isError"]
    assert left() == 0


def test_ordinary_statements_need_no_confirmation(server, table):
    assert not modern_call(server.port, "delete from public.doomed where n = 1", ASKABLE)["result"]["isError"]
    assert table[1]() == 2


def test_always_refuses_who_cannot_be_asked(table):
    dsn, left = table
    with HttpServer("--conn", dsn, "--confirm", "always") as server:
        refused = modern_call(server.port, "truncate public.doomed")
        assert refused["error"]["code"] == -32021
        assert refused["error"]["data"]["requiredCapabilities"] == {"elicitation": {}}
        with StdioServer("--conn", dsn, env={"MCP_CONFIRM": "always"}) as other:
            client = StdioClient(other)
            client.initialize()
            assert client.query("truncate public.doomed").structured["error"]["code"] == "missing_capability"
    assert left() == 3


def test_never_asks_nobody(table):
    dsn, left = table
    with HttpServer("--conn", dsn, "--confirm", "never") as server:
        assert not modern_call(server.port, "truncate public.doomed", ASKABLE)["result"]["isError"]
    assert left() == 0


# -- legacy clients: the server sends a request of its own ---------------------------------

def opening(version=messages.LEGACY):
    message = messages.initialize(version=version)
    message["params"]["capabilities"] = ASKABLE
    return message


class StdioUser(StdioClient):
    def __init__(self, server):
        super().__init__(server)
        self.ask("initialize", opening()["params"])
        self.send(messages.notification("notifications/initialized"))

    def question(self):
        eventually(lambda: any(m.get("method") == "elicitation/create" for m in self.notices), 10, "the server asks")
        return next(m for m in self.notices if m.get("method") == "elicitation/create")


@pytest.mark.parametrize("said, rows", [(YES, 0), (NO, 3)])
def test_over_stdio_the_call_waits_for_the_answer(table, said, rows):
    dsn, left = table
    with StdioServer("--conn", dsn) as server:
        client = StdioUser(server)
        call = client.begin("query", sql="truncate public.doomed")
        question = client.question()
        assert left() == 3 and not client.answered(call)
        assert not client.query("select 1").is_error, "others go on"
        client.send({"jsonrpc": "2.0", "id": "guess", "result": said})
        client.send({"jsonrpc": "2.0", "id": question["id"], "result": said})
        assert client.result(call).is_error == (rows == 3)
    assert left() == rows


def test_a_call_that_waits_can_be_cancelled(table):
    dsn, left = table
    with StdioServer("--conn", dsn) as server:
        client = StdioUser(server)
        call = client.begin("query", sql="truncate public.doomed")
        question = client.question()
        client.cancel(call)
        client.send({"jsonrpc": "2.0", "id": question["id"], "result": YES})
        assert not client.query("select 1").is_error
        assert not client.answered(call)
    assert left() == 3


class HttpUser:
    """A legacy session whose calls are read event by event."""

    def __init__(self, port):
        self.port = port
        with Wire(port) as wire:
            self.session = wire.post(opening()).headers["mcp-session-id"]
        self.headers = {**JSON, "Mcp-Session-Id": self.session, "MCP-Protocol-Version": messages.LEGACY}

    def post(self, message):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("POST", "/mcp", json.dumps(message).encode(), self.headers)
        return connection.getresponse()

    @staticmethod
    def messages_of(reply):
        """The messages of a stream as they arrive."""
        while line := reply.readline():
            if line.startswith(b"data:") and line[5:].strip():
                yield json.loads(line[5:])


def test_over_http_the_question_comes_in_the_answers_stream(server, table):
    user, other = HttpUser(server.port), HttpUser(server.port)
    stream = user.messages_of(user.post(messages.tool_call(7, "query", {"sql": "drop table public.doomed"})))
    question = next(stream)
    assert question["method"] == "elicitation/create"
    response = {"jsonrpc": "2.0", "id": question["id"], "result": YES}
    assert other.post(response).status == 202, "heard, but it is not this session's question"
    assert table[1]() == 3
    assert user.post(response).status == 202
    answer = next(stream)
    assert answer["id"] == 7 and not answer["result"]["isError"] and table[1]() is None
