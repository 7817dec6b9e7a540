"""Real servers for tests, as processes of their own that neither see nor touch the user's Jupyter and workspace."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil

TOKEN = "a-token-for-this-test"
PATIENCE = 120  # seconds until a server must have started
# Dask looks at itself a hundred times a second, for pages that nobody opens here.
QUIET_DASK = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "5s",
}


def environment_of(folder: Path) -> dict[str, str]:
    """Variables for programs with settings of their own, which lie in ``folder``."""
    found = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "WORKBENCH"))}
    found |= {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    return found | {
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "lab-workspaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "lab-settings"),
    }


def end(process: subprocess.Popen[Any]) -> None:
    """End a server and the kernels it has started."""
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in family:
        with suppress(psutil.NoSuchProcess):
            child.kill()


@dataclass(frozen=True)
class JupyterServer:
    """port, base: where it is; environment: the variables that it has; process: itself."""

    port: int
    base: str
    environment: dict[str, str]
    process: psutil.Process

    def ask(
        self, method: str, path: str, body: Any = None, *, token: str | None = TOKEN, headers: Any = None
    ) -> tuple[int, Any]:
        """Status and JSON of a request, or what came if it is none."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            known = {"Authorization": f"token {token}"} if token else {}
            data = body if isinstance(body, str) or body is None else json.dumps(body)
            connection.request(method, f"{self.base}{path}", body=data, headers={**known, **(headers or {})})
            answer = connection.getresponse()
            text = answer.read()
            try:
                return answer.status, json.loads(text)
            except ValueError:
                return answer.status, text
        finally:
            connection.close()


@contextmanager
def jupyter_server(
    folder: Path, root: Path, *, extension: str, python: str = sys.executable, **variables: str
) -> Iterator[JupyterServer]:
    """A server below a base URL, until the end of the block. folder: for its settings; extension: the one it has."""
    environment = environment_of(folder) | {"JUPYTER_TOKEN": TOKEN} | variables
    command = [python, "-m", "jupyter_server", "--ServerApp.open_browser=False", "--ServerApp.allow_root=True"]
    command += [f"--ServerApp.root_dir={root}", "--ServerApp.port=0", "--ServerApp.base_url=/some/where/"]
    command += [f"--ServerApp.jpserver_extensions={{'{extension}': True, 'voila.server_extension': False}}"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            known = _listening(folder / "runtime", process)
            itself = psutil.Process(process.pid)
            yield JupyterServer(int(known["port"]), str(known["base_url"]), environment, itself)
        finally:
            end(process)


def _listening(folder: Path, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """What the server writes about itself, once it listens: it writes that down a moment before."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        for path in folder.glob("jpserver-*.json"):
            with suppress(ValueError, ConnectionRefusedError):  # being written, or not listening yet
                known = dict(json.loads(path.read_text()))
                socket.create_connection(("127.0.0.1", known["port"])).close()
                return known
        time.sleep(0.1)
    raise AssertionError("the server did not start")
