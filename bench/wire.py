"""Clients for benches: small enough not to be what is measured."""
import json
import multiprocessing
import pathlib
import re
import socket
import time

HEAD = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}'
INITIALIZE = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
    "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}})
PIPELINED = 64
SESSION = re.compile(rb"\r\nmcp-session-id: ([!-~]+)\r\n", re.I)
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.I)


def post(body, session=None):
    own = f"Mcp-Session-Id: {session}\r\n" if session else ""
    return f"{HEAD}{own}Content-Length: {len(body)}\r\n\r\n{body}".encode()


class Connection:
    """One connection that is kept alive."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = b""

    def send(self, raw):
        self.socket.sendall(raw)

    def receive(self):
        """(head, body) of the next answer."""
        while (end := self._read.find(b"\r\n\r\n")) < 0:
            self._more()
        head = self._read[:end + 2]
        whole = end + 4 + int(LENGTH.search(head)[1])
        while len(self._read) < whole:
            self._more()
        body, self._read = self._read[end + 4:whole], self._read[whole:]
        return head, body

    def _more(self):
        arrived = self.socket.recv(65536)
        if not arrived:
            raise ConnectionError("the server closed the connection")
        self._read += arrived

    def session(self):
        """A new session's id."""
        self.send(post(INITIALIZE))
        return SESSION.search(self.receive()[0])[1].decode()

    def ping(self, session=None):
        """In a session, or of the health page, which needs none."""
        self.send(post(PING, session) if session else b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        head, body = self.receive()
        assert head.startswith(b"HTTP/1.1 200 "), head + body

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def open_sessions(port, count):
    """The ids of so many sessions, opened over four connections with requests on their way all the time."""
    ids = set()
    connections = [Connection(port) for _ in range(4)]
    request = post(INITIALIZE)
    while len(ids) < count:
        before = len(ids)
        shares = [(each, min(PIPELINED, max(0, count - before - i * PIPELINED))) for i, each in enumerate(connections)]
        for connection, share in shares:
            connection.send(request * share)
        for connection, share in shares:
            ids.update(SESSION.search(connection.receive()[0])[1].decode() for _ in range(share))
        assert len(ids) > before, "session ids repeat"
    for connection in connections:
        connection.close()
    return ids


def middle(rounds):
    """The median of each figure: one round that the machine disturbed does not count."""
    return {name: sorted(each[name] for each in rounds)[len(rounds) // 2] for name in rounds[0]}


def cpu_ticks(server):
    return sum(map(int, pathlib.Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()[11:13]))


def settled(server):
    """It has hardly worked for a moment."""
    before = cpu_ticks(server)
    time.sleep(0.2)
    return cpu_ticks(server) - before <= 1


class SlowClients:
    """So many clients in a process of their own; each sends a byte a second and comes back when it was turned away. Half of them
    never finish a head, half send a body byte by byte."""

    def __init__(self, port, count):
        self._connected = multiprocessing.Value("i", 0)
        self._process = multiprocessing.Process(target=drip, args=(port, count, self._connected), daemon=True)

    def connected(self):
        return self._connected.value

    def __enter__(self):
        self._process.start()
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.join()


HEAD_WITHOUT_END = HEAD.encode() + b"X-Slow: " + b"x" * 1000
BODY_WITHOUT_END = f"{HEAD}Content-Length: 1000\r\n\r\n".encode()


class SlowClient:
    def __init__(self, port, number):
        self._port = port
        self._in_body = number % 2 == 1
        self._connect()

    def _connect(self):
        self.socket = socket.create_connection(("127.0.0.1", self._port), 10)
        self.socket.setblocking(False)
        self._sent = 0
        if self._in_body:
            self.socket.send(BODY_WITHOUT_END)

    def drip(self):
        """Sends one byte; begins again when the server ended the connection."""
        try:
            if not self._answered():
                self.socket.send(b" " if self._in_body else HEAD_WITHOUT_END[self._sent:self._sent + 1])
                self._sent += 1
                return
        except OSError:
            pass
        self.socket.close()
        self._connect()

    def _answered(self):
        """Or closed."""
        try:
            self.socket.recv(4096)
            return True
        except BlockingIOError:
            return False


def drip(port, count, connected):
    clients = []
    for number in range(count):
        clients.append(SlowClient(port, number))
        connected.value = len(clients)
    begun, sent = time.monotonic(), 0
    while True:
        clients[sent % count].drip()
        sent += 1
        time.sleep(max(0.0, begun + sent / count - time.monotonic()))  # evenly over the second, as strangers would
