"""--demo: a private PostgreSQL with a sample database that leaves nothing behind, whoever dies first."""
import json
import os
import pathlib
import signal
import subprocess

import pytest

from harness import client_entries, messages
from harness.demo import TenantsDemo, demo_is_up
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.offered import TOOLS
from harness.server import BINARY, HttpServer, StdioServer
from harness.stdio_client import piped
from harness.waiting import eventually


def family_of(pid):
    """The process and all that come from it: pid -> its words."""
    table = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [(int(p), int(pp), args) for p, pp, args in (line.split(None, 2) for line in table.splitlines())]
    family = {pid}
    while more := {p for p, pp, _ in rows if pp in family} - family:
        family |= more
    return {p: args for p, _, args in rows if p in family}


def postgres_of(pid):
    """The postmaster that a demo started."""
    return [p for p, args in family_of(pid).items() if "postgres" in args.split()[0] and "-D" in args]


def data_directory(postmaster):
    arguments = pathlib.Path(f"/proc/{postmaster}/cmdline").read_bytes().decode().split("\0")
    return pathlib.Path(arguments[arguments.index("-D") + 1])


def exists(pid):
    state = pathlib.Path(f"/proc/{pid}/stat")
    try:
        return state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def demo():
    with HttpServer("--demo") as server:
        eventually(lambda: demo_is_up(server), 15, "the demo is ready", every=0.05)
        yield server


@pytest.fixture
def two(demo):
    """Clients that have had an answer."""
    with LegacyClient(demo.port) as one, ModernClient(demo.port) as two:
        assert one.query("select 1").rows == two.query("select 1").rows == [[1]]
        yield one, two


def test_the_sample_database_is_worth_exploring(open_demo):
    with LegacyClient(open_demo.port) as one, ModernClient(open_demo.port) as two:
        schemas = [item["schema_name"] for item in one.call("list_schemas").json()["items"]]
        assert len(schemas) >= 3
        sql = "select sum(n_live_tup) > 0, count(*) from pg_stat_user_tables"
        assert int(one.query(sql).rows[0][1]) >= 8
        tables = two.query("select table_schema, table_name from information_schema.tables "
                           "where table_schema not in ('pg_catalog', 'information_schema')").rows
        assert len(tables) >= 8


def test_postgresql_listens_on_no_tcp_port(open_demo):
    with LegacyClient(open_demo.port) as one, ModernClient(open_demo.port) as two:
        assert one.query("show listen_addresses").rows == two.query("show listen_addresses").rows == [[""]]


def printed_entries(log):
    """What stands under the name of each client, as entries."""
    found, client = {}, None
    for line in log.split("To paste into a client", 1)[1].splitlines()[1:]:
        if line.startswith("  "):
            entry = client_entries.of_json(line) if line.startswith("  {") else client_entries.of_command(line)
            found.setdefault(client, []).append(entry)
        else:
            client = line
    return found


def test_it_prints_an_entry_by_url_and_one_by_command_for_every_client(open_demo):
    entries = printed_entries(open_demo.log())
    assert [name.split(" (")[0] for name in entries] == ["Claude Code", "Claude Desktop", "Cursor", "VS Code", "MCP Inspector"]
    by_url = client_entries.Entry(url=open_demo.url)
    by_command = client_entries.Entry(command=(os.path.realpath(BINARY), "--demo"))
    assert all(each == [by_url, by_command] for each in entries.values()), entries


def test_clients_are_served_by_every_printed_entry(open_demo):
    for entry in dict.fromkeys(entry for each in printed_entries(open_demo.log()).values() for entry in each):
        with client_entries.clients(entry) as clients:
            for client in clients:
                assert len(client.ask("tools/list")["result"]["tools"]) == len(TOOLS)
                assert client.query("select count(*) > 0 from shop.orders").rows == [[True]]


def test_sigterm_removes_everything(demo, two):
    postmaster, = postgres_of(demo.pid)
    folder = data_directory(postmaster)
    assert demo.terminate(10) == 0
    eventually(lambda: not exists(postmaster), 3, "PostgreSQL is gone")
    eventually(lambda: not folder.exists(), 3, "its files are gone")


