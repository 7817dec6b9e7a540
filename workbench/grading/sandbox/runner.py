"""The confined process: run the cells of one notebook, then call what it defined, as often as it is asked.

Hostile from the first cell on. What it sends is data for the trusted side to judge; what it receives comes from there,
so pickles are read here, and only here.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import linecache
import pickle
import socket
import sys
import time
import traceback
import types
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from workbench.checking.asking import calm
from workbench.checking.given import own_name
from workbench.checking.limits import PATIENCE, OutOfTimeError, time_limit
from workbench.checking.outputs import Caught
from workbench.grading.codec import CodecError, encode
from workbench.grading.sandbox import frames, recorder
from workbench.grading.sandbox.limits import MB, Limits

_MOST_ASKED = 512 * MB
_MOST_PRINTED = 2_000
_LONGEST_MESSAGE = 500
_LEAST_OF_A_CELL = 5.0  # seconds
_LEAST = 0.05  # seconds that even the last of many calls gets


def prepare() -> None:
    """What is the same for all submissions; done once, before the forks."""
    recorder.install()
    import builtins

    builtins.__dict__["display"] = lambda *_, **__: None


def run(descriptor: int, limits: Limits) -> int:
    """Serve the trusted side until it closes. Returns the exit code."""
    with socket.socket(fileno=descriptor) as connection:
        notebook = Notebook(connection, limits)
        while True:
            try:
                asked = pickle.loads(frames.receive(connection, limit=_MOST_ASKED))
                getattr(notebook, asked.pop("op"))(**asked)
            except frames.FrameError:
                return 0


class Notebook:
    """The namespace of one submission, and what may be asked of it."""

    def __init__(self, connection: socket.socket, limits: Limits) -> None:
        self._connection, self._limits = connection, limits
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        self._names = module.__dict__
        self._own = recorder.Own({}, self._names)
        self._left = limits.load
        self._loop: asyncio.AbstractEventLoop | None = None

    def load(self, cells: list[tuple[int, str]], stubs: dict[str, str]) -> None:
        """Run the cells in order. One that fails costs only what it defines. Each is announced before it runs.

        stubs: name → fingerprint of the lesson's exercises.
        """
        failed = []
        self._own = recorder.Own(stubs, self._names)
        for number, source in cells:
            self._send({"cell": number})
            problem = self._cell(number, source)
            if problem is not None:
                failed.append({"cell": number, **problem})
        told = {"answers": dict(recorder.Lesson.answers), "nameless": dict(self._own.nameless)}
        self._send({"loaded": True, "failed": failed, **told})

    def define(self, module: str, source: str) -> None:
        """Make the module from which probes and the classes of inputs come."""
        made = types.ModuleType(module)
        sys.modules[module] = made
        exec(compile(source, f"<{module}>", "exec", dont_inherit=True), made.__dict__)
        self._send({"defined": True})

    def calls(self, name: str, probe: tuple[str, str] | None, cases: list[tuple[bytes, int]], seconds: float) -> None:
        """Call a function or class of the notebook on each case; one answer per case. seconds: for all together."""
        candidate = self._own.versions.get(name, self._names.get(name))
        deadline = time.monotonic() + seconds
        answer: dict[str, Any] = {}
        for inputs, seed in cases:
            if "timeout" not in answer:
                with own_name(self._names, name, candidate):
                    answer = _call(candidate, probe, inputs, seed, max(deadline - time.monotonic(), _LEAST))
            self._send(answer)

    def _cell(self, number: int, source: str) -> dict[str, Any] | None:
        filename = f"<cell {number}>"
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        self._own.begin()
        begun = time.monotonic()
        try:
            code = compile(source, filename, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
            limit = min(self._limits.load, max(self._left, _LEAST_OF_A_CELL))
            with time_limit(limit, patience=PATIENCE), calm():
                self._execute(code)
        except OutOfTimeError as error:
            # The cells below call the same function that does not end, one after the other.
            self._left -= time.monotonic() - begun
            return explain(error, filename)
        except BaseException as error:  # also a panic of a library that is written in Rust, exit() and the like
            return explain(error, filename)
        finally:
            with suppress(Exception):  # what a notebook gives may fail whoever looks at it: then it is not given
                self._own.end(source)
        return None

    def _execute(self, code: types.CodeType) -> None:
        """Run a cell, which may await at its top level; all cells share one event loop, as in a kernel."""
        if not code.co_flags & inspect.CO_COROUTINE:
            exec(code, self._names)
            return
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        self._loop.run_until_complete(eval(code, self._names))

    def _send(self, answer: dict[str, Any]) -> None:
        try:
            data = encode(answer, limit=self._limits.reply)
        except CodecError as error:
            data = encode({"error": {"type": type(error).__name__, "message": str(error), "line": None, "source": ""}})
        frames.send(self._connection, data)


def _call(candidate: Any, probe: tuple[str, str] | None, inputs: bytes, seed: int, seconds: float) -> dict[str, Any]:
    if candidate is None:
        return {"missing": True}
    arguments: dict[str, Any] = pickle.loads(inputs)
    function = _probe(candidate, probe)
    answer: dict[str, Any] = {}
    caught = Caught()
    try:
        with time_limit(seconds, patience=PATIENCE), calm(seed) as caught:
            answer["value"] = function(**arguments)
    except OutOfTimeError as error:
        answer |= {"error": explain(error, None), "timeout": True}
    except BaseException as error:  # also a panic of a library that is written in Rust, exit() and the like
        answer["error"] = explain(error, None)
    answer["printed"] = caught.getvalue()[:_MOST_PRINTED]
    answer["inputs"] = arguments
    return answer


def _probe(candidate: Any, probe: tuple[str, str] | None) -> Callable[..., Any]:
    if probe is None:
        return candidate  # type: ignore[no-any-return]
    function = getattr(sys.modules[probe[0]], probe[1])
    return lambda **arguments: function(candidate, **arguments)


def explain(error: BaseException, filename: str | None) -> dict[str, Any]:
    """An exception as data, with the last line of the notebook's own code that it passed."""
    if isinstance(error, SyntaxError) and error.filename == filename:
        line, source = error.lineno, error.text or ""
    else:
        own = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith("<cell ")]
        line, source = (own[-1].lineno, own[-1].line or "") if own else (None, "")
    try:
        message = str(error)[:_LONGEST_MESSAGE]
    except Exception:  # an exception of the notebook's own making
        message = ""
    kind = "TimeoutError" if isinstance(error, OutOfTimeError) else type(error).__name__
    return {"type": kind[:100], "message": message, "line": line, "source": source.strip()[:200]}
