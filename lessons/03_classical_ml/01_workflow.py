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
#     title: The workflow, without leakage
#     summary: Why does a model that was excellent in the notebook disappoint on its first day at work?
#     minutes: 70
#     requires: [01_data/02_pandas]
#     objectives:
#       Split data so that the test set answers the question you will be asked: [stratified_split, split_before]
#       Say what a model must beat before it is worth anything: [baseline_accuracy, baseline_meaning]
#       Learn every number of the preparation from the training rows alone: [standardise, build_model]
#       Recognise a column that will not exist when the prediction is made: [unknown_before_the_call, leak]
#       Cross-validate a whole pipeline, and know what its spread tells: [cross_validated_auc, folds]
#       Save a fitted pipeline and get the same model back: [save_and_reload]
#     datasets: [bank_marketing]
#     extras: []
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # The workflow, without leakage
#
# A bank calls its customers to sell a savings account, and one call in eight succeeds. Your predecessor left a model
# that ranks customers by their chance of saying yes. In her notebook the ranking was superb. On the first day in the
# call centre it was barely useful. Nobody changed the code, and the customers are the same sort of people.
#
# This is the commonest failure in applied machine learning, and it has little to do with algorithms. Somewhere,
# information that will not be there at work got into the training: it *leaked*. In this lesson you build the whole
# path from a table to a saved model so that this cannot happen, find her leak, and measure what it was worth.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import tempfile
from pathlib import Path

import joblib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from workbench import Lesson, load_dataset

lesson = Lesson("03_classical_ml/01_workflow")

# %% [markdown]
# ## The table
#
# 45,211 calls of a Portuguese bank between 2008 and 2010. Each row is a customer and the call: age, job, balance of
# the account in euros, whether there is a housing loan, the month of the call, how long it lasted (`duration`,
# seconds), how often the customer was contacted before. `y` says whether the customer took the offer.

# %%
calls = load_dataset("bank_marketing")
if scale == "small":
    calls = calls.sample(12_000, random_state=seed).reset_index(drop=True)
target = (calls["y"] == "yes").to_numpy().astype(int)
calls = calls.drop(columns="y")
print(f"{len(calls):,} calls, {target.mean():.1%} successful")
calls.head()

# %% [markdown]
# ## First of all: put the test rows away
#
# The test set plays the customers of next month. Whatever you learn from it, even by looking at a histogram, next
# month's customers will not have told you. So the split comes first, before scaling, before filling gaps, before
# plots.

# %%
lesson.quiz(
    "split_before",
    "You fill missing balances with the median of the whole table, then split. What is wrong?",
    [
        "nothing: the median is a robust statistic",
        "the training rows now carry information about the test rows",
        "the median should have been the mean",
    ],
    answer=...,
)

# %% [markdown]
# With one success in eight, a random split can by bad luck give the test set too many or too few. *Stratifying*
# splits each class separately, so that both parts have the same share of successes.


