"""A real identity provider: npm's oidc-provider, in a process of its own."""
import base64
import http.client
import json
import pathlib
import shutil
import subprocess
import urllib.parse

from harness.server import ROOT
from harness.waiting import free_port

NODE = ROOT / "build/node"
PROGRAMS = pathlib.Path(__file__).parents[1] / "clients"


def install_programs():
    for program in PROGRAMS.glob("*.mjs"):
        shutil.copy(program, NODE)


class Provider:
    """Whoever logs in is who they say; `programs` are clients with a name and a secret, whose tokens it gives at once."""

    def __init__(self, *programs):
        install_programs()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process = subprocess.Popen([NODE / "node", NODE / "provider.mjs", str(self.port), *programs],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._expect("listening")

    def _expect(self, text):
        assert any(text in line for line in iter(self._process.stdout.readline, "")), self._process.wait()

    def publish(self, *keys):
        """From the return on these are its keys, and the first one signs."""
        self._process.stdin.write(f"key {' '.join(keys)}\n")
        self._process.stdin.flush()
        self._expect("keys are")

    def token(self, program, resource):
        secret = base64.b64encode(f"{program}:of%20a%20test".encode()).decode()
        asked = urllib.parse.urlencode({"grant_type": "client_credentials", "resource": resource})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("POST", "/token", asked, {"Authorization": f"Basic {secret}", "Content-Type": "application/x-www-form-urlencoded"})
        reply = connection.getresponse()
        told = json.loads(reply.read())
        connection.close()
        assert reply.status == 200, told
        return told["access_token"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()


def key_of(token):
    head = token.split(".")[0]
    return json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))["kid"]
