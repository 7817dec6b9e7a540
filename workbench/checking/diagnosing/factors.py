"""A constant factor or a constant difference between what came and what was expected."""

from __future__ import annotations

from typing import Any

from workbench.checking.asking import Trial

Pairs = list[tuple[Any, Any, Trial]]
_LEAST = 3


def constant_factor(pairs: Pairs) -> str:
    """A factor: by name when it is the same everywhere, or the length of an input that explains it."""
    import numpy as np

    factors, values = [], []
    for a, b, _ in pairs:
        if a.shape != b.shape:
            return ""
        keep = np.abs(b) > 1e-12
        if not keep.any() or not np.isfinite(a[keep]).all():
            return ""
        ratios = a[keep] / b[keep]
        if not np.allclose(ratios, ratios.flat[0], rtol=1e-5) or not np.allclose(a[~keep], 0, atol=1e-9):
            return ""
        factors.append(float(ratios.flat[0]))
        values.extend(b[keep].ravel()[:100].tolist())
    if not factors or any(abs(f) < 1e-12 for f in factors):
        return ""
    distinct = len({round(value, 9) for value in values})
    return _constant(factors, distinct) or (_by_size(factors, pairs) if distinct > 1 else "")


def _constant(factors: list[float], distinct: int) -> str:
    import numpy as np

    if not np.allclose(factors, factors[0], rtol=1e-5) or np.isclose(factors[0], 1.0, rtol=1e-4):
        return ""
    named = {
        2.0: "2",
        0.5: "½",
        -2.0: "−2",
        100.0: "100",
        0.01: "1/100",
        1000.0: "1000",
        0.001: "1/1000",
        float(np.log(2)): "ln 2",
        1 / float(np.log(2)): "1/ln 2",
    }
    value = next((text for known, text in named.items() if np.isclose(factors[0], known, rtol=1e-4)), None)
    if distinct < (2 if value else _LEAST):
        return ""
    extra = ": a natural logarithm where log₂ is meant, or the reverse?" if value and "ln" in value else "."
    return f"Every result is {value or f'{factors[0]:.4g}'} times the expected one{extra}"


def _by_size(factors: list[float], pairs: Pairs) -> str:
    """n, 1/n, (n−1)/n or n/(n−1) with n the size of an input: a sum in place of a mean, or another divisor."""
    import numpy as np

    texts = {
        "n": "n times too large, as a sum where a mean is expected, or one division by n too few.",
        "1/n": "n times too small, as a mean where a sum is expected, or one division by n too many.",
        "n-1": "(n − 1)/n times the expected ones, as divided by n where n − 1 is expected (ddof=1).",
        "n/n-1": "n/(n − 1) times the expected ones, as divided by n − 1 where n is expected (ddof=0).",
        "root n": "√n times too large, as one division by √n too few.",
        "1/root n": "√n times too small, as one division by √n too many.",
    }
    for name, counts in sizes_of(pairs).items():
        if len(counts) != len(factors) or len(set(counts)) < min(2, len(counts)):
            continue
        n = np.array(counts)
        with np.errstate(all="ignore"):
            candidates = {
                "n": n, "1/n": 1 / n, "n-1": (n - 1) / n, "n/n-1": n / (n - 1),
                "root n": np.sqrt(n), "1/root n": 1 / np.sqrt(n),
            }  # fmt: skip
        for key, values in candidates.items():
            if np.isfinite(values).all() and np.allclose(factors, values, rtol=1e-5) and not np.allclose(values, 1):
                return f"The results are {texts[key]} n is the length of `{name}`."
    return _by_argument(factors, pairs)


def sizes_of(pairs: Pairs) -> dict[str, list[float]]:
    """The lengths of the axes of the arguments, by argument and axis, over the cases."""
    sizes: dict[str, list[float]] = {}
    for _, _, trial in pairs:
        for name, value in trial.case.inputs.items():
            shape = getattr(value, "shape", None) or ((len(value),) if isinstance(value, (list, tuple)) else ())
            for axis, n in enumerate(shape):
                sizes.setdefault(name if len(shape) == 1 else f"{name}, axis {axis}", []).append(float(n))
    return sizes


def _by_argument(factors: list[float], pairs: Pairs) -> str:
    """A factor that is a number among the arguments, or one minus it, or one divided by it."""
    import numpy as np

    names = [
        name
        for name, value in pairs[0][2].case.inputs.items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    ]
    for name in names:
        values = [trial.case.inputs.get(name) for _, _, trial in pairs]
        if any(not isinstance(value, (int, float)) for value in values):
            continue
        x = np.array(values, dtype=float)
        if len(np.unique(x)) < _LEAST:
            continue
        with np.errstate(all="ignore"):
            made = {
                f"`{name}`": x, f"1/`{name}`": 1 / x, f"1 − `{name}`": 1 - x, f"1/(1 − `{name}`)": 1 / (1 - x),
                f"the square of `{name}`": x * x,
            }  # fmt: skip
        for words, numbers in made.items():
            if np.isfinite(numbers).all() and np.allclose(factors, numbers, rtol=1e-5):
                return f"Every result is {words} times the expected one."
    return ""


def offset(pairs: Pairs) -> str:
    """The same difference everywhere, of numbers that are not all alike."""
    import numpy as np

    gaps, values = [], set()
    for a, b, _ in pairs:
        if a.shape != b.shape or not a.size or not np.isfinite(a).all() or not np.isfinite(b).all():
            return ""
        if not np.allclose(a - b, (a - b).flat[0], rtol=1e-6, atol=1e-9):
            return ""
        gaps.append(float((a - b).flat[0]))
        values.update(np.round(b.ravel()[:100], 9).tolist())
    if not np.allclose(gaps, gaps[0], rtol=1e-6) or abs(gaps[0]) < 1e-9 or len(values) < _LEAST:
        return ""
    return f"Every value is {abs(gaps[0]):.4g} too {'large' if gaps[0] > 0 else 'small'}."
