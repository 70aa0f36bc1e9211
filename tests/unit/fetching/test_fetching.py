"""Downloads from a server that misbehaves: real sockets, on this machine only."""

import hashlib
import socket
import threading
from pathlib import Path

import pytest

from observatory.errors import FetchError
from observatory.fetching import Cache, Limits, fetch
from tests.unit.fetching import misbehaving as play

BODY = b"code_commune,annee,foyers\n" + b"".join(b"%05d,2025,10\n" % number for number in range(41001, 41268))
OTHER = BODY.replace(b",10\n", b",15\n")
SHA = hashlib.sha256(BODY).hexdigest()
FEW = Limits(connect=5, read=5, attempt=15, attempts=3, backoff=0.01, longest_wait=0.05, redirects=3, most=1 << 20)


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch):
    """Any socket that would leave this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self, address):
        assert address[0] in ("127.0.0.1", "::1"), f"une requête sort vers {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server():
    with play.serving() as serving:
        yield serving


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def get(server, cache, *plays, sha256=None, limits=FEW, progress=lambda received, total: None):
    server.plays[:] = plays
    return fetch(server.address, sha256, cache, progress, limits)


def refused(server, cache, *plays, **options) -> str:
    """The error of a download that must fail, leaving nothing that passes for a file."""
    with pytest.raises(FetchError) as error:
        get(server, cache, *plays, **options)
    assert cache.remembered(server.address) is None
    assert list(cache.root.glob("contents/*")) == []
    assert server.address in str(error.value)
    return str(error.value)


def test_a_file_is_kept_under_the_hash_of_its_content(server, cache):
    steps = []
    fetched = get(server, cache, play.whole(BODY), progress=lambda received, total: steps.append((received, total)))
    assert fetched.path == cache.root / "contents" / SHA and fetched.path.read_bytes() == BODY
    assert (fetched.name, fetched.sha256, fetched.unchanged) == ("caf_2025.csv", SHA, False)
    assert steps[-1] == (len(BODY), len(BODY))
    assert not cache.partial(server.address).folder.exists()


@pytest.mark.parametrize(
    ("header", "name"),
    [('attachment; filename="caf_41.csv"', "caf_41.csv"), ("attachment; filename=../../etc/passwd", "passwd"),
     ("inline", "caf_2025.csv")],
)  # fmt: skip
def test_the_server_may_name_the_file_but_not_its_place(server, cache, header, name):
    assert get(server, cache, play.whole(BODY, Content_Disposition=header)).name == name


def test_a_cut_connection_is_resumed_where_it_stopped(server, cache):
    fetched = get(server, cache, play.cut(BODY, 1000, ETag='"v1"'), play.rest(BODY, 1000, ETag='"v1"'))
    assert fetched.path.read_bytes() == BODY
    assert (server.asked[1]["Range"], server.asked[1]["If-Range"]) == ("bytes=1000-", '"v1"')


def test_a_download_killed_yesterday_is_resumed_today(server, cache):
    refused(server, cache, play.cut(BODY, 500, ETag='"v1"'), limits=Limits(attempts=1, read=0.3))
    fetched = get(server, cache, play.rest(BODY, 500, ETag='"v1"'))
    assert fetched.path.read_bytes() == BODY and server.asked[-1]["Range"] == "bytes=500-"


@pytest.mark.parametrize("tag", [{}, {"ETag": 'W/"v1"'}])
def test_without_a_sure_version_nothing_is_resumed(server, cache, tag):
    fetched = get(server, cache, play.cut(BODY, 1000, **tag), play.whole(BODY))
    assert fetched.path.read_bytes() == BODY and "Range" not in server.asked[1]


@pytest.mark.parametrize(
    "second",
    [
        play.whole(OTHER, ETag='"v2"'),  # an honest server gives the new file whole
        play.rest(OTHER, 1000, ETag='"v2"'),  # another one gives the end of the new file
        play.rest(OTHER, 1000, Last_Modified="Tue, 02 Feb 2027 10:00:00 GMT"),
        play.rest(OTHER, 1000, total=len(OTHER) + 5, ETag='"v1"'),
        play.answer(  # or as many bytes as are missing, from another place than the one asked
            206,
            {"Content-Range": f"bytes 900-{len(BODY) - 101}/{len(BODY)}", "Content-Length": str(len(BODY) - 1000)},
            OTHER[900:-100],
        ),
        play.answer(416, {"Content-Length": "0"}),
    ],
)
def test_a_file_that_changed_between_two_resumes_is_never_mixed(server, cache, second):
    first = play.cut(BODY, 1000, ETag='"v1"', Last_Modified="Mon, 01 Feb 2027 10:00:00 GMT")
    fetched = get(server, cache, first, second, play.whole(OTHER, ETag='"v2"'))
    assert fetched.path.read_bytes() == OTHER


def test_a_server_that_recovers_is_waited_for(server, cache):
    busy = play.answer(503, {"Content-Length": "0", "Retry-After": "3600"})
    fetched = get(server, cache, play.answer(500, {"Content-Length": "0"}), busy, play.whole(BODY))
    assert fetched.path.read_bytes() == BODY and len(server.asked) == 3


def test_attempts_are_counted(server, cache):
    said = refused(server, cache, play.answer(500, {"Content-Length": "0"}))
    assert "abandon après 3 essais" in said and "réponse 500" in said and len(server.asked) == 3


def test_an_address_that_is_gone_is_asked_once(server, cache):
    assert "réponse 404" in refused(server, cache, play.answer(404, {"Content-Length": "0"}))
    assert len(server.asked) == 1


def test_a_length_longer_than_the_body(server, cache):
    said = refused(server, cache, play.answer(200, {"Content-Length": str(len(BODY) + 10)}, BODY))
    assert "connexion coupée" in said


def test_a_length_shorter_than_the_body_is_caught_by_the_hash(server, cache):
    short = play.answer(200, {"Content-Length": str(len(BODY) - 10)}, BODY)
    assert "l’empreinte" in refused(server, cache, short, sha256=SHA)


def test_redirections_that_turn_round(server, cache):
    assert "tournent en rond" in refused(server, cache, play.redirect(server.address))
    assert len(server.asked) == 4


def test_a_redirection_on_the_same_host_is_followed(server, cache):
    fetched = get(server, cache, play.redirect("/ailleurs/caf.csv"), play.whole(BODY))
    assert fetched.path.read_bytes() == BODY


def test_another_host_is_followed_only_with_a_hash(server, cache):
    plays = [play.redirect(server.address.replace("127.0.0.1", "localhost")), play.whole(BODY)]
    assert "un autre hôte, localhost, refusée" in refused(server, cache, *plays)
    assert get(server, cache, *plays, sha256=SHA).path.read_bytes() == BODY


def test_a_wrong_hash_is_refused(server, cache):
    said = refused(server, cache, play.whole(OTHER), sha256=SHA)
    assert SHA in said and hashlib.sha256(OTHER).hexdigest() in said


def test_a_cut_gzip_is_not_a_file(server, cache):
    assert get(server, cache, play.packed(BODY, cut_at=200), play.packed(BODY)).path.read_bytes() == BODY
    assert server.asked[0]["Accept-Encoding"] == "identity"


def test_a_gzip_always_cut_is_given_up(server, cache):
    assert "compressé est coupé" in refused(server, cache, play.packed(BODY, cut_at=200))


def test_a_gzip_bomb_stops_at_the_limit(server, cache):
    assert "dépasse" in refused(server, cache, play.packed(b"0" * (4 << 20)))


def test_a_compression_never_asked_for(server, cache):
    assert "compresse en br" in refused(server, cache, play.whole(BODY, Content_Encoding="br"))


def test_a_slow_drip_ends_at_the_time_out(server, cache):
    said = refused(server, cache, play.drip(BODY, 0.05), limits=Limits(read=0.3, attempt=0.3, attempts=1))
    assert "délai de 0.3 secondes dépassé" in said


@pytest.mark.parametrize(
    ("bad", "words"), [(play.silence(0.6), "délai dépassé"), (play.hang_up, "connexion coupée")], ids=["silence", "cut"]
)
def test_a_server_that_says_nothing(server, cache, bad, words):
    assert words in refused(server, cache, bad, limits=Limits(read=0.2, attempts=2, backoff=0.01))


def test_nobody_listens(server, cache, tmp_path):
    with pytest.raises(FetchError, match="connexion impossible"):
        fetch("http://127.0.0.1:1/x.csv", None, cache, lambda *_: None, FEW)


def test_nothing_changed_since_the_last_time(server, cache):
    dated = {"ETag": '"v1"', "Last_Modified": "Mon, 01 Feb 2027 10:00:00 GMT"}
    get(server, cache, play.whole(BODY, **dated))
    again = get(server, cache, play.answer(304, {}))
    assert again.unchanged and again.path.read_bytes() == BODY and again.name == "caf_2025.csv"
    asked = server.asked[-1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"v1"', "Mon, 01 Feb 2027 10:00:00 GMT")


def test_a_new_version_joins_the_old_one(server, cache):
    get(server, cache, play.whole(BODY, ETag='"v1"'))
    assert get(server, cache, play.whole(OTHER, ETag='"v2"')).path.read_bytes() == OTHER
    assert cache.content(SHA).read_bytes() == BODY


def test_a_spoiled_cache_is_downloaded_again(server, cache):
    get(server, cache, play.whole(BODY, ETag='"v1"')).path.write_bytes(b"abime")
    assert get(server, cache, play.whole(BODY, ETag='"v1"')).path.read_bytes() == BODY
    assert "If-None-Match" not in server.asked[-1]


def test_not_modified_without_anything_held_is_no_file(server, cache):
    assert "réponse 304" in refused(server, cache, play.answer(304, {}))


def test_one_download_of_an_address_at_a_time(server, cache):
    entered, leave = threading.Event(), threading.Event()

    def hold():
        with cache.alone(server.address):
            entered.set()
            leave.wait(5)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(5)
    try:
        assert "un autre téléchargement" in refused(server, cache, play.whole(BODY))
    finally:
        leave.set()
        holder.join()
