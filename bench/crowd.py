"""Clients that call tools in a closed loop: one whose every call is timed, or hundreds in a process of their own."""
import json
import multiprocessing
import random
import selectors
import socket
import time

from harness import messages

import wire


def accounts(rows):
    """The table of the point selects."""
    return (f"create table accounts as select id, 7 * id as balance from generate_series(1, {rows}) id; "
            "alter table accounts add primary key (id); analyze accounts")


def call(token, sql, parameters=()):
    """The bytes of a tool call in the stateless era."""
    message = messages.modern(messages.tool_call(1, "query", {"sql": sql, "parameters": list(parameters)}))
    body = json.dumps(message)
    fields = {**messages.modern_headers(message), "Authorization": f"Bearer {token}", "Content-Length": len(body.encode())}
    return (wire.HEAD + "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n" + body).encode()


def outcome(body):
    """What became of a call: its result, "busy", or what else went wrong."""
    result = json.loads(body).get("result") or {}
    if not result.get("isError", True):
        return result["structuredContent"]
    return result.get("structuredContent", {}).get("error", {}).get("code", body.decode())


class Pointer:
    """One client of point selects over the whole table; each answer is checked."""

    def __init__(self, port, token, keys, seed=7):
        self._connection, self._token, self._keys = wire.Connection(port), token, keys
        self._chance = random.Random(seed)

    def round(self, seconds):
        took, refused, end = [], 0, time.perf_counter() + seconds
        while (begun := time.perf_counter()) < end:
            key = self._chance.randrange(1, self._keys + 1)
            self._connection.send(call(self._token, "select id, balance from accounts where id = $1", [key]))
            told = outcome(self._connection.receive()[1])
            if told == "busy":
                refused += 1
                continue
            assert told["rows"] == [[key, 7 * key]], told
            took.append((time.perf_counter() - begun) * 1e3)
        took.sort()
        return {"calls": len(took), "refused": refused, "p50": took[len(took) // 2], "p99": took[len(took) * 99 // 100], "longest": took[-1]}

    def close(self):
        self._connection.close()


class Crowd:
    """`groups` of (token, number of clients, sql), each client on a connection of its own."""

    def __init__(self, port, groups):
        self._served = multiprocessing.Array("q", len(groups))
        self._refused = multiprocessing.Array("q", len(groups))
        self._process = multiprocessing.Process(target=press, args=(port, groups, self._served, self._refused), daemon=True)

    def served(self):
        return list(self._served)

    def refused(self):
        return list(self._refused)

    def __enter__(self):
        self._process.start()
        return self

    def __exit__(self, *_):
        died = self._process.exitcode
        self._process.terminate()
        self._process.join()
        assert died is None, "the crowd ended early"


class Client:
    def __init__(self, port, group, request):
        self.group, self._request, self._read = group, request, b""
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.ask()

    def ask(self):
        self.socket.sendall(self._request)

    def take(self):
        """The body of an answer that is complete, or nothing."""
        arrived = self.socket.recv(65536)
        assert arrived, "the server closed the connection"
        self._read += arrived
        end = self._read.find(b"\r\n\r\n")
        if end < 0:
            return None
        whole = end + 4 + int(wire.LENGTH.search(self._read[:end + 2])[1])
        if len(self._read) < whole:
            return None
        body, self._read = self._read[end + 4:whole], self._read[whole:]
        return body


def press(port, groups, served, refused):
    ready = selectors.DefaultSelector()
    for number, (token, clients, sql) in enumerate(groups):
        for _ in range(clients):
            client = Client(port, number, call(token, sql))
            ready.register(client.socket, selectors.EVENT_READ, client)
    while True:
        for key, _ in ready.select():
            client = key.data
            body = client.take()
            if body is None:
                continue
            told = outcome(body)
            assert told == "busy" or isinstance(told, dict), told
            (refused if told == "busy" else served)[client.group] += 1
            client.ask()
