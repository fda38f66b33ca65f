"""A TCP proxy in front of a cluster's socket that hangs up on connections while the server sets them up."""
import socket
import threading

READY = b"Z\x00\x00\x00\x05I"  # ReadyForQuery, idle: the handshake is over


class CuttingProxy:
    """Cuts the first `cuts` connections at their first ReadyForQuery, before the client's first statement; passes on the others."""

    def __init__(self, cluster, cuts):
        self._target = f"{cluster.folder}/.s.PGSQL.{cluster.port}"
        self._left = cuts
        self.cut = 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._door.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._door.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._target)
            cutting = self._left > 0
            self._left -= 1
            threading.Thread(target=self._pass, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, cutting), daemon=True).start()

    def _pass(self, source, sink, cutting):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
                if cutting and READY in data:
                    self.cut += 1
                    break
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
