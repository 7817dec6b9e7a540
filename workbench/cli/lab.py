"""``workbench lab``: the lessons in JupyterLab."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

_TRIES = 100
_PATIENCE = 20.0  # seconds that a running server may take to make a notebook
_SETTINGS = {
    # Jupyter's own default is longer than what its web server allows, and each connection would warn of that.
    "ws_ping_timeout": 30000,
    # Where there is Node.js, each page would have the server run it to see whether JupyterLab should be built anew for
    # extensions in source form. Ours needs no build, and extensions are only shown here, not managed.
    "page_config_data": {"buildAvailable": False, "buildCheck": False},
}


def main(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="port; the next free one when it is taken")] = 8888,
    browser: Annotated[bool, typer.Option(help="open a browser")] = True,
    workspace: Annotated[
        Path | None, typer.Option(help="folder of your notebooks and progress; made when it is not there")
    ] = None,
    lesson: Annotated[
        str | None,
        typer.Option(
            metavar="LESSON",
            help="open this lesson, such as 02_math/05_optimization; in the workbench that runs already, if one does",
        ),
    ] = None,
) -> None:
    """Open the workbench in JupyterLab: the roadmap, and every lesson as your own notebook. Ctrl-C twice stops it."""
    import os
    import sys

    folder = _workspace(workspace)
    notebook = None
    if lesson is not None:
        if _open_in_running(lesson, folder, browser=browser and _has_display()):
            return
        notebook = _notebook(lesson, folder)
    environment = {**os.environ, "WORKBENCH_WORKSPACE": str(folder)}
    chosen = _free_port(host, port)
    if chosen != port:
        typer.echo(f"Port {port} is taken: using {chosen}.")
    show = browser and _has_display()
    command = lab_command(folder, host=host, port=chosen, browser=show, notebook=notebook)
    typer.echo(f"Your notebooks and progress are in {folder}.")
    if not show:
        typer.echo("Open the address below in a browser; it holds the key to this server.")
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(command[0], command, environment)
    import subprocess

    raise typer.Exit(subprocess.call(command, env=environment))


def lab_command(folder: Path, *, host: str, port: int, browser: bool, notebook: str | None = None) -> list[str]:
    """The command that starts JupyterLab on the workspace, which asks nothing of the internet.

    notebook: the path below the workspace of the one to open; the home page without it.
    """
    import os
    import sys
    from urllib.parse import quote

    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.ip={host}",
        f"--ServerApp.port={port}",
        f"--ServerApp.open_browser={browser}",
        "--ServerApp.kernel_manager_class=workbench.server.kernels.Kernels",
        "--Application.log_level=WARN",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly",
        f"--ServerApp.tornado_settings={_SETTINGS}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # a container, as a rule
        command.append("--ServerApp.allow_root=True")
    if notebook is not None:
        command.append(f"--LabApp.default_url=/lab/tree/{quote(notebook)}")
    return command


def _notebook(lesson: str, folder: Path) -> str:
    """The learner's notebook of a lesson, made or brought up to date, as a path below the workspace."""
    from workbench.workspace import materialise

    return materialise(lesson).relative_to(folder).as_posix()


def _open_in_running(lesson: str, folder: Path, *, browser: bool) -> bool:
    """Open a lesson in the JupyterLab that shows this workspace; False when none does.

    That server makes the notebook, because it knows whether the notebook is open. Raises WorkbenchError for an unknown
    lesson.
    """
    from urllib.parse import quote

    from jupyter_server.serverapp import list_running_servers

    from workbench.curriculum import load_curriculum

    load_curriculum()[lesson]
    for server in list_running_servers():
        if Path(server["root_dir"]).resolve() != folder:
            continue
        path = _ask(server, lesson)
        if path is None:
            continue
        address = f"{server['url']}lab/tree/{quote(path)}"
        typer.echo(f"Opened in the workbench that runs: {address}?token={server['token']}")
        if browser:
            import webbrowser

            webbrowser.open(f"{address}?token={server['token']}")
        return True
    return False


def _ask(server: dict[str, Any], lesson: str) -> str | None:
    """Have a running server make the notebook of a lesson. Its path there; None when it does not answer as ours does.

    Raises WorkbenchError with what the server says against it.
    """
    import json
    from urllib.error import HTTPError
    from urllib.request import ProxyHandler, Request, build_opener

    from workbench.errors import WorkbenchError

    headers = {"Authorization": f"token {server['token']}", "Content-Type": "application/json"}
    body = json.dumps({"lesson": lesson}).encode()
    request = Request(f"{server['url']}workbench/api/open", data=body, headers=headers, method="POST")
    try:
        # No proxy: it is this machine.
        with build_opener(ProxyHandler({})).open(request, timeout=_PATIENCE) as answer:
            return str(json.load(answer)["path"])
    except HTTPError as error:
        if error.code != 409:
            return None
        raise WorkbenchError(json.load(error)["message"]) from None
    except (OSError, ValueError, KeyError):
        return None


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
