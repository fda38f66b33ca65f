"""What a token began ends with it: statements, streams and listeners, of both eras, whoever issued it."""
import hashlib
import time

import pytest

from harness import long_statements
from harness.event_stream import listen, session_stream
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.issuer import Issuer
from harness.server import HttpServer
from harness.waiting import eventually

ALICE, BOB = "token-of-alice", "token-of-bob"


def permissions(*names):
    return "tokens:\n" + "".join(f"  - {{name: {name}, sha256: {hashlib.sha256(token.encode()).hexdigest()}}}\n"
                                 for name, token in names)


class Guarded:
    """A server, and the file of its tokens."""

    def __init__(self, server, file):
        self.server, self.file = server, file
        self.give_out()

    @property
    def port(self):
        return self.server.port

    def give_out(self):
        self.file.write_text(permissions(("alice", ALICE), ("bob", BOB)))

    def take_back(self):
        self.file.write_text(permissions(("bob", BOB)))


@pytest.fixture
def guarded(sample_dsn, tmp_path):
    file = tmp_path / "permissions.yaml"
    file.write_text(permissions(("alice", ALICE), ("bob", BOB)))
    with HttpServer("--conn", sample_dsn, "--permissions", file) as server, Wire(server.port) as wire:
        eventually(lambda: wire.get("/health").status == 200, 10, "the database is up")
        yield Guarded(server, file)
        assert server.alive(), server.last_words()


@pytest.mark.parametrize("client", [LegacyClient, ModernClient])
def test_a_running_statement_ends_with_its_token(guarded, activity, client):
    with client(guarded.port, token=ALICE) as alice, client(guarded.port, token=BOB) as bob:
        hers = long_statements.begin(alice, activity, "of-alice")
        his = long_statements.begin(bob, activity, "of-bob")
        guarded.take_back()
        reply = hers.response(within=8)
        assert reply.status == 401 and 'error="invalid_token"' in reply.headers["www-authenticate"]
        long_statements.gone(activity, "of-alice", within=5)
        assert activity("of-bob") and not his.done(), "another caller's statement ended"
        his.hang_up()


def test_streams_and_listeners_end_with_their_token(guarded):
    with LegacyClient(guarded.port, token=ALICE) as alice, session_stream(alice) as stream, \
            listen(guarded.port, token=ALICE, toolsListChanged=True) as listener:
        assert stream.is_stream and listener.is_stream
        guarded.take_back()
        for each in (stream, listener):
            eventually(lambda: not each._reader.is_alive(), 8, "the stream ended")


def test_a_listener_ends_when_its_token_expires(tmp_path):
    with Issuer(tmp_path) as issuer:
        config = tmp_path / "howdah.yaml"
        config.write_text(f"auth: {{issuers: [{{issuer: '{issuer.url}', audience: howdah, leeway_seconds: 0}}]}}\n")
        with HttpServer("--config", config) as server:
            short, long = issuer.token("alice", exp=int(time.time()) + 4), issuer.token("alice")
            with listen(server.port, token=short, toolsListChanged=True) as first, listen(server.port, token=long, toolsListChanged=True) as other:
                assert first.is_stream and other.is_stream
                eventually(lambda: not first._reader.is_alive(), 12, "the stream ended")
                assert other._reader.is_alive(), "that of a token that is still good ended, too"


@pytest.mark.parametrize("entry", ["subject: alice", "jti: hers", "issuer: ISSUER, issued_before: LATER"])
def test_a_revoked_token_ends_what_it_began(tmp_path, sample_dsn, activity, entry):
    with Issuer(tmp_path) as issuer:
        file = tmp_path / "permissions.yaml"
        rights = "roles: {all: {functions: '*', operations: '*'}}\nusers: {_default: all}\nrevoked: "
        file.write_text(rights + "[]\n")
        with HttpServer("--conn", sample_dsn, "--permissions", file, "--auth-issuer", issuer.url, "--auth-audience", "howdah") as server:
            with Wire(server.port) as wire:
                eventually(lambda: wire.get("/health").status == 200, 10, "the database is up")
            now = int(time.time())
            alice = LegacyClient(server.port, token=issuer.token("alice", jti="hers", iat=now - 60))
            bob = ModernClient(server.port, token=issuer.token("bob", jti="his", iat=now + 20))
            hers = long_statements.begin(alice, activity, "of-alice", long_statements.STATEMENTS[1])
            his = long_statements.begin(bob, activity, "of-bob", long_statements.STATEMENTS[1])
            with session_stream(alice) as stream:
                later = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
                file.write_text(rights + "[{" + entry.replace("ISSUER", issuer.url).replace("LATER", later) + "}]\n")
                assert hers.response(within=8).status == 401
                long_statements.gone(activity, "of-alice", within=5)
                eventually(lambda: not stream._reader.is_alive(), 8, "the stream ended")
            with Wire(server.port, token=alice.wire.token) as again:
                assert again.get("/mcp").status == 401, "its session, too"
            assert activity("of-bob") and not his.done()
            his.hang_up()
