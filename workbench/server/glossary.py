"""``GET /workbench/api/glossary``: terms and systems, for whoever may use this Jupyter server.

It is no part of the curriculum's answer: only a page whose reader looks something up asks for it.
"""

from __future__ import annotations

from typing import Any

import msgspec
from jupyter_server.auth.decorator import authorized
from tornado import web

from workbench.curriculum import load_curriculum, track_title
from workbench.glossary import make_glossary
from workbench.server.handlers import _Handler


def glossary_answer() -> dict[str, Any]:
    """``terms``: each with ``name``, ``letter``, ``sentence`` and ``places``; ``systems``: each with ``name``,
    ``mode``, ``note``, ``track`` (its title) and ``places``. A place has ``id`` and ``title``, null when the lesson is
    yet to come."""
    glossary = make_glossary(load_curriculum())
    return {
        "terms": [{**msgspec.to_builtins(term), "letter": term.letter} for term in glossary.terms],
        "systems": [{**msgspec.to_builtins(each), "track": track_title(each.track)} for each in glossary.systems],
    }


class GlossaryHandler(_Handler):
    """What a reader looks up."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.answer(glossary_answer)
