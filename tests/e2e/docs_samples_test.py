"""What the pages show is what happens: every command, entry, file, call and output in a fenced block, with nothing
replaced but the address of the database, ports, and the path of the binary."""
import contextlib
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess

import pytest

import excerpts
from harness import client_entries, messages, samples
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.offered import TOOLS
from harness.server import BINARY, ROOT, HttpServer, run
from harness.stdio_client import piped
from harness.waiting import eventually, free_port

BLOCKS = samples.blocks(ROOT, excerpts.pages(ROOT))
COMMANDS = [command for block in BLOCKS if block.language in {"console", "sh"} for command in samples.commands(block)]

# What a test cannot run: what is named must exist and know the flags.
NOT_RUN = {
    "script/demo": "installs and builds; what it starts in the end is started here, see open_demo and tenants_demo",
    "script/test": "runs this test; the shape of its report is looked at here",
    "script/build": "builds the binary that is tested here",
    "script/format": "changes the tree",
    "script/lint": "takes minutes",
    "script/clean-room": "makes a whole Debian",
    "script/fuzz": "takes minutes and a compiler of its own",
    "script/oracle": "takes minutes; tests/oracle runs its small form",
    "script/regression-suite": "fetches PostgreSQL's sources",
    "bench/connections": "takes minutes; tests/e2e/bench_test.py runs its small form",
    "bench/neighbours": "takes minutes; tests/e2e/bench_test.py runs its small form",
    "bench/providers": "takes minutes; tests/e2e/bench_test.py runs its small form",
    "build/venv/tests/bin/python": "runs these tests",
    "build/dev/howdah_docs_test": "would change the tree",
}
# Drawings: nothing in them runs.
DRAWINGS = {("docs/architecture.md", "The way of a request")}

ENVIRONMENT = re.compile(r"(?:[A-Z_]+=\S+\s+)*")
OUR_LOG = re.compile(r"^\d{4}-\d\d-\d\dT\S+Z (trace|debug|info|warning|error) ")


def program(command):
    return ENVIRONMENT.sub("", command.line, count=1).split()[0]


def kind(command):
    name = program(command)
    return "not run" if name in NOT_RUN else pathlib.PurePath(name).name


def of_kind(*kinds):
    return pytest.mark.parametrize("command", [c for c in COMMANDS if kind(c) in kinds], ids=str)


def holding(language, *members):
    """The blocks of JSON objects that have one of these members."""
    return [b for b in BLOCKS if b.language == language and set(json.loads(b.text)) & set(members)]


ENTRIES = holding("json", "mcpServers", "servers")
REQUESTS = holding("json", "method")
ANSWERS = holding("json", "result", "error")
PROVIDERS = [b for b in BLOCKS if b.page == "docs/identity-providers.md" and b.language == "yaml"]  # identity_providers_page_test.py
FILES = [b for b in BLOCKS if b.language == "yaml" and b not in PROVIDERS]
PATTERNS = [b for b in BLOCKS if b.page == "docs/tenants.md" and b.language == "sql"]  # tenants_page_test.py
SCHEMAS = [b for b in BLOCKS if b.page == "docs/tools.md" and b.language == "text"]
LOG_LINES = [b for b in BLOCKS if b.page == "docs/operating.md" and b.language == "text" and not b.excerpt]


def test_every_block_is_of_a_kind_that_is_tested():
    known = {*ENTRIES, *REQUESTS, *ANSWERS, *FILES, *PROVIDERS, *PATTERNS, *SCHEMAS, *LOG_LINES}
    known |= {b for b in BLOCKS if b.language in {"console", "sh"}}  # their commands: see the next test
    known |= {b for b in BLOCKS if b.excerpt}                        # tests/docs/excerpts.py
    known |= {b for b in BLOCKS if (b.page, b.heading) in DRAWINGS}
    assert [str(b) for b in BLOCKS if b not in known] == []
    assert ENTRIES and REQUESTS and FILES and SCHEMAS and COMMANDS
    assert len(REQUESTS) == len(ANSWERS)


def test_every_command_is_of_a_kind_that_is_tested():
    assert {kind(c) for c in COMMANDS} == {"howdah", "curl", "claude", "cmake", "not run"}
    with_output = [c for c in COMMANDS if c.output and kind(c) not in {"howdah", "curl"}]
    assert {program(c) for c in with_output} == {"script/demo", "script/test"}, "an output that nobody compares"