# %%
@lesson.exercise
def stratified_split(y: np.ndarray, test_share: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Split row numbers at random into training and test rows, class by class.

    y: labels, shape (n,); test_share: share of each class that goes into the test set, in (0, 1); rng: the only source
    of chance. Of a class with k rows, round(test_share · k) go to the test set, drawn at random without replacement.
    Returns (train, test): two integer arrays of row numbers that together hold each of 0 … n−1 exactly once.
    """


# %%
train_rows, test_rows = stratified_split(target, 0.25, np.random.default_rng(seed))
train, test = calls.iloc[train_rows], calls.iloc[test_rows]
y_train, y_test = target[train_rows], target[test_rows]
print(f"training {len(train):,} rows with {y_train.mean():.2%} successes, test {len(test):,} with {y_test.mean():.2%}")

# scikit-learn's own, which you would use at work:
_, library_test = train_test_split(np.arange(len(calls)), test_size=0.25, stratify=target, random_state=seed)
print(f"train_test_split gives {len(library_test):,} test rows with {target[library_test].mean():.2%}")

# %% [markdown]
# ## What must be beaten
#
# **Predict:** a model that says "no" to every customer. How accurate is it?


# %%
@lesson.exercise
def baseline_accuracy(y_train: np.ndarray, y_test: np.ndarray) -> float:
    """The accuracy on the test rows of always predicting the commonest class of the training rows.

    y_train: integer labels, shape (n,), all ≥ 0; y_test: labels, shape (m,). If two classes are equally common in
    y_train the smaller label is predicted. Returns a float in [0, 1].
    """


# %%
dummy = DummyClassifier(strategy="most_frequent").fit(train, y_train)
print(f"ours {baseline_accuracy(y_train, y_test):.4f}, DummyClassifier {dummy.score(test, y_test):.4f}")

# %% [markdown]
# Nearly nine in ten, for a model that knows nothing. For this problem accuracy is the wrong question: the call centre
# wants a *ranking*. We therefore use the area under the ROC curve, AUC: the chance that a random success is ranked
# above a random failure. Guessing gives ½, whatever the shares of the classes.

# %%
lesson.quiz(
    "baseline_meaning",
    "A model has accuracy 0.885 where always saying no has 0.883. Which conclusion is right?",
    [
        "it is a good model: nearly 90 % of its predictions are right",
        "accuracy hides whether it ranks customers well; measure what the task needs",
        "it is useless",
    ],
    answer=...,
)

# %% [markdown]
# ## Learn the preparation from the training rows
#
# Scaling has parameters: a mean and a standard deviation for each column. They are learned, exactly like the weights
# of a model, and so they must be learned from the training rows only, then applied to both.


# %%
@lesson.exercise
def standardise(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scale each column to mean 0 and standard deviation 1, with what the training rows say.

    train: shape (n, d); test: shape (m, d). The standard deviation is the population one (ddof=0); a column that is
    constant in train is only centred. Returns (train scaled, test scaled), new arrays of the same shapes.
    """
    mean = ...
    spread = ...
    spread = np.where(spread == 0, 1.0, spread)
    return (train - mean) / spread, ...


# %%
numbers = ["age", "balance", "campaign", "pdays", "previous"]
ours = standardise(train[numbers].to_numpy(float), test[numbers].to_numpy(float))[1]
library = StandardScaler().fit(train[numbers].to_numpy(float)).transform(test[numbers].to_numpy(float))
print(f"largest difference from StandardScaler: {np.abs(ours - library).max():.1e}")
print("means of the scaled test columns:", ours.mean(axis=0).round(3), "— near zero, not zero, and that is right")

# %% [markdown]
# ## One object that holds every learned number
#
# Doing this by hand for each column and each fold is how leaks happen. A `Pipeline` keeps preparation and model in
# one object with one `fit`. A `ColumnTransformer` treats numbers and categories differently. Whatever calls `fit`
# with training rows can then no longer leak.
#
# Worked example, numbers only:

# %%
numbers_only = make_pipeline(
    ColumnTransformer([("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers)]),
    LogisticRegression(),
)
numbers_only.fit(train, y_train)
print(f"AUC on the test rows, numbers only: {roc_auc_score(y_test, numbers_only.predict_proba(test)[:, 1]):.3f}")

# %% [markdown]
# Now you: the same with categories. Next month a customer will turn up with a job that is not in the training table,
# and someone will forget to fill in a balance. Neither may stop the model.


# %%
@lesson.exercise
def build_model(numeric: list[str], categorical: list[str]) -> Pipeline:
    """An unfitted pipeline from a table to a probability.

    numeric: columns to fill with the median and standardise; categorical: columns to one-hot encode, where a category
    that was not seen in training is encoded as all zeros. The last step is LogisticRegression(max_iter=1000). Columns
    that are named in neither list are dropped. Returns a scikit-learn Pipeline.
    """


# %%
categories = ["job", "marital", "education", "default", "housing", "loan", "contact", "month", "poutcome"]
model = build_model(numbers, categories).fit(train, y_train)
honest = roc_auc_score(y_test, model.predict_proba(test)[:, 1])
print(f"AUC on the test rows, numbers and categories: {honest:.3f}")

# %% [markdown]
# ## Cross-validation
#
# One test set gives one number, and you may look at it once. To choose between models, use the training rows again
# and again: split them into k folds, train on k−1 and measure on the one left out. A *fresh clone* of the whole
# pipeline is fitted for each fold; that is what makes it honest.


# %%
@lesson.exercise
def cross_validated_auc(model, X: pd.DataFrame, y: np.ndarray, folds: list) -> np.ndarray:
    """The AUC on each fold of a model that was fitted on the other folds.

    model: an unfitted classifier with predict_proba; it must stay unfitted, so fit clones. X: table of n rows; y: 0/1
    labels, shape (n,); folds: list of (training rows, validation rows), each an integer array of row numbers, as
    StratifiedKFold.split gives them. Returns the AUCs, shape (len(folds),).
    """
    scores = []
    for training_rows, validation_rows in folds:
        fresh = ...
        scores.append(...)
    return np.array(scores)


# %%
folds = list(StratifiedKFold(n_splits=5, shuffle=True, random_state=seed).split(train, y_train))
ours = cross_validated_auc(build_model(numbers, categories), train, y_train, folds)
library = cross_val_score(build_model(numbers, categories), train, y_train, cv=folds, scoring="roc_auc")
print("ours           ", ours.round(4))
print("cross_val_score", library.round(4))
print(f"mean {ours.mean():.3f}, standard deviation over folds {ours.std(ddof=1):.3f}")

# %%
lesson.quiz(
    "folds",
    "Five folds give AUCs from 0.74 to 0.79. A second model has a mean 0.004 higher. You conclude …",
    [
        "the second model is better",
        "the difference is small against the spread: compare them fold by fold before deciding",
        "cross-validation failed, the folds should agree",
    ],
    answer=...,
)

# %% [markdown]
# ## Find the leak
#
# Your predecessor's notebook used one more column than ours. Compare.

# %%
with_duration = build_model([*numbers, "duration"], categories)
leaky = cross_validated_auc(with_duration, train, y_train, folds)
boosted = HistGradientBoostingClassifier(random_state=seed, categorical_features="from_dtype")
as_categories = train.astype(dict.fromkeys(categories, "category"))
boosted_honest = cross_val_score(boosted, as_categories[numbers + categories], y_train, cv=folds, scoring="roc_auc")

names = ["guessing", "logistic, honest", "boosting, honest", "logistic with duration"]
means = [0.5, ours.mean(), boosted_honest.mean(), leaky.mean()]
spreads = [0.0, ours.std(ddof=1), boosted_honest.std(ddof=1), leaky.std(ddof=1)]
figure, axes = plt.subplots(figsize=(7, 2.8), layout="constrained")
bars = axes.barh(names, means, xerr=spreads, color=["0.6", "tab:blue", "tab:blue", "tab:red"], capsize=3)
axes.bar_label(bars, fmt="%.3f", padding=6)
axes.set(xlim=(0.4, 1.0), xlabel="AUC over five folds (bars: standard deviation)", title="What one column is worth")
axes.invert_yaxis()
plt.show()

# %% [markdown]
# A better algorithm gains a little; one column gains a great deal. That should make you suspicious, not happy. **When
# is the duration of a call known?** When it is over, and by then nobody needs a prediction. A long call is long
# *because* the customer is saying yes.
#
# Go through the columns with the same question. The prediction is made in the morning, when the list of customers to
# call today is drawn up. The data dictionary says: `contact` the kind of telephone line on file; `day`, `month` the
# date of the call, which is planned; `campaign` how often the customer was contacted in this campaign, *this call
# included*; `pdays`, `previous`, `poutcome` days since, number and outcome of contacts in *earlier* campaigns.


# %%
@lesson.exercise
def unknown_before_the_call() -> list[str]:
    """The columns of `calls` whose value cannot be known before the call of the row has ended.

    Returns their names as a list of strings, in any order.
    """


# %%
lesson.quiz(
    "leak",
    "Cross-validation gave the leaky model a high score. Why did it not warn us?",
    [
        "five folds are too few",
        "the column leaks in every fold alike; only knowing when a value arises can tell",
        "the classes are not balanced",
    ],
    answer=...,
)

# %% [markdown]
# ## The other leak: choosing on all rows
#
# Leaks need no forbidden column. Take pure noise: labels by coin flip, and hundreds of random features. Choose the
# features that correlate best with the labels, *then* cross-validate. **Predict** the accuracy, then move the
# controls.

# %%
lesson.explore("leakage")

# %% [markdown]
# ## Take it to work
#
# A fitted pipeline is one object, so it can be saved as one file. `joblib` is a pickle underneath: loading one runs
# code. Load only files that you made, and with the library versions that made them.


# %%
@lesson.exercise
def save_and_reload(model: Pipeline, path: Path):
    """Write a fitted model to a file and return what reading that file gives.

    model: a fitted pipeline; path: where to write, in a folder that exists. Returns the model read from the file: an
    object of its own with the same predictions.
    """


# %%
final = build_model(numbers, categories).fit(train, y_train)
with tempfile.TemporaryDirectory() as folder:
    reloaded = save_and_reload(final, Path(folder) / "model.joblib")
difference = np.abs(reloaded.predict_proba(test) - final.predict_proba(test)).max()
print(f"largest difference between saved and reloaded predictions: {difference}")

newcomer = test.iloc[[0]].assign(job="astronaut", balance=np.nan)
print(f"an astronaut without a balance: {reloaded.predict_proba(newcomer)[0, 1]:.3f}")

# %% [markdown]
# What is the ranking worth in the call centre? Call the customers in the order of the model, and count.

# %%
order = np.argsort(-reloaded.predict_proba(test)[:, 1])
found = np.cumsum(y_test[order]) / y_test.sum()
called = np.arange(1, len(order) + 1) / len(order)
figure, axes = plt.subplots(figsize=(6, 3.5), layout="constrained")
axes.plot(called, found, label="in the model's order")
axes.plot([0, 1], [0, 1], "--", color="0.5", label="in any order")
axes.set(xlabel="share of customers called", ylabel="share of successes found", title="What the ranking is worth")
axes.legend()
plt.show()
print(f"calling the best 20 % of the list reaches {found[int(0.2 * len(found))]:.0%} of the customers who say yes")

# %% [markdown]
# ## The mistakes people make
#
# - **Preparing, then splitting.** Every fitted number (a mean, a vocabulary, a set of chosen features) belongs inside
#   the pipeline, after the split.
# - **Keeping a column because it helps.** Ask of each when its value comes into being.
# - **Reporting accuracy on rare events**, without the accuracy of saying no.
# - **Looking at the test set until it looks good.** Each look turns it a little more into training data.
# - **Saving the model and forgetting the scaler.** Save the pipeline.
#
# ## What to remember
#
# - Split first. The test set plays the future, and the future has told you nothing.
# - Beat a baseline, with the measure that the task needs.
# - `Pipeline` and `ColumnTransformer` put every learned number behind one `fit`.
# - Cross-validate the whole pipeline, fresh for each fold. It cannot see a leak that is in every fold.
# - An improvement that is too good is a bug until proven otherwise.
#
# ## Read on
#
# - S. Kaufman, S. Rosset and C. Perlich, *Leakage in Data Mining: Formulation, Detection, and Avoidance*, KDD 2011.
# - S. Kapoor and A. Narayanan, *Leakage and the reproducibility crisis in machine-learning-based science*, Patterns
#   2023.
# - T. Hastie, R. Tibshirani and J. Friedman, *The Elements of Statistical Learning*, 2nd edition 2009: section
#   7.10.2.
# - scikit-learn user guide: *Common pitfalls and recommended practices*; *Column transformer with mixed types*.
# - S. Moro, P. Cortez and P. Rita, *A data-driven approach to predict the success of bank telemarketing*, Decision
#   Support Systems 2014: the data, and the authors' own warning about the duration.
