"""A private PostgreSQL cluster: its own directory, socket and port; gone after the tests."""
import functools
import glob
import os
import pathlib
import pwd
import re
import shutil
import subprocess
import tempfile

from harness.waiting import free_port


def installed(program):
    """The newest installed version's folder that has `program`."""
    found = [pathlib.Path(p).parent for p in glob.glob(f"/usr/lib/postgresql/*/bin/{program}")]
    if not found:
        raise RuntimeError(f"PostgreSQL's {program} is not installed (script/bootstrap installs it)")
    return max(found, key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0)


def server_binaries():
    """The server's folder of programs, as howdah itself chooses it: from PATH, else the newest."""
    initdb = shutil.which("initdb")
    return pathlib.Path(initdb).parent if initdb else installed("initdb")


@functools.cache
def server_version():
    """The major version of the server that the clusters run."""
    words = subprocess.run([server_binaries() / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"\d+", words)[0])


def client():
    """psql, which some servers come without: any version will do."""
    beside = server_binaries() / "psql"
    return beside if beside.exists() else installed("psql") / "psql"


def account():
    """PostgreSQL refuses to run as root: then its own account does it."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Cluster:
    """started() -> running cluster with a superuser `postgres` who needs no password."""

    def __init__(self, **settings):
        self.binaries = server_binaries()
        self.client = client()
        self.folder = self.handed_over(pathlib.Path(tempfile.mkdtemp(prefix="howdah-pg-")))
        self.port = free_port()
        self.settings = settings
        self.log = self.folder / "log"
        self._psql = []

    @staticmethod
    def handed_over(folder):
        """A folder that the server's account may write."""
        folder.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        return folder

    def run(self, program, *arguments, **more):
        done = subprocess.run([self.binaries / program, *arguments], cwd="/", capture_output=True, text=True,
                              **account(), **more)
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {done.stderr}{done.stdout}")
        return done.stdout

    def create(self):
        self.run("initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
                 "--no-sync")
        options = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": str(self.folder),
                   "fsync": "off", "max_connections": 100,
                   "jit": "off",  # a backend that compiles cannot be cancelled, which takes long on a busy machine
                   "timezone": "UTC", "max_wal_senders": 0,
                   "wal_level": "minimal", **self.settings}
        with open(self.folder / "data/postgresql.conf", "a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in options.items())
        return self

    def start(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-l", self.log, "-w", "-t", "30", "start", stdin=subprocess.DEVNULL)
        self.expect_version_asked_for()
        return self

    def expect_version_asked_for(self):
        wanted, found = os.environ.get("HOWDAH_TEST_POSTGRES"), self.version()
        if wanted and int(wanted) != found:
            raise RuntimeError(f"these tests are for PostgreSQL {wanted}, not {found}")

    def version(self):
        """The major version, as the data directory has it."""
        return int((self.folder / "data/PG_VERSION").read_text())

    def stop(self, mode="fast"):
        for psql in self._psql:
            psql.close()
        self._psql.clear()
        if (self.folder / "data/postmaster.pid").exists():
            self.run("pg_ctl", "-D", self.folder / "data", "-m", mode, "-w", "stop")

    def remove(self):
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def dsn(self, database="postgres", user="postgres", **more):
        words = {"host": "127.0.0.1", "port": self.port, "dbname": database, "user": user, **more}
        return " ".join(f"{name}={value}" for name, value in words.items())

    def uri(self, database="postgres", user="postgres", query=""):
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}{query}"

    def psql(self, database="postgres"):
        psql = Psql(self, database)
        self._psql.append(psql)
        return psql

    def load(self, database, file):
        self.run(self.client, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", self.dsn(database), input=pathlib.Path(file).read_text())

    def clone(self, template, name):
        """A fresh copy of a database that nobody is connected to."""
        with self.psql() as admin:
            admin(f'drop database if exists "{name}" with (force)')
            admin(f'create database "{name}" template "{template}"')
            admin(f'grant create on database "{name}" to mcp_owner')  # privileges on a database are not copied
        return name


class Psql:
    """One psql kept open: ask(sql) -> rows as lists of strings."""
    MARK = "--end-of-answer--"

    def __init__(self, cluster, database):
        self._process = subprocess.Popen(
            [cluster.client, "-X", "-q", "-A", "-t", "-F", "\x1f", "-d", cluster.dsn(database)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def __call__(self, sql):
        self._process.stdin.write(f"{sql}\n;\n\\echo {self.MARK}\n")
        self._process.stdin.flush()
        rows = []
        for line in self._process.stdout:
            if line.rstrip("\n") == self.MARK:
                return rows
            if line.startswith(("ERROR:", "FATAL:", "psql: error:")):
                raise AssertionError(f"{sql}: {line}")
            if line.strip():
                rows.append(line.rstrip("\n").split("\x1f"))
        raise AssertionError(f"psql ended during: {sql}")

    def value(self, sql):
        return self(sql)[0][0]

    def close(self):
        if self._process.poll() is None:
            self._process.stdin.close()
            self._process.wait(5)
        self._process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
