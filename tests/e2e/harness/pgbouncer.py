"""A private PgBouncer in front of a cluster."""
import pathlib
import shutil
import socket
import subprocess
import tempfile

from harness.postgres import Cluster, account
from harness.waiting import eventually, free_port

SETTINGS = """
[databases]
* = host={folder} port={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {own}/users
pool_mode = {mode}
default_pool_size = {size}
max_client_conn = 500
server_login_retry = 0
logfile = {own}/log
"""


class PgBouncer:
    """Lends `size` connections for each login, each for one transaction."""

    def __init__(self, cluster, users, size=1, mode="transaction"):
        self.port = free_port()
        self.folder = Cluster.handed_over(pathlib.Path(tempfile.mkdtemp(prefix="howdah-pgb-")))
        (self.folder / "users").write_text("".join(f'"{name}" ""\n' for name in users))
        (self.folder / "ini").write_text(SETTINGS.format(folder=cluster.folder, server=cluster.port, port=self.port, own=self.folder, mode=mode, size=size))
        self.process = subprocess.Popen([shutil.which("pgbouncer") or "/usr/sbin/pgbouncer", "-q", self.folder / "ini"], cwd="/", **account(),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        eventually(self._listens, 5, "PgBouncer listens")

    def _listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def dsn(self, database, user):
        return f"host=127.0.0.1 port={self.port} dbname={database} user={user}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
