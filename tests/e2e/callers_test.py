"""Who calls: tokens over HTTP, two callers in one process, the permissions file while the server runs."""
import hashlib
import json
import os
import signal

import pytest

from harness import messages
from harness.event_stream import EventStream
from harness.http_client import JSON, LegacyClient, ModernClient, Wire
from harness.messages import request
from harness.server import HttpServer, StdioServer, run
from harness.stdio_client import StdioClient
from harness.waiting import eventually

ALICE, BOB, EXPIRED = "token-of-alice", "token-of-bob", "token-of-yesterday"


def entry(name, token, more=""):
    return f"  - name: {name}\n    sha256: {hashlib.sha256(token.encode()).hexdigest()}\n{more}"


def permissions(*entries):
    return "tokens:\n" + "".join(entries)


USUAL = permissions(entry("alice", ALICE), entry("bob", BOB), entry("carol", EXPIRED, "    expires: 2020-01-01\n"))


@pytest.fixture(scope="module")
def guarded(cluster, sample_dsn, tmp_path_factory):
    file = tmp_path_factory.mktemp("guarded") / "permissions.yaml"
    file.write_text(USUAL)
    with HttpServer("--conn", sample_dsn, "--permissions", file, "--pool-max", "2", "--log-level", "trace") as server:
        with Wire(server.port) as wire:
            eventually(lambda: wire.get("/health").status == 200, 5, "the database is up")
        yield server
        assert server.alive(), server.last_words()
        server.terminate()
        for word in (ALICE, BOB, EXPIRED):
            assert word not in server.full_log(), "a token in the log"


@pytest.mark.parametrize("headers, status, error", [
    ({}, 401, None),
    ({"Authorization": ""}, 401, None),
    ({"Authorization": "Basic YWxpY2U6eA=="}, 401, None),
    ({"Authorization": "Bearer"}, 401, "invalid_token"),
    ({"Authorization": "Bearer nonsense"}, 401, "invalid_token"),
    ({"Authorization": f"Bearer {ALICE}x"}, 401, "invalid_token"),
    ({"Authorization": f"Bearer {ALICE} {BOB}"}, 401, "invalid_token"),
    ({"Authorization": f"Bearer {hashlib.sha256(ALICE.encode()).hexdigest()}"}, 401, "invalid_token"),
    ({"Authorization": f"Bearer {EXPIRED}"}, 401, "invalid_token"),
    ({"Authorization": ALICE}, 401, None),
    ({"X-Authorization": f"Bearer {ALICE}"}, 401, None),
    ({"Authorization": f"Bearer {ALICE}"}, 200, None),
    ({"Authorization": f"bearer {ALICE}"}, 200, None),
    ({"Authorization": f"BEARER   {ALICE}"}, 200, None),
], ids=lambda value: str(value)[:40])
def test_only_a_good_token_lets_a_message_in(guarded, headers, status, error):
    with Wire(guarded.port) as wire:
        reply = wire.post(messages.initialize(), headers)
        assert reply.status == status, reply.body
        if status == 401:
            challenge = reply.headers["www-authenticate"]
            assert challenge.startswith("Bearer ")
            assert ("error=" in challenge) == (error is not None) and (error or "") in challenge
            assert reply.answer["jsonrpc"] == "2.0" and reply.error["data"]["error"] == "not_authenticated" \
                if "data" in reply.error and "error" in reply.error["data"] else reply.error["code"] == 301
            assert ALICE not in str(reply.headers) and ALICE not in reply.body.decode()
        assert wire.get("/health").status == 200, "the connection does not survive"


@pytest.mark.parametrize("exchange", [
    ("POST", "/mcp", b"{", {"Content-Type": "application/json"}),
    ("POST", "/mcp", b"x", {"Content-Type": "text/plain"}),
    ("POST", "/mcp", b"", {"Content-Type": "application/json", "Mcp-Session-Id": "made-up"}),
    ("DELETE", "/mcp", None, {"Mcp-Session-Id": "made-up"}),
    ("DELETE", "/mcp", None, {}),
    ("GET", "/mcp", None, {"Accept": "text/event-stream"}),
    ("PUT", "/mcp", b"", {}),
    ("HEAD", "/mcp", None, {}),
])
def test_the_token_comes_before_anything_else_that_is_wrong(guarded, exchange):
    with Wire(guarded.port) as wire:
        reply = wire.exchange(*exchange)
        assert reply.status == 401 and reply.headers["www-authenticate"].startswith("Bearer")


def test_a_token_in_the_query_is_refused(guarded):
    with Wire(guarded.port) as wire:
        for path in (f"/mcp?access_token={ALICE}", f"/mcp?a=b&access%5Ftoken={ALICE}", f"/mcp?ACCESS_TOKEN={ALICE}"):
            reply = wire.post(messages.initialize(), path=path)
            assert reply.status == 401 and "www-authenticate" in reply.headers
            both = wire.post(messages.initialize(), {"Authorization": f"Bearer {ALICE}"}, path=path)
            assert both.status == 400 and 'error="invalid_request"' in both.headers["www-authenticate"]


