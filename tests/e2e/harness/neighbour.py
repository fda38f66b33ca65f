"""The other client of every end-to-end test: it works on the same server all the while, and must not notice."""
import itertools
import threading

EVERY = 0.05  # seconds between its calls


class Neighbour:
    """Asks before the `with` block, during it and after it; each answer must be the one to its own question."""

    def __init__(self, kind, port):
        self._client = kind(port)
        self._numbers = itertools.count()
        self._over = threading.Event()
        self._failure = None
        self._thread = threading.Thread(target=self._work, daemon=True)

    def _ask(self):
        number = next(self._numbers)
        rows = self._client.query(f"select 'neighbour' as who, {number} as call").rows
        assert rows == [["neighbour", number]], f"the neighbour asked for its call {number} and got {rows}"

    def _work(self):
        try:
            while not self._over.wait(EVERY):
                self._ask()
        except Exception as problem:  # told where the test ends
            self._failure = problem

    def __enter__(self):
        self._ask()
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join(30)
        assert not self._thread.is_alive(), "the neighbour waits for an answer"
        if self._failure:
            raise AssertionError("the neighbour was disturbed") from self._failure
        self._ask()
        self._client.close()
