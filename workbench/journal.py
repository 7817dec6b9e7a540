"""What a lesson remembers of the learner: in the progress store if there is one, and while it is open in any case."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workbench.checking.types import Outcome, Verdict
from workbench.feedback import Card, message_card

if TYPE_CHECKING:
    from workbench.progress import KeptCode, ProgressStore


def notice_card(notice: str) -> Card:
    """Of what the store did on its own: a damaged file was set aside."""
    return message_card("Progress starts anew", notice, tone="bad")


class Journal:
    """The attempts, hints and codes of one lesson. open_store: gives its progress store, or None for none; show: where
    cards go; told: the card for a notice of the store.

    Progress is never worth a lost lesson: a store that fails is told once, and the lesson goes on.
    """

    def __init__(
        self,
        lesson_id: str,
        open_store: Callable[[], ProgressStore | None],
        show: Callable[[Card], None],
        told: Callable[[str], Card] = notice_card,
    ) -> None:
        self._lesson = lesson_id
        self._show = show
        self._told = told
        self._warned = False
        self._attempts: dict[str, int] = {}
        self._hints: dict[str, int] = {}
        self.store: ProgressStore | None = None
        try:
            self.store = open_store()
        except Exception as error:
            self._warn(error)
        self._tell_notice()

    def attempt(self, action: Callable[[ProgressStore], None]) -> None:
        """Do something with the store, if there is one."""
        if self.store is None:
            return
        try:
            action(self.store)
        except Exception as error:
            self._warn(error)
        self._tell_notice()

    def ask(self, question: Callable[[ProgressStore], int]) -> int:
        """A number from the store; 0 where there is none."""
        found = [0]
        self.attempt(lambda store: found.append(question(store)))
        return found[-1]

    def record(self, verdict: Verdict, source: str) -> None:
        """An attempt at an exercise. source: of its cell, which is kept."""
        if verdict.outcome is Outcome.NOT_ATTEMPTED:
            return
        self._record(
            verdict.exercise,
            kind="exercise",
            outcome=str(verdict.outcome),
            score=verdict.score,
            seconds=verdict.seconds,
            diagnosis=verdict.diagnosis.kind if verdict.diagnosis else None,
            code=source,
        )

    def record_choice(self, name: str, outcome: str, chosen: str) -> None:
        """An answer to a quiz."""
        self._record(
            name,
            kind="quiz",
            outcome=outcome,
            score=float(outcome == Outcome.PASSED),
            seconds=None,
            diagnosis=chosen if outcome == Outcome.FAILED else None,
        )

    def _record(self, item: str, **said: Any) -> None:
        """Count an attempt and hand it to the store, see ``ProgressStore.record``."""
        self._attempts[item] = self._attempts.get(item, 0) + 1
        self.attempt(lambda store: store.record(lesson=self._lesson, item=item, **said))

    def record_hint(self, name: str, number: int) -> None:
        """That a hint was shown, counted from 1."""
        self._hints[name] = number
        self.attempt(lambda store: store.record_hint(lesson=self._lesson, item=name, number=number))

    def hints(self, name: str) -> int:
        """How many hints of an exercise were shown."""
        return max(self.ask(lambda store: store.hints(self._lesson, name)), self._hints.get(name, 0))

    def attempts(self, name: str) -> int:
        """How often an item was tried."""
        return max(self.ask(lambda store: store.attempts(self._lesson, name)), self._attempts.get(name, 0))

    def has_passed(self, name: str) -> bool:
        """Whether an item has passed at some time."""
        return bool(self.ask(lambda store: int(store.lesson_progress(self._lesson).passed(name))))

    def kept(self, name: str) -> KeptCode:
        """The code of an exercise that was kept."""
        from workbench.progress import KeptCode

        found = [KeptCode()]
        self.attempt(lambda store: found.append(store.kept_codes(self._lesson).get(name, KeptCode())))
        return found[-1]

    def _tell_notice(self) -> None:
        if self.store is not None and self.store.notice:
            self._show(self._told(self.store.notice))
            self.store.notice = None

    def _warn(self, error: Exception) -> None:
        if not self._warned:
            self._warned = True
            text = f"{error} The lesson goes on without it."
            self._show(message_card("Progress is not being saved", text, tone="bad"))
