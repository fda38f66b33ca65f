"""A client of the old HTTP+SSE transport: one event stream and POSTs beside it. Whoever speaks over a pair of pipes can speak over this."""
import queue
import threading
import urllib.parse

from harness.event_stream import EventStream
from harness.http_client import Wire
from harness.stdio_client import StdioClient


class SsePipe:
    """The data of each event arrives in `lines`; None marks the end. What is written is posted, and must be accepted."""

    def __init__(self, server, token=None):
        self.server = server
        self.authorization = {"Authorization": f"Bearer {token}"} if token else {}
        self.stream = EventStream(server.port, "GET", "/sse", {"Accept": "text/event-stream", **self.authorization})
        assert self.stream.status == 200, self.stream.reply.read()
        first = self.stream.next()
        assert first.kind == "endpoint", first.kind
        self.endpoint = first.data
        self.lines = queue.Queue()
        self._wire = Wire(server.port, token=token)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while (event := self.stream.events.get()) is not None:
            assert event.kind == "message"
            self.lines.put(event.data)
        self.lines.put(None)

    @property
    def session_id(self):
        (name, value), = urllib.parse.parse_qsl(urllib.parse.urlsplit(self.endpoint).query)
        assert name == "session_id"
        return value

    def write(self, raw):
        reply = self.post(raw)
        assert (reply.status, reply.body) == (202, b"Accepted"), f"{reply.status} {reply.body!r}"

    def post(self, body, headers=None, wire=None):
        """On the wire that is kept for that, or on another one."""
        return (wire or self._wire).exchange("POST", self.endpoint, body, {"Content-Type": "application/json", **(headers or {})})

    def alive(self):
        return self.server.alive()

    def last_words(self):
        return self.server.last_words()

    def hang_up(self):
        self.stream.close()

    def close(self):
        self._wire.close()
        try:
            self.stream.close()
        except OSError:
            pass  # it had ended

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class SseClient(StdioClient):
    """Initialized, unless no revision is named. Clients of the SDKs speak newer ones over this transport, too."""

    def __init__(self, server, version="2025-06-18", token=None):
        self.pipe = SsePipe(server, token)
        super().__init__(self.pipe)
        self.initialized = self.initialize(version) if version else None

    def hang_up(self):
        """Ends the event stream while calls are in flight."""
        self.pipe.hang_up()

    def close(self):
        self.pipe.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
