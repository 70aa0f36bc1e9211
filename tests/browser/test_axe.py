"""What the tests of access rest on: a fault is heard wherever it is among texts that look the same but for it."""

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import WIDTHS, violations

ROW = '<tr class="row"><th scope="row">Commune</th><td><a href="#">Blois</a></td></tr>'
PAGE = """<!doctype html><html lang="fr"><title>Essai</title><style>
a {{ color: #036 }} .pale {{ color: #ccc }} .dark {{ background: #345 }}
@media (prefers-color-scheme: dark) {{
    body {{ background: #111; color: #eee }} a {{ color: #9cf }} .night {{ color: #333 }}
}}
@media (max-width: 400px) {{ .narrow {{ color: #ddd }} }}
</style><main><h1>Essai</h1><table class="cells"><tbody>{}</tbody></table></main></html>"""
DAY = [(width, "light") for width in WIDTHS]
NIGHT = [(width, "dark") for width in WIDTHS]
EVERY = [state for states in zip(DAY, NIGHT, strict=True) for state in states]


@pytest.mark.parametrize(
    ("fault", "states"),
    [
        ("", []),
        ('<tr class="row pale"><th>Commune</th><td></td></tr>', DAY),
        ('<tr class="row dark"><th>Commune</th><td></td></tr>', DAY),
        ('<tr><th><div style="background: #666; color: #777">Commune</div></th><td></td></tr>', EVERY),
        ('<tr><th class="night">Commune</th><td></td></tr>', NIGHT),
        ('<tr><th class="narrow">Commune</th><td></td></tr>', [(390, "light")]),
        ('<tr><th>Commune</th><td><a href="#"></a></td></tr>', DAY),
    ],
)
def test_a_fault_among_many_rows_is_heard(browser: Browser, fault: str, states: list[tuple[int, str]]) -> None:
    page = browser.new_page()
    page.set_content(PAGE.format(ROW * 5 + fault + ROW * 30))
    assert list(violations(page)) == states
    page.close()
