"""Exceptions in the learner's code: what the text of one means, and which inputs raise it."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Sequence

from workbench.checking.diagnosing.contrast import separating
from workbench.checking.diagnosing.kinds import WRONG_CALL, arose_outside
from workbench.checking.diagnosing.scene import Scene
from workbench.checking.types import Diagnosis, LearnerError

Meaning = tuple[str, str]
"""The kind of a diagnosis and its message."""


def raised(scene: Scene) -> Diagnosis | None:
    """The exception of the case that is shown, with what separates the cases that raise it."""
    error = scene.shown.answer.error
    if error is None or scene.locate is None:
        return None
    outside = arose_outside(scene, error)
    quotes = not scene.is_secret
    kind, text = (
        _unusable(error, quotes=quotes)
        if outside
        else meaning(scene.locate(error), quotes=quotes, through=_libraries(error))
    )
    alike = [type(t.answer.error).__name__ == type(error).__name__ if t.answer.error else False for t in scene.trials]
    words = "" if kind == "signature" else separating(scene, alike)
    if words:
        text = f"{text} It happens exactly where {words}.".strip()
    elif not text:
        count = sum(alike)
        if count == len(alike):
            return None
        text = f"{type(error).__name__} is raised in {count} of {len(alike)} cases, in the others it is not."
    return Diagnosis(kind=kind, message=text)


def _unusable(error: Exception, *, quotes: bool) -> Meaning:
    """The exception arose where the result was looked at: it says something about the result, not about the code."""
    missing = re.search(r"'(\w+)' object has no attribute '(\w+)'", str(error))
    if missing and quotes:
        text = f"What came back cannot be used: it is a {missing[1]}, and something with `{missing[2]}` is wanted."
        return "unusable_result", text
    return "unusable_result", "What came back cannot be used as the docstring says: look at its type and its form."


def meaning(error: LearnerError, *, quotes: bool = True, through: str = "") -> Meaning:
    """What an exception says about the code that raised it; the message is empty for one that says nothing. quotes:
    whether words of its text may be repeated; through: the files that it came through, if they are known."""
    if error.type == "KeyError" and _is_of_a_table(through) and ".loc[" not in error.source:
        return "exception_KeyError", _COLUMN
    for name, pattern, kind, message in _MEANINGS:
        if name not in ("", error.type):
            continue
        found = re.search(pattern, error.message)
        if found is None:
            continue
        words = found.groups() if quotes else ("…",) * len(found.groups())
        text = message(words, error) if callable(message) else message.format(*words)
        if kind == "signature" and error.line is not None:
            return "exception_TypeError", "A call in this line does not fit what it calls: look at its arguments."
        return kind or f"exception_{error.type}", text
    return f"exception_{error.type}", ""


def _attribute(words: Sequence[str], error: LearnerError) -> str:
    if "'NoneType'" in error.message:
        return f"A value is None here, and None has no `{words[1]}`: where does it come from?"
    return f"A value of type {words[0]} has no `{words[1]}`: is it what you think it is? print(type(…)) tells."


def _key(words: Sequence[str], error: LearnerError) -> str:
    del words
    source = error.source
    if ".loc[" in source:
        return "`.loc` looks a label up that is not in the index: for positions use `.iloc`."
    if "not in index" in error.message or "are in the [columns]" in error.message or "None of [" in error.message:
        return "A column or label does not exist: look at .columns and .index."
    if any(word in source for word in ("df", "frame", "groupby", "merge", "sort_values", "pivot", "drop(")):
        return _COLUMN
    return "The key does not exist: look at .keys(), or ask with .get(…)."


def _index(words: Sequence[str], error: LearnerError) -> str:
    del words
    if ".iloc[" in error.source or "positional indexer" in error.message:
        return "`.iloc` is asked for a position that does not exist: for labels use `.loc`."
    if "too many indices" in error.message:
        return "The array has fewer axes than the index asks for: look at its shape."
    if "pop from empty" in error.message or "empty" in error.message:
        return "Something is taken from a list that is empty."
    return "An index is past the end: the last valid one is the length minus one."


def _libraries(error: Exception) -> str:
    return " ".join(frame.filename for frame in traceback.extract_tb(error.__traceback__))


def _is_of_a_table(through: str) -> bool:
    return "pandas/core/frame.py" in through or "pandas/core/groupby" in through or "/polars/" in through


_COLUMN = "The column does not exist in this table: look at .columns."
Message = str | Callable[[Sequence[str], LearnerError], str]
_SHAPES = "The shapes do not fit together: print them just before this line."
_MEANINGS: list[tuple[str, str, str, Message]] = [
    ("TypeError", WRONG_CALL, "signature", "The arguments differ from the stub's: keep its names and order."),
    ("TypeError", r"'NoneType' object", "", "A value is None here: does something that should give it return nothing?"),
    ("TypeError", r"unsupported operand type\(s\) for (\S+) '?(\w+)'? and '?(\w+)'?", "",
     "`{0}` cannot be used between {1} and {2}: one of them is not what this line takes it for."),
    ("TypeError", r"unsupported operand type\(s\) for (\S+): '(\S+)' and '(\S+)'", "",
     "`{0}` cannot be used between {1} and {2}: one of them is not what this line takes it for."),
    ("TypeError", r"'(\S+)' object is not callable", "",
     "A value of type {0} is called like a function: is a name used twice?"),
    ("TypeError", r"'(\S+)' object is not subscriptable", "", "A value of type {0} has no items to take with […]."),
    ("TypeError", r"'(\S+)' object is not iterable", "", "A single value of type {0} is gone through like a list."),
    ("TypeError", r"can only concatenate|must be str, not", "", "A text and something else are put together with +."),
    ("TypeError", r"unhashable type: '(\S+)'", "",
     "A value of type {0} can be no key and no item of a set: make a tuple of it."),
    ("TypeError", r"only (integer|length-1|0-dim)", "", "An array stands where one whole number is needed."),
    ("TypeError", r"'float' object cannot be interpreted as an integer|must be int", "",
     "A float stands where a whole number is needed: use // or int(…)."),
    ("ValueError", r"truth value of an? (array|Series|DataFrame)", "",
     "A whole array stands where one true or false is asked: use any(), all(), or & and | in place of and and or."),
    ("ValueError", r"broadcast|matmul|aligned|shape mismatch|dimensions? (must|except)", "shapes_do_not_fit",
     _SHAPES),
    ("RuntimeError", r"size of tensor|shapes cannot be multiplied|must match|Expected size", "shapes_do_not_fit",
     _SHAPES),
    ("RuntimeError", r"invalid for input of size|view size is not compatible", "shapes_do_not_fit",
     "The tensor cannot be laid out in this shape: does the number of its values fit, and is it contiguous?"),
    ("ValueError", r"cannot reshape", "shapes_do_not_fit", "The number of values does not fit the new shape."),
    ("ValueError", r"could not convert string to float|invalid literal for int", "",
     "A text that is no number is made a number."),
    ("ValueError", r"values to unpack", "",
     "The number of names on the left is not the number of values on the right."),
    ("ValueError", r"empty sequence|zero-size array|arg is an empty|empty iterable", "",
     "The smallest, largest or mean of nothing is asked for."),
    ("ValueError", r"(not in list|is not in list|substring not found)", "",
     "Something is looked up that is not there."),
    ("ValueError", r"math domain error|expected a (positive|nonnegative) input", "",
     "A logarithm or square root of a number that has none."),
    ("ValueError", r"contains NaN|Input X contains|infs or NaNs", "",
     "Missing values reach a step that cannot take them."),
    ("LinAlgError", r"[Ss]ingular", "", "The matrix is singular: it has no inverse."),
    ("NameError", r"name '(\w+)' is not defined", "",
     "The name `{0}` does not exist here: a typo, or a cell above that was not run."),
    ("UnboundLocalError", r"'(\w+)'", "", "The variable `{0}` is read before the function gives it a value."),
    ("AttributeError", r"'(\w+)' object has no attribute '(\w+)'", "", _attribute),
    ("AttributeError", r"", "", "The object has no such attribute: look at its type, print(type(…))."),
    ("KeyError", r"", "", _key),
    ("IndexError", r"", "", _index),
    ("ZeroDivisionError", r"", "", "A division by zero: which input makes the divisor zero?"),
    ("OverflowError", r"", "", "A number becomes too large for a float."),
    ("NotImplementedError", r"", "", "A part is still to be written."),
    ("RecursionError", r"", "", "The function calls itself without end: which case should stop it?"),
    ("AssertionError", r"", "", "An `assert` of your own code does not hold."),
    ("FileNotFoundError", r"", "", "A file is read that does not exist: is the path the one that was given?"),
    ("FileExistsError", r"", "", "A file is there already, and is to be written over."),
    ("ModuleNotFoundError", r"No module named '([\w.]+)'", "", "There is no module `{0}` here."),
    ("UnicodeDecodeError", r"", "", "Bytes are read in an encoding that they are not in, or cut within a character."),
    ("StopIteration", r"", "", "next(…) is asked of something that has no more items."),
]  # fmt: skip
