"""Without a database every tool says what to do, and the server is well."""
import json

import pytest

from harness.http_client import LegacyClient, ModernClient, Wire
from harness.server import HttpServer
from harness.stdio_client import piped
from harness.waiting import eventually

NOTICE = "Database not configured. Provide --conn or set DATABASE_URL."
CALLS = [("query", {"sql": "select 1"}), ("describe_table", {"table_name": "customer"}),
         ("get_foreign_keys", {"table_name": "customer"}), ("find_relationships", {"table_name": "customer"})]


@pytest.fixture(scope="module")
def server():
    with HttpServer() as server:
        yield server


@pytest.fixture
def two(server):
    with LegacyClient(server.port) as one, ModernClient(server.port) as two:
        yield one, two


@pytest.mark.parametrize("tool, arguments", CALLS)
def test_tools_that_need_a_database_say_so(two, tool, arguments):
    for client in two:
        result = client.call(tool, **arguments)
        assert result.is_error and result.text == NOTICE
        assert result.error["code"] == "not_configured"


def test_the_log_says_so_too(server, two):
    for client in two:
        client.query("select 1")
    eventually(lambda: server.log().count("call tool=query verdict=not_configured") >= 2, 2, "two lines")


def test_lists_are_empty_and_the_identity_too(two):
    for client in two:
        assert client.call("list_schemas").json() == {"items": [], "next_cursor": None}
        assert client.call("list_tables").json() == {"items": [], "next_cursor": None}
        assert client.call("db_identity").json() == {}


def test_server_info_works(two):
    for client in two:
        info = client.call("server_info").json()
        assert info["pool_configured"] is False
        assert set(info) >= {"name", "version", "readonly", "statement_timeout_ms", "auth_enabled", "pool_configured",
                             "transport", "psycopg_version"}


def test_health_is_good(server, two):
    with Wire(server.port) as wire:
        reply = wire.get("/health")
        assert (reply.status, json.loads(reply.body)["database"]) == (200, "none")


def test_pg_variables_alone_do_not_configure_a_database_but_are_named():
    with piped(env={"PGHOST": "127.0.0.1", "PGUSER": "postgres"}) as client:
        result = client.query("select 1")
        assert result.is_error and result.text == NOTICE
        assert "PGHOST" in result.texts
        assert client.query("select 2").is_error
