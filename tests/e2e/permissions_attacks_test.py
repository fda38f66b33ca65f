"""Users of different roles attack what their roles keep from them, among names made at random: nothing runs, nothing is shown, nothing is even named."""
import contextlib
import hashlib
import json
import os
import random
import string

import pytest

from harness.http_client import LegacyClient, ModernClient
from harness.server import ROOT, HttpServer
from harness.stdio_client import piped

CORPUS = ROOT / "tests/corpus/attacks"
FINGERPRINT = """
select (select md5(string_agg(r::text, '' order by id)) from {open} r), (select count(*) from {closed}), (select count(*) from pg_class),
  (select count(*) from pg_proc), (select md5(string_agg(coalesce(relacl::text, ''), '' order by oid)) from pg_class),
  (select last_value from {sequence}), (select count(*) from pg_largeobject_metadata), (select count(*) from pg_description),
  (select count(*) from pg_locks where locktype = 'advisory'), (select relname from pg_class where oid = '{open}'::regclass)
"""
SCHEMA = """
create schema {open_schema}; create schema {closed_schema};
create table {closed} (id int primary key, {secret_column} text);
insert into {closed} values (1, '{closed_secret}');
create table {denied} (id int, x text); insert into {denied} values (1, '{denied_secret}');
create table {closed_schema}.{whole} (id int, x text) partition by list (id);
create table {closed_part} partition of {closed_schema}.{whole} for values in (1);
insert into {closed_part} values (1, '{closed_secret}');
create table {open} (id int primary key, {shown} text not null, {hidden} text unique, {masked} text, {key_to_closed} int references {closed},
  constraint {check_of_hidden} check ({hidden} <> '{hidden_secret}x'));
insert into {open} values (1, 'shown one', '{hidden_secret}', '{masked_secret}', 1), (2, 'shown two', null, null, null);
create index {index_of_hidden} on {open} ({hidden});
comment on table {open} is 'see {closed_schema} and {hidden}'; comment on column {open}.{shown} is 'not {hidden}';
create table {closed_schema}.{referrer} (id int references {open}); insert into {closed_schema}.{referrer} values (1);
create view {closed_view} as select id, {secret_column} as inner_text from {closed}; create view {view_of_view} as select * from {closed_view};
create view {open_view} as select id, {shown} from {open};
create function {reader}() returns text language sql stable security definer as $$ select {secret_column} from {closed} limit 1 $$;
create function {reader_of_two}(int, int) returns bool language sql stable as $$ select exists (select from {closed}) $$;
create operator {open_schema}.{operator_sign} (leftarg = int, rightarg = int, function = {reader_of_two});
create domain {cast_to} as text check ({reader}() is not null);
create function {allowed}(int) returns int language sql immutable as 'select $1 + 1';
create procedure {procedure}() language sql as 'delete from {open}';
create sequence {sequence};
create function {trigger_function}() returns trigger language plpgsql as
  $$ begin insert into {closed} values (1, new.{hidden}); return new; end $$;
create trigger {trigger} after update of {shown} on {open} for each row when (new.{shown} = 'pull') execute function {trigger_function}();
analyze;
"""
ROLES = """
roles:
  reader: {{schemas: {open_schema}, deny: [{denied_name}, "*{sequence_name}"], functions: {allowed}, columns: {{{open_name}: {{deny: {hidden}, mask: {masked}}}}}}}
  writer: {{inherits: reader, operations: [select, insert, update, delete]}}
  narrow: {{inherits: reader, tools: [list_tables, "describe_*", server_info]}}
users: {{alice: reader, bob: writer, dora: narrow}}
tokens:
"""
PLAIN = ["open_schema", "closed_schema", "whole", "shown", "hidden", "masked", "secret_column", "key_to_closed", "referrer", "index_of_hidden", "check_of_hidden",
         "trigger", "closed_secret", "denied_secret", "hidden_secret", "masked_secret"]
QUALIFIED = {"open": "open_schema", "denied": "open_schema", "closed": "closed_schema", "closed_part": "closed_schema", "closed_view": "open_schema",
             "view_of_view": "open_schema", "open_view": "open_schema", "reader": "open_schema", "reader_of_two": "open_schema", "cast_to": "open_schema",
             "allowed": "open_schema", "procedure": "open_schema", "sequence": "open_schema", "trigger_function": "closed_schema"}
FORBIDDEN = ["closed_schema", "whole", "hidden", "secret_column", "referrer", "index_of_hidden", "check_of_hidden", "closed_name", "closed_part_name", "denied_name",
             "trigger_function_name"]


