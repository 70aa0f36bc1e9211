"""Every source with its producer, licence and files: what was read, kept and refused."""

from collections.abc import Mapping
from typing import Any

from dash import html

from observatory.catalogue import Indicator
from observatory.catalogue.domain import DEMONSTRATION
from observatory.dashboard.parts import definitions, prose, table
from observatory.dashboard.registry import link
from observatory.figures.words import plural_text
from observatory.statistics.dates import french_date
from observatory.statistics.french import typeset
from observatory.statistics.numbers import number
from observatory.warehouse import provenance
from observatory.warehouse.read import Warehouse

SHOWN_REJECTS = 20
UNVERIFIED = "Déclaré d’après la description de son producteur, non vérifié sur fichier réel."
HASH_SHOWN = 12
FILE_HEADERS = ("Fichier", "Date", "Lignes", "Gardées", "Refusées", "D’ailleurs", "Années", "Empreinte SHA-256")
Row = Mapping[Any, Any]


def sources_page(warehouse: Warehouse, indicators: Mapping[str, Indicator]) -> list[html.Section]:
    """One section a source, producers in order."""
    return [_source(warehouse, row, indicators) for row in provenance.sources(warehouse).to_dict("records")]


def _source(warehouse: Warehouse, row: Row, indicators: Mapping[str, Indicator]) -> html.Section:
    fed = [
        html.Li(html.A(typeset(indicators[slug].title), href=link("/donnees", indicateur=slug)))
        for slug in row["indicators"]
    ]
    count = plural_text(len(fed), "indicateur", "indicateurs")
    return html.Section(
        [
            html.H2(typeset(f"{row['producer']}, {row['title']}"), id=str(row["source"])),
            source_facts(row),
            files_table(warehouse, row),
            html.Details([html.Summary(f"Sert à {count}"), html.Ul(fed, className="plain-list")]) if fed else None,
        ],
        className="ruled source",
    )


def source_facts(row: Row) -> html.Dl:
    """Licence, millésime, secrecy and notes of a source."""
    return definitions(
        [
            ("Avertissement", f"{DEMONSTRATION}, inventées" if row["demonstration"] else ""),
            ("Format", "" if row["verified"] else UNVERIFIED),
            ("Millésime", typeset(str(row["vintage"]))),
            ("Licence", typeset(str(row["licence"]))),
            (
                "Page du producteur",
                html.A(str(row["page"]), href=str(row["page"]), rel="noreferrer") if row["page"] else "",
            ),
            ("Secret statistique", typeset(str(row["secrecy"]))),
            ("Rupture de série", ", ".join(str(year) for year in row["breaks"])),
            ("À savoir", prose(row["notes"]) if len(row["notes"]) else ""),
        ]
    )


def files_table(warehouse: Warehouse, source: Row) -> Any:
    """The files read for a source, with what was refused in them."""
    files = provenance.files_of(warehouse, str(source["source"])).to_dict("records")
    if not files:
        return html.P("Aucun fichier n’a encore été lu.", className="note")
    refused = [_refused(warehouse, row) for row in files]
    caption = f"Fichiers lus : {source['producer']}, {source['title']}"
    return html.Div([table(FILE_HEADERS, [_file(row) for row in files], caption, "files"), *refused])


def _file(row: Row) -> tuple[Any, ...]:
    counts = (number(float(row[name])) for name in ("rows", "kept", "rejected", "outside"))
    first, last = row["first_period"], row["last_period"]
    years = str(first) if first == last else f"{first} à {last}"
    return html.Code(str(row["file"])), french_date(str(row["modified"])), *counts, years, _hash(str(row["sha256"]))


def _hash(sha256: str) -> html.Details:
    """Its beginning, and the whole behind it."""
    return html.Details([html.Summary(html.Code(f"{sha256[:HASH_SHOWN]}…")), html.Code(sha256)], className="hash")


def _refused(warehouse: Warehouse, row: Row) -> html.Details | None:
    """The first refused rows and values, and the territories that lack; None where there are none."""
    found = provenance.rejects_of(warehouse, str(row["source"]), str(row["file"]), SHOWN_REJECTS).to_dict("records")
    if not found:
        return None
    lines = [
        (
            number(float(one["line"])) if one["line"] else "–",
            str(one["column_name"]),
            html.Code(str(one["raw"])),
            typeset(str(one["reason"])),
        )
        for one in found
    ]
    title = f"Ce qui a été refusé dans {row['file']}, ou y manque"
    return html.Details([html.Summary(title), table(("Ligne", "Colonne", "Texte lu", "Raison"), lines, title)])


def _line(reject: Row) -> str:
    """A dash for a territory that lacks, which has no line."""
    return number(float(reject["line"])) if reject["line"] else "–"
