# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Workbench (Python)
#     language: python
#     name: workbench
#   workbench:
#     title: Statistical inference
#     summary: A shop's A/B test ends 42 clicks to 38. Is there no difference, or could the test not see one?
#     minutes: 90
#     requires: [01_data/02_pandas, 02_math/03_probability]
#     objectives:
#       Give a difference of two rates its interval and its p-value, one- or two-sided: [compare_rates, one_sided]
#       Test and estimate without formulas, by shuffling labels and resampling users:
#         [permutation_p, bootstrap_interval, rows_as_users]
#       Say what an interval promises, and when the promise is broken: [coverage_lost]
#       Say what a p-value is not, and how many findings are false: [false_findings]
#       Plan an A/B test, or judge whether one could have found anything: [plan_test, small_power]
#       Keep false alarms in bounds over many looks and many questions: [peeking_rates, hourly, adjusted, best_item, boundaries]
#       Call an A/B test from its raw log: [per_user, call_test]
#     datasets: [open_bandit]
#     extras: [statistics]
#     teaches:
#       null hypothesis: >-
#         The statement that a test supposes to be true, mostly that two groups do not differ, in order to ask how unusual
#         the data would then be.
#       p-value: >-
#         The probability, if the null hypothesis were true, of data at least as extreme as those that were seen.
#       two-sided test: >-
#         A test to which deviations in either direction count as extreme.
#       confidence interval: >-
#         A range computed from data by a method that holds the true value in a stated share of repeated samples.
#       coverage: >-
#         The share of repeated samples in which an interval holds the true value.
#       permutation test: >-
#         A test that compares the difference seen with those that arise when the labels of the groups are shuffled.
#       bootstrap: >-
#         Drawing rows again from the rows at hand, with replacement, to see how far a number would scatter.
#       unit of randomisation: >-
#         The piece that is put into one group or the other, such as a user or a view, and is therefore what a test has to count.
#       significance level: >-
#         The probability of a false alarm that one accepts before a test is made.
#       power: >-
#         The probability that a test finds an effect of a given size if the effect is there.
#       sample ratio mismatch: >-
#         Numbers of users in the groups of an experiment that differ from the planned shares by more than chance
#         explains.
#       peeking: >-
#         Testing again and again while data come in, and stopping at the first significant result.
#       family-wise error rate: >-
#         The probability that at least one of several tests raises a false alarm.
#       false discovery rate: >-
#         The expected share of false alarms among the results that are called significant, counted as zero if there are
#         none.
#     uses: [standard error, central limit theorem, prior probability]
#     covers:
#       statistical inference:
#         [compare_rates, permutation_p, bootstrap_interval, plan_test, false_findings, peeking_rates, adjusted, call_test]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Statistical inference
#
# In November 2019 the fashion shop ZOZOTOWN showed some visitors items picked at random, and others items picked by an
# algorithm that had learned from clicks for a month. You are given 10,000 impressions of each. The algorithm has 42
# clicks, chance 38. A dashboard would say *no significant difference*, and somebody will propose to switch the
# algorithm off.
#
# **Is there no difference, or could such a test not have seen it?** Write down your guess: if the algorithm earned
# nearly half as many clicks again, how likely would 10,000 impressions each be to show it?
#
# Afterwards you can plan an A/B test, judge one from its raw log, and say what a p-value is not. You need pandas,
# probability and 90 minutes.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy import stats

from workbench import Lesson, load_dataset

lesson = Lesson("02_math/04_inference")
rng = np.random.default_rng(seed)

# %% [markdown]
# ## The log
#
# A row is one item shown in one of three places, with the time, the policy that chose it and whether it was clicked.
# Whether an impression went to chance or to the algorithm was itself random. Of the campaign with all items the
# publishers took 10,000 rows of each policy, spread over the whole week, and do not say how: we suppose at random. So the
# equal numbers say nothing about the assignment. There is no user id: somebody seen ten times is ten rows, and we must
# treat rows as independent. Nothing is fitted, so nothing is split off.

# %%
log = load_dataset("open_bandit")
policy = (log["policy"] == "bts").to_numpy()  # Bernoulli Thompson sampling, the algorithm
click = log["click"].to_numpy()
clicks = np.array([click[~policy].sum(), click[policy].sum()])
shown = np.array([(~policy).sum(), policy.sum()])
print(log.groupby("policy", observed=True)["click"].agg(["size", "sum"]))
lesson.claim("38 clicks by chance, 42 by the algorithm", clicks.tolist() == [38, 42])
days = log.groupby(["policy", log["timestamp"].dt.date], observed=True).size()
lesson.claim("Each policy has over 1,000 rows on each of seven days", len(days) == 14 and days.min() > 1000)

