"""Estimators and modules, compared by what they are and hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.checking.compare.core import Tolerance, compare, comparer, wrong_type
from workbench.checking.show import show_value
from workbench.checking.types import Difference


@comparer("sklearn.base", "BaseEstimator")
def estimators(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """scikit-learn estimators: class, parameters, then every fitted array (names that end in ``_``).

    A pipeline's parts are compared in the same way. A model exercise that leaves the class free needs a probe.
    """
    if type(got) is not type(expected):
        return wrong_type(got, expected)
    found = parameters(got.get_params(deep=False), expected.get_params(deep=False), limits)
    return found or fitted(vars(got), vars(expected), limits, type(got).__name__)


def parameters(got: Mapping[str, Any], expected: Mapping[str, Any], limits: Tolerance) -> Difference | None:
    """The parameters of an estimator, by name."""
    for name, value in expected.items():
        difference = compare(got.get(name), value, limits)
        if difference:
            return Difference(kind="parameter", text=f"Parameter {name!r}: {difference.text}")
    return None


def fitted(got: Mapping[str, Any], expected: Mapping[str, Any], limits: Tolerance, kind: str) -> Difference | None:
    """What an estimator of this kind has learned: its arrays whose names end in ``_``."""
    for name, value in expected.items():
        if not name.endswith("_") or name.startswith("_") or not hasattr(value, "shape"):
            continue
        if name not in got:
            return Difference(kind="not_fitted", text=f"The {kind} is not fitted: call fit first.")
        difference = compare(got[name], value, limits)
        if difference:
            return Difference(kind=difference.kind, text=f"Fitted attribute {name!r}: {difference.text}")
    return None


@comparer("torch.nn", "Module")
def modules(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """nn.Module: names and shapes of the parameters and buffers, then their values."""
    import torch

    if not isinstance(got, torch.nn.Module):
        return wrong_type(got, expected)
    a, b = got.state_dict(), expected.state_dict()
    count_a, count_b = sum(v.numel() for v in a.values()), sum(v.numel() for v in b.values())
    if set(a) != set(b):
        text = f"The parameters are {show_value(sorted(a))} ({count_a} numbers), "
        return Difference(kind="parameters", text=text + f"expected {show_value(sorted(b))} ({count_b}).")
    for name, value in b.items():
        difference = compare(a[name], value, limits)
        if difference:
            return Difference(kind=difference.kind, text=f"Parameter {name!r}: {difference.text}")
    return None
