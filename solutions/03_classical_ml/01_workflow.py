"""Solutions of 03_classical_ml/01_workflow: The workflow, without leakage."""

import tempfile
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.compose import ColumnTransformer, make_column_transformer
from sklearn.feature_selection import SelectKBest
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import (
    GroupKFold,
    KFold,
    StratifiedKFold,
    TimeSeriesSplit,
    cross_val_score,
    learning_curve,
)
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

from workbench.authoring import choice, reference
from workbench.checking.evidence import is_fitted, learned

# -- unknown_before_the_call -------------------------------------------------------------------------------------------

ON_FILE = ("age", "job", "marital", "education", "default", "balance", "housing", "loan")
EARLIER = ("pdays", "previous", "poutcome")
PLANNED = ("day", "month")


@reference
def unknown_before_the_call():
    return ["duration"]


@unknown_before_the_call.verify
def _(got, expected, inputs):
    if not isinstance(got, (list, tuple, set)) or not all(isinstance(name, str) for name in got):
        return "A list of names was expected, each a string."
    named = set(got)
    if "y" in named:
        return "`y` is no longer among the columns of `calls`: it is the answer, and goes by itself."
    for columns, words in (
        (ON_FILE, "What is on file about a customer is there before any call: age, job, balance, loans."),
        (
            EARLIER,
            "`pdays`, `previous` and `poutcome` speak of *earlier* campaigns. They are on file in the morning, however "
            "well they predict.",
        ),
        (PLANNED, "The list is drawn up for a date, so `day` and `month` are known before the first call."),
        (
            ("campaign",),
            "`campaign` counts this call too, but that there will be one is known in the morning: earlier calls plus one.",
        ),
        (("contact",), "The number to dial stands on the list, so the kind of line is known before the call."),
    ):
        if named & set(columns):
            return words
    if named - set(expected):
        return "A name in your list is no column of `calls`."
    if named != set(expected):
        return (
            "A column is missing from your list. Read the ones about the call once more: which of them has no value until "
            "somebody has hung up?"
        )
    return "A name stands in your list more than once." if len(got) != len(named) else None


@unknown_before_the_call.alternative
def _():
    return [name for name in ("age", "duration", "month") if name == "duration"]


@unknown_before_the_call.misconception(
    "`campaign` counts this call too, but that there will be one is known in the morning: earlier calls plus one."
)
def _():
    return ["duration", "campaign"]


@unknown_before_the_call.misconception(
    "`pdays`, `previous` and `poutcome` speak of *earlier* campaigns. They are on file in the morning, however well they "
    "predict."
)
def _():
    return ["duration", "poutcome"]


@unknown_before_the_call.misconception(
    "The list is drawn up for a date, so `day` and `month` are known before the first call."
)
def _():
    return ["duration", "day", "month"]


@unknown_before_the_call.misconception(
    "A column is missing from your list. Read the ones about the call once more: which of them has no value until somebody "
    "has hung up?"
)
def _():
    return []


unknown_before_the_call.hints(
    "Go through the columns and ask of each: could I write this down in the morning, before anyone has telephoned?",
    "Earlier campaigns are past. The date is planned. The number to dial is on the list. What is left about the call?",
    "Only one column needs the call to be over before it has a value: it is measured in seconds.",
)
unknown_before_the_call.explain(
    "How long a call lasts is known when it has ended, and so is its outcome: a long call is often long because the "
    "customer is saying yes. All other columns are on file or planned."
)

# -- mark_never --------------------------------------------------------------------------------------------------------


@reference
def mark_never(table):
    known = table["pdays"] >= 0
    return table.assign(pdays=table["pdays"].where(known), contacted_before=known.astype(int))


mark_never.example(table=pd.DataFrame({"age": [30, 41, 52], "pdays": [-1, 0, 92]}))


@mark_never.cases(n=8)
def _(rng, i):
    n = rng.integers(3, 9)
    days = np.where(rng.random(n) < 0.5, -1, rng.integers(0, 400, size=n))
    days[:3] = [-1, 0, 1]
    balance = rng.choice([-1, 0, 250], size=n)
    balance[0] = -1
    table = pd.DataFrame({"balance": balance, "pdays": days, "job": rng.choice(["clerk", "nurse"], n)})
    if i % 2:
        table.index = rng.permutation(n) + 100
    return {"table": table if i % 3 else table[["pdays", "job", "balance"]]}


@mark_never.alternative
def _(table):
    new = table.copy()
    new["contacted_before"] = np.where(new["pdays"] == -1, 0, 1)
    new["pdays"] = new["pdays"].replace(-1, np.nan)
    return new


@mark_never.misconception(
    "A `pdays` of 0 is a contact, on the same day, and was taken for none. Only −1 stands for never."
)
def _(table):
    known = table["pdays"] > 0
    return table.assign(pdays=table["pdays"].where(known), contacted_before=known.astype(int))


mark_never.misconception(
    "You wrote a number where there is none: whatever it is, a scaler takes it for a number of days. Leave it missing (NaN).",
    'table["pdays"].where(known) → table["pdays"].where(known, 0)',
)


@mark_never.misconception(
    "You wrote a number where there is none: whatever it is, a scaler takes it for a number of days. Leave it missing (NaN)."
)
def _(table):
    return mark_never(table).assign(pdays=table["pdays"].replace(-1, 999))


@mark_never.misconception(
    "You wrote a number where there is none: whatever it is, a scaler takes it for a number of days. Leave it missing (NaN)."
)
def _(table):
    return mark_never(table).assign(pdays=table["pdays"])


@mark_never.misconception(
    "A `pdays` of 0 is a contact, on the same day, and was taken for none. Only −1 stands for never."
)
def _(table):
    return mark_never(table).assign(contacted_before=(table["pdays"] > 0).astype(int))


@mark_never.misconception(
    "−1 is gone from other columns, too. There it may be what it says: a balance of −1 euro is one. Only in `pdays` it stands for never."
)
def _(table):
    return mark_never(table).replace({name: {-1: np.nan} for name in table.columns if name != "job"})


@mark_never.misconception(
    "The mark says 1 where there was *no* contact. `contacted_before` is 1 for those who were contacted."
)
def _(table):
    right = mark_never(table)
    return right.assign(contacted_before=1 - right["contacted_before"])


@mark_never.misconception(
    "The mark is 1 in every row: it was read off after −1 had become NaN, and NaN is unequal to −1. Take the mark first."
)
def _(table):
    return mark_never(table).assign(contacted_before=1)


@mark_never.misconception(
    "Rows were dropped. Those without an earlier contact are customers too, and in this file they are most of them."
)
def _(table):
    return mark_never(table)[table["pdays"] >= 0]


mark_never.hints(
    "Two columns come out of one. Which of them can be read off before anything is replaced?",
    "`Series.where(condition)` keeps the values where the condition holds and leaves NaN elsewhere; `assign` makes a new "
    "table.",
    '`known = table["pdays"] >= 0`, then `table.assign(pdays=table["pdays"].where(known), '
    "contacted_before=known.astype(int))`.",
)
mark_never.explain(
    "As a number, −1 says that never is nearly the same as yesterday. Two columns say what is known: whether, and if so "
    "when. An imputer may then fill the gap without lying, because the mark remains."
)

# -- split_by_time -----------------------------------------------------------------------------------------------------


@reference
def split_by_time(days, test_share):
    each, rows = np.unique(days, return_counts=True)
    held = rows[::-1].cumsum()
    most = len(each) - 2  # the first day trains, whatever the share
    first = each[::-1][min(np.searchsorted(held, test_share * len(days)), most)]
    return np.flatnonzero(days < first), np.flatnonzero(days >= first)


