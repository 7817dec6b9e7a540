"""An environment to install into: it borrows the libraries of this one, and its workbench has an extra of its own.

The wheels are made by hand and served on loopback, where each can be held back.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import site
import subprocess
import threading
import venv
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
HOUSE = {"roof": ["wall>=1"], "wall": ["ground"], "ground": []}
"""Packages and what each needs: extra ``house`` is ``roof``."""


def write_wheel(folder: Path, name: str, number: str, *, needs: Sequence[str] = (), filling: int = 0) -> Path:
    """A wheel with one module. filling: bytes of data in it that cannot be compressed."""
    info = f"{name}-{number}.dist-info"
    lines = "".join(f"Requires-Dist: {need}\n" for need in needs)
    files: dict[str, bytes] = {
        f"{name}.py": f"number = {number!r}\n".encode(),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n{lines}".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    if filling:
        files[f"{name}_data.bin"] = os.urandom(filling)
    record = ""
    for path, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(data)}\n"
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{name}-{number}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as wheel:
        for path, data in files.items():
            wheel.writestr(path, data)
    return made


@dataclass
class Shop:
    """Serves the wheels of a folder. asked: the files that were asked for; held: packages whose last byte waits."""

    folder: Path
    url: str = ""
    asked: list[str] = field(default_factory=list)
    held: dict[str, threading.Event] = field(default_factory=dict)

    def hold(self, name: str) -> None:
        self.held[name] = threading.Event()

    def release(self) -> None:
        for event in self.held.values():
            event.set()
        self.held.clear()


@contextmanager
def open_shop(folder: Path) -> Iterator[Shop]:
    shop = Shop(folder=folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/")
            if not name:
                self.answer(
                    "text/html", "".join(f'<a href="{p.name}">{p.name}</a>' for p in folder.glob("*.whl")).encode()
                )
                return
            shop.asked.append(name)
            self.answer("application/zip", (folder / name).read_bytes(), shop.held.get(name.split("-")[0]))

        def answer(self, kind: str, data: bytes, wait: threading.Event | None = None) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[:-1])
            if wait is not None:
                self.wfile.flush()
                wait.wait(120)
            with suppress(OSError):  # who asked has gone
                self.wfile.write(data[-1:])

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    shop.url = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield shop
    finally:
        shop.release()
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class Environment:
    """folder: of the virtual environment; variables: for programs in it."""

    folder: Path
    packages: Path
    cache: Path
    variables: dict[str, str]

    @property
    def python(self) -> str:
        return str(self.folder / "bin" / "python")

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, *arguments], env=self.variables | more, capture_output=True, text=True, check=False, cwd="/"
        )

    def workbench(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "workbench", *arguments, **more)

    def installed(self) -> set[str]:
        """The packages that this environment has of its own."""
        own = {path.name.split("-")[0] for path in self.packages.glob("*.dist-info")}
        return own - {"ml_workbench"}

    def status(self) -> dict[str, Any]:
        found = (self.folder / "var" / "ml-workbench" / "status.json").read_text()
        return dict(json.loads(found))


def make_environment(
    folder: Path,
    *,
    content: Path,
    wheels: str,
    extras: Mapping[str, Sequence[str]],
    lock: str = "",
    sizes: Mapping[str, Any] | None = None,
) -> Environment:
    """extras: of its workbench, extra → requirements; wheels: where pip finds packages; lock and sizes: in place of the
    real ones."""
    home = folder / "environment"
    venv.create(home, with_pip=False)
    (packages,) = home.glob("lib/python*/site-packages")
    # Folders that a .pth file adds are not searched for further .pth files: the editable install stays out.
    (packages / "borrowed.pth").write_text("\n".join([str(ROOT), *site.getsitepackages()]) + "\n")
    _pretend(packages, extras)
    places = folder / "tables"
    places.mkdir()
    (places / "requirements.lock").write_text(lock)
    (places / "sizes.json").write_text(json.dumps(sizes or {"packages": {}, "extras": {}, "isolated": {}}))
    (packages / "tables.pth").write_text(
        "import pathlib, workbench.installing.sizes as s, workbench.installing.resolve as r; "
        f"s.TABLE = pathlib.Path({str(places / 'sizes.json')!r}); r._PACKAGE = pathlib.Path({str(places)!r})\n"
    )
    (real,) = (Path(path).parents[2] for path in site.getsitepackages()[:1])
    for name in ("share", "etc"):
        (home / name).mkdir(exist_ok=True)
        (home / name / "jupyter").symlink_to(real / name / "jupyter")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WORKBENCH", "JUPYTER", "PYTHON", "PIP"))}
    cache = folder / "cache"
    variables = kept | {
        "PATH": f"{home / 'bin'}:{kept['PATH']}",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": wheels,
        "PIP_NO_CACHE_DIR": "1",
        "XDG_CACHE_HOME": str(cache),
        "WORKBENCH_CONTENT": str(content),
        "WORKBENCH_WORKSPACE": str(folder / "workspace"),
        "WORKBENCH_KERNEL": "stock",
    }
    return Environment(folder=home, packages=packages, cache=cache / "ml-workbench" / "wheels", variables=variables)


def _pretend(packages: Path, extras: Mapping[str, Sequence[str]]) -> None:
    """An installed workbench with these extras; its code is that of the clone."""
    info = packages / "ml_workbench-0.1.0.dist-info"
    info.mkdir()
    lines = ["Metadata-Version: 2.1", "Name: ml-workbench", "Version: 0.1.0", "Requires-Python: >=3.11"]
    for extra, requirements in extras.items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {requirement}; extra == "{extra}"' for requirement in requirements]
    (info / "METADATA").write_text("\n".join(lines) + "\n")
    (info / "RECORD").touch()
    (info / "entry_points.txt").write_text(
        "[jupyter_client.kernel_provisioners]\nworkbench-warm = workbench.kernel.provisioner:WarmProvisioner\n"
    )
