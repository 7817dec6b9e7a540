"""One threshold for each group: which of the fairness criteria can be met, and which give way."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from workbench.explorers import Axis, Bars, Choice, Panel, Scene, Slider, explorer

_RATES: dict[str, Callable[[Any, Any], Any]] = {
    "selection rate": lambda _, p: p.mean(),
    "true positive rate": lambda y, p: p[y == 1].mean(),
    "false positive rate": lambda y, p: p[y == 0].mean(),
    "precision": lambda y, p: y[p].mean() if p.any() else float("nan"),
}
_GROUPS = {"sex": ("Female", "Male"), "race": ("Black", "White")}


@cache
def _scored() -> tuple[Any, Any, Any]:
    """8,000 adults of the census, true labels and the scores of a model fitted on 8,000 others without sex and race."""
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
    return people[8000:].reset_index(drop=True), y[8000:], model.predict_proba(x[8000:])[:, 1].round(4)


@cache
def script_data() -> dict[str, Any]:
    """For fairness.js: attribute → for each of its two groups the name, the labels and the scores."""
    people, y, scores = _scored()
    found: dict[str, Any] = {}
    for attribute, names in _GROUPS.items():
        here = [(people[attribute] == name).to_numpy() for name in names]
        found[attribute] = [
            {"name": name, "y": y[mask].tolist(), "scores": scores[mask].tolist()}
            for name, mask in zip(names, here, strict=True)
        ]
    return found


def _panel(groups: list[tuple[str, float, list[float]]]) -> Panel:
    marks = [
        Bars(
            at=[place + 0.4 * k for place in range(len(_RATES))],
            value=rates,
            texts=["" if rate != rate else f"{rate:.2f}" for rate in rates],
            span=0.37,
            sideways=True,
            colour=f"series{k}",
            hatch=("", "lines")[k],
            label=f"{name}, from {cut:.2f}",
        )
        for k, (name, cut, rates) in enumerate(groups)
    ]
    ticks = [(place + 0.2, label.replace(" rate", "\nrate")) for place, label in enumerate(_RATES)]
    down = Axis(low=len(_RATES) - 0.3, high=-0.9, ticks=ticks, grid=False)
    return Panel(marks=marks, x=Axis(low=0, high=1.12, label="share"), y=down)


@explorer(
    "fairness",
    title="A threshold for each group",
    question="Can one model treat two groups equally in every sense at once?",
    controls=[
        Choice("attribute", {"sex": "women and men", "race": "black and white"}, value="sex", label="groups"),
        Slider("first", 0.05, 0.95, step=0.01, value=0.5, label="threshold of the first group"),
        Slider("second", 0.05, 0.95, step=0.01, value=0.5, label="threshold of the second group"),
    ],
    about="An income model that saw neither sex nor race, and 8,000 adults on whom it was not fitted. Make one pair of "
    "bars equal, then look at the other three.",
    height=340,
    data=script_data,
)
def fairness(*, attribute: str, first: float, second: float) -> Scene:
    """Four rates for two groups as bars, each group with a threshold of its own."""
    people, y, scores = _scored()
    groups = []
    for name, cut in zip(_GROUPS[attribute], (first, second), strict=True):
        here = (people[attribute] == name).to_numpy()
        rates = [float(rate(y[here], scores[here] >= cut)) for rate in _RATES.values()]
        groups.append((name, cut, rates))
    told = [
        f"{name}: " + ", ".join(f"{k} {r:.2f}" for k, r in zip(_RATES, rates, strict=True)) for name, _, rates in groups
    ]
    gaps = [abs(a - b) for a, b in zip(groups[0][2], groups[1][2], strict=True)]
    met = [label for label, gap in zip(_RATES, gaps, strict=True) if gap < 0.02]
    return Scene(panels=[_panel(groups)], caption=f"{'. '.join(told)}. Equal within 0.02: {', '.join(met) or 'none'}.")
