"""Do something when the cell that is running has ended.

What a cell defines can be judged only then: a recursive function, a class that names itself and a helper further down
are all there, under their own names.

In IPython the end of a cell is an event, which comes when the cell has failed too, while what is displayed still lands
below it. A script has no such event. Its cells end where the next ``# %%`` begins; in one without such marks, before
the first statement that uses a name in question; and any code ends with its frame, so that everything is settled
before Python leaves it. To see that, the lines of this one frame are traced, until then and no longer. Where a debugger
traces already, what waits is settled at the next call into the lesson, and at the latest at exit.
"""

from __future__ import annotations

import ast
import atexit
import linecache
import re
import sys
from bisect import bisect_right
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any
from weakref import WeakSet

from workbench.checking.attempt import Definition, first_line, tree_of

_MARK = re.compile(r"# ?%%|# In\[")


class Cell:
    """A cell that is running.

    top: what it defines is global, as in a notebook; source: as its author wrote it, once it has ended and if known;
    id: of the cell in its notebook, likewise.
    """

    def __init__(self, *, top: bool = True) -> None:
        self.top = top
        self.source = ""
        self.id: str | None = None
        self.names: set[str] = set()
        self._actions: list[Callable[[Cell], None]] = []

    def at_end(self, action: Callable[[Cell], None]) -> None:
        """Call ``action`` with this cell when it has ended, once, after what was asked for before."""
        if action not in self._actions:
            self._actions.append(action)

    def end(self) -> None:
        """Do what waits for the end. What an action raises comes out after all have had their turn."""
        failed: BaseException | None = None
        while self._actions:
            try:
                self._actions.pop(0)(self)
            except BaseException as error:
                failed = failed or error
        if failed is not None:
            raise failed


def running_cell(frame: FrameType) -> Cell:
    """The cell that the code of this frame belongs to."""
    shell = _shell_of(frame)
    if shell is not None:
        return _cell_of_shell(shell)
    return _cell_of_frame(frame)


def catch_up() -> None:
    """Settle what waits although its cell may have ended, because nobody could see the end."""
    while _unseen:
        _unseen.pop(next(iter(_unseen))).end()


# -- IPython -----------------------------------------------------------------------------------------------------------

_hooked: WeakSet[Any] = WeakSet()
_in_shell: list[Cell] = []


def _run_code() -> CodeType | None:
    """The function of IPython in which the code of every cell runs."""
    module = sys.modules.get("IPython.core.interactiveshell")
    return None if module is None else module.InteractiveShell.run_code.__code__


def _shell_of(frame: FrameType | None) -> Any:
    """The shell that runs this frame in a cell; None for a script, also for one that a cell starts."""
    wanted = _run_code()
    while frame is not None and wanted is not None and not _is_script(frame):
        if frame.f_code is wanted:
            return frame.f_locals["self"]
        frame = frame.f_back
    return None


def _is_inside_a_cell(frame: FrameType | None) -> bool:
    """Whether a cell has not ended, of which the one that has was a part, as below ``%%capture``."""
    wanted = _run_code()
    while frame is not None and frame.f_code is not wanted:
        frame = frame.f_back
    return frame is not None


def _cell_of_shell(shell: Any) -> Cell:
    if shell not in _hooked:
        _hooked.add(shell)
        # After post_execute, so that the cell's own figures have been shown. It does not come for a silent cell.
        shell.events.register("post_run_cell", _Ended(shell))
        shell.events.register("pre_execute", _Begins(shell))
    if not _in_shell:
        _in_shell.append(Cell())
    return _in_shell[-1]


class _Ended:
    """The event after a cell."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell

    def __call__(self, result: Any = None) -> None:
        if not _in_shell or _is_inside_a_cell(sys._getframe()):
            return
        cell = _in_shell.pop()
        info = getattr(result, "info", None)
        cell.source, cell.id = getattr(info, "raw_cell", None) or "", getattr(info, "cell_id", None)
        try:
            cell.end()
        except (Exception, KeyboardInterrupt) as error:
            # As if the cell had raised it: whoever runs the notebook must see that the check itself broke.
            self._shell.showtraceback()
            if result is not None and result.error_in_exec is None:
                result.error_in_exec = error


class _Begins(_Ended):
    """The event before a cell: another one has ended without saying so."""

    def __call__(self, result: Any = None) -> None:
        del result
        super().__call__()


def keep_kernel() -> None:
    """Let ``quit()`` and ``exit()`` end their cell and not the kernel: a cell that fails costs what it defines, here as
    in a class, and the cells below are checked."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None or not hasattr(shell, "kernel"):
        return
    for name in ("exit", "quit"):
        if shell.user_ns.get(name) is shell.exiter:
            shell.user_ns[name] = shell.user_ns_hidden[name] = _Quit(name)


