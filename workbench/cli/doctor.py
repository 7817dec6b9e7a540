"""``workbench doctor``: what is installed and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from workbench.doctor import Finding

_SIGNS = {"ok": "✓ ok", "missing": "✗ missing", "note": "• note"}
_COLOURS = {"ok": "green", "missing": "bold red", "note": "yellow"}


def main(
    track: Annotated[str, typer.Argument(help="A track, such as 03_classical_ml or 03; all without one.")] = "",
) -> None:
    """Say what is installed and what is missing, with the command that gets it.

    Exit code 1 when something is needed and missing: for the chosen track, or for the workbench itself.
    """
    from rich.console import Console

    from workbench.doctor import examine

    console = Console(highlight=False, soft_wrap=True)
    area = ""
    blocked = 0
    for finding in examine(track or None):
        if finding.area != area:
            area = finding.area
            console.print(f"\n{area}", style="bold")
        _tell(console, finding)
        blocked += finding.blocks
    if blocked:
        console.print(f"\n{blocked} needed and missing.", style="bold red")
        raise typer.Exit(1)
    console.print("\nNothing that is needed is missing.", style="bold green")


def _tell(console: Console, finding: Finding) -> None:
    status = finding.status
    style = _COLOURS["note"] if status == "missing" and not finding.needed else _COLOURS[status]
    console.print(f"  {_SIGNS[status]:<10} {finding.name}: {finding.detail}", style=style, markup=False)
    if finding.fix:
        console.print(f"             {finding.fix}", markup=False)
