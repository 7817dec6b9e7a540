"""What tests do with the cells of a lesson: run one as a notebook would, and look at the card that appears."""

from __future__ import annotations

import linecache
from typing import Any

from workbench.feedback import Card


def run_cell(source: str, **names: Any) -> dict[str, Any]:
    """Execute text as a notebook cell would be: its source can be looked up by its file name."""
    name = f"<cell {len(linecache.cache)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace = dict(names)
    exec(compile(source, name, "exec"), namespace)
    return namespace


def outcome(card: Card) -> str:
    return str(card.metadata["workbench"]["outcome"])
