"""TLS on the listener: protocols, certificates, clients' certificates, reload, clients that speak something else."""
import hashlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import time

import pytest

from harness import messages
from harness.certificates import authority, openssl, signed
from harness.server import HttpServer, run
from harness.waiting import eventually

PING = messages.request(1, "ping")


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("https")
    for name in ("root", "other"):
        authority(folder, name)
    signed(folder, "server", "root")
    signed(folder, "rsa", "root", kind=("-newkey", "rsa:2048"))
    signed(folder, "second", "root", "localhost")
    signed(folder, "client", "root", "client")
    signed(folder, "stranger", "other", "client")
    openssl(folder, "ec", "-in", "server.key", "-aes128", "-passout", "pass:sesame", "-out", "locked.key")
    return folder


def flags(keys, name="server"):
    return ["--tls-cert", keys / f"{name}.crt", "--tls-key", keys / f"{name}.key"]


@pytest.fixture(scope="module")
def server(cluster, sample_dsn, keys):
    with HttpServer("--conn", sample_dsn, *flags(keys)) as server:
        yield server
        assert server.alive(), server.last_words()


def context_for(keys, client=None, **limits):
    context = ssl.create_default_context(cafile=keys / "root.crt")
    for name, value in limits.items():
        setattr(context, name, value)
    if client:
        context.load_cert_chain(keys / f"{client}.crt", keys / f"{client}.key")
    return context


def exchange(port, context, message=None, headers=None):
    connection = http.client.HTTPSConnection("localhost", port, timeout=10, context=context)
    try:
        connection.request("POST", "/mcp", json.dumps(message or messages.initialize()),
                           {"Content-Type": "application/json", **(headers or {})})
        reply = connection.getresponse()
        return reply.status, json.loads(reply.read() or b"null")
    finally:
        connection.close()


def connected(port, context):
    return context.wrap_socket(socket.create_connection(("127.0.0.1", port), 10), server_hostname="localhost")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=lambda v: v.name)
@pytest.mark.parametrize("name", ["server", "rsa"])
def test_tls_1_2_and_1_3_serve(keys, name, version):
    with HttpServer(*flags(keys, name)) as server:
        context = context_for(keys, minimum_version=version, maximum_version=version)
        assert exchange(server.port, context)[0] == 200
        with connected(server.port, context) as wire:
            cipher = wire.cipher()[0]
            assert "GCM" in cipher or "CHACHA" in cipher or "CCM" in cipher, cipher
    assert "https://" in server.full_log()


@pytest.mark.parametrize("arguments", [["-tls1"], ["-tls1_1"], ["-tls1_2", "-cipher", "AES128-SHA:@SECLEVEL=0"],
                                       ["-alpn", "h2"]], ids=lambda a: a[0] + a[-1])
def test_what_is_weak_or_another_protocol_gets_no_connection(server, arguments):
    done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", *arguments], input=b"",
                          capture_output=True, timeout=10)
    assert b"Cipher is (NONE)" in done.stdout or done.returncode != 0


def test_alpn_agrees_on_http_1_1(server, keys):
    context = context_for(keys)
    context.set_alpn_protocols(["h2", "http/1.1"])
    with connected(server.port, context) as wire:
        assert wire.selected_alpn_protocol() == "http/1.1"


def test_curl_verifies_and_calls(server, keys):
    curl = shutil.which("curl")
    assert curl, "script/bootstrap installs curl"
    done = subprocess.run([curl, "-sS", "--cacert", keys / "root.crt", "-H", "Content-Type: application/json", "-d",
                           json.dumps(messages.initialize()), f"https://localhost:{server.port}/mcp"],
                          capture_output=True, timeout=20)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["result"]["serverInfo"]["name"]


def test_large_messages_pass_both_ways(server, keys):
    context = context_for(keys)
    modern = messages.tool_call(1, "query", {"sql": "select repeat('x', 700000) as long, $1::text as back",
                                             "params": ["y" * 200_000]})
    status, answer = exchange(server.port, context, messages.modern(modern), messages.modern_headers(modern))
    assert status == 200
    result = messages.Result(answer)
    assert not result.is_error or "too large" in result.texts or result.texts, result.texts[:300]


def test_pipelined_and_split_requests_arrive_whole(server, keys):
    body = b'{"jsonrpc":"2.0","id":%d,"method":"ping"}'
    with connected(server.port, context_for(keys)) as wire:
        for size in (1, 7, 1000):
            everything = b"".join(b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                  b"Content-Length: %d\r\n\r\n%b" % (len(body % i), body % i) for i in range(10, 20))
            for start in range(0, len(everything), size):
                wire.sendall(everything[start:start + size])
            seen = b""
            while seen.count(b"HTTP/1.1 ") < 10:
                piece = wire.recv(65536)
                assert piece
                seen += piece


