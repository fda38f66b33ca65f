"""The samples of the pages: fenced blocks, the commands in them, and what they show of the output."""
import dataclasses
import re

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.S | re.M)
HEADING = re.compile(r"^#+ (.*)$", re.M)
ELLIPSIS = "…"


@dataclasses.dataclass(frozen=True)
class Block:
    page: str  # path from the root
    line: int
    heading: str
    language: str
    text: str
    excerpt: bool  # promised to be a file of the tree

    def __str__(self):
        return f"{self.page}:{self.line}"


@dataclasses.dataclass(frozen=True)
class Command:
    block: Block
    line: str  # as a shell takes it
    output: str  # as the page shows it

    def __str__(self):
        return f"{self.block.page}: {self.line}"[:100]


def blocks(root, pages):
    found = []
    for page in pages:
        text, fences = page.read_text(), 0
        for match in FENCE.finditer(text):
            before = text[:match.start()]
            headings = HEADING.findall(FENCE.sub("", before))
            found.append(Block(str(page.relative_to(root)), before.count("\n") + 1, headings[-1] if headings else "", match[1],
                               match[2], before.rstrip("\n").endswith("-->")))
            fences += 2
        assert text.count("\n```") + text.startswith("```") == fences, f"{page}: a fence without its end"
    return found


def commands(block):
    """The lines after a `$`, each with the lines up to the next."""
    parts = re.split(r"^\$ ", block.text, flags=re.M)
    assert not parts[0], f"{block}: begins with output"
    return [Command(block, line, output) for line, _, output in (part.partition("\n") for part in parts[1:])]


def fits(shown, printed):
    """Is that what was printed? An ellipsis stands for text within a line, alone on a line for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line.strip() == ELLIPSIS else ".*".join(map(re.escape, line.split(ELLIPSIS))) + r"\n"
                      for line in shown.rstrip("\n").splitlines())
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None
