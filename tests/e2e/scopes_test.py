"""Scopes of access tokens: those that every token must have, and those that give operations."""
import re

import pytest

from harness.http_client import LegacyClient, ModernClient, Wire
from harness.issuer import Issuer
from harness.messages import initialize, tool_call
from harness.server import HttpServer, run
from harness.waiting import eventually

PERMISSIONS = """
roles: {writer: {operations: [select, insert]}}
users: {_default: writer}
scopes: {"db:read": select, "db:write": [insert, update]}
"""


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    with Issuer(tmp_path_factory.mktemp("issuer")) as issuer:
        yield issuer


@pytest.fixture
def serve(issuer, cluster, fresh_database, tmp_path):
    servers = []
    file = tmp_path / "permissions.yaml"
    file.write_text(PERMISSIONS)
    with cluster.psql(fresh_database) as admin:
        admin("create table notes (note text)")

    def start(*flags):
        server = HttpServer("--conn", cluster.dsn(fresh_database), "--auth-issuer", issuer.url, "--auth-audience", "howdah", "--permissions", file,
                            *flags).__enter__()
        servers.append(server)
        server.file = file
        with Wire(server.port) as wire:
            eventually(lambda: wire.get("/health").status == 200, 10, "the database is up")
        return server

    yield start
    for server in servers:
        server.__exit__(None, None, None)


def asked(client, sql):
    return client.send(tool_call(7, "query", {"sql": sql}))


def challenge(reply):
    return dict(re.findall(r'(\w+)="([^"]*)"', reply.headers["www-authenticate"]))


def test_a_token_without_the_wanted_scopes_opens_nothing(serve, issuer):
    server = serve("--auth-scopes", "mcp,db:read")
    with Wire(server.port) as wire:
        reply = wire.post(initialize(), headers={"Authorization": f"Bearer {issuer.token('alice', scope='mcp')}"})
        assert reply.status == 403 and challenge(reply)["error"] == "insufficient_scope"
        assert challenge(reply)["scope"] == "mcp db:read" and "resource_metadata" in challenge(reply)
        assert challenge(wire.post(initialize()))["scope"] == "mcp db:read"
        assert '"scopes_supported":["mcp","db:read"]' in wire.get("/.well-known/oauth-protected-resource").body.decode()
    with ModernClient(server.port, token=issuer.token("alice", scope="db:read mcp")) as alice:
        assert alice.query("select 1").rows == [[1]]


@pytest.mark.parametrize("era", [LegacyClient, ModernClient])
def test_an_operation_takes_its_scope(serve, issuer, era):
    server = serve()
    with era(server.port, token=issuer.token("alice", scope="db:read")) as alice:
        assert alice.query("select count(*) from notes").rows == [[0]]
        reply = asked(alice, "insert into notes values ('x')")
        assert reply.status == 403 and challenge(reply) == {
            "realm": "howdah", "error": "insufficient_scope", "scope": "db:write",
            "resource_metadata": f"http://127.0.0.1:{server.port}/.well-known/oauth-protected-resource/mcp",
            "error_description": "The access token was not given the scope that this takes."}
        assert "db:write" in reply.error["message"]
        assert alice.query("select count(*) from notes").rows == [[0]]
    with era(server.port, token=issuer.token("alice", scope="db:read db:write")) as alice:
        assert not alice.query("insert into notes values ('x')").is_error
        refused = alice.query("update notes set note = 'y'")
        assert refused.is_error and "not allowed for your role" in refused.text, "the role may not, whatever the scope"


def test_scopes_change_with_the_file_but_do_not_go(serve, issuer):
    server = serve()
    with ModernClient(server.port, token=issuer.token("alice", scope="db:read")) as alice:
        server.file.write_text(PERMISSIONS.replace('"db:read": select', '"db:look": select'))
        eventually(lambda: asked(alice, "select 1").status == 403, 5, "the change holds")
        server.file.write_text(PERMISSIONS[:PERMISSIONS.index("scopes:")])
        eventually(lambda: "the key scopes is gone" in server.full_log(), 5, "it is refused")
        assert asked(alice, "select 1").status == 403


@pytest.mark.parametrize("flags, reason", [
    (["--auth-scopes", "mcp"], "is of use with an issuer only"),
    (["--auth-issuer", "https://id.example", "--auth-audience", "x", "--auth-scopes", "a b"], "is not a scope"),
])
def test_what_cannot_be_meant_does_not_start(flags, reason):
    code, _, told = run("--transport", "streamable-http", *flags)
    assert code == 2 and reason in told, told
