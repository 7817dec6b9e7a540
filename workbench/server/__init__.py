"""The Jupyter server's side of the home page: what there is, and opening a lesson."""

from __future__ import annotations

import warnings
from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    # Voilà's extension, which comes before this one, shows every deprecation inside traitlets. A learner could do
    # nothing about this one.
    warnings.filterwarnings("ignore", message="ServerApp.token config is deprecated", category=DeprecationWarning)
    return [{"module": "workbench.server"}]


def _load_jupyter_server_extension(serverapp: Any) -> None:
    """Called by Jupyter when the server starts."""
    from jupyter_server.utils import url_path_join

    from workbench.kernel.client import keep
    from workbench.server.cells import CellsHandler, QuizHandler, ResetHandler
    from workbench.server.glossary import GlossaryHandler
    from workbench.server.handlers import CurriculumHandler, OpenHandler
    from workbench.server.install import InstallHandler, InstallJobHandler
    from workbench.server.review import KnownHandler, ReviewHandler
    from workbench.server.search import SearchHandler

    keep()
    base = serverapp.web_app.settings["base_url"]
    serverapp.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, "workbench", "api", "curriculum"), CurriculumHandler),
            (url_path_join(base, "workbench", "api", "cells"), CellsHandler),
            (url_path_join(base, "workbench", "api", "quiz"), QuizHandler),
            (url_path_join(base, "workbench", "api", "reset"), ResetHandler),
            (url_path_join(base, "workbench", "api", "glossary"), GlossaryHandler),
            (url_path_join(base, "workbench", "api", "open"), OpenHandler),
            (url_path_join(base, "workbench", "api", "review"), ReviewHandler),
            (url_path_join(base, "workbench", "api", "known"), KnownHandler),
            (url_path_join(base, "workbench", "api", "search"), SearchHandler),
            (url_path_join(base, "workbench", "api", "install"), InstallHandler),
            (url_path_join(base, "workbench", "api", "install", "job"), InstallJobHandler),
        ],
    )
