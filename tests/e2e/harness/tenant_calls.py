"""What a tenant asks, and the judge of each answer: is it the one to this call, this tenant's, and free of what is another's?"""
import collections
import dataclasses
import itertools
import json

from harness import messages
from harness.tenants import FOREIGN, SEATS, USERS, canary, own_schema

ROWS = "select $1::int, current_user::text, string_agg(distinct body, ',') from docs"
STATE = ("select $1::int, current_user::text, current_setting('app.tenant', true), current_setting('request.jwt.claims', true)::json->>'tenant', "
         "coalesce(current_setting('app.left', true), ''), current_setting('search_path'), {left}")
LEFT = "left_prepared() + left_cursors() + left_ears() + left_temporary() + left_locks()"
LARGE = "select $1::int, body, repeat('x', 300) from docs, generate_series(1, 50)"
WRITE = "update docs set body = body where id = (select min(id) from docs) returning $1::int, current_user::text, body"
FAILS = "select $1::int / 0, body from docs"
SLOW = "select $1::int, body from docs where pg_sleep(0.02) is not null"
LIMIT = 7
SEARCH_PATH = '"$user", public'
# Functions that leave something behind in their session.
LEAVING = ["leave_setting", "leave_path", "leave_claims", "leave_role", "leave_timeout", "fail_with", "leave_temporary", "leave_shadow",
           "leave_prepared", "leave_cursor", "leave_lock", "leave_ear", "leave_shout"]
METADATA = ["list_schemas", "list_tables", "describe_table", "get_foreign_keys", "find_relationships", "server_info", "db_identity"]
# What may happen while backends are killed, and when there is more to do than there are connections.
EXPECTED = {"unavailable", "connection_lost", "outcome_unknown", "busy"}
# The oldest revisions have nothing but the text of an error.
TEXTS = {"The database does not answer": "unavailable", "Cannot connect to PostgreSQL": "unavailable", "Cannot set up the connection": "unavailable",
         "closed the connection while it was being set up": "unavailable", "The connection to PostgreSQL was lost:": "connection_lost",
         "was lost while writing": "outcome_unknown", "The server is busy": "busy", "No database connection became free": "busy",
         "Rule: session-left": "statement_refused", "SQLSTATE: ": "query_failed"}
NUMBERS = itertools.count(1)


@dataclasses.dataclass
class Call:
    tenant: str
    id: int
    kind: str
    tool: str
    arguments: dict
    number: int = 0

    def message(self):
        return messages.tool_call(self.id, self.tool, self.arguments)


def value_of(chance, tenant, function):
    """What a function is told: what would help another, or harm."""
    return {"leave_path": own_schema(tenant), "leave_claims": chance.choice(list(SEATS)), "leave_role": "none",
            "leave_timeout": "1"}.get(function, canary(tenant))


def query(tenant, id, kind, sql, **more):
    number = next(NUMBERS)
    return Call(tenant, id, kind, "query", {"sql": sql, "parameters": [number], "format": "json", **more}, number)


class Asking:
    """Draws calls. Behind a pooler nobody may call what may leave something in a session, nor ask what is left but for settings."""

    def __init__(self, pooled=False):
        self.state = STATE.format(left="0" if pooled else LEFT)

    def draw(self, chance, tenant, id):
        kind = chance.choices(["rows", "state", "large", "write", "fails", "leaves", "metadata"], [58, 20, 1, 3, 4, 2, 12])[0]
        if kind == "leaves":
            function = chance.choice(LEAVING)
            return Call(tenant, id, kind, "query", {"sql": f"select {function}($1)", "parameters": [value_of(chance, tenant, function)]})
        if kind == "metadata":
            tool = chance.choice(METADATA)
            wanted = {"list_tables": {"schema": own_schema(tenant)}, "describe_table": {"schema": own_schema(tenant), "table_name": "account"},
                      "get_foreign_keys": {"schema": own_schema(tenant), "table_name": "entry"},
                      "find_relationships": {"schema": own_schema(tenant), "table_name": "entry"}}
            return Call(tenant, id, tool, tool, wanted.get(tool, {}))
        sql = {"rows": ROWS, "state": self.state, "large": LARGE, "write": WRITE, "fails": FAILS}[kind]
        return query(tenant, id, kind, sql, **({"row_limit": LIMIT} if kind == "large" else {}))


def slow(tenant, id):
    return query(tenant, id, "cancelled", SLOW)


