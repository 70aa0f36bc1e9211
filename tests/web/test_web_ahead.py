"""Views made before they are asked for are the very ones that would be made."""

import threading
import time

import pytest
from starlette.testclient import TestClient

from observatory.api.ahead import Ahead, likely, packed_view
from observatory.api.http import Kept, Packed
from observatory.settings import Settings
from observatory.warehouse.read import Warehouse, levels_of
from observatory.web import create_app

PATIENCE = 60


def test_the_process_makes_every_likely_view_once_per_build(warehouse: Warehouse) -> None:
    kept = Kept(1200)
    ahead = Ahead(kept)
    ahead.follow(warehouse)
    ahead.follow(warehouse)
    wanted = list(likely(warehouse))
    until = time.monotonic() + PATIENCE
    while len(kept) < len(wanted) and time.monotonic() < until:
        time.sleep(0.05)
    made = [kept.get(warehouse.build, asked, _missing) for asked in wanted]
    assert made[:3] == [packed_view(warehouse, asked) for asked in wanted[:3]]
    assert len(made) == len(set(wanted))


@pytest.mark.parametrize("ahead", [True, False])
def test_the_application_makes_them_once_it_is_asked_for_a_view(settings: Settings, build: str, ahead: bool) -> None:
    before = set(threading.enumerate())
    with TestClient(create_app(settings, ahead=ahead)) as client:
        assert client.get(f"/vues/{build}/population/commune/2023.json").status_code == 200
        begun = [thread.name for thread in threading.enumerate() if thread not in before]
    assert ("vues" in begun) == ahead


def test_each_indicator_comes_first_where_it_opens_then_everywhere(warehouse: Warehouse) -> None:
    wanted = [(slug, level) for slug, level, _ in likely(warehouse)]
    slugs = list(dict.fromkeys(slug for slug, _ in wanted))
    assert [slug for slug, _ in wanted[: len(slugs)]] == slugs
    assert all({level for one, level in wanted if one == slug} == set(levels_of(warehouse, slug)) for slug in slugs)


def _missing() -> Packed:
    raise AssertionError("a likely view was not made ahead")
