"""Solutions of 03_classical_ml/05_evaluation: Evaluation."""

import matplotlib.pyplot as plt
import numpy as np
from scipy import stats
from scipy.spatial import distance
from sklearn import metrics
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, KFold, TimeSeriesSplit, cross_val_score

from workbench.authoring import choice, reference
from workbench.checking.compare.models import describe_figure
from workbench.checking.evidence import is_fitted


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


confusion_matrix.example(y_true=np.array([0, 1, 1, 1]), y_pred=np.array([0, 0, 1, 1]), n_classes=2)


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
    "Rows and columns are exchanged: the first index is the truth, the second the prediction."
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
    "Precision and recall are exchanged: precision divides by the flagged, recall by the real positives."
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
def roc_figure(false_positive_rate, true_positive_rate, area):
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    axes.plot(false_positive_rate, true_positive_rate, label=f"AUC = {area:.3f}")
    axes.plot([0, 1], [0, 1], "--", color="0.5")
    axes.set(xlabel="false positive rate", ylabel="true positive rate")
    axes.legend(loc="lower right")
    return figure


@roc_figure.cases(n=3)
def _(rng):
    k = rng.integers(4, 9)
    rates = [np.concatenate([[0], np.sort(rng.random(k)), [1]]) for _ in range(2)]
    return {"false_positive_rate": rates[0], "true_positive_rate": np.maximum(*rates), "area": rng.random()}


@roc_figure.probe
def _(candidate, false_positive_rate, true_positive_rate, area):
    return describe_figure(candidate(false_positive_rate, true_positive_rate, area))


@roc_figure.verify
def _(got, expected, inputs):
    if len(got) != 1:
        return f"The figure has {len(got)} axes, one was expected."
    axes = got[0]
    fpr, tpr = inputs["false_positive_rate"], inputs["true_positive_rate"]
    lines = axes["lines"]

    def has(x, y):
        return any(line.shape == (len(x), 2) and np.allclose(line, np.column_stack([x, y])) for line in lines)

    if not has(fpr, tpr):
        if has(tpr, fpr):
            return "The axes are exchanged: the false positive rate belongs on x, the true positive rate on y."
        return "No line shows the true positive rate against the false positive rate."
    if not any({(0.0, 0.0), (1.0, 1.0)} == {tuple(p) for p in line} for line in lines):
        return "The diagonal from (0, 0) to (1, 1) is missing: it shows what guessing reaches."
    for key, wanted in (("x label", "false positive rate"), ("y label", "true positive rate")):
        if axes[key].strip().lower() != wanted:
            return f"The {key} is {axes[key]!r}, {wanted!r} was expected: a curve without names cannot be read."
    wanted = f"AUC = {inputs['area']:.3f}"
    if wanted not in axes["legend"]:
        return f"The legend does not say {wanted!r}; label the curve and call legend()."
    return None


@roc_figure.alternative
def _(false_positive_rate, true_positive_rate, area):
    figure = plt.figure()
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], ":", color="black")
    axes.step(false_positive_rate, true_positive_rate, where="post", label="AUC = " + format(area, ".3f"))
    axes.set_xlabel("False positive rate")
    axes.set_ylabel("True positive rate")
    axes.legend()
    return figure


@roc_figure.misconception("The axes are exchanged: the false positive rate belongs on x, the true positive rate on y.")
def _(false_positive_rate, true_positive_rate, area):
    return roc_figure(true_positive_rate, false_positive_rate, area)


@roc_figure.misconception("The diagonal from (0, 0) to (1, 1) is missing: it shows what guessing reaches.")
def _(false_positive_rate, true_positive_rate, area):
    figure = roc_figure(false_positive_rate, true_positive_rate, area)
    figure.axes[0].lines[1].remove()
    return figure


@roc_figure.misconception(
    "The x label is '', 'false positive rate' was expected: a curve without names cannot be read."
)
def _(false_positive_rate, true_positive_rate, area):
    figure = roc_figure(false_positive_rate, true_positive_rate, area)
    figure.axes[0].set(xlabel="", ylabel="")
    return figure


roc_figure.hints(
    "Two lines, two labels, one legend. Which rate goes on which axis?",
    "`axes.plot(x, y, label=…)` for the curve and another plot for the diagonal; `axes.set(xlabel=…, ylabel=…)`.",
    'Label the curve with f"AUC = {area:.3f}", plot [0, 1] against [0, 1], set both labels, call `axes.legend()`.',
)
roc_figure.explain(
    "The diagonal is the baseline, the labels make the figure readable without the text around it, and the area in the "
    "legend ties the picture to the number in the report."
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
    y_true=np.array([0, 0, 1]), scores=np.array([0.9, 0.8, 0.1]), cost_false_alarm=10.0, cost_miss=1.0
)


@cheapest_threshold.cases(n=20)
def _(rng, i):
    y, scores = _scored(rng, i)
    return {
        "y_true": y,
        "scores": scores,
        "cost_false_alarm": rng.choice([1.0, 1.0, 3.0]),
        "cost_miss": rng.choice([0.2, 1.0, 2.0, 5.0]),
    }


