"""What tenants of one server hold in the protocol (sessions, streams, tasks, cursors, lists, errors) is nobody else's, whatever they send."""
import socket

import pytest

from harness import messages
from harness.event_stream import credentials
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.sse_pipe import SsePipe
from harness.tenant_world import free_of_others, serving
from harness.tenants import SEATS, canary, own_schema, token
from harness.waiting import eventually

TASKS = {"extensions": {"io.modelcontextprotocol/tasks": {}}}
ROWS = "select distinct body from docs"


@pytest.fixture(scope="module")
def world(cluster, tmp_path_factory):
    with serving(cluster, "tenancy_protocol", tmp_path_factory.mktemp("tenancy_protocol"), "--pool-max", 4) as world:
        yield world


@pytest.fixture
def red(world):
    with LegacyClient(world.port, token=token("red")) as client:
        yield client


@pytest.fixture
def rose(world):
    """Another tenant of the same seat."""
    with LegacyClient(world.port, token=token("rose")) as client:
        yield client


# -- sessions --------------------------------------------------------------------------

MESSAGES = {
    "ping": messages.request(1, "ping"),
    "a list": messages.request(1, "tools/list"),
    "a call": messages.tool_call(1, "query", {"sql": ROWS}),
    "a subscription": messages.request(1, "resources/subscribe", {"uri": f"table://{own_schema('red')}/account"}),
    "a log level": messages.request(1, "logging/setLevel", {"level": "debug"}),
    "a completion": messages.request(1, "completion/complete", {"ref": {"type": "ref/resource", "uri": "table://{schema}/{table}"},
                                                                "argument": {"name": "schema", "value": ""}}),
    "a cancellation": messages.notification("notifications/cancelled", {"requestId": 1}),
    "a notification": messages.notification("notifications/initialized"),
    "an answer": {"jsonrpc": "2.0", "id": 1, "result": {}},
}


@pytest.mark.parametrize("what", MESSAGES)
def test_the_session_of_another_takes_no(world, red, rose, what):
    refused = rose.wire.post(MESSAGES[what], red.headers())
    unknown = rose.wire.post(MESSAGES[what], {**red.headers(), "Mcp-Session-Id": "x" * len(red.session)})
    assert (refused.status, refused.body) == (unknown.status, unknown.body) and refused.status == 404
    free_of_others("rose", refused.body)
    assert red.query(ROWS).rows == [[canary("red")]]


def test_the_session_of_another_is_not_deleted(world, red, rose):
    assert rose.wire.exchange("DELETE", "/mcp", None, red.headers()).status == 404
    assert red.query(ROWS).rows == [[canary("red")]]


def test_the_session_of_another_takes_no_batch(world, rose):
    with LegacyClient(world.port, version="2025-03-26", token=token("red")) as red:
        batch = [messages.tool_call(n, "query", {"sql": ROWS}) for n in (1, 2)]
        refused = rose.wire.post(batch, red.headers()).messages()[0]
        assert [each["error"]["data"]["code"] for each in refused] == ["session_not_found"] * 2
        answers = red.wire.post(batch, red.headers()).messages()[0]
        assert sorted(each["id"] for each in answers) == [1, 2]
        free_of_others("red", answers)


def test_a_session_of_the_old_transport_takes_nothing_of_another(world):
    with SsePipe(world.server, token("red")) as over:
        gone = over.endpoint
    with SsePipe(world.server, token("red")) as hers, Wire(world.port, token=token("rose")) as wire:
        stolen, unknown = (wire.exchange("POST", each, messages.initialize(), {"Content-Type": "application/json"}) for each in (hers.endpoint, gone))
        assert (stolen.status, stolen.body) == (unknown.status, unknown.body) and stolen.status == 404
        hers.write(messages.request("own", "ping"))
        assert '"own"' in hers.lines.get(timeout=5) and hers.lines.empty()


def test_a_session_of_one_transport_is_none_of_the_other(world, rose):
    with SsePipe(world.server, token("red")) as hers:
        stolen = {"Mcp-Session-Id": hers.session_id, "MCP-Protocol-Version": messages.LEGACY}
        assert rose.wire.post(MESSAGES["a call"], stolen).status == 404
        assert hers.lines.empty()


def test_a_session_is_its_tokens_and_not_its_tenants(world, red):
    """Two callers of one tenant are two callers."""
    with Wire(world.port, token=world.tokens("red")[1]) as wire:
        assert wire.post(MESSAGES["a call"], red.headers()).status == 404


def test_session_ids_have_128_bits_that_differ(world):
    ids = []
    for _ in range(8):
        with LegacyClient(world.port, token=token("rose")) as client:
            ids.append(client.session)
    assert sum(len(set(column)) > 3 for column in zip(*ids)) * 6 >= 128


# -- who calls is what the token says, on every message ------------------------------------

CLAIMED = {
    "a role in a header": {"X-MCP-Role": "of_red", "X-Role": "of_red"},
    "a user in a header": {"X-Forwarded-User": "red", "X-Remote-User": "red", "Remote-User": "red"},
    "a tenant in a header": {"X-Tenant": "red", "X-Tenant-Id": "red"},
    "a token in another header": {"X-Authorization": "Bearer token-of-red", "Proxy-Authorization": "Bearer token-of-red"},
    "a token in a cookie": {"Cookie": "token=token-of-red; Authorization=Bearer token-of-red"},
    "what another got": {"If-None-Match": "*", "If-Modified-Since": "Mon, 23 Nov 2026 00:00:00 GMT"},
}


