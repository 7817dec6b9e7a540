"""Solutions of 03_classical_ml/05_evaluation: Evaluation."""

import matplotlib.pyplot as plt
import numpy as np
from scipy import stats
from scipy.spatial import distance
from sklearn import metrics
from sklearn.base import clone
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import (
    GridSearchCV,
    KFold,
    StratifiedKFold,
    StratifiedShuffleSplit,
    TimeSeriesSplit,
    cross_val_score,
)

from workbench.authoring import choice, reference
from workbench.checking.compare.plots import describe
from workbench.checking.evidence import learned


def _scored(rng, i, *, rare=False):
    """Labels and scores: ties in every second case, both classes always there."""
    n = rng.integers(6, 40)
    y = (rng.random(n) < (0.2 if rare else 0.45)).astype(int)
    y[0], y[1] = 1, 0
    scores = rng.normal(size=n) + 0.8 * y
    return y, np.round(scores, 0) if i % 2 else scores


# -- confusion_matrix --------------------------------------------------------------------------------------------------


@reference
def confusion_matrix(y_true, y_pred, n_classes):
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for truth, prediction in zip(y_true, y_pred):
        counts[truth, prediction] += 1
    return counts


confusion_matrix.example(y_true=np.array([0, 1, 1]), y_pred=np.array([0, 0, 1]), n_classes=3)


@confusion_matrix.cases(n=12)
def _(rng, i):
    k, n = rng.integers(2, 5), rng.integers(5, 40)
    # The last class may be absent, from the truth or from both: the table keeps its row and column.
    predicted = k - 1 if i % 3 == 2 else k
    return {"y_true": rng.integers(0, k - 1, size=n), "y_pred": rng.integers(0, predicted, size=n), "n_classes": k}


@confusion_matrix.alternative
def _(y_true, y_pred, n_classes):
    return np.bincount(n_classes * y_true + y_pred, minlength=n_classes**2).reshape(n_classes, n_classes)


@confusion_matrix.misconception(
    "Rows and columns have changed places: the first index is the truth, the second the prediction."
)
def _(y_true, y_pred, n_classes):
    return confusion_matrix(y_pred, y_true, n_classes)


@confusion_matrix.misconception("You divided by the row sums. Here counts are wanted; rates come from them afterwards.")
def _(y_true, y_pred, n_classes):
    counts = confusion_matrix(y_true, y_pred, n_classes).astype(float)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


@confusion_matrix.misconception(
    "Classes that do not occur have lost their row or column: the shape is always (n_classes, n_classes)."
)
def _(y_true, y_pred, n_classes):
    present = sorted({*y_true.tolist()})
    return confusion_matrix(y_true, y_pred, n_classes)[present]


@confusion_matrix.misconception(
    "Classes that do not occur have lost their row or column: the shape is always (n_classes, n_classes)."
)
def _(y_true, y_pred, n_classes):
    return metrics.confusion_matrix(y_true, y_pred)


@confusion_matrix.misconception(
    "A pair that comes several times was counted once: `counts[rows, columns] += 1` adds once for each place. `np.add.at` adds all."
)
def _(y_true, y_pred, n_classes):
    counts = np.zeros((n_classes, n_classes), dtype=int)
    counts[y_true, y_pred] += 1
    return counts


@confusion_matrix.misconception(
    "The classes stand in falling order. Row and column i belong to class i, as in scikit-learn."
)
def _(y_true, y_pred, n_classes):
    return confusion_matrix(y_true, y_pred, n_classes)[::-1, ::-1]


confusion_matrix.hints(
    "Start from a table of zeros and go through the rows once.",
    "Each row of the data adds one to a single cell of the table: the truth chooses the row, the prediction the column.",
    "`counts[truth, prediction] += 1` in a loop over `zip(y_true, y_pred)`.",
)
confusion_matrix.explain(
    "One pass, one increment per row of data. Starting from zeros keeps the rows of classes that do not occur."
)

confusion_matrix.equivalent(
    "np.zeros((n_classes, n_classes), dtype=int) → np.zeros((n_classes, n_classes))",
    because="counts held as floats are equal to the same counts held as integers",
)

# -- precision_recall_f1 -----------------------------------------------------------------------------------------------


@reference
def precision_recall_f1(y_true, scores, threshold):
    flagged = scores >= threshold
    tp = np.sum(flagged & (y_true == 1))
    precision = tp / flagged.sum() if flagged.any() else 0.0
    recall = tp / np.sum(y_true == 1) if (y_true == 1).any() else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0
    return precision, recall, f1


precision_recall_f1.example(y_true=np.array([1, 0, 1, 0]), scores=np.array([0.9, 0.8, 0.5, 0.1]), threshold=0.5)
precision_recall_f1.example(y_true=np.array([1, 0]), scores=np.array([0.2, 0.1]), threshold=0.5)
precision_recall_f1.example(y_true=np.array([0, 0]), scores=np.array([0.7, 0.1]), threshold=0.5)
precision_recall_f1.example(y_true=np.array([1, 0]), scores=np.array([0.2, 0.8]), threshold=0.5)


@precision_recall_f1.cases(n=14)
def _(rng, i):
    y, scores = _scored(rng, i)
    return {"y_true": y, "scores": scores, "threshold": float(scores[2])}


@precision_recall_f1.alternative
def _(y_true, scores, threshold):
    pred = (scores >= threshold).astype(int)
    p, r, f, _ = metrics.precision_recall_fscore_support(y_true, pred, average="binary", zero_division=0)
    return float(p), float(r), float(f)


@precision_recall_f1.misconception(
    "Precision and recall have changed places: precision divides by the flagged, recall by the real positives."
)
def _(y_true, scores, threshold):
    p, r, f = precision_recall_f1(y_true, scores, threshold)
    return r, p, f


@precision_recall_f1.misconception("A score equal to the threshold is flagged as well: use `>=`.")
def _(y_true, scores, threshold):
    return precision_recall_f1(y_true, np.where(scores == threshold, -np.inf, scores), threshold)


@precision_recall_f1.misconception(
    "F1 is the harmonic mean, not the arithmetic one: it must be small when either rate is small."
)
def _(y_true, scores, threshold):
    p, r, _ = precision_recall_f1(y_true, scores, threshold)
    return p, r, (p + r) / 2


@precision_recall_f1.misconception(
    "A rate with a zero denominator came out as NaN. Nothing flagged, or no positives: the rate is 0.0 by convention."
)
def _(y_true, scores, threshold):
    flagged = scores >= threshold
    tp = np.sum(flagged & (y_true == 1))
    with np.errstate(all="ignore"):
        p, r = tp / np.float64(flagged.sum()), tp / np.float64((y_true == 1).sum())
        return p, r, 2 * p * r / (p + r)


@precision_recall_f1.misconception(
    "Where nobody is flagged you call precision 1. No alarm was false, but none was right either: by the convention here it is 0."
)
def _(y_true, scores, threshold):
    precision, recall, f1 = precision_recall_f1(y_true, scores, threshold)
    return precision if (scores >= threshold).any() else 1.0, recall, f1


precision_recall_f1.misconception(
    "F1 is NaN where precision and recall are both 0. Its denominator is zero there, and by the convention here it is 0.",
    "2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0 → "
    "2 * precision * recall / (precision + recall) if precision + recall > 0 else np.nan",
)


precision_recall_f1.hints(
    "Count three things: how many were flagged, how many are positive, and how many are both.",
    "`flagged = scores >= threshold`; the true positives are flagged *and* positive. Mind the three zero denominators.",
    "`precision = tp / flagged.sum() if flagged.any() else 0.0`, recall alike with the positives, F1 from the two.",
)
precision_recall_f1.explain(
    "Both rates share their numerator and differ in what they divide by: the flagged for precision, the positives for "
    "recall. The conventions for 0/0 keep a report finite."
)

# -- roc_auc -----------------------------------------------------------------------------------------------------------


@reference
def roc_auc(y_true, scores):
    positives, negatives = scores[y_true == 1], scores[y_true == 0]
    gaps = positives[:, None] - negatives[None, :]
    return float(np.mean((gaps > 0) + 0.5 * (gaps == 0)))


# Three pairs: one in the right order, one tied, one the wrong way round.
roc_auc.example(y_true=np.array([1, 0, 0, 0]), scores=np.array([0.6, 0.9, 0.6, 0.2]))


@roc_auc.cases(n=20)
def _(rng, i):
    y, scores = _scored(rng, i)
    # Some models rank the wrong way.
    return {"y_true": y, "scores": -scores if i % 5 == 4 else scores}


