"""The summary of a batch run: ``summary.json`` for programs, ``summary.html`` for people."""

from __future__ import annotations

import json
import os
import platform
from collections import Counter
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from workbench import __version__
from workbench.batch.display import SIGNS, size, span
from workbench.batch.model import Failure, Result
from workbench.batch.runner import Run
from workbench.files import write_atomic

_WORDS = {"passed": "passed", "failed": "failed", "unchanged": "unchanged", "stopped": "not run"}


def write_summary(run: Run) -> None:
    """Write both summaries into the run's output folder."""
    paths = run.plan.paths
    content = json.dumps(summary(run), ensure_ascii=False, indent=1) + "\n"
    write_atomic(paths.summary_json, content)
    write_atomic(paths.summary_html, summary_page(run))


def counts(run: Run) -> dict[str, int]:
    """Status → how many lessons; each status is there."""
    found = Counter(result.status for result in run.results)
    return {status: found.get(status, 0) for status in ("passed", "unchanged", "failed", "stopped")}


def summary(run: Run) -> dict[str, Any]:
    """The run as plain data. seconds: wall time; memory: bytes; notebook: relative to the output folder."""
    return {
        "version": 1,
        "workbench": __version__,
        "python": platform.python_version(),
        "mode": run.plan.mode,
        "parameters": run.plan.parameters,
        "workers": run.plan.workers,
        "started": run.started,
        "seconds": round(run.seconds, 3),
        "interrupted": run.interrupted,
        "counts": counts(run),
        "lessons": [_entry(run, result) for result in run.results],
    }


def _entry(run: Run, result: Result) -> dict[str, Any]:
    entry = result.to_dict()
    target = Path(entry.pop("target"))
    entry["notebook"] = _relative(target, run.plan.paths.out) if target.exists() else None
    entry["seconds"] = round(result.seconds, 3)
    return entry


def _relative(target: Path, out: Path) -> str:
    return Path(os.path.relpath(target, out)).as_posix()


# -- the page ----------------------------------------------------------------------------------------------------------

_STYLE = Path(__file__).with_name("summary.css")


def summary_page(run: Run) -> str:
    """A page by itself: no script, nothing loaded from elsewhere."""
    told = counts(run)
    title = "Batch run: " + ("stopped early" if run.interrupted else "all good" if not run.failed else _some(told))
    parameters = ", ".join(f"{name} = {value}" for name, value in run.plan.parameters.items()) or "the lessons' own"
    tiles = [(str(n), _WORDS[status]) for status, n in told.items() if n or status in ("passed", "failed")]
    tiles += [(span(run.seconds), "in all")]
    tile_list = "".join(f"<li><b>{escape(n)}</b>{escape(word)}</li>" for n, word in tiles)
    failures = "".join(_failed_lesson(run, result) for result in run.failed)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n"
        f'<p class="soft">Lessons as {escape(run.plan.mode)}, parameters: {escape(parameters)}, '
        f"{run.plan.workers} at a time. Started {_time(run.started)}. "
        f"Workbench {escape(__version__)}, Python {escape(platform.python_version())}.</p>\n"
        f'<ul class="tiles">{tile_list}</ul>\n{_table(run)}\n'
        + (
            f'<section aria-labelledby="wrong">\n<h2 id="wrong">What went wrong</h2>\n{failures}</section>\n'
            if failures
            else ""
        )
        + "</main>\n</body>\n</html>\n"
    )


def _some(told: dict[str, int]) -> str:
    total = sum(told.values())
    return f"{told['failed']} of {total} lessons failed" if total > 1 else "the lesson failed"


def _time(moment: str) -> str:
    """An ISO 8601 moment for the eye and for programs."""
    return f'<time datetime="{escape(moment)}">{datetime.fromisoformat(moment):%d %B %Y, %H:%M}</time>'


def _anchor(lesson: str) -> str:
    return "lesson-" + lesson.replace("/", "-")


def _table(run: Run) -> str:
    longest = max((result.seconds for result in run.results), default=0.0) or 1.0
    rows = "\n".join(_row(run, result, longest) for result in run.results)
    return (
        '<h2 id="lessons">Lessons</h2>\n'
        '<div class="scroll" role="region" aria-labelledby="lessons" tabindex="0"><table>\n'
        "<caption>Wall time with the kernel's start; the peak of the kernel's memory, with the processes it started. "
        "For an unchanged lesson both are of its last run.</caption>\n"
        '<thead><tr><th scope="col">Lesson</th><th scope="col">Status</th><th scope="col" class="number">Time</th>'
        '<th scope="col" class="number">Memory</th><th scope="col" class="number">Exercises right</th>'
        '<th scope="col">Notebook</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _row(run: Run, result: Result, longest: float) -> str:
    mark = f"{SIGNS[result.status]} {_WORDS[result.status]}"
    status = f'<a class="failed" href="#{_anchor(result.lesson)}">{mark}</a>' if result.status == "failed" else mark
    time = span(result.seconds) if result.seconds else "–"
    width = 100 * result.seconds / longest
    bar = f'<span class="bar" style="width:{width:.0f}%" aria-hidden="true"></span>' if result.seconds else ""
    right = sum(verdict.outcome == "passed" for verdict in result.verdicts)
    exercises = f"{right} of {len(result.verdicts)}" if result.verdicts else "–"
    return (
        f'<tr><th scope="row">{escape(result.title)}<span class="soft">{escape(result.lesson)}</span></th>'
        f'<td class="status {result.status}">{status}</td><td class="number">{time}{bar}</td>'
        f'<td class="number">{size(result.memory)}</td><td class="number">{exercises}</td>'
        f"<td>{_link(run, result)}</td></tr>"
    )


def _link(run: Run, result: Result) -> str:
    target = Path(result.target)
    if not target.exists():
        return "–"
    address = quote(_relative(target, run.plan.paths.out))
    return f'<a href="{address}" aria-label="Notebook of {escape(result.lesson)}">{escape(target.name)}</a>'


def _failed_lesson(run: Run, result: Result) -> str:
    parts = "".join(_failure(failure) for failure in result.failures)
    return (
        f'<article id="{_anchor(result.lesson)}" aria-labelledby="{_anchor(result.lesson)}-title">'
        f'<h3 id="{_anchor(result.lesson)}-title">{escape(result.title)} '
        f'<span class="soft">{escape(result.lesson)}</span></h3>{parts}<p>{_link(run, result)}</p></article>\n'
    )


def _failure(failure: Failure) -> str:
    where = f" in cell {failure.cell}" if failure.cell else ""
    text = f'<p><strong class="failed">{escape(failure.name)}{where}:</strong> {escape(failure.message[:2000])}</p>'
    if failure.source:
        label = f"Source of cell {failure.cell}"
        source = escape(failure.source)
        text += f'<p class="soft">{label}</p><pre tabindex="0" aria-label="{label}"><code>{source}</code></pre>'
    if failure.traceback and failure.traceback != failure.message:
        text += (
            f"<details open><summary>{'Traceback' if failure.cell else 'Feedback'}</summary>"
            f'<pre tabindex="0" aria-label="Details"><code>{escape(failure.traceback[:20000])}</code></pre></details>'
        )
    return text
