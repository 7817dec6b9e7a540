"""How much there is in a value to take in, and which failing case is the easiest to look at."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from workbench.checking.asking import Trial


def size_of(value: Any) -> int:
    """How many numbers, texts and other single values a reader has to take in. A text counts by its words."""
    shape = getattr(value, "shape", None)
    if shape is not None:
        return math.prod(int(n) for n in shape)
    if isinstance(value, (str, bytes)):
        return len(value.split())
    if isinstance(value, Mapping):
        return sum(size_of(each) for each in value.values())
    if isinstance(value, Collection):
        return sum(size_of(each) for each in value)
    return 1


def smallest(failed: Sequence[Trial]) -> Trial:
    """The failed trial to show: a visible one if there is one, of these the one with the fewest values in it."""
    return min(failed, key=lambda trial: (not trial.case.visible, size_of(trial.case.inputs)))
