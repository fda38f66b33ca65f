"""The same JSON-RPC id twice in flight: no answer may be lost or crossed."""
import pytest

from harness import messages
from harness.http_client import LegacyClient, ModernClient

SLOW = {"sql": "select pg_sleep(0.6), 'slow' as tag"}
FAST = {"sql": "select 'fast' as tag"}


def both(slow_client, fast_client):
    slow = slow_client.begin("query", id=1, **SLOW)
    fast = fast_client.begin("query", id=1, **FAST)
    return slow, fast


@pytest.mark.parametrize("kinds", [(LegacyClient, LegacyClient), (ModernClient, ModernClient), (LegacyClient, ModernClient),
                                   (ModernClient, LegacyClient)], ids=lambda kinds: "-".join(k.__name__ for k in kinds))
def test_two_clients_with_the_same_id_get_their_own_answers(shared_server, kinds):
    with kinds[0](shared_server.port) as one, kinds[1](shared_server.port) as two:
        slow, fast = both(one, two)
        assert fast.result().rows == [["fast"]]
        assert slow.result().rows[0][-1] == "slow"


def test_one_session_with_the_same_id_twice_gets_both_answers_or_a_refusal(legacy, modern):
    slow, fast = both(legacy, legacy)
    second = fast.response()
    if second.status == 400:
        assert second.error["code"] == -32600
    else:
        assert messages.Result(second.answer).rows == [["fast"]]
    assert slow.result().rows[0][-1] == "slow"
    assert modern.query("select 1").rows == [[1]]


def test_many_clients_with_the_same_ids_get_their_own_answers(shared_server):
    clients = [kind(shared_server.port) for kind in (LegacyClient, ModernClient) for _ in range(4)]
    pending = [(i, n, client.begin("query", id=n, sql=f"select {i} as client, {n} as call, pg_sleep(random() / 20)"))
               for i, client in enumerate(clients) for n in range(5)]
    for i, n, call in pending:
        assert call.result().rows[0][:2] == [i, n]
    for client in clients:
        client.close()
