"""What idle HTTP connections cost."""
import resource
import socket

import pytest

from harness.http_client import Wire
from harness.memory import measured, sanitizer_kib
from harness.server import HttpServer
from harness.waiting import eventually

WANTED = 10_000
BYTES_OF_ONE = 8 * 1024


@pytest.fixture
def many_descriptors():
    """The limits of this process, which the server inherits."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    yield before[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def open_idle(server, count):
    """So many connections that have been answered once."""
    idle = []
    for _ in range(count):
        connection = socket.create_connection(("127.0.0.1", server.port), 10)
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 ")
        idle.append(connection)
    return idle


def test_the_memory_of_many_connections_is_given_back_when_they_close(many_descriptors):
    with HttpServer(env=measured()) as server, Wire(server.port) as bystander:
        assert bystander.get("/health").status == 200
        before = server.memory_kib("RssAnon")
        idle = open_idle(server, 1500)
        assert server.memory_kib("RssAnon") - before > 2048, "nothing to give back"
        for each in idle:
            each.close()
        eventually(lambda: server.memory_kib("RssAnon") - before < 1024 + sanitizer_kib(), 10, "the memory is given back")
        assert bystander.get("/health").status == 200


@pytest.mark.long
def test_ten_thousand_idle_keep_alive_connections_stay_small(many_descriptors, capsys):
    assert many_descriptors > WANTED + 500, "the hard limit of descriptors is too low for this test"
    with HttpServer("--http-connections", WANTED + 10) as server:
        before = server.memory_kib()
        idle = open_idle(server, WANTED)
        grown = server.memory_kib() - before
        with Wire(server.port) as wire:
            assert wire.get("/health").status == 200, "the last client is not served"
        with capsys.disabled():
            print(f"\n{WANTED} idle connections: {grown} KiB more, {grown * 1024 // WANTED} bytes each")
        assert grown * 1024 < WANTED * BYTES_OF_ONE
        for each in idle:
            each.close()
