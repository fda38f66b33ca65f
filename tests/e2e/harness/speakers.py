"""The ways to speak to the server, fast: `ask` sends calls together, and gives each answer as it came and parsed, in any order."""
import json

from harness import messages
from harness.http_client import JSON
from harness.raw_http import RawHttp, answers_in


def packed(message):
    return json.dumps(message, separators=(",", ":")).encode()


class Speaker:
    """One connection of one caller. `status` of answers that are no JSON-RPC is kept in `refused`."""

    def __init__(self, port, token):
        self.port = port
        self.refused = []
        self.credentials = {"Authorization": f"Bearer {token}"}
        self.http = RawHttp(port)
        try:
            self.begin()
        except BaseException:
            self.close()
            raise

    def begin(self):
        pass

    def headers(self, _message):
        return {**JSON, **self.credentials}

    def framed(self, message):
        return self.http.request("POST", "/mcp", self.headers(message), packed(message))

    def post(self, message):
        self.http.send(self.framed(message))
        return self.http.answer()

    def heard(self, status, headers, body):
        if status not in (200, 202):
            self.refused.append((status, body))
        return answers_in(headers, body)

    def start(self, calls):
        self.http.send(*map(self.framed, calls))

    def ask(self, calls):
        self.start(calls)
        for _ in calls:
            yield from self.heard(*self.http.answer())

    def cancel(self, call):
        """Starts the call and gives it up; what is answered all the same is to be checked."""
        self.start([call])
        self.close()
        self.http = RawHttp(self.port)
        return ()

    def end(self):
        """Says goodbye."""

    def close(self):
        self.http.close()


class Modern(Speaker):
    def framed(self, message):
        return super().framed(messages.modern(message))

    def headers(self, message):
        return {**super().headers(message), **messages.modern_headers(message)}


class Legacy(Speaker):
    version = messages.LEGACY
    session = None

    def begin(self):
        status, headers, body = self.post(messages.initialize(version=self.version))
        if status != 200:
            raise ConnectionError(f"initialize: {status} {body[:200]!r}")
        self.session = {"Mcp-Session-Id": headers["mcp-session-id"], "MCP-Protocol-Version": self.version}
        self.post(messages.notification("notifications/initialized"))

    def headers(self, message):
        return {**super().headers(message), **(self.session or {})}

    def cancel(self, call):
        self.start([call])
        beside = RawHttp(self.port)
        beside.send(self.framed(messages.notification("notifications/cancelled", {"requestId": call["id"]})))
        beside.answer()
        beside.close()
        return self.heard(*self.http.answer())

    def end(self):
        self.http.send(self.http.request("DELETE", "/mcp", self.headers(None)))
        self.http.answer()


class Batching(Legacy):
    version = "2025-03-26"

    def start(self, calls):
        self.http.send(self.framed(calls))

    def ask(self, calls):
        self.start(calls)
        return self.heard(*self.http.answer())


class Sse(Speaker):
    """The old HTTP+SSE: a stream of answers, and a connection that posts."""
    stream = None

    def begin(self):
        self.stream = RawHttp(self.port)
        self.stream.send(self.stream.request("GET", "/sse", {"Accept": "text/event-stream", **self.credentials}))
        status, *_ = self.stream.answer(endless=True)
        if status != 200:
            raise ConnectionError(f"/sse: {status}")
        self.endpoint = self.event()
        self.start([messages.initialize(version="2025-06-18")])
        self.event()
        self.start([messages.notification("notifications/initialized")])

    def event(self):
        while True:
            line = self.stream.line()
            if line.startswith(b"data:") and line[5:].strip():
                return line[5:].strip().decode()

    def start(self, calls):
        headers = {"Content-Type": "application/json", **self.credentials}
        self.http.send(*(self.http.request("POST", self.endpoint, headers, packed(call)) for call in calls))
        for _ in calls:
            status, _, body = self.http.answer()
            if status != 202:
                self.refused.append((status, body))

    def ask(self, calls):
        self.start(calls)
        yield from self._answers(len(calls))

    def _answers(self, wanted):
        while wanted:
            text = self.event()
            message = json.loads(text)
            if "method" not in message:
                wanted -= 1
                yield text.encode(), message

    def cancel(self, call):
        """The answer of a ping that follows it says that nothing will come of the call."""
        self.start([call, messages.notification("notifications/cancelled", {"requestId": call["id"]}), messages.request("over", "ping")])
        for text, message in self._answers(1_000):
            if message.get("id") == "over":
                return
            yield text, message

    def close(self):
        super().close()
        if self.stream:
            self.stream.close()


ALL = [Modern, Legacy, Batching, Sse]
