"""The simplest stdio client there can be: JSON lines out, JSON lines in, answers found by id."""
import contextlib
import itertools
import json
import threading
import time

from harness import messages
from harness.server import StdioServer


class StdioClient:
    def __init__(self, server):
        self.server = server
        self.notices = []
        self._ids = itertools.count(1)
        self._answers = {}
        self._arrived = threading.Condition()
        self._ended = False
        threading.Thread(target=self._sort, daemon=True).start()

    def _sort(self):
        while (line := self.server.lines.get()) is not None:
            message = json.loads(line)
            with self._arrived:
                if isinstance(message, dict) and "method" not in message:
                    self._answers.setdefault(json.dumps(message.get("id")), []).append(message)
                elif isinstance(message, list):
                    self._answers.setdefault("batch", []).append(message)
                else:
                    self.notices.append(message)
                self._arrived.notify_all()
        with self._arrived:
            self._ended = True
            self._arrived.notify_all()

    def send(self, message):
        self.server.write(json.dumps(message).encode() + b"\n")

    def send_raw(self, raw):
        self.server.write(raw)

    def answer(self, id, within=10):
        """The next answer with this id; None when the server ended without one."""
        key = id if id == "batch" else json.dumps(id)
        deadline = time.monotonic() + within
        with self._arrived:
            while not self._answers.get(key):
                left = deadline - time.monotonic()
                if self._ended:
                    return None
                if left <= 0:
                    raise AssertionError(f"no answer to {id} within {within} s\n{self.server.last_words()}")
                self._arrived.wait(left)
            return self._answers[key].pop(0)

    def answered(self, id):
        with self._arrived:
            return bool(self._answers.get(json.dumps(id)))

    def ask(self, method, params=None, within=10, id=None):
        id = next(self._ids) if id is None else id
        self.send(messages.request(id, method, params))
        return self.answer(id, within)

    def initialize(self, version=messages.LEGACY):
        answer = self.ask("initialize", messages.initialize(version=version)["params"])
        self.send(messages.notification("notifications/initialized"))
        return answer["result"]

    def begin(self, tool, id=None, **arguments):
        """Sends a call and returns its id without waiting."""
        id = next(self._ids) if id is None else id
        self.send(messages.tool_call(id, tool, arguments))
        return id

    def result(self, id, within=10):
        return messages.Result(self.answer(id, within))

    def call(self, tool, within=10, **arguments):
        return self.result(self.begin(tool, **arguments), within)

    def query(self, sql, within=10, **more):
        return self.call("query", within, sql=sql, **more)

    def cancel(self, id):
        self.send(messages.notification("notifications/cancelled", {"requestId": id, "reason": "test"}))

    @contextlib.contextmanager
    def beside(self, check, tool, **arguments):
        """A pipe has one client: in place of a second one a call of another id is in flight while the block runs. It gets its own
        answer, unless the block ends the server."""
        id = self.begin(tool, id=f"beside-{next(self._ids)}", **arguments)
        yield
        if self.server.alive():
            assert check(self.result(id)), f"the call beside got something else\n{self.server.last_words()}"

    def info_beside(self):
        return self.beside(lambda result: result.structured["server"] == "howdah", "server_info")


@contextlib.contextmanager
def piped(*flags, env=None, transport=("--transport", "stdio")):
    """A stdio server with its client, initialized, and a call beside."""
    with StdioServer(*flags, env=env, transport=transport) as server:
        client = StdioClient(server)
        client.initialize()
        with client.info_beside():
            yield client
