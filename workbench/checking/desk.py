"""Where a lesson lays down what its cells give to ``exercise``, until the cell has ended."""

from __future__ import annotations

from collections.abc import Callable, Collection
from types import FrameType
from typing import Any

from workbench.checking.ends import Cell, catch_up, running_cell
from workbench.checking.given import Given, give


class Desk:
    """known: the names of the exercises; refuse: called with a name that is none of them, to raise; look: called with a
    cell that has ended and what it gave."""

    def __init__(
        self,
        known: Callable[[], Collection[str]],
        refuse: Callable[[str], object],
        look: Callable[[Cell, list[Given]], None],
    ) -> None:
        self._known, self._refuse, self._look = known, refuse, look
        self._waiting: dict[Cell, dict[tuple[object, ...], Given]] = {}

    def take(self, candidate: Any, frame: FrameType) -> None:
        """Have an object looked at when the cell of ``frame`` has ended."""
        catch_up()
        known = self._known()
        given = give(candidate, frame, known)
        if given.name is not None and given.name not in known:
            self._refuse(given.name)
        cell = running_cell(frame)
        waiting = self._waiting.setdefault(cell, {})
        waiting.pop(given.place, None)  # what a line gives again comes in its last version, at its last place
        waiting[given.place] = given
        if given.name is not None:
            cell.names.add(given.name)
        cell.at_end(self._ended)

    def waiting(self, name: str) -> Given | None:
        """What a running cell has given for an exercise."""
        found = [one for given in self._waiting.values() for one in given.values() if one.name == name]
        return found[-1] if found else None

    def _ended(self, cell: Cell) -> None:
        self._look(cell, list(self._waiting.pop(cell, {}).values()))
