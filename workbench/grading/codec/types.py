"""What the codec's parts share: limits, errors, the values that stand for live objects, and safe looks at objects."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.errors import WorkbenchError

LIMIT = 64 * 1024**2
"""Bytes an encoding may have unless told otherwise."""
MAX_NODES = 5_000_000
"""Values in one encoding, the elements of lists and of object arrays among them."""
MAX_TOKENS = 2 * MAX_NODES
"""Items of the msgpack tree: most values need one, a date or a tensor some more."""
MAX_DEPTH = 100
"""Containers inside containers."""
MAX_INT_BITS = 2**18
"""About 78,900 decimal digits."""
MAX_TEXT = 200
"""Characters of the text and of the type name of an Opaque."""

LIBRARIES = frozenset(
    {
        "builtins", "collections", "datetime", "decimal", "enum", "fairlearn", "flask", "fractions", "functools",
        "itertools", "math", "matplotlib", "numpy", "operator", "pandas", "pathlib", "plotly", "polars", "pydantic",
        "scipy", "sklearn", "statistics", "tokenizers", "torch", "transformers", "zoneinfo",
    }
)  # fmt: skip
"""Top-level modules whose classes and functions are known by their full name."""


class CodecError(WorkbenchError):
    """A value that cannot be encoded, or bytes that are not an encoding."""


class TooLargeError(CodecError):
    """A value whose encoding would exceed the limit."""


class Opaque:
    """Stands for a value of a type that does not travel. Equals nothing, not even itself, as NaN does.

    type_name: the name of the value's class; text: what it was, at most 200 characters.
    """

    __slots__ = ("text", "type_name")

    def __init__(self, type_name: str, text: str = "") -> None:
        self.type_name = type_name[:MAX_TEXT]
        self.text = text[:MAX_TEXT]

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return f"<{self.text or self.type_name}>"


@dataclass(frozen=True, kw_only=True, eq=False)
class Described:
    """A live object as data. kind: figure, estimator, tree, module, dataclass, pydantic, exception, enum, class,
    function or dtype; type_name: its class, with the module where that is a library's; data: what was kept of it.

    Compared by identity: ``data`` may hold arrays, so whether two are equal is a question for the comparison.
    """

    kind: str
    type_name: str
    data: Any = None


class Record(tuple[Any, ...]):
    """A named tuple whose class is not known here: equal to the plain tuple, its fields are attributes."""

    _name: str
    _fields: tuple[str, ...]

    def __new__(cls, name: str, fields: Iterable[str], items: Iterable[Any]) -> Record:
        made = super().__new__(cls, items)
        names = tuple(fields)
        # The instance's dictionary, because a field may be called ``count`` or ``index``.
        made.__dict__.update(zip(names, made, strict=True))
        made.__dict__.update(_name=name, _fields=names)
        return made

    def __getnewargs__(self) -> tuple[str, tuple[str, ...], tuple[Any, ...]]:
        return self._name, self._fields, tuple(self)

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        return f"{self._name}({', '.join(f'{k}={v!r}' for k, v in self._asdict().items())})"


def want(value: Any, *kinds: type) -> Any:
    """The value, when its class is exactly one of ``kinds``. Raises CodecError otherwise."""
    if type(value) not in kinds:
        raise CodecError(f"The data has {type(value).__name__} where {kinds[0].__name__} belongs.")
    return value


# -- looks at an object that call none of its own methods --------------------------------------------------------------

_mro_of = type.__dict__["__mro__"].__get__
_dict_of = type.__dict__["__dict__"].__get__
_module_of = type.__dict__["__module__"].__get__
_qualname_of = type.__dict__["__qualname__"].__get__


def mro(cls: type) -> tuple[type, ...]:
    """The real order of base classes, whatever the metaclass says."""
    found: tuple[type, ...] = _mro_of(cls)
    return found


def class_dict(cls: type) -> Mapping[str, Any]:
    """What the class itself defines."""
    found: Mapping[str, Any] = _dict_of(cls)
    return found


def from_class(cls: type, name: str) -> Any:
    """What a class or its bases define under a name, as it stands there; None when nothing does."""
    return next((class_dict(base)[name] for base in mro(cls) if name in class_dict(base)), None)


def instance_dict(value: Any) -> dict[Any, Any]:
    """The attributes an object carries, as a copy, past any property or ``__getattribute__`` of its class."""
    for base in mro(type(value)):
        slot = class_dict(base).get("__dict__")
        if type(slot) is types.GetSetDescriptorType:
            return dict(dict.items(slot.__get__(value)))
    return {}


def attribute(value: Any, name: str, attributes: Mapping[Any, Any]) -> Any:
    """An attribute out of ``attributes`` or of a slot. Raises KeyError when it is kept in neither."""
    if name in attributes:
        return attributes[name]
    slot = from_class(type(value), name)
    if type(slot) is types.MemberDescriptorType:
        return slot.__get__(value)
    raise KeyError(name)


def plain_text(text: Any) -> str:
    """The characters of a str or of a subclass of it; empty for anything else."""
    return str.__str__(text) if str in mro(type(text)) else ""


def type_name(cls: type) -> str:
    """The full name of a library's class, the bare one of any other.

    A learner's class and the author's live in modules of different names, and are the same answer. Code points that
    UTF-8 cannot carry are replaced.
    """
    name = plain_text(_qualname_of(cls)).rpartition("<locals>.")[2]
    module = plain_text(_module_of(cls))
    known = module != "builtins" and module.partition(".")[0] in LIBRARIES
    full = f"{module}.{name}" if known else name
    return full[:MAX_TEXT].encode("utf-8", "replace").decode()
