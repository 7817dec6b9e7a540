"""``workbench new``: begin a lesson."""

from __future__ import annotations

from typing import Annotated

import typer


def main(
    lesson: Annotated[str, typer.Argument(help="the id, such as 03_classical_ml/07_trees_forests")],
    title: Annotated[str, typer.Option(help="the title; made from the id without it")] = "",
) -> None:
    """Make the pair of files of a new lesson: lessons/<id>.py and solutions/<id>.py."""
    from workbench.content import content_root, in_clone
    from workbench.curriculum import LESSON_ID
    from workbench.errors import WorkbenchError
    from workbench.proof.template import lesson_text, solution_text

    if not LESSON_ID.match(lesson):
        raise WorkbenchError(
            f"{lesson!r} is no lesson id: it is <NN_track>/<NN_name>, such as 02_math/05_optimization."
        )
    if not in_clone():
        raise WorkbenchError("New lessons are written in a clone of the repository; this is an installed package.")
    name = title or lesson.split("_", 2)[-1].replace("_", " ").capitalize()
    paths = {
        content_root() / "lessons" / f"{lesson}.py": lesson_text(lesson, name),
        content_root() / "solutions" / f"{lesson}.py": solution_text(lesson, name),
    }
    taken = [str(path) for path in paths if path.exists()]
    if taken:
        raise WorkbenchError(f"{', '.join(taken)} exists already; nothing was written.")
    for path, text in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)
    print(f"Now write it (CONTRIBUTING.md says how), then: workbench prove {lesson}")
