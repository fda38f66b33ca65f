"""What the server says by itself: subscriptions/listen, the stream of a session, and what comes of a changed table."""
import json
import socket

import pytest

from harness import messages
from harness.event_stream import listen, session_stream
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.memory import measured
from harness.server import HttpServer, StdioServer
from harness.stdio_client import StdioClient
from harness.waiting import eventually

SUBSCRIPTION = messages.META + "subscriptionId"


@pytest.fixture
def changing(cluster, fresh_database):
    """A server on a database of its own, and the means to change its tables."""
    with HttpServer("--conn", cluster.dsn(fresh_database, "mcp_owner")) as server, Wire(server.port) as wire, \
            cluster.psql(fresh_database) as psql:
        eventually(lambda: wire.get("/health").status == 200, 10, "the database is up")
        psql("create table watched (id int primary key, name text)")
        psql("create table beside (id int)")
        server.psql = psql
        yield server
        assert server.alive(), server.last_words()


WATCHED = "table://public/watched"


def test_listen_acknowledges_first_and_tells_of_the_changed_table_alone(changing):
    with listen(changing.port, id="seven", resourceSubscriptions=[WATCHED, "nonsense://x"], toolsListChanged=True) as stream:
        first = stream.message()
        assert first["method"] == "notifications/subscriptions/acknowledged"
        assert first["params"]["notifications"] == {"resourceSubscriptions": [WATCHED]}
        assert first["params"]["_meta"][SUBSCRIPTION] == "seven"
        changing.psql("alter table beside add column more int")
        changing.psql("alter table watched add column more int")
        told = stream.message()
        assert (told["method"], told["params"]["uri"]) == ("notifications/resources/updated", WATCHED)
        assert told["params"]["_meta"][SUBSCRIPTION] == "seven"
        assert stream.reply.headers["X-Accel-Buffering"] == "no"


@pytest.mark.parametrize("change", [
    "alter table watched rename column name to title", "create index on watched (name)",
    "comment on column watched.name is 'what it is called'", "alter table watched add check (id > 0)",
    "alter table watched alter column name set default 'x'", "drop table watched", "truncate watched",
])
def test_every_kind_of_change_is_told(changing, change):
    with listen(changing.port, resourceSubscriptions=[WATCHED]) as stream:
        stream.message()
        changing.psql(change)
        assert stream.message()["method"] == "notifications/resources/updated"


def test_rows_are_no_definition(changing):
    with listen(changing.port, resourceSubscriptions=[WATCHED]) as stream:
        stream.message()
        changing.psql("insert into watched select i, 'x' from generate_series(1, 1000) i")
        changing.psql("analyze watched")
        changing.psql("alter table watched add column last int")
        assert stream.message()["method"] == "notifications/resources/updated"
        assert stream.silent()


def test_the_end_of_the_server_ends_listening_with_a_result(changing):
    with listen(changing.port, id=5, resourceSubscriptions=[WATCHED]) as stream:
        stream.message()
        changing.process.terminate()
        last = stream.message()
        assert last["id"] == 5 and last["result"]["resultType"] == "complete"
        assert last["result"]["_meta"][SUBSCRIPTION] == 5
        assert stream.next() is None
    assert changing.wait(10) == 0
    changing.alive = lambda: True


def test_a_listener_needs_an_event_stream_and_a_filter(shared_server):
    message = messages.modern(messages.request(1, "subscriptions/listen", {"notifications": {}}))
    with Wire(shared_server.port) as wire:
        plain = wire.post(message, {**messages.modern_headers(message), "Accept": "application/json"})
        assert plain.error["code"] == -32600
        for wrong in ({}, {"notifications": 1}, {"notifications": {"toolsListChanged": "yes"}},
                      {"notifications": {"resourceSubscriptions": WATCHED}},
                      {"notifications": {"resourceSubscriptions": [1]}},
                      {"notifications": {"resourceSubscriptions": [f"table://a/{i}" for i in range(101)]}}):
            asked = messages.modern(messages.request(1, "subscriptions/listen", wrong))
            assert wire.post(asked, messages.modern_headers(asked)).error["code"] == -32602, wrong


def test_legacy_clients_have_no_listen_and_modern_ones_no_subscribe(legacy, modern):
    assert legacy.ask("subscriptions/listen", {"notifications": {}})["error"]["code"] == -32601
    assert modern.ask("resources/subscribe", {"uri": WATCHED})["error"]["code"] == -32601


def test_capabilities_say_what_is_served(legacy, modern):
    assert legacy.initialized["capabilities"]["resources"] == {"subscribe": True}
    assert "logging" in legacy.initialized["capabilities"]
    told = modern.ask("server/discover")["result"]["capabilities"]
    assert told["resources"] == {"subscribe": True} and "logging" not in told
    with HttpServer() as bare, LegacyClient(bare.port) as client:
        assert client.initialized["capabilities"]["resources"] == {}
        assert client.ask("resources/subscribe", {"uri": WATCHED})["error"]["code"] == -32601


# -- the stream of a session -----------------------------------------------------


def test_a_session_hears_of_what_it_subscribed_to_and_fetches_what_it_missed(changing):
    with LegacyClient(changing.port) as client:
        assert client.ask("resources/subscribe", {"uri": WATCHED})["result"] == {}
        with session_stream(client) as stream:
            first = stream.next()
            assert first.id and first.data == "" and int(first.retry) > 0
            changing.psql("alter table watched add column a int")
            told = stream.next()
            assert told.message == messages.notification("notifications/resources/updated", {"uri": WATCHED})
        changing.psql("alter table watched add column b int")
        with session_stream(client, last_event=told.id) as stream:
            missed = stream.message()
            assert missed["params"]["uri"] == WATCHED
        assert client.ask("resources/unsubscribe", {"uri": WATCHED})["result"] == {}


