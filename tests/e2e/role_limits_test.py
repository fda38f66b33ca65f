"""Limits of roles, where their callers share a server and one connection to the database."""
import hashlib

import pytest

from harness.http_client import LegacyClient, ModernClient
from harness.server import HttpServer

NAMES = ["eve", "tim", "ann"]
TOKENS = "tokens:\n" + "".join(f"  - {{name: {name}, sha256: {hashlib.sha256(f'token-{name}'.encode()).hexdigest()}}}\n" for name in NAMES)
ROLES = """
roles:
  free: {operations: [select, insert, vacuum]}
  tight: {inherits: free, schemas: public, tables: "*", limits: {statement_timeout_ms: 1500, row_limit: 7, work_mem: 777kB, parallel_workers: 0, concurrent_statements: 3}}
  frugal: {inherits: tight, limits: {max_cost: 1000, max_rows_estimate: 1000}}
users: {eve: free, tim: tight, ann: frugal}
"""


@pytest.fixture(scope="module")
def limited(cluster, sample_template, tmp_path_factory):
    database = cluster.clone("sample_template", "role_limits")
    file = tmp_path_factory.mktemp("limited") / "permissions.yaml"
    file.write_text(TOKENS + ROLES)
    with HttpServer("--conn", cluster.dsn(database), "--permissions", file, "--pool-min", "1", "--pool-max", "1") as server:
        yield server
    with cluster.psql() as admin:
        admin(f"drop database {database} with (force)")


@pytest.fixture(scope="module")
def callers(limited):
    with LegacyClient(limited.port, token="token-eve") as eve, ModernClient(limited.port, token="token-tim") as tim:
        yield eve, tim


def settings(client):
    return [client.query(f"show {name}").rows[0][0] for name in ("statement_timeout", "work_mem", "max_parallel_workers_per_gather")]


def test_settings_of_a_role_hold_for_its_own_statements_alone(callers):
    eve, tim = callers
    usual = settings(eve)
    assert usual[0] == "30s"
    for _ in range(3):
        assert settings(tim) == ["1500ms", "777kB", "0"]
        assert settings(eve) == usual
        tim.query("insert into scratch values (-7, 'x') on conflict do nothing")
        assert settings(eve) == usual
        assert not tim.query("vacuum scratch").is_error
        assert settings(eve) == usual


def test_a_statement_ends_at_the_timeout_of_its_role(callers):
    eve, tim = callers
    slow = "select count(*) from generate_series(1, 3000) a, generate_series(1, 3000) b"
    told = tim.query(slow.replace("3000", "300000"))
    assert told.error["code"] == "timed_out" and "is 1.5 s" in told.texts, told.texts
    assert eve.query(slow).rows == [[9000000]]


def test_rows_end_at_the_limit_of_the_role(callers):
    eve, tim = callers
    many = "select g from generate_series(1, 50) g"
    assert len(eve.query(many).rows) == 50
    assert len(tim.query(many).rows) == 7
    assert len(tim.query(many, row_limit=20).rows) == 7
    assert len(tim.query(many, row_limit=3).rows) == 3


def test_what_postgresql_estimates_is_held_to_the_limits_of_the_role(callers, limited):
    eve, _ = callers
    with ModernClient(limited.port, token="token-ann") as ann:
        for sql, rule in [
            ("select count(*) from generate_series(1, 500000)", "max_cost"),
            ("explain analyze select count(*) from generate_series(1, 500000)", "max_cost"),
            ("select g from generate_series(1, 5000) g", "max_rows_estimate"),
            ("insert into scratch select g, 'x' from generate_series(100, 5000) g on conflict do nothing", "max_rows_estimate"),
        ]:
            told = ann.query(sql)
            assert told.error["code"] == "access_denied" and told.error["rule"] == rule, told.texts
            assert told.text.startswith("Access denied: PostgreSQL estimates"), told.texts
            if not sql.startswith("insert"):
                assert not eve.query(sql).is_error
        assert ann.query("select count(*) from generate_series(1, 500)").rows == [[500]]
        assert not ann.query("explain select count(*) from generate_series(1, 500000)").is_error
        assert eve.query("select count(*) from scratch where id between 100 and 5000").rows == [[0]]


def test_each_is_told_their_own_limits(callers):
    assert [client.call("server_info").structured["row_limit_max"] for client in callers] == [10000, 7]
    assert [client.call("server_info").json()["statement_timeout_ms"] for client in callers] == [30000, 1500]


def test_each_is_told_what_they_took_and_may_take(callers):
    eve, tim = callers
    before = eve.call("server_info").structured["usage"]["last_minute"]
    eve.query("select 1 from generate_series(1, 5)")
    after = eve.call("server_info").structured["usage"]["last_minute"]
    assert (after["calls"], after["rows"]) == (before["calls"] + 1, before["rows"] + 5) and after["database_seconds"] > before["database_seconds"]
    assert tim.call("server_info").structured["usage"]["quotas"] == {"concurrent_statements": 3}
