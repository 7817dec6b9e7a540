"""Where a benchmark tells what it measured."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path


def tell(table: str, path: Path | None, page: str, *, rounds: int) -> None:
    """Print a table; with a path, write it there too, as the page: a text with ``{rounds}``, ``{version}`` (of
    JupyterLab) and ``{table}``."""
    print(table)
    if path:
        path.write_text(page.format(rounds=rounds, version=version("jupyterlab"), table=table), encoding="utf-8")
