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
#     title: Fairness metrics
#     summary: A model never sees anyone's sex and still treats women and men differently. How do you measure it, and what can you not have?
#     minutes: 75
#     requires: [03_classical_ml/05_evaluation]
#     objectives:
#       Break a classifier's rates down by group, without losing the small groups: [group_rates, blindness]
#       Compute demographic parity, equalised odds and predictive parity, and say what each promises: [parity_difference, odds_difference, which_metric]
#       Show why they cannot all hold when base rates differ: [implied_precision, impossible]
#       Look at intersections of groups, and at how little is known of small ones: [intersection, parity_interval, small_group]
#       Choose a threshold for each group to meet a chosen criterion, and say what it costs: [equal_opportunity_thresholds]
#     datasets: [adult_census]
#     extras: [responsible]
#     teaches:
#       proxy: >-
#         A feature that says nearly the same as a sensitive attribute, so that a model can depend on the attribute
#         without being given it.
#       base rate: >-
#         The share of a group whose true label is positive.
#       selection rate: >-
#         The share of a group that the model predicts to be positive.
#       demographic parity: >-
#         The criterion that the selection rate is the same in every group.
#       equalised odds: >-
#         The criterion that the true positive rate is the same in every group, and the false positive rate as well.
#       equal opportunity: >-
#         The criterion that the true positive rate is the same in every group.
#       predictive parity: >-
#         The criterion that the precision is the same in every group.
#       intersectional group: >-
#         The people who share the values of several attributes at once, such as those of sex and race.
#       bootstrap: >-
#         Estimating how much a statistic varies from sample to sample by computing it on many resamples, drawn with
#         replacement from the one sample at hand.
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Fairness metrics
#
# A bank wants to pre-select customers with a high income for an offer. The model is trained on census data, and the
# lawyers insist that the column `sex` is removed first. "It cannot discriminate," says the project's report, "it does
# not know."
#
# We will train that model, measure, and find that it offers far less to women all the same. Then it gets harder.
# There are several reasonable definitions of fair treatment; you will write three of them, and prove with one line of
# algebra that no useful model can meet them all here. So somebody must choose, and it should not be the person who
# forgot to measure.
#
# The data describe real people of 1994. The groups are the ones the census asked for, in its words; they are coarse,
# and they are not the people.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from fairlearn import metrics as fairlearn_metrics
from fairlearn.postprocessing import ThresholdOptimizer
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from workbench import Lesson, load_dataset

lesson = Lesson("10_responsible_ai/01_fairness_metrics")

# %% [markdown]
# ## A model that does not know
#
# 45,222 adults, who earns more than 50,000 dollars? We remove `sex` and `race`, and also `fnlwgt`, the census's
# sampling weight.

# %%
census = load_dataset("adult_census")
if scale == "small":
    census = census.sample(16_000, random_state=seed).reset_index(drop=True)
