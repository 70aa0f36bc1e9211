"""From bytes to text, refusing what is not the declared text: a web page, a workbook, another encoding, a cut file."""

import codecs
import re

from observatory.errors import DataError

OTHER_KINDS = (
    (b"PK\x03\x04", "un classeur ou une archive ZIP"),
    (b"\x1f\x8b", "un fichier comprimé (gzip)"),
    (b"\xd0\xcf\x11\xe0", "un ancien classeur Excel (.xls)"),
    (b"%PDF", "un PDF"),
    (b"PAR1", "un fichier Parquet"),
    (b"\xff\xfe", "un texte en UTF-16"),
    (b"\xfe\xff", "un texte en UTF-16"),
)
WEB_PAGE = re.compile(rb"\s*<(!doctype|html|head|body|\?xml)", re.IGNORECASE)
JSON_ANSWER = re.compile(rb'\s*(\{\s*["}]|\[\s*[{\]])')
MOJIBAKE = re.compile(r"\ufffd|Ã[^A-Za-z]|Â[^\w\s]|Â[\x80-\xbf]|â€")
SIGNS = ("\ufffd", "Ã", "Â", "â€")
"""What UTF-8 looks like when it was read as latin-1 and saved again, and the sign of a character already lost."""


def decode(file: str, content: bytes, encoding: str) -> str:
    """The text of a delimited file, without its byte order mark; raise DataError for anything else."""
    _refuse_other_kinds(file, content)
    text = _strict(file, content, encoding).removeprefix("\ufeff")
    lost = MOJIBAKE.search(text) if any(sign in text for sign in SIGNS) else None
    if lost:
        line = text.count("\n", 0, lost.start()) + 1
        raise DataError(f"{file}, ligne {line} : caractères abîmés ; le fichier n'est pas en {encoding}.")
    return text


def refuse_web_answers(file: str, content: bytes) -> None:
    """An empty file or a web page is never data, whatever its name."""
    if not content.strip():
        raise DataError(f"{file} : le fichier est vide.")
    if WEB_PAGE.match(content.removeprefix(codecs.BOM_UTF8)):
        raise DataError(f"{file}, ligne 1 : le fichier est une page web (HTML ou XML) ; le téléchargement a échoué.")


def _refuse_other_kinds(file: str, content: bytes) -> None:
    for start, kind in OTHER_KINDS:
        if content.startswith(start):
            raise DataError(f"{file} : le fichier est {kind}, et non un tableau en texte.")
    refuse_web_answers(file, content)
    without_mark = content.removeprefix(codecs.BOM_UTF8)
    if JSON_ANSWER.match(without_mark):
        raise DataError(f"{file}, ligne 1 : le fichier est une réponse JSON ; le téléchargement a échoué.")
    zero = content.find(b"\0")
    if zero >= 0:
        raise DataError(f"{file}, ligne {_line(content, zero)} : octet nul ; le fichier est binaire ou abîmé.")


def _strict(file: str, content: bytes, encoding: str) -> str:
    """Decode under the declared encoding, or say where it fails."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = _line(content, error.start)
        raise DataError(
            f"{file}, ligne {line} : le fichier n'est pas en {encoding}, comme sa source le déclare."
        ) from None
    if not content.isascii() and codecs.lookup(encoding).name != "utf-8" and _is_utf8(content):
        raise DataError(f"{file} : le fichier est en UTF-8, et sa source le déclare en {encoding}.")
    return text


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1