@of_kind("not run")
def test_what_is_not_run_exists_and_knows_its_flags(command):
    words = shlex.split(ENVIRONMENT.sub("", command.line, count=1), comments=True)
    ours = ("script/", "bench/")
    assert all(os.access(ROOT / word, os.X_OK) for word in words if word.startswith(ours))
    assert all((ROOT / word).exists() for word in words if word.startswith("tests/"))
    if words[0].startswith(ours):
        text = (ROOT / words[0]).read_text()
        assert [word for word in words if word.startswith("-") and word not in text] == []
    else:
        makers = [ROOT / "script/test", *ROOT.glob("tests/*/CMakeLists.txt")]
        assert any(words[0].removeprefix("build/dev/") in maker.read_text() for maker in makers), f"nothing makes {words[0]}"


def real(text, cluster):
    """The same, with a database that exists."""
    return re.sub(r"postgresql://[^\s\"']+", cluster.uri("sample", "mcp_owner"), text)


def written(block, folder, cluster):
    """The file that a page shows."""
    file = folder / "howdah.yaml"
    file.write_text(real(block.text, cluster))
    return file


def spelled_out(flags):
    """The flags and what stands in the file that they name."""
    return " ".join([*flags, *(pathlib.Path(flag).read_text() for flag in flags if flag.endswith(".yaml"))])


@contextlib.contextmanager
def served_by(flags, environment):
    """The clients of the server that a command starts, its port replaced."""
    if "streamable-http" not in spelled_out(flags):
        with piped(*flags, env=environment, transport=()) as client:
            yield [client]
        return
    port = free_port()
    at = flags.index("--port") if "--port" in flags else len(flags)
    flags = [*flags[:at], "--port", port, *flags[at + 2:]]
    with HttpServer(*flags, env=environment, port=port), Wire(port) as wire, LegacyClient(port) as one, ModernClient(port) as two:
        eventually(lambda: wire.get("/health").status == 200, 5, "the database is up")
        yield [one, two]


def assert_serves(clients, read_only):
    for client in clients:
        assert [tool["name"] for tool in client.ask("tools/list")["result"]["tools"]] == TOOLS
        assert client.query("select current_database()").rows == [["sample"]]
        assert client.call("server_info").json()["readonly"] is read_only


@of_kind("howdah")
def test_what_is_shown_of_howdah_is_what_it_does(command, cluster, tmp_path):
    words = shlex.split(real(command.line, cluster), comments=True)
    environment = dict(word.split("=", 1) for word in words[:words.index(program(command))])
    file = [written(b, tmp_path, cluster) for b in FILES if b.page == command.block.page][-1:]
    flags = [str(file[0]) if word == "howdah.yaml" else str(ROOT / word) if word.startswith("configs/") else word
             for word in words[len(environment) + 1:]]
    if command.output:
        _, out, err = run(*flags, env=environment)
        assert samples.fits(command.output, out + err), out + err
    else:
        with served_by(flags, environment) as clients:
            assert_serves(clients, "read-only" in spelled_out(flags))


@pytest.mark.parametrize("block", FILES, ids=str)
def test_every_file_shown_is_read(block, cluster, tmp_path):
    with served_by(["--config", str(written(block, tmp_path, cluster))], {}) as clients:
        assert_serves(clients, "read-only" in block.text)


def assert_entry_serves(entry, read_only):
    assert pathlib.PurePath(entry.command[0]).name == "howdah"
    with client_entries.clients(entry) as clients:
        assert_serves(clients, read_only)


@pytest.mark.parametrize("block", ENTRIES, ids=str)
def test_a_client_can_use_every_entry(block, cluster):
    assert_entry_serves(client_entries.of_json(real(block.text, cluster)), "read-only" in block.text)


@of_kind("claude")
def test_a_client_can_use_the_entry_that_a_command_adds(command, cluster):
    assert_entry_serves(client_entries.of_command(real(command.line, cluster)), "read-only" in command.line)


@of_kind("cmake")
def test_what_is_installed_runs(command, tmp_path):
    built, installed = pathlib.Path(BINARY).parent, tmp_path / "bin/howdah"
    words = [str(built) if word.startswith("build/") else word for word in shlex.split(command.line, comments=True)]
    subprocess.run([*words, "--prefix", tmp_path], check=True, capture_output=True)
    told = [subprocess.run([binary, "--version"], check=True, capture_output=True).stdout for binary in (BINARY, installed)]
    assert told[0] == told[1] != b""
    entries = "".join(block.text for block in ENTRIES)
    assert '"/usr/local/bin/howdah"' in entries, "the entries name the place"


@pytest.mark.parametrize("request_block, answer_block", list(zip(REQUESTS, ANSWERS)), ids=str)
def test_the_calls_shown_are_answered_as_shown(open_demo, request_block, answer_block):
    with LegacyClient(open_demo.port) as client:
        assert client.send(json.loads(request_block.text)).answer == json.loads(answer_block.text)


