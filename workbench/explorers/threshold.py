"""One threshold, four counts: what moving the cut does to a credit model's mistakes and their price."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.explorers._controls import Slider
from workbench.explorers._declare import explorer
from workbench.explorers.style import colours, panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@cache
def _scores() -> tuple[Any, Any]:
    """Labels and scores of 3,000 customers whom the model has not seen."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from workbench.datasets import load_dataset

    table = load_dataset("credit_default").drop(columns="ID").sample(9_000, random_state=0)
    y = table.pop("default_payment_next_month").to_numpy()
    x_train, x_test, y_train, y_test = train_test_split(
        table.to_numpy(float), y, test_size=1 / 3, stratify=y, random_state=0
    )
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(x_train, y_train)
    return y_test, model.predict_proba(x_test)[:, 1]


@cache
def _curve() -> tuple[Any, Any, float]:
    from sklearn.metrics import roc_auc_score, roc_curve

    y, scores = _scores()
    false_rate, true_rate, _ = roc_curve(y, scores)
    return false_rate, true_rate, float(roc_auc_score(y, scores))


def _draw_scores(axes: Axes, threshold: float) -> None:
    palette = colours(axes.figure)  # type: ignore[arg-type]
    y, scores = _scores()
    bins = np.linspace(0, 1, 41).tolist()
    axes.hist(scores[y == 0], bins=bins, color=palette.series[0], alpha=0.75, label="paid")
    axes.hist(
        scores[y == 1],
        bins=bins,
        color=palette.series[1],
        alpha=0.75,
        label="defaulted",
        hatch="///",
        histtype="stepfilled",
    )
    axes.axvline(threshold, color=palette.text, linewidth=2)
    axes.set(xlabel="score (right of the line: flagged)", ylabel="customers", title="Scores", xlim=(0, 1))
    axes.legend(loc="upper right")


def _draw_roc(axes: Axes, false_rate: float, true_rate: float) -> None:
    palette = colours(axes.figure)  # type: ignore[arg-type]
    x, y, area = _curve()
    axes.plot(x, y, color=palette.series[0])
    axes.plot([0, 1], [0, 1], "--", color=palette.muted, linewidth=1)
    axes.plot(false_rate, true_rate, "o", color=palette.accent, markersize=9)
    axes.set(
        xlabel="payers flagged",
        ylabel="defaulters flagged",
        title=f"ROC, area {area:.3f}",
        xlim=(-0.02, 1),
        ylim=(0, 1.02),
    )


@explorer(
    "threshold",
    title="The threshold is a decision",
    controls=[
        Slider("threshold", 0.0, 1.0, step=0.01, value=0.5, label="flag from a score of"),
        Slider("price", 1, 20, value=5, label="a missed default costs … false alarms"),
    ],
    about="A model of 3,000 credit-card customers. Find the threshold with the lowest cost for a price of 5, then for "
    "20. The curve does not move: only your place on it.",
    height=320,
)
def threshold(figure: Figure, *, threshold: float, price: int) -> str:
    """Score histograms with the cut on the left, the place on the ROC curve on the right."""
    y, scores = _scores()
    flagged = scores >= threshold
    caught, alarms = int((flagged & (y == 1)).sum()), int((flagged & (y == 0)).sum())
    missed = int(y.sum()) - caught
    left, right = panels(figure, 2, widths=[1.3, 1])
    _draw_scores(left, threshold)
    _draw_roc(right, alarms / int((y == 0).sum()), caught / int(y.sum()))
    precision = f"{caught / (caught + alarms):.2f}" if caught + alarms else "not defined, nobody is flagged"
    return (
        f"From {threshold:.2f} on: {caught} defaults caught, {missed} missed, {alarms} false alarms. "
        f"Recall {caught / y.sum():.2f}, precision {precision}. Cost: {missed * price + alarms:,} false alarms' worth."
    )
