"""What tenants of one server are told (lists, completions, errors, notices, progress) is made for each of them, also when permissions change."""
import json
import signal

import pytest

from harness import long_statements, messages, tenants
from harness.event_stream import EventStream, credentials, listen, session_stream
from harness.http_client import JSON, LegacyClient, ModernClient
from harness.tenant_world import free_of_others, serving
from harness.tenants import SEATS, canary, own_schema, token
from harness.waiting import eventually

ROWS = "select distinct body from docs"
HERS = own_schema("red")
ELSEWHERE = "canary_nobody"
REF = {"type": "ref/resource", "uri": "table://{schema}/{table}"}


@pytest.fixture(scope="module")
def world(cluster, tmp_path_factory):
    with serving(cluster, "tenancy_answers", tmp_path_factory.mktemp("tenancy_answers"), "--pool-max", 4) as world:
        world.admin = cluster.psql("tenancy_answers")
        yield world


@pytest.fixture
def red(world):
    with ModernClient(world.port, token=token("red")) as client:
        yield client


@pytest.fixture
def rose(world):
    """Another tenant of the same seat."""
    with ModernClient(world.port, token=token("rose")) as client:
        yield client


@pytest.fixture
def restored(world):
    """Gives everybody their permissions back."""
    yield
    world.permit()
    with ModernClient(world.port, token=token("rose")) as rose:
        asked = rose.prepared(messages.tool_call(1, "query", {"sql": "select distinct current_user::text, body from docs"}))
        own = [[tenants.USERS[SEATS["rose"]], canary("rose")]]
        eventually(lambda: (reply := rose.wire.post(*asked)).status == 200 and messages.Result(reply.answer).rows == own, 5, "rose is back in her seat")


# -- what there is of another is as what there is not ----------------------------------------

TOOLS = {
    "tables": ("list_tables", lambda schema: {"schema": schema}),
    "columns": ("describe_table", lambda schema: {"schema": schema, "table_name": "account"}),
    "keys": ("get_foreign_keys", lambda schema: {"schema": schema, "table_name": "entry"}),
    "relationships": ("find_relationships", lambda schema: {"schema": schema, "table_name": "entry"}),
    "rows": ("query", lambda schema: {"sql": f"select owner from {schema}.account"}),
    "a plan": ("query", lambda schema: {"sql": f"explain select owner from {schema}.account"}),
    "rows of a view": ("query", lambda schema: {"sql": f"select owner from {schema}.peek"}),
    "rows by a join": ("query", lambda schema: {"sql": f"select owner from docs natural join {schema}.account"}),
    "rows of a statement that writes": ("query", lambda schema: {"sql": f"insert into docs (body) select owner from {schema}.account"}),
}


@pytest.mark.parametrize("what", TOOLS)
def test_another_is_not_told_of(red, rose, what):
    tool, arguments = TOOLS[what]
    for _ in range(2):
        assert not red.call(tool, **arguments(HERS)).is_error
        refused, unknown = (rose.call(tool, **arguments(schema)) for schema in (HERS, ELSEWHERE))
        assert refused.is_error and refused.error["code"] == "access_denied"
        same = [json.dumps(each.value).replace(schema, "that") for each, schema in ((refused, HERS), (unknown, ELSEWHERE))]
        assert same[0] == same[1]
        free_of_others("rose", same[0])


ASKED = {
    "a table as a resource": ("resources/read", lambda schema: {"uri": f"table://{schema}/account"}),
    "a schema as a resource": ("resources/read", lambda schema: {"uri": f"schema://{schema}"}),
    "names of tables": ("completion/complete", lambda schema: {"ref": REF, "argument": {"name": "table", "value": ""},
                                                                "context": {"arguments": {"schema": schema}}}),
    "names of schemas": ("completion/complete", lambda schema: {"ref": REF, "argument": {"name": "schema", "value": schema[:9]}}),
    "names of columns": ("completion/complete", lambda schema: {"ref": {"type": "ref/prompt", "name": "profile_column"},
                                                                "argument": {"name": "column", "value": ""},
                                                                "context": {"arguments": {"schema": schema, "table": "account"}}}),
    "a prompt": ("prompts/get", lambda schema: {"name": "profile_column",
                                                "arguments": {"schema": schema, "table": "account", "column": "owner"}}),
}


@pytest.mark.parametrize("what", ASKED)
def test_another_is_not_answered_with(red, rose, what):
    method, params = ASKED[what]
    for _ in range(2):
        assert "result" in red.ask(method, params(HERS))
        refused, unknown = (json.dumps(rose.ask(method, params(schema), id=1)).replace(schema, "that") for schema in (HERS, ELSEWHERE))
        assert refused == unknown
        free_of_others("rose", refused)


