"""The rules of the house, as a test: which room may see which, and how a tree of ours looks.

usage: rules.py ROOT        prints one line per violation and exits 1 when there is any
"""
import pathlib
import re
import subprocess
import sys

# The arrows. What a room may include of ours, by the beginning of the path.
MAY_INCLUDE = {
    "core": set(),
    "mcp": {"core/"},
    "sql": {"core/"},
    "postgres": {"core/", "sql/statement.hpp"},
    "auth": {"core/"},
    "tools": {"core/", "mcp/", "sql/", "postgres/", "auth/"},
    "actors": {"core/", "mcp/", "sql/", "postgres/", "auth/", "tools/"},
    "transport": {"core/", "mcp/", "actors/protocol/", "auth/principal.hpp"},
    "app": {"core/", "mcp/", "sql/", "postgres/", "auth/", "tools/", "actors/", "transport/"},
}

# Where a library lives, by the beginning of the include; "room/file" narrows it to one file.
HOME_OF = {
    "caf/": {"actors", "transport", "app"},
    "pqxx/": {"postgres"},
    "libpq": {"postgres"},
    "pg_query": {"sql"},
    "openssl/": {"auth", "transport"},
    "openssl/ssl.h": {"auth", "transport", "postgres"},
    "openssl/err.h": {"auth", "transport", "postgres"},
    "boost/": {"transport"},
    "rapidjson/": {"mcp", "sql", "auth", "postgres"},
    "yaml-cpp/": {"auth", "app"},
    "CLI/": {"app"},
    "spdlog/": {"core"},
    "fmt/": {"core"},
    "curl/": {"actors"},
}
# Libraries that one file hides from all others, by the beginning of the include.
FILE_OF = {"spdlog/": "core/log.cpp", "fmt/": "core/log.cpp", "curl/": "actors/page_fetch.cpp"}

LINES_OF_A_FILE = 350
LINES_OF_A_ROOM_README = 15
INCLUDE = re.compile(r'\s*#\s*include\s+([<"])([^>"]+)[>"]')
MARKS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
MACHINE_PATHS = re.compile(r"(/wo" r"rk/|/ho" r"me/\w+/|/Us" r"ers/\w+/|/tmp/ba" r"sh_jobs)")
TEXTS = {".cpp", ".hpp", ".py", ".mjs", ".md", ".cmake", ".txt", ".yaml", ".yml", ".json", ".sql", ".sh", ""}


def sources(root, room):
    folder = root / room
    return sorted([*folder.rglob("*.hpp"), *folder.rglob("*.cpp")])


def committed(root):
    """Every file that git knows; in a copy without git every file outside build folders."""
    try:
        names = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"],
                               check=True, capture_output=True, text=True).stdout.splitlines()
        files = [root / name for name in names]
    except (OSError, subprocess.CalledProcessError):
        files = root.rglob("*")
    return sorted(f for f in files if f.is_file() and not {"build", "node_modules", ".git"} & set(f.relative_to(root).parts))


def includes(file):
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if found := INCLUDE.match(line):
            yield number, found[1] == '"', found[2]


def homes_of(header):
    """The rooms of the longest matching library prefix, or None for a header of nobody's."""
    fitting = [prefix for prefix in HOME_OF if header.startswith(prefix)]
    return HOME_OF[max(fitting, key=len)] if fitting else None


def arrows(root):
    for room, allowed in MAY_INCLUDE.items():
        for file in sources(root, room):
            where = file.relative_to(root)
            for number, quoted, header in includes(file):
                if quoted:
                    if not any(header.startswith(prefix) for prefix in {f"{room}/", *allowed}):
                        yield f"{where}:{number}: {room} may not include \"{header}\""
                    continue
                if header.split("/")[0] in MAY_INCLUDE:
                    yield f"{where}:{number}: <{header}> is ours: include it with quotes"
                homes = homes_of(header)
                if homes is not None and room not in homes:
                    yield f"{where}:{number}: <{header}> belongs to {', '.join(sorted(homes))}, not {room}"
                for prefix, only in FILE_OF.items():
                    if header.startswith(prefix) and str(where) != only:
                        yield f"{where}:{number}: <{header}> belongs to {only} alone"


def headers(root):
    for room in MAY_INCLUDE:
        for file in sources(root, room):
            if file.suffix == ".hpp" and "#pragma once" not in file.read_text():
                yield f"{file.relative_to(root)}: no #pragma once"


def own_header_first(root):
    """A source includes the header of its name before all others, which shows that the header compiles by itself."""
    for room in MAY_INCLUDE:
        for file in sources(root, room):
            twin = file.with_suffix(".hpp")
            if file.suffix == ".cpp" and twin.exists():
                first = next(includes(file), None)
                if first is None or first[2] != str(twin.relative_to(root)):
                    yield f"{file.relative_to(root)}: its first include is not \"{twin.relative_to(root)}\""


def readmes(root):
    for room in MAY_INCLUDE:
        readme = root / room / "README.md"
        if not readme.exists():
            yield f"{room}/README.md: missing"
        elif (lines := len(readme.read_text().splitlines())) > LINES_OF_A_ROOM_README:
            yield f"{room}/README.md: {lines} lines, at most {LINES_OF_A_ROOM_README}"


def tool_names(root):
    """The tools, each in a file of its name that describes it, with that file."""
    for file in sources(root, "tools"):
        described = re.findall(r'\.name = "([a-z_]+)",\s*\.title = ', file.read_text())
        if file.suffix == ".cpp" and file.stem in described:
            yield file.stem, file


def tools(root):
    """Every file of tools/ that describes a tool has a test and every tool a section in docs/tools.md."""
    page = root / "docs/tools.md"
    sections = set(re.findall(r"^#+ `?([a-z_]+)`?", page.read_text(), re.M)) if page.exists() else None
    for name, file in tool_names(root):
        tests = list((root / "tests/tools").glob(f"{file.stem}*_test.cpp"))
        if not tests:
            yield f"{file.relative_to(root)}: no tests/tools/{file.stem}_test.cpp"
        if sections is not None and name not in sections:
            yield f"docs/tools.md: no section `{name}`"


def texts(root):
    for file in committed(root):
        where = file.relative_to(root)
        if file.suffix not in TEXTS:
            continue
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue  # corpora hold raw bytes
        if where.parts[:2] in {("tests", "corpus"), ("tests", "fuzz")}:
            continue
        lines = text.splitlines()
        if file.suffix in {".cpp", ".hpp", ".py", ".mjs"} and len(lines) > LINES_OF_A_FILE:
            yield f"{where}: {len(lines)} lines, at most {LINES_OF_A_FILE}"
        for number, line in enumerate(lines, 1):
            if file.suffix in {".cpp", ".hpp", ".py", ".mjs"} and MARKS.search(line):
                yield f"{where}:{number}: a mark of unfinished work"
            if MACHINE_PATHS.search(line):
                yield f"{where}:{number}: the path of one machine"


RULES = (arrows, headers, own_header_first, readmes, tools, texts)


def violations(root):
    return [violation for rule in RULES for violation in rule(root)]


if __name__ == "__main__":
    found = violations(pathlib.Path(sys.argv[1]).resolve())
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
