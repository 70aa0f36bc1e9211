"""Finding a page: the plan of the site, and a search that needs no script, over the same index."""

from collections.abc import Sequence
from dataclasses import dataclass

from observatory.atlas.answers import Answers
from observatory.atlas.pages import HOME, PORTRAITS, Page, Step
from observatory.atlas.words import bare
from observatory.catalogue import THEMES

FINEST = ("canton", "epci")
"""Where a commune is found: the portraits of these levels list it."""


@dataclass(frozen=True)
class Entry:
    """What a search may find: `links` are (path from the atlas, name)."""

    title: str
    kind: str
    links: tuple[tuple[str, str], ...]
    words: str

    def score(self, asked: Sequence[str]) -> int:
        """0 where a word asked for begins no word of the entry; more when the title holds them."""
        title, words = bare(self.title), f" {bare(self.title)} {self.words}"
        if not all(f" {one}" in words or f"-{one}" in words for one in asked):
            return 0
        return 1 + 2 * sum(one in title for one in asked) + 4 * (title == " ".join(asked))


def search(question: str, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that hold every word asked for, the best first, then in their order."""
    asked = bare(question).replace("’", " ").replace("'", " ").split()
    scored = [(entry.score(asked), entry) for entry in entries] if asked else []
    return [entry for score, entry in sorted(scored, key=lambda pair: -pair[0]) if score]


def entries(pages: Sequence[Page], answers: Answers) -> list[Entry]:
    """Pages, then communes."""
    described = [_page_entry(page) for page in pages if page.template != "search.html"]
    return [*described, *_communes(answers, {page.path for page in pages})]


def _page_entry(page: Page) -> Entry:
    kind = "Portrait" if page.section == PORTRAITS else THEMES.get(page.section, "Comprendre")
    words = bare(f"{page.court} {page.description} {page.keywords}").replace("’", " ")
    return Entry(page.title, kind, ((f"/{page.path}", page.title),), words)


def _communes(answers: Answers, paths: set[str]) -> list[Entry]:
    """Each commune leads to the portraits that hold it."""
    homes = {level: _homes(level, answers) for level in FINEST if level in answers.levels.index}
    found = []
    for code, name in answers.territories("commune")[["code", "name"]].itertuples(index=False):
        held = [answers.territory(level, home[code]) for level, home in homes.items() if code in home]
        links = [(f"/{PORTRAITS}/{one.level}/{one.code}.html", one.name.subject) for one in held]
        known = tuple((path, plain) for path, plain in links if path[1:] in paths)
        if known:
            found.append(Entry(str(name), "Commune", known, str(code)))
    return sorted(found, key=lambda entry: bare(entry.title))


def _homes(level: str, answers: Answers) -> dict[str, str]:
    """Commune -> the territory of the level that holds it."""
    frame = answers.members(level)
    return dict(zip(frame["commune"], frame["code"], strict=True))


def plan_page(pages: Sequence[Page], editions: Sequence[Step]) -> Page:
    """Every page, by chapter, then the editions."""
    groups: list[tuple[str, Sequence[Page | Step]]]
    groups = [(title, [page for page in pages if page.section == theme]) for theme, title in THEMES.items()]
    groups.append(("Portraits", [page for page in pages if page.section == PORTRAITS]))
    groups.append(("Éditions", editions))
    groups.append(("Comprendre", [page for page in pages if not page.section]))
    return Page(
        path="plan.html",
        section="",
        title="Plan du site",
        court="Plan du site",
        description="Toutes les pages de l’atlas, chapitre par chapitre.",
        template="plan.html",
        context={"groups": [(title, mine) for title, mine in groups if mine]},
        trail=(HOME,),
    )


def search_page(name: str) -> Page:
    """The page that answers a search; without a question, it is the index."""
    return Page(
        path="recherche.html",
        section="",
        title="Recherche",
        court="Recherche",
        description=f"Chercher une commune, un thème ou un mot dans l’{name[0].lower()}{name[1:]}.",
        template="search.html",
        trail=(HOME,),
    )
