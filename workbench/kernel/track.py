"""What a kernel's notebook needs beyond the base: the extras of its track. No track pays for another's imports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.kernel.preload import names

VARIABLE = "WORKBENCH_TRACK"
"""Names the track where the kernel's folder does not: a batch run has folders of its own."""

_TRACK = re.compile(r"\d\d_[a-z0-9_]+")


def extras_for(environment: Mapping[str, str], folder: str) -> tuple[str, ...]:
    """The extras of the track whose notebook is in this folder, those only that have something to import here.

    None for a folder that is no track's: what it needs beyond the base, its cells import.
    """
    track = environment.get(VARIABLE) or Path(folder).name
    if not _TRACK.fullmatch(track):
        return ()
    try:
        lessons = load_curriculum().tracks.get(track, [])
    except WorkbenchError:  # of the content, which has nothing to do with the kernel
        return ()
    wanted = {extra for lesson in lessons if not lesson.isolated for extra in lesson.extras}
    return tuple(extra for extra in sorted(wanted) if len(names([extra])) > len(names([])))
