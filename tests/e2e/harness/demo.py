"""The demo: as script/demo starts it, and when it is ready."""
import re
import subprocess

from harness.http_client import Wire
from harness.server import BINARY, ROOT, clean_environment
from harness.waiting import free_port


def flags_of_the_script():
    """script/demo ends by becoming `howdah FLAG... "$@"`."""
    last = (ROOT / "script/demo").read_text().rstrip().splitlines()[-1]
    return re.fullmatch(r'exec build/release/howdah (.*) "\$@"', last)[1].split()


def demo_is_up(server):
    try:
        with Wire(server.port) as wire:
            return wire.get("/health").status == 200
    except ConnectionError:
        return False


class TenantsDemo:
    """What script/demo --tenants runs when howdah is built; `said` once it serves, or when it is over."""
    LAST = "Ctrl-C ends the server"

    def __init__(self, *flags):
        self.port = free_port()
        words = [ROOT / "script/support/demo-tenants.sh", BINARY, "--port", self.port, *flags]
        self.process = subprocess.Popen([*map(str, words)], env=clean_environment(), text=True, cwd="/",
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if line.startswith(self.LAST):
                break

    def end(self, how):
        self.process.send_signal(how)
        return self.process.wait(30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()
