"""A team's list of territoires: every commune once, by code, by a name that only one commune bears, or by its EPCI."""

import re

import pytest
from brought_files import GROUND, csv_file, xlsx_file

from observatory.activity import Ground, Group, forget_territoires, import_territoires
from observatory.activity.territoires import Words
from observatory.catalogue import load_collectivite
from observatory.commands.place import ground
from observatory.errors import DataError
from observatory.settings import ROOT, Settings

WORDS = Words("Maison", "Maisons", 'Liste « du » 3 mars, dite "provisoire"')
GOOD = ["territoire;code_commune", "Plaine;01001", "Plaine;01002", "Val d’Ain;01004", "Val d’Ain;01005"]


def members(imported):
    return {member.code: (member.name, member.communes) for member in imported.territoires.members}


def test_a_list_by_code_is_kept(tmp_path):
    imported = import_territoires(csv_file(tmp_path, *GOOD), WORDS, GROUND, tmp_path / "var")
    assert members(imported) == {
        "plaine": ("Plaine", ("01001", "01002")),
        "val-d-ain": ("Val d’Ain", ("01004", "01005")),
    }


def test_a_list_by_name_is_kept_where_names_are_clear(tmp_path):
    """Accents, capitals and apostrophes as people write them; two communes called Saint-Jean need their codes."""
    clear = type(GROUND)({"01001": "L’Abergement", "01004": "Ambérieu"}, {})
    rows = [["Commune", "Territoire", "Habitants"], ["AMBERIEU", "Nord", 14000], ["l'abergement", "Sud", 700]]
    imported = import_territoires(xlsx_file(tmp_path, rows), WORDS, clear, tmp_path / "var")
    assert members(imported) == {"nord": ("Nord", ("01004",)), "sud": ("Sud", ("01001",))}
    assert imported.unread == ("Habitants",)


GROUPED = Ground(
    GROUND.communes,
    GROUND.former,
    {
        "epci": {"200000001": Group("CC du Nord", ("01001", "01002")), "200000002": Group("CA", ("01004", "01005"))},
        "canton": {"0101": Group("Ain", ("01001", "01002", "01004"))},
    },
)


def test_a_list_by_epci_shares_out_their_communes(tmp_path):
    rows = [["Code EPCI", "Nom", "Territoire"], [200000002, "CA", "Ouest"], [200000001, "CC du Nord", "Est"]]
    imported = import_territoires(xlsx_file(tmp_path, rows), WORDS, GROUPED, tmp_path / "var")
    assert members(imported) == {"ouest": ("Ouest", ("01004", "01005")), "est": ("Est", ("01001", "01002"))}
    assert imported.unread == ("Nom",)


def test_two_epci_may_make_one_territoire(tmp_path):
    lines = ["code_epci;territoire", "200000001;Tout", "200000002;Tout"]
    imported = import_territoires(csv_file(tmp_path, *lines), WORDS, GROUPED, tmp_path / "var")
    assert members(imported) == {"tout": ("Tout", ("01001", "01002", "01004", "01005"))}


REFUSED_GROUPS = [
    (["code_epci;territoire", "200000001;Est"], "un EPCI manque\u202f: CA (200000002)"),
    (["code_epci;territoire", "200000001;Est", "200000001;Est"], "ligne 3\u202f: CC du Nord (200000001) est déjà à la"),
    (["code_epci;territoire", "01001;Est"], "ligne 2, «\u00a001001\u00a0»\u202f: ce n’est pas un EPCI d’ici"),
    (["code_epci;territoire", "200000001;", "200000002;Est"], "ligne 2\u202f: le territoire est vide"),
    (["code_canton;territoire", "101;Est"], "écrivez 0101"),
    (
        ["code_canton;territoire", "0101;Est"],
        "hors de tout canton\u202f: Saint-Jean (01005)\u202f; donnez une liste par",
    ),
]


@pytest.mark.parametrize(("lines", "words"), REFUSED_GROUPS)
def test_a_list_that_does_not_share_out_the_epci_or_cantons_is_refused(tmp_path, lines, words):
    with pytest.raises(DataError, match=re.escape(words)):
        import_territoires(csv_file(tmp_path, *lines), WORDS, GROUPED, tmp_path / "var")
    assert not (tmp_path / "var").exists()


def test_where_there_is_no_canton_a_list_by_canton_says_so(tmp_path):
    with pytest.raises(DataError, match="il n’y a pas de cantons ici"):
        import_territoires(csv_file(tmp_path, "code_canton;territoire", "6901;Est"), WORDS, GROUND, tmp_path / "var")


@pytest.mark.parametrize(("code", "column", "count"), [("41", "canton", 16), ("41", "epci", 12), ("69M", "canton", 0)])
def test_the_groups_of_a_collectivite_are_those_of_its_maps(tmp_path, code, column, count):
    settings = Settings(code, ROOT, tmp_path, "127.0.0.1", 0, demonstration=False, dropped=tmp_path)
    found = ground(settings)
    assert len(found.groups[column]) == count
    inside = [commune for group in found.groups[column].values() for commune in group.communes]
    assert sorted(inside) == (sorted(found.communes) if count else [])


REFUSED = [
    (GOOD[:4], "Saint-Jean (01005)"),
    ([*GOOD, "Plaine;01001"], "ligne 6\u202f: L’Abergement (01001) est déjà à la ligne 2"),
    ([*GOOD, "Plaine;99999"], "pas une commune d’ici"),
    ([*GOOD, "Plaine;01003"], "ancienne commune, aujourd’hui Saint-Jean (01002)"),
    ([*GOOD[:4], "Val d’Ain;1005"], "écrivez 01005"),
    ([*GOOD[:4], ";01005"], "le territoire est vide"),
    ([*GOOD[:4], "PLAINE;01005"], "trop proche"),
    ([*GOOD[:4], "???;01005"], "changez-le"),
    (["territoire;commune", "Plaine;Saint-Jean"], "plusieurs communes portent ce nom"),
    (["secteur;insee", "Plaine;01001"], "colonnes présentes"),
]


@pytest.mark.parametrize(("lines", "words"), REFUSED)
def test_a_list_that_does_not_share_out_the_communes_is_refused(tmp_path, lines, words):
    home = tmp_path / "var"
    import_territoires(csv_file(tmp_path, *GOOD), WORDS, GROUND, home)
    before = (home / "territoires.toml").read_bytes()
    with pytest.raises(DataError, match=re.escape(words)):
        import_territoires(csv_file(tmp_path, *lines), WORDS, GROUND, home)
    assert (home / "territoires.toml").read_bytes() == before


def test_the_list_takes_the_place_of_the_declared_one_and_goes_away_again(tmp_path):
    declared = load_collectivite(ROOT / "geodata", "41", tmp_path)
    import_territoires(csv_file(tmp_path, *GOOD), WORDS, GROUND, tmp_path)
    own = load_collectivite(ROOT / "geodata", "41", tmp_path)
    assert (own.territoires.title, own.territoires.plural, own.territoires.origin) == tuple(vars(WORDS).values())
    assert own.territoires.stand_in == "" and len(own.territoires.members) == 2
    assert own.levels == declared.levels
    assert forget_territoires(tmp_path) and not forget_territoires(tmp_path)
    assert load_collectivite(ROOT / "geodata", "41", tmp_path) == declared


def test_a_collectivite_without_territoires_offers_them_once_it_has_a_list(tmp_path):
    import_territoires(csv_file(tmp_path, *GOOD), WORDS, GROUND, tmp_path)
    assert load_collectivite(ROOT / "geodata", "69M", tmp_path).levels == ("commune", "territoire", "departement")
