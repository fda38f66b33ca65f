"""A private PgBouncer that lends the connections of a cluster for a transaction: its own directory and port."""
import pathlib
import shutil
import socket
import subprocess
import tempfile

from harness.postgres import Cluster, account
from harness.waiting import eventually, free_port

PROGRAM = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
SETTINGS = """
[databases]
* = host=127.0.0.1 port={cluster}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
pool_mode = transaction
auth_type = trust
auth_file = {folder}/users.txt
max_client_conn = 200
default_pool_size = {connections}
server_login_retry = 0.1
logfile = {folder}/log
"""


class PgBouncer:
    """Takes whom it is told of without a password, as the cluster does. `connections` are for each login."""

    def __init__(self, cluster, users, connections=3):
        self.port = free_port()
        self.folder = Cluster.handed_over(pathlib.Path(tempfile.mkdtemp(prefix="howdah-pgbouncer-")))
        (self.folder / "users.txt").write_text("".join(f'"{user}" ""\n' for user in users))
        settings = SETTINGS.format(cluster=cluster.port, port=self.port, folder=self.folder, connections=connections)
        (self.folder / "pgbouncer.ini").write_text(settings)
        self.process = subprocess.Popen([PROGRAM, "-q", self.folder / "pgbouncer.ini"], cwd="/", stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **account())
        eventually(self._listening, 10, "PgBouncer listens")

    def _listening(self):
        assert self.process.poll() is None, self.log()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def log(self):
        file = self.folder / "log"
        return file.read_text() if file.exists() else "no log"

    def dsn(self, database, user):
        return f"host=127.0.0.1 port={self.port} dbname={database} user={user}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)
