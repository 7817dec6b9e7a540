"""Solutions of 02_math/03_probability: Probability."""

import numpy as np
from scipy import optimize, special, stats

from workbench.authoring import choice, reference

# -- bayes_update ------------------------------------------------------------------------------------------------------


@reference
def bayes_update(prior, sensitivity, specificity, positive):
    if_sick = sensitivity if positive else 1 - sensitivity
    if_healthy = 1 - specificity if positive else specificity
    return prior * if_sick / (prior * if_sick + (1 - prior) * if_healthy)


bayes_update.example(prior=0.1, sensitivity=0.9, specificity=0.8, positive=True)
bayes_update.example(prior=0.1, sensitivity=0.9, specificity=0.8, positive=False)


@bayes_update.cases(n=16)
def _(rng, i):
    return {
        "prior": rng.uniform(0.01, 0.9),
        "sensitivity": rng.uniform(0.3, 0.99),
        "specificity": rng.uniform(0.3, 0.99),
        "positive": i % 2 == 0,
    }


@bayes_update.cases(n=6)
def _(rng, i):
    # The borders: a certain prior, a test that never errs one way.
    prior, sensitivity, specificity, positive = [
        (0.0, 0.75, 0.5, True),
        (1.0, 0.75, 0.5, False),
        (0.25, 1.0, 0.5, False),
        (0.25, 0.5, 1.0, True),
        (1.0, 1.0, 1.0, True),
        (0.0, 0.5, 0.25, False),
    ][i]
    return {"prior": prior, "sensitivity": sensitivity, "specificity": specificity, "positive": positive}


@bayes_update.alternative
def _(prior, sensitivity, specificity, positive):
    # A table of two by two, normalised in the column of the result.
    table = np.array(
        [
            [prior * sensitivity, prior * (1 - sensitivity)],
            [(1 - prior) * (1 - specificity), (1 - prior) * specificity],
        ]
    )
    column = table[:, 0 if positive else 1]
    return float(column[0] / column.sum())


bayes_update.misconception(
    "That is the probability of this result for somebody who has the condition. The question goes the other way round: how "
    "probable is the condition, given the result?",
    "prior * if_sick / (prior * if_sick + (1 - prior) * if_healthy) → if_sick",
)
bayes_update.misconception(
    "You treat every result as positive. A negative one has the probabilities 1 − sensitivity and specificity.",
    "sensitivity if positive else 1 - sensitivity → sensitivity",
    "1 - specificity if positive else specificity → 1 - specificity",
)
bayes_update.misconception(
    "Healthy people have a false alarm with probability 1 − specificity. You have specificity and its opposite swapped.",
    "1 - specificity if positive else specificity → specificity if positive else 1 - specificity",
)
bayes_update.misconception(
    "You left the prior out, as if half of the people had the condition. Each of the two probabilities is weighted by how "
    "many people it applies to.",
    "prior * if_sick / (prior * if_sick + (1 - prior) * if_healthy) → if_sick / (if_sick + if_healthy)",
)
bayes_update.misconception(
    "That is the share of all people who have the condition *and* this result. Divide it by the share who have this result.",
    "prior * if_sick / (prior * if_sick + (1 - prior) * if_healthy) → prior * if_sick",
)
bayes_update.misconception(
    "After a negative result you return the probability of being healthy. The function is asked for that of the condition.",
    "prior * if_sick / (prior * if_sick + (1 - prior) * if_healthy) → "
    "(prior * if_sick if positive else (1 - prior) * if_healthy) / (prior * if_sick + (1 - prior) * if_healthy)",
)
bayes_update.misconception(
    "Your denominator has no weight 1 − prior for the healthy. They too count by their share of the people.",
    "(1 - prior) * if_healthy → if_healthy",
)


@bayes_update.misconception(
    "You went by the odds. They divide by zero where the prior or the specificity is 1; shares of all people, divided once at the "
    "end, do not."
)
def _(prior, sensitivity, specificity, positive):
    ratio = sensitivity / (1 - specificity) if positive else (1 - sensitivity) / specificity
    odds = prior / (1 - prior) * ratio
    return odds / (1 + odds)


bayes_update.hints(
    "Think of 1,000 people. How many have the condition and this result, and how many have this result without the condition?",
    "First choose the two probabilities of the result that you got: among the sick and among the healthy.",
    "`prior * if_sick / (prior * if_sick + (1 - prior) * if_healthy)`, where for a negative result `if_sick` is "
    "`1 - sensitivity` and `if_healthy` is `specificity`.",
)
bayes_update.explain(
    "Among all people, the share prior · P(result | sick) is sick and has the result, and (1 − prior) · P(result | healthy) "
    "is healthy and has it. The posterior is the first share divided by their sum."
)

# -- combine_results ---------------------------------------------------------------------------------------------------


@reference
def combine_results(prior, positive, sensitivity, specificity):
    log_odds = np.log(prior) - np.log1p(-prior)
    if_sick = np.where(positive, sensitivity, 1 - sensitivity)
    if_healthy = np.where(positive, 1 - specificity, specificity)
    return float(log_odds + np.sum(np.log(if_sick) - np.log(if_healthy)))


combine_results.example(
    prior=0.2, positive=np.array([True, False]), sensitivity=np.array([0.9, 0.6]), specificity=np.array([0.8, 0.7])
)


@combine_results.cases(n=12)
def _(rng, i):
    k = [1, 2, 3, 6][i % 4]
    return {
        "prior": rng.uniform(0.01, 0.9),
        "positive": rng.random(k) < 0.5,
        "sensitivity": rng.uniform(0.2, 0.99, size=k),
        "specificity": rng.uniform(0.2, 0.99, size=k),
    }


@combine_results.cases(n=4)
def _(rng, i):
    # No result at all, and so many that their product is below the smallest float.
    k = [0, 20_000, 0, 5_000][i]
    return {
        "prior": rng.uniform(0.01, 0.9),
        "positive": rng.random(k) < 0.6,
        "sensitivity": rng.uniform(0.5, 0.9, size=k),
        "specificity": rng.uniform(0.4, 0.9, size=k),
    }


@combine_results.alternative
def _(prior, positive, sensitivity, specificity):
    # One update after another.
    total = special.logit(prior)
    for result, hit, quiet in zip(positive, sensitivity, specificity, strict=True):
        ratio = hit / (1 - quiet) if result else (1 - hit) / quiet
        total += np.log(ratio)
    return float(total)


combine_results.misconception(
    "You began with the logarithm of the prior. In this form it must be that of the prior *odds*, prior / (1 − prior).",
    "np.log(prior) - np.log1p(-prior) → np.log(prior)",
)
combine_results.misconception(
    "Only positive results count in your sum. A negative one is evidence too, with the ratio (1 − sensitivity) / specificity.",
    "np.sum(np.log(if_sick) - np.log(if_healthy)) → np.sum((np.log(if_sick) - np.log(if_healthy))[positive])",
)
combine_results.misconception(
    "Your ratios are upside down: the probability of the result among the sick belongs on top.",
    "np.log(if_sick) - np.log(if_healthy) → np.log(if_healthy) - np.log(if_sick)",
)
combine_results.misconception(
    "For the healthy a positive result has probability 1 − specificity and a negative one specificity. You have them swapped.",
    "np.where(positive, 1 - specificity, specificity) → np.where(positive, specificity, 1 - specificity)",
)
combine_results.misconception(
    "You returned the probability. The answer is the logarithm of the odds, which stays exact where the probability "
    "rounds to 1.",
    "float(log_odds + np.sum(np.log(if_sick) - np.log(if_healthy))) → "
    "float(special.expit(log_odds + np.sum(np.log(if_sick) - np.log(if_healthy))))",
)
combine_results.misconception(
    "You multiplied before you took the logarithm. Thousands of factors below one give 0, and the logarithm of that is not "
    "finite: add the logarithms.",
    "np.sum(np.log(if_sick) - np.log(if_healthy)) → np.log(np.prod(if_sick)) - np.log(np.prod(if_healthy))",
)
combine_results.misconception(
    "You left the prior out. Likelihood ratios only say by how much the odds change.",
    "log_odds + np.sum(np.log(if_sick) - np.log(if_healthy)) → np.sum(np.log(if_sick) - np.log(if_healthy))",
)
combine_results.misconception(
    "You took the logarithm to another base. Asked for is the natural one.",
    "float(log_odds + np.sum(np.log(if_sick) - np.log(if_healthy))) → "
    "float((log_odds + np.sum(np.log(if_sick) - np.log(if_healthy))) / np.log(10))",
)
combine_results.misconception(
    "You averaged the evidence of the results. Independent results add up.",
    "np.sum(np.log(if_sick) - np.log(if_healthy)) → np.mean(np.log(if_sick) - np.log(if_healthy))",
)


