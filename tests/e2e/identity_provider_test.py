"""A real identity provider: official clients find their way from the server's URL alone, and its keys rotate under load."""
import json
import subprocess
import threading

import pytest

from harness.guarded import Guarded
from harness.messages import LEGACY, MODERN
from harness.provider import NODE, Provider, key_of
from harness.server import clean_environment
from harness.waiting import eventually, free_port

PROGRAM = "alice"


@pytest.fixture(scope="module")
def provider():
    with Provider(PROGRAM) as made:
        yield made


@pytest.fixture
def server(provider, sample_dsn, tmp_path):
    port = free_port()
    (tmp_path / "howdah.yaml").write_text(f"auth:\n  issuers:\n    - issuer: {provider.url}\n      audience: http://127.0.0.1:{port}/mcp\n")
    with Guarded(None, sample_dsn, tmp_path, "--config", tmp_path / "howdah.yaml", "--transport", "streamable-http", "--port", port,
                 port=port) as server:
        yield server
        assert server.alive(), server.last_words()


@pytest.mark.parametrize("generation, era, revision", [("1", {}, LEGACY), ("2", {}, LEGACY), ("2", {"ERA": "auto"}, MODERN)],
                         ids=["sdk1", "sdk2", "sdk2_auto"])
def test_the_official_client_logs_in_and_calls(provider, server, generation, era, revision):
    told = {}
    for name in ("alice", "mallory"):
        done = subprocess.run([NODE / "node", NODE / "oauth.mjs", generation, server.url, name], capture_output=True, text=True, timeout=60,
                              env=clean_environment(era))
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{server.last_words()}"
        told[name] = json.loads(done.stdout.splitlines()[-1])
        assert (told[name]["issuer"], told[name]["resource"], told[name]["protocol"]) == (provider.url, server.url, revision)
    assert not told["alice"]["answer"].get("isError") and "42" in told["alice"]["answer"]["content"][0]["text"]
    assert told["mallory"]["answer"]["isError"], "whoever nobody gave a role"


class Load:
    """Callers with tokens of the moment, and one with a token from before; what each was answered, by the key of its token."""

    def __init__(self, provider, server, old):
        self.seen, self.wrong, self._stop = [], [], threading.Event()
        fresh = lambda: provider.token(PROGRAM, server.url)
        self._threads = [threading.Thread(target=self._call, args=(server, token)) for token in (fresh, fresh, fresh, lambda: old)]

    def _call(self, server, token):
        while not self._stop.is_set():
            try:
                said = token()
                status = server.status(said)
            except (OSError, AssertionError) as problem:
                self.wrong.append(problem)
                return
            self.seen.append(key_of(said))
            if status != 200:
                self.wrong.append((key_of(said), status))

    def calls_with(self, key, number=20):
        eventually(lambda: self.wrong or self.seen.count(key) >= number, 20, f"calls with the key {key}")

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()


def test_keys_rotate_under_load_without_one_wrong_refusal(provider, server):
    """A new key is published and signs at once; the one before stays published, and its tokens good."""
    provider.publish("first")
    old = provider.token(PROGRAM, server.url)
    with Load(provider, server, old) as load:
        load.calls_with("first")
        for keys in [("second", "first"), ("third", "first", "second"), ("fourth", "first", "third")]:
            provider.publish(*keys)
            before = load.seen.count("first")
            load.calls_with(keys[0])
            load.calls_with("first", before + 5)
    assert load.wrong == []
    assert set(load.seen) == {"first", "second", "third", "fourth"}


def test_a_key_that_the_provider_takes_back_ends_its_tokens(provider, server):
    provider.publish("fifth")
    before = provider.token(PROGRAM, server.url)
    assert server.status(before) == 200
    provider.publish("sixth")
    after = provider.token(PROGRAM, server.url)
    assert (key_of(before), key_of(after)) == ("fifth", "sixth")
    assert (server.status(after), server.status(before)) == (200, 401)


def test_a_token_for_another_resource_is_refused(provider, server):
    assert server.status(provider.token(PROGRAM, server.url)) == 200
    for resource in ("http://127.0.0.1:1/mcp", server.url + "/", server.url.removesuffix("/mcp"), server.url.upper()):
        assert server.status(provider.token(PROGRAM, resource)) == 401, resource
