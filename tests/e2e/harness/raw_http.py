"""HTTP/1.1 over one socket that is kept: many requests may be sent before the first answer is read."""
import json
import socket


class Gone(OSError):
    """The other side closed the connection."""


class RawHttp:
    def __init__(self, port, timeout=60):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = self._lines = b""
        self._host = f"Host: 127.0.0.1:{port}\r\n".encode()

    def request(self, method, path, headers, body=b""):
        """What a request looks like on the wire."""
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()
        return b"%s %s HTTP/1.1\r\n%s%sContent-Length: %d\r\n\r\n%s" % (method.encode(), path.encode(), self._host, head, len(body), body)

    def send(self, *requests):
        self.socket.sendall(b"".join(requests))

    def answer(self, endless=False):
        """(status, headers, body) of the next answer. The lines of an endless body are read with `line`."""
        head = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        return int(head[0].split()[1]), headers, b"" if endless else self._body(headers)

    def _body(self, headers):
        if "content-length" in headers:
            return self._take(int(headers["content-length"]))
        return b"".join(self._chunks()) if "chunked" in headers.get("transfer-encoding", "") else b""

    def _chunks(self):
        while size := int(self._until(b"\r\n"), 16):
            yield self._take(size)
            self._until(b"\r\n")
        self._until(b"\r\n")

    def line(self):
        while (end := self._lines.find(b"\n")) < 0:
            self._lines += self._take(int(self._until(b"\r\n"), 16))
            self._until(b"\r\n")
        found, self._lines = self._lines[:end], self._lines[end + 1:]
        return found.rstrip(b"\r")

    def _more(self):
        read = self.socket.recv(262_144)
        if not read:
            raise Gone("closed by the other side")
        self._buffer += read

    def _until(self, mark):
        while (end := self._buffer.find(mark)) < 0:
            self._more()
        found, self._buffer = self._buffer[:end], self._buffer[end + len(mark):]
        return found

    def _take(self, size):
        while len(self._buffer) < size:
            self._more()
        found, self._buffer = self._buffer[:size], self._buffer[size:]
        return found

    def close(self):
        self.socket.close()


def data_of(body):
    """The data of each event of a finished event stream."""
    lines = body.replace(b"\r\n", b"\n").split(b"\n")
    return [line[5:].lstrip() for line in lines if line.startswith(b"data:") and line[5:].strip()]


def answers_in(headers, body):
    """Each JSON-RPC answer of a body: (as it came, parsed). What is told meanwhile is left out."""
    texts = data_of(body) if "event-stream" in headers.get("content-type", "") else [body] if body.strip() else []
    for text in texts:
        parsed = json.loads(text)
        for message in parsed if isinstance(parsed, list) else [parsed]:
            if "method" not in message:
                yield text, message