class World:
    """A database whose names and values were drawn by lot, and what each user may see of it."""

    def __init__(self, seed):
        chance = random.Random(seed)
        print("seed", seed)
        word = lambda: "".join(chance.choices(string.ascii_lowercase, k=12))
        self.names = {name: word() for name in PLAIN}
        for name, schema in QUALIFIED.items():
            self.names[name + "_name"] = word()
            self.names[name] = f"{self.names[schema]}.{self.names[name + '_name']}"
        self.names["operator_sign"] = "@" + "".join(chance.choices("<>=~|&", k=4)) + "@"
        self.names["operator"] = f"operator({self.names['open_schema']}.{self.names['operator_sign']})"
        self.secrets = [self.names[name] for name in ("closed_secret", "denied_secret", "hidden_secret", "masked_secret")]

    def filled(self, text):
        for name, value in self.names.items():
            text = text.replace("{" + name + "}", value)
        return text

    def leaked(self, answer, asked=""):
        """Planted values, and names that the question did not have."""
        text = json.dumps(answer)
        return [each for each in self.secrets if each in text] + [
            name for name in FORBIDDEN if self.names[name] in text and self.names[name] not in asked]


@pytest.fixture(params=range(3))
def world(request, cluster, fresh_database, tmp_path):
    world = World(int(os.environ.get("SEED", 0)) + request.param)
    with cluster.psql(fresh_database) as psql:
        psql(world.filled(SCHEMA))
        world.psql = lambda sql: psql(world.filled(sql))
        world.dsn = cluster.dsn(fresh_database)
        world.file = tmp_path / "permissions.yaml"
        world.file.write_text(ROLES.format(**world.names) + "".join(
            f"  - {{name: {name}, sha256: {hashlib.sha256(name.encode()).hexdigest()}}}\n" for name in ("alice", "bob", "carol", "dora")))
        yield world


@pytest.fixture(params=["stdio", "http", "http-sessions"])
def users(request, world):
    """name -> their client; over HTTP all of one server."""
    with contextlib.ExitStack() as stack:
        if request.param == "stdio":
            yield lambda name: stack.enter_context(piped("--conn", world.dsn, "--permissions", world.file, "--principal", name))
            return
        server = stack.enter_context(HttpServer("--conn", world.dsn, "--permissions", world.file))
        kind = ModernClient if request.param == "http" else LegacyClient
        yield lambda name: stack.enter_context(kind(server.port, token=name))


def entries(name, *expected):
    return [entry for entry in map(json.loads, (CORPUS / name).read_text().splitlines()) if entry["expect"] in expected]


def test_what_a_role_keeps_back_stays_back(world, users):
    alice, carol = users("alice"), users("carol")
    before, wrong = world.psql(FINGERPRINT), []
    for entry in entries("permissions.jsonl", "refused", "guarded", "admitted"):
        sql = world.filled(entry["sql"])
        for client in (alice, carol):
            result = client.query(sql)
            leaks = world.leaked(result.answer, sql)
            refused = result.is_error
            honest = entry["expect"] == "guarded" or refused == (entry["expect"] == "refused") or (client is carol and refused)
            by_us = not refused or "sqlstate" not in result.error
            if leaks or not honest or not by_us:
                wrong.append((entry["id"], client is carol, sql, leaks, result.texts[:200]))
        if (now := world.psql(FINGERPRINT)) != before:
            wrong.append((entry["id"], "effect", sql))
            before = now
    assert not wrong, "\n".join(map(str, wrong))


def test_attacks_on_read_only_servers_gain_nothing_from_a_role_that_only_reads(world, users):
    alice = users("alice")
    before, wrong = world.psql(FINGERPRINT), []
    for entry in entries("read_only.jsonl", "refused"):
        result = alice.query(entry["sql"])
        if not result.is_error or world.psql(FINGERPRINT) != before:
            wrong.append((entry["id"], entry["sql"], result.texts[:200]))
    assert not wrong, "\n".join(map(str, wrong))


ERRORS = [
    # (who, sql): PostgreSQL refuses them, in words about what the user may not see.
    ("bob", "delete from {open} where id = 1"), ("bob", "update {open} set id = 7 where id = 1"),
    ("bob", "insert into {open} (id) values (1)"), ("bob", "insert into {open} (id, {shown}) values (1, 'x')"),
    ("bob", "update {open} set {shown} = null where id = 1"), ("bob", "update {open} set {key_to_closed} = 77 where id = 2"),
    ("bob", "insert into {open} (id, {shown}, {key_to_closed}) values (5, 'x', 77)"), ("bob", "update {open} set {shown} = 'pull' where id = 1"),
    ("alice", "select {hidden_typo} from {open}"), ("alice", "select o.{hidden_typo} from {open} o"),
    ("alice", "select {closed_name}.id from {open}"), ("alice", "select no_such from {open}"), ("alice", "select {shown}::int from {open}"),
    ("alice", "select no_such_function(id) from {open}"), ("alice", "select * from {denied_typo}"), ("alice", "select id from {open} where id = 'x'"),
]


