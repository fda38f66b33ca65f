"""What people paste into their clients: entries in JSON files, and commands that add one."""
import argparse
import contextlib
import dataclasses
import json
import shlex
import urllib.parse

from harness.http_client import LegacyClient, ModernClient
from harness.stdio_client import piped


@dataclasses.dataclass(frozen=True)
class Entry:
    """A server by its URL, or by the command that starts it."""
    url: str = ""
    command: tuple = ()
    environment: tuple = ()


def of_json(text):
    """The entry of Claude Desktop, Cursor (mcpServers) or VS Code (servers, each with its type)."""
    (place, servers), = json.loads(text).items()
    (_, entry), = servers.items()
    assert place in {"mcpServers", "servers"}, place
    if place == "servers":
        assert entry.pop("type") == ("http" if "url" in entry else "stdio"), text
    assert set(entry) <= {"url"} or {"command"} <= set(entry) <= {"command", "args", "env"}, text
    if "url" in entry:
        return Entry(url=entry["url"])
    if entry["command"] == "npx":
        assert entry["args"][:2] == ["-y", "mcp-remote"], text
        url, = entry["args"][2:]
        return Entry(url=url)
    return Entry(command=(entry["command"], *entry.get("args", [])), environment=tuple(entry.get("env", {}).items()))


class _Strict(argparse.ArgumentParser):
    def error(self, message):
        raise AssertionError(message)


def of_command(line):
    """The entry of `claude mcp add …` or of `npx @modelcontextprotocol/inspector …`."""
    words = shlex.split(line, comments=True)
    end = words.index("--") if "--" in words else len(words)
    options, command = words[:end], words[end + 1:]
    parser = _Strict(add_help=False, allow_abbrev=False)
    parser.add_argument("--transport")
    if options[:3] == ["claude", "mcp", "add"]:
        parser.add_argument("--env", action="append", default=[])
        parser.add_argument("name")
        parser.add_argument("url", nargs="?")
        given = parser.parse_args(options[3:])
        environment = tuple(tuple(each.split("=", 1)) for each in given.env)
        entry = Entry(given.url or "", tuple(command), environment)
    else:
        assert options[:2] == ["npx", "@modelcontextprotocol/inspector"], line
        parser.add_argument("--server-url")
        given = parser.parse_args(options[2:])
        entry = Entry(given.server_url or "", tuple(command))
    assert bool(entry.url) != bool(entry.command), line
    assert not entry.url or given.transport == "http", line
    return entry


@contextlib.contextmanager
def clients(entry):
    """Clients that reach the server as the entry says: both eras at its URL, or one at the other end of its pipe."""
    if entry.url:
        where = urllib.parse.urlsplit(entry.url)
        assert (where.scheme, where.hostname, where.path) == ("http", "127.0.0.1", "/mcp"), entry.url
        with LegacyClient(where.port) as one, ModernClient(where.port) as two:
            yield [one, two]
    else:
        with piped(*entry.command[1:], env=dict(entry.environment), transport=()) as client:
            yield [client]
