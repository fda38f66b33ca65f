"""Access tokens of issuers: what becomes of those that were taken. Which are is in token_attacks_test.py."""
import pytest

from harness import messages
from harness.guarded import Guarded
from harness.http_client import LegacyClient, ModernClient, Wire
from harness.issuer import Issuer
from harness.waiting import eventually


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    with Issuer(tmp_path_factory.mktemp("issuer")) as made:
        yield made


@pytest.fixture(scope="module")
def guarded(issuer, sample_dsn, tmp_path_factory):
    with Guarded(issuer, sample_dsn, tmp_path_factory.mktemp("guarded")) as server:
        server.knows_the_keys(issuer)
        yield server
        assert server.alive(), server.last_words()


def test_no_token_is_written_down(guarded, issuer):
    token = issuer.token()
    assert guarded.status(token) == 200
    assert guarded.status(issuer.token(aud="other")) == 401
    eventually(lambda: "token_refused" in guarded.log(), 5, "the reason is in the log")
    assert token not in guarded.log() and token.split(".")[2] not in guarded.log()


def test_a_known_token_asks_the_issuer_for_nothing(guarded, issuer):
    token = issuer.token()
    assert guarded.status(token) == 200
    looks = len(issuer.asked)
    with ModernClient(guarded.port, token=token) as client:
        for _ in range(50):
            assert not client.query("select 1").is_error
    assert len(issuer.asked) == looks


def test_two_issuers_subjects_of_one_name_are_two_callers(issuer, sample_dsn, tmp_path):
    """A session of one is not there for the other."""
    with Issuer(tmp_path) as other:
        (tmp_path / "howdah.yaml").write_text("auth:\n  issuers:\n" + "".join(
            f"    - issuer: {each.url}\n      audience: howdah\n" for each in (issuer, other)))
        with Guarded(None, sample_dsn, tmp_path, "--config", tmp_path / "howdah.yaml") as server:
            server.knows_the_keys(issuer).knows_the_keys(other)
            with LegacyClient(server.port, token=issuer.token()) as mine:
                with Wire(server.port, token=other.token()) as theirs:
                    assert theirs.post(messages.request(7, "ping"), mine.headers()).status == 404
                with Wire(server.port, token=issuer.token()) as again:
                    assert again.post(messages.request(7, "ping"), mine.headers()).status == 200


def test_what_the_permissions_say_now_counts_for_known_tokens(sample_dsn, tmp_path):
    with Issuer(tmp_path) as issuer, Guarded(issuer, sample_dsn, tmp_path) as server:
        server.knows_the_keys(issuer)
        with ModernClient(server.port, token=issuer.token()) as client:
            assert not client.query("select 1").is_error
            server.give_roles("users: {carol: reader}\n")
            eventually(lambda: client.query("select 1").is_error, 10, "the role is gone")
            server.give_roles("users: {alice: reader}\n")
            eventually(lambda: not client.query("select 1").is_error, 10, "the role is back")
            server.file.write_text("users: [")
            eventually(lambda: "last good" in server.log(), 10, "the file is refused")
            assert not client.query("select 1").is_error, "by the last good one"
