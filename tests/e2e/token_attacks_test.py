"""tests/corpus/attacks/tokens.jsonl: access tokens that were made to get in, and honest ones that strict servers refuse."""
import base64
import collections
import hashlib
import hmac
import json
import re
import time

import pytest

import issuers_test
import jwt_test
import key_set_attacks_test
import token_requests_test
from harness import messages
from harness.guarded import Guarded
from harness.http_client import ModernClient, Wire
from harness.issuer import EcKey, Issuer, RsaKey, base64url
from harness.server import ROOT

ENTRIES = [json.loads(line) for line in (ROOT / "tests/corpus/attacks/tokens.jsonl").read_text().splitlines()]
# What takes more than a line, by the number that it has where the lines come from.
SCENARIOS = {
    10: issuers_test.test_random_keys_cause_one_look_in_each_pause,
    45: issuers_test.test_a_key_that_is_gone_takes_its_tokens_with_it,
    46: issuers_test.test_known_keys_count_while_their_issuer_is_down,
    49: issuers_test.test_a_slow_issuer_delays_nobody_else,
    51: jwt_test.test_what_the_permissions_say_now_counts_for_known_tokens,
}
SESSIONS = {
    35: token_requests_test.test_sessions_cannot_be_guessed,
    36: token_requests_test.test_calls_of_one_id_at_the_same_time_are_answered_to_whom_they_belong,
    43: token_requests_test.test_no_field_of_a_request_gives_anybody_a_role,
}
ORDER = bytes.fromhex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")  # of P-256


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def der(pair):
    """r and s as openssl and X.509 write them."""
    numbers = [b"\x00" + part if part[0] > 127 else part for part in (pair[:32].lstrip(b"\x00"), pair[32:].lstrip(b"\x00"))]
    body = b"".join(bytes([2, len(number)]) + number for number in numbers)
    return bytes([48, len(body)]) + body


