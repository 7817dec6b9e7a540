"""Fixtures for all tests: small content of its own for a test, so that none depends on what the real lessons say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from workbench.feedback import Card

EXERCISE_LESSON = '''\
# %%
from workbench import Lesson

lesson = Lesson("{id}")

# %% [markdown]
# Twice a number.


# %%
@lesson.exercise
def double(x: float) -> float:
    """Twice x. x: a float; returns a float."""
    ...


# %%
lesson.quiz("half", "Half of four is …", ["two", "eight"], answer=...)

# %%
print(double(21))
'''

EXERCISE_SOLUTION = """\
from workbench.authoring import choice, reference


@reference
def double(x):
    return 2 * x


@double.cases(n=3)
def _(rng):
    return {"x": float(rng.normal())}


@double.misconception("You squared it: that is x times x, not two times x.")
def _(x):
    return x**2


double.hints("What is it twice?", "Add it to itself.", "Return 2 * x.")
half = choice("two", why={"eight": "That is the double."}, because="2 + 2 is 4.")
"""

EXPLORER = """\
from workbench.explorers import Axis, Panel, Rule, Scene, Toggle, explorer


@explorer(
    "{name}",
    title="Heads",
    question="Is it fair?",
    controls=[Toggle("fair", label="fair")],
    about="Look at both.",
)
def {name}(*, fair):
    unit = Axis(low=0, high=1)
    return Scene(panels=[Panel(marks=[Rule(x=0.5 if fair else 0.7)], x=unit, y=unit)], caption=f"The first: {{fair}}.")
"""


@dataclass(frozen=True)
class Content:
    """A content root: ``lessons/``, ``solutions/`` and ``datasets/`` under ``root``."""

    root: Path

    def lesson(self, lesson_id: str, code: str, *, solution: str | None = None, **front: Any) -> Path:
        """Write a lesson: its py:percent code below a header with ``front``, and a cell of parameters before it."""
        header = {"title": lesson_id, "summary": "A test.", "minutes": 5, "objectives": {}, **front}
        jupyter = {
            "jupytext": {"text_representation": {"extension": ".py", "format_name": "percent"}},
            "kernelspec": {"display_name": "Workbench (Python)", "language": "python", "name": "workbench"},
            "workbench": header,
        }
        text = yaml.safe_dump({"jupyter": jupyter}, sort_keys=False, allow_unicode=True)
        commented = "".join(f"# {line}\n" for line in text.splitlines())
        cells = (
            code if 'tags=["parameters"]' in code else f'# %% tags=["parameters"]\nseed = 0\nscale = "small"\n\n{code}'
        )
        path = self.root / "lessons" / f"{lesson_id}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# ---\n{commented}# ---\n\n{cells}", encoding="utf-8")
        if solution is not None:
            self.solution(lesson_id, solution)
        return path

    def solution(self, lesson_id: str, text: str) -> Path:
        path = self.root / "solutions" / f"{lesson_id}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def exercise_lesson(self, lesson_id: str = "01_alpha/01_one", **front: Any) -> Path:
        """A lesson with an exercise ``double`` and a quiz ``half``, and its solution."""
        return self.lesson(lesson_id, EXERCISE_LESSON.format(id=lesson_id), solution=EXERCISE_SOLUTION, **front)

    def explorer(self, name: str, *, track: str = "01_alpha", text: str = EXPLORER) -> Path:
        """Write an explorer with one control ``fair``; ``{name}`` in the text becomes its name."""
        path = self.root / "lessons" / track / "explorers" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(name=name), encoding="utf-8")
        return path

    def dataset(self, name: str, **files: str) -> Path:
        """Write a data set with text files, given as ``table_csv="a,b\\n1,2\\n"``, and add it to the catalogue."""
        folder = self.root / "datasets" / name
        folder.mkdir(parents=True, exist_ok=True)
        entries = []
        for key, text in files.items():
            file = folder / key.replace("_", ".")
            file.write_text(text, encoding="utf-8")
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            entries.append(f'  {{ path = "{file.name}", bytes = {file.stat().st_size}, sha256 = "{digest}" }},')
        with (self.root / "datasets" / "catalog.toml").open("a", encoding="utf-8") as catalogue:
            catalogue.write("\n".join([f'\n[{name}]\ntitle = "{name}"\nfiles = [', *entries, "]\n"]))
        return folder


def write_content(root: Path, lessons: Mapping[str, str] | None = None) -> Content:
    """An empty content root with these lessons: id → py:percent code."""
    for name in ("lessons", "solutions", "datasets"):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "datasets" / "catalog.toml").touch()
    content = Content(root=root)
    for lesson_id, code in (lessons or {}).items():
        content.lesson(lesson_id, code, solution="")
    return content


@pytest.fixture(scope="session")
def content_at() -> Callable[..., Content]:
    """Make small content in any folder, for fixtures that live longer than a test; it sets no environment variable."""
    return write_content


@pytest.fixture
def make_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Content]:
    """Make small content and let WORKBENCH_CONTENT point to it: ``make_content({"01_alpha/01_one": "# %%\\n1"})``."""

    def make(lessons: Mapping[str, str] | None = None) -> Content:
        root = tmp_path / "content"
        monkeypatch.setenv("WORKBENCH_CONTENT", str(root))
        return write_content(root, lessons)

    return make


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """The cards that lessons and reviews show, in place of showing them."""
    shown: list[Card] = []
    for module in ("workbench.lesson", "workbench.review.session"):
        monkeypatch.setattr(f"{module}.show", shown.append)
    return shown


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "isolated: makes a real isolated environment from the package index")
