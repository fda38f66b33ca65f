"""Six tenants in three kinds of seats ask at random, over every transport and era, while backends die, permissions are read again and calls are given
up: every answer is its call's own, and nobody ever sees what is another's. `HOWDAH_TENANCY_CALLS` says how many calls the ordinary runs make."""
import contextlib
import dataclasses
import os
import random
import signal
import threading
import time

import pytest

from harness import tenants
from harness.http_client import ModernClient, Wire
from harness.issuer import Issuer
from harness.pgbouncer import PgBouncer
from harness.postgres import Cluster
from harness.server import HttpServer, run
from harness.speakers import ALL
from harness.tenant_calls import Asking, Ledger, slow
from harness.waiting import eventually

SEED = 20261123
CALLS = int(os.environ.get("HOWDAH_TENANCY_CALLS", "700"))
LONG_CALLS = int(os.environ.get("HOWDAH_TENANCY_LONG_CALLS", "205000"))
# The fewer connections there are, the more often a seat is changed, and the slower it goes.
SHARES = {1: 0.03, 2: 0.07, 3: 0.2, 4: 0.7}
THREADS = 6


@dataclasses.dataclass
class World:
    cluster: Cluster
    database: str
    issuer: Issuer
    folder: object


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A cluster of its own, since it crashes; with it the tenants, and an issuer of access tokens."""
    cluster = Cluster(shared_preload_libraries="", restart_after_crash="on").create().start()
    folder = tmp_path_factory.mktemp("tenants")
    try:
        with cluster.psql() as admin, Issuer(folder) as issuer:
            admin("create database tenants")
            tenants.build(cluster, "tenants")
            admin("checkpoint")
            yield World(cluster, "tenants", issuer, folder)
    finally:
        cluster.remove()


@pytest.fixture
def pooled(world):
    """The way through a PgBouncer that has fewer connections than callers."""
    if "--pooler" not in run("--help")[1]:
        pytest.skip("this howdah does not know --pooler")
    with PgBouncer(world.cluster, [*tenants.USERS.values()], connections=2) as bouncer:
        yield bouncer.dsn(world.database, tenants.LOGIN), ("--pooler", "transaction")


@pytest.fixture
def direct(world):
    return world.cluster.dsn(world.database, tenants.LOGIN), ()


@pytest.fixture(params=["direct", "pooled"])
def way(request):
    """The way to the database, and the flags for it."""
    return request.getfixturevalue(request.param)


class Run:
    """One server, its callers, and what disturbs them. `tokens` maps each tenant to what it may call with."""

    def __init__(self, world, way, connections):
        self.world, (dsn, flags) = world, way
        self.file = tenants.permissions(world.folder, issuer=world.issuer)
        config = world.folder / "howdah.yaml"
        config.write_text(f"auth: {{issuers: [{{issuer: '{world.issuer.url}', audience: howdah}}]}}\n")
        self.server = HttpServer("--conn", dsn, "--permissions", self.file, "--config", config, "--pool-min", 1, "--pool-max", connections,
                                 "--http-connections", 500, "--log-level", "warning", *flags)
        self.tokens = {name: [tenants.token(name), world.issuer.token(f"{name}-by-token", tenant=name, exp=int(time.time()) + 3600)]
                       for name in tenants.SEATS}
        self.asking = Asking(pooled=bool(flags))
        self.ledger = Ledger()
        self.over = threading.Event()
        self.kills = self.reloads = self.seconds = 0
        self._adding = threading.Lock()

    def is_there(self):
        with Wire(self.server.port) as wire:
            return wire.get("/health").status == 200

    def __enter__(self):
        self.server.__enter__()
        eventually(self.is_there, 20, "the database is up")
        return self

    def __exit__(self, *_):
        self.server.__exit__(None, None, None)

    # -- callers ---------------------------------------------------------------------------

    def caller(self, seed, share):
        chance, ledger = random.Random(f"{SEED}/{seed}"), Ledger()
        try:
            while ledger.calls < share and not self.over.is_set():
                self.converse(chance, ledger)
        except BaseException as problem:
            ledger.wrong.append((f"caller {seed}", repr(problem)))
            self.over.set()
        with self._adding:
            self.ledger.add(ledger)

    def converse(self, chance, ledger):
        """One connection or session from its start to its end: ids begin at 1 in each."""
        tenant = chance.choice(list(tenants.SEATS))
        speaker = chance.choice(ALL)(self.server.port, chance.choice(self.tokens[tenant]))
        try:
            ids = 1
            for _ in range(chance.randrange(1, 8)):
                calls = [self.asking.draw(chance, tenant, ids + n) for n in range(chance.randrange(1, 40))]
                ids += len(calls) + 1
                self.exchange(speaker, calls, ledger)
                if chance.random() < 0.05:
                    self.give_up(speaker, slow(tenant, ids - 1), ledger)
            if chance.random() < 0.5:
                speaker.end()
            ledger.wrong += [("refused", each) for each in speaker.refused]
        finally:
            speaker.close()

    def exchange(self, speaker, calls, ledger):
        pending = {call.id: call for call in calls}
        ledger.calls += len(calls)
        there = ledger.settle(pending, speaker.ask([call.message() for call in calls]))
        ledger.missing(pending)
        if not there:
            eventually(self.is_there, 20, "the database is up again")

    @staticmethod
    def give_up(speaker, call, ledger):
        ledger.calls += 1
        ledger.kinds["given up"] += 1
        ledger.settle({call.id: call}, speaker.cancel(call.message()))

    # -- what goes on meanwhile ------------------------------------------------------------

    def disturb(self, chance, threads, pause):
        """Until all are done: backends end or are killed, and the permissions are read again. Ends with the last caller."""
        while working := [thread for thread in threads if thread.is_alive()]:
            working[0].join(pause)
            chance.choice([self.end_a_backend, self.end_a_backend, self.kill_a_backend, self.reload, self.reload, self.reload])(chance)
            if not self.server.alive():
                self.over.set()

    def backends(self, chance, what):
        with self.world.cluster.psql("postgres") as admin:
            try:
                return admin(f"select {what} from pg_stat_activity where usename like 'tenants_%' order by random() limit 1")
            except AssertionError:
                return []  # the cluster recovers

    def end_a_backend(self, chance):
        self.backends(chance, "pg_terminate_backend(pid)")

    def kill_a_backend(self, chance):
        for pid, in self.backends(chance, "pid"):
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
                self.kills += 1

    def reload(self, chance):
        more = "".join(f"  guest{chance.randrange(99)}: {{role: of_{name}}}\n" for name in chance.sample(list(tenants.SEATS), chance.randrange(2)))
        tenants.permissions(self.world.folder, more_users=more, issuer=self.world.issuer)
        os.kill(self.server.pid, signal.SIGHUP)
        self.reloads += 1

    def go(self, calls, pause=0.5, seed=0):
        threads = [threading.Thread(target=self.caller, args=(f"{seed}/{n}", calls // THREADS + 1)) for n in range(THREADS)]
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        self.disturb(random.Random(seed), threads, pause)
        self.seconds = time.monotonic() - begun
        assert self.server.alive(), self.server.last_words()
        return self.ledger


def tell(capsys, what, seconds, it, ledger):
    with capsys.disabled():
        print(f"\n{what}, {seconds:.1f} s, {ledger.calls / seconds:.0f} calls/s, kill -9 {it.kills}, reloads {it.reloads}: {ledger.summary()}")


def expect_nothing_crossed(ledger, calls):
    assert not ledger.misdelivered and not ledger.foreign and not ledger.wrong, ledger.faults()
    assert ledger.calls >= calls and ledger.answers >= ledger.calls - ledger.kinds["given up"]
    assert sum(ledger.errors.values()) < ledger.answers / 2, "most of the time the database is there"


def test_a_policy_that_leaks_is_noticed(world):
    with world.cluster.psql() as admin:
        admin("create database leaking")
    tenants.build(world.cluster, "leaking", more=tenants.OPEN)
    with Run(world, (world.cluster.dsn("leaking", tenants.LOGIN), ()), 4) as it:
        ledger = it.go(300, pause=60)
    assert ledger.foreign and ledger.wrong and not ledger.misdelivered


def test_a_caller_that_is_taken_for_another_is_noticed(world, direct):
    with Run(world, direct, 4) as it:
        it.tokens["red"] = it.tokens["rose"]
        ledger = it.go(300, pause=60)
    assert ledger.foreign and not ledger.misdelivered
    assert {tenant for tenant, *_ in ledger.foreign} == {"red"}


def test_a_write_whose_backend_is_killed_behind_a_pooler_has_an_unknown_outcome(world, pooled):
    with world.cluster.psql() as admin, Run(world, pooled, 1) as it, ModernClient(it.server.port, token=tenants.token("red")) as client:
        call = client.begin("query", sql="update docs set body = body from pg_sleep(20)")
        running = "select pid from pg_stat_activity where usename like 'tenants_%' and state = 'active' and position('pg_sleep' in query) > 0"
        (pid,), = eventually(lambda: admin(running), 10, "it runs")[0]
        os.kill(int(pid), signal.SIGKILL)
        assert call.result().error["code"] == "outcome_unknown"


@pytest.mark.parametrize("connections", [1, 2, 3, 4])
def test_nobody_is_answered_with_what_is_anothers(world, way, connections, capsys):
    with Run(world, way, connections) as it:
        ledger = it.go(CALLS, seed=connections)
    tell(capsys, f"{connections} connections", it.seconds, it, ledger)
    expect_nothing_crossed(ledger, CALLS)


@pytest.mark.long
def test_nobody_is_answered_with_what_is_anothers_in_the_long_run(world, way, capsys):
    total, seconds = Ledger(), 0
    for connections, share in SHARES.items():
        with Run(world, way, connections) as it:
            total.add(it.go(int(share * LONG_CALLS), pause=2, seed=f"long {connections}"))
        seconds += it.seconds
        tell(capsys, f"up to {connections} connections", seconds, it, total)
    expect_nothing_crossed(total, LONG_CALLS)
