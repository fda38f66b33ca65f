"""The permissions file: what is wrong with it is told, who may call with it, what happens when it changes."""
import hashlib
import os
import signal

import pytest

from harness import messages
from harness.http_client import Wire
from harness.server import ROOT, HttpServer, StdioServer, run
from harness.stdio_client import StdioClient
from harness.waiting import eventually

ROLES = "roles:\n  reader: {}\n  writer: {inherits: reader, operations: [insert]}\n"
USERS = ROLES + "users: {alice: writer, _default: reader}\n"
TOKEN = "token-of-alice"
TOKENS = f"tokens: [{{name: alice, sha256: {hashlib.sha256(TOKEN.encode()).hexdigest()}}}]\n"

WRONG = [
    ("", "one map"),
    ("# nothing\n", "one map"),
    ("{}\n", "one map"),
    ("- a\n", "one map"),
    ("roles: [\n", ":2:1: not YAML"),
    ("roles:\nusers: {}\n", ':1:1: the key "roles" has no value'),
    ("roles: {}\nusers:\n", ':2:1: the key "users" has no value'),
    ("roles:\n  a:\nusers: {bob: a}\n", ':2:3: the key "a" has no value: give it {}'),
    ("roles: {a: {}}\nusers:\n  _default: {role: a}\n", ":3:"),
    ("roles: {}\nusers: {_default: zzz}\n", ':2:19: user "_default": there is no role "zzz"'),
    ("roles: {a: {}}\nusers: {bob: , _default: a}\n", ':2:9: the key "bob" has no value: give it a role'),
    ("roles: {a: {operations: [1]}}\nusers: {bob: a}\n", ":1:26: operations"),
    ("roles: {a: {schema: [x], columns: [y]}}\nusers: {bob: a}\nfoo: 1\n", ':3:1: unknown key "foo"'),
    ("roles: {a: {schema: [x]}}\n", ':1:13: unknown key "schema" (did you mean schemas?)'),
    ("roles: {a: {tables: *}}\n", 'quotes: "*"'),
    ("roles: {a: {operations: [selct]}}\n", "did you mean select?"),
    ("roles: {a: {operations: [begin]}}\n", "transaction"),
    ("roles: {a: {tools: [qurey]}}\n", "describe_table"),
    ("roles: {a: {inherits: b}, b: {inherits: a}}\n", ':1:41: inherits: role "a" inherits from itself'),
    ("roles: {a: {limits: {row_limit: 0}}}\n", ":1:33: row_limit must be an integer from 1"),
    ("roles: {a: {}, a: {}}\n", "twice"),
    ("roles: {a: {}}\nusers: {42: a, '42': a}\n", ":2:16: the key \"42\" is there twice"),
    ("roles: {a: {}}\nusers: {judy: {schemas: [public]}}\n", ':2:16: unknown key "schemas"'),
    ("roles: {a: {}}\nusers: {erin: {}}\n", "has no role"),
    (USERS + "tenants: {}\n", "not enforced"),
    (ROLES + "users: {alice: reader}\n", "_default"),
]


def written(folder, text):
    file = folder / "permissions.yaml"
    file.write_text(text)
    return file


@pytest.mark.parametrize("transport", ["stdio", "streamable-http"])
@pytest.mark.parametrize("text, told", WRONG)
def test_a_wrong_file_stops_the_start_and_says_where(tmp_path, transport, text, told):
    file = written(tmp_path, text)
    code, out, err = run("--transport", transport, "--port", "0", "--permissions", file)
    assert (code, out) == (2, "") and len(err.splitlines()) == 1, err
    assert err.startswith(f"howdah: {file}:") and told in err, err


@pytest.mark.parametrize("text, told", [each for each in WRONG if each[1] != "_default"])
def test_the_check_tells_the_same(tmp_path, text, told):
    file = written(tmp_path, text)
    code, out, err = run("check-permissions", file)
    assert (code, out) == (2, "") and len(err.splitlines()) == 1, err
    assert err.startswith(f"howdah: {file}:") and told in err, err


def test_the_check_tells_what_a_good_file_means(tmp_path):
    file = written(tmp_path, USERS)
    code, out, err = run("check-permissions", file)
    assert (code, err) == (0, "")
    assert out.startswith(f"{file}: 0 tokens, 2 roles, 1 user\n")
    assert "operations  insert, select" in out and "_default: reader" in out
    code, out, err = run("check-permissions", file, "--user", "alice")
    assert (code, err) == (0, "") and out.startswith("alice has the role writer\n")
    code, out, err = run("check-permissions", file, "--user", "nobody")
    assert (code, err) == (0, "") and out.startswith("nobody has the role reader, of _default\n")


