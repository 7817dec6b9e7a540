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
#     title: Probability
#     summary: A test is right in 77 of 100 alarms at the clinic. How many will be right in your app?
#     minutes: 90
#     requires: [01_data/01_numpy]
#     objectives:
#       Turn a prior probability and test results into a posterior one: [bayes_update, combine_results, second_alarm]
#       Say what an alarm is worth at another prevalence, and choose a test plan by it: [no_right_alarm, choose_plan]
#       Measure how two variables move together within groups: [covariance_within]
#       Compute binomial, Poisson and Gaussian probabilities that do not overflow: [count_log_probabilities]
#       Estimate a parameter by maximum likelihood: [estimate_prevalence]
#       Draw from any distribution by inversion or rejection: [draw_by_inversion, sample_prevalence]
#       Say how exact a simulated or measured mean is, and when the bell curve may stand in:
#         [running_estimate, draws_needed, normal_gap, rare_or_coin]
#       Find where a Markov chain settles, and say what dependence does to a mean: [stationary, vowels]
#       Forecast for people who come from another population than the data: [forecast]
#     datasets: [heart_disease, novels]
#     extras: []
#     teaches:
#       sensitivity: >-
#         The probability that a test is positive for somebody who has the condition.
#       specificity: >-
#         The probability that a test is negative for somebody who does not have the condition.
#       prevalence: >-
#         The share of a population that has a condition at a given time.
#       prior probability: >-
#         The probability of a statement before the data at hand are taken into account.
#       posterior probability: >-
#         The probability of a statement given the data at hand.
#       positive predictive value: >-
#         The probability that somebody with a positive test has the condition, which depends on the prevalence.
#       likelihood ratio: >-
#         The probability of an observation if a statement is true, divided by its probability if the statement is false.
#       odds: >-
#         The probability of a statement divided by the probability of its opposite.
#       conditional independence: >-
#         Two variables are conditionally independent given a third when, for each value of the third, knowing one says
#         nothing more about the other.
#       covariance: >-
#         The mean product of two variables' deviations from their means, which says how far they vary together in a line.
#       likelihood: >-
#         The probability, or density, of the data that were seen, as a function of the unknown parameters.
#       maximum likelihood: >-
#         Estimating parameters by the values under which the data that were seen are most probable.
#       inversion sampling: >-
#         Drawing from a distribution by looking up a uniform random number in its cumulative probabilities.
#       rejection sampling: >-
#         Drawing candidates from an easy distribution and keeping each with a probability proportional to the target
#         density divided by the density that it was drawn from.
#       Monte Carlo method: >-
#         Computing an expectation as the mean of many random draws.
#       law of large numbers: >-
#         The mean of independent draws from one distribution with a finite mean converges to that mean as their number
#         grows.
#       standard error: >-
#         The standard deviation of an estimate over repetitions of the experiment that it comes from.
#       central limit theorem: >-
#         The standardised sum of independent draws from one distribution with finite, positive variance approaches the
#         standard normal distribution as their number grows.
#       Markov chain: >-
#         A random sequence in which the next state depends on the present one alone, whatever came before.
#       stationary distribution: >-
#         Probabilities of the states of a Markov chain that a step of the chain leaves as they are.
#     uses: []
#     covers:
#       probability:
#         [bayes_update, combine_results, covariance_within, count_log_probabilities, estimate_prevalence,
#         draw_by_inversion, sample_prevalence, running_estimate, normal_gap, stationary]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Probability
#
# At a heart clinic 303 patients took an exercise test. In 99 of them it brought on chest pain, and 76 of those had a
# narrowed artery: as an alarm, the pain was right in 77 of 100 cases. An app wants to offer the same test to everybody.
# Suppose that 2 % of its users have such an artery.
#
# **Of 100 alarms in the app, how many will be right, and how well can 303 patients tell?** Write your guess down. The
# answer is a number and an interval around it.
#
# Afterwards you can update a belief on evidence, write a sampler, and put an error on whatever you simulate or measure.
# You need NumPy, logarithms and integrals, and about 90 minutes. Numbers are right if six digits are.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy import special, stats

from workbench import Lesson, load_dataset

lesson = Lesson("02_math/03_probability")
rng = np.random.default_rng(seed)

