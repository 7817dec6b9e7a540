"""Comparison by type: each pair of values with the kind of difference that must be named."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import polars as pl
import pytest
import scipy.sparse as sp
import torch
from sklearn.linear_model import LinearRegression, Ridge
from torch import nn

from workbench.checking.compare import Tolerance, compare
from workbench.checking.relations import unordered, up_to_relabelling, up_to_sign

A = np.arange(6.0).reshape(2, 3)
FRAME = pd.DataFrame({"k": ["a", "b", "c"], "x": [1.0, 2.0, 3.0]})


class AlwaysEqual:
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


class AlwaysEqualArray(np.ndarray):
    def __eq__(self, other: Any) -> Any:
        return np.ones(self.shape, dtype=bool)


EQUAL = [
    (3, 3.0),
    (np.float64(2.5), 2.5),
    (float("nan"), float("nan")),
    (float("inf"), float("inf")),
    (np.array(4.0), 4.0),
    (torch.tensor(4.0), 4.0),
    ("text", "text"),
    (None, None),
    (np.bool_(True), True),
    (A + 1e-12, A),
    (A.astype(int), A),
    ([1.0, A], [1.0, A.copy()]),
    ({"a": 1, "b": [2]}, {"b": [2], "a": 1}),
    ({1, 2}, {2, 1}),
    (torch.ones(2, dtype=torch.bfloat16), torch.ones(2, dtype=torch.bfloat16)),
    (FRAME.copy(), FRAME),
    (FRAME.astype({"x": "Float64"}), FRAME),
    (pl.DataFrame({"a": [1, 2]}), pl.DataFrame({"a": [1, 2]})),
    (sp.csr_array(np.eye(3)), sp.coo_array(np.eye(3))),
    (LinearRegression().fit([[0.0], [1.0]], [0, 1]), LinearRegression().fit([[0.0], [1.0]], [0, 1])),
    (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-01")),
]


@pytest.mark.parametrize(("got", "expected"), EQUAL, ids=[str(k) for k in range(len(EQUAL))])
def test_equal_values_have_no_difference(got: Any, expected: Any) -> None:
    assert compare(got, expected) is None


DIFFERENT = [
    ("none", None, 3),
    ("placeholder", ..., 3),
    ("type", "3", 3),
    ("type", True, 1),
    ("value", 3.1, 3.0),
    ("value", float("-inf"), float("inf")),
    ("nan", float("nan"), 1.0),
    ("shape", np.ones(3), 1.0),
    ("type", AlwaysEqual(), 3),
    ("type", AlwaysEqual(), "text"),
    ("type", AlwaysEqual(), pd.Timestamp("2024-01-01")),
    ("value", A.view(AlwaysEqualArray) + 1, A),
    ("whitespace", "a  b", "a b"),
    ("case", "Text", "text"),
    ("text", "tent", "text"),
    ("type", [1, 2], np.array([1, 2])),
    ("shape", A.T, A),
    ("dtype", A > 2, A),
    ("nan", np.array([np.nan, 1]), np.array([0.0, 1])),
    ("value", np.array([0.0, 2]), np.array([0.0, 1])),
    ("type", A, torch.tensor(A)),
    ("shape", torch.ones(2, 1), torch.ones(2)),
    ("length", [1], [1, 2]),
    ("type", [1, 2], (1, 2)),
    ("value", [1, [2, 4]], [1, [2, 3]]),
    ("keys", {"a": 1}, {"a": 1, "b": 2}),
    ("keys", {"a": 1, "c": 2}, {"a": 1}),
    ("set", {1, 3}, {1, 2}),
    ("type", FRAME["x"], FRAME),
    ("columns", FRAME.rename(columns={"x": "y"}), FRAME),
    ("column_order", FRAME[["x", "k"]], FRAME),
    ("rows", FRAME[:2], FRAME),
    ("index", FRAME.set_axis([5, 6, 7]), FRAME),
    ("order", FRAME[::-1].reset_index(drop=True), FRAME),
    ("dtype", FRAME.astype({"x": str}), FRAME),
    ("missing", FRAME.assign(x=[1.0, np.nan, 3.0]), FRAME),
    ("value", FRAME.assign(x=[1.0, 2.0, 4.0]), FRAME),
    ("index", FRAME.rename_axis("id"), FRAME),
    ("value", pd.DataFrame({"o": [True, "a"]}, dtype=object), pd.DataFrame({"o": [1, "a"]}, dtype=object)),
    ("name", pd.Series([1.0], name="a"), pd.Series([1.0], name="b")),
    ("rows", pd.Series([1.0, 2.0]), pd.Series([1.0])),
    ("columns", pl.DataFrame({"a": [1]}), pl.DataFrame({"b": [1]})),
    ("lazy", pl.DataFrame({"a": [1]}).lazy(), pl.DataFrame({"a": [1]})),
    ("type", np.eye(2), sp.csr_array(np.eye(2))),
    ("value", sp.csr_array(2 * np.eye(2)), sp.csr_array(np.eye(2))),
    ("type", Ridge(), LinearRegression()),
    ("parameter", Ridge(alpha=2.0), Ridge(alpha=1.0)),
    ("not_fitted", LinearRegression(), LinearRegression().fit([[0.0], [1.0]], [0, 1])),
    ("parameters", nn.Linear(2, 2), nn.Sequential(nn.Linear(2, 2))),
    ("shape", nn.Linear(2, 3), nn.Linear(2, 2)),
]


@pytest.mark.parametrize(("kind", "got", "expected"), DIFFERENT, ids=[f"{k}-{d[0]}" for k, d in enumerate(DIFFERENT)])
def test_a_difference_is_found_and_named(kind: str, got: Any, expected: Any) -> None:
    difference = compare(got, expected)
    assert difference is not None
    assert difference.kind == kind
    assert difference.text


def test_tolerances_are_those_that_are_stated() -> None:
    assert compare(1.001, 1.0, Tolerance(rtol=1e-2)) is None
    assert compare(1.001, 1.0, Tolerance(rtol=1e-4)) is not None
    assert compare(1e-7, 0.0, Tolerance(atol=1e-6)) is None


def test_dtypes_are_told_apart_only_when_asked() -> None:
    floats, ints = np.array([1.0]), np.array([1])
    assert compare(ints, floats) is None
    found = compare(ints, floats, Tolerance(check_dtype=True))
    assert found is not None
    assert found.kind == "dtype"


def test_signs_of_vectors_may_be_left_open() -> None:
    vectors = np.linalg.qr(np.random.default_rng(0).normal(size=(4, 3)))[0]
    flipped = vectors * np.array([1, -1, 1])
    assert compare(flipped, vectors) is not None
    assert up_to_sign(axis=0)(flipped, vectors, Tolerance()) is None
    assert up_to_sign(axis=0)(flipped[:, ::-1], vectors, Tolerance()) is not None


def test_numbers_of_clusters_may_be_left_open() -> None:
    labels = np.array([0, 0, 1, 2, -1])
    assert up_to_relabelling(np.array([2, 2, 0, 1, -1]), labels, Tolerance()) is None
    assert up_to_relabelling(np.array([2, 1, 0, 1, -1]), labels, Tolerance()) is not None
    assert up_to_relabelling(np.array([2, 2, 0, 1, 3]), labels, Tolerance()) is not None


def test_order_may_be_left_open() -> None:
    assert unordered([3, 1, 2], [1, 2, 3], Tolerance()) is None
    assert unordered([3, 1, 1], [1, 2, 3], Tolerance()) is not None
    assert unordered(FRAME[::-1].reset_index(drop=True), FRAME, Tolerance()) is None


def test_figures_are_compared_by_what_they_show() -> None:
    def figure(y: list[float], label: str) -> Any:
        made, axes = plt.subplots()
        axes.plot([0, 1, 2], y)
        axes.set_ylabel(label)
        plt.close(made)
        return made

    assert compare(figure([1, 2, 3], "kg"), figure([1, 2, 3], "kg")) is None
    wrong_label = compare(figure([1, 2, 3], ""), figure([1, 2, 3], "kg"))
    wrong_data = compare(figure([1, 2, 4], "kg"), figure([1, 2, 3], "kg"))
    assert wrong_label is not None
    assert wrong_label.kind == "figure_y_label"
    assert wrong_data is not None
    assert wrong_data.kind == "figure_line"
