"""What makes a page come quickly.

Voilà makes an exporter, and with it a Jinja environment, for each visit, and compiles the same templates again; here
they are compiled once. The browser learns which of some eighty scripts a page wants only by running the scripts before
them, after the last cell; here the head of the page names them. And the explorers come with the page itself, as data
that the browser draws at once; those that compute in the browser can be moved before Python is connected.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import voila.notebook_renderer  # type: ignore[import-untyped]
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from tornado.log import access_log
from tornado.web import RequestHandler
from voila.exporter import VoilaExporter  # type: ignore[import-untyped]

from workbench.explorers.front import front_end, style_sheet

_SCRIPT_PATHS = ("voila/static/", "voila/labextensions/")
_OK = (200, 304)
_BAD = 400
_MOST_SCRIPTS = 300
_VERSION = re.compile(r"v=[0-9a-f]{8,64}")  # what the front ends' builds append to a name
_CHUNK = re.compile(r"""(/\*.*?\*/\s*)?("use strict";\s*)?\(self[.\["]+(webpack|rspack)Chunk""", re.DOTALL)


class _CompiledTemplates(BytecodeCache):
    """Jinja's compiled templates in memory; an edited template has another checksum and is compiled anew."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._found.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._found[bucket.key] = bucket.checksum, bucket.code


_compiled = _CompiledTemplates()


class ScriptsSeen:
    """The scripts that pages asked for.

    Those that only register modules (webpack calls them chunks) go into one file, which a page may run before the
    scripts that use them. The others are named in the page's head, so that they are fetched while Python works.
    """

    def __init__(self) -> None:
        self._alone: dict[str, None] = {}  # addresses
        self._chunks: dict[str, str] = {}  # path → text
        self._bundle: bytes | None = None
        self._version = ""

    def note(self, handler: RequestHandler) -> None:
        """Remember a request that was answered with a script of Voilà or of one of its extensions."""
        request = handler.request
        path = getattr(handler, "absolute_path", None)
        ours = request.path.endswith(".js") and any(part in request.path for part in _SCRIPT_PATHS)
        plain = not request.query or _VERSION.fullmatch(request.query)
        if not (ours and plain and path and handler.get_status() in _OK):
            return
        if path in self._chunks or request.uri in self._alone:
            return
        text = Path(path).read_text(encoding="utf-8")
        if _CHUNK.match(text):
            self._chunks[path] = text
            self._bundle = None
        elif len(self._alone) < _MOST_SCRIPTS:
            self._alone.setdefault(str(request.uri))

    @property
    def bundle(self) -> bytes:
        """All chunks so far in one script, each in a function of its own, whose first statement may be "use strict"."""
        if self._bundle is None:
            parts = (f"(() => {{\n{self._chunks[path]}\n}})();\n" for path in sorted(self._chunks))
            self._bundle = "".join(parts).encode()
            self._version = hashlib.sha256(self._bundle).hexdigest()[:16]
        return self._bundle

    @property
    def version(self) -> str:
        """Changes with the bundle; empty when there is none."""
        return self._version if self.bundle else ""

    def alone(self) -> Iterable[str]:
        """The addresses of the scripts that are not in the bundle."""
        return list(self._alone)


scripts_seen = ScriptsSeen()


class BundleHandler(RequestHandler):
    """The chunks in one file. The address has its version, so a browser never needs to ask twice."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish(scripts_seen.bundle)


def log_request(handler: RequestHandler) -> None:
    """Tornado's ``log_function``: remember scripts; say what went wrong, as Tornado does by itself."""
    scripts_seen.note(handler)
    if handler.get_status() >= _BAD:
        access_log.warning("%d %s", handler.get_status(), handler._request_summary())


class QuickExporter(VoilaExporter):  # type: ignore[misc]
    """Voilà's exporter with templates that are compiled once, and with what our page puts into its head."""

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()
        environment.bytecode_cache = _compiled
        environment.globals |= {
            "scripts": scripts_seen,
            "explorer_script": front_end(),
            "explorer_style": style_sheet(),
        }
        return environment


def use_quick_exporter() -> None:
    """Let Voilà's renderer make our exporter; it takes the class from a name of its module."""
    voila.notebook_renderer.VoilaExporter = QuickExporter
