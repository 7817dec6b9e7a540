"""Attention between the words of a line, by vectors learned from the company that words keep in Shakespeare."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from workbench.explorers import Axis, Bars, Boxes, Choice, Grid, Panel, Scene, Slider, Toggle, explorer

_VOCABULARY = 1500
_DIMENSIONS = 48
_WINDOW = 4
_LINES = {
    "to_be": "to be or not to be that is the question",
    "horse": "a horse a horse my kingdom for a horse",
    "night": "good night ladies good night sweet ladies good night good night",
    "king": "the king and the queen of the court the lord and the lady",  # the only line that is not his
}
_LONGEST = max(len(line.split()) for line in _LINES.values())
_POSITIONS = {"none": "none", "added": "added (sinusoidal)", "rotary": "rotary (RoPE)"}


@cache
def _embeddings() -> tuple[dict[str, int], Any]:
    """Word → row, and word vectors of unit length, shape (vocabulary, 48).

    Positive pointwise mutual information of neighbours, factorised by a truncated SVD (Levy and Goldberg, 2014).
    """
    import re
    from collections import Counter

    from scipy.sparse import coo_array
    from scipy.sparse.linalg import svds

    from workbench.datasets import load_dataset

    text = " ".join(load_dataset("shakespeare").select_dtypes(exclude="number").iloc[:, -1].astype(str))
    words = re.findall(r"[a-z]+", text.lower())
    kept = [word for word, _ in Counter(words).most_common(_VOCABULARY)]
    index = {word: k for k, word in enumerate(kept)}
    ids = np.array([index[word] for word in words if word in index])
    rows = np.concatenate([ids[:-gap] for gap in range(1, _WINDOW + 1)])
    columns = np.concatenate([ids[gap:] for gap in range(1, _WINDOW + 1)])
    shape = (len(kept), len(kept))
    counts = coo_array((np.ones(len(rows)), (rows, columns)), shape=shape).tocsr()
    counts = (counts + counts.T).tocoo()
    share = np.bincount(counts.row, weights=counts.data) / counts.data.sum()
    information = np.log(counts.data / counts.data.sum() / (share[counts.row] * share[counts.col]))
    positive = coo_array((np.maximum(information, 0), (counts.row, counts.col)), shape=shape)
    left, strength, _ = svds(positive.tocsr(), k=_DIMENSIONS, rng=np.random.default_rng(0))
    vectors = left * np.sqrt(strength)
    return index, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _angles(n: int, d: int) -> Any:
    return np.arange(n)[:, None] * 10_000.0 ** (-np.arange(0, d, 2) / d)


def _with_positions(x: Any, how: str) -> Any:
    """Vectors with no position, with a sinusoidal one added, or turned by a rotary one."""
    angle = _angles(*x.shape)
    if how == "added":
        return x + 0.12 * np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(x.shape)
    if how == "rotary":
        a, b = x[:, 0::2], x[:, 1::2]
        turned = np.stack([a * np.cos(angle) - b * np.sin(angle), a * np.sin(angle) + b * np.cos(angle)], axis=-1)
        return turned.reshape(x.shape)
    return x


def weights(words: list[str], *, sharpness: float, causal: bool, positions: str) -> Any:
    """Attention weights, shape (n, n): row i is how the query i spreads its attention over the keys."""
    index, vectors = _embeddings()
    x = _with_positions(vectors[[index[word] for word in words]], positions)
    scores = sharpness * x @ x.T
    if causal:
        scores = np.where(np.tri(len(words), dtype=bool), scores, -np.inf)
    exponent = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponent / exponent.sum(axis=1, keepdims=True)


@cache
def script_data() -> dict[str, Any]:
    """For attention_map.js: name of each line → its words and their vectors."""
    index, vectors = _embeddings()
    return {
        name: {"words": line.split(), "vectors": vectors[[index[word] for word in line.split()]].tolist()}
        for name, line in _LINES.items()
    }


def _map_panel(table: Any, words: list[str], query: int) -> Panel:
    n = len(words)
    ticks = [(float(k), word) for k, word in enumerate(words)]
    edge = -0.5, n - 0.5
    marks = [
        Grid(values=(table / max(0.35, table.max())).tolist(), x=edge, y=edge),
        Boxes(x0=[-0.5], y0=[query - 0.5], x1=[n - 0.5], y1=[query + 0.5], colour="accent", width=2.5),
    ]
    across = Axis(low=-0.5, high=n - 0.5, label="key", ticks=ticks, grid=False)
    down = Axis(low=n - 0.5, high=-0.5, label="query", ticks=ticks, grid=False)
    return Panel(marks=marks, x=across, y=down, title="Attention weights", weight=1.25, equal=True)


def _bars_panel(row: Any, words: list[str], query: int) -> Panel:
    n = len(words)
    marks = [Bars(at=list(range(n)), value=row, span=0.8, sideways=True, colour="series1")]
    ticks = [(float(k), f"{k + 1} {word}") for k, word in enumerate(words)]
    down = Axis(low=n - 0.4, high=-0.6, ticks=ticks, grid=False)
    return Panel(marks=marks, x=Axis(low=0, high=1, label="weight"), y=down, title=f"“{words[query]}” looks at")


@explorer(
    "attention_map",
    title="Who looks at whom",
    question="Which words does attention look at, and what changes when it is told their order?",
    controls=[
        Choice("line", _LINES, value="to_be", label="line"),
        Slider("query", 1, _LONGEST, value=2, label="query: word number, or the last"),
        Slider("sharpness", 0.5, 20.0, step=0.5, value=6.0, label="sharpness of the softmax"),
        Toggle("causal", False, label="causal mask"),
        Choice("positions", _POSITIONS, value="none", label="positions"),
    ],
    about="Equal words get equal weights wherever they stand, until positions are switched on. With the causal mask "
    "the first word can only look at itself.",
    height=380,
    data=script_data,
)
def attention_map(*, line: str, query: int, sharpness: float, causal: bool, positions: str) -> Scene:
    """The table of weights on the left, the chosen query's weights as bars on the right."""
    words = _LINES[line].split()
    query = min(query, len(words))
    table = weights(words, sharpness=sharpness, causal=causal, positions=positions)
    row = table[query - 1]
    # Rounded, so that equal words tie whatever the last bits of their weights are.
    top = np.argsort(-row.round(9), kind="stable")[:3]
    listed = ", ".join(f"{words[k]} (word {k + 1}) {row[k]:.2f}" for k in top)
    spread = float(np.exp(-(row[row > 0] * np.log(row[row > 0])).sum()))
    return Scene(
        panels=[_map_panel(table, words, query - 1), _bars_panel(row, words, query - 1)],
        caption=f"Word {query}, “{words[query - 1]}”, looks most at {listed}. It looks at about {spread:.1f} words in "
        "effect.",
    )
