"""The MCP Inspector's command line, as people try a server out with it: in each of its modes, over every transport. It prints the
answer of the server as it came."""
import json
import subprocess

import pytest

from harness.offered import PROMPTS, TOOLS
from harness.official_clients import CLIENTS, MODERN, at_sse
from harness.server import BINARY, ROOT, clean_environment

MODES = CLIENTS["inspector"].modes

ASKED = {
    "tools/list": (), "resources/list": (), "prompts/list": (),
    "tools/call": ("--tool-name", "query", "--tool-arg", "sql=select id, name from customer order by id limit 2"),
}


def started(home, target, method, more=(), environment=None):
    environment = {**clean_environment(environment), "HOME": str(home)}
    node, launcher, *rest = CLIENTS["inspector"].command
    command = [ROOT / node, ROOT / launcher, *rest, *map(str, target), "--method", method, *more, "--format", "json", "-q"]
    return subprocess.Popen(command, env=environment, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def answer(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, f"{process.args}: {out}{err[-3000:]}"
    return json.loads(out)["result"]


def assert_served(home, target, mode, environment=None):
    """All methods are asked at the same time."""
    told, revision = MODES[mode]
    running = {method: started(home, target, method, (*more, *told), environment) for method, more in ASKED.items()}
    results = {method: answer(process) for method, process in running.items()}
    assert [tool["name"] for tool in results["tools/list"]["tools"]] == TOOLS
    assert [prompt["name"] for prompt in results["prompts/list"]["prompts"]] == PROMPTS
    assert "table://public/orders" in [resource["uri"] for resource in results["resources/list"]["resources"]]
    call = results["tools/call"]
    assert (call["isError"], call["structuredContent"]["rows"]) == (False, [[1, "Ada Lovelace"], [2, "Grace Hopper"]])
    assert ("resultType" in call) == (revision == MODERN), "the other era was spoken"


@pytest.mark.parametrize("mode", MODES)
def test_it_lists_and_calls_over_http(shared_server, tmp_path, mode):
    assert_served(tmp_path, [shared_server.url, "--transport", "http"], mode)


@pytest.mark.parametrize("mode", MODES)
def test_it_lists_and_calls_over_http_and_sse(shared_server, tmp_path, mode):
    assert_served(tmp_path, [at_sse(shared_server.url), "--transport", "sse"], mode)


@pytest.mark.parametrize("mode", MODES)
def test_it_lists_and_calls_over_https_with_a_token(over_https, tmp_path, mode):
    url, told = over_https
    target = [url, "--transport", "http", "--header", f"Authorization: Bearer {told['TOKEN']}"]
    assert_served(tmp_path, target, mode, told)


@pytest.mark.parametrize("mode", MODES)
def test_it_lists_and_calls_over_stdio(sample_dsn, tmp_path, mode):
    """By a file with the entry of the server, as other clients have it."""
    entry = {"command": BINARY, "args": ["--transport", "stdio", "--conn", sample_dsn]}
    (tmp_path / "mcp.json").write_text(json.dumps({"mcpServers": {"postgres": entry}}))
    assert_served(tmp_path, ["--config", tmp_path / "mcp.json", "--server", "postgres"], mode)


def test_it_finds_nothing_wrong_with_the_schemas_of_the_tools(shared_server, tmp_path):
    pair = [started(tmp_path, [shared_server.url, "--transport", "http"], "tools/list", ["--strict"]) for _ in range(2)]
    for process in pair:
        assert [tool["name"] for tool in answer(process)["tools"]] == TOOLS


def test_it_says_what_the_server_says_of_a_failure(shared_server, tmp_path):
    failing = started(tmp_path, [shared_server.url, "--transport", "http"], "tools/call",
                      ["--tool-name", "query", "--tool-arg", "sql=select * from no_such_table"])
    unknown = started(tmp_path, [shared_server.url, "--transport", "http"], "tools/call", ["--tool-name", "no_such_tool"])
    out, err = failing.communicate(timeout=60)
    assert failing.returncode == 5 and "42P01" in out + err
    out, err = unknown.communicate(timeout=60)
    assert unknown.returncode == 5 and "no_such_tool" in out + err
