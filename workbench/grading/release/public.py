"""Checks that learners may hold in their hands: visible cases with their expected results, and nothing of the solution.

The content of a release has one JSON file for each lesson, ``checks/<track>/<lesson>.json``. How an exercise is judged
with it is one of three: ``equal`` (results are compared as in the full check), ``form`` (the code runs on the public
inputs and what comes back is the right kind of thing, because the expected result or its judge would give the answer
away), and ``later`` (there is nothing that could be given away as data). A quiz has its options and no answer.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from workbench.authoring import Case, Exercise, Settings
from workbench.checking.compare import Tolerance
from workbench.checking.run import Checker
from workbench.checking.show import loaded_class
from workbench.checking.types import Difference, Outcome, Verdict
from workbench.content import checks_dir
from workbench.errors import WorkbenchError, nearest

FORMAT = 1
Judge = Literal["equal", "form", "later"]


def pack(value: Any) -> str:
    """A value as text for JSON. Raises WorkbenchError for one that cannot be encoded."""
    from workbench.grading import codec

    return base64.b64encode(codec.encode(value)).decode("ascii")


def unpack(text: str) -> Any:
    """The value of a text that ``pack`` made. Raises WorkbenchError for any other."""
    from workbench.grading import codec

    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise WorkbenchError("A public check is damaged. Get the release again.") from None
    return codec.decode(data)


# -- what a result looks like, without saying what it is ---------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """The kind of a result: ``family`` is ``number``, ``dict`` or the name of a type; ``keys``: of a dict, if told."""

    family: str
    keys: tuple[str, ...] | None = None

    def __repr__(self) -> str:
        return f"{self.family} with {', '.join(map(repr, self.keys))}" if self.keys else self.family


def form_of(value: Any, *, with_keys: bool = False) -> Form:
    """with_keys: whether the keys of a dict are told too; they must not say what the answer is."""
    scalars = (bool, loaded_class("numpy", "bool_"))
    if isinstance(value, scalars):
        return Form("bool")
    if isinstance(value, (int, float, complex, loaded_class("numpy", "number"))):
        return Form("number")
    if isinstance(value, dict):
        return Form("dict", tuple(str(key) for key in value) if with_keys else None)
    for kind in (str, bytes, tuple, list, set, frozenset):
        if isinstance(value, kind):
            return Form(kind.__name__)
    return Form(type(value).__name__)


def form_complaint(got: Any, expected: Form) -> str | None:
    """A sentence when ``got`` is another kind of thing than expected."""
    if got is None and expected.family != "NoneType":
        return "Nothing came back (None)."
    found = form_of(got, with_keys=expected.keys is not None)
    if found.family != expected.family:
        return f"A result of type {found.family} came back, {expected.family} was expected."
    missing = [key for key in expected.keys or () if key not in (found.keys or ())]
    return f"The result lacks {', '.join(map(repr, missing))}." if missing else None


def drawn(figure: Any) -> Any:
    """What a figure shows, as plain data; anything else as it is."""
    from workbench.checking.compare.plots import describe, library_of

    return figure if library_of(figure) is None else {"library": library_of(figure), **describe(figure)}


def as_drawn(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """The relation of what ``drawn`` gives."""
    from workbench.checking.compare.plots import difference

    if not isinstance(got, dict) or got.get("library") != expected["library"]:
        came = got["library"] if isinstance(got, dict) and "library" in got else type(got).__name__
        text = f"A figure of {expected['library']} was expected, {came} came back."
        return Difference(kind="type", text=text)
    return difference(got, expected, limits)  # type: ignore[arg-type]


# -- the checker -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PublicQuiz:
    question: str
    options: tuple[str, ...]


_FORM_NOTE = "It runs and gives the right kind of result. Whether the result is right is judged when you hand it in."


class PublicChecker:
    """Checks the exercises of one lesson with what a release says about them.

    lesson_id: ``<track>/<lesson>``; folder: of the checks, without it the one of the release that is used. The probes
    in it are executed, so it must come from where the notebooks came from. Raises WorkbenchError when the lesson is
    not in the release, or its file is damaged.
    """

    def __init__(self, lesson_id: str, folder: Path | None = None) -> None:
        self.lesson_id = lesson_id
        content = _read_checks(folder or checks_dir() or Path(), lesson_id)
        self._exercises: dict[str, dict[str, Any]] = content["exercises"]
        self.quizzes: Mapping[str, PublicQuiz] = {
            name: PublicQuiz(question=quiz["question"], options=tuple(quiz["options"]))
            for name, quiz in content["quizzes"].items()
        }
        self._checkers: dict[str, Checker] = {}

    @property
    def exercises(self) -> tuple[str, ...]:
        return tuple(self._exercises)

    def hints(self, name: str) -> tuple[str, ...]:
        return tuple(self._entry(name)["hints"])

    def judge(self, name: str) -> Judge:
        """How an exercise is judged here, see the module."""
        found: Judge = self._entry(name)["judge"]
        return found

    def cases(self, name: str) -> int:
        """How many public cases an exercise has."""
        return len(self._entry(name)["cases"])

    def check(self, name: str, candidate: Callable[..., Any]) -> Verdict:
        """The verdict on the public cases, with the general diagnosis of a likely mistake.

        Where the release cannot tell whether a result is right, the verdict is ``recorded`` and a note says so: judged
        by ``form``, when the code runs and gives the right kind of result; judged ``later``, always.
        """
        entry = self._entry(name)
        if entry["judge"] == "later":
            return Verdict(exercise=name, outcome=Outcome.RECORDED, notes=(entry["reason"],))
        verdict = self._checker(name, entry).check(candidate)
        if entry["judge"] == "form" and verdict.outcome is Outcome.PASSED:
            return replace(verdict, outcome=Outcome.RECORDED, score=0.0, notes=(*verdict.notes, _FORM_NOTE))
        return verdict

    def stand_in(self, name: str) -> None:
        """There is no reference."""
        self._entry(name)

    def choice(self, name: str) -> None:
        """There are no answers."""
        if name not in self.quizzes:
            raise WorkbenchError(f"{self.lesson_id} has no quiz {name!r}.{nearest(name, self.quizzes)}")

    def solution(self, name: str) -> None:
        """There are none."""
        known = [*self._exercises, *self.quizzes]
        if name not in known:
            raise WorkbenchError(f"{self.lesson_id} has no exercise {name!r}.{nearest(name, known)}")

    def _entry(self, name: str) -> dict[str, Any]:
        if name not in self._exercises:
            raise WorkbenchError(f"{self.lesson_id} has no exercise {name!r}.{nearest(name, self._exercises)}")
        return self._exercises[name]

    def _checker(self, name: str, entry: dict[str, Any]) -> Checker:
        if name not in self._checkers:
            try:
                self._checkers[name] = _PublicCases(name, entry)
            except (KeyError, TypeError, SyntaxError, AttributeError) as error:
                text = f"The public check of {name!r} in {self.lesson_id} is damaged ({error}). Get the release again."
                raise WorkbenchError(text) from None
        return self._checkers[name]


def _read_checks(folder: Path, lesson_id: str) -> dict[str, Any]:
    path = folder / f"{lesson_id}.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = [found.relative_to(folder).with_suffix("").as_posix() for found in folder.glob("*/*.json")]
        text = f"The release with its checks in {folder} has no lesson {lesson_id!r}.{nearest(lesson_id, known)}"
        raise WorkbenchError(text) from None
    except (OSError, ValueError) as error:
        raise WorkbenchError(f"{path} cannot be read ({error}). Get the release again.") from None
    if not isinstance(content, dict) or not {"exercises", "quizzes"} <= content.keys():
        raise WorkbenchError(f"{path} is damaged. Get the release again.")
    if content.get("format") != FORMAT:
        text = (
            f"{path} was made by another version of the workbench (format {content.get('format')!r}, here {FORMAT}). "
        )
        raise WorkbenchError(text + "Bring the workbench up to date.")
    return content


class _PublicCases(Checker):
    """The full checker on public cases: the expected results come from the release in place of a reference."""

    def __init__(self, name: str, entry: dict[str, Any]) -> None:
        self.exercise = _exercise(name, entry)
        self.cases = []
        self._expected = {}
        self.known = None  # a release holds no reference, and so no wrong version of it
        for number, case in enumerate(entry["cases"], start=1):
            self.cases.append(Case(inputs=unpack(case["inputs"]), visible=True, number=number))
            self._expected[number] = _expected(case, entry["judge"])


def _expected(case: dict[str, Any], judge: Judge) -> Any:
    if judge == "equal":
        return unpack(case["expected"])
    keys = case["form"]["keys"]
    return Form(case["form"]["family"], None if keys is None else tuple(keys))


def _exercise(name: str, entry: dict[str, Any]) -> Exercise:
    def nothing(**_: Any) -> Any:
        raise WorkbenchError("The release holds no reference.")

    nothing.__name__ = name
    settings = dict(entry["settings"], may_modify=tuple(entry["settings"]["may_modify"]))
    if entry["relation"]:
        settings["compare"] = _run(entry["relation"], name)["relation"]
    exercise = Exercise(nothing, Settings(**settings))
    probe = _run(entry["probe"], name)["probe"] if entry["probe"] else None
    if entry["figure"]:
        exercise.probe_function = lambda candidate, **inputs: drawn(
            probe(candidate, **inputs) if probe else candidate(**inputs)
        )
        exercise.settings = replace(exercise.settings, compare=as_drawn)
    else:
        exercise.probe_function = probe
    if entry["judge"] == "form":
        exercise.verifier = lambda got, expected, _: form_complaint(got, expected)
    return exercise


def _run(source: str, name: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {"__name__": f"workbench_public_{name}"}
    exec(compile(source, f"<public check of {name}>", "exec", dont_inherit=True), namespace)
    return namespace
