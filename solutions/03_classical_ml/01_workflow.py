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
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from workbench.authoring import choice, reference
from workbench.checking.evidence import is_fitted
from workbench.checking.relations import unordered

# -- stratified_split --------------------------------------------------------------------------------------------------


@reference
def stratified_split(y, test_share, rng):
    test = []
    for label in np.unique(y):
        rows = np.flatnonzero(y == label)
        test.append(rng.choice(rows, size=round(test_share * len(rows)), replace=False))
    test = np.concatenate(test)
    train = np.setdiff1d(np.arange(len(y)), test)
    return train, test


@stratified_split.cases(n=12)
def _(rng, i):
    n = rng.integers(40, 120)
    y = (rng.random(n) < (0.15, 0.4, 0.5)[i % 3]).astype(int) + (rng.random(n) < 0.3) * (i % 2)
    return {"y": y, "test_share": (0.25, 0.4, 0.1)[i % 3], "rng": i}


@stratified_split.probe
def _(candidate, y, test_share, rng):
    first = candidate(y, test_share, np.random.default_rng(rng))
    train, test = (np.asarray(part) for part in first)
    other = np.asarray(candidate(y, test_share, np.random.default_rng(rng + 1000))[1])
    again = np.asarray(candidate(y, test_share, np.random.default_rng(rng))[1])
    return {
        "train": np.sort(train),
        "test": np.sort(test),
        "same_generator_same_split": bool(np.array_equal(np.sort(test), np.sort(again))),
        "other_generator_other_split": not np.array_equal(np.sort(test), np.sort(other)),
    }


@stratified_split.verify
def _(got, expected, inputs):
    y, share = inputs["y"], inputs["test_share"]
    train, test = got["train"], got["test"]
    if np.intersect1d(train, test).size:
        return "Some rows are in both parts: the test rows must be taken out of the training rows."
    if len(train) + len(test) != len(y) or not np.array_equal(np.union1d(train, test), np.arange(len(y))):
        return "The two parts do not hold every row exactly once."
    wanted = {int(c): round(share * int((y == c).sum())) for c in np.unique(y)}
    found = {int(c): int((y[test] == c).sum()) for c in np.unique(y)}
    if wanted != found:
        if {c: int((y[train] == c).sum()) for c in wanted} == wanted:
            return "The parts are exchanged: return the training rows first."
        rounding = _other_rounding(share, {c: int((y == c).sum()) for c in wanted}, found)
        if rounding:
            return rounding
        if abs(len(test) - share * len(y)) <= 2:
            return "The test set has the right size but not the right share of each class: split class by class."
        return f"The test set has {found} rows of each class, {wanted} were expected."
    if not got["same_generator_same_split"]:
        return "Equal generators gave different splits: draw only from `rng`."
    if not got["other_generator_other_split"]:
        return "The split does not depend on chance: draw the rows at random, the table may be sorted."
    return None


def _other_rounding(share, sizes, found):
    """What is to be said when the numbers of all classes are rounded in one other way than by round()."""
    exact = {c: round(share * size, 9) for c, size in sizes.items()}
    if found == {c: int(np.floor(x + 0.5)) for c, x in exact.items()}:
        return "A half is rounded up: `round` takes a half to the even number, so round(2.5) is 2 and round(3.5) is 4."
    if found == {c: int(np.floor(x)) for c, x in exact.items()}:
        return "The numbers of test rows are rounded down: use `round` for each class."
    if found == {c: int(np.ceil(x)) for c, x in exact.items()}:
        return "The numbers of test rows are rounded up: use `round` for each class."
    return None


@stratified_split.alternative
def _(y, test_share, rng):
    is_test = np.zeros(len(y), dtype=bool)
    for label in set(y.tolist()):
        rows = rng.permutation(np.flatnonzero(y == label))
        is_test[rows[: round(test_share * len(rows))]] = True
    return np.flatnonzero(~is_test), np.flatnonzero(is_test)


@stratified_split.misconception(
    "The test set has the right size but not the right share of each class: split class by class."
)
def _(y, test_share, rng):
    rows = rng.permutation(len(y))
    cut = round(test_share * len(y))
    return rows[cut:], rows[:cut]


