"""Processes that use a gradebook at once, or are killed while they do."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Stops after the statement that begins with argv[3], inside the transaction, until it is killed.
STOPS_IN_THE_MIDDLE = """
import sys
import sqlalchemy as sa
from gradebook_helpers import results
from workbench.grading.gradebook import Gradebook

place, submission, where = sys.argv[1], int(sys.argv[2]), sys.argv[3]

@sa.event.listens_for(sa.Engine, "after_cursor_execute")
def stop(connection, cursor, statement, *rest):
    if statement.lstrip().startswith(where):
        print("in the middle", flush=True)
        sys.stdin.read()

book = Gradebook.open(place)
book.record_results(submission, results(1.0, version=2))
print("done", flush=True)
"""

# Records results as fast as it can, and says which submission it has done.
RECORDS = """
import sys
from gradebook_helpers import results
from workbench.grading.gradebook import Gradebook

book = Gradebook.open(sys.argv[1])
for number in sys.argv[2:]:
    book.record_results(int(number), results())
    print(number, flush=True)
"""

# Waits for its fellow, then hands in, grades and adjusts, each row of its own and some that both have.
WORKS_AT_ONCE = """
import sys
from gradebook_helpers import LESSON, hand_in, results
from workbench.grading.gradebook import Gradebook

place, login, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
book = Gradebook.open(place)
print("ready", flush=True)
sys.stdin.readline()
for number in range(rounds):
    common = hand_in(book, "cy", content=str(number))
    mine = hand_in(book, login, content=str(number))
    book.record_results(common.id, results())
    book.record_results(mine.id, results(0.5))
    book.set_manual(learner="cy", assignment=LESSON, exercise="step", points=number, comment=login, author=login)
"""

# Waits for its fellow, then grades some of the exercises of every submission.
GRADES_A_PART = """
import sys
from gradebook_helpers import LESSON, NAMES, results
from workbench.grading.gradebook import Gradebook

place, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
book = Gradebook.open(place)
submissions = book.submissions(LESSON)
print("ready", flush=True)
sys.stdin.readline()
for one in submissions:
    book.record_results(one.id, results(names=NAMES[first:last]))
"""

OPENS_AT_ONCE = """
import sys
from workbench.grading.gradebook import Gradebook
print("ready", flush=True)
sys.stdin.readline()
print(len(Gradebook.open(sys.argv[1]).learners()), flush=True)
"""


@contextmanager
def child(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A process of its own, killed at the end if it still runs."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    watch = threading.Timer(120, process.kill)  # a child that hangs is an empty line, not a test that never ends
    watch.start()
    try:
        with process:
            yield process
            process.kill()
    finally:
        watch.cancel()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()
