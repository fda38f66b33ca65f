"""Two callers with tokens of their own in one process: what one of them holds is, for the other, as if it did not exist."""
import hashlib
import itertools

import pytest

from harness import messages
from harness.event_stream import EventStream, credentials, listen, session_stream
from harness.http_client import JSON, LegacyClient, ModernClient, Wire
from harness.server import HttpServer
from harness.waiting import eventually

ALICE, BOB = "token-of-alice", "token-of-bob"
TASKS = {"extensions": {"io.modelcontextprotocol/tasks": {}}}
ASKABLE = {"elicitation": {}}
YES = {"action": "accept", "content": {"confirm": True}}
WATCHED = "table://public/watched"
UPDATED = "notifications/resources/updated"
ids = itertools.count(1)


@pytest.fixture(scope="module")
def server(cluster, tmp_path_factory):
    """Guarded by tokens, on a database of its own whose tables change."""
    name = cluster.clone("sample_template", "ownership")
    file = tmp_path_factory.mktemp("ownership") / "permissions.yaml"
    file.write_text("tokens:\n" + "".join(f"  - {{name: {who}, sha256: {hashlib.sha256(token.encode()).hexdigest()}}}\n"
                                          for who, token in (("alice", ALICE), ("bob", BOB))))
    with HttpServer("--conn", cluster.dsn(name, "mcp_owner"), "--permissions", file) as server, Wire(server.port) as wire, \
            cluster.psql(name) as psql:
        eventually(lambda: wire.get("/health").status == 200, 10, "the database is up")
        psql("create table watched (id int primary key)")
        psql("create table doomed as select generate_series(1, 3) as n")
        psql("alter table doomed owner to mcp_owner")
        server.psql = psql
        yield server
        assert server.alive(), server.last_words()


@pytest.fixture
def sessions(server):
    """A legacy session of each."""
    with LegacyClient(server.port, token=ALICE) as alice, LegacyClient(server.port, token=BOB) as bob:
        yield alice, bob


def changes(server):
    """Something happens to the table that is watched."""
    server.psql(f"alter table watched add column c{next(ids)} int")


def ask(server, token, method, capabilities=None, **params):
    """The answer to one request of the modern era."""
    message = messages.request(next(ids), method, params)
    headers = messages.modern_headers(message)
    if "taskId" in params:
        headers["Mcp-Name"] = params["taskId"]
    with Wire(server.port, token=token) as wire:
        return wire.post(messages.modern(message, capabilities), headers).answer


def shape(error):
    """An error without what the request said itself."""
    return error["code"], error["message"].split(":")[0], sorted(error.get("data") or {})


# -- tasks -------------------------------------------------------------------------------


@pytest.mark.parametrize("method, more", [("tasks/get", {}), ("tasks/update", {"inputResponses": {}}), ("tasks/cancel", {})])
def test_a_task_of_somebody_else_is_unknown(server, activity, method, more):
    mark = f"owned_{method[6:]}"
    made = ask(server, ALICE, "tools/call", TASKS, name="query", arguments={"sql": f"select '{mark}' as who from pg_sleep(4)"})
    id = made["result"]["taskId"]
    refused = ask(server, BOB, method, TASKS, taskId=id, **more)["error"]
    unknown = ask(server, BOB, method, TASKS, taskId="x" * len(id), **more)["error"]
    assert refused["code"] == -32602 and shape(refused) == shape(unknown)
    assert activity(mark), "bob ended it"
    assert ask(server, ALICE, "tasks/get", TASKS, taskId=id)["result"]["status"] == "working"
    eventually(lambda: ask(server, ALICE, "tasks/get", TASKS, taskId=id)["result"]["status"] == "completed", 10, "it completes")
    assert mark in ask(server, ALICE, "tasks/get", TASKS, taskId=id)["result"]["result"]["content"][0]["text"]
    assert ask(server, BOB, "tasks/get", TASKS, taskId=id)["error"]["code"] == -32602


# -- what a call asked -----------------------------------------------------------------------


def doomed(server):
    return int(server.psql("select count(*) from doomed")[0][0])


