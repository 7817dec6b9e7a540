"""Solutions of 10_responsible_ai/01_fairness_metrics: Fairness metrics."""

import numpy as np
import pandas as pd
from fairlearn import metrics as fairlearn_metrics
from fairlearn.metrics import MetricFrame
from scipy.stats import norm
from sklearn.metrics import precision_score

from workbench.authoring import choice, reference


def _people(rng, n=None, labels=("f", "m", "x")):
    """Labels, predictions and groups; every group has members of both classes, with differing rates."""
    n = n or rng.integers(24, 60)
    group = rng.choice(labels, size=n)
    group[: 2 * len(labels)] = np.repeat(labels, 2)
    base = dict(zip(labels, rng.uniform(0.2, 0.8, size=len(labels))))
    y_true = (rng.random(n) < [base[g] for g in group]).astype(int)
    y_true[: 2 * len(labels)] = np.tile([0, 1], len(labels))
    lift = dict(zip(labels, rng.uniform(-0.2, 0.3, size=len(labels))))
    y_pred = (rng.random(n) < 0.3 + 0.4 * y_true + np.array([lift[g] for g in group])).astype(int)
    order = rng.permutation(n)
    return y_true[order], y_pred[order], group[order]


# -- intersection ------------------------------------------------------------------------------------------------------


@reference
def intersection(people, columns, smallest):
    joined = pd.Series([" × ".join(row) for row in people[columns].to_numpy()], index=people.index)
    counts = joined.map(joined.value_counts())
    return joined.where(counts >= smallest, "(small groups)").rename("group")


intersection.example(
    people=pd.DataFrame({"sex": ["f", "m", "f"], "race": ["p", "q", "p"]}, index=[5, 9, 7]),
    columns=["sex", "race"],
    smallest=2,
)


