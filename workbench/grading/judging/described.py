"""What came from the sandbox as a description is compared as the object itself would be where a learner works alone."""

from __future__ import annotations

from typing import Any

from workbench.checking.compare import Tolerance, compare, comparer
from workbench.checking.types import Difference
from workbench.grading.codec import Described


@comparer("workbench.grading.codec.types", "Described")
def described(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """Kind, then the class where it matters, then what was kept: the parameters and fitted arrays of an estimator, the
    weights of a module, what is drawn in a figure."""
    if not isinstance(got, Described):
        return Difference(kind="type", text=f"A {type(got).__name__} came back, {_named(expected)} was expected.")
    free = got.kind == expected.kind and expected.kind in ("figure", "module")
    if not free and (got.kind, got.type_name) != (expected.kind, expected.type_name):
        return Difference(kind="type", text=f"{_named(got)} came back, {_named(expected)} was expected.".capitalize())
    parts = {"estimator": _estimators, "figure": _figures}.get(expected.kind, compare)
    try:
        return parts(got.data, expected.data, limits)
    except (KeyError, TypeError, AttributeError):  # whoever writes descriptions by hand need not write them well
        return Difference(kind="type", text=f"What came back is not what describes {_named(expected)}.")


def _named(value: Described) -> str:
    name = value.type_name.rpartition(".")[2]
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _estimators(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    for name, value in expected["parameters"].items():
        if difference := compare(got["parameters"].get(name), value, limits):
            return Difference(kind="parameter", text=f"Parameter {name!r}: {difference.text}")
    for name, value in expected["fitted"].items():
        if not hasattr(value, "shape"):
            continue
        if name not in got["fitted"]:
            return Difference(kind="not_fitted", text="The estimator is not fitted: call fit first.")
        if difference := compare(got["fitted"][name], value, limits):
            return Difference(kind=difference.kind, text=f"Fitted attribute {name!r}: {difference.text}")
    return None


def _figures(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    if len(got) != len(expected):
        return Difference(kind="axes", text=f"The figure has {len(got)} axes, {len(expected)} were expected.")
    for position, (mine, wanted) in enumerate(zip(got, expected, strict=True)):
        for key, value in wanted.items():
            if difference := compare(mine[key], value, limits):
                where = f"Axes {position}, {key}: " if len(expected) > 1 else f"{key.capitalize()}: "
                return Difference(kind=f"figure_{key.replace(' ', '_')}", text=where + difference.text)
    return None
