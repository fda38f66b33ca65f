"""Resources that the database has, and names completed, for two clients at once."""
from harness.event_stream import listen
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.server import HttpServer, StdioServer
from harness.stdio_client import StdioClient
from harness.waiting import eventually

TABLES = {"type": "ref/resource", "uri": "table://{schema}/{table}"}


def completed(client, ref, name, value, **chosen):
    params = {"ref": ref, "argument": {"name": name, "value": value}, "context": {"arguments": chosen}}
    return client.ask("completion/complete", params)["result"]["completion"]


def all_resources(client):
    found, cursor = [], None
    while True:
        page = client.ask("resources/list", {"cursor": cursor} if cursor else {})["result"]
        found += page["resources"]
        cursor = page.get("nextCursor")
        if not cursor:
            return found


def test_what_is_listed_can_be_read_in_both_eras(sample_dsn):
    with HttpServer("--conn", sample_dsn) as server, ModernClient(server.port) as modern, LegacyClient(server.port) as legacy:
        listed = all_resources(modern)
        assert listed == all_resources(legacy)
        uris = [each["uri"] for each in listed]
        assert "schema://public" in uris and "table://public/customer" in uris and len(set(uris)) == len(uris)
        assert all(each["name"] and each["mimeType"] for each in listed)
        digest = modern.ask("resources/read", {"uri": "schema://public"})["result"]["contents"][0]
        assert digest["mimeType"] == "text/plain" and "\ntable customer" in digest["text"]
        assert legacy.ask("resources/read", {"uri": "schema://nowhere"})["error"]["code"] == -32002
        assert modern.ask("resources/read", {"uri": "schema://nowhere"})["error"]["code"] == -32602
        assert modern.ask("resources/list", {"cursor": "made-up"})["error"]["code"] == -32602


def test_an_error_about_a_resource_repeats_its_uri(legacy, modern):
    uris = ["schema://nowhere", "table://public/no_such", "table://nowhere/customer", "nobody://knows", "no uri", "table://public/",
            'table://public/"\\ü\u0000']
    for client, code in ((legacy, -32002), (modern, -32602)):
        asked = [("resources/read", uri) for uri in uris if client is legacy or uri.isascii() and uri.isprintable()]
        for method, uri in asked + ([("resources/subscribe", "nobody://knows")] if client is legacy else []):
            error = client.ask(method, {"uri": uri})["error"]
            assert (error["code"], error["data"]["uri"]) == (code, uri)
            assert error["data"]["hint"]


def test_names_are_completed_over_http_and_stdio(sample_dsn):
    with HttpServer("--conn", sample_dsn) as server, ModernClient(server.port) as http, StdioServer("--conn", sample_dsn) as process:
        pipe = StdioClient(process)
        pipe.initialize()
        for client in (http, pipe):
            assert completed(client, TABLES, "schema", "publ")["values"] == ["public"]
            assert "customer" in completed(client, TABLES, "table", "custmer", schema="public")["values"]
            columns = completed(client, {"type": "ref/prompt", "name": "profile_column"}, "column", "", schema="public", table="customer")
            assert "id" in columns["values"] and not columns["hasMore"]
            assert "mcp_owner" in completed(client, {"type": "ref/prompt", "name": "review_role"}, "role", "mcp_")["values"]
            unknown = client.ask("completion/complete", {"ref": {"type": "ref/prompt", "name": "nope"}, "argument": {"name": "a", "value": ""}})
            assert unknown["error"]["code"] == -32602


def test_a_change_in_a_schema_is_told_to_who_subscribed_to_it(cluster, fresh_database):
    with HttpServer("--conn", cluster.dsn(fresh_database, "mcp_owner")) as server, Wire(server.port) as wire, cluster.psql(fresh_database) as psql:
        eventually(lambda: wire.get("/health").status == 200, 10, "the database is up")
        psql("create schema other")
        with listen(server.port, id=1, resourceSubscriptions=["schema://public"]) as watching, \
                listen(server.port, id=2, resourceSubscriptions=["schema://other"]) as elsewhere:
            for stream in (watching, elsewhere):
                assert stream.message()["method"] == "notifications/subscriptions/acknowledged"
            psql("create table public.appeared (id int)")
            told = watching.message()
            assert (told["method"], told["params"]["uri"]) == ("notifications/resources/updated", "schema://public")
            psql("create table other.appeared (id int)")
            assert elsewhere.message()["params"]["uri"] == "schema://other"