@roc_auc.alternative
def _(y_true, scores):
    # The Mann–Whitney form: ranks of the positives, ties sharing their mean rank.
    n1 = int(y_true.sum())
    n0 = len(y_true) - n1
    return float((stats.rankdata(scores)[y_true == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * n0))


roc_auc.misconception(
    "Ties count for nothing in your version. A positive and a negative with equal scores count half.",
    "(gaps > 0) + 0.5 * (gaps == 0) → gaps > 0",
)
roc_auc.misconception(
    "Ties count fully in your version: a model that gives everybody one score would get 1. They count half.",
    "(gaps > 0) + 0.5 * (gaps == 0) → gaps >= 0",
)


@roc_auc.misconception(
    "You cut the scores at ½ first. That keeps one point of the curve; the area needs the whole ranking."
)
def _(y_true, scores):
    return float(metrics.roc_auc_score(y_true, scores >= 0.5))


@roc_auc.misconception("The pairs are the wrong way round: a positive should have the *higher* score.")
def _(y_true, scores):
    return 1.0 - roc_auc(y_true, scores)


@roc_auc.misconception(
    "You turned the area round where it is below one half. A model that ranks the wrong way must be seen to do so."
)
def _(y_true, scores):
    area = roc_auc(y_true, scores)
    return max(area, 1 - area)


@roc_auc.misconception(
    "The curve does not begin at (0, 0): where negatives share the highest score, the first piece of the area is missing."
)
def _(y_true, scores):
    false_rate, true_rate, _ = metrics.roc_curve(y_true, scores, drop_intermediate=False)
    return float(np.trapezoid(true_rate[1:], false_rate[1:]))


@roc_auc.misconception(
    "Equal scores got different ranks, by their place in the array. A tie counts one half: rank them by their mean rank."
)
def _(y_true, scores):
    rank = np.argsort(np.argsort(scores, kind="stable"), kind="stable") + 1
    positives = int((y_true == 1).sum())
    pairs = positives * (len(y_true) - positives)
    return float((rank[y_true == 1].sum() - positives * (positives + 1) / 2) / pairs)


roc_auc.hints(
    "Take every pair of one positive and one negative. What does each pair contribute?",
    "Broadcasting makes all pairs at once: `positives[:, None] - negatives[None, :]`.",
    "The mean over all pairs of (gap > 0) plus one half of (gap == 0).",
)
roc_auc.explain(
    "The area under the ROC curve equals the Mann–Whitney statistic: the share of positive–negative pairs that are in the "
    "right order. All pairs cost n₁·n₀; ranks give the same in n log n."
)

# -- roc_figure --------------------------------------------------------------------------------------------------------


@reference
def roc_figure(y_true, scores):
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    for name, score in scores.items():
        false_rate, true_rate, _ = metrics.roc_curve(y_true, score)
        axes.plot(false_rate, true_rate, label=f"{name}, AUC = {metrics.roc_auc_score(y_true, score):.3f}")
    axes.plot([0, 1], [0, 1], "--", color="0.5")
    axes.set(xlabel="false positive rate", ylabel="true positive rate")
    axes.legend(loc="lower right")
    return figure


roc_figure.example(y_true=np.array([0, 1, 1]), scores={"A": np.array([0.4, 0.2, 0.7])})


@roc_figure.cases(n=4)
def _(rng, i):
    y, _scores = _scored(rng, i)
    names = ("A", "B", "forest")[: i % 3 + 1]
    return {
        "y_true": y,
        "scores": {name: np.round(rng.normal(size=len(y)) + (k + 1) * y, 1) for k, name in enumerate(names)},
    }


@roc_figure.probe
def _(candidate, y_true, scores):
    return describe(candidate(y_true, dict(scores)))


def _corners(y, score, intermediate):
    x, up, _ = metrics.roc_curve(y, score, drop_intermediate=not intermediate)
    return np.column_stack([x, up])


def _within(points, others):
    return all(np.abs(others - point).max(axis=1).min() < 1e-9 for point in points)


def _is_curve(line, y, score):
    """Whether a line goes through all corners of the curve, and through nothing but points of it."""
    return len(line) > 1 and _within(_corners(y, score, False), line) and _within(line, _corners(y, score, True))


@roc_figure.verify
def _(got, expected, inputs):
    if len(got["panels"]) != 1:
        return f"The figure has {len(got['panels'])} axes, one was expected."
    (panel,), y = got["panels"], inputs["y_true"]
    lines = [np.column_stack([mark["x"], mark["y"]]) for mark in panel["marks"] if mark["kind"] == "line"]
    for score in inputs["scores"].values():
        if any(_is_curve(line, y, score) for line in lines):
            continue
        if any(_is_curve(line[:, ::-1], y, score) for line in lines):
            return "The axes have changed places: the false positive rate belongs on x, the true positive rate on y."
        if any(_is_curve(line, y, score >= 0.5) for line in lines):
            return "A curve has one corner only: it was made from classes. Give `roc_curve` the scores."
        return "No line shows the true positive rate against the false positive rate of one of the models."
    if not any({(0.0, 0.0), (1.0, 1.0)} == {tuple(p) for p in line} for line in lines):
        return "The diagonal from (0, 0) to (1, 1) is missing: it shows what guessing reaches."
    for side, wanted in (("x", "false positive rate"), ("y", "true positive rate")):
        label = panel[side]["label"]
        if label.strip().lower() != wanted:
            return f"The {side} label is {label!r}, {wanted!r} was expected: a curve without names cannot be read."
    for name, score in inputs["scores"].items():
        wanted = f"{name}, AUC = {metrics.roc_auc_score(y, score):.3f}"
        if wanted not in panel["legend"]:
            return "The legend does not give name and area of each model as asked; label each curve and call legend()."
    return None


@roc_figure.alternative
def _(y_true, scores):
    figure = plt.figure()
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], ":", color="black")
    for name in scores:
        false_rate, true_rate, _ = metrics.roc_curve(y_true, scores[name], drop_intermediate=False)
        label = name + ", AUC = " + format(metrics.auc(false_rate, true_rate), ".3f")
        axes.step(false_rate, true_rate, where="post", label=label)
    axes.set_xlabel("False positive rate")
    axes.set_ylabel("True positive rate")
    axes.legend()
    return figure


roc_figure.misconception(
    "The axes have changed places: the false positive rate belongs on x, the true positive rate on y.",
    "axes.plot(false_rate, true_rate, label=f'{name}, AUC = {metrics.roc_auc_score(y_true, score):.3f}') → "
    "axes.plot(true_rate, false_rate, label=f'{name}, AUC = {metrics.roc_auc_score(y_true, score):.3f}')",
)
roc_figure.misconception(
    "The diagonal from (0, 0) to (1, 1) is missing: it shows what guessing reaches.",
    "axes.plot([0, 1], [0, 1], '--', color='0.5') → pass",
)
roc_figure.misconception(
    "The x label is '', 'false positive rate' was expected: a curve without names cannot be read.",
    "axes.set(xlabel='false positive rate', ylabel='true positive rate') → pass",
)
roc_figure.misconception(
    "The legend does not give name and area of each model as asked; label each curve and call legend().",
    "axes.legend(loc='lower right') → pass",
)
roc_figure.misconception(
    "A curve has one corner only: it was made from classes. Give `roc_curve` the scores.",
    "metrics.roc_curve(y_true, score) → metrics.roc_curve(y_true, score >= 0.5)",
)

roc_figure.hints(
    "One line for each model and one for guessing, two labels, one legend. Which rate goes on which axis?",
    "`metrics.roc_curve(y_true, score)` returns false positive rates, true positive rates and thresholds, in this order.",
    'In a loop over `scores.items()`: plot the two rates with the label f"{name}, AUC = {area:.3f}". Then plot [0, 1] against '
    "[0, 1], set both labels, call `axes.legend()`.",
)
roc_figure.explain(
    "The diagonal is the baseline, the labels make the figure readable without the text around it, and the areas in the "
    "legend tie the picture to the numbers in the report."
)
roc_figure.equivalent(
    "4.5 → 9.0",
    "4 → 5",
    "plt.subplots(figsize=(4.5, 4), layout='constrained') → plt.subplots(layout='constrained')",
    "plt.subplots(figsize=(4.5, 4), layout='constrained') → plt.subplots(figsize=(4.5, 4))",
    "axes.plot([0, 1], [0, 1], '--', color='0.5') → axes.plot([0, 1], [0, 1], '--')",
    "axes.legend(loc='lower right') → axes.legend()",
    because="size and layout of the figure, the colour of the diagonal and the place of the legend are free",
)

# -- probability_scores ------------------------------------------------------------------------------------------------


@reference
def probability_scores(y_true, p):
    given = np.where(y_true == 1, p, 1 - p)
    return np.mean((p - y_true) ** 2), -np.mean(np.log(given))


probability_scores.example(y_true=np.array([1, 0]), p=np.array([0.5, 0.2]))


@probability_scores.cases(n=12)
def _(rng, i):
    n = rng.integers(1, 20)
    y = (rng.random(n) < 0.4).astype(int) if i % 3 else np.full(n, i % 2)
    return {"y_true": y, "p": rng.uniform(0.01, 0.99, size=n)}


@probability_scores.alternative
def _(y_true, p):
    return metrics.brier_score_loss(y_true, p, pos_label=1), metrics.log_loss(y_true, p, labels=[0, 1])


probability_scores.misconception(
    "Only the rows with y = 1 enter your log loss. Where y is 0, what came true was given the probability 1 − p.",
    "np.log(given) → y_true * np.log(p)",
)
probability_scores.misconception(
    "The log loss is negative: the logarithm of a probability is below zero, and the loss has a minus in front.",
    "-np.mean(np.log(given)) → np.mean(np.log(given))",
)
probability_scores.misconception(
    "Your logarithm has another base. The natural one was asked for.",
    "np.log(given) → np.log2(given)",
)
probability_scores.misconception(
    "Your logarithm has another base. The natural one was asked for.",
    "np.log(given) → np.log10(given)",
)
probability_scores.misconception(
    "You took absolute differences. The Brier score squares them; without the square it is no longer least at the truth.",
    "(p - y_true) ** 2 → np.abs(p - y_true)",
)
probability_scores.misconception(
    "That is the root of the mean square. The Brier score is left as a square.",
    "np.mean((p - y_true) ** 2) → np.sqrt(np.mean((p - y_true) ** 2))",
)
probability_scores.misconception(
    "You cut the probabilities at ½ before you squared the differences. That leaves the share of errors; the Brier score "
    "uses the probabilities as they are.",
    "(p - y_true) ** 2 → ((p >= 0.5) - y_true) ** 2",
)

probability_scores.hints(
    "For the log loss, write down which probability was given to what came true, row by row.",
    "That is p where y is 1, and 1 − p where y is 0. `np.where` chooses row by row.",
    "`np.mean((p - y_true) ** 2)` and `-np.mean(np.log(np.where(y_true == 1, p, 1 - p)))`.",
)
probability_scores.explain(
    "Both are *proper*: whoever believes in a probability can expect the least loss by saying it. The log loss punishes "
    "certainty that was wrong without bound, the Brier score by at most 1."
)

