"""``GET /workbench/api/curriculum`` and ``POST /workbench/api/open``, for whoever may use this Jupyter server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast

import msgspec
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from workbench.content import workspace_root
from workbench.curriculum import load_curriculum
from workbench.database import ProgressError
from workbench.errors import WorkbenchError
from workbench.progress import ProgressStore, open_store
from workbench.roadmap import build_roadmap
from workbench.server.changes import Answers, packed
from workbench.watch import ProgressWatch
from workbench.workspace import bring_up_to_date

_watches: dict[ProgressStore, ProgressWatch] = {}
_answers = Answers()


def curriculum_answer() -> dict[str, Any]:
    """The roadmap as JSON: ``tracks``, ``next`` and ``warning`` (a sentence, when progress cannot be read).

    An item that has passed is ``recorded`` when that is all one knows of it yet: the grading of a class will tell.
    """
    curriculum = load_curriculum()
    warning = None
    try:
        store = open_store()
        # A store that is opened for this answer alone has nothing to watch.
        watch = _watches.setdefault(store, ProgressWatch(store)) if store else None
        store = store or ProgressStore()
        progress = watch.all_progress() if watch else store.all_progress()
        warning = store.notice
    except ProgressError as error:
        progress, warning = {}, str(error)
    roadmap = build_roadmap(curriculum, progress)
    answer: dict[str, Any] = msgspec.to_builtins(roadmap)
    answer["warning"] = warning
    for lesson in (each for track in answer["tracks"] for each in track["lessons"]):
        known = progress.get(lesson["id"])
        for item in lesson["items"]:
            item["recorded"] = item["passed"] and known is not None and known.items[item["name"]].best_score < 1
    return answer


def below_root(workspace: Path, root: Path) -> Path:
    """The workspace relative to the folder that the server shows. Raises WorkbenchError when it is elsewhere."""
    try:
        return workspace.resolve().relative_to(root)
    except ValueError:
        raise WorkbenchError(
            f"Your notebooks are in {workspace}, which this Jupyter server does not show. Stop it and start "
            "'workbench lab', or start Jupyter in that folder."
        ) from None


class _Handler(APIHandler):
    """JSON in and out; what a person can put right is answered as a message with a status."""

    auth_resource = "contents"

    def refuse(self, status: int, message: str) -> None:
        self.set_status(status)
        self.finish({"message": message})

    def _root(self) -> Path:
        return Path(self.settings["server_root_dir"]).expanduser().resolve()

    async def answer(self, make: Callable[[], Mapping[str, Any]]) -> None:
        """What is made, in a thread of its own; a page that has the same already is told so, by its ETag."""
        try:
            content, headers = await asyncio.to_thread(self._packed, make)
        except WorkbenchError as error:
            self.refuse(500, str(error))
            return
        for name, value in headers.items():
            self.set_header(name, value)
        self.finish(content)

    def _packed(self, make: Callable[[], Mapping[str, Any]]) -> tuple[bytes, dict[str, str]]:
        return packed(make(), self.request.headers.get("Accept-Encoding", ""))


class CurriculumHandler(_Handler):
    """The curriculum with the learner's progress. ``?since=`` names the revision that the page has: see ``changes``."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        since = self.get_query_argument("since", None)
        await self.answer(lambda: _answers.answer(curriculum_answer(), since))


class OpenHandler(_Handler):
    """Make or update the notebook of ``{"lesson": id}``. ``"merge": true`` also while it is open."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        lesson, merge = self._request()
        curriculum = load_curriculum()
        if lesson not in curriculum.lessons:  # the only names that ever become a path
            self.refuse(404, f"There is no lesson {lesson!r}.")
            return
        try:
            root = below_root(workspace_root(), self._root())
            open_paths = set() if merge else await self._open_paths()
            is_open = partial(self._is_open, open_paths)
            notebook = await asyncio.to_thread(bring_up_to_date, lesson, is_open=is_open)
        except WorkbenchError as error:
            self.refuse(409, str(error))
            return
        notes = [*notebook.notes, *await self._kernel_notes(curriculum[lesson].isolated)]
        path = (root / notebook.path.relative_to(workspace_root())).as_posix()
        self.finish({"path": path, "action": notebook.action, "conflicts": notebook.conflicts, "notes": notes})

    def _request(self) -> tuple[str, bool]:
        body = self.get_json_body()
        lesson = body.get("lesson") if isinstance(body, dict) else None
        merge = body.get("merge", False) if isinstance(body, dict) else None
        if not isinstance(lesson, str) or not isinstance(merge, bool):
            raise web.HTTPError(400, 'The request must look like {"lesson": "02_math/05_optimization"}.')
        return lesson, merge

    async def _open_paths(self) -> set[Path]:
        sessions = await self.session_manager.list_sessions()  # type: ignore[no-untyped-call]
        return {(self._root() / cast(str, session["path"]).lstrip("/")).resolve() for session in sessions}

    @staticmethod
    def _is_open(open_paths: set[Path], path: Path) -> bool:
        return path.resolve() in open_paths

    async def _kernel_notes(self, isolated: str | None) -> list[str]:
        name = f"workbench-{isolated}" if isolated else "workbench"
        if name in self.kernel_spec_manager.find_kernel_specs():
            return []
        if isolated:
            return [
                f"This lesson runs in an environment of its own that is not there yet. Make it with: workbench install "
                f"{isolated}"
            ]
        return ["The kernel 'workbench' is not installed. Install the package again, or see: workbench doctor"]
