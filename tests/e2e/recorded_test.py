"""The recorded answers, replayed. Calls of a sequence share a process and a database of their own; the others share one."""
import json

import pytest

from harness import messages, recorded
from harness.http_client import LegacyClient, Wire
from harness.server import HttpServer, StdioServer, run
from harness.stdio_client import StdioClient
from harness.waiting import eventually

STDIO = ["db", "nodsn", "ro_dbuser", "readonly", "readonly_env", "timeout", "timeout_env", "poolsize", "config", "protocol"]


def single(name):
    return [entry for entry in recorded.entries(name) if "sequence" not in entry]


def sequences(*names):
    found = {}
    for name in names:
        for entry in recorded.entries(name):
            if "sequence" in entry:
                found.setdefault(entry["sequence"], []).append(entry)
    return found


def filled(environment, cluster, database):
    places = {"server": f"127.0.0.1:{cluster.port}", "port": cluster.port, "database": database}
    return {name: value.format(**places) for name, value in environment.items()}


class Stage:
    """Servers for the recorded situations, each started once."""

    def __init__(self, cluster):
        self.cluster = cluster
        self._running = {}
        self._databases = {}

    def database(self, name):
        if name not in self._databases:
            self._databases[name] = self.cluster.clone("sample_template", f"recorded_{name}".replace("-", "_"))
        return self._databases[name]

    def client(self, environment, database):
        key = (json.dumps(environment), database)
        if key not in self._running:
            server = StdioServer(env=filled(environment, self.cluster, self.database(database)))
            client = StdioClient(server)
            client.initialize("2025-06-18")
            self._running[key] = client
        return self._running[key]

    def close(self):
        for client in self._running.values():
            client.server.__exit__()


@pytest.fixture(scope="module")
def stage(cluster):
    stage = Stage(cluster)
    yield stage
    stage.close()


def replay_raw(client, entry):
    """The bytes, then a ping: what comes back before its answer belongs to the bytes."""
    wanted = entry["expect"]["replies"]
    client.send_raw(entry["raw"].encode(entry.get("encoding", "utf-8")))
    got = []
    for reply in wanted:
        answer = client.answer(reply["id"])
        got.append({"id": answer["id"], **({"result": True} if "result" in answer else {"error": answer["error"]["code"]})})
    assert client.ask("ping")["result"] == {}
    assert not client.answered(None), "more answers than expected"
    return [] if got == wanted else [f"replies: wanted {wanted}, got {got}"]


def replay(client, entry):
    """What does not fit; empty when all is well."""
    if "raw" in entry:
        return replay_raw(client, entry)
    if "tool" in entry or entry["method"] == "tools/call":
        params = entry.get("params") or {"name": entry.get("tool"), "arguments": entry.get("arguments")}
        answer = client.ask("tools/call", params, within=20)
        if "rpc_error" in entry["expect"] or "error" in answer:
            return recorded.misfits(recorded.RpcAnswer(answer), entry["expect"])
        result = messages.Result(answer)
        return [f"{each}\n  got {result.texts[:600]!r}" for each in recorded.misfits(recorded.ToolAnswer(result), entry["expect"])]
    answer = client.ask(entry["method"], entry.get("params"), id=entry.get("request_id"))
    return [f"{each}\n  got {json.dumps(answer)[:600]}" for each in recorded.misfits(recorded.RpcAnswer(answer), entry["expect"])]


def replay_beside_a_call(client, entry):
    with client.info_beside():
        return replay(client, entry)


@pytest.mark.parametrize("entry", [e for name in STDIO for e in single(name)], ids=lambda entry: entry["id"])
def test_the_recorded_call_is_answered_as_decided(stage, entry, cluster):
    if "exit" in entry["expect"]:
        code, out, err = run(*entry.get("args", []), env=filled(entry["env"], cluster, "sample"))
        assert (code, out) == (entry["expect"]["exit"], "")
        assert len(err.strip().splitlines()) == 1 and entry["expect"]["stderr"] in err, err
    elif entry.get("fresh"):
        with StdioServer(env=filled(entry["env"], cluster, "sample")) as server:
            assert not replay(StdioClient(server), entry)
    else:
        problems = replay_beside_a_call(stage.client(entry["env"], "single"), entry)
        assert not problems, f"{entry['id']}: " + "\n".join(problems)


@pytest.mark.parametrize("name, calls", sequences(*STDIO).items(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_recorded_sequence_is_answered_as_decided(stage, name, calls):
    client = stage.client(calls[0]["env"], name)
    problems = [f"{call['id']}: {each}" for call in calls for each in replay_beside_a_call(client, call)]
    assert not problems, "\n".join(problems)


def body_of(http):
    body = http["body"]
    if isinstance(body, dict) and "repeat" in body:
        return body["repeat"] * body["times"]
    if isinstance(body, dict) and "nested" in body:
        return "[" * body["nested"] + "]" * body["nested"]
    return body


@pytest.fixture(scope="module")
def http_server(cluster, stage):
    with HttpServer("--conn", cluster.dsn(stage.database("http"), "mcp_owner")) as server, Wire(server.port) as wire:
        eventually(lambda: wire.get("/health").status == 200, 5, "the database is up")
        yield server


def exchange(server, entry, session=None):
    http = entry["http"]
    headers = {name: value.format(session=session) for name, value in http["headers"].items()}
    with Wire(server.port) as wire:
        body = body_of(http)
        reply = wire.exchange(http["method"], http["path"], body.encode() if isinstance(body, str) else body, headers)
    found = recorded.misfits(recorded.HttpAnswer(reply), entry["expect"])
    return [f"{entry['id']}: {each}\n  got {reply.status} {reply.body[:300]!r}" for each in found]


@pytest.mark.parametrize("entry", single("http"), ids=lambda entry: entry["id"])
def test_the_recorded_request_is_answered_as_decided(http_server, entry):
    assert not exchange(http_server, entry)


def test_the_recorded_session_is_answered_as_decided(http_server):
    """Two sessions take the same way, one after the other has ended."""
    for _ in range(2):
        with LegacyClient(http_server.port, "2025-06-18") as client:
            problems = [each for entry in sequences("http")["http-session"] for each in exchange(http_server, entry, client.session)]
        assert not problems, "\n".join(problems)