split_by_time.example(days=np.array([1, 1, 2, 2, 2, 3]), test_share=0.25)
split_by_time.example(days=np.array([7, 5, 6, 5]), test_share=0.25)


@split_by_time.cases(n=16)
def _(rng, i):
    # Shares that are exact in binary, so that no rounding decides; in every fourth case a day ends exactly there.
    rows = rng.integers(1, 5, size=rng.integers(4, 9))
    if i % 4 == 0:
        rows = np.array([2, 4, 2, 3, 1, 1, 3])
    if i >= 14:  # the other days hold less than the share
        rows = np.array([12, 1, rng.integers(1, 3)])
    days = np.repeat(np.cumsum(rng.integers(1, 4, size=len(rows))), rows)
    if i % 2:
        days = rng.permutation(days)
    if i % 4 == 3:
        days = np.datetime64("2009-01-01") + days
    return {"days": days, "test_share": (0.25, 0.5, 0.125, 0.25)[i % 4]}


@split_by_time.verify
def _(got, expected, inputs):
    days = inputs["days"]
    n = len(days)
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        return "Two arrays of row numbers were expected: (train, test)."
    try:
        train, test = (np.asarray(part).ravel() for part in got)
        train, test = (part.astype(int) if part.size == 0 else part for part in (train, test))
    except ValueError:
        return "Two arrays of row numbers were expected: (train, test)."
    if train.dtype.kind not in "iu" or test.dtype.kind not in "iu":
        return "Row numbers were expected, which are integers: neither days nor a mask."
    if not np.array_equal(np.sort(np.concatenate([train, test])), np.arange(n)):
        return "The two parts together do not hold every row exactly once."
    if np.array_equal(np.sort(train), expected[1]) and np.array_equal(np.sort(test), expected[0]):
        return "The two parts are swapped: return the training rows first."
    if set(days[train].tolist()) & set(days[test].tolist()):
        return (
            "A day was cut in two: some of its rows train, others are in the test set. Calls of one day are alike, so the whole "
            "day goes to one side."
        )
    if len(test) and len(train) and days[test].min() < days[train].max():
        return "The test set does not hold the last days. It plays the future: no training row may be later than a test row."
    if len(train) == 0:
        return "No day is left to train: the earliest one always is, even where all others together hold too few rows."
    if len(test) < len(expected[1]):
        return "The test set holds fewer rows than the share asks for: at least test_share · n are wanted, so take a day more."
    if len(test) != len(expected[1]):
        return "The test set holds a day more than it needs: it stops as soon as it has test_share · n rows."
    if not np.array_equal(train, expected[0]) or not np.array_equal(test, expected[1]):
        return "The rows are right, but not in ascending order."
    return None


@split_by_time.alternative
def _(days, test_share):
    chosen = set()
    for each in sorted(set(days.tolist()), reverse=True)[:-1]:
        chosen.add(each)
        test = np.array([value in chosen for value in days.tolist()])
        if test.sum() >= test_share * len(days):
            break
    return np.flatnonzero(~test), np.flatnonzero(test)


@split_by_time.misconception(
    "A day was cut in two: some of its rows train, others are in the test set. Calls of one day are alike, so the whole day "
    "goes to one side."
)
def _(days, test_share):
    order = np.argsort(days, kind="stable")
    cut = len(days) - int(np.ceil(test_share * len(days)))
    return np.sort(order[:cut]), np.sort(order[cut:])


@split_by_time.misconception(
    "A day was cut in two: some of its rows train, others are in the test set. Calls of one day are alike, so the whole day "
    "goes to one side."
)
def _(days, test_share):
    order = np.argsort(days, kind="stable")
    cut = int((1 - test_share) * len(days))
    return np.sort(order[:cut]), np.sort(order[cut:])


@split_by_time.misconception("The test set is the end of the table. The rows may stand in any order: go by `days`.")
def _(days, test_share):
    return split_by_time(np.arange(len(days)), test_share)


@split_by_time.misconception(
    "The test set holds fewer rows than the share asks for: at least test_share · n are wanted, so take a day more."
)
def _(days, test_share):
    each, rows = np.unique(days, return_counts=True)
    held = rows[::-1].cumsum()
    fits = max(int((held <= test_share * len(days)).sum()), 1)
    first = each[::-1][fits - 1]
    return np.flatnonzero(days < first), np.flatnonzero(days >= first)


@split_by_time.misconception(
    "You took a share of the *days*. Days differ in length; it is the rows that are to be counted."
)
def _(days, test_share):
    each = np.unique(days)
    first = each[len(each) - int(np.ceil(test_share * len(each)))]
    return np.flatnonzero(days < first), np.flatnonzero(days >= first)


@split_by_time.misconception(
    "No day is left to train: the earliest one always is, even where all others together hold too few rows."
)
def _(days, test_share):
    each, rows = np.unique(days, return_counts=True)
    first = each[::-1][np.searchsorted(rows[::-1].cumsum(), test_share * len(days))]
    return np.flatnonzero(days < first), np.flatnonzero(days >= first)


@split_by_time.misconception("The two parts are swapped: return the training rows first.")
def _(days, test_share):
    return split_by_time(days, test_share)[::-1]


@split_by_time.misconception(
    "The test set does not hold the last days. It plays the future: no training row may be later than a test row."
)
def _(days, test_share):
    each, rows = np.unique(days, return_counts=True)
    last = each[np.searchsorted(rows.cumsum(), test_share * len(days))]
    return np.flatnonzero(days > last), np.flatnonzero(days <= last)


split_by_time.misconception(
    "The test set holds a day more than it needs: it stops as soon as it has test_share · n rows.",
    "np.searchsorted(held, test_share * len(days)) → np.searchsorted(held, test_share * len(days), side='right')",
)

split_by_time.hints(
    "How many rows has each day? How many do the last two days hold together, the last three, …?",
    "`np.unique(days, return_counts=True)` gives the days in order with their numbers of rows; turn both round and add up.",
    "With the sums `held` of the counts turned round, `np.searchsorted(held, test_share * len(days))` says how many days "
    "before the last the test set begins. Then `np.flatnonzero(days >= first)`.",
)
split_by_time.explain(
    "The cut is a moment, and so a day: everything before it trains, everything from it on judges. Whole days, because the "
    "calls of a day come from one list; with half a day on each side the model would have seen the neighbours."
)

# -- baseline_accuracy -------------------------------------------------------------------------------------------------


@reference
def baseline_accuracy(y_train, y_test):
    commonest = np.bincount(y_train).argmax()
    return float(np.mean(y_test == commonest))


baseline_accuracy.example(y_train=np.array([0, 0, 1]), y_test=np.array([0, 1, 1, 1]))


@baseline_accuracy.cases(n=15)
def _(rng, i):
    labels = rng.integers(2, 5)
    weights = rng.dirichlet(np.ones(labels))
    y_train = rng.choice(labels, size=rng.integers(5, 40), p=weights)
    if i % 3 == 2:
        # Two classes are equally common; in every second of these cases the larger label is met first.
        y_train = np.repeat([labels - 1, 0] if i % 2 else [0, labels - 1], rng.integers(3, 9))
    return {"y_train": y_train, "y_test": rng.integers(0, labels, size=rng.integers(3, 30))}


@baseline_accuracy.alternative
def _(y_train, y_test):
    values, counts = np.unique(y_train, return_counts=True)
    return float((np.asarray(y_test) == values[np.argmax(counts)]).sum() / len(y_test))


baseline_accuracy.misconception(
    "You took the commonest class of the test rows. At work nobody tells you what will be common; learn it in training.",
    "np.bincount(y_train) → np.bincount(y_test)",
)
baseline_accuracy.misconception(
    "That is the share in the training rows. The baseline is learned there, but measured on the test rows.",
    "y_test == commonest → y_train == commonest",
)
baseline_accuracy.misconception(
    "That is the error rate. Accuracy is the share of the predictions that are right.",
    "y_test == commonest → y_test != commonest",
)