def test_the_example_is_good():
    code, out, err = run("check-permissions", ROOT / "configs/permissions.example.yaml")
    assert (code, err) == (0, "")
    assert out.partition("\n")[2] == (ROOT / "tests/snapshots/check-permissions.txt").read_text()


@pytest.mark.parametrize("flags", [[], ["--user", "x"], ["a", "b"], ["a", "--usr", "b"], ["a", "--user"], ["/no/such/file"]])
def test_a_check_of_nothing_is_told_how_to_be_asked(flags):
    code, out, err = run("check-permissions", *flags)
    assert (code, out) == (2, "") and len(err.splitlines()) == 1, err


def test_statements_that_are_not_judged_are_held_to_no_role(tmp_path):
    code, _, err = run("--access", "unrestricted", "--permissions", written(tmp_path, USERS))
    assert code == 2 and "contradict" in err


def test_without_tokens_other_machines_are_not_let_in_unasked(tmp_path):
    code, _, err = run("--transport", "streamable-http", "--host", "0.0.0.0", "--permissions", written(tmp_path, USERS))
    assert code == 2 and "--insecure-bind" in err


@pytest.mark.parametrize("flags", [["--principal", "alice"], ["--principal", "nobody"], []])
def test_over_stdio_whoever_is_named_is_served(sample_dsn, tmp_path, flags):
    with StdioServer("--conn", sample_dsn, "--permissions", written(tmp_path, USERS), *flags) as server:
        client = StdioClient(server)
        client.initialize()
        assert "tools" in client.ask("tools/list")["result"]


def status_of(server, token=None):
    with Wire(server.port, token=token) as wire:
        return wire.post(messages.initialize()).status


@pytest.mark.parametrize("text, refused", [
    ("roles: [oops\n", "not YAML"),
    (USERS.replace("alice: writer", "alice: writr") + TOKENS, "did you mean writer?"),
    (USERS, "the key tokens is gone"),
    (TOKENS, "roles and users are gone"),
    ("", "one map"),
], ids=["broken", "unknown role", "no tokens", "no roles", "empty"])
def test_a_file_that_opens_or_breaks_something_leaves_the_last_good_one(tmp_path, text, refused):
    file = written(tmp_path, USERS + TOKENS)
    with HttpServer("--permissions", file) as server:
        assert (status_of(server, TOKEN), status_of(server)) == (200, 401)
        file.write_text(text)
        line, _ = eventually(lambda: next((l for l in server.log().splitlines() if "last good one stays" in l), None), 10, "the refusal")
        assert refused in line and str(file) in line
        assert (status_of(server, TOKEN), status_of(server)) == (200, 401)
        file.write_text(USERS + TOKENS + "# good again\n")
        eventually(lambda: 'now="1 token, 2 roles, 1 user"' in server.log(), 10, "the good one is taken")
        assert status_of(server, TOKEN) == 200


def test_without_tokens_a_new_key_of_tokens_wants_a_restart(tmp_path):
    file = written(tmp_path, USERS)
    with HttpServer("--permissions", file) as server:
        assert status_of(server) == 200
        file.write_text(USERS + TOKENS)
        eventually(lambda: "the key tokens is new" in server.log(), 10, "the refusal")
        assert status_of(server) == 200


def test_over_stdio_the_file_is_read_again_too(sample_dsn, tmp_path):
    file = written(tmp_path, USERS)
    with StdioServer("--conn", sample_dsn, "--permissions", file, "--principal", "alice") as server:
        client = StdioClient(server)
        client.initialize()
        file.write_text(USERS + TOKENS)
        eventually(lambda: 'now="1 token, 2 roles, 1 user"' in server.log(), 10, "the new one is taken")
        told = {f"notifications/{what}/list_changed" for what in ("tools", "prompts", "resources")}
        eventually(lambda: told <= {notice["method"] for notice in client.notices}, 10, "the client hears that its lists changed")
        file.write_text("roles: [oops\n")
        eventually(lambda: "last good one stays" in server.log(), 10, "the broken one is told")
        os.kill(server.pid, signal.SIGHUP)
        eventually(lambda: server.log().count("last good one stays") == 2, 10, "the broken one is told again")
        assert "tools" in client.ask("tools/list")["result"]
