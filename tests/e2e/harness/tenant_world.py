"""A server of the tenants, with two issuers beside the tokens of the file."""
import contextlib
import signal

from harness import messages, tenants
from harness.event_stream import credentials
from harness.http_client import Wire
from harness.issuer import Issuer
from harness.server import HttpServer
from harness.tenants import FOREIGN
from harness.waiting import eventually


class World:
    def __init__(self, server, folder, issuers):
        self.server, self.folder, self.issuers = server, folder, issuers

    @property
    def port(self):
        return self.server.port

    def permit(self, **more):
        """Writes the permissions anew, and has them read."""
        tenants.permissions(self.folder, issuer=self.issuers[0], **more)
        self.server.process.send_signal(signal.SIGHUP)

    def tokens(self, tenant):
        """Of the file, and of an issuer."""
        return [tenants.token(tenant), self.issuers[0].token(f"{tenant}-by-token", tenant=tenant)]

    def ask(self, token, method, capabilities=None, **params):
        """The answer to one request of the modern era."""
        message = messages.request(1, method, params)
        headers = messages.modern_headers(message)
        if "taskId" in params:
            headers["Mcp-Name"] = params["taskId"]
        with Wire(self.port, token=token) as wire:
            return wire.post(messages.modern(message, capabilities), headers).answer


def free_of_others(tenant, told):
    """The same, if it holds nothing that is another's."""
    raw = told if isinstance(told, bytes) else str(told).encode()
    assert not [mark for mark in FOREIGN[tenant] if mark in raw], raw[:2000]
    return told


@contextlib.contextmanager
def serving(cluster, database, folder, *flags):
    name = cluster.clone("template1", database)
    with Issuer(folder) as first, Issuer(folder) as second:
        file = tenants.permissions(folder, issuer=first)
        config = folder / "howdah.yaml"
        config.write_text("auth:\n  issuers:\n" + "".join(f"    - {{issuer: '{each.url}', audience: howdah}}\n" for each in (first, second)))
        with HttpServer("--conn", tenants.build(cluster, name), "--permissions", file, "--config", config, *flags) as server, \
                Wire(server.port) as wire:
            eventually(lambda: wire.get("/health").status == 200, 10, "the database is up")
            for issuer in (first, second):
                eventually(lambda: wire.post(messages.initialize(), credentials(issuer.token())).status == 200, 10, "its keys are there")
            yield World(server, folder, (first, second))
            assert server.alive(), server.last_words()
