"""How the tests of memory judge a server that is built with AddressSanitizer as well."""
import functools
import mmap
import os

from harness.server import BINARY

OF_A_SANITIZER = 96 * 1024


@functools.cache
def sanitized():
    with open(BINARY, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as program:
        return program.find(b"__asan_init") >= 0


def measured():
    """The environment of a server whose memory is measured: what a sanitizer keeps of freed blocks and of left stack frames for a
    while would look like growth."""
    if not sanitized():
        return {}
    options = [os.environ.get("ASAN_OPTIONS"), "quarantine_size_mb=0", "thread_local_quarantine_size_kb=0",
               "detect_stack_use_after_return=0"]
    return {"ASAN_OPTIONS": ":".join(filter(None, options))}


def sanitizer_kib():
    """What to allow for where the level counts, not the growth: shadow memory, and what its allocator gives back to nobody."""
    return OF_A_SANITIZER if sanitized() else 0
