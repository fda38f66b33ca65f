"""The official clients, as their users run them: connect, list, call, prompts, resources, over stdio and HTTP."""
import json
import pathlib
import shutil
import subprocess

import pytest

from harness.offered import TOOLS
from harness.server import BINARY, ROOT, clean_environment

CLIENTS = pathlib.Path(__file__).parent / "clients"

# program, what it is told, the revision it ends up with (None: the client does not tell)
PROGRAMS = {
    "py1": ("sdk1", "py1.py", {}, "2025-11-25"),
    "py2": ("sdk2", "py2.py", {}, "2026-07-28"),
    "py2-legacy": ("sdk2", "py2.py", {"MODE": "legacy"}, "2025-11-25"),
    "ts1": ("node", "ts1.mjs", {}, "2025-11-25"),
    "ts2": ("node", "ts2.mjs", {}, "2025-11-25"),
    "ts2-auto": ("node", "ts2.mjs", {"ERA": "auto"}, "2026-07-28"),
}


@pytest.fixture(scope="session")
def node_programs():
    """Node resolves packages from a program's own folder upwards: the programs go where the packages are."""
    folder = ROOT / "build/node"
    for program in CLIENTS.glob("*.mjs"):
        shutil.copy(program, folder / program.name)
    return folder


def start(name, node_programs, target):
    kind, program, environment, _ = PROGRAMS[name]
    command = ([node_programs / "node", node_programs / program] if kind == "node"
               else [ROOT / f"build/venv/{kind}/bin/python", CLIENTS / program])
    return subprocess.Popen([*map(str, command), *map(str, target)], env={**clean_environment(environment), "PYTHONDONTWRITEBYTECODE": "1"},
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/")


def seen(name, process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, f"{name}: {out}\n{err[-3000:]}"
    return json.loads(out.strip().splitlines()[-1])


def assert_served(name, told):
    _, _, _, protocol = PROGRAMS[name]
    assert told["protocol"] in {protocol, None}
    assert told["tools"] == TOOLS
    assert (told["is_error"], told["failed"]) == (False, True)
    assert told["rows"] == [[1, "Ada Lovelace"], [2, "Grace Hopper"]]
    assert told["prompts"] == ["write_safe_select", "explain_plan_tips"] and told["prompt"] is True
    assert told["templates"] == ["table://{schema}/{table}"]
    assert json.loads(told["resource"])


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_is_served_over_http(shared_server, node_programs, name):
    """Twice at once, on one server."""
    pair = [start(name, node_programs, [shared_server.url]) for _ in range(2)]
    for process in pair:
        assert_served(name, seen(name, process))


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_is_served_over_stdio(node_programs, sample_dsn, name):
    assert_served(name, seen(name, start(name, node_programs, [BINARY, "--transport", "stdio", "--conn", sample_dsn])))


def test_all_of_them_at_once_over_http(shared_server, node_programs):
    running = {name: start(name, node_programs, [shared_server.url]) for name in PROGRAMS}
    for name, process in running.items():
        assert_served(name, seen(name, process))
