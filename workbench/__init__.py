"""The learning workbench: all that a lesson imports.

Names are resolved on first use, so that ``import workbench`` costs next to nothing and a lesson pays only
for what it uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.version import __version__

if TYPE_CHECKING:
    from workbench.datasets import load_dataset
    from workbench.lesson import Lesson

__all__ = ["Lesson", "__version__", "load_dataset"]

_HOME = {"Lesson": "workbench.lesson", "load_dataset": "workbench.datasets"}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        from importlib import import_module

        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'workbench' has no attribute {name!r}")