def test_errors_of_the_database_name_nothing_that_is_kept_back(world, users):
    clients = {name: users(name) for name in ("alice", "bob")}
    world.names["hidden_typo"] = world.names["hidden"][:-1]
    world.names["denied_typo"] = world.names["denied"][:-1]
    before, wrong = world.psql(FINGERPRINT), []
    for name, sql in ERRORS:
        sql = world.filled(sql)
        result = clients[name].query(sql)
        if not result.is_error or world.leaked(result.answer, sql):
            wrong.append((sql, world.leaked(result.answer, sql), result.answer))
    assert not wrong, "\n".join(map(str, wrong))
    assert world.psql(FINGERPRINT) == before


def everything(client, world):
    """All that a client can ask without naming what it should not know: (what, answer)."""
    for method in ("tools/list", "prompts/list", "resources/list", "resources/templates/list"):
        yield method, client.ask(method)
    open_schema, open_name = world.names["open_schema"], world.names["open_name"]
    for tool, arguments in [
        ("list_schemas", {}), ("list_schemas", {"include_system": True}), ("list_tables", {}), ("list_tables", {"schema": open_schema}),
        ("describe_table", {"table_name": open_name, "schema": open_schema}), ("describe_table", {"table_name": open_name[:-1], "schema": open_schema}),
        ("get_foreign_keys", {"table_name": open_name, "schema": open_schema}), ("find_relationships", {"table_name": open_name, "schema": open_schema}),
        ("describe_table", {"table_name": world.names["open_view_name"], "schema": open_schema}), ("server_info", {}), ("db_identity", {}),
        ("query", {"sql": world.filled("explain (verbose, costs) select id from {open}")})]:
        yield f"{tool} {arguments}", client.call(tool, **arguments).answer
    for uri in (f"schema://{open_schema}", f"table://{open_schema}/{open_name}", f"table://{open_schema}/{world.names['open_view_name']}"):
        yield uri, client.ask("resources/read", {"uri": uri})
    for typed in ("", *string.ascii_lowercase):
        for argument, chosen in [("schema", {}), ("table", {"schema": open_schema}), ("table", {}),
                                 ("column", {"schema": open_schema, "table": open_name}), ("role", {})]:
            reference = {"type": "ref/prompt", "name": "review_role" if argument == "role" else "profile_column"}
            yield f"{argument} {typed}", client.ask("completion/complete", {
                "ref": reference, "argument": {"name": argument, "value": typed}, "context": {"arguments": chosen}})


def test_nothing_that_is_kept_back_is_named(world, users):
    alice, wrong, seen = users("alice"), [], ""
    for what, answer in everything(alice, world):
        seen += json.dumps(answer)
        if leaks := world.leaked(answer):
            wrong.append((what, leaks, json.dumps(answer)[:2000]))
    assert not wrong, "\n".join(map(str, wrong))
    for name in ("open_schema", "open_name", "shown", "masked", "open_view_name"):
        assert world.names[name] in seen, f"the {name} is no secret"


def test_what_is_kept_back_is_denied_alike_whether_it_exists(world, users):
    alice = users("alice")
    there, nowhere = world.names["closed_schema"], "zz" + world.names["closed_schema"][2:]
    for ask in [lambda schema: alice.query(f"select 1 from {schema}.{world.names['closed_name']}").answer,
                lambda schema: alice.query(f"select {schema}.f(1)").answer,
                lambda schema: alice.call("describe_table", table_name="x", schema=schema).answer,
                lambda schema: alice.call("get_foreign_keys", table_name="x", schema=schema).answer,
                lambda schema: alice.call("list_tables", schema=schema).answer,
                lambda schema: alice.ask("resources/read", {"uri": f"table://{schema}/x"}),
                lambda schema: alice.ask("resources/read", {"uri": f"schema://{schema}"})]:
        answers = [json.dumps({key: value for key, value in ask(schema).items() if key != "id"}).replace(schema, "S") for schema in (there, nowhere)]
        assert answers[0] == answers[1]


def test_tools_that_a_role_has_not_are_neither_listed_nor_called(world, users):
    dora = users("dora")
    listed = {tool["name"] for tool in dora.ask("tools/list")["result"]["tools"]}
    assert listed == {"list_tables", "describe_table", "server_info"}
    assert not dora.call("list_tables", schema=world.names["open_schema"]).is_error
    for tool in ("query", "no_such_tool"):
        result = dora.call(tool, sql="select 1")
        assert result.is_error and result.text.startswith(f"Access denied: tool '{tool}' is not in your allowlist."), result.answer
