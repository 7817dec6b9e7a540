"""Values → the tree of the wire: the encoder, which walks a value without calling any method of a foreign class."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

from workbench.checking.limits import OutOfTimeError
from workbench.checking.show import loaded_class
from workbench.grading.codec import arrays, columns, containers, dates, objects, pandas, plain, polars, sparse, torch
from workbench.grading.codec.protocols import Encoder, Node
from workbench.grading.codec.types import MAX_DEPTH, MAX_NODES, CodecError, Opaque, TooLargeError, mro, type_name

Handler = Callable[[Encoder, Any], Node]

_STANDARD = (*plain.ENCODERS, *containers.ENCODERS, *dates.ENCODERS, *objects.PLAIN)
_LEAVES: dict[int, Handler] = {id(cls): handler for cls, handler in plain.LEAVES}
_PLAIN: dict[int, Handler] = {id(cls): handler for cls, handler in _STANDARD}
_OF_LIBRARIES: tuple[tuple[str, str, Handler], ...] = (
    *arrays.ENCODERS,
    *sparse.ENCODERS,
    *torch.ENCODERS,
    *columns.ENCODERS,
    *pandas.ENCODERS,
    *polars.ENCODERS,
    *objects.ENCODERS,
)
# By identity: to look a class up by itself would call the __hash__ of its metaclass.


def _handlers() -> dict[int, Handler]:
    """Handlers by the identity of the class, of the libraries that are loaded: a value of another cannot exist."""
    found = dict(_PLAIN)
    for module, name, handler in _OF_LIBRARIES:
        if module in sys.modules:
            cls = loaded_class(module, name)
            if cls != ():
                found[id(cls)] = handler
    return found


class TreeEncoder:
    """Encodes one value. Counts what it has taken, so that a huge value ends early, before it is copied."""

    def __init__(self, *, limit: int) -> None:
        self.limit = limit
        self.nodes = 0
        self.bytes = 0
        self.offset_steps = pandas.MAX_OFFSET_STEPS
        self._handlers: dict[int, Handler] | None = None
        self._resolved: dict[int, Handler] = {}
        self._seen_classes: list[type] = []
        self._open: set[int] = set()

    def value(self, value: Any) -> Node:
        """The node of any value; what cannot travel becomes an Opaque. Raises CodecError beyond the limits."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise TooLargeError(f"The value has more than {MAX_NODES:,} parts. Return less.")
        leaf = _LEAVES.get(id(type(value)))
        if leaf is not None:
            return leaf(self, value)
        return self._compound(value)

    def values(self, values: Iterable[Any]) -> list[Node]:
        return [self.value(value) for value in values]

    def part(self, value: Any) -> Node:
        """The node of something that a value cannot be without: where it is opaque, so is the whole (by TypeError)."""
        node = self.value(value)
        if type(node) is list and node[0] == "opaque":
            raise TypeError("a part that does not travel")
        return node

    def take(self, count: int) -> None:
        """Account for bytes before they are copied."""
        self.bytes += count
        if self.bytes > self.limit:
            raise TooLargeError(f"The value takes more than {self.limit:,} bytes. Return less.")

    def count(self, parts: int) -> None:
        """Account for values that do not pass through ``value``."""
        self.nodes += parts
        if self.nodes > MAX_NODES:
            raise TooLargeError(f"The value has more than {MAX_NODES:,} parts. Return less.")

    def opaque(self, value: Any) -> Node:
        name = type_name(type(value))
        text = value.text if type(value) is Opaque else f"an object of the type {name}"
        return ["opaque", value.type_name if type(value) is Opaque else name, text]

    def _compound(self, value: Any) -> Node:
        key = id(value)
        if key in self._open:
            raise CodecError("The value contains itself, so it cannot be taken over as data. Return a copy without it.")
        if len(self._open) >= MAX_DEPTH:
            raise CodecError(f"The value is nested more than {MAX_DEPTH} levels deep. Return something flatter.")
        self._open.add(key)
        try:
            return self._handler(type(value))(self, value)
        except (CodecError, RecursionError, MemoryError, KeyboardInterrupt, OutOfTimeError):
            raise
        except BaseException:  # a foreign class may raise anything, SystemExit and panics of Rust included
            return self.opaque(value)
        finally:
            self._open.discard(key)

    def _handler(self, cls: type) -> Handler:
        found = self._resolved.get(id(cls))
        if found is None:
            found = self._resolved[id(cls)] = self._resolve(cls)
            self._seen_classes.append(cls)  # kept alive, so that no other class gets its identity
        return found

    def _resolve(self, cls: type) -> Handler:
        """By the first base class that is known. Enumerations first: they may be int or str as well."""
        if self._handlers is None:
            self._handlers = _handlers()
        bases = mro(cls)
        if any(base is Enum for base in bases):
            return objects.encode_enum
        for base in bases:
            if id(base) in self._handlers:
                return self._handlers[id(base)]
        return objects.fallback(cls)