def test_plain_http_is_told_to_use_https(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/health")
    reply = connection.getresponse()
    assert reply.status == 400 and b"https" in reply.read().lower()
    connection.close()


@pytest.mark.parametrize("garbage", [b"\x00" * 100, b"SSH-2.0-x\r\n", b"\x16\x03\x01\xff\xff" + b"\x01" * 70000, b"\x80\x2e\x01"],
                         ids=["zeros", "ssh", "record", "ssl2"])
def test_garbage_ends_its_connection_only(server, keys, garbage):
    with socket.create_connection(("127.0.0.1", server.port), 10) as wire:
        try:
            wire.sendall(garbage)
            wire.shutdown(socket.SHUT_WR)
            while wire.recv(65536):
                pass
        except OSError:  # the server may have closed first
            pass
    assert exchange(server.port, context_for(keys))[0] == 200


def test_a_client_that_never_shakes_hands_is_cut_off_and_hinders_nobody(server, keys):
    silent = [socket.create_connection(("127.0.0.1", server.port), 10) for _ in range(300)]
    assert exchange(server.port, context_for(keys))[0] == 200
    started = time.monotonic()
    for each in silent:
        each.settimeout(20)
        assert each.recv(1) == b"", "it was answered"
        each.close()
    assert time.monotonic() - started < 16
    assert exchange(server.port, context_for(keys))[0] == 200


def test_clients_must_show_a_certificate_of_the_named_authority(keys):
    with HttpServer(*flags(keys), "--tls-client-ca", keys / "root.crt") as server:
        assert exchange(server.port, context_for(keys, "client"))[0] == 200
        for other in (None, "stranger"):
            with pytest.raises((ssl.SSLError, ConnectionError, http.client.RemoteDisconnected)):
                exchange(server.port, context_for(keys, other))
        assert exchange(server.port, context_for(keys, "client"))[0] == 200


def serial(port, keys):
    with connected(port, context_for(keys)) as wire:
        return wire.getpeercert()["serialNumber"]


def test_a_new_certificate_is_shown_without_a_restart_and_a_bad_one_is_not(keys, tmp_path):
    for suffix in ("crt", "key"):
        shutil.copy(keys / f"server.{suffix}", tmp_path / f"it.{suffix}")
    with HttpServer("--tls-cert", tmp_path / "it.crt", "--tls-key", tmp_path / "it.key") as server:
        first = serial(server.port, keys)
        with connected(server.port, context_for(keys)) as old:
            (tmp_path / "it.crt").write_text("nonsense")
            eventually(lambda: "refused" in server.log(), 5, "the bad certificate is told about")
            assert serial(server.port, keys) == first
            for suffix in ("crt", "key"):
                shutil.copy(keys / f"second.{suffix}", tmp_path / f"it.{suffix}")
            os.kill(server.pid, signal.SIGHUP)
            eventually(lambda: serial(server.port, keys) != first, 5, "the new certificate is shown")
            old.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert old.recv(100).startswith(b"HTTP/1.1 200"), "a connection that was open did not survive"
        assert server.alive()


@pytest.mark.parametrize("arguments, named", [
    (["--tls-cert", "{keys}/server.crt"], "--tls-key"),
    (["--tls-key", "{keys}/server.key"], "--tls-cert"),
    (["--tls-client-ca", "{keys}/root.crt"], "--tls-cert"),
    (["--tls-cert", "{keys}/server.crt", "--tls-key", "{keys}/rsa.key"], "does not belong"),
    (["--tls-cert", "{keys}/server.crt", "--tls-key", "{keys}/locked.key"], "password"),
    (["--tls-cert", "{keys}/server.key", "--tls-key", "{keys}/server.key"], "certificate"),
    (["--tls-cert", "{keys}/none.crt", "--tls-key", "{keys}/server.key"], "none.crt"),
    (["--tls-cert", "{keys}/server.crt", "--tls-key", "{keys}/server.key", "--tls-client-ca", "{keys}/server.key"], "authority"),
])
def test_what_is_wrong_stops_the_start_with_one_line(keys, arguments, named):
    code, out, err = run("--transport", "streamable-http", "--port", "0", *(each.format(keys=keys) for each in arguments))
    assert (code, out) == (2, "") and len(err.strip().splitlines()) == 1, err
    assert named in err


def test_tls_over_stdio_is_refused(keys):
    code, _, err = run(*flags(keys))
    assert code == 2 and "streamable-http" in err


def test_a_token_over_tls(keys, tmp_path):
    file = pathlib.Path(tmp_path / "permissions.yaml")
    file.write_text(f"tokens:\n  - name: alice\n    sha256: {hashlib.sha256(b'a').hexdigest()}\n")
    with HttpServer(*flags(keys), "--permissions", file, "--host", "0.0.0.0") as server:
        assert exchange(server.port, context_for(keys))[0] == 401
        assert exchange(server.port, context_for(keys), headers={"Authorization": "Bearer a"})[0] == 200
        assert "unencrypted" not in server.log()


def test_the_old_transport_is_served_over_tls(server, keys):
    context = context_for(keys)
    with connected(server.port, context) as stream, connected(server.port, context) as other:
        for wire in (stream, other):
            wire.sendall(b"GET /sse HTTP/1.1\r\nHost: localhost\r\n\r\n")
        heads = [read_until(wire, b"\n\n\r\n") for wire in (stream, other)]
        endpoints = [head.split(b"data: ")[1].split(b"\n")[0].decode() for head in heads]
        for endpoint in endpoints:
            connection = http.client.HTTPSConnection("localhost", server.port, timeout=10, context=context)
            connection.request("POST", endpoint, json.dumps(messages.initialize()), {"Content-Type": "application/json"})
            assert connection.getresponse().status == 202
            connection.close()
        for wire in (stream, other):
            assert b'"serverInfo"' in read_until(wire, b"\n\n\r\n")


def read_until(wire, end):
    seen = b""
    while end not in seen:
        piece = wire.recv(65536)
        assert piece, seen
        seen += piece
    return seen


@pytest.mark.parametrize("scheme, status", [("https", 200), ("http", 421)])
def test_a_target_of_another_scheme_is_misdirected(server, keys, scheme, status):
    body = json.dumps(messages.initialize()).encode()
    with connected(server.port, context_for(keys)) as wire:
        wire.sendall(f"POST {scheme}://localhost/mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                     f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        assert int(read_until(wire, b"}").split()[1]) == status
