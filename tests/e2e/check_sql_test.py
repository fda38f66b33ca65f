"""howdah check-sql: what the guard says of a statement, asked of the binary alone."""
import json
import subprocess

import pytest

from harness.server import BINARY, run

ROLES = "roles: {reader: {tables: [customer]}, writer: {inherits: reader, schemas: public, operations: insert}}\n"
USERS = ROLES + "users: {alice: writer, _default: reader}\n"


@pytest.mark.parametrize("flags, code, told", [
    (["select 1"], 0, "admitted\n"),
    (["delete from t"], 1, "only SELECT queries"),
    (["--access", "read-write", "delete from t"], 0, "DELETE without WHERE"),
    (["select 1; drop table t"], 1, "single-statement"),
    (["select\npg_sleep(1)"], 1, "place       2:1"),
    (["selct"], 1, "syntax_error"),
    ([""], 1, "refused"),
])
def test_the_exit_code_is_the_verdict(flags, code, told):
    done, out, err = run("check-sql", *flags)
    assert (done, err) == (code, "") and told in out, out


@pytest.mark.parametrize("user, code", [("alice", 0), ("bob", 1), (None, 1)])
def test_a_user_is_held_to_their_role(tmp_path, user, code):
    file = tmp_path / "permissions.yaml"
    file.write_text(USERS)
    done, out, err = run("check-sql", "--permissions", file, *(["--user", user] if user else []), "--json", "insert into customer values (1)")
    said = json.loads(out)
    assert (done, err, said["verdict"]) == (code, "", "refused" if code else "admitted")
    assert said["role"] == ("reader" if code else "writer")
    assert said["relations"] == [{"schema": None, "name": "customer", "written": True}]


def test_a_statement_is_read_from_a_file_and_from_standard_input(tmp_path):
    file = tmp_path / "statement.sql"
    file.write_text("table customer\n")
    assert run("check-sql", file)[0] == 0
    code, out, _ = run("check-sql", "-", stdin=b"table customer\n")
    assert code == 0 and "reads       customer" in out
    code, out, _ = run("check-sql", "-", stdin=b"select 'caf\xe9'")
    assert code == 1 and "invalid-text" in out


@pytest.mark.parametrize("flags", [[], ["--user", "alice", "select 1"], ["--access", "all", "select 1"], ["no/such.sql"], ["--jso", "select 1"],
                                   ["select 1", "select 2"], ["--permissions", "/no/such.yaml", "select 1"]])
def test_misuse_is_one_line_and_code_two(flags):
    code, out, err = run("check-sql", *flags)
    assert (code, out) == (2, "") and len(err.splitlines()) == 1 and err.startswith("howdah: "), err


def test_help_is_printed():
    code, out, err = run("check-sql", "--help")
    assert (code, err) == (0, "") and out.startswith("usage: howdah check-sql ") and "Exit code 0: admitted" in out


def test_who_does_not_read_on_does_not_hang_it():
    done = subprocess.run(f"{BINARY} check-sql 'select 1' | true", shell=True, timeout=10)
    assert done.returncode == 0


SCHEMA = """
create schema hidden;
create table hidden.salary (id int, euro int);
create view pay as select sum(euro) from hidden.salary;
create function touch() returns int language sql as 'select 1';
create function stable_one() returns int stable language sql as 'select 1';
create domain checked as int check (touch() > 0);
create view wrapped as select touch();
"""


@pytest.fixture
def catalog(cluster, fresh_database, tmp_path):
    with cluster.psql(fresh_database) as admin:
        admin(SCHEMA)
    code, out, err = run("dump-catalog", "--conn", cluster.dsn(fresh_database))
    assert (code, err) == (0, ""), err
    assert all(json.loads(line) for line in out.splitlines())
    file = tmp_path / "catalog.jsonl"
    file.write_text(out)
    return file


@pytest.mark.parametrize("sql, told", [
    ("select * from pay, customer", "reaches     hidden.salary, public.customer, public.pay"),
    ("select stable_one()", "admitted"),
    ("select touch()", "refused: "),
    ("select 1::checked", "refused: "),
    ("select * from wrapped", "refused: The view public.wrapped"),
])
def test_a_catalog_that_was_written_down_is_judged_by(catalog, sql, told):
    code, out, err = run("check-sql", "--catalog", catalog, sql)
    assert (code, err) == (1 if told.startswith("refused") else 0, "") and told in out, out
    assert "its catalog is asked" not in out


def test_a_role_is_judged_by_a_catalog_as_a_server_would(catalog, tmp_path):
    file = tmp_path / "permissions.yaml"
    file.write_text("roles: {reader: {tables: ['*']}}\nusers: {_default: reader}\n")
    told = {sql: run("check-sql", "--permissions", file, "--catalog", catalog, "--json", sql) for sql in ("table customer", "table pay")}
    assert [json.loads(out)["verdict"] for _, out, _ in told.values()] == ["admitted", "refused"]


def test_what_cannot_be_written_down_is_one_line_and_code_two():
    for flags in ([], ["--conn", "host=127.0.0.1 port=1 dbname=x"], ["--demo"], ["--no-such-flag"]):
        code, out, err = run("dump-catalog", *flags)
        assert (code, out) == (2, "") and len(err.splitlines()) == 1 and err.startswith("howdah: "), err
