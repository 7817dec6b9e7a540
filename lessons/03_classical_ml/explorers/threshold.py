"""One threshold, four counts: what moving the cut does to a credit model's mistakes and their price."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from workbench.explorers import Axis, Bars, Line, Panel, Points, Rule, Scene, Slider, explorer

_BINS = 40


@cache
def _scores() -> tuple[Any, Any]:
    """Labels and scores of 3,000 customers whom the model has not seen."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from workbench.datasets import load_dataset

    table = load_dataset("credit_default").drop(columns=["ID", "SEX", "AGE", "EDUCATION", "MARRIAGE"])
    repeated = table.drop(columns="default_payment_next_month").duplicated()
    table = table[~repeated].sample(9_000, random_state=0)  # no row twice, or it could stand on both sides
    y = table.pop("default_payment_next_month").to_numpy()
    x_train, x_test, y_train, y_test = train_test_split(
        table.to_numpy(float), y, test_size=1 / 3, stratify=y, random_state=0
    )
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(x_train, y_train)
    return y_test, model.predict_proba(x_test)[:, 1].round(5)


@cache
def _curve() -> tuple[Any, Any, float]:
    from sklearn.metrics import roc_auc_score, roc_curve

    y, scores = _scores()
    false_rate, true_rate, _ = roc_curve(y, scores)
    return false_rate, true_rate, float(roc_auc_score(y, scores))


@cache
def script_data() -> dict[str, Any]:
    """For threshold.js: the scores of those who paid and who defaulted, rising, and the histograms and the curve."""
    y, scores = _scores()
    x, up, area = _curve()
    paid, defaulted = (np.sort(scores[y == label]) for label in (0, 1))
    bins = np.linspace(0, 1, _BINS + 1)
    return {
        "paid": paid.tolist(),
        "defaulted": defaulted.tolist(),
        "bars": [np.histogram(group, bins)[0].tolist() for group in (paid, defaulted)],
        "curve": [x.tolist(), up.tolist(), area],
    }


def _scores_panel(threshold: float, price: int) -> Panel:
    paid, defaulted = script_data()["bars"]
    middles = ((np.arange(_BINS) + 0.5) / _BINS).tolist()
    look: dict[str, Any] = {"at": middles, "span": 1 / _BINS, "opacity": 0.8}
    marks = [
        Bars(value=paid, colour="series0", label="paid", **look),
        Bars(value=defaulted, colour="series1", hatch="lines", label="defaulted", **look),
        Rule(x=1 / (1 + price), colour="muted", width=1, dash="dashed"),
        Rule(x=threshold, colour="text", width=2),
    ]
    across = Axis(low=0, high=1, label="score (right of the full line: flagged)")
    up = Axis(low=0, high=max(*paid, *defaulted) * 1.05, label="customers")
    return Panel(marks=marks, x=across, y=up, title="Scores", weight=1.3)


def _roc_panel(false_rate: float, true_rate: float) -> Panel:
    x, y, area = script_data()["curve"]
    marks = [
        Line(x=[0, 1], y=[0, 1], colour="muted", width=1, dash="dashed"),
        Line(x=x, y=y, colour="series0"),
        Points(x=[false_rate], y=[true_rate], colour="accent", size=11),
    ]
    across, up = Axis(low=-0.02, high=1, label="payers flagged"), Axis(low=0, high=1.02, label="defaulters flagged")
    return Panel(marks=marks, x=across, y=up, title=f"ROC, area {area:.3f}")


@explorer(
    "threshold",
    title="The threshold is a decision",
    question="From which score on should a customer be flagged, if a miss costs more than a false alarm?",
    controls=[
        Slider("threshold", 0.0, 1.0, step=0.01, value=0.5, label="flag from a score of"),
        Slider("price", 1, 20, value=5, label="a missed default costs … false alarms"),
    ],
    about="3,000 credit-card customers whom the model has not seen. Find the threshold with the lowest cost for a "
    "price of 5, then for 10. The dashed line is where it would be if the scores were true probabilities.",
    height=320,
    data=script_data,
)
def threshold(*, threshold: float, price: int) -> Scene:
    """Score histograms with the cut on the left, the place on the ROC curve on the right."""
    y, scores = _scores()
    flagged = scores >= threshold
    caught, alarms = int((flagged & (y == 1)).sum()), int((flagged & (y == 0)).sum())
    missed = int(y.sum()) - caught
    precision = f"{caught / (caught + alarms):.2f}" if caught + alarms else "not defined, nobody is flagged"
    return Scene(
        panels=[_scores_panel(threshold, price), _roc_panel(alarms / int((y == 0).sum()), caught / int(y.sum()))],
        caption=f"From {threshold:.2f} on: {caught} defaults caught, {missed} missed, {alarms} false alarms. "
        f"Recall {caught / y.sum():.2f}, precision {precision}. Cost: {missed * price + alarms:,} false alarms' worth.",
    )
