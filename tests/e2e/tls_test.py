"""PostgreSQL behind TLS: sslmode and certificates as libpq knows them, and results larger than TLS records."""
import shutil
import subprocess

import pytest

from harness.http_client import LegacyClient, ModernClient
from harness.postgres import Cluster
from harness.server import HttpServer


def openssl(folder, *arguments):
    subprocess.run(["openssl", *map(str, arguments)], cwd=folder, check=True, capture_output=True)


def make_certificates(folder):
    """An authority, a server called localhost, a client called cert_user."""
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.crt", "-days", "2",
            "-subj", "/CN=howdah test authority")
    for name, subject in (("server", "localhost"), ("client", "cert_user")):
        openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr",
                "-subj", f"/CN={subject}", "-addext", f"subjectAltName=DNS:{subject}")
        openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", "root.crt", "-CAkey", "root.key", "-CAcreateserial",
                "-out", f"{name}.crt", "-days", "2", "-copy_extensions", "copy")
        (folder / f"{name}.key").chmod(0o600)


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    keys = tmp_path_factory.mktemp("keys")
    make_certificates(keys)
    cluster = Cluster(ssl="on").create()
    data = cluster.folder / "data"
    owner = data.stat()
    settings = "hostssl all cert_user all cert\nhostssl all all all trust\nlocal all all trust\n"
    (data / "pg_hba.conf").write_text(settings)
    for source, target in (("server.crt", "server.crt"), ("server.key", "server.key"), ("root.crt", "root.crt")):
        shutil.copy(keys / source, data / target)
        (data / target).chmod(0o600)
        shutil.chown(data / target, owner.st_uid, owner.st_gid)
    with open(data / "postgresql.conf", "a") as file:
        file.write("ssl_ca_file = 'root.crt'\n")
    cluster.start()
    cluster.run(cluster.client, "-X", "-q", "-h", cluster.folder, "-p", str(cluster.port), "-U", "postgres", "-c",
                "create role cert_user login")
    yield cluster, keys
    cluster.remove()


def dsn(cluster, user="postgres", **more):
    return " ".join(f"{k}={v}" for k, v in {"host": "localhost", "hostaddr": "127.0.0.1", "port": cluster.port, "user": user,
                                            "dbname": "postgres", **more}.items())


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_each_sslmode_connects(tls, mode):
    cluster, keys = tls
    with HttpServer("--conn", dsn(cluster, sslmode=mode, sslrootcert=keys / "root.crt")) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            sql = "select ssl from pg_stat_ssl where pid = pg_backend_pid()"
            assert one.query(sql).rows == two.query(sql).rows == [[True]]


def test_a_client_certificate_is_presented(tls):
    cluster, keys = tls
    words = dsn(cluster, "cert_user", sslmode="verify-full", sslrootcert=keys / "root.crt", sslcert=keys / "client.crt",
                sslkey=keys / "client.key")
    with HttpServer("--conn", words) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            assert one.query("select current_user").rows == two.query("select current_user").rows == [["cert_user"]]


def test_an_unknown_authority_is_refused_and_told(tls, tmp_path):
    cluster, _ = tls
    make_certificates(tmp_path)
    with HttpServer("--conn", dsn(cluster, sslmode="verify-full", sslrootcert=tmp_path / "root.crt")) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            for client in (one, two):
                result = client.query("select 1")
                assert result.is_error and result.error["code"] == "unavailable" and "certificate" in result.texts


def test_results_of_many_tls_records_arrive_whole(tls):
    cluster, keys = tls
    with HttpServer("--conn", dsn(cluster, sslmode="require")) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            sql = "select n, repeat(md5(n::text), 5) from generate_series(1, 3000) n"
            calls = [client.begin("query", sql=sql, row_limit=3000) for client in (one, two) for _ in range(5)]
            for call in calls:
                result = call.result(20)
                assert [row[0] for row in result.rows] == list(range(1, 3001))


def test_cancel_works_through_tls(tls):
    cluster, keys = tls
    with HttpServer("--conn", dsn(cluster, sslmode="require")) as server, LegacyClient(server.port) as one, ModernClient(server.port) as two:
        call = one.begin("query", sql="select pg_sleep(30)")
        while call.done() or not two.query("select 1 from pg_stat_activity where query like '%pg_sleep(30)%' "
                                           "and pid <> pg_backend_pid() and state = 'active'").rows:
            assert not call.done()
        one.cancel(call.id)
        call.response(2)