@baseline_accuracy.misconception(
    "Where two classes are equally common you took the label that is met first. Take the smaller one, as asked: then the order "
    "of the rows does not matter."
)
def _(y_train, y_test):
    labels, first = np.unique(y_train, return_index=True)
    counts = np.bincount(y_train)[labels]
    commonest = min(zip(-counts, first, labels))[2]
    return float(np.mean(y_test == commonest))


baseline_accuracy.misconception(
    "Where two classes are equally common you took the larger label: the smaller one is asked for.",
    "np.bincount(y_train).argmax() → len(np.bincount(y_train)) - 1 - np.bincount(y_train)[::-1].argmax()",
)


@baseline_accuracy.misconception(
    "You went by the mean of the labels, which says what is common for the labels 0 and 1 alone. Count each label."
)
def _(y_train, y_test):
    return float(np.mean(y_test == int(y_train.mean() > 0.5)))


baseline_accuracy.hints(
    "What is learned from which rows, and measured on which?",
    "`np.bincount` counts labels; the position of the largest count is the commonest class.",
    "Compare `y_test` with `np.bincount(y_train).argmax()` and take the mean of the comparison.",
)
baseline_accuracy.explain(
    "The baseline is a model with one learned number: the commonest class of the training rows. Like every model it is "
    "measured on rows it has not seen."
)

# -- standardise -------------------------------------------------------------------------------------------------------


@reference
def standardise(train, test):
    mean = train.mean(axis=0)
    spread = train.std(axis=0)
    constant = train.max(axis=0) == train.min(axis=0)
    spread = np.where(constant, 1.0, spread)
    return (train - mean) / spread, (test - mean) / spread


standardise.example(train=np.array([[0.0, 5.0], [4.0, 5.0]]), test=np.array([[6.0, 7.0], [2.0, 9.0]]))


