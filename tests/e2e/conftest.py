"""The shared fixtures: one PostgreSQL per run, one server over HTTP for tests that do not change it, two clients of each."""
import os
import pathlib

import pytest

from harness.http_client import LegacyClient, ModernClient, Wire
from harness.postgres import Cluster
from harness.server import BINARY, HttpServer, StdioServer
from harness.stdio_client import StdioClient
from harness.waiting import eventually

ROOT = pathlib.Path(__file__).resolve().parents[2]


def pytest_sessionstart(session):
    if not session.config.option.collectonly and not os.access(BINARY, os.X_OK):
        pytest.exit(f"{BINARY} is missing: build it first (script/build dev) or name another in HOWDAH_BINARY", returncode=2)


def pytest_collection_modifyitems(config, items):
    # Runs marked long are for script/test --full.
    if not os.environ.get("HOWDAH_LONG") and not config.option.markexpr:
        items[:] = [item for item in items if not item.get_closest_marker("long")]


@pytest.fixture(scope="session")
def cluster():
    cluster = Cluster(shared_preload_libraries="").create().start()
    with cluster.psql() as admin:
        admin("create database sample")
    cluster.load("sample", ROOT / "tests/corpus/sample.sql")
    yield cluster
    cluster.remove()


@pytest.fixture(scope="session")
def sample_dsn(cluster):
    """The sample database as its owner. Tests that write to it take `fresh_database`."""
    return cluster.dsn("sample", "mcp_owner")


@pytest.fixture
def fresh_database(cluster, request):
    """The name of a copy of the sample database for this test alone."""
    name = cluster.clone("sample_template", f"copy_{abs(hash(request.node.nodeid)) % 10**9}")
    yield name
    with cluster.psql() as admin:
        admin(f'drop database if exists "{name}" with (force)')


@pytest.fixture(scope="session", autouse=True)
def sample_template(cluster):
    cluster.clone("sample", "sample_template")


@pytest.fixture(scope="session")
def shared_server(cluster, sample_dsn):
    with HttpServer("--conn", sample_dsn) as server, Wire(server.port) as wire:
        eventually(lambda: wire.get("/health").status == 200, 5, "the database is up")
        yield server
        assert server.alive(), f"the shared server died: {server.last_words()}"


@pytest.fixture
def legacy(shared_server):
    with LegacyClient(shared_server.port) as client:
        yield client


@pytest.fixture
def modern(shared_server):
    with ModernClient(shared_server.port) as client:
        yield client


@pytest.fixture
def stdio(sample_dsn):
    """A stdio server on the sample database, with its client, initialized."""
    with StdioServer("--conn", sample_dsn) as server:
        client = StdioClient(server)
        client.initialize()
        yield client


@pytest.fixture
def activity(cluster):
    """What other backends run: activity(fragment) -> state and pid of those whose query holds the fragment."""
    with cluster.psql() as watcher:
        def running(fragment, state="active"):
            return watcher("select pid, state from pg_stat_activity where pid <> pg_backend_pid() "
                           f"and state = '{state}' and position('{fragment}' in query) > 0")
        yield running
