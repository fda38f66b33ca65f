"""Access tokens of an issuer: what a client without one is told, what one that brings one gets, and what ends with it."""
import json

import pytest

from harness.http_client import LegacyClient, ModernClient, Wire
from harness.issuer import Issuer
from harness.messages import initialize
from harness.server import HttpServer, run
from harness.waiting import eventually

WELL_KNOWN = "/.well-known/oauth-protected-resource"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    with Issuer(tmp_path_factory.mktemp("issuer")) as issuer:
        yield issuer


def variables(issuer, **more):
    return {"MCP_AUTH_ISSUER": issuer.url, "MCP_AUTH_AUDIENCE": "howdah", **more}


@pytest.fixture(scope="module")
def server(issuer):
    with HttpServer(env=variables(issuer)) as server:
        yield server
        assert server.alive(), server.last_words()
        server.terminate()
        assert ".eyJ" not in server.full_log(), "a token in the log"


@pytest.fixture
def wire(server):
    with Wire(server.port) as wire:
        yield wire


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("path, resource", [("", "/mcp"), ("/mcp", "/mcp"), ("/mcp/", "/mcp"), ("/sse", "/sse")])
def test_the_metadata_is_there_for_everybody(wire, server, issuer, path, resource):
    reply = wire.get(WELL_KNOWN + path)
    assert reply.status == 200 and reply.headers["content-type"] == "application/json"
    assert "max-age" in reply.headers["cache-control"]
    assert json.loads(reply.body) == {"resource": f"http://127.0.0.1:{server.port}{resource}",
                                      "authorization_servers": [issuer.url], "bearer_methods_supported": ["header"]}


def test_other_well_known_paths_are_nothing(wire):
    for path in ("/.well-known/oauth-authorization-server", "/.well-known/openid-configuration", WELL_KNOWN + "/other"):
        assert wire.get(path).status == 404, path


def test_a_challenge_leads_to_the_metadata(wire, server):
    reply = wire.post(initialize())
    challenge = reply.headers["www-authenticate"]
    assert reply.status == 401 and "error=" not in challenge
    where = challenge.split('resource_metadata="')[1].split('"')[0]
    assert where == f"http://127.0.0.1:{server.port}{WELL_KNOWN}/mcp"
    assert wire.get(where.split(str(server.port))[1]).status == 200


def test_a_good_token_lets_in_at_once_and_again(wire, issuer):
    token = issuer.token("alice")
    looks = None
    for _ in range(3):
        assert wire.post(initialize(), bearer(token)).status == 200
        looks = looks or issuer.looks()
    assert issuer.looks() == looks, "a known token cost a look at the keys"


@pytest.mark.parametrize("claims, told", [
    ({"exp": 1_000_000_000}, "expired"), ({"aud": "another"}, "not meant for this server"), ({"iss": "https://other.example"}, "issuer"),
    ({"exp": None}, ""), ({"sub": None}, ""),
])
def test_a_bad_token_is_told_why(wire, issuer, claims, told):
    reply = wire.post(initialize(), bearer(issuer.token(**claims)))
    challenge = reply.headers["www-authenticate"]
    assert reply.status == 401 and 'error="invalid_token"' in challenge and "resource_metadata=" in challenge
    assert told in challenge.split("error_description=")[1]


def test_a_token_in_an_address_is_refused(server, issuer):
    with Wire(server.port) as wire:
        reply = wire.post(initialize(), path=f"/mcp?access_token={issuer.token()}")
        assert reply.status == 401 and 'error="invalid_request"' in reply.headers["www-authenticate"]


def test_behind_a_proxy_the_public_url_counts(issuer):
    with HttpServer(env=variables(issuer, MCP_PUBLIC_URL="https://mcp.example/pg")) as server, Wire(server.port) as wire:
        for path in ("", "/mcp", "/pg/mcp"):
            document = json.loads(wire.get(WELL_KNOWN + path).body)
            assert document["resource"] == "https://mcp.example/pg/mcp"
        assert wire.get(WELL_KNOWN, {"Host": "mcp.example"}).status == 200, "its host is allowed"
        assert wire.get(WELL_KNOWN, {"Host": "other.example"}).status == 403
        assert f'resource_metadata="https://mcp.example{WELL_KNOWN}/pg/mcp"' in wire.post(initialize()).headers["www-authenticate"]


def test_a_provider_that_is_down_is_an_outage_and_no_refusal(issuer, tmp_path):
    with Issuer(tmp_path) as gone:
        token = gone.token()
    config = tmp_path / "howdah.yaml"
    config.write_text("auth:\n  issuers:\n" + "".join(f"    - {{issuer: '{each.url}', audience: howdah}}\n" for each in (gone, issuer)))
    with HttpServer("--config", config) as server, Wire(server.port) as wire:
        assert wire.post(initialize(), bearer(issuer.token())).status == 200, "one issuer depends on another"
        reply = wire.post(initialize(), bearer(token))
        assert reply.status == 503 and int(reply.headers["retry-after"]) >= 1 and "www-authenticate" not in reply.headers
        assert len(json.loads(wire.get(WELL_KNOWN).body)["authorization_servers"]) == 2


def test_what_a_token_s_subject_may_do_is_in_the_permissions_file(issuer, sample_dsn, tmp_path):
    file = tmp_path / "permissions.yaml"
    file.write_text("roles: {reader: {tables: [product]}}\nusers: {alice: reader}\n")
    with HttpServer("--conn", sample_dsn, "--permissions", file, env=variables(issuer)) as server:
        for client in (LegacyClient, ModernClient):
            with client(server.port, token=issuer.token("alice")) as alice, client(server.port, token=issuer.token("mallory")) as mallory:
                eventually(lambda: not alice.query("select count(*) from product").is_error, 10, "the database is up")
                assert alice.query("select * from secrets").error["code"] == "access_denied"
                assert mallory.query("select count(*) from product").error["code"] == "access_denied"
                assert alice.call("server_info").structured["auth_enabled"] is True


@pytest.mark.parametrize("env, said", [
    ({"MCP_AUTH_ISSUER": "https://id.example"}, "MCP_AUTH_AUDIENCE"),
    ({"MCP_AUTH_AUDIENCE": "howdah"}, "nobody is asked for a token"),
    ({"MCP_AUTH_ISSUER": "http://id.example", "MCP_AUTH_AUDIENCE": "howdah"}, "https"),
    ({"MCP_AUTH_ISSUER": "https://id.example", "MCP_AUTH_AUDIENCE": "howdah", "MCP_AUTH_JWKS_URL": "ftp://x"}, "MCP_AUTH_JWKS_URL"),
])
def test_half_an_issuer_does_not_start(env, said):
    code, _, errors = run("--transport", "streamable-http", "--port", "0", env=env)
    assert code == 2 and said in errors and errors.count("\n") == 1
