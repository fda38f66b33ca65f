"""Nothing unbounded: a million rows, a huge value, long SQL, many calls."""
import pytest

from harness import messages
from harness.http_client import LegacyClient, ModernClient
from harness.memory import measured, sanitizer_kib
from harness.server import HttpServer
from harness.waiting import eventually

MIB = 1024


@pytest.fixture
def server(sample_dsn):
    with HttpServer("--conn", sample_dsn, env=measured()) as server:
        with LegacyClient(server.port) as warm:
            for _ in range(20):
                warm.query("select 1")
        yield server


@pytest.fixture
def two(server):
    with LegacyClient(server.port) as one, ModernClient(server.port) as two:
        yield one, two


def watched(server, call):
    """The result, and by how much resident memory rose above what it was before."""
    before, highest = server.memory_kib(), [0]

    def ended():
        highest[0] = max(highest[0], server.memory_kib())
        return call.done()

    eventually(ended, 30, "the call ends", every=0.002)
    return call.result(), highest[0] - before


@pytest.mark.parametrize("sql", ["select * from generate_series(1, 1000000) n",
                                 "select n, repeat('x', 100) from generate_series(1, 1000000) n",
                                 "with w as materialized (select * from generate_series(1, 1000000) n) select * from w order by n desc"])
@pytest.mark.parametrize("format", ["markdown", "json"])
def test_a_million_rows_are_cut_while_reading(server, two, sql, format):
    call = two[0].begin("query", sql=sql, row_limit=10_000, format=format)
    result, grown = watched(server, call)
    assert result.structured["truncated"] is True
    assert result.structured["row_count"] <= 10_000
    assert len(result.rows) == result.structured["row_count"]
    assert grown <= 32 * MIB + sanitizer_kib(), f"{grown} KiB more"
    assert two[1].query("select 1").rows == [[1]]


def test_the_default_is_500_rows_and_says_how_to_get_the_rest(two):
    for client in two:
        result = client.query("select n from generate_series(1, 1000000) n")
        assert result.structured["row_count"] == 500 and result.structured["truncated"] is True
        assert "(Truncated at 500 rows)" in result.text
        assert "row_limit" in result.texts


@pytest.mark.parametrize("sql", ["select repeat('x', 200 * 1024 * 1024) as huge",
                                 "select 1 as small, repeat('y', 200 * 1024 * 1024)::bytea as huge",
                                 "select array_agg(repeat('z', 1000)) as huge from generate_series(1, 200000)"])
def test_one_huge_value_is_too_large_and_costs_no_memory(server, two, sql):
    call = two[0].begin("query", sql=sql)
    result, grown = watched(server, call)
    assert result.is_error and result.error["code"] == "too_large", result.text
    assert grown <= 32 * MIB + sanitizer_kib(), f"{grown} KiB more"
    assert two[0].query("select 1").rows == [[1]]
    assert two[1].query("select 2").rows == [[2]]


def test_a_result_beyond_the_byte_limit_is_truncated_by_bytes(two):
    for client in two:
        reply = client.send(messages.tool_call(1, "query", {"sql": "select repeat('x', 10000) as x from generate_series(1, 9000)",
                                                            "row_limit": 9000}))
        assert len(reply.body) <= 1024 * 1024 + 8192
        result = messages.Result(reply.answer)
        assert result.structured["truncated"] is True and 0 < result.structured["row_count"] < 9000


def test_sql_beyond_its_limit_is_refused_before_it_is_parsed(two):
    for client in two:
        result = client.query("select 1 -- " + "x" * 100_000)
        assert result.is_error and result.error["code"] == "statement_too_large"


def test_deep_sql_neither_crashes_nor_hangs(two):
    for depth in (100, 3000, 10_000):
        for sql in ("select " + "(" * depth + "1" + ")" * depth, "select " + "1+" * depth + "1", "select " + "-" * 1 + "not " * depth + "true"):
            for client in two:
                client.query(sql)
    assert two[0].query("select 1").rows == [[1]]


def test_more_calls_than_connections_are_queued_and_all_answered(sample_dsn):
    with HttpServer("--conn", sample_dsn, env={"MCP_POOL_MIN": "1", "MCP_POOL_MAX": "2"}) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            calls = [client.begin("query", sql=f"select pg_sleep(0.02), {n} as n") for n in range(40) for client in (one, two)]
            answers = sorted(call.result(20).rows[0][-1] for call in calls)
            assert answers == sorted(list(range(40)) * 2)


def test_sessions_open_no_backends_of_their_own(cluster, sample_dsn):
    with HttpServer("--conn", sample_dsn, env={"MCP_POOL_MIN": "1", "MCP_POOL_MAX": "3"}) as server, cluster.psql() as admin:
        clients = [LegacyClient(server.port) for _ in range(60)]
        for client in clients:
            assert client.query("select 1").rows == [[1]]
        backends = admin.value("select count(*) from pg_stat_activity where datname = 'sample' and application_name like 'howdah%'")
        assert int(backends) <= 3 + 10, "the shared server may hold up to ten more"
        for client in clients:
            client.close()


def test_idle_sessions_cost_no_memory(server):
    clients = []
    before = server.memory_kib()
    for _ in range(300):
        with LegacyClient(server.port) as client:
            clients.append(client)
    assert server.memory_kib() - before <= 2 * MIB
