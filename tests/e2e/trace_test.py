"""Trace context: the caller's trace stands in the log line of its call, and nothing else does."""
import re

import pytest

from harness import messages
from harness.http_client import LegacyClient, ModernClient
from harness.server import HttpServer, StdioServer
from harness.sse_pipe import SsePipe
from harness.stdio_client import StdioClient
from harness.waiting import eventually

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
OTHER_TRACE, OTHER_SPAN = "a" * 32, "b" * 16
GOOD = f"00-{TRACE}-{SPAN}-01"
OTHER = f"00-{OTHER_TRACE}-{OTHER_SPAN}-00"
TRACED = f" trace={TRACE} parent={SPAN}"
MALFORMED = ["", "00", GOOD[:-1], GOOD + "0", GOOD + "-more", GOOD.upper(), "ff" + GOOD[2:], "00-" + "0" * 32 + f"-{SPAN}-01",
             f"00-{TRACE}-" + "0" * 16 + "-01", GOOD.replace("-", "_"), "x" * 100_000, GOOD + "\n2026-11-23T00:00:00.000Z error forged",
             GOOD[:-2] + "\u0000\u0001", None, 7, [GOOD], {"traceparent": GOOD}]


def call_lines(server):
    return [line for line in server.log().splitlines() if " info call " in line]


def lines_of(server, count):
    eventually(lambda: len(call_lines(server)) == count, 5, f"{count} lines")
    return call_lines(server)


def traced(message, traceparent, **more):
    params = message["params"]
    return {**message, "params": {**params, "_meta": {**params.get("_meta", {}), "traceparent": traceparent, **more}}}


def select(id):
    return messages.tool_call(id, "query", {"sql": "select 1"})


def assert_served(answer):
    assert not messages.Result(answer).is_error


@pytest.fixture
def server(sample_dsn):
    with HttpServer("--conn", sample_dsn) as server:
        yield server


@pytest.mark.parametrize("era", [LegacyClient, ModernClient])
def test_the_meta_of_a_call_names_its_trace(server, era):
    with era(server.port) as client:
        message, headers = client.prepared(traced(select(1), GOOD, tracestate="vendor=secret-state", baggage="user=secret-user"))
        assert_served(client.wire.post(message, headers).answer)
        assert_served(client.wire.post(*client.prepared(select(2))).answer)
    with_trace, without = lines_of(server, 2)
    assert with_trace.endswith(TRACED), with_trace
    assert "trace" not in without and "parent" not in without
    assert "secret" not in server.log()


@pytest.mark.parametrize("era", [LegacyClient, ModernClient])
def test_the_header_names_it_where_the_message_does_not(server, era):
    with era(server.port) as client:
        for message in (select(1), traced(select(2), OTHER), traced(select(3), "malformed")):
            message, headers = client.prepared(message)
            assert_served(client.wire.post(message, {**headers, "TraceParent": GOOD}).answer)
    plain, both, malformed = lines_of(server, 3)
    assert plain.endswith(TRACED) and malformed.endswith(TRACED)
    assert both.endswith(f" trace={OTHER_TRACE} parent={OTHER_SPAN}")


def test_failed_and_refused_calls_are_traced_too(server):
    refusals = [{"sql": "select * from no_such_table"}, {"sql": "begin"}, {"sql": "not sql"}, {"sql": 7}, {}]
    with ModernClient(server.port) as client:
        for arguments in refusals:
            answer = client.send(traced(messages.tool_call(1, "query", arguments), GOOD)).answer
            assert messages.Result(answer).is_error
    assert all(line.endswith(TRACED) for line in lines_of(server, len(refusals)))


def test_every_message_of_a_batch_has_its_own(server):
    with LegacyClient(server.port, "2025-03-26") as client:
        batch = [select(1), traced(select(2), OTHER)]
        reply = client.wire.post(batch, {**client.headers(), "traceparent": GOOD})
        for answer in reply.answer:
            assert_served(answer)
    assert {line.partition(" trace=")[2][:32] for line in lines_of(server, 2)} == {TRACE, OTHER_TRACE}


def test_what_is_malformed_is_served_and_never_logged(server):
    with ModernClient(server.port) as client:
        for n, wrong in enumerate(MALFORMED):
            assert_served(client.send(traced(select(n), wrong)).answer)
        for wrong in (each for each in MALFORMED if isinstance(each, str) and len(each) < 1000 and each.isprintable()):
            message, headers = client.prepared(select(1))
            assert_served(client.wire.post(message, {**headers, "traceparent": wrong}).answer)
    eventually(lambda: len(call_lines(server)) > len(MALFORMED), 5, "the lines")
    assert not re.search("trace=|parent=|forged", server.log())


def test_a_header_that_comes_twice_is_none(server):
    with ModernClient(server.port) as client:
        message, headers = client.prepared(select(1))
        reply = client.wire.post(message, {**headers, "traceparent": GOOD, "Traceparent": OTHER})
        assert_served(reply.answer)
    (line,) = lines_of(server, 1)
    assert "trace=" not in line


def test_over_stdio_the_meta_counts(sample_dsn):
    with StdioServer("--conn", sample_dsn) as server:
        client = StdioClient(server)
        client.initialize()
        for message in (traced(select(1), GOOD), messages.modern(traced(select(2), OTHER))):
            client.send(message)
            assert_served(client.answer(message["id"]))
        assert {line.partition(" trace=")[2][:32] for line in lines_of(server, 2)} == {TRACE, OTHER_TRACE}


def test_the_post_of_the_old_transport_carries_it(sample_dsn):
    with HttpServer("--conn", sample_dsn) as server, SsePipe(server) as pipe:
        client = StdioClient(pipe)
        client.initialize()
        reply = pipe.post(messages.tool_call(5, "query", {"sql": "select 1"}), {"traceparent": GOOD})
        assert reply.status == 202
        assert_served(client.answer(5))
        (line,) = lines_of(server, 1)
        assert line.endswith(TRACED), line


def test_a_call_that_becomes_a_task_keeps_its_trace(sample_dsn):
    capabilities = {"extensions": {"io.modelcontextprotocol/tasks": {}}}
    with HttpServer("--conn", sample_dsn) as server, ModernClient(server.port) as client:
        call = traced(messages.tool_call(1, "query", {"sql": "select pg_sleep(2.5)"}), GOOD)
        answer = client.wire.post(messages.modern(call, capabilities), messages.modern_headers(call)).answer
        assert answer["result"]["resultType"] == "task", answer
        eventually(lambda: any(line.endswith(TRACED) and "rows=1" in line for line in call_lines(server)), 10, "the task's line")
