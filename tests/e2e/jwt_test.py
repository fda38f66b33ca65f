"""Access tokens of issuers: whose are taken, how keys rotate, and what an issuer that is down, slow or lying does to others."""
import base64
import hashlib
import json
import ssl
import threading
import time

import pytest

from harness import certificates, messages
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.issuer import EcKey, Issuer, RsaKey, base64url, signed
from harness.server import HttpServer
from harness.waiting import eventually

STATIC = "token-of-carol"
ROLES = "roles:\n  reader:\n    operations: select\n    schemas: '*'\n    tables: '*'\n"
CAROL = f"tokens:\n  - name: carol\n    sha256: {hashlib.sha256(STATIC.encode()).hexdigest()}\n"


def permissions(folder, text):
    file = folder / "permissions.yaml"
    file.write_text(text)
    return file


def taking(issuer, audience="howdah"):
    return {"MCP_AUTH_ISSUER": issuer.url, "MCP_AUTH_AUDIENCE": audience}


class Guarded(HttpServer):
    def __init__(self, issuer, dsn, folder, *flags, users="users: {alice: reader, carol: reader}\n", env=None):
        self.file = permissions(folder, CAROL + ROLES + users)
        super().__init__("--conn", dsn, "--permissions", self.file, "--log-level", "debug", *flags,
                         env={**(taking(issuer) if issuer else {}), **(env or {})})

    def status(self, token):
        with Wire(self.port, token=token) as wire:
            return wire.post(messages.initialize()).status

    def knows_the_keys(self, issuer):
        eventually(lambda: self.status(issuer.token()) == 200, 10, "the keys are there")
        return self


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    with Issuer(tmp_path_factory.mktemp("issuer")) as made:
        made.keys.append(EcKey("second", made.folder))
        yield made


@pytest.fixture(scope="module")
def guarded(issuer, sample_dsn, tmp_path_factory):
    with Guarded(issuer, sample_dsn, tmp_path_factory.mktemp("guarded")) as server:
        server.knows_the_keys(issuer)
        yield server
        assert server.alive(), server.last_words()


def claims(issuer, **more):
    now = int(time.time())
    return {"iss": issuer.url, "sub": "alice", "aud": "howdah", "exp": now + 600, **more}


@pytest.mark.parametrize("make", [
    lambda i: i.token(),
    lambda i: i.token(key=i.keys[0]),
    lambda i: i.token(key=i.keys[1]),
    lambda i: i.token(aud=["other", "howdah"]),
    lambda i: i.token(head={"typ": "JWT"}),
    lambda i: i.token(nbf=int(time.time()) + 10),
    lambda i: i.token(exp=int(time.time()) - 10),
    lambda i: i.token(iat=None),
], ids=["usual", "rsa", "elliptic", "audiences", "jwt", "nbf_in_leeway", "exp_in_leeway", "no_iat"])
def test_a_good_token_lets_its_bearer_in(guarded, issuer, make):
    with ModernClient(guarded.port, token=make(issuer)) as client:
        result = client.query("select 1 as one")
        assert not result.is_error, result.texts


