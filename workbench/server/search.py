"""``GET /workbench/api/search?text=…``: the passages of the lessons that have all the words."""

from __future__ import annotations

from typing import Any

import msgspec
from jupyter_server.auth.decorator import authorized
from tornado import web

from workbench.curriculum import load_curriculum
from workbench.server.handlers import _Handler
from workbench.texts import find_passages

_LONGEST = 200  # characters of a question


def search_answer(text: str) -> dict[str, Any]:
    """``passages``: each with ``lesson``, ``title``, ``heading`` and ``excerpt``."""
    return {"passages": msgspec.to_builtins(find_passages(load_curriculum(), text[:_LONGEST]))}


class SearchHandler(_Handler):
    """The lessons' text."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        text = self.get_query_argument("text", "")
        await self.answer(lambda: search_answer(text))