# %% [markdown]
# ## The patients
#
# Each row is a patient who was sent to the Cleveland Clinic for an angiography, so for each the truth is known: whether
# a coronary artery is narrowed by more than half. That is also what is odd about them. Somebody had reason to suspect
# every one, and nearly half are sick. The columns that we use have no gaps. The order of the rows says nothing that we
# know of. All rows are counted until the last exercise, which judges on patients held out. The 2 % are an assumption
# of ours, without a source; in the lab below you set another.

# %%
heart = load_dataset("heart_disease")
sick = (heart["diameter_narrowing"] == 1).to_numpy()
tests = np.column_stack([heart["exerc_ind_ang"] == 1, heart["ST_by_exercise"] >= 1])  # pain; ST depression ≥ 1 mm
pain = tests[:, 0]
app = 0.02
sensitivity, specificity = pain[sick].mean(), 1 - pain[~sick].mean()
print(f"{sick.sum()} of {len(sick)} are sick; sensitivity {sensitivity:.3f}, specificity {specificity:.3f}")
lesson.claim("99 patients had pain, 76 of them a narrowed artery", (pain.sum(), (pain & sick).sum()) == (99, 76))

# %% [markdown]
# The *sensitivity* is the share of the sick with an alarm, the *specificity* the share of the healthy without one. The
# 77 in 100 are a share the other way round, of alarms that are right: the *positive predictive value*. To turn one into
# the other one needs the *prevalence* $p$, the share of the sick among those tested. Bayes' theorem counts the alarms of
# the sick among all alarms:
#
# $$ P(\text{sick} \mid \text{alarm}) = \frac{P(\text{alarm} \mid \text{sick})\,p}
#    {P(\text{alarm} \mid \text{sick})\,p + P(\text{alarm} \mid \text{healthy})\,(1 - p)}. $$
#
# Before the test $p$ is the *prior*, after it the left side is the *posterior*. Without an alarm all goes the same way.


# %%
@lesson.exercise
def bayes_update(prior: float, sensitivity: float, specificity: float, positive: bool) -> float:
    """The probability of the condition after one test result.

    prior: its probability before, in [0, 1]; sensitivity: P(positive | condition); specificity: P(negative | no
    condition), both in [0, 1]; positive: the result, which has a probability above zero. Returns a float in [0, 1].
    """


# %% [markdown]
# Does the formula hold outside a classroom? Among 1,682,504 screening mammograms in the United States (Lehman et al.,
# 2017) sensitivity was 86.9 % and specificity 88.9 %; per 1,000 there were 5.1 cancers found and 0.8 missed. **Predict**
# the share of alarms that were right, then read on.

# %%
mammogram = bayes_update(0.0059, 0.869, 0.889, positive=True)
print(f"Bayes says {mammogram:.1%}; the registries counted 4.4 %")
lesson.claim("From three published rates Bayes finds the fourth, 4.4 %", round(mammogram, 3) == 0.044)

# %% [markdown]
# ## Move it yourself
#
# The lab begins with the test of the clinic at our 2 %. On the left are 1,000 people. On the right, 60 teams each test a
# sample and report the share of alarms that were right; the line is the truth.

# %%
lesson.explore("bayes_lab")

# %%
lesson.quiz(
    "no_right_alarm",
    "Leave the lab as it opens and move only the size of a sample. From which value of that slider on does each of the 60 teams have a right alarm?",
    ["560", "330", "470", "390"],
    answer=...,
)

# %% [markdown]
# ## One result after another
#
# Today's posterior is tomorrow's prior. In *odds*, $p/(1-p)$, an update is one multiplication by the *likelihood ratio*,
# $P(\text{result} \mid \text{sick}) / P(\text{result} \mid \text{healthy})$. Several results multiply theirs in, provided
# that they are *conditionally independent*: among the sick, and among the healthy, one says nothing about another.

# %%
false_alarm = 1 - specificity
ways = {"next prior": [app], "old rest": [app], "sum": [], "once": []}
for alarms in (1, 2, 3):
    ways["next prior"].append(bayes_update(ways["next prior"][-1], sensitivity, specificity, positive=True))
    odds = ways["old rest"][-1] * sensitivity / false_alarm / (1 - app)
    ways["old rest"].append(odds / (1 + odds))
    ways["sum"].append(bayes_update(app, sensitivity, 1 - false_alarm / alarms, positive=True))
    ways["once"].append(bayes_update(app, sensitivity, 1 - false_alarm**alarms, positive=True))
