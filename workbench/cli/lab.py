"""``workbench lab``: the lessons in JupyterLab."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_TRIES = 100


def main(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="port; the next free one when it is taken")] = 8888,
    browser: Annotated[bool, typer.Option(help="open a browser")] = True,
    workspace: Annotated[
        Path | None, typer.Option(help="folder of your notebooks and progress; made when it is not there")
    ] = None,
) -> None:
    """Open the workbench in JupyterLab: the roadmap, and every lesson as your own notebook. Ctrl-C twice stops it."""
    import os
    import sys

    folder = _workspace(workspace)
    environment = {**os.environ, "WORKBENCH_WORKSPACE": str(folder)}
    chosen = _free_port(host, port)
    if chosen != port:
        typer.echo(f"Port {port} is taken: using {chosen}.")
    show = browser and _has_display()
    command = lab_command(folder, host=host, port=chosen, browser=show)
    typer.echo(f"Your notebooks and progress are in {folder}.")
    if not show:
        typer.echo("Open the address below in a browser; it holds the key to this server.")
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(command[0], command, environment)
    import subprocess

    raise typer.Exit(subprocess.call(command, env=environment))


def lab_command(folder: Path, *, host: str, port: int, browser: bool) -> list[str]:
    """The command that starts JupyterLab on the workspace, which asks nothing of the internet."""
    import os
    import sys

    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.ip={host}",
        f"--ServerApp.port={port}",
        f"--ServerApp.open_browser={browser}",
        "--Application.log_level=WARN",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # a container, as a rule
        command.append("--ServerApp.allow_root=True")
    return command


def _workspace(chosen: Path | None) -> Path:
    """The workspace with its state folder. Raises WorkbenchError rather than settle among other files."""
    import os

    from workbench.content import in_clone, state_dir, workspace_root
    from workbench.errors import WorkbenchError

    if chosen is not None:
        os.environ["WORKBENCH_WORKSPACE"] = str(chosen.expanduser().resolve())
    folder = workspace_root()
    new = not (folder / ".workbench").is_dir()
    named = bool(os.environ.get("WORKBENCH_WORKSPACE"))
    if new and not named and not in_clone() and any(folder.iterdir()):
        raise WorkbenchError(
            f"{folder} holds other files. Start in an empty folder, or name one for your notebooks: "
            "workbench lab --workspace ~/workbench"
        )
    state_dir()
    if new and not in_clone():
        typer.echo(
            f"{folder} is a new workspace. If you have one elsewhere, stop and start with --workspace <that folder>."
        )
    return folder


def _free_port(host: str, port: int) -> int:
    """The first port from ``port`` on that can be listened to. Raises WorkbenchError when there is none."""
    import errno
    import socket

    from workbench.errors import WorkbenchError

    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError as error:
        raise WorkbenchError(f"{host!r} is no address of this machine: {error.strerror}.") from error
    for candidate in range(port, min(port + _TRIES, 65536)):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES):
                    continue
                raise WorkbenchError(f"Cannot listen on {host}: {error.strerror}. Choose another --host.") from error
            return candidate
    raise WorkbenchError(f"No free port from {port} to {port + _TRIES - 1}. Choose another with --port.")


def _has_display() -> bool:
    """Whether a browser can be shown; on Linux that takes a screen or a program named for it."""
    import os
    import sys

    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