def test_a_confirmation_of_somebody_else_confirms_nothing(server):
    call = {"name": "query", "arguments": {"sql": "delete from public.doomed"}}
    asked = ask(server, ALICE, "tools/call", ASKABLE, **call)["result"]
    said = {"requestState": asked["requestState"], "inputResponses": {key: YES for key in asked["inputRequests"]}}
    refused = ask(server, BOB, "tools/call", ASKABLE, **call, **said)["error"]
    forged = ask(server, BOB, "tools/call", ASKABLE, **call, **{**said, "requestState": "x" * len(asked["requestState"])})["error"]
    assert refused["code"] == -32602 and shape(refused) == shape(forged)
    assert doomed(server) == 3
    declined = {**said, "inputResponses": {key: {"action": "decline"} for key in asked["inputRequests"]}}
    assert ask(server, ALICE, "tools/call", ASKABLE, **call, **declined)["result"]["isError"], "bob used it up"
    assert doomed(server) == 3


def asked_in_a_stream(server, token):
    """A legacy session whose call waits for an answer: (its headers, the stream, the question)."""
    opening = messages.initialize()
    opening["params"]["capabilities"] = ASKABLE
    with Wire(server.port, token=token) as wire:
        session = wire.post(opening).headers["mcp-session-id"]
    headers = {**credentials(token), "Mcp-Session-Id": session, "MCP-Protocol-Version": messages.LEGACY}
    stream = EventStream(server.port, "POST", "/mcp", {**JSON, **headers},
                         messages.tool_call(7, "query", {"sql": "truncate public.doomed"}))
    return headers, stream, stream.message()


def test_a_question_is_answered_by_whom_it_was_put_to(server):
    hers, stream, question = asked_in_a_stream(server, ALICE)
    his, his_stream, his_question = asked_in_a_stream(server, BOB)
    with stream, his_stream, Wire(server.port) as wire:
        answer = {"jsonrpc": "2.0", "id": question["id"], "result": YES}
        assert question["id"] != his_question["id"]
        assert wire.post(answer, his).status == 202, "heard, but nobody asked bob that"
        assert wire.post(answer, {**hers, **credentials(BOB)}).status == 404
        assert doomed(server) == 3 and stream.silent()
        for headers, its, its_stream in ((hers, question, stream), (his, his_question, his_stream)):
            wire.post({"jsonrpc": "2.0", "id": its["id"], "result": {"action": "decline"}}, headers)
            assert its_stream.message()["result"]["isError"]
    assert doomed(server) == 3


# -- streams and subscriptions ---------------------------------------------------------------


def test_a_stream_of_somebody_elses_session_is_not_found(server, sessions):
    alice, bob = sessions
    with session_stream(alice) as stream:
        assert stream.next().id
        stolen = {"Accept": "text/event-stream", **alice.headers()}
        assert bob.wire.get("/mcp", stolen).status == 404
        assert bob.wire.get("/mcp", {**stolen, "Last-Event-ID": "1-0"}).status == 404
        assert alice.ask("resources/subscribe", {"uri": WATCHED})["result"] == {}
        changes(server)
        assert stream.message()["method"] == UPDATED, "bob took the stream away"


def test_the_last_event_of_somebody_else_opens_an_own_empty_stream(server, sessions):
    alice, bob = sessions
    assert alice.ask("resources/subscribe", {"uri": WATCHED})["result"] == {}
    with session_stream(alice) as stream:
        first = stream.next()
        changes(server)
        assert stream.message()["method"] == UPDATED
    with session_stream(bob, last_event=first.id) as his:
        own = his.next()
        assert own.data == "" and own.id.partition("-")[0] != first.id.partition("-")[0], "bob resumes what is alice's"
        changes(server)
        with session_stream(alice, last_event=first.id) as again:
            assert [again.message()["method"] for _ in range(2)] == [UPDATED, UPDATED], "alice's stream is gone"
        assert his.silent()


def test_who_did_not_subscribe_hears_nothing(server, sessions):
    alice, bob = sessions
    assert alice.ask("resources/subscribe", {"uri": WATCHED})["result"] == {}
    assert bob.ask("resources/unsubscribe", {"uri": WATCHED})["result"] == {}
    assert bob.send({**messages.request(1, "resources/unsubscribe", {"uri": WATCHED})}).status == 200
    assert bob.wire.post(messages.request(1, "resources/unsubscribe", {"uri": WATCHED}), alice.headers()).status == 404
    with session_stream(alice) as hers, session_stream(bob) as his:
        hers.next(), his.next()
        changes(server)
        assert hers.message()["method"] == UPDATED
        assert bob.query("select 1").rows == [[1]] and his.silent()


