"""Identities are seen wherever they stand; codes, counts and declared words never pass for one."""

import datetime
import re

import pytest
from brought_files import AIDE, COUNTS, DECISIONS, DOMAINS, GROUND, csv_file, xlsx_file
from hypothesis import given
from hypothesis import strategies as st

from observatory.activity import import_file
from observatory.activity.identity import of_cell, of_title
from observatory.catalogue.domain import SHAPES
from observatory.errors import DataError

SPACES = st.sampled_from(["", " ", "\u00a0", "\u202f", "."])


@st.composite
def social_security_numbers(draw) -> str:
    """Sex, year, month, département (2A and 2B too), commune, order, with its key or without, spaced as people do."""
    figures = [
        draw(st.sampled_from("12378")),
        f"{draw(st.integers(0, 99)):02}",
        f"{draw(st.sampled_from([*range(1, 13), *range(20, 43), *range(50, 100)])):02}",
        draw(st.one_of(st.integers(1, 99).map(lambda number: f"{number:02}"), st.sampled_from(["2A", "2B"]))),
        f"{draw(st.integers(1, 990)):03}",
        f"{draw(st.integers(1, 999)):03}",
    ]
    body = int("".join(figures).replace("2A", "19").replace("2B", "18"))
    figures += draw(st.sampled_from([[], [f"{97 - body % 97:02}"]]))
    return draw(SPACES).join(figures)


@given(social_security_numbers())
def test_a_social_security_number_is_seen(number):
    assert of_cell(number) == "numéro de sécurité sociale"
    assert of_cell(f"NIR {number} (vu)") == "numéro de sécurité sociale"


@given(
    st.dates(min_value=datetime.date(1850, 1, 1)),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%y", "%d/%m/%y", "%Y-%m-%dT%H:%M:%S"]),
)
def test_a_complete_date_is_seen(day, form):
    assert of_cell(day.strftime(form)) == "date complète, qui peut être une date de naissance"


@pytest.mark.parametrize("text", ["12 mars 1948", "1er août 2001", "3 déc. 52", "19480312", "12031948"])
def test_a_date_in_words_or_figures_is_seen(text):
    assert "date" in of_cell(text)


@given(
    st.integers(1, 9),
    st.lists(st.integers(0, 99), min_size=4, max_size=4),
    SPACES,
    st.sampled_from(["0", "+33", "0033"]),
)
def test_a_telephone_number_is_seen(first, pairs, space, prefix):
    assert of_cell(prefix + str(first) + space + space.join(f"{pair:02}" for pair in pairs)) is not None


@pytest.mark.parametrize("text", ["marie.durand@exemple.fr", "x@y.org", "<a.b+c@d.gouv.fr>"])
def test_an_address_of_mail_is_seen(text):
    assert of_cell(text) == "adresse électronique"


NAMES = st.from_regex(r"[A-ZÉ][a-zéèï]{1,12}", fullmatch=True)


@given(NAMES, NAMES, st.sampled_from([" ", ", ", "-", "  "]), st.booleans())
def test_two_names_side_by_side_are_seen(first, last, between, shout):
    assert of_cell(f"{last.upper() if shout else last}{between}{first}") == "nom ou texte libre"


def test_a_number_that_a_spreadsheet_shortened_is_seen():
    assert of_cell("1,85057E+14") == "numéro de sécurité sociale"


@given(st.integers(0, 9_999_999), st.sampled_from(["", " ", "\u202f", "\u00a0"]))
def test_a_count_is_no_identity(count, space):
    assert of_cell(f"{count:,}".replace(",", space)) is None


@given(st.from_regex(r"(?:[013-9]\d|2[1-9AB])\d{3}", fullmatch=True))
def test_a_commune_code_is_no_identity(code):
    assert of_cell(code) is None


@given(st.integers(100_000_000, 999_999_999), st.integers(0, 99_999), st.booleans())
def test_a_siren_or_siret_is_no_identity(siren, nic, long):
    assert of_cell(f"{siren}{nic:05}" if long else str(siren)) is None


