"""What one tenant leaves in a connection, and the next one on it must not find: six tenants in three kinds of seats share one connection each."""
import contextlib
import signal

import pytest

from harness import long_statements, messages, tenants
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.server import HttpServer
from harness.tenant_calls import LEFT, SEARCH_PATH
from harness.tenant_world import free_of_others
from harness.tenants import SEATS, USERS, canary, own_schema
from harness.waiting import eventually

# Who comes after whom: in one seat, and from seat to seat.
PAIRS = [("red", "rose"), ("green", "grass"), ("blue", "navy"), ("red", "green"), ("green", "rose"), ("rose", "blue"), ("navy", "grass")]
SEEN = ("select current_user::text, current_setting('app.tenant', true), current_setting('request.jwt.claims', true)::json->>'tenant', "
        "coalesce(current_setting('app.left', true), ''), current_setting('search_path'), current_setting('statement_timeout'), "
        f"({LEFT})::int, (select string_agg(distinct body, ',') from docs)")


class World:
    """A server with one connection, a client of each tenant, and the file that says who they are."""

    def __init__(self, server, folder):
        self.server, self.folder = server, folder
        self.clients = {name: ModernClient(server.port, token=tenants.token(name)) for name in (*SEATS, tenants.STRANGER)}

    def expect_clean(self, tenant):
        """The tenant finds itself, and nothing of anybody else."""
        client = self.clients[tenant]
        seen = client.query(SEEN).rows
        assert seen == [[USERS[SEATS[tenant]], tenant, tenant, "", SEARCH_PATH, "700ms", 0, canary(tenant)]]
        assert client.query("select body from left_behind").error["sqlstate"] == "42P01"

    def expect_all_clean(self):
        for tenant in SEATS:
            self.expect_clean(tenant)


@pytest.fixture(scope="module")
def world(cluster, tmp_path_factory):
    name = cluster.clone("template1", "tenancy")
    folder = tmp_path_factory.mktemp("tenancy")
    file = tenants.permissions(folder)
    with HttpServer("--conn", tenants.build(cluster, name), "--permissions", file, "--pool-min", 1, "--pool-max", 1,
                    "--statement-timeout-ms", 700) as server, Wire(server.port) as wire:
        eventually(lambda: wire.get("/health").status == 200, 10, "the database is up")
        yield World(server, folder)
        assert server.alive(), server.last_words()


def call(function, value=canary):
    return lambda tenant: f"select {function}('{value(tenant)}')"


LEFT_BEHIND = {
    "a setting": call("leave_setting"),
    "a search path": call("leave_path", own_schema),
    "claims of another": call("leave_claims", lambda _: "navy"),
    "its own claims": call("leave_claims", str),
    "the role of the login": call("leave_role", lambda _: "none"),
    "a time limit": call("leave_timeout", lambda _: "1"),
    "a temporary table": call("leave_temporary"),
    "a temporary table that hides docs": call("leave_shadow"),
    "a prepared statement": call("leave_prepared"),
    "a cursor with hold": call("leave_cursor"),
    "an advisory lock": call("leave_lock"),
    "an ear for notifications": call("leave_ear"),
    "a notification": call("leave_shout"),
    "a setting of a function that fails": call("fail_with"),
    "a setting under EXPLAIN ANALYZE": lambda tenant: f"explain analyze select leave_setting('{canary(tenant)}')",
    "a setting in a common table": lambda tenant: f"with x as materialized (select leave_setting('{canary(tenant)}')) select * from x",
    "a setting, then an error": lambda tenant: f"select leave_setting('{canary(tenant)}'), 1 / (select 0)",
    "a setting in a write": lambda tenant: f"update docs set body = body where leave_setting('{canary(tenant)}') is not null",
    "a temporary table by name": lambda tenant: f"create temp table left_behind as select '{canary(tenant)}'::text as body",
    "a temporary table by SELECT INTO": lambda tenant: f"select '{canary(tenant)}'::text as body into temp left_behind",
    "a temporary view": lambda tenant: f"create temp view left_behind as select '{canary(tenant)}'::text as body",
    "locked rows": lambda tenant: "select * from docs for update",
    "a violated key": lambda tenant: f"insert into docs (body, code) values ('{canary(tenant)}', '{canary(tenant)}1')",
}


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_the_next_tenant_does_not_find(world, name):
    for first, after in PAIRS:
        free_of_others(first, world.clients[first].query(LEFT_BEHIND[name](first)).answer)
        world.expect_clean(after)
        world.expect_clean(first)


