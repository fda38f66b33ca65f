"""Recorded answers of the server that howdah replaces, and what of them must come back (tests/corpus/recorded/README.md)."""
import json
import math
import pathlib

from harness.postgres import server_version

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "corpus/recorded"


def load(name):
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text().splitlines()]


def entries(name):
    """The calls of a file, with the deviations put in place of what was recorded."""
    here = [line for line in load("deviations") if server_version() < line.get("before", math.inf)]
    wanted = {id: line["expect"] for line in here for id in line["ids"]}
    return [{**entry, "expect": wanted.get(entry["id"], entry["expect"])} for entry in load(name)]


def fits_shape(value, shape):
    """The same keys (more are allowed), types and number of items."""
    if isinstance(shape, dict) and "length" in shape:
        return isinstance(value, list) and len(value) == shape["length"] and all(fits_shape(v, shape["each"]) for v in value)
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(key in value and fits_shape(value[key], inner) for key, inner in shape.items())
    kind = {type(None): "null", bool: "boolean", int: "number", float: "number", str: "string", list: "list", dict: "object"}
    return kind[type(value)] in shape.split("|")


def fits_json(value, wanted):
    """Equal, except that objects may have more keys than the recorded ones, and that "<any>" is any string."""
    if wanted == "<any>":
        return isinstance(value, str)
    if isinstance(wanted, dict):
        return isinstance(value, dict) and all(key in value and fits_json(value[key], inner) for key, inner in wanted.items())
    if isinstance(wanted, list):
        return isinstance(value, list) and len(value) == len(wanted) and all(map(fits_json, value, wanted))
    return value == wanted and type(value) is type(wanted)


class ToolAnswer:
    """Checks of a tools/call result. Each method is a word of `expect` and returns whether it holds."""

    def __init__(self, result):
        self.result = result

    def value(self):
        return json.loads(self.result.text)

    def items(self, name="items"):
        value = self.value()
        return value[name] if isinstance(value, dict) else value

    def error(self, wanted):
        return self.result.is_error == wanted

    def text(self, wanted):
        return self.result.text == wanted

    def lines(self, wanted):
        return len(self.result.text.splitlines()) == wanted

    def json(self, wanted):
        return fits_json(self.value(), wanted)

    def shape(self, wanted):
        return fits_shape(self.value(), wanted)

    def contains(self, wanted):
        return all(part in self.result.texts for part in wanted)

    def lacks(self, wanted):
        return not any(part in self.result.texts for part in wanted)

    def code(self, wanted):
        return self.result.error.get("code") in wanted

    def sqlstate(self, wanted):
        state = self.result.error.get("sqlstate", "")
        return len(state) == 5 if wanted is True else state == wanted

    def has(self, wanted):
        return fits_json(self.value(), wanted)

    def names(self, wanted, key):
        return [item[key] for item in self.items()] == wanted

    def row_count(self, wanted):
        return self.result.structured["row_count"] == wanted

    def truncated(self, wanted):
        return self.result.structured["truncated"] == wanted

    def command(self, wanted):
        return self.result.structured["command"].startswith(wanted)

    def affected(self, wanted):
        return str(wanted) in self.result.structured["command"].split()

    def explicit(self, wanted):
        def qualified(item):
            table = item["foreign_table"]
            return table if "." in table else f"{item['foreign_schema']}.{table}"
        found = [[item["column_name"], qualified(item), item["foreign_column"]] for item in self.value()["explicit"]]
        return sorted(found) == sorted(wanted)

    def implied_lacks(self, wanted):
        return not {item["column_name"] for item in self.value()["implied"]} & set(wanted)


class RpcAnswer:
    """Checks of any other JSON-RPC answer."""

    def __init__(self, answer):
        self.answer = answer

    def rpc_error(self, wanted):
        return self.answer.get("error", {}).get("code") in wanted

    def has_result(self, wanted):
        return ("result" in self.answer) == wanted

    def has(self, wanted):
        return fits_json(self.answer["result"], wanted)

    def result_shape(self, wanted):
        return fits_shape(self.answer["result"], wanted)

    def names(self, wanted, key, list):
        """What was offered then is offered first; more may follow."""
        return [item[key] for item in self.answer["result"][list]][:len(wanted)] == wanted

    def content(self):
        return json.loads(self.answer["result"]["contents"][0]["text"])

    def content_json(self, wanted):
        return fits_json(self.content(), wanted)

    def content_shape(self, wanted):
        return fits_shape(self.content(), wanted)


class HttpAnswer(RpcAnswer):
    """Checks of an HTTP response."""

    def __init__(self, response):
        self.response = response
        found = response.messages() if response.body[:1] in {b"{", b"e", b":"} else []
        super().__init__(found[0] if found else {})

    def status(self, wanted):
        return self.response.status in wanted

    def error_id(self, wanted):
        return "error" in self.answer and self.answer.get("id") in wanted

    def result_keys(self, wanted):
        return set(wanted) <= set(self.answer.get("result", {}))


# Words that only give another word its details.
DETAILS = {"key", "list"}


def misfits(checks, expect):
    """The words of `expect` that do not hold, each with what was wanted."""
    if "one_of" in expect:
        tried = [misfits(checks, choice) for choice in expect["one_of"]]
        return [] if not all(tried) else [f"none of {expect['one_of']}"]
    found = []
    details = {name: expect[name] for name in DETAILS if name in expect}
    for word, wanted in expect.items():
        if word in DETAILS:
            continue
        try:
            holds = getattr(checks, word)(wanted, **(details if word == "names" else {}))
        except (AssertionError, KeyError, TypeError, ValueError, IndexError) as problem:
            holds, wanted = False, f"{wanted} ({type(problem).__name__}: {problem})"
        if not holds:
            found.append(f"{word}: wanted {wanted}")
    return found
