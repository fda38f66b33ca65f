"""Lets the programs that script/interop built list and call, all of them at once on each transport, and prints a line for each.
usage: run.py NAME...      exit 1 when anything was wrong"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from harness.certificates import authority, signed, trusting
from harness.official_clients import CLIENTS, HTTP, HTTPS, SSE, STDIO, assert_served, at_sse, seen, started
from harness.permissions import permission_for
from harness.postgres import Cluster
from harness.server import BINARY, ROOT, HttpServer


def trust_store(folder, authority):
    """What Java wants instead of a PEM file."""
    if not shutil.which("keytool"):
        return {}
    subprocess.run(["keytool", "-importcert", "-noprompt", "-file", f"{authority}.crt", "-keystore", "trusted.p12", "-storetype", "PKCS12",
                    "-storepass", "secret"], cwd=folder, check=True, capture_output=True)
    return {"JAVA_TOOL_OPTIONS": f"-Djavax.net.ssl.trustStore={folder}/trusted.p12 -Djavax.net.ssl.trustStorePassword=secret"}


class Bench:
    """A database, a server of each kind, and where the clients find them."""

    def __init__(self, folder):
        self.cluster = Cluster().create().start()
        with self.cluster.psql() as admin:
            admin("create database sample")
        self.cluster.load("sample", ROOT / "tests/corpus/sample.sql")
        database = ("--conn", self.cluster.dsn("sample", "mcp_owner"))
        authority(folder, "root")
        signed(folder, "server", "root")
        token, permissions = permission_for("interop", folder)
        self.plain = HttpServer(*database)
        self.guarded = HttpServer(*database, "--permissions", permissions,
                                  "--tls-cert", folder / "server.crt", "--tls-key", folder / "server.key")
        self.targets = {STDIO: [BINARY, "--transport", "stdio", *database], HTTP: [self.plain.url], SSE: [at_sse(self.plain.url)],
                        HTTPS: [f"https://localhost:{self.guarded.port}/mcp"]}
        self.environments = {HTTPS: {"TOKEN": token, **trusting(folder / "root.crt"), **trust_store(folder, "root")}}

    def remove(self):
        for server in (self.plain, self.guarded):
            server.terminate()
        self.cluster.remove()


def told(name, mode, process, transport):
    """(what it saw, in short, or what was wrong; whether it was right)"""
    try:
        what = seen(process)
        assert_served(name, mode, what, transport)
    except (AssertionError, KeyError, ValueError) as problem:
        return f"WRONG: {type(problem).__name__} {problem}", False
    counts = ", ".join(f"{len(what[kind])} {kind}" for kind in ("tools", "prompts", "resources", "templates"))
    return f"{what['protocol']}  listed {counts}; called query; read a prompt and a resource", True


def line(name, transport, mode, outcome):
    print(f"{name:5} {CLIENTS[name].version():7} {transport:6} {mode:11} {outcome}", flush=True)


def on(transport, bench, names):
    """Every client twice, in each of its modes."""
    pairs = {(name, mode): [started(name, mode, bench.targets[transport], bench.environments.get(transport)) for _ in range(2)]
             for name in names if transport in CLIENTS[name].transports for mode in CLIENTS[name].modes}
    for (name, mode), pair in pairs.items():
        outcomes = sorted({told(name, mode, process, transport) for process in pair}, key=lambda outcome: outcome[1])
        line(name, transport, mode, outcomes[0][0])
        yield outcomes[0][1]


def loaded(bench):
    """Go's load tester, twice at once."""
    command = [ROOT / "build/interop/go/loadtest", "-tool=query", '-args={"sql":"select 1"}', "-workers=4", "-qps=25", "-duration=2s",
               "-timeout=10s", bench.plain.url]
    pair = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    for process in pair:
        output = process.communicate(timeout=60)[0]
        counts = dict(re.findall(r"(success|failure): (\d+)", output))
        right = process.returncode == 0 and int(counts.get("success", 0)) > 0 and counts.get("failure") == "0"
        line("go", "http", "loadtest", f"{counts['success']} calls, none failed" if right else f"WRONG: {output}")
        yield right


def main(names):
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(pathlib.Path(folder))
        try:
            right = [each for transport in bench.targets for each in on(transport, bench, names)]
            right += loaded(bench) if "go" in names else []
        finally:
            bench.remove()
    print(f"{sum(right)} of {len(right)} were served, each twice at once")
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
