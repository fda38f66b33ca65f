"""Access tokens of issuers: whose are taken, and for whom."""
import base64
import hashlib
import hmac
import json
import time

import pytest

from harness import messages
from harness.guarded import Guarded
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.issuer import EcKey, Issuer, RsaKey, base64url, signed
from harness.waiting import eventually


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
    lambda i: i.token(exp=int(time.time()) - 5),
    lambda i: i.token(iat=None),
], ids=["usual", "rsa", "elliptic", "audiences", "jwt", "nbf_in_leeway", "exp_in_leeway", "no_iat"])
def test_a_good_token_lets_its_bearer_in(guarded, issuer, make):
    with ModernClient(guarded.port, token=make(issuer)) as client:
        result = client.query("select 1 as one")
        assert not result.is_error, result.texts


def hs256(issuer, secret):
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
    lambda i: hs256(i, i.keys[0].public_pem),
    lambda i: hs256(i, b""),
    lambda i: signed(i.keys[0], {"alg": "PS256"}, claims(i), i.keys[0].sign_pss),
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
    lambda i: i.token().replace(".", "=.", 1),
    lambda i: i.token().replace(".", "+.", 1),
    lambda i: i.token().replace(".", "/.", 1),
    lambda i: i.token().replace(".", "..", 1),
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


@pytest.mark.parametrize("role", ["postgres", 'tenant_a"; RESET ROLE; --', "none", "mcp_owner", ["reader"], None])
def test_a_claim_role_gives_nobody_a_role(guarded, issuer, role):
    """Who may do what is said by the permissions file, and by nothing that a token says of itself."""
    with ModernClient(guarded.port, token=issuer.token("mallory", role=role)) as client:
        assert client.query("select 1").is_error
    with ModernClient(guarded.port, token=issuer.token(role=role)) as client:
        assert not client.query("select 1").is_error
        assert client.query("create table of_the_role ()").is_error


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


def test_what_the_permissions_say_now_counts_for_known_tokens(sample_dsn, tmp_path):
    with Issuer(tmp_path) as issuer, Guarded(issuer, sample_dsn, tmp_path) as server:
        server.knows_the_keys(issuer)
        with ModernClient(server.port, token=issuer.token()) as client:
            assert not client.query("select 1").is_error
            server.give_roles("users: {carol: reader}\n")
            eventually(lambda: client.query("select 1").is_error, 10, "the role is gone")
            server.give_roles("users: {alice: reader}\n")
            eventually(lambda: not client.query("select 1").is_error, 10, "the role is back")
            server.file.write_text("users: [")
            eventually(lambda: "last good" in server.log(), 10, "the file is refused")
            assert not client.query("select 1").is_error, "by the last good one"