def test_the_next_tenant_does_not_find_rows_of_a_result_that_was_cut_off(world):
    for first, after in PAIRS:
        large = "select body, repeat('x', 2000) from docs, generate_series(1, 3000)"
        assert world.clients[first].query(large, row_limit=10000).structured["truncated"]
        rows = world.clients[after].query("select body from docs, generate_series(1, 200)", row_limit=1000).rows
        assert rows == [[canary(after)]] * 600


def test_the_next_tenant_does_not_find_the_plan_of_a_statement_that_was_asked_often(world):
    """PostgreSQL keeps a plan for a statement that comes back, and the server keeps the statement prepared."""
    for tenant in [*SEATS] * 12:
        rows = world.clients[tenant].query("select distinct body from docs where id > $1", parameters=[0]).rows
        assert rows == [[canary(tenant)]]


def test_the_next_tenant_does_not_find_what_a_name_meant(world):
    """The same words mean the tables of whoever says them."""
    for tenant in [*SEATS, *reversed(SEATS)]:
        for other in SEATS:
            result = world.clients[tenant].query(f"select owner from {own_schema(other)}.account")
            if other == tenant:
                assert result.rows == [[canary(tenant)]]
            else:
                assert result.error["code"] == "access_denied"


NOTHING = "select count(*)::int, coalesce(current_setting('app.tenant', true), ''), coalesce(current_setting('request.jwt.claims', true), '') from docs"


@pytest.mark.parametrize("tenant", SEATS)
def test_whoever_is_of_no_tenant_does_not_find_itself_in_one(world, tenant):
    stranger = world.clients[tenants.STRANGER]
    for sql in ("select body from docs", "select body::int from docs", f"select leave_claims('{tenant}')", "update docs set body = body"):
        world.clients[tenant].query(sql)
        assert stranger.query(NOTHING).rows == [[0, "", ""]]


@pytest.mark.parametrize("asks", ["select lastval()", "select currval('numbers')"])
def test_the_next_tenant_does_not_find_the_last_number_of_a_sequence(world, asks):
    drawn = world.clients["red"].query("select nextval('numbers')").rows
    assert world.clients["rose"].query(asks).is_error, drawn


def test_whoever_is_of_no_tenant_does_not_find_the_last_number_of_a_sequence(world):
    drawn = world.clients["red"].query("select nextval('numbers')").rows
    assert world.clients[tenants.STRANGER].query("select lastval()").is_error, drawn


# -- however a statement ends --------------------------------------------------------------

LONG = "select leave_setting('{value}'), leave_temporary('{value}'), leave_lock('{value}'), leave_role('none'), pg_sleep(60)"


@contextlib.contextmanager
def running(world, client, activity):
    yield long_statements.begin(client, activity, "leave_setting", LONG.format(value=canary("green")))
    long_statements.gone(activity, "leave_setting", within=5)
    world.expect_all_clean()


def test_nothing_is_left_by_a_statement_that_was_cancelled(world, activity):
    with LegacyClient(world.server.port, token=tenants.token("green")) as client, running(world, client, activity) as call:
        client.cancel(call.id)


def test_nothing_is_left_by_a_statement_whose_client_hung_up(world, activity):
    with running(world, world.clients["green"], activity) as call:
        call.hang_up()


def test_nothing_is_left_by_a_statement_that_ran_too_long(world, activity):
    with running(world, world.clients["green"], activity) as call:
        assert call.result().error["code"] == "timed_out"


def test_nothing_is_left_by_a_statement_whose_backend_was_killed(world, cluster, activity):
    with cluster.psql() as admin, running(world, world.clients["green"], activity) as call:
        admin("select pg_terminate_backend(pid) from pg_stat_activity where usename like 'tenants_%' and state = 'active'")
        assert call.result().error["code"] in ("connection_lost", "outcome_unknown")


