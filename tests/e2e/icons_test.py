"""Icons: in the revisions that have them, small, and such that a host can draw them."""
import json

import pytest

from harness import messages, pictures
from harness.server import StdioServer
from harness.stdio_client import StdioClient

LISTS = {"tools/list": "tools", "prompts/list": "prompts", "resources/templates/list": "resourceTemplates"}
WITHOUT = ["2024-11-05", "2025-03-26", "2025-06-18"]
WITH = [messages.LEGACY, messages.MODERN]


def introduction_and_lists(version, *flags):
    """The server's Implementation, and each list as it is answered, in the words of a revision."""
    with StdioServer(*flags) as server:
        client = StdioClient(server)
        if version == messages.MODERN:
            params = messages.modern({})["params"]
            met = client.ask("server/discover", params)["result"]["_meta"][messages.META + "serverInfo"]
        else:
            params = None
            met = client.initialize(version)["serverInfo"]
        return met, {method: client.ask(method, params)["result"] for method in LISTS}


@pytest.fixture(scope="module", params=WITH)
def offered(request, sample_dsn):
    return introduction_and_lists(request.param, "--conn", sample_dsn)


def assert_drawable(entry):
    assert len(entry["icons"]) == 1 and list(entry["icons"][0]) == ["src"], entry["icons"]
    picture = pictures.document(entry["icons"][0]["src"])
    assert picture.get("viewBox") == "0,0,8,8"
    (shape,) = picture
    assert shape.tag == pictures.SVG + "path"
    for outline in pictures.corners(shape.get("d")):
        assert all(0 <= x <= 8 and 0 <= y <= 8 for x, y in outline), shape.get("d")
    assert 0.1 < pictures.covered(shape.get("d")) < 0.9, shape.get("d")


def test_every_entry_of_every_list_has_an_icon_that_can_be_drawn(offered):
    _, lists = offered
    for method, member in LISTS.items():
        entries = lists[method][member]
        assert entries, method
        for entry in entries:
            assert_drawable(entry)
        assert len({entry["icons"][0]["src"] for entry in entries}) == len(entries), "two entries look the same"


def test_the_server_shows_itself_once_with_icon_and_description(offered):
    met, lists = offered
    assert_drawable(met)
    assert met["description"] and met["title"] and met["version"]
    for answer in lists.values():
        assert "icons" not in answer.get("_meta", {}).get(messages.META + "serverInfo", {})


@pytest.mark.parametrize("version", WITHOUT)
def test_revisions_before_have_none(version, sample_dsn):
    assert '"icons"' not in json.dumps(introduction_and_lists(version, "--conn", sample_dsn))


@pytest.mark.parametrize("version", WITHOUT + WITH)
@pytest.mark.parametrize("access", ["read-only", "read-write", "unrestricted"])
def test_the_list_of_tools_takes_8_kib_on_the_wire_at_most(version, access):
    with StdioServer("--access", access) as server:
        client = StdioClient(server)
        if version != messages.MODERN:
            client.initialize(version)
        params = messages.modern({})["params"] if version == messages.MODERN else None
        assert len(client.ask("tools/list", params, id="the list")["result"]["tools"]) == 8
        (line,) = [each for each in server.output if b'"the list"' in each]
        assert len(line) <= 8192, len(line)