@pytest.mark.parametrize("method", ["resources/list", "resources/templates/list", "tools/list", "prompts/list"])
def test_a_list_is_made_for_whoever_asks(world, method):
    for tenant in [*SEATS, *reversed(SEATS)]:
        for each in world.tokens(tenant):
            told = str(free_of_others(tenant, world.ask(each, method)["result"]))
            assert (own_schema(tenant) in told) == (method == "resources/list")


def test_a_statement_that_another_may_run_is_judged_anew(red, rose):
    for _ in range(3):
        sql = f"select owner from {HERS}.account where id = 1"
        assert red.query(sql).rows == [[canary("red")]]
        assert rose.query(sql).error["code"] == "access_denied"


def test_another_cannot_subscribe_to_a_table(world):
    with LegacyClient(world.port, token=token("rose")) as client, session_stream(client) as stream:
        assert stream.next().id
        refused, unknown = (client.ask("resources/subscribe", {"uri": f"table://{schema}/account"}, id=1) for schema in (HERS, ELSEWHERE))
        assert json.dumps(refused).replace(HERS, "that") == json.dumps(unknown).replace(ELSEWHERE, "that")
        world.admin(f"alter table {HERS}.account add column once int")
        with ModernClient(world.port, token=token("red")) as red:
            eventually(lambda: "once" in str(red.call("describe_table", schema=HERS, table_name="account").answer), 5, "the change is seen")
        assert stream.silent()


def test_another_cannot_listen_to_a_table(world):
    uri = f"table://{HERS}/account"
    with listen(world.port, token=token("red"), resourceSubscriptions=[uri]) as hers, \
            listen(world.port, token=token("rose"), resourceSubscriptions=[uri]) as his:
        assert hers.message()["method"] == "notifications/subscriptions/acknowledged"
        assert his.message()["params"]["notifications"] == {}
        world.admin(f"alter table {HERS}.account add column twice int")
        assert hers.message()["method"] == "notifications/resources/updated"
        assert his.events.empty()


# -- errors, notices, progress -----------------------------------------------------------------

FAILURES = {
    "a key that is another's": f"insert into docs (body, code) values ('x', '{canary('rose')}1')",
    "a row that would be another's": "insert into docs (tenant, body) values ('rose', 'x')",
    "a row that becomes another's": "update docs set tenant = 'rose'",
    "a cast": "select body::int from docs",
    "a name that is nearly another's": "select ownr from docs",
    "a table that is nearly another's": "select * from acount",
    "a function that fails": f"select fail_with('{canary('red')}')",
    "a text that is no JSON": "select body::json from docs",
    "a division": "select 1 / (length(body) - length(body)) from docs",
    "a row that is too long": "select string_agg(repeat(body, 3000), '') from docs, generate_series(1, 300)",
}


@pytest.mark.parametrize("what", FAILURES)
def test_nothing_of_others_is_in_the_error_of(world, red, what):
    result = red.query(FAILURES[what])
    assert result.is_error
    asked = str(result.answer).replace(f"{canary('rose')}1", "") if canary("rose") in FAILURES[what] else result.answer
    free_of_others("red", asked)
    assert world.admin.value("select count(distinct tenant) from docs where tenant = 'rose' and body <> '" + canary("rose") + "'") == "0"


def test_a_notice_is_heard_by_whoever_caused_it(world):
    world.admin("create or replace function leave_word(value text) returns text language plpgsql volatile as "
                "$$ begin raise warning 'heard %', value; return value; end $$")
    with LegacyClient(world.port, token=token("red")) as red, LegacyClient(world.port, token=token("rose")) as rose, session_stream(rose) as stream:
        assert stream.next().id
        for client in (red, rose):
            client.ask("logging/setLevel", {"level": "debug"})
        assert "heard by red" in str(red.send(messages.tool_call(9, "query", {"sql": "select leave_word('by red')"})).messages())
        assert "heard" not in str(rose.send(messages.tool_call(9, "query", {"sql": ROWS})).messages()) and stream.silent()


def test_progress_goes_to_whoever_runs_the_statement(world):
    """The same progress token, the same request id, at once."""
    streams = {}
    for tenant in ("red", "rose"):
        message = messages.modern(messages.tool_call(1, "query", {"sql": "select body from docs, pg_sleep(2.2) limit 1"}, progress_token="same"))
        streams[tenant] = EventStream(world.port, "POST", "/mcp", {**JSON, **credentials(token(tenant)), **messages.modern_headers(message)}, message)
    for tenant, stream in streams.items():
        with stream:
            heard = []
            while "result" not in (told := stream.message()):
                heard.append(told["params"]["progress"])
            assert heard == sorted(set(heard)) and heard
            assert messages.Result(free_of_others(tenant, told)).rows == [[canary(tenant)]]


