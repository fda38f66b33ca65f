"""howdah doctor grades a login; howdah print-setup-sql makes one that it finds nothing wrong with."""
import json

import pytest

from harness.issuer import Issuer
from harness.server import StdioServer, run
from harness.stdio_client import StdioClient
from harness.waiting import free_port


def diagnosis(*flags, env=None):
    code, out, told = run("doctor", "--json", *flags, env=env)
    assert told == "" and out.count("\n") == 1, told
    return code, json.loads(out)


def test_a_superuser_is_the_worst(cluster):
    code, found = diagnosis("--conn", cluster.dsn("sample"))
    assert (code, found["grade"], found["fine"]) == (1, "F", False)
    assert found["findings"][0]["what"] == "superuser"
    assert found["findings"][0]["fix"] == "ALTER ROLE postgres NOSUPERUSER;"


def test_an_owner_may_write_which_writers_are_meant_to(cluster):
    dsn = cluster.dsn("sample", "mcp_owner")
    code, found = diagnosis("--conn", dsn)
    assert (code, found["grade"]) == (1, "D")
    assert "owns_tables" in [each["what"] for each in found["findings"]]
    code, found = diagnosis("--conn", dsn, "--writer")
    assert (code, found["grade"]) == (0, "B")


def test_the_environment_counts_as_for_the_server(cluster):
    code, found = diagnosis(env={"DATABASE_URL": cluster.uri("sample")})
    assert (code, found["login"], found["database"]) == (1, "postgres", "sample")


def test_issuers_are_asked_for_their_keys(cluster, tmp_path):
    writer = ["--writer", "--transport", "streamable-http", "--conn", cluster.dsn("sample", "mcp_owner")]
    with Issuer(tmp_path) as issuer:
        tokens = ["--auth-issuer", issuer.url, "--auth-audience", "howdah"]
        code, found = diagnosis(*writer, *tokens)
        assert (code, found["fine"]) == (0, True)
        assert found["issuers"] == [{"issuer": issuer.url, "url": f"{issuer.url}/keys", "keys": 1}]
        issuer.keys.clear()
        code, out, _ = run("doctor", *writer, *tokens)
        assert code == 1 and f"issuer {issuer.url}: its tokens are refused, as its keys cannot be had: it publishes no key" in out
    code, found = diagnosis(*writer, *tokens)
    assert (code, found["fine"], found["issuers"][0]["keys"]) == (1, False, 0) and "127.0.0.1" in found["issuers"][0]["trouble"]


def test_people_get_lines(cluster):
    code, out, _ = run("doctor", "--conn", cluster.dsn("sample"))
    assert code == 1 and "\nGrade F\n" in out and "F  superuser: is a superuser; " in out


@pytest.mark.parametrize("flags, words", [
    ([], "usage: howdah doctor"), (["--jsn"], "unknown flag"), (["--conn", "host=/no/such/socket"], "Cannot connect"),
    (["--conn", f"host=127.0.0.1 port={free_port()} password=sesame"], "Check that PostgreSQL runs there"),
], ids=str)
def test_without_an_answer_the_code_is_two(flags, words):
    code, out, told = run("doctor", *flags)
    assert (code, out) == (2, "") and told.startswith("howdah: ") and told.count("\n") == 1
    assert words in told and "sesame" not in told


def test_a_login_made_by_its_sql_is_the_best_and_starts_strictly(cluster, fresh_database, tmp_path):
    code, out, told = run("print-setup-sql", "--role", "Made by howdah", "--database", fresh_database)
    assert (code, told) == (0, "")
    file = tmp_path / "setup.sql"
    file.write_text(out)
    for _ in range(2):
        cluster.load(fresh_database, file)
    dsn = cluster.dsn(fresh_database, "'Made by howdah'")
    code, found = diagnosis("--conn", dsn)
    assert (code, found["grade"], found["findings"]) == (0, "A", [])
    with StdioServer("--conn", dsn, "--strict-login", "--access", "read-only") as server:
        client = StdioClient(server)
        client.initialize()
        assert client.query("select count(*) from customer").rows
    with StdioServer("--conn", dsn, "--access", "unrestricted") as server:
        client = StdioClient(server)
        client.initialize()
        assert client.query("create table probe (a int)").error["sqlstate"] in ("42501", "25006")
        assert client.query("copy customer to '/nowhere'").error["sqlstate"] == "42501"
    with cluster.psql(fresh_database) as admin:
        admin('drop owned by "Made by howdah"; drop role "Made by howdah"')
