"""Live objects cross the boundary as descriptions."""

from __future__ import annotations

import dataclasses
import enum
import http
import math
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pydantic
import pytest
import torch
from codec_samples import same
from sklearn.base import BaseEstimator
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
from sklearn.utils import all_estimators
from torch import nn

import workbench.grading.judging.described  # noqa: F401 - registers the comparison
from workbench.checking.compare import compare, plots
from workbench.grading.codec import Described, Opaque, describe, encode


def test_a_figure_is_described_by_what_it_shows() -> None:
    figure, axes = plt.subplots()
    axes.plot([1, 2, 4], label="line")
    axes.set_title("a title")
    axes.legend()
    for value in (figure, axes):
        back = describe(value)
        assert isinstance(back, Described)
        assert back.kind == "figure"
        assert same(plots.describe(figure), back.data)
    plt.close(figure)


def test_figures_of_every_library_are_described_by_what_they_show() -> None:
    import altair as alt
    import plotly.express as px
    import seaborn as sns

    table = pd.DataFrame({"shop": ["a", "b"], "sold": [1.0, 2.0]})
    values = {
        "Matplotlib figure": sns.catplot(table, x="shop", y="sold", kind="bar"),
        "Plotly figure": px.bar(table, x="shop", y="sold"),
        "Altair figure": alt.Chart(table).mark_bar().encode(x="shop:N", y="sold:Q"),
    }
    for name, value in values.items():
        back = describe(value)
        assert isinstance(back, Described)
        assert (back.kind, back.type_name) == ("figure", name)
        assert same(plots.describe(value), back.data)
    assert compare(describe(values["Plotly figure"]), describe(px.bar(table, x="shop", y="sold"))) is None
    other = compare(describe(values["Plotly figure"]), describe(px.bar(table[::-1], x="shop", y="sold")))
    assert other is not None
    assert other.text == "The categories are sorted by value, smallest first, not by value, largest first."
    wrong = compare(describe(values["Plotly figure"]), describe(values["Altair figure"]))
    assert wrong is not None
    assert wrong.text == "A plotly figure came back, an altair figure was expected."
    plt.close("all")


def test_an_estimator_is_described_by_parameters_and_what_it_learnt() -> None:
    X = pd.DataFrame({"x": [1.0, 2, 3, 4], "k": list("abab")})
    columns = make_column_transformer((StandardScaler(), ["x"]), (OneHotEncoder(), ["k"]))
    model = make_pipeline(columns, FunctionTransformer(np.asarray), LogisticRegression(C=2)).fit(X, [0, 1, 1, 0])
    back = describe(model)
    assert (back.kind, back.type_name) == ("estimator", "sklearn.pipeline.Pipeline")
    (_, inner), (_, function), (_, last) = back.data["parameters"]["steps"]
    assert last.data["parameters"]["C"] == 2
    assert same(model[-1].coef_, last.data["fitted"]["coef_"])
    scaler = inner.data["fitted"]["transformers_"][0][1]
    assert same(model[0].named_transformers_["standardscaler"].mean_, scaler.data["fitted"]["mean_"])
    assert function.data["parameters"]["func"].type_name == "numpy.asarray"
    encoder = inner.data["fitted"]["transformers_"][1][1]
    assert encoder.data["parameters"]["dtype"].type_name == "numpy.float64"
    assert encode(model) == encode(back)


def test_a_forest_is_described_down_to_its_trees() -> None:
    forest = RandomForestClassifier(2, random_state=0).fit([[0.0], [1], [2]], [0, 1, 1])
    trees = describe(forest).data["fitted"]["estimators_"]
    for tree, fitted in zip(trees, forest, strict=True):
        assert same(fitted.tree_.__getstate__()["nodes"], tree.data["fitted"]["tree_"].data["nodes"])


@pytest.mark.filterwarnings("ignore")
def test_the_parameters_of_every_estimator_are_those_of_get_params() -> None:
    checked = 0
    for _, cls in all_estimators():
        try:
            estimator = cls()
        except TypeError:  # needs another estimator
            continue
        data = describe(estimator).data
        expected = estimator.get_params(deep=False)
        assert list(data["parameters"]) == list(expected), cls
        assert encode(data["parameters"]) == encode(expected), cls
        checked += 1
    assert checked > 100


def test_a_module_is_described_by_its_state() -> None:
    net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Sequential(nn.Linear(3, 1, bias=False)))
    net.register_buffer("transient", torch.ones(1), persistent=False)
    back = describe(net)
    assert (back.kind, back.type_name) == ("module", "torch.nn.modules.container.Sequential")
    assert same({k: v.detach() for k, v in net.state_dict().items()}, back.data)


class Colour(enum.Enum):
    RED = (1, "r")


class Model(pydantic.BaseModel):
    x: int
    y: list[float]


@dataclasses.dataclass
class Point:
    x: int
    y: Any = dataclasses.field(default=None, repr=False)
    shared: dataclasses.InitVar[int] = 0


@dataclasses.dataclass(slots=True)
class Slots:
    a: int


class OwnError(ValueError):
    def __str__(self) -> str:
        return "overridden"


OBJECTS: list[tuple[Any, str, str, Any]] = [
    (Colour.RED, "enum", "Colour", {"name": "RED", "value": (1, "r")}),
    (http.HTTPStatus.OK, "enum", "HTTPStatus", {"name": "OK", "value": 200}),
    (Model(x=1, y=[2]), "pydantic", "Model", {"x": 1, "y": [2.0]}),
    (Point(1, [2]), "dataclass", "Point", {"x": 1, "y": [2]}),
    (Slots(3), "dataclass", "Slots", {"a": 3}),
    (KeyError("k"), "exception", "KeyError", {"text": "'k'"}),
    (OwnError("mine"), "exception", "OwnError", {"text": "mine"}),
    (FileNotFoundError(2, "no", "f"), "exception", "FileNotFoundError", {"text": "[Errno 2] no: 'f'"}),
    (np.linalg.LinAlgError("singular"), "exception", "numpy.linalg.LinAlgError", {"text": "singular"}),
    (dict, "class", "dict", None),
    (np.float32, "class", "numpy.float32", None),
    (np.log1p, "function", "numpy.log1p", None),
    (sum, "function", "sum", None),
    (math.sqrt, "function", "math.sqrt", None),
    (pd.CategoricalDtype(["a"]), "dtype", "pandas.CategoricalDtype", "category"),
]


@pytest.mark.parametrize(("value", "kind", "name", "data"), OBJECTS, ids=lambda v: v if isinstance(v, str) else "")
def test_an_object_is_described(value: Any, kind: str, name: str, data: Any) -> None:
    back = describe(value)
    assert isinstance(back, Described)
    assert back.kind == kind
    assert back.type_name.endswith(name)
    assert same(data, back.data)
    assert encode(back) == encode(value)


def test_a_class_of_ones_own_is_named_without_its_module() -> None:
    class Local(BaseEstimator):
        def __init__(self, width: int = 3) -> None:
            self.width = width

    back = describe(Local())
    assert back.type_name == "Local"
    assert back.data == {"parameters": {"width": 3}, "fitted": {}}
    assert describe(Point(1)).type_name == "Point"
    assert isinstance(describe(Local), Opaque)
