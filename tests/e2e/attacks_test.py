"""Nothing hostile runs in read-only mode, nothing honest is refused: whoever the login is, whatever the transport."""
import json

import pytest

from harness.http_client import ModernClient
from harness.postgres import Cluster
from harness.server import ROOT, HttpServer
from harness.stdio_client import piped

CORPUS = ROOT / "tests/corpus/attacks"
FLAGS = ("--access", "read-only", "--statement-timeout-ms", "1000")
# What these guard rules say comes before any rule: no text, not one statement, not SQL.
BEFORE_RULES = {"invalid_argument", "not_one_statement", "syntax_error"}

FINGERPRINT = """
select (select count(*) from victim), (select count(*) from users), (select sum(salary) from users), (select string_agg(name, '') from users),
  (select count(*) from pg_class), (select count(*) from pg_proc), (select count(*) from pg_extension), (select count(*) from pg_collation),
  (select count(*) from pg_largeobject_metadata), (select count(*) from pg_replication_slots), (select count(*) from pg_prepared_xacts),
  (select last_value from seq1), (select count(*) from pg_attribute where attrelid = 'users'::regclass),
  (select count(*) from pg_locks where locktype = 'advisory'), (select md5(string_agg(r::text, '' order by oid)) from pg_authid r),
  (select count(*) from pg_db_role_setting), (select count(*) from pg_ls_dir('.')), (select count(*) from pg_ls_dir('{folder}')),
  (select setting from pg_settings where name = 'log_statement'), (select obj_description('users'::regclass)), pg_postmaster_start_time()
"""


def entries(*expected):
    lines = (CORPUS / "read_only.jsonl").read_text().splitlines()
    return [entry for entry in map(json.loads, lines) if entry["expect"] in expected]


@pytest.fixture(scope="module")
def target():
    """A cluster that may be destroyed, with what the attacks are after, and a directory that its server can write."""
    cluster = Cluster(shared_preload_libraries="pg_stat_statements", wal_level="logical", max_wal_senders=2,
                      max_prepared_transactions=2).create().start()
    with cluster.psql() as admin:
        admin("create database target")
    cluster.load("target", CORPUS / "schema.sql")
    (cluster.folder / "out").mkdir()
    cluster.handed_over(cluster.folder / "out")
    yield cluster
    cluster.remove()


class Attacker:
    def __init__(self, cluster, client, psql):
        self.words = {"{port}": str(cluster.port), "{database}": "target", "{folder}": str(cluster.folder / "out")}
        self.client = client
        self.psql = psql
        self.before = self.fingerprint()

    def filled(self, text):
        for word, value in self.words.items():
            text = text.replace(word, value)
        return text

    def fingerprint(self):
        return self.psql(self.filled(FINGERPRINT))

    def sent(self, sql, fill=False):
        result = self.client.query(self.filled(sql) if fill else sql)
        assert self.fingerprint() == self.before, f"something changed: {sql[:300]}"
        return result


@pytest.fixture(params=["postgres", "ro"])
def login(request):
    return request.param


@pytest.fixture
def over_stdio(target, login):
    with piped("--conn", target.dsn("target", login), *FLAGS) as client, target.psql("target") as psql:
        yield Attacker(target, client, psql)


@pytest.fixture
def over_http(target, login):
    with HttpServer("--conn", target.dsn("target", login), *FLAGS) as server, ModernClient(server.port) as client, \
            target.psql("target") as psql:
        yield Attacker(target, client, psql)


def is_refused_by_the_guard(result):
    return result.is_error and ("rule" in result.error or result.error["code"] in BEFORE_RULES)


def replay(attacker):
    wrong = []
    for entry in entries("refused"):
        result = attacker.sent(entry["sql"], entry.get("fill"))
        if not is_refused_by_the_guard(result):
            wrong.append((entry["id"], entry["sql"], result.texts[:200]))
    for entry in entries("admitted"):
        result = attacker.sent(entry["sql"])
        if result.is_error:
            wrong.append((entry["id"], entry["sql"], result.texts[:200]))
    assert not wrong, wrong


def test_the_attacks_over_stdio(over_stdio):
    replay(over_stdio)


def test_the_attacks_over_http(over_http):
    replay(over_http)


def test_what_is_large_or_long_is_bounded(over_stdio):
    for entry in entries("bounded"):
        over_stdio.sent(entry["sql"])
    assert over_stdio.client.query("select 1 as one").rows == [[1]]


# Blanks and comments, which become honest in company.
NO_STATEMENTS = {"sql234", "sql235", "sql236"}
# The same statements where a guard might not look for them.
DISGUISES = ["/* select 1 */ {}", "-- select 1\n{}", "{};", "{};;", "({})", "explain {}", "explain (analyze, buffers off) {}", "explain analyze verbose {}",
             "with a as ({}) select * from a", "with a as materialized ({}) select 1", "select * from ({}) a", "select exists ({})",
             "select 1 where 1 in ({})", "select * from (values (1)) v, lateral ({}) l", "select 1 union all {}", "select 1; {}", "{}; select 1",
             "begin; {}; commit", "do $$ begin {}; end $$", "prepare p as {}", "declare c cursor for {}", "copy ({}) to stdout",
             "create temp table x as {}", "select query_to_xml($q${}$q$, true, false, '')"]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_makes_no_attack_harmless(disguise, disguised):
    wrong = []
    for entry in entries("refused"):
        if entry["id"] in NO_STATEMENTS:
            continue
        result = disguised.client.query(disguise.replace("{}", disguised.filled(entry["sql"])))
        if not result.is_error:  # some become names of columns that do not exist
            wrong.append((entry["id"], result.answer))
    assert disguised.fingerprint() == disguised.before
    assert not wrong, wrong


@pytest.fixture(scope="module")
def disguised(target):
    with piped("--conn", target.dsn("target"), *FLAGS) as client, target.psql("target") as psql:
        yield Attacker(target, client, psql)
