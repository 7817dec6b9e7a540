"""The server behind ``workbench demo``: Voilà with our template, a gallery, and nothing from outside this machine."""

from __future__ import annotations

import logging
import os
import signal
import socket
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_server.utils import url_path_join
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, authenticated
from traitlets.config import Config
from voila.app import Voila  # type: ignore[import-untyped]
from voila.handler import BaseVoilaHandler  # type: ignore[import-untyped]
from voila.tornado.handler import TornadoVoilaHandler  # type: ignore[import-untyped]

from workbench.content import content_root
from workbench.dashboards.gallery import Card, Section
from workbench.dashboards.pages import EXPLORERS, write_pages
from workbench.dashboards.quick import BundleHandler, log_request, use_quick_exporter
from workbench.dashboards.thumbnails import ADDRESS, ThumbnailHandler, Thumbnails, cache_folder
from workbench.errors import WorkbenchError
from workbench.kernel.client import keep
from workbench.kernel.quick import CLASS as QUICK_CLIENT

TEMPLATE = "workbench"
# Only what shows widgets: the editor's extensions cost time to load and some expect JupyterLab around them.
EXTENSIONS = [
    "anywidget",
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
]
_PLOTLY = "jupyterlab-plotly"  # five megabytes of script: only where a dashboard uses it
# A closed page shuts its kernel down itself; this is for those that could not (a crashed browser, a lost network).
CULL_AFTER, CULL_EVERY = 120, 30
# Said on every visit, and nothing that whoever started the demo could or should act on.
_NOISE = ("is not trusted", "websocket_ping_timeout")
_SOCKET_PATH_LIMIT = 100


def _worth_saying(record: logging.LogRecord) -> bool:
    return not any(noise in record.getMessage() for noise in _NOISE)


class MissingPage(BaseVoilaHandler):  # type: ignore[misc]
    """Any address that is no page: our error page instead of Tornado's bare text."""

    async def prepare(self) -> None:
        await super().prepare()  # sets the user that the page's template asks for
        raise HTTPError(404)


class Page(TornadoVoilaHandler):  # type: ignore[misc]
    """A page under its readable address. folder: of its notebook, below that of all notebooks."""

    def initialize(self, *, folder: str, **kwargs: Any) -> None:
        super().initialize(**kwargs)
        self._folder = folder

    @authenticated
    async def get(self, name: str) -> None:
        await super().get(f"{self._folder}{name}.ipynb")


class WorkbenchVoila(Voila):  # type: ignore[misc]
    """Voilà, with our addresses, our bundle of its scripts and the thumbnails of the gallery."""

    thumbnails: Thumbnails

    def init_handlers(self) -> list[Any]:
        voila = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        ours = [
            ("workbench/scripts.js", BundleHandler, {}),
            (ADDRESS, ThumbnailHandler, {"thumbnails": self.thumbnails}),
            ("explorers/([a-z0-9_]+)", Page, voila | {"folder": f"{EXPLORERS}/"}),
            ("tracks/([a-z0-9_]+)", Page, voila | {"folder": ""}),
        ]
        return [*super().init_handlers(), *((url_path_join(self.server_url, path), *more) for path, *more in ours)]


def _page_config_hook(sections: Sequence[Section]) -> Callable[..., dict[str, Any]]:
    """Hand what the gallery shows to its template, which gets nothing of ours but the page configuration."""
    shown = [_told(section) for section in sections]

    def add(page_config: dict[str, Any], *, notebook_path: str = "", **_: Any) -> dict[str, Any]:
        if not notebook_path.endswith(".ipynb"):  # a page writes its whole configuration into itself
            page_config["workbenchGallery"] = shown
        return page_config

    return add


def _told(section: Section) -> dict[str, Any]:
    front = section.dashboard
    return {
        "track": section.track,
        "title": section.title,
        "front": None if front is None else {"title": front.title, "summary": front.summary},
        "cards": [_told_card(card, section) for card in section.cards],
    }


def _told_card(card: Card, section: Section) -> dict[str, str]:
    lesson = card.lesson.title if card.lesson else ""
    found_by = [card.summary.title, card.summary.question, lesson, section.title, card.name]
    return {
        "name": card.name,
        "title": card.summary.title,
        "question": card.summary.question,
        "lesson": lesson,
        "words": " ".join(found_by),
    }


def _before_a_visit(handler: Any, **_kwargs: Any) -> None:
    """Set the visitor's XSRF cookie: without it the request by which a closing page ends its kernel is refused."""
    _ = handler.xsrf_token


