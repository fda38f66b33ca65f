"""Users of different roles in one server: each is held to their own, over HTTP with tokens and over stdio, also when the file changes
between two of their calls."""
import contextlib
import hashlib
import random

import pytest

from harness.http_client import LegacyClient, ModernClient
from harness.server import HttpServer, StdioServer
from harness.stdio_client import StdioClient
from harness.waiting import eventually

NAMES = ["alice", "bob", "carol"]
TOKENS = "tokens:\n" + "".join(f"  - {{name: {name}, sha256: {hashlib.sha256(f'token-{name}'.encode()).hexdigest()}}}\n" for name in NAMES)
ROLES = """
roles:
  editor: {schemas: [public, sales], operations: [select, insert, update, delete], deny: [events*]}
  reader: {tables: [customer, product, scratch]}
  former: {schemas: internal, tables: secrets}
"""
USERS = "users: {alice: editor, bob: {role: reader}}\n"
NO_ROLE = "Access denied: no role assigned and no default role configured."


def file_of(folder, text):
    file = folder / "permissions.yaml"
    file.write_text(text)
    return file


class Callers:
    """One client of each name; of HTTP both eras in turn."""

    def __init__(self, clients):
        self.clients = clients

    def told(self, name, sql):
        """What each client of that name is told; an empty text where it may."""
        results = [client.query(sql) for client in self.clients[name]]
        assert all(result.error["code"] == "access_denied" for result in results if result.is_error), results[0].texts
        return {result.text.partition("\n")[0] if result.is_error else "" for result in results}

    def denied(self, name, sql):
        """Why all clients of that name may not; an empty text where all of them may."""
        told, = self.told(name, sql)
        return told

    def soon(self, name, sql, denied):
        eventually(lambda: self.told(name, sql) == {denied}, 10, f"{name} is told {denied!r}")


@contextlib.contextmanager
def over_http(dsn, file):
    with HttpServer("--conn", dsn, "--permissions", file) as server, contextlib.ExitStack() as stack:
        yield [server], Callers({name: [stack.enter_context(kind(server.port, token=f"token-{name}")) for kind in (LegacyClient, ModernClient)]
                               for name in NAMES})


@contextlib.contextmanager
def over_stdio(dsn, file):
    """A pipe has one caller: a server of each, of one file and one database."""
    with contextlib.ExitStack() as stack:
        clients, servers = {}, []
        for name in NAMES:
            servers.append(stack.enter_context(StdioServer("--conn", dsn, "--permissions", file, "--principal", name)))
            clients[name] = [StdioClient(servers[-1])]
            clients[name][0].initialize()
        yield servers, Callers(clients)


JUDGED = [
    # (what, of alice, of bob)
    ("select count(*) from customer", "", ""),
    ("select count(*) from public.product", "", ""),
    ("select count(*) from orders", "", "table 'public.orders' is not in your allowlist."),
    ("select count(*) from sales.invoice", "", "schema 'sales' is not in your allowlist."),
    ("select secret from internal.secrets", "schema 'internal' is not in your allowlist.", "schema 'internal' is not in your allowlist."),
    ("select count(*) from events", "table 'public.events' is not in your allowlist.", "table 'public.events' is not in your allowlist."),
    ("insert into scratch values (-1, 'x') on conflict do nothing", "", "operation 'insert' is not allowed for your role."),
    ("with gone as (delete from scratch where id = -1 returning id) select count(*) from gone", "", "operation 'delete' is not allowed for your role."),
    ("truncate scratch", "operation 'truncate' is not allowed for your role.", "operation 'truncate' is not allowed for your role."),
    ("select 1 from customer, internal.secrets", "schema 'internal' is not in your allowlist.", "schema 'internal' is not in your allowlist."),
    ("select 1 from/**/internal.secrets", "schema 'internal' is not in your allowlist.", "schema 'internal' is not in your allowlist."),
    ("explain analyze delete from scratch", "", "operation 'delete' is not allowed for your role."),
    ("with customer as (select 1 as x) select x from customer", "", ""),
    ("select 'x from internal.secrets'", "", ""),
]


