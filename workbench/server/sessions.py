"""Whether a notebook is open in a running Jupyter server of this account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

_TIMEOUT = 3.0  # seconds


def open_in_a_server(path: Path) -> bool:
    """Whether any running Jupyter server has a session for this file.

    A server that has the file under its root but does not let us ask counts as yes: better to wait than to write into
    a notebook that is being edited.
    """
    from jupyter_server.serverapp import list_running_servers

    return any(_is_open(path.resolve(), server) for server in list_running_servers())


def _is_open(path: Path, server: dict[str, Any]) -> bool:
    root = Path(server.get("root_dir") or "/").resolve()
    if not path.is_relative_to(root):
        return False
    request = Request(f"{server['url']}api/sessions", headers={"Authorization": f"token {server.get('token', '')}"})
    try:
        # The servers are this machine's own: a proxy for the internet has no business here.
        with build_opener(ProxyHandler({})).open(request, timeout=_TIMEOUT) as answer:
            sessions = json.load(answer)
    except URLError as error:
        return not isinstance(error.reason, ConnectionRefusedError)  # refused: it is gone, only its file was left
    except (OSError, ValueError):
        return True
    wanted = path.relative_to(root).as_posix()
    return any(session.get("path") == wanted for session in sessions)
