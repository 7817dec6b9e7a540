"""``workbench autograde``: what Gradescope runs for each submission."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def main(
    place: Annotated[Path, typer.Argument(help="Folder with source/, submission/ and results/.")] = Path("/autograder"),
) -> None:
    """Grade one submission inside Gradescope's autograder. The zip of 'release --as gradescope' calls this."""
    from workbench.grading.reports.autograded import autograde

    typer.echo(f"The results are in {autograde(place)}.")
