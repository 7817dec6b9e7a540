"""Parameters of a run, checked against every lesson before anything starts."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError, nearest

if TYPE_CHECKING:
    from nbformat import NotebookNode

# A value that a lesson compares with; a typing error would otherwise run the small scale without a word.
_ALLOWED = {"scale": ("small", "full")}
_UNKNOWN = object()


def parse_assignments(assignments: Iterable[str]) -> dict[str, str]:
    """``["seed=3", "scale=full"]`` → name → text. Raises WorkbenchError for what is no assignment or comes twice."""
    given: dict[str, str] = {}
    for text in assignments:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name.isidentifier():
            raise WorkbenchError(f"{text!r} is no parameter: write name=value, such as -p seed=3.")
        if name in given:
            raise WorkbenchError(f"The parameter {name!r} is given twice.")
        given[name] = value.strip()
    return given


def defaults(notebook: NotebookNode) -> dict[str, Any]:
    """The parameters of a notebook with their defaults, as papermill reads them from the cell tagged ``parameters``."""
    from papermill import inspect_notebook  # type: ignore[import-untyped]

    return {name: _literal(found["default"]) for name, found in inspect_notebook(notebook).items()}


def _literal(text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return _UNKNOWN


def convert(given: Mapping[str, str], known: Mapping[str, Any], lesson: str) -> dict[str, Any]:
    """The given texts as values of the types that the lesson's defaults have.

    Raises WorkbenchError for a parameter that the lesson does not have, and for a value of another type.
    """
    values = {}
    for name, text in given.items():
        if name not in known:
            raise WorkbenchError(f"{lesson} has no parameter {name!r}.{nearest(name, known)}")
        values[name] = _convert_one(name, text, known[name], lesson)
    return values


def _convert_one(name: str, text: str, default: Any, lesson: str) -> Any:
    if isinstance(default, str):
        value: Any = text
        allowed = _ALLOWED.get(name)
        if allowed and value not in allowed:
            raise WorkbenchError(
                f"{lesson}: {name} is one of {', '.join(allowed)}, not {text!r}.{nearest(text, allowed)}"
            )
        return value
    value = _literal({"true": "True", "false": "False", "none": "None"}.get(text.casefold(), text))
    if default is None or default is _UNKNOWN:
        return text if value is _UNKNOWN else value
    if type(default) is float and type(value) is int:
        return float(value)
    if type(value) is not type(default):
        example = f"{name}={default}"
        raise WorkbenchError(
            f"{lesson}: {name} must be of type {type(default).__name__} (the default is {example}), got {text!r}."
        )
    return value
