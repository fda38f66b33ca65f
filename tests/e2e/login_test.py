"""Logins that may do more than callers are meant to: told in a line, or refused with --strict-login."""
import pytest

from harness.http_client import LegacyClient, Wire
from harness.permissions import permission_for
from harness.postgres import Cluster
from harness.server import HttpServer, StdioServer, run
from harness.stdio_client import StdioClient
from harness.waiting import eventually, free_port

READ_ONLY = ("--access", "read-only")


@pytest.fixture(scope="module")
def logins(cluster):
    """A reader and a writer of the sample database."""
    with cluster.psql("sample") as admin:
        admin("revoke create on schema public from public")
        admin("create role just_reads login; grant select on public.customer to just_reads")
        admin("create role also_writes login; grant select, insert on public.customer to also_writes")
    yield {name: cluster.dsn("sample", name) for name in ("just_reads", "also_writes", "postgres")}
    with cluster.psql("sample") as admin:
        for name in ("just_reads", "also_writes"):
            admin(f"drop owned by {name}; drop role {name}")


def warnings(dsn, *flags):
    with StdioServer("--conn", dsn, *flags) as server:
        client = StdioClient(server)
        client.initialize()
        assert not client.query("select 1").is_error
        eventually(lambda: "database_connected" in server.log(), 5, "the line of the first connection")
        server.end_input()
        server.wait(5)
        return [line for line in server.full_log().splitlines() if "powerful_login" in line]


@pytest.mark.parametrize("login, flags, powers", [
    ("postgres", READ_ONLY, "superuser"), ("also_writes", READ_ONLY, "writes_tables"), ("just_reads", READ_ONLY, None),
    ("postgres", (), None), ("also_writes", (), None),
])
def test_one_line_tells_where_it_matters(logins, login, flags, powers):
    lines = warnings(logins[login], *flags)
    assert len(lines) == (1 if powers else 0)
    if powers:
        assert f"user={login} powers={powers}" in lines[0] and "warning" in lines[0]
        assert "howdah doctor" in lines[0] and "howdah print-setup-sql" in lines[0]


def test_with_permissions_it_matters_too(logins, tmp_path):
    _, permissions = permission_for("alice", tmp_path)
    with HttpServer("--conn", logins["postgres"], "--permissions", permissions) as server:
        eventually(lambda: "powerful_login" in server.log(), 5, "the warning")
    with HttpServer("--conn", logins["also_writes"], "--permissions", permissions) as server:
        eventually(lambda: "database_connected" in server.log(), 5, "the connection")
        assert "powerful_login" not in server.log()


@pytest.mark.parametrize("flags", [(), ("--transport", "streamable-http", "--port", "0")])
@pytest.mark.parametrize("login, access", [("postgres", ()), ("postgres", READ_ONLY), ("also_writes", READ_ONLY)])
def test_strict_login_refuses_to_start(logins, login, access, flags):
    code, out, told = run("--conn", logins[login], "--strict-login", *access, *flags)
    assert (code, out) == (1, "")
    assert told.startswith(f'howdah: The login "{login}" may do more than callers are meant to')
    assert "howdah doctor" in told and told.count("\n") == 1, told


@pytest.mark.parametrize("login, access", [("just_reads", READ_ONLY), ("also_writes", ()), ("just_reads", ())])
def test_strict_login_starts_with_a_login_that_will_do(logins, login, access):
    with StdioServer("--conn", logins[login], *access, env={"MCP_STRICT_LOGIN": "true"}) as server:
        client = StdioClient(server)
        client.initialize()
        assert client.query("select 1").rows == [[1]]


def test_strict_login_contradicts_the_demo():
    code, _, told = run("--demo", "--strict-login")
    assert code == 2 and "--strict-login and --demo contradict each other" in told


def test_strict_login_serves_nothing_until_the_login_was_seen():
    cluster = Cluster().create()
    try:
        with HttpServer("--conn", cluster.dsn(user="strong"), "--strict-login", *READ_ONLY) as server, Wire(server.port) as wire, \
                LegacyClient(server.port) as client:
            assert client.query("select 1").error["code"] == "unavailable"
            cluster.start()
            with cluster.psql() as admin:
                admin("revoke create on schema public from public")
                admin("create role strong superuser login")

            def refused():
                result = client.query("select 1")
                assert result.is_error
                return "may do more than callers are meant to" in result.text
            eventually(refused, 20, "the login is judged")
            assert wire.get("/health").status == 503
            with cluster.psql() as admin:
                admin("alter role strong nosuperuser")
            eventually(lambda: not client.query("select 1").is_error, 20, "the login is good now")
    finally:
        cluster.remove()


def test_strict_login_without_a_database_is_no_obstacle():
    with StdioServer("--strict-login") as server:
        client = StdioClient(server)
        client.initialize()
        assert client.query("select 1").error["code"] == "not_configured"


def test_strict_login_waits_for_an_unreachable_database_no_longer_than_to_connect():
    dsn = f"host=127.0.0.1 port={free_port()} user=nobody dbname=nothing"
    with StdioServer("--conn", dsn, "--strict-login") as server:
        client = StdioClient(server)
        client.initialize()
        assert client.query("select 1").error["code"] == "unavailable"
