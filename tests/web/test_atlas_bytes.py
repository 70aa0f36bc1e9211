"""Two processes, whose sets and hashes are in other orders, write the same bytes."""

import json
import os
import subprocess
import sys
from hashlib import sha256

from observatory import settings as settings_module
from observatory.atlas.answers import Answers
from observatory.atlas.opening import Releases
from observatory.atlas.printed.book import book
from observatory.atlas.site import BACK, Site
from observatory.atlas.texts import COVER, read_texts
from observatory.catalogue import load_catalogue
from observatory.printing.document import pdf
from observatory.settings import ROOT, Settings

CHAPTER = ("sante/chapitre", "sante/dentistes-sages-femmes", "sante/pharmacies")
"""A short one: the whole atlas would take half a minute, twice."""


def digests(settings: Settings) -> dict[str, str]:
    """Every file of an atlas of one chapter, without portraits, and its PDF."""
    every = read_texts(ROOT / "atlas")
    texts = [text for text in every if f"{text.theme}/{text.slug}" in CHAPTER or text.slug in (COVER, *BACK)]
    declared = load_catalogue(settings.indicators).indicators
    site = Site(Answers(Releases(settings).current(), declared), texts, settings.address)
    made = {path: make() for path, make in site.files.items()} | {"atlas.pdf": pdf(book(site))}
    return {path: sha256(content).hexdigest() for path, content in made.items()}


def test_two_processes_write_the_same_bytes(released: Settings) -> None:
    other = {**os.environ, "PYTHONHASHSEED": "41", "OBSERVATORY_VAR": str(released.var), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, __file__], env=other, capture_output=True, text=True, check=True)
    here, there = digests(released), json.loads(done.stdout)
    assert [path for path in here if here[path] != there.get(path)] == []
    assert here.keys() == there.keys() and {f"{CHAPTER[1]}.html", "flux.xml", "atlas.pdf"} < here.keys()


if __name__ == "__main__":
    print(json.dumps(digests(settings_module.load())))