# %% [markdown]
# ## A difference, its interval, its p-value
#
# Each rate $\hat p = k/n$ has the standard error $\sqrt{\hat p(1 - \hat p)/n}$, and for the difference of two independent
# rates the squares add up:
#
# $$ \hat d = \hat p_B - \hat p_A, \qquad s = \sqrt{\frac{\hat p_A(1-\hat p_A)}{n_A} + \frac{\hat p_B(1-\hat p_B)}{n_B}}. $$
#
# By the central limit theorem, if there are enough clicks, $\hat d \pm 1.96\,s$ is about a 95 % *confidence interval*: of
# many such intervals, from as many samples, about 95 in 100 hold the true difference. The 95 % belong to the method, not
# to the one interval at hand; 1.96 is the 0.975 quantile of a standard normal number.
#
# A test asks the other way round. Suppose the *null hypothesis*: both rates are equal. Then all clicks estimate one rate
# $\hat p$, the error is $s_0 = \sqrt{\hat p(1-\hat p)(1/n_A + 1/n_B)}$, and $z = \hat d/s_0$ is about standard normal. The
# *p-value* is the probability of a $z$ at least as extreme as the one seen. *Two-sided*, both tails count. One-sided,
# only the tail that was named **before** the data were seen. Whoever looks first, and then names the side on which the
# difference fell, halves every p-value and doubles the false alarms.


# %%
@lesson.exercise
def compare_rates(clicks: np.ndarray, shown: np.ndarray, alternative: str) -> tuple[float, float, float, float]:
    """The difference of two rates, B minus A, with its 95 % interval and its p-value.

    clicks, shown: whole numbers for (A, B), shape (2,); shown ≥ 1, 0 ≤ clicks ≤ shown; in both together there is at
    least one click, and one impression without. alternative: "two-sided", or "larger" if the named tail is that B's rate is larger,
    or "smaller" if that it is smaller. Returns (difference, low, high, p) as floats. The interval is two-sided whatever
    the alternative, with the error s and not cut at ±1 (1.96 is exact enough); the p-value uses s₀. No correction for
    continuity.
    """


# %% [markdown]
# One analyst feared harm from the algorithm, and named that tail before he saw the log. The line is its z.

# %%
seen = stats.norm.isf(compare_rates(clicks, shown, "two-sided")[3] / 2)
x = np.linspace(-3.5, 3.5, 701)
areas = {"below z": x <= seen, "above z": x >= seen, "outside": np.abs(x) >= seen, "below −z": x <= -seen}
figure, panels = plt.subplots(1, 4, figsize=(9, 2), layout="constrained")
for axes, letter, name in zip(panels, "PQRS", np.random.default_rng(4).permutation(list(areas)), strict=True):
    axes.plot(x, stats.norm.pdf(x))
    axes.fill_between(x, stats.norm.pdf(x), where=areas[name], alpha=0.4)
    axes.axvline(seen, color="black", linewidth=1)
    axes.set(title=letter, yticks=[])
plt.show()

# %%
lesson.quiz(
    "one_sided",
    "He tests whether the algorithm's rate is smaller. Which area is his p-value?",
    ["Q", "R", "S", "P"],
    answer=...,
)

# %%
from statsmodels.stats import proportion

difference, low, high, p = compare_rates(clicks, shown, "two-sided")
print(
    f"difference {1e4 * difference:.1f} clicks in 10,000, 95 % interval {1e4 * low:.0f} to {1e4 * high:.0f}, p = {p:.3f}"
)
theirs = proportion.proportions_ztest(clicks[::-1], shown[::-1])[1]
wald = proportion.confint_proportions_2indep(clicks[1], shown[1], clicks[0], shown[0], method="wald")
lesson.claim("By hand as in statsmodels", np.allclose([p, low, high], [theirs, *wald], rtol=1e-3))
lesson.claim(
    "The interval reaches from over 30 % fewer clicks than chance got to over 50 % more",
    -0.40 < low * 1e4 / 38 < -0.3 and 0.5 < high * 1e4 / 38 < 0.6,
)

# %% [markdown]
# The interval says what p = 0.65 hides: heavy loss and large gain both fit.
#
# ## Without a formula: shuffle the labels
#
# With 80 clicks, can the bell curve be trusted? If the policy made no difference, its labels are arbitrary:
# shuffle them and see how often the difference is at least as large, a *permutation test*. It needs only that under the
# null hypothesis every order of the labels is equally probable.


