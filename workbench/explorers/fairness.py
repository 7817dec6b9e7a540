"""One threshold for each group: which of the fairness criteria can be met, and which give way."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.explorers._controls import Choice, Slider
from workbench.explorers._declare import explorer
from workbench.explorers.style import colours

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_RATES: dict[str, Callable[[Any, Any], Any]] = {
    "selection rate": lambda _, p: p.mean(),
    "true positive rate": lambda y, p: p[y == 1].mean(),
    "false positive rate": lambda y, p: p[y == 0].mean(),
    "precision": lambda y, p: y[p].mean() if p.any() else float("nan"),
}
_GROUPS = {"sex": ("Female", "Male"), "race": ("Black", "White")}


@cache
def _scored() -> tuple[Any, Any, Any]:
    """The test half of the census, true labels and the scores of a model that saw neither sex nor race."""
    from sklearn.compose import make_column_transformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    from workbench.datasets import load_dataset

    people = load_dataset("adult_census").sample(16_000, random_state=0).reset_index(drop=True)
    y = (people["income"] == ">50K").to_numpy().astype(int)
    x = people.drop(columns=["income", "fnlwgt", "sex", "race"])
    numbers = x.select_dtypes("number").columns.tolist()
    texts = [name for name in x if name not in numbers]
    prepare = make_column_transformer((StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore"), texts))
    model = make_pipeline(prepare, LogisticRegression(max_iter=2000)).fit(x[:8000], y[:8000])
    return people[8000:].reset_index(drop=True), y[8000:], model.predict_proba(x[8000:])[:, 1]


@explorer(
    "fairness",
    title="A threshold for each group",
    controls=[
        Choice("attribute", {"sex": "women and men", "race": "black and white"}, value="sex", label="groups"),
        Slider("first", 0.05, 0.95, step=0.01, value=0.5, label="threshold of the first group"),
        Slider("second", 0.05, 0.95, step=0.01, value=0.5, label="threshold of the second group"),
    ],
    about="An income model that saw neither sex nor race. Make one pair of bars equal, then look at the other three.",
    height=340,
)
def fairness(figure: Figure, *, attribute: str, first: float, second: float) -> str:
    """Four rates for two groups as bars, each group with a threshold of its own."""
    people, y, scores = _scored()
    palette = colours(figure)
    axes = figure.subplots()
    places = np.arange(len(_RATES))
    told = []
    values = []
    for k, (name, cut) in enumerate(zip(_GROUPS[attribute], (first, second), strict=True)):
        here = (people[attribute] == name).to_numpy()
        chosen = scores[here] >= cut
        rates = [float(rate(y[here], chosen)) for rate in _RATES.values()]
        bars = axes.barh(places + 0.4 * k, rates, height=0.37, color=palette.series[k], label=f"{name}, from {cut:.2f}")
        for bar in bars:
            bar.set_hatch(("", "//")[k])
        axes.bar_label(bars, fmt="%.2f", fontsize=8, padding=3, color=palette.text)
        values.append(rates)
        told.append(f"{name}: " + ", ".join(f"{label} {rate:.2f}" for label, rate in zip(_RATES, rates, strict=True)))
    axes.set_yticks(places + 0.2, [label.replace(" rate", "\nrate") for label in _RATES])
    axes.set(xlim=(0, 1.12), ylim=(len(_RATES) - 0.3, -0.9), xlabel="share")
    axes.legend(loc="upper right")
    gaps = [abs(a - b) for a, b in zip(*values, strict=True)]
    met = [label for label, gap in zip(_RATES, gaps, strict=True) if gap < 0.02]
    return f"{'. '.join(told)}. Equal within 0.02: {', '.join(met) or 'none'}."
