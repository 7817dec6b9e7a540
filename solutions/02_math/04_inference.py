"""Solutions of 02_math/04_inference: Statistical inference."""

import numpy as np
import pandas as pd
from scipy import stats

from workbench.authoring import choice, reference

# -- compare_rates -----------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=3e-5)  # 1.96 is as good as the exact quantile
def compare_rates(clicks, shown, alternative):
    rates = clicks / shown
    difference = rates[1] - rates[0]
    error = np.sqrt(np.sum(rates * (1 - rates) / shown))
    reach = stats.norm.ppf(0.975) * error
    pooled = clicks.sum() / shown.sum()
    z = difference / np.sqrt(pooled * (1 - pooled) * np.sum(1 / shown))
    if alternative == "larger":
        p = stats.norm.sf(z)
    elif alternative == "smaller":
        p = stats.norm.cdf(z)
    else:
        p = 2 * stats.norm.sf(np.abs(z))
    return float(difference), float(difference - reach), float(difference + reach), float(p)


compare_rates.example(clicks=np.array([2, 9]), shown=np.array([10, 20]), alternative="two-sided")
compare_rates.example(clicks=np.array([2, 9]), shown=np.array([10, 20]), alternative="larger")


@compare_rates.cases(n=15)
def _(rng, i):
    shown = rng.integers(20, 200, size=2)
    rates = rng.uniform(0.05, 0.8) + np.array([0.0, rng.uniform(-0.04, 0.15)])
    clicks = np.maximum(rng.binomial(shown, rates), 1)
    return {"clicks": clicks, "shown": shown, "alternative": ["two-sided", "larger", "smaller"][i % 3]}


@compare_rates.cases(n=5)
def _(rng, i):
    # No click in one group, all clicks in one, one impression, equal rates.
    clicks, shown = [([0, 3], [40, 50]), ([5, 2], [5, 30]), ([1, 3], [1, 9]), ([3, 6], [10, 20]), ([4, 0], [7, 1])][i]
    alternative = ["larger", "two-sided", "smaller", "two-sided", "larger"][i]
    return {"clicks": np.array(clicks), "shown": np.array(shown), "alternative": alternative}


@compare_rates.alternative
def _(clicks, shown, alternative):
    # With statsmodels throughout; its first group is ours last.
    from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

    low, high = confint_proportions_2indep(clicks[1], shown[1], clicks[0], shown[0], method="wald")
    p = proportions_ztest(clicks[::-1], shown[::-1], alternative=alternative)[1]
    return clicks[1] / shown[1] - clicks[0] / shown[0], low, high, p


@compare_rates.alternative
def _(clicks, shown, alternative):
    # By the chi-square statistic, whose root is |z|, and 1.96.
    (a, b), (n, m) = clicks.tolist(), shown.tolist()
    d = b / m - a / n
    s = (a * (n - a) / n**3 + b * (m - b) / m**3) ** 0.5
    k = a + b
    z = (n + m) ** 0.5 * (b * n - a * m) / (n * m * k * (n + m - k)) ** 0.5
    tails = {"two-sided": 2 * min(stats.norm.cdf(z), stats.norm.cdf(-z)), "larger": stats.norm.cdf(-z)}
    return d, d - 1.96 * s, d + 1.96 * s, tails.get(alternative, stats.norm.cdf(z))


compare_rates.misconception(
    "Your difference is A minus B. Asked for is how much B has more.",
    "rates[1] - rates[0] → rates[0] - rates[1]",
)
compare_rates.misconception(
    "Your two-sided p-value counts one tail. A deviation as large in the other direction is as extreme, so there are two.",
    "2 * stats.norm.sf(np.abs(z)) → stats.norm.sf(np.abs(z))",
)
compare_rates.misconception(
    "You chose the tail on which the difference happened to fall. Whoever names a side names it before the data are seen, and "
    "on the wrong side the p-value is above one half.",
    "stats.norm.sf(z) → stats.norm.sf(np.abs(z))",
    "stats.norm.cdf(z) → stats.norm.sf(np.abs(z))",
)
compare_rates.misconception(
    "You always test both sides. With a side that was named beforehand only that tail counts.",
    "stats.norm.sf(z) → 2 * stats.norm.sf(np.abs(z))",
    "stats.norm.cdf(z) → 2 * stats.norm.sf(np.abs(z))",
)


@compare_rates.misconception(
    "You have the two one-sided tests swapped: if B's rate is larger, z is large, and the tail above it counts."
)
def _(clicks, shown, alternative):
    return compare_rates(clicks, shown, {"larger": "smaller", "smaller": "larger"}.get(alternative, alternative))


@compare_rates.misconception(
    "You let the interval follow the side of the test. It is two-sided whatever the alternative: the side that was named "
    "belongs to the p-value alone."
)
def _(clicks, shown, alternative):
    difference, low, high, p = compare_rates(clicks, shown, alternative)
    reach = (high - difference) * stats.norm.ppf(0.95) / stats.norm.ppf(0.975)
    if alternative == "larger":
        return difference, difference - reach, 1.0, p
    if alternative == "smaller":
        return difference, -1.0, difference + reach, p
    return difference, low, high, p


compare_rates.misconception(
    "You used the pooled error for the interval. It supposes equal rates, and the interval supposes nothing of the kind.",
    "np.sqrt(np.sum(rates * (1 - rates) / shown)) → "
    "np.sqrt(clicks.sum() / shown.sum() * (1 - clicks.sum() / shown.sum()) * np.sum(1 / shown))",
)
compare_rates.misconception(
    "Your p-value uses the error of the interval. Under the null hypothesis both groups have one rate, estimated from all "
    "clicks together.",
    "difference / np.sqrt(pooled * (1 - pooled) * np.sum(1 / shown)) → difference / error if error > 0 else 0.0",
)
compare_rates.misconception(
    "You pooled by averaging the two rates. All clicks over all impressions is one rate; the larger group counts more.",
    "clicks.sum() / shown.sum() → rates.mean()",
)
compare_rates.misconception(
    "Your interval is too narrow for 95 %: 5 % outside means 2.5 % on each side.",
    "stats.norm.ppf(0.975) → stats.norm.ppf(0.95)",
)
compare_rates.misconception(
    "You added the two standard errors. For independent groups their squares add up.",
    "np.sqrt(np.sum(rates * (1 - rates) / shown)) → np.sum(np.sqrt(rates * (1 - rates) / shown))",
)
compare_rates.misconception(
    "Your interval is the difference plus and minus one standard error. For 95 % it takes 1.96 of them.",
    "stats.norm.ppf(0.975) * error → error",
)

compare_rates.hints(
    "Four numbers, two errors: one that supposes nothing for the interval, one that supposes equal rates for the p-value.",
    "`rates = clicks / shown` gives both rates. The pooled rate is all clicks over all impressions.",
    "The interval is `difference ± 1.96 * sqrt(sum(rates * (1 - rates) / shown))`. With z from the pooled error p is "
    "`2 * stats.norm.sf(abs(z))`, or `stats.norm.sf(z)` for larger, or `stats.norm.cdf(z)` for smaller.",
)
compare_rates.explain(
    "The interval asks which differences are compatible with the data, so it estimates each rate by itself. The test asks how "
    "unusual the data are if there is one common rate, and estimates that. The two mostly agree and need not."
)

# -- permutation_p -----------------------------------------------------------------------------------------------------


@reference
def permutation_p(values, treated, orders):
    def gap(labels):
        return abs(values[labels].mean() - values[~labels].mean())

    bar = gap(treated) - 1e-9
    count = sum(1 for order in orders if gap(treated[order]) >= bar)
    return (count + 1) / (len(orders) + 1)


permutation_p.example(
    values=np.array([1.0, 2.0, 2.0, 7.0]),
    treated=np.array([True, False, False, False]),
    orders=np.array([[1, 0, 2, 3], [1, 2, 3, 0], [0, 2, 1, 3], [2, 1, 0, 3]]),
)


