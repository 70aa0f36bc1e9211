"""A composed group as an address writes it, and its profile beside those of the territories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.errors import UnknownValue
from observatory.warehouse import compare, read
from observatory.warehouse.own import Group, any_table, known_part

CODES = st.from_regex(r"(\d\d|2A|2B)\d{3}", fullmatch=True)


@given(st.sets(CODES, min_size=1, max_size=20), st.text(max_size=80))
def test_a_group_is_read_back_from_its_address(communes, name):
    group = Group.of(communes, name)
    assert Group.read(group.code) == group
    assert "," not in group.code and ":" not in group.code


def test_the_address_is_short_and_changes_of_departement_are_said():
    group = Group.of(["41269", "41018", "37261", "41018", "2A004"], "Val de Cisse, nord : essai")
    assert group.code == "2A004.37261.41018.269~Val de Cisse nord essai"
    assert len(Group.of(f"41{rank:03}" for rank in range(267)).code) < 1100


@pytest.mark.parametrize("text", ["", "018", "41018.", "41018,41269", "bonjour", "41018.2", "groupe"])
def test_what_is_no_group_is_refused_with_an_example(text):
    with pytest.raises(UnknownValue, match="groupe de communes"):
        Group.read(text)


@pytest.mark.parametrize(
    ("group", "title"),
    [
        (Group(("41018",)), "Groupe de 1\u00a0commune"),
        (Group(("41018", "41269")), "Groupe de 2\u00a0communes"),
        (Group(("41018",), "Val de Cisse"), "Val de Cisse"),
    ],
)
def test_a_group_has_a_title(group, title):
    assert group.title == title


def test_communes_that_are_no_more_are_left_out_and_told(warehouse):
    group, lost = known_part(warehouse, Group.read("99001.002.988.75056~Essai"))
    assert group == Group(("99001", "99002"), "Essai")
    assert lost == ("75056", "99988")


def test_the_group_of_a_canton_reads_as_the_canton(loir_et_cher):
    canton = read.territories(loir_et_cher, "canton")["code"].iat[0]
    belongs = read.memberships(loir_et_cher, "canton")
    group = Group.of(belongs.loc[belongs["code"] == canton, "commune"], "Essai")
    expected, found = compare.table(loir_et_cher, "canton", [canton]), any_table(loir_et_cher, "groupe", [group.code])
    assert set(found.columns) >= set(expected.columns) - {"margin"}
    pairs = expected.merge(found, on=["indicator", "period"], suffixes=("", "_group"))
    assert (pairs["index_100"].fillna(-1) - pairs["index_100_group"].fillna(-1)).abs().max() < 1e-3
    assert set(found["level"]) == {"groupe"} and set(found["code"]) == {group.code} and set(found["name"]) == {"Essai"}
    assert found["rank"].isna().all()
