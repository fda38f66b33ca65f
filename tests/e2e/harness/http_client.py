"""HTTP clients of both eras over http.client: one connection per client, kept alive, plus calls in the background."""
import http.client
import itertools
import json
import socket
import threading

from harness import messages

JSON = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


class Response:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def messages(self):
        """Every JSON-RPC message of the body: JSON or the data of SSE events."""
        if "text/event-stream" not in (self.headers.get("content-type") or ""):
            return [json.loads(self.body)] if self.body.strip() else []
        events = self.body.replace(b"\r\n", b"\n").split(b"\n\n")
        data = [b"\n".join(line[5:].lstrip() for line in event.split(b"\n") if line.startswith(b"data:")) for event in events]
        return [json.loads(each) for each in data if each.strip()]

    @property
    def answer(self):
        answers = [m for m in self.messages() if isinstance(m, list) or "result" in m or "error" in m]
        assert len(answers) == 1, f"status {self.status}, body {self.body[:500]!r}"
        return answers[0]

    @property
    def error(self):
        return self.answer["error"]


class Wire:
    """One connection to the server: raw requests, each with the credentials of one caller if there is a token."""

    def __init__(self, port, timeout=30, token=None):
        self.port = port
        self.token = token
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def exchange(self, method, path, body=None, headers=None, **more):
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
        headers = {**({"Authorization": f"Bearer {self.token}"} if self.token else {}), **(headers or {})}
        self.connection.request(method, path, body, headers, **more)
        reply = self.connection.getresponse()
        endless = method == "GET" and "text/event-stream" in (reply.headers.get("content-type") or "")
        return Response(reply.status, reply.headers, b"" if endless else reply.read())

    def post(self, body, headers=None, path="/mcp"):
        return self.exchange("POST", path, body, {**JSON, **(headers or {})})

    def get(self, path, headers=None):
        return self.exchange("GET", path, None, headers)

    def close(self):
        self.connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Pending:
    """A call in the background, on a connection of its own."""

    def __init__(self, port, message, headers, timeout=30, token=None):
        self.wire = Wire(port, timeout, token)
        self.wire.connection.connect()
        self._outcome = None
        self._thread = threading.Thread(target=self._run, args=(message, headers), daemon=True)
        self._thread.start()

    def _run(self, message, headers):
        try:
            self._outcome = self.wire.post(message, headers)
        except Exception as problem:  # the test looks at it
            self._outcome = problem

    def done(self):
        return not self._thread.is_alive()

    def response(self, within=10):
        self._thread.join(within)
        assert not self._thread.is_alive(), f"no response within {within} s"
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome

    def result(self, within=10):
        return messages.Result(self.response(within).answer)

    def hang_up(self):
        """Closes the connection while the call is in flight."""
        self.wire.connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self.wire.close()


class Client:
    """What both eras share: tools, queries, background calls."""

    def __init__(self, port, token=None):
        self.port = port
        self.wire = Wire(port, token=token)
        self._ids = itertools.count(1)

    def prepared(self, message):
        """(message, headers) as this era sends them."""
        raise NotImplementedError

    def send(self, message):
        return self.wire.post(*self.prepared(message))

    def ask(self, method, params=None, id=None):
        return self.send(messages.request(next(self._ids) if id is None else id, method, params)).answer

    def call(self, tool, id=None, **arguments):
        return messages.Result(self.send(messages.tool_call(next(self._ids) if id is None else id, tool, arguments)).answer)

    def query(self, sql, **more):
        return self.call("query", sql=sql, **more)

    def begin(self, tool, id=None, timeout=30, **arguments):
        message = messages.tool_call(next(self._ids) if id is None else id, tool, arguments)
        pending = Pending(self.port, *self.prepared(message), timeout=timeout, token=self.wire.token)
        pending.id = message["id"]
        return pending

    def close(self):
        self.wire.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class ModernClient(Client):
    def prepared(self, message):
        return messages.modern(message), messages.modern_headers(message)


class LegacyClient(Client):
    def __init__(self, port, version=messages.LEGACY, token=None):
        super().__init__(port, token)
        reply = self.wire.post(messages.initialize(version=version))
        assert reply.status == 200, f"initialize: {reply.status} {reply.body!r}"
        self.initialized = reply.answer["result"]
        self.session = reply.headers.get("mcp-session-id")
        assert self.session, "initialize gave no session id"
        accepted = self.notify("notifications/initialized")
        assert accepted.status == 202 and not accepted.body, f"initialized: {accepted.status} {accepted.body!r}"

    def headers(self):
        return {"Mcp-Session-Id": self.session, "MCP-Protocol-Version": self.initialized["protocolVersion"]}

    def prepared(self, message):
        return message, self.headers()

    def notify(self, method, params=None):
        return self.send(messages.notification(method, params))

    def cancel(self, id):
        return self.notify("notifications/cancelled", {"requestId": id, "reason": "test"})

    def delete(self):
        return self.wire.exchange("DELETE", "/mcp", None, self.headers())
