"""A class whose submissions show everything that a report has to tell, with texts that try to break out of a page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from course import LESSON_ID, SOLUTION
from test_attacks import HONEST

from workbench.grading.classroom.classroom import Upload

DUE = datetime(2030, 5, 1, 18, 0, tzinfo=UTC)
OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe"
MARKUP = "<script>alert('1')</script>"
QUOTED = 'm" onmouseover="alert(2)'

# With a visible case, which the small lesson has not.
EXAMPLE = "mean_rows.example(table=np.array([[1.0, 3.0], [5.0, 11.0]]))\n\n\n"
VISIBLE = SOLUTION.replace("@mean_rows.cases", EXAMPLE + "@mean_rows.cases", 1)

_DOUBLE = "return x + x"
_FORGED = (
    "import linecache; made = f'raise ValueError({x!r})'; "
    "linecache.cache['<cell 99>'] = (1, None, [made], '<cell 99>'); exec(compile(made, '<cell 99>', 'exec'))"
)
_APPLY = "# %%\n@lesson.exercise\ndef apply"

SUBMISSIONS = {
    "ada": HONEST,
    "ben": HONEST.replace(_DOUBLE, "return x**2").replace('answer="a"', 'answer="b"'),
    "bob": HONEST.replace(_DOUBLE, "return x**2").replace("axis=1", "axis=0"),
    # Both give away hidden inputs if anything repeats what they say, or where they say it.
    "cid": HONEST.replace(_DOUBLE, "raise type(f'Input{x!r}', (ValueError,), {})(f'the input is {x!r}')"),
    "cyd": HONEST.replace(_DOUBLE, _FORGED),
    "dot": HONEST.replace(_DOUBLE, "return nummpy.multiply(2, x)"),
    "eve": "",
    "fay": HONEST.replace("lesson.quiz(", f"raise ValueError({MARKUP + OVERRIDE!r} + '\\x1b[31m')\n\nlesson.quiz("),
    "gus": HONEST.replace(_APPLY, "# %%\nimport os\nos._exit(3)\n\n" + _APPLY),
    "hal": HONEST.replace("def double(x):", "def double(x) return"),
    OVERRIDE: HONEST.replace("return table.mean(axis=1)", f"return {MARKUP!r}"),
    QUOTED: HONEST.replace('answer="a"', f"answer={MARKUP!r}"),
    "zoe": "%PDF-1.7 nothing",
}
REFUSED = {"eve", "zoe"}
HOURS_LATE = {"bob": 30.0}


def uploads(folder: Path) -> list[Upload]:
    """The submissions as scripts, as grading wants them; all but one in time."""
    found = []
    for learner, text in SUBMISSIONS.items():
        path = folder / learner / f"{LESSON_ID}.py"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        received = DUE + timedelta(hours=HOURS_LATE.get(learner, -1.0))
        found.append(Upload(learner=learner, lesson=LESSON_ID, path=path, received=received))
    return found