@stratified_split.misconception(
    "The split does not depend on chance: draw the rows at random, the table may be sorted."
)
def _(y, test_share, rng):
    parts = [np.flatnonzero(y == c) for c in np.unique(y)]
    test = np.concatenate([rows[: round(test_share * len(rows))] for rows in parts])
    return np.setdiff1d(np.arange(len(y)), test), test


@stratified_split.misconception("The parts are exchanged: return the training rows first.")
def _(y, test_share, rng):
    train, test = stratified_split(y, test_share, rng)
    return test, train


@stratified_split.misconception("Some rows are in both parts: the test rows must be taken out of the training rows.")
def _(y, test_share, rng):
    return np.arange(len(y)), stratified_split(y, test_share, rng)[1]


stratified_split.misconception(
    "A half is rounded up: `round` takes a half to the even number, so round(2.5) is 2 and round(3.5) is 4.",
    "round(test_share * len(rows)) → int(test_share * len(rows) + 0.5)",
)

stratified_split.hints(
    "Split each class by itself, then put the pieces together.",
    "For one class: `np.flatnonzero(y == label)` gives its rows; draw some of them without replacement.",
    "`rng.choice(rows, size=round(test_share * len(rows)), replace=False)` for each label, concatenate, and take the rest "
    "with `np.setdiff1d`.",
)
stratified_split.explain(
    "Drawing within each class fixes the share of successes in both parts, so the test score does not depend on the luck "
    "of the draw. All chance comes from `rng`: the split can be repeated."
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
    spread = np.where(spread == 0, 1.0, spread)
    return (train - mean) / spread, (test - mean) / spread


@standardise.cases(n=12)
def _(rng, i):
    d = rng.integers(1, 5)
    scale, shift = rng.uniform(0.5, 20, size=d), rng.normal(size=d) * 10
    train = rng.normal(size=(rng.integers(5, 15), d)) * scale + shift
    test = rng.normal(size=(rng.integers(3, 9), d)) * scale * 1.5 + shift + 1
    if i % 4 == 3:
        train[:, 0] = 7.0
    return {"train": train, "test": test}


@standardise.alternative
def _(train, test):
    scaler = StandardScaler().fit(train)
    return scaler.transform(train), scaler.transform(test)


standardise.misconception(
    "You scaled the test rows with their own mean and spread. They must be treated as single customers who arrive later: "
    "use the numbers of the training rows.",
    "(test - mean) / spread → (test - test.mean(axis=0)) / np.where(test.std(axis=0) == 0, 1.0, test.std(axis=0))",
)
standardise.misconception(
    "You learned mean and spread from training and test rows together: a leak. Learn them from the training rows.",
    "train.mean(axis=0) → np.vstack([train, test]).mean(axis=0)",
    "train.std(axis=0) → np.vstack([train, test]).std(axis=0)",
)
standardise.misconception(
    "You took one mean and one spread over the whole table. Each column has its own: use axis=0.",
    "train.mean(axis=0) → train.mean()",
    "train.std(axis=0) → train.std()",
)
standardise.misconception(
    "You divided by the sample standard deviation (ddof=1). The exercise, like StandardScaler, uses ddof=0.",
    "train.std(axis=0) → train.std(axis=0, ddof=1)",
)

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
    "Fitting fails on rows with a missing number: the imputer is missing. Fill gaps before you scale.",
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

build_model.hints(
    "The worked example has the numeric half. What does the categorical half need, and what joins the two?",
    "A ColumnTransformer takes a list of (name, transformer, columns). An encoder has a setting for unknown categories.",
    'Two entries: `make_pipeline(SimpleImputer(strategy="median"), StandardScaler())` for `numeric` and '
    '`OneHotEncoder(handle_unknown="ignore")` for `categorical`; then the classifier, all in one Pipeline.',
)
build_model.explain(
    'The order inside the numeric part matters: fill first, then scale. `handle_unknown="ignore"` encodes a new job as '
    "zeros. ColumnTransformer drops what is not named, so a new column cannot slip in."
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


@cross_validated_auc.cases(n=3)
def _(rng, i):
    n, d = 60, 6
    X = pd.DataFrame(rng.normal(size=(n, d)), columns=[f"x{k}" for k in range(d)])
    y = (rng.random(n) < 1 / (1 + np.exp(-X["x0"].to_numpy()))).astype(int)
    folds = list(StratifiedKFold(3, shuffle=True, random_state=i).split(X, y))
    # Row labels that are not row numbers tell iloc from loc.
    X.index = rng.permutation(n) + 1000
    model = make_pipeline(SelectKBest(k=2), LogisticRegression())
    return {"model": model, "X": X, "y": y, "folds": folds}


@cross_validated_auc.probe
def _(candidate, model, X, y, folds):
    return {"AUC of each fold": candidate(model, X, y, folds), "the given model was fitted": is_fitted(model)}


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

cross_validated_auc.hints(
    "Three things happen in each fold: a fresh copy, a fit, a measurement. Which rows does each use?",
    "`clone(model)` is the fresh copy. Rows are numbers, so take them with `.iloc`; AUC needs probabilities.",
    "Fit the clone on the training rows; give `predict_proba(...)[:, 1]` of the validation rows to `roc_auc_score`.",
)
cross_validated_auc.explain(
    "Each fold gets its own clone, so nothing learned on one fold reaches another, and since the model is the whole "
    "pipeline, the preparation is learned afresh too."
)

# -- unknown_before_the_call -------------------------------------------------------------------------------------------


@reference(compare=unordered)
def unknown_before_the_call():
    return ["duration"]


@unknown_before_the_call.alternative
def _():
    return [name for name in ("age", "duration", "month") if name == "duration"]


@unknown_before_the_call.misconception(
    "`campaign` counts this call too, but that it will take place is known in the morning: the count is known before."
)
def _():
    return ["duration", "campaign"]


@unknown_before_the_call.misconception(
    "`poutcome` is the outcome of an *earlier* campaign, which is on file. It is legitimate, and a strong predictor."
)
def _():
    return ["duration", "poutcome"]


@unknown_before_the_call.misconception(
    "The date of the call is planned in the morning, so `day` and `month` are known before it."
)
def _():
    return ["duration", "day", "month"]


unknown_before_the_call.hints(
    "Go through the columns and ask of each: could I write this down in the morning, before anyone has phoned?",
    "Past campaigns are past. The date is planned. Which column describes the call itself?",
    "Only one column needs the call to be over before it has a value; it was in the red bar.",
)
unknown_before_the_call.explain(
    "How long a call lasts is known when it has ended, and so is its outcome. All other columns are on file or planned."
)

# -- save_and_reload ---------------------------------------------------------------------------------------------------


@reference(time_limit=30)
def save_and_reload(model, path):
    joblib.dump(model, path)
    return joblib.load(path)


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
        size = path.stat().st_size if path.exists() else 0
        from_file = joblib.load(path) if size else None
    return {
        "the result is": type(back).__name__,
        "a file is where it should be": size > 0,
        "the file holds a whole pipeline": isinstance(from_file, Pipeline),
        "the result was read from the file": back is not model,
        "probabilities": back.predict_proba(X) if hasattr(back, "predict_proba") else "it cannot predict",
    }


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

split_before = choice(
    "the training rows now carry information about the test rows",
    why={
        "nothing: the median is a robust statistic": "Robust or not, it was computed with rows that play the future.",
        "the median should have been the mean": "Which statistic is a matter of taste; from which rows is not.",
    },
    because="The filled values were computed with the test rows' balances. Split first, then learn the median.",
)
baseline_meaning = choice(
    "accuracy hides whether it ranks customers well; measure what the task needs",
    why={
        "it is a good model: nearly 90 % of its predictions are right": "Saying no to everybody is right nearly as often.",
        "it is useless": "It may rank customers very well and still predict 'no' for nearly all of them.",
    },
    because="With one success in eight, accuracy is dominated by the easy class.",
)
folds = choice(
    "the difference is small against the spread: compare them fold by fold before deciding",
    why={
        "the second model is better": "A gap of 0.004 is a fraction of the spread between the folds.",
        "cross-validation failed, the folds should agree": "Different rows give different scores; the spread is information.",
    },
    because="Both models share the folds' luck, so the differences within each fold say more than the two means.",
)
leak = choice(
    "the column leaks in every fold alike; only knowing when a value arises can tell",
    why={
        "five folds are too few": "Any number of folds contains the same column.",
        "the classes are not balanced": "Balance has nothing to do with when a value becomes known.",
    },
    because="Cross-validation guards against learning rows by heart, not against columns from the future.",
)
