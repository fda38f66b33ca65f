"""docs/identity-providers.md: tokens shaped like those of each provider, through the two files that stand in its section."""
import re
import time
from typing import NamedTuple

import pytest

from harness import samples
from harness.http_client import ModernClient, Wire
from harness.issuer import Issuer, base64url, signed
from harness.messages import initialize
from harness.server import ROOT, HttpServer
from harness.waiting import eventually

PAGE = ROOT / "docs/identity-providers.md"
BLOCKS = [block for block in samples.blocks(ROOT, [PAGE]) if block.language == "yaml"]
US = "https://mcp.example.org/mcp"
APP = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
GOOGLE_CLIENT = "123456789012-abcdef.apps.googleusercontent.com"


class Provider(NamedTuple):
    title: str
    head: dict       # of a token
    says: dict       # its claims, beside those that all have
    role_by: str     # without this claim nothing is allowed
    others: list     # of callers that may do as much: what differs
    not_for_us: list  # of tokens that are refused: what differs
    keys: dict = {}  # how it publishes its key: what differs


JWT = {"typ": "JWT"}
PROVIDERS = [
    Provider("Keycloak", JWT, {"aud": [US, "account"], "azp": "an-mcp-client", "typ": "Bearer", "scope": "openid mcp",
                               "realm_access": {"roles": ["offline_access", "db-reader"]}, "preferred_username": "ann"},
             "realm_access", [{"aud": US}], [{"aud": "account"}, {"aud": None}]),
    Provider("Auth0", {"typ": "at+jwt"}, {"sub": "auth0|6553da60a54af58e29493993", "aud": [US, "https://example.eu.auth0.com/userinfo"],
                                          "permissions": ["read:db"], "org_id": "org_1", "scope": "openid"},
             "permissions", [{"permissions": None, "https://mcp.example.org/roles": ["auditor"]}],
             [{"aud": "https://example.eu.auth0.com/userinfo"}, {"iss": lambda issuer: issuer.removesuffix("/")}]),
    Provider("Microsoft Entra ID", JWT, {"aud": APP, "oid": "cb7eda1b-d09a-40ae-b8bb-37836ebc6abd", "tid": "11111111-2222-3333-4444-555555555555",
                                         "scp": "access", "roles": ["Db.Read"], "ver": "2.0", "azp": "another-app"},
             "roles", [{"aud": US}],
             [{"aud": "00000003-0000-0000-c000-000000000000"}, {"aud": "api://" + APP},
              {"iss": "https://sts.windows.net/11111111-2222-3333-4444-555555555555/"}], {"alg": None, "x5c": ["MIIC"], "x5t": "first"}),
    Provider("Google", JWT, {"sub": "114567890123456789012", "aud": GOOGLE_CLIENT, "azp": GOOGLE_CLIENT, "hd": "example.org",
                             "email": "ann@example.org", "email_verified": True},
             "hd", [{"hd": None, "email": "report@shop-project.iam.gserviceaccount.com"}],
             [{"aud": "999-other.apps.googleusercontent.com"}, {"iss": "accounts.google.com"}]),
    Provider("Okta", {}, {"sub": "ann@example.org", "uid": "00u1example", "cid": "0oa1example", "aud": US, "scp": ["openid", "db"],
                          "groups": ["Everyone", "db-readers"], "ver": 1},
             "groups", [{"uid": None}], [{"aud": "https://example.okta.com"}, {"iss": lambda issuer: issuer.removesuffix("/oauth2/aus1example")}]),
]
ENCRYPTS = {"kty": "RSA", "kid": "encrypts", "use": "enc", "alg": "RSA-OAEP", "n": "w" * 342, "e": "AQAB"}


class Published:
    """A key of an issuer that publishes something else of it."""

    def __init__(self, said):
        self._said = said

    def public(self):
        return {name: value for name, value in self._said.items() if value is not None}


class Served:
    """The two files of a section, with an issuer of this machine instead of the provider."""

    def __init__(self, provider, folder, dsn):
        self.provider = provider
        config, permissions = (block.text for block in BLOCKS if block.heading == provider.title)
        address, = set(re.findall(r"issuer: (https://[^\s,}]+)", config))
        path = re.sub(r"^https://[^/]+", "", address)
        self.issuer = Issuer(folder, path)
        self.key, = self.issuer.keys
        self.issuer.keys = [Published(ENCRYPTS), Published({**self.key.public(), **provider.keys})]
        files = {"config": folder / "howdah.yaml", "permissions": folder / "permissions.yaml"}
        for file, text in zip(files.values(), (config, permissions)):
            assert address in text
            file.write_text(text.replace(address, self.issuer.url))
        self.server = HttpServer("--conn", dsn, *(word for name, file in files.items() for word in (f"--{name}", file)))

    def token(self, **differs):
        now = int(time.time())
        claims = {"iss": self.issuer.url, "sub": "0f2f7a52-1111-4c3c-9d53-5e2a3f1a7a11", "iat": now, "exp": now + 600, **self.provider.says, **differs}
        if callable(claims["iss"]):
            claims["iss"] = claims["iss"](self.issuer.url)
        return signed(self.key, self.provider.head, {name: value for name, value in claims.items() if value is not None})

    def status(self, token):
        with Wire(self.server.port, token=token) as wire:
            return wire.post(initialize()).status

    def answer(self, token):
        with ModernClient(self.server.port, token=token) as client:
            return client.query("select count(*) from product")


@pytest.fixture(scope="module", params=PROVIDERS, ids=lambda provider: provider.title.replace(" ", "_"))
def served(request, sample_dsn, tmp_path_factory):
    made = Served(request.param, tmp_path_factory.mktemp("served"), sample_dsn)
    with made.issuer, made.server:
        eventually(lambda: made.status(made.token()) == 200, 10, "the keys are there")
        eventually(lambda: not made.answer(made.token()).is_error, 10, "the database is up")
        yield made


def test_every_section_has_its_two_files():
    assert [block.heading for block in BLOCKS] == [provider.title for provider in PROVIDERS for _ in range(2)]


def test_its_tokens_let_in_whoever_has_the_role(served):
    for differs in [{}, *served.provider.others]:
        result = served.answer(served.token(**differs))
        assert not result.is_error, (differs, result.texts)


def test_whoever_has_not_may_nothing(served):
    token = served.token(**{served.provider.role_by: None})
    assert served.status(token) == 200
    assert served.answer(token).error["code"] == "access_denied"


def test_tokens_for_others_are_refused(served):
    assert len(served.provider.not_for_us) >= 2
    for differs in served.provider.not_for_us:
        assert served.status(served.token(**differs)) == 401, differs


def test_opaque_texts_are_refused(served):
    for opaque in ("ya29.a0AfH6SMBx-opaque", base64url(b"an opaque token of nobody"), served.token().split(".")[1]):
        assert served.status(opaque) == 401
