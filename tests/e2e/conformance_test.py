"""The official conformance suite: every scenario against mcp-conformance-server (our protocol engine with the suite's tools), and
those that need no tools of the suite against the program itself on a real database."""
import json
import pathlib
import re
import subprocess

import pytest

from harness import server
from harness.server import BINARY, HttpServer

ROOT = pathlib.Path(__file__).resolve().parents[2]
NODE = ROOT / "build/node"
SUITE = NODE / "node_modules/@modelcontextprotocol/conformance/dist/index.js"
# A release has no tests in it, so its fixture is the one of the dev lane.
FIXTURE = next((str(folder / "mcp-conformance-server") for folder in (pathlib.Path(BINARY).resolve().parent, ROOT / "build/dev")
                if (folder / "mcp-conformance-server").exists()), "mcp-conformance-server: not built")

# How many scenarios a revision has, those that are not scored included.
SCENARIOS = {"2025-03-26": 1, "2025-06-18": 27, "2025-11-25": 33, "2026-07-28": 50}
# The suite has sets of requirements for these; of the others it runs all that applies.
FROZEN = {"2025-11-25", "2026-07-28"}

# Has no check in any revision of the suite.
WITHOUT_CHECKS = {"tasks-status-notifications"}

# Scenarios that need no tool of the suite's.
GENERIC = {
    "2025-03-26": ["server-session-lifecycle"],
    "2025-06-18": ["server-initialize", "ping", "tools-list", "resources-list", "prompts-list", "logging-set-level",
                   "server-session-lifecycle"],
    "2025-11-25": ["server-initialize", "ping", "tools-list", "resources-list", "prompts-list", "dns-rebinding-protection",
                   "server-sse-multiple-streams", "server-session-lifecycle", "logging-set-level"],
    "2026-07-28": ["tools-list", "resources-list", "prompts-list", "dns-rebinding-protection", "server-sse-multiple-streams",
                   "caching", "sep-2164-resource-not-found", "input-required-result-unsupported-methods",
                   "http-header-validation"],
}


def run_suite(port, revision, output):
    """The checks of every scenario of a revision, by the scenario's name."""
    which = ["--requirements", revision] if revision in FROZEN else ["--spec-version", revision, "--suite", "all"]
    done = subprocess.run([NODE / "node", SUITE, "server", "--url", f"http://localhost:{port}/mcp", *which, "-o", output],
                          capture_output=True, text=True, timeout=300, cwd=output)
    checks = {}
    for file in sorted(output.glob("*/checks.json")):
        # The folder is server-SCENARIO-TIME.
        scenario = re.fullmatch(r"server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z", file.parent.name)[1]
        checks[scenario] = json.loads(file.read_text())
    assert len(checks) == SCENARIOS[revision], f"{sorted(checks)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return checks


def complaints(checks):
    found = [f"{check['id']}: {check.get('errorMessage')}" for check in checks if check["status"] == "FAILURE"]
    return found or ([] if any(check["status"] == "SUCCESS" for check in checks) else ["nothing was checked"])


@pytest.fixture(scope="module", params=sorted(SCENARIOS))
def engine(request, tmp_path_factory):
    """The suite's report on the fixture."""
    output = tmp_path_factory.mktemp("engine")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "BINARY", FIXTURE)
        with HttpServer() as fixture:
            checks = run_suite(fixture.port, request.param, output)
            assert fixture.alive(), fixture.last_words()
    return checks


def test_the_protocol_engine_passes_the_suite(engine):
    assert {name: complaints(each) for name, each in engine.items() if name not in WITHOUT_CHECKS and complaints(each)} == {}


@pytest.mark.parametrize("revision", sorted(SCENARIOS))
def test_the_program_itself_passes_what_needs_no_tools_of_the_suite(revision, shared_server, tmp_path):
    checks = run_suite(shared_server.port, revision, tmp_path)
    assert {name: complaints(checks[name]) for name in GENERIC[revision] if complaints(checks[name])} == {}