@combine_results.misconception(
    "You updated the probability itself, one result after another. After many results it rounds to 0 or 1, and no logarithm "
    "brings the odds back: keep the logarithm of the odds all the way."
)
def _(prior, positive, sensitivity, specificity):
    p = prior
    for result, hit, quiet in zip(positive, sensitivity, specificity, strict=True):
        p = bayes_update(p, hit, quiet, result)
    with np.errstate(divide="ignore"):
        return float(np.log(p / (1 - p)))


combine_results.hints(
    "Write Bayes once for the sick and once for the healthy, and divide. What cancels?",
    "Posterior odds are prior odds times one ratio for each result. In logarithms this is a sum.",
    "`if_sick` is `sensitivity` where positive, else `1 - sensitivity`; `if_healthy` is `1 - specificity` where positive, "
    "else `specificity`. Add `np.log(if_sick) - np.log(if_healthy)` over all results to the log odds of the prior.",
)
combine_results.explain(
    "The denominator of Bayes' theorem is the same for the sick and the healthy, so it cancels in the odds. What remains is "
    "a product of ratios, and its logarithm is a sum that neither overflows nor underflows."
)

# -- covariance_within -------------------------------------------------------------------------------------------------


@reference
def covariance_within(X, group):
    labels = np.unique(group)
    deviations = np.concatenate([X[group == label] - X[group == label].mean(axis=0) for label in labels])
    return deviations.T @ deviations / (len(X) - len(labels))


covariance_within.example(X=np.array([[1.0, 2.0], [3.0, 2.0], [8.0, 6.0], [9.0, 9.0]]), group=np.array([0, 0, 1, 1]))


@covariance_within.cases(n=12)
def _(rng, i):
    n, d, g = rng.integers(7, 16), rng.integers(1, 4), i % 3 + 1
    group = rng.permutation(np.concatenate([np.arange(g), rng.integers(g, size=n - g)])) * 3 - 2
    return {"X": rng.normal(size=(n, d)) * 2 + group[:, None] * rng.uniform(0.5, 1.5, size=d), "group": group}


@covariance_within.cases(n=3)
def _(rng, i):
    # One group has a single row.
    return {"X": rng.normal(size=(6, 2)) + 4, "group": np.array([1, 0, 1, 1, 0, 7])}


@covariance_within.alternative
def _(X, group):
    # By np.cov of each group, weighted by its degrees of freedom.
    total, freedom = np.zeros((X.shape[1], X.shape[1])), 0
    for label in set(group.tolist()):
        rows = X[group == label]
        if len(rows) > 1:
            total += (len(rows) - 1) * np.atleast_2d(np.cov(rows, rowvar=False))
            freedom += len(rows) - 1
    return total / freedom


@covariance_within.alternative
def _(X, group):
    # Least squares on indicators of the groups leaves the deviations as residuals.
    indicators = (group[:, None] == np.unique(group)).astype(float)
    residuals = X - indicators @ np.linalg.lstsq(indicators, X, rcond=None)[0]
    return np.einsum("ni,nj->ij", residuals, residuals) / (len(X) - indicators.shape[1])


covariance_within.misconception(
    "You took deviations from the mean of all rows. Then the difference between the groups is in it, which is what should be "
    "left out.",
    "X[group == label] - X[group == label].mean(axis=0) → X[group == label] - X.mean(axis=0)",
)


@covariance_within.misconception(
    "You took deviations from the mean of all rows. Then the difference between the groups is in it, which is what should be "
    "left out."
)
def _(X, group):
    return np.atleast_2d(np.cov(X.T))


covariance_within.misconception(
    "You divided by n. Each group's mean is estimated from the same rows, which costs one: divide by n − g.",
    "len(X) - len(labels) → len(X)",
)
covariance_within.misconception(
    "You divided by n − 1. With g groups g means are estimated, so g are lost and not one.",
    "len(X) - len(labels) → len(X) - 1",
)
covariance_within.misconception(
    "You did not subtract the means: these are mean products, not products of deviations.",
    "X[group == label] - X[group == label].mean(axis=0) → X[group == label]",
)


@covariance_within.misconception(
    "You averaged the covariances of the groups as if all groups were equally large. Sum the products over all rows and divide "
    "once."
)
def _(X, group):
    found = [np.atleast_2d(np.cov(X[group == label].T)) for label in np.unique(group) if (group == label).sum() > 1]
    return np.mean(found, axis=0)


@covariance_within.misconception("That is the correlation. Covariances keep the units: do not divide by the spreads.")
def _(X, group):
    C = covariance_within(X, group)
    spread = np.sqrt(np.diag(C))
    return C / np.outer(spread, spread)


covariance_within.misconception(
    "One mean is taken over all columns of a group. Each column has a mean of its own.",
    "X[group == label].mean(axis=0) → X[group == label].mean()",
)


@covariance_within.misconception(
    "A group of one row gives NaN in your sum, because `np.cov` divides by zero there. Its deviations are zero and add nothing."
)
def _(X, group):
    labels = np.unique(group)
    total = np.zeros((X.shape[1], X.shape[1]))
    for label in labels:
        rows = X[group == label]
        total += (len(rows) - 1) * np.cov(rows.T)
    return total / (len(X) - len(labels))


@covariance_within.misconception(
    "You took the groups for 0, 1, 2 and so on without a gap. The labels may be any whole numbers: ask which ones occur."
)
def _(X, group):
    highest = int(group.max()) + 1
    total = np.zeros((X.shape[1], X.shape[1]))
    for rows in (X[group == label] for label in range(highest)):
        if len(rows):
            total += (rows - rows.mean(axis=0)).T @ (rows - rows.mean(axis=0))
    return total / (len(X) - highest)


covariance_within.hints(
    "What has to be subtracted from a row before products are taken?",
    "For each group subtract its own column means. Put the deviations of all groups together and take their products.",
    "`deviations.T @ deviations / (len(X) - g)`, where `deviations` are the rows minus the means of their own group, and "
    "`g` is the number of groups.",
)
covariance_within.explain(
    "Deviations from the mean of a row's own group carry nothing of the difference between groups. Each estimated mean makes them a "
    "little too small, which the divisor n − g corrects on average if all groups share one covariance."
)

# -- choose_plan -------------------------------------------------------------------------------------------------------

PLANS = ("nobody", "first", "second", "both", "either")


def _alarms(tests):
    first, second = tests.T
    return dict(zip(PLANS, (np.zeros_like(first), first, second, first & second, first | second), strict=True))


def _costs(tests, sick, prevalence, price):
    return {
        name: prevalence * price * (1 - alarm[sick].mean()) + (1 - prevalence) * alarm[~sick].mean()
        for name, alarm in _alarms(tests).items()
    }


def _cheapest(costs):
    return min(costs, key=costs.get)


def _as_if_independent(tests, sick, prevalence, price):
    rates = []
    for kind in (sick, ~sick):
        a, b = tests[kind].mean(axis=0)
        rates.append((0.0, a, b, a * b, 1 - (1 - a) * (1 - b)))
    costs = [prevalence * price * (1 - hit) + (1 - prevalence) * false for hit, false in zip(*rates, strict=True)]
    return PLANS[int(np.argmin(costs))]


@reference(role="decision")
def choose_plan(tests, sick, prevalence, price):
    first, second = tests[:, 0], tests[:, 1]
    alarms = {
        "nobody": first & ~first,
        "first": first,
        "second": second,
        "both": first & second,
        "either": first | second,
    }
    costs = {
        name: prevalence * price * np.mean(~alarm[sick]) + (1 - prevalence) * np.mean(alarm[~sick])
        for name, alarm in alarms.items()
    }
    return min(costs, key=costs.get)


choose_plan.example(
    tests=np.array([[True, True], [True, False], [False, True], [True, False], [False, False], [False, False]]),
    sick=np.array([True, True, True, False, False, False]),
    prevalence=0.1,
    price=2.0,
)
choose_plan.example(
    tests=np.array([[True, True], [True, False], [False, True], [True, False], [False, False], [False, False]]),
    sick=np.array([True, True, True, False, False, False]),
    prevalence=0.5,
    price=2.0,
)


