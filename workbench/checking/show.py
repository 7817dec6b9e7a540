"""Values as short text for a feedback card."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from types import FunctionType
from typing import Any, cast

LIMIT = 600
_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")
_DIGITS = 6
"""Significant digits of a number in an array."""
_MOST_DIGITS = 17  # tell any two numbers of double precision apart
_THRESHOLD = 24
_MOST_ITEMS = 6
"""Of a list or tuple whose parts are shown as they would be by themselves."""


def loaded_class(module: str, name: str) -> Any:
    """The class if its module is loaded, else an empty tuple: ``isinstance(x, ())`` is False.

    A value of a library that was never imported cannot exist, so nothing is imported to ask.
    """
    found = sys.modules.get(module)
    return getattr(found, name, ()) if found else ()


def _shorten(text: str) -> str:
    return text if len(text) <= LIMIT else text[: LIMIT - 20].rstrip() + f" … ({len(text)} characters)"


def _number(value: float, digits: int) -> str:
    """A floating-point number in the form it has in every array: 2. for two, 0.333333 for a third."""
    text = f"{value:.{digits}g}"
    return f"{text}." if text.lstrip("-").isdigit() else text


def _float(value: float, digits: int) -> str:
    """As it is where that is short, else rounded as in an array."""
    text = repr(value)
    return text if len(text) <= digits + 2 else _number(value, digits)


def _array(value: Any, digits: int) -> str:
    import numpy as np

    formatter: dict[str, Any] = {"float_kind": lambda number: _number(number, digits)}
    if value.ndim > 1 and value.dtype.kind == "f":  # columns stand below each other
        ends = np.ravel(value) if value.size <= _THRESHOLD else np.empty(0)
        width = max((len(_number(number, digits)) for number in ends), default=0)
        formatter = {"float_kind": lambda number: _number(number, digits).rjust(width)}
    body = np.array2string(
        value,
        formatter=cast("Any", formatter),
        precision=digits - 1,
        threshold=_THRESHOLD,
        edgeitems=3,
        max_line_width=90,
    )
    return body if value.ndim == 0 else f"{body}\nshape {value.shape}, {value.dtype}"


def _tensor(value: Any, digits: int) -> str:
    detached = value.detach().cpu()
    plain = detached.float() if detached.dtype.is_floating_point else detached
    return _array(plain.numpy(), digits).rsplit("\nshape", 1)[0] + f"\nshape {tuple(value.shape)}, {value.dtype}"


def _frame(value: Any) -> str:
    head = value.to_string(max_rows=8, max_cols=8)
    return f"{head}\n{value.shape[0]} rows × {value.shape[1]} columns"


def show_value(value: Any, *, digits: int = _DIGITS) -> str:
    """A short, readable text of any value; never raises. digits: of a floating-point number in an array."""
    try:
        return _shorten(_show(value, digits))
    except Exception as error:  # a learner's __repr__ may do anything
        return f"<{type(value).__name__} whose text cannot be made: {type(error).__name__}>"


def show_pair(one: Any, other: Any) -> tuple[str, str]:
    """Two values that differ in one format: with more digits where they would look equal with the usual ones."""
    shown = show_value(one), show_value(other)
    digits = _DIGITS
    while shown[0] == shown[1] and digits < _MOST_DIGITS:
        digits = min(digits + 3, _MOST_DIGITS)
        more = show_value(one, digits=digits), show_value(other, digits=digits)
        if more[0] != more[1]:
            return more
    return shown


def _show(value: Any, digits: int) -> str:
    if isinstance(value, loaded_class("numpy", "ndarray")):
        return _array(value, digits)
    if isinstance(value, loaded_class("torch", "Tensor")):
        return _tensor(value, digits)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {_inside(v, digits)}" for k, v in list(value.items())[:12]) + "}"
    if type(value) is tuple and len(value) <= _MOST_ITEMS:
        return "(" + _joined(value, digits) + ("," if len(value) == 1 else "") + ")"
    if type(value) is list and len(value) <= _MOST_ITEMS:
        return "[" + _joined(value, digits) + "]"
    return _show_other(value, digits)


def _joined(values: Sequence[Any], digits: int) -> str:
    texts = [_inside(value, digits) for value in values]
    return (",\n" if any("\n" in text for text in texts) else ", ").join(texts)


def _inside(value: Any, digits: int) -> str:
    """A value within another: of an array the numbers alone, which look as they do by themselves."""
    text = _show(value, digits)
    is_array = isinstance(value, (loaded_class("numpy", "ndarray"), loaded_class("torch", "Tensor")))
    return text.rsplit("\nshape", 1)[0] if is_array else text


def _show_other(value: Any, digits: int) -> str:
    if isinstance(value, loaded_class("pandas", "DataFrame")):
        return _frame(value)
    if isinstance(value, loaded_class("pandas", "Series")):
        return f"{value.to_string(max_rows=8)}\nlength {len(value)}, {value.dtype}"
    if isinstance(value, loaded_class("matplotlib.figure", "Figure")):
        return f"a figure with {len(value.axes)} axes"
    if isinstance(value, loaded_class("plotly.basedatatypes", "BaseFigure")):
        return f"a figure of Plotly with the traces {', '.join(trace.type for trace in value.data)}"
    if isinstance(value, loaded_class("altair", "TopLevelMixin")):
        return f"a chart of Altair ({type(value).__name__})"
    if isinstance(value, loaded_class("numpy", "generic")):
        value = value.item()
    if type(value) is float:
        return _float(value, digits)
    if isinstance(value, FunctionType):
        return "a function" if value.__name__ == "<lambda>" else f"the function {value.__name__.strip('_')}"
    if isinstance(value, str):
        return value if "\n" in value else repr(value)
    return _ADDRESS.sub("", repr(value))