@standardise.cases(n=12)
def _(rng, i):
    d = rng.integers(1, 5)
    scale, shift = rng.uniform(0.5, 20, size=d), rng.normal(size=d) * 10
    train = rng.normal(size=(rng.integers(5, 15), d)) * scale + shift
    test = rng.normal(size=(rng.integers(3, 9), d)) * scale * 1.5 + shift + 1
    if i % 4 == 3:
        train = np.vstack([train, train])
        train[:, 0] = (7.0, 0.1, 1e6 / 3)[i // 4]
    return {"train": train, "test": test}


@standardise.alternative
def _(train, test):
    scaler = StandardScaler().fit(train)
    return scaler.transform(train), scaler.transform(test)


standardise.misconception(
    "You scaled the test rows with their own mean and spread. They must be treated as single customers who arrive later: "
    "use the numbers of the training rows.",
    "(test - mean) / spread → (test - test.mean(axis=0)) / np.where(test.max(axis=0) == test.min(axis=0), 1.0, test.std(axis=0))",
)
standardise.misconception(
    "You learned mean and spread from training and test rows together: a leak. Learn them from the training rows.",
    "train.mean(axis=0) → np.vstack([train, test]).mean(axis=0)",
    "train.std(axis=0) → np.vstack([train, test]).std(axis=0)",
)


@standardise.misconception(
    "A constant column was divided by its spread, which is 0, or, through rounding, hardly more. Nothing is to be divided there."
)
def _(train, test):
    mean, spread = train.mean(axis=0), train.std(axis=0)
    spread = np.where(spread == 0, 1.0, spread)
    return (train - mean) / spread, (test - mean) / spread


standardise.misconception(
    "You took one mean and one spread over the whole table. Each column has its own: use axis=0.",
    "train.mean(axis=0) → train.mean()",
    "train.std(axis=0) → train.std()",
)
standardise.misconception(
    "You divided by the sample standard deviation (ddof=1). The exercise, like StandardScaler, uses ddof=0.",
    "train.std(axis=0) → train.std(axis=0, ddof=1)",
)


@standardise.misconception(
    "A column that is constant in training became zeros in the test rows. There it may vary: it is only centred."
)
def _(train, test):
    scaled, other = standardise(train, test)
    return scaled, np.where(train.max(axis=0) == train.min(axis=0), 0.0, other)


standardise.hints(
    "Which rows may tell you the mean and the spread?",
    "Both are taken per column of `train`; the test rows are only transformed.",
    "`train.mean(axis=0)` and `train.std(axis=0)`; the second result is `(test - mean) / spread`.",
)
standardise.explain(
    "Mean and spread are learned parameters. Taken from the training rows and applied to both parts, they treat a test "
    "row exactly as a customer who arrives tomorrow."
)

# -- build_model -------------------------------------------------------------------------------------------------------


@reference(time_limit=30)
def build_model(numeric, categorical):
    prepare = ColumnTransformer(
        [
            ("numeric", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
            ("categorical", OneHotEncoder(handle_unknown="ignore"), categorical),
        ]
    )
    return Pipeline([("prepare", prepare), ("classify", LogisticRegression(max_iter=1000))])


def _customers(rng, n, *, newcomers):
    job = rng.choice(["clerk", "farmer", "nurse"], size=n)
    frame = pd.DataFrame(
        {
            "age": rng.uniform(20, 80, size=n),
            "balance": rng.exponential(2000, size=n),
            "job": job,
            "city": rng.choice(["Porto", "Faro"], size=n),
            "note": rng.choice(["x", "y"], size=n),
        }
    )
    logit = (frame["age"] - 50) / 10 + 2 * (job == "nurse") - frame["balance"] / 2000 + (frame["city"] == "Faro")
    y = (rng.random(n) < 1 / (1 + np.exp(-logit))).astype(int)
    frame.loc[rng.random(n) < 0.1, "balance"] = np.nan
    if newcomers:
        frame.loc[:2, "job"] = "astronaut"
    return frame, y.to_numpy()


build_model.example(
    numeric=["age"],
    categorical=["job"],
    train=pd.DataFrame({"age": [20.0, np.nan, 40.0, 60.0], "job": ["clerk", "clerk", "nurse", "nurse"]}),
    y_train=np.array([0, 0, 1, 1]),
    test=pd.DataFrame({"age": [30.0, 50.0], "job": ["nurse", "astronaut"]}),
)


@build_model.cases(n=3)
def _(rng):
    train, y_train = _customers(rng, 160, newcomers=False)
    return {
        "numeric": ["age", "balance"],
        "categorical": ["job", "city"],
        "train": train,
        "y_train": y_train,
        "test": _customers(rng, 60, newcomers=True)[0],
    }


@build_model.probe
def _(candidate, numeric, categorical, train, y_train, test):
    model = candidate(numeric, categorical)
    report = {"is_pipeline": isinstance(model, Pipeline), "fitted": is_fitted(model), "gaps": "", "newcomers": ""}
    report["max_iter"] = getattr(model[-1], "max_iter", None) if isinstance(model, Pipeline) else None
    try:
        model.fit(train, y_train)
    except ValueError as error:
        return report | {"gaps": str(error)[:200]}
    try:
        report["probability"] = model.predict_proba(test)[:, 1]
    except ValueError as error:
        return report | {"newcomers": str(error)[:200]}
    # A column that is in neither list must not matter, and the units of a number must not either.
    report["other_columns"] = model.predict_proba(test.assign(note="x"))[:, 1]
    metres = {"train": train.assign(age=train["age"] * 1000), "test": test.assign(age=test["age"] * 1000)}
    report["rescaled"] = clone(model).fit(metres["train"], y_train).predict_proba(metres["test"])[:, 1]
    return report


@build_model.verify
def _(got, expected, inputs):
    if not got["is_pipeline"]:
        return "A scikit-learn Pipeline was expected: preparation and classifier in one object."
    if got["fitted"]:
        return "The pipeline is already fitted: return it unfitted, so that each fold can fit its own."
    if got["gaps"]:
        return _why_fitting_fails(got["gaps"])
    if got["newcomers"]:
        return (
            "Predicting fails for a category that was not in training: the encoder must ignore what it does not know."
        )
    if got["max_iter"] != 1000:
        return "The last step is to be LogisticRegression(max_iter=1000), and has another max_iter."
    if not np.allclose(got["probability"], got["other_columns"]):
        return "A column that is named in neither list changes the prediction."
    if not np.allclose(got["probability"], got["rescaled"], atol=1e-3):
        return "The prediction depends on the units of a number: standardise the numeric columns."
    if not np.allclose(got["probability"], expected["probability"], atol=2e-3):
        gap = np.abs(got["probability"] - expected["probability"]).max()
        return f"The probabilities differ from the reference's by up to {gap:.3f}: median, scaling, one-hot, all there?"
    return None


def _why_fitting_fails(error):
    if "NaN" in error:
        return "Fitting fails on rows with a missing number: they must be filled in before the model sees them."
    if "could not convert string" in error:
        return (
            "Fitting fails because a text reaches a step that takes numbers: columns in neither list are to be dropped, those in "
            "`categorical` encoded."
        )
    if "column" in error and any(word in error for word in ("missing", "not a column", "not columns")):
        return (
            "Fitting fails because a column is asked for that this table does not have: use the arguments `numeric` and "
            "`categorical`, and no list of the notebook."
        )
    return "Fitting the pipeline to a table with the columns of both lists, and others, raises an exception."


@build_model.alternative
def _(numeric, categorical):
    numbers = Pipeline([("fill", SimpleImputer(strategy="median")), ("scale", StandardScaler())])
    return make_pipeline(
        make_column_transformer((OneHotEncoder(handle_unknown="ignore"), categorical), (numbers, numeric)),
        LogisticRegression(max_iter=1000),
    )


build_model.misconception(
    "Predicting fails for a category that was not in training: the encoder must ignore what it does not know.",
    'OneHotEncoder(handle_unknown="ignore") → OneHotEncoder()',
)
build_model.misconception(
    "The prediction depends on the units of a number: standardise the numeric columns.",
    'make_pipeline(SimpleImputer(strategy="median"), StandardScaler()) → SimpleImputer(strategy="median")',
)
build_model.misconception(
    "Fitting fails on rows with a missing number: they must be filled in before the model sees them.",
    'make_pipeline(SimpleImputer(strategy="median"), StandardScaler()) → StandardScaler()',
)

build_model.misconception(
    "Columns in neither list go into the model. Drop them, as ColumnTransformer does by default.",
    """ColumnTransformer([
        ("numeric", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
        ("categorical", OneHotEncoder(handle_unknown="ignore"), categorical),
    ]) → ColumnTransformer([
        ("numeric", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
        ("categorical", OneHotEncoder(handle_unknown="ignore"), categorical),
    ], remainder="passthrough")""",
)
build_model.misconception(
    "The classifier stops after 100 iterations, its default: LogisticRegression(max_iter=1000) is asked for.",
    "LogisticRegression(max_iter=1000) → LogisticRegression()",
)


@build_model.misconception(
    "The categories were numbered. That puts them in an order, with steps of one size between them: one-hot encode them."
)
def _(numeric, categorical):
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    prepare = ColumnTransformer(
        [
            ("numeric", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
            ("categorical", codes, categorical),
        ]
    )
    return Pipeline([("prepare", prepare), ("classify", LogisticRegression(max_iter=1000))])


build_model.misconception(
    "One category of each column was dropped, so that one which was never seen is encoded as that one is. Keep them all.",
    'OneHotEncoder(handle_unknown="ignore") → OneHotEncoder(handle_unknown="ignore", drop="first")',
)
build_model.misconception(
    "Gaps were filled with the mean, which is the imputer's default. The median was asked for.",
    'SimpleImputer(strategy="median") → SimpleImputer()',
)

build_model.hints(
    "The worked example has the numeric half. What does the categorical half need, and what joins the two?",
    "A ColumnTransformer takes a list of (name, transformer, columns). An encoder has a setting for unknown categories.",
    'Two entries: `make_pipeline(SimpleImputer(strategy="median"), StandardScaler())` for `numeric` and '
    '`OneHotEncoder(handle_unknown="ignore")` for `categorical`; then the classifier, all in one Pipeline.',
)
build_model.explain(
    'The order inside the numeric part matters: fill first, then scale. `handle_unknown="ignore"` encodes a new job as '
    "zeros. ColumnTransformer drops what is not named, so a new column cannot slip in. What the last step does with "
    "the numbers stays a box for now; the lesson Classification opens it."
)

# -- cross_validated_auc -----------------------------------------------------------------------------------------------


@reference(time_limit=30)
def cross_validated_auc(model, X, y, folds):
    scores = []
    for training_rows, validation_rows in folds:
        fresh = clone(model)
        fresh.fit(X.iloc[training_rows], y[training_rows])
        probability = fresh.predict_proba(X.iloc[validation_rows])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)


cross_validated_auc.example(
    model=LogisticRegression(),
    X=pd.DataFrame({"x": [0.0, 1.0, 5.0, 3.0]}),
    y=np.array([0, 1, 0, 1]),
    folds=[(np.array([0, 1]), np.array([2, 3])), (np.array([2, 3]), np.array([0, 1]))],
)


@cross_validated_auc.cases(n=3)
def _(rng, i):
    n, d = 60, 6
    X = pd.DataFrame(rng.normal(size=(n, d)), columns=[f"x{k}" for k in range(d)])
    y = (rng.random(n) < 1 / (1 + np.exp(-X["x0"].to_numpy()))).astype(int)
    folds = list(StratifiedKFold(3, shuffle=True, random_state=i).split(X, y))
    # Row labels that are not row numbers tell iloc from loc.
    X.index = rng.permutation(n) + 1000
    model = make_pipeline(SelectKBest(k=2), LogisticRegression())
    if i % 2:  # it may be in use already, with what it has learned from other rows
        model.fit(X[::-2], y[::2])
    return {"model": model, "X": X, "y": y, "folds": folds}


@cross_validated_auc.probe
def _(candidate, model, X, y, folds):
    return {"AUC of each fold": candidate(model, X, y, folds), "what the given model has learned": learned(model)}


@cross_validated_auc.alternative
def _(model, X, y, folds):
    return cross_val_score(model, X, y, cv=folds, scoring="roc_auc")


cross_validated_auc.misconception(
    "You measured on the rows the model was trained on. The validation rows are the ones it has not seen.",
    "validation_rows → training_rows",
)


@cross_validated_auc.misconception(
    "You fitted once on all rows and then measured on each fold: every validation row was seen in training."
)
def _(model, X, y, folds):
    once = clone(model).fit(X, y)
    return np.array([roc_auc_score(y[rows], once.predict_proba(X.iloc[rows])[:, 1]) for _, rows in folds])


cross_validated_auc.misconception(
    "You gave the predicted classes to roc_auc_score. A ranking needs the probabilities: predict_proba, second column.",
    "fresh.predict_proba(X.iloc[validation_rows])[:, 1] → fresh.predict(X.iloc[validation_rows])",
)
cross_validated_auc.misconception(
    "The given model was fitted on the way. Fit a `clone` of it in each fold, so that nothing is left over.",
    "clone(model) → model",
)

cross_validated_auc.misconception(
    "`score` of a classifier is its accuracy. The AUC is a number about the ranking: roc_auc_score of the probabilities.",
    "roc_auc_score(y[validation_rows], probability) → fresh.score(X.iloc[validation_rows], y[validation_rows])",
)

cross_validated_auc.misconception(
    "You ranked by the probability of failure, which is column 0. Column 1 belongs to the label 1.",
    "fresh.predict_proba(X.iloc[validation_rows])[:, 1] → fresh.predict_proba(X.iloc[validation_rows])[:, 0]",
)

cross_validated_auc.hints(
    "Three things happen in each fold: a fresh copy, a fit, a measurement. Which rows does each use?",
    "`clone(model)` is the fresh copy. Rows are numbers, so take them with `.iloc`; AUC needs probabilities.",
    "Fit the clone on the training rows; give `predict_proba(...)[:, 1]` of the validation rows to `roc_auc_score`.",
)
cross_validated_auc.explain(
    "Each fold gets its own clone, so nothing learned on one fold reaches another, and since the model is the whole "
    "pipeline, the preparation is learned afresh too."
)

# -- three_foldings ----------------------------------------------------------------------------------------------------


@reference(time_limit=20)
def three_foldings(y, days, k, block, seed):
    rows = np.zeros(len(y))
    return {
        "random": list(StratifiedKFold(k, shuffle=True, random_state=seed).split(rows, y)),
        "day": list(GroupKFold(k).split(rows, groups=days)),
        "time": list(TimeSeriesSplit(k, test_size=block).split(rows)),
    }


three_foldings.example(y=np.array([0, 1, 0, 1, 0, 1]), days=np.array([1, 1, 2, 2, 2, 3]), k=2, block=1, seed=0)


@three_foldings.cases(n=8)
def _(rng, i):
    k = (2, 3, 4, 5)[i % 4]
    days = np.repeat(np.arange(3 * k), rng.integers(3, 8, size=3 * k))
    y = (rng.random(len(days)) < 0.35).astype(int)
    y[:k], y[-k:] = 0, 1
    return {"y": y, "days": days, "k": k, "block": rng.integers(2, len(days) // (k + 1)), "seed": i}


@three_foldings.probe
def _(candidate, y, days, k, block, seed):
    def told(folds):
        try:
            return [tuple(np.asarray(part).ravel().astype(int).tolist() for part in fold) for fold in folds]
        except (TypeError, ValueError):
            return None

    result = candidate(y, days, k, block, seed)
    if not isinstance(result, dict) or set(result) != {"random", "day", "time"}:
        return "no dictionary with these keys"
    if any(hasattr(folds, "__next__") for folds in result.values()):
        return "a generator"
    report = {way: told(result[way]) for way in ("random", "day", "time")}
    seeds = [seed, *range(seed + 1, seed + 6)]
    return report | {"random again": [told(candidate(y, days, k, block, each)["random"]) for each in seeds]}


@three_foldings.verify
def _(got, expected, inputs):
    if got == "no dictionary with these keys":
        return 'A dictionary with the keys "random", "day" and "time" was expected.'
    if got == "a generator":
        return "`split` gives a generator, which is used up after one pass, and has no [-1]: make a list of it."
    y, days, k, block = inputs["y"], inputs["days"], inputs["k"], inputs["block"]
    n = len(y)
    for way in ("random", "day", "time"):
        folds = got[way]
        if folds is None or any(len(fold) != 2 for fold in folds):
            return (
                f'"{way}": a list of pairs (training rows, validation rows) was expected, each an array of row numbers.'
            )
        if len(folds) != k:
            return f'"{way}": {len(folds)} folds came back where k = {k}.'
        if any(set(train) & set(held) for train, held in folds):
            return f'"{way}": some rows both train and validate in one fold.'
        if any(not 0 <= row < n for fold in folds for part in fold for row in part):
            return f'"{way}": there are row numbers that the table does not have.'
    return _about_random(got, y, k) or _about_days(got, days) or _about_time(got, n, block)


def _about_random(got, y, k):
    problem = _not_each_once(got["random"], len(y), "random")
    if problem:
        return problem
    for label in np.unique(y):
        wanted = (y == label).sum() / k
        if any(abs((y[held] == label).sum() - wanted) >= 1 for _, held in got["random"]):
            return "The random folds hold different shares of the classes: take the splitter that is stratified."
    same, *others = got["random again"]
    if same != got["random"]:
        return "Called twice with one seed, the random folds differ: give the splitter `seed`, or nobody can repeat your scores."
    if all(other == same for other in others):
        return "The random folds are the same with every seed: they are to be shuffled, and `seed` decides how."
    return None


def _about_days(got, days):
    for train, held in got["day"]:
        if set(days[train].tolist()) & set(days[held].tolist()):
            return 'A day stands on both sides of a fold in "day": the splitter has to know the groups.'
    return _not_each_once(got["day"], len(days), "day")


def _about_time(got, n, block):
    folds = got["time"]
    if any(max(train, default=-1) > min(held, default=n) for train, held in folds):
        return 'In "time" a fold trains on rows that are later than some that it validates on.'
    if any(len(held) != block for _, held in folds):
        return 'In "time" the validation parts are of another size than `block`: TimeSeriesSplit has a setting for it.'
    ends = [max(held) for _, held in folds]
    if ends != [n - 1 - block * back for back in reversed(range(len(folds)))]:
        return 'The validation parts in "time" are not the last blocks of the table, the earliest first.'
    if any(sorted(train) != list(range(min(held))) for train, held in folds):
        return 'In "time" rows before a block were left out of its training: all of them are to train.'
    return None


def _not_each_once(folds, n, way):
    if sorted(row for _, held in folds for row in held) != list(range(n)):
        return f'"{way}": the validation parts do not hold each row exactly once. Are the two parts of a fold swapped?'
    if any(len(train) + len(held) != n for train, held in folds):
        return f'"{way}": all rows that do not validate are to train.'
    return None


@three_foldings.alternative
def _(y, days, k, block, seed):
    n = len(y)
    rng = np.random.default_rng(seed)
    place, fold_of_day = np.empty(n, dtype=int), {}
    for label in np.unique(y):
        members = rng.permutation(np.flatnonzero(y == label))
        place[members] = np.arange(len(members)) % k
    for number, each in enumerate(dict.fromkeys(days.tolist())):
        fold_of_day[each] = number % k
    of_day = np.array([fold_of_day[each] for each in days.tolist()])
    return {
        "random": [(np.flatnonzero(place != f), np.flatnonzero(place == f)) for f in range(k)],
        "day": [(np.flatnonzero(of_day != f), np.flatnonzero(of_day == f)) for f in range(k)],
        "time": [(np.arange(n - b * block), np.arange(n - b * block, n - (b - 1) * block)) for b in range(k, 0, -1)],
    }


@three_foldings.alternative
def _(y, days, k, block, seed):
    right = three_foldings(y, days, k, block, seed)
    grouped = GroupKFold(k, shuffle=True, random_state=seed).split(y, y, days)
    return right | {"day": list(grouped)}


@three_foldings.misconception('A day stands on both sides of a fold in "day": the splitter has to know the groups.')
def _(y, days, k, block, seed):
    return three_foldings(y, days, k, block, seed) | {"day": list(KFold(k).split(days))}


@three_foldings.misconception('A day stands on both sides of a fold in "day": the splitter has to know the groups.')
def _(y, days, k, block, seed):
    right = three_foldings(y, days, k, block, seed)
    return right | {"day": list(StratifiedKFold(k, shuffle=True, random_state=seed).split(days, y))}


@three_foldings.misconception(
    "The random folds hold different shares of the classes: take the splitter that is stratified."
)
def _(y, days, k, block, seed):
    plain = KFold(k, shuffle=True, random_state=seed).split(y)
    return three_foldings(y, days, k, block, seed) | {"random": list(plain)}


three_foldings.misconception(
    "The random folds are the same with every seed: they are to be shuffled, and `seed` decides how.",
    "StratifiedKFold(k, shuffle=True, random_state=seed) → StratifiedKFold(k)",
)
three_foldings.misconception(
    'In "time" the validation parts are of another size than `block`: TimeSeriesSplit has a setting for it.',
    "TimeSeriesSplit(k, test_size=block) → TimeSeriesSplit(k)",
)


@three_foldings.misconception('In "time" a fold trains on rows that are later than some that it validates on.')
def _(y, days, k, block, seed):
    return three_foldings(y, days, k, block, seed) | {"time": list(KFold(k).split(y))}


three_foldings.misconception(
    "`split` gives a generator, which is used up after one pass, and has no [-1]: make a list of it.",
    "list(TimeSeriesSplit(k, test_size=block).split(rows)) → TimeSeriesSplit(k, test_size=block).split(rows)",
)
three_foldings.misconception(
    "Called twice with one seed, the random folds differ: give the splitter `seed`, or nobody can repeat your scores.",
    "StratifiedKFold(k, shuffle=True, random_state=seed) → StratifiedKFold(k, shuffle=True)",
)


@three_foldings.misconception('In "time" rows before a block were left out of its training: all of them are to train.')
def _(y, days, k, block, seed):
    right = three_foldings(y, days, k, block, seed)
    cut = TimeSeriesSplit(k, test_size=block, gap=1 if len(y) > (k + 1) * block + 1 else 0)
    return right | {"time": list(cut.split(y))}


three_foldings.hints(
    "scikit-learn has one splitter for each: its name says stratified, group, or time series. All have `split`.",
    "`StratifiedKFold` shuffles only when told to; `GroupKFold.split` takes `groups`; `TimeSeriesSplit` takes `test_size`. "
    "`split` gives a generator: make a list of it.",
    "`list(StratifiedKFold(k, shuffle=True, random_state=seed).split(rows, y))`, `list(GroupKFold(k).split(rows, "
    "groups=days))` and `list(TimeSeriesSplit(k, test_size=block).split(rows))`, with `rows` any array of n rows.",
)
three_foldings.explain(
    "A splitter looks at nothing but the number of rows and what it is given: labels for the shares, groups for what belongs "
    "together, the order of the rows for time. Which of them is right is decided by how the model will be used."
)

# -- auc_after_selection -----------------------------------------------------------------------------------------------


@reference(role="repair", time_limit=20)
def auc_after_selection(X, y, k, folds):
    scores = []
    for training_rows, validation_rows in folds:
        X_fit, y_fit = X[training_rows], y[training_rows]
        gap = np.abs(X_fit[y_fit == 1].mean(axis=0) - X_fit[y_fit == 0].mean(axis=0))
        chosen = np.argsort(gap)[-k:]
        model = make_pipeline(StandardScaler(), LogisticRegression())
        model.fit(X_fit[:, chosen], y_fit)
        probability = model.predict_proba(X[validation_rows][:, chosen])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)


auc_after_selection.example(
    X=np.array([[5.0, 4.0], [3.0, 1.0], [2.0, 0.0], [0.0, 0.0]]),
    y=np.array([0, 1, 0, 1]),
    k=1,
    folds=[(np.array([0, 1]), np.array([2, 3])), (np.array([2, 3]), np.array([0, 1]))],
)


@auc_after_selection.cases(n=6)
def _(rng, i):
    n, d = (24, 30, 36)[i % 3], (12, 40)[i % 2]
    y = rng.permutation(np.repeat([0, 1], n // 2))
    X = rng.normal(size=(n, d))
    X[:, 0] += (i % 2) * y
    return {"X": X, "y": y, "k": (1, 3, 5)[i % 3], "folds": list(StratifiedKFold(3).split(X, y))}


@auc_after_selection.alternative
def _(X, y, k, folds):
    def gap(X, y):
        return np.abs(X[y == 1].mean(axis=0) - X[y == 0].mean(axis=0))

    model = make_pipeline(SelectKBest(gap, k=k), StandardScaler(), LogisticRegression())
    return cross_val_score(model, X, y, cv=folds, scoring="roc_auc")


@auc_after_selection.misconception(
    "The columns are still chosen with the rows of all folds: the validation rows have a say in it. Choose again in each fold, "
    "from its training rows."
)
def _(X, y, k, folds):
    gap = np.abs(X[y == 1].mean(axis=0) - X[y == 0].mean(axis=0))
    chosen = np.argsort(gap)[-k:]
    scores = []
    for training_rows, validation_rows in folds:
        model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X[training_rows][:, chosen], y[training_rows])
        probability = model.predict_proba(X[validation_rows][:, chosen])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)


auc_after_selection.misconception(
    "The columns are chosen on the validation rows of the fold: these may not even be looked at before the model is fitted.",
    "X[training_rows], y[training_rows] → X[validation_rows], y[validation_rows]",
)


@auc_after_selection.misconception(
    "The columns are chosen on the validation rows of the fold: these may not even be looked at before the model is fitted."
)
def _(X, y, k, folds):
    scores = []
    for training_rows, validation_rows in folds:
        held, labels = X[validation_rows], y[validation_rows]
        chosen = np.argsort(np.abs(held[labels == 1].mean(axis=0) - held[labels == 0].mean(axis=0)))[-k:]
        model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X[training_rows][:, chosen], y[training_rows])
        scores.append(roc_auc_score(labels, model.predict_proba(held[:, chosen])[:, 1]))
    return np.array(scores)


@auc_after_selection.misconception(
    "The columns are chosen once, on the training rows of the first fold. In the other folds those rows validate: choose in each."
)
def _(X, y, k, folds):
    first, labels = X[folds[0][0]], y[folds[0][0]]
    chosen = np.argsort(np.abs(first[labels == 1].mean(axis=0) - first[labels == 0].mean(axis=0)))[-k:]
    return cross_val_score(
        make_pipeline(StandardScaler(), LogisticRegression()), X[:, chosen], y, cv=folds, scoring="roc_auc"
    )


@auc_after_selection.misconception(
    "The columns are still chosen with the rows of all folds: the validation rows have a say in it. Choose again in each fold, "
    "from its training rows."
)
def _(X, y, k, folds):
    gaps = [np.abs(X[rows][y[rows] == 1].mean(axis=0) - X[rows][y[rows] == 0].mean(axis=0)) for rows, _ in folds]
    chosen = np.argsort(np.mean(gaps, axis=0))[-k:]
    return cross_val_score(
        make_pipeline(StandardScaler(), LogisticRegression()), X[:, chosen], y, cv=folds, scoring="roc_auc"
    )


@auc_after_selection.misconception(
    "All rows were standardised together before the folds: the validation rows have a say in it, and the gaps are no longer "
    "those of the columns. The scaler belongs inside the loop."
)
def _(X, y, k, folds):
    return auc_after_selection(StandardScaler().fit_transform(X), y, k, folds)


@auc_after_selection.misconception(
    "All rows were standardised together before the folds: the validation rows have a say in it, and the gaps are no longer "
    "those of the columns. The scaler belongs inside the loop."
)
def _(X, y, k, folds):
    X, scores = StandardScaler().fit_transform(X), []
    for training_rows, validation_rows in folds:
        X_fit, y_fit = X[training_rows], y[training_rows]
        gap = np.abs(X_fit[y_fit == 1].mean(axis=0) - X_fit[y_fit == 0].mean(axis=0))
        chosen = np.argsort(gap)[-k:]
        model = LogisticRegression().fit(X_fit[:, chosen], y_fit)
        scores.append(roc_auc_score(y[validation_rows], model.predict_proba(X[validation_rows][:, chosen])[:, 1]))
    return np.array(scores)


@auc_after_selection.misconception(
    "A gap has no sign: columns in which class 0 lies higher count as much. Take its size."
)
def _(X, y, k, folds):
    scores = []
    for training_rows, validation_rows in folds:
        X_fit, y_fit = X[training_rows], y[training_rows]
        chosen = np.argsort(X_fit[y_fit == 1].mean(axis=0) - X_fit[y_fit == 0].mean(axis=0))[-k:]
        model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_fit[:, chosen], y_fit)
        scores.append(roc_auc_score(y[validation_rows], model.predict_proba(X[validation_rows][:, chosen])[:, 1]))
    return np.array(scores)


auc_after_selection.misconception(
    "The choice is gone, and with it the leak, but the function is to use the k columns with the widest gap, not all of them.",
    "np.argsort(gap)[-k:] → np.arange(X.shape[1])",
)
auc_after_selection.misconception(
    "You took the k columns with the *smallest* gap: argsort puts the smallest first.",
    "np.argsort(gap)[-k:] → np.argsort(gap)[:k]",
)

auc_after_selection.hints(
    "Which lines look at labels? Which rows do they see?",
    "The choice of the columns is learned, as the weights are. Whatever is learned belongs inside the loop.",
    "Move `gap` and `chosen` into the loop, and compute them from `X[training_rows]` and `y[training_rows]` alone.",
)
auc_after_selection.explain(
    "Among many columns of noise some agree with the labels by chance, on the validation rows too if those were among the ones "
    "that chose. Chosen within each fold, they agree with the training rows alone, and the validation rows say so."
)

# -- recent_curve ------------------------------------------------------------------------------------------------------


@reference(time_limit=30)
def recent_curve(model, X, y, sizes, training_rows, validation_rows):
    scores = []
    for size in sizes:
        recent = training_rows[-size:]
        fresh = clone(model).fit(X.iloc[recent], y[recent])
        probability = fresh.predict_proba(X.iloc[validation_rows])[:, 1]
        scores.append(roc_auc_score(y[validation_rows], probability))
    return np.array(scores)


recent_curve.example(
    model=LogisticRegression(),
    X=pd.DataFrame({"x": [0.0, 1.0, 1.0, 0.0, 0.0, 1.0]}),
    y=np.array([0, 1, 0, 1, 1, 0]),
    sizes=[2, 3],
    training_rows=np.array([0, 1, 2, 3]),
    validation_rows=np.array([4, 5]),
)


@recent_curve.cases(n=4)
def _(rng, i):
    n = 60
    X = pd.DataFrame(rng.normal(size=(n, 3)), columns=["a", "b", "c"])
    drift = np.linspace(-2, 2, n)  # what held for the old rows does not hold for the new ones
    y = (rng.random(n) < 1 / (1 + np.exp(-drift * X["a"].to_numpy()))).astype(int)
    y[40:44], y[50:52] = [0, 1, 0, 1], [0, 1]
    X.index = rng.permutation(n) + 1000  # row labels that are not row numbers tell iloc from loc
    training = np.arange(44) if i % 2 else np.flatnonzero(rng.random(44) < 0.9)
    training = np.union1d(training, [40, 41, 42, 43])
    sizes = [4, 12, len(training)] if i % 2 else [20, len(training)]
    model = make_pipeline(StandardScaler(), LogisticRegression())
    if i % 2:  # it may be in use already, with what it has learned from other rows
        model.fit(X[::-2], y[::2])
    return {
        "model": model,
        "X": X, "y": y, "sizes": sizes, "training_rows": training, "validation_rows": np.arange(46, n),
    }  # fmt: skip


@recent_curve.probe
def _(candidate, model, X, y, sizes, training_rows, validation_rows):
    scores = candidate(model, X, y, sizes, training_rows, validation_rows)
    return {"AUC for each size": scores, "what the given model has learned": learned(model)}


@recent_curve.alternative
def _(model, X, y, sizes, training_rows, validation_rows):
    cv = [[(training_rows[len(training_rows) - size :], validation_rows)] for size in sizes]
    return np.array([cross_val_score(model, X, y, cv=folds, scoring="roc_auc")[0] for folds in cv])


@recent_curve.alternative
def _(model, X, y, sizes, training_rows, validation_rows):
    cv = [(training_rows[::-1], validation_rows)]
    return learning_curve(model, X, y, train_sizes=sizes, cv=cv, scoring="roc_auc")[2][:, 0]


recent_curve.misconception(
    "You trained on the *oldest* rows. The rows are in order of time, so the most recent ones stand at the end.",
    "training_rows[-size:] → training_rows[:size]",
)


@recent_curve.misconception(
    "You drew the training rows at random. The question is what older rows are worth, so take the last ones."
)
def _(model, X, y, sizes, training_rows, validation_rows):
    order = np.random.default_rng(0).permutation(training_rows)
    scores = []
    for size in sizes:
        chosen = np.concatenate([order[: size - 2], training_rows[[0, -1]], training_rows[-4:-2]])[-max(size, 4) :]
        fresh = clone(model).fit(X.iloc[chosen], y[chosen])
        scores.append(roc_auc_score(y[validation_rows], fresh.predict_proba(X.iloc[validation_rows])[:, 1]))
    return np.array(scores)


recent_curve.misconception(
    "You measured on the rows that were trained on. A learning curve is about the validation rows.",
    "validation_rows → recent",
)
recent_curve.misconception(
    "The given model was fitted on the way. Fit a `clone` of it for each size, so that nothing is left over.",
    "clone(model).fit(X.iloc[recent], y[recent]) → model.fit(X.iloc[recent], y[recent])",
)
recent_curve.misconception(
    "`score` of a classifier is its accuracy. The AUC is a number about the ranking: roc_auc_score of the probabilities.",
    "roc_auc_score(y[validation_rows], probability) → fresh.score(X.iloc[validation_rows], y[validation_rows])",
)
recent_curve.misconception(
    "You gave the predicted classes to roc_auc_score. A ranking needs the probabilities: predict_proba, second column.",
    "fresh.predict_proba(X.iloc[validation_rows])[:, 1] → fresh.predict(X.iloc[validation_rows])",
)


@recent_curve.misconception(
    "You went by the end of the table and not by `training_rows`: there are rows in between that do not train."
)
def _(model, X, y, sizes, training_rows, validation_rows):
    end = validation_rows[0]
    return recent_curve(model, X, y, [min(size, end) for size in sizes], np.arange(end), validation_rows)


recent_curve.hints(
    "For each size three steps: choose rows, fit a fresh clone, measure on the validation rows.",
    "The last `size` entries of `training_rows` are the most recent rows. They are row numbers: take them with `.iloc`.",
    "`recent = training_rows[-size:]`, fit `clone(model)` on `X.iloc[recent], y[recent]`, and give "
    "`predict_proba(X.iloc[validation_rows])[:, 1]` to `roc_auc_score`.",
)
recent_curve.explain(
    "A learning curve answers whether more rows are worth their price. Grown backwards in time it answers a second question "
    "with it: from which age on rows no longer help."
)

# -- model_to_ship -----------------------------------------------------------------------------------------------------


@reference(role="decision", time_limit=120)
def model_to_ship():
    return "logistic"


@model_to_ship.verify
def _(got, expected, inputs):
    if not isinstance(got, str):
        return "The name of one candidate was expected, a string."
    if got == "boosting with day":
        return (
            "Random folds put this one first: a day of which it has seen some calls it can look up. The coming months consist of "
            "days it has never seen. Which folds ask about those?"
        )
    if got == "boosting":
        return (
            "Freedom to bend wins where the validation rows are neighbours of the training rows. Rank all four by the mean over the "
            "folds in which training ends before validation begins."
        )
    if got == "numbers only":
        return (
            "There is a candidate that ranks higher in every one of the three foldings: categories carry a good deal."
        )
    return None if got == expected else "There is no candidate of that name: use one of the keys of `candidates`."


@model_to_ship.alternative
def _():
    return sorted(["numbers only", "logistic", "boosting"])[1]


@model_to_ship.misconception(
    "Random folds put this one first: a day of which it has seen some calls it can look up. The coming months consist of days "
    "it has never seen. Which folds ask about those?"
)
def _():
    return "boosting with day"


@model_to_ship.misconception(
    "Freedom to bend wins where the validation rows are neighbours of the training rows. Rank all four by the mean over the "
    "folds in which training ends before validation begins."
)
def _():
    return "boosting"


@model_to_ship.misconception(
    "There is a candidate that ranks higher in every one of the three foldings: categories carry a good deal."
)
def _():
    return "numbers only"


model_to_ship.hints(
    "The call centre will rank customers of days that have not come yet. Which of the three foldings does the same?",
    "`cross_validated_auc` takes a candidate, the training rows and a folding. Compare the means, in a cell of your own.",
    'In a loop over `candidates.items()`: `cross_validated_auc(candidate, train, y_train, foldings["time"]).mean()`. Return the '
    "name with the highest.",
)
model_to_ship.explain(
    "Over time-ordered folds the logistic model has the highest mean. The random folds would have chosen boosting with the day, "
    "which learns by heart what each day was like. With so few folds the lead over plain boosting is within the scatter: then the "
    "simpler of the two is no loss."
)

# -- save_and_reload ---------------------------------------------------------------------------------------------------


@reference(time_limit=30)
def save_and_reload(model, path):
    joblib.dump(model, path)
    return joblib.load(path)


save_and_reload.example(
    model=make_pipeline(StandardScaler(), LogisticRegression()).fit([[0.0], [10.0]], [0, 1]),
    X=np.array([[2.0], [9.0]]),
    name="model.joblib",
    there_already=False,
)


@save_and_reload.cases(n=4)
def _(rng, i):
    X = rng.normal(size=(30, 3))
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, (X[:, 0] > 0).astype(int))
    # The file may have any name, and be there already with something else in it.
    name = ("model.joblib", "bank.v2", "model", "model.bin")[i]
    return {"model": model, "X": rng.normal(size=(5, 3)), "name": name, "there_already": i % 2 == 1}


