"""Values as short text for a feedback card."""

from __future__ import annotations

import sys
from typing import Any

LIMIT = 600


def loaded_class(module: str, name: str) -> Any:
    """The class if its module is loaded, else an empty tuple: ``isinstance(x, ())`` is False.

    A value of a library that was never imported cannot exist, so nothing is imported to ask.
    """
    found = sys.modules.get(module)
    return getattr(found, name, ()) if found else ()


def _shorten(text: str) -> str:
    return text if len(text) <= LIMIT else text[: LIMIT - 20].rstrip() + f" … ({len(text)} characters)"


def _array(value: Any) -> str:
    import numpy as np

    body = np.array2string(value, precision=5, threshold=24, edgeitems=3, max_line_width=90, suppress_small=False)
    return body if value.ndim == 0 else f"{body}\nshape {value.shape}, {value.dtype}"


def _tensor(value: Any) -> str:
    detached = value.detach().cpu()
    plain = detached.float() if detached.dtype.is_floating_point else detached
    return _array(plain.numpy()).rsplit("\nshape", 1)[0] + f"\nshape {tuple(value.shape)}, {value.dtype}"


def _frame(value: Any) -> str:
    head = value.to_string(max_rows=8, max_cols=8)
    return f"{head}\n{value.shape[0]} rows × {value.shape[1]} columns"


def show_value(value: Any) -> str:
    """A short, readable text of any value; never raises."""
    try:
        return _shorten(_show(value))
    except Exception as error:  # a learner's __repr__ may do anything
        return f"<{type(value).__name__} whose text cannot be made: {type(error).__name__}>"


def _show(value: Any) -> str:
    if isinstance(value, loaded_class("numpy", "ndarray")):
        return _array(value)
    if isinstance(value, loaded_class("torch", "Tensor")):
        return _tensor(value)
    if isinstance(value, loaded_class("pandas", "DataFrame")):
        return _frame(value)
    if isinstance(value, loaded_class("pandas", "Series")):
        return f"{value.to_string(max_rows=8)}\nlength {len(value)}, {value.dtype}"
    if isinstance(value, loaded_class("matplotlib.figure", "Figure")):
        return f"a figure with {len(value.axes)} axes"
    if isinstance(value, loaded_class("numpy", "generic")):
        return repr(value.item())
    if isinstance(value, str):
        return value if "\n" in value else repr(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {_show(v)}" for k, v in list(value.items())[:12]) + "}"
    if isinstance(value, tuple) and len(value) <= 6 and type(value) is tuple:
        return "(" + ", ".join(_show(item) for item in value) + ("," if len(value) == 1 else "") + ")"
    return repr(value)
