"""The judge of the answers to tenants: it finds what is wrong in them, and nothing in those that are right."""
import json

import pytest

from harness.tenant_calls import LARGE, LIMIT, ROWS, SEARCH_PATH, STATE, Call, Ledger, query, slow
from harness.tenants import canary, own_schema


def told(id, *rows, **result):
    text = "the marks\n" + json.dumps([dict(enumerate(row)) for row in rows])
    return {"jsonrpc": "2.0", "id": id, "result": {"content": [{"type": "text", "text": text}], "isError": False, **result}}


def failed(id, text):
    return {"jsonrpc": "2.0", "id": id, "result": {"content": [{"type": "text", "text": text}], "isError": True}}


def settled(*answers, call, raw=None):
    ledger = Ledger()
    pending = {call.id: call}
    ledger.calls = 1
    ledger.settle(pending, [(raw or json.dumps(each).encode(), each) for each in answers])
    ledger.missing(pending)
    return [name for name in ("misdelivered", "foreign", "wrong") if getattr(ledger, name)]


@pytest.fixture
def rows():
    return query("red", 5, "rows", ROWS)


def right(call):
    return told(call.id, [call.number, "tenants_shared", canary("red")])


def test_a_right_answer_is_right(rows):
    assert settled(right(rows), call=rows) == []


def test_a_canary_of_another_is_found_wherever_it_is(rows):
    for mark in (canary("rose"), own_schema("navy")):
        assert settled({**right(rows), "_meta": {"deep": [mark]}}, call=rows) == ["foreign"]


def test_a_canary_of_another_is_found_in_the_bytes_of_a_batch(rows):
    assert settled(right(rows), call=rows, raw=f"[{canary('blue')}]".encode()) == ["foreign"]


def test_the_row_of_another_call_is_found(rows):
    assert settled(told(5, [rows.number + 1, "tenants_shared", canary("red")]), call=rows) == ["misdelivered"]


def test_another_id_is_found(rows):
    assert settled({**right(rows), "id": 6}, call=rows) == ["misdelivered"]
    assert settled({**right(rows), "id": "5"}, call=rows) == ["misdelivered"]


def test_a_second_answer_and_a_missing_one_are_found(rows):
    assert settled(right(rows), right(rows), call=rows) == ["misdelivered"]
    assert settled(call=rows) == ["misdelivered"]


@pytest.mark.parametrize("row", [["tenants_role", canary("red")], ["tenants_shared", None], ["tenants_shared", canary("red") + ",x"]])
def test_another_seat_and_other_rows_are_found(rows, row):
    assert settled(told(5, [rows.number, *row]), call=rows) == ["wrong"]


CLEAN = ["tenants_shared", "red", "red", "", SEARCH_PATH, 0]


@pytest.mark.parametrize("place, value", [(1, "rose"), (2, "rose"), (3, "left"), (4, "pg_catalog"), (5, 1)])
def test_what_is_left_in_a_session_is_found(place, value):
    call = query("red", 1, "state", STATE)
    assert settled(told(1, [call.number, *CLEAN]), call=call) == []
    left = [*CLEAN]
    left[place] = value
    assert settled(told(1, [call.number, *left]), call=call) == ["wrong"]


def test_rows_of_a_cut_result_are_all_looked_at():
    call = query("red", 1, "large", LARGE)
    good = [call.number, canary("red"), "x"]
    assert settled(told(1, *[good] * LIMIT), call=call) == []
    assert settled(told(1, *[good] * (LIMIT - 1), [call.number + 1, canary("red"), "x"]), call=call) == ["misdelivered"]
    assert settled(told(1, *[good] * (LIMIT - 1)), call=call) == ["wrong"]


def test_only_expected_errors_pass(rows):
    assert settled(failed(5, "The connection to PostgreSQL was lost: terminating connection"), call=rows) == []
    assert settled(failed(5, "The server is busy: 1000 calls are waiting for a connection."), call=rows) == []
    assert settled(failed(5, "Access denied"), call=rows) == ["wrong"]
    assert settled(failed(5, "SQLSTATE: 42501"), call=rows) == ["wrong"]
    assert settled({"jsonrpc": "2.0", "id": 5, "error": {"code": 110, "message": "Request cancelled"}}, call=rows) == ["wrong"], "nobody cancelled it"


def test_a_call_that_was_given_up_may_be_cancelled_or_answered():
    call = slow("red", 1)
    assert settled({"jsonrpc": "2.0", "id": 1, "error": {"code": 110, "message": "Request cancelled"}}, call=call) == []
    assert settled(told(1, [call.number, canary("red")]), call=call) == []
    assert settled(told(1, [call.number + 1, canary("red")]), call=call) == ["misdelivered"]


def test_metadata_must_be_the_tenants_own():
    call = Call("red", 1, "list_schemas", "list_schemas", {})
    assert settled(told(1, [own_schema("red")]), call=call) == []
    assert settled(told(1, ["public"]), call=call) == ["wrong"]
