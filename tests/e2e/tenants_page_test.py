"""docs/tenants.md: its patterns of row security are made as they stand there, and callers of two tenants try them."""
import pytest

from harness import samples
from harness.postgres import server_version
from harness.server import ROOT, StdioServer
from harness.stdio_client import StdioClient

BLOCKS = [block for block in samples.blocks(ROOT, [ROOT / "docs/tenants.md"]) if block.language == "sql"]
ROLES = """
roles:
  member:
    schemas: [app]
    operations: [select, insert, update]
    database: {role: app_member}
    claims: [sub, tenant]
    settings: {app.tenant: tenant}
users:
  ann: {role: member, claims: {tenant: red}}
  bob: {role: member, claims: {tenant: green}}
  carol: {role: member}
"""
NAMES = ("ann", "bob", "carol")
INVOKER = pytest.mark.skipif(server_version() < 15, reason="security_invoker came with PostgreSQL 15")


def shown(block):
    return server_version() >= 15 or "security_invoker" not in block.text


@pytest.fixture(scope="module")
def database(cluster):
    """The file that the page shows, then its blocks; a login that may take the role of its callers, and is nothing else."""
    name = cluster.clone("sample_template", "patterns")
    with cluster.psql(name) as admin:
        admin("drop role if exists app_member; drop role if exists patterns_login; create role patterns_login login")
        for sql in [(ROOT / "configs/tenants.sql").read_text(), *(block.text for block in BLOCKS if shown(block))]:
            admin(sql)
        admin("grant app_member to patterns_login")
        yield name
        admin("drop schema app cascade; drop owned by app_member; drop role app_member; drop role patterns_login")
    with cluster.psql() as admin:
        admin(f"drop database {name} with (force)")


@pytest.fixture(scope="module")
def admin(cluster, database):
    with cluster.psql(database) as psql:
        yield psql


@pytest.fixture(scope="module")
def callers(cluster, database, tmp_path_factory):
    file = tmp_path_factory.mktemp("patterns") / "permissions.yaml"
    file.write_text(ROLES)
    servers = [StdioServer("--conn", cluster.dsn(database, "patterns_login"), "--permissions", file, "--principal", name) for name in NAMES]
    clients = {name: StdioClient(server) for name, server in zip(NAMES, servers)}
    for client in clients.values():
        client.initialize()
    yield clients
    for server in servers:
        server.__exit__()


def seen(callers, sql):
    """What each of them sees of one column."""
    answers = {name: client.query(sql) for name, client in callers.items()}
    assert not any(answer.is_error for answer in answers.values()), {name: answer.texts for name, answer in answers.items()}
    return {name: [row[0] for row in answer.rows] for name, answer in answers.items()}


def test_the_page_has_six_patterns():
    assert len(BLOCKS) == 6


@pytest.mark.parametrize("sql, ann, bob", [
    ("select note from app.notes", ["buy paint"], ["sell the boat"]),
    ("select plan from app.plans order by plan", ["a bridge"], ["a bridge", "a tunnel"]),
    ("select subject from app.members group by subject", ["ann"], ["bob"]),
    ("select paper from app.papers", ["a price list"], ["a flyer"]),
    pytest.param("select note from app.note_texts", ["buy paint"], ["sell the boat"], marks=INVOKER),
    ("select item from app.my_stock", ["a kite"], ["a lamp"]),
], ids=["column", "members_plans", "members", "two_conditions", "invoker", "barrier"])
def test_each_sees_the_own_rows_and_a_stranger_none(callers, sql, ann, bob):
    assert seen(callers, sql) == {"ann": ann, "bob": bob, "carol": []}


def test_a_policy_may_go_by_the_role(callers):
    assert seen(callers, "select entry from app.ledger") == dict.fromkeys(NAMES, ["ten kites"])


@pytest.mark.parametrize("sql", [
    "insert into app.notes (tenant, note) values ('green', 'forged')",
    "insert into app.notes (tenant, note) values ('', 'forged')",
    "update app.notes set tenant = 'green'",
])
def test_nobody_writes_a_row_of_another(callers, sql):
    result = callers["ann"].query(sql)
    assert result.is_error and result.error["sqlstate"] == "42501", result.texts


def test_the_default_says_whose_a_new_row_is(callers, admin):
    assert not callers["bob"].query("insert into app.notes (note) values ('of bob')").is_error
    assert admin("select tenant from app.notes where note = 'of bob'") == [["green"]]
    assert callers["carol"].query("insert into app.notes (note) values ('of carol')").is_error
    admin("delete from app.notes where note = 'of bob'")


def test_without_a_barrier_conditions_of_callers_reach_rows_that_are_left_out(callers, admin):
    """LIKE fails at the end of this pattern, and gets there only in a row that begins so."""
    admin("create view app.leaky as select item from app.stock where tenant = current_setting('app.tenant', true);"
          "grant select on app.leaky to app_member")
    probe = "select item from app.{} where item like 'a l\\'"
    assert callers["ann"].query(probe.format("leaky")).error["sqlstate"] == "22025"
    assert callers["ann"].query(probe.format("my_stock")).rows == []
    assert callers["ann"].query(probe.format("orders")).rows == []


