"""Browsers: which pages may call, what the preflight says, what a page may read. IPv6."""
import http.client
import socket

import pytest

from harness import messages
from harness.http_client import Wire
from harness.server import HttpServer, Process
from harness.waiting import eventually, free_port

APP = "https://app.example.org"


@pytest.fixture(scope="module")
def server():
    with HttpServer("--allowed-origins", f"{APP},vscode-webview://abc", "--allowed-hosts", "mcp.example.org") as server:
        yield server


@pytest.fixture
def wire(server):
    with Wire(server.port) as wire:
        yield wire


@pytest.mark.parametrize("origin, welcome", [
    (APP, True), (APP + ":443", True), (APP.upper(), True), ("vscode-webview://abc", True), ("http://localhost:6274", True),
    ("http://127.0.0.1", True), ("http://[::1]:1", True), ("https://mcp.example.org", True),
    ("http://app.example.org", False), (APP + ":8443", False), (APP + ".evil.example", False),
    ("https://evil.example", False), ("null", False), ("", False), ("*", False), (APP + "/", False),
])
def test_pages_of_allowed_origins_only_may_call_and_read(wire, origin, welcome):
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "content-type, mcp-session-id, mcp-param-region, x-other"}
    preflight = wire.exchange("OPTIONS", "/mcp", None, asked)
    reply = wire.post(messages.initialize(), {"Origin": origin})
    assert (preflight.status, reply.status) == ((204, 200) if welcome else (403, 403))
    for each in (preflight, reply):
        assert each.headers.get("access-control-allow-origin") == (origin if welcome else None)
        assert "access-control-allow-credentials" not in each.headers
    if welcome:
        assert reply.headers["vary"] == "Origin"
        assert "mcp-session-id" in reply.headers["access-control-expose-headers"].lower()
        assert "POST" in preflight.headers["access-control-allow-methods"]
        may_send = preflight.headers["access-control-allow-headers"].lower()
        assert "mcp-session-id" in may_send and "mcp-param-region" in may_send and "x-other" not in may_send
        assert preflight.body == b"" and preflight.headers.get("content-length") is None


def test_refusals_can_be_read_by_an_allowed_page(wire):
    reply = wire.post(b"{", {"Origin": APP})
    assert reply.status == 400 and reply.headers["access-control-allow-origin"] == APP


def test_without_an_origin_nothing_is_said_about_origins(wire):
    reply = wire.post(messages.initialize())
    assert reply.status == 200
    assert not [name for name in reply.headers if name.lower().startswith("access-control")]


def test_options_tells_the_methods(wire):
    for path in ("/mcp", "*"):
        reply = wire.exchange("OPTIONS", path)
        assert reply.status == 204 and "POST" in reply.headers["allow"]
    assert wire.exchange("OPTIONS", "/nowhere").status == 404


@pytest.mark.parametrize("host, status", [("mcp.example.org", 200), ("MCP.example.org:443", 200), ("evil.example", 403),
                                          ("mcp.example.org.evil.example", 403), ("localhost", 200)])
def test_a_proxys_name_is_allowed_and_rebinding_refused_without_an_origin(wire, host, status):
    assert wire.post(messages.initialize(), {"Host": host}).status == status


def free_port_of_ipv6():
    with socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("host", ["::1", "[::1]"])
def test_ipv6(host):
    port = free_port_of_ipv6()

    def healthy():
        assert server.alive(), server.full_log()
        connection = http.client.HTTPConnection("::1", port, timeout=10)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except ConnectionRefusedError:
            return False
        finally:
            connection.close()

    with Process("--transport", "streamable-http", "--host", host, "--port", port) as server:
        eventually(healthy, 10, "it listens on IPv6")


def test_the_platforms_port_is_the_last_fallback():
    port = free_port()

    def healthy():
        assert server.alive(), server.full_log()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    with Process("--transport", "streamable-http", env={"PORT": str(port)}) as server:
        eventually(healthy, 10, "it listens on PORT")
    port, other = free_port(), free_port()
    with Process("--transport", "streamable-http", env={"PORT": str(other), "MCP_PORT": str(port)}) as server:
        eventually(healthy, 10, "it listens on MCP_PORT")
