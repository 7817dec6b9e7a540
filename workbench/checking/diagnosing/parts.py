"""The difference in words over all cases: which parts of a result are right, which rows, items or places are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.checking.asking import Trial, tolerance_of
from workbench.checking.compare import compare
from workbench.checking.diagnosing.kinds import kind_of_mistake
from workbench.checking.diagnosing.numeric import by_rule, pairs_of
from workbench.checking.diagnosing.scene import Scene
from workbench.checking.show import loaded_class
from workbench.checking.types import Diagnosis

Test = Callable[[list[Any], list[Any]], bool]
_MOST_PARTS = 30


def exchanged_parts(scene: Scene) -> Diagnosis | None:
    """Two parts stand in each other's place."""
    found = _compared(scene)
    if found is None or not _exchanged(scene, found.wrong, found.split):
        return None
    labels = _labels(scene, found.names)
    text = f"{labels[found.wrong[0]]} and {labels[found.wrong[1]]} are exchanged."
    return Diagnosis(kind="parts", message=text[0].upper() + text[1:])


def parts(scene: Scene) -> Diagnosis | None:
    """Of a tuple, dict or table: which parts are right in all cases and which are wrong, and how."""
    found = _compared(scene)
    if found is None:
        return None
    hows = {_how(scene, name, found.split) for name in found.wrong}
    told = hows.pop() if len(hows) == 1 else ""
    right = [name for name in found.names if name not in found.wrong]
    if not right:
        return Diagnosis(kind="parts", message=f"All parts are wrong in the same way: {told}") if told else None
    labels = _labels(scene, found.names)
    text = (
        f"{_listed([labels[name] for name in right])} right, {_listed([labels[name] for name in found.wrong])} wrong."
    )
    return Diagnosis(kind="parts", message=f"{text[0].upper()}{text[1:]} {told}".strip())


@dataclass(frozen=True)
class _Compared:
    """names: of all parts; wrong: of those that are wrong in some case; split: what came and was expected, by part."""

    names: list[Any]
    wrong: list[Any]
    split: list[tuple[Any, Any]]


def _compared(scene: Scene) -> _Compared | None:
    """The parts of all results, None where they have none, or not the same in all cases."""
    if not scene.valued or scene.exercise.verifier is not None:
        return None
    split = [(_split(trial.answer.value), _split(trial.expected)) for trial in scene.answered]
    if any(a is None or b is None or list(a) != list(b) or not b for a, b in split):
        return None
    names = list(split[0][1] or {})
    if len(names) < 2 or len(names) > _MOST_PARTS or any(list(b or {}) != names for _, b in split):
        return None
    wrong = [name for name in names if any(not _equal(scene, a[name], b[name]) for a, b in split if a and b)]
    return _Compared(names, wrong, list(split)) if wrong else None


def _exchanged(scene: Scene, wrong: Sequence[Any], split: Sequence[tuple[Any, Any]]) -> bool:
    """Whether the two wrong parts stand in each other's place, in all cases."""
    if len(wrong) != 2:
        return False
    one, other = wrong
    return all(_equal(scene, a[one], b[other]) and _equal(scene, a[other], b[one]) for a, b in split)


def _split(value: Any) -> dict[Any, Any] | None:
    if isinstance(value, tuple):
        return dict(enumerate(value))
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, loaded_class("pandas", "DataFrame")):
        if not value.columns.is_unique:
            return None
        return {name: value[name].reset_index(drop=True) for name in value.columns}
    return None


def _equal(scene: Scene, got: Any, expected: Any) -> bool:
    try:
        return compare(got, expected, tolerance_of(scene.exercise)) is None
    except Exception:  # what cannot be compared is not equal
        return False


def _labels(scene: Scene, names: Sequence[Any]) -> dict[Any, str]:
    """The names of the parts; those of a tuple as the docstring has them behind “Returns (…)”."""
    if not all(isinstance(name, int) for name in names):
        return {name: f"`{name}`" for name in names}
    doc = scene.exercise.__doc__ or ""
    if scene.candidate is not None and scene.candidate.__doc__:
        doc = scene.candidate.__doc__
    found = re.search(r"[Rr]eturns? \(([^()]+)\)", doc)
    said = [each.strip() for each in found[1].split(",")] if found else []
    if len(said) == len(names):
        return {name: f"“{said[name]}”" for name in names}
    return {name: f"the result at position {name}" for name in names}


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} is"
    return f"{', '.join(names[:-1])} and {names[-1]} are"


def _how(scene: Scene, name: Any, split: Sequence[tuple[Any, Any]]) -> str:
    """What is wrong with one part, in all cases in which it is."""
    pairs = [_part(scene, trial, a[name], b[name]) for trial, (a, b) in zip(scene.answered, split, strict=True)]
    failed = [trial for trial in pairs if trial.difference is not None]
    if not failed:
        return ""
    told = {kind_of_mistake(trial.answer.value, trial.expected) for trial in failed}
    if len(told) == 1 and (text := told.pop()):
        return text
    if any(trial.difference and trial.difference.kind in ("dtype", "type") for trial in failed):
        return ""
    numbers = pairs_of(failed)
    if numbers:
        found = by_rule(numbers, pairs_of(pairs) or [])
        if found:
            return found.message
    return _items_told(failed)