def test_a_cancellation_of_an_id_that_another_uses_ends_nothing(world, cluster):
    mark = "runs_under_77"
    with LegacyClient(world.port, token=token("red")) as red, LegacyClient(world.port, token=token("rose")) as rose, cluster.psql() as watcher:
        call = red.begin("query", id=77, sql=f"select body, '{mark}' from docs, pg_sleep(0.6) limit 1")
        eventually(lambda: watcher(f"select 1 from pg_stat_activity where pid <> pg_backend_pid() and position('{mark}' in query) > 0"), 5, "it runs")
        for id in (77, "77"):
            assert rose.cancel(id).status == 202
        assert call.result().rows == [[canary("red"), mark]]


# -- permissions that change -------------------------------------------------------------------


def without(*names):
    return {name: seat for name, seat in SEATS.items() if name not in names}


def test_a_tenant_that_is_taken_out_is_nobody_at_once_and_nobody_else_notices(world, restored):
    with LegacyClient(world.port, token=token("rose")) as rose, LegacyClient(world.port, token=token("red")) as red:
        assert rose.query(ROWS).rows == [[canary("rose")]]
        world.permit(seats=without("rose"))
        eventually(lambda: rose.wire.post(messages.request(1, "ping"), rose.headers()).status == 401, 5, "rose is out")
        assert red.query(ROWS).rows == [[canary("red")]]


def test_an_access_token_of_a_tenant_that_is_taken_out_has_no_role(world, restored):
    with ModernClient(world.port, token=world.tokens("rose")[1]) as rose:
        assert rose.query(ROWS).rows == [[canary("rose")]]
        world.permit(seats=without("rose"))
        denied, _ = eventually(lambda: (result := rose.query(ROWS)).is_error and result, 5, "rose has no role")
        assert denied.error["code"] == "access_denied"


def test_a_tenant_that_changes_its_seat_takes_its_rows_along(world, restored):
    with ModernClient(world.port, token=token("rose")) as rose:
        world.permit(seats={**SEATS, "rose": "role"})
        sql = "select distinct current_user::text, body from docs"
        eventually(lambda: rose.query(sql).rows == [["tenants_role", canary("rose")]], 5, "the other seat")


def test_a_list_is_made_anew_when_permissions_change(world, restored):
    with ModernClient(world.port, token=token("rose")) as rose:
        assert own_schema("rose") in str(rose.ask("resources/list"))
        world.permit(seats=without("rose"), more_users="  rose-by-token: of_red\n")
        other = ModernClient(world.port, token=world.tokens("rose")[1])
        eventually(lambda: HERS in str(other.ask("resources/list")), 5, "the new role's list")
        assert own_schema("rose") not in str(other.ask("resources/list"))
        other.close()


def test_a_token_that_is_given_to_another_opens_nothing_of_its_last_holder(world, restored):
    with LegacyClient(world.port, token=token("rose")) as client:
        session = client.headers()
        file = world.folder / "permissions.yaml"
        names = {"rose": "grass", "grass": "rose"}
        lines = file.read_text().split("\n")
        file.write_text("\n".join(f"  - {{name: {names[name]}, {line.split(', ', 1)[1]}" if line.startswith("  - {name: ")
                                  and (name := line.split(": ")[1].split(",")[0]) in names else line for line in lines))
        world.server.process.send_signal(signal.SIGHUP)
        eventually(lambda: client.wire.post(messages.request(1, "ping"), session).status == 404, 5, "the session is rose's")
        with ModernClient(world.port, token=token("rose")) as now:
            assert now.query(ROWS).rows == [[canary("grass")]]


def test_a_statement_that_runs_while_its_role_changes_ends_as_it_began(world, restored, activity):
    with ModernClient(world.port, token=token("rose")) as rose:
        call = long_statements.begin(rose, activity, "role_changes", "select distinct body, '{mark}' from docs, pg_sleep(0.5)")
        tenants.permissions(world.folder, issuer=world.issuers[0], seats={**SEATS, "rose": "login"})
        world.server.process.send_signal(signal.SIGHUP)
        assert call.result().rows == [[canary("rose"), "role_changes"]]
        eventually(lambda: rose.query("select distinct current_user::text, body from docs").rows == [["tenants_login", canary("rose")]], 5, "the other seat")