@cheapest_threshold.alternative
def _(y_true, scores, cost_false_alarm, cost_miss):
    def cost(t):
        return (
            cost_false_alarm * ((scores >= t) & (y_true == 0)).sum() + cost_miss * ((scores < t) & (y_true == 1)).sum()
        )

    return float(max([*scores.tolist(), float("inf")], key=lambda t: (-cost(t), t)))


@cheapest_threshold.misconception("The two costs are exchanged: a miss is a 1 that is not flagged.")
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
        result[i] = (b - a) / max(a, b)
    return result


@silhouette.cases(n=12)
def _(rng, i):
    k, n, d = rng.integers(2, 5), rng.integers(8, 20), rng.integers(1, 4)
    labels = rng.integers(0, k, size=n)
    labels[0], labels[1], labels[2] = 0, 1, 1
    if i % 4 == 3:
        labels[labels == 0] = 1
        labels[0] = 0
    X = rng.normal(size=(n, d)) + rng.normal(size=(k, d))[labels] * 2
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


silhouette.hints(
    "Row i of `distances` holds the distances from point i. Which columns belong to a, which to b?",
    "a is the mean over the mates. For b take the mean over each other cluster, and the smallest of these means.",
    "`b = min(distances[i, labels == other].mean() for other in np.unique(labels) if other != own)`",
)
silhouette.explain(
    "Dividing by the larger of the two puts the value between −1 and 1. The point itself must not count among its mates."
)

# -- expanding_folds ---------------------------------------------------------------------------------------------------


@reference
def expanding_folds(n, k, test_size):
    folds = []
    for fold in range(k):
        start = n - (k - fold) * test_size
        folds.append((np.arange(start), np.arange(start, start + test_size)))
    return folds


expanding_folds.example(n=10, k=3, test_size=2)


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


expanding_folds.hints(
    "Where does the first test block begin, if the last one ends with the last row?",
    "Fold number f (from 0) starts its test block at n − (k − f) · test_size.",
    "`start = n - (k - fold) * test_size`; train on `np.arange(start)`, test on `np.arange(start, start + test_size)`.",
)
expanding_folds.explain(
    "Counting from the end makes the last block end with the last row, whatever n is. Nothing after `start` is in training."
)

# -- nested_score ------------------------------------------------------------------------------------------------------


@reference(time_limit=30)
def nested_score(search, X, y, outer):
    scores = []
    for training, test in outer:
        fitted = clone(search).fit(X[training], y[training])
        scores.append(fitted.score(X[test], y[test]))
    return np.array(scores)


@nested_score.cases(n=3)
def _(rng, i):
    X = rng.normal(size=(48, 5))
    y = (X[:, 0] + rng.normal(size=48) > 0).astype(int)
    # A search may have a scoring of its own.
    scoring = (None, "roc_auc", "neg_log_loss")[i]
    search = GridSearchCV(LogisticRegression(), {"C": [0.001, 10.0]}, cv=2, scoring=scoring)
    return {"search": search, "X": X, "y": y, "outer": list(KFold(3, shuffle=True, random_state=i).split(X))}


@nested_score.probe
def _(candidate, search, X, y, outer):
    return {"scores": candidate(search, X, y, outer), "the given search was fitted": is_fitted(search)}


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

nested_score.hints(
    "A search is an estimator like any other: it can be cloned, fitted and scored.",
    "In each outer fold fit a clone of the search on the training rows. What it chose is then scored on the test rows.",
    "`clone(search).fit(X[training], y[training]).score(X[test], y[test])` for each fold, as an array.",
)
nested_score.explain(
    "The inner cross-validation of the search sees only the outer training rows, so the outer test rows judge the procedure "
    "'search, then fit' and not one lucky setting."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

rare = choice(
    "9 %",
    why={
        "99 %": "That is the share of the sick who test positive. The question is about the positives who are sick.",
        "50 %": "Count: of 100,000 people 99 sick and 999 healthy ones test positive.",
        "0.1 %": "That is the share before the test; a positive result raises it nearly a hundredfold.",
    },
    because="Of 100,000 people 100 are sick: 99 true alarms beside 999 false ones, 99 / 1098.",
)
which_area = choice(
    "average precision",
    why={
        "ROC-AUC": "Its false positive rate divides by the huge number of honest transactions, so alarms look cheap.",
        "accuracy": "Flagging nothing is right in 1,999 of 2,000 cases.",
    },
    because="Precision is the share of the checked alarms that were worth checking.",
)
time_split = choice(
    "by patient: all samples of one patient on the same side",
    why={
        "shuffle the samples": "The model could recognise the patient instead of the disease.",
        "by the date of the sample": "The same patient would stand on both sides; new patients are the question here.",
    },
    because="The test must imitate the use: patients whom the model has never seen.",
)
