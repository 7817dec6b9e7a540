"""A pytest plugin for ``--nbval``: compare figures too.

By itself nbval passes over PNG images, so a lesson that draws something else every time would go unnoticed. Lessons
are deterministic, and Matplotlib writes equal bytes for equal figures on one machine: they are compared as they are.
Widget views stay out (their model ids are random); what a widget shows is compared by its text.
"""

from __future__ import annotations

import pytest


def pytest_collectstart(collector: pytest.Collector) -> None:
    skipped = getattr(collector, "skip_compare", None)
    if skipped is not None and collector.config.getoption("nbval"):
        collector.skip_compare = tuple(kind for kind in skipped if kind != "image/png")  # type: ignore[attr-defined]
