"""The directives that stand alone on their line: a map, a ranking, an evolution, a table, key figures.

carte       taux-foyers-rsa niveau=canton classes=5 methode=jenks ecart=1
classement  taux-foyers-rsa niveau=canton n=10
evolution   taux-foyers-rsa territoires=4199,4110       by default the territoires, beside the collectivité
tableau     part-75-ans-plus part-85-ans-plus niveau=epci
chiffres    population part-75-ans-plus taux-foyers-rsa
sources
"""

from collections.abc import Callable

from observatory.atlas.answers import Answers
from observatory.atlas.blocks import Block
from observatory.atlas.compared import evolution, key_figures, sources, table
from observatory.atlas.drawn import map_of, ranking
from observatory.atlas.grammar import Directive

BLOCKS: dict[str, Callable[[Directive, Answers], Block]] = {
    "carte": map_of,
    "classement": ranking,
    "evolution": evolution,
    "tableau": table,
    "chiffres": key_figures,
    "sources": sources,
}


def block(directive: Directive, answers: Answers) -> Block:
    """The block a directive stands for; its name is one of BLOCKS."""
    with directive.located():
        return BLOCKS[directive.name](directive, answers)