for letter, name in zip("PQRS", np.random.default_rng(11).permutation(list(ways)), strict=True):
    print(letter, np.round(ways[name][-3:], 3))

# %%
lesson.quiz(
    "second_alarm",
    "Each row is a probability after one, two and three alarms of independent tests, each as good as the pain in the clinic. Which row is right for a user of the app?",
    ["R", "P", "S", "Q"],
    answer=...,
)

# %% [markdown]
# Thousands of factors below one end in 0/0. So one adds logarithms, here as everywhere that probabilities multiply.


# %%
@lesson.exercise
def combine_results(prior: float, positive: np.ndarray, sensitivity: np.ndarray, specificity: np.ndarray) -> float:
    """The natural logarithm of the odds of the condition after k results, conditionally independent given it.

    prior: in (0, 1); positive: the results, bool, shape (k,), k ≥ 0; sensitivity, specificity: of each test, in (0, 1),
    shape (k,). k may be many thousands, and the answer is finite. Returns a float.
    """
    log_odds = ...
    if_sick = np.where(positive, ..., ...)
    if_healthy = np.where(positive, ..., ...)
    return ...


# %%
both = combine_results(app, np.array([True, True]), tests[sick].mean(axis=0), 1 - tests[~sick].mean(axis=0))
independent = special.expit(both)
counted = bayes_update(app, tests[sick].all(axis=1).mean(), 1 - tests[~sick].all(axis=1).mean(), positive=True)
print(f"pain and ST depression: {independent:.1%} if independent, {counted:.1%} with both counted as one test")

# %% [markdown]
# ## Do the two tests repeat each other?
#
# The *covariance* of $X$ and $Y$, the mean of $(X - \bar X)(Y - \bar Y)$, says whether they go up together. But two good
# tests must: both follow the disease. The product of ratios is spoilt by what remains *within* the sick and within the
# healthy, so each deviation is taken from the mean of the row's own group. In general a covariance of zero proves no
# independence, because it sees straight lines only; between two yes-or-no variables it does.