# -- average_precision -------------------------------------------------------------------------------------------------


@reference
def average_precision(y_true, scores):
    total = y_true.sum()
    area, previous_recall = 0.0, 0.0
    for threshold in np.unique(scores)[::-1]:
        flagged = scores >= threshold
        recall = y_true[flagged].sum() / total
        precision = y_true[flagged].mean()
        area += (recall - previous_recall) * precision
        previous_recall = recall
    return float(area)


average_precision.example(y_true=np.array([1, 0, 1]), scores=np.array([0.8, 0.8, 0.3]))


@average_precision.cases(n=16)
def _(rng, i):
    y, scores = _scored(rng, i, rare=True)
    return {"y_true": y, "scores": scores}


@average_precision.alternative
def _(y_true, scores):
    order = np.argsort(-scores, kind="stable")
    y, s = y_true[order], scores[order]
    last = np.append(np.flatnonzero(np.diff(s)), len(s) - 1)
    tp = np.cumsum(y)[last]
    return float(np.sum(np.diff(tp, prepend=0) / y.sum() * tp / (last + 1)))


@average_precision.misconception(
    "You treated each row as a threshold of its own. Rows with equal scores cannot be told apart and are flagged together."
)
def _(y_true, scores):
    y = y_true[np.argsort(-scores, kind="stable")]
    return float(np.mean((np.cumsum(y) / np.arange(1, len(y) + 1))[y == 1]))


@average_precision.misconception(
    "You joined the points by straight lines (trapezoids). That is too optimistic for precision and recall: use steps."
)
def _(y_true, scores):
    precision, recall, _ = metrics.precision_recall_curve(y_true, scores)
    return float(metrics.auc(recall, precision))


@average_precision.misconception(
    "You averaged the precision over all thresholds. Each must be weighted by the recall that it gains."
)
def _(y_true, scores):
    return float(np.mean([y_true[scores >= t].mean() for t in np.unique(scores)]))


@average_precision.misconception(
    "You took the best precision at this recall or beyond, as object detection does. Here each threshold has its own."
)
def _(y_true, scores):
    precision, recall, _ = metrics.precision_recall_curve(y_true, scores)
    return float(-np.sum(np.diff(recall) * np.maximum.accumulate(precision)[:-1]))


average_precision.misconception(
    "The gain in recall was multiplied with the precision at the threshold before. It belongs to the one where it is gained.",
    "area += (recall - previous_recall) * precision → "
    "area += (recall - previous_recall) * (y_true[scores > threshold].mean() if (scores > threshold).any() else 1.0)",
)


average_precision.hints(
    "Which thresholds matter? Those at which another row becomes flagged, from the highest down.",
    "`np.unique(scores)[::-1]`. At each: the flagged rows, their share of all positives, their share of positives.",
    "`area += (recall - previous_recall) * precision`, with recall = positives flagged / total and precision = mean of "
    "`y_true[flagged]`.",
)
average_precision.explain(
    "Going down the ranking, recall rises only at positives; each rise is weighted by the precision at that point. Equal "
    "scores form one step, because no threshold can separate them."
)

# -- cheapest_threshold ------------------------------------------------------------------------------------------------


@reference
def cheapest_threshold(y_true, scores, cost_false_alarm, cost_miss):
    thresholds = np.append(np.unique(scores), np.inf)[::-1]
    costs = []
    for threshold in thresholds:
        flagged = scores >= threshold
        false_alarms = np.sum(flagged & (y_true == 0))
        misses = np.sum(~flagged & (y_true == 1))
        costs.append(cost_false_alarm * false_alarms + cost_miss * misses)
    return float(thresholds[np.argmin(costs)])


cheapest_threshold.example(
    y_true=np.array([0, 0, 1]), scores=np.array([0.9, 0.8, 0.1]), cost_false_alarm=3, cost_miss=1
)


@cheapest_threshold.cases(n=20)
def _(rng, i):
    y, scores = _scored(rng, i)
    return {
        "y_true": y,
        "scores": scores,
        "cost_false_alarm": rng.choice([1, 1, 3]),
        "cost_miss": rng.choice([1, 2, 5]),
    }


@cheapest_threshold.alternative
def _(y_true, scores, cost_false_alarm, cost_miss):
    def cost(t):
        return (
            cost_false_alarm * ((scores >= t) & (y_true == 0)).sum() + cost_miss * ((scores < t) & (y_true == 1)).sum()
        )

    return float(max([*scores.tolist(), float("inf")], key=lambda t: (-cost(t), t)))


@cheapest_threshold.misconception("The two costs have changed places: a miss is a 1 that is not flagged.")
def _(y_true, scores, cost_false_alarm, cost_miss):
    return cheapest_threshold(y_true, scores, cost_miss, cost_false_alarm)


cheapest_threshold.misconception(
    "You left out the threshold that flags nobody. If alarms are dear enough, that is the cheapest policy.",
    "np.append(np.unique(scores), np.inf)[::-1] → np.unique(scores)[::-1]",
)
cheapest_threshold.misconception(
    "Of equally cheap thresholds you return the lowest; the highest was asked for.",
    "np.append(np.unique(scores), np.inf)[::-1] → np.append(np.unique(scores), np.inf)",
)


@cheapest_threshold.misconception(
    "You computed cost_false_alarm / (cost_false_alarm + cost_miss) from the prices. That needs scores that are true "
    "probabilities; here the answer comes from the rows."
)
def _(y_true, scores, cost_false_alarm, cost_miss):
    return cost_false_alarm / (cost_false_alarm + cost_miss)


cheapest_threshold.misconception(
    "You took the threshold with the fewest mistakes. The mistakes have prices: weight each kind with its own.",
    "cost_false_alarm * false_alarms + cost_miss * misses → false_alarms + misses",
)
cheapest_threshold.misconception(
    "A score equal to the threshold is flagged as well: use `>=`.",
    "scores >= threshold → scores > threshold",
)
cheapest_threshold.misconception(
    "You returned the smallest cost itself. The threshold at which it arises was asked for.",
    "float(thresholds[np.argmin(costs)]) → float(min(costs))",
)


@cheapest_threshold.misconception(
    "You cut in the middle of a tie. Rows of equal scores are flagged together: read the cost only where a tie ends."
)
def _(y_true, scores, cost_false_alarm, cost_miss):
    order = np.argsort(-scores, kind="stable")
    spent = np.cumsum(np.where(y_true[order] == 1, -cost_miss, cost_false_alarm))
    return float(np.append(np.inf, scores[order])[np.argmin(np.append(0, spent))])


cheapest_threshold.hints(
    "Try every threshold that could matter and add up what its mistakes cost.",
    "The candidates are the distinct scores and infinity. Going from high to low, `np.argmin` takes the first smallest.",
    "For each: false alarms are flagged zeros, misses are ones not flagged; cost = their weighted sum.",
)
cheapest_threshold.explain(
    "Between two neighbouring scores nothing changes, so the distinct scores and infinity are all there is to try. argmin "
    "returns the first of equal costs, which from high to low is the highest."
)

# -- regression_metrics ------------------------------------------------------------------------------------------------


@reference
def regression_metrics(y_true, y_pred):
    errors = y_pred - y_true
    mse = np.mean(errors**2)
    r2 = 1 - np.sum(errors**2) / np.sum((y_true - y_true.mean()) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(errors)), "r2": r2}


regression_metrics.example(y_true=np.array([1.0, 2.0, 6.0]), y_pred=np.array([2.0, 2.0, 9.0]))


@regression_metrics.cases(n=12)
def _(rng, i):
    n = rng.integers(3, 20)
    y = rng.normal(size=n) * 3 + 2
    # Some predictions are worse than the mean would be.
    return {"y_true": y, "y_pred": rng.normal(size=n) * 6 if i % 3 == 2 else y + rng.normal(size=n)}


@regression_metrics.alternative
def _(y_true, y_pred):
    return {
        "mse": metrics.mean_squared_error(y_true, y_pred),
        "rmse": metrics.root_mean_squared_error(y_true, y_pred),
        "mae": metrics.mean_absolute_error(y_true, y_pred),
        "r2": metrics.r2_score(y_true, y_pred),
    }


@regression_metrics.misconception(
    "R² is not the squared correlation: that ignores a constant or a wrong scale of the error."
)
def _(y_true, y_pred):
    return regression_metrics(y_true, y_pred) | {"r2": np.corrcoef(y_true, y_pred)[0, 1] ** 2}


@regression_metrics.misconception(
    "The squares must be averaged before the root is taken: yours is the mean absolute error."
)
def _(y_true, y_pred):
    return regression_metrics(y_true, y_pred) | {"rmse": np.mean(np.sqrt((y_true - y_pred) ** 2))}


@regression_metrics.misconception("R² compares with the mean of the *true* values, not of the predictions.")
def _(y_true, y_pred):
    r2 = 1 - np.sum((y_true - y_pred) ** 2) / np.sum((y_pred - y_pred.mean()) ** 2)
    return regression_metrics(y_true, y_pred) | {"r2": r2}


@regression_metrics.misconception("Without absolute values positive and negative errors cancel in the MAE.")
def _(y_true, y_pred):
    return regression_metrics(y_true, y_pred) | {"mae": np.mean(y_pred - y_true)}


@regression_metrics.misconception(
    "R² was cut off at 0. It is negative for predictions that are worse than the mean, and that is what it has to say."
)
def _(y_true, y_pred):
    found = regression_metrics(y_true, y_pred)
    return found | {"r2": max(0.0, found["r2"])}


regression_metrics.misconception(
    "You measured R² by the variance of the errors, which forgives a constant one. It is the sum of their squares that counts.",
    "np.sum(errors**2) / np.sum((y_true - y_true.mean()) ** 2) → "
    "np.sum((errors - errors.mean()) ** 2) / np.sum((y_true - y_true.mean()) ** 2)",
)


