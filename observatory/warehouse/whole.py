"""Everything known of several indicators: what is taken away whole."""

from collections.abc import Sequence

import pandas as pd

from observatory.warehouse.read import Warehouse


def every_cell(warehouse: Warehouse, slugs: Sequence[str]) -> pd.DataFrame:
    """indicator, then the columns of a cell with its name: all levels, finest first, all years, in order of display."""
    return warehouse.query(
        """FROM named_cells c JOIN levels l USING (level) JOIN indicators i ON i.slug = c.indicator
           SELECT c.* WHERE list_contains(?, c.indicator) ORDER BY i.rank, l.rank, c.period, c.code""",
        [list(slugs)],
    )


def every_territory(warehouse: Warehouse) -> pd.DataFrame:
    """The territories of every level, finest first."""
    return warehouse.query("FROM territories t JOIN levels l USING (level) SELECT t.* ORDER BY l.rank, t.code")


def titles_of_measures(warehouse: Warehouse) -> dict[str, str]:
    """measure -> its title."""
    frame = warehouse.query("SELECT measure, title FROM measures")
    return dict(zip(frame["measure"], frame["title"], strict=True))
