"""The refresh report as one HTML page."""

from observatory.publishing.refresh import sections, summary
from observatory.publishing.sections_page import sections_page
from observatory.warehouse.refresh import Refresh


def refresh_page(refresh: Refresh) -> str:
    return sections_page(
        f"Mise à jour des données\u202f: {refresh.name}",
        summary(refresh),
        sections(refresh),
        nothing="Rien à montrer\u202f: aucune donnée n’a changé, et tout a été lu.",
    )
