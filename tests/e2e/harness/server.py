"""The server under test: one howdah process, over stdio or HTTP."""
import collections
import os
import pathlib
import queue
import socket
import subprocess
import threading
import time

from harness.waiting import eventually, free_port

ROOT = pathlib.Path(__file__).resolve().parents[3]
BINARY = os.path.abspath(os.environ.get("HOWDAH_BINARY", ROOT / "build/dev/howdah"))

# What the machine's own environment might say must not reach a test.
FOREIGN = ("DATABASE_URL", "POSTGRES_", "MCP_", "PG", "PORT")


def clean_environment(extra=None):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return {**kept, **(extra or {})}


class Process:
    """howdah with its stderr collected line by line. Ends with the `with` block, politely first."""

    def __init__(self, *flags, env=None, stdin=subprocess.PIPE, stdout=subprocess.PIPE, read_errors=True):
        self.process = subprocess.Popen([BINARY, *map(str, flags)], env=clean_environment(env), stdin=stdin, stdout=stdout,
                                        stderr=subprocess.PIPE, cwd="/")
        self.errors = collections.deque(maxlen=20_000)
        self._collector = threading.Thread(target=self._collect if read_errors else lambda: None, daemon=True)
        self._collector.start()

    def _collect(self):
        for line in self.process.stderr:
            self.errors.append(line.decode(errors="replace").rstrip("\n"))

    @property
    def pid(self):
        return self.process.pid

    def log(self):
        return "\n".join(self.errors)

    def full_log(self):
        """After the end: everything it wrote to stderr."""
        self._collector.join(5)
        return self.log()

    def last_words(self):
        """For messages: how it ended, if it did, and the end of its log."""
        return f"exit code {self.process.poll()}\n" + "\n".join(list(self.errors)[-25:])

    def alive(self):
        return self.process.poll() is None

    def memory_kib(self, what="VmRSS"):
        for line in pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(what + ":"):
                return int(line.split()[1])
        raise AssertionError(f"no {what} of {self.pid}")

    def wait(self, within):
        """Its exit code; fails when it has not ended in time."""
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"howdah did not end within {within} s\n{self.last_words()}") from None

    def terminate(self, within=10):
        self.process.terminate()
        return self.wait(within)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.alive():
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        self._collector.join(5)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                try:
                    stream.close()
                except BrokenPipeError:
                    pass


class StdioServer(Process):
    """stdout arrives as whole lines in `lines`; None marks its end."""

    def __init__(self, *flags, env=None, transport=("--transport", "stdio")):
        super().__init__(*transport, *flags, env=env)
        self.lines = queue.Queue()
        self.output = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.output.append(line)
            self.lines.put(line)
        self.lines.put(None)

    def write(self, raw):
        self.process.stdin.write(raw)
        self.process.stdin.flush()

    def end_input(self):
        self.process.stdin.close()


class HttpServer(Process):
    """Listening when the constructor returns, with or without a reachable database. With a `port` the flags say all by themselves."""

    def __init__(self, *flags, env=None, within=10, read_errors=True, port=None):
        self.port = port or free_port()
        transport = () if port else ("--transport", "streamable-http", "--port", self.port)
        super().__init__(*transport, *flags, env=env, stdin=subprocess.DEVNULL, read_errors=read_errors)
        started = time.monotonic()
        eventually(self._listening, within, "howdah listens")
        self.started_within = time.monotonic() - started

    def _listening(self):
        if not self.alive():
            raise AssertionError(f"howdah ended with {self.process.returncode}: {self.full_log()}")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/mcp"


def run(*flags, env=None, within=10, stdin=b""):
    """howdah to its end: (exit code, stdout, stderr)."""
    done = subprocess.run([BINARY, *map(str, flags)], env=clean_environment(env), input=stdin, capture_output=True,
                          timeout=within, cwd="/")
    return done.returncode, done.stdout.decode(), done.stderr.decode()