def test_nothing_is_left_by_a_statement_that_postgresql_was_told_to_cancel(world, cluster, activity):
    with cluster.psql() as admin, running(world, world.clients["green"], activity) as call:
        admin("select pg_cancel_backend(pid) from pg_stat_activity where usename like 'tenants_%' and state = 'active'")
        assert call.result().is_error


def test_nothing_is_left_by_a_client_that_left_amid_its_rows(world, activity):
    sql = "select leave_setting('{mark}'), body, repeat('x', 5000) from docs, generate_series(1, 20000) where pg_sleep(0.0002) is not null"
    call = long_statements.begin(world.clients["green"], activity, "amid_rows", sql)
    call.hang_up()
    long_statements.gone(activity, "amid_rows", within=5)
    world.expect_all_clean()


def test_nothing_is_left_by_a_session_that_was_deleted_amid_its_statement(world, activity):
    with LegacyClient(world.server.port, token=tenants.token("green")) as client, running(world, client, activity):
        assert client.delete().status in (200, 202, 204)


@pytest.fixture
def given_back(world):
    """Afterwards everybody has a token again."""
    yield
    tenants.permissions(world.folder)
    world.server.process.send_signal(signal.SIGHUP)
    with Wire(world.server.port, token=tenants.token("green")) as wire:
        eventually(lambda: wire.post(messages.initialize()).status == 200, 5, "green is back")


def test_nothing_is_left_by_a_tenant_whose_token_was_taken_back_amid_its_statement(world, activity, given_back):
    call = long_statements.begin(world.clients["green"], activity, "leave_setting", LONG.format(value=canary("green")))
    tenants.permissions(world.folder, seats={name: seat for name, seat in SEATS.items() if name != "green"})
    world.server.process.send_signal(signal.SIGHUP)
    call.response(10)
    long_statements.gone(activity, "leave_setting", within=5)
    for tenant in SEATS:
        if tenant != "green":
            world.expect_clean(tenant)


# -- what sessions could be asked for -------------------------------------------------------

ASKED = {
    "statements of others": "select query from pg_stat_activity",
    "statements of others by a function": "select * from pg_stat_get_activity(null)",
    "prepared statements": "select statement from pg_prepared_statements",
    "cursors": "select statement from pg_cursors",
    "locks of others": "select * from pg_locks",
    "samples of values": "select most_common_vals from pg_stats where tablename = 'docs'",
    "samples of values at their source": "select * from pg_statistic",
    "settings by view": "select setting from pg_settings where name = 'app.left'",
    "definitions of others' views": f"select pg_get_viewdef('{own_schema('navy')}.peek'::regclass)",
    "rows of others by the table's oid": "select tableoid::regclass from docs, pg_class",
    "sizes of others' tables": f"select pg_total_relation_size('{own_schema('navy')}.account')",
    "privileges on others' tables": f"select has_table_privilege('{own_schema('navy')}.account', 'select')",
    "names of others' schemas": "select nspname from pg_namespace",
    "names of others' columns": "select * from information_schema.columns",
    "other databases": "select datname from pg_database",
    "a copy of rows": "copy docs to stdout",
    "rows by their XML": "select table_to_xml('docs', true, true, '')",
    "the end of another's statement": "select pg_cancel_backend(pid) from pg_stat_activity",
    "the end of another's backend": "select pg_terminate_backend(1)",
    "another's notifications": "listen left_behind",
    "another's locks": "select pg_advisory_unlock_all()",
    "another's seed": "select setseed(0.5)",
    "another's snapshot": "select pg_export_snapshot()",
}


@pytest.mark.parametrize("what", ASKED)
def test_nobody_is_told(world, what):
    for tenant in ("red", "green", "blue"):
        result = world.clients[tenant].query(ASKED[what])
        assert result.is_error
        # What the statement named itself may come back in the error.
        free_of_others(tenant, str(result.answer).replace(own_schema("navy"), ""))
        world.expect_clean(tenant)
