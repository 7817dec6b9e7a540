"""From letters to words: one sentence under a growing number of byte-pair merges."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

from workbench.explorers import Axis, Chips, Choice, Panel, Scene, Slider, explorer

_MOST = 3000
_SENTENCES = {
    "austen": "emma woodhouse handsome clever and rich had lived nearly twenty one years in the world",
    "melville": "call me ishmael some years ago never mind how long precisely",
    "modern": "the neural network was trained on a graphics processor overnight",
    "german": "die katze schlief gestern nachmittag auf einem stuhl",
}


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
        pieces = list("▁" + word)
        while len(pieces) > 1:
            pairs = list(pairwise(pieces))
            best = min(range(len(pairs)), key=lambda k: rank.get(pairs[k], _MOST))
            if pairs[best] not in rank:
                break
            pieces[best : best + 2] = ["".join(pairs[best])]
        found += pieces
    return tuple(found)


def script_data() -> dict[str, Any]:
    """For tokeniser.js: the merges in the order of learning."""
    return {"merges": [list(pair) for pair in _merges()], "sentences": _SENTENCES}


@explorer(
    "tokeniser",
    title="From letters to words",
    question="Why do some sentences need so many more tokens than others?",
    controls=[
        Choice("sentence", _SENTENCES, value="austen", label="sentence"),
        Slider("merges", 1, _MOST, value=50, label="merges learned", log=True),
    ],
    about="The merges were learned from six novels of Jane Austen; ▁ marks the beginning of a word. Frequent words "
    "become whole first. Compare the sentences: whose words are cheap here?",
    height=170,
    data=script_data,
)
def tokeniser(*, sentence: str, merges: float) -> Scene:
    """The sentence with a box around each token."""
    count = int(merges)
    text = _SENTENCES[sentence]
    pieces = tokens(text, count)
    words = len(text.split())
    last = "".join(_merges()[count - 1])
    whole = sum(piece == "▁" + word for piece in pieces for word in set(text.split()))
    nowhere = Axis(low=0, high=1)
    return Scene(
        panels=[Panel(marks=[Chips(text=pieces)], x=nowhere, y=nowhere, bare=True)],
        caption=f"{count} merges: {len(pieces)} tokens for {words} words, {len(pieces) / words:.2f} tokens per word; "
        f"{whole} words are one token each. The merge learned last is “{last}”.",
    )
