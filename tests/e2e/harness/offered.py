"""The tools in the order in which they are offered. docs/tools.md is made from the code, and a test compares the two."""
import re

from harness.server import ROOT

TOOLS = re.findall(r"^## ([a-z_]+)$", (ROOT / "docs/tools.md").read_text().partition("\n# Prompts")[0], re.M)