def test_the_output_schemas_shown_are_those_that_clients_get(open_demo):
    with LegacyClient(open_demo.port) as client:
        tools = client.ask("tools/list")["result"]["tools"]
    assert {b.heading: json.loads(b.text) for b in SCHEMAS} == {tool["name"]: tool["outputSchema"] for tool in tools}


def test_the_line_of_a_call_has_the_shape_shown(sample_dsn):
    """The same keys in the same order; the trace is the one that the call brought."""
    shown, _ = LOG_LINES
    trace, parent = re.search(r"trace=(\w+) parent=(\w+)$", shown.text.strip()).groups()
    with HttpServer("--conn", sample_dsn) as server, ModernClient(server.port) as client:
        message, headers = client.prepared(messages.tool_call(1, "query", {"sql": "select 1"}))
        assert client.wire.post(message, {**headers, "traceparent": f"00-{trace}-{parent}-01"}).status == 200
        line, _ = eventually(lambda: next((l for l in server.log().splitlines() if " call " in l), None), 5, "the line")
    same = re.compile(r"^\S+Z|(?<=ms=)\S+|(?<=bytes=)\d+|(?<=exchange=)\d+")
    assert same.sub("…", line) == same.sub("…", shown.text.strip())


def test_the_line_of_a_tenant_has_the_shape_shown(sample_dsn, tmp_path):
    _, shown = LOG_LINES
    file = tmp_path / "permissions.yaml"
    file.write_text("roles: {r: {}}\nusers: {ann: {role: r, claims: {tenant: red}}}\n"
                    f"tokens: [{{name: ann, sha256: {hashlib.sha256(b'token-of-ann').hexdigest()}}}]\n")
    with HttpServer("--conn", sample_dsn, "--permissions", file) as server, ModernClient(server.port, token="token-of-ann") as client:
        assert client.query("select 1").rows == [[1]]
        server.terminate()
        line = next(l for l in server.full_log().splitlines() if " usage " in l)
    same = re.compile(r"^\S+Z|(?<==)[\d.]+")
    assert same.sub("…", line) == same.sub("…", shown.text.strip())


def as_shown(server):
    """What the demo printed, but for its log, with the port that it has by default."""
    said = "\n".join(line for line in server.log().splitlines() if not OUR_LOG.match(line))
    return said.replace(f"127.0.0.1:{server.port}", "127.0.0.1:8000")


def test_the_demo_says_what_is_shown(open_demo):
    """open_demo is started with the flags of script/demo's last line."""
    shown, = [c for c in COMMANDS if c.line == "script/demo"]
    assert samples.fits(shown.output, as_shown(open_demo)), open_demo.log()


def test_the_demo_with_tenants_says_what_is_shown(tenants_demo):
    shown, = [c for c in COMMANDS if c.line == "script/demo --tenants"]
    assert samples.fits(shown.output, tenants_demo.said.replace(f"127.0.0.1:{tenants_demo.port}", "127.0.0.1:8000")), tenants_demo.said


@of_kind("curl")
def test_the_printed_curl_line_is_the_one_shown_and_answers_as_shown(open_demo, command):
    assert command.line in as_shown(open_demo).splitlines()
    line = command.line.replace("127.0.0.1:8000", f"127.0.0.1:{open_demo.port}")
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stderr) == (0, "")
    assert samples.fits(command.output, done.stdout), done.stdout


def test_the_report_of_the_tests_has_the_shape_shown():
    """Its numbers differ from run to run: each line must be one that script/test's own format makes."""
    shown, = [c for c in COMMANDS if program(c) == "script/test" and c.output]
    formats = set(re.findall(r"printf '(%\S+ %\S+ %\d+d s)", (ROOT / "script/test").read_text()))
    form, = formats
    *steps, total, summary = shown.output.splitlines()[1:]
    told = [(line[:8].strip(), *re.fullmatch(r"(.*\S) +(\d+) s", line[9:]).groups()) for line in steps]
    assert [form % (lane, what, int(seconds)) for lane, what, seconds in told] == steps
    assert [(lane, re.sub(r"\b\d+", "N", what)) for lane, what, _ in told] == [
        ("dev", "build"), ("dev", "N programs, N cases"), ("asan", "build"), ("asan", "N programs, N cases"),
        ("dev", "e2e: N passed, N deselected")]
    assert samples.fits(re.sub(r" *(\d+|…) s$", "… s", total), form % ("", "all passed", sum(int(took) for *_, took in told)))
    assert re.fullmatch(r"=+ (.*) in [\d.]+s.* =+", summary)[1] == told[-1][1].removeprefix("e2e: ")
