"""A type is judged by what is checked of its values: a cast runs the checks of every domain in it."""
import itertools

import pytest

from harness.waiting import eventually

CHECKS = {
    "value > 0": "admitted",
    "public.steady() = 1": "admitted",
    "public.writes() = 1": "volatile-routine",
    "public.as_owner() = 1": "owner-rights",
    "nextval('public.counted') > 0": "sequence",
    "lo_create(0) > 0": "large-object",
}
CASTS = ["select 1::{0}", "select cast(1 as {0})", "select null::{0}", "select array[1]::{0}[]", "select row(1)::{0}_row", "select '(1)'::{0}_row",
         "select (json_populate_record(null::{0}_row, '{{\"a\":1}}')).a", "select 1::{0}_more", "select * from json_to_recordset('[{{\"a\":1}}]') as x(a {0})",
         "select '[1,2)'::{0}_range", "select '{{}}'::{0}_row[]"]


@pytest.fixture
def domains(psql):
    psql("""create table written (at int); create sequence counted;
            create function steady() returns int language sql stable as 'select 1';
            create function as_owner() returns int language sql stable security definer as 'select 1';
            create function writes() returns int language plpgsql volatile as 'begin insert into written values (1); return 1; end'""")
    for number, check in enumerate(CHECKS):
        psql(f"create domain d{number} as int check ({check}); create type d{number}_row as (a d{number});"
             f"create domain d{number}_more as d{number}; create type d{number}_range as range (subtype = d{number})")
    return {f"d{number}": verdict for number, verdict in enumerate(CHECKS.values())}


def test_casts_are_judged_by_the_checks_of_every_domain_in_the_type(reader, psql, domains):
    for (domain, verdict), cast in itertools.product(domains.items(), CASTS):
        sql = cast.format(domain)
        assert reader.query(sql).verdict == verdict, sql
    assert psql.value("select count(*) from written") == "0"
    assert psql.value("select is_called from counted") == "f"
    assert psql.value("select count(*) from pg_largeobject_metadata") == "0"


def test_a_check_that_is_added_later_counts(reader, psql, domains):
    assert reader.query("select 1::d0").verdict == "admitted"
    psql("alter domain d0 add check (public.as_owner() = 1)")
    eventually(lambda: reader.query("select 1::d0").verdict == "owner-rights", 4, "it is refused")


def test_types_without_checks_are_admitted(reader, psql):
    psql("create domain plain as text; create type pair as (a int, b text); create type colour as enum ('red')")
    for sql in ("select 'x'::plain", "select row(1, 'a')::pair", "select 'red'::colour", "select '{red}'::colour[]", "select null::customer"):
        assert reader.query(sql).verdict == "admitted", sql