regression_metrics.hints(
    "All four start from the errors, prediction minus truth.",
    "MSE is the mean square, RMSE its root, MAE the mean absolute value; R² is one minus a quotient of two sums.",
    "The quotient: sum of squared errors over the sum of squared deviations of `y_true` from its own mean.",
)
regression_metrics.explain(
    "R² compares with the constant model that predicts the mean: one minus the share of its squared error that is left."
)

# -- silhouette --------------------------------------------------------------------------------------------------------


@reference
def silhouette(X, labels):
    distances = np.linalg.norm(X[:, None, :] - X[None, :, :], axis=2)
    result = np.zeros(len(X))
    for i, own in enumerate(labels):
        mates = (labels == own) & (np.arange(len(X)) != i)
        if not mates.any():
            continue
        a = distances[i, mates].mean()
        b = min(distances[i, labels == other].mean() for other in np.unique(labels) if other != own)
        result[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0.0
    return result


silhouette.example(X=np.array([[0.0], [1.0], [3.0]]), labels=np.array([0, 0, 1]))
silhouette.example(X=np.array([[2.0], [2.0], [2.0], [2.0], [5.0]]), labels=np.array([0, 0, 1, 1, 2]))


@silhouette.cases(n=12)
def _(rng, i):
    k, n, d = rng.integers(2, 5), rng.integers(8, 20), rng.integers(1, 4)
    labels = rng.integers(0, k, size=n)
    labels[0], labels[1], labels[2] = 0, 1, 1
    if i % 4 == 3:
        labels[labels == 0] = 1
        labels[0] = 0
    X = rng.normal(size=(n, d)) + rng.normal(size=(k, d))[labels] * 2
    if i % 4 == 1:  # one place for everybody of two clusters: both distances are 0
        X[(labels == labels[0]) | (labels == labels[1])] = X[0]
    return {"X": X, "labels": labels * 3 + 1}


@silhouette.alternative
def _(X, labels):
    return metrics.silhouette_samples(X, labels, metric=distance.euclidean)


silhouette.misconception(
    "The point itself is among its mates, with distance 0: the mean a is too small. Leave the point out.",
    "distances[i, mates].mean() → distances[i, labels == own].mean()",
)
silhouette.misconception(
    "b is the mean distance to the *nearest* other cluster, not to all points of other clusters together.",
    "min(distances[i, labels == other].mean() for other in np.unique(labels) if other != own) → "
    "distances[i, labels != own].mean()",
)


@silhouette.misconception(
    "The sign is reversed: a well-placed point has a small a and a large b, and a positive value."
)
def _(X, labels):
    return -silhouette(X, labels)


silhouette.misconception(
    "b takes the nearest *point* of another cluster. The silhouette compares mean distances to whole clusters.",
    "min(distances[i, labels == other].mean() for other in np.unique(labels) if other != own) → "
    "distances[i, labels != own].min()",
)


@silhouette.misconception(
    "You measured distances to the centres of the clusters. The silhouette takes the mean of the distances to their members."
)
def _(X, labels):
    result = np.zeros(len(X))
    for i, own in enumerate(labels):
        gaps = {other: np.linalg.norm(X[i] - X[labels == other].mean(axis=0)) for other in np.unique(labels)}
        a = gaps.pop(own)
        if (labels == own).sum() > 1:
            result[i] = (min(gaps.values()) - a) / max(a, min(gaps.values()))
    return result


silhouette.misconception(
    "Some of your values are NaN. Where a and b are both 0 the quotient is 0/0, and the silhouette was to be 0.",
    "(b - a) / max(a, b) if max(a, b) > 0 else 0.0 → (b - a) / np.float64(max(a, b))",
)


@silhouette.misconception(
    "You measured distances to the centres of the clusters. The silhouette takes the mean of the distances to their points."
)
def _(X, labels):
    names, result = np.unique(labels), np.zeros(len(X))
    centres = np.array([X[labels == name].mean(axis=0) for name in names])
    distances = np.linalg.norm(X[:, None, :] - centres[None, :, :], axis=2)
    for i, own in enumerate(labels):
        if (labels == own).sum() > 1:
            a, b = distances[i, names == own][0], distances[i, names != own].min()
            result[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0.0
    return result


@silhouette.misconception(
    "You looked for the nearest cluster by its nearest point. It is the one with the least mean distance to all of its points."
)
def _(X, labels):
    distances, result = np.linalg.norm(X[:, None, :] - X[None, :, :], axis=2), np.zeros(len(X))
    for i, own in enumerate(labels):
        mates = (labels == own) & (np.arange(len(X)) != i)
        if mates.any():
            nearest = labels[np.argmin(np.where(labels == own, np.inf, distances[i]))]
            a, b = distances[i, mates].mean(), distances[i, labels == nearest].mean()
            result[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0.0
    return result


silhouette.hints(
    "Row i of `distances` holds the distances from point i. Which columns belong to a, which to b?",
    "a is the mean over the mates. For b take the mean over each other cluster, and the smallest of these means.",
    "`b = min(distances[i, labels == other].mean() for other in np.unique(labels) if other != own)`",
)
silhouette.explain(
    "Dividing by the larger of the two puts the value between −1 and 1. The point itself must not count among its mates. Equal "
    "points can make both distances zero; scikit-learn too says 0 then."
)

# -- expanding_folds ---------------------------------------------------------------------------------------------------


@reference
def expanding_folds(n, k, test_size):
    folds = []
    for fold in range(k):
        start = n - (k - fold) * test_size
        folds.append((np.arange(start), np.arange(start, start + test_size)))
    return folds


expanding_folds.example(n=7, k=2, test_size=2)


@expanding_folds.cases(n=12)
def _(rng, i):
    k, size = rng.integers(2, 6) if i % 4 else 1, rng.integers(1, 6)
    return {"n": k * size + rng.integers(1, 12), "k": k, "test_size": size}


@expanding_folds.alternative
def _(n, k, test_size):
    if k == 1:
        return [(np.arange(n - test_size), np.arange(n - test_size, n))]
    return list(TimeSeriesSplit(n_splits=k, test_size=test_size).split(np.zeros(n)))


@expanding_folds.misconception(
    "The training rows include what comes after the test block: that is the future. Train only on rows before it."
)
def _(n, k, test_size):
    return [(np.setdiff1d(np.arange(n), test), test) for _, test in expanding_folds(n, k, test_size)]


@expanding_folds.misconception(
    "The training window slides with a fixed length. It was to grow: all rows before the test block."
)
def _(n, k, test_size):
    first = n - k * test_size
    return [(np.arange(max(0, t[0] - first), t[0]), t) for _, t in expanding_folds(n, k, test_size)]


@expanding_folds.misconception("The folds come in reverse: the earliest test block was asked for first.")
def _(n, k, test_size):
    return expanding_folds(n, k, test_size)[::-1]


@expanding_folds.misconception(
    "TimeSeriesSplit refuses a single fold. k may be 1: then there is one test block at the end, and all rows before it."
)
def _(n, k, test_size):
    return list(TimeSeriesSplit(n_splits=k, test_size=test_size).split(np.zeros(n)))


@expanding_folds.misconception(
    "The blocks are counted from the first row on, so that the latest rows are never tested. The last block ends with the last row."
)
def _(n, k, test_size):
    return [(np.arange(i * test_size), np.arange(i * test_size, (i + 1) * test_size)) for i in range(1, k + 1)]


@expanding_folds.misconception(
    "The last test block is empty: a slice that ends at −0 ends at 0. Count from the front, or end it with n."
)
def _(n, k, test_size):
    rows = np.arange(n)
    return [(rows[: -j * test_size], rows[-j * test_size : -(j - 1) * test_size]) for j in range(k, 0, -1)]


expanding_folds.hints(
    "Where does the first test block begin, if the last one ends with the last row?",
    "Fold number f (from 0) starts its test block at n − (k − f) · test_size.",
    "`start = n - (k - fold) * test_size`; train on `np.arange(start)`, test on `np.arange(start, start + test_size)`.",
)
expanding_folds.explain(
    "Counting from the end makes the last block end with the last row, whatever n is. Nothing after `start` is in training."
)

# -- nested_score ------------------------------------------------------------------------------------------------------


@reference(role="repair", time_limit=30)
def nested_score(search, X, y, outer):
    scores = []
    for training, test in outer:
        fitted = clone(search).fit(X[training], y[training])
        scores.append(fitted.score(X[test], y[test]))
    return np.array(scores)


# Among the training rows 0 is the commoner label, among all rows it is 1.
nested_score.example(
    search=GridSearchCV(DummyClassifier(strategy="constant"), {"constant": [0, 1]}, cv=2),
    X=np.array([[0.0], [1.0], [2.0], [3.0], [4.0], [5.0], [6.0]]),
    y=np.array([0, 0, 0, 1, 1, 1, 1]),
    outer=[(np.array([0, 1, 2, 3, 4]), np.array([5, 6]))],
)


@nested_score.cases(n=3)
def _(rng, i):
    X = rng.normal(size=(48, 5))
    y = (X[:, 0] + rng.normal(size=48) > 0).astype(int)
    # A search may have a scoring of its own.
    scoring = (None, "roc_auc", "neg_log_loss")[i]
    search = GridSearchCV(LogisticRegression(), {"C": [0.001, 10.0]}, cv=2, scoring=scoring)
    if i == 1:  # it may be in use already, with what it has found on other rows
        search.fit(X[::2], y[1::2])
    return {"search": search, "X": X, "y": y, "outer": list(KFold(3, shuffle=True, random_state=i).split(X))}


@nested_score.probe
def _(candidate, search, X, y, outer):
    return {"scores": candidate(search, X, y, outer), "what the given search has found": learned(search)}


@nested_score.alternative
def _(search, X, y, outer):
    return cross_val_score(search, X, y, cv=outer)


@nested_score.misconception(
    "You searched once on all rows and then scored on the outer folds. The choice has seen the test rows."
)
def _(search, X, y, outer):
    once = clone(search).fit(X, y)
    return np.array([once.score(X[test], y[test]) for _, test in outer])


nested_score.misconception(
    "You returned `best_score_`, the inner score by which the choice was made. Only the outer test rows are impartial.",
    "fitted.score(X[test], y[test]) → fitted.best_score_",
)
nested_score.misconception(
    "The given search was fitted on the way: fit a `clone` of it in each fold.",
    "clone(search) → search",
)

nested_score.misconception(
    "You scored with the chosen model's own score, the accuracy. The search has a scoring of its own: ask the search.",
    "fitted.score(X[test], y[test]) → fitted.best_estimator_.score(X[test], y[test])",
)


@nested_score.misconception(
    "The setting was still chosen on all rows, before the folds, and only the fitting is inside. The test rows of each fold "
    "have helped to choose."
)
def _(search, X, y, outer):
    chosen = clone(search).fit(X, y).best_estimator_
    return np.array([clone(chosen).fit(X[training], y[training]).score(X[test], y[test]) for training, test in outer])


@nested_score.misconception(
    "The choice is made once, on the training rows of the first fold. In the other folds those rows test: search in each."
)
def _(search, X, y, outer):
    first = outer[0][0]
    chosen = clone(search).fit(X[first], y[first]).best_estimator_
    return np.array([clone(chosen).fit(X[a], y[a]).score(X[b], y[b]) for a, b in outer])


nested_score.hints(
    "A search is an estimator like any other: it can be cloned, fitted and scored.",
    "In each outer fold fit a clone of the search on the training rows. What it chose is then scored on the test rows.",
    "`clone(search).fit(X[training], y[training]).score(X[test], y[test])` for each fold, as an array.",
)
nested_score.explain(
    "The inner cross-validation of the search sees only the outer training rows, so the outer test rows judge the procedure "
    "'search, then fit' and not one lucky setting."
)

# -- bootstrap_interval ------------------------------------------------------------------------------------------------


@reference(rtol=1e-6)
def bootstrap_interval(measure, y_true, scores, resamples, level=0.95):
    values = [measure(y_true[rows], scores[rows]) for rows in resamples]
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return low, high


@bootstrap_interval.probe
def _(candidate, measure, y_true, scores, resamples, level=None):
    functions = {
        "the mean of |y − score|": lambda y, s: float(np.mean(np.abs(y - s.T))),
        "the largest score of a 1": lambda y, s: float(np.max(s[y == 1], initial=-1.0)),
    }
    options = {} if level is None else {"level": level}
    return candidate(functions[measure], y_true, scores, resamples, **options)


bootstrap_interval.example(
    measure="the mean of |y − score|",
    y_true=np.array([1, 0]),
    scores=np.array([0.8, 0.6]),
    resamples=np.array([[0, 0], [0, 1], [1, 1]]),
    level=0.5,
)


@bootstrap_interval.cases(n=12)
def _(rng, i):
    n, draws = rng.integers(4, 15), rng.integers(20, 60)
    inputs = {
        "measure": ("the mean of |y − score|", "the largest score of a 1")[i % 2 if i % 3 else 0],
        "y_true": (rng.random(n) < 0.5).astype(int),
        "scores": rng.random(size=n if i % 2 or not i % 3 else (n, 2)),
        "resamples": rng.integers(n, size=(draws, n)),
    }
    return inputs | ({"level": rng.uniform(0.5, 0.9)} if i % 4 else {})


@bootstrap_interval.alternative
def _(measure, y_true, scores, resamples, level=0.95):
    # The quantile by hand: sort, and take the place (B − 1)·q, between two values in proportion.
    values = np.sort([measure(np.take(y_true, rows), np.take(scores, rows, axis=0)) for rows in resamples])
    ends = []
    for share in ((1 - level) / 2, 1 - (1 - level) / 2):
        place = share * (len(values) - 1)
        below = int(place)
        above = min(below + 1, len(values) - 1)
        ends.append(values[below] + (place - below) * (values[above] - values[below]))
    return tuple(ends)


bootstrap_interval.misconception(
    "You drew new labels for old scores. A row is drawn whole: its label and its score stay together.",
    "scores[rows] → scores",
)
bootstrap_interval.misconception(
    "You drew new scores for old labels. A row is drawn whole: its label and its score stay together.",
    "y_true[rows] → y_true",
)
bootstrap_interval.misconception(
    "You leave the whole of 1 − level out at each end. Half of it belongs below the interval and half above.",
    "[(1 - level) / 2, (1 + level) / 2] → [1 - level, level]",
)
bootstrap_interval.misconception(
    "Your upper end is at `level`, so more is left out above than below. What is left out is shared by both ends.",
    "(1 + level) / 2 → level",
)
bootstrap_interval.misconception(
    "You took the least and the largest value. They move outwards with every further resample; the share `level` in the middle "
    "was asked for.",
    "np.quantile(values, [(1 - level) / 2, (1 + level) / 2]) → (min(values), max(values))",
)
bootstrap_interval.misconception(
    "The level is fixed at 95 % in your function. It is an argument.",
    "(1 - level) / 2 → 0.025",
    "(1 + level) / 2 → 0.975",
)


@bootstrap_interval.misconception(
    "You went two standard deviations either side of the mean. That assumes a bell; the quantiles of the values were asked for."
)
def _(measure, y_true, scores, resamples, level=0.95):
    values = np.array([measure(y_true[rows], scores[rows]) for rows in resamples])
    half = stats.norm.ppf((1 + level) / 2) * values.std()
    return values.mean() - half, values.mean() + half


bootstrap_interval.hints(
    "Each line of `resamples` is one imagined sample. What would the measure have been on it?",
    "Index `y_true` and `scores` with the same row numbers, and collect the B values. Which two quantiles leave out "
    "(1 − level)/2 each?",
    "`np.quantile(values, [(1 - level) / 2, (1 + level) / 2])`, and return the two numbers as a tuple.",
)
bootstrap_interval.explain(
    "The rows at hand stand for all rows there could be, and resamples of them for other samples. A row is drawn with all that "
    "belongs to it, which is why two models' scores in one array give a paired comparison for nothing."
)

# -- verdict -----------------------------------------------------------------------------------------------------------


@reference(role="decision")
def verdict(y_choose, a_choose, b_choose, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss):
    costs = []
    for choose, judge in ((a_choose, a_judge), (b_choose, b_judge)):
        flagged = judge >= cheapest_threshold(y_choose, choose, cost_false_alarm, cost_miss)
        costs.append(np.where(y_judge == 1, cost_miss * ~flagged, cost_false_alarm * flagged))
    gap = costs[0] - costs[1]
    error = gap.std() / np.sqrt(len(gap))
    if abs(gap.mean()) <= 2 * error:
        return "too close"
    return "a" if gap.mean() < 0 else "b"


# B ranks all rows rightly, on a scale that lies below one half; A is best used by flagging nobody.
@verdict.probe
def _(candidate, y_choose, a_choose, b_choose, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss, copies=1):
    judging = [np.tile(values, copies) for values in (y_judge, a_judge, b_judge)]
    return candidate(y_choose, a_choose, b_choose, *judging, cost_false_alarm, cost_miss)


verdict.example(
    y_choose=np.array([0, 1]),
    a_choose=np.array([0.9, 0.6]),
    b_choose=np.array([0.1, 0.2]),
    y_judge=np.array([1, 1, 1, 1, 0]),
    a_judge=np.array([0.6, 0.7, 0.6, 0.8, 0.7]),
    b_judge=np.array([0.2, 0.3, 0.3, 0.4, 0.1]),
    cost_false_alarm=2,
    cost_miss=1,
    copies=10,
)
# Each misses one of five. Each judging row comes ten times.
verdict.example(
    y_choose=np.array([0, 1]),
    a_choose=np.array([0.2, 0.7]),
    b_choose=np.array([0.2, 0.7]),
    y_judge=np.array([1, 1, 0, 0, 0]),
    a_judge=np.array([0.8, 0.3, 0.1, 0.1, 0.2]),
    b_judge=np.array([0.3, 0.8, 0.1, 0.2, 0.1]),
    cost_false_alarm=1,
    cost_miss=1,
    copies=10,
)


# A misses every other positive at the threshold that the choosing rows give it, though the judging rows would offer one.
verdict.example(
    y_choose=np.array([0, 1]),
    a_choose=np.array([0.4, 0.6]),
    b_choose=np.array([0.4, 0.6]),
    y_judge=np.array([1, 1, 0, 0]),
    a_judge=np.array([0.45, 0.6, 0.4, 0.3]),
    b_judge=np.array([0.6, 0.7, 0.4, 0.3]),
    cost_false_alarm=1,
    cost_miss=1,
    copies=20,
)
# One mistake each, and that of B is the dear one.
verdict.example(
    y_choose=np.array([0, 1]),
    a_choose=np.array([0.2, 0.7]),
    b_choose=np.array([0.2, 0.7]),
    y_judge=np.array([1, 0, 0, 0]),
    a_judge=np.array([0.3, 0.1, 0.1, 0.2]),
    b_judge=np.array([0.8, 0.9, 0.1, 0.2]),
    cost_false_alarm=5,
    cost_miss=1,
    copies=30,
)


def _two_models(rng, kind):
    """Labels, the scores of two models and two costs, for choosing and for judging."""
    n, split = 900, 300
    y = (rng.random(n) < 0.35).astype(int)
    truth = rng.normal(size=n) + 1.6 * y
    if kind == "head and tail":
        # One model is sure of a third of the positives, the other of half of the negatives.
        head = rng.normal(size=n) + 5 * (y * (rng.random(n) < 0.35))
        tail = rng.normal(size=n) - 5 * ((1 - y) * (rng.random(n) < 0.5))
        a, b, costs = head, tail, ((1, 8) if rng.random() < 0.5 else (6, 1))
    elif kind == "scale":
        a, b, costs = truth, truth + 0.05 * rng.normal(size=n), (1, 5)
    elif kind == "shared":
        a, b, costs = truth, truth + 5 * y * (rng.random(n) < 0.3), (1, 2)
    elif kind == "near":
        a, b, costs = truth + 0.7 * rng.normal(size=n), truth + 0.7 * rng.normal(size=n), (2, 3)
    else:
        a, b, costs = truth, truth + rng.uniform(1.2, 2) * rng.normal(size=n), (1, rng.integers(2, 4))
    a, b = 1 / (1 + np.exp(1 - a)), 1 / (1 + np.exp(rng.uniform(-2, 4) - b))
    if rng.random() < 0.5:
        a, b = b, a
    return y, a, b, costs, split


def _gap(inputs, *, lowest=False, apart=False):
    """How many standard errors the judged costs differ by; lowest: with the lowest of equally cheap thresholds; apart: in
    the sum of the standard errors of the two costs, without a sign."""
    costs = []
    for name in ("a", "b"):
        y, score = inputs["y_choose"], inputs[f"{name}_choose"]
        prices = inputs["cost_false_alarm"], inputs["cost_miss"]
        tried = np.unique(score) if lowest else np.append(np.unique(score), np.inf)[::-1]
        flags = score >= tried[:, None]
        spent = prices[0] * (flags & (y == 0)).sum(axis=1) + prices[1] * (~flags & (y == 1)).sum(axis=1)
        cut = tried[int(np.argmin(spent))]
        flagged = inputs[f"{name}_judge"] >= cut
        costs.append(np.where(inputs["y_judge"] == 1, prices[1] * ~flagged, prices[0] * flagged))
    gap = costs[0] - costs[1]
    if apart:
        return abs(gap.mean()) / ((costs[0].std() + costs[1].std()) / np.sqrt(len(gap)))
    return gap.mean() / max(gap.std() / np.sqrt(len(gap)), 1e-12)


def _half_gap(inputs):
    """The same with both models cut at one half."""
    costs = []
    for name in ("a", "b"):
        flagged = inputs[f"{name}_judge"] >= 0.5
        costs.append(
            np.where(inputs["y_judge"] == 1, inputs["cost_miss"] * ~flagged, inputs["cost_false_alarm"] * flagged)
        )
    gap = costs[0] - costs[1]
    return gap.mean() / max(gap.std() / np.sqrt(len(gap)), 1e-12)


@verdict.cases(n=16)
def _(rng, i):
    kind = ("head and tail", "scale", "near", "noise" if i < 8 else "shared")[i % 4]
    while True:
        y, a, b, costs, split = _two_models(rng, kind)
        inputs = {
            "y_choose": y[:split],
            "a_choose": a[:split],
            "b_choose": b[:split],
            "y_judge": y[split:],
            "a_judge": a[split:],
            "b_judge": b[split:],
            "cost_false_alarm": int(costs[0]),
            "cost_miss": int(costs[1]),
        }
        gaps = _gap(inputs), _gap(inputs, lowest=True)
        if kind in ("scale", "near"):
            # Too close, but not equal; and at one half it would look clear, if the scales are far enough apart.
            clear = max(map(abs, gaps)) < 1.2 and (kind == "near" or abs(_half_gap(inputs)) > 4)
        else:
            clear = min(map(abs, gaps)) > 4.4 and gaps[0] * gaps[1] > 0
            if kind == "shared":  # the two intervals overlap, and that of the difference is clear of zero
                clear = clear and _gap(inputs, apart=True) < 1.9
            if i % 8 == 0:  # the area says the opposite of the costs
                areas = [metrics.roc_auc_score(inputs["y_judge"], inputs[f"{name}_judge"]) for name in ("a", "b")]
                clear = clear and (areas[0] - areas[1]) * gaps[0] > 0
        if clear:
            return inputs


@verdict.alternative
def _(y_choose, a_choose, b_choose, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss):
    # By a bootstrap interval of the difference; midway thresholds.
    def per_row(choose, judge):
        order = np.unique(choose)
        cuts = np.concatenate([[-np.inf], (order[1:] + order[:-1]) / 2, [np.inf]])
        spent = [
            cost_false_alarm * np.sum((choose > t) & (y_choose == 0))
            + cost_miss * np.sum((choose <= t) & (y_choose == 1))
            for t in cuts
        ]
        flagged = judge > cuts[int(np.argmin(spent))]
        return cost_false_alarm * (flagged & (y_judge == 0)) + cost_miss * (~flagged & (y_judge == 1))

    gap = per_row(a_choose, a_judge) - per_row(b_choose, b_judge)
    draws = np.random.default_rng(0).integers(len(gap), size=(500, len(gap)))
    low, high = np.quantile(gap[draws].mean(axis=1), [0.005, 0.995])
    return "too close" if low <= 0 <= high else ("a" if high < 0 else "b")


def _decide(gap, standard_errors=2.0):
    error = gap.std() / np.sqrt(len(gap))
    if abs(gap.mean()) <= standard_errors * error:
        return "too close"
    return "a" if gap.mean() < 0 else "b"


def _spent(y, flagged, cost_false_alarm, cost_miss):
    return np.where(y == 1, cost_miss * ~flagged, cost_false_alarm * flagged)


verdict.misconception(
    "You always name a winner. A difference that other rows might as well turn round is too close to call.",
    "abs(gap.mean()) <= 2 * error → False",
)
verdict.misconception(
    "You named the dearer model: the sign of the difference of the costs is read the wrong way round.",
    "gap.mean() < 0 → gap.mean() > 0",
)


@verdict.misconception(
    "You cut both models at one half. The scores have scales of their own: give each model its own threshold first."
)
def _(y_choose, a_choose, b_choose, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss):
    a, b = (_spent(y_judge, judge >= 0.5, cost_false_alarm, cost_miss) for judge in (a_judge, b_judge))
    return _decide(a - b)


@verdict.misconception(
    "You used the threshold that is right for true probabilities. These scores need not be any: choose each threshold on rows."
)
def _(y_choose, a_choose, b_choose, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss):
    cut = cost_false_alarm / (cost_false_alarm + cost_miss)
    a, b = (_spent(y_judge, judge >= cut, cost_false_alarm, cost_miss) for judge in (a_judge, b_judge))
    return _decide(a - b)


@verdict.misconception(
    "You asked whether the intervals of the two costs overlap. The models share their rows: the standard error of the "
    "difference, row by row, is smaller than that."
)
def _(y_choose, a_choose, b_choose, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss):
    a, b = (
        _spent(
            y_judge,
            judge >= cheapest_threshold(y_choose, choose, cost_false_alarm, cost_miss),
            cost_false_alarm,
            cost_miss,
        )
        for choose, judge in ((a_choose, a_judge), (b_choose, b_judge))
    )
    reach = 2 * (a.std() + b.std()) / np.sqrt(len(a))
    if abs(a.mean() - b.mean()) <= reach:
        return "too close"
    return "a" if a.mean() < b.mean() else "b"


@verdict.misconception(
    "You compared the areas under the ROC curves. An area averages over all thresholds, and at this price only one is used."
)
def _(y_choose, a_choose, b_choose, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss):
    a, b = roc_auc(y_judge, a_judge), roc_auc(y_judge, b_judge)
    return "too close" if abs(a - b) < 0.02 else ("a" if a > b else "b")


@verdict.misconception(
    "Your thresholds ignore the prices: a miss and a false alarm count alike in them. Choose the cheapest at the stated costs."
)
def _(y_choose, a_choose, b_choose, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss):
    a, b = (
        _spent(y_judge, judge >= cheapest_threshold(y_choose, choose, 1, 1), cost_false_alarm, cost_miss)
        for choose, judge in ((a_choose, a_judge), (b_choose, b_judge))
    )
    return _decide(a - b)


@verdict.misconception(
    "You compared accuracies. The two kinds of mistake have different prices here; add up what they cost."
)
def _(y_choose, a_choose, b_choose, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss):
    a, b = ((judge >= 0.5) != y_judge for judge in (a_judge, b_judge))
    return _decide(a.astype(float) - b.astype(float))


@verdict.misconception(
    "The thresholds were chosen on the judging rows, which then judge their own choice. Choose on the rows for choosing."
)
def _(y_choose, a_choose, b_choose, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss):
    return verdict(y_judge, a_judge, b_judge, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss)


@verdict.misconception(
    "The prices chose the thresholds, and then both mistakes counted alike. Add up what they cost on the judging rows, too."
)
def _(y_choose, a_choose, b_choose, y_judge, a_judge, b_judge, cost_false_alarm, cost_miss):
    a, b = (
        (judge >= cheapest_threshold(y_choose, choose, cost_false_alarm, cost_miss)) != y_judge
        for choose, judge in ((a_choose, a_judge), (b_choose, b_judge))
    )
    return _decide(a.astype(float) - b.astype(float))


verdict.hints(
    "Three steps on two sets of rows: make each model as cheap as it can be, add up what it then costs, and ask whether the "
    "difference could be luck.",
    "The thresholds come from the choosing rows, by `cheapest_threshold`. On the judging rows each row has a cost under each "
    "model: 0, the price of a false alarm, or that of a miss. Subtract row by row.",
    "With `gap` the array of differences, its standard error is `gap.std() / np.sqrt(len(gap))`. Within two of these of zero it "
    "is too close; otherwise the sign of the mean names the cheaper model.",
)
verdict.explain(
    "A model is a ranking and a threshold; to compare rankings at a price, each first gets the threshold that suits it, on rows "
    "that do not judge. The differences row by row keep out the luck that both share."
)
verdict.equivalent(
    "2 → 3",
    "abs(gap.mean()) <= 2 * error → abs(gap.mean()) < 2 * error",
    "gap.mean() < 0 → gap.mean() <= 0",
    because="each case is clear: over four standard errors, or under 1.3",
)
verdict.equivalent(
    "judge >= cheapest_threshold(y_choose, choose, cost_false_alarm, cost_miss) → "
    "judge > cheapest_threshold(y_choose, choose, cost_false_alarm, cost_miss)",
    because="a score of the judging rows equals one of the choosing rows with probability zero",
)

# -- stratified_folds --------------------------------------------------------------------------------------------------


@reference
def stratified_folds(y, k):
    part = np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        rows = np.flatnonzero(y == label)
        part[rows] = np.arange(len(rows)) % k
    return [(np.flatnonzero(part != fold), np.flatnonzero(part == fold)) for fold in range(k)]


stratified_folds.example(y=np.array([0, 0, 0, 0, 1, 0, 1, 0]), k=2)


@stratified_folds.cases(n=12)
def _(rng, i):
    k, classes = rng.integers(2, 6), rng.integers(2, 4)
    y = np.concatenate([np.full(rng.integers(k, 15), 2 * label + 1) for label in range(classes)])
    return {"y": y if i % 3 == 0 else rng.permutation(y), "k": k}


@stratified_folds.verify
def _(got, expected, inputs):
    y, k = inputs["y"], inputs["k"]
    if not isinstance(got, (list, tuple)) or len(got) != k or any(len(pair) != 2 for pair in got):
        return "A list of k pairs (training rows, test rows) was expected."
    folds = [(np.asarray(training), np.asarray(test)) for training, test in got]
    if any(rows.dtype.kind not in "iu" for pair in folds for rows in pair):
        return "Training and test rows were to be arrays of row numbers, which are integers."
    if sorted(np.concatenate([test for _, test in folds]).tolist()) != list(range(len(y))):
        return "Not every row is in exactly one test part."
    if any(np.intersect1d(training, test).size for training, test in folds):
        return "In one fold rows of the test part train as well."
    if any(len(training) + len(test) != len(y) for training, test in folds):
        return "In one fold the training rows are not all the rows outside its test part."
    for label in np.unique(y):
        held = [int(np.sum(y[test] == label)) for _, test in folds]
        if max(held) - min(held) > 1:
            return "Two test parts differ by more than one in the number of rows of one class."
    return None


@stratified_folds.alternative
def _(y, k):
    return list(StratifiedKFold(k, shuffle=True, random_state=0).split(np.zeros(len(y)), y))


@stratified_folds.alternative
def _(y, k):
    # Sort by class and deal the rows like cards.
    order = np.argsort(y, kind="stable")
    return [(np.delete(order, np.s_[fold::k]), order[fold::k]) for fold in range(k)]


@stratified_folds.misconception("Two test parts differ by more than one in the number of rows of one class.")
def _(y, k):
    return list(KFold(k).split(y))


@stratified_folds.misconception("Two test parts differ by more than one in the number of rows of one class.")
def _(y, k):
    return list(KFold(k, shuffle=True, random_state=0).split(y))


stratified_folds.misconception(
    "Two test parts differ by more than one in the number of rows of one class.",
    "part[rows] = np.arange(len(rows)) % k → part[rows] = rows % k",
)
stratified_folds.misconception(
    "In one fold rows of the test part train as well.",
    "np.flatnonzero(part != fold) → np.arange(len(y))",
)
stratified_folds.misconception(
    "In one fold the training rows are not all the rows outside its test part.",
    "part != fold → part < fold",
)


@stratified_folds.misconception("Not every row is in exactly one test part.")
def _(y, k):
    return list(StratifiedShuffleSplit(k, random_state=0, test_size=1 / k).split(np.zeros(len(y)), y))


@stratified_folds.misconception("Not every row is in exactly one test part.")
def _(y, k):
    return (
        [(test, training) for training, test in stratified_folds(y, k)] if k > 2 else [(np.arange(0), np.arange(0))] * 2
    )


stratified_folds.hints(
    "Take one class at a time. How would you hand its rows to k people as fairly as you can?",
    "Deal them like cards: the first row of the class into part 0, the next into part 1, and round again. Do the same for each "
    "class, and remember the part of each row.",
    "For each label, `rows = np.flatnonzero(y == label)` and `part[rows] = np.arange(len(rows)) % k`. Fold f tests the rows of "
    "part f and trains on all others.",
)
stratified_folds.explain(
    "Dealing class by class keeps the number of rows of each class within one of equal. Begin each class where the last one "
    "stopped, as scikit-learn does, and the parts themselves differ by one row at most too."
)

stratified_folds.equivalent(
    "np.zeros(len(y), dtype=int) → np.zeros(len(y))", because="the numbers of the parts are only compared"
)
stratified_folds.equivalent("np.unique(y) → y", because="the rows of a class are dealt again, in the same way")

# -- averaged_scores ---------------------------------------------------------------------------------------------------


@reference
def averaged_scores(counts):
    tp = np.diag(counts)
    truth, predicted = counts.sum(axis=1), counts.sum(axis=0)
    f1 = 2 * tp / np.maximum(truth + predicted, 1)
    jaccard = tp / np.maximum(truth + predicted - tp, 1)
    total, right = counts.sum(), tp.sum()
    spread = np.sqrt(float(total**2 - predicted @ predicted) * float(total**2 - truth @ truth))
    return {
        "macro_f1": f1.mean(),
        "micro_f1": right / total,
        "macro_jaccard": jaccard.mean(),
        "mcc": (right * total - predicted @ truth) / spread if spread > 0 else 0.0,
    }


averaged_scores.example(counts=np.array([[4, 2], [0, 2]]))


@averaged_scores.cases(n=14)
def _(rng, i):
    k = rng.integers(2, 5)
    counts = rng.integers(0, 9, size=(k, k)) + np.diag(rng.integers(1, 30, size=k))
    if i % 4 == 1:  # a class that was never predicted
        counts[:, 0] = 0
    if i % 4 == 2:  # a class that does not occur at all
        counts[-1, :] = counts[:, -1] = 0
    if i % 4 == 3:  # one and the same prediction for everybody
        counts[:, 1:] = 0
        counts[:, 0] += 1
    return {"counts": counts}


@averaged_scores.alternative
def _(counts):
    truth, predicted = (np.repeat(index.ravel(), counts.ravel()) for index in np.indices(counts.shape))
    labels = np.arange(len(counts))
    return {
        "macro_f1": metrics.f1_score(truth, predicted, labels=labels, average="macro", zero_division=0),
        "micro_f1": metrics.accuracy_score(truth, predicted),
        "macro_jaccard": metrics.jaccard_score(truth, predicted, labels=labels, average="macro", zero_division=0),
        "mcc": metrics.matthews_corrcoef(truth, predicted),
    }


averaged_scores.misconception(
    "You weighted the classes by how often they occur. Macro is the plain mean: a rare class counts as much as a common one.",
    "f1.mean() → (f1 * truth).sum() / total",
)
averaged_scores.misconception(
    "You left classes out of the macro average that do not occur or were never predicted. All k classes count, with 0.",
    "f1.mean() → f1[f1 > 0].mean()",
    "jaccard.mean() → jaccard[jaccard > 0].mean()",
)
averaged_scores.misconception(
    "You left classes out of the macro average that do not occur or were never predicted. All k classes count, with 0.",
    "f1.mean() → f1[truth > 0].mean()",
    "jaccard.mean() → jaccard[truth > 0].mean()",
)
averaged_scores.misconception(
    "The F1 of a class got its 2 in the numerator alone or nowhere. That is the Jaccard index: F1 counts tp twice, above and "
    "below.",
    "f1.mean() → jaccard.mean()",
)


@averaged_scores.misconception(
    "You averaged precision and recall over the classes first and made one F1 of the two means. Macro-F1 is the mean of the F1s."
)
def _(counts):
    tp = np.diag(counts)
    p, r = (np.mean(tp / np.maximum(counts.sum(axis=axis), 1)) for axis in (0, 1))
    return averaged_scores(counts) | {"macro_f1": 2 * p * r / (p + r) if p + r > 0 else 0.0}


@averaged_scores.misconception("Some of your scores are NaN. A quotient whose denominator is zero was to be 0.")
def _(counts):
    tp, truth, predicted = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0)
    with np.errstate(all="ignore"):
        spread = np.sqrt(float(counts.sum() ** 2 - predicted @ predicted) * float(counts.sum() ** 2 - truth @ truth))
        return averaged_scores(counts) | {
            "macro_f1": np.mean(2 * tp / (truth + predicted)),
            "macro_jaccard": np.mean(tp / (truth + predicted - tp)),
            "mcc": (tp.sum() * counts.sum() - predicted @ truth) / np.float64(spread),
        }


@averaged_scores.misconception(
    "You took for micro the mean of the classes' F1, weighted by their rows. Micro adds up the counts of all classes first."
)
def _(counts):
    tp, truth, predicted = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0)
    f1 = 2 * tp / np.maximum(truth + predicted, 1)
    return averaged_scores(counts) | {"micro_f1": f1 @ truth / counts.sum()}


@averaged_scores.misconception(
    "You made the Jaccard score from the mean F1. J = F / (2 − F) holds for each class, and not for the means."
)
def _(counts):
    right = averaged_scores(counts)
    return right | {"macro_jaccard": right["macro_f1"] / (2 - right["macro_f1"])}


averaged_scores.misconception(
    "The correlation coefficient is NaN where a single class is predicted or true. There its value is 0, as the text says.",
    "(right * total - predicted @ truth) / spread if spread > 0 else 0.0 → "
    "(right * total - predicted @ truth) / spread if spread > 0 else np.nan",
)


averaged_scores.hints(
    "Get three arrays from the table first: its diagonal, its row sums and its column sums. All else is made of them.",
    "2tp + fp + fn is row sum plus column sum. Summed over the classes, tp is the sum of the diagonal, and fp and fn are the "
    "same number: every mistake is a false alarm for one class and a miss for another.",
    "`tp = np.diag(counts)`, `t = counts.sum(axis=1)`, `p = counts.sum(axis=0)`; then `np.mean(2 * tp / np.maximum(t + p, 1))` "
    "and so on. Micro-F1 is `tp.sum() / counts.sum()`.",
)
averaged_scores.explain(
    "Each mistake is a false positive of one class and a false negative of another, so micro-F1 collapses to the accuracy. "
    "Macro lets a class that is never found cost as much as any other."
)

# -- cheap_policy ------------------------------------------------------------------------------------------------------


@reference(role="open", time_limit=60)
def cheap_policy(X_fit, y_fit, X_choose, y_choose, cost_false_alarm, cost_miss):
    model = HistGradientBoostingClassifier(max_iter=40, max_leaf_nodes=8, random_state=0).fit(X_fit, y_fit)
    return model, cheapest_threshold(y_choose, model.predict_proba(X_choose)[:, 1], cost_false_alarm, cost_miss)


@cheap_policy.probe
def _(candidate, X_fit, y_fit, X_choose, y_choose, cost_false_alarm, cost_miss, X_new, p_new, copies=1):
    fit, choose = (
        (X_fit.repeat(copies, axis=0), y_fit.repeat(copies)),
        (X_choose.repeat(copies, axis=0), y_choose.repeat(copies)),
    )
    answer = candidate(*fit, *choose, cost_false_alarm, cost_miss)
    if not isinstance(answer, tuple) or len(answer) != 2:
        raise TypeError("a pair (model, threshold) was expected")
    model, threshold = answer
    flagged = np.asarray(model.predict_proba(X_new))[:, 1] >= float(threshold)
    alarm, miss = cost_false_alarm * (1 - p_new), cost_miss * p_new
    return {
        "policy": np.where(flagged, alarm, miss).mean(),
        "least possible": np.minimum(alarm, miss).mean(),
        "everybody flagged": alarm.mean(),
        "nobody flagged": miss.mean(),
    }


@cheap_policy.verify
def _(got, expected, inputs):
    if got["policy"] <= 1.4 * got["least possible"]:
        return None
    if got["policy"] > got["everybody flagged"]:
        return "On the new rows it would be cheaper to flag everybody, without a model."
    if got["policy"] > got["nobody flagged"]:
        return "On the new rows it would be cheaper to flag nobody, without a model."
    return "On the new rows your policy costs more than 1.4 times the least possible."


# One in three with x = 1 is positive: from ½ on nobody would be flagged. Each row comes forty times.
cheap_policy.example(
    X_fit=np.array([[0.0], [0.0], [1.0], [1.0], [1.0]]),
    y_fit=np.array([0, 0, 0, 0, 1]),
    X_choose=np.array([[0.0], [1.0], [1.0]]),
    y_choose=np.array([0, 0, 1]),
    cost_false_alarm=1,
    cost_miss=5,
    X_new=np.array([[0.0], [1.0]]),
    p_new=np.array([0.1, 0.4]),
    copies=40,
)


@cheap_policy.cases(n=3)
def _(rng, i):
    X = rng.normal(size=(3500, 4))
    log_odds = -2.5 + 3.5 * (np.abs(X[:, 0]) > 1.1) + 2 * (X[:, 1] > 0.8) - 0.8 * X[:, 3]
    p = 1 / (1 + np.exp(-log_odds))
    y = (rng.random(3500) < p).astype(int)
    false_alarm, miss = ((1, 6), (5, 1), (2, 9))[i]
    return {
        "X_fit": X[:1600],
        "y_fit": y[:1600],
        "X_choose": X[1600:2400],
        "y_choose": y[1600:2400],
        "cost_false_alarm": false_alarm,
        "cost_miss": miss,
        "X_new": X[2400:],
        "p_new": p[2400:],
    }


@cheap_policy.alternative
def _(X_fit, y_fit, X_choose, y_choose, cost_false_alarm, cost_miss):
    # A forest's shares are near probabilities: the formula will do.
    model = RandomForestClassifier(40, min_samples_leaf=15, random_state=0).fit(X_fit, y_fit)
    return model, cost_false_alarm / (cost_false_alarm + cost_miss)


@cheap_policy.misconception("On the new rows it would be cheaper to flag everybody, without a model.")
def _(X_fit, y_fit, X_choose, y_choose, cost_false_alarm, cost_miss):
    return HistGradientBoostingClassifier(max_iter=40, random_state=0).fit(X_fit, y_fit), 0.5


@cheap_policy.misconception("On the new rows it would be cheaper to flag nobody, without a model.")
def _(X_fit, y_fit, X_choose, y_choose, cost_false_alarm, cost_miss):
    # The formula upside down.
    model = HistGradientBoostingClassifier(max_iter=40, max_leaf_nodes=8, random_state=0).fit(X_fit, y_fit)
    return model, cost_miss / (cost_false_alarm + cost_miss) if cost_miss < cost_false_alarm else 0.1


@cheap_policy.misconception("On the new rows your policy costs more than 1.4 times the least possible.")
def _(X_fit, y_fit, X_choose, y_choose, cost_false_alarm, cost_miss):
    model = LogisticRegression().fit(X_fit, y_fit)
    return model, cheapest_threshold(y_choose, model.predict_proba(X_choose)[:, 1], cost_false_alarm, cost_miss)


cheap_policy.hints(
    "Two questions, one after the other: which model ranks well, and where to cut it. The second is answered by the prices.",
    "Straight lines miss what bends: try trees, boosted or in a forest, with leaves that are not too small. Then choose the "
    "threshold on rows that the model was not fitted to.",
    "`HistGradientBoostingClassifier(max_leaf_nodes=8)` fitted on X_fit, and `cheapest_threshold(y_choose, "
    "model.predict_proba(X_choose)[:, 1], cost_false_alarm, cost_miss)`.",
)
cheap_policy.explain(
    "The model fits on some rows, the threshold is chosen on others. Where the probabilities are good the formula serves as "
    "well and wastes no rows: then both sets may fit."
)
cheap_policy.equivalent(
    "HistGradientBoostingClassifier(max_iter=40, max_leaf_nodes=8, random_state=0) → "
    "HistGradientBoostingClassifier(max_leaf_nodes=8, random_state=0)",
    "HistGradientBoostingClassifier(max_iter=40, max_leaf_nodes=8, random_state=0) → "
    "HistGradientBoostingClassifier(max_iter=40, random_state=0)",
    "HistGradientBoostingClassifier(max_iter=40, max_leaf_nodes=8, random_state=0) → "
    "HistGradientBoostingClassifier(max_iter=40, max_leaf_nodes=8)",
    "40 → 41",
    "8 → 9",
    "0 → 1",
    because="any policy passes that is cheap enough, and these are nearly the same model",
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

flagged = choice(
    "Q",
    why={
        "P": "Its recall is 1: who flags everybody misses nobody.",
        "R": "B missed about a third of the defaults, as the table of counts says. Which recall is that?",
        "S": "That is precise and finds little: A at ½. The table of counts says how many B caught and missed.",
    },
    because="B caught about two in three of the defaults, and of those it flagged about one in three had one. A at a lower threshold comes near it, as the two rank customers alike; A at ½ is the most precise of the four and has a smaller F1 than B, because F1 is small when either part is small.",
)
one_number = choice(
    "R",
    why={
        "P": "For p = ½ each square is ¼, whatever comes true.",
        "Q": "This is the best of the four. B was fitted with the defaults counted several times over: are its scores too large, or about right?",
        "S": "This is p(1 − p) for the share of defaults p, which you can work out. B's scores are 0.45 on average where about 0.22 would be true.",
    },
    because="B was fitted with the defaults counted several times over, so its scores are about 0.45 on average where 0.22 would be true. They rank well, and are worse probabilities than one and the same number for everybody.",
)
struck_out = choice(
    "S",
    why={
        "P": "An area of about one half below the ROC curve: this ranking knows nothing.",
        "Q": "Its ROC-AUC is smaller too: this ranking has become worse. Does A's, when defaulters are struck out at random?",
        "R": "Here are the most true alarms among the flagged. After the striking out there are as many false alarms as before, and a tenth of the true ones.",
    },
    because="The ranking is as good as before, and ROC-AUC hardly moves. But at each threshold there are as many false alarms and a tenth of the true ones, so precision and its average fall.",
)
dashed_line = choice(
    "above it, then below it",
    why={
        "below it, then above it": "Set the price to 5 and compare the cost at 0.17 with that at 0.23.",
        "above it both times": "Set the price to 10 and compare the cost at 0.09 with that at 0.05.",
        "below it both times": "Set the price to 5 and compare the cost at 0.17 with that at 0.23.",
    },
    because="The scores are not the true probabilities: they are too large at the one place and too small at the other.",
)
sorted_file = choice(
    "Q",
    why={
        "P": "This table shows all three species found. Three plain folds of a file that is sorted by species are nearly its species.",
        "R": "Here the middle row loses a few birds only: each of its blocks was tested by a model that had seen others of the kind. With how many folds is that so?",
        "S": "This table shows all three species found. Which birds has a model seen that is tested on the middle block?",
    },
    because="The second species lies almost wholly in one block, so the model which is tested on it has hardly seen it, and finds none: its F1 is 0. Ten plain folds leave some of each species for training, and still miss more than mixed ones.",
)
how_many_groups = choice(
    "P",
    why={
        "Q": "Inertia adds up squared distances to the own centre. With more centres to choose from, can its least value rise?",
        "R": "Inertia adds up squared distances to the own centre. With more centres to choose from, can its least value rise?",
        "S": "Inertia adds up squared distances to the own centre. With more centres to choose from, can its least value rise?",
    },
    because="More clusters never raise the least inertia, so the largest belongs to two. That row also has the highest silhouette: two of the three species are built so much alike that one cluster holds both, and distances is all that the measure knows.",
)
