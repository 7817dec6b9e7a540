"""What code prints, logs and displays while it is checked: kept, so that it can be shown once or not at all."""

from __future__ import annotations

import contextlib
import io
import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

MOST_SHOWN = 20_000
"""Characters of text that are kept of one call to be shown again."""
_MOST_DISPLAYS = 20


@dataclass(frozen=True)
class Output:
    """One piece. content: a text, or the arguments of a display as ``(data, metadata)``."""

    kind: Literal["stdout", "stderr", "display"]
    content: Any


@dataclass
class Caught:
    """Collects the outputs of a call in their order."""

    outputs: list[Output] = field(default_factory=list)
    printed: io.StringIO = field(default_factory=io.StringIO)
    _room: int = MOST_SHOWN
    _displays: int = 0

    def getvalue(self) -> str:
        """What went to the standard output."""
        return self.printed.getvalue()

    def write(self, kind: Literal["stdout", "stderr"], text: str) -> None:
        if kind == "stdout":
            self.printed.write(text)
        text, self._room = text[: self._room], max(0, self._room - len(text))
        if text and self.outputs and self.outputs[-1].kind == kind:
            self.outputs[-1] = Output(kind, self.outputs[-1].content + text)
        elif text:
            self.outputs.append(Output(kind, text))

    def display(self, data: dict[str, Any], metadata: dict[str, Any] | None = None, **_: Any) -> None:
        """In place of the publisher of a notebook."""
        self._displays += 1
        if self._displays <= _MOST_DISPLAYS:
            self.outputs.append(Output("display", (data, metadata)))


class _Stream(io.TextIOBase):
    """A standard stream that ends in a Caught."""

    def __init__(self, caught: Caught, kind: Literal["stdout", "stderr"]) -> None:
        self._caught, self._kind = caught, kind

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"  # a progress bar asks before it draws its blocks

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._caught.write(self._kind, text)
        return len(text)


@contextlib.contextmanager
def catching() -> Iterator[Caught]:
    """Keep what the body prints, logs and displays from appearing."""
    caught = Caught()
    out, err = _Stream(caught, "stdout"), _Stream(caught, "stderr")
    with contextlib.redirect_stdout(out), _logs_to(err), contextlib.redirect_stderr(err), _displays_to(caught):
        yield caught


@contextlib.contextmanager
def _logs_to(stream: io.TextIOBase) -> Iterator[None]:
    """Log handlers hold the stream that was there when they were made."""
    found = (reference() for reference in list(logging._handlerList))  # type: ignore[attr-defined]
    usual = (sys.stderr, sys.__stderr__, sys.__stdout__)
    # The handler of last resort has no stream of its own to set.
    turned = [
        (handler, handler.__dict__["stream"])
        for handler in found
        if isinstance(handler, logging.StreamHandler) and any(handler.__dict__.get("stream") is one for one in usual)
    ]
    for handler, _ in turned:
        handler.stream = stream
    try:
        yield
    finally:
        for handler, before in turned:
            handler.stream = before


@contextlib.contextmanager
def _displays_to(caught: Caught) -> Iterator[None]:
    publisher = _publisher()
    if publisher is None:
        yield
        return
    before = {name: vars(publisher)[name] for name in ("publish", "clear_output") if name in vars(publisher)}
    publisher.publish = caught.display
    publisher.clear_output = lambda *_, **__: None
    try:
        yield
    finally:
        for name in ("publish", "clear_output"):
            vars(publisher).pop(name, None)
        vars(publisher).update(before)


def _publisher() -> Any:
    """What displays in a notebook; None elsewhere."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return None if shell is None else shell.display_pub


def replay(outputs: Sequence[Output]) -> None:
    """Let outputs appear that were kept from it."""
    publisher = _publisher()
    for output in outputs:
        if output.kind != "display":
            stream = sys.stdout if output.kind == "stdout" else sys.stderr
            stream.write(output.content)
            stream.flush()
        elif publisher is not None:
            publisher.publish(output.content[0], output.content[1])