def test_kill_9_leaves_no_postgresql(demo, two):
    postmaster, = postgres_of(demo.pid)
    folder = data_directory(postmaster)
    demo.kill()
    eventually(lambda: not exists(postmaster), 5, "PostgreSQL is gone")
    eventually(lambda: not folder.exists(), 5, "its files are gone")


def test_when_postgresql_dies_the_demo_says_so_or_recovers(demo, two):
    postmaster, = postgres_of(demo.pid)
    folder = data_directory(postmaster)
    os.kill(postmaster, signal.SIGKILL)
    eventually(lambda: not demo.alive() or not demo_is_up(demo), 5, "the death is noticed", every=0.05)
    if demo.alive():
        demo.terminate(10)
    eventually(lambda: not folder.exists(), 5, "its files are gone")


def test_two_demos_run_side_by_side():
    with HttpServer("--demo") as one, HttpServer("--demo") as two:
        for server in (one, two):
            eventually(lambda: demo_is_up(server), 20, "both demos are ready", every=0.05)
        assert postgres_of(one.pid) != postgres_of(two.pid)
        with LegacyClient(one.port) as first, LegacyClient(two.port) as second:
            first.query("create table only_here (a int)")
            assert second.query("select * from only_here").is_error


def test_over_stdio_stdout_stays_clean():
    with piped("--demo") as client:
        eventually(lambda: not client.query("select 1").is_error, 15, "the demo is ready", every=0.1)
        client.server.end_input()
        assert client.server.wait(10) == 0
        for line in client.server.output:
            json.loads(line)


def test_it_ends_cleanly_when_stopped_while_starting():
    others = set(postgres_of(os.getpid()))
    with StdioServer("--demo") as server:
        assert server.terminate(10) in {0, -signal.SIGTERM}
    eventually(lambda: others.issuperset(postgres_of(os.getpid())), 5, "no PostgreSQL is left")


def sent(line, variables):
    """What a curl line that was printed answers."""
    done = subprocess.run(["bash", "-c", line], env={**os.environ, **variables}, capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)["result"]


def test_two_tenants_have_two_answers_to_one_question(tenants_demo):
    lines = tenants_demo.said.splitlines()
    tokens = dict(line.split("=", 1) for line in lines if line.startswith(("ANN=", "BOB=")))
    asked = [line for line in lines if line.startswith("curl ")]
    rows = [sent(line, tokens)["structuredContent"]["rows"] for line in asked]
    assert rows == [[["a kite"], ["a rope"]], [["a lamp"]]]
    answers = [line.split(": ", 1) for line in lines if line.startswith(("  ann: ", "  bob: "))]
    assert [json.loads(text) for _, text in answers[:2]] == rows
    assert answers[2] == ["  bob", "Access denied: function 'set_config' is not in your allowlist."]


def test_a_tenant_has_no_token_of_another(tenants_demo):
    tokens = [line.split("=", 1)[1] for line in tenants_demo.said.splitlines() if line.startswith(("ANN=", "BOB="))]
    (head, _, signature), (_, claims, _) = (token.split(".") for token in tokens)
    for token, status in [(tokens[0], 200), (f"{head}.{claims}.{signature}", 401), (None, 401)]:
        with Wire(tenants_demo.port, token=token) as wire:
            assert wire.post(messages.initialize()).status == status


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_with_tenants_leaves_nothing_behind(how):
    with TenantsDemo() as demo:
        family = family_of(demo.process.pid)
        postmaster, = postgres_of(demo.process.pid)
        folder = data_directory(postmaster).parents[1]
        assert folder.name.startswith("howdah-tenants-") and len(family) >= 4
        assert demo.end(how) == 0
        eventually(lambda: not any(map(exists, family)), 5, "all its processes are gone")
        assert not folder.exists()


def test_the_demo_with_tenants_says_why_it_does_not_start():
    with TenantsDemo("--no-such-flag") as demo:
        assert demo.process.wait(10) == 1
        assert 'unknown flag "--no-such-flag"' in demo.said and "curl" not in demo.said
