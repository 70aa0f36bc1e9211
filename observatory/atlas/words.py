"""Plain text, for searching and sorting."""

import unicodedata


def bare(text: str) -> str:
    """Without accents, capitals or ligatures: what two spellings share."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
