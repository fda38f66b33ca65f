"""A view is judged by what it does when it is read: its query is judged in turn, as is every view beneath it."""
import random

import pytest

from harness.http_client import ModernClient
from harness.server import HttpServer
from harness.waiting import eventually


WHAT_VIEWS_DO = {
    "select 1 as x": "admitted",
    "select x from plain": "admitted",
    "select lower('A') as x, count(*) over () as y": "admitted",
    "select public.steady() as x": "admitted",
    "select public.writes() as x": "volatile-routine",
    "select 1 as x from plain where public.writes() = 1": "volatile-routine",
    "select public.as_owner() as x": "owner-rights",
    "select pg_read_file('PG_VERSION') as x": "server-file",
    "select nextval('public.counted') as x": "sequence",
    "select rolpassword as x from pg_authid": "secret-relation",
    "select query as x from pg_stat_activity": "secret-column",
    "select query_to_xml('select 1', true, false, '') as x": "sql-as-text",
    "select set_config('work_mem', '1MB', false) as x": "server-setting",
}


@pytest.mark.parametrize("seed", range(3))
def test_views_upon_views_made_at_random_are_judged_by_what_is_at_the_bottom(reader, psql, seed):
    chance = random.Random(seed)
    psql("""create table plain (x int); create table written (at int); create sequence counted;
            create function steady() returns int language sql stable as 'select 1';
            create function as_owner() returns int language sql stable security definer as 'select 1';
            create function writes() returns int language plpgsql volatile as
              'begin insert into public.written values (1); return 1; end'""")
    for number, (query, expected) in enumerate(WHAT_VIEWS_DO.items()):
        name = f'"v {number} {chance.random()}"'
        psql(f"create view {name} as {query}")
        for depth in range(chance.randint(0, 3)):
            upper = f'"v {number} {depth} {chance.random()}"'
            psql(chance.choice([f"create view {upper} as select x from {name}",
                                f"create view {upper} as with c as (table {name}) select c.x from c join plain on true",
                                f"create view {upper} as select (select max(x::text) from {name}) as x"]))
            name = upper
        for sql in (f"select * from {name}", f"select 1 from plain, lateral (table {name}) as t", f"explain analyze table public.{name}"):
            said = reader.query(sql).verdict
            assert said == expected or (expected == "server-setting" and said not in (None, "admitted")), (sql, query, said)
    assert psql.value("select count(*) from written") == "0"
    assert psql.value("select is_called from counted") == "f"


def test_a_view_that_changes_is_judged_anew(reader, psql):
    psql("create view turning as select 'a'::text as x")
    assert reader.query("select * from turning").verdict == "admitted"
    psql("create or replace view turning as select pg_read_file('PG_VERSION') as x")
    eventually(lambda: reader.query("select * from turning").verdict == "server-file", 4, "it is refused")


def test_the_refusal_names_the_view_and_what_it_does(reader, psql):
    psql("create view files as select pg_read_file('PG_VERSION') as x")
    result = reader.query("select 1 from files")
    assert result.text.startswith("The view public.files is refused for what it does: "), result.text
    assert "pg_read_file()" in result.text
    assert result.error["position"] == 15


def test_a_resource_reads_no_such_view_either(cluster, fresh_database, psql):
    psql("create view files as select pg_read_file('PG_VERSION') as x; create view fine as select 1 as x")
    with HttpServer("--conn", cluster.dsn(fresh_database), "--access", "read-only") as server, ModernClient(server.port) as client:
        fine = client.ask("resources/read", {"uri": "table://public/fine"})["result"]["contents"][0]
        assert '"x"' in fine["text"]
        refused = client.ask("resources/read", {"uri": "table://public/files"})["error"]
        assert refused["message"].startswith("The view public.files is refused"), refused
