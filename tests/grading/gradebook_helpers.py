"""What tests of the gradebook hand in and look at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from workbench.grading.gradebook import AssignedExercise, Assignment, Gradebook, Learner, Result, Score, Submission

LESSON = "02_math/05_optimization"
DUE = datetime(2030, 5, 1, 18, 0, tzinfo=UTC)
NAMES = ("step", "descent", "momentum", "decay", "newton", "line_search", "plot")


def assignment(**changes: object) -> Assignment:
    """Seven exercises of three points, due on DUE."""
    exercises = [AssignedExercise(name=name, points=3, digest=f"{name}-1") for name in NAMES]
    return Assignment(**{"lesson": LESSON, "exercises": exercises, "due": DUE, **changes})  # type: ignore[arg-type]


def fill(book: Gradebook, *logins: str, **changes: object) -> None:
    """Learners, and the assignment."""
    book.add_learners(Learner(login=login, name=login.title(), email=f"{login}@example.org") for login in logins)
    book.set_assignment(assignment(**changes))


def hand_in(book: Gradebook, login: str, *, hours: float = -1, content: str = "") -> Submission:
    """Hand in a file ``hours`` after the due date."""
    digest = sha256(f"{login} {hours} {content}".encode()).hexdigest()
    return book.record_submission(
        learner=login,
        assignment=LESSON,
        received=DUE + timedelta(hours=hours),
        sha256=digest,
        path=Path(f"{login}.ipynb"),
    )


def results(share: float = 1.0, *, names: tuple[str, ...] = NAMES, version: int = 1, **changes: object) -> list[Result]:
    outcome = "passed" if share == 1 else "failed"
    return [
        Result(exercise=name, outcome=outcome, share=share, digest=f"{name}-{version}", **changes)  # type: ignore[arg-type]
        for name in names
    ]


def score_of(book: Gradebook, login: str) -> Score:
    return next(score for score in book.scores(LESSON) if score.learner.login == login)


def everything(place: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, read without the gradebook's code."""
    engine = sa.create_engine(place if "://" in place else f"sqlite:///{place}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        tables = sa.MetaData()
        tables.reflect(connection)
        return {
            name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for name, table in sorted(tables.tables.items())
        }
