"""A slip that Python itself notices before the lesson can: the letter of an answer without its quotes."""

from __future__ import annotations

import re
import sys
from types import TracebackType
from typing import Any

from workbench.feedback import message_card


def advise_on_letters() -> None:
    """Let the notebook's shell say in a card what ``answer=b`` lacks, in place of a traceback. Elsewhere nothing."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None and not getattr(shell, "has_workbench_advice", False) and not shell.custom_exceptions:
        shell.set_custom_exc((NameError,), _tell)
        shell.has_workbench_advice = True


def _tell(
    shell: Any, kind: type[NameError], error: NameError, trace: TracebackType, tb_offset: int | None = None
) -> None:
    source = _cell(trace)
    letter = error.name or ""
    if len(letter) == 1 and ".quiz(" in source and re.search(rf"\banswer\s*=\s*{letter}\b", source):
        sys.modules["IPython"].display.display(
            message_card(
                "A letter needs quotes",
                f'Write `answer="{letter}"`: without quotes Python takes {letter} for the name of something.',
                tone="bad",
            )
        )
        return
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _cell(trace: TracebackType | None) -> str:
    """The source of the cell in which the exception arose."""
    import linecache

    while trace is not None:
        lines = linecache.getlines(trace.tb_frame.f_code.co_filename)
        if any(".quiz(" in line for line in lines) and trace.tb_next is None:
            return "".join(lines)
        trace = trace.tb_next
    return ""
