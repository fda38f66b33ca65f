"""A real identity provider, and an official client that finds its way from the server's URL alone."""
import json
import pathlib
import shutil
import subprocess

import pytest

from harness.guarded import Guarded
from harness.server import ROOT
from harness.waiting import eventually, free_port

NODE = ROOT / "build/node"


@pytest.fixture(scope="module")
def programs():
    for program in (pathlib.Path(__file__).parent / "clients").glob("*.mjs"):
        shutil.copy(program, NODE)


@pytest.fixture
def provider(programs):
    """(its URL, the port that the server has to have)"""
    port, resource_port = free_port(), free_port()
    process = subprocess.Popen([NODE / "node", NODE / "provider.mjs", str(port), f"http://127.0.0.1:{resource_port}/mcp"],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = iter(process.stdout.readline, "")
    assert any("listening" in line for line in lines), process.wait()
    yield f"http://127.0.0.1:{port}", resource_port
    process.kill()
    process.wait()


def test_the_official_client_logs_in_and_calls(provider, sample_dsn, tmp_path):
    issuer, port = provider
    (tmp_path / "howdah.yaml").write_text(f"auth:\n  issuers:\n    - issuer: {issuer}\n      audience: http://127.0.0.1:{port}/mcp\n")
    with Guarded(None, sample_dsn, tmp_path, "--config", tmp_path / "howdah.yaml", "--transport", "streamable-http", "--port", port,
                 port=port) as server:
        told = {}
        for name in ("alice", "mallory"):
            done = subprocess.run([NODE / "node", NODE / "oauth.mjs", server.url, name], capture_output=True, text=True, timeout=60)
            assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{server.last_words()}"
            told[name] = json.loads(done.stdout.splitlines()[-1])
        assert told["alice"]["issuer"] == issuer and told["alice"]["resource"] == f"http://127.0.0.1:{port}/mcp"
        assert not told["alice"]["answer"].get("isError") and "42" in told["alice"]["answer"]["content"][0]["text"]
        assert told["mallory"]["answer"]["isError"], "whoever nobody gave a role"