# %%
@lesson.exercise
def covariance_within(X: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The pooled covariance of the columns within groups.

    X: shape (n, d), float; group: a label for each row, shape (n,): whole numbers in any order, maybe negative or with
    gaps; there are g < n different ones, and a group may have one row. Sums the products of deviations from the means of
    each row's own group over all rows, and divides by n − g: one group gives the numbers of np.cov(X.T). Returns shape
    (d, d), also for d = 1; X stays unchanged.
    """


# %%
alone = np.zeros(len(sick), dtype=int)
everybody, within = (covariance_within(tests.astype(float), group) for group in (alone, sick.astype(int)))
print(f"covariance of pain and ST depression: {everybody[0, 1]:.3f} over all, {within[0, 1]:.3f} within")
lesson.claim("By hand as np.cov", np.allclose(everybody, np.cov(tests.T.astype(float))))
lesson.claim(
    "More than half of the covariance comes from the disease; what is left makes independence promise too much",
    0 < within[0, 1] < everybody[0, 1] / 2 and independent > counted,
)

# %% [markdown]
# ## Decide: which plan?
#
# An alarm sends somebody to an angiography, which carries risks of its own. Say that a missed patient costs as much as
# `price` false alarms. A plan may send nobody, go by one test, ask for both, or take either. **Predict** first: at a price
# of 5, will the app and the clinic need the same plan?


# %%
@lesson.exercise
def choose_plan(tests: np.ndarray, sick: np.ndarray, prevalence: float, price: float) -> str:
    """The plan that costs least per person, on average, in a population with this prevalence.

    tests: two results for each patient of a clinic, bool, shape (n, 2); sick: bool, shape (n,), both kinds occur. In the
    population the pairs of results are distributed among the sick as in the clinic's sick, likewise among the healthy.
    prevalence: in (0, 1); a false alarm costs 1, a missed sick person `price` > 0, everything else nothing.
    Returns "nobody" (no alarm ever), "first", "second" (the alarm is that test), "both" (positive in both) or "either"
    (in at least one). No two plans cost the same.
    """


# %%
plans = [choose_plan(tests, sick, p, 5.0) for p in (app, 0.1, sick.mean())]
print("at a price of 5:", plans)
lesson.claim("One table, one price, three prevalences: three plans", len(set(plans)) == 3)

# %% [markdown]
# ## Counting people
#
# Each of $n$ users has an alarm with probability $p$, independently of the others. How many alarms? The count $K$ is
# binomial; where $p$ is small it is nearly Poisson with rate $\lambda = np$; where $np(1-p)$ is large it is nearly
# Gaussian with mean $\mu = np$ and variance $\sigma^2 = np(1-p)$:
#
# $$ \binom nk p^k (1-p)^{n-k}, \qquad e^{-\lambda}\frac{\lambda^k}{k!}, \qquad
#    \frac{1}{\sigma\sqrt{2\pi}}\, e^{-(k-\mu)^2 / 2\sigma^2}. $$
#
# $171!$ is too much for a float. Its logarithm is not: `special.gammaln(m + 1)` is $\log m!$.


# %%
@lesson.exercise
def count_log_probabilities(k: np.ndarray, n: int, p: float) -> np.ndarray:
    """Natural logarithms of the binomial probability of k and of its two stand-ins.

    By hand, for practice: `scipy.stats` is accepted too, and is the check below.
    k: whole counts from 0 to n, as floats, shape (m,); n: up to 100,000; p: from 0.001 to 0.999, so all is finite.
    Returns shape (3, m): the binomial probability, the Poisson probability with rate n p, and the normal density with
    mean n p and variance n p (1 − p), each at k.
    """


# %%
figure, panels = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
for axes, (n, p) in zip(panels, ((500, 0.005), (500, 0.5)), strict=True):
    centre, spread = n * p, np.sqrt(n * p * (1 - p))
    k = np.arange(max(0, centre - 4 * spread) // 1, centre + 5 * spread)
    for row, look, label in zip(
        np.exp(count_log_probabilities(k, n, p)), (".", "-", "--"), ("binomial", "Poisson", "Gaussian"), strict=True
    ):
        axes.plot(k, row, look, label=label)
    axes.set(xlabel="alarms", title=f"{n} people, p = {p}")
panels[0].legend()
plt.show()
k = np.arange(0.0, 100_001, 500)
by_hand = count_log_probabilities(k, 100_000, 0.3)
library = [
    stats.binom.logpmf(k, 100_000, 0.3),
    stats.poisson.logpmf(k, 30_000),
    stats.norm.logpdf(k, 30_000, np.sqrt(21_000)),
]
lesson.claim("100,000 people overflow nothing: by hand as in scipy.stats", np.allclose(by_hand, library, rtol=1e-9))
rare, even = (np.exp(count_log_probabilities(np.arange(500 + 1.0), 500, p)) for p in (0.005, 0.5))
lesson.claim(
    "Poisson is closer where the event is rare, the bell curve where it is not",
    np.abs(rare[1] - rare[0]).max() < np.abs(rare[2] - rare[0]).max()
    and np.abs(even[2] - even[0]).max() < np.abs(even[1] - even[0]).max(),
)

# %% [markdown]
# ## Backwards: which prevalence?
#
# The app reports $k$ alarms among $n$ users. Read as a function of the unknown parameter, the probability of what was
# seen is the *likelihood*; *maximum likelihood* takes the parameter at its top. Here $k$ is binomial, but an alarm is no
# patient: it comes with probability $r(p) = p \cdot \text{sensitivity} + (1-p)(1 - \text{specificity})$. The likelihood
# is largest at $r = k/n$, if some $p$ in $[0, 1]$ gets there; otherwise at whichever end comes closest.


# %%
@lesson.exercise
def estimate_prevalence(positives: int, n: int, sensitivity: float, specificity: float) -> float:
    """The prevalence under which `positives` alarms among n people are most probable.

    positives: from 0 to n ≥ 1, binomial; sensitivity, specificity: of the test, in (0, 1], their sum at least
    1.1. Returns a float in [0, 1], to six digits however it is found.
    """


# %%
for alarms in (100, 150, 180):
    print(f"{alarms} alarms among 1,000: {estimate_prevalence(alarms, 1000, sensitivity, specificity):.3f}")
lesson.claim(
    "100 alarms are fewer than healthy people alone would cause, and the best estimate is zero",
    1000 * (1 - specificity) > 100 and estimate_prevalence(100, 1000, sensitivity, specificity) == 0,
)

# %% [markdown]
# ## Making randomness: inversion
#
# A computer draws $u$ uniformly from $[0, 1)$. To draw category $i$ with probability $w_i$, lay the $w_i$ end to end and
# see on which piece $u$ falls. For continuous distributions the same idea reads $x = F^{-1}(u)$, with the cumulative
# distribution function $F$.


# %%
@lesson.exercise
def draw_by_inversion(weights: np.ndarray, u: np.ndarray) -> np.ndarray:
    """The category that each uniform number falls on.

    weights: float, shape (k,), none negative, their sum above 0 and not necessarily 1: category i has the probability
    weights[i] / weights.sum(). u: in [0, 1), shape (m,), m ≥ 0. Returns whole numbers from 0 to k − 1, shape (m,): for
    each u the first category at which the cumulative probability exceeds u. Even the largest float below 1 falls on a
    category, however the sums are rounded; u lies on an edge only where they are exact. The arguments stay unchanged.
    """


# %% [markdown]
# ## Rejection, and something wrong
#
# Where no inverse is at hand, draw candidates from an easy density $g$, and keep $x$ with probability $f(x)/(M g(x))$,
# where $M g$ lies nowhere below the target $f$. What is kept has the density $f$ over its integral, so $f$ need not be normalised. We want
# the posterior of the app's prevalence, prior times likelihood, and draw candidates from the prior, a beta distribution.
#
# The code below runs, and its histogram is a smooth hump. It stands in the wrong place.


# %%
@lesson.exercise
def sample_prevalence(
    positives: int, n: int, sensitivity: float, specificity: float, a: float, b: float, tries: int, seed: int
) -> np.ndarray:
    """Draws from the posterior of the prevalence, by rejection. There is one fault: repair it.

    positives, n, sensitivity, specificity: as for estimate_prevalence, with n ≤ 200; a, b: the prior is
    stats.beta(a, b); tries: how many candidates are drawn from it, ≥ 1; seed: of one generator, which draws all
    candidates first and then one uniform number for each. M is the smallest that serves for all p in [0, 1]. Returns
    the candidates that are kept, in order, a float array of at most `tries`, maybe none.
    """
    prior, generator = stats.beta(a, b), np.random.default_rng(seed)

    def likelihood(p):
        return stats.binom.pmf(positives, n, p * sensitivity + (1 - p) * (1 - specificity))

    top = likelihood(estimate_prevalence(positives, n, sensitivity, specificity))
    candidates = prior.rvs(size=tries, random_state=generator)
    heights = top * generator.random(tries)
    return candidates[heights < prior.pdf(candidates) * likelihood(candidates)]


# %%
draws = sample_prevalence(36, 200, sensitivity, specificity, 2.0, 18.0, 10_000, seed)
grid = (np.arange(2000) + 0.5) / 4000
exact = stats.beta(2, 18).pdf(grid) * stats.binom.pmf(36, 200, grid * sensitivity + (1 - grid) * (1 - specificity))
exact /= exact.mean() * 0.5
figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.hist(draws, bins=40, density=True, alpha=0.5, label="drawn")
axes.plot(grid, exact, label="prior times likelihood")
axes.set(xlabel="prevalence", title="36 alarms among 200 users", xlim=(0, 0.4))
axes.legend()
plt.show()
truth = (grid * exact).mean() * 0.5
lesson.claim(
    "Repaired, the mean of the draws lies within four standard errors of the integral",
    abs(draws.mean() - truth) < 4 * draws.std() / np.sqrt(len(draws)),
)

# %% [markdown]
# ## How exact is a simulation?
#
# A *Monte Carlo* estimate is a mean of draws. By the *law of large numbers* it converges to the expectation, if there is
# one. How fast? The *standard error* of the mean of $m$ independent draws is $s/\sqrt m$, with the standard deviation $s$
# of the draws, if that is finite. So a simulation estimates its own error.

# %%
fixed, value = np.random.default_rng(2), bayes_update(app, sensitivity, specificity, positive=True)
for letter, many in zip("PQRS", fixed.permutation([700, 7000, 70_000, 700_000]), strict=True):
    print(letter, *(f"{share:.4f}" for share in fixed.binomial(many, value, size=8) / many))

# %%
lesson.quiz(
    "draws_needed",
    "Alarms of the app are simulated, each right or wrong, and each number is the share of right ones in a run. One row has runs of 700 alarms, one of 7,000, one of 70,000, one of 700,000. Which has 7,000?",
    ["P", "S", "R", "Q"],
    answer=...,
)


# %%
@lesson.exercise
def running_estimate(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean of the first m draws and its standard error, for m = 2, 3, …, n.

    x: independent draws, float, shape (n,), n ≥ 2; they may lie near 10,000,000 and differ by 1. The standard deviation
    has the divisor m − 1. Returns (means, errors), each of shape (n − 1,), the errors within a millionth of their size,
    and 0 where all draws are equal. A loop is fast enough.
    """


# %%
weights = np.array([app * sensitivity, (1 - app) * (1 - specificity)])  # right and wrong alarms
right = (draw_by_inversion(weights, rng.random(5000)) == 0).astype(float)
means, errors = running_estimate(right)
m = np.arange(2, 5001)
figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.fill_between(m, means - 2 * errors, means + 2 * errors, alpha=0.3, label="± 2 standard errors")
axes.semilogx(m, means, label="share of right alarms")
axes.axhline(value, color="black", linewidth=1, label="Bayes")
axes.set(xlabel="simulated alarms", ylim=(0, 0.3), title="A simulation that says how exact it is")
axes.legend()
plt.show()
lesson.claim("After 5,000 alarms it is within four errors of Bayes", abs(means[-1] - value) < 4 * errors[-1])

# %% [markdown]
# Look at the left end: as long as no alarm was right, the band has no width at all. An error that is estimated from zero
# events is worth nothing.
#
# ## Why the bell curve, and when not yet
#
# "± 2 standard errors" holds the truth about 95 times in 100 if the mean is about normal. That is the *central limit
# theorem*: standardised sums of independent draws from one distribution with finite, positive variance become
# Gaussian, whatever the distribution. It does not say how soon.

# %%
fixed = np.random.default_rng(7)
counts = fixed.permutation([(10_000, 0.001), (100, 0.5), (2000, 0.001), (10_000, 0.05)])
for letter, (many, chance) in zip("PQRS", counts, strict=True):
    away = (fixed.binomial(int(many), chance, 100_000) - many * chance) / np.sqrt(many * chance * (1 - chance))
    shares = [(away <= -2).mean(), (away <= 0).mean(), (away >= 2).mean()]
    print(letter, "two σ below {:.1%}, up to the mean {:.1%}, two σ above {:.1%}".format(*shares))
print(f"bell curve: {stats.norm.cdf(-2):.1%}, 50.0%, {stats.norm.sf(2):.1%}")

# %%
lesson.quiz(
    "rare_or_coin",
    "Four counts were simulated: of 10,000 people with p = 0.001, of 10,000 with 0.05, of 2,000 with 0.001, and of 100 with 0.5. Which row is the first of them?",
    ["S", "P", "Q", "R"],
    answer=...,
)


# %%
@lesson.exercise
def normal_gap(n: int, p: float) -> float:
    """How far the normal distribution is from the binomial one, with `scipy.stats`.

    n: from 1 to 10,000; p: in (0, 1). Returns the largest |P(K ≤ k) − P(Z ≤ k)| over k = 0, 1, …, n, where K is binomial and Z normal
    with the same mean and variance. No correction for continuity.
    """


# %%
sizes = np.array([10, 30, 100, 300, 1000, 3000, 10_000])
figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
for p, look in ((0.5, "o-"), (0.02, "s-"), (0.001, "^-")):
    axes.loglog(sizes, [normal_gap(int(size), p) for size in sizes], look, label=f"p = {p}")
axes.set(xlabel="people", ylabel="largest gap", title="From the binomial to the normal distribution")
axes.legend()
plt.show()
lesson.claim(
    "100 coins are closer to the bell than 10,000 people with one chance in a thousand",
    normal_gap(100, 0.5) < normal_gap(10_000, 0.001),
)
lesson.claim(
    "A hundred times as many people shrink the gap about ten times",
    all(9 < normal_gap(100, p) / normal_gap(10_000, p) < 11 for p in (0.5, 0.1)),
)

# %% [markdown]
# ## When draws are not independent
#
# In 1913 Markov counted vowels and consonants in 20,000 letters of *Eugene Onegin*, to show that the law of large numbers
# does not need independence. We take 20,000 letters of Austen's *Emma*, in 200 blocks of 100. Below are the vowels in ten
# blocks of four orders, by lot: the text's; letters shuffled; vowels in runs; vowels spread evenly.

# %%
novels = load_dataset("novels")
emma = novels.loc[novels["title"] == "emma", "text"].iloc[0].lower()
letters = [letter for letter in emma[20_000:60_000] if "a" <= letter <= "z"][:20_000]
vowel = np.array([letter in "aeiou" for letter in letters]).astype(int)
fixed = np.random.default_rng(9)
shuffled, place = fixed.permutation(vowel), np.arange(len(vowel))
runs = shuffled[np.maximum.accumulate(np.where(fixed.random(len(vowel)) < 0.6, 0, place))]
spread_out = np.diff(np.floor(np.append(place, len(vowel)) * vowel.mean()))
for letter, row in zip("PQRS", fixed.permutation([vowel, shuffled, runs, spread_out]), strict=True):
    print(letter, *row.reshape(-1, 100).sum(axis=1)[:10].astype(int))

# %%
lesson.quiz(
    "vowels",
    "Which row is the text as Austen wrote it?",
    ["Q", "S", "P", "R"],
    answer=...,
)

# %% [markdown]
# A *Markov chain* is the least that one can add to independence: the next state depends on the present one. Row $i$ of
# the matrix $P$ holds the probabilities of what follows $i$. If there are finitely many states and each can be reached
# from every other, there is exactly one *stationary distribution*, $\pi = \pi P$, and shares of time converge to it. The
# probabilities after $m$ steps need not: a chain that alternates never settles.


# %%
@lesson.exercise
def stationary(P: np.ndarray) -> np.ndarray:
    """The stationary distribution of a Markov chain.

    P: shape (k, k), k ≥ 1, P[i, j] the probability that j follows i; each row sums to 1. Every state can be reached from
    every other, but the chain may be periodic, such as one that alternates. Returns shape (k,), real, summing to 1,
    to six digits.
    """


# %%
follows = np.zeros((2, 2))
np.add.at(follows, (vowel[:-1], vowel[1:]), 1)
P = follows / follows.sum(axis=1, keepdims=True)
settles = stationary(P)
chain, u = [0], rng.random(200_000)
cut = P[:, 0]  # each step draws by inversion from the row of the present state: a vowel unless u is below P[i, 0]
for number in u:
    chain.append(int(number >= cut[chain[-1]]))
coin = np.sqrt(settles[0] * settles[1] / 100)
ratios = [np.reshape(values, (-1, 100)).mean(axis=1).std() / coin for values in (vowel, chain[1:])]
print(
    P.round(3),
    settles.round(3),
    f"spread of a block, in that of 100 coins: text {ratios[0]:.2f}, chain {ratios[1]:.2f}",
)
lesson.claim(
    "A vowel follows a vowel in one of seven cases, a consonant in more than half",
    abs(P[1, 1] - 1 / 7) < 0.005 and P[0, 1] > 0.5,
)
lesson.claim(
    "Blocks of the text scatter half as widely as coins, those of the chain two thirds: dependence of one step explains a part",
    abs(ratios[0] - 0.52) < 0.02 and abs(ratios[1] - 0.675) < 0.03,
)

# %% [markdown]
# The naive $s/\sqrt m$ is twice too large here, because vowels and consonants take turns. Draws that resemble their
# predecessors, as measurements over time mostly do, err the other way: the formula is then too small.
#
# ## Open: forecasts for another population
#
# Several tests, a clinic full of sick people to learn from, and new people of known prevalence. Give each a probability.
# You are judged by the log loss on people held back, the mean of $-\log$ of the probability that you gave to what was
# true; a certain forecast that is wrong costs infinitely much. A count of 0 among 20 does not prove that a rate is
# zero, so one smooths: Laplace's rule takes (positives + 1) / (people + 2). Get within 0.02 of the reference, which
# multiplies likelihood ratios of such rates as if tests were independent. Be proud if you beat it.


# %%
@lesson.exercise
def forecast(tests: np.ndarray, sick: np.ndarray, new: np.ndarray, prevalence: float) -> np.ndarray:
    """A probability of being sick for each new person.

    tests: results of a clinic's patients, bool, shape (n, d), d from 1 to 6; sick: bool, shape (n,), both kinds occur;
    new: results of people from a population with this prevalence, bool, shape (m, d), m ≥ 1; prevalence: in (0, 1). Given the
    state of health, results are distributed as in the clinic. Returns shape (m,), in (0, 1). Any forecasts count whose
    mean log loss on the new people is at most 0.02 above that of the reference, in which rates are smoothed by Laplace's
    rule; half or twice as much smoothing is as good.
    """


# %%
more = np.column_stack(
    [
        tests,
        heart["chest_pain"] == "asymptomatic",
        heart["thal"] == "reversable defect",
        heart["major_vessels_colored"] > 0,
    ]
)
order = rng.permutation(len(sick))
learn, judge = order[:150], order[150:]
share = np.where(sick[judge], 0.1 / sick[judge].mean(), 0.9 / (1 - sick[judge].mean()))  # as if 10 % were sick


def log_loss(probability: np.ndarray) -> float:
    """The log loss of forecasts for the patients held out, weighted to a prevalence of 10 %."""
    return float(np.mean(share * -np.log(np.where(sick[judge], probability, 1 - probability))))


mine = log_loss(forecast(more[learn], sick[learn], more[judge], 0.1))
always = log_loss(np.full(len(judge), 0.1))
print(f"log loss {mine:.3f}; of always saying 10 %: {always:.3f}")
lesson.claim("Five tests lower the log loss by more than a quarter", mine < 0.75 * always)

# %% [markdown]
# ## The number and its interval
#
# Sensitivity and specificity come from 139 and 164 people. With a uniform prior each posterior is a beta distribution; we
# draw both many times and push each pair through Bayes.

# %%
hits, false = (pain & sick).sum(), (pain & ~sick).sum()
sensitivities = stats.beta(hits + 1, sick.sum() - hits + 1).rvs(100_000, random_state=rng)
specificities = stats.beta((~sick).sum() - false + 1, false + 1).rvs(100_000, random_state=rng)
values = sensitivities * app / (sensitivities * app + (1 - specificities) * (1 - app))
low, high = np.quantile(values, [0.025, 0.975])
print(f"of 100 alarms {100 * value:.1f} are right; 95 % interval {100 * low:.1f} to {100 * high:.1f}")
lesson.claim(
    "Of 100 alarms in the app 7 are right, with 95 % probability between 5 and 11",
    (round(100 * value), round(100 * low), round(100 * high)) == (7, 5, 11),
)
kind = heart["chest_pain"].to_numpy()
typical = {name: pain[sick & (kind == name)].mean() for name in ("asymptomatic", "non-anginal")}
lesson.claim(
    "The test finds two in three of the sick who are listed as asymptomatic, and fewer than one in four with non-anginal pain",
    0.6 < typical["asymptomatic"] < 0.7 and typical["non-anginal"] < 0.25,
)

# %% [markdown]
# Not 77 but 7, and the interval covers chance alone. Bayes takes the two rates as they are; even inside the clinic they
# differ between kinds of patients, and nothing makes those of its patients hold for healthy users. No number of draws
# repairs that; only a study among users does.
#
# ## The mistakes people make
#
# Quoting the share of right alarms from a study where half are sick. Reading $P(\text{alarm} \mid \text{sick})$ as
# $P(\text{sick} \mid \text{alarm})$. Multiplying likelihood ratios of tests that repeat each other. Multiplying
# probabilities at all where logarithms would last. Taking the share of alarms for the prevalence. Using a prior twice.
# Reporting a simulation without its error, or with the error for independent draws where they are not. Trusting the bell
# curve for rare events because $n$ is large.
#
# ## What to remember
#
# Posterior odds are prior odds times the likelihood ratio, and what an alarm is worth depends on who is tested. Work in
# logarithms. Maximum likelihood asks which parameter makes the data most probable. Inversion looks a uniform number up in
# the cumulative distribution; rejection divides by the density that the candidate came from. Means converge, their error
# falls with $1/\sqrt m$, and the bell curve comes late for rare events. In a Markov chain dependence changes the error, not the limit. Next
# comes *Statistical inference*, where intervals and tests are made of these parts.
#
# ## Read on
#
# - J. Blitzstein and J. Hwang, *Introduction to Probability*, 2nd edition, CRC Press 2019: chapters 2, 10 and 11.
# - L. Wasserman, *All of Statistics*, Springer 2004: chapters 5, 9, 23 and 24.
# - C. Lehman et al., *National Performance Benchmarks for Modern Screening Digital Mammography*, Radiology 283, 2017.
# - R. Detrano et al., *International application of a new probability algorithm for the diagnosis of coronary artery
#   disease*, American Journal of Cardiology 64, 1989: the patients of this lesson.
# - B. Hayes, *First Links in the Markov Chain*, American Scientist 101, 2013.
