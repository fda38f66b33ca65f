"""What is offered, in the order in which it is offered. docs/tools.md is made from the code, and a test compares the two."""
import re

from harness.server import ROOT

_tools, _, _rest = (ROOT / "docs/tools.md").read_text().partition("\n# Prompts")
_prompts, _, _resources = _rest.partition("\n# Resources")

TOOLS = re.findall(r"^## ([a-z_]+)$", _tools, re.M)
PROMPTS = re.findall(r"^- `([a-z_]+)`", _prompts, re.M)
TEMPLATES = re.findall(r"^`([a-z]+://[^`]+)`", _resources, re.M)