def test_listening_ends_by_its_own_client_alone(server):
    with listening(server, ALICE) as hers, listening(server, BOB) as his, ModernClient(server.port, token=BOB) as bob, \
            LegacyClient(server.port, token=BOB) as legacy:
        for client in (bob, legacy):
            assert client.send(messages.notification("notifications/cancelled", {"requestId": 1})).status == 202
        his.close()
        changes(server)
        assert hers.message()["method"] == UPDATED


def listening(server, token):
    """A stream of subscriptions/listen, acknowledged; each has the same id."""
    stream = listen(server.port, id=1, token=token, resourceSubscriptions=[WATCHED])
    assert stream.message()["method"] == "notifications/subscriptions/acknowledged"
    return stream


def test_a_log_level_is_its_sessions(server, sessions):
    alice, bob = sessions
    assert alice.ask("logging/setLevel", {"level": "debug"})["result"] == {}
    assert bob.wire.post(messages.request(1, "logging/setLevel", {"level": "error"}), alice.headers()).status == 404
    noise = messages.tool_call(1, "query", {"sql": "drop table if exists there_is_none"})
    heard = [[m for m in each.send(noise).messages() if m.get("method") == "notifications/message"] for each in sessions]
    assert len(heard[0]) == 1 and heard[1] == []


# -- lists -------------------------------------------------------------------------------


@pytest.mark.parametrize("tool, arguments", [("list_schemas", {"page_size": 1}), ("list_tables", {"schema": "public", "page_size": 1})])
def test_a_cursor_of_somebody_else_is_no_cursor(server, tool, arguments):
    with ModernClient(server.port, token=ALICE) as alice, ModernClient(server.port, token=BOB) as bob:
        cursor = alice.call(tool, **arguments).structured["next_cursor"]
        refused = bob.call(tool, cursor=cursor, **arguments)
        forged = bob.call(tool, cursor="x" * len(cursor), **arguments)
        assert refused.is_error and refused.error == forged.error and refused.text == forged.text
        assert not alice.call(tool, cursor=cursor, **arguments).is_error


def test_a_cursor_of_somebody_elses_list_of_resources_is_unknown(server):
    server.psql("do $$ begin for i in 1..300 loop execute format('create table many_%s (); grant select on many_%s to mcp_owner', i, i); "
                "end loop; end $$")
    cursor = ask(server, ALICE, "resources/list")["result"]["nextCursor"]
    refused = ask(server, BOB, "resources/list", cursor=cursor)["error"]
    assert refused["code"] == -32602 and refused == ask(server, BOB, "resources/list", cursor="x" * len(cursor))["error"]
    assert ask(server, ALICE, "resources/list", cursor=cursor)["result"]["resources"]


OF_THE_PROGRAM = ["server/discover", "tools/list", "prompts/list", "resources/templates/list"]


@pytest.mark.parametrize("method", [*OF_THE_PROGRAM, "resources/list"])
def test_lists_of_a_server_that_asks_who_calls_are_for_their_caller_only(server, method):
    hers, his = (ask(server, token, method)["result"] for token in (ALICE, BOB))
    assert hers["cacheScope"] == "private" and hers["ttlMs"] > 0
    assert hers.pop("nextCursor", None) != his.pop("nextCursor", "")
    assert hers == his, "the same rights and another list"


@pytest.mark.parametrize("method", OF_THE_PROGRAM)
def test_lists_of_an_open_server_may_be_shared(modern, method):
    assert modern.ask(method)["result"]["cacheScope"] == "public"


def test_what_comes_of_the_database_is_never_shared(modern):
    assert modern.ask("resources/list")["result"]["cacheScope"] == "private"
    listed = modern.call("list_tables", schema="public", page_size=1).structured["items"]
    uri = f"table://public/{listed[0]['table_name']}"
    message = messages.request(1, "resources/read", {"uri": uri})
    assert modern.send(message).answer["result"]["cacheScope"] == "private"
