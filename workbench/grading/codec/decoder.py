"""The tree of the wire → values: nothing is executed, imported by a name from the data, or allocated on a claim."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from workbench.grading.codec import arrays, columns, containers, dates, objects, pandas, plain, polars, sparse, torch
from workbench.grading.codec.protocols import Node
from workbench.grading.codec.types import MAX_DEPTH, MAX_NODES, CodecError

Handler = Callable[..., Any]

_LEAVES = frozenset({type(None), bool, int, float, str, bytes})
_DECODERS: dict[str, Handler] = {
    **plain.DECODERS,
    **containers.DECODERS,
    **dates.DECODERS,
    **objects.DECODERS,
    **arrays.DECODERS,
    **sparse.DECODERS,
    **torch.DECODERS,
    **columns.DECODERS,
    **pandas.DECODERS,
    **polars.DECODERS,
}
_SLACK = 8
"""Levels that the tree of a single value may take beyond those that the encoder counts."""
_CPU_SECONDS = 20.0
"""Far more than the largest honest value needs; keys made to collide in a hash table would need hours."""


class TreeDecoder:
    """Decodes one tree. Every handler checks the kind of each field before it uses it."""

    def __init__(self, *, limit: int) -> None:
        self.limit = limit
        self.nodes = 0
        self.offset_steps = pandas.MAX_OFFSET_STEPS
        self._unbacked = limit
        self._depth = 0
        self._until = time.thread_time() + _CPU_SECONDS

    def value(self, node: Node) -> Any:
        """The value of a node. Raises CodecError, or anything that ``decode`` turns into one."""
        self.count(1)
        kind = type(node)
        if kind in _LEAVES:
            return node
        if kind is not list or not node:
            raise CodecError("The data has a node of an unknown kind.")
        if type(node[0]) is not str or node[0] not in _DECODERS:
            raise CodecError("The data has a node of an unknown kind.")
        if self._depth >= MAX_DEPTH + _SLACK:
            raise CodecError(f"The data is nested more than {MAX_DEPTH} levels deep.")
        self._depth += 1
        try:
            return _DECODERS[node[0]](self, *node[1:])
        finally:
            self._depth -= 1

    def values(self, nodes: Iterable[Node]) -> list[Any]:
        return [self.value(node) for node in nodes]

    def count(self, parts: int) -> None:
        """Account for values, before they are made."""
        self.nodes += parts
        if self.nodes > MAX_NODES:
            raise CodecError(f"The data has more than {MAX_NODES:,} parts.")

    def claim(self, size: int) -> None:
        """Account for memory that no bytes of the data stand behind."""
        self._unbacked -= size
        if size < 0 or self._unbacked < 0:
            raise CodecError("The data claims more than it holds.")

    def pace(self) -> None:
        """To be called now and then by what may take long on data made for it."""
        if time.thread_time() > self._until:
            raise CodecError("The data takes too long to read: it was made to.")

    def distinct(self, items: Iterable[Any]) -> None:
        """Raises CodecError for equal items. Paced, before the same is asked of a library that cannot be stopped."""
        seen: set[Any] = set()
        for position, item in enumerate(items):
            if not position % 256:
                self.pace()
            before = len(seen)
            seen.add(item)
            if len(seen) == before:
                raise CodecError("The data repeats what must be distinct.")
