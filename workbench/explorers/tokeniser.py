"""From letters to words: one sentence under a growing number of byte-pair merges."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workbench.explorers._controls import Choice, Slider
from workbench.explorers._declare import explorer
from workbench.explorers.style import NARROW, colours

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST = 3000
_SENTENCES = {
    "austen": "emma woodhouse handsome clever and rich had lived nearly twenty one years in the world",
    "melville": "call me ishmael some years ago never mind how long precisely",
    "modern": "the neural network was trained on a graphics processor overnight",
    "german": "die katze schlief gestern nachmittag auf einem stuhl",
}
_WIDE, _SMALL = 34, 18
"""Characters in a line, on a wide page and on a narrow one."""


@cache
def _merges() -> tuple[tuple[str, str], ...]:
    """The first 3,000 merges of byte-pair encoding on six novels of Jane Austen, words marked by ▁."""
    import json
    import re

    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    from workbench.datasets import load_dataset

    novels = load_dataset("novels")
    text = " ".join(novels.loc[novels["author"].str.contains("usten"), "text"]).lower()
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    words = " ".join("▁" + word for word in re.findall(r"[a-z]+", text))
    trainer = trainers.BpeTrainer(vocab_size=_MOST + 40, show_progress=False)
    tokenizer.train_from_iterator([words], trainer)
    return tuple((a, b) for a, b in json.loads(tokenizer.to_str())["model"]["merges"])


@cache
def tokens(sentence: str, n_merges: int) -> tuple[str, ...]:
    """The tokens of a sentence under the first ``n_merges`` merges, applied in the order of learning."""
    rank = {pair: k for k, pair in enumerate(_merges()[:n_merges])}
    found: list[str] = []
    for word in sentence.split():
        symbols = list("▁" + word)
        while len(symbols) > 1:
            pairs = list(pairwise(symbols))
            best = min(range(len(pairs)), key=lambda k: rank.get(pairs[k], _MOST))
            if pairs[best] not in rank:
                break
            symbols[best : best + 2] = ["".join(pairs[best])]
        found += symbols
    return tuple(found)


def _place(pieces: tuple[str, ...], per_line: int) -> list[tuple[int, int, str]]:
    """Column and line of each token; lines break between tokens."""
    placed, column, line = [], 0, 0
    for piece in pieces:
        if column + len(piece) > per_line:
            column, line = 0, line + 1
        placed.append((column, line, piece))
        column += len(piece)
    return placed


def _draw(axes: Any, placed: list[tuple[int, int, str]], palette: Any, per_line: int) -> None:
    from matplotlib.patches import FancyBboxPatch

    for k, (column, line, piece) in enumerate(placed):
        box = FancyBboxPatch(
            (column + 0.06, -line - 0.34), len(piece) - 0.12, 0.68, boxstyle="round,pad=0,rounding_size=0.12",
            facecolor=palette.grid, edgecolor=palette.series[k % 4], linewidth=1.6,
        )  # fmt: skip
        axes.add_patch(box)
        for offset, letter in enumerate(piece):
            axes.text(column + offset + 0.5, -line, letter, ha="center", va="center", family="DejaVu Sans Mono")
    axes.set(xlim=(-0.2, per_line + 0.2), ylim=(-3.9 if per_line == _WIDE else -6.9, 0.7))
    axes.set_axis_off()


@explorer(
    "tokeniser",
    title="From letters to words",
    controls=[
        Choice("sentence", _SENTENCES, value="austen", label="sentence"),
        Slider("merges", 1, _MOST, value=50, label="merges learned", log=True),
    ],
    about="The merges were learned from six novels of Jane Austen; ▁ marks the beginning of a word. Frequent words "
    "become whole first. Compare the sentences: whose words are cheap here?",
    height=230,
)
def tokeniser(figure: Figure, *, sentence: str, merges: float) -> str:
    """The sentence with a box around each token."""
    count = int(merges)
    text = _SENTENCES[sentence]
    pieces = tokens(text, count)
    axes = figure.subplots()
    per_line = _WIDE if figure.get_figwidth() * 100 >= NARROW else _SMALL
    _draw(axes, _place(pieces, per_line), colours(figure), per_line)
    words = len(text.split())
    last = "".join(_merges()[count - 1])
    whole = sum(piece == "▁" + word for piece in pieces for word in set(text.split()))
    return (
        f"{count} merges: {len(pieces)} tokens for {words} words, {len(pieces) / words:.2f} tokens per word; "
        f"{whole} words are one token each. The merge learned last is “{last}”."
    )
