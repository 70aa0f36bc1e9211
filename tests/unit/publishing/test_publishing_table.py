"""The two CSV: parsable, exact, and the same figures."""

import io

import pandas as pd

from observatory.publishing.table import COLUMNS, csv, french_csv, table
from observatory.publishing.views import map_data
from observatory.warehouse.read import Warehouse


def test_one_header_row_and_one_row_per_territory(warehouse: Warehouse):
    frame = table(map_data(warehouse, "taux-foyers", "canton"))
    lines = csv(frame).decode().splitlines()
    assert len(lines) == 1 + 3
    assert lines[0].split(",") == list(COLUMNS)
    assert all(COLUMNS.values())


def test_what_is_missing_is_empty_and_codes_stay_texts(warehouse: Warehouse):
    frame = table(map_data(warehouse, "taux-foyers", "commune"))
    read_back = pd.read_csv(io.BytesIO(csv(frame)), dtype=str, keep_default_na=False).set_index("code")
    hidden = read_back.loc["99001"]
    assert (hidden["valeur"], hidden["numerateur"], hidden["minimum"], hidden["statut"]) == ("", "", "", "secret")


def test_a_french_spreadsheet_reads_decimal_commas(warehouse: Warehouse):
    content = french_csv(table(map_data(warehouse, "taux-foyers", "departement")))
    assert content.startswith("\ufeff".encode())
    assert content.endswith(b"\r\n")
    row = pd.read_csv(io.BytesIO(content), sep=";", dtype=str, encoding="utf-8-sig").iloc[0]
    assert row["valeur"].startswith("24,")
    assert row["numerateur"] == "770"
