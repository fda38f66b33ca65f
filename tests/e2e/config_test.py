"""Strict configuration: what is unknown or malformed stops the start with one line that names it."""
import pathlib
import stat

import pytest

from harness.http_client import LegacyClient, ModernClient
from harness.server import HttpServer, run
from harness.stdio_client import piped

VERSION = (pathlib.Path(__file__).resolve().parents[2] / "VERSION").read_text().strip()


@pytest.mark.parametrize("flags, environment, named", [
    (["--no-such-flag"], {}, "--no-such-flag"),
    (["--trans", "stdio"], {}, "--trans"),
    (["stray"], {}, "stray"),
    (["--transport", "carrier-pigeon"], {}, "carrier-pigeon"),
    (["--port", "abc"], {}, "abc"),
    (["--port", "70000"], {}, "70000"),
    (["--access", "readonly"], {}, "readonly"),
    (["--log-level", "loud"], {}, "loud"),
    (["--config", "/no/such/file.yaml"], {}, "/no/such/file.yaml"),
    ([], {"MCP_TRANSPORT": "websocket"}, "MCP_TRANSPORT"),
    ([], {"MCP_PORT": "abc"}, "MCP_PORT"),
    ([], {"MCP_POOL_MIN": "x"}, "MCP_POOL_MIN"),
    ([], {"MCP_POOL_MIN": "5", "MCP_POOL_MAX": "2"}, "MCP_POOL_MAX"),
    ([], {"MCP_POOL_MAX": "0"}, "MCP_POOL_MAX"),
    ([], {"POSTGRES_STATEMENT_TIMEOUT_MS": "abc"}, "POSTGRES_STATEMENT_TIMEOUT_MS"),
    ([], {"POSTGRES_STATEMENT_TIMEOUT_MS": "-5"}, "POSTGRES_STATEMENT_TIMEOUT_MS"),
    ([], {"POSTGRES_STATEMENT_TIMEOUT_MS": "99999999999"}, "POSTGRES_STATEMENT_TIMEOUT_MS"),
    ([], {"POSTGRES_READONLY": "on please"}, "POSTGRES_READONLY"),
    ([], {"POSTGRES_READONLY": "ture"}, "POSTGRES_READONLY"),
    ([], {"DATABASE_URL": "postgresql://u:sesame@h:notaport/db"}, "DATABASE_URL"),
    ([], {"DATABASE_URL": "no_such_keyword=1 password=sesame"}, "DATABASE_URL"),
    (["--transport", "streamable-http", "--host", "0.0.0.0"], {}, "--insecure-bind"),
    (["--transport", "streamable-http", "--host", "::"], {}, "--insecure-bind"),
    (["--transport", "streamable-http", "--allowed-hosts", "http://a.example"], {}, "a.example"),
    (["--transport", "streamable-http", "--allowed-origins", "*"], {}, '"*"'),
    (["--transport", "streamable-http"], {"MCP_ALLOWED_ORIGINS": "app.example"}, "app.example"),
    (["--transport", "streamable-http", "--principal", "alice"], {}, "--principal"),
    (["--principal", "two\nlines"], {}, "--principal"),
    (["--permissions", "/no/such/file.yaml"], {}, "/no/such/file.yaml"),
    ([], {"MCP_PERMISSIONS_FILE": "/no/such/file.yaml"}, "/no/such/file.yaml"),
    (["token"], {}, "howdah token new"),
    (["token", "old"], {}, "howdah token new"),
    (["token", "new", "--nmae", "x"], {}, "--nmae"),
    (["token", "new", "--name"], {}, "--name"),
    (["token", "new", "--name", ""], {}, "--name"),
])
def test_what_is_wrong_stops_the_start_with_one_line(flags, environment, named):
    code, out, err = run(*flags, env=environment)
    assert code == 2 and out == ""
    assert len(err.strip().splitlines()) == 1, err
    assert named in err and "sesame" not in err


@pytest.mark.parametrize("value", ["1", "true", "yes", "TRUE", "on"])
def test_read_only_by_variable(sample_dsn, value):
    with piped("--conn", sample_dsn, env={"POSTGRES_READONLY": value}) as client:
        assert client.call("server_info").json()["readonly"] is True
        assert client.query("create table never (a int)").is_error
        assert client.query("select 1").rows == [[1]]