# %%
@lesson.exercise
def permutation_p(values: np.ndarray, treated: np.ndarray, orders: np.ndarray) -> float:
    """The two-sided p-value of a permutation test on the difference of two means.

    values: one number for each row, shape (n,); treated: bool, shape (n,), both kinds occur; orders: whole numbers, shape
    (m, n), m ≥ 0, each row a permutation of 0 … n − 1, by which the labels are shuffled: treated[order]. A shuffle counts
    if its difference, in absolute value, is at least that of the labels as they are; if the two differ by
    less than 1e-9, they are equal. The labels as they are count as one more shuffle: if c of the m shuffles count, p is
    (c + 1) / (m + 1), never 0. For
    many rows go through the orders one by one: values[orders] may not fit into memory.
    """


# %%
orders = np.array([rng.permutation(len(click)) for _ in range(1000)], dtype=np.int16)
shuffled = permutation_p(click, policy, orders)
print(f"p by 1,000 shuffles {shuffled:.2f}, by the bell curve {p:.2f}")
lesson.claim(
    "Shuffled, the p-value is a little larger than by the bell curve, because ties at 42 to 38 count in full",
    p < shuffled < p + 0.16,
)

# %% [markdown]
# ## What a p-value is not
#
# It is not the probability that the null hypothesis is true, for it supposes that. How many *findings* are false also depends on how many of the ideas tested are any good, a prior
# probability, and on the *power*, the probability that a test finds an effect that is there. It is Bayes' theorem once
# more. In a team where 1 idea in 10 works, **predict**: of results significant at 5 %, found with power 80 %, what share
# is false? And with power 30 %?


# %%
@lesson.exercise
def false_findings(works: float, power: float, alpha: float) -> float:
    """The share of significant results behind which there is no effect.

    works: the share of tested ideas that have an effect, in [0, 1]; power: the probability of a significant result if
    there is an effect; alpha: the same if there is none; both in (0, 1]. Returns a float in [0, 1].
    """


# %%
for power in (0.8, 0.3):
    print(f"power {power:.0%}: {false_findings(0.1, power, 0.05):.0%} of the findings at 5 % are false")
lesson.claim(
    "With good power more than a third of the findings are false, with poor power more than half",
    0.33 < false_findings(0.1, 0.8, 0.05) < 0.4 and 0.5 < false_findings(0.1, 0.3, 0.05) < 0.65,
)

# %% [markdown]
# ## Move it yourself
#
# Does a 95 % interval keep its promise? Each line below is the interval for the mean of one sample. The share that hold
# the truth is the *coverage*. "Normal" takes 1.96 standard errors, "t" widens that for an error that is itself estimated,
# and "bootstrap" draws the sample's own values again, as the next section explains.

# %%
lesson.explore("interval_coverage")

# %%
lesson.quiz(
    "coverage_lost",
    "Ten values in a sample, level 0.95, skewness 6: how many of the 200 bootstrap intervals hold the true mean?",
    ["146", "162", "178", "190"],
    answer=...,
)

# %% [markdown]
# ## Users, not rows
#
# A test must count what was assigned, the *unit of randomisation*. Most shops assign users, whose views
# are alike: some people click often, many never. ZOZOTOWN published no ids, so from here on a **simulated**
# shop shows the trouble. Views per user are skewed, as is the taste for clicking.

# %%
BOT = 200  # nobody views more in a week, except programs


def draw_log(rng: np.random.Generator, effect: float, lost: float, dirty: bool = True) -> pd.DataFrame:
    """A simulated week: half of 6,000 users see B, which multiplies their taste for clicking by 1 + effect."""
    group = rng.permutation(np.repeat(["A", "B"], 3000))
    views = np.minimum(1 + rng.lognormal(1.2, 1.0, 6000).astype(int), 80)
    clicks = rng.binomial(views, np.minimum(rng.beta(0.3, 5.7, 6000) * np.where(group == "B", 1 + effect, 1), 1))
    here = ~((group == "B") & (clicks == 0) & (rng.random(6000) < lost))  # gone before their page could report
    if dirty:
        bots = rng.choice(np.flatnonzero(here & (group == "A") & (clicks == 0)), 8, replace=False)
        views[bots] = rng.integers(300, 600, size=8)
    user = np.concatenate([np.repeat(np.flatnonzero(here), count[here]) for count in (views, clicks)])
    kind = np.repeat(["view", "click"], [views[here].sum(), clicks[here].sum()])
    raw = pd.DataFrame({"event": rng.permutation(len(user)), "user": user, "group": group[user], "kind": kind})
    if dirty:  # some users log in on a second device and are assigned again; B's new button reports some clicks twice
        moved = raw["user"].isin(rng.choice(np.flatnonzero(here), 60, replace=False)) & (rng.random(len(raw)) < 0.5)
        raw.loc[moved, "group"] = np.where(raw.loc[moved, "group"] == "A", "B", "A")
        again = (raw["kind"] == "click") & (raw["group"] == "B") & (rng.random(len(raw)) < 0.15)
        raw = pd.concat([raw, raw[again]])
    return raw.sort_values("event", kind="stable").reset_index(drop=True)


