"""One structured line per call on stderr, whatever stderr's reader does; memory at rest."""
import re

from harness.http_client import LegacyClient, ModernClient
from harness.memory import measured, sanitizer_kib
from harness.server import HttpServer
from harness.waiting import eventually

LINE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trace|debug|info|warning|error) \S+( \S+=(\"([^\"\\]|\\.)*\"|\S+))*$")


def call_lines(server):
    return [line for line in server.log().splitlines() if re.search(r"Z info call ", line)]


def test_each_call_leaves_one_structured_line_without_values(sample_dsn):
    with HttpServer("--conn", sample_dsn) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            one.query("select 'private value' as v")
            two.query("select * from no_such_table")
        eventually(lambda: len(call_lines(server)) == 2, 2, "two lines")
        good, bad = call_lines(server)
        for word in ("tool=query", "rows=1", "ms=", "exchange=", "bytes=", "verdict=ok"):
            assert word in good, good
        assert "verdict=query_failed" in bad
        assert "private value" not in server.log()
        for line in server.log().splitlines():
            assert LINE.match(line), line


def test_a_stuck_log_reader_stops_neither_calls_nor_the_end(sample_dsn):
    with HttpServer("--conn", sample_dsn, "--log-level", "trace", read_errors=False) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            for n in range(1000):  # far more lines than a pipe holds
                assert one.query(f"select {n}").rows == two.query(f"select {n}").rows == [[n]]
        assert server.terminate(5) == 0


def test_memory_at_rest_is_small(sample_dsn):
    with HttpServer("--conn", sample_dsn, env=measured()) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            assert one.query("select 1").rows == two.query("select 1").rows == [[1]]
        assert server.memory_kib() <= 24 * 1024 + sanitizer_kib()
