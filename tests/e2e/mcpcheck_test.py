"""mcpcheck, a conformance checker of 2026-07-28 by others than the protocol's own people, against the program on a real database."""
import json
import subprocess

from harness.server import ROOT, clean_environment

CHECKS = {"handshake", "session", "discover", "protocol", "schemas", "errors", "cache", "origin"}


def checking(url, *flags):
    return subprocess.Popen([ROOT / "build/venv/sdk2/bin/mcpcheck", url, "--json", *flags], env=clean_environment(), cwd="/",
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def report(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, f"{out}\n{err}"
    return json.loads(out)


def test_all_its_checks_pass_without_a_warning(shared_server):
    """Once as anybody would run it, and at the same time as strict as it can be."""
    for process in [checking(shared_server.url), checking(shared_server.url, "--strict", "--probe", "all", "--legacy-probes")]:
        told = report(process)
        assert {check["name"]: check["status"] for check in told["checks"]} == dict.fromkeys(CHECKS, "pass")
        assert [warning for check in told["checks"] for warning in check["warnings"]] == []
        assert told["summary"]["skipped"] == []