class Session:
    """psql as somebody, which is what a statement has that got past the guard."""

    def __init__(self, cluster, database, user):
        self._cluster, self._database, self._user = cluster, database, user

    def __call__(self, sql):
        return self._cluster.run(self._cluster.client, "-X", "-q", "-A", "-t", "-d", self._cluster.dsn(self._database, self._user), "-c", sql).split("\n")[:-1]


@pytest.fixture
def as_login(cluster, database):
    return Session(cluster, database, "patterns_login")


@pytest.mark.parametrize("before, tenants", [
    ("", ["green", "red"]),
    ("alter role patterns_login bypassrls; grant select on app.orders to patterns_login", ["green", "red"]),
    ("alter table app.orders owner to patterns_login; grant usage on schema app to patterns_login", ["green", "red"]),
    ("alter table app.orders owner to patterns_login; alter table app.orders force row level security", []),
    ("grant select on app.orders to patterns_login", []),
], ids=["superuser", "bypassrls", "owner", "forced_owner", "anybody_else"])
def test_whom_policies_do_not_hold(cluster, admin, database, as_login, before, tenants):
    sql = "select distinct tenant from app.orders order by 1"
    if not before:
        assert [row[0] for row in admin(sql)] == tenants
        return
    try:
        admin(before)
        assert as_login(sql) == tenants
    finally:
        admin("alter role patterns_login nobypassrls; alter table app.orders owner to postgres; alter table app.orders no force row level security;"
              "revoke select on app.orders from patterns_login; revoke usage on schema app from patterns_login;"
              "grant select on app.orders to app_member")


def test_what_policies_do_not_hold(callers, admin):
    admin("""create table app.events (tenant text, what text) partition by list (tenant);
             create table app.events_green partition of app.events for values in ('green');
             insert into app.events values ('green', 'a party');
             alter table app.events enable row level security;
             create policy own on app.events using (tenant = current_setting('app.tenant', true));
             create materialized view app.sums as select tenant from app.orders;
             create view app.of_owner as select note from app.notes;
             create unique index on app.papers (paper);
             grant insert on app.papers to app_member;
             grant select on app.events, app.events_green, app.sums, app.of_owner to app_member""")
    ann = callers["ann"]
    assert ann.query("select what from app.events").rows == []
    assert ann.query("select what from app.events_green").rows == [["a party"]]
    assert sorted(ann.query("select distinct tenant from app.sums").rows) == [["green"], ["red"]]
    assert len(ann.query("select note from app.of_owner").rows) == 2
    taken = ann.query("insert into app.papers values ('red', true, 'a flyer')")
    assert taken.is_error and taken.error["sqlstate"] == "23505"


def test_a_sub_select_is_asked_once_and_finds_the_index(callers, admin):
    admin("insert into app.notes (tenant, note) select 't' || n % 500, 'note ' || n from generate_series(1, 20000) n; analyze app.notes")
    plan = callers["ann"].query("explain (costs off) select * from app.notes").text
    assert "InitPlan" in plan and "notes_pkey" in plan and "current_setting" not in plan.replace("InitPlan", "")
    bare = callers["ann"].query("explain (costs off) select * from app.orders").text
    assert "InitPlan" not in bare and "current_setting" in bare
    admin("delete from app.notes where tenant like 't%'")


def test_the_leakproof_functions_are_those_of_the_page(admin):
    names = {"texteq", "text_lt", "int4eq", "int8lt", "uuid_eq", "timestamptz_lt", "date_eq", "textlike", "numeric_eq", "enum_eq", "jsonb_contains", "lower"}
    found = admin(f"select distinct proname from pg_proc where proleakproof and proname in ({str(names)[1:-1]})")
    assert {row[0] for row in found} == {"texteq", "text_lt", "int4eq", "int8lt", "uuid_eq", "timestamptz_lt", "date_eq"}


def test_what_is_left_behind_the_guard_is_what_the_table_says(cluster, admin, database, as_login):
    """The last table of the page, for the first three of its columns."""
    admin("create role patterns_green login; create table app.of_green (id int); grant usage on schema app to patterns_green;"
          "grant select on app.of_green, app.ledger, app.orders to patterns_green")
    try:
        seat = "set role app_member; "
        assert as_login(seat + "set app.tenant = 'green'; select tenant from app.orders") == ["green"], "a setting can be set"
        assert as_login(seat + "select entry from app.ledger") == ["ten kites"], "current_user cannot"
        with pytest.raises(RuntimeError, match="permission denied"):
            as_login(seat + "select * from app.of_green")
        assert as_login(seat + "reset role; select current_user") == ["patterns_login"], "the seat can be ended"
        own = Session(cluster, database, "patterns_green")
        assert own("select entry from app.ledger") == []
        assert own("reset role; select current_user") == ["patterns_green"], "there is nothing to end"
        with pytest.raises(RuntimeError, match="permission denied"):
            own("set role app_member")
        for session in (as_login, own):
            assert session("select count(*) from pg_class where relname = 'of_green'") == ["1"], "names are for everybody"
    finally:
        admin("drop owned by patterns_green; drop role patterns_green; drop table app.of_green")
