"""Where lessons, solutions and data lie: in a clone, in an installed wheel, or where WORKBENCH_CONTENT says."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from workbench.errors import WorkbenchError

_PACKAGE = Path(__file__).resolve().parent


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
    """The folder that holds ``lessons/``, ``solutions/`` and ``datasets/``."""
    return _find(os.environ.get("WORKBENCH_CONTENT"))


def lessons_dir() -> Path:
    return content_root() / "lessons"


def solutions_dir() -> Path:
    return content_root() / "solutions"


def datasets_dir() -> Path:
    return content_root() / "datasets"


def in_clone() -> bool:
    """Whether the content is a repository checkout (then the learner's files go into its ``work/``)."""
    root = content_root()
    return (root / "pyproject.toml").is_file() and (root / "workbench").is_dir()


def workspace_root() -> Path:
    """The folder of the learner's own files: WORKBENCH_WORKSPACE, else the nearest folder upwards that is a
    workspace, else ``work/`` of the clone, else the current folder."""
    chosen = os.environ.get("WORKBENCH_WORKSPACE")
    if chosen:
        return Path(chosen).expanduser().resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ".workbench").is_dir():
            return folder
    return content_root() / "work" if in_clone() else here


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