def _extensions(sections: Sequence[Section]) -> list[str]:
    fronts = [section.dashboard for section in sections if section.dashboard]
    uses_plotly = any("plotly" in dashboard.path.read_text(encoding="utf-8") for dashboard in fronts)
    return [*EXTENSIONS, _PLOTLY] if uses_plotly else EXTENSIONS


def _config(sections: Sequence[Section], folder: Path) -> Config:
    config = Config()
    config.VoilaConfiguration.update(
        template=TEMPLATE,
        classic_tree=True,
        allow_template_override="NO",
        allow_theme_override="NO",
        extension_allowlist=_extensions(sections),
        page_config_hook=_page_config_hook(sections),
        prelaunch_hook=_before_a_visit,
        multi_kernel_manager_class="workbench.server.kernels.Kernels",
    )
    config.VoilaExecutor.cell_error_instruction = "The rest of this dashboard was not run; the server's log says why."
    config.MappingKernelManager.update(cull_idle_timeout=CULL_AFTER, cull_interval=CULL_EVERY)
    config.KernelManager.client_class = QUICK_CLIENT
    # Unix sockets in the private folder, where a path of that length is allowed: no ports, nothing to eavesdrop on.
    sample = folder / "voila_12345678" / f"kernel-{'0' * 36}-ipc-5"
    if os.name == "posix" and len(str(sample)) < _SOCKET_PATH_LIMIT:
        config.KernelManager.transport = "ipc"
    return config


def free_port(host: str) -> int:
    """A port that is free on this address now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _check_port(host: str, port: int) -> None:
    """Raises WorkbenchError when nothing can listen there, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WorkbenchError(
                f"Cannot listen on {host}:{port}: {error.strerror or error}. "
                "Choose another port with --port, or --port 0 for any that is free."
            ) from error


def make_app(
    sections: Sequence[Section], folder: Path, *, thumbnails: Thumbnails, host: str, port: int, open_browser: bool
) -> Voila:
    """Voilà over the notebooks in ``folder``, configured but not started.

    Raises WorkbenchError when our template is not installed.
    """
    use_quick_exporter()
    # The one instance of the process: Voilà's renderer finds the log for a failing cell only by way of it.
    app = WorkbenchVoila.instance(
        config=_config(sections, folder),
        config_file_paths=[],  # the same for everyone: no voila.py of the current folder is run
        root_dir=str(folder),
        connection_dir_root=str(folder),
        ip=host,
        port=port,
        port_retries=0,
        open_browser=open_browser,
        log_level="WARN",
    )
    app.thumbnails = thumbnails
    try:
        app.initialize(argv=[])
    except ValueError as error:
        raise WorkbenchError(f"Voilà cannot find the template {TEMPLATE!r}: install the workbench again.") from error
    for name in (app.log.name, "tornado.general"):
        logging.getLogger(name).addFilter(_worth_saying)
    app.tornado_settings = {
        "default_handler_class": MissingPage,
        "default_handler_args": {"voila_configuration": app.voila_configuration},
        "log_function": log_request,
    }
    return app


def serve(
    sections: Sequence[Section], *, host: str, port: int, open_browser: bool, ready: Callable[[str], None]
) -> None:
    """Serve until interrupted or terminated; then every kernel is shut down and the temporary folder is gone.

    ready: called with the gallery's address once the server answers.
    """
    chosen = port or free_port(host)
    _check_port(host, chosen)
    # Inherited by the kernels: the content is that of the gallery, and looking at a dashboard is no progress.
    os.environ |= {"WORKBENCH_CONTENT": str(content_root()), "WORKBENCH_RECORD": "0"}
    keep()
    with tempfile.TemporaryDirectory(prefix="wb-demo-") as temporary:
        folder = Path(temporary)
        write_pages(sections, folder)
        explorers = {card.name: card.explorer for section in sections for card in section.cards}
        thumbnails = Thumbnails(explorers, _cache(folder))
        app = make_app(sections, folder, thumbnails=thumbnails, host=host, port=chosen, open_browser=open_browser)
        stop = app._handle_signal_stop
        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGHUP, stop)
        IOLoop.current().add_callback(
            ready, f"http://{'localhost' if host in ('', '0.0.0.0', '::') else host}:{chosen}/"
        )
        try:
            app.start()
        finally:
            thumbnails.stop()


def _cache(private: Path) -> Path:
    """Where thumbnails are kept; in the private folder where the user's cache cannot be written to."""
    folder = cache_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    return private
