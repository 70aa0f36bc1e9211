"""Whatever is asked, the answer is an answer: never a server error, never a stack trace."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from observatory.dashboard.app import PAGES
from observatory.dashboard.registry import Page

WORDS = st.sampled_from(
    [
        "population",
        "taux-foyers",
        "commune",
        "epci",
        "2022",
        "latest",
        "99001",
        "csv",
        "jenks",
        "1",
        "2;3",
        "-1",
        "NaN",
        "",
    ]
)
VALUES = st.one_of(WORDS, st.text(max_size=12))
PARAMETERS = st.sampled_from(
    ["indicator", "level", "period", "territory", "format", "methode", "classes", "ecart", "seuils", "vue"]
)
QUERIES = st.lists(st.tuples(st.one_of(PARAMETERS, st.text(max_size=6)), VALUES), max_size=6)
PATHS = st.sampled_from(
    [
        "/api/v1/indicators",
        "/api/v1/indicators/{0}",
        "/api/v1/territories",
        "/api/v1/cells",
        "/vues/{0}/{1}/{2}/{3}.json",
        "/vues/x/taux-foyers/commune/2022.json",
        "/vues/x/taux-foyers/commune/2022/classes.json",
        "/geo/{0}",
        "/telechargements/{0}/{1}/{2}",
        "/telechargements/taux-foyers/commune/2022.csv",
        "/assets/{0}",
        "/{0}",
        "/_dash-component-suites/{0}/{1}",
    ]
)
JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8)
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)
HEADERS = ("If-None-Match", "Accept-Encoding", "Accept", "Range", "Origin")
GENTLE = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def query_string(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)


@GENTLE
@given(path=PATHS, parts=st.lists(VALUES, min_size=4, max_size=4), pairs=QUERIES)
def test_no_address_makes_the_server_fail(
    client: TestClient, path: str, parts: list[str], pairs: list[tuple[str, str]]
):
    address = path.format(*(quote(part, safe="") for part in parts))
    answer = client.get(f"{address}?{query_string(pairs)}")
    assert answer.status_code < 500, (address, pairs)
    assert "Traceback" not in answer.text


@GENTLE
@given(
    header=st.sampled_from(["If-None-Match", "Accept-Encoding", "Accept", "Range", "Origin"]),
    value=st.binary(max_size=20),
)
def test_no_header_makes_the_server_fail(client: TestClient, header: str, value: bytes):
    answer = client.get(
        "/api/v1/territories?level=epci", headers={header.encode(): value.replace(b"\n", b"").replace(b"\r", b"")}
    )
    assert answer.status_code < 500


@GENTLE
@given(body=JSON)
def test_no_callback_body_makes_the_server_fail(client: TestClient, body: object):
    assert client.post("/_dash-update-component", json=body).status_code == 400


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.base)
@pytest.mark.parametrize(
    "query", ["", "warehouse=1", "self=1", "indicateur=x", "territoire=x&niveau=y&periode=z", "a&=b&c=%00"]
)
def test_no_address_of_a_page_makes_it_fail(client: TestClient, page: Page, query: str):
    body = {
        "output": "..page.children...page-arrivee.data..",
        "outputs": [{"id": "page", "property": "children"}, {"id": "page-arrivee", "property": "data"}],
        "inputs": [{"id": "adresse-voulue", "property": "data", "value": f"{page.base}?{query}"}],
        "changedPropIds": ["adresse-voulue.data"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    assert "Erreur du serveur" not in answer.text


@GENTLE
@given(values=st.lists(JSON, min_size=6, max_size=6), which=st.integers(min_value=0))
def test_no_forged_input_makes_a_callback_fail(client: TestClient, values: list[object], which: int):
    callbacks = [one for one in client.get("/_dash-dependencies").json() if not one.get("clientside_function")]
    wanted = callbacks[which % len(callbacks)]
    outputs = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in names_of(wanted["output"])]
    given_values = iter(values)
    body = {
        "output": wanted["output"],
        "outputs": outputs if len(outputs) > 1 else outputs[0],
        "inputs": [{**one, "value": next(given_values)} for one in wanted["inputs"]],
        "state": [{**one, "value": next(given_values)} for one in wanted["state"]],
        "changedPropIds": [f"{wanted['inputs'][0]['id']}.{wanted['inputs'][0]['property']}"],
    }
    assert client.post("/_dash-update-component", json=body).status_code < 500, body


def names_of(output: str) -> list[str]:
    """`..a.children...b.data..` names two properties, `a.children` one."""
    return output.removeprefix("..").removesuffix("..").split("...")