@permutation_p.cases(n=14)
def _(rng, i):
    n = rng.integers(4, 12)
    values = rng.integers(0, [3, 6, 20][i % 3], size=n).astype(float)
    values[0] = 9.0
    treated = rng.permutation(np.arange(n) < rng.integers(1, max(n // 2, 2)))
    orders = np.array([rng.permutation(n) for _ in range(rng.integers(15, 40))])
    return {"values": values, "treated": treated, "orders": orders}


@permutation_p.cases(n=5)
def _(rng, i):
    # No shuffle at all, all values equal, one row in each group, a far away treated group.
    values, treated = [
        ([1.0, 5.0, 2.0], [True, False, True]),
        ([2.0, 2.0, 2.0, 2.0], [True, False, True, False]),
        ([3.0, 8.0], [False, True]),
        ([0.0, 1.0, 0.0, 1.0, 0.0, 90.0], [False, False, False, False, False, True]),
        ([-4.0, 1.0, 0.0, 1.0, 2.0], [True, False, False, False, False]),
    ][i]
    many = [0, 6, 5, 25, 20][i]
    orders = np.array([rng.permutation(len(values)) for _ in range(many)], dtype=int).reshape(many, len(values))
    return {"values": np.array(values), "treated": np.array(treated), "orders": orders}


@permutation_p.alternative
def _(values, treated, orders):
    # All shuffles at once: the sum of the treated decides, as the total stays.
    labels = np.concatenate([treated[None], treated[np.asarray(orders, dtype=int)]])
    k, n = treated.sum(), len(values)
    top = labels @ values
    gaps = np.abs(top / k - (values.sum() - top) / (n - k))
    return float(np.mean(gaps > gaps[0] - 1e-9))


permutation_p.misconception(
    "You did not count the labels as they are. They are one of the possible orders, so both count and number of shuffles go up by one.",
    "(count + 1) / (len(orders) + 1) → count / max(len(orders), 1)",
)
permutation_p.misconception(
    "You added the observed labels to the count but not to the number of shuffles.",
    "len(orders) + 1 → max(len(orders), 1)",
)
permutation_p.misconception(
    "You count only shuffles in the direction of the difference seen. Two-sided means large in absolute value, in either direction.",
    "abs(values[labels].mean() - values[~labels].mean()) → "
    "np.sign(values[treated].mean() - values[~treated].mean()) * (values[labels].mean() - values[~labels].mean())",
)
permutation_p.misconception(
    "You count shuffles of which the treated mean is larger, whatever the direction of the difference seen. Compare absolute values.",
    "abs(values[labels].mean() - values[~labels].mean()) → values[labels].mean() - values[~labels].mean()",
)
permutation_p.misconception(
    "You took absolute values of the shuffles and not of the difference seen. Where it is negative, every shuffle is above it.",
    "gap(treated) - 1e-9 → values[treated].mean() - values[~treated].mean() - 1e-9",
)
permutation_p.misconception(
    "A shuffle that gives exactly the difference seen counts too: the p-value is about differences at least as large.",
    "gap(treated[order]) >= bar → gap(treated[order]) > bar + 2e-9",
)
permutation_p.misconception(
    "You shuffled the values and kept the labels. The orders are meant for the labels: treated[order].",
    "gap(treated[order]) >= bar → abs(values[order][treated].mean() - values[order][~treated].mean()) >= bar",
)
permutation_p.misconception(
    "You compare sums. Where the groups are of different size, the difference of the means is another question.",
    "abs(values[labels].mean() - values[~labels].mean()) → abs(values[labels].sum() - values[~labels].sum())",
)
permutation_p.misconception(
    "You counted the shuffles with a smaller difference. A p-value counts those at least as extreme.",
    "gap(treated[order]) >= bar → gap(treated[order]) < bar",
)
permutation_p.misconception(
    "You doubled the count. With absolute values both directions are in it already.",
    "(count + 1) / (len(orders) + 1) → min(2 * (count + 1) / (len(orders) + 1), 1.0)",
)

permutation_p.hints(
    "Write one function from labels to the absolute difference of means, and use it for the labels as they are and shuffled.",
    "For each row of `orders` the labels are `treated[order]`. Count how often the difference is at least the one seen, less 1e-9.",
    "`seen = gap(treated)`, then `(1 + sum(gap(treated[order]) >= seen - 1e-9 for order in orders)) / (1 + len(orders))`.",
)
permutation_p.explain(
    "If the treatment does nothing, the labels as they are were drawn like any shuffle. Counted among them, the p-value is at "
    "most α with a probability of at most α, however few shuffles there are."
)

permutation_p.equivalent(
    "1e-09 → 2e-09",
    "gap(treated[order]) >= bar → gap(treated[order]) > bar",
    because="differences that are not equal differ by far more than the tolerance",
)

# -- false_findings ----------------------------------------------------------------------------------------------------


@reference
def false_findings(works, power, alpha):
    wrong = (1 - works) * alpha
    right = works * power
    return wrong / (wrong + right)


false_findings.example(works=0.2, power=0.5, alpha=0.05)


@false_findings.cases(n=12)
def _(rng, i):
    return {"works": rng.uniform(0.02, 0.9), "power": rng.uniform(0.1, 0.95), "alpha": [0.05, 0.01, 0.1][i % 3]}


@false_findings.cases(n=4)
def _(rng, i):
    works, power, alpha = [(0.0, 0.5, 0.05), (1.0, 0.5, 0.05), (0.5, 1.0, 1.0), (0.25, 0.125, 0.125)][i]
    return {"works": works, "power": power, "alpha": alpha}


@false_findings.alternative
def _(works, power, alpha):
    # Of many ideas: a table of two by two.
    table = np.outer([works, 1 - works], [1, 1]) * np.array([[power, 1 - power], [alpha, 1 - alpha]])
    return float(table[1, 0] / table[:, 0].sum())


false_findings.misconception(
    "That is the level of the test: the share of significant results among ideas without an effect. Asked for is the share of ideas "
    "without an effect among significant results.",
    "wrong / (wrong + right) → alpha",
)
false_findings.misconception(
    "That is the share of false findings among all tests. Divide by the share of tests that are significant.",
    "wrong / (wrong + right) → wrong",
)
false_findings.misconception(
    "That is the share of findings that are true. The function is asked for the false ones.",
    "wrong / (wrong + right) → right / (wrong + right)",
)
false_findings.misconception(
    "You supposed that every effect is found. Only the share `power` of the ideas that work becomes significant.",
    "works * power → works",
)
false_findings.misconception(
    "You forgot how many ideas work. False alarms come from those that do not, true findings from those that do.",
    "(1 - works) * alpha → alpha",
    "works * power → power",
)
false_findings.misconception(
    "Alpha is the share of false alarms among the ideas that have no effect. You let it act on all ideas.",
    "(1 - works) * alpha → alpha",
)
false_findings.misconception(
    "You used 1 − power, the probability to miss an effect. What is missed is no finding.",
    "works * power → works * (1 - power) + 1e-12",
)
false_findings.misconception(
    "The ideas without an effect enter with their share, 1 − works. You have the two shares swapped.",
    "(1 - works) * alpha → works * alpha",
    "works * power → (1 - works) * power",
)

false_findings.hints(
    "Think of 1,000 ideas. How many are significant without an effect, and how many with one?",
    "Without: (1 − works) · alpha of all. With: works · power.",
    "`(1 - works) * alpha / ((1 - works) * alpha + works * power)`.",
)
false_findings.explain(
    "It is Bayes' theorem with the share of good ideas as prior, power as sensitivity and alpha as the rate of false alarms. A p-value "
    "knows nothing of the first of these, so it cannot be the probability that a finding is false."
)

# -- bootstrap_interval ------------------------------------------------------------------------------------------------


@reference
def bootstrap_interval(clicks, views, picks, level):
    rates = clicks[picks].sum(axis=1) / views[picks].sum(axis=1)
    tail = (1 - level) / 2
    low, high = np.quantile(rates, [tail, 1 - tail])
    return float(low), float(high)


bootstrap_interval.example(
    clicks=np.array([0, 1, 6]),
    views=np.array([2, 4, 8]),
    picks=np.array([[0, 1, 2], [0, 0, 1], [2, 2, 1], [1, 1, 2], [0, 2, 2]]),
    level=0.5,
)


@bootstrap_interval.cases(n=12)
def _(rng, i):
    n = rng.integers(3, 9)
    views = rng.integers(1, 30, size=n)
    clicks = rng.binomial(views, rng.uniform(0.1, 0.9, size=n))
    picks = rng.integers(n, size=(rng.integers(8, 40), n))
    return {"clicks": clicks, "views": views, "picks": picks, "level": [0.95, 0.9, 0.5, 0.8][i % 4]}


@bootstrap_interval.cases(n=4)
def _(rng, i):
    # One user, one resample, resamples of another size, nobody clicks.
    clicks, views, picks = [
        ([2], [5], [[0], [0], [0]]),
        ([1, 3], [4, 4], [[1, 1]]),
        ([1, 0, 4], [2, 9, 5], [[0, 1], [2, 2], [1, 2], [0, 0]]),
        ([0, 0], [3, 4], [[0, 1], [1, 1], [0, 0]]),
    ][i]
    return {"clicks": np.array(clicks), "views": np.array(views), "picks": np.array(picks), "level": 0.75}


@bootstrap_interval.alternative
def _(clicks, views, picks, level):
    rates = []
    for row in picks:
        total = np.bincount(row, minlength=len(views))
        rates.append((total @ clicks) / (total @ views))
    return tuple(np.percentile(rates, [50 - 50 * level, 50 + 50 * level]).tolist())


bootstrap_interval.misconception(
    "You averaged the rates of the users, as if somebody with one view counted as much as somebody with fifty. Clicks per view is "
    "all clicks over all views.",
    "clicks[picks].sum(axis=1) / views[picks].sum(axis=1) → (clicks / views)[picks].mean(axis=1)",
)
bootstrap_interval.misconception(
    "You resampled the clicks but divided by the views of all users as they are. A user who is drawn brings their views along.",
    "views[picks].sum(axis=1) → views.sum()",
)
bootstrap_interval.misconception(
    "You left 1 − level outside on each side. It is to be shared between both.",
    "(1 - level) / 2 → 1 - level",
)
bootstrap_interval.misconception(
    "You always take the middle 95 %. The level is an argument.",
    "(1 - level) / 2 → 0.025",
)
bootstrap_interval.misconception(
    "You added up over the resamples instead of the users in each: a resample is a row of `picks`.",
    "clicks[picks].sum(axis=1) / views[picks].sum(axis=1) → clicks[picks].sum(axis=0) / views[picks].sum(axis=0)",
)
bootstrap_interval.misconception(
    "You used mean ± some standard errors. The percentile interval takes quantiles of the resampled rates themselves, which "
    "need not lie symmetrically.",
    "np.quantile(rates, [tail, 1 - tail]) → rates.mean() + np.array([-1, 1]) * stats.norm.isf(tail) * rates.std()",
)
bootstrap_interval.misconception(
    "You used mean ± some standard errors. The percentile interval takes quantiles of the resampled rates themselves, which "
    "need not lie symmetrically.",
    "np.quantile(rates, [tail, 1 - tail]) → "
    "clicks.sum() / views.sum() + np.array([-1, 1]) * stats.norm.isf(tail) * rates.std()",
)
bootstrap_interval.misconception(
    "You divided the spread of the resamples by the root of their number. The resampled rates scatter as the rate itself does; "
    "more resamples do not make it more exact.",
    "np.quantile(rates, [tail, 1 - tail]) → "
    "rates.mean() + np.array([-1, 1]) * stats.norm.isf(tail) * rates.std() / np.sqrt(len(rates))",
)
bootstrap_interval.misconception(
    "You mirrored the quantiles at the estimate. That is the basic bootstrap; asked for is the percentile interval.",
    "np.quantile(rates, [tail, 1 - tail]) → 2 * clicks.sum() / views.sum() - np.quantile(rates, [1 - tail, tail])",
)
bootstrap_interval.misconception(
    "You took each user in a resample once, however often they were drawn. Drawn twice means counted twice.",
    "clicks[picks].sum(axis=1) / views[picks].sum(axis=1) → "
    "np.array([clicks[np.unique(row)].sum() / views[np.unique(row)].sum() for row in picks])",
)

bootstrap_interval.hints(
    "What would you compute for the users as they are? Compute the same for each resample.",
    "`clicks[picks]` has the shape of `picks`: sum along the users of a row.",
    "`rates = clicks[picks].sum(axis=1) / views[picks].sum(axis=1)`, then `np.quantile(rates, [(1 - level) / 2, (1 + level) / 2])`.",
)
bootstrap_interval.explain(
    "Drawing users keeps the views of a user together, so that what makes them alike stays in each resample. Drawing single "
    "views would tear them apart and promise too much."
)

# -- plan_test ---------------------------------------------------------------------------------------------------------


@reference
def plan_test(base, lift, users, power, alpha):
    from statsmodels.stats.power import NormalIndPower
    from statsmodels.stats.proportion import proportion_effectsize

    effect = abs(proportion_effectsize(base * (1 + lift), base))
    test = NormalIndPower()
    chance = test.power(effect, users, alpha)
    needed = test.solve_power(effect, power=power, alpha=alpha)
    return float(chance), int(np.ceil(needed))


def _by_formula(base, lift, users, power, alpha):
    """The same by the textbook's formula for the difference of two rates."""
    other = base * (1 + lift)
    spread = np.sqrt(base * (1 - base) + other * (1 - other))
    z, gap = stats.norm.isf(alpha / 2), abs(other - base)
    shift = gap * np.sqrt(users) / spread
    needed = ((z + stats.norm.ppf(power)) * spread / gap) ** 2
    return float(stats.norm.sf(z - shift) + stats.norm.cdf(-z - shift)), int(np.ceil(needed))


@plan_test.probe
def _(candidate, base, lift, users, power, alpha):
    chance, needed = candidate(base, lift, users, power, alpha)
    return {"chance": float(chance), "needed": float(needed)}


@plan_test.verify
def _(got, expected, inputs):
    if abs(got["chance"] - expected["chance"]) > 0.005:
        return "The power with the given number of users differs by more than 0.005."
    if got["needed"] != round(got["needed"]):
        return "The number of users must be whole."
    if abs(got["needed"] - expected["needed"]) > max(1, 0.02 * expected["needed"]):
        return "The number of users in each group differs by more than 2 %."
    return None


plan_test.example(base=0.1, lift=0.2, users=2000, power=0.8, alpha=0.05)


@plan_test.cases(n=14)
def _(rng, i):
    while True:
        base, sign = rng.uniform([0.02, 0.02, 0.22][i % 3], 0.4), [1, 1, -1][i % 3]
        lift = sign * rng.uniform(0.03, 0.2)  # base + lift is a rate too, for those who add them
        case = {"base": base, "lift": lift, "power": [0.8, 0.9, 0.5][i % 3], "alpha": [0.05, 0.01, 0.1][(i // 2) % 3]}
        needed = _by_formula(users=100, **case)[1]
        case["users"] = max(int(needed * rng.uniform(0.15, 1.6)), 2)
        mine, theirs = _by_formula(**case), plan_test(**case)
        if abs(mine[0] - theirs[0]) < 0.003 and abs(mine[1] - theirs[1]) < 0.012 * theirs[1]:
            return case


@plan_test.alternative
def _(base, lift, users, power, alpha):
    return _by_formula(base, lift, users, power, alpha)


@plan_test.alternative
def _(base, lift, users, power, alpha):
    # The arcsine by hand, and a search by halving for the number.
    effect = 2 * abs(np.arcsin(np.sqrt(base * (1 + lift))) - np.arcsin(np.sqrt(base)))
    bar = stats.norm.isf(alpha / 2)

    def reached(n):
        shift = effect * np.sqrt(n / 2)
        return stats.norm.sf(bar - shift) + stats.norm.cdf(-bar - shift)

    low, high = 1, 2
    while reached(high) < power:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) >= power else (middle, high)
    return reached(users), high


plan_test.misconception(
    "Your test is one-sided. Two-sided, half of alpha lies in each tail, which takes more users.",
    "test.power(effect, users, alpha) → test.power(effect, users, alpha, alternative='larger')",
    "test.solve_power(effect, power=power, alpha=alpha) → "
    "test.solve_power(effect, power=power, alpha=alpha, alternative='larger')",
)
plan_test.misconception(
    "You returned the users of both groups together. Asked for is the number in each group.",
    "int(np.ceil(needed)) → 2 * int(np.ceil(needed))",
)
plan_test.misconception(
    "You took `users` for both groups together. It is the number in each of the two groups.",
    "test.power(effect, users, alpha) → test.power(effect, users / 2, alpha)",
)
plan_test.misconception(
    "You added the lift to the rate. A lift of 0.2 means a rate 1.2 times as high, not 20 points more.",
    "abs(proportion_effectsize(base * (1 + lift), base)) → abs(proportion_effectsize(base + lift, base))",
)
plan_test.misconception(
    "You took `users` for both groups together, and the number needed too. Both are meant for each of the two groups.",
    "test.power(effect, users, alpha) → test.power(effect, users / 2, alpha)",
    "int(np.ceil(needed)) → 2 * int(np.ceil(needed))",
)
plan_test.misconception(
    "You gave the bare difference of the rates as effect size. `NormalIndPower` wants it in standard deviations, which for rates is what "
    "`proportion_effectsize` gives.",
    "abs(proportion_effectsize(base * (1 + lift), base)) → abs(base * lift)",
)
plan_test.misconception(
    "You gave the lift as effect size. `NormalIndPower` wants a difference in standard deviations, made from both rates.",
    "abs(proportion_effectsize(base * (1 + lift), base)) → abs(lift)",
)
plan_test.misconception(
    "That is the probability to miss the effect. The power is the probability to find it.",
    "test.power(effect, users, alpha) → 1 - test.power(effect, users, alpha)",
)
plan_test.misconception(
    "You halved alpha yourself, and the two-sided test halves it again.",
    "test.power(effect, users, alpha) → test.power(effect, users, alpha / 2)",
    "test.solve_power(effect, power=power, alpha=alpha) → test.solve_power(effect, power=power, alpha=alpha / 2)",
)

plan_test.hints(
    "`from statsmodels.stats.power import NormalIndPower`: it knows effect size, users, alpha and power, and gives whichever is missing.",
    "The effect size comes from `proportion_effectsize(base * (1 + lift), base)` in statsmodels.stats.proportion.",
    "`NormalIndPower().power(effect, users, alpha)` and `NormalIndPower().solve_power(effect, power=power, alpha=alpha)`, rounded up.",
)
plan_test.explain(
    "Of a rate, the standard deviation depends on the rate itself. The arcsine of its root has nearly the same one everywhere, "
    "so a difference on that scale is an effect size; the textbook's formula with both variances gives nearly the same number."
)
plan_test.equivalent(
    "abs(proportion_effectsize(base * (1 + lift), base)) → proportion_effectsize(base * (1 + lift), base)",
    because="two-sided the sign does not matter",
)
plan_test.equivalent(
    "int(np.ceil(needed)) → np.ceil(needed)",
    "np.ceil(needed) → needed",
    because="one user more or less lies within the tolerance, and a whole float is as good",
)

# -- peeking_rates -----------------------------------------------------------------------------------------------------


@reference
def peeking_rates(clicks, shown, alpha):
    hits, trials = clicks.cumsum(axis=1), shown.cumsum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = hits / trials
        pooled = hits.sum(axis=2) / trials.sum(axis=2)
        z = (rates[..., 1] - rates[..., 0]) / np.sqrt(pooled * (1 - pooled) * (1 / trials).sum(axis=2))
    significant = 2 * stats.norm.sf(np.abs(z)) < alpha
    return float(significant[:, -1].mean()), float(significant.any(axis=1).mean())


peeking_rates.example(
    clicks=np.array([[[1, 7], [9, 2]], [[4, 7], [3, 9]]]),
    shown=np.array([[[20, 20], [20, 20]], [[20, 20], [20, 20]]]),
    alpha=0.05,
)


@peeking_rates.cases(n=12)
def _(rng, i):
    tests, looks = rng.integers(20, 60), rng.integers(1, 8)
    shown = rng.integers([0, 10, 5][i % 3], 40, size=(tests, looks, 2))
    clicks = rng.binomial(shown, [0.05, 0.3, 0.6][i % 3] + np.array([0.0, [0.0, 0.08][i % 2]]))
    return {"clicks": clicks, "shown": shown, "alpha": [0.05, 0.2, 0.01][(i // 2) % 3]}


@peeking_rates.cases(n=3)
def _(rng, i):
    # One look; no click anywhere; one test.
    shown = rng.integers(10, 20, size=[(6, 1, 2), (4, 3, 2), (1, 5, 2)][i])
    return {"clicks": rng.binomial(shown, [0.4, 0.0, 0.5][i]), "shown": shown, "alpha": 0.3}


@peeking_rates.alternative
def _(clicks, shown, alpha):
    # By the chi-square statistic of the table so far.
    a, b = np.cumsum(clicks, axis=1).astype(float).transpose(2, 0, 1)
    n, m = np.cumsum(shown, axis=1).astype(float).transpose(2, 0, 1)
    below = n * m * (a + b) * (n + m - a - b)
    square = (n + m) * (b * n - a * m) ** 2 / np.where(below > 0, below, np.inf)
    stars = stats.chi2.sf(square, 1) < alpha
    return float(np.mean(stars[:, -1])), float(np.mean(np.max(stars, axis=1)))


peeking_rates.misconception(
    "Each of your looks tests only what came in since the one before. Somebody who peeks tests all the data so far.",
    "clicks.cumsum(axis=1) → clicks",
    "shown.cumsum(axis=1) → shown",
)
peeking_rates.misconception(
    "You want significance at every look. Whoever peeks stops at the first, so one look is enough.",
    "significant.any(axis=1) → significant.all(axis=1)",
)
peeking_rates.misconception(
    "You averaged over all looks. Asked for is the share of tests that have at least one significant look.",
    "significant.any(axis=1) → significant",
)
peeking_rates.misconception(
    "You left the last look out of any look. Whoever waits until the end finds what is significant there too.",
    "significant.any(axis=1) → significant[:, :-1].any(axis=1)",
)
peeking_rates.misconception(
    "You test one side. Without a side named beforehand both count.",
    "2 * stats.norm.sf(np.abs(z)) → stats.norm.sf(z)",
)
peeking_rates.misconception(
    "Your p-values count one tail of two.",
    "2 * stats.norm.sf(np.abs(z)) → stats.norm.sf(np.abs(z))",
)
peeking_rates.misconception(
    "You divided alpha by the number of looks. That is a remedy against peeking; the function is to measure the damage.",
    "2 * stats.norm.sf(np.abs(z)) < alpha → 2 * stats.norm.sf(np.abs(z)) < alpha / clicks.shape[1]",
)
peeking_rates.misconception(
    "You returned the first look in place of the last.",
    "significant[:, -1] → significant[:, 0]",
)
peeking_rates.misconception(
    "You accumulated over the tests. Each test is a row of its own, and time runs along the second axis.",
    "clicks.cumsum(axis=1) → clicks.cumsum(axis=0)",
    "shown.cumsum(axis=1) → shown.cumsum(axis=0)",
)
peeking_rates.misconception(
    "A look without any click has no p-value, and you counted it as significant. Nothing speaks against equal rates there.",
    "2 * stats.norm.sf(np.abs(z)) < alpha → ~(2 * stats.norm.sf(np.abs(z)) >= alpha)",
)


@peeking_rates.speed(at_most=30, advice="Compute z for all tests and looks at once, with cumsum along the looks.")
def _(rng):
    shown = rng.integers(20, 60, size=(1000, 60, 2))
    return {"clicks": rng.binomial(shown, 0.2), "shown": shown, "alpha": 0.05}


peeking_rates.equivalent(
    "2 * stats.norm.sf(np.abs(z)) < alpha → 2 * stats.norm.sf(np.abs(z)) <= alpha",
    because="no p-value of counts is exactly alpha",
)
peeking_rates.equivalent(
    "np.errstate(divide='ignore', invalid='ignore') → np.errstate(invalid='ignore')",
    "np.errstate(divide='ignore', invalid='ignore') → np.errstate(divide='ignore')",
    because="it only silences warnings, and the results are the same",
)

peeking_rates.hints(
    "What does somebody see at look i? All clicks and impressions up to then.",
    "`cumsum(axis=1)` gives that for all looks. Then z of all tests and looks is one expression, with the pooled rate.",
    "`significant = 2 * stats.norm.sf(np.abs(z)) < alpha`; NaN compares as False. Return `significant[:, -1].mean()` and "
    "`significant.any(axis=1).mean()`, with the division's warnings silenced by `np.errstate`.",
)
peeking_rates.explain(
    "Each look by itself keeps its 5 %. But a path that wanders has many chances to stray beyond 1.96 once, and whoever stops there "
    "reports the one moment that suits."
)

# -- adjusted ----------------------------------------------------------------------------------------------------------


@reference
def adjusted(p, method):
    m, order = len(p), np.argsort(p)
    ranked = p[order]
    if method == "holm":
        steps = np.maximum.accumulate(ranked * np.arange(m, 0, -1))
    else:
        steps = np.minimum.accumulate((ranked * m / np.arange(1, m + 1))[::-1])[::-1]
    result = np.empty(m)
    result[order] = np.minimum(steps, 1.0)
    return result


adjusted.example(p=np.array([0.04, 0.01, 0.03, 0.6]), method="holm")
adjusted.example(p=np.array([0.04, 0.01, 0.03, 0.6]), method="fdr_bh")


@adjusted.cases(n=14)
def _(rng, i):
    m = rng.integers(3, 12)
    p = rng.random(m) ** [1, 2, 3][i % 3]
    return {"p": p, "method": ["holm", "fdr_bh"][i % 2]}


@adjusted.cases(n=8)
def _(rng, i):
    # One p-value, ties, zeros and ones.
    p = [[0.25], [0.5, 0.125, 0.125, 0.5], [0.0, 1.0, 0.25, 0.0], [0.03125, 0.0625, 0.046875, 0.0625, 0.875]][i // 2]
    return {"p": np.array(p), "method": ["holm", "fdr_bh"][i % 2]}


@adjusted.alternative
def _(p, method):
    from statsmodels.stats.multitest import multipletests

    return multipletests(p, method=method)[1]


@adjusted.alternative
def _(p, method):
    # Each by its definition, over all that come before or after it.
    ranks = stats.rankdata(p, method="ordinal")
    found = []
    for mine in ranks:
        if method == "holm":
            found.append(max(q * (len(p) - rank + 1) for q, rank in zip(p, ranks) if rank <= mine))
        else:
            found.append(min(q * len(p) / rank for q, rank in zip(p, ranks) if rank >= mine))
    return np.clip(found, 0, 1)


adjusted.misconception(
    "You multiplied every p-value by their number. That is Bonferroni's rule; only the smallest is multiplied by m here.",
    "np.maximum.accumulate(ranked * np.arange(m, 0, -1)) → ranked * m",
)
adjusted.misconception(
    "Your result is in ascending order. It belongs in the order in which the p-values came.",
    "result[order] = np.minimum(steps, 1.0) → result[:] = np.minimum(steps, 1.0)",
)
adjusted.misconception(
    "Some of your adjusted p-values are above 1.",
    "np.minimum(steps, 1.0) → steps",
)
adjusted.misconception(
    "With Holm a larger p-value ends up below a smaller one. Each is at least as large as the one before it.",
    "np.maximum.accumulate(ranked * np.arange(m, 0, -1)) → ranked * np.arange(m, 0, -1)",
)
adjusted.misconception(
    "With Benjamini–Hochberg a smaller p-value ends up above a larger one. Each is at most as large as the one after it.",
    "np.minimum.accumulate((ranked * m / np.arange(1, m + 1))[::-1])[::-1] → ranked * m / np.arange(1, m + 1)",
)
adjusted.misconception(
    "Benjamini–Hochberg runs down from the largest p-value. You ran up from the smallest.",
    "np.minimum.accumulate((ranked * m / np.arange(1, m + 1))[::-1])[::-1] → "
    "np.maximum.accumulate(ranked * m / np.arange(1, m + 1))",
)
adjusted.misconception(
    "Benjamini–Hochberg runs down from the largest p-value. You ran up from the smallest.",
    "np.minimum.accumulate((ranked * m / np.arange(1, m + 1))[::-1])[::-1] → "
    "np.minimum.accumulate(ranked * m / np.arange(1, m + 1))",
)
adjusted.misconception(
    "You did not hold the order: with Holm a larger p-value ends up below a smaller one, with Benjamini–Hochberg a smaller one above a "
    "larger. A running maximum mends the first, a running minimum from the other end the second.",
    "np.maximum.accumulate(ranked * np.arange(m, 0, -1)) → ranked * np.arange(m, 0, -1)",
    "np.minimum.accumulate((ranked * m / np.arange(1, m + 1))[::-1])[::-1] → ranked * m / np.arange(1, m + 1)",
)
adjusted.misconception(
    "You have the two methods swapped: Holm multiplies by m, m − 1, …, Benjamini–Hochberg by m/i.",
    'method == "holm" → method != "holm"',
)
adjusted.misconception(
    "Your factors of Holm are one too small: the smallest p-value is multiplied by m, the largest by 1.",
    "np.arange(m, 0, -1) → np.arange(m - 1, -1, -1)",
)
adjusted.misconception(
    "You took the p-values for sorted. They come in any order: rank them first.",
    "np.argsort(p) → np.arange(len(p))",
)

adjusted.hints(
    "Sort first, and remember where each p-value came from.",
    "Holm: multiply by m, m − 1, …, 1 and run upwards with the maximum. Benjamini–Hochberg: multiply by m/i and run downwards "
    "with the minimum.",
    "`np.maximum.accumulate(ranked * np.arange(m, 0, -1))`, and `np.minimum.accumulate((ranked * m / np.arange(1, m + 1))[::-1])[::-1]`; "
    "then `result[order] = np.minimum(steps, 1)`.",
)
adjusted.explain(
    "Holm asks at each step whether the smallest of those that are left would survive Bonferroni among them. Benjamini–Hochberg looks "
    "for the largest set in which the share of false alarms is bounded, so a p-value may be carried by the larger one after it."
)

# -- per_user ----------------------------------------------------------------------------------------------------------


@reference(role="repair")
def per_user(raw, most):
    once = raw.drop_duplicates("event")
    seen = once.groupby("user")["group"].agg(["first", "nunique"])
    counts = {kind: once[once["kind"] == kind].groupby("user").size() for kind in ("view", "click")}
    clicks = counts["click"].reindex(seen.index).fillna(0)
    users = pd.DataFrame({"group": seen["first"], "views": counts["view"], "clicks": clicks})
    users = users[(seen["nunique"] == 1).reindex(users.index) & (users["views"] <= most)]
    return users.astype({"views": int, "clicks": int})


def _raw(rng, rows, twice):
    """A raw log of (user, group, views, clicks), shuffled, with this many events sent again."""
    user = np.concatenate([np.full(views + clicks, name) for name, _, views, clicks in rows])
    group = np.concatenate([np.full(views + clicks, side) for _, side, views, clicks in rows])
    kind = np.concatenate([np.repeat(["view", "click"], [views, clicks]) for _, _, views, clicks in rows])
    numbers = rng.permutation(len(user)) + 100
    raw = pd.DataFrame({"event": numbers, "user": user, "group": group, "kind": kind})
    again = rng.choice(len(raw), size=min(twice, len(raw)), replace=False)
    raw = pd.concat([raw, raw.iloc[again]])
    return raw.iloc[rng.permutation(len(raw))].reset_index(drop=True)


per_user.example(
    raw=pd.DataFrame(
        {
            "event": [1, 2, 3, 2, 4],
            "user": [7, 7, 5, 7, 7],
            "group": ["B", "B", "A", "B", "B"],
            "kind": ["view", "click", "view", "click", "view"],
        }
    ),
    most=2,
)


@per_user.cases(n=10)
def _(rng, i):
    names = rng.choice(50, size=rng.integers(5, 12), replace=False)
    most = rng.integers(4, 7)
    rows = []
    for k, name in enumerate(names):
        views = [most, most + 1, 1][k] if k < 3 else int(rng.integers(1, most + 1))
        rows.append((name, "AB"[rng.integers(2)], views, [2, 0, 0, 1, 3][k % 5]))
    if i % 2 == 0:
        name, side = rows[-1][:2]
        rows.append((name, "B" if side == "A" else "A", 1, 0))
    return {"raw": _raw(rng, rows, [0, 4, 9][i % 3]), "most": most}


@per_user.cases(n=4)
def _(rng, i):
    # No click at all, everybody clicks, one user, only users in both groups but one.
    rows = [
        [(4, "A", 2, 0), (1, "B", 3, 0)],
        [(4, "A", 2, 1), (1, "B", 3, 2), (3, "A", 1, 1)],
        [(8, "B", 1, 0)],
        [(2, "A", 1, 1), (2, "B", 2, 0), (6, "B", 2, 0), (5, "B", 1, 1), (5, "A", 1, 0)],
    ][i]
    return {"raw": _raw(rng, rows, i), "most": 3}


@per_user.alternative
def _(raw, most):
    # Row by row, in a dictionary.
    found, events = {}, set()
    for event, user, group, kind in raw[["event", "user", "group", "kind"]].itertuples(index=False):
        if event in events:
            continue
        events.add(event)
        entry = found.setdefault(user, {"groups": [], "view": 0, "click": 0})
        entry["groups"].append(group)
        entry[kind] += 1
    keep = {u: e for u, e in sorted(found.items()) if len(set(e["groups"])) == 1 and e["view"] <= most}
    columns = {
        "group": [e["groups"][0] for e in keep.values()],
        "views": [e["view"] for e in keep.values()],
        "clicks": [e["click"] for e in keep.values()],
    }
    return pd.DataFrame(columns, index=pd.Index(list(keep), name="user"))


per_user.misconception(
    "Users without a click are missing. They have no row among the clicks, so their count comes out empty, and what is empty was "
    "dropped: it means zero.",
    'counts["click"].reindex(seen.index).fillna(0) → counts["click"]',
    'pd.DataFrame({"group": seen["first"], "views": counts["view"], "clicks": clicks}) → '
    'pd.DataFrame({"group": seen["first"], "views": counts["view"], "clicks": clicks}).dropna()',
)
per_user.misconception(
    "Users without a click are missing. They have no row among the clicks, so their count comes out empty, and what is empty was "
    "dropped: it means zero. And a user with exactly `most` views stays in.",
    'counts["click"].reindex(seen.index).fillna(0) → counts["click"]',
    'pd.DataFrame({"group": seen["first"], "views": counts["view"], "clicks": clicks}) → '
    'pd.DataFrame({"group": seen["first"], "views": counts["view"], "clicks": clicks}).dropna()',
    'users["views"] <= most → users["views"] < most',
)
per_user.misconception(
    "Events that were sent twice are counted twice.",
    'raw.drop_duplicates("event") → raw',
)
per_user.misconception(
    "You dropped rows that agree in user and kind. Two views of one user are two events; only the same event number is a repetition.",
    'raw.drop_duplicates("event") → raw.drop_duplicates(["user", "group", "kind"])',
)
per_user.misconception(
    "Users who saw both groups are still in the table. It cannot be said what they responded to.",
    '(seen["nunique"] == 1).reindex(users.index) & (users["views"] <= most) → users["views"] <= most',
)
per_user.misconception(
    "Users with too many views are still in the table. They are programs.",
    '(seen["nunique"] == 1).reindex(users.index) & (users["views"] <= most) → '
    '(seen["nunique"] == 1).reindex(users.index)',
)
per_user.misconception(
    "A user with exactly `most` views stays in.",
    'users["views"] <= most → users["views"] < most',
)
per_user.misconception(
    "You compare views and clicks together with `most`. Only views count for it.",
    'users["views"] <= most → users["views"] + users["clicks"] <= most',
)
per_user.misconception(
    "You give those without a click one click. Nothing is zero.",
    'counts["click"].reindex(seen.index).fillna(0) → counts["click"].reindex(seen.index).fillna(1)',
)

per_user.hints(
    "Print the table in the visible example. Who is missing?",
    "A user who never clicked does not appear among the clicks. What does pandas put there, and what does `.dropna()` do with it?",
    'Replace `.dropna()` by `.fillna({"clicks": 0})`.',
)
per_user.explain(
    "`groupby(...).size()` knows only users that occur. Beside the views, the clicks of the others are NaN, and dropping those rows "
    "keeps the people who clicked: the rate becomes 1 in both groups."
)

# -- call_test ---------------------------------------------------------------------------------------------------------


@reference(role="decision")
def call_test(raw, share, most):
    users = per_user(raw, most)
    b = (users["group"] == "B").to_numpy()
    clicked = users["clicks"].to_numpy() > 0
    sizes = np.array([(~b).sum(), b.sum()])
    if stats.chisquare(sizes, len(users) * np.array([1 - share, share])).pvalue < 0.001:
        return "broken"
    hits = np.array([clicked[~b].sum(), clicked[b].sum()])
    difference, _, _, p = compare_rates(hits, sizes, "two-sided")
    if p >= 0.05:
        return "undecided"
    return "launch" if difference > 0 else "reject"


def _week(rng, sizes, rates, bots, movers, eager):
    """A raw log of two groups; `eager` says how many more clicks each clicking user of B has."""
    rows, name = [], 0
    for side, size, rate in zip("AB", sizes, rates, strict=True):
        for k in range(size):
            many = 1 + int(rng.integers(2)) + (eager if side == "B" else 0)
            rows.append((name, side, int(rng.integers(2, 5)), many if k < round(size * rate) else 0))
            name += 1
    for k in range(bots[0] + bots[1]):
        rows.append((name + k, "A" if k < bots[0] else "B", 14, 0))
    name += bots[0] + bots[1]
    for k in range(movers):
        rows += [(name + k, "A", 2, 0), (name + k, "B", 1, 1)]
    return _raw(rng, rows, len(rows) // 10)


# One of two users clicked in A and none in B, which shows nothing; the click was sent twice.
call_test.example(
    raw=pd.DataFrame(
        {
            "event": [1, 2, 3, 4, 2],
            "user": [1, 1, 2, 3, 1],
            "group": ["A", "A", "A", "B", "A"],
            "kind": ["view", "click", "view", "view", "click"],
        }
    ),
    share=0.5,
    most=12,
)
# Seventeen users with a view each, only one of them in B, who clicked; the click was sent twice.
call_test.example(
    raw=pd.DataFrame(
        {
            "event": [*range(1, 19), 18],
            "user": [*range(1, 18), 17, 17],
            "group": ["A"] * 16 + ["B"] * 3,
            "kind": ["view"] * 17 + ["click"] * 2,
        }
    ),
    share=0.5,
    most=12,
)
# sizes, rates, programs in A and B, users in both groups, further clicks of B's users, planned share of B
_WEEKS = [
    ((300, 300), (0.10, 0.20), (2, 2), 3, 0, 0.5),  # launch
    ((300, 300), (0.22, 0.11), (2, 2), 3, 0, 0.5),  # reject
    ((300, 300), (0.15, 0.165), (2, 2), 3, 4, 0.5),  # undecided, though B's rows have many more clicks
    ((300, 300), (0.15, 0.135), (2, 2), 3, 4, 0.5),  # the same downwards
    ((360, 240), (0.10, 0.20), (2, 2), 3, 0, 0.5),  # broken, and it would look like a launch
    ((240, 360), (0.15, 0.155), (2, 2), 3, 0, 0.5),  # broken, and it would look undecided
    ((480, 120), (0.10, 0.25), (2, 2), 3, 0, 0.2),  # a planned fifth: launch
    ((480, 120), (0.15, 0.14), (2, 2), 3, 3, 0.2),  # a planned fifth: undecided
    ((300, 300), (0.10, 0.19), (2, 2), 3, 0, 0.2),  # half where a fifth was planned: broken
    ((330, 270), (0.10, 0.20), (2, 2), 3, 0, 0.5),  # lopsided by chance (p about 0.014): launch
    ((300, 300), (0.20, 0.10), (0, 120), 3, 0, 0.5),  # programs make the raw counts lopsided: reject
    ((250, 370), (0.14, 0.15), (110, 0), 3, 0, 0.5),  # programs hide a mismatch: broken
    ((300, 300), (0.14, 0.19), (2, 2), 3, 0, 0.5),  # one-sided nearly significant, two-sided not: undecided
    ((330, 270), (0.22, 0.11), (2, 2), 60, 0, 0.5),  # many in both groups: reject
]


@call_test.cases(n=14)
def _(rng, i):
    sizes, rates, bots, movers, eager, share = _WEEKS[i]
    shifted = tuple(size + int(rng.integers(-4, 5)) for size in sizes)
    return {"raw": _week(rng, shifted, rates, bots, movers, eager), "share": share, "most": 12}


@call_test.alternative
def _(raw, share, most):
    # Exact tests: the binomial one for the plan, Fisher's for the clicks.
    users = per_user(raw, most)
    table = pd.crosstab(users["group"], users["clicks"] > 0).to_numpy()
    if stats.binomtest(int(table[1].sum()), int(table.sum()), share).pvalue < 0.001:
        return "broken"
    if stats.fisher_exact(table).pvalue >= 0.05:
        return "undecided"
    a, b = table[:, 1] / table.sum(axis=1)
    return "launch" if b > a else "reject"


@call_test.alternative
def _(raw, share, most):
    from statsmodels.stats.proportion import proportions_ztest

    users = per_user(raw, most)
    grouped = users.assign(clicked=users["clicks"] > 0).groupby("group")["clicked"].agg(["sum", "size"])
    if proportions_ztest(grouped["size"]["B"], grouped["size"].sum(), share, prop_var=share)[1] < 0.001:
        return "broken"
    p = proportions_ztest(grouped["sum"], grouped["size"])[1]
    higher = (grouped["sum"] / grouped["size"]).idxmax() == "B"
    return "undecided" if p >= 0.05 else "launch" if higher else "reject"


@call_test.misconception(
    "Where no difference is shown you reject the change. Not shown is not the same as not there: that is undecided."
)
def _(raw, share, most):
    found = call_test(raw, share, most)
    return "reject" if found == "undecided" else found


call_test.misconception(
    "You did not ask whether the groups have the planned sizes. Where users are missing, no p-value of the clicks means anything.",
    "stats.chisquare(sizes, len(users) * np.array([1 - share, share])).pvalue < 0.001 → False",
)
call_test.misconception(
    "You compared the sizes with halves. The planned share of B is an argument.",
    "np.array([1 - share, share]) → np.array([0.5, 0.5])",
)
call_test.misconception(
    "You call a test broken at 5 %. One sound test in twenty would be thrown away; the docstring asks for 0.001.",
    "stats.chisquare(sizes, len(users) * np.array([1 - share, share])).pvalue < 0.001 → "
    "stats.chisquare(sizes, len(users) * np.array([1 - share, share])).pvalue < 0.05",
)
call_test.misconception(
    "You have the planned shares swapped: `share` is that of B.",
    "np.array([1 - share, share]) → np.array([share, 1 - share])",
)


@call_test.misconception(
    "You looked at the clicks first, and asked about the sizes only where they said nothing. A broken test stays broken however "
    "significant its difference."
)
def _(raw, share, most):
    users = per_user(raw, most)
    b = (users["group"] == "B").to_numpy()
    clicked = users["clicks"].to_numpy() > 0
    sizes = np.array([(~b).sum(), b.sum()])
    difference, _, _, p = compare_rates(np.array([clicked[~b].sum(), clicked[b].sum()]), sizes, "two-sided")
    if p < 0.05:
        return "launch" if difference > 0 else "reject"
    plan = len(users) * np.array([1 - share, share])
    return "broken" if stats.chisquare(sizes, plan).pvalue < 0.001 else "undecided"


call_test.misconception(
    "You decide by the sign of the difference alone. A difference that chance explains decides nothing.",
    "p >= 0.05 → False",
)
call_test.misconception(
    "You test one side at 5 %. Both directions matter here, so the p-value is two-sided.",
    'compare_rates(hits, sizes, "two-sided") → compare_rates(hits, sizes, "larger" if hits[1] / sizes[1] > hits[0] / sizes[0] else "smaller")',
)


@call_test.misconception(
    "You tested clicks per view, as if every view were assigned by itself. Users were assigned: each counts once."
)
def _(raw, share, most):
    users = per_user(raw, most)
    sums = users.groupby("group")[["clicks", "views"]].sum()
    sizes = users["group"].value_counts().reindex(["A", "B"]).to_numpy()
    if stats.chisquare(sizes, len(users) * np.array([1 - share, share])).pvalue < 0.001:
        return "broken"
    hits, trials = sums["clicks"].to_numpy(), sums["views"].to_numpy()
    difference, _, _, p = compare_rates(hits, trials, "two-sided")
    return "undecided" if p >= 0.05 else "launch" if difference > 0 else "reject"


@call_test.misconception(
    "You counted users before the log was cleaned. Programs and users in both groups change the sizes of the groups."
)
def _(raw, share, most):
    users = raw.groupby(["group", "user"])["kind"].apply(lambda kinds: bool((kinds == "click").any()))
    hits = users.groupby("group").sum().to_numpy()
    sizes = users.groupby("group").size().to_numpy()
    if stats.chisquare(sizes, sizes.sum() * np.array([1 - share, share])).pvalue < 0.001:
        return "broken"
    difference, _, _, p = compare_rates(hits, sizes, "two-sided")
    return "undecided" if p >= 0.05 else "launch" if difference > 0 else "reject"


@call_test.misconception(
    "You compared the numbers of events with the plan. Users were assigned, and busy users make events lopsided."
)
def _(raw, share, most):
    events = raw["group"].value_counts().reindex(["A", "B"]).to_numpy()
    if stats.chisquare(events, events.sum() * np.array([1 - share, share])).pvalue < 0.001:
        return "broken"
    users = per_user(raw, most)
    table = pd.crosstab(users["group"], users["clicks"] > 0).to_numpy()
    difference, _, _, p = compare_rates(table[:, 1], table.sum(axis=1), "two-sided")
    return "undecided" if p >= 0.05 else "launch" if difference > 0 else "reject"


call_test.equivalent(
    "0.001 → 0.002",
    "stats.chisquare(sizes, len(users) * np.array([1 - share, share])).pvalue < 0.001 → "
    "stats.chisquare(sizes, len(users) * np.array([1 - share, share])).pvalue <= 0.001",
    "p >= 0.05 → p > 0.05",
    because="no log lies so close to a border",
)
call_test.equivalent("difference > 0 → difference >= 0", because="where p is below 0.05 the difference is not zero")
call_test.equivalent(
    "(users['group'] == 'B').to_numpy() → users['group'] == 'B'",
    "users['clicks'].to_numpy() → users['clicks']",
    because="a series selects by its index as the array does by place",
)

call_test.hints(
    "Clean first, then check whether the groups have the sizes that were planned, and only then look at clicks.",
    "`per_user` gives one row for each user. `stats.chisquare(counts, expected).pvalue` tests the sizes; the clicks are those users with "
    "`clicks > 0`, over all users of the group.",
    'With `sizes` of A and B: "broken" if `stats.chisquare(sizes, sizes.sum() * np.array([1 - share, share])).pvalue < 0.001`. Then '
    '`compare_rates(hits, sizes, "two-sided")` and its sign.',
)
call_test.explain(
    "The order matters. A mismatch says that users are missing for a reason, and the reason may be the change itself; what is left is "
    "compared fairly by no test. And one user is one draw, however many pages they view."
)

# -- boundaries --------------------------------------------------------------------------------------------------------

MARGIN, PATHS = 0.01, 20_000


@reference(role="open", kept_back=("seed",))
def boundaries(looks, alpha):
    return np.full(looks, stats.norm.isf(alpha / looks / 2))


def _score(bounds, alpha, seed):
    """False alarms, those upwards, effects found, and the mean share of the looks taken with one, on tests held back."""
    looks = len(bounds)
    steps = np.arange(1, looks + 1)
    z = np.random.default_rng(seed).normal(size=(PATHS, looks)).cumsum(axis=1) / np.sqrt(steps)
    real = z + (stats.norm.isf(alpha / 2) + stats.norm.isf(0.1)) * np.sqrt(steps / looks)
    quiet, passed = np.abs(z) >= bounds, np.abs(real) >= bounds
    stops = np.where(passed.any(axis=1), passed.argmax(axis=1) + 1, looks)
    upwards = (z >= bounds).any(axis=1).mean()
    return quiet.any(axis=1).mean(), upwards, passed.any(axis=1).mean(), stops.mean() / looks


@boundaries.probe
def _(candidate, looks, alpha):
    return np.asarray(candidate(looks, alpha), dtype=float)


@boundaries.verify
def _(got, expected, inputs):
    if np.shape(got) != (inputs["looks"],):
        return "There must be one bound for each look."
    if np.iscomplexobj(got) or not (got > 0).all():
        return "Some of the bounds are not positive."
    alarms, upwards, found, taken = _score(got, inputs["alpha"], inputs["seed"])
    if alarms > inputs["alpha"] + MARGIN:
        if (got < 1).all():
            return "All your bounds are below 1, and chance brings |z| there at every third look."
        if (2 * stats.norm.sf(got) > 0.99 * inputs["alpha"]).any():
            return "At least one of your looks alone raises as many false alarms as all together may."
        if abs(upwards - inputs["alpha"]) <= MARGIN:
            return "Upwards your bounds are passed in a share of about alpha, and downwards as often again: |z| counts both."
        return "Without an effect your bounds are passed too often."
    if found < _score(expected, inputs["alpha"], inputs["seed"])[2] - MARGIN:
        if (np.diff(got) > 0).all():
            return "Your bounds rise from look to look, and find fewer real effects than those of the reference."
        return "Your bounds find fewer real effects than those of the reference."
    if taken > 0.9:
        return "With your bounds a test takes nearly all of its looks even where there is an effect."
    return None


boundaries.example(looks=3, alpha=0.05, seed=11)


@boundaries.cases(n=6)
def _(rng, i):
    looks = [12, 5, 3, 8, 4, 10][i]
    return {"looks": looks, "alpha": [0.05, 0.1][i % 2], "seed": rng.integers(1, 10**6)}


@boundaries.alternative
def _(looks, alpha):
    # One bound for all looks, by simulation (Pocock).
    z = np.random.default_rng(1).normal(size=(40_000, looks)).cumsum(axis=1) / np.sqrt(np.arange(1, looks + 1))
    return np.full(looks, np.quantile(np.abs(z).max(axis=1), 1 - alpha))


@boundaries.alternative
def _(looks, alpha):
    # High at first and falling with the root of the time, by simulation (O'Brien and Fleming).
    shape = np.sqrt(looks / np.arange(1, looks + 1))
    z = np.random.default_rng(2).normal(size=(40_000, looks)).cumsum(axis=1) / np.sqrt(np.arange(1, looks + 1))
    return shape * np.quantile((np.abs(z) / shape).max(axis=1), 1 - alpha)


boundaries.misconception(
    "At least one of your looks alone raises as many false alarms as all together may.",
    "alpha / looks / 2 → alpha / 2",
)
boundaries.misconception(
    "You split alpha over the looks but not over the two sides: |z| passes a bound in either tail.",
    "alpha / looks / 2 → alpha / looks",
)


@boundaries.misconception(
    "Upwards your bounds are passed in a share of about alpha, and downwards as often again: |z| counts both."
)
def _(looks, alpha):
    z = np.random.default_rng(1).normal(size=(40_000, looks)).cumsum(axis=1) / np.sqrt(np.arange(1, looks + 1))
    return np.full(looks, np.quantile(z.max(axis=1), 1 - alpha))


@boundaries.misconception("With your bounds a test takes nearly all of its looks even where there is an effect.")
def _(looks, alpha):
    bounds = np.full(looks, 50.0)
    bounds[-1] = stats.norm.isf(alpha / 2)
    return bounds


@boundaries.misconception("Your bounds find fewer real effects than those of the reference.")
def _(looks, alpha):
    return np.full(looks, stats.norm.isf(alpha / looks**2 / 2))


@boundaries.misconception(
    "Your bounds rise from look to look, and find fewer real effects than those of the reference."
)
def _(looks, alpha):
    return stats.norm.isf(alpha / 2) * np.sqrt(np.arange(1, looks + 1))


@boundaries.misconception("All your bounds are below 1, and chance brings |z| there at every third look.")
def _(looks, alpha):
    return np.full(looks, alpha / looks)


boundaries.hints(
    "If each of k looks may raise a false alarm with probability alpha / k, how often does at least one?",
    "At most alpha. The bound is the value that |z| exceeds with probability alpha / k: half of it lies in each tail.",
    "`np.full(looks, stats.norm.isf(alpha / looks / 2))` passes. To beat it, simulate paths without an effect and choose a shape of "
    "bounds, high at first and lower later, scaled so that alpha of the paths pass.",
)
boundaries.explain(
    "Bonferroni's split is valid whatever the looks have in common, and wasteful because they have much in common. Pocock's bound is "
    "constant and exact; that of O'Brien and Fleming is hard to pass early and costs hardly any power at the end."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

one_sided = choice(
    "Q",
    why={
        "P": "He did name the lower tail. But where does it begin: at the z that was seen, or at its mirror image?",
        "R": "That is the p-value of the other side: that the algorithm's rate is larger.",
        "S": "Here both tails count. How many did he name?",
    },
    because="The algorithm has more clicks, z = 0.45. What lies at least as far below as that is most of the distribution: his p-value is 0.67.",
)
coverage_lost = choice(
    "162",
    why={
        "146": "Fewer than that are not lost. Set method, skewness and level, and read the caption.",
        "178": "That many would be held in a population that is less skewed.",
        "190": "That would be the promise kept.",
    },
    because="Both lose: small samples make the percentile interval too narrow, and samples of a skewed population mostly miss its few large "
    "values, so that nearly all intervals that miss lie below the mean.",
)
rows_as_users = choice(
    "R",
    why={
        "P": "About half of these splits would be significant. How many times as wide is the interval by users as that by rows, and how much of a bell with such a spread lies outside the lines?",
        "Q": "These groups are more alike than chance would make them. Does a coin see to it that both get as many eager users?",
        "S": "Here about 5 in 100 lie outside the lines, as promised. Are the views of a user independent of each other?",
    },
    because="R reaches about 1.7 times as far as independent views would, S, so a difference passes 1.96 of their errors as often as a normal number passes 1.2: in about 25 of 100 splits, not in 5.",
)
small_power = choice(
    "S",
    why={
        "P": "Stars are as rare here as false alarms. Is there no difference to find, with 10,000 each?",
        "Q": "One week in nine: that takes a difference well below one standard error. How many errors are 15 clicks in 10,000?",
        "R": "Most weeks find it here, which takes a difference of nearly three standard errors. How many errors are 15 clicks in 10,000?",
    },
    because="The difference of 15 clicks in 10,000 is 1.6 standard errors, and 1.96 are needed: about 37 weeks in 100 pass. With half as large an error, from four times as many impressions, most would.",
)
hourly = choice(
    "P",
    why={
        "Q": "This one falls now and then. Can a test that was significant at some look become one that never was?",
        "R": "Here tests are significant from the first hour on. How many clicks does a significant result take, and how many had come by then?",
        "S": "This would be so if each hour had a test of its own. A look tests all that has come in so far: how different are two looks in a row?",
    },
    because="Only eleven clicks came, in eight of the hours, and with three clicks hardly any look can be significant. So 24 looks are worth fewer here than with plenty of data, and still make about 17 false alarms in 100, three times the 5 that were promised.",
)
best_item = choice(
    "about 24",
    why={
        "about 1": "That is the probability for one item that was named beforehand. There are 80.",
        "about 8": "Each of 80 items has its own chance. How large is it, if it has to reach three clicks, or four?",
        "about 54": "That would be 1 − (1 − 0.0096)⁸⁰. But p-values of such small counts come in steps: for most items three clicks are not enough, "
        "and four are rarer.",
    },
    because="An item shown more often than item 49 needs a fourth click for so small a p-value, so most have far less than a chance of "
    "0.0096. Added over 80 items it still makes about one log in four.",
)
