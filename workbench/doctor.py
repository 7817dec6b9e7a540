"""What is installed, what is missing, and the command that gets it.

The extras and what belongs to them are read from the installed distribution, the needs of a track from its lessons'
front matter: there is no list here that could fall behind.
"""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.content import workspace_root
from workbench.curriculum import Curriculum, LessonInfo, load_curriculum
from workbench.errors import WorkbenchError, nearest
from workbench.installing.extras import (
    base_requirements,
    extra_requirements,
    extras,
    install_command,
    lacking,
    missing_extras,
    own_distribution,
)
from workbench.installing.programs import Program, programs
from workbench.installing.sizes import bytes_to_come, in_words

if TYPE_CHECKING:
    from packaging.requirements import Requirement

Status = Literal["ok", "missing", "note"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at. needed: whether the chosen track cannot do without; fix: a command, if any."""

    area: str
    name: str
    status: Status
    detail: str
    fix: str = ""
    needed: bool = True

    @property
    def blocks(self) -> bool:
        return self.needed and self.status == "missing"


def examine(track: str | None = None) -> Iterator[Finding]:
    """Look at everything, or at what one track needs. track: its folder's name, or the beginning of it.

    Without a track only the essentials are needed; what single tracks lack is told but blocks nothing. Raises
    WorkbenchError for an unknown track and when the workbench is not installed as a distribution.
    """
    curriculum = load_curriculum()
    chosen = find_track(track, curriculum) if track else None
    yield from _essentials()
    for name, lessons in curriculum.tracks.items():
        if chosen in (None, name):
            yield _track(name, lessons, needed=chosen is not None)
    wanted = _extras_of(curriculum.tracks[chosen]) if chosen else extras()
    for extra in wanted:
        yield _extra(extra, needed=chosen is not None)
    for extra, program in programs(wanted).items():
        yield _program(extra, program, needed=chosen is not None)
    lessons = curriculum.tracks[chosen] if chosen else list(curriculum)
    yield from _isolated(lessons)
    if chosen is None:
        yield _sandbox()
    yield _gpu(lessons)


def find_track(text: str, curriculum: Curriculum) -> str:
    """The track meant by ``03``, ``03_classical_ml`` or ``classical_ml``. Raises WorkbenchError for anything else."""
    known = list(curriculum.tracks)
    hits = [name for name in known if name == text or name.startswith(text) or name.split("_", 1)[-1] == text]
    if text in hits or len(hits) == 1:
        return text if text in hits else hits[0]
    raise WorkbenchError(f"There is no track {text!r}.{nearest(text, known)}")


# -- the essentials ----------------------------------------------------------------------------------------------------


def _essentials() -> Iterator[Finding]:
    yield _python()
    yield _packages("Essentials", "packages", base_requirements(), command=install_command())
    yield _kernelspec()
    yield _warm_kernels()
    yield _workspace()


def _python() -> Finding:
    from packaging.specifiers import SpecifierSet

    asked = own_distribution().metadata["Requires-Python"] or ""
    good = SpecifierSet(asked).contains(platform.python_version(), prereleases=True)
    return Finding(
        area="Essentials",
        name="Python",
        status="ok" if good else "missing",
        detail=f"{platform.python_version()} in {sys.prefix}" + ("" if good else f"; {asked} is needed"),
        fix="" if good else "Install a newer Python and make a new environment with it.",
    )


def _warm_kernels() -> Finding:
    from workbench.kernel.client import describe

    warm, detail = describe()
    return Finding(area="Essentials", name="warm kernels", status="ok" if warm else "note", detail=detail, needed=False)


def _kernelspec() -> Finding:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        folder = KernelSpecManager().get_kernel_spec("workbench").resource_dir
    except NoSuchKernel:
        return Finding(
            area="Essentials",
            name="kernel",
            status="missing",
            detail="the kernel 'workbench' is not registered with Jupyter",
            fix=install_command(reinstall=True),
        )
    return Finding(area="Essentials", name="kernel", status="ok", detail=f"'workbench' in {folder}")


def _workspace() -> Finding:
    import tempfile

    folder = workspace_root()
    # Looking must not make anything: where the folder is not there yet, the one it would be made in counts.
    there = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        return Finding(
            area="Essentials",
            name="workspace",
            status="missing",
            detail=f"cannot write to {folder}: {error.strerror}",
            fix="export WORKBENCH_WORKSPACE=<a folder you may write to>",
        )
    return Finding(area="Essentials", name="workspace", status="ok", detail=f"{folder} can be written to")


# -- packages and extras -----------------------------------------------------------------------------------------------


def _packages(area: str, name: str, requirements: list[Requirement], *, command: str, needed: bool = True) -> Finding:
    absent = lacking(requirements)
    if absent:
        detail = f"{len(absent)} of {len(requirements)} missing: {', '.join(absent)}"
        return Finding(area=area, name=name, status="missing", detail=detail, fix=command, needed=needed)
    return Finding(area=area, name=name, status="ok", detail=f"all {len(requirements)} installed", needed=needed)


def _extra(extra: str, *, needed: bool) -> Finding:
    return _packages("Extras", extra, extra_requirements(extra), command=f"workbench install {extra}", needed=needed)


def _program(extra: str, program: Program, *, needed: bool) -> Finding:
    version = program.version()
    problem = program.problem(version)
    return Finding(
        area="Programs",
        name=program.name,
        status="missing" if problem else "ok",
        detail=problem or f"{version}, for the extra {extra}",
        fix=program.fix if problem else "",
        needed=needed,
    )


# -- tracks ------------------------------------------------------------------------------------------------------------


def _extras_of(lessons: Iterable[LessonInfo]) -> list[str]:
    return sorted({extra for lesson in lessons for extra in lesson.extras})


def _track(name: str, lessons: list[LessonInfo], *, needed: bool) -> Finding:
    wanted = _extras_of(lessons)
    absent = missing_extras(wanted)
    title = f"{lessons[0].track_title}, {len(lessons)} lesson{'s' if len(lessons) > 1 else ''}"
    if absent:
        detail = f"{title}: lacks the extra{'s' if len(absent) > 1 else ''} {', '.join(absent)}"
        size = bytes_to_come(absent)
        detail += f", {in_words(size)}" if size else ""
        fix = f"workbench install {name}"
        return Finding(area="Tracks", name=name, status="missing", detail=detail, fix=fix, needed=needed)
    return Finding(area="Tracks", name=name, status="ok", detail=f"{title}: ready", needed=needed)


def _isolated(lessons: Iterable[LessonInfo]) -> Iterator[Finding]:
    from workbench.environments import environment

    for name in sorted({lesson.isolated for lesson in lessons if lesson.isolated}):
        found = environment(name)
        made = found.ready
        yield Finding(
            area="Isolated environments",
            name=name,
            status="ok" if made else "note",
            detail=str(found.folder) if made else "not made yet; 'workbench run' makes it when a lesson needs it",
            fix="" if made else f"workbench install {name}",
        )


def _sandbox() -> Finding:
    """Whether submissions of a class can be confined here, tried."""
    if lacking(extra_requirements("grading")):
        detail, fix = "not tried: the extra 'grading' is not installed", "workbench install grading"
        return Finding(area="Grading", name="sandbox", status="note", detail=detail, fix=fix, needed=False)
    from workbench.grading.sandbox.rehearsal import rehearse

    try:
        rehearse()
    except (WorkbenchError, OSError) as error:
        return Finding(area="Grading", name="sandbox", status="missing", detail=str(error), needed=False)
    return Finding(area="Grading", name="sandbox", status="ok", detail="a process was confined in it", needed=False)


def _gpu(lessons: Iterable[LessonInfo]) -> Finding:
    names = _gpu_names()
    hungry = [lesson.id for lesson in lessons if lesson.hardware != "cpu"]
    if names:
        return Finding(area="Hardware", name="GPU", status="ok", detail=", ".join(names))
    detail = 'none found; every lesson runs on the CPU with scale = "small"'
    if hungry:
        detail += f', scale = "full" of {", ".join(hungry)} wants one'
    return Finding(area="Hardware", name="GPU", status="note", detail=detail)


def _gpu_names() -> list[str]:
    """The accelerators that torch can use. Asked in a process of its own: a broken driver can end the one that asks."""
    code = (
        "import torch\n"
        "for k in range(torch.cuda.device_count()): print(torch.cuda.get_device_name(k))\n"
        "if torch.backends.mps.is_available(): print('Apple GPU')\n"
    )
    try:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.split("\n")[:-1] if done.returncode == 0 else []
