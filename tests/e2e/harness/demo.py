"""The demo: as script/demo starts it, and when it is ready."""
import re

from harness.http_client import Wire
from harness.server import ROOT


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