class CellEndedError(Exception):
    """Raised by ``quit()`` and ``exit()``. No SystemExit: about that IPython gives the advice to call ``quit``."""


class _Quit:
    """What ``quit`` and ``exit`` mean in a lesson."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"{self._name}() ends its cell. To end the kernel, use the menu Kernel."

    def __call__(self, *_: object, **__: object) -> None:
        raise CellEndedError(repr(self))


# -- scripts and other code --------------------------------------------------------------------------------------------

_watched: dict[FrameType, tuple[Cell, Callable[[int], bool]]] = {}
_unseen: dict[FrameType | None, Cell] = {}


def _is_script(frame: FrameType) -> bool:
    """Whether the frame is the top level of a file, rather than text that something executes."""
    return frame.f_code.co_name == "<module>" and frame.f_globals.get("__file__") == frame.f_code.co_filename


def _cell_of_frame(frame: FrameType) -> Cell:
    if frame in _watched:
        return _watched[frame][0]
    if frame in _unseen:
        return _unseen[frame]
    top = frame.f_code.co_name == "<module>"
    cell = Cell(top=top)
    cell.source = "".join(linecache.getlines(frame.f_code.co_filename)) if top else ""
    if sys.gettrace() not in (None, _on_call):
        _unseen[frame] = cell
        return cell
    _watched[frame] = cell, _when_due(frame, cell)
    frame.f_trace = _on_event
    sys.settrace(_on_call)
    return cell


def _when_due(frame: FrameType, cell: Cell) -> Callable[[int], bool]:
    """Whether the cell has ended when a line of its frame is about to run."""
    if not cell.top:
        header = _header(frame)
        return lambda line: line not in header  # a function: what it has given is complete by its next statement
    if not _is_script(frame):
        return lambda _: False
    marks = [number for number, line in enumerate(cell.source.split("\n"), start=1) if _MARK.match(line)]
    if marks:
        here = bisect_right(marks, frame.f_lineno)
        return lambda line: bisect_right(marks, line) != here
    return _Uses(cell)


def _header(frame: FrameType) -> range:
    """The lines of the definition whose decorators are at work, which is bound to its name after the last of them."""
    for node in ast.walk(tree_of("".join(linecache.getlines(frame.f_code.co_filename)))):
        if isinstance(node, Definition) and first_line(node) <= frame.f_lineno <= node.lineno:
            return range(first_line(node), node.lineno + 1)
    return range(0)


class _Uses:
    """Whether the statement at a line uses one of the names that a cell has given away."""

    def __init__(self, cell: Cell) -> None:
        self._cell = cell
        self._statements: dict[int, set[str]] = {}
        for node in tree_of(cell.source).body:
            if not isinstance(node, Definition | ast.Import | ast.ImportFrom):
                loaded = {x.id for x in ast.walk(node) if isinstance(x, ast.Name) and isinstance(x.ctx, ast.Load)}
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    self._statements.setdefault(line, set()).update(loaded)

    def __call__(self, line: int) -> bool:
        return not self._cell.names.isdisjoint(self._statements.get(line, ()))


def _on_call(_frame: FrameType, _event: str, _argument: Any) -> None:
    """Frames that begin now are of no interest."""


def _on_event(frame: FrameType, event: str, _argument: Any) -> Any:
    if frame not in _watched:
        return None
    cell, is_due = _watched[frame]
    if event != "return" and not (event == "line" and is_due(frame.f_lineno)):
        return _on_event
    _leave(frame)
    sys.call_tracing(cell.end, ())  # a check may need to trace a loop that does not end
    return None


def _leave(frame: FrameType) -> None:
    del _watched[frame]
    frame.f_trace = None
    if not _watched and sys.gettrace() is _on_call:
        sys.settrace(None)


@atexit.register
def _at_exit() -> None:
    for frame in list(_watched):
        _unseen[frame] = _watched[frame][0]
        _leave(frame)
    if _in_shell:
        _unseen[None] = _in_shell.pop()
    catch_up()