@pytest.mark.parametrize("domain", DOMAINS.values(), ids=lambda domain: domain.slug)
def test_no_template_looks_like_an_identity(domain):
    for shape in SHAPES:
        assert not [name for name in domain.columns(shape) if of_cell(name)]
    words = [word for modality in domain.modalities for word in modality.values]
    assert not [word for word in [*words, "hors", "s", "nd", ""] if of_cell(word)]


@pytest.mark.parametrize(
    "title",
    [
        "Nom",
        "NOM_USAGE",
        "Prénom",
        "Nom de naissance",
        "Nom de l'usager",
        "date_naissance",
        "Date de naissance",
        "DDN",
        "NIR",
        "N° sécurité sociale\n    ",
        "num_secu",
        "E-mail",
        "courriel",
        "Téléphone",
        "tel portable",
        "Adresse",
        "Commentaires",
        "Observations",
        "civilité",
        "matricule",
        "id usager",
    ],
)
def test_a_title_that_names_an_identity_is_seen(title):
    assert of_title(title.strip())


@pytest.mark.parametrize("title", ["nom_commune", "Nom du territoire", "nombre", "code_commune", "annee", "mobilite"])
def test_a_title_of_places_or_counts_is_not(title):
    assert of_title(title) is None


IDENTITIES = {
    "Jean Dupont": "nom",
    "185057800608436": "sécurité sociale",
    "1 85 05 78 006 084 36": "sécurité sociale",
    "12/03/1948": "naissance",
    "jean@exemple.fr": "adresse",
    "06 12 34 56 78": "téléphone",
    "Dossier complet depuis juin": "texte libre",
}


@pytest.mark.parametrize("text", IDENTITIES)
@pytest.mark.parametrize("column", ["lieu", "delai", "code_commune"])
def test_an_identity_in_a_declared_column_is_refused(tmp_path, text, column):
    """The message says where, and repeats two characters of it at most."""
    row = {"code_commune": "01001", "annee": "2024", "lieu": "domicile", "delai": "3"}
    lines = [DECISIONS, ";".join(row.values()), ";".join({**row, column: text}.values())]
    with pytest.raises(DataError) as refused:
        import_file(csv_file(tmp_path, *lines), {"aide": AIDE}, GROUND, tmp_path / "var")
    message = str(refused.value)
    assert f"«\u00a0{column}\u00a0», ligne 3" in message and IDENTITIES[text] in message
    assert text not in message and not any(
        part in message for part in re.findall(r"\w{5,}", text) if part != "sécurité"
    )
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("title", ["Nom", "date_naissance", "NIR", "Courriel"])
def test_an_extra_column_is_refused_by_its_title(tmp_path, title):
    file = csv_file(tmp_path, f"{DECISIONS};{title}", "01001;2024;domicile;3;x")
    with pytest.raises(DataError, match=rf"«\u00a0{title}\u00a0», d’après son titre"):
        import_file(file, {"aide": AIDE}, GROUND, tmp_path / "var")


def test_dates_of_a_workbook_are_seen(tmp_path):
    """A birth date is a number with a format there."""
    rows = [COUNTS.split(";"), ["01001", 2024, 3, 2, 1, 5, 9], ["01002", 2024, datetime.date(1948, 3, 12), 0, 0, 0, 9]]
    with pytest.raises(DataError, match=r"ligne 3.*date complète"):
        import_file(xlsx_file(tmp_path, rows), {"aide": AIDE}, GROUND, tmp_path / "var")


def test_a_file_without_header_does_not_repeat_its_first_row(tmp_path):
    file = csv_file(tmp_path, "185057800608436;Dupont;12/03/1948", "285057800608412;Durand;13/03/1950")
    with pytest.raises(DataError) as refused:
        import_file(file, {"aide": AIDE}, GROUND, tmp_path / "var")
    assert "185057800608436" not in str(refused.value) and "12/03/1948" not in str(refused.value)
