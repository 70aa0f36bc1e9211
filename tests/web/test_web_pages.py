"""Pages, headers and errors, as a browser meets them."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from observatory.errors import SettingError
from observatory.settings import Settings, load
from observatory.web import create_app, serve


def policy(answer) -> dict[str, str]:
    words = (part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    return dict(words)


@pytest.mark.parametrize("address", ["/", "/cartes"])
def test_a_page_is_french_and_safe(client: TestClient, address: str):
    answer = client.get(address)
    assert answer.status_code == 200
    assert '<html lang="fr">' in answer.text
    rules = policy(answer)
    assert rules["default-src"] == "'self'"
    assert "unsafe" not in rules["script-src"]
    assert "sha256-" in rules["script-src"]
    assert rules["frame-ancestors"] == "'self'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_only_the_map_made_to_be_embedded_may_be_framed_and_by_declared_sites_only(
    client: TestClient, settings: Settings
):
    assert policy(client.get("/cartes?vue=integree"))["frame-ancestors"] == "'self'"
    declared = TestClient(create_app(replace(settings, framed_by=("https://intranet.exemple.fr",))))
    assert policy(declared.get("/cartes?vue=integree"))["frame-ancestors"] == "'self' https://intranet.exemple.fr"
    for address in ("/cartes?vue=page", "/cartes", "/?vue=integree", "/donnees?vue=integree"):
        assert policy(declared.get(address))["frame-ancestors"] == "'self'"
        assert "<body>" in client.get(address).text
    assert '<body class="embedded">' in client.get("/cartes?vue=integree").text


@pytest.mark.parametrize(
    "text", ["*", "exemple.fr", "https://exemple.fr/page", "javascript:1", "https://a.fr; script-src *"]
)
def test_a_site_that_is_no_origin_is_refused(monkeypatch: pytest.MonkeyPatch, text: str):
    monkeypatch.setenv("OBSERVATORY_CADRES", text)
    with pytest.raises(SettingError, match="OBSERVATORY_CADRES"):
        load()


def test_every_answer_has_the_headers(client: TestClient):
    for address in ("/api/v1/indicators", "/assets/base.css", "/api/rien", "/assets/rien.css"):
        assert client.get(address).headers["x-content-type-options"] == "nosniff"


def test_assets_are_sent_again_only_when_they_change(client: TestClient):
    first = client.get("/assets/base.css")
    assert first.headers["cache-control"] == "public, no-cache"
    again = client.get("/assets/base.css", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_scripts_of_dash_are_compressed_once_and_kept(client: TestClient):
    page = client.get("/").text
    script = page.split('src="/_dash-component-suites/dash/dcc/')[1].split('"')[0]
    address = f"/_dash-component-suites/dash/dcc/{script}"
    first, second = (client.get(address, headers={"Accept-Encoding": "br"}) for _ in range(2))
    assert first.status_code == 200
    assert first.headers["content-encoding"] == "br"
    assert first.headers["cache-control"].endswith("immutable")
    assert first.content == second.content


def test_a_script_that_does_not_exist_is_not_kept(client: TestClient):
    assert client.get("/_dash-component-suites/dash/rien.js").status_code == 404
    assert client.get("/_dash-component-suites/inconnu/rien.js").status_code == 404


def test_a_missing_asset_is_a_french_page(client: TestClient):
    answer = client.get("/assets/rien.css")
    assert answer.status_code == 404
    assert "introuvable" in answer.text
    assert "Traceback" not in answer.text


def test_before_the_first_build_every_face_says_what_to_do(tmp_path, project):
    empty = Settings(collectivite="99", root=project, var=tmp_path, host="127.0.0.1", port=8050)
    with TestClient(create_app(empty), raise_server_exceptions=False) as client:
        page, answer = client.get("/cartes"), client.get("/api/v1/indicators")
        assert (page.status_code, answer.status_code) == (503, 503)
        assert "observatory build" in page.text
        assert "observatory build" in answer.json()["error"]["message"]
        assert client.get("/assets/base.css").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"output": "contenu.children"},
        {"output": "autre.children", "outputs": {"id": "autre", "property": "children"}, "inputs": []},
        {"output": "contenu.children", "outputs": {"id": "contenu", "property": "children"}, "inputs": []},
        {"output": 3, "outputs": [], "inputs": "x"},
    ],
)
def test_a_malformed_callback_is_refused(client: TestClient, body: object):
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_body_too_large_is_refused(client: TestClient):
    answer = client.post("/_dash-update-component", content=b"[" + b"0," * 600_000 + b"0]")
    assert answer.status_code in (400, 413)


def test_no_other_address_than_this_machine(settings: Settings):
    public = Settings(collectivite="99", root=settings.root, var=settings.var, host="0.0.0.0", port=8050)
    with pytest.raises(SettingError, match="comptes"):
        serve(public)
