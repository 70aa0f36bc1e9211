"""Directives: what is written is what is read, and everything else is refused with its file and line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.atlas.grammar import Place, parse_directive
from observatory.errors import DeclarationError

HERE = Place(Path("page.md"), 7)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
WORDS = st.from_regex(r"[^\s\"{}=]{1,12}", fullmatch=True)
QUOTED = st.text(st.characters(exclude_characters='"{}', exclude_categories=("Cs",)), max_size=12)


@settings(deadline=None)
@given(NAMES, st.lists(WORDS, max_size=3), st.dictionaries(NAMES, QUOTED, max_size=3))
def test_what_is_written_is_what_is_read(name: str, words: list[str], options: dict[str, str]) -> None:
    source = " ".join([name, *words, *(f'{key}="{value}"' for key, value in options.items())])
    directive = parse_directive(f" {source} ", HERE)
    assert (directive.name, list(directive.words), dict(directive.options)) == (name, words, options)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_by_line(source: str) -> None:
    try:
        parse_directive(source, HERE)
    except DeclarationError as error:
        assert str(error).startswith("page.md:7 : ")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "commence par son nom"),
        ("Carte rsa", "commence par son nom"),
        ('carte "rsa', "n'est pas un argument"),
        ("carte rsa niveau=", "n'est pas un argument"),
        ("carte rsa niveau=canton niveau=epci", "donnée deux fois"),
    ],
)
def test_refusals_say_why(source: str, reason: str) -> None:
    with pytest.raises(DeclarationError, match=reason):
        parse_directive(source, HERE)


def test_unknown_options_and_missing_words_are_refused() -> None:
    with pytest.raises(DeclarationError, match="option inconnue : « niveaux »"):
        parse_directive("carte rsa niveaux=canton", HERE).allow(1, ("niveau",))
    with pytest.raises(DeclarationError, match=r"1 mot\(s\) attendu"):
        parse_directive("carte", HERE).allow(1, ())
