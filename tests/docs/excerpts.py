"""Do the docs show what is in the tree? A line `<!-- from: PATH -->` promises that the fenced block after it is that file.

Links to files of the tree are followed too, and so are paths in `code`. usage: excerpts.py ROOT        prints one line per broken promise, exit 1 when there is any
"""
import pathlib
import re
import sys

EXCERPT = re.compile(r"<!-- from: (\S+) -->\n```\w*\n(.*?)\n```", re.S)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
CODE = re.compile(r"`([\w.-]+)(/[\w./-]*)`")

# Methods of the protocol whose names begin like a folder of ours.
METHODS = {"tools/list", "tools/call"}


def pages(root):
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md"), *root.glob("*/README.md")])


def is_there(root, path):
    """A file or folder, named with its ending or without."""
    return (root / path).exists() or any((root / path).parent.glob(pathlib.PurePath(path).name + ".*"))


def broken(root):
    for page in pages(root):
        text, where = page.read_text(), page.relative_to(root)
        promised = text.count("<!-- from: ")
        excerpts = EXCERPT.findall(text)
        if promised != len(excerpts):
            yield f"{where}: {promised} promised excerpts, {len(excerpts)} of them before a fenced block"
        for source, block in excerpts:
            if (root / source).read_text().rstrip("\n") != block:
                yield f"{where}: the block is not what {source} says"
        for target in LINK.findall(text):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists():
                yield f"{where}: the link {target} leads nowhere"
        for folder, rest in CODE.findall(text):
            if folder != "build" and folder + rest not in METHODS and (root / folder).is_dir() and not is_there(root, folder + rest):
                yield f"{where}: there is no {folder}{rest}"


if __name__ == "__main__":
    found = list(broken(pathlib.Path(sys.argv[1]).resolve()))
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
