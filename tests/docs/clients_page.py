"""Does docs/clients.md say what is run? Its table is made of what the tests start. usage: clients_page.py ROOT
exit 1 when the page differs; UPDATE_SNAPSHOTS=1 rewrites it"""
import os
import pathlib
import sys

TRANSPORTS = {"stdio": "stdio", "http": "streamable HTTP", "https": "the same over TLS, with a token", "sse": "HTTP+SSE"}

BEGIN, END = "<!-- clients -->", "<!-- /clients -->"


def begins(client):
    usual = [f"{mode}: {revision}" for mode, (_, revision) in client.modes.items()]
    return "<br>".join(usual + [f"over {TRANSPORTS[name]}: {revision}" for name, revision in client.exceptions.items()])


def row(client):
    ways = [("yes" if name in client.transports else "–") for name in TRANSPORTS]
    return [client.title, f"`{client.package}` {client.version()}", *ways, begins(client), f"`{client.tested_by}`"]


def table(clients):
    head = ["client", "package", *TRANSPORTS.values(), "how it begins: revision", "tested by"]
    rows = [head, ["---"] * len(head), *map(row, clients)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def rewritten(page, clients):
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table(clients)}\n{END}{after}"


def main(root):
    sys.path.insert(0, str(root / "tests/e2e"))
    from harness.official_clients import CLIENTS
    missing = {client.tested_by for client in CLIENTS.values() if not (root / client.tested_by).exists()}
    file = root / "docs/clients.md"
    page = file.read_text()
    wanted = rewritten(page, CLIENTS.values())
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.write_text(wanted)
    elif page != wanted:
        print(f"docs/clients.md is not what the tests run; renew it by UPDATE_SNAPSHOTS=1 python3 tests/docs/clients_page.py .\n{wanted}")
        return 1
    print(*(f"{file} names {each}, which is not there" for each in missing), sep="\n", end="")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
