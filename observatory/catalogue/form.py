"""Formats of files: how their cells become text, before anything is interpreted."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from observatory.catalogue.model import Declaration


class Delimited(Declaration):
    """Text with a separator: one line, one row."""

    kind: Literal["delimited"] = "delimited"
    separator: str = ","
    encoding: str = "utf-8"
    decimal: Literal[".", ","] = "."
    skip: int = 0
    """Lines above the header."""
    names: tuple[str, ...] = ()
    """Names given to the columns of a file without a header."""
    open_end: bool = False
    """True where the producer leaves the last line without its end; otherwise such a file is taken as cut."""


class Workbook(Declaration):
    """Sheets of a workbook, alike but for their place; each row carries its sheet's name in the column `feuille`.

    With `across`, the columns right of `stub` become rows: their header texts, one per header row (a merged one
    stands for all its columns), fill the columns that `across` names, and the cell fills the column `valeur`."""

    kind: Literal["workbook"] = "workbook"
    sheets: str
    """A regular expression for the whole name of a sheet."""
    header: str
    """A regular expression for the whole text of a cell of the first header row: the first row with one is it."""
    header_rows: int = 1
    stub: tuple[str, ...] = ()
    """Names given to the columns on the left, which say what a row is about."""
    across: tuple[str, ...] = ()
    carried: int = Field(default=0, ge=0)
    """The first columns of the table where an empty cell has the text above: merged cells, or titles in a tree."""
    end: str | None = None
    """A regular expression for the start of the row that follows the table; without it, the sheet is taken as cut."""
    decimal: Literal["."] = "."

    @model_validator(mode="after")
    def header_rows_are_named(self) -> "Workbook":
        if self.across and len(self.across) != self.header_rows:
            raise ValueError("across : un nom par ligne d'en-tête (header_rows)")
        return self


class Json(Declaration):
    """Records of a JSON document, gzipped or not; a path is keys joined by dots, where `list[key=text]` picks the
    first item of a list whose `key` is `text`."""

    kind: Literal["json"] = "json"
    rows: tuple[str, ...]
    """The keys of the lists to go through, one inside the other; the items of the last are the rows."""
    columns: dict[str, str]
    """Name and path of each column."""
    decimal: Literal["."] = "."


class Parquet(Declaration):
    kind: Literal["parquet"] = "parquet"
    decimal: Literal["."] = "."


Format = Annotated[
    Annotated[Delimited, Tag("delimited")]
    | Annotated[Workbook, Tag("workbook")]
    | Annotated[Json, Tag("json")]
    | Annotated[Parquet, Tag("parquet")],
    Discriminator(lambda raw: _kind(raw)),
]


def _kind(raw: object) -> str:
    """The tag of a declared format; `delimited` where none is told."""
    return str(raw.get("kind", "delimited") if isinstance(raw, dict) else getattr(raw, "kind", ""))
