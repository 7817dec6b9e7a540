"""What a late submission costs, as small pure functions, and the words in which an instructor writes it.

A share is always a share of the points that the assignment is worth, not of the points that were earned: ten per cent a
day takes the same from everyone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from workbench.errors import WorkbenchError

Rule = Callable[[float, float, timedelta], float]
"""(points earned, points the assignment is worth, time after the end of the grace period) → points lost, before they
are limited to what was earned."""

_DAY = timedelta(days=1)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": _DAY}
_NUMBER = r"\d+(?:\.\d+)?"
_TIME = rf"({_NUMBER})\s*(m|min|minutes?|h|hours?|d|days?)"
_GRACE = re.compile(rf"(?:grace\s+{_TIME}|{_TIME}\s+grace)\b\s*(?:,|then\b)?\s*")
_PER_DAY = re.compile(rf"({_NUMBER})\s*%\s*(?:/|per\s|a\s)\s*day(?:\s*,?\s*up\s+to\s+({_NUMBER})\s*%)?")
_AT_MOST = re.compile(rf"(?:drop\s+to\s+)?at\s+most\s+({_NUMBER})\s*%")
EXAMPLES = "none; 10%/day; 10%/day up to 50%; grace 48h; grace 2h then 10%/day; at most 50%; zero"


def no_loss(points: float, out_of: float, late: timedelta) -> float:  # noqa: ARG001
    return 0.0


def all_lost(points: float, out_of: float, late: timedelta) -> float:  # noqa: ARG001
    return points


def per_day(share: float, *, up_to: float = 1.0) -> Rule:
    """Lose ``share`` (0 … 1) of what the assignment is worth for every day begun, ``up_to`` at most."""

    def lost(points: float, out_of: float, late: timedelta) -> float:  # noqa: ARG001
        days = -(-late // _DAY)
        return min(share * days, up_to) * out_of

    return lost


def at_most(share: float) -> Rule:
    """Keep at most ``share`` (0 … 1) of what the assignment is worth."""

    def lost(points: float, out_of: float, late: timedelta) -> float:  # noqa: ARG001
        return points - share * out_of

    return lost


@dataclass(frozen=True, kw_only=True)
class LatePolicy:
    """A rule and the grace period before it begins; within the grace period a submission is on time."""

    text: str
    rule: Rule
    grace: timedelta = timedelta(0)

    def is_on_time(self, late: timedelta) -> bool:
        return late <= self.grace

    def penalty(self, *, points: float, out_of: float, late: timedelta) -> float:
        """Points lost, between 0 and ``points``. late: time after the learner's own due date, negative when before."""
        if self.is_on_time(late):
            return 0.0
        return max(0.0, min(points, self.rule(points, out_of, late - self.grace)))


def lateness(received: datetime, due: datetime | None, *, extra_minutes: int = 0) -> timedelta:
    """How long after the due date, moved by the learner's extra time, something came; negative when before."""
    if due is None:
        return -_DAY
    return received - due - timedelta(minutes=extra_minutes)


def parse_policy(text: str) -> LatePolicy:
    """Read a late policy: an optional grace period, then a rule. A grace period alone is followed by zero.

    Raises WorkbenchError with the possible forms when the text is not understood or a share is above 100 %.
    """
    rest = " ".join(text.casefold().split())
    grace = timedelta(0)
    if match := _GRACE.match(rest):
        number, unit = (match[1], match[2]) if match[1] else (match[3], match[4])
        grace = _span(text, float(number), unit[0])
        rest = rest[match.end() :] or "zero"
    return LatePolicy(text=text.strip(), rule=_rule(text, rest), grace=grace)


def _span(text: str, number: float, unit: str) -> timedelta:
    try:
        return _UNITS[unit] * number
    except OverflowError:
        raise WorkbenchError(
            f"The grace period in {text!r} is too long. Write some hours or days: grace 48h."
        ) from None


def _rule(text: str, rest: str) -> Rule:
    if rest in ("none", "zero"):
        return no_loss if rest == "none" else all_lost
    if match := _PER_DAY.fullmatch(rest):
        return per_day(_share(text, match[1]), up_to=_share(text, match[2] or "100"))
    if match := _AT_MOST.fullmatch(rest):
        return at_most(_share(text, match[1]))
    raise WorkbenchError(f"The late policy {text!r} is not understood. Write one of: {EXAMPLES}.")


def _share(text: str, number: str) -> float:
    if float(number) > 100:
        raise WorkbenchError(f"The late policy {text!r} takes {number} %. Write a share between 0 and 100 %.")
    return float(number) / 100
