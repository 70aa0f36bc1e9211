"""`observatory attack` on a file made by others, over the generated territory."""

import pytest
from typer.testing import CliRunner

from observatory.cli import app
from tests.generated import CODES, POPULATION


@pytest.fixture
def attacked(project, tmp_path, monkeypatch):
    """Write a release where the communes given are hidden, attack it, and give back (exit code, words)."""
    monkeypatch.setenv("OBSERVATORY_ROOT", str(project))
    monkeypatch.setenv("OBSERVATORY_COLLECTIVITE", "99")
    monkeypatch.setenv("OBSERVATORY_VAR", str(tmp_path / "var"))

    def run(*hidden: str) -> tuple[int, str]:
        rows = [f"commune,{code},{'s' if code in hidden else POPULATION[code]}" for code in CODES]
        cantons = [
            f"canton,990{row + 1},{sum(POPULATION[c] for c in CODES[4 * row : 4 * row + 4])}" for row in range(3)
        ]
        (tmp_path / "release.csv").write_text("\n".join(["level,code,value", *rows, *cantons]) + "\n", encoding="utf-8")
        result = CliRunner().invoke(app, ["attack", str(tmp_path / "release.csv")])
        return result.exit_code, result.output

    return run


def test_a_single_hidden_commune_is_found_by_subtraction(attacked):
    code, words = attacked("99002")
    assert code == 1 and "99002" in words and "200" in words


def test_two_hidden_communes_of_a_canton_hold(attacked):
    code, words = attacked("99002", "99003")
    assert code == 0, words
