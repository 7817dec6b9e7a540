"""``workbench env``: environments of their own for libraries that cannot live with the others."""

from __future__ import annotations

from typing import Annotated

import typer


def main(
    name: Annotated[str, typer.Argument(help="The environment to make; without one they are listed.")] = "",
) -> None:
    """List the isolated environments, or make one with its kernel. Making one again does nothing."""
    from workbench.environments import ensure, environment, names

    if name:
        made = ensure(name, tell=typer.echo)
        typer.echo(f"The kernel {made.kernel!r} runs {made.python}.")
        return
    for known in names():
        found = environment(known)
        state = f"ready, {found.folder}" if found.ready else f"not made; 'workbench env {known}' makes it"
        typer.echo(f"{known}: {state}")
