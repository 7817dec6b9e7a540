"""Arrays, tensors and sparse matrices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.checking.compare.core import Tolerance, comparer, type_name
from workbench.checking.show import loaded_class, show_pair
from workbench.checking.types import Difference

_KINDS = {
    "b": "true/false values", "i": "whole numbers", "u": "whole numbers", "f": "floating-point numbers",
    "c": "complex numbers", "O": "Python objects", "U": "text", "S": "bytes", "M": "dates", "m": "durations",
    "T": "text",
}  # fmt: skip


@comparer("numpy", "ndarray")
def arrays(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """NumPy arrays: type, shape, kind of number, then values."""
    import numpy as np

    if not isinstance(got, np.ndarray):
        return _not_an_array(got, expected)
    hidden = isinstance(got, np.ma.MaskedArray) and bool(np.ma.getmaskarray(got).any())
    if hidden and not isinstance(expected, np.ma.MaskedArray):
        return Difference(kind="missing", text="The array has masked values: what is below the mask is no answer.")
    # A plain array: a subclass could bring an __eq__ that is always true.
    got = np.asarray(got)
    if got.shape != expected.shape:
        text = f"The shape is {got.shape}, {expected.shape} was expected."
        return Difference(kind="shape", text=text)
    difference = _dtypes(got.dtype, expected.dtype, strict=limits.check_dtype)
    if difference:
        return difference
    if not limits.ordered:
        got, expected = _sorted_rows(got), _sorted_rows(expected)
    return _values(got, expected, limits)


def _sorted_rows(values: Any) -> Any:
    """A 1-D array sorted, or the rows of a 2-D array in lexicographic order."""
    import numpy as np

    if values.ndim == 1:
        return np.sort(values)
    return values[np.lexsort(values.T[::-1])] if values.ndim == 2 else values


def _not_an_array(got: Any, expected: Any) -> Difference:
    hint = " Turn it into an array with np.array(…)." if isinstance(got, (list, tuple)) else ""
    if isinstance(got, loaded_class("torch", "Tensor")):
        hint = " A tensor becomes an array with .numpy()."
    if isinstance(got, loaded_class("pandas", "Series")):
        hint = " A Series becomes an array with .to_numpy()."
    text = f"{type_name(got)} came back, a NumPy array of shape {expected.shape} was expected."
    return Difference(kind="type", text=text[0].upper() + text[1:] + hint)


def _dtypes(got: Any, expected: Any, *, strict: bool) -> Difference | None:
    same = got == expected if strict else _family(got.kind) == _family(expected.kind)
    if same:
        return None
    text = f"The array holds {_KINDS.get(got.kind, got)} ({got}), "
    text += f"{_KINDS.get(expected.kind, expected)} ({expected}) were expected."
    return Difference(kind="dtype", text=text)


def _family(kind: str) -> str:
    return {"i": "number", "u": "number", "f": "number", "U": "text", "T": "text", "O": "text"}.get(kind, kind)


def _values(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    import numpy as np

    if expected.dtype.kind in "iufcb" and got.dtype.kind in "iufcb":
        if got.dtype == expected.dtype and got.tobytes() == expected.tobytes():
            return None  # the usual case, many times quicker than isclose
        with np.errstate(all="ignore"):
            equal = np.isclose(got, expected, rtol=limits.rtol, atol=limits.atol, equal_nan=True)
        bad_nan = np.isnan(got) & ~np.isnan(expected)
        if bad_nan.any():
            where = _position(bad_nan)
            return Difference(kind="nan", text=f"{_count(bad_nan)} NaN, the first at {where}.")
    else:
        equal = np.asarray(got == expected)
    if equal.all():
        return None
    wrong = ~equal
    where = _position(wrong)
    at = tuple(np.argwhere(wrong)[0])
    came, wanted = show_pair(got[at], expected[at])
    first = f"{came} came, {wanted} was expected"
    text = f"{_count(wrong)} of {wrong.size} values {'is' if wrong.sum() == 1 else 'are'} wrong, "
    return Difference(kind="value", text=text + f"the first at {where}: {first}.")


def _count(mask: Any) -> int:
    return int(mask.sum())


def _position(mask: Any) -> str:
    import numpy as np

    index = np.argwhere(mask)[0].tolist()
    return f"position {index[0]}" if len(index) == 1 else f"position {tuple(index)}"


def _as_numpy(tensor: Any) -> Any:
    plain = tensor.detach().cpu()
    if plain.is_sparse:
        plain = plain.to_dense()
    return plain.double().numpy() if str(plain.dtype) in ("torch.bfloat16", "torch.float16") else plain.numpy()


@comparer("torch", "Tensor")
def tensors(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """torch tensors: type, shape, dtype family (all of it with check_dtype), then values."""
    if not isinstance(got, loaded_class("torch", "Tensor")):
        text = f"{type_name(got)} came back, a torch tensor of shape {tuple(expected.shape)} was expected."
        return Difference(kind="type", text=text[0].upper() + text[1:])
    if got.shape != expected.shape:
        text = f"The shape is {tuple(got.shape)}, {tuple(expected.shape)} was expected."
        return Difference(kind="shape", text=text)
    if limits.check_dtype and got.dtype != expected.dtype:
        return Difference(kind="dtype", text=f"The dtype is {got.dtype}, {expected.dtype} was expected.")
    return arrays(_as_numpy(got), _as_numpy(expected), limits)


@comparer("scipy.sparse", "sparray")
@comparer("scipy.sparse", "spmatrix")
def sparse(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """SciPy sparse arrays and matrices: stays sparse, same shape, same values; the format is free."""
    import scipy.sparse

    is_sparse: Callable[[Any], bool] = scipy.sparse.issparse
    if not is_sparse(got):
        return Difference(kind="type", text="The result is dense, a sparse matrix was expected.")
    if got.shape != expected.shape:
        return Difference(kind="shape", text=f"The shape is {got.shape}, {expected.shape} was expected.")
    a, b = got.tocsr().copy(), expected.tocsr().copy()
    for matrix in (a, b):
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
    union = (abs(a) + abs(b)).tocoo()
    rows, columns = union.coords if hasattr(union, "coords") else (union.row, union.col)
    import numpy as np

    difference = _values(np.asarray(a[rows, columns]).ravel(), np.asarray(b[rows, columns]).ravel(), limits)
    if difference is None:
        return None
    wrong = ~np.isclose(
        np.asarray(a[rows, columns]).ravel(),
        np.asarray(b[rows, columns]).ravel(),
        rtol=limits.rtol,
        atol=limits.atol,
    )
    k = int(np.argmax(wrong))
    at = (int(rows[k]), int(columns[k]))
    text = f"{int(wrong.sum())} stored values are wrong, the first at {at}: "
    came, wanted = show_pair(a[at], b[at])
    return Difference(kind="value", text=text + f"{came} came, {wanted} was expected.")