class Ledger:
    """What came of the calls. Every list but `kinds` has to stay empty."""

    def __init__(self):
        self.calls = self.answers = 0
        self.kinds = collections.Counter()
        self.errors = collections.Counter()
        self.misdelivered, self.foreign, self.wrong = [], [], []

    def add(self, other):
        self.calls += other.calls
        self.answers += other.answers
        self.kinds += other.kinds
        self.errors += other.errors
        for name in ("misdelivered", "foreign", "wrong"):
            getattr(self, name).extend(getattr(other, name))

    def faults(self):
        return (self.misdelivered + self.foreign + self.wrong)[:5]

    def summary(self):
        def listed(counter):
            return ", ".join(f"{name} {n}" for name, n in sorted(counter.items()))
        return (f"calls {self.calls}, answers {self.answers}, misdelivered {len(self.misdelivered)}, canaries seen by another {len(self.foreign)}, "
                f"wrong {len(self.wrong)}\n  by kind: {listed(self.kinds)}\n  expected errors: {listed(self.errors) or 'none'}")

    # -- judging ---------------------------------------------------------------------------

    def scan(self, tenant, raw):
        """Looks for what is another's in the bytes as they came."""
        for mark in FOREIGN[tenant]:
            if mark in raw:
                self.foreign.append((tenant, mark, raw[:600]))

    def judge(self, call, answer):
        """Whether the database was there for it."""
        self.answers += 1
        self.kinds[call.kind] += 1
        code = self.code(answer)
        if code in EXPECTED:
            self.errors[code] += 1
            return False
        verdict = self.refusal(call, code, str(answer)) if code else CHECKS[call.kind](call, answer["result"])
        if verdict:
            getattr(self, verdict).append((call, str(answer)[:600]))
        return True

    @staticmethod
    def code(answer):
        if "error" in answer:
            return answer["error"].get("data", {}).get("error", {}).get("code") or str(answer["error"]["code"])
        result = answer["result"]
        if not result.get("isError"):
            return None
        if "structuredContent" in result:
            return result["structuredContent"]["error"]["code"]
        told = text(result)
        return next((code for words, code in TEXTS.items() if words in told), "unknown")

    @staticmethod
    def refusal(call, code, told):
        """Calls that fail by themselves, and no others."""
        if call.kind == "cancelled":
            return None if "cancelled" in told else "wrong"
        if call.kind == "leaves":
            return None if code == "query_failed" or "session-left" in told else "wrong"
        return None if call.kind == "fails" and "22012" in told else "wrong"

    def settle(self, pending, answers):
        """Each answer to its call, by its id. Whether the database was there for all of them."""
        there, scanned = True, None
        tenant = next(iter(pending.values())).tenant
        for raw, answer in answers:
            if raw is not scanned:  # a batch comes as one text
                self.scan(tenant, raw)
            scanned = raw
            call = pending.pop(answer.get("id"), None)
            if call:
                there &= self.judge(call, answer)
            else:
                self.answers += 1
                self.misdelivered.append((answer.get("id"), raw[:600]))
        return there

    def missing(self, pending):
        self.misdelivered += [("no answer", call) for call in pending.values()]


def text(result):
    return "\n".join(block["text"] for block in result["content"])


def rows(result):
    """Of a query that asked for JSON; the marks around what comes of the database are passed over."""
    line = next(line for line in result["content"][0]["text"].split("\n") if line.startswith("["))
    return [list(row.values()) for row in json.loads(line)]


def one_row(call, result, *rest):
    row, = rows(result)
    if row[0] != call.number:
        return "misdelivered"
    return None if row[1:] == [USERS[SEATS[call.tenant]], *rest] else "wrong"


def own_row(call, result):
    return one_row(call, result, canary(call.tenant))


def clean_state(call, result):
    return one_row(call, result, call.tenant, call.tenant, "", SEARCH_PATH, 0)


def cut_off(call, result):
    found = rows(result)
    if any(row[0] != call.number for row in found):
        return "misdelivered"
    return None if [row[1] for row in found] == [canary(call.tenant)] * LIMIT else "wrong"


def holds(what):
    return lambda call, result: None if what(call.tenant) in text(result) else "wrong"


CHECKS = {
    "rows": own_row,
    "write": own_row,
    "state": clean_state,
    "large": cut_off,
    "cancelled": lambda call, result: None if rows(result)[0][0] == call.number else "misdelivered",
    "fails": lambda *_: "wrong",
    "leaves": lambda *_: None,
    "list_schemas": holds(own_schema),
    "list_tables": holds(lambda _: "account"),
    "describe_table": holds(canary),
    "get_foreign_keys": holds(own_schema),
    "find_relationships": holds(own_schema),
    "server_info": holds(lambda _: "PostgreSQL Explorer"),
    "db_identity": holds(lambda tenant: USERS[SEATS[tenant]]),
}
