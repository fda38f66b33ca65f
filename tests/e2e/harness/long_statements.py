"""Statements that run until somebody stops them."""
from harness.waiting import eventually

# A statement that sleeps in the server, one that computes, and one that streams rows. Each has a place for a mark.
STATEMENTS = ["select pg_sleep(60), '{mark}' as mark",
              "select count(*), '{mark}' as mark from generate_series(1, 1000000000) g where g % 7 = 3",
              "select g, '{mark}' as mark from generate_series(1, 3) g where pg_sleep(20) is not null"]


def begin(client, activity, mark, sql=STATEMENTS[0]):
    """Starts the statement and waits until PostgreSQL runs it."""
    call = client.begin("query", sql=sql.format(mark=mark))
    eventually(lambda: activity(mark), 5, f"{mark} runs")
    return call


def gone(activity, mark, within=1.0):
    eventually(lambda: not activity(mark), within, f"the backend stops running {mark}")
