"""The archive that an instructor uploads to Gradescope, so that its autograder grades a lesson.

::

    setup.sh             run once, when the image is built: an environment with the proven versions
    run_autograder       run for each submission: see ``workbench.grading.reports.autograded``
    settings.json        the lesson, and whether notebooks are trusted
    secret               of the course: hidden inputs are drawn from it
    requirements.txt     what grading and the lesson need; constraints.txt: in which versions
    package/workbench/   this package
    content/             the lesson, its solution, its explorers and its data sets
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from workbench.content import solutions_dir
from workbench.curriculum import LessonInfo, load_curriculum
from workbench.errors import WorkbenchError
from workbench.explorers.find import find_explorers, shown_by
from workbench.files import packed, write_atomic
from workbench.grading.judging.bench import course_secret
from workbench.grading.release.make import dataset_files, datasets_of, lesson_files
from workbench.installing.extras import base_requirements, extra_requirements
from workbench.installing.programs import programs
from workbench.installing.resolve import lock

_DESK = {"jupyterlab", "voila", "nbval", "papermill", "fsrs"}
"""What only people who sit before the workbench need."""

_PACKAGE = Path(__file__).resolve().parents[2]
_LEFT_OUT = {"__pycache__", "_content", "_jupyter", "labextension"}

_SETUP = """\
#!/usr/bin/env bash
# Run once by Gradescope, as root, when the image is built.
set -euo pipefail
cd "$(dirname "$0")"
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y python3.11 python3.11-venv || apt-get install -y python3 python3-venv
apt-get install -y PACKAGES
python=$(command -v python3.11 || command -v python3)
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed: choose a newer base image for this assignment."; exit 1; }
"$python" -m venv /autograder/venv
/autograder/venv/bin/python -m pip install --no-cache-dir -r requirements.txt -c constraints.txt
# For each process, also for those that read no PYTHONPATH.
packages=$(/autograder/venv/bin/python -c 'import site; print(site.getsitepackages()[0])')
echo /autograder/source/package > "$packages/workbench.pth"
chmod 700 /autograder/source
"""

_RUN = """\
#!/usr/bin/env bash
# Run by Gradescope for each submission. AUTOGRADER and PYTHON are for trying it elsewhere.
place="${AUTOGRADER:-/autograder}"
export WORKBENCH_CONTENT="$place/source/content"
exec "${PYTHON:-$place/venv/bin/python}" -P -m workbench autograde "$place"
"""


def autograder(lesson_id: str, into: Path, *, trust: bool = False) -> Path:
    """Write ``<into>/<track>_<lesson>.gradescope.zip``, whose path is returned, and the secret of the course beside it.

    trust: grade without a sandbox, for where the container allows none; then a notebook can read the solution. The same
    folder gives the same hidden inputs. Raises WorkbenchError for an unknown lesson, and for one in an isolated
    environment.
    """
    info = load_curriculum()[lesson_id]
    if info.isolated:
        raise WorkbenchError(f"{lesson_id} needs an environment of its own, which Gradescope's image does not have.")
    path = into / f"{lesson_id.replace('/', '_')}.gradescope.zip"
    write_atomic(path, packed(_members(info, course_secret(into), trust)))
    return path


def _members(info: LessonInfo, secret: bytes, trust: bool) -> Iterator[tuple[str, bytes, int]]:
    yield "setup.sh", _setup(info).encode(), 0o755
    yield "run_autograder", _RUN.encode(), 0o755
    yield "settings.json", json.dumps({"lesson": info.id, "trust": trust}).encode(), 0o644
    yield "secret", secret, 0o600
    yield "requirements.txt", "".join(f"{line}\n" for line in _requirements(info)).encode(), 0o644
    yield "constraints.txt", "".join(f"{name}=={version}\n" for name, version in lock().items()).encode(), 0o644
    for path in sorted(_PACKAGE.rglob("*")):
        parts = path.relative_to(_PACKAGE).parts
        if path.is_file() and not _LEFT_OUT.intersection(parts):
            yield f"package/workbench/{'/'.join(parts)}", path.read_bytes(), 0o644
    yield from ((f"content/{name}", data, 0o644) for name, data in _content(info))


def _setup(info: LessonInfo) -> str:
    """With what the operating system must have: the sandbox's parts, and programs that the lesson's packages start."""
    packages = ["bubblewrap", "libseccomp2", *(program.package for program in programs(info.extras).values())]
    return _SETUP.replace("PACKAGES", " ".join(packages))


def _requirements(info: LessonInfo) -> list[str]:
    extras = (extra_requirements(extra) for extra in ("grading", *info.extras))
    found = {one.name: one for one in chain(base_requirements(), *extras) if one.name not in _DESK}
    return [f"{one.name}[{','.join(sorted(one.extras))}]{one.specifier}".replace("[]", "") for one in found.values()]


def _content(info: LessonInfo) -> Iterator[tuple[str, bytes]]:
    yield f"solutions/{info.id}.py", (solutions_dir() / f"{info.id}.py").read_bytes()
    shown = shown_by(info.path.read_text(encoding="utf-8"), find_explorers())
    yield from lesson_files(info, shown).items()
    names = set(datasets_of(info, shown))
    yield from sorted(dataset_files(names).items()) if names else ()
