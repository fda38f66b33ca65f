"""tests/corpus/attacks/requests.jsonl: where callers of an issuer put their tokens, and whose sessions they name."""
import http.client
import json
import re
import secrets

import pytest

from harness import messages
from harness.guarded import STATIC, Guarded
from harness.http_client import JSON, LegacyClient, ModernClient
from harness.issuer import Issuer
from harness.server import ROOT

ENTRIES = [json.loads(line) for line in (ROOT / "tests/corpus/attacks/requests.jsonl").read_text().splitlines()]
BODIES = {"ping": messages.request(7, "ping"), "call": messages.tool_call(7, "query", {"sql": "select 1"}), None: None}


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    with Issuer(tmp_path_factory.mktemp("issuer")) as made:
        yield made


@pytest.fixture(scope="module")
def guarded(issuer, sample_dsn, tmp_path_factory):
    with Guarded(issuer, sample_dsn, tmp_path_factory.mktemp("guarded")) as server:
        server.knows_the_keys(issuer)
        server.give_roles("users: {alice: reader, bob: reader, carol: reader}\n")
        yield server
        assert server.alive(), server.last_words()


@pytest.fixture(scope="module")
def alice(guarded, issuer):
    with LegacyClient(guarded.port, token=issuer.token()) as client:
        yield client


@pytest.fixture
def words(issuer, alice):
    return {"{alice}": alice.wire.token, "{alice again}": issuer.token(jti="another"), "{bob}": issuer.token("bob"),
            "{Alice}": issuer.token("Alice"), "{carol}": STATIC, "{session of alice}": alice.session,
            "{session of alice, shorter}": alice.session[:-1], "{session of alice, other case}": alice.session.swapcase(),
            "{unknown}": secrets.token_urlsafe(len(alice.session))[:len(alice.session)], "{10 KiB}": "a" * 10240}


def sent(port, entry, words):
    """As it stands in the entry: fields may come twice."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection._validate_path = lambda path: None
    fill = lambda text: re.sub(r"\{[^}]*\}", lambda found: words[found[0]], text)
    body = b"" if entry["body"] is None else json.dumps(BODIES[entry["body"]]).encode()
    connection.putrequest(entry["method"], fill(entry["path"]), skip_accept_encoding=True)
    fields = [*(JSON if body else {"Accept": "text/event-stream"}).items(), ("Content-Length", str(len(body))),
              ("MCP-Protocol-Version", messages.LEGACY)]
    for name, value in [*fields, *((name, fill(value)) for name, value in entry["headers"])]:
        connection._output(f"{name}: {value}".encode("latin-1"))  # putheader refuses what is sent here
    connection.endheaders(body or None)
    reply = connection.getresponse()
    told = reply.status, reply.headers
    connection.close()
    return told


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_a_request_is_answered_for_whose_it_is(guarded, alice, words, entry):
    status, headers = sent(guarded.port, entry, words)
    assert status == entry["expect"]
    assert status != 401 or "resource_metadata=" in headers["www-authenticate"]
    assert alice.query("select 'hers' as whose").rows == [["hers"]], "her session is as it was"


def test_calls_of_one_id_at_the_same_time_are_answered_to_whom_they_belong(guarded, issuer):
    with LegacyClient(guarded.port, token=issuer.token()) as alice, LegacyClient(guarded.port, token=issuer.token("bob")) as bob:
        for _ in range(10):
            calls = {name: client.begin("query", id=1, sql=f"select '{name}' as who, count(*) from generate_series(1, 100000)")
                     for name, client in {"alice": alice, "bob": bob}.items()}
            assert {name: call.result().rows[0][0] for name, call in calls.items()} == {"alice": "alice", "bob": "bob"}


def test_sessions_cannot_be_guessed(guarded, issuer):
    """Of 300, one after the other: all differ, in the greater part of their characters, and in no order."""
    token, ids = issuer.token(), []
    for _ in range(300):
        with LegacyClient(guarded.port, token=token) as client:
            ids.append(client.session)
            client.delete()
    assert len(set(ids)) == 300 and len({len(each) for each in ids}) == 1
    changing = [place for place in range(len(ids[0])) if len({each[place] for each in ids}) >= 16]
    assert len(changing) * 5 >= 128, "characters of six bits, with something to spare"
    assert ids not in (sorted(ids), sorted(ids, reverse=True))


@pytest.mark.parametrize("name", ["X-MCPG-Role", "X-Role", "X-User", "X-Forwarded-User", "X-Remote-User", "X-Tenant-Id", "Mcp-Principal"])
def test_no_field_of_a_request_gives_anybody_a_role(guarded, issuer, name):
    with ModernClient(guarded.port, token=issuer.token("mallory")) as client:
        message, headers = client.prepared(messages.tool_call(1, "query", {"sql": "select 1"}))
        for who in ("alice", "reader", "postgres"):
            answer = messages.Result(client.wire.post(message, {**headers, name: who}).answer)
            assert answer.error["code"] == "access_denied"
