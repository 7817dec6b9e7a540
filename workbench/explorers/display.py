"""From a name to what a notebook displays. Light until something is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.explorers.find import load

if TYPE_CHECKING:
    from workbench.explorers.view import ExplorerView


def show(name: str, **initial: Any) -> ExplorerView:
    """Display an explorer, with some controls at other values than the author's.

    Returns a widget that also carries the picture and its caption for a notebook without a kernel. Raises
    WorkbenchError for an unknown explorer or control, or a value that the control cannot take.
    """
    chosen = load(name)
    values = chosen.clean(initial)
    from workbench.explorers.view import ExplorerView

    return ExplorerView(chosen, values)