def _part(scene: Scene, trial: Trial, got: Any, expected: Any) -> Trial:
    """A trial of one part alone."""
    try:
        difference = compare(got, expected, tolerance_of(scene.exercise))
    except Exception:
        difference = None
    return replace(trial, answer=replace(trial.answer, value=got), expected=expected, difference=difference)


def plain_items(scene: Scene) -> Diagnosis | None:
    """Lists, rows and texts of which exactly the first, the last or the repeated items are missing or too many."""
    return _items_rule(scene, _PLAIN)


def items(scene: Scene) -> Diagnosis | None:
    """Lists, rows and texts: items are missing or too many, another order; truth values in one direction."""
    return _items_rule(scene, _VAGUE)


def _items_rule(scene: Scene, tests: Sequence[tuple[str, Test]]) -> Diagnosis | None:
    if not scene.valued or scene.exercise.verifier is not None or scene.kinds() & {"type", "dtype"}:
        return None
    text = _items_told(scene.valued, tests)
    return Diagnosis(kind="items", message=text) if text else None


def _items_told(failed: Sequence[Trial], tests: Sequence[tuple[str, Test]] = ()) -> str:
    """The first sentence that is true of all failed trials."""
    tests = tests or (*_PLAIN, *_VAGUE)
    pairs = [(_items(trial.answer.value), _items(trial.expected)) for trial in failed]
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    if len(both) < len(pairs):
        return _one_way(failed) if tests is not _PLAIN else ""
    text = next((text for text, test in tests if all(test(a, b) for a, b in both)), "")
    if all(isinstance(trial.expected, str) for trial in failed):
        return text.replace(" item", " character").replace("Items", "Characters")
    return text


def _one_way(failed: Sequence[Trial]) -> str:
    """True for False in all of them, or False for True."""
    numpy_bool = loaded_class("numpy", "bool_")
    truths = (bool, numpy_bool) if numpy_bool else (bool,)
    if len(failed) < 2 or any(type(value) not in truths for t in failed for value in (t.answer.value, t.expected)):
        return ""
    expected = {bool(trial.expected) for trial in failed}
    if len(expected) > 1:
        return ""
    right = expected.pop()
    return f"{not right} comes back where {right} is right, and never the other way round."


def _items(value: Any) -> list[Any] | None:
    """The rows of a table, the items of a list or 1-D array, the lines or words of a text, as things to count."""
    if isinstance(value, loaded_class("pandas", "DataFrame")):
        return [repr(row) for row in value.itertuples(index=False, name=None)]
    if isinstance(value, loaded_class("pandas", "Series")):
        return [repr(each) for each in value.tolist()]
    if isinstance(value, (list, tuple)):
        return [repr(each) for each in value]
    if isinstance(value, (set, frozenset)):
        return sorted(repr(each) for each in value)
    if isinstance(value, str):
        return list(value)
    if isinstance(value, (loaded_class("numpy", "ndarray"), loaded_class("torch", "Tensor"))):
        plain = value.tolist()
        return [repr(_rounded(each)) for each in plain] if isinstance(plain, list) else None
    return None


def _rounded(value: Any) -> Any:
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def _missing(a: list[Any], b: list[Any]) -> bool:
    return len(a) < len(b) and not Counter(a) - Counter(b)


def _extra(a: list[Any], b: list[Any]) -> bool:
    return _missing(b, a)


def _permuted(a: list[Any], b: list[Any]) -> bool:
    return a != b and len(a) == len(b) and Counter(a) == Counter(b)


_PLAIN: list[tuple[str, Test]] = [
    ("Nothing is in the result, where something is expected.", lambda a, b: not a and bool(b)),
    ("The result should be empty, and is not.", lambda a, b: bool(a) and not b),
    ("The first item is missing; the others are right.", lambda a, b: len(a) > 0 and a == b[1:]),
    ("The last item is missing; the others are right.", lambda a, b: len(a) > 0 and a == b[:-1]),
    ("Only the first item came back.", lambda a, b: len(b) > 1 and a == b[:1]),
    ("Only the last item came back.", lambda a, b: len(b) > 1 and a == b[-1:]),
    ("There is one item too many at the beginning.", lambda a, b: a[1:] == b and len(a) > 1),
    ("There is one item too many at the end.", lambda a, b: a[:-1] == b and len(a) > 1),
    ("Repeated items are missing: each comes once.", lambda a, b: len(a) < len(b) and a == list(dict.fromkeys(b))),
    ("Items are repeated that should come once.", lambda a, b: len(b) < len(a) and list(dict.fromkeys(a)) == b),
    ("The order is reversed.", lambda a, b: a != b and len(b) > 2 and a[::-1] == b),
]  # fmt: skip
_VAGUE: list[tuple[str, Test]] = [
    ("The beginning is right, then items are missing.", lambda a, b: 0 < len(a) < len(b) and b[: len(a)] == a),
    ("The end is right; items before it are missing.", lambda a, b: 0 < len(a) < len(b) and b[-len(a) :] == a),
    ("The items are right, their order is not.", _permuted),
    ("Items are missing; those that came are right.", _missing),
    ("There are items too many; the expected ones are all there.", _extra),
    ("Only the last item is wrong.", lambda a, b: len(a) == len(b) > 2 and a != b and a[:-1] == b[:-1]),
    ("Only the first item is wrong.", lambda a, b: len(a) == len(b) > 2 and a != b and a[1:] == b[1:]),
]  # fmt: skip
