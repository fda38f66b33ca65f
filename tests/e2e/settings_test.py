"""A login that PostgreSQL shows all settings: callers are shown those that hold neither paths nor secrets, however they ask."""
import pytest

from harness.stdio_client import piped

@pytest.fixture
def database(cluster, fresh_database):
    with cluster.psql(fresh_database) as admin:
        admin("create view my_settings as select name, setting from pg_settings; grant select on my_settings to mcp_ro")
    return fresh_database


@pytest.fixture
def superuser(cluster, database):
    with piped("--conn", cluster.dsn(database), "--access", "read-only") as client:
        yield client


@pytest.fixture
def ordinary(cluster, database):
    with piped("--conn", cluster.dsn(database, "mcp_ro"), "--access", "read-only") as client:
        yield client


WHOLE = ["show all", "select * from pg_settings", "table pg_catalog.pg_settings", "select name, setting from pg_settings where name like '%dir%'",
         "select setting from pg_settings where name = 'data_directory'", "select * from my_settings where name = 'work_mem'",
         "select max(setting) from pg_settings s where s.name in ('work_mem', 'hba_file')"]
HARMLESS = ["show work_mem", "select setting from pg_settings where name = 'work_mem'", "select name, unit from pg_settings limit 3",
            "select * from pg_settings where name in ('work_mem', 'shared_buffers') order by name", "select setting from pg_settings where name like 'autovacuum%'"]


@pytest.mark.parametrize("sql", WHOLE)
def test_who_sees_secrets_must_say_which_settings_are_meant(superuser, sql):
    assert superuser.query(sql).error["rule"] == "server-setting"


@pytest.mark.parametrize("sql", WHOLE)
def test_who_sees_none_may_read_all(ordinary, sql):
    result = ordinary.query(sql)
    assert not result.is_error, result.texts
    assert "data_directory |" not in result.text


@pytest.mark.parametrize("sql", HARMLESS)
def test_harmless_settings_are_read_by_everybody(superuser, ordinary, sql):
    for client in (superuser, ordinary):
        result = client.query(sql)
        assert not result.is_error, result.texts


def test_the_function_behind_the_view_is_refused(superuser):
    assert superuser.query("select * from pg_show_all_settings()").error["rule"] == "server-setting"
