"""Says at the end of a run how many tests read a producer's real file."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    ran = {kind: terminalreporter.stats.get(kind, []) for kind in ("passed", "failed", "skipped")}
    counts = {kind: sum("official" in report.keywords for report in reports) for kind, reports in ran.items()}
    read = counts["passed"] + counts["failed"]
    terminalreporter.write_line(f"Fichiers officiels : {read} tests exécutés, {counts['skipped']} passés.")