@save_and_reload.probe
def _(candidate, model, X, name, there_already):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        if there_already:
            joblib.dump("an older model", path)
        back = candidate(model, path)
        files = sorted(each.name for each in Path(folder).iterdir())
        from_file = joblib.load(path) if path.exists() and path.stat().st_size else None
    from_folder = _probabilities(from_file, X)
    # A result that is the model itself, and not what was read, predicts otherwise once the model has changed.
    weights = model[-1].coef_.copy()
    model[-1].coef_[:] = 0
    returned = _probabilities(back, X)
    model[-1].coef_[:] = weights
    return {
        "the result is": type(back).__name__,
        "probabilities": returned,
        "files in the folder": files,
        "probabilities of what the file holds": from_folder,
    }


def _probabilities(model, X):
    whole = isinstance(model, Pipeline) and is_fitted(model)
    return model.predict_proba(X) if whole else "no fitted pipeline"


@save_and_reload.alternative
def _(model, path):
    with Path(path).open("wb") as out:
        joblib.dump(model, out, compress=3)
    with Path(path).open("rb") as saved:
        return joblib.load(saved)


save_and_reload.misconception(
    "You returned the model in memory. Whether the file is good is only known when you have read it back.",
    "joblib.load(path) → model",
)
save_and_reload.misconception(
    "You saved the last step only. Without its scaler the classifier gets raw numbers and is wrong without an error.",
    "joblib.dump(model, path) → joblib.dump(model[-1], path)",
)