def yaml_file(folder, text):
    file = folder / "howdah.yaml"
    file.write_text(text)
    return file


def test_flag_beats_variable_beats_file_beats_default(cluster, tmp_path):
    file = yaml_file(tmp_path, "statement_timeout_ms: 3000\npool_max: 3\nreadonly: true\n")
    environment = {"POSTGRES_STATEMENT_TIMEOUT_MS": "2000", "DATABASE_URL": "host=127.0.0.1 port=1 dbname=wrong"}
    with piped("--config", file, "--conn", cluster.dsn("sample", "mcp_owner"), env=environment) as client:
        assert client.query("select current_database()").rows == [["sample"]]
        info = client.call("server_info").json()
        assert (info["readonly"], info["statement_timeout_ms"]) == (True, 2000)


@pytest.mark.parametrize("text, named", [("no_such_key: 1\n", "no_such_key"), ("pool_max: many\n", "pool_max"),
                                         ("pool_max: [1\n", "howdah.yaml"), ("- 1\n", "howdah.yaml"),
                                         ("pool_max: 3\npool_max: 4\n", "pool_max")])
def test_a_wrong_file_stops_the_start_with_one_line(tmp_path, text, named):
    code, out, err = run("--config", yaml_file(tmp_path, text))
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1 and named in err, err


def test_version_and_help():
    code, out, err = run("--version")
    assert (code, err) == (0, "") and VERSION in out
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    for name in ("--conn", "--transport", "--host", "--port", "--access", "--demo", "--config", "--log-level",
                 "DATABASE_URL", "POSTGRES_READONLY", "POSTGRES_STATEMENT_TIMEOUT_MS", "MCP_POOL_MAX"):
        assert name in out, name


def test_a_port_in_use_is_one_line_and_not_a_hang(shared_server):
    code, out, err = run("--transport", "streamable-http", "--port", shared_server.port, env={})
    assert code != 0 and out == ""
    assert str(shared_server.port) in err


def test_every_spelling_of_a_dsn_works(cluster):
    words = cluster.dsn("sample", "mcp_owner")
    socket = f"host={cluster.folder} port={cluster.port} dbname=sample user=mcp_owner"
    uri = cluster.uri("sample", "mcp_owner", "?application_name=mine&connect_timeout=3")
    for flags, environment in ((["--conn", words], {}), (["--conn", socket], {}), (["--conn", uri], {}),
                               ([], {"DATABASE_URL": uri}), ([], {"POSTGRES_CONNECTION_STRING": words}),
                               ([], {"DATABASE_URL": "", "POSTGRES_CONNECTION_STRING": words}),
                               (["--conn", "dbname=sample"], {"PGHOST": "127.0.0.1", "PGPORT": str(cluster.port),
                                                              "PGUSER": "mcp_owner"})):
        with piped(*flags, env=environment) as client:
            assert client.query("select current_database()").rows == [["sample"]], (flags, environment)
            assert client.query("select 1").rows == [[1]]


def test_service_and_password_files_are_read(cluster, tmp_path):
    service = tmp_path / "services"
    service.write_text(f"[mine]\nhost=127.0.0.1\nport={cluster.port}\ndbname=sample\nuser=mcp_owner\n")
    passwords = tmp_path / "passwords"
    passwords.write_text(f"127.0.0.1:{cluster.port}:sample:mcp_owner:sesame\n")
    passwords.chmod(stat.S_IRUSR | stat.S_IWUSR)
    environment = {"PGSERVICEFILE": str(service), "PGPASSFILE": str(passwords)}
    with HttpServer("--conn", "service=mine", env=environment) as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            assert one.query("select current_user").rows == two.query("select current_user").rows == [["mcp_owner"]]


def test_the_start_says_the_mode_and_never_the_password(cluster):
    with HttpServer("--conn", cluster.dsn("sample", "mcp_owner", password="sesame"), "--log-level", "trace") as server:
        with LegacyClient(server.port) as one, ModernClient(server.port) as two:
            assert one.query("select 1").rows == two.query("select 1").rows == [[1]]
    assert "read-write" in server.full_log()
    assert "sesame" not in server.full_log()