def test_older_clients_get_no_event_without_data(shared_server):
    with LegacyClient(shared_server.port, version="2025-06-18") as client, session_stream(client) as stream:
        eventually(lambda: stream.comments, 5, "the stream is open")
        assert stream.silent()


def test_a_second_stream_replaces_the_first_and_delete_ends_it(shared_server):
    with LegacyClient(shared_server.port) as client, session_stream(client) as one:
        assert one.next().id
        with session_stream(client) as two:
            assert one.next() is None
            assert two.next().id
            assert client.delete().status == 200
            assert two.next() is None
        with session_stream(client) as gone:
            assert gone.status == 404


def test_get_needs_a_session_of_the_caller(shared_server):
    with Wire(shared_server.port) as wire:
        events = {"Accept": "text/event-stream"}
        assert wire.get("/mcp", events).status == 400
        assert wire.get("/mcp", {**events, "Mcp-Session-Id": "abc"}).status == 404
    with LegacyClient(shared_server.port) as client:
        assert client.wire.get("/mcp", {**events, **client.headers(), "MCP-Protocol-Version": "1999-01-01"}).status == 400


def test_subscribing_to_what_is_no_resource_is_refused(legacy):
    assert legacy.ask("resources/subscribe", {"uri": "nonsense://x"})["error"]["code"] == -32002
    assert legacy.ask("resources/subscribe", {})["error"]["code"] == -32602


# -- stdio -----------------------------------------------------------------------


def test_stdio_has_both_ways(cluster, fresh_database):
    with StdioServer("--conn", cluster.dsn(fresh_database, "mcp_owner")) as server, cluster.psql(fresh_database) as psql:
        psql("create table watched (id int)")
        client = StdioClient(server)
        client.initialize()
        assert client.ask("resources/subscribe", {"uri": WATCHED})["result"] == {}
        wanted = {"notifications": {"resourceSubscriptions": [WATCHED]}}
        for id in ("a", "b"):
            client.send(messages.modern(messages.request(id, "subscriptions/listen", wanted)))
        eventually(lambda: len(client.notices) == 2, 10, "both are acknowledged")
        psql("alter table watched add column a int")
        eventually(lambda: len(client.notices) == 5, 10, "all three are told")
        told = [n for n in client.notices if n["method"] == "notifications/resources/updated"]
        assert sorted(n["params"].get("_meta", {}).get(SUBSCRIPTION, "") for n in told) == ["", "a", "b"]
        client.send(messages.modern(messages.notification("notifications/cancelled", {"requestId": "a"})))
        assert client.ask("resources/unsubscribe", {"uri": WATCHED})["result"] == {}
        psql("alter table watched add column b int")
        eventually(lambda: len(client.notices) == 6, 10, "the listener that is left is told")
        assert client.notices[-1]["params"]["_meta"][SUBSCRIPTION] == "b"
        assert not client.answered("a"), "a cancelled request is not answered"
        server.end_input()
        assert server.wait(10) == 0


# -- many, and slow ones ---------------------------------------------------------


def test_streams_that_are_left_cost_nothing_in_the_end(sample_dsn):
    with HttpServer("--conn", sample_dsn, env=measured()) as server, LegacyClient(server.port) as client:
        before = server.memory_kib("RssAnon")
        for _ in range(200):
            with session_stream(client) as stream:
                assert stream.next().id
        assert server.memory_kib("RssAnon") - before < 4096


def test_a_client_that_does_not_read_stops_nobody(changing):
    wanted = {"notifications": {"resourceSubscriptions": [WATCHED]}}
    message = messages.modern(messages.request(1, "subscriptions/listen", wanted))
    body = json.dumps(message).encode()
    head = "".join(f"{name}: {value}\r\n" for name, value in messages.modern_headers(message).items())
    with socket.create_connection(("127.0.0.1", changing.port)) as deaf:
        deaf.sendall(f"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json, "
                     f"text/event-stream\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        with listen(changing.port, resourceSubscriptions=[WATCHED]) as stream:
            stream.message()
            changing.psql("alter table watched add column a int")
            assert stream.message()["method"] == "notifications/resources/updated"


# -- what PostgreSQL says --------------------------------------------------------

NOISY = "drop table if exists there_is_none"


def noisy_call(client, level=None):
    params = {"name": "query", "arguments": {"sql": NOISY}}
    if level:
        params["_meta"] = {messages.META + "logLevel": level}
    return client.send(messages.request(1, "tools/call", params))


def said(response):
    return [m["params"] for m in response.messages() if m.get("method") == "notifications/message"]


def test_a_session_hears_what_postgresql_says_from_the_level_it_set(changing):
    with LegacyClient(changing.port) as client:
        assert said(noisy_call(client)) == []
        assert client.ask("logging/setLevel", {"level": "notice"})["result"] == {}
        response = noisy_call(client)
        notice, = said(response)
        assert (notice["level"], notice["logger"]) == ("notice", "postgresql")
        assert "there_is_none" in notice["data"]["message"] and notice["data"]["severity"] == "NOTICE"
        assert "result" in response.answer and b"\nid: " in response.body
        assert client.ask("logging/setLevel", {"level": "warning"})["result"] == {}
        assert said(noisy_call(client)) == []
        assert client.ask("logging/setLevel", {"level": "loud"})["error"]["code"] == -32602


def test_a_modern_request_hears_it_only_if_it_asks(changing):
    with ModernClient(changing.port) as client:
        assert said(noisy_call(client)) == []
        assert [each["level"] for each in said(noisy_call(client, "debug"))] == ["notice"]
        assert noisy_call(client, "loud").error["code"] == -32602
