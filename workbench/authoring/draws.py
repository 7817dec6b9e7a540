"""What the cases of many exercises are drawn from, where NumPy's generator alone takes several lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def random_word(rng: Any, letters: Sequence[str], low: int, high: int, *, p: Sequence[float] | None = None) -> str:
    """A random word: at least ``low`` and fewer than ``high`` letters, which may be longer texts themselves.

    p: the chance of each of them, if they are not alike.
    """
    return "".join(rng.choice(list(letters), size=rng.integers(low, high), p=p))


def normal_tensor(rng: Any, *shape: int) -> Any:
    """Standard normal numbers as a torch tensor of 32-bit floats, which is what layers compute with."""
    import torch

    return torch.tensor(rng.normal(size=shape), dtype=torch.float32)


def with_gaps(rng: Any, values: Any, share: float) -> Any:
    """A copy of an array as floats, in which about this share of the values is missing (NaN)."""
    found = values.astype(float)
    found[rng.random(len(found)) < share] = float("nan")
    return found
