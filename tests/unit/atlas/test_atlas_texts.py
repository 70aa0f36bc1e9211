"""The texts that ship: enough of them, over every theme, and no two pages built on the same sentence."""

import re
from collections import Counter
from itertools import pairwise

from observatory.atlas.grammar import DIRECTIVE
from observatory.atlas.texts import CHAPTER, PageText, read_texts
from observatory.catalogue import THEMES
from observatory.settings import ROOT

TEXTS = read_texts(ROOT / "atlas")
MESSAGES = [text for text in TEXTS if text.theme and text.slug != CHAPTER]
SHORT = 6
"""Words: a shorter sentence has no skeleton to speak of."""


def skeletons(text: PageText) -> set[str]:
    """Sentences whose directives, names and numbers are blanked."""
    lines = [line for line in text.body.split("\n") if line and not line.startswith(("{{", "#", "|"))]
    prose = DIRECTIVE.sub("_", "\n".join(lines))
    prose = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", prose)
    sentences = re.split(r"(?<=[.!?])\s+", prose)
    bare = (re.sub(r"(?<!^)\b[A-ZÉÈÀ][\w’-]+", "_", sentence).lower() for sentence in sentences)
    return {" ".join(sentence.split()) for sentence in bare if len(sentence.split()) >= SHORT}


def test_at_least_twenty_four_pages_over_the_six_themes() -> None:
    counts = Counter(text.theme for text in MESSAGES)
    assert sum(counts.values()) >= 24
    assert set(counts) == set(THEMES)
    assert min(counts.values()) >= 4


def test_no_two_pages_share_the_skeleton_of_a_sentence() -> None:
    owners = Counter(skeleton for text in MESSAGES for skeleton in skeletons(text))
    assert [skeleton for skeleton, count in owners.items() if count > 1] == []


def test_every_message_of_loir_et_cher_has_its_own_words() -> None:
    titles = [text.message("41").titre for text in MESSAGES]
    assert len(set(titles)) == len(titles)


def test_a_message_that_names_a_place_is_held_to_the_cells() -> None:
    named = [
        text
        for text in MESSAGES
        if re.search(r"Blois|Vendôme|Perche|Sologne|Romorantin|Cher,", text.message("41").titre)
    ]
    assert len(named) > 12
    assert [text.path for text in named if not text.message("41").verifie] == []


def test_ranks_follow_each_other() -> None:
    for before, after in pairwise(MESSAGES):
        if before.theme == after.theme:
            assert int(after.file.stem[:2]) == int(before.file.stem[:2]) + 1
