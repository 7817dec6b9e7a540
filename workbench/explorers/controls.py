"""The controls an explorer can have. Each knows its allowed values, so that a value is checked in one place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workbench.errors import WorkbenchError, nearest

# Twenty-four a decade, evenly spaced to the eye and round to read: the preferred numbers of resistors.
_LOG_MANTISSAS = (10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30, 33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91)


def _decimals(step: float) -> int:
    text = f"{step:.10f}".rstrip("0")
    return len(text.split(".")[1])


def _linear_ticks(low: float, high: float, step: float) -> tuple[float, ...]:
    count = math.floor((high - low) / step + 1e-9)
    if isinstance(low, int) and isinstance(step, int):
        return tuple(low + step * i for i in range(count + 1))
    digits = max(_decimals(step), _decimals(low))
    return tuple(round(low + step * i, digits) for i in range(count + 1))


def _log_ticks(low: float, high: float) -> tuple[float, ...]:
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    round_numbers = {float(f"{mantissa}e{decade - 1}") for decade in decades for mantissa in _LOG_MANTISSAS}
    inside = {value for value in round_numbers if low <= value <= high}
    if isinstance(low, int) and isinstance(high, int):
        return tuple(sorted({round(value) for value in inside} | {low, high}))
    return tuple(sorted(inside | {float(low), float(high)}))


@dataclass(frozen=True)
class Slider:
    """A number from ``low`` to ``high``.

    name: the keyword of the drawing function. step: distance of two values (default: 1 for whole numbers, a
    hundredth of the range otherwise); with ``log=True`` there are 24 round values a decade and ``step`` does not apply.
    value: where it starts (default: the middle), taken to the nearest allowed value. label: what the learner
    reads (default: the name). format: how a value is written, ``"{:.2f} mm"``.
    Whole-number ``low`` and ``step`` (on a log scale: ``low`` and ``high``) give an int, anything else a float.
    Raises WorkbenchError when the range is empty or a log range is not positive.
    """

    name: str
    low: float
    high: float
    step: float | None = None
    value: float | None = None
    label: str = ""
    log: bool = False
    format: str = ""

    def __post_init__(self) -> None:
        if not self.low < self.high or (self.log and self.low <= 0) or (self.step or 1) <= 0:
            raise WorkbenchError(
                f"Slider {self.name!r}: low < high and step > 0 are needed (and low > 0 on a log scale), "
                f"got low={self.low}, high={self.high}, step={self.step}."
            )

    @cached_property
    def ticks(self) -> tuple[float, ...]:
        """Every value the slider can take, rising."""
        if self.log:
            return _log_ticks(self.low, self.high)
        whole = isinstance(self.low, int) and isinstance(self.high, int)
        step = self.step if self.step is not None else (1 if whole else (self.high - self.low) / 100)
        return _linear_ticks(self.low, self.high, step)

    @property
    def initial(self) -> float:
        middle = self.ticks[len(self.ticks) // 2]
        return middle if self.value is None else self.clean(self.value)

    def clean(self, raw: object) -> float:
        """The allowed value nearest to ``raw``. Raises WorkbenchError when ``raw`` is no finite number."""
        if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
            raise WorkbenchError(f"{self.name} must be a number from {self.low} to {self.high}, got {raw!r}.")
        return min(self.ticks, key=lambda tick: abs(tick - raw))

    def write(self, value: float) -> str:
        if self.format:
            return self.format.format(value)
        if isinstance(value, int):
            return f"{value:,}"
        return f"{value:.3g}" if self.log else f"{value:.{_decimals(self.step or 0.01)}f}"

    def probes(self) -> list[float]:
        """Values that the common checks draw: both ends."""
        return [self.ticks[0], self.ticks[-1]]

    def spec(self) -> dict[str, Any]:
        """What the front end needs, as plain data."""
        texts = [self.write(tick) for tick in self.ticks]
        return {"kind": "slider", "ticks": list(self.ticks), "texts": texts}


@dataclass(frozen=True)
class Choice:
    """One of several texts. options: the values, or a mapping value → what the learner reads.

    Raises WorkbenchError when there are fewer than two options or ``value`` is none of them.
    """

    name: str
    options: Sequence[str] | Mapping[str, str]
    value: str | None = None
    label: str = ""

    def __post_init__(self) -> None:
        if len(self.options) < 2:
            raise WorkbenchError(f"Choice {self.name!r} needs at least two options.")
        if self.value is not None:
            self.clean(self.value)

    @property
    def initial(self) -> str:
        return self.value if self.value is not None else next(iter(self.options))

    def clean(self, raw: object) -> str:
        """``raw`` itself when it is an option; raises WorkbenchError with the nearest one when it is not."""
        if not isinstance(raw, str) or raw not in self.options:
            raise WorkbenchError(f"{self.name} cannot be {raw!r}.{nearest(str(raw), self.options)}")
        return raw

    def probes(self) -> list[str]:
        """Values that the common checks draw: all options."""
        return list(self.options)

    def spec(self) -> dict[str, Any]:
        """What the front end needs, as plain data."""
        shown = self.options if isinstance(self.options, Mapping) else {text: text for text in self.options}
        return {"kind": "choice", "options": [[value, text] for value, text in shown.items()]}


@dataclass(frozen=True)
class Toggle:
    """Off or on."""

    name: str
    value: bool = False
    label: str = ""

    @property
    def initial(self) -> bool:
        return self.value

    def clean(self, raw: object) -> bool:
        """``raw`` itself; raises WorkbenchError when it is not a bool."""
        if not isinstance(raw, bool):
            raise WorkbenchError(f"{self.name} must be True or False, got {raw!r}.")
        return raw

    def probes(self) -> list[bool]:
        """Values that the common checks draw."""
        return [False, True]

    def spec(self) -> dict[str, Any]:
        """What the front end needs, as plain data."""
        return {"kind": "toggle"}


Control = Slider | Choice | Toggle
