"""What must be proven of a lesson, once: a stage whose ingredients have not changed is not proven again.

``WORKBENCH_ONLY`` names a lesson, or several with commas, to look at no others. ``WORKBENCH_COSTS`` names a file that
gets a line for each stage of each lesson, for the table at the end of ``make test`` (``tests/costs.py``).
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.curriculum import LessonInfo, load_curriculum
from workbench.explorers.find import find_explorers, shown_by
from workbench.proof.kept import Kept, Stage

TESTS = Path(__file__).parent


def chosen() -> list[str]:
    """The lessons to look at, by id: all, or those that WORKBENCH_ONLY names."""
    only = [each for each in os.environ.get("WORKBENCH_ONLY", "").split(",") if each]
    return [info.id for info in load_curriculum().select(only)]


def chosen_explorers() -> list[str]:
    """The explorers to look at, by name: all, or those that the lessons of WORKBENCH_ONLY show."""
    found, curriculum = find_explorers(), load_curriculum()
    if not os.environ.get("WORKBENCH_ONLY"):
        return list(found)
    return [explorer.name for lesson in chosen() for explorer in shown_by(_text(curriculum[lesson]), found)]


def waiting(stage: Stage, lessons: Sequence[str]) -> list[str]:
    """Those that have to be looked at."""
    kept, curriculum = Kept(), load_curriculum()
    return [lesson for lesson in lessons if kept.find(stage, curriculum[lesson]) is None]


QUIET = 0.015
"""Seconds that ``pace`` takes on a core of the machine for which the limits are meant, with nothing else at work. One
that shares its cores takes up to four times as long for the same, also in seconds of processor time."""


def pace() -> float:
    """Seconds of processor time for a small fixed piece of work, now: the median of five."""
    return statistics.median(_fixed_work() for _ in range(5))


def _fixed_work() -> float:
    """Of this thread alone, whatever the others do."""
    begun, total = time.thread_time(), 0
    for number in range(200_000):
        total += number * number
    return time.thread_time() - begun


@contextmanager
def paces(seconds: float = 2.0) -> Iterator[list[float]]:
    """What the small piece of work takes while the block runs, once in a while: two looks at a busy machine, before and
    after, tell little of minutes between them."""
    found, over = [pace()], threading.Event()

    def look() -> None:
        while not over.wait(seconds):
            found.append(_fixed_work())

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield found
    finally:
        over.set()
        watcher.join()
        found.append(pace())


@dataclass
class Work:
    """needed: nothing is known of just this; cpu: seconds of processor time, where they are known better than from this
    process and the children it waited for; paces: what ``pace`` told meanwhile, where it is not enough to ask before
    and after; told: for people."""

    needed: bool
    cpu: float | None = None
    paces: tuple[float, ...] = ()
    told: tuple[str, ...] = ()


@contextmanager
def once(stage: Stage, lesson: str) -> Iterator[Work]:
    """Do the work in the block if it is needed; what raises there is not remembered as done.

    Its cost is told in seconds of a quiet core."""
    info = load_curriculum()[lesson]
    kept = Kept()
    record = kept.find(stage, info)
    if record is not None:
        _note(stage, info, record.cpu, kept=True)
        yield Work(needed=False)
        return
    work = Work(needed=True)
    with paces() as seen:
        begun = cpu_seconds()
        yield work
        cpu = work.cpu if work.cpu is not None else cpu_seconds() - begun
    cpu *= QUIET / statistics.mean(work.paces or seen)
    kept.keep(stage, info, cpu=cpu, told=work.told)
    _note(stage, info, cpu, kept=False)


@contextmanager
def once_shown(stage: Stage, explorer: str) -> Iterator[Work]:
    """The same for an explorer, on the account of the lesson that shows it; one that none shows is always looked at.

    What a browser takes is not seen from here: the time on the clock stands for it.
    """
    found = find_explorers()
    lessons = [info for info in load_curriculum() if explorer in {x.name for x in shown_by(_text(info), found)}]
    if not lessons:
        yield Work(needed=True)
        return
    with once(replace(stage, name=f"{stage.name} {explorer}"), lessons[0].id) as work:
        begun = time.perf_counter()
        yield work
        work.cpu = time.perf_counter() - begun


def _text(lesson: LessonInfo) -> str:
    return lesson.path.read_text(encoding="utf-8")


def cpu_seconds() -> float:
    """Of this process and the children it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _note(stage: Stage, lesson: LessonInfo, cpu: float, *, kept: bool) -> None:
    path = os.environ.get("WORKBENCH_COSTS")
    if path:
        row = json.dumps({"lesson": lesson.id, "stage": stage.name, "cpu": round(cpu, 2), "kept": kept})
        Path(path).parent.mkdir(parents=True, exist_ok=True)  # a stage may be asked for by itself
        with Path(path).open("a", encoding="utf-8") as file:  # one write: several processes append at once
            file.write(f"{row}\n")
