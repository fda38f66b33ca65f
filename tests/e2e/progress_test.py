"""What a client that gave a progress token hears of a statement that takes long."""
from harness import messages
from harness.event_stream import EventStream
from harness.http_client import JSON, ModernClient
from harness.server import HttpServer
from harness.waiting import eventually


def test_elapsed_time_grows_and_the_phase_is_told_where_postgresql_knows_it(cluster, fresh_database):
    with HttpServer("--conn", cluster.dsn(fresh_database, "mcp_owner")) as server, cluster.psql(fresh_database) as psql, \
            ModernClient(server.port) as beside:
        psql("create table busy (id int); grant all on busy to mcp_owner; alter table busy owner to mcp_owner")
        psql("begin; insert into busy values (1)")
        message = messages.modern(messages.tool_call(1, "query", {"sql": "create index concurrently on busy (id)"}))
        message["params"]["_meta"]["progressToken"] = "index"
        with EventStream(server.port, "POST", "/mcp", {**JSON, **messages.modern_headers(message)}, message) as stream:
            heard = []
            while not heard or "waiting for writers" not in heard[-1]["message"]:
                told = stream.message()
                assert told["method"] == "notifications/progress", told
                heard.append(told["params"])
                assert len(heard) < 40
            assert beside.query("select 1").text
            psql("rollback")
            while "result" not in (told := stream.message()):
                heard.append(told["params"])
            assert not told["result"]["isError"], told
        assert {each["progressToken"] for each in heard} == {"index"}
        done = [each["progress"] for each in heard]
        assert done == sorted(set(done))
        assert heard[-1]["message"].split(" s")[0].replace(".", "").isdigit()
        eventually(lambda: beside.query("select count(*) from pg_indexes where tablename = 'busy'").text.count("1") > 0, 5, "the index is there")
