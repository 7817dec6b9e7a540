"""The instructor's page of one lesson."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.grading.reports.classroom import ClassReport
from workbench.grading.reports.page import render
from workbench.grading.reports.similar import Pair
from workbench.grading.reports.words import outcome_short

SHOWN_PAIRS = 50
"""Pairs that stand on the page with their sources; the data file has more."""

_RULES = {
    "last_on_time": "the last submission on time, else the last one",
    "best": "the submission with the highest total",
    "last": "the last submission",
}


@dataclass(frozen=True)
class PairTold:
    """A pair and, for each exercise in which it is alike, what the two wrote: (exercise, first, second)."""

    pair: Pair
    sources: tuple[tuple[str, str, str], ...]


def class_page(report: ClassReport, sources: Mapping[str, Mapping[str, str]]) -> str:
    """sources: login → exercise → what they wrote, of all who are in a pair."""
    pairs = report.similar.pairs[:SHOWN_PAIRS] if report.similar else ()
    told = [PairTold(pair, _sources(pair, sources)) for pair in pairs]
    left_out = report.similar.left_out + len(report.similar.pairs) - len(pairs) if report.similar else 0
    return render(
        "class.html",
        report=report,
        pairs=told,
        left_out=left_out,
        rule=_RULES.get(report.counts, report.counts),
        most=max((one.count for one in report.totals.bins), default=0) or 1,
        outcome_short=outcome_short,
    )


def _sources(pair: Pair, sources: Mapping[str, Mapping[str, str]]) -> tuple[tuple[str, str, str], ...]:
    first, second = sources.get(pair.first, {}), sources.get(pair.second, {})
    return tuple((name, first.get(name, ""), second.get(name, "")) for name in pair.exercises)
