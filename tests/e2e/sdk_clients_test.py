"""The official clients, as their users run them: connect, list, call, prompts, resources, over stdio, HTTP,
HTTPS with a token and the old HTTP+SSE."""
import pathlib
import shutil

import pytest

from harness.official_clients import CLIENTS, assert_served, at_sse, seen, started
from harness.server import BINARY, ROOT

HERE = "tests/e2e/sdk_clients_test.py"

MODES = [(name, mode) for name, client in CLIENTS.items() if client.tested_by == HERE for mode in client.modes]
each = pytest.mark.parametrize("name, mode", MODES)


@pytest.fixture(scope="session", autouse=True)
def node_programs():
    """Node resolves packages from a program's own folder upwards: the programs go where the packages are."""
    for program in (pathlib.Path(__file__).parent / "clients").glob("*.mjs"):
        shutil.copy(program, ROOT / "build/node" / program.name)


@each
def test_it_is_served_over_http(shared_server, name, mode):
    """Twice at once, on one server."""
    pair = [started(name, mode, [shared_server.url]) for _ in range(2)]
    for process in pair:
        assert_served(name, mode, seen(process))


@each
def test_it_is_served_over_http_and_sse(shared_server, name, mode):
    """Twice at once, beside one over streamable HTTP, on one server."""
    running = [started(name, mode, [url]) for url in (at_sse(shared_server.url), at_sse(shared_server.url), shared_server.url)]
    for process in running:
        assert_served(name, mode, seen(process))


@each
def test_it_is_served_over_stdio(sample_dsn, name, mode):
    assert_served(name, mode, seen(started(name, mode, [BINARY, "--transport", "stdio", "--conn", sample_dsn])))


def all_at_once(url, more=None):
    running = {(name, mode): started(name, mode, [url], more) for name, mode in MODES}
    for (name, mode), process in running.items():
        assert_served(name, mode, seen(process))


def test_all_of_them_are_served_at_once_over_http(shared_server):
    all_at_once(shared_server.url)


def test_all_of_them_are_served_at_once_over_https_with_a_token(over_https):
    url, told = over_https
    all_at_once(url, told)


def test_all_of_them_are_served_at_once_over_https_and_sse_with_a_token(over_https):
    url, told = over_https
    all_at_once(at_sse(url), told)


def test_none_of_them_is_served_with_a_token_that_nobody_has(over_https):
    url, told = over_https
    running = {(name, mode): started(name, mode, [url], {**told, "TOKEN": "guessed"}) for name, mode in MODES}
    for each_of_them, process in running.items():
        out, _ = process.communicate(timeout=60)
        assert (process.returncode != 0, out) == (True, ""), each_of_them
