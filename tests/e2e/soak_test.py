"""Long runs for script/test --full, against the release build: nothing grows, nothing is lost, the figures hold."""
import random
import statistics
import threading
import time

import pytest

from harness.http_client import LegacyClient, ModernClient
from harness.memory import measured
from harness.server import HttpServer, StdioServer
from harness.stdio_client import StdioClient

pytestmark = pytest.mark.long

SECONDS = 120


def work(client, seed, until, failures):
    """Right rows for every call, whatever the neighbours do."""
    dice = random.Random(seed)
    while time.monotonic() < until:
        n = dice.randrange(10**9)
        kind = dice.randrange(10)
        try:
            if kind < 6:
                assert client.query(f"select {n} as n").rows == [[n]]
            elif kind < 7:
                assert client.query("select * from no_such_table").error["sqlstate"] == "42P01"
            elif kind < 8:
                assert client.query("select g from generate_series(1, 2000) g").structured["truncated"] is True
            elif kind < 9:
                assert client.call("list_tables").json()["items"]
            else:
                call = client.begin("query", sql=f"select pg_sleep(5), {n}")
                call.hang_up()
        except Exception as problem:
            failures.append(f"{type(problem).__name__}: {problem}")
            return


def test_two_minutes_of_everything_cost_no_memory_and_lose_no_answer(sample_dsn):
    with HttpServer("--conn", sample_dsn, "--log-level", "warning", env=measured()) as server:
        clients = [kind(server.port) for kind in (LegacyClient, ModernClient) for _ in range(4)]
        failures = []

        def run(seconds):
            until = time.monotonic() + seconds
            threads = [threading.Thread(target=work, args=(client, seed, until, failures)) for seed, client in enumerate(clients)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        run(15)
        before = server.memory_kib("RssAnon")
        run(SECONDS)
        assert not failures
        assert server.memory_kib("RssAnon") - before <= 8 * 1024
        assert server.terminate(10) == 0


def first_list(dsn):
    """Seconds from the start of the process to the answer of tools/list."""
    start = time.monotonic()
    with StdioServer("--conn", dsn) as server:
        client = StdioClient(server)
        client.initialize()
        assert client.ask("tools/list")["result"]["tools"]
        return time.monotonic() - start


def test_a_cold_start_takes_milliseconds(sample_dsn):
    assert statistics.median(first_list(sample_dsn) for _ in range(20)) <= 0.050


def test_a_call_over_the_pipe_takes_a_fraction_of_a_millisecond(sample_dsn):
    with StdioServer("--conn", sample_dsn) as server:
        client = StdioClient(server)
        client.initialize()
        took = []
        for _ in range(2000):
            start = time.monotonic()
            assert client.query("select 1").rows == [[1]]
            took.append(time.monotonic() - start)
        assert statistics.median(took) <= 0.0006
