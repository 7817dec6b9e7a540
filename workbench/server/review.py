"""``GET /workbench/api/review``: what is due, with ``?only=count`` how many; ``POST``: its notebook.

For whoever may use this Jupyter server.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from tornado import web

from workbench.content import workspace_root
from workbench.database import ProgressError
from workbench.errors import WorkbenchError
from workbench.review.agenda import Agenda, Entry, build_agenda
from workbench.review.known import forget_known, make_test
from workbench.review.notebook import MOST, make_review
from workbench.review.store import PlanStore
from workbench.server.handlers import _Handler, below_root

_FORM = 'The request must look like {} or {"lessons": ["02_math/*"], "limit": 10, "new": false}.'


def review_answer(now: datetime) -> dict[str, Any]:
    """What is due as JSON: ``due`` (how many), ``items``, ``later`` (how many), ``next`` (a time in UTC, or null),
    ``notes`` and ``warning`` (a sentence, when progress cannot be read)."""
    try:
        store = PlanStore()
        agenda = build_agenda(store, now)
        warning = store.notice
    except ProgressError as error:
        agenda, warning = Agenda(due=(), later=()), str(error)
    return {
        "due": len(agenda.due),
        "items": [_item(entry) for entry in agenda.due],
        "later": len(agenda.later),
        "next": agenda.next_due.plan.due.isoformat() if agenda.next_due else None,
        "notes": list(agenda.notes),
        "warning": warning,
    }


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "lesson": entry.lesson.id,
        "lesson_title": entry.lesson.title,
        "name": entry.item.name,
        "kind": entry.item.kind,
        "title": entry.item.title,
        "due": entry.plan.due.isoformat(),
        "why": entry.plan.why,
    }


def open_answer(root: Path, now: datetime, lessons: Sequence[str], limit: int, new: bool) -> dict[str, Any]:
    """The review's notebook, made if need be: ``path`` below the server's ``root`` (null when nothing is due),
    ``action`` (made, kept or none), ``items`` (how many are due in it) and ``notes``. Raises WorkbenchError."""
    below_root(workspace_root(), root)
    agenda = build_agenda(PlanStore(), now, lessons=lessons)
    made = make_review(agenda, now, limit=limit, new=new)
    if made is None:
        return {"path": None, "action": "none", "items": 0, "notes": list(agenda.notes)}
    path = made.path.resolve().relative_to(root).as_posix()
    return {"path": path, "action": made.action, "items": len(made.items), "notes": list(agenda.notes)}


def known_answer(root: Path, lesson: str) -> dict[str, Any]:
    """The notebook of a test whether a lesson is known: ``path`` below the server's ``root``, ``items`` (how many it
    asks) and ``notes``. Raises WorkbenchError."""
    below_root(workspace_root(), root)
    made = make_test(lesson)
    return {
        "path": made.path.resolve().relative_to(root).as_posix(),
        "items": len(made.items),
        "notes": list(made.notes),
    }


class KnownHandler(_Handler):
    """``POST {"lesson": id}``: a notebook that tests whether the lesson is known; with ``"forget": true`` it is not to
    count as known any more."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        body = self.get_json_body()
        lesson = body.get("lesson") if isinstance(body, dict) else None
        forget = body.get("forget", False) if isinstance(body, dict) else None
        if not isinstance(lesson, str) or not isinstance(forget, bool):
            raise web.HTTPError(400, 'The request must look like {"lesson": "02_math/05_optimization"}.')
        root = self._root()
        try:
            if forget:
                await asyncio.to_thread(forget_known, lesson)
                self.finish({})
            else:
                self.finish(await asyncio.to_thread(known_answer, root, lesson))
        except WorkbenchError as error:
            self.refuse(409, str(error))


class ReviewHandler(_Handler):
    """What is due, and the notebook to repeat it in."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        try:
            answer = await asyncio.to_thread(review_answer, datetime.now(UTC))
        except WorkbenchError as error:
            self.refuse(500, str(error))
            return
        # A page that shows the number alone asks often.
        only_count = self.get_query_argument("only", "") == "count"
        self.finish({"due": answer["due"]} if only_count else answer)

    @web.authenticated
    @authorized
    async def post(self) -> None:
        lessons, limit, new = self._request()
        root = self._root()
        try:
            answer = await asyncio.to_thread(open_answer, root, datetime.now(UTC), lessons, limit, new)
        except WorkbenchError as error:
            self.refuse(409, str(error))
            return
        self.finish(answer)

    def _request(self) -> tuple[list[str], int, bool]:
        body = self.get_json_body()
        if body is None:
            body = {}
        if not isinstance(body, dict):
            raise web.HTTPError(400, _FORM)
        lessons, limit, new = body.get("lessons", []), body.get("limit", MOST), body.get("new", False)
        texts = isinstance(lessons, list) and all(isinstance(lesson, str) for lesson in lessons)
        if not texts or type(limit) is not int or limit < 1 or not isinstance(new, bool):
            raise web.HTTPError(400, _FORM)
        return lessons, limit, new
