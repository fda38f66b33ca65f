"""The official clients: which versions, how each is started, and what every one of them must have seen. The end-to-end tests and
script/interop run what stands here, and docs/clients.md is made of it."""
import json
import os
import re
import subprocess
from typing import NamedTuple

from harness.fence import unmarked
from harness.offered import PROMPTS, TEMPLATES, TOOLS
from harness.server import ROOT, clean_environment

OLDEST, LEGACY, MODERN = "2024-11-05", "2025-11-25", "2026-07-28"
STDIO, HTTP, HTTPS, SSE = "stdio", "http", "https", "sse"
ALL = (STDIO, HTTP, HTTPS, SSE)


class Client(NamedTuple):
    title: str
    package: str       # as its registry calls it
    pinned: str        # the file that has the version, and the text before it
    before: str
    command: tuple     # from the root of the tree; the target comes after it
    modes: dict        # how it may be told to begin -> what it is told, the revision that it ends up with
    transports: tuple
    tested_by: str
    exceptions: dict = {}  # transport -> the revision there, whatever the mode

    def version(self):
        return re.search(re.escape(self.before) + r"[^0-9]*([0-9][\w.-]*)", (ROOT / self.pinned).read_text())[1]


NODE, SDKS, INTEROP = "build/node/node", "tests/e2e/sdk_clients_test.py", "script/interop"

CLIENTS = {
    "py1": Client("Python SDK 1", "mcp", "tests/e2e/requirements-sdk1.txt", "\nmcp==",
                  ("build/venv/sdk1/bin/python", "tests/e2e/clients/py1.py"), {"initialize": ({}, LEGACY)}, ALL, SDKS),
    "py2": Client("Python SDK 2", "mcp", "tests/e2e/requirements-sdk2.txt", "\nmcp==",
                  ("build/venv/sdk2/bin/python", "tests/e2e/clients/py2.py"),
                  {"auto": ({}, MODERN), "legacy": ({"MODE": "legacy"}, LEGACY)}, ALL, SDKS),
    "ts1": Client("TypeScript SDK 1", "@modelcontextprotocol/sdk", "tests/e2e/ts/package.json", "@modelcontextprotocol/sdk",
                  (NODE, "build/node/ts1.mjs"), {"initialize": ({}, LEGACY)}, ALL, SDKS),
    "ts2": Client("TypeScript SDK 2", "@modelcontextprotocol/client", "tests/e2e/ts/package.json", "@modelcontextprotocol/client",
                  (NODE, "build/node/ts2.mjs"), {"legacy": ({}, LEGACY), "auto": ({"ERA": "auto"}, MODERN)}, ALL, SDKS),
    "inspector": Client("MCP Inspector", "@modelcontextprotocol/inspector", "tests/e2e/ts/package.json", "@modelcontextprotocol/inspector",
                        (NODE, "build/node/node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js", "--cli"),
                        {"legacy": ((), LEGACY), "auto": (("--protocol-era", "auto"), MODERN),
                         "modern": (("--protocol-era", "modern"), MODERN)}, ALL, "tests/e2e/inspector_test.py"),
    "go": Client("Go SDK", "github.com/modelcontextprotocol/go-sdk", "tests/interop/go/go.mod", "go-sdk v", ("build/interop/go/client",),
                 {"discover": ({}, MODERN), "initialize": ({"MODE": "initialize"}, LEGACY)}, ALL, INTEROP),
    "rust": Client("Rust SDK", "rmcp", "tests/interop/rust/Cargo.toml", "rmcp = { version = ", ("build/interop/rust/debug/howdah-interop",),
                   {"initialize": ({}, LEGACY), "discover": ({"MODE": "discover"}, MODERN), "auto": ({"MODE": "auto"}, MODERN)},
                   (STDIO, HTTP, HTTPS), INTEROP),
    "java": Client("Java SDK", "io.modelcontextprotocol.sdk:mcp", "tests/interop/java/pom.xml", "<artifactId>mcp</artifactId>",
                   ("java", "-cp", "build/interop/java/classes:build/interop/java/libraries/*", "Client"),
                   {"initialize": ({}, LEGACY)}, ALL, INTEROP, {SSE: OLDEST}),
}


def started(name, mode, target, more=None):
    """A client that connects to the target, a URL or the words of a command, and tells what it saw."""
    client = CLIENTS[name]
    environment = {**clean_environment(), "PYTHONDONTWRITEBYTECODE": "1", **client.modes[mode][0], **(more or {})}
    return subprocess.Popen([*client.command, *map(str, target)], cwd=ROOT, env=environment,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def seen(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, f"{process.args}: {out}\n{err[-3000:]}"
    return json.loads(out.strip().splitlines()[-1])


def assert_served(name, mode, told, transport=HTTP):
    """It listed and called what the sample database has, and spoke the revision it should."""
    client = CLIENTS[name]
    revision = client.exceptions.get(transport, client.modes[mode][1])
    assert told["protocol"] in {revision, None}  # None: the client does not tell
    assert told["server"] == "howdah"
    assert told["tools"] == TOOLS
    assert (told["is_error"], told["failed"]) == (False, True)
    if revision == OLDEST:  # results were texts then
        assert (told["rows"], "Ada Lovelace" in told["text"]) == (None, True)
    else:
        assert told["rows"] == [[1, "Ada Lovelace"], [2, "Grace Hopper"]]
    assert told["prompts"] == PROMPTS and told["prompt"] is True
    assert told["templates"] == TEMPLATES
    assert "table://public/orders" in told["resources"]
    assert json.loads(unmarked(told["resource"]))


def at_sse(url):
    return os.path.join(os.path.dirname(url), "sse")
