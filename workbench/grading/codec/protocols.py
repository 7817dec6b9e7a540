"""What the codecs of single types see of the walk over a value: they know these two, and no other part of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

Node = Any
"""A part of the tree of the wire."""


class Encoder(Protocol):
    """Walks a value and counts what it takes. limit: bytes; nodes: values so far; offset_steps: how many steps of a
    calendar may still be tried to find the rule of an index."""

    limit: int
    nodes: int
    offset_steps: int

    def value(self, value: Any) -> Node:
        """The node of any value; what cannot travel becomes an Opaque."""

    def values(self, values: Iterable[Any]) -> list[Node]:
        """The nodes of several values."""

    def part(self, value: Any) -> Node:
        """The node of something that a value cannot be without. Raises TypeError where it does not travel."""

    def take(self, count: int) -> None:
        """Account for bytes before they are copied. Raises TooLargeError."""

    def count(self, parts: int) -> None:
        """Account for values that do not pass through ``value``. Raises TooLargeError."""

    def opaque(self, value: Any) -> Node:
        """The node that stands for a value which does not travel."""


class Decoder(Protocol):
    """Walks a tree that may be hostile. limit: bytes; offset_steps: as of the encoder."""

    limit: int
    offset_steps: int

    def value(self, node: Node) -> Any:
        """The value of a node. Raises CodecError, or anything that ``decode`` turns into one."""

    def values(self, nodes: Iterable[Node]) -> list[Any]:
        """The values of several nodes."""

    def count(self, parts: int) -> None:
        """Account for values, before they are made. Raises CodecError."""

    def claim(self, size: int) -> None:
        """Account for memory that no bytes of the data stand behind. Raises CodecError."""

    def pace(self) -> None:
        """To be called now and then by what may take long on data made for it. Raises CodecError."""

    def distinct(self, items: Iterable[Any]) -> None:
        """Raises CodecError for equal items."""
