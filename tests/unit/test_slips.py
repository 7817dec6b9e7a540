"""What the shell of a notebook says about a letter without quotes."""

from __future__ import annotations

import subprocess
import sys

SHELL = """
from IPython.core.interactiveshell import InteractiveShell
from workbench.slips import advise_on_letters
shell = InteractiveShell.instance()
advise_on_letters()
shell.run_cell("class lesson:\\n    @staticmethod\\n    def quiz(*a, **k): pass")
done = shell.run_cell({cell!r})
print(type(done.error_in_exec).__name__)
"""


def run(cell: str) -> str:
    done = subprocess.run([sys.executable, "-c", SHELL.format(cell=cell)], capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_a_letter_without_quotes_is_told() -> None:
    said = run('lesson.quiz("q", "?", ["x", "y"], answer=b)')
    assert "A letter needs quotes" in said
    assert 'answer="b"' in said
    assert "Traceback" not in said
    assert said.rstrip().endswith("NameError")


def test_any_other_name_has_its_traceback() -> None:
    for cell in ("b + 1", 'lesson.quiz("q", "?", ["x", "y"], answer=best)', 'print(b); lesson.quiz("q", answer="b")'):
        said = run(cell)
        assert "Traceback" in said
        assert "A letter needs quotes" not in said
