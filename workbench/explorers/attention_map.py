"""Attention between the words of a line, by vectors learned from the company that words keep in Shakespeare."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.explorers._controls import Choice, Slider, Toggle
from workbench.explorers._declare import explorer
from workbench.explorers.style import colours, panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_VOCABULARY = 1500
_DIMENSIONS = 48
_WINDOW = 4
_LINES = {
    "to_be": "to be or not to be that is the question",
    "horse": "a horse a horse my kingdom for a horse",
    "night": "good night good night sweet lady sing thee to thy rest",
    "king": "the king and the queen of the court the lord and the lady",
}
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


def _draw_map(axes: Axes, table: Any, words: list[str], query: int) -> None:
    palette = colours(axes.figure)  # type: ignore[arg-type]
    axes.imshow(table, cmap=palette.surface, vmin=0, vmax=max(0.35, table.max()))
    axes.add_patch(_frame(query, len(words), palette.accent))
    axes.set_xticks(range(len(words)), words, rotation=60, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(words)), words)
    axes.grid(False)
    axes.set(xlabel="key", ylabel="query", title="Attention weights")


def _frame(query: int, n: int, colour: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((-0.5, query - 0.5), n, 1, fill=False, edgecolor=colour, linewidth=2.5)


@explorer(
    "attention_map",
    title="Who looks at whom",
    controls=[
        Choice("line", _LINES, value="to_be", label="line"),
        Slider("query", 1, 8, value=2, label="query: word number"),
        Slider("sharpness", 0.5, 20.0, step=0.5, value=6.0, label="sharpness of the softmax"),
        Toggle("causal", False, label="causal mask"),
        Choice("positions", _POSITIONS, value="none", label="positions"),
    ],
    about="Equal words get equal weights wherever they stand, until positions are switched on. With the causal mask "
    "the first word can only look at itself.",
    height=380,
)
def attention_map(figure: Figure, *, line: str, query: int, sharpness: float, causal: bool, positions: str) -> str:
    """The table of weights on the left, the chosen query's weights as bars on the right."""
    words = _LINES[line].split()
    table = weights(words, sharpness=sharpness, causal=causal, positions=positions)
    row = table[query - 1]
    left, right = panels(figure, 2, widths=[1.25, 1])
    _draw_map(left, table, words, query - 1)
    palette = colours(figure)
    right.barh(range(len(words)), row, color=palette.series[1])
    right.set_yticks(range(len(words)), [f"{k + 1} {word}" for k, word in enumerate(words)])
    right.set(ylim=(len(words) - 0.4, -0.6), xlim=(0, 1), xlabel="weight", title=f"“{words[query - 1]}” looks at")
    top = np.argsort(-row, kind="stable")[:3]
    listed = ", ".join(f"{words[k]} (word {k + 1}) {row[k]:.2f}" for k in top)
    spread = float(np.exp(-(row[row > 0] * np.log(row[row > 0])).sum()))
    return (
        f"Word {query}, “{words[query - 1]}”, looks most at {listed}. It looks at about {spread:.1f} words in effect."
    )
