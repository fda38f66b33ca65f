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
