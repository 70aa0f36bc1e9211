"""ARIA attributes, which Dash takes as keywords that Python cannot write."""

from typing import Any


def aria(**attributes: str) -> dict[str, Any]:
    """`aria(label="Pages")` -> `{"aria-label": "Pages"}`."""
    return {f"aria-{name}": value for name, value in attributes.items()}
