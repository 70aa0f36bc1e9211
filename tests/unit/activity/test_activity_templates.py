"""Every template, written, filled in with its own examples, comes back through the import."""

import pytest
from brought_files import AIDE, DOMAINS
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from observatory.activity import Ground, import_file, write_template
from observatory.activity.template import guide, guide_text
from observatory.catalogue.domain import SHAPES, Domain
from observatory.errors import SettingError

GROUND = Ground({"41001": "Ambloy", "41018": "Blois"}, {})
EVERY = pytest.mark.parametrize(
    ("domain", "shape"),
    [(domain, shape) for domain in DOMAINS.values() for shape in SHAPES],
    ids=lambda one: getattr(one, "slug", one),
)


def example(domain, shape):
    """The row of examples that the guide shows."""
    return guide_text(domain, shape, "41001").rpartition("```\n")[0].strip().splitlines()[-1].split(";")


@EVERY
def test_a_filled_workbook_comes_back(tmp_path, domain, shape):
    (file,) = write_template(domain, shape, "xlsx", tmp_path, "41001")
    book = load_workbook(file)
    book["Données"].append(example(domain, shape))
    book.save(file)
    deposit = import_file(file, DOMAINS, GROUND, tmp_path / "var")
    assert (deposit.domain, deposit.shape, deposit.rows) == (domain, shape, 1)


@EVERY
def test_a_filled_csv_comes_back(tmp_path, domain, shape):
    file, _ = write_template(domain, shape, "csv", tmp_path, "41001")
    with file.open("a", encoding="utf-8") as handle:
        handle.write(";".join(example(domain, shape)) + "\r\n")
    deposit = import_file(file, DOMAINS, GROUND, tmp_path / "var")
    assert (deposit.domain, deposit.shape) == (domain, shape)


@EVERY
def test_every_column_is_explained(domain, shape):
    columns = guide(domain, shape, "41001")
    assert [column.name for column in columns] == domain.columns(shape)
    for column in columns:
        assert column.meaning.endswith((".", "?")) and column.allowed and column.example
    text = guide_text(domain, shape, "41001")
    assert all(f"`{column.name}`" in text for column in columns) and "Moins de 5" in text


def test_the_workbook_has_its_guide_lists_of_words_and_codes_as_text(tmp_path):
    (file,) = write_template(DOMAINS["apa"], "decisions", "xlsx", tmp_path, "41001")
    assert CalamineWorkbook.from_path(file).sheet_names == ["Données", "Mode d’emploi"]
    book = load_workbook(file)
    rules = {str(rule.sqref): rule.formula1 for rule in book["Données"].data_validations.dataValidation}
    assert rules["C2:C5000"] == '"droit,decision"' and rules["E2:E5000"] == '"1,2,3,4"'
    assert book["Données"].column_dimensions["A"].number_format == "@"
    told = {cell.value for row in book["Mode d’emploi"].iter_rows() for cell in row}
    assert {"lieu", "GIR 1", "Allocation personnalisée d’autonomie (APA)"} & told == {
        "lieu",
        "Allocation personnalisée d’autonomie (APA)",
    }


def test_an_untouched_template_holds_nothing_to_import(tmp_path):
    (file,) = write_template(AIDE, "territoires", "xlsx", tmp_path, "01001")
    with pytest.raises(Exception, match="au moins une ligne"):
        import_file(file, {"aide": AIDE}, GROUND, tmp_path / "var")


def test_a_file_that_somebody_may_have_filled_is_never_written_over(tmp_path):
    (file,) = write_template(AIDE, "decisions", "xlsx", tmp_path, "01001")
    before = file.read_bytes()
    with pytest.raises(SettingError, match="existe déjà"):
        write_template(AIDE, "decisions", "xlsx", tmp_path, "01001")
    assert file.read_bytes() == before


def test_headers_are_those_of_one_template_only():
    headers = [tuple(sorted(domain.columns(shape))) for domain in DOMAINS.values() for shape in SHAPES]
    assert len(set(headers)) == len(headers) == 16


BROKEN = [
    ({"parts": {"aides": ["chute"]}}, "chute"),
    ({"within": {"aides": "chute"}}, "chute"),
    ({"counts": [AIDE.counts[0].model_dump(), AIDE.counts[0].model_dump()], "parts": {}, "within": {}}, "en double"),
    ({"quantities": []}, "delai"),
    ({"modalities": []}, "lieu ne connaît pas"),
]


@pytest.mark.parametrize(("changes", "words"), BROKEN)
def test_a_domain_that_does_not_hold_is_refused(changes, words):
    with pytest.raises(ValueError, match=words):
        Domain.model_validate({**AIDE.model_dump(), **changes})
