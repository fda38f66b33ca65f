"""A long answer of text/event-stream, read as it comes."""
import http.client
import json
import queue
import socket
import threading

from harness import messages
from harness.http_client import JSON


class Event:
    def __init__(self, fields):
        self.id = fields.get("id")
        self.kind = fields.get("event", "message")
        self.data = fields.get("data", "")
        self.retry = fields.get("retry")

    @property
    def message(self):
        return json.loads(self.data)


class EventStream:
    """One request whose answer is an event stream: events are fetched with `next`, None is its end."""

    def __init__(self, port, method, path, headers, body=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.request(method, path, json.dumps(body).encode() if body is not None else None, headers)
        self.reply = self.connection.getresponse()
        self.status = self.reply.status
        self.events = queue.Queue()
        self.comments = 0
        self.is_stream = "text/event-stream" in (self.reply.headers.get("content-type") or "")
        if self.is_stream:
            self._reader = threading.Thread(target=self._read, daemon=True)
            self._reader.start()

    def _read(self):
        fields = {}
        try:
            while line := self.reply.readline():
                self._take(line.decode().rstrip("\r\n"), fields)
        except (OSError, http.client.HTTPException, ValueError, AttributeError):
            pass  # hung up
        self.events.put(None)

    def _take(self, line, fields):
        if line.startswith(":"):
            self.comments += 1
        elif line:
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            fields[name] = fields[name] + "\n" + value if name == "data" and name in fields else value
        elif fields:
            self.events.put(Event(dict(fields)))
            fields.clear()

    def next(self, within=10):
        return self.events.get(timeout=within)

    def message(self, within=10):
        """The next event's JSON-RPC message; events without data are passed over."""
        while (event := self.next(within)) is not None:
            if event.data:
                return event.message
        raise AssertionError("the stream ended")

    def silent(self):
        return self.events.empty()

    def close(self):
        if self.connection.sock:
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.close()
        except OSError:
            pass


def credentials(token):
    return {"Authorization": f"Bearer {token}"} if token else {}


def listen(port, id=1, token=None, **wanted):
    message = messages.modern(messages.request(id, "subscriptions/listen", {"notifications": wanted}))
    return EventStream(port, "POST", "/mcp", {**JSON, **credentials(token), **messages.modern_headers(message)}, message)


def session_stream(client, last_event=None):
    headers = {"Accept": "text/event-stream", **credentials(client.wire.token), **client.headers()}
    if last_event is not None:
        headers["Last-Event-ID"] = last_event
    return EventStream(client.port, "GET", "/mcp", headers)