# %% [markdown]
# The *bootstrap* draws units from the units at hand, with replacement, as many as there are, and computes the number
# again; the spread of many such numbers stands in for that over repeated experiments. Their middle 95 % are the
# percentile interval. Draw users: one drawn twice brings all views twice.


# %%
@lesson.exercise
def bootstrap_interval(clicks: np.ndarray, views: np.ndarray, picks: np.ndarray, level: float) -> tuple[float, float]:
    """The percentile bootstrap interval of clicks per view, resampling users.

    clicks, views: of each user, whole numbers, shape (n,), views ≥ 1; picks: shape (m, k), m ≥ 1, each row holds the
    users of one resample, by number, maybe several times (k = n in earnest). Clicks per view is all clicks over all views
    of a resample. level: in (0, 1). Returns (low, high), quantiles by np.quantile's default, with equal shares
    outside on both sides.
    """


# %%
clean = draw_log(rng, effect=0.0, lost=0.0, dirty=False)
table = clean.groupby(["user", "kind"]).size().unstack(fill_value=0)
user_clicks, user_views = table["click"].to_numpy(), table["view"].to_numpy()
by_user = bootstrap_interval(user_clicks, user_views, rng.integers(len(table), size=(1000, len(table))), 0.95)
rate = user_clicks.sum() / user_views.sum()
by_row = 2 * 1.96 * np.sqrt(rate * (1 - rate) / user_views.sum())
ratio = (by_user[1] - by_user[0]) / by_row
print(f"clicks per view {rate:.4f}, interval by users {by_user[0]:.4f} to {by_user[1]:.4f}")
print(f"{ratio:.1f} times as wide as that by rows")
lesson.claim("Resampling users, the interval is at least 1.3 times as wide as rows would make it", 1.3 < ratio < 2)

# %% [markdown]
# These users all had the same page: split in two, every significant difference is a false alarm. By lot: users split by
# coin; the same once clicks were dealt anew to all views; like users parted in pairs; likes kept together in threes.
# Counting views as independent, what lies beyond the lines is significant at 5 %.