rich = (census["income"] == ">50K").to_numpy().astype(int)
features = census.drop(columns=["income", "fnlwgt", "sex", "race"])
numbers = features.select_dtypes("number").columns.tolist()
texts = [name for name in features if name not in numbers]
rows_train, rows_test = train_test_split(np.arange(len(census)), test_size=0.5, stratify=rich, random_state=seed)
model = make_pipeline(
    make_column_transformer((StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore"), texts)),
    LogisticRegression(max_iter=2000),
).fit(features.iloc[rows_train], rich[rows_train])

people = census.iloc[rows_test].reset_index(drop=True)
y_true = rich[rows_test]
scores = model.predict_proba(features.iloc[rows_test])[:, 1]
y_pred = (scores >= 0.5).astype(int)
sex = people["sex"].to_numpy(dtype=str)
print(f"{len(people):,} test people, accuracy {np.mean(y_pred == y_true):.3f}")

# %%
lesson.quiz(
    "blindness",
    "The column `sex` was removed. Can the model's scores still depend on it?",
    [
        "no: it never sees it",
        "yes: other columns, such as `relationship` with its value Husband, say nearly the same",
        "only if the training data were collected wrongly",
    ],
    answer=...,
)

# %% [markdown]
# ## Take the rates apart
#
# One table tells most of it: for every group the number of people, the share that really is rich (*base rate*), the
# share that gets the offer (*selection rate*), and of the two kinds of people and of the offers, how many were
# treated rightly.


# %%
@lesson.exercise
def group_rates(y_true: np.ndarray, y_pred: np.ndarray, group: np.ndarray) -> pd.DataFrame:
    """A classifier's rates in each group.

    y_true, y_pred: 0/1, shape (n,); group: labels, shape (n,). Returns a DataFrame with one row per group, in
    ascending order, the group being the index, and the columns n (how many), base_rate (mean of y_true),
    selection_rate (mean of y_pred), tpr (mean of y_pred where y_true is 1), fpr (mean of y_pred where y_true is 0)
    and precision (mean of y_true where y_pred is 1). A rate over nobody is NaN.
    """


# %%
rates = group_rates(y_true, y_pred, sex)
rates.round(3)

# %%
figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
shown = ["base_rate", "selection_rate", "tpr", "fpr", "precision"]
places = np.arange(len(shown))
for k, (name, row) in enumerate(rates.iterrows()):
    bars = axes.bar(places + 0.4 * k, row[shown], width=0.38, label=name, hatch=("", "//")[k])
    axes.bar_label(bars, fmt="{:.2f}", fontsize=8)
axes.set(xticks=places + 0.2, xticklabels=shown, ylim=(0, 1), title="A model that never saw the column “sex”")
axes.legend()
plt.show()

# %% [markdown]
# ## Three promises
#
# **Demographic parity**: the offer goes to each group at the same rate. It needs no truth labels, and it ignores
# them: a model that gives the offer to qualified men and random women can satisfy it.
#
# **Equalised odds** (Hardt et al., 2016): among the truly rich, each group has the same chance of the offer, and
# among the others as well. With only the first half it is called *equal opportunity*.
#
# **Predictive parity**: an offer means the same in each group: the precision is equal.
#
# Each becomes a number as the largest gap between any two groups.


# %%
@lesson.exercise
def parity_difference(y_pred: np.ndarray, group: np.ndarray) -> float:
    """The demographic parity difference: the largest selection rate of a group minus the smallest.

    y_pred: 0/1, shape (n,); group: labels, shape (n,), any number of groups. Returns a float in [0, 1].
    """


# %%
@lesson.exercise
def odds_difference(y_true: np.ndarray, y_pred: np.ndarray, group: np.ndarray) -> float:
    """The equalised odds difference: the larger of the gap in true positive rates and the gap in false positive
    rates.

    y_true, y_pred: 0/1, shape (n,); group: labels, shape (n,); each group has members of both classes. A gap is the
    largest rate of a group minus the smallest. Returns a float in [0, 1].
    """


# %%
print(f"demographic parity difference: ours {parity_difference(y_pred, sex):.4f},", end=" ")
print(f"Fairlearn {fairlearn_metrics.demographic_parity_difference(y_true, y_pred, sensitive_features=sex):.4f}")
print(f"equalised odds difference:     ours {odds_difference(y_true, y_pred, sex):.4f},", end=" ")
print(f"Fairlearn {fairlearn_metrics.equalized_odds_difference(y_true, y_pred, sensitive_features=sex):.4f}")

# %%
lesson.quiz(
    "which_metric",
    "A hospital's model decides who gets a scarce preventive treatment. Missing a patient who needs it is the harm that counts. "
    "Which gap do you watch first?",
    ["selection rate", "true positive rate", "precision"],
    answer=...,
)

# %% [markdown]
# ## You cannot have them all
#
# Precision, the two error rates and the base rate are tied together. Of a group of N people with base rate b, TPR·b·N
# are rightly selected and FPR·(1 − b)·N wrongly. Write down what the precision must then be.


# %%
@lesson.exercise
def implied_precision(base_rate: float, tpr: float, fpr: float) -> float:
    """The precision that follows from a group's base rate, true positive rate and false positive rate.

    base_rate, tpr, fpr: in [0, 1], such that somebody is selected. Returns the share of the selected who are truly
    positive, a float.
    """


# %%
for name, row in rates.iterrows():
    print(
        f"{name:7} precision {row['precision']:.4f}, implied {implied_precision(row['base_rate'], row['tpr'], row['fpr']):.4f}"
    )
print("\nSuppose both groups had equal odds, TPR 0.6 and FPR 0.08. Then the precision would be")
for name, row in rates.iterrows():
    print(f"   {name:7} {implied_precision(row['base_rate'], 0.6, 0.08):.3f}")

# %%
lesson.quiz(
    "impossible",
    "The base rates of two groups differ, and the model makes mistakes. Which pair can hold exactly for both groups?",
    [
        "equalised odds and predictive parity",
        "demographic parity and equalised odds, with a useful model",
        "predictive parity alone",
    ],
    answer=...,
)

# %% [markdown]
# This is the theorem behind the COMPAS debate (Chouldechova, 2017; Kleinberg, Mullainathan and Raghavan, 2017): one
# side showed unequal false positive rates, the other equal precision, and both were right. Choose a threshold for
# each group below, and try to make all the bars meet.

# %%
lesson.explore("fairness")

# %% [markdown]
# ## The intersections
#
# Parity for women and men, and parity for each race, does not imply parity for black women. But the number of people
# falls fast as groups are crossed, and a rate over four people is a rumour. So keep the crossing, and say so where it
# is too small.


# %%
@lesson.exercise
def intersection(people: pd.DataFrame, columns: list[str], smallest: int) -> pd.Series:
    """The crossed group of each person.

    people: one row per person; columns: names of text columns to cross; smallest: groups with fewer people than
    this are merged into one group called "(small groups)". The name of a group is its values joined by " × " in the
    order of `columns`. Returns a Series named "group" with the index of `people`.
    """
    joined = people[columns].agg(" × ".join, axis=1)
    counts = ...
    return ...


# %%
crossed = intersection(people, ["sex", "race"], 60)
table = group_rates(y_true, y_pred, crossed.to_numpy(dtype=str))
table[["n", "base_rate", "selection_rate", "tpr"]].round(3)

# %% [markdown]
# ## How sure are we?
#
# A gap measured on a sample is a guess at a gap. The *bootstrap* shows how much it would move in another sample of
# this size: draw n people with replacement, **each with all that belongs to them**, measure again, and repeat. The
# middle 95 % of the results is an interval.


# %%
@lesson.exercise
def parity_interval(
    y_pred: np.ndarray, group: np.ndarray, draws: int, level: float, rng: np.random.Generator
) -> tuple[float, float]:
    """A percentile bootstrap interval of the selection rate of group "b" minus that of group "a".

    y_pred: 0/1, shape (n,); group: "a" or "b", shape (n,); draws: how many resamples of n people, with replacement;
    level: the coverage, such as 0.95, so that (1 − level)/2 is left out at each end; rng: the only source of
    chance. Returns (low, high).
    """
    gaps = []
    for _ in range(draws):
        rows = ...
    return ...


# %%
rng = np.random.default_rng(seed)
intervals = {}
for race in sorted(set(people["race"])):
    compared = people["race"].isin([race, "White"]).to_numpy() if race != "White" else None
    if compared is None:
        continue
    label = np.where(people["race"][compared] == race, "b", "a")
    selected = y_pred[compared]
    gap = selected[label == "b"].mean() - selected[label == "a"].mean()
    intervals[f"{race} (n = {(label == 'b').sum()})"] = (gap, *parity_interval(selected, label, 300, 0.95, rng))

figure, axes = plt.subplots(figsize=(7, 2.8), layout="constrained")
for k, (name, (gap, low, high)) in enumerate(intervals.items()):
    axes.plot([low, high], [k, k], color="tab:blue", linewidth=3)
    axes.plot(gap, k, "o", color="tab:blue")
axes.axvline(0, color="0.5", linestyle="--")
axes.set_yticks(range(len(intervals)), list(intervals))
axes.set(
    xlabel="selection rate minus that of the group White, with 95 % interval",
    title="The smaller the group, the less we know",
)
axes.invert_yaxis()
plt.show()

# %%
lesson.quiz(
    "small_group",
    "The interval of a small group reaches from −0.12 to +0.05. The right conclusion is …",
    [
        "there is no difference: zero lies inside",
        "the data cannot tell a considerable disadvantage from none; collect more before claiming either",
        "the group should be left out of the report",
    ],
    answer=...,
)

# %% [markdown]
# ## Act: equal opportunity
#
# Suppose the owners of the process choose equal opportunity: of the truly rich, every group should get the offer with
# at least a given chance. The simplest remedy leaves the model alone and gives each group its own threshold.


# %%
@lesson.exercise
def equal_opportunity_thresholds(
    y_true: np.ndarray, scores: np.ndarray, group: np.ndarray, target: float
) -> dict[str, float]:
    """For each group the highest threshold that gives it a true positive rate of at least `target`.

    y_true: 0/1, shape (n,); scores: shape (n,), selected when at least the threshold; group: labels, shape (n,),
    each with at least one positive; target: in (0, 1]. The threshold is one of the group's own scores of positives.
    Returns a dict from label to float.
    """
    thresholds = {}
    for label in np.unique(group):
        positives = ...
        needed = ...
        thresholds[str(label)] = ...
    return thresholds


# %%
train_scores = model.predict_proba(features.iloc[rows_train])[:, 1]
train_sex = census["sex"].iloc[rows_train].to_numpy(dtype=str)
thresholds = equal_opportunity_thresholds(rich[rows_train], train_scores, train_sex, target=0.6)
adjusted = (scores >= np.vectorize(thresholds.get)(sex)).astype(int)
optimiser = ThresholdOptimizer(
    estimator=model, constraints="true_positive_rate_parity", objective="accuracy_score", prefit=True,
    predict_method="predict_proba",
).fit(features.iloc[rows_train], rich[rows_train], sensitive_features=train_sex)  # fmt: skip
library = optimiser.predict(features.iloc[rows_test], sensitive_features=sex, random_state=seed)

summary = {}
for label, prediction in (("one threshold", y_pred), ("ours, per group", adjusted), ("Fairlearn", library)):
    by_group = group_rates(y_true, prediction, sex)
    summary[label] = {
        "accuracy": np.mean(prediction == y_true),
        "tpr gap": by_group["tpr"].max() - by_group["tpr"].min(),
        "selection gap": parity_difference(prediction, sex),
        "precision gap": by_group["precision"].max() - by_group["precision"].min(),
    }
print("thresholds:", {name: round(value, 3) for name, value in thresholds.items()})
pd.DataFrame(summary).T.round(3)

# %% [markdown]
# The gap in opportunity closes, the gap in precision opens: the theorem at work. Note too what the remedy needs: the
# group of each person at the time of the decision. In some places using it is required, in others forbidden; ask
# before you build.
#
# ## The mistakes people make
#
# - **Removing the column and stopping there.** Without the column you cannot even measure.
# - **Reporting one metric** because it looks best. Report the table, with the numbers of people.
# - **Averaging over groups.** A large group hides a small one; look at the worst.
# - **Treating a gap as a fact** without an interval.
# - **Forgetting the labels.** TPR is measured against recorded truth, and recorded income, arrests or diagnoses carry
#   history of their own.
#
# ## What to remember
#
# - Blindness is not fairness: proxies remain. Measure by group.
# - Parity looks at decisions, equalised odds at errors, predictive parity at what a decision means.
# - With different base rates and an imperfect model, equal odds and equal precision exclude each other.
# - Cross the groups, give the intervals, and let those who answer for the process choose the criterion.
#
# ## Read on
#
# - S. Barocas, M. Hardt and A. Narayanan, *Fairness and Machine Learning*, MIT Press 2023, free at the authors' site.
# - A. Chouldechova, *Fair prediction with disparate impact*, Big Data 5, 2017.
# - J. Kleinberg, S. Mullainathan and M. Raghavan, *Inherent Trade-Offs in the Fair Determination of Risk Scores*,
#   ITCS 2017.
# - M. Hardt, E. Price and N. Srebro, *Equality of Opportunity in Supervised Learning*, NeurIPS 2016.
# - F. Ding, M. Hardt, J. Miller and L. Schmidt, *Retiring Adult*, NeurIPS 2021: what is wrong with this very data
#   set.
# - H. Weerts et al., *Fairlearn: Assessing and Improving Fairness of AI Systems*, Journal of Machine Learning
#   Research 24, 2023.