@pytest.mark.parametrize("served", [over_http, over_stdio])
def test_each_user_is_held_to_their_own_role(cluster, fresh_database, tmp_path, served):
    with served(cluster.dsn(fresh_database), file_of(tmp_path, TOKENS + ROLES + USERS)) as (_, callers):
        shuffled = JUDGED * 2
        random.Random(5).shuffle(shuffled)
        for sql, of_alice, of_bob in shuffled:
            assert callers.denied("alice", sql) == (of_alice and "Access denied: " + of_alice), sql
            assert callers.denied("bob", sql) == (of_bob and "Access denied: " + of_bob), sql
            assert callers.denied("carol", sql) == NO_ROLE, sql


@pytest.mark.parametrize("served", [over_http, over_stdio])
def test_a_changed_file_holds_from_the_next_message_on(cluster, fresh_database, tmp_path, served):
    file = file_of(tmp_path, TOKENS + ROLES + USERS)
    read, secret = "select count(*) from customer", "select count(*) from internal.secrets"
    write = "insert into scratch values (-2, 'x') on conflict do nothing"
    with served(cluster.dsn(fresh_database), file) as (servers, callers):
        assert [callers.denied(name, read) for name in NAMES] == ["", "", NO_ROLE]
        assert callers.denied("alice", write) == ""
        file.write_text(TOKENS + ROLES + "users: {alice: reader, bob: former, _default: reader}\n")
        callers.soon("carol", read, "")
        callers.soon("bob", secret, "")
        callers.soon("alice", write, "Access denied: operation 'insert' is not allowed for your role.")
        assert callers.denied("bob", read) == "Access denied: schema 'public' is not in your allowlist."
        file.write_text("roles: [oops\n")
        for server in servers:
            eventually(lambda server=server: "last good one stays" in server.log(), 10, "the broken file is told")
        assert callers.denied("bob", secret) == callers.denied("carol", read) == ""
        file.write_text(TOKENS + ROLES + "users: {alice: editor}\n")
        for name in ("bob", "carol"):
            callers.soon(name, read, NO_ROLE)
        callers.soon("alice", write, "")


def test_without_tokens_everybody_over_http_has_the_default_role(cluster, fresh_database, tmp_path):
    file = file_of(tmp_path, ROLES + "users: {alice: editor, _default: reader}\n")
    with HttpServer("--conn", cluster.dsn(fresh_database), "--permissions", file) as server, LegacyClient(server.port) as one, \
         ModernClient(server.port, token="token-alice") as two:
        callers = Callers({"anybody": [one, two]})
        assert callers.denied("anybody", "select count(*) from customer") == ""
        assert callers.denied("anybody", "select count(*) from orders") == "Access denied: table 'public.orders' is not in your allowlist."


def test_over_stdio_without_a_name_the_caller_has_the_default_role(cluster, fresh_database, tmp_path):
    file = file_of(tmp_path, ROLES + "users: {alice: editor, _default: reader}\n")
    with StdioServer("--conn", cluster.dsn(fresh_database), "--permissions", file) as server:
        client = StdioClient(server)
        client.initialize()
        callers = Callers({"anybody": [client]})
        assert callers.denied("anybody", "select count(*) from customer") == ""
        assert callers.denied("anybody", "delete from customer") == "Access denied: operation 'delete' is not allowed for your role."


def test_the_tables_of_a_role_made_at_random_are_those_it_reads(cluster, fresh_database, tmp_path):
    chance = random.Random(20)
    names = [f"t{number}" for number in range(12)]
    with cluster.psql(fresh_database) as psql:
        psql("create schema own; " + "".join(f"create table {schema}.{name} (x int);" for schema in ("own", "public") for name in names))
    readable = chance.sample(names, 6)
    denied = chance.sample(readable, 2)
    file = file_of(tmp_path, "roles: {r: {schemas: [own, public], tables: [%s], deny: [%s]}}\nusers: {alice: r}\n" % (
        ", ".join(f"own.{name}" for name in readable), ", ".join(f"own.{name}" for name in denied)))
    with StdioServer("--conn", cluster.dsn(fresh_database), "--permissions", file, "--principal", "alice") as server:
        client = StdioClient(server)
        client.initialize()
        callers = Callers({"alice": [client]})
        for name in names:
            for schema in ("own", "public"):
                allowed = schema == "own" and name in readable and name not in denied
                told = callers.denied("alice", f"select count(*) from {schema}.{name}")
                assert told == ("" if allowed else f"Access denied: table '{schema}.{name}' is not in your allowlist.")
