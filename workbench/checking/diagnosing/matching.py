"""Versions that answer all cases as the learner does: misconceptions, altered arguments, mutants, two at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import permutations
from typing import Any

from workbench.authoring import Exercise, Misconception
from workbench.checking.asking import Trial
from workbench.checking.diagnosing.altered import altered
from workbench.checking.diagnosing.scene import Scene
from workbench.checking.diagnosing.versions import Known, Version
from workbench.checking.mutants import every_mistake, is_vague
from workbench.checking.types import Diagnosis

_MOST_WORDS = 3
_TELLING = {"index", "name", "columns", "column_order", "order", "keys", "dtype", "whitespace", "case"}
"""Kinds of differences that say more than that something is left out."""
_MOST_PAIRS = 40
_LEAST_SHARED = 3
_RICH = 3
"""The weight of a value that is not equal to another by luck."""


def misconception(scene: Scene) -> Diagnosis | None:
    """The author's misconception whose outputs the learner's equal."""
    if scene.known is None:
        return None
    for version in foreseen(scene.known):
        if scene.known.behaves_like(version, scene.trials):
            return Diagnosis(kind="misconception", message=version.words)
    return None


def foreseen(known: Known) -> list[Version]:
    """The author's misconceptions, in all the ways they have written them."""
    return known.versions("misconceptions", partial(_misconceptions, known.exercise))


def _misconceptions(exercise: Exercise) -> Iterator[Version]:
    for each in exercise.misconceptions:
        for make in each.makes:
            yield Version(each.message, make, patient=True)


def altered_argument(scene: Scene) -> Diagnosis | None:
    """The reference, asked with something else in the place of one argument."""
    known = scene.known
    if known is None or not _is_telling(scene.valued):
        return None
    versions = known.versions("altered", lambda: altered(scene.exercise, [trial.case for trial in scene.trials]))
    found = _words_of(known, versions, scene.trials)
    if not found:
        return None
    text = f"The results are exactly those for {found[0]}."
    return Diagnosis(kind="altered_argument", message=text)


def mutant(scene: Scene) -> Diagnosis | None:
    """A reference or an alternative with one small mistake in it. Of kinds of mistakes that cannot be told apart two
    are named; of more than three none."""
    known = scene.known
    if known is None or not _is_telling(scene.valued):
        return None
    found = _words_of(known, known.versions("mutants", partial(_mutants, known)), scene.trials)
    if not found or len(found) > _MOST_WORDS or (scene.kinds() <= _TELLING and all(map(is_vague, found))):
        return None
    text = " or ".join(found[:2])
    return Diagnosis(kind="mutant", message=f"The results are exactly those of a solution in which {text}.")


def _mutants(known: Known) -> Iterator[Version]:
    exercise = known.exercise
    for rank, implementation in enumerate((exercise.implementation, *exercise.alternatives)):
        if not known.may_run(implementation):
            continue
        try:
            for each in every_mistake(implementation):
                yield Version(each.words, partial(getattr, each, "implementation"), rank=rank)
        except (OSError, TypeError, SyntaxError):
            continue


def two_mistakes(scene: Scene) -> Diagnosis | None:
    """Two misconceptions at once, or a misconception with one more small mistake: the first is told first."""
    known = scene.known
    if known is None or not _is_telling(scene.valued):
        return None
    for version in known.versions("pairs", partial(_pairs, known)):
        if known.behaves_like(version, scene.trials) and _shows(known, version, scene.trials):
            return Diagnosis(kind="two_mistakes", message=version.words)
    return None


def _shows(known: Known, version: Version, trials: Sequence[Trial]) -> bool:
    """Whether the first mistake shows in the second one's company: wherever it alone goes wrong, this is wrong too."""
    first = version.of
    return first is None or all(trial.difference is not None or known.agrees(first, trial) for trial in trials)


def _pairs(known: Known) -> Iterator[Version]:
    exercise = known.exercise
    changed = [each for each in exercise.misconceptions if each.changes]
    alone = {each.words: each for each in foreseen(known)}
    for first, second in list(permutations(changed, 2))[:_MOST_PAIRS]:
        text = f"{first.message} That is one of two mistakes."
        yield Version(text, partial(_both, exercise, first, second), of=alone.get(first.message))
    for each in exercise.misconceptions:
        for make in each.makes:
            implementation = _made(make)
            if implementation is None or not known.may_run(implementation):
                continue
            try:
                for one in every_mistake(implementation):
                    text = f"{each.message} Besides, it looks as if {one.words}."
                    yield Version(text, partial(getattr, one, "implementation"), of=Version(each.message, make))
            except (OSError, TypeError, SyntaxError):
                continue


def _made(make: Callable[[], Callable[..., Any]]) -> Callable[..., Any] | None:
    try:
        return make()
    except Exception:
        return None


def _both(exercise: Exercise, first: Misconception, second: Misconception) -> Callable[..., Any]:
    from workbench.authoring.changes import with_changes

    return with_changes(exercise.implementation, (*first.changes, *second.changes))


def partly_a_misconception(scene: Scene) -> Diagnosis | None:
    """Wherever a misconception goes wrong, the learner's answer is the same wrong one; elsewhere something else is
    wrong too. Only for values that are not equal by luck."""
    known = scene.known
    if known is None:
        return None
    for version in foreseen(known):
        wrong = [trial for trial in scene.trials if not known.agrees(version, trial)]
        if not _LEAST_SHARED <= len(wrong) < len(scene.failed) <= 2 * len(wrong):
            continue
        if any(_weight(trial.answer.value) < _RICH for trial in wrong):
            continue
        if all(_same_wrong(known, version, trial) for trial in wrong):
            text = f"{version.words} That is one of two mistakes: other cases fail for another reason."
            return Diagnosis(kind="two_mistakes", message=text)
    return None


def _same_wrong(known: Known, version: Version, trial: Trial) -> bool:
    theirs = known.answer(version, trial.case)
    if trial.difference is None or trial.answer.error is not None or theirs is None or theirs.error is not None:
        return False
    return known.equal(trial.answer.value, theirs.value)


def _words_of(known: Known, versions: Sequence[Version], trials: Sequence[Trial]) -> list[str]:
    """What is told of the versions that behave like the learner's code, each once; those of the first rank that has
    one."""
    found: list[str] = []
    rank = None
    for each in versions:
        if (rank is None or each.rank == rank) and known.behaves_like(each, trials):
            rank = each.rank
            found.append(each.words)
    distinct = list(dict.fromkeys(found))
    return [words for words in distinct if not is_vague(words)] or distinct


def _is_telling(failed: Sequence[Trial]) -> bool:
    """Whether equal outputs say something: a few truth values or small numbers may be equal by luck."""
    return sum(_weight(trial.answer.value) for trial in failed) >= _RICH


def _weight(value: Any) -> int:
    shape = getattr(value, "shape", None)
    if shape:
        return 3
    if isinstance(value, float) and value == value and not value.is_integer():
        return 3
    if isinstance(value, (str, bytes)) and len(value) > 3:
        return 3
    if isinstance(value, (list, tuple, dict, set)):
        inner = value.values() if isinstance(value, dict) else value
        return min(3, 1 + sum(_weight(each) for each in inner) // 2)
    return 1 if isinstance(value, (bool, int, float, str)) or value is None else 2
