"""What came from the sandbox as a description is compared as the object itself would be where a learner works alone."""

from __future__ import annotations

from typing import Any

from workbench.checking.compare import Tolerance, compare, comparer, models, plots
from workbench.checking.types import Difference
from workbench.grading.codec import Described


@comparer("workbench.grading.codec.types", "Described")
def described(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """Kind, then the class where it matters, then what was kept: the parameters and fitted arrays of an estimator, the
    weights of a module, what is drawn in a figure."""
    if not isinstance(got, Described):
        return Difference(kind="type", text=f"A {type(got).__name__} came back, {_named(expected)} was expected.")
    free = got.kind == expected.kind == "module"
    if not free and (got.kind, got.type_name) != (expected.kind, expected.type_name):
        return Difference(kind="type", text=f"{_named(got)} came back, {_named(expected)} was expected.".capitalize())
    try:
        return _told(got, expected, limits)
    except (
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
    ):  # whoever writes descriptions by hand need not write them well
        return Difference(kind="type", text=f"What came back is not what describes {_named(expected)}.")


def _told(got: Described, expected: Described, limits: Tolerance) -> Difference | None:
    mine, wanted = got.data, expected.data
    if expected.kind == "figure":
        return plots.difference(mine, wanted, limits)
    if expected.kind == "estimator":
        name = expected.type_name.rpartition(".")[2]
        found = models.parameters(mine["parameters"], wanted["parameters"], limits)
        return found or models.fitted(mine["fitted"], wanted["fitted"], limits, name)
    return compare(mine, wanted, limits)


def _named(value: Described) -> str:
    name = value.type_name.rpartition(".")[2]
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
