"""A login that PostgreSQL shows all settings: callers are shown those that hold neither paths nor secrets, however they ask."""
import pytest

from harness.stdio_client import piped

@pytest.fixture
def database(cluster, fresh_database):
    with cluster.psql(fresh_database) as admin:
        admin("create view my_settings as select name, setting from pg_settings; grant select on my_settings to mcp_ro;"
              "create view my_directory as select current_setting('data_directory') as setting;"
              "create view my_tenant as select current_setting('app.tenant', true) as tenant, current_setting('work_mem') as setting")
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
NAMED = ["select current_setting('data_directory')", "select current_setting('data_directory'::text, true)", "select * from my_directory"]
HARMLESS = ["show work_mem", "select setting from pg_settings where name = 'work_mem'", "select name, unit from pg_settings limit 3",
            "select * from pg_settings where name in ('work_mem', 'shared_buffers') order by name", "select setting from pg_settings where name like 'autovacuum%'",
            "select current_setting('work_mem'::text)"]


@pytest.mark.parametrize("sql", WHOLE)
def test_who_sees_secrets_must_say_which_settings_are_meant(superuser, sql):
    assert superuser.query(sql).error["rule"] == "server-setting"


@pytest.mark.parametrize("sql", NAMED)
def test_a_secret_one_is_shown_by_no_function_and_no_view(superuser, sql):
    assert superuser.query(sql).error["rule"] == "server-setting"


def test_a_view_may_ask_for_harmless_ones(superuser):
    result = superuser.query("select tenant, setting is not null from my_tenant")
    assert result.rows == [[None, True]], result.texts


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
