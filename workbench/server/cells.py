"""What the cells of a lesson's notebook were and could be again, for whoever may use this Jupyter server.

``GET /workbench/api/cells?lesson=`` tells how the lesson ships its cells, with the code that was kept of its exercises;
``POST /workbench/api/quiz`` writes an answer into the source of a cell; ``POST /workbench/api/reset`` makes a notebook
anew and keeps the one before.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from jupyter_server.auth.decorator import authorized
from tornado import web

from workbench.curriculum import load_curriculum
from workbench.database import ProgressError
from workbench.errors import WorkbenchError
from workbench.notebooks import cell_items
from workbench.progress import KeptCode, ProgressStore, open_store
from workbench.quizzes import answered
from workbench.server.handlers import _Handler
from workbench.workspace import reset_notebook, shipped_notebook


def cells_answer(lesson_id: str) -> dict[str, Any]:
    """``cells``: each with ``id``, ``type``, ``source``, ``metadata`` and ``items``; an item has ``kind``, ``name`` and
    the code that was kept of it: ``tried`` and ``passed``, null where there is none."""
    kept: dict[str, KeptCode] = {}
    with suppress(ProgressError):  # the cells can be had without it
        kept = (open_store() or ProgressStore()).kept_codes(lesson_id)
    return {
        "cells": [
            {
                "id": cell.id,
                "type": cell.cell_type,
                "source": cell.source,
                "metadata": cell.metadata,
                "items": [_item(kind, name, kept.get(name, KeptCode())) for kind, name in cell_items(cell)],
            }
            for cell in shipped_notebook(lesson_id).cells
        ]
    }


def _item(kind: str, name: str, kept: KeptCode) -> dict[str, Any]:
    return {"kind": kind, "name": name, "tried": kept.tried, "passed": kept.passed}


class _LessonHandler(_Handler):
    def known(self, lesson: object) -> str | None:
        """The id if there is such a lesson; else None, and the request is refused."""
        if isinstance(lesson, str) and lesson in load_curriculum().lessons:  # the only names that ever become a path
            return lesson
        self.refuse(404, f"There is no lesson {lesson!r}.")
        return None

    def fields(self, *names: str) -> list[str]:
        """These texts of the request's body."""
        body = self.get_json_body()
        found = [body.get(name) if isinstance(body, dict) else None for name in names]
        texts = [text for text in found if isinstance(text, str)]
        if len(texts) < len(names):
            raise web.HTTPError(400, f"The request must have the texts {', '.join(names)}.")
        return texts


class CellsHandler(_LessonHandler):
    """The cells as the lesson ships them, and what was kept of the learner's."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        lesson = self.known(self.get_query_argument("lesson", None))
        if lesson is not None:
            await self.answer(lambda: cells_answer(lesson))


class QuizHandler(_LessonHandler):
    """The source of a cell with an answer in it."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        source, name, option = self.fields("source", "name", "option")
        try:
            self.finish({"source": answered(source, name, option)})
        except WorkbenchError as error:
            self.refuse(409, str(error))


class ResetHandler(_LessonHandler):
    """A notebook as the lesson ships it, in place of the learner's, which is kept."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        lesson = self.known(self.fields("lesson")[0])
        if lesson is None:
            return
        try:
            kept = await asyncio.to_thread(reset_notebook, lesson)
        except WorkbenchError as error:
            self.refuse(409, str(error))
            return
        self.finish({"kept": str(kept) if kept else None})
