"""``workbench demo``: the explorers as web pages."""

from __future__ import annotations

from typing import Annotated

import typer

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def main(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for everyone in the network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any that is free.")] = 8866,
    browser: Annotated[bool, typer.Option(help="Open the gallery in a browser.")] = True,
) -> None:
    """Serve all explorers as web pages, with a gallery, for a talk or a class. Ctrl-C stops it."""
    from workbench.dashboards.gallery import make_gallery
    from workbench.errors import WorkbenchError

    sections = make_gallery()
    if not sections:
        raise WorkbenchError("There is nothing to show: no lessons/<track>/explorers/<name>.py was found.")
    from workbench.dashboards.server import serve

    if host not in _LOOPBACK:
        typer.echo(
            f"Everyone who reaches {host} can open the dashboards. Visitors move controls, they cannot run code."
        )

    def ready(address: str) -> None:
        count = sum(len(section.cards) for section in sections)
        typer.echo(f"{count} explorer{'' if count == 1 else 's'} at {address} (Ctrl-C stops)")

    serve(sections, host=host, port=port, open_browser=browser, ready=ready)
    typer.echo("Stopped.")
