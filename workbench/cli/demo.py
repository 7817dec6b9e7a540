"""``workbench demo``: the dashboards as web pages."""

from __future__ import annotations

from typing import Annotated

import typer

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def main(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for everyone in the network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any that is free.")] = 8866,
    browser: Annotated[bool, typer.Option(help="Open the gallery in a browser.")] = True,
) -> None:
    """Serve the dashboards of all tracks as web pages, for a talk or a class. Ctrl-C stops it."""
    from workbench.dashboards import find_dashboards
    from workbench.errors import WorkbenchError

    dashboards = find_dashboards()
    if not dashboards:
        raise WorkbenchError("There is no dashboard: no lessons/<track>/dashboard.py was found.")
    from workbench.dashboards.server import serve

    if host not in _LOOPBACK:
        typer.echo(
            f"Everyone who reaches {host} can open the dashboards. Visitors move controls, they cannot run code."
        )

    def ready(address: str) -> None:
        typer.echo(f"{len(dashboards)} dashboards at {address} (Ctrl-C stops)")

    serve(dashboards, host=host, port=port, open_browser=browser, ready=ready)
    typer.echo("Stopped.")
