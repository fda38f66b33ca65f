"""What every client program asks for, and how it tells what it saw: one JSON object on stdout."""
import json
import os

SQL = "select id, name from customer order by id limit 2"
BAD_SQL = "select * from no_such_table"
RESOURCE = "table://public/orders"


def environment():
    """The SDKs pass only a few variables to a stdio server unless told otherwise."""
    return dict(os.environ)


def headers():
    token = os.environ.get("TOKEN")
    return {"Authorization": f"Bearer {token}"} if token else {}


def tell(**seen):
    print(json.dumps(seen), flush=True)
