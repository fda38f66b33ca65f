"""Waiting for the outside world: polls with a deadline, never a blind sleep."""
import socket
import time


def eventually(probe, within, what, every=0.01):
    """The first truthy value of probe(); fails after `within` seconds. Returns (value, seconds it took)."""
    start = time.monotonic()
    while True:
        value = probe()
        took = time.monotonic() - start
        if value:
            return value, took
        if took > within:
            raise AssertionError(f"not within {within} s: {what}")
        time.sleep(every)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