def hs256(issuer, secret):
    import hmac
    parts = [base64url(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": "first"}, claims(issuer))]
    return ".".join([*parts, base64url(hmac.new(secret, ".".join(parts).encode(), hashlib.sha256).digest())])


def unsigned(issuer, algorithm):
    parts = [base64url(json.dumps(part).encode()) for part in ({"alg": algorithm}, claims(issuer))]
    return ".".join([*parts, ""])


@pytest.mark.parametrize("make", [
    lambda i: unsigned(i, "none"),
    lambda i: unsigned(i, "nOnE"),
    lambda i: unsigned(i, "RS256"),
    lambda i: hs256(i, base64.urlsafe_b64decode(i.keys[0].public()["n"] + "==")),
    lambda i: hs256(i, i.keys[0].public()["n"].encode()),
    lambda i: hs256(i, b""),
    lambda i: i.token(head={"kid": "../../etc/passwd"}),
    lambda i: i.token(head={"kid": "' OR 1=1 --"}),
    lambda i: i.token(head={"kid": "second"}, key=i.keys[0]),
    lambda i: i.token(key=RsaKey("first")),
    lambda i: i.token(head={"crit": ["exp2"]}),
    lambda i: i.token(head={"b64": False, "crit": ["b64"]}),
    lambda i: i.token(head={"jwk": RsaKey("first").public()}),
    lambda i: i.token(head={"jku": "http://127.0.0.1:9/keys"}),
    lambda i: i.token(head={"typ": "logout+jwt"}),
    lambda i: i.token(exp=None),
    lambda i: i.token(exp=int(time.time()) - 60),
    lambda i: i.token(nbf=int(time.time()) + 3600),
    lambda i: i.token(iat=int(time.time()) + 3600),
    lambda i: i.token(iss=i.url + "/"),
    lambda i: i.token(iss=i.url + ".evil"),
    lambda i: i.token(iss=None),
    lambda i: i.token(aud="other-service"),
    lambda i: i.token(aud=["other"]),
    lambda i: i.token(aud=None),
    lambda i: i.token(subject=None),
    lambda i: i.token(subject=""),
    lambda i: i.token(subject="a\nb"),
    lambda i: i.token() + ".x",
    lambda i: i.token().rsplit(".", 1)[0],
    lambda i: i.token() + "=",
    lambda i: i.token()[:-8] + "AAAAAAAA",
], ids=str)
def test_any_other_token_does_not(guarded, issuer, make):
    token = make(issuer)
    with Wire(guarded.port, token=token) as wire:
        for _ in range(2):
            reply = wire.post(messages.initialize())
            assert reply.status == 401, reply.body
            challenge = reply.headers["www-authenticate"]
            assert 'error="invalid_token"' in challenge and "error_description=" in challenge, challenge
            assert token not in str(reply.headers) + reply.body.decode()
    assert guarded.status(issuer.token()) == 200


def test_no_token_is_written_down(guarded, issuer):
    token = issuer.token()
    assert guarded.status(token) == 200
    assert guarded.status(issuer.token(aud="other")) == 401
    eventually(lambda: "token_refused" in guarded.log(), 5, "the reason is in the log")
    assert token not in guarded.log() and token.split(".")[2] not in guarded.log()


def test_a_known_token_asks_the_issuer_for_nothing(guarded, issuer):
    token = issuer.token()
    assert guarded.status(token) == 200
    looks = len(issuer.asked)
    with ModernClient(guarded.port, token=token) as client:
        for _ in range(50):
            assert not client.query("select 1").is_error
    assert len(issuer.asked) == looks


def test_whoever_nobody_gave_a_role_may_nothing(guarded, issuer):
    with ModernClient(guarded.port, token=issuer.token("mallory")) as client:
        assert client.query("select 1").is_error


def test_two_issuers_subjects_of_one_name_are_two_callers(issuer, sample_dsn, tmp_path):
    """A session of one is not there for the other."""
    with Issuer(tmp_path) as other:
        (tmp_path / "howdah.yaml").write_text("auth:\n  issuers:\n" + "".join(
            f"    - issuer: {each.url}\n      audience: howdah\n" for each in (issuer, other)))
        with Guarded(None, sample_dsn, tmp_path, "--config", tmp_path / "howdah.yaml") as server:
            server.knows_the_keys(issuer).knows_the_keys(other)
            with LegacyClient(server.port, token=issuer.token()) as mine:
                with Wire(server.port, token=other.token()) as theirs:
                    assert theirs.post(messages.request(7, "ping"), mine.headers()).status == 404
                with Wire(server.port, token=issuer.token()) as again:
                    assert again.post(messages.request(7, "ping"), mine.headers()).status == 200


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
        forger, looks, begun = RsaKey("x"), issuer.looks(), time.monotonic()
        with Wire(server.port) as wire:
            for i in range(150):
                token = issuer.token(key=forger, head={"kid": f"random-{i}"})
                assert wire.post(messages.initialize(), {"Authorization": f"Bearer {token}"}).status == 401
        assert issuer.looks() - looks <= 1 + (time.monotonic() - begun) / 9
        assert server.status(issuer.token()) == 200


@pytest.mark.parametrize("lie", [
    lambda page: page.answer(302, b"", [("Location", "/keys2")]),
    lambda page: page.answer(200, b" " * 10_000_000),
    lambda page: page.answer(200, b"<html>"),
    lambda page: page.answer(200, b'{"keys":' + b"[" * 100_000),
    lambda page: page.answer(500, b"{}"),
    lambda page: page.wfile.write(b"hello\r\n\r\n"),
], ids=["redirect", "large", "html", "deep", "broken", "no_http"])
def test_an_issuer_that_lies_vouches_for_nobody_until_it_tells_the_truth(sample_dsn, tmp_path, lie):
    with Issuer(tmp_path) as issuer:
        issuer.pages["/keys"] = lie
        with Guarded(issuer, sample_dsn, tmp_path) as server:
            assert server.status(STATIC) == 200
            assert server.status(issuer.token()) == 503
            issuer.pages.clear()
            server.knows_the_keys(issuer)


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


def test_a_slow_issuer_delays_nobody_else(sample_dsn, tmp_path):
    released = threading.Event()

    def slow(page):
        released.wait(10)
        page.answer(200, b"{}")

    with Issuer(tmp_path) as issuer:
        issuer.pages["/.well-known/openid-configuration"] = slow
        with Guarded(issuer, sample_dsn, tmp_path) as server:
            waiting = threading.Thread(target=server.status, args=(issuer.token(),))
            waiting.start()
            eventually(lambda: issuer.asked, 5, "the issuer is asked")
            begun = time.monotonic()
            for _ in range(20):
                assert server.status(STATIC) == 200
            assert time.monotonic() - begun < 4, "calls wait for an issuer that they do not need"
            server.terminate(within=4)
            released.set()
            waiting.join()


def test_what_the_permissions_say_now_counts_for_known_tokens(sample_dsn, tmp_path):
    with Issuer(tmp_path) as issuer, Guarded(issuer, sample_dsn, tmp_path) as server:
        server.knows_the_keys(issuer)
        with ModernClient(server.port, token=issuer.token()) as client:
            assert not client.query("select 1").is_error
            server.file.write_text(CAROL + ROLES + "users: {carol: reader}\n")
            eventually(lambda: client.query("select 1").is_error, 3, "the role is gone")
            server.file.write_text(CAROL + ROLES + "users: {alice: reader}\n")
            eventually(lambda: not client.query("select 1").is_error, 3, "the role is back")


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
