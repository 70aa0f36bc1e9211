"""Names of towns: none touches another, none leaves the map, the first asked for has the best place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.atlas.labels import NARROW, WIDE, _box, _touch, split, town_labels

POINTS = st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 800)), min_size=1, max_size=12, unique=True)


@settings(deadline=None)
@given(POINTS)
def test_names_never_touch(points: list[tuple[int, int]]) -> None:
    codes = [str(i) for i in range(len(points))]
    geometry = {"codes": codes, "names": [f"Ville-{i}" for i in codes], "centres": points, "width": 1000, "height": 800}
    labels = town_labels(geometry, codes)
    for size, name in ((WIDE, "wide"), (NARROW, "narrow")):
        boxes = [_box(at, label.lines, size) for label in labels if (at := getattr(label, name))]
        assert not any(_touch(one, other) for i, one in enumerate(boxes) for other in boxes[:i])
        assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 1000 and box[3] <= 800 for box in boxes)


def test_a_long_name_takes_two_lines() -> None:
    assert split("Romorantin-Lanthenay") == ("Romorantin-", "Lanthenay")
    assert split("Montrichard Val de Cher") == ("Montrichard", "Val de Cher")
    assert split("Blois") == ("Blois",)
