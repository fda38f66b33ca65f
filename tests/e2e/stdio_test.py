"""The pipe: one JSON line per message, nothing else on stdout, and a prompt end."""
import json

import pytest

from harness import messages
from harness.server import StdioServer, run
from harness.stdio_client import StdioClient
from harness.waiting import eventually


def assert_pure(output):
    """Every line of stdout is one JSON-RPC message."""
    for line in output:
        assert line.endswith(b"\n"), line[:200]
        message = json.loads(line)
        for each in message if isinstance(message, list) else [message]:
            assert each["jsonrpc"] == "2.0", line[:200]


@pytest.mark.parametrize("level", ["trace", "debug", "info", "warning", "error", "off"])
def test_stdout_is_json_lines_at_every_log_level(sample_dsn, level):
    with StdioServer("--conn", sample_dsn, "--log-level", level) as server:
        client = StdioClient(server)
        client.initialize()
        client.query("select 1")
        assert client.query("select * from no_such_table").is_error
        client.send_raw(b"not json\n")
        client.ask("no/such/method")
        server.end_input()
        assert server.wait(5) == 0
        assert_pure(server.output)
        if level == "off":
            assert server.full_log() == ""


def test_failures_of_the_start_leave_stdout_empty():
    for flags in (["--no-such-flag"], ["--conn", "no_such_keyword=1"], ["--port", "many"]):
        code, out, err = run("--transport", "stdio", *flags)
        assert (code, out) == (2, ""), (flags, code, out)
        assert len(err.strip().splitlines()) == 1, err


def test_every_line_is_answered_whatever_it_holds(stdio):
    garbage = [b"\n", b"   \n", b"{\n", b"[]\n", b"42\n", b"null\n", b'"text"\n', b"\xff\xfe\n", b'{"jsonrpc":"2.0"}\n',
               b'{"jsonrpc":"1.0","id":1,"method":"ping"}\n', b'{"jsonrpc":"2.0","id":1.5,"method":"ping"}\n',
               b'{"jsonrpc":"2.0","id":null,"method":"ping"}\n', b"[" * 5000 + b"]" * 5000 + b"\n",
               b'{"jsonrpc":"2.0","id":"r","result":{}}\n', b'{"jsonrpc":"2.0","id":9,"method":"ping"}\r\n']
    for line in garbage:
        stdio.send_raw(line)
    assert stdio.answer(9)["result"] == {}
    assert stdio.query("select 1 as one").rows == [[1]]
    assert_pure(stdio.server.output)


def test_a_line_without_its_newline_at_the_end_of_input_is_still_answered(sample_dsn):
    with StdioServer("--conn", sample_dsn) as server:
        client = StdioClient(server)
        client.send_raw(json.dumps(messages.request(1, "ping")).encode())
        server.end_input()
        assert client.answer(1)["result"] == {}
        assert server.wait(5) == 0


def test_a_line_beyond_the_limit_is_refused_and_the_next_one_served(stdio):
    stdio.send_raw(b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"' + b"y" * (5 << 20) + b'"}}\n')
    assert "error" in (stdio.answer(None) or {})
    assert stdio.ask("ping", id=2)["result"] == {}


def test_answers_come_as_they_are_ready(stdio):
    slow = stdio.begin("query", sql="select pg_sleep(1), 'slow' as tag")
    fast = stdio.begin("query", sql="select 'fast' as tag")
    assert stdio.result(fast).rows == [["fast"]]
    assert not stdio.answered(slow)
    assert stdio.result(slow).rows[0][-1] == "slow"


def test_the_same_id_twice_in_flight_gets_two_answers_or_a_refusal(stdio):
    stdio.send(messages.tool_call(7, "query", {"sql": "select pg_sleep(0.5), 'slow' as tag"}))
    stdio.send(messages.tool_call(7, "query", {"sql": "select 'fast' as tag"}))
    answers = [stdio.answer(7), stdio.answer(7)]
    refused = [a for a in answers if "error" in a]
    assert all(a["error"]["code"] == -32600 for a in refused)
    told = [messages.Result(a).rows[0][-1] for a in answers if "result" in a]
    assert "slow" in told and len(told) + len(refused) == 2


def test_two_eras_share_one_pipe(stdio):
    discovered = stdio.ask("server/discover", messages.modern(messages.request(0, "x"))["params"])
    assert messages.MODERN in discovered["result"]["supportedVersions"]
    stdio.send(messages.modern(messages.tool_call("m", "query", {"sql": "select 'modern' as era"})))
    assert stdio.query("select 'legacy' as era").rows == [["legacy"]]
    answer = stdio.answer("m")
    assert answer["result"]["resultType"] == "complete"
    assert messages.Result(answer).rows == [["modern"]]


@pytest.mark.parametrize("version", ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
def test_each_legacy_revision_is_agreed_to(sample_dsn, version):
    with StdioServer("--conn", sample_dsn) as server:
        client = StdioClient(server)
        assert client.initialize(version)["protocolVersion"] == version
        assert not client.query("select 1").is_error


def test_a_method_before_initialize_gets_an_error_not_silence(sample_dsn):
    with StdioServer("--conn", sample_dsn) as server:
        client = StdioClient(server)
        assert "error" in client.ask("no/such/method")


def test_the_end_of_input_ends_the_server(stdio):
    stdio.query("select 1")
    stdio.server.end_input()
    assert stdio.server.wait(3) == 0


def test_sigterm_ends_the_server(stdio):
    stdio.query("select 1")
    assert stdio.server.terminate(3) == 0


def test_a_client_that_does_not_read_does_not_stop_the_others_work(sample_dsn, activity):
    """stdout is full: the server waits with its answers, and still ends at once when told to."""
    with StdioServer("--conn", sample_dsn) as server:
        client = StdioClient(server)
        client.initialize()
        for _ in range(50):
            client.begin("query", sql="select repeat('x', 200) from generate_series(1, 400)")
        eventually(lambda: server.alive(), 1, "alive")
        assert client.query("select 1", within=20).rows == [[1]]
        assert server.terminate(10) == 0
