"""Solutions of 10_responsible_ai/01_fairness_metrics: Fairness metrics."""

import numpy as np
import pandas as pd

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
    "tpr and precision are exchanged: tpr is a share of the truly positive, precision a share of the selected."
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

# -- implied_precision -------------------------------------------------------------------------------------------------


@reference
def implied_precision(base_rate, tpr, fpr):
    right, wrong = tpr * base_rate, fpr * (1 - base_rate)
    return right / (right + wrong)


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
    "The weights are exchanged: tpr belongs to the share base_rate, fpr to the share 1 − base_rate.",
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

implied_precision.hints(
    "Imagine a group of 1,000 people. How many are selected rightly, how many wrongly?",
    "Rightly: tpr · base_rate of all. Wrongly: fpr · (1 − base_rate) of all.",
    "Divide the rightly selected by the sum of both.",
)
implied_precision.explain(
    "It is Bayes' rule. With equal tpr and fpr the precision still rises with the base rate, so two groups with different base "
    "rates cannot have equal odds and equal precision, unless the model makes no false positives or selects no one rightly."
)

# -- intersection ------------------------------------------------------------------------------------------------------


@reference
def intersection(people, columns, smallest):
    joined = people[columns].agg(" × ".join, axis=1)
    counts = joined.map(joined.value_counts())
    return joined.where(counts >= smallest, "(small groups)").rename("group")


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
    names = [" × ".join(row) for row in people[columns].itertuples(index=False, name=None)]
    named = pd.Series(names, index=people.index, name="group")
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

intersection.hints(
    "How many people share each person's joined name?",
    "`joined.value_counts()` counts each name; `joined.map(…)` gives every person the count of their own name.",
    '`joined.where(counts >= smallest, "(small groups)").rename("group")`',
)
intersection.explain(
    "Mapping the counts back keeps one entry per person and the index. Merging instead of dropping keeps the total right."
)

# -- parity_interval ---------------------------------------------------------------------------------------------------


@reference(time_limit=20)
def parity_interval(y_pred, group, draws, level, rng):
    gaps = []
    for _ in range(draws):
        rows = rng.integers(0, len(y_pred), size=len(y_pred))
        chosen, label = y_pred[rows], group[rows]
        gaps.append(chosen[label == "b"].mean() - chosen[label == "a"].mean())
    tail = (1 - level) / 2
    return tuple(np.quantile(gaps, [tail, 1 - tail]))


@parity_interval.cases(n=4)
def _(rng, i):
    n = (120, 200, 300, 160)[i]
    group = rng.choice(["a", "b"], size=n, p=[0.6, 0.4])
    y_pred = (rng.random(n) < np.where(group == "b", 0.3, 0.7)).astype(int)
    return {"y_pred": y_pred, "group": group, "draws": 1500, "level": (0.95, 0.8, 0.5, 0.9)[i], "rng": i}


@parity_interval.probe
def _(candidate, y_pred, group, draws, level, rng):
    low, high = candidate(y_pred, group, draws, level, np.random.default_rng(rng))
    again = candidate(y_pred, group, draws, level, np.random.default_rng(rng))
    return {"low": float(low), "high": float(high), "repeats": bool(np.allclose(again, (low, high)))}


@parity_interval.verify
def _(got, expected, inputs):
    width = expected["high"] - expected["low"]
    if not got["repeats"]:
        return "Equal generators gave different intervals: draw only from `rng`."
    if got["high"] < got["low"]:
        return "The ends are exchanged: low comes first."
    if got["high"] < expected["low"] + 0.05 * width and got["high"] - got["low"] < 0.9 * width:
        return "Both ends lie among the very smallest gaps. np.percentile wants percent, np.quantile wants shares."
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
    if abs(ratio - 1) > 0.13:
        return f"The interval is {ratio:.2f} times as wide as it should be: which quantiles belong to `level`?"
    if abs(middle - wanted) > 0.1 * width:
        return "The interval has the right width but the wrong place."
    return None


@parity_interval.alternative
def _(y_pred, group, draws, level, rng):
    rows = rng.choice(len(y_pred), size=(draws, len(y_pred)), replace=True)
    chosen, is_b = y_pred[rows], group[rows] == "b"
    gaps = (chosen * is_b).sum(1) / is_b.sum(1) - (chosen * ~is_b).sum(1) / (~is_b).sum(1)
    low, high = np.percentile(gaps, [50 * (1 - level), 50 * (1 + level)])
    return low, high


parity_interval.misconception(
    "The interval lies around zero: prediction and group were drawn separately, so each person was torn apart.",
    "(y_pred[rows], group[rows]) → (rng.choice(y_pred, len(rows)), rng.choice(group, len(rows)))",
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
    "np.quantile(gaps, [tail, 1 - tail]) → np.percentile(gaps, [tail, 1 - tail])",
)


@parity_interval.misconception("The sign is the wrong way round: the rate of group b minus that of group a.")
def _(y_pred, group, draws, level, rng):
    low, high = parity_interval(y_pred, group, draws, level, rng)
    return -high, -low


parity_interval.hints(
    "What is drawn are people, that is row numbers. Prediction and group of a row stay together.",
    "`rows = rng.integers(0, n, size=n)` draws with replacement; take `y_pred[rows]` and `group[rows]`, and measure the gap.",
    "Append the gap in each draw, then `np.quantile(gaps, [tail, 1 - tail])` with tail = (1 − level)/2.",
)
parity_interval.explain(
    "Resampling whole people imitates drawing another sample from the same population. The quantiles of the gaps then say in which "
    "range another sample's gap would probably lie."
)

parity_interval.equivalent(
    "range(draws) → range(draws - 1)", because="one draw fewer is far below the noise of the draws"
)
parity_interval.equivalent(
    "tuple(np.quantile(gaps, [tail, 1 - tail])) → np.quantile(gaps, [tail, 1 - tail])",
    because="an array of two unpacks like a tuple",
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

# -- quizzes -----------------------------------------------------------------------------------------------------------

blindness = choice(
    "yes: other columns, such as `relationship` with its value Husband, say nearly the same",
    why={
        "no: it never sees it": "It sees columns from which sex can be told, and uses whatever helps the loss.",
        "only if the training data were collected wrongly": "Correct data about an unequal world are enough.",
    },
    because="A proxy carries the removed column's information. “Fairness through unawareness” does not work.",
)
which_metric = choice(
    "true positive rate",
    why={
        "selection rate": "Groups may need the treatment at different rates; equal selection would then miss people.",
        "precision": "It watches the treatments given in vain, not the patients missed.",
    },
    because="One minus the true positive rate is the share of patients in need who are missed.",
)
impossible = choice(
    "predictive parity alone",
    why={
        "equalised odds and predictive parity": "Equal odds with unequal base rates imply unequal precision: you computed it.",
        "demographic parity and equalised odds, with a useful model": "With equal odds the selection rate is TPR·b + FPR·(1 − b), "
        "which differs with b unless TPR = FPR: then the model is useless.",
    },
    because="One criterion can be met; two of the three already tie the base rates together.",
)
small_group = choice(
    "the data cannot tell a considerable disadvantage from none; collect more before claiming either",
    why={
        "there is no difference: zero lies inside": "So does −0.12. Absence of evidence is not evidence of absence.",
        "the group should be left out of the report": "Then nobody would ever collect more data on it.",
    },
    because="The width of the interval is the message.",
)