def test_a_session_proves_nothing(guarded):
    with LegacyClient(guarded.port, token=ALICE) as alice, Wire(guarded.port) as nobody:
        reply = nobody.post(request(1, "tools/list"), alice.headers())
        assert reply.status == 401
        assert alice.query("select 1").rows == [[1]]


def test_a_session_belongs_to_its_caller(guarded):
    with LegacyClient(guarded.port, token=ALICE) as alice, Wire(guarded.port, token=BOB) as bob:
        assert bob.post(request(1, "tools/list"), alice.headers()).status == 404
        assert bob.exchange("DELETE", "/mcp", None, alice.headers()).status == 404
        assert bob.post(messages.initialize(), alice.headers()).status == 404
        assert alice.query("select 1").rows == [[1]], "bob ended it"
        assert alice.delete().status == 200
        assert alice.send(request(1, "ping")).status == 404


def test_nobody_cancels_what_is_somebody_elses(guarded, activity):
    with LegacyClient(guarded.port, token=ALICE) as alice, LegacyClient(guarded.port, token=BOB) as bob, \
         ModernClient(guarded.port, token=BOB) as modern:
        call = alice.begin("query", id=77, sql="select pg_sleep(1.5), 'not cancelled' as tag")
        eventually(lambda: activity("not cancelled"), 5, "the statement runs")
        assert bob.cancel(77).status == 202
        assert modern.send(messages.notification("notifications/cancelled", {"requestId": 77})).status == 202
        stolen = messages.notification("notifications/cancelled", {"requestId": 77})
        assert bob.wire.post(stolen, alice.headers()).status == 404
        assert call.result().rows[0][-1] == "not cancelled"


def test_a_cursor_is_its_callers(guarded):
    with ModernClient(guarded.port, token=ALICE) as alice, ModernClient(guarded.port, token=BOB) as bob:
        arguments = {"schema": "public", "page_size": 1}
        first = alice.call("list_tables", **arguments)
        cursor = first.structured.get("next_cursor")
        assert cursor, first.structured
        assert not alice.call("list_tables", cursor=cursor, **arguments).is_error
        assert bob.call("list_tables", cursor=cursor, **arguments).is_error


def test_one_caller_s_burst_does_not_starve_the_other(guarded):
    with ModernClient(guarded.port, token=ALICE) as alice, ModernClient(guarded.port, token=BOB) as bob:
        burst = [alice.begin("query", id=i, sql="select pg_sleep(0.25)", timeout=60) for i in range(30)]
        eventually(lambda: any(each.done() for each in burst), 10, "the burst is under way")
        assert bob.query("select 'bob' as who").rows == [["bob"]]
        waiting = sum(not each.done() for each in burst)
        assert waiting >= 15, f"bob waited until only {waiting} of alice's 30 calls were left"
        for each in burst:
            each.response(within=30)


def test_the_same_id_of_two_callers_gives_each_their_own(guarded):
    with LegacyClient(guarded.port, token=ALICE) as alice, LegacyClient(guarded.port, token=BOB) as bob:
        slow = alice.begin("query", id=1, sql="select pg_sleep(0.3), 'alice' as who")
        fast = bob.begin("query", id=1, sql="select 'bob' as who")
        assert fast.result().rows == [["bob"]]
        assert slow.result().rows[0][-1] == "alice"


def test_health_and_preflight_need_no_token(guarded):
    with Wire(guarded.port) as wire:
        assert wire.get("/health").status == 200
        asked = {"Origin": "http://localhost:6274", "Access-Control-Request-Method": "POST",
                 "Access-Control-Request-Headers": "authorization, content-type"}
        reply = wire.exchange("OPTIONS", "/mcp", None, asked)
        assert reply.status == 204 and "authorization" in reply.headers["access-control-allow-headers"].lower()


def status_of(server, token):
    with Wire(server.port, token=token) as wire:
        return wire.post(messages.initialize()).status


def test_the_file_is_taken_when_it_changes_and_the_last_good_one_kept(tmp_path):
    file = tmp_path / "permissions.yaml"
    file.write_text(permissions(entry("alice", ALICE)))
    with HttpServer("--permissions", file) as server:
        with LegacyClient(server.port, token=ALICE) as alice:
            assert status_of(server, BOB) == 401
            file.write_text(permissions(entry("alice", ALICE), entry("bob", BOB)))
            eventually(lambda: status_of(server, BOB) == 200, 5, "bob's token is known")
            assert alice.send(request(5, "ping")).status == 200, "alice's session did not survive the reload"
            file.write_text("tokens: [oops\n")
            eventually(lambda: "refused" in server.log(), 5, "the broken file is told about")
            assert "permissions.yaml" in server.log()
            assert status_of(server, BOB) == status_of(server, ALICE) == 200
            replacement = tmp_path / "new.yaml"
            replacement.write_text(permissions(entry("bob", BOB)))
            os.replace(replacement, file)
            eventually(lambda: alice.send(request(6, "ping")).status == 401, 5, "alice's token is gone")
            assert status_of(server, BOB) == 200
            file.write_text("tokens: []\n")
            eventually(lambda: status_of(server, BOB) == 401, 5, "nobody is known any more")
        lines = [line for line in server.log().splitlines() if "reload" in line]
        assert len(lines) == 4, lines


