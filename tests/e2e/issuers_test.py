"""Keys of issuers: they rotate, and what an issuer that is down or slow does to others. What they may say is in key_set_attacks_test.py."""
import json
import ssl
import threading
import time

import pytest

from harness import certificates, messages
from harness.guarded import STATIC, Guarded
from harness.http_client import Wire
from harness.issuer import Issuer, RsaKey, base64url
from harness.waiting import eventually


def test_rotated_keys_are_found_without_one_wrong_refusal(sample_dsn, tmp_path):
    with Issuer(tmp_path) as issuer, Guarded(issuer, sample_dsn, tmp_path) as server:
        server.knows_the_keys(issuer)
        statuses, stop = [], threading.Event()

        def load():
            while not stop.is_set():
                statuses.append(server.status(issuer.token()))

        threads = [threading.Thread(target=load) for _ in range(4)]
        for thread in threads:
            thread.start()
        for name in ("second", "third", "fourth"):
            before = len(statuses)
            issuer.keys.append(RsaKey(name))
            eventually(lambda: len(statuses) > before + 20, 20, "calls go on")
        stop.set()
        for thread in threads:
            thread.join()
        assert set(statuses) == {200}, statuses


def test_a_key_that_is_gone_takes_its_tokens_with_it(sample_dsn, tmp_path):
    with Issuer(tmp_path) as issuer, Guarded(issuer, sample_dsn, tmp_path) as server:
        server.knows_the_keys(issuer)
        old = issuer.token()
        assert server.status(old) == 200
        issuer.keys = [RsaKey("second")]
        assert server.status(issuer.token()) == 200
        assert server.status(old) == 401


def test_random_keys_cause_one_look_in_each_pause(sample_dsn, tmp_path):
    with Issuer(tmp_path) as issuer, Guarded(issuer, sample_dsn, tmp_path) as server:
        server.knows_the_keys(issuer)
        looks, begun = issuer.looks(), time.monotonic()
        _, claims, signature = issuer.token(key=RsaKey("x")).split(".")
        with Wire(server.port) as wire:
            for i in range(10_000):
                head = base64url(json.dumps({"alg": "RS256", "kid": f"random-{i}"}).encode())
                assert wire.post(messages.initialize(), {"Authorization": f"Bearer {head}.{claims}.{signature}"}).status == 401
        assert issuer.looks() - looks <= 1 + (time.monotonic() - begun) / 9
        assert server.status(issuer.token()) == 200


def test_an_issuer_that_is_down_is_waited_for(sample_dsn, tmp_path):
    issuer = Issuer(tmp_path)
    issuer.close()
    with Guarded(issuer, sample_dsn, tmp_path) as server:
        assert server.status(issuer.token()) == 503
        assert server.status(STATIC) == 200


def test_known_keys_count_while_their_issuer_is_down(sample_dsn, tmp_path):
    with Issuer(tmp_path) as issuer:
        server = Guarded(issuer, sample_dsn, tmp_path).knows_the_keys(issuer)
    with server:
        assert server.status(issuer.token()) == 200
        assert server.status(issuer.token(key=RsaKey("new"))) == 503, "nobody can tell"
        assert server.status(issuer.token()) == 200


def silent(page, released):
    released.wait(10)
    page.answer(200, b"{}")


def dripping(page, released):
    page.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    try:
        while not released.wait(0.05):
            page.wfile.write(b" ")
    except OSError:
        pass  # nobody listens any more


@pytest.mark.parametrize("slow", [silent, dripping])
def test_a_slow_issuer_delays_nobody_else(sample_dsn, tmp_path, slow):
    released = threading.Event()
    with Issuer(tmp_path) as issuer:
        issuer.pages["/.well-known/openid-configuration"] = lambda page: slow(page, released)
        with Guarded(issuer, sample_dsn, tmp_path) as server:
            waiting = threading.Thread(target=server.status, args=(issuer.token(),))
            waiting.start()
            eventually(lambda: issuer.asked, 5, "the issuer is asked")
            for _ in range(20):
                begun = time.monotonic()
                assert server.status(STATIC) == 200
                assert time.monotonic() - begun < 4, "a call waits for an issuer that it does not need"
            server.terminate()
            released.set()
            waiting.join()


@pytest.mark.parametrize("trusted", [True, False])
def test_an_issuer_over_tls_is_believed_by_its_certificate(sample_dsn, tmp_path, trusted):
    for name in ("right", "other"):
        certificates.authority(tmp_path, name)
    certificates.signed(tmp_path, "server", by="right")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.crt", tmp_path / "server.key")
    with Issuer(tmp_path, path="/realms/main", context=context) as issuer:
        (tmp_path / "howdah.yaml").write_text(
            f"auth:\n  ca_file: {tmp_path / ('right.crt' if trusted else 'other.crt')}\n"
            f"  issuers:\n    - issuer: {issuer.url}\n      audience: howdah\n")
        with Guarded(None, sample_dsn, tmp_path, "--config", tmp_path / "howdah.yaml") as server:
            if trusted:
                server.knows_the_keys(issuer)
            else:
                assert server.status(issuer.token()) == 503
                eventually(lambda: "keys_unavailable" in server.log(), 5, "the reason is in the log")


def test_keys_at_the_default_place_need_no_discovery(sample_dsn, tmp_path):
    with Issuer(tmp_path, default_place=True) as issuer, Guarded(issuer, sample_dsn, tmp_path) as server:
        server.knows_the_keys(issuer)
        assert issuer.asked == ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server",
                                "/.well-known/jwks.json"]


def test_a_discovery_document_of_another_issuer_is_not_believed(sample_dsn, tmp_path):
    with Issuer(tmp_path) as issuer:
        document = json.dumps({"issuer": issuer.url + "/", "jwks_uri": issuer.url + "/keys"}).encode()
        issuer.pages["/.well-known/openid-configuration"] = lambda page: page.answer(200, document)
        with Guarded(issuer, sample_dsn, tmp_path) as server:
            assert server.status(issuer.token()) == 503
            eventually(lambda: "does not speak for exactly this issuer" in server.log(), 5, "the reason is in the log")
