"""Answers to an exercise whose library does not survive a fork."""

from __future__ import annotations

import os
import sys
from types import ModuleType

import pytest
from typer.testing import CliRunner

from workbench.cli import app
from workbench.proof import answers, forks


@pytest.mark.parametrize("loaded", [False, True])
def test_where_threads_run_nothing_is_forked(monkeypatch: pytest.MonkeyPatch, loaded: bool) -> None:
    monkeypatch.delitem(sys.modules, "jax", raising=False)
    if loaded:
        monkeypatch.setitem(sys.modules, "jax", ModuleType("jax"))
    own = answers.find_answers("02_math/05_optimization")
    own = [answer for answer in own if answer.name in ("gradient_step/right_1", "gradient_step/wrong_1")]
    pids: list[int] = []
    given = answers.try_answer

    def trying(*args: object, **options: object) -> answers.Told:
        pids.append(os.getpid())
        return given(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(answers, "try_answer", trying)
    told = answers.tell_one_exercise("02_math/05_optimization", own)
    assert [each.accepted for each in told] == [True, False]
    assert pids == ([os.getpid()] * 2 if loaded else [])


def test_what_one_raises_is_its_problem() -> None:
    first, second = forks.in_turn(lambda number: 1 // number, [0, 1])
    assert first.result is None
    assert first.problem.startswith("ZeroDivisionError")
    assert second.result == 1


def test_the_command_computes_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands above an exercise may fill a pool of threads, and a fork that wants it waits for ever."""
    for name in forks.THREADS:
        monkeypatch.delenv(name, raising=False)
    seen: list[str | None] = []

    def telling(*_: object, **__: object) -> list[object]:
        seen.extend(os.environ.get(name) for name in forks.THREADS)
        return []

    monkeypatch.setattr(answers, "tell", telling)
    done = CliRunner().invoke(app, ["answers", "02_math/05_optimization"])
    assert done.exit_code == 0, done.output
    assert seen == ["1", "1", "1"]
