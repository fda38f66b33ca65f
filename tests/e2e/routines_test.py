"""What a reader may call is read from the catalog: whatever somebody has made there is judged by what it is, not by its name."""
import random

import pytest

from harness.http_client import ModernClient
from harness.server import HttpServer
from harness.stdio_client import piped
from harness.waiting import eventually

LETTERS = "abcdefghijklmnopqrstuvwxyz_0123456789 \"ABCÄ"


def name(chance):
    return chance.choice("abcdefgh") + "".join(chance.choices(LETTERS, k=chance.randint(3, 20)))


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


@pytest.mark.parametrize("seed", range(4))
def test_functions_made_at_random_are_judged_by_their_volatility(reader, psql, seed):
    chance = random.Random(seed)
    psql("create table written (at int)")
    for _ in range(8):
        called, schema = quoted(name(chance)), quoted(name(chance))
        volatility = chance.choice(["immutable", "stable", "volatile", ""])
        definer = chance.choice(["", "", "security definer"])
        arguments = chance.choice(["", "int", "int default 1", "variadic int[]"])
        body = "select 1" if volatility in ("immutable", "stable") else "insert into public.written values (1) returning at"
        psql(f"create schema {schema}")
        psql(f"create function {schema}.{called}({arguments}) returns int language sql {volatility} {definer} as $f$ {body} $f$")
        given = {"": "", "int": "1", "int default 1": "", "variadic int[]": "1, 2"}[arguments]
        expected = "owner-rights" if definer else "admitted" if volatility in ("immutable", "stable") else "volatile-routine"
        for sql in (f"select {schema}.{called}({given})", f"select * from {schema}.{called}({given}) as r(x)",
                    f"select 1 where exists (select from lateral {schema}.{called}({given}))"):
            assert reader.query(sql).verdict == expected, (sql, volatility, definer)
    assert psql.value("select count(*) from written") == "0"


def test_an_overload_of_a_built_in_function_is_seen(reader, psql):
    assert reader.query("select lower('A'), abs(-1)").rows == [["a", 1]]
    psql("create function upper(int) returns int language sql volatile as 'select 1'")
    assert reader.query("select upper(1)").verdict == "volatile-routine"
    assert reader.query("select pg_catalog.upper('a')").verdict == "admitted"


def test_a_change_counts_after_two_seconds(reader, psql):
    psql("create function changing() returns int language sql stable as 'select 1'")
    assert reader.query("select changing()").verdict == "admitted"
    psql("alter function changing() volatile")
    eventually(lambda: reader.query("select changing()").verdict == "volatile-routine", 4, "it is refused")
    psql("alter function changing() immutable")
    eventually(lambda: reader.query("select changing()").verdict == "admitted", 4, "it is admitted again")


def test_operators_casts_and_aggregates_are_what_they_call(reader, psql):
    psql("""create function sly(int, int) returns int language plpgsql volatile as 'begin return 1; end';
            create function fair(int, int) returns int language sql immutable as 'select $1 + $2';
            create operator |@| (function = sly, leftarg = int, rightarg = int);
            create operator |+| (function = fair, leftarg = int, rightarg = int);
            create type temper as (a int);
            create function to_temper(int) returns temper language sql volatile as 'select row($1)::temper';
            create cast (int as temper) with function to_temper(int);
            create aggregate sly_sum (int) (sfunc = sly, stype = int, initcond = '0');
            create aggregate fair_sum (int) (sfunc = fair, stype = int, initcond = '0');
            create table held (id int);
            create function seen_of(held) returns int language sql volatile as 'select 1'""")
    for sql, expected in {
            "select 1 |@| 2": "volatile-routine", "select 1 operator(public.|@|) 2": "volatile-routine", "select 1 |+| 2": "admitted",
            "select 1 where 1 |@| any (array[1])": "volatile-routine", "select 1::temper": "volatile-routine",
            "select cast(1 as public.temper)": "volatile-routine", "select sly_sum(1)": "volatile-routine",
            "select sly_sum(1) over ()": "volatile-routine", "select fair_sum(1)": "admitted",
            "select h.seen_of from held h": "volatile-routine", "select (h).seen_of from held h": "volatile-routine",
            "select h.id from held h": "admitted", "explain select 1 |@| 2": "volatile-routine"}.items():
        assert reader.query(sql).verdict == expected, sql


def test_functions_of_extensions_may_be_called(reader, psql):
    if psql("select 1 from pg_available_extensions where name = 'pgcrypto'"):
        psql("create extension pgcrypto")
        assert reader.query("select gen_salt('md5'), encode(digest('a', 'sha256'), 'hex')").verdict == "admitted"
    psql("create extension if not exists pg_trgm")
    assert reader.query("select similarity('abc', 'abd'), 'abc' % 'abd'").verdict == "admitted"
    assert reader.query("select set_limit(0.5)").verdict == "volatile-routine"


def test_a_function_that_is_not_there_is_postgresqls_to_say(reader):
    assert "function nothing_of_the_kind(integer) does not exist" in reader.query("select nothing_of_the_kind(1)").text


def test_the_refusal_says_which_and_where(reader, psql):
    psql("create function act() returns int language sql as 'select 1'")
    result = reader.query("select 'é', act()")
    assert result.error["position"] == 13 and "public.act()" in result.text


def test_writers_call_what_they_like(cluster, fresh_database, psql):
    psql("create function act() returns int language sql as 'select 7'")
    with piped("--conn", cluster.dsn(fresh_database)) as client:
        assert client.query("select act()").rows == [[7]]


def test_many_callers_wait_for_one_look(cluster, fresh_database, psql):
    psql("create function act() returns int language sql as 'select 7'; "
         "create function look() returns int language sql stable as 'select 8'")
    with HttpServer("--conn", cluster.dsn(fresh_database), "--access", "read-only", "--pool-max", "2") as server, \
            ModernClient(server.port) as client:
        calls = [client.begin("query", sql="select act()" if i % 2 else f"select look() + {i}") for i in range(40)]
        for i, call in enumerate(calls):
            assert call.result().verdict == ("volatile-routine" if i % 2 else "admitted")
