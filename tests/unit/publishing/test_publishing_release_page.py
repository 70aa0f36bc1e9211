"""The audit as people of the house read it."""

from typing import Any

from observatory.publishing.release_page import release_page, sections, summary

TABLE = {
    "title": "PCH, 2024",
    "measures": ["pch.droits"],
    "cells": 1445,
    "hidden": 50,
    "primary": 22,
    "secondary": 28,
    "narrowest": 6.0,
    "relations": 20,
    "gap": 0.0,
}
RULE = {
    "text": "Règlement.",
    "minimum": 5,
    "group": 0,
    "zero": "complément",
    "whole": "sensible",
    "width": 5,
    "levels": [],
}


def audit(**own: Any) -> dict[str, Any]:
    totals = {"cells": 1445, "hidden": 50, "primary": 22, "secondary": 28, "exact": 0, "narrow": 0, "points": 1.94}
    told = {
        "version": "abc",
        "edition": "publique",
        "sources": {"caf": "déjà public", "activite-pch": RULE},
        "indicators": ["taux-pch"],
        "sources_out": {"interne": "aucune licence"},
        "indicators_out": {},
        "totals": totals,
        "tables": [TABLE],
    }
    return {**told, **own}


def test_what_was_hidden_and_what_it_cost_is_said_in_words() -> None:
    told = " ".join(summary(audit()))
    assert "1\u202f445\u00a0effectifs sous une règle de secret, dont 50 masqués" in told
    assert "22 par la règle, 28 pour que les premiers ne se retrouvent pas (1,9 points de plus" in told


def test_a_release_of_public_figures_says_that_nothing_was_to_be_protected() -> None:
    empty = audit(totals={"cells": 0}, tables=[])
    assert "aucun effectif n’était à protéger" in summary(empty)[-1]


def test_each_part_of_the_audit_is_a_table_and_an_empty_one_is_left_out() -> None:
    made = sections(audit())
    assert [one.title for one in made] == [
        "Effectifs protégés ensemble",
        "Sources diffusées",
        "Hors diffusion\u202f: sources",
    ]
    assert made[0].rows == (("PCH, 2024\u202f: pch.droits", "1\u202f445", "50", "22", "28", "6", "20", "0,0\u202f%"),)
    assert dict(made[1].rows)["caf"] == "déjà public, tel que publié"
    assert "Seuil\u202f: 5" in dict(made[1].rows)["activite-pch"]


def test_the_page_says_that_it_stays_in_the_house() -> None:
    page = release_page(audit(sources_out={"<b>": "aucune"}))
    assert "Cette page reste dans la maison" in page
    assert '<th scope="row">&lt;b&gt;</th>' in page
