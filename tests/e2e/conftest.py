"""The shared fixtures: one PostgreSQL per run, one server over HTTP for tests that do not change it, two clients of each."""
import os

import pytest

from harness.certificates import authority, signed, trusting
from harness.demo import TenantsDemo, demo_is_up, flags_of_the_script
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.neighbour import Neighbour
from harness.permissions import permission_for
from harness.postgres import Cluster
from harness.server import BINARY, ROOT, HttpServer
from harness.stdio_client import piped
from harness.waiting import eventually, free_port

# Servers that many tests share. Who uses one has a neighbour there.
SHARED = {"shared_server", "http_server", "open_demo"}


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


@pytest.fixture
def psql(cluster, fresh_database):
    with cluster.psql(fresh_database) as psql:
        yield psql


@pytest.fixture
def reader(cluster, fresh_database):
    """A read-only server of a superuser's login over stdio."""
    with piped("--conn", cluster.dsn(fresh_database), "--access", "read-only") as client:
        yield client


@pytest.fixture(scope="session", autouse=True)
def sample_template(cluster):
    cluster.clone("sample", "sample_template")


@pytest.fixture(scope="session")
def shared_server(cluster, sample_dsn):
    with HttpServer("--conn", sample_dsn) as server, Wire(server.port) as wire:
        eventually(lambda: wire.get("/health").status == 200, 5, "the database is up")
        yield server
        assert server.alive(), f"the shared server died: {server.last_words()}"


@pytest.fixture(scope="session")
def over_https(cluster, sample_dsn, tmp_path_factory):
    """A server over TLS that asks for a token: its URL, and what a client must be told in its environment to get in."""
    folder = tmp_path_factory.mktemp("over_https")
    authority(folder, "root")
    signed(folder, "server", "root")
    token, permissions = permission_for("alice", folder)
    with HttpServer("--conn", sample_dsn, "--permissions", permissions,
                    "--tls-cert", folder / "server.crt", "--tls-key", folder / "server.key") as server:
        yield f"https://localhost:{server.port}/mcp", {"TOKEN": token, **trusting(folder / "root.crt")}
        assert server.alive(), f"the server over TLS died: {server.last_words()}"


@pytest.fixture(autouse=True)
def neighbour(request):
    """A second client for each test on a shared server, of the era that the test does not speak, or else the modern one."""
    names = set(request.fixturenames)
    for name in SHARED & names:
        kind = LegacyClient if "modern" in names and "legacy" not in names else ModernClient
        with Neighbour(kind, request.getfixturevalue(name).port) as neighbour:
            yield neighbour
        return
    yield None


@pytest.fixture(scope="session")
def open_demo():
    """A demo for tests that do it no harm, started as script/demo starts it."""
    port = free_port()
    with HttpServer(*flags_of_the_script(), "--port", port, port=port) as server:
        eventually(lambda: demo_is_up(server), 20, "the demo is ready", every=0.05)
        eventually(lambda: "Ctrl-C ends the server" in server.log(), 5, "the demo has said how to reach it")
        yield server


@pytest.fixture(scope="session")
def tenants_demo():
    with TenantsDemo() as demo:
        yield demo


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
    """A client of a stdio server on the sample database, with a query of its own beside what the test does."""
    with piped("--conn", sample_dsn) as client:
        with client.beside(lambda result: result.rows == [["beside"]], "query", sql="select 'beside' as who"):
            yield client


@pytest.fixture
def activity(cluster):
    """What other backends run: activity(fragment) -> state and pid of those whose query holds the fragment."""
    with cluster.psql() as watcher:
        def running(fragment, state="active"):
            return watcher("select pid, state from pg_stat_activity where pid <> pg_backend_pid() "
                           f"and state = '{state}' and position('{fragment}' in query) > 0")
        yield running