@pytest.mark.parametrize("what", CLAIMED)
def test_nobody_becomes_another_by(world, rose, what):
    reply = rose.wire.post(MESSAGES["a call"], {**rose.headers(), **CLAIMED[what]})
    assert reply.status == 200 and messages.Result(reply.answer).rows == [[canary("rose")]]


def test_nobody_becomes_another_by_two_tokens(world):
    body = b'{"jsonrpc":"2.0","id":1,"method":"ping"}'
    with socket.create_connection(("127.0.0.1", world.port), 10) as raw:
        raw.sendall(b"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                    b"Authorization: Bearer token-of-rose\r\nAuthorization: Bearer token-of-red\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        assert int(raw.recv(4096).split()[1]) in (400, 401)


def test_nobody_becomes_another_by_a_token_in_the_address(world):
    with Wire(world.port, token=token("rose")) as wire:
        assert wire.post(messages.initialize(), path="/mcp?access_token=token-of-red").status == 400


def test_nobody_becomes_another_by_what_a_message_says_of_itself(world):
    message = messages.modern(MESSAGES["a call"])
    message["params"]["_meta"].update({"tenant": "red", "sub": "red", "claims": {"tenant": "red"}, "app.tenant": "red"})
    with Wire(world.port, token=token("rose")) as wire:
        assert messages.Result(wire.post(message, messages.modern_headers(message)).answer).rows == [[canary("rose")]]


def test_nobody_becomes_another_by_a_claim_that_another_issuer_made(world):
    """`match` names the issuer that may say who is of which tenant."""
    forged = world.issuers[1].token("unheard-of", tenant="red")
    with ModernClient(world.port, token=forged) as client:
        assert client.query(ROWS).error["code"] == "access_denied"


def test_each_request_of_one_connection_is_its_own_tokens(world):
    """As behind a proxy that keeps its connections for all of its users."""
    with Wire(world.port) as wire:
        message = messages.modern(MESSAGES["a call"])
        for tenant in [*SEATS] * 3:
            for each in world.tokens(tenant):
                reply = wire.post(message, {**messages.modern_headers(message), **credentials(each)})
                assert messages.Result(reply.answer).rows == [[canary(tenant)]]
            assert wire.post(message, messages.modern_headers(message)).status == 401


# -- the same subject of two issuers ---------------------------------------------------------


@pytest.fixture
def namesakes(world):
    """Two callers whose tokens say the same name, of two issuers."""
    world.permit(more_users="  twin: of_red\n")
    return [issuer.token("twin", tenant=tenant) for issuer, tenant in zip(world.issuers, ("red", "rose"))]


def test_a_namesake_of_another_issuer_has_no_part_in_a_session(world, namesakes):
    with LegacyClient(world.port, token=namesakes[0]) as one, Wire(world.port, token=namesakes[1]) as other:
        assert other.post(MESSAGES["a call"], one.headers()).status == 404
        assert one.query(ROWS).rows == [[canary("red")]]


def test_a_namesake_of_another_issuer_sees_rows_of_its_own_claims(world, namesakes):
    for each, tenant in zip(namesakes, ("red", "rose")):
        with ModernClient(world.port, token=each) as client:
            assert client.query(ROWS).rows == [[canary(tenant)]]


def test_a_namesake_of_another_issuer_cannot_use_its_cursor(world, namesakes):
    with ModernClient(world.port, token=namesakes[0]) as one, ModernClient(world.port, token=namesakes[1]) as other:
        cursor = one.call("list_tables", schema=own_schema("red"), page_size=1).structured["next_cursor"]
        refused, forged = (other.call("list_tables", schema=own_schema("red"), page_size=1, cursor=each) for each in (cursor, "x" * len(cursor)))
        assert refused.error == forged.error and refused.text == forged.text
        assert not one.call("list_tables", schema=own_schema("red"), page_size=1, cursor=cursor).is_error


@pytest.mark.parametrize("method, more", [("tasks/get", {}), ("tasks/update", {"inputResponses": {}}), ("tasks/cancel", {})])
def test_a_namesake_of_another_issuer_has_no_part_in_a_task(world, namesakes, method, more):
    made = world.ask(namesakes[0], "tools/call", TASKS, name="query", arguments={"sql": "select body from docs, pg_sleep(2.4) limit 1"})
    id = made["result"]["taskId"]
    for stranger in (namesakes[1], token("rose"), token("red")):
        refused = world.ask(stranger, method, TASKS, taskId=id, **more)["error"]
        unknown = world.ask(stranger, method, TASKS, taskId="x" * len(id), **more)["error"]
        assert refused["code"] == unknown["code"] == -32602
        free_of_others("rose", refused)
    done, _ = eventually(lambda: (got := world.ask(namesakes[0], "tasks/get", TASKS, taskId=id)["result"])["status"] == "completed" and got,
                         10, "it completes")
    assert canary("red") in str(free_of_others("red", done))