def loose(text):
    """The same bytes: the last character has bits that are not among them."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert len(text) % 4 in {2, 3} and alphabet.index(text[-1]) % 4 == 0
    return text[:-1] + alphabet[alphabet.index(text[-1]) + 1]


class Forge:
    def __init__(self, issuer, stranger):
        self.issuer = issuer
        self.keys = {"first": issuer.keys[0], "second": issuer.keys[1], "stranger": stranger}
        public = {name: key.public() for name, key in self.keys.items()}
        self.secrets = {"pem": self.keys["first"].public_pem, "n": public["first"]["n"].encode(), "modulus": unpadded(public["first"]["n"]),
                        "x": public["second"]["x"].encode(), "empty": b""}
        self.words = {"{issuer}": issuer.url, "{issuer_rest}": issuer.url.removeprefix("http"), "{deep}": "[" * 5000 + "]" * 5000}
        self.things = {"{first}": public["first"], "{stranger}": public["stranger"]}

    def filled(self, value):
        if isinstance(value, list):
            return [self.filled(each) for each in value]
        if not isinstance(value, str):
            return value
        if moment := re.fullmatch(r"now([+-]\d+)", value):
            return int(time.time()) + int(moment[1])
        if value in self.things:
            return self.things[value]
        now = int(time.time())
        for word, text in {**self.words, "{now}": str(now), "{soon}": str(now + 600)}.items():
            value = value.replace(word, text)
        return value

    def part(self, usual, entry, name):
        """The text of a part: as the entry writes it, or what is usual with its differences, null for what is left out."""
        if f"{name}_text" in entry:
            return self.filled(entry[f"{name}_text"])
        said = {**usual, **entry.get(name, {})}
        return json.dumps({key: self.filled(value) for key, value in said.items() if value is not None})

    def encoded(self, usual, entry, name):
        right = base64url(self.part(usual, entry, name).encode())
        return entry.get(f"{name}_form", "{%s}" % name).replace("{%s}" % name, right)

    def signature(self, how, key, text):
        kind, _, which = how.partition(" ")
        if kind == "hmac":
            return hmac.new(self.secrets[which], text, hashlib.sha256).digest()
        right = key.sign(text)
        return {"right": right, "none": b"", "zeros": bytes(len(right)), "long": b"\x00" + right, "short": right[:-1], "order": ORDER * 2,
                "pss": key.sign_pss(text) if isinstance(key, RsaKey) else b"", "der": der(right) if len(right) == 64 else b""}[kind]

    def token(self, entry):
        key = self.keys[entry.get("key", "first")]
        usual = {"iss": "{issuer}", "sub": "alice", "aud": "howdah", "iat": "now+0", "exp": "now+600"}
        head = self.encoded({"alg": key.algorithm, "kid": key.kid, "typ": "at+jwt"}, entry, "head")
        claims = self.encoded(usual, entry, "claims")
        signature = base64url(self.signature(entry.get("signature", "right"), key, f"{head}.{claims}".encode()))
        token = entry.get("form", "{head}.{claims}.{signature}")
        parts = {"head": head, "claims": claims, "signature": signature, "signature_broken": signature[:-8] + "AAAAAAAA",
                 "other_signature": base64url(key.sign(b"another text"))}
        if "{signature_loose}" in token:
            parts["signature_loose"] = loose(signature)
        for name, text in parts.items():
            token = token.replace("{%s}" % name, text)
        return token


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    with Issuer(tmp_path_factory.mktemp("issuer")) as made:
        made.keys.append(EcKey("second", made.folder))
        yield made


@pytest.fixture(scope="module")
def forge(issuer):
    return Forge(issuer, RsaKey("first"))


@pytest.fixture(scope="module")
def guarded(issuer, sample_dsn, tmp_path_factory):
    with Guarded(issuer, sample_dsn, tmp_path_factory.mktemp("guarded")) as server:
        server.knows_the_keys(issuer)
        yield server
        assert server.alive(), server.last_words()


def of_kind(expect):
    return pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry["expect"] == expect], ids=lambda entry: entry["id"])


@of_kind("refused")
def test_whoever_made_it_is_not_let_in(guarded, issuer, forge, entry):
    token = forge.token(entry)
    with Wire(guarded.port, token=token) as wire:
        for _ in range(2):
            reply = wire.post(messages.initialize())
            assert reply.status == 401, reply.body
            challenge = reply.headers["www-authenticate"]
            assert 'error="invalid_token"' in challenge and "error_description=" in challenge, challenge
            assert len(token) < 20 or token not in str(reply.headers) + reply.body.decode()
    assert guarded.status(issuer.token()) == 200


@of_kind("admitted")
def test_an_honest_one_lets_its_bearer_in(guarded, forge, entry):
    with ModernClient(guarded.port, token=forge.token(entry)) as client:
        result = client.query("select 1 as one")
        assert not result.is_error, result.texts
        assert client.query("create table of_the_token ()").is_error


@of_kind("may nothing")
def test_whoever_nobody_gave_a_role_may_nothing(guarded, forge, entry):
    with ModernClient(guarded.port, token=forge.token(entry)) as client:
        assert client.query("select 1").error["code"] == "access_denied"


def numbers(entries, kind):
    return {int(found[1]) for entry in entries if (found := re.match(kind + r"(\d+)", entry["id"]))}


def test_every_attack_is_replayed():
    """Those that were collected, by their numbers; how many each file has of each kind."""
    keys, requests = key_set_attacks_test.ENTRIES, token_requests_test.ENTRIES
    assert numbers(ENTRIES + keys, "jwt") | set(SCENARIOS) == {
        1, 2, 3, 4, 8, 9, 10, 12, 17, 18, 19, 21, 22, 26, 27, 28, 29, 30, 31, 32, 33, 34, 37, 38, 39, 41, 42, 45, 46, 48, 49, 51}
    assert numbers(requests, "http") | set(SESSIONS) == {26, 27, 30, 31, 32, 34, 35, 36, 38, 39, 43}
    assert collections.Counter(entry["expect"] for entry in ENTRIES) == {"refused": 123, "admitted": 15, "may nothing": 7}
    assert collections.Counter(entry["expect"] for entry in keys) == {"unavailable": 20, "refused": 15, "admitted": 6}
    assert collections.Counter(entry["expect"] for entry in requests) == {401: 14, 404: 9, 400: 8, 200: 3}
    everything = [entry["id"] for entry in ENTRIES + keys + requests]
    assert len(everything) == len(set(everything)) == 220
