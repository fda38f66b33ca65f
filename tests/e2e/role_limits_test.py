"""Limits of roles, where their callers share a server and one connection to the database."""
import hashlib

import pytest

from harness.http_client import LegacyClient, ModernClient
from harness.server import HttpServer

NAMES = ["eve", "tim"]
TOKENS = "tokens:\n" + "".join(f"  - {{name: {name}, sha256: {hashlib.sha256(f'token-{name}'.encode()).hexdigest()}}}\n" for name in NAMES)
ROLES = """
roles:
  free: {operations: [select, insert, vacuum]}
  tight: {inherits: free, schemas: public, tables: "*", limits: {statement_timeout_ms: 1500, row_limit: 7, work_mem: 777kB, parallel_workers: 0}}
users: {eve: free, tim: tight}
"""


@pytest.fixture(scope="module")
def callers(cluster, sample_dsn, tmp_path_factory):
    file = tmp_path_factory.mktemp("limited") / "permissions.yaml"
    file.write_text(TOKENS + ROLES)
    with HttpServer("--conn", sample_dsn, "--permissions", file, "--pool-min", "1", "--pool-max", "1") as server, \
         LegacyClient(server.port, token="token-eve") as eve, ModernClient(server.port, token="token-tim") as tim:
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


def test_each_is_told_their_own_limits(callers):
    assert [client.call("server_info").structured["row_limit_max"] for client in callers] == [10000, 7]
    assert [client.call("server_info").json()["statement_timeout_ms"] for client in callers] == [30000, 1500]
