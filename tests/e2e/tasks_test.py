"""Long calls of clients that know tasks become some: handle first, outcome later."""
import itertools

import pytest

from harness import messages
from harness.http_client import Wire
from harness.server import StdioServer
from harness.stdio_client import StdioClient
from harness.waiting import eventually

TASKS = {"extensions": {"io.modelcontextprotocol/tasks": {}}}
ids = itertools.count(1)


class TaskClient:
    """A modern client over HTTP that knows tasks."""

    def __init__(self, port):
        self.wire = Wire(port)

    def ask(self, method, capabilities=None, **params):
        message = messages.request(next(ids), method, params)
        headers = messages.modern_headers(message)
        if "taskId" in params:
            headers["Mcp-Name"] = params["taskId"]
        return self.wire.post(messages.modern(message, TASKS if capabilities is None else capabilities), headers).answer

    def begin(self, sql):
        made = self.ask("tools/call", name="query", arguments={"sql": sql})["result"]
        assert made["resultType"] == "task", made
        return made["taskId"]

    def task(self, id):
        return self.ask("tasks/get", taskId=id)["result"]


@pytest.fixture
def clients(shared_server):
    pair = [TaskClient(shared_server.port) for _ in range(2)]
    yield pair
    for client in pair:
        client.wire.close()


def test_a_long_query_becomes_a_task_and_ends_with_its_rows(clients):
    first, second = clients
    id = first.begin("select 'late' as word from pg_sleep(3)")
    assert second.task(id)["status"] == "working", "state is the server's, not the connection's"
    eventually(lambda: first.task(id)["status"] == "completed", 10, "the task completes")
    assert "late" in second.task(id)["result"]["content"][0]["text"]


def test_two_tasks_run_side_by_side_and_keep_apart(clients):
    tasks = {word: client.begin(f"select '{word}' as word from pg_sleep(2.5)") for word, client in zip(("one", "two"), clients)}
    for word, id in tasks.items():
        eventually(lambda: clients[0].task(id)["status"] == "completed", 10, "the task completes")
        assert word in clients[0].task(id)["result"]["content"][0]["text"]


def test_a_short_query_is_answered_at_once(clients):
    assert clients[0].ask("tools/call", name="query", arguments={"sql": "select 1"})["result"]["resultType"] == "complete"


def test_an_error_of_the_statement_completes_the_task(clients):
    id = clients[0].begin("select 1 / (extract(epoch from clock_timestamp()) * 0)::int from pg_sleep(3)")
    eventually(lambda: clients[0].task(id)["status"] == "completed", 10, "the task completes")
    assert clients[0].task(id)["result"]["isError"]


def test_cancelling_a_task_ends_its_statement(clients, activity):
    mark = f"/* task {next(ids)} */"
    id = clients[0].begin(f"select {mark} pg_sleep(25)")
    assert activity(mark)
    assert clients[1].ask("tasks/cancel", taskId=id)["result"]["resultType"] == "complete"
    eventually(lambda: not activity(mark), 10, "the statement ends")
    eventually(lambda: clients[0].task(id)["status"] == "cancelled", 10, "the task ends")


def test_a_task_outlives_the_connection_that_began_it(shared_server, clients):
    left = TaskClient(shared_server.port)
    id = left.begin("select 'still here' as word from pg_sleep(3)")
    left.wire.close()
    eventually(lambda: clients[0].task(id)["status"] == "completed", 10, "the task completes")
    assert "still here" in clients[0].task(id)["result"]["content"][0]["text"]


def test_tasks_are_for_clients_that_know_them(clients):
    assert clients[0].ask("server/discover")["result"]["capabilities"]["extensions"] == TASKS["extensions"]
    assert clients[0].ask("tasks/get", capabilities={}, taskId="x")["error"]["code"] == -32021
    assert clients[0].ask("tasks/get", taskId="x")["error"]["code"] == -32602


class PipedTaskClient(StdioClient):
    """A modern client over stdio that knows tasks."""

    def ask_modern(self, method, params, id=None):
        id = next(ids) if id is None else id
        self.send(messages.modern(messages.request(id, method, params), TASKS))
        return self.answer(id)["result"]

    def query_as_task(self, sql, id=None):
        made = self.ask_modern("tools/call", {"name": "query", "arguments": {"sql": sql}}, id)
        assert made["resultType"] == "task", made
        return made["taskId"]

    def status(self, task):
        return self.ask_modern("tasks/get", {"taskId": task})["status"]


def test_over_stdio(sample_dsn):
    with StdioServer("--conn", sample_dsn) as server:
        client = PipedTaskClient(server)
        task = client.query_as_task("select 'piped' as word from pg_sleep(3)")
        eventually(lambda: client.status(task) == "completed", 10, "the task completes")


def test_over_stdio_a_notification_cancels_the_call_of_its_id_and_no_task_that_came_of_one(sample_dsn, activity):
    with StdioServer("--conn", sample_dsn) as server:
        client = PipedTaskClient(server)
        task = client.query_as_task("select 'task_goes_on' as word from pg_sleep(6)", id="again")
        client.cancel("again")
        call = messages.tool_call("again", "query", {"sql": "select 'call_ends' as word from pg_sleep(60)"})
        client.send(messages.modern(call, {}))
        eventually(lambda: activity("call_ends"), 5, "the call of the same id runs")
        client.cancel("again")
        eventually(lambda: not activity("call_ends"), 5, "the call of the same id ends")
        assert activity("task_goes_on") and client.status(task) == "working"
        eventually(lambda: client.status(task) == "completed", 10, "the task completes")
        assert not client.answered("again"), "a cancelled request is not answered over stdio"