def _clinic(rng):
    """Patients whose two tests share a cause besides the disease."""
    n = int(rng.integers(24, 60))
    sick = rng.random(n) < rng.uniform(0.35, 0.65)
    sick[:2] = True, False
    shared = rng.random(n) < rng.uniform(0.2, 0.8)
    high, low = rng.uniform(0.5, 0.95, size=2), rng.uniform(0.05, 0.45, size=2)
    common = rng.random(n)[:, None]
    level = np.where(shared[:, None], common, rng.random((n, 2)))
    return level < np.where(sick[:, None], high, low), sick


@choose_plan.cases(n=25)
def _(rng, i):
    while True:
        tests, sick = _clinic(rng)
        prevalence, price = rng.uniform(0.02, 0.6), np.exp(rng.uniform(0, 3.5))
        costs = _costs(tests, sick, prevalence, price)
        order = sorted(costs.values())
        answer = _cheapest(costs)
        trap = i >= 15 and _as_if_independent(tests, sick, prevalence, price) == answer
        if answer == PLANS[i % 5] and order[1] > 1.03 * order[0] and not (trap and i % 5):
            return {"tests": tests, "sick": sick, "prevalence": float(prevalence), "price": float(price)}


@choose_plan.alternative
def _(tests, sick, prevalence, price):
    # Patients weighted so that they stand for the population.
    weight = np.where(sick, price * prevalence / sick.sum(), (1 - prevalence) / (~sick).sum())
    best, least = "", np.inf
    for name, alarm in _alarms(tests).items():
        cost = weight[alarm != sick].sum()
        if cost < least:
            best, least = name, cost
    return best


choose_plan.misconception(
    "You weighted by the clinic's share of sick people. The plan is for a population with the prevalence that is given.",
    "prevalence → sick.mean()",
)
choose_plan.misconception(
    "You computed both tests together from their single rates, as if they were independent. The clinic's table says how often "
    "they agree: count it there."
)(_as_if_independent)
choose_plan.misconception(
    "You counted a missed person and a false alarm as equally bad. A missed one costs `price` times as much.",
    "prevalence * price → prevalence",
)
choose_plan.misconception(
    "You added the two error rates without asking how many people each applies to: weigh them by prevalence and 1 − prevalence.",
    "prevalence * price → price",
    "(1 - prevalence) * np.mean(alarm[~sick]) → np.mean(alarm[~sick])",
)
choose_plan.misconception(
    "The price is on false alarms in your sum. It is the cost of a missed sick person.",
    "prevalence * price * np.mean(~alarm[sick]) + (1 - prevalence) * np.mean(alarm[~sick]) → "
    "prevalence * np.mean(~alarm[sick]) + (1 - prevalence) * price * np.mean(alarm[~sick])",
)


@choose_plan.misconception(
    "You never send nobody. Where few are sick and false alarms are many, no test at all can cost least."
)
def _(tests, sick, prevalence, price):
    costs = _costs(tests, sick, prevalence, price)
    return _cheapest({name: costs[name] for name in PLANS[1:]})


@choose_plan.misconception(
    "You took the plan whose alarms are most often right. That leaves out the people whom it misses."
)
def _(tests, sick, prevalence, price):
    def value(name):
        alarm = _alarms(tests)[name]
        right, wrong = prevalence * alarm[sick].mean(), (1 - prevalence) * alarm[~sick].mean()
        return right / (right + wrong) if right + wrong else 0.0

    return max(PLANS, key=value)


choose_plan.misconception(
    "“both” and “either” are swapped: “both” is an alarm where both tests are positive.",
    "first & second → first | second",
    "first | second → first & second",
)


choose_plan.misconception(
    "You counted both errors as shares of all patients, so that the clinic's mix of sick and healthy weighs them besides the "
    "prevalence. Count missed people among the sick and false alarms among the healthy.",
    "np.mean(~alarm[sick]) → np.mean(sick & ~alarm)",
    "np.mean(alarm[~sick]) → np.mean(~sick & alarm)",
)


choose_plan.hints(
    "For one plan: which share of the sick does it miss, and which share of the healthy does it alarm? Count in the table.",
    "Per person the cost is prevalence · price · P(no alarm | sick) + (1 − prevalence) · P(alarm | healthy).",
    "Make the array of alarms for each plan, such as `tests[:, 0] & tests[:, 1]`, work out its cost, and return the name with "
    "the least: `min(costs, key=costs.get)`.",
)
choose_plan.explain(
    "Sensitivity and specificity of a plan are counted in the clinic, where both kinds of people are many; prevalence and price "
    "then weigh the two errors. Where few are sick, even rare false alarms outweigh what a test finds."
)

# -- count_log_probabilities -------------------------------------------------------------------------------------------


@reference
def count_log_probabilities(k, n, p):
    ways = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    binomial = ways + k * np.log(p) + (n - k) * np.log1p(-p)
    mean = n * p
    variance = mean * (1 - p)
    poisson = k * np.log(mean) - mean - special.gammaln(k + 1)
    normal = -((k - mean) ** 2) / (2 * variance) - np.log(2 * np.pi * variance) / 2
    return np.array([binomial, poisson, normal])


count_log_probabilities.example(k=np.array([0.0, 2.0, 3.0]), n=4, p=0.25)


@count_log_probabilities.cases(n=10)
def _(rng, i):
    n = [1, 2, 5, 12, 40][i % 5]
    return {"k": np.arange(n + 1.0)[: rng.integers(1, 9)], "n": n, "p": rng.uniform(0.05, 0.95)}


@count_log_probabilities.cases(n=5)
def _(rng, i):
    n = [300, 1_000, 2_000, 30_000, 100_000][i]
    return {"k": np.append(rng.integers(0, n + 1, size=6), [0, n]).astype(float), "n": n, "p": rng.uniform(0.001, 0.6)}


@count_log_probabilities.alternative
def _(k, n, p):
    # Logarithms of factorials as running sums; the densities as those of SciPy.
    factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    place = k.astype(int)
    binomial = factorial[n] - factorial[place] - factorial[n - place] + special.xlogy(k, p) + special.xlog1py(n - k, -p)
    poisson = special.xlogy(k, n * p) - n * p - factorial[place]
    z = (k - n * p) / np.sqrt(n * p * (1 - p))
    return np.stack([binomial, poisson, -(z**2) / 2 - np.log(np.sqrt(2 * np.pi * n * p * (1 - p)))])


@count_log_probabilities.alternative
def _(k, n, p):
    return np.vstack(
        [
            stats.binom(n, p).logpmf(k),
            stats.poisson(n * p).logpmf(k),
            stats.norm(n * p, (n * p * (1 - p)) ** 0.5).logpdf(k),
        ]
    )


count_log_probabilities.misconception(
    "You returned the probabilities. Asked for are their logarithms, which stay finite where a probability rounds to 0.",
    "np.array([binomial, poisson, normal]) → np.exp([binomial, poisson, normal])",
)
count_log_probabilities.misconception(
    "`gammaln(m)` is the logarithm of (m − 1)!, not of m!. Add one to each argument.",
    "special.gammaln(n + 1) → special.gammaln(n)",
    "special.gammaln(k + 1) → special.gammaln(k)",
    "special.gammaln(n - k + 1) → special.gammaln(n - k)",
)
count_log_probabilities.misconception(
    "The binomial coefficient is missing: there are many ways in which k of n people can have an alarm.",
    "ways + k * np.log(p) → k * np.log(p)",
)
count_log_probabilities.misconception(
    "In the normal density you used the variance as if it were the standard deviation. Its square root is the spread.",
    "2 * variance → 2 * variance**2",
    "2 * np.pi * variance → 2 * np.pi * variance**2",
)
count_log_probabilities.misconception(
    "Your normal density has the variance n p of the Poisson distribution. The binomial one is n p (1 − p).",
    "mean * (1 - p) → mean",
)
count_log_probabilities.misconception(
    "The normal density lacks its factor: without 1 / (σ √(2π)) it does not integrate to one.",
    "-((k - mean) ** 2) / (2 * variance) - np.log(2 * np.pi * variance) / 2 → -((k - mean) ** 2) / (2 * variance)",
)
count_log_probabilities.misconception(
    "The Poisson probability lacks its k! below.",
    "k * np.log(mean) - mean - special.gammaln(k + 1) → k * np.log(mean) - mean",
)
count_log_probabilities.misconception(
    "In the binomial probability the n − k people without an alarm are missing: each has the probability 1 − p.",
    "ways + k * np.log(p) + (n - k) * np.log1p(-p) → ways + k * np.log(p)",
)


