"""Where lessons, solutions and data lie: in the release of a course, in a clone, in an installed wheel, or where
WORKBENCH_CONTENT says."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from workbench.errors import WorkbenchError

_PACKAGE = Path(__file__).resolve().parent


RELEASED = Path(".workbench") / "content"
"""In the folder of a course's release: its lessons, data and public checks."""


@cache
def _find(override: str | None) -> Path:
    candidates = [Path(override)] if override else [_PACKAGE / "_content", _PACKAGE.parent]
    for root in candidates:
        if (root / "lessons").is_dir():
            return root.resolve()
    raise WorkbenchError(
        f"No folder 'lessons' under {', '.join(map(str, candidates))}. "
        "Set WORKBENCH_CONTENT to the folder that holds lessons/, solutions/ and datasets/, or install again."
    )


def content_root() -> Path:
    """The folder that holds ``lessons/``, ``solutions/`` and ``datasets/``: where WORKBENCH_CONTENT says, else of the
    release that the workspace is, else what is installed."""
    chosen = os.environ.get("WORKBENCH_CONTENT")
    return (None if chosen else _released()) or _find(chosen)


def _released() -> Path | None:
    workspace = _named_workspace() or _workspace_here()
    found = workspace / RELEASED if workspace else None
    return found if found is not None and (found / "lessons").is_dir() else None


def lessons_dir() -> Path:
    return content_root() / "lessons"


def solutions_dir() -> Path:
    return content_root() / "solutions"


def datasets_dir() -> Path:
    return content_root() / "datasets"


def checks_dir() -> Path | None:
    """The public checks of a release, where there are no solutions; None where there are."""
    folder = content_root() / "checks"
    return folder if folder.is_dir() else None


def in_clone() -> bool:
    """Whether the content is a repository checkout (then the learner's files go into its ``work/``)."""
    root = content_root()
    return (root / "pyproject.toml").is_file() and (root / "workbench").is_dir()


def workspace_root() -> Path:
    """The folder of the learner's own files: WORKBENCH_WORKSPACE, else the nearest folder upwards that is a
    workspace, else ``work/`` of the clone, else the current folder."""
    found = _named_workspace() or _workspace_here()
    if found is not None:
        return found
    return content_root() / "work" if in_clone() else Path.cwd()


def _named_workspace() -> Path | None:
    chosen = os.environ.get("WORKBENCH_WORKSPACE")
    return Path(chosen).expanduser().resolve() if chosen else None


def _workspace_here() -> Path | None:
    try:
        here = Path.cwd()
    except FileNotFoundError:  # the folder was deleted under the process
        return None
    return next((folder for folder in (here, *here.parents) if (folder / ".workbench").is_dir()), None)


def state_dir() -> Path:
    """``.workbench/`` of the workspace: progress, merge bases, logs. Made on first use."""
    folder = workspace_root() / ".workbench"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkbenchError(
            f"Cannot make {folder}: {error.strerror}. Set WORKBENCH_WORKSPACE to a folder you may write to."
        ) from error
    return folder
