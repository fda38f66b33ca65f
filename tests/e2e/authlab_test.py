"""mcp-authlab, a scanner of authorization by others than the protocol's own people, with a login at a real identity provider."""
import json
import subprocess

import pytest

from harness.certificates import authority, signed, trusting
from harness.guarded import Guarded
from harness.provider import NODE, Provider
from harness.server import ROOT, clean_environment
from harness.waiting import free_port

WITHOUT_A_TOKEN = {"TLS-01", "CHAL-01", "CHAL-02", "CHAL-03", "PRM-01", "PRM-02", "PRM-03", "PRM-04", "PRM-05", "PRM-06",
                   "ASM-01", "ASM-02", "ASM-03", "ASM-04", "ASM-05", "ASM-06", "TOK-01", "TOK-02", "TOK-04"}
WITH_ONE = {"ASF-01", "ASF-02", "ASF-03", "ASF-04", "ASF-05", "ASF-06", "TOK-03", "TOK-05", "TOK-06", "SCOPE-01", "SESS-01", "SESS-02",
            "ORIG-01", "VER-01"}


class Authlab:
    """Runs it, with what it remembers in a folder of its own, and a browser that logs in by itself."""

    def __init__(self, folder, url):
        self.url = url
        browser = f"{NODE / 'node'} {NODE / 'browser.mjs'} alice %s"
        self._environment = clean_environment({"MCP_AUTHLAB_TOKENS": str(folder / "tokens.json"), "BROWSER": browser,
                                               **trusting(folder / "root.crt")})

    def run(self, *words):
        return subprocess.Popen([ROOT / "build/venv/tests/bin/mcp-authlab", *words], env=self._environment, cwd="/",
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def scan(self, *flags):
        return self.run("scan", self.url, "--format", "json", *flags)


def printed(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, f"{out}\n{err}"
    return out


@pytest.fixture(scope="module")
def authlab(sample_dsn, tmp_path_factory):
    """Logged in, at a server over TLS."""
    folder, port = tmp_path_factory.mktemp("authlab"), free_port()
    authority(folder, "root")
    signed(folder, "server", "root")
    made = Authlab(folder, f"https://localhost:{port}/mcp")
    with Provider() as provider:
        (folder / "howdah.yaml").write_text(f"auth:\n  issuers:\n    - issuer: {provider.url}\n      audience: {made.url}\n  scopes: [query]\n")
        with Guarded(None, sample_dsn, folder, "--config", folder / "howdah.yaml", "--transport", "streamable-http", "--port", port,
                     "--tls-cert", folder / "server.crt", "--tls-key", folder / "server.key", port=port) as server:
            printed(made.run("login", made.url, "--scope", "query"))  # it does not read which is wanted
            yield made
            assert server.alive(), server.last_words()


def statuses(report):
    return {check["id"]: check["status"] for check in report["results"]}


def expected(status, *sets):
    return dict.fromkeys(set().union(*sets), status)


def test_it_has_the_checks_that_are_looked_at_here(authlab):
    names = [line.split()[0] for line in printed(authlab.run("checks")).splitlines() if not line.startswith(" ")]
    assert sorted(names) == sorted(WITHOUT_A_TOKEN | WITH_ONE) and len(names) == 33


def test_all_its_checks_run_and_none_fails(authlab):
    """With what its login found out, and at the same time as a stranger would run it."""
    known, stranger = (json.loads(printed(process)) for process in (authlab.scan(), authlab.scan("--no-login")))
    assert statuses(known) == expected("pass", WITHOUT_A_TOKEN, WITH_ONE), known["results"]
    assert (known["coverage"]["ran"], known["coverage"]["applicable"], known["coverage"]["critical_not_run"]) == (33, 33, [])
    assert (known["grade"], known["must_failures"], known["critical_failures"]) == ("A", [], [])
    assert statuses(stranger) == {**expected("pass", WITHOUT_A_TOKEN), **expected("skip", WITH_ONE)}, stranger["results"]
