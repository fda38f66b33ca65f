"""tests/corpus/attacks/keys.jsonl: what an issuer may answer when it is asked for its keys, each by an issuer of its own, all on one server."""
import contextlib
import json

import pytest

from harness.guarded import STATIC, Guarded
from harness.issuer import Issuer, RsaKey
from harness.server import ROOT
from harness.waiting import eventually

ENTRIES = [json.loads(line) for line in (ROOT / "tests/corpus/attacks/keys.jsonl").read_text().splitlines()]
STATUS = {"unavailable": 503, "refused": 401, "admitted": 200}


class Page:
    """What stands in an entry, for the key of one issuer."""

    def __init__(self, said, key, other):
        self.said = said
        self.public = {"{key}": key.public(), "{other}": other.public()}

    def key(self, said):
        if not isinstance(said, dict) or "like" not in said:
            return self.public.get(said, said) if isinstance(said, str) else said
        made = {**self.key(said["like"]), **{name: value for name, value in said.items() if name != "like"}}
        if isinstance(made.get("n"), str):
            made["n"] = made["n"].replace("{n}", self.public["{key}"]["n"])
        return {name: value for name, value in made.items() if value is not None}

    def filled(self, text):
        good = json.dumps(self.public["{key}"])
        chunk = '{"keys":[%s]}' % good
        return text.replace("{chunked}", f"5\r\n{chunk[:5]}\r\n{len(chunk) - 5:x}\r\n{chunk[5:]}\r\n0\r\n\r\n").replace("{key}", good)

    def body(self):
        times = self.said.get("times", 1)
        if "keys" not in self.said:
            return self.filled(self.said.get("body", "")) * times
        tail = self.said.get("tail", "")
        keys = [self.key(each) for each in self.said["keys"]] * (1 if tail else times)
        return json.dumps({"keys": keys}) + tail * times

    def __call__(self, handler):
        with contextlib.suppress(OSError):  # who has read enough does not wait for the rest
            if "raw" in self.said:
                handler.close_connection = True
                return handler.wfile.write(self.filled(self.said["raw"]).encode())
            handler.answer(self.said.get("status", 200), self.body().encode(), self.said.get("headers", {}).items())


@pytest.fixture(scope="module")
def served(sample_dsn, tmp_path_factory):
    """(the server, the issuer of each entry)"""
    folder, key, other = tmp_path_factory.mktemp("served"), RsaKey("first"), RsaKey("first")
    with contextlib.ExitStack() as open_ones:
        issuers = {}
        for entry in ENTRIES:
            issuer = issuers[entry["id"]] = open_ones.enter_context(Issuer(folder, key=key))
            issuer.pages["/keys"] = Page(entry["page"], key, other)
        config = "".join(f"    - issuer: {issuer.url}\n      audience: howdah\n" for issuer in issuers.values())
        (folder / "howdah.yaml").write_text("auth:\n  issuers:\n" + config)
        server = open_ones.enter_context(Guarded(None, sample_dsn, folder, "--config", folder / "howdah.yaml"))
        yield server, issuers
        assert server.alive(), server.last_words()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_an_issuer_is_believed_no_more_than_its_keys_are_good_for(served, entry):
    server, issuers = served
    issuer = issuers[entry["id"]]
    eventually(issuer.looks, 30, "the issuer was asked")
    for _ in range(2):
        assert server.status(issuer.token()) == STATUS[entry["expect"]]
    assert server.status(STATIC) == 200


def test_who_could_not_be_asked_is_believed_when_it_tells_the_truth(served):
    server, issuers = served
    silent = [issuers[entry["id"]] for entry in ENTRIES if entry["expect"] == "unavailable"]
    for issuer in silent:
        issuer.pages.clear()
    for issuer in silent:
        server.knows_the_keys(issuer)
    assert server.memory_kib("VmHWM") < 250_000, "what they sent was kept"
