"""Pairs of learners whose code is more alike than a class's is by itself.

A fingerprint that few share is evidence, and the more the fewer share it: ln(n / holders) for each, divided by the
length of a fingerprint, because neighbours overlap. What the lesson ships, what its author knows as answers, and what
many write counts nothing. A pair is named when its evidence exceeds what the best of all pairs may reach by chance,
which grows with their number. Fingerprints after S. Schleimer, D. S. Wilkerson and A. Aiken, Winnowing: local
algorithms for document fingerprinting, SIGMOD 2003 (all are kept: exercises are short); the weight is the inverse
document frequency of K. Spärck Jones, Journal of Documentation 28, 1972.
"""

from __future__ import annotations

import math
import random
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.grading.reports.fingerprints import LENGTH, Code

FEWEST = 4
"""Submissions below which nobody can tell what a class shares."""
MOST_PAIRS = 200
_MOST_HOLDERS = 20
_BEYOND_CHANCE = 12.0  # nats; tried on classes whose members worked alone, and on copies
_LEAST_SHARED = 15  # fingerprints: about three lines
_LEAST_ALIKE = 0.5
_SAMPLE = 2_000

Feature = tuple[str, str]


@dataclass(frozen=True)
class Pair:
    """Two learners. similarity: 0 … 1, weighted share of what the two wrote in ``exercises`` that both have; evidence:
    in nats; shared: rare fingerprints that both have."""

    first: str
    second: str
    exercises: tuple[str, ...]
    similarity: float
    evidence: float
    shared: int


@dataclass(frozen=True)
class Likeness:
    """compared: how many submissions; typical: the median similarity of pairs of this class, None below ``FEWEST``;
    pairs: the strongest evidence first; left_out: how many more there are."""

    compared: int
    typical: float | None
    pairs: tuple[Pair, ...]
    left_out: int = 0


def similar_pairs(codes: Sequence[Code]) -> Likeness:
    """Compare the code of a class. The order of ``codes`` does not matter."""
    codes = sorted((code for code in codes if any(code.prints.values())), key=lambda code: code.learner)
    if len(codes) < FEWEST:
        return Likeness(compared=len(codes), typical=None, pairs=())
    comparison = _Comparison(codes)
    found = [pair for i, j in comparison.candidates() if (pair := comparison.pair(i, j)) is not None]
    found.sort(key=lambda pair: (-pair.evidence, pair.first, pair.second))
    return Likeness(
        compared=len(codes),
        typical=comparison.typical(),
        pairs=tuple(found[:MOST_PAIRS]),
        left_out=max(0, len(found) - MOST_PAIRS),
    )


class _Comparison:
    def __init__(self, codes: Sequence[Code]) -> None:
        self._codes, self._count = codes, len(codes)
        self._features = [{(name, p) for name, prints in code.prints.items() for p in prints} for code in codes]
        self._holders = Counter(feature for own in self._features for feature in own)
        self._rare_until = max(2, min(_MOST_HOLDERS, self._count // 4))
        self._needed = _BEYOND_CHANCE + math.log(self._count * (self._count - 1) / 2)

    def candidates(self) -> list[tuple[int, int]]:
        """The pairs with enough evidence in all exercises together: one sparse product in place of all comparisons."""
        import numpy as np
        from scipy.sparse import csr_array, triu

        rare = {feature: k for k, feature in enumerate(f for f, n in self._holders.items() if self._is_rare(n))}
        cells = [
            (i, rare[f], math.sqrt(self._weight(f))) for i, own in enumerate(self._features) for f in own & rare.keys()
        ]
        if not cells:
            return []
        rows, columns, weights = zip(*cells, strict=True)
        held = csr_array((weights, (rows, columns)), shape=(self._count, len(rare)))
        together = triu(held @ held.T, k=1).tocoo()
        enough = together.data >= LENGTH * self._needed * (1 - 1e-9)
        first, second = (np.asarray(axis)[enough].tolist() for axis in together.coords)
        return sorted(zip(first, second, strict=True))

    def pair(self, i: int, j: int) -> Pair | None:
        """The pair, judged by those exercises alone in which the two are alike."""
        alike = [name for name in self._common_names(i, j) if self._similarity(i, j, [name]) >= _LEAST_ALIKE]
        shared = [f for f in self._features[i] & self._features[j] if f[0] in alike and self._is_rare(self._holders[f])]
        evidence = math.fsum(self._weight(feature) for feature in shared) / LENGTH
        if evidence < self._needed or len(shared) < _LEAST_SHARED:
            return None
        named = tuple(name for name in alike if any(f[0] == name for f in shared))
        return Pair(
            first=self._codes[i].learner,
            second=self._codes[j].learner,
            exercises=named,
            similarity=round(self._similarity(i, j, named), 6),
            evidence=round(evidence, 6),
            shared=len(shared),
        )

    def typical(self) -> float:
        """The median similarity of pairs, from a fixed sample of them."""
        draw = random.Random(0)
        pairs = [(i, j) for i in range(min(self._count, 64)) for j in range(i)]
        if self._count > 64:
            pairs = [tuple(draw.sample(range(self._count), 2)) for _ in range(_SAMPLE)]  # type: ignore[misc]
        return round(statistics.median(self._similarity(i, j, self._common_names(i, j)) for i, j in pairs), 6)

    def _common_names(self, i: int, j: int) -> list[str]:
        first, second = self._codes[i].prints, self._codes[j].prints
        return [name for name in first if first[name] and second.get(name)]

    def _similarity(self, i: int, j: int, names: Sequence[str]) -> float:
        """Weighted Jaccard index of what the two wrote in these exercises."""
        first = {f for f in self._features[i] if f[0] in names}
        second = {f for f in self._features[j] if f[0] in names}
        both = math.fsum(self._weight(feature) for feature in first & second)
        either = math.fsum(self._weight(feature) for feature in first | second)
        return both / either if either else 0.0

    def _weight(self, feature: Feature) -> float:
        return math.log(self._count / self._holders[feature])

    def _is_rare(self, holders: int) -> bool:
        return 2 <= holders <= self._rare_until