save_and_reload.misconception(
    "A clone was saved: it has the settings of the model and nothing of what was learned.",
    "joblib.dump(model, path) → joblib.dump(clone(model), path)",
)


@save_and_reload.misconception("Nothing was written to the path: a copy in memory is gone when the process ends.")
def _(model, path):
    return clone(model) if not hasattr(model, "classes_") else __import__("copy").deepcopy(model)


@save_and_reload.misconception(
    "joblib.dump returns the names of the files it wrote. Read the file with joblib.load, and return what that gives."
)
def _(model, path):
    return joblib.dump(model, path)


@save_and_reload.misconception(
    "The file is not where the caller asked for it: the suffix of the path was replaced. Write to the path as it is."
)
def _(model, path):
    return save_and_reload(model, path.with_suffix(".joblib"))


@save_and_reload.misconception(
    "A file that was there already was not written over, so an older model came back. Write in any case."
)
def _(model, path):
    return joblib.load(path) if path.exists() else save_and_reload(model, path)


save_and_reload.hints(
    "Two steps: write the object to the path, read it from the path.",
    "joblib has one function for each.",
    "`joblib.dump(model, path)`, then return `joblib.load(path)`.",
)
save_and_reload.explain(
    "The pipeline is one object, so preparation and classifier stay together. Reading it back at once proves the file."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

says_no = choice(
    "83 %",
    why={
        "54 %": "That is near its accuracy on the sealed rows, as the last cell of the lesson will tell. The rate rises, but not yet to that.",
        "88 %": "That is its accuracy on the whole table. The share of successes rises: look at the last bar of the figure.",
        "92 %": "That is its accuracy on all training rows. The share of successes rises: look at the last bar of the figure.",
    },
    because='The last bar of the figure is near 0.17, so that "no" is right for 83 %. An accuracy says nothing of a ranking, and not even this one stands still.',
)
furthest = choice(
    "previous",
    why={
        "age": "Run the cell below `standardise`: it prints the four means.",
        "balance": "Run the cell below `standardise`: it prints the four means.",
        "campaign": "Run the cell below `standardise`: it prints the four means.",
    },
    because="The longer the bank has telephoned, the more contacts there have been before: half a standard deviation more. A scaler that had seen these rows would have told the model so.",
)
folds = choice(
    "Q",
    why={
        "P": "One fold makes its mean; in the other three it loses. Subtract the first model's scores fold by fold.",
        "R": "Subtract the first model's scores fold by fold: two gains of nearly 0.03, and two losses.",
        "S": "It has the best fold of all, and the worst. Subtract the first model's scores fold by fold.",
    },
    because="It gains between 0.003 and 0.005 in each fold. Models that share their folds share the luck of each fold too, so the differences within the folds say more than the two means: those of the others swing ten times as far as they gain.",
)
whole_days = choice(
    "0.690",
    why={
        "0.665": "A day of its own in May still has the rest of May beside it. The cell after next shows the bars.",
        "0.640": "That would be so if all that random folds learn too much came from the same day. The cell after next shows the bars.",
        "0.615": "Less than in order of time? Whole days still let the model learn from later months.",
    },
    because="Hardly anything was gained by knowing other calls of the same day. What random folds know too much of is the season: the days before and after.",
)
selection_leak = choice(
    "0.69",
    why={
        "0.64": "So it is with 100 images. Set the number of images and read the caption.",
        "0.75": "So it is with fewer images. Set their number and read the caption.",
        "0.80": "So it is with the fewest images that the control allows. Set their number and read the caption.",
    },
    because="Nothing can be learned, and still two in three come out right. With 200 images a tenth above a coin is left: with more of them chance agreement gets rarer, but among hundreds of pixels some is always there.",
)
