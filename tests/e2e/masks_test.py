"""Masked and hidden columns: callers may ask for masked ones, and are shown marks; nothing that is computed from them gets out."""
import json

import pytest

from harness.server import StdioServer
from harness.stdio_client import StdioClient

SECRETS = ["ada@example.org", "555-0101"]
SCHEMA = f"""
create schema crm;
create table crm.person (id int primary key, dropped int, name text, email text, phone text, born date);
alter table crm.person drop column dropped;
insert into crm.person values (1, 'Ada', '{SECRETS[0]}', '{SECRETS[1]}', '1999-09-09'), (2, 'Bob', null, null, null);
create table crm.note (id int, body text, author text) partition by list (id);
create table crm.note_1 partition of crm.note for values in (1);
insert into crm.note values (1, 'hello', '{SECRETS[0]}');
create table crm.pay (id int, euro text) partition by list (id);
create table crm.pay_1 partition of crm.pay for values in (1);
insert into crm.pay values (1, '{SECRETS[1]}');
create view crm.contact as select name, email from crm.person;
"""
FILE = """
roles:
  reader:
    schemas: crm
    operations: [select, insert, update, delete, create]
    deny: pay
    columns: {person: {mask: [email, phone, born]}, note: {deny: author}}
users: {_default: reader}
"""


@pytest.fixture
def client(cluster, fresh_database, tmp_path):
    with cluster.psql(fresh_database) as admin:
        admin(SCHEMA)
    file = tmp_path / "permissions.yaml"
    file.write_text(FILE)
    with StdioServer("--conn", cluster.dsn(fresh_database), "--permissions", file) as server:
        client = StdioClient(server)
        client.initialize()
        yield client


@pytest.mark.parametrize("format", ["markdown", "json"])
@pytest.mark.parametrize("sql", ["select * from crm.person order by id", "table crm.person", "select email, p.phone as tel, born from crm.person p",
                                 "select email from crm.person for update", "select a.id, b.email from crm.person a join crm.person b using (id)"])
def test_a_mark_stands_where_a_masked_value_would(client, sql, format):
    result = client.query(sql, format=format)
    assert not result.is_error, result.text
    assert "***" in result.text
    whole = json.dumps(result.answer)
    for secret in [*SECRETS, "1999-09-09"]:
        assert secret not in whole


def test_nulls_are_masked_as_well(client):
    result = client.query("select email from crm.person order by id", format="json")
    assert '\n[{"email": "***"}, {"email": "***"}]\n' in result.text


@pytest.mark.parametrize("sql", [
    "select upper(email) from crm.person", "select count(email) from crm.person", "select name from crm.person where email like 'a%'",
    "select name from crm.person order by email", "select distinct email from crm.person", "select p from crm.person p",
    "select to_jsonb(p) from crm.person p", "select * from crm.contact", "select s.email from (select email from crm.person) s",
    "with c as (select email as x from crm.person) select x from c", "select x from crm.person as p(a, b, x)",
    "select email from crm.person union all select ''", "select case when born is null then 1 end from crm.person",
    "update crm.person set name = email returning name", "insert into crm.person (id, name) select 9, email from crm.person",
    "update crm.person set email = 'x' returning email", "explain analyze select 1 from crm.person where email = 'x'",
    "select a.name from crm.person a natural join crm.person b", "select name from crm.person p join crm.person q using (phone)",
    "copy crm.person to stdout", "create table crm.stolen as select email from crm.person"])
def test_what_would_tell_of_a_masked_value_is_refused(client, sql):
    result = client.query(sql)
    assert result.is_error and result.error["code"] in ("access_denied", "statement_not_allowed"), (sql, result.text, result.error)
    whole = json.dumps(result.answer)
    for secret in [*SECRETS, "1999-09-09"]:
        assert secret not in whole


def test_a_table_that_takes_the_place_of_a_judged_one_shows_nothing(client, cluster, fresh_database):
    assert "***" in client.query("select email from crm.person").text
    with cluster.psql(fresh_database) as admin:
        admin("alter table crm.person rename to old; create table crm.person (other text, email text);"
                  "insert into crm.person values ('x', 'eve@example.org')")
    assert "eve@" not in json.dumps(client.query("select email from crm.person").answer)


@pytest.mark.parametrize("sql", ["select author from crm.note_1", "select * from crm.note_1", "select n.to_jsonb from crm.note_1 n", "select id from crm.pay_1",
                                 "truncate crm.note_1 cascade"])
def test_partitions_are_held_to_the_rules_of_what_they_are_part_of(client, sql):
    assert client.query(sql).error["code"] == "access_denied"
    assert not client.query("select id, body from crm.note_1").is_error