# %%
n, fixed = len(table), np.random.default_rng(2)
dealt = np.bincount(fixed.choice(np.repeat(np.arange(n), user_views), user_clicks.sum(), replace=False), minlength=n)
like = np.lexsort((user_views, user_clicks)).argsort()  # the place of each user in the order of clicks
coins = fixed.random((500, n)) < 0.5
splits = {
    "together": (coins[:, like // 3], user_clicks),
    "parted": (coins[:, like // 2] ^ (like % 2 == 1), user_clicks),
    "coin": (coins, user_clicks),
    "dealt": (coins, dealt),
}
figure, panels = plt.subplots(1, 4, figsize=(9, 2.2), sharex=True, layout="constrained")
for axes, letter, name in zip(panels, "PQRS", np.random.default_rng(1).permutation(list(splits)), strict=True):
    side, hits = splits[name]
    axes.hist(1000 * (side @ hits / (side @ user_views) - ~side @ hits / (~side @ user_views)), bins=25)
    for line in (-1, 1):
        axes.axvline(line * 1000 * by_row, color="black")  # half of the views on each side: twice the error of all
    axes.set(title=letter, xlabel="clicks in 1,000 views", yticks=[])
plt.show()

# %%
lesson.quiz(
    "rows_as_users",
    "Which histogram comes from users split by coin, as in a sound test?",
    ["R", "P", "S", "Q"],
    answer=...,
)

# %%
alarms = np.zeros(2)
for _ in range(1000):
    b = rng.random(len(table)) < 0.5
    ways = ((user_clicks, user_views), (user_clicks > 0, np.ones(len(table))))
    for way, (hits, trials) in enumerate(ways):
        halves = [(hits[side].sum(), trials[side].sum()) for side in (~b, b)]
        alarms[way] += compare_rates(*np.array(halves).T, "two-sided")[3] < 0.05
print("false alarms by views {:.1%}, by users who clicked at all {:.1%}".format(*alarms / 1000))
lesson.claim(
    "Counting views gives three to six times as many false alarms as promised; counting users keeps the promise",
    0.15 < alarms[0] / 1000 < 0.3 and 0.03 < alarms[1] / 1000 < 0.075,
)

# %% [markdown]
# ## Could the test have seen it?
#
# Before a test, name the smallest effect that would matter, the *significance level* $\alpha$ (the false alarms that you
# accept) and the power that you want. The number of users follows. As the error falls with $\sqrt n$, half the effect
# takes about four times as many.


# %%
@lesson.exercise
def plan_test(base: float, lift: float, users: int, power: float, alpha: float) -> tuple[float, int]:
    """What a two-sided z-test of two rates can find, with equally many users in each group.

    Uses `NormalIndPower` and `proportion_effectsize` of statsmodels. base: the rate in A; lift: B's rate is
    base · (1 + lift), lift from −0.5 to 0.5 and not 0, both rates in (0, 1). Returns (chance, needed): the power with
    `users` ≥ 2 in each group, and the smallest whole number of users in each group that reaches `power`, from 0.5 to
    0.95; alpha: up to 0.1. Accepted is what comes within 0.005 of the chance and within 2 % of the number, or one user. The
    checks have lifts up to 20 %, where other sound formulas agree that well.
    """


# %% [markdown]
# The paper's table of the full log counts 13.5 million impressions in this campaign, in place of our 20,000. It gives the
# click rate by chance as 0.35 %, and by the algorithm as 0.50 %: a lift of 43 %.

# %%
fixed = np.random.default_rng(9)
truths = {"2,500": (2500, 0.0050), "10,000": (10_000, 0.0050), "30,000": (30_000, 0.0050), "alike": (10_000, 0.0035)}
for letter, name in zip("PQRS", fixed.permutation(list(truths)), strict=True):
    many, b = truths[name]
    weeks = fixed.binomial(many, [0.0035, b], size=(60, 2))
    found = [compare_rates(week, np.array([many, many]), "two-sided")[3] < 0.05 for week in weeks]
    print(letter, "".join("*" if star else "." for star in found))

# %%
lesson.quiz(
    "small_power",
    "A star is a simulated week with a significant result, two-sided at 5 %. In one row both rates are 0.35 %; in the others they are these two, with 2,500, 10,000 or 30,000 impressions each. Which row has 10,000?",
    ["P", "R", "S", "Q"],
    answer=...,
)

# %%
chance, needed = plan_test(0.0035, 0.0050 / 0.0035 - 1, 10_000, 0.8, 0.05)
weeks = rng.binomial(10_000, [0.0035, 0.0050], size=(2000, 2))
tests = np.array([compare_rates(week, shown, "two-sided") for week in weeks])
found = tests[:, 3] < 0.05
print(f"power {chance:.0%}; for 80 % it takes {needed:,} impressions each; simulated {found.mean():.0%}")
overstated = tests[found, 0].mean() / 0.0015
lesson.claim("The simulation agrees with the plan within a few points", abs(found.mean() - chance) < 0.035)
lesson.claim(
    "Where a week does find it, it overstates the difference by more than half on average", 1.5 < overstated < 1.75
)

# %% [markdown]
# This *winner's curse* comes of poor power: only lucky weeks are significant, and luck exaggerates.
#
# ## Looking too often
#
# One may test on Monday, and, if nothing is there, on Tuesday. *Peeking* gives chance several chances. Take the
# log in its order and toss a coin for every impression, instead of its policy. How often
# does somebody who looks each evening, or each hour, find a difference?


# %%
@lesson.exercise
def peeking_rates(clicks: np.ndarray, shown: np.ndarray, alpha: float) -> tuple[float, float]:
    """The share of tests that are significant at the last look, and at any look.

    clicks, shown: whole numbers, shape (tests, looks, 2): of each test, what came in since the look before, in A and B.
    Each look tests all that has come in so far, two-sided, by compare_rates' p-value; significant is p < alpha. So far
    there may be no click at all, or nothing but clicks, or nothing shown in one group: then a look is not significant. The
    lesson has 2,000 tests of 145 looks: compute all at once, without a loop over tests.
    """


# %%
def toss(ends: np.ndarray, tests: int) -> tuple[np.ndarray, np.ndarray]:
    """Clicks and impressions between looks if a coin assigns each impression of the real log."""
    ordered = log.sort_values("timestamp")["click"].to_numpy()
    totals = np.diff(np.cumsum(ordered)[ends - 1], prepend=0)
    b = rng.binomial(totals, 0.5, size=(tests, len(ends)))
    other = np.diff(ends, prepend=0) - totals
    quiet = rng.binomial(other, 0.5, size=(tests, len(ends)))
    hits = np.stack([totals - b, b], axis=2)
    return hits, hits + np.stack([other - quiet, quiet], axis=2)


hour = (log["timestamp"].sort_values() - pd.Timestamp("2019-11-24", tz="UTC")).dt.total_seconds() // 3600
hours = np.searchsorted(hour, np.arange(168), side="right")

# %% [markdown]
# The first day brought 11 clicks. By lot, shares of tests significant at 5 %: at some look so far; at this look; at some
# look so far, with 60 clicks an hour in each group; at one of so many independent tests.

# %%
fixed = np.random.default_rng(1)
rich = fixed.binomial(600, 0.1, size=(1000, 24, 2))
looked = np.arange(1, 25)
poor, views = toss(hours[:24], 1000)
day = [peeking_rates(poor[:, :h], views[:, :h], 0.05) for h in looked]
curves = {
    "any look": [any_look for _, any_look in day],
    "last look": [last for last, _ in day],
    "plenty": [peeking_rates(rich[:, :h], np.full((1000, h, 2), 600), 0.05)[1] for h in looked],
    "independent": 1 - 0.95**looked,
}
figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
for letter, name in zip("PQRS", np.random.default_rng(1).permutation(list(curves)), strict=True):
    axes.plot(looked, curves[name], label=letter)
axes.set(xlabel="hour", ylabel="share", ylim=(0, 0.5), title="The first day, hour by hour")
axes.legend()
plt.show()

# %%
lesson.quiz(
    "hourly",
    "Somebody looks at this log after each hour. Which curve is the share of tests that chance has made significant at some look so far?",
    ["R", "S", "Q", "P"],
    answer=...,
)

# %%
rates = {step: peeking_rates(*toss(hours[23::step], 2000), 0.05) for step in (144, 72, 24, 6, 1)}
figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
looks = [len(hours[23::step]) for step in rates]
axes.plot(looks, [any_look for _, any_look in rates.values()], "o-", label="any look")
axes.plot(looks, [last for last, _ in rates.values()], "s--", label="last look")
axes.set(xscale="log", xlabel="looks in the week", ylabel="false alarms", ylim=(0, 0.4), title="A coin on the real log")
axes.set_xticks(looks, looks)
axes.minorticks_off()
axes.legend()
plt.show()
lesson.claim(
    "Seven evening looks give about three times as many false alarms as one, hourly looks from then on about five times",
    0.13 < rates[24][1] < 0.2 and 0.2 < rates[1][1] < 0.3 and all(0.035 < last < 0.07 for last, _ in rates.values()),
)

# %% [markdown]
# ## Asking too many questions
#
# Among the 80 items that chance showed, item 49 has 3 clicks in 114 impressions, seven times the average of 38 in 10,000.
# An exact one-sided test against that average gives p = 0.0096. Is it a find? Suppose that all 80 items, shown as often as
# they were, had that rate.

# %%
lesson.quiz(
    "best_item",
    "In about how many of 100 such logs has some item a p-value as small as that of item 49, 0.0096?",
    ["about 1", "about 8", "about 24", "about 54"],
    answer=...,
)

# %% [markdown]
# With $m$ tests there are two promises to choose from. **Holm** keeps the probability of *any* false alarm, the
# *family-wise error rate*, at $\alpha$ or below: the smallest p-value is multiplied by $m$, the next by $m - 1$, and so on, and
# none may end up below one before it. **Benjamini and Hochberg** keep the expected *share* of false alarms among
# findings, the *false discovery rate*: the $i$-th smallest is multiplied by $m/i$, and none may end up above one after it.
# Holm holds under any dependence; Benjamini–Hochberg under independence, or a certain positive dependence.


# %%
@lesson.exercise
def adjusted(p: np.ndarray, method: str) -> np.ndarray:
    """P-values adjusted for their number.

    By hand, for practice: `multipletests` of statsmodels is accepted too, and is the check below.
    p: in [0, 1], in any order, ties possible, shape (m,), m ≥ 1; stays unchanged. method: "holm" or "fdr_bh". Returns
    floats in the order of p, at most 1.
    """


# %%
from statsmodels.stats.multitest import multipletests

items = log[~policy].groupby("item_id")["click"].agg(["sum", "size"]).to_numpy()
each = np.array([stats.binomtest(int(k), int(n), 38 / 10_000, alternative="greater").pvalue for k, n in items])
alike = stats.binom.sf(rng.binomial(items[:, 1], 0.0038, size=(4000, 80)) - 1, items[:, 1], 0.0038)
as_small = (alike.min(axis=1) <= each.min()).mean()
print(f"smallest p {each.min():.4f}, by Holm {adjusted(each, 'holm').min():.2f}; {(each < 0.05).sum()} below 0.05")
print(f"if all items are alike, some item is as striking in {as_small:.0%} of the logs")
lesson.claim(
    "By hand as in statsmodels",
    all(np.allclose(adjusted(each, method), multipletests(each, method=method)[1]) for method in ("holm", "fdr_bh")),
)
lesson.claim(
    "Item 49 alone looks significant, and no longer after Holm",
    (each < 0.05).sum() == 1 and adjusted(each, "holm").min() > 0.5,
)
lesson.claim("If all items are alike, about a quarter of the logs have such an item", 0.2 < as_small < 0.28)

# %% [markdown]
# ## From the raw log to users
#
# Back to the simulated shop, with its dirt: events sent twice, programs that view hundreds of pages, users who
# saw both groups. The function below makes a table of users, and it looks clean.


# %%
@lesson.exercise
def per_user(raw: pd.DataFrame, most: int) -> pd.DataFrame:
    """One row for each usable user of a raw log. There is one fault: repair it.

    raw: columns event (a number; an event that was sent twice is there twice, in all columns), user, group ("A" or "B"),
    kind ("view" or "click"), in any order; every user has at least one view; raw stays unchanged. An event that was sent
    again counts once. Users seen in both groups are left out, and then those with more than `most` views. Returns
    columns group (str), views, clicks (whole numbers), with the users as index, named user, ascending.
    """
    once = raw.drop_duplicates("event")
    seen = once.groupby("user")["group"].agg(["first", "nunique"])
    counts = {kind: once[once["kind"] == kind].groupby("user").size() for kind in ("view", "click")}
    users = pd.DataFrame({"group": seen["first"], "views": counts["view"], "clicks": counts["click"]}).dropna()
    users = users[(seen["nunique"] == 1).reindex(users.index) & (users["views"] <= most)]
    return users.astype({"views": int, "clicks": int})


# %% [markdown]
# ## Decide: call the test
#
# Six such weeks lie in the warehouse. Some changes help, some harm, some do nothing; and in some weeks visitors left B
# before their page could report. Missing users give themselves away: half of the users should be in B, and a chi-square
# test of the counts against the plan, `stats.chisquare`, says whether chance explains the rest. Such a *sample ratio
# mismatch* makes a test worthless however small its p-value, because those who are missing may be a special kind of user.


# %%
@lesson.exercise
def call_test(raw: pd.DataFrame, share: float, most: int) -> str:
    """What to do after an A/B test of users, from its raw log.

    raw, most: as for per_user; both groups have usable users, some of all usable users clicked and some did not. share:
    the planned share of B, in (0, 1). The rate of a group is the share of its usable users who clicked at least once.
    Returns "broken" if a test of the numbers of usable users against the plan has a p-value below 0.001; otherwise, with
    rates that differ two-sided at 5 %, "launch" if that of B is higher and "reject" if it is lower; otherwise
    "undecided". No log is so close to a border that another sound test of users would say otherwise.
    """


# %%
truth = np.array([(0.0, 0.0), (0.0, 0.15), (0.5, 0.0), (0.3, 0.15), (-0.4, 0.0), (-0.3, 0.15)])
truth = truth[rng.permutation(6)]
calls, winners = [], 0
for number, (effect, lost) in enumerate(truth, start=1):
    raw = draw_log(rng, effect, lost)
    counts = raw.groupby(["group", "kind"]).size().unstack()
    naive = compare_rates(counts["click"].to_numpy(), counts["view"].to_numpy(), "two-sided")
    calls.append(call_test(raw, 0.5, BOT))
    winners += naive[0] > 0 and naive[3] < 0.05 and calls[-1] == "broken"
    print(f"week {number}: by rows {naive[0]:+.4f} (p = {naive[3]:.0e}), called {calls[-1]}")
lesson.claim(
    "The weeks that lost visitors are the broken ones, and by rows B would win at least two of those",
    [call == "broken" for call in calls] == [lost > 0 for _, lost in truth] and winners >= 2,
)
lesson.claim(
    "The change that helps is launched, the one that harms rejected",
    (calls[int(truth[:, 0].argmax())], calls[int(truth[:, 0].argmin())]) == ("launch", "reject"),
)

# %% [markdown]
# Sound calls can be wrong: where a change does nothing, chance launches or rejects 5 in 100.
#
# ## Open: may one look early?
#
# One may, if the bar is higher. Choose a bound on $|z|$ for each look, so that a test without an effect passes any of them
# with a probability of at most $\alpha$, while real effects are still found. You are judged on tests held back, half without an
# effect, half with one that a single look at the end, at level $\alpha$, finds with power 90 %. The reference tests each
# of $k$ looks at level $\alpha/k$. With 7 looks and $\alpha$ = 0.05, be proud if you find 87 in 100 after at most 4.7 looks on
# average.


# %%
@lesson.exercise
def boundaries(looks: int, alpha: float) -> np.ndarray:
    """Bounds on |z| for looks after equal numbers of new data: the test stops at the first look with |z| ≥ its bound.

    looks: from 3 to 12; alpha: 0.05 or 0.1. z at look i tests all the data so far and is standard normal without an
    effect. Returns shape (looks,), positive. Of the tests held back without an effect, at most the share alpha + 0.01 may
    pass a bound. Of those with an effect, the share that passes one may be 0.01 below the reference's, and they may take
    at most 0.85 · looks on average, where a test that never stops takes all looks. Within seconds; if you simulate, do so
    with a seed.
    """


# %%
bounds = boundaries(7, 0.05)
drift = (stats.norm.isf(0.025) + stats.norm.isf(0.1)) / np.sqrt(7)
z = rng.normal(size=(2, 20_000, 7))
z[1] += drift
passed = np.abs(z.cumsum(axis=2) / np.sqrt(np.arange(1, 8))) >= bounds
stopped = np.where(passed.any(axis=2), passed.argmax(axis=2) + 1, 7)
print(f"bounds {bounds.round(2)}: false alarms {passed[0].any(axis=1).mean():.1%},")
print(f"effects found {passed[1].any(axis=1).mean():.1%}, after {stopped[1].mean():.1f} looks of 7")
lesson.claim("False alarms stay below 6 %", passed[0].any(axis=1).mean() < 0.06)

# %% [markdown]
# ## Was it there?
#
# The full log answers: 0.50 % against 0.35 %. Ours, with 42 clicks to 38, was more likely than not to miss it.

# %%
print(f"power of this log {chance:.0%}; needed {needed:,} impressions each, we have 10,000")
lesson.claim(
    "The test had 37 chances in 100, and for 80 it needed three times as many impressions",
    round(100 * chance) == 37 and 2.8 < needed / 10_000 < 3.1,
)
lesson.claim("The published difference, 15 clicks in 10,000, lies inside our interval", low < 0.0015 < high)

# %% [markdown]
# So switching the algorithm off because of p = 0.65 would have cost three of its clicks in ten.
# The test had little to go on. The fault is to read *not shown* as *not there*. Report the interval, and the power for an effect that matters. All this takes
# impressions as independent, which nobody can check without user ids, and our rows as drawn at random.
#
# ## The mistakes people make
#
# Reading a large p-value as proof of no effect, or a small one as the probability of chance. Naming the side after the
# data. Counting views where users were assigned. Stopping at the first star. Testing eighty items and reporting one.
# Computing the power from the effect that was seen: it only repeats the p-value. Cleaning a log so that users without a
# click vanish. Testing before checking the sizes of the groups.
#
# ## What to remember
#
# An interval says which effects the data allow; its level is a promise of the method, and skewness or dependence breaks it.
# A p-value is computed as if nothing were there. Shuffling and resampling replace formulas if they move the units that were
# assigned. Plan the size, choose the side and the looks before, adjust for the number of questions, and check the sample
# ratio first. Next comes *Optimisation*, where a model's parameters are found.
#
# ## Read on
#
# - R. Kohavi, D. Tang and Y. Xu, *Trustworthy Online Controlled Experiments*, Cambridge University Press 2020: chapters 3,
#   17 and 21.
# - L. Wasserman, *All of Statistics*, Springer 2004: chapters 6, 8 and 10.
# - R. Wasserstein and N. Lazar, *The ASA Statement on p-Values*, The American Statistician 70, 2016.
# - Y. Benjamini and Y. Hochberg, *Controlling the False Discovery Rate*, Journal of the Royal Statistical Society B 57, 1995.
# - Y. Saito, S. Aihara, M. Matsutani and Y. Narita, *Open Bandit Dataset and Pipeline*, arXiv:2008.07146: table 1.