@intersection.cases(n=8)
def _(rng, i):
    n = rng.integers(20, 40)
    people = pd.DataFrame(
        {
            "sex": rng.choice(["f", "m"], size=n),
            "race": rng.choice(["p", "q", "r"], size=n, p=[0.6, 0.3, 0.1]),
            "town": rng.choice(["u", "v"], size=n),
        },
        index=rng.permutation(n) + 100,
    )
    sizes = people[["sex", "race"]].value_counts()
    return {
        "people": people,
        "columns": [["sex", "race"], ["race", "sex"], ["town", "sex", "race"], ["race"]][i % 4],
        # One of the sizes that occur, so that the border itself is tested.
        "smallest": int(sizes.iloc[len(sizes) // 2]),
    }


@intersection.alternative
def _(people, columns, smallest):
    named = people[columns].agg(" × ".join, axis=1).rename("group")
    sizes = named.groupby(named).transform("size")
    return named.mask(sizes < smallest, "(small groups)")


@intersection.misconception("A group of exactly `smallest` people is large enough: merge those with fewer.")
def _(people, columns, smallest):
    return intersection(people, columns, smallest + 1)


@intersection.misconception(
    'The small groups were dropped. Nobody may vanish from the report: give them the name "(small groups)".'
)
def _(people, columns, smallest):
    named = intersection(people, columns, smallest)
    return named[named != "(small groups)"]


@intersection.misconception("The index was lost: the result must line up with `people`, so keep its index.")
def _(people, columns, smallest):
    return intersection(people, columns, smallest).reset_index(drop=True)


intersection.misconception(
    "You merged the large groups and kept the small ones: `where` keeps what fulfils the condition.",
    "counts >= smallest → counts < smallest",
)


@intersection.misconception(
    "Each column was judged by itself. Two common values can meet in a handful of people: count the crossed names."
)
def _(people, columns, smallest):
    small = pd.Series(False, index=people.index)
    for column in columns:
        small |= people[column].map(people[column].value_counts()) < smallest
    return intersection(people, columns, 0).mask(small, "(small groups)")


@intersection.misconception(
    "The merged people still carry the value of one column in their name, so that there are several small groups. All of them "
    'get the same name, "(small groups)".'
)
def _(people, columns, smallest):
    named = intersection(people, columns, smallest)
    return named.mask(named == "(small groups)", people[columns[0]] + " × (small groups)")


@intersection.misconception(
    "The merged people still carry the value of one column in their name, so that there are several small groups. All of them "
    'get the same name, "(small groups)".'
)
def _(people, columns, smallest):
    named = intersection(people, columns, smallest)
    return named.mask(named == "(small groups)", "(small groups) × " + people[columns[-1]])


@intersection.misconception(
    "Where the small groups are together still fewer than `smallest` people, you left them under their own names. They are merged "
    "however few they are."
)
def _(people, columns, smallest):
    named = intersection(people, columns, smallest)
    return intersection(people, columns, 0) if (named == "(small groups)").sum() < smallest else named


intersection.hints(
    "How many people share each person's joined name?",
    "`joined.value_counts()` counts each name; `joined.map(…)` gives every person the count of their own name.",
    '`joined.where(counts >= smallest, "(small groups)").rename("group")`',
)
intersection.explain(
    "Mapping the counts back keeps one entry per person and the index. Merging instead of dropping keeps the total right."
)

# -- group_rates -------------------------------------------------------------------------------------------------------


@reference
def group_rates(y_true, y_pred, group):
    rows = {}
    for label in np.unique(group):
        here = group == label
        truth, chosen = y_true[here], y_pred[here]
        rows[label] = {
            "n": int(here.sum()),
            "base_rate": truth.mean(),
            "selection_rate": chosen.mean(),
            "tpr": chosen[truth == 1].mean() if (truth == 1).any() else np.nan,
            "fpr": chosen[truth == 0].mean() if (truth == 0).any() else np.nan,
            "precision": truth[chosen == 1].mean() if (chosen == 1).any() else np.nan,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


# In group m nobody is positive and nobody selected.
group_rates.example(y_true=np.array([0, 1, 1, 0]), y_pred=np.array([0, 1, 0, 0]), group=np.array(["m", "f", "f", "f"]))


@group_rates.cases(n=10)
def _(rng, i):
    y_true, y_pred, group = _people(rng)
    if i % 3 == 1:
        y_pred = np.where(group == "x", 0, np.where(group == "f", 1, y_pred))
    if i % 3 == 2:
        y_true = np.where(group == "x", i % 2, y_true)
    return {"y_true": y_true, "y_pred": y_pred, "group": group}


@group_rates.probe
def _(candidate, y_true, y_pred, group):
    table = candidate(y_true, y_pred, group)
    # What the index is called is a matter of taste.
    return table.rename_axis(None) if isinstance(table, pd.DataFrame) else table


@group_rates.alternative
def _(y_true, y_pred, group):
    frame = pd.DataFrame({"t": y_true, "p": y_pred, "g": group.astype(str)})
    parts = frame.groupby("g")
    return pd.DataFrame(
        {
            "n": parts.size(),
            "base_rate": parts["t"].mean(),
            "selection_rate": parts["p"].mean(),
            "tpr": frame[frame.t == 1].groupby("g")["p"].mean(),
            "fpr": frame[frame.t == 0].groupby("g")["p"].mean(),
            "precision": frame[frame.p == 1].groupby("g")["t"].mean(),
        }
    )


@group_rates.misconception(
    "tpr and precision are swapped: tpr is a share of the truly positive, precision a share of the selected."
)
def _(y_true, y_pred, group):
    table = group_rates(y_true, y_pred, group)
    return table.assign(tpr=table["precision"], precision=table["tpr"])


@group_rates.misconception(
    "tpr and fpr are divided by the whole group. Each is a share of one kind of people: divide by those alone."
)
def _(y_true, y_pred, group):
    table = group_rates(y_true, y_pred, group)
    frame = pd.DataFrame({"g": group, "tp": y_true * y_pred, "fp": (1 - y_true) * y_pred}).groupby("g").mean()
    return table.assign(tpr=frame["tp"].to_numpy(), fpr=frame["fp"].to_numpy())


@group_rates.misconception("A rate over nobody became 0. Nothing was observed, so nothing is known: leave NaN.")
def _(y_true, y_pred, group):
    return group_rates(y_true, y_pred, group).fillna(0.0)


@group_rates.misconception(
    "The groups stand in the order in which they occur in the data. Sort them, so that two reports can be laid side by side."
)
def _(y_true, y_pred, group):
    return group_rates(y_true, y_pred, group).loc[list(dict.fromkeys(group.tolist()))]


@group_rates.misconception(
    "The wrongly selected were divided by all the selected: that is 1 − precision. The fpr is a share of those who are truly "
    "negative."
)
def _(y_true, y_pred, group):
    table = group_rates(y_true, y_pred, group)
    return table.assign(fpr=1 - table["precision"])


group_rates.hints(
    "Go group by group. Which people is each of the rates a mean over?",
    "In a group, `chosen[truth == 1].mean()` is the tpr; fpr and precision are means of the same kind over other people.",
    'Collect a dict per group, build the frame with `pd.DataFrame.from_dict(rows, orient="index")`, and use NaN where a mean '
    "would be over nobody.",
)
group_rates.explain(
    "Every rate is a mean of zeros and ones over some of the people; what differs is over whom. An empty selection has no mean, "
    "and NaN says so."
)

group_rates.equivalent("int(here.sum()) → here.sum()", because="a NumPy integer becomes the same column")

# -- rates_with_fairlearn ----------------------------------------------------------------------------------------------


@reference(time_limit=30)
def rates_with_fairlearn(y_true, y_pred, sensitive):
    def precision(truth, chosen):
        return truth[chosen == 1].mean() if (chosen == 1).any() else np.nan

    return MetricFrame(
        metrics={
            "n": fairlearn_metrics.count,
            "selection_rate": fairlearn_metrics.selection_rate,
            # Of the positives the share that is selected: the precision with the two sides swapped.
            "tpr": lambda truth, chosen: precision(chosen, truth),
            "precision": precision,
        },
        y_true=y_true,
        y_pred=y_pred,
        sensitive_features=sensitive,
    )


@rates_with_fairlearn.probe
def _(candidate, y_true, y_pred, sensitive):
    frame = candidate(y_true, y_pred, sensitive)
    if not isinstance(frame, MetricFrame):
        return {"the result is": type(frame).__name__}
    table = frame.by_group
    # Groups that hold nobody are rows of NaN; an index of one column or of several is told by its names.
    names = [" × ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in table.index]
    return {
        "the result is": "MetricFrame",
        "by_group": pd.DataFrame(table.to_numpy(dtype=float), index=names, columns=list(table.columns)),
        "overall": frame.overall.to_numpy(dtype=float),
    }


rates_with_fairlearn.example(
    y_true=np.array([1, 0, 0, 0]),
    y_pred=np.array([1, 1, 0, 0]),
    sensitive=pd.DataFrame({"sex": ["f", "f", "m", "m"]}),
)


@rates_with_fairlearn.cases(n=3)
def _(rng, i):
    n = rng.integers(20, 30)
    sensitive = pd.DataFrame({"sex": rng.choice(["f", "m"], size=n), "race": rng.choice(["p", "q"], size=n)})
    sensitive.iloc[:4] = [["f", "p"], ["f", "q"], ["m", "p"], ["m", "q"]]
    y_true, y_pred = rng.integers(0, 2, size=n), rng.integers(0, 2, size=n)
    last = (sensitive == ["m", "q"]).all(axis=1).to_numpy()
    if i != 1:
        y_true[last] = 0
    if i != 0:
        y_pred[last] = 0
    return {"y_true": y_true, "y_pred": y_pred, "sensitive": sensitive if i != 2 else sensitive[["race"]]}


@rates_with_fairlearn.alternative
def _(y_true, y_pred, sensitive):
    def tpr(truth, chosen):
        return fairlearn_metrics.true_positive_rate(truth, chosen) if truth.any() else np.nan

    def precision(truth, chosen):
        return precision_score(truth, chosen, zero_division=np.nan)

    metrics = {"n": lambda truth, _: len(truth), "selection_rate": lambda _, chosen: chosen.mean()}
    columns = {name: sensitive[name].to_numpy() for name in sensitive}
    return MetricFrame(
        metrics=metrics | {"tpr": tpr, "precision": precision},
        y_true=y_true, y_pred=y_pred, sensitive_features=columns,
    )  # fmt: skip


def _share(of, among):
    return of[among == 1].mean() if (among == 1).any() else np.nan


_METRICS = {
    "n": fairlearn_metrics.count,
    "selection_rate": fairlearn_metrics.selection_rate,
    "tpr": lambda truth, chosen: _share(chosen, truth),
    "precision": lambda truth, chosen: _share(truth, chosen),
}


def _frame(y_true, y_pred, sensitive, **other):
    return MetricFrame(metrics=_METRICS | other, y_true=y_true, y_pred=y_pred, sensitive_features=sensitive)


@rates_with_fairlearn.misconception(
    "Where a group has no positives its tpr became 0.0, which is what Fairlearn's `true_positive_rate` says. Nobody was there "
    "to be missed, so the rate is unknown: NaN, from a function of your own."
)
def _(y_true, y_pred, sensitive):
    return _frame(y_true, y_pred, sensitive, tpr=fairlearn_metrics.true_positive_rate)


@rates_with_fairlearn.misconception(
    "Where a group has no positives its tpr became 0.0, which is what Fairlearn's `true_positive_rate` says. Nobody was there "
    "to be missed, so the rate is unknown: NaN, from a function of your own."
)
def _(y_true, y_pred, sensitive):
    def precision(truth, chosen):
        return precision_score(truth, chosen, zero_division=0)

    return _frame(y_true, y_pred, sensitive, tpr=fairlearn_metrics.true_positive_rate, precision=precision)


@rates_with_fairlearn.misconception(
    "The precision of a group in which nobody is selected became 0. No invitation was given that could be wrong: NaN. "
    "scikit-learn's precision_score has an argument for this."
)
def _(y_true, y_pred, sensitive):
    def precision(truth, chosen):
        return precision_score(truth, chosen, zero_division=0)

    return _frame(y_true, y_pred, sensitive, precision=precision)


@rates_with_fairlearn.misconception(
    "Only the first column of `sensitive` was used. MetricFrame takes the whole table, and crosses its columns."
)
def _(y_true, y_pred, sensitive):
    return _frame(y_true, y_pred, sensitive[[sensitive.columns[0]]])


@rates_with_fairlearn.misconception(
    "Truth and prediction are swapped: selection_rate is that of the true labels, and tpr and precision have changed places."
)
def _(y_true, y_pred, sensitive):
    return _frame(y_pred, y_true, sensitive)


@rates_with_fairlearn.misconception(
    "You returned the table alone. The MetricFrame itself is asked for: it knows the overall values and the differences too."
)
def _(y_true, y_pred, sensitive):
    return _frame(y_true, y_pred, sensitive).by_group


@rates_with_fairlearn.misconception(
    "A part of the columns became control features. Within each of their values `.overall` and `.difference()` are then taken "
    "separately. Give all columns as sensitive features: those are crossed."
)
def _(y_true, y_pred, sensitive):
    first, further = sensitive.iloc[:, [0]], sensitive.iloc[:, 1:]
    return MetricFrame(
        metrics=dict(_METRICS),
        y_true=y_true,
        y_pred=y_pred,
        sensitive_features=first,
        control_features=further if further.shape[1] else None,
    )


@rates_with_fairlearn.misconception(
    "A part of the columns became control features. Within each of their values `.overall` and `.difference()` are then taken "
    "separately. Give all columns as sensitive features: those are crossed."
)
def _(y_true, y_pred, sensitive):
    last, further = sensitive.iloc[:, [-1]], sensitive.iloc[:, :-1]
    return MetricFrame(
        metrics=dict(_METRICS),
        y_true=y_true,
        y_pred=y_pred,
        sensitive_features=last,
        control_features=further if further.shape[1] else None,
    )


rates_with_fairlearn.hints(
    "MetricFrame takes a dict from name to function. Each function gets the labels and predictions of one group.",
    "`count` and `selection_rate` are in `fairlearn.metrics`. Write tpr and precision yourself, as means over some of the people, "
    "and return np.nan where there are none.",
    '`MetricFrame(metrics={"n": fairlearn_metrics.count, …, "tpr": lambda t, p: p[t == 1].mean() if (t == 1).any() else np.nan}, '
    "y_true=y_true, y_pred=y_pred, sensitive_features=sensitive)`.",
)
rates_with_fairlearn.explain(
    "MetricFrame calls each function on all people and on each group. What a rate over nobody is, the function decides: 0.0 would "
    "make `difference()` report the largest gap where nothing is known."
)

# -- parity_difference -------------------------------------------------------------------------------------------------


@reference
def parity_difference(y_pred, group):
    rates = [y_pred[group == label].mean() for label in np.unique(group)]
    return float(max(rates) - min(rates))


# Nobody of one group is selected: its rate is 0, which is not the same as unknown.
parity_difference.example(y_pred=np.array([1, 0, 0, 0]), group=np.array(["f", "f", "m", "m"]))


@parity_difference.cases(n=12)
def _(rng, i):
    _, y_pred, group = _people(rng, labels=("f", "m", "x")[: 2 + i % 2])
    return {"y_pred": y_pred, "group": group}


@parity_difference.alternative
def _(y_pred, group):
    return float(np.ptp(pd.Series(y_pred).groupby(np.asarray(group, dtype=str)).mean()))


parity_difference.misconception(
    "You compared numbers of people. Groups differ in size: compare the shares that are selected.",
    "y_pred[group == label].mean() → y_pred[group == label].sum()",
)
parity_difference.misconception(
    "That is the ratio of the rates. The difference is asked for: largest minus smallest.",
    "max(rates) - min(rates) → min(rates) / max(rates)",
)
parity_difference.misconception(
    "That is the ratio of the rates. The difference is asked for: largest minus smallest.",
    "max(rates) - min(rates) → 1 - min(rates) / max(rates)",
)
parity_difference.misconception(
    "You compared each group with everybody. The gap asked for lies between the two groups that are furthest apart.",
    "max(rates) - min(rates) → max(abs(rate - y_pred.mean()) for rate in rates)",
)


@parity_difference.misconception(
    "You subtracted the first group from the second. With more groups, or another order, the largest gap is missed or negative."
)
def _(y_pred, group):
    first, second, *_ = np.unique(group)
    return float(y_pred[group == second].mean() - y_pred[group == first].mean())


parity_difference.misconception(
    "Two groups were picked by their place among the labels. With three, the two that are furthest apart may be others: take the "
    "largest rate and the smallest.",
    "max(rates) - min(rates) → abs(rates[0] - rates[-1])",
)
parity_difference.misconception(
    "Two groups were picked by their place among the labels. With three, the two that are furthest apart may be others: take the "
    "largest rate and the smallest.",
    "max(rates) - min(rates) → abs(rates[0] - rates[1])",
)
parity_difference.misconception(
    "You divided by all the selected, which gives each group's share of the invitations: a large group has many for being large. "
    "Divide by the people of the group.",
    "y_pred[group == label].mean() → y_pred[group == label].sum() / max(y_pred.sum(), 1)",
)
parity_difference.misconception(
    "You averaged over the pairs of groups, so that pairs close together hide the one furthest apart. The largest gap is asked for.",
    "max(rates) - min(rates) → np.mean([abs(a - b) for k, a in enumerate(rates) for b in rates[:k]])",
)


parity_difference.hints(
    "A selection rate is the mean of the predictions in a group.",
    "Make a list of the rates of all groups, whatever their number.",
    "`max(rates) - min(rates)`.",
)
parity_difference.explain("The largest gap between any two groups is the gap between the extremes.")

parity_difference.equivalent("np.unique(group) → group", because="going through a label more than once gives the same")

# -- odds_difference ---------------------------------------------------------------------------------------------------


@reference
def odds_difference(y_true, y_pred, group):
    gaps = []
    for truth in (0, 1):
        rates = [y_pred[(group == label) & (y_true == truth)].mean() for label in np.unique(group)]
        gaps.append(max(rates) - min(rates))
    return float(max(gaps))


odds_difference.example(
    y_true=np.array([1, 0, 0, 1, 0, 0]),
    y_pred=np.array([1, 0, 0, 1, 1, 0]),
    group=np.array(["f", "f", "f", "m", "m", "m"]),
)


@odds_difference.cases(n=14)
def _(rng, i):
    y_true, y_pred, group = _people(rng, labels=("f", "m", "x")[: 2 + i % 2])
    return {"y_true": y_true, "y_pred": y_pred, "group": group}


@odds_difference.alternative
def _(y_true, y_pred, group):
    rates = pd.DataFrame({"t": y_true, "g": np.asarray(group, dtype=str), "p": y_pred}).pivot_table(
        index="g", columns="t", values="p", aggfunc="mean"
    )
    return float((rates.max() - rates.min()).max())


@odds_difference.misconception(
    "You looked at the true positive rates only: that is equal opportunity. Take the larger of both gaps."
)
def _(y_true, y_pred, group):
    return parity_difference(y_pred[y_true == 1], group[y_true == 1])


@odds_difference.misconception("You averaged the two gaps. A small one must not excuse a large one: take the larger.")
def _(y_true, y_pred, group):
    return float(np.mean([parity_difference(y_pred[y_true == t], group[y_true == t]) for t in (0, 1)]))


@odds_difference.misconception(
    "You ignored the truth: that is demographic parity. Separate the truly positive from the others."
)
def _(y_true, y_pred, group):
    return parity_difference(y_pred, group)


@odds_difference.misconception(
    "You took TPR − FPR in each group first. Where a group has more of both, the two cancel: take the gap of each rate by itself."
)
def _(y_true, y_pred, group):
    kept = [group == label for label in np.unique(group)]
    lifts = [y_pred[here & (y_true == 1)].mean() - y_pred[here & (y_true == 0)].mean() for here in kept]
    return float(max(lifts) - min(lifts))


@odds_difference.misconception(
    "You compared each group with everybody. The gap asked for lies between the two groups that are furthest apart."
)
def _(y_true, y_pred, group):
    found = []
    for truth in (0, 1):
        chosen, label = y_pred[y_true == truth], group[y_true == truth]
        found += [abs(chosen[label == name].mean() - chosen.mean()) for name in np.unique(label)]
    return float(max(found))


@odds_difference.misconception(
    "Truth and prediction are the wrong way round: you took the share of the truly positive among the selected and the others. "
    "Separate people by the truth, and average what was predicted."
)
def _(y_true, y_pred, group):
    return odds_difference(y_pred, y_true, group)


odds_difference.hints(
    "It is the parity difference twice: once among the truly positive, once among the others.",
    "For each truth value, take the rates of all groups among people with that truth, and their gap.",
    "Return the larger of the two gaps. `parity_difference(y_pred[y_true == 1], group[y_true == 1])` is one of them.",
)
odds_difference.explain(
    "Equal odds means equal treatment of equals, in both classes; the worse of the two gaps measures it."
)

odds_difference.equivalent("np.unique(group) → group", because="going through a label more than once gives the same")
odds_difference.equivalent("y_true == truth → y_true != truth", because="the two truth values change places")

# -- calibration_gap ---------------------------------------------------------------------------------------------------


@reference(role="repair")
def calibration_gap(y_true, scores, group, edges):
    bins = np.clip(np.searchsorted(edges, scores, side="right") - 1, 0, len(edges) - 2)
    errors = {}
    for label in np.unique(group):
        total = 0.0
        for number in np.unique(bins[group == label]):
            here = (group == label) & (bins == number)
            total += here.sum() * abs(scores[here].mean() - y_true[here].mean())
        errors[str(label)] = total / (group == label).sum()
    return pd.Series(errors)


# In the lower bin the score is too high, in the upper one too low, by the same number of people.
calibration_gap.example(
    y_true=np.array([0, 0, 1, 1]),
    scores=np.array([0.25, 0.25, 0.5, 1.0]),
    group=np.array(["f", "f", "f", "f"]),
    edges=np.array([0.0, 0.5, 1.0]),
)


@calibration_gap.cases(n=8)
def _(rng, i):
    y_true, _, group = _people(rng, labels=("f", "m", "x")[: 2 + i % 2])
    # Eighths are exact in binary, so that a score may lie on an edge.
    scores = rng.integers(0, 9, size=len(y_true)) / 8
    scores[:2] = [1.0, 0.5]
    if i % 4 == 3:
        scores = np.where(group == "m", 0.25, scores)
    edges = (np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.25, 0.5, 0.75, 1.0]), np.array([0.0, 0.125, 1.0]))[i % 3]
    return {"y_true": y_true, "scores": scores, "group": group, "edges": edges}


@calibration_gap.alternative
def _(y_true, scores, group, edges):
    frame = pd.DataFrame({"y": y_true, "s": scores, "g": group.astype(str)})
    frame["bin"] = pd.cut(scores, [*edges[:-1], np.inf], right=False, labels=False)
    parts = frame.groupby(["g", "bin"]).agg(n=("y", "size"), y=("y", "mean"), s=("s", "mean"))
    weighted = (parts["n"] * (parts["s"] - parts["y"]).abs()).groupby("g").sum()
    return weighted / parts["n"].groupby("g").sum()


@calibration_gap.probe
def _(candidate, y_true, scores, group, edges):
    errors = candidate(y_true, scores, group, edges)
    # What index and values are called is a matter of taste.
    return errors.rename_axis(None).rename(None) if isinstance(errors, pd.Series) else errors


@calibration_gap.misconception(
    "The fault is still there: a bin with scores too high and one with scores too low cancel in the sum. A distance has no sign, so "
    "take it in each bin, before you add up."
)
def _(y_true, scores, group, edges):
    labels = np.unique(group)
    return pd.Series({str(k): abs(scores[group == k].mean() - y_true[group == k].mean()) for k in labels})


calibration_gap.misconception(
    "Every bin counts alike, so one with three people weighs as much as one with three hundred. Weigh by numbers of people.",
    "here.sum() * abs(scores[here].mean() - y_true[here].mean()) → abs(scores[here].mean() - y_true[here].mean())",
    "total / (group == label).sum() → total / len(np.unique(bins[group == label]))",
)


calibration_gap.misconception(
    "Each person's own distance from 0 or 1 was taken: that measures how decided the scores are. Compare the means of a bin.",
    "here.sum() * abs(scores[here].mean() - y_true[here].mean()) → np.abs(scores[here] - y_true[here]).sum()",
)


calibration_gap.misconception(
    "Each group was compared with the mean score of everybody in the bin. It is the group's own mean that must match its share.",
    "scores[here].mean() → scores[bins == number].mean()",
)
calibration_gap.misconception(
    "You divided by the number of all people. A group's error is a mean over the group.",
    "total / (group == label).sum() → total / len(group)",
)

calibration_gap.misconception(
    "The share of positives was taken over everybody in the bin. A group's mean score must match the share in the group itself.",
    "y_true[here].mean() → y_true[bins == number].mean()",
)
calibration_gap.misconception(
    "The middle of the bin stands for the scores in it. People need not lie around the middle: take their mean score.",
    "scores[here].mean() → (edges[number] + edges[number + 1]) / 2",
)

calibration_gap.hints(
    "Try the example by hand. Each of its two bins is wrong by a quarter; what does the function return, and where did it go?",
    "Look at what is added up. Can two numbers in that sum cancel?",
    "Take `abs` of the difference of the means inside the inner loop, and drop it where the total is divided.",
)
calibration_gap.explain(
    "The mean of signed gaps says only that the scores are right on average. A score that says 0.6 for those at 0.4, and 0.4 for "
    "those at 0.6, passes that test and means nothing."
)
calibration_gap.equivalent("str(label) → label", because="a NumPy text equals the same Python text")

# -- implied_precision -------------------------------------------------------------------------------------------------


@reference
def implied_precision(base_rate, tpr, fpr):
    right, wrong = tpr * base_rate, fpr * (1 - base_rate)
    return right / (right + wrong)


implied_precision.example(base_rate=0.25, tpr=0.5, fpr=0.25)


@implied_precision.cases(n=14)
def _(rng, i):
    drawn = {name: rng.uniform(0.05, 0.95) for name in ("base_rate", "tpr", "fpr")}
    # Where nobody is selected rightly, the precision is 0 and no question of 0/0.
    return drawn | ({}, {}, {"tpr": 0.0}, {"base_rate": 0.0}, {"fpr": 0.0})[i % 5]


@implied_precision.alternative
def _(base_rate, tpr, fpr):
    # The other way round: the share of the wrongly selected, and what is left.
    wrong = fpr * (1 - base_rate)
    return 1 - wrong / (wrong + tpr * base_rate)


implied_precision.misconception(
    "You left the base rates out. Both rates must be weighted by how many people of each kind there are.",
    "(tpr * base_rate, fpr * (1 - base_rate)) → (tpr, fpr)",
)
implied_precision.misconception(
    "That is the share of the whole group that is rightly selected; divide by all the selected.",
    "right / (right + wrong) → right",
)
implied_precision.misconception(
    "The weights are swapped: tpr belongs to the share base_rate, fpr to the share 1 − base_rate.",
    "(tpr * base_rate, fpr * (1 - base_rate)) → (tpr * (1 - base_rate), fpr * base_rate)",
)


@implied_precision.misconception(
    "The formula divides by the rightly selected. Where there are none, the precision is 0 and the formula fails: divide by "
    "all the selected."
)
def _(base_rate, tpr, fpr):
    return 1 / (1 + fpr * (1 - base_rate) / (tpr * base_rate))


implied_precision.misconception(
    "Only one of the two rates is weighted: the wrongly selected are fpr of the share 1 − base_rate, the rightly selected tpr "
    "of the share base_rate.",
    "fpr * (1 - base_rate) → fpr",
)
implied_precision.misconception(
    "Only one of the two rates is weighted: the wrongly selected are fpr of the share 1 − base_rate, the rightly selected tpr "
    "of the share base_rate.",
    "tpr * base_rate → tpr",
)

implied_precision.misconception(
    "1 − fpr is the share of the negatives who are rightly left out, the specificity. Precision is a share of the selected.",
    "right / (right + wrong) → 1 - fpr",
)

implied_precision.hints(
    "Imagine a group of 1,000 people. How many are selected rightly, how many wrongly?",
    "Rightly: tpr · base_rate of all. Wrongly: fpr · (1 − base_rate) of all.",
    "Divide the rightly selected by the sum of both.",
)
implied_precision.explain(
    "It is Bayes' rule. With equal tpr and fpr the precision still rises with the base rate, so two groups with different base "
    "rates cannot have equal odds and equal precision, unless nobody is selected wrongly or nobody rightly."
)

# -- rates_that_follow -------------------------------------------------------------------------------------------------


@reference
def rates_that_follow(base_rate, selection_rate, precision):
    tpr = precision * selection_rate / base_rate
    fpr = (1 - precision) * selection_rate / (1 - base_rate)
    if tpr > 1 or fpr > 1:
        raise ValueError("no classifier can do it")
    return tpr, fpr


rates_that_follow.example(base_rate=0.25, selection_rate=0.5, precision=0.375)


@rates_that_follow.cases(n=16)
def _(rng, i):
    # Multiples of a power of two, so that a rate of exactly 1 is one to every formula.
    base_rate = rng.integers(1, 16) / 16
    if i % 4 == 0:  # more positives selected than there are
        return {"base_rate": 0.125, "selection_rate": rng.integers(5, 9) / 16, "precision": 0.5}
    if i % 4 == 1:  # more negatives
        return {"base_rate": 0.875, "selection_rate": rng.integers(5, 9) / 16, "precision": 0.5}
    if i % 4 == 2:  # exactly all
        return ({"base_rate": 0.25, "selection_rate": 0.5, "precision": 0.5},
                {"base_rate": 0.5, "selection_rate": 0.5, "precision": 1.0},
                {"base_rate": 0.5, "selection_rate": 0.5, "precision": 0.0},
                {"base_rate": 0.75, "selection_rate": 1.0, "precision": 0.75})[i // 4]  # fmt: skip
    tpr, fpr = rng.integers(1, 8, size=2) / 8
    selected = tpr * base_rate + fpr * (1 - base_rate)
    return {"base_rate": base_rate, "selection_rate": selected, "precision": tpr * base_rate / selected}


@rates_that_follow.probe
def _(candidate, base_rate, selection_rate, precision):
    try:
        tpr, fpr = candidate(base_rate, selection_rate, precision)
    except ValueError:
        return "ValueError"
    return {"tpr": float(tpr), "fpr": float(fpr)}


@rates_that_follow.alternative
def _(base_rate, selection_rate, precision):
    # Shares of all people: selected rightly and wrongly, out of those who could be.
    rightly = precision * selection_rate
    wrongly = selection_rate - rightly
    rates = (rightly / base_rate, wrongly / (1 - base_rate))
    if max(rates) > 1:
        raise ValueError(f"rates of {rates}")
    return rates


rates_that_follow.misconception(
    "You gave the shares of all people that are selected rightly and wrongly. A TPR is a share of the positives, a FPR one of the "
    "negatives: divide.",
    "precision * selection_rate / base_rate → precision * selection_rate",
    "(1 - precision) * selection_rate / (1 - base_rate) → (1 - precision) * selection_rate",
)
rates_that_follow.misconception(
    "The wrongly selected were divided by the share of positives. A FPR is a share of the negatives, 1 − base_rate.",
    "(1 - precision) * selection_rate / (1 - base_rate) → (1 - precision) * selection_rate / base_rate",
)
rates_that_follow.misconception(
    "The FPR is not 1 − TPR: the two are shares of different people. Count the wrongly selected among the negatives.",
    "(1 - precision) * selection_rate / (1 - base_rate) → 1 - tpr",
)
rates_that_follow.misconception(
    "A rate of more than 1 came back, or of 1 by cutting it off: nobody can find more people than there are. Raise ValueError, for "
    "either of the two.",
    "tpr > 1 or fpr > 1 → False",
)
rates_that_follow.misconception(
    "A rate of more than 1 came back, or of 1 by cutting it off: nobody can find more people than there are. Raise ValueError, for "
    "either of the two.",
    "tpr > 1 or fpr > 1 → tpr > 1",
)


@rates_that_follow.misconception(
    "A rate of more than 1 came back, or of 1 by cutting it off: nobody can find more people than there are. Raise ValueError, for "
    "either of the two."
)
def _(base_rate, selection_rate, precision):
    tpr = precision * selection_rate / base_rate
    fpr = (1 - precision) * selection_rate / (1 - base_rate)
    return min(tpr, 1.0), min(fpr, 1.0)


rates_that_follow.misconception(
    "A rate of exactly 1 was refused. To find every positive is possible; only more than all is not.",
    "tpr > 1 or fpr > 1 → tpr >= 1 or fpr >= 1",
)

rates_that_follow.misconception(
    "One of the two rates was left undivided, as a share of all people. A TPR is a share of the positives, a FPR one of the negatives.",
    "(1 - precision) * selection_rate / (1 - base_rate) → (1 - precision) * selection_rate",
)
rates_that_follow.misconception(
    "One of the two rates was left undivided, as a share of all people. A TPR is a share of the positives, a FPR one of the negatives.",
    "precision * selection_rate / base_rate → precision * selection_rate",
)
rates_that_follow.misconception(
    "1 − precision is the share of the selected who are wrong. The FPR has the same people above the line, and all negatives below.",
    "(1 - precision) * selection_rate / (1 - base_rate) → 1 - precision",
)

rates_that_follow.hints(
    "Of 1,000 people, how many are selected? How many of these rightly, how many wrongly?",
    "Rightly selected: precision · selection_rate of all. The TPR is what share of the positives, base_rate of all, that is?",
    "tpr = precision · selection_rate / base_rate, fpr = (1 − precision) · selection_rate / (1 − base_rate); raise ValueError if one "
    "is above 1.",
)
rates_that_follow.explain(
    "Two groups, two criteria, and two free rates in each group: unless a rate would have to be above 1 there is a solution. Equal "
    "odds and equal precision leave nothing free, and so the base rates would have to be equal."
)

# -- parity_interval ---------------------------------------------------------------------------------------------------


@reference
def parity_interval(y_pred, group, draws, level, rng):
    rows = rng.integers(0, len(y_pred), size=(draws, len(y_pred)))
    selected, is_b = y_pred[rows], (group == "b")[rows]
    rate_b = (selected * is_b).sum(axis=1) / is_b.sum(axis=1)
    rate_a = (selected * ~is_b).sum(axis=1) / (~is_b).sum(axis=1)
    tail = (1 - level) / 2
    low, high = np.quantile(rate_b - rate_a, [tail, 1 - tail])
    return low, high


# The inputs count people: so many of a group, so many of them selected.
parity_interval.example(a_people=20, a_selected=15, b_people=20, b_selected=5, draws=1000, level=0.8, seed=0)


@parity_interval.cases(n=4)
def _(rng, i):
    a, b = ((30, 20), (24, 36), (40, 24), (28, 28))[i]
    return {
        "a_people": a,
        "a_selected": a - rng.integers(5, 9),
        "b_people": b,
        "b_selected": rng.integers(5, 9),
        "draws": 1000,
        "level": (0.95, 0.8, 0.5, 0.9)[i],
        "seed": i,
    }


@parity_interval.probe
def _(candidate, a_people, a_selected, b_people, b_selected, draws, level, seed):
    sizes = [a_selected, a_people - a_selected, b_selected, b_people - b_selected]
    order = np.random.default_rng(seed + 100).permutation(a_people + b_people)
    y_pred, group = np.repeat([1, 0, 1, 0], sizes)[order], np.repeat(["a", "a", "b", "b"], sizes)[order]
    low, high = candidate(y_pred, group, draws, level, np.random.default_rng(seed))
    again = candidate(y_pred, group, draws, level, np.random.default_rng(seed))
    longer = candidate(y_pred, group, 4 * draws, level, np.random.default_rng(seed))
    return {
        "low": float(low),
        "high": float(high),
        "repeats": bool(np.allclose(again, (low, high))),
        "shrinks": bool(abs(longer[1] - longer[0]) < 0.7 * abs(high - low)),
    }


@parity_interval.verify
def _(got, expected, inputs):
    width = expected["high"] - expected["low"]
    if not got["repeats"]:
        return "Equal generators gave different intervals: draw only from `rng`."
    if np.isnan(got["low"]) or np.isnan(got["high"]):
        return "An end of the interval is NaN."
    if got["high"] < got["low"]:
        return "The ends are swapped: low comes first."
    if got["high"] < expected["low"] + 0.05 * width and got["high"] - got["low"] < 0.9 * width:
        return "Both ends lie among the very smallest gaps. np.percentile wants percent, np.quantile wants shares."
    if got["shrinks"]:
        return (
            "The interval shrinks as more resamples are drawn, as an interval of their mean does. How far another sample may lie is not a "
            "question of patience: take the quantiles of the gaps themselves."
        )
    if got["high"] - got["low"] < 0.3 * width:
        return (
            "The interval is far too narrow: the gaps hardly differ from draw to draw, or other quantiles were taken."
        )
    middle, wanted = (got["low"] + got["high"]) / 2, (expected["low"] + expected["high"]) / 2
    if abs(middle) < 0.4 * abs(wanted):
        return (
            "The interval lies around zero: prediction and group were drawn separately, so each person was torn apart."
        )
    if abs(middle + wanted) < 0.25 * abs(wanted):
        return "The sign is the wrong way round: the rate of group b minus that of group a."
    ratio = (got["high"] - got["low"]) / width
    if abs(ratio - 1) > 0.2:
        return f"The interval is {ratio:.2f} times as wide as it should be: which quantiles belong to `level`?"
    if abs(middle - wanted) > 0.15 * width:
        return "The interval has the right width but the wrong place."
    return None


@parity_interval.alternative
def _(y_pred, group, draws, level, rng):
    n, gaps = len(y_pred), []
    for _ in range(draws):
        rows = rng.choice(n, size=n, replace=True)
        chosen, label = y_pred[rows], group[rows]
        gaps.append(chosen[label == "b"].mean() - chosen[label == "a"].mean())
    return tuple(np.percentile(gaps, [50 * (1 - level), 50 * (1 + level)]))


@parity_interval.alternative
def _(y_pred, group, draws, level, rng):
    # How often each person is drawn says as much as who is drawn when.
    times = rng.multinomial(len(y_pred), np.full(len(y_pred), 1 / len(y_pred)), size=draws)
    rate = {name: times @ (y_pred * (group == name)) / (times @ (group == name)) for name in ("a", "b")}
    low, high = np.quantile(rate["b"] - rate["a"], [(1 - level) / 2, (1 + level) / 2])
    return low, high


parity_interval.misconception(
    "The interval lies around zero: prediction and group were drawn separately, so each person was torn apart.",
    '(group == "b")[rows] → (group == "b")[rng.permuted(rows, axis=1)]',
)


@parity_interval.misconception(
    "All draws gave the same gap: people are drawn with replacement, some twice, some never."
)
def _(y_pred, group, draws, level, rng):
    gap = y_pred[group == "b"].mean() - y_pred[group == "a"].mean()
    rng.permutation(len(y_pred))
    return gap, gap


parity_interval.misconception(
    "Both ends lie among the very smallest gaps. np.percentile wants percent, np.quantile wants shares.",
    "np.quantile(rate_b - rate_a, [tail, 1 - tail]) → np.percentile(rate_b - rate_a, [tail, 1 - tail])",
)


@parity_interval.misconception("The sign is the wrong way round: the rate of group b minus that of group a.")
def _(y_pred, group, draws, level, rng):
    low, high = parity_interval(y_pred, group, draws, level, rng)
    return -high, -low


parity_interval.misconception(
    "You left out 1 − level at each end. It is what both ends leave out together, half of it each.",
    "(1 - level) / 2 → 1 - level",
)


@parity_interval.misconception(
    "You divided the selected of each group by all the people drawn. A rate of a group has the drawn people of that group below the "
    "line."
)
def _(y_pred, group, draws, level, rng):
    rows = rng.integers(0, len(y_pred), size=(draws, len(y_pred)))
    selected, is_b = y_pred[rows], (group == "b")[rows]
    gaps = (selected * is_b).mean(axis=1) - (selected * ~is_b).mean(axis=1)
    return tuple(np.quantile(gaps, [(1 - level) / 2, (1 + level) / 2]))


@parity_interval.misconception(
    "The interval shrinks as more resamples are drawn, as an interval of their mean does. How far another sample may lie is not a question "
    "of patience: take the quantiles of the gaps themselves."
)
def _(y_pred, group, draws, level, rng):
    rows = rng.integers(0, len(y_pred), size=(draws, len(y_pred)))
    selected, is_b = y_pred[rows], (group == "b")[rows]
    gaps = (selected * is_b).sum(axis=1) / is_b.sum(axis=1) - (selected * ~is_b).sum(axis=1) / (~is_b).sum(axis=1)
    reach = norm.ppf((1 + level) / 2) * gaps.std() / np.sqrt(draws)
    return gaps.mean() - reach, gaps.mean() + reach


parity_interval.hints(
    "What is drawn are people, that is row numbers. Prediction and group of a row stay together.",
    "`rng.integers(0, n, size=(draws, n))` draws all resamples with replacement; in each, the selected of group b by the people of "
    "group b are a rate.",
    "`(selected * is_b).sum(axis=1) / is_b.sum(axis=1)` are the rates of b; with those of a subtracted, "
    "`np.quantile(gaps, [tail, 1 - tail])` with tail = (1 − level)/2.",
)
parity_interval.equivalent(
    "0 → 1", because="one of several dozen people who is never drawn is far below the noise of the draws"
)
parity_interval.explain(
    "Resampling whole people imitates drawing another sample from the same population. The quantiles of the gaps then say in which "
    "range another sample's gap would probably lie."
)

# -- best_supported_gap ------------------------------------------------------------------------------------------------


@reference(role="decision")
def best_supported_gap():
    return "Female × White"


@best_supported_gap.verify
def _(got, expected, inputs):
    if not isinstance(got, str):
        return "The name of one group was expected, a string."
    if got in (
        "Male × Other",
        "Female × Other",
        "Male × Amer-Indian-Eskimo",
        "Female × Amer-Indian-Eskimo",
        "Female × Asian-Pac-Islander",
    ):
        return (
            "Fewer than 30 people of this group in the audit earn enough. So few can show almost any gap by luck, and so can their "
            "resamples."
        )
    if got == "Female × Black":
        return (
            "Among the groups large enough its gap is the widest, but so is its interval. Which one has the end of the interval "
            "nearest to zero furthest away from it?"
        )
    if got == "Male × Black":
        return "Its interval reaches very nearly to zero. Another group has more people behind it, and an upper end that is further down."
    if got in ("Female", "Male", "White", "Black", "Other", "Amer-Indian-Eskimo", "Asian-Pac-Islander"):
        return "That is a value of one column. A group crossed from both is asked for: an average over one column hides the small ones."
    if got in ("Male × White", "Male × Asian-Pac-Islander"):
        return "Those of this group who earn enough have no smaller chance than the others. A shortfall is asked for."
    return None if got == expected else 'There is no group of that name: write it as `intersection` does, "sex × race".'


@best_supported_gap.alternative
def _():
    return " × ".join(["Female", "White"])


@best_supported_gap.misconception(
    "Among the groups large enough its gap is the widest, but so is its interval. Which one has the end of the interval nearest to "
    "zero furthest away from it?"
)
def _():
    return "Female × Black"


@best_supported_gap.misconception(
    "Fewer than 30 people of this group in the audit earn enough. So few can show almost any gap by luck, and so can their "
    "resamples."
)
def _():
    return "Male × Other"


@best_supported_gap.misconception(
    "Its interval reaches very nearly to zero. Another group has more people behind it, and an upper end that is further down."
)
def _():
    return "Male × Black"


best_supported_gap.hints(
    "`parity_interval` compares a group b with a group a. Who is b here, who is a, and whose predictions do you give it?",
    'Keep `y_pred[y_true == 1]`; label the members of the group "b" and everybody else "a"; do it for every group of at least 30.',
    "Collect the upper ends in a dict, in a cell of your own. The lowest of them is the answer; look at the widest gap as well, and at "
    "why it is not.",
)
best_supported_gap.explain(
    "The widest gaps belong to small groups, because their rates scatter most. The shortfall of the largest group is narrower, "
    "and there is hardly a doubt that it is one. With some ten groups to look at, one interval in twenty that misses by chance is no "
    "rarity, so collect more on the small ones before you acquit or accuse."
)

# -- equal_opportunity_thresholds --------------------------------------------------------------------------------------


@reference
def equal_opportunity_thresholds(y_true, scores, group, target):
    thresholds = {}
    for label in np.unique(group):
        positives = np.sort(scores[(group == label) & (y_true == 1)])[::-1]
        needed = int(np.ceil(target * len(positives) - 1e-9))
        thresholds[str(label)] = float(positives[needed - 1])
    return thresholds


equal_opportunity_thresholds.example(
    y_true=np.array([1, 1, 1, 0, 0, 1, 1]),
    scores=np.array([0.9, 0.6, 0.3, 0.95, 0.8, 0.75, 0.7]),
    group=np.array(["f", "f", "f", "f", "f", "m", "m"]),
    target=0.6,
)


@equal_opportunity_thresholds.cases(n=12)
def _(rng, i):
    y_true, _, group = _people(rng, labels=("f", "m", "x")[: 2 + i % 2])
    scores = rng.random(len(y_true)) * 0.6 + 0.4 * y_true * rng.random(len(y_true)) + 0.1 * (group == "m")
    return {
        "y_true": y_true,
        "scores": np.round(scores, 1) if i % 4 == 3 else scores,
        "group": group,
        "target": (0.5, 0.6, 0.8, 1.0)[i % 4 if i < 8 else 3 - i % 4],
    }


@equal_opportunity_thresholds.cases(n=3)
def _(rng, i):
    # So many positives that the product with the target is a whole number in exact numbers, and a little more as floats.
    positives, target = ((25, 0.28), (50, 0.14), (25, 0.56))[i]
    y_true = rng.permutation(np.repeat([1, 0], (2 * positives, 8)))
    group = np.empty(len(y_true), dtype="<U1")
    group[y_true == 1] = rng.permutation(np.repeat(["f", "m"], positives))
    group[y_true == 0] = np.tile(["f", "m"], 4)
    return {"y_true": y_true, "scores": rng.random(len(y_true)), "group": group, "target": target}


@equal_opportunity_thresholds.alternative
def _(y_true, scores, group, target):
    found = {}
    for label in sorted(set(group.tolist())):
        own = scores[(group == label) & (y_true == 1)]
        found[label] = max(float(t) for t in own if np.mean(own >= t) >= target - 1e-9)
    return found


@equal_opportunity_thresholds.misconception(
    "You used everybody's scores. The true positive rate is about the truly positive: take the quantile among them alone."
)
def _(y_true, scores, group, target):
    return equal_opportunity_thresholds(np.ones_like(y_true), scores, group, target)


@equal_opportunity_thresholds.misconception(
    "All groups got one common threshold. Each group's own scores decide where its true positive rate reaches the target."
)
def _(y_true, scores, group, target):
    common = equal_opportunity_thresholds(y_true, scores, np.full(len(group), "all"), target)["all"]
    return {str(label): common for label in np.unique(group)}


equal_opportunity_thresholds.misconception(
    "You counted from the lowest score, so the share *below* the threshold is the target. Those at or above it are selected.",
    "np.sort(scores[(group == label) & (y_true == 1)])[::-1] → np.sort(scores[(group == label) & (y_true == 1)])",
)

equal_opportunity_thresholds.misconception(
    "The number of positives needed was rounded down: with fewer than target · k of them the rate stays below the target.",
    "np.ceil(target * len(positives) - 1e-09) → max(1, np.floor(target * len(positives) + 1e-09))",
)
equal_opportunity_thresholds.misconception(
    "The number of positives needed is one too large where target · k is a whole number: as floats 0.28 · 25 is a little more "
    "than 7. Take off a tiny amount before you round up.",
    "np.ceil(target * len(positives) - 1e-09) → np.ceil(target * len(positives))",
)

equal_opportunity_thresholds.misconception(
    "The number of positives needed was rounded to the nearest whole number. Where that is downwards, the rate stays below the target.",
    "int(np.ceil(target * len(positives) - 1e-09)) → max(1, round(target * len(positives)))",
)


@equal_opportunity_thresholds.misconception(
    "np.quantile puts a threshold between two scores, where the rate can fall short of the target. Take the score of a positive."
)
def _(y_true, scores, group, target):
    found = {}
    for label in np.unique(group):
        found[str(label)] = float(np.quantile(scores[(group == label) & (y_true == 1)], 1 - target))
    return found


equal_opportunity_thresholds.hints(
    "Sort the scores of a group's positives from high to low. How far down must you go to have selected enough of them?",
    "With k positives, `ceil(target · k)` of them must be selected. The threshold is the score of the last of these.",
    "`positives = np.sort(scores[(group == label) & (y_true == 1)])[::-1]`; threshold `positives[needed - 1]`.",
)
equal_opportunity_thresholds.explain(
    "Going down the sorted positives, each step raises the rate by 1/k. The smallest sufficient number, rounded up, gives the highest "
    "threshold; the tiny number guards against 0.6·5 = 3.0000000000000004."
)
equal_opportunity_thresholds.equivalent("1e-09 → 2e-09", because="both only absorb rounding")

equal_opportunity_thresholds.equivalent(
    "np.unique(group) → group", because="going through a label more than once gives the same"
)
equal_opportunity_thresholds.equivalent("str(label) → label", because="a NumPy text equals the same Python text")

# -- fair_within_budget ------------------------------------------------------------------------------------------------

SHARE_OVER = 0.02
APART = 0.1
FOUND_BELOW = 0.04
TOO_MANY = "On people held out, more are invited than the budget allows. Everybody invited counts, rightly or wrongly."
TOO_FAR_APART = (
    "On people held out, the chances of the groups' positives are more than 0.1 apart. What is to be equal is a share of "
    "the positives, not the threshold, and not the number or the share of invitations."
)
TOO_FEW = (
    "On people held out, far fewer positives are invited than the budget would allow. It bounds the share of all people, and is "
    "there to be spent."
)


@reference(role="open", time_limit=60)
def fair_within_budget(y_true, scores, group, budget):
    for target in np.arange(1.0, 0.0, -0.01):
        thresholds = equal_opportunity_thresholds(y_true, scores, group, target)
        selected = np.concatenate([scores[group == label] >= cut for label, cut in thresholds.items()])
        if selected.mean() <= budget:
            break
    return thresholds


@fair_within_budget.probe
def _(candidate, y_true, scores, group, budget, new_y, new_scores, new_group):
    thresholds = candidate(y_true, scores, group, budget)
    if not isinstance(thresholds, dict) or {str(label) for label in thresholds} != set(np.unique(group).tolist()):
        raise TypeError("a dict with one threshold for each group was expected")
    cuts = {str(label): float(cut) for label, cut in thresholds.items()}
    if new_y is None:
        new_y, new_scores, new_group = y_true, scores, group
    selected = new_scores >= np.array([cuts[label] for label in new_group.tolist()])
    chances = {label: selected[(new_group == label) & (new_y == 1)].mean() for label in cuts}
    return {
        "selected": float(selected.mean()),
        "gap": float(max(chances.values()) - min(chances.values())),
        "found": float(selected[new_y == 1].mean()),
    }


@fair_within_budget.verify
def _(got, expected, inputs):
    if got["selected"] > inputs["budget"] + SHARE_OVER:
        return TOO_MANY
    if got["gap"] > APART:
        return TOO_FAR_APART
    if got["found"] < expected["found"] - FOUND_BELOW:
        return TOO_FEW
    return None


# Judged on the same six people. One threshold for all within the budget finds nobody of the one group and all of the other; who
# takes the next best by turns stops after one of each, whichever group has the first turn.
fair_within_budget.example(
    y_true=np.array([1, 1, 0, 1, 1, 0]),
    scores=np.array([0.5, 0.4, 0.1, 0.9, 0.8, 0.2]),
    group=np.array(["f", "f", "f", "m", "m", "m"]),
    budget=0.375,
    new_y=None,
    new_scores=None,
    new_group=None,
)


def _applicants(rng, n, base, lift):
    """Labels, scores in (0, 1) and groups; the scores of one group lie lower throughout."""
    group = rng.choice(["f", "m"], size=n)
    y = (rng.random(n) < np.where(group == "f", base[0], base[1])).astype(int)
    logit = rng.normal(1.6 * y + np.where(group == "f", 0.0, lift) - 1.2, 1.0)
    return y, 1 / (1 + np.exp(-logit)), group


@fair_within_budget.cases(n=4)
def _(rng, i):
    base, lift = rng.uniform((0.15, 0.3), (0.25, 0.4)), (0.9, 1.2, -0.9, 0.9)[i]
    y_true, scores, group = _applicants(rng, 5000, base, lift)
    new_y, new_scores, new_group = _applicants(rng, 5000, base, lift)
    return {
        "y_true": y_true, "scores": scores, "group": group, "budget": (0.2, 0.1, 0.3, 0.25)[i],
        "new_y": new_y, "new_scores": new_scores, "new_group": new_group,
    }  # fmt: skip


@fair_within_budget.alternative
def _(y_true, scores, group, budget):
    # Halve the interval in which the target lies; the thresholds are quantiles of the positives.
    low, high = 0.0, 1.0
    for _ in range(20):
        target = (low + high) / 2
        cuts = {label: np.quantile(scores[(group == label) & (y_true == 1)], 1 - target) for label in np.unique(group)}
        spent = sum((scores[group == label] >= cut).sum() for label, cut in cuts.items()) / len(scores)
        low, high = (target, high) if spent <= budget else (low, target)
    return {str(label): np.quantile(scores[(group == label) & (y_true == 1)], 1 - low) for label in np.unique(group)}


@fair_within_budget.alternative
def _(y_true, scores, group, budget):
    # Invite the next best of the group whose chance is the smaller, until the budget is spent.
    labels = np.unique(group).tolist()
    own = {label: np.sort(scores[(group == label) & (y_true == 1)])[::-1] for label in labels}
    taken, cuts = dict.fromkeys(labels, 0), dict.fromkeys(labels, 2.0)
    while any(taken[label] < len(own[label]) for label in labels):
        label = min(labels, key=lambda each: taken[each] / len(own[each]))
        trial = cuts | {label: own[label][taken[label]]}
        if sum((scores[group == each] >= cut).sum() for each, cut in trial.items()) > budget * len(scores):
            break
        cuts, taken[label] = trial, taken[label] + 1
    return cuts


@fair_within_budget.misconception(TOO_FAR_APART)
def _(y_true, scores, group, budget):
    cut = np.quantile(scores, 1 - budget)
    return {str(label): cut for label in np.unique(group)}


@fair_within_budget.misconception(TOO_FAR_APART)
def _(y_true, scores, group, budget):
    return {str(label): np.quantile(scores[group == label], 1 - budget) for label in np.unique(group)}


@fair_within_budget.misconception(TOO_MANY)
def _(y_true, scores, group, budget):
    return equal_opportunity_thresholds(y_true, scores, group, 0.95)


@fair_within_budget.misconception(TOO_FEW)
def _(y_true, scores, group, budget):
    return equal_opportunity_thresholds(y_true, scores, group, budget / 2)


fair_within_budget.hints(
    "With equal opportunity one number is left free: the target. What happens to the share invited when it rises?",
    "`equal_opportunity_thresholds` gives the thresholds of a target. Count whom they would invite, and search the targets for the "
    "last one within the budget.",
    "Go through targets from 1 downwards in steps of 0.01; the first whose share of all invited is at most the budget is the answer.",
)
fair_within_budget.equivalent("0.01 → 0.02", because="a step twice as long stays within what is allowed")
fair_within_budget.explain(
    "Equal opportunity leaves one free number, and the budget fixes it. Fewer steps of the search, or a smoother estimate of the "
    "quantiles, change the third digit; what limits the gap on other people is how many positives each group has."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

blindness = choice(
    "R",
    why={
        "P": "Think of the values that such a column has. Which of the four has values that only one sex bears, but for an exception?",
        "Q": "Think of the values that such a column has. Which of the four has values that only one sex bears, but for an exception?",
        "S": "Think of the values that such a column has. Which of the four has values that only one sex bears, but for an exception?",
    },
    because="Husbands are men and wives are women, but for one of each; together they are 20,742 of 45,175. The scores can depend on sex without ever having seen it.",
)
nearly_equal = choice(
    "S",
    why={
        "P": "This is the gap of an error rate. One of the four asks what an invitation means for whoever got one; would you expect a model that is fitted to probabilities to treat the sexes differently there?",
        "Q": "The largest gap is that of the selection rate: far more men than women earn enough, and the model says so.",
        "R": "This is the gap of an error rate. One of the four asks what an invitation means for whoever got one; would you expect a model that is fitted to probabilities to treat the sexes differently there?",
    },
    because="An invitation means nearly the same for both: about 0.73 earn enough. And still men who earn enough have the better chance, 0.62 against 0.54.",
)
impossible = choice(
    "S",
    why={
        "P": "Work out TPR and FPR of both groups: this one meets equalised odds. What is its precision in each?",
        "Q": "Its precision is 0.75 in both groups. How many of 100 does it select in each?",
        "R": "It selects 20 in both groups. How many of these are positive in each?",
    },
    because="It selects 10 of both groups, and 6 of each ten are positive: its TPRs are 0.2 and 0.6. P meets equalised odds, and then the precision differs, as you computed. Selection rate and precision are two demands, and each group has two rates of its own to meet them with; the next exercise builds such a pair.",
)
price_of_parity = choice(
    "around 0.22",
    why={
        "around 0.43": "Near there the true positive rates are equal. Move further to the left.",
        "around 0.32": "Between the thresholds for the true and the false positive rates the caption calls nothing equal. Move further.",
        "around 0.13": "Here the selection rates are equal, and the false positive rate of women is far above that of men.",
    },
    because="Equal chances for those who earn enough are cheap: 0.41 will do. Equal false alarms take 0.22, equal selection rates 0.12 or so, and there only some 0.4 of the invited women earn enough: each equality has its own price.",
)
furthest_below = choice(
    "Other",
    why={
        "Black": "Run the cell below, and look for the leftmost point.",
        "Amer-Indian-Eskimo": "Run the cell below, and look for the leftmost point.",
        "Asian-Pac-Islander": "Run the cell below, and look for the leftmost point.",
    },
    because="It is the smallest group, 150 people, with one of the widest intervals. The gap of Black is smaller and much surer: eleven times as many people stand behind it.",
)