@count_log_probabilities.misconception(
    "You took the logarithm at the end. Where n is large the probability has become 0 by then, or a factorial infinite."
)
def _(k, n, p):
    with np.errstate(all="ignore"):
        ways = special.factorial(n) / special.factorial(k) / special.factorial(n - k)
        mean, variance = n * p, n * p * (1 - p)
        normal = np.exp(-((k - mean) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)
        poisson = np.exp(-mean) * mean**k / special.factorial(k)
        return np.log(np.array([ways * p**k * (1 - p) ** (n - k), poisson, normal]))


count_log_probabilities.misconception(
    "You computed the binomial coefficient before you took its logarithm. For thousands of people it is infinite: add and subtract "
    "logarithms of factorials.",
    "special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1) → np.log(special.comb(n, k))",
)
count_log_probabilities.misconception(
    "The normal density is divided by σ, and you divided it by the variance.",
    "np.log(2 * np.pi * variance) / 2 → np.log(np.sqrt(2 * np.pi) * variance)",
)
count_log_probabilities.misconception(
    "You computed the normal density and took its logarithm afterwards. Far from the mean the density rounds to 0: take the "
    "logarithm of the formula first.",
    "-((k - mean) ** 2) / (2 * variance) - np.log(2 * np.pi * variance) / 2 → "
    "np.log(np.exp(-((k - mean) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance))",
)


count_log_probabilities.hints(
    "Take the logarithm of each formula on paper first: products become sums, and powers become products.",
    "log of the binomial coefficient is log n! − log k! − log (n − k)!, each from `special.gammaln`.",
    "Binomial: that, plus k log p + (n − k) log(1 − p). Poisson: k log(np) − np − log k!. Normal: −(k − np)²/(2σ²) − "
    "½ log(2πσ²) with σ² = np(1 − p).",
)
count_log_probabilities.explain(
    "No factor is ever computed, only its logarithm, so neither 100,000! nor p to the power of 50,000 appears. `log1p(-p)` "
    "keeps its digits where p is tiny."
)

# -- estimate_prevalence -----------------------------------------------------------------------------------------------


@reference
def estimate_prevalence(positives, n, sensitivity, specificity):
    false_rate = 1 - specificity
    found = (positives / n - false_rate) / (sensitivity - false_rate)
    return min(max(found, 0.0), 1.0)


estimate_prevalence.example(positives=40, n=100, sensitivity=0.9, specificity=0.7)
estimate_prevalence.example(positives=20, n=100, sensitivity=0.9, specificity=0.7)


@estimate_prevalence.cases(n=12)
def _(rng, i):
    n = rng.integers(5, 400)
    sensitivity, specificity = rng.uniform(0.55, 0.95), rng.uniform(0.55, 0.95)
    p = rng.uniform(0.1, 0.9)
    rate = p * sensitivity + (1 - p) * (1 - specificity)
    return {"positives": int(n * rate), "n": n, "sensitivity": sensitivity, "specificity": specificity}


@estimate_prevalence.cases(n=6)
def _(rng, i):
    # Fewer alarms than the healthy alone would cause, more than the sick alone, none, all, a perfect test.
    n = rng.integers(20, 200)
    sensitivity, specificity = rng.uniform(0.6, 0.9), rng.uniform(0.6, 0.9)
    positives = [0, n, int(n * (1 - specificity) * 0.7), int(np.ceil(n * (1 + sensitivity) / 2)), n // 3, 1][i]
    if i == 4:
        sensitivity = specificity = 1.0
    if i == 5:
        n = 1
    return {"positives": positives, "n": n, "sensitivity": sensitivity, "specificity": specificity}


@estimate_prevalence.alternative
def _(positives, n, sensitivity, specificity):
    # The slope of the log-likelihood has the sign of k − n r(p): look for its zero.
    def slope(p):
        return positives / n - (p * sensitivity + (1 - p) * (1 - specificity))

    if slope(0.0) <= 0:
        return 0.0
    if slope(1.0) >= 0:
        return 1.0
    return float(optimize.brentq(slope, 0.0, 1.0, xtol=1e-14))


estimate_prevalence.misconception(
    "That is the share of alarms. Some alarms are false and some sick people have none: solve for p in the formula of r(p).",
    "return min(max(found, 0.0), 1.0) → return positives / n",
)
estimate_prevalence.misconception(
    "Your estimate leaves [0, 1]. Where no prevalence gives this share of alarms, the likelihood is largest at an end.",
    "min(max(found, 0.0), 1.0) → found",
)
estimate_prevalence.misconception(
    "You divided by the sensitivity alone. Each further sick person is one healthy person less, and takes away that one's "
    "false alarms.",
    "sensitivity - false_rate → sensitivity",
)
estimate_prevalence.misconception(
    "You did not subtract the false alarms of healthy people from the share of alarms.",
    "positives / n - false_rate → positives / n",
)
estimate_prevalence.misconception(
    "You stop at 0 below but not at 1 above. More alarms than even the sick alone would cause are possible too.",
    "min(max(found, 0.0), 1.0) → max(found, 0.0)",
)
estimate_prevalence.misconception(
    "You multiplied the share of alarms by the sensitivity. Backwards one has to divide.",
    "(positives / n - false_rate) / (sensitivity - false_rate) → positives / n * sensitivity",
)
estimate_prevalence.misconception(
    "The false alarms have the probability 1 − specificity; you used the specificity.",
    "1 - specificity → specificity",
)
estimate_prevalence.misconception(
    "The false alarms have the probability 1 − specificity; you used the specificity.",
    "1 - specificity → specificity",
    "sensitivity - false_rate → sensitivity + specificity - 1",
)

estimate_prevalence.misconception(
    "You made up for the sick people whom the test misses, but not for the alarms of healthy ones. Both are in the formula of r(p).",
    "(positives / n - false_rate) / (sensitivity - false_rate) → positives / n / sensitivity",
)


@estimate_prevalence.misconception(
    "You searched a grid, and the best value lies between its points. The formula of r(p) can be solved for p."
)
def _(positives, n, sensitivity, specificity):
    grid = np.linspace(0, 1, 101)
    rate = grid * sensitivity + (1 - grid) * (1 - specificity)
    return float(grid[np.argmax(stats.binom.logpmf(positives, n, rate))])


@estimate_prevalence.misconception(
    "You searched a grid, and the best value lies between its points. The formula of r(p) can be solved for p."
)
def _(positives, n, sensitivity, specificity):
    grid = np.linspace(0, 1, 1001)
    rate = grid * sensitivity + (1 - grid) * (1 - specificity)
    return float(grid[np.argmax(stats.binom.logpmf(positives, n, rate))])


estimate_prevalence.hints(
    "Which value of r makes k alarms among n most probable, and which p leads to that r?",
    "Solve k/n = p · sensitivity + (1 − p)(1 − specificity) for p. What if the solution is negative, or above 1?",
    "p = (k/n − (1 − specificity)) / (sensitivity + specificity − 1), cut off at 0 and 1.",
)
estimate_prevalence.explain(
    "The log-likelihood k log r + (n − k) log(1 − r) rises up to r = k/n and falls after it, and r grows with p. So the "
    "best p is the one with r(p) = k/n, or the end of [0, 1] that lies nearest. Epidemiologists call it the Rogan–Gladen "
    "estimate."
)

# -- draw_by_inversion -------------------------------------------------------------------------------------------------


@reference
def draw_by_inversion(weights, u):
    cumulative = np.cumsum(weights)
    return np.searchsorted(cumulative / cumulative[-1], u, side="right")


draw_by_inversion.example(weights=np.array([1.0, 3.0, 0.0, 4.0]), u=np.array([0.0, 0.125, 0.3, 0.5, 0.9]))


@draw_by_inversion.cases(n=8)
def _(rng, i):
    # Sums that are powers of two and uniform numbers on the edges.
    k = rng.integers(2, 6)
    weights = rng.multinomial(16, rng.dirichlet(np.ones(k))).astype(float)
    if i % 2:
        weights = np.concatenate([[0.0], weights, [0.0]])
    return {"weights": weights / [1, 16, 4][i % 3], "u": rng.integers(0, 16, size=6) / 16}


@draw_by_inversion.cases(n=6)
def _(rng, i):
    k = rng.integers(1, 8)
    return {"weights": rng.uniform(0.1, 3, size=k), "u": rng.random([5, 0, 1][i % 3])}


@draw_by_inversion.cases(n=2)
def _(rng, i):
    # Tenths sum to a little less than 1, and here is the largest u below 1.
    inner = (rng.integers(10, size=3) + 0.5) / 10
    return {"weights": np.full(10, 0.1), "u": np.append(inner, np.nextafter(1.0, 0.0))}


@draw_by_inversion.alternative
def _(weights, u):
    # How many pieces end at or before u, the last one left out, as u is below 1.
    ends = np.cumsum(weights)
    return np.minimum((u[:, None] >= ends[:-1] / ends[-1]).sum(axis=1), np.flatnonzero(weights)[-1])


def _walk(weights, u):
    found = []
    for number in u:
        left, i = number * weights.sum(), 0
        while i < len(weights) - 1 and left >= weights[i]:
            left -= weights[i]
            i += 1
        found.append(i)
    return np.array(found, dtype=int)


draw_by_inversion.alternative(_walk)

draw_by_inversion.misconception(
    "At the edge between two categories you take the left one. The first category whose cumulative probability *exceeds* u "
    "is the right one, or u = 0 could give a category of weight zero.",
    'np.searchsorted(cumulative / cumulative[-1], u, side="right") → '
    'np.searchsorted(cumulative / cumulative[-1], u, side="left")',
)
draw_by_inversion.misconception(
    "The weights need not sum to 1: divide the cumulative sums by the last one.",
    "cumulative / cumulative[-1] → cumulative",
)


@draw_by_inversion.misconception(
    "You looked u up among the weights themselves. They have to be laid end to end first: use the cumulative sums."
)
def _(weights, u):
    return np.searchsorted(weights / weights.sum(), u, side="right")


draw_by_inversion.misconception(
    "Your categories count from 1. The first one is 0.",
    'np.searchsorted(cumulative / cumulative[-1], u, side="right") → '
    'np.searchsorted(cumulative / cumulative[-1], u, side="right") + 1',
)


@draw_by_inversion.misconception(
    "You spread u evenly over the categories. Each must get a piece as long as its weight."
)
def _(weights, u):
    return np.floor(u * len(weights)).astype(int)


@draw_by_inversion.misconception(
    "You sorted the weights. A category is known by its place, so they must be laid out in the order they have."
)
def _(weights, u):
    cumulative = np.cumsum(np.sort(weights)[::-1])
    return np.searchsorted(cumulative / cumulative[-1], u, side="right")


draw_by_inversion.misconception(
    "You return the category before the one that u falls on.",
    'np.searchsorted(cumulative / cumulative[-1], u, side="right") → '
    'np.maximum(np.searchsorted(cumulative / cumulative[-1], u, side="right") - 1, 0)',
)

draw_by_inversion.misconception(
    "You divided the weights first and summed them afterwards. The last of these sums may round to a little less than 1, and a "
    "large u then falls beyond the last category: divide the sums by the last of them.",
    "np.cumsum(weights) → np.cumsum(weights / weights.sum())",
    "cumulative / cumulative[-1] → cumulative",
)
draw_by_inversion.misconception(
    "You return the category after the one that u falls on. With a zero in front of the cumulative sums every index is one higher.",
    'np.searchsorted(cumulative / cumulative[-1], u, side="right") → '
    'np.minimum(np.searchsorted(cumulative / cumulative[-1], u, side="right") + 1, len(weights) - 1)',
)
draw_by_inversion.misconception(
    "You dropped the categories of weight zero, and the numbers of those after them have moved up. Such a category gets no draw, "
    "but it keeps its number.",
    "np.cumsum(weights) → np.cumsum(weights[weights > 0])",
)


draw_by_inversion.hints(
    "Lay the weights end to end on a line from 0 to their sum. Where does u times the sum fall?",
    "`np.cumsum` gives the ends of the pieces. How many ends lie at or below u, after dividing by the last?",
    '`np.searchsorted(ends / ends[-1], u, side="right")` counts the ends that are ≤ u.',
)
draw_by_inversion.explain(
    'u falls on piece i with a probability equal to its length. With `side="right"` a piece holds its left end and not its '
    "right one, so that a piece of length zero holds nothing."
)

# -- sample_prevalence -------------------------------------------------------------------------------------------------


@reference(role="repair")
def sample_prevalence(positives, n, sensitivity, specificity, a, b, tries, seed):
    prior, generator = stats.beta(a, b), np.random.default_rng(seed)

    def likelihood(p):
        return stats.binom.pmf(positives, n, p * sensitivity + (1 - p) * (1 - specificity))

    top = likelihood(estimate_prevalence(positives, n, sensitivity, specificity))
    candidates = prior.rvs(size=tries, random_state=generator)
    heights = top * generator.random(tries)
    return candidates[heights < likelihood(candidates)]


def _twice_the_prior(positives, n, sensitivity, specificity, a, b, tries, seed, uniform=False):
    """Prior times likelihood below an envelope that is high enough for it."""
    prior, generator = stats.beta(a, b), np.random.default_rng(seed)

    def target(p):
        return prior.pdf(p) * stats.binom.pmf(positives, n, p * sensitivity + (1 - p) * (1 - specificity))

    top = target(np.linspace(0, 1, 501)).max()
    points = generator.random(tries) if uniform else prior.rvs(size=tries, random_state=generator)
    return points[top * generator.random(tries) < target(points)]


sample_prevalence.example(positives=4, n=10, sensitivity=0.8, specificity=0.9, a=2.0, b=6.0, tries=4, seed=10)


@sample_prevalence.cases(n=6)
def _(rng, i):
    n = rng.integers(8, 40)
    return {
        "positives": int(n * rng.uniform(0.2, 0.6)),
        "n": n,
        "sensitivity": rng.uniform(0.6, 0.9),
        "specificity": rng.uniform(0.7, 0.95),
        "a": rng.uniform(1.5, 3),
        "b": rng.uniform(3, 9),
        "tries": [1, 30, 60][i % 3],
        "seed": rng.integers(100),
    }


@sample_prevalence.cases(n=2)
def _(rng, i):
    # Fewer alarms than the healthy cause: the likelihood is largest at zero.
    return {
        "positives": [0, 2][i],
        "n": 30,
        "sensitivity": 0.75,
        "specificity": 0.8,
        "a": 1.0,
        "b": 4.0,
        "tries": 50,
        "seed": rng.integers(100),
    }


@sample_prevalence.alternative
def _(positives, n, sensitivity, specificity, a, b, tries, seed):
    # One candidate at a time, in logarithms.
    generator = np.random.default_rng(seed)
    best = estimate_prevalence(positives, n, sensitivity, specificity)

    def log_likelihood(p):
        rate = p * sensitivity + (1 - p) * (1 - specificity)
        return special.xlogy(positives, rate) + special.xlog1py(n - positives, -rate)

    points, uniform = generator.beta(a, b, tries), generator.random(tries)
    kept = [p for p, u in zip(points, uniform, strict=True) if np.log(u) < log_likelihood(p) - log_likelihood(best)]
    return np.array(kept, dtype=float)


sample_prevalence.misconception(
    "The prior is still in your draws twice: the candidates come from it, and then they are kept in proportion to it again. "
    "What is left of f / g when f is prior times likelihood and g is the prior?",
    "likelihood(candidates) → prior.pdf(candidates) * likelihood(candidates)",
)
sample_prevalence.misconception(
    "You made the envelope higher, and the prior still counts twice. The height was not the fault: look at what it is compared "
    "with."
)(_twice_the_prior)
sample_prevalence.misconception(
    "You divided the likelihood by the prior. That takes the prior out of the draws, and they belong to a uniform one.",
    "likelihood(candidates) → likelihood(candidates) / prior.pdf(candidates)",
)


@sample_prevalence.misconception(
    "You draw the candidates uniformly. That can be made to work, but here they come from the prior, as in the code that was "
    "given."
)
def _(positives, n, sensitivity, specificity, a, b, tries, seed):
    return _twice_the_prior(positives, n, sensitivity, specificity, a, b, tries, seed, uniform=True)


sample_prevalence.misconception(
    "You keep every candidate. These are draws from the prior: the data have no say in them.",
    "candidates[heights < likelihood(candidates)] → candidates",
)
sample_prevalence.misconception(
    "Your heights are not scaled to the top of the likelihood. The draws would still be right, but far more candidates are "
    "thrown away than must be.",
    "top * generator.random(tries) → generator.random(tries)",
)
sample_prevalence.misconception(
    "You keep what lies above the likelihood and throw away what lies below.",
    "heights < likelihood(candidates) → heights > likelihood(candidates)",
)

sample_prevalence.misconception(
    "You took the top from the candidates that happened to be drawn, so that the best of them is always kept. M g must lie above "
    "f for every p that could be drawn.",
    "top * generator.random(tries) → likelihood(candidates).max() * generator.random(tries)",
)
sample_prevalence.misconception(
    "Your top is the likelihood at the share of alarms. That share is no prevalence, so the likelihood can be higher elsewhere.",
    "estimate_prevalence(positives, n, sensitivity, specificity) → positives / n",
)


sample_prevalence.hints(
    "Write down f, the density that is wanted, and g, the density that the candidates come from. What is f / g?",
    "The candidates come from the prior already. By what else must they be thinned out?",
    "Compare the heights with `likelihood(candidates)` alone: the prior cancels in f / g.",
)
sample_prevalence.explain(
    "The target is prior times likelihood, the candidates have the prior as their density, so f / g is the likelihood, and M "
    "its largest value. With the prior in the comparison too, the draws belong to prior² times likelihood, and where "
    "the prior exceeds one the envelope is broken besides."
)

# -- running_estimate --------------------------------------------------------------------------------------------------


@reference
def running_estimate(x):
    m = np.arange(1, len(x) + 1)
    shifted = x - x[0]
    total, squares = np.cumsum(shifted), np.cumsum(shifted**2)
    variance = np.maximum(squares - total**2 / m, 0)[1:] / (m[1:] - 1)
    return x[0] + total[1:] / m[1:], np.sqrt(variance / m[1:])


running_estimate.example(x=np.array([1.0, 5.0, 3.0]))


@running_estimate.cases(n=10)
def _(rng, i):
    n = [2, 3, 5, 12, 30][i % 5]
    return {"x": rng.normal(size=n) * rng.uniform(0.5, 4) + rng.uniform(-3, 3)}


@running_estimate.cases(n=4)
def _(rng, i):
    n = rng.integers(6, 20)
    return {
        "x": [
            rng.normal(size=n) + 1e7,
            (rng.random(n) < 0.4).astype(float),
            np.full(n, 0.25),
            rng.normal(size=n) - 1e7,
        ][i]
    }


@running_estimate.alternative
def _(x):
    # Each beginning on its own.
    parts = [x[:m] for m in range(2, len(x) + 1)]
    return np.array([part.mean() for part in parts]), np.array([stats.sem(part) for part in parts])


@running_estimate.alternative
def _(x):
    # Welford's recursion.
    mean, total, means, errors = float(x[0]), 0.0, [], []
    for m, value in enumerate(x[1:], start=2):
        step = value - mean
        mean += step / m
        total += step * (value - mean)
        means.append(mean)
        errors.append(np.sqrt(total / (m - 1) / m))
    return np.array(means), np.array(errors)


running_estimate.misconception(
    "Those are standard deviations of the draws. The mean of m draws scatters less: divide by √m.",
    "np.sqrt(variance / m[1:]) → np.sqrt(variance)",
)
running_estimate.misconception(
    "You divided the standard deviation by m. The error of a mean falls with the root of m.",
    "np.sqrt(variance / m[1:]) → np.sqrt(variance) / m[1:]",
)
running_estimate.misconception(
    "Your standard deviation has the divisor m. As the mean is estimated from the same draws, it must be m − 1.",
    "m[1:] - 1 → m[1:]",
)


@running_estimate.misconception(
    "You used the standard deviation of all draws for every m. The error at m may use the first m draws only."
)
def _(x):
    means, _ = running_estimate(x)
    m = np.arange(2, len(x) + 1)
    return means, np.std(x, ddof=1) / np.sqrt(m)


@running_estimate.misconception(
    "You subtracted the square of the mean from the mean of the squares. Where the draws are large and differ little, these two "
    "agree in nearly all their digits, and what is left is rounding. Subtract something near the mean first."
)
def _(x):
    m = np.arange(2, len(x) + 1)
    means, squares = np.cumsum(x)[1:] / m, np.cumsum(x**2)[1:] / m
    return means, np.sqrt(np.maximum(squares - means**2, 0) / (m - 1))


running_estimate.misconception(
    "You returned the variance of the mean. The standard error is its root.",
    "np.sqrt(variance / m[1:]) → variance / m[1:]",
)


@running_estimate.misconception(
    "You took the deviation of each draw from the mean of its own time. For one m all deviations are from one mean, that of the "
    "first m draws."
)
def _(x):
    m = np.arange(1, len(x) + 1)
    means = np.cumsum(x) / m
    scatter = np.cumsum((x - means) ** 2)
    return means[1:], np.sqrt(scatter[1:] / (m[1:] - 1) / m[1:])


running_estimate.hints(
    "For one m it is the mean and `np.std(…, ddof=1)` of the first m draws, the latter over √m. Begin with a loop.",
    "Without a loop: cumulative sums of x and of x² give all means and variances, if x has been shifted near zero.",
    "With `d = x - x[0]` and cumulative sums s of d and q of d², the variance is (q − s²/m)/(m − 1), and the error the root "
    "of variance / m.",
)
running_estimate.explain(
    "The variance of a mean of m independent draws is that of one draw over m. A shift changes no variance, but keeps the two "
    "sums of the formula small, so that their difference has digits left."
)

# -- normal_gap --------------------------------------------------------------------------------------------------------


@reference
def normal_gap(n, p):
    k = np.arange(n + 1)
    spread = np.sqrt(n * p * (1 - p))
    return float(np.abs(stats.binom.cdf(k, n, p) - stats.norm.cdf(k, n * p, spread)).max())


normal_gap.example(n=2, p=0.5)
normal_gap.example(n=3, p=0.2)


@normal_gap.cases(n=14)
def _(rng, i):
    return {
        "n": [1, 2, 5, 20, 100, 700, 3000][i % 7],
        "p": rng.uniform(0.001, 0.999) if i < 7 else rng.uniform(0.002, 0.05),
    }


@normal_gap.cases(n=4)
def _(rng, i):
    # Few people, and nearly all of them: the largest gap is at k = n.
    return {"n": i % 3 + 1, "p": rng.uniform(0.75, 0.97)}


@normal_gap.alternative
def _(n, p):
    # The cumulative probabilities as sums, the normal ones by the error function.
    below = np.cumsum(stats.binom.pmf(np.arange(n + 1), n, p))
    z = (np.arange(n + 1) - n * p) / np.sqrt(2 * n * p * (1 - p))
    return float(np.max(np.abs(below - (1 + special.erf(z)) / 2)))


@normal_gap.alternative
def _(n, p):
    library = stats.norm(loc=n * p, scale=stats.binom.std(n, p))
    return max(abs(float(stats.binom.sf(k, n, p) - library.sf(k))) for k in range(n + 1))


normal_gap.misconception(
    "You gave `scipy.stats.norm` the variance. Its `scale` is the standard deviation.",
    "np.sqrt(n * p * (1 - p)) → n * p * (1 - p)",
)
normal_gap.misconception(
    "You compared single probabilities with the density. Asked for is the gap between cumulative probabilities.",
    "stats.binom.cdf(k, n, p) → stats.binom.pmf(k, n, p)",
    "stats.norm.cdf(k, n * p, spread) → stats.norm.pdf(k, n * p, spread)",
)
normal_gap.misconception(
    "You added a half to k. That correction brings the two closer, but here k is taken as it is.",
    "stats.norm.cdf(k, n * p, spread) → stats.norm.cdf(k + 0.5, n * p, spread)",
)
normal_gap.misconception(
    "You took the largest difference with its sign. A gap on the other side counts as well: take absolute values.",
    "np.abs(stats.binom.cdf(k, n, p) - stats.norm.cdf(k, n * p, spread)).max() → "
    "(stats.norm.cdf(k, n * p, spread) - stats.binom.cdf(k, n, p)).max()",
)
normal_gap.misconception(
    "You averaged the gaps. Asked for is the largest.",
    "np.abs(stats.binom.cdf(k, n, p) - stats.norm.cdf(k, n * p, spread)).max() → "
    "np.abs(stats.binom.cdf(k, n, p) - stats.norm.cdf(k, n * p, spread)).mean()",
)
normal_gap.misconception(
    "Your spread is √(n p), that of a Poisson count. A binomial one has the variance n p (1 − p).",
    "np.sqrt(n * p * (1 - p)) → np.sqrt(n * p)",
)
normal_gap.misconception(
    "You divided the spread by √n. That belongs to a mean; K is a count.",
    "np.sqrt(n * p * (1 - p)) → np.sqrt(p * (1 - p) / n)",
)
normal_gap.misconception(
    "You left out k = 0, where rare events have their largest gap.",
    "np.arange(n + 1) → np.arange(1, n + 1)",
)

normal_gap.misconception(
    "You left out k = n. Where nearly everybody has the event, the largest gap is there.",
    "np.arange(n + 1) → np.arange(n)",
)


normal_gap.hints(
    "Both distributions have a `cdf` in `scipy.stats`. At which k is it taken, and with which parameters?",
    "`stats.binom.cdf(k, n, p)` and `stats.norm.cdf(k, mean, spread)` take a whole array of k.",
    "Take k = 0, …, n, the mean n p and the spread √(n p (1 − p)), and return the largest absolute difference.",
)
normal_gap.explain(
    "The central limit theorem says that this gap goes to zero as n grows; the Berry–Esseen bound says how fast: like "
    "1/√n, times a factor that is large where p is near 0 or 1."
)

normal_gap.equivalent(
    "1 → 2",
    because="beyond n the binomial stays at 1 and the normal comes closer to it, so k = n + 1 is never the largest",
)

normal_gap.equivalent(
    "np.abs(stats.binom.cdf(k, n, p) - stats.norm.cdf(k, n * p, spread)) → "
    "stats.binom.cdf(k, n, p) - stats.norm.cdf(k, n * p, spread)",
    because="at a whole k the binomial has its step behind it: for n up to 3,000 and 199 values of p the largest gap was "
    "always one where it lies above the normal",
)

# -- stationary --------------------------------------------------------------------------------------------------------


@reference(rtol=1e-6, atol=1e-9)
def stationary(P):
    k = len(P)
    system = np.vstack([P.T - np.eye(k), np.ones(k)])
    return np.linalg.lstsq(system, np.append(np.zeros(k), 1.0), rcond=None)[0]


stationary.example(P=np.array([[0.5, 0.5], [0.25, 0.75]]))
stationary.example(P=np.array([[0.0, 1.0, 0.0], [0.25, 0.0, 0.75], [0.0, 1.0, 0.0]]))


@stationary.cases(n=10)
def _(rng, i):
    k = [1, 2, 3, 4, 6][i % 5]
    return {"P": rng.dirichlet(np.full(k, 0.8), size=k) * 0.98 + 0.02 / k}


@stationary.cases(n=4)
def _(rng, i):
    # Periodic: two halves that take turns, or a ring.
    if i % 2:
        return {"P": np.roll(np.eye(3 + i), 1, axis=1)}
    P = np.zeros((5, 5))
    P[:2, 2:], P[2:, :2] = rng.dirichlet(np.ones(3), size=2), rng.dirichlet(np.ones(2), size=3)
    return {"P": P}


@stationary.alternative
def _(P):
    # The left eigenvector of eigenvalue 1.
    values, vectors = np.linalg.eig(P.T)
    found = vectors[:, np.argmin(np.abs(values - 1))].real
    return found / found.sum()


@stationary.alternative
def _(P):
    # A chain that stays where it is half of the time has the same answer and no period.
    lazy = (P + np.eye(len(P))) / 2
    for _ in range(40):
        lazy = lazy @ lazy
        lazy = lazy / lazy.sum(axis=1, keepdims=True)
    return lazy[0]


@stationary.misconception(
    "You multiplied P by itself until it no longer changed. A periodic chain never settles: its powers go on alternating."
)
def _(P):
    return np.linalg.matrix_power(P, 1000)[0]


@stationary.misconception(
    "You multiplied P by itself until it no longer changed. A periodic chain never settles: its powers go on alternating."
)
def _(P):
    return np.linalg.matrix_power(P, 1001)[0]


stationary.misconception(
    "You solved P π = π, which always gives equal shares, because rows sum to 1. The probabilities stand on the left: π P = π.",
    "P.T - np.eye(k) → P - np.eye(k)",
)


@stationary.misconception(
    "That is where one step leads from equal shares. The stationary distribution is what a step leaves as it is."
)
def _(P):
    return P.mean(axis=0)


@stationary.misconception("Your vector has length 1 as eigenvectors do, perhaps with a minus. Probabilities sum to 1.")
def _(P):
    found = stationary(P)
    return found / np.linalg.norm(found)


@stationary.misconception("Your vector has length 1 as eigenvectors do, perhaps with a minus. Probabilities sum to 1.")
def _(P):
    found = stationary(P)
    return -found / np.linalg.norm(found)


@stationary.misconception(
    "You took the diagonal. How likely a state is to stay says little about how often the chain comes to it."
)
def _(P):
    return np.diag(P) / max(np.trace(P), 1e-300)


@stationary.misconception(
    "You took the eigenvalue that is largest in absolute value. In a periodic chain others are as large, −1 for one that "
    "alternates: the one that you need is 1."
)
def _(P):
    values, vectors = np.linalg.eig(P.T)
    found = vectors[:, np.argmax(np.abs(values))].real
    return found / found.sum()


@stationary.misconception(
    "You averaged over steps of the chain. Such a mean comes near only slowly, with an error of about one over their number: solve "
    "the equations."
)
def _(P):
    now, total = np.eye(len(P))[0], np.zeros(len(P))
    for _ in range(1000):
        total += now
        now = now @ P
    return total / 1000


@stationary.misconception(
    "You averaged over steps of the chain. Such a mean comes near only slowly, with an error of about one over their number: solve "
    "the equations."
)
def _(P):
    now, total = np.full(len(P), 1 / len(P)), np.zeros(len(P))
    for _ in range(1000):
        now = now @ P
        total += now
    return total / 1000


stationary.hints(
    "π = π P and the sum of π is 1: these are linear equations. How many, for how many unknowns?",
    "Transposed they read (Pᵀ − I) π = 0. One of them follows from the others; the sum takes its place.",
    "Stack `P.T - np.eye(k)` on a row of ones, and solve against zeros and a 1 with `np.linalg.lstsq`.",
)
stationary.explain(
    "The rows of P sum to 1, so Pᵀ − I has rank k − 1 if every state can be reached from every other. With the sum fixed "
    "the solution is unique. No power of P is taken, so a period does no harm."
)

stationary.equivalent(
    "np.linalg.lstsq(system, np.append(np.zeros(k), 1.0), rcond=None) → "
    "np.linalg.lstsq(system, np.append(np.zeros(k), 1.0))",
    because="None is what lstsq takes by itself",
)

# -- forecast ----------------------------------------------------------------------------------------------------------

MARGIN = 0.02


@reference(role="open", kept_back=("truth",))
def forecast(tests, sick, new, prevalence):
    among_sick = (tests[sick].sum(axis=0) + 1) / (sick.sum() + 2)
    among_healthy = (tests[~sick].sum(axis=0) + 1) / ((~sick).sum() + 2)
    ratios = np.where(new, among_sick / among_healthy, (1 - among_sick) / (1 - among_healthy))
    return special.expit(special.logit(prevalence) + np.log(ratios).sum(axis=1))


def _smoothed(tests, sick, new, prevalence, more):
    """The forecasts with `more` added to each count: how much must not decide."""
    a, b = ((tests[kind].sum(axis=0) + more) / (kind.sum() + 2 * more) for kind in (sick, ~sick))
    logs = np.where(new, np.log(a) - np.log(b), np.log1p(-a) - np.log1p(-b))
    return special.expit(special.logit(prevalence) + logs.sum(axis=1))


@forecast.probe
def _(candidate, tests, sick, new, prevalence):
    return np.asarray(candidate(tests, sick, new, prevalence), dtype=float)


def _mean_log_loss(probability, truth):
    with np.errstate(divide="ignore"):
        return float(np.mean(-np.log(np.where(truth, probability, 1 - probability))))


@forecast.verify
def _(got, expected, inputs):
    if np.shape(got) != np.shape(expected):
        return "There must be one probability for each new person."
    if np.iscomplexobj(got) or not ((got >= 0) & (got <= 1)).all():
        return "Some of the forecasts are not between 0 and 1."
    loss = _mean_log_loss(got, inputs["truth"])
    if loss <= _mean_log_loss(expected, inputs["truth"]) + MARGIN:
        return None
    if (-np.log(np.maximum(np.where(inputs["truth"], got, 1 - got), 1e-300)) > 20).any():
        return "You were certain, or as good as certain, of something that is not so."
    if np.ptp(got) < 1e-12:
        return "Everybody gets the same forecast. The results of the tests have to make a difference."
    if got.mean() > 1.3 * inputs["prevalence"] + 0.02:
        return "On average you forecast many more sick people than the prevalence that was given."
    return "On the new people your log loss is more than 0.02 above that of the reference."


forecast.example(
    tests=np.array([[True], [True], [False], [False], [False], [True]]),
    sick=np.array([True, True, True, False, False, False]),
    new=np.array([[True], [True], [False], [False]]),
    prevalence=0.25,
    truth=np.array([True, False, False, False]),
)


@forecast.cases(n=8)
def _(rng, i):
    # Clinics where few are healthy, or few are sick, some of them small.
    d, prevalence, shared = rng.integers(2, 5), rng.uniform(0.05, 0.2), rng.uniform(0, 0.12)
    people, share = [220, 220, 120][i % 3], 0.25 if i % 3 == 1 else [0.8, 0.25][i % 2]
    high, low = rng.uniform(0.6, 0.85, size=d), rng.uniform(0.08, 0.25, size=d)
    if i % 3 == 1:
        low[0] = 0.01

    def draw(sick):
        level = np.sqrt(shared) * rng.normal(size=(len(sick), 1)) + np.sqrt(1 - shared) * rng.normal(
            size=(len(sick), d)
        )
        return stats.norm.cdf(level) < np.where(sick[:, None], high, low)

    while True:
        sick = rng.permutation(np.arange(people) < round(people * share))
        tests, truth = draw(sick), rng.random(2000) < prevalence
        new = draw(truth)
        losses = [_mean_log_loss(_smoothed(tests, sick, new, prevalence, more), truth) for more in (1.0, 0.5, 2.0)]
        if max(losses) < losses[0] + MARGIN / 3 and not (i % 3 == 1 and tests[~sick, 0].any()):
            return {"tests": tests, "sick": sick, "new": new, "prevalence": prevalence, "truth": truth}


@forecast.alternative
def _(tests, sick, new, prevalence):
    # Logistic regression by Newton's method, with a mild penalty, moved to the other prevalence.
    X, w = np.column_stack([np.ones(len(sick)), tests]), np.zeros(tests.shape[1] + 1)
    penalty = np.diag([0.0] + [0.3] * tests.shape[1])
    for _ in range(12):
        chance = special.expit(X @ w)
        slope = X.T @ (chance - sick) + penalty @ w
        w = w - np.linalg.solve((X.T * (chance * (1 - chance))) @ X + penalty, slope)
    moved = special.logit(prevalence) - special.logit(sick.mean())
    return special.expit(np.column_stack([np.ones(len(new)), new]) @ w + moved)


@forecast.alternative
def _(tests, sick, new, prevalence):
    # Products of smoothed rates, normalised over the two states.
    def chance(rows):
        rate = (rows.sum(axis=0) + 0.5) / (len(rows) + 1)
        return np.prod(np.where(new, rate, 1 - rate), axis=1)

    right, wrong = prevalence * chance(tests[sick]), (1 - prevalence) * chance(tests[~sick])
    return right / (right + wrong)


forecast.misconception(
    "On average you forecast many more sick people than the prevalence that was given.",
    "special.logit(prevalence) → special.logit(sick.mean())",
)
forecast.misconception(
    "On average you forecast many more sick people than the prevalence that was given.",
    "special.logit(prevalence) → 0.0",
)


@forecast.misconception("You were certain, or as good as certain, of something that is not so.")
def _(tests, sick, new, prevalence):
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = tests[sick].mean(axis=0), tests[~sick].mean(axis=0)
        ratios = np.where(new, a / b, (1 - a) / (1 - b))
        return special.expit(special.logit(prevalence) + np.log(ratios).sum(axis=1))


@forecast.misconception("Everybody gets the same forecast. The results of the tests have to make a difference.")
def _(tests, sick, new, prevalence):
    return np.full(len(new), prevalence)


@forecast.misconception("On the new people your log loss is more than 0.02 above that of the reference.")
def _(tests, sick, new, prevalence):
    return forecast(tests[:, :1], sick, new[:, :1], prevalence / 2)


@forecast.misconception(
    "Only positive results change your odds. A negative one is evidence too, with the ratio (1 − sensitivity) / specificity."
)
def _(tests, sick, new, prevalence):
    a, b = ((tests[kind].sum(axis=0) + 1) / (kind.sum() + 2) for kind in (sick, ~sick))
    return special.expit(special.logit(prevalence) + np.log(np.where(new, a / b, 1.0)).sum(axis=1))


@forecast.misconception(
    "The clinic's own share of sick people is still in your odds, and the prevalence on top of it. There is one prior: the "
    "prevalence takes the place of that share."
)
def _(tests, sick, new, prevalence):
    return special.expit(special.logit(forecast(tests, sick, new, prevalence)) + special.logit(sick.mean()))


forecast.hints(
    "You have the two parts already: rates counted in the clinic, and a sum of log likelihood ratios on top of the prior's.",
    "The prior is the prevalence that is given, not the clinic's share. And a rate of 0 or 1 makes a forecast certain: add one "
    "to each count and two to each total.",
    "For each test take (positives + 1) / (people + 2) among the sick and among the healthy, add the logarithms of the ratios "
    "to `special.logit(prevalence)`, and apply `special.expit`. To beat it, let the tests depend on each other.",
)
forecast.explain(
    "This is naive Bayes with Laplace's rule of succession, and a prior from elsewhere. It counts evidence twice where tests "
    "repeat each other; a logistic regression, moved by the difference of the two prior log odds, does not."
)

forecast.equivalent("1 → 2", "2 → 3", because="any light smoothing serves, and the margin leaves room for it")

# -- quizzes -----------------------------------------------------------------------------------------------------------

no_right_alarm = choice(
    "560",
    why={
        "330": "There, three of the teams are still without one. Move the last slider on, and read the end of the caption.",
        "390": "The arithmetic says that about one team in 60 is then without one, and so it is here. When does that one get its own?",
        "470": "One team is still waiting there. Move the last slider on, and read the end of the caption.",
    },
    because="A team of 100 expects 1.1 right alarms, and a count that is expected once is often zero: 18 of the 60 teams have none, close to e⁻¹·¹ = 0.33. The last of them gets its first right alarm only with its 545th person.",
)
second_alarm = choice(
    "R",
    why={
        "P": "From the first to the second alarm the odds here grow sevenfold: each alarm counts as hard to get if healthy, but not if sick. By what does one alarm multiply the odds?",
        "Q": "The odds grow by less with each alarm, though the alarms are equally good: the sick become more probable, but the healthy still count with 98 %. What is their share after the first alarm?",
        "S": "Here the likelihood ratios were added: twice the odds after two alarms, three times after three. Is that how independent results combine?",
    },
    because="With each alarm the odds are multiplied by the likelihood ratio of the pain, 0.547 / 0.140 = 3.9. They are 1 : 49 at first and 15.2 : 49 after two alarms, which is a probability of 0.24.",
)
draws_needed = choice(
    "S",
    why={
        "P": "These scatter by about 0.0003. Divide the standard deviation of one draw, 0.26, by that, and square the quotient.",
        "Q": "These scatter by a little less than 0.001. How many draws does a standard error of 0.001 take, if one draw has the standard deviation 0.26?",
        "R": "These scatter by about 0.01. Divide the standard deviation of one draw, 0.26, by that, and square the quotient.",
    },
    because="An alarm is right with probability 0.074, so one draw has the variance 0.074 · 0.926 = 0.068, and the mean of 7,000 the standard error √(0.068 / 7,000) = 0.003. For an error of 0.001 it takes nine or ten times as many, 68,000.",
)
rare_or_coin = choice(
    "P",
    why={
        "Q": "This count is never two standard deviations below its mean: there is no room above zero. Is that so with ten events expected?",
        "R": "Both sides are alike: no skewness. Which p makes a count symmetric?",
        "S": "This row is nearest to the bell. How large is n p (1 − p) for each of the four?",
    },
    because="What matters is not n but n p (1 − p), here 10 against 475, 2 and 25. Counts around ten are skewed: being far above the mean is more than twice as common as being far below. A fair coin is not skewed at all, and 100 throws of it come closer to the bell than these 10,000 people.",
)
vowels = choice(
    "Q",
    why={
        "P": "These scatter by four or five, as 100 independent draws do: √(100 · 0.38 · 0.62) = 4.9. Does a vowel in a text say nothing about the next letter?",
        "R": "Here vowels follow vowels, and whole blocks have too many or too few. What does mostly follow a vowel in English?",
        "S": "That takes a strict rule for where the next vowel stands. Does a text have one?",
    },
    because="After a vowel a consonant is likely, so a surplus of vowels is soon made up for, and blocks are more alike than independent draws: over all 200 their standard deviation is about half as large.",
)
