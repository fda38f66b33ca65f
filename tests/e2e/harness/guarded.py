"""A server that takes the tokens of issuers, and one static token, with a permissions file that gives both a role."""
import hashlib

from harness import messages
from harness.http_client import Wire
from harness.server import HttpServer
from harness.waiting import eventually

STATIC = "token-of-carol"
ROLES = "roles:\n  reader:\n    operations: select\n    schemas: '*'\n    tables: '*'\n"
CAROL = f"tokens:\n  - name: carol\n    sha256: {hashlib.sha256(STATIC.encode()).hexdigest()}\n"


class Guarded(HttpServer):
    """`issuer` may be none: then the flags say whose tokens are taken. `file` is the permissions file."""

    def __init__(self, issuer, dsn, folder, *flags, **more):
        self.file = folder / "permissions.yaml"
        self.give_roles("users: {alice: reader, carol: reader}\n")
        super().__init__("--conn", dsn, "--permissions", self.file, "--log-level", "debug", *flags,
                         env={"MCP_AUTH_ISSUER": issuer.url, "MCP_AUTH_AUDIENCE": "howdah"} if issuer else {}, **more)

    def give_roles(self, users):
        self.file.write_text(CAROL + ROLES + users)

    def status(self, token):
        with Wire(self.port, token=token) as wire:
            return wire.post(messages.initialize()).status

    def knows_the_keys(self, issuer):
        eventually(lambda: self.status(issuer.token()) == 200, 40, "the keys are there")
        return self