def test_clients_are_told_that_what_they_are_offered_may_have_changed(tmp_path):
    file = tmp_path / "permissions.yaml"
    file.write_text(permissions(entry("alice", ALICE), entry("bob", BOB)))
    with HttpServer("--permissions", file) as server, LegacyClient(server.port, token=ALICE) as alice:
        assert alice.initialized["capabilities"]["tools"] == alice.initialized["capabilities"]["prompts"] == {"listChanged": True}
        streams = [EventStream(server.port, "GET", "/mcp", {"Accept": "text/event-stream", "Authorization": f"Bearer {ALICE}", **alice.headers()})]
        listening = messages.modern(messages.request(1, "subscriptions/listen", {"notifications": {"toolsListChanged": True}}))
        streams.append(EventStream(server.port, "POST", "/mcp", {**JSON, "Authorization": f"Bearer {BOB}", **messages.modern_headers(listening)}, listening))
        assert streams[1].message()["params"]["notifications"] == {"toolsListChanged": True}
        file.write_text(permissions(entry("alice", ALICE), entry("bob", BOB), entry("carol", EXPIRED)))
        assert streams[0].message()["method"] == "notifications/tools/list_changed"
        assert streams[0].message()["method"] == "notifications/prompts/list_changed"
        assert streams[1].message()["method"] == "notifications/tools/list_changed"


def test_sighup_takes_the_file_at_once_and_says_so(tmp_path):
    file = tmp_path / "permissions.yaml"
    file.write_text(permissions(entry("alice", ALICE)))
    with HttpServer("--permissions", file) as server:
        os.kill(server.pid, signal.SIGHUP)
        eventually(lambda: "reload" in server.log(), 5, "the reload is told")
        assert status_of(server, ALICE) == 200 and server.alive()


def test_sighup_ends_no_server_that_has_just_begun_to_listen(tmp_path):
    file = tmp_path / "permissions.yaml"
    file.write_text(permissions(entry("alice", ALICE)))
    for _ in range(10):
        with HttpServer("--permissions", file) as server:
            os.kill(server.pid, signal.SIGHUP)
            assert status_of(server, ALICE) == 200


def test_a_token_made_by_the_program_works(tmp_path):
    code, out, err = run("token", "new", "--name", "dora")
    assert code == 0 and err == ""
    token, _, rest = out.partition("\n")
    assert token not in rest
    file = tmp_path / "permissions.yaml"
    file.write_text(rest)
    with HttpServer("--permissions", file) as server:
        assert status_of(server, token) == 200
        assert status_of(server, token[:-1]) == 401
    assert run("token", "new")[1].splitlines()[0] != token


@pytest.mark.parametrize("text, named", [
    ("", "tokens"), ("tokens: []\n", "no tokens"), (USUAL + "roles:\n", "roles"), (USUAL + "tokns: []\n", "tokns"),
    (permissions(entry("a", ALICE), entry("b", ALICE)), "twice"), ("tokens: [{name: a, sha256: plain}]\n", "sha256"),
])
def test_a_wrong_file_stops_the_start_with_one_line(tmp_path, text, named):
    file = tmp_path / "permissions.yaml"
    file.write_text(text)
    code, out, err = run("--transport", "streamable-http", "--port", "0", "--permissions", file)
    assert (code, out) == (2, "") and len(err.strip().splitlines()) == 1, err
    assert named in err and str(file) in err


def test_over_stdio_the_operator_names_the_caller(sample_dsn, tmp_path):
    file = tmp_path / "permissions.yaml"
    file.write_text(USUAL)
    for flags, environment in ((["--principal", "alice"], {}), ([], {"MCP_PRINCIPAL": "alice"}),
                               (["--permissions", file], {})):
        with StdioServer("--conn", sample_dsn, *flags, env=environment) as server:
            client = StdioClient(server)
            client.initialize()
            assert client.query("select 1").rows == [[1]]


def test_with_tokens_it_may_listen_on_every_address(tmp_path):
    file = tmp_path / "permissions.yaml"
    file.write_text(USUAL)
    with HttpServer("--permissions", file, "--host", "0.0.0.0") as server:
        assert status_of(server, ALICE) == 200 and status_of(server, "x") == 401
        with Wire(server.port, token=ALICE) as wire:
            assert wire.post(messages.initialize(), {"Host": "evil.example"}).status == 403
            assert json.loads(wire.get("/health").body)["database"] == "none"
