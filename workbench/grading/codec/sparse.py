"""SciPy's sparse arrays and matrices, in the format they have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.grading.codec.arrays import read_array, write_array
from workbench.grading.codec.protocols import Decoder, Encoder, Node
from workbench.grading.codec.types import CodecError, TooLargeError, want

_NUMBERS = "biufc"
_COMPRESSED = ("csr", "csc", "bsr")
_COORDINATES = ("coo", "lil", "dok")
_ROW_BYTES = 256
"""What a list-of-lists matrix allocates for each of its rows."""


def _sparse(encoder: Encoder, value: Any) -> Node:
    import scipy.sparse

    cls = type(value)
    kind = cls.__name__.rpartition("_")[2]
    form = cls.__name__.partition("_")[0]
    if kind not in ("array", "matrix") or getattr(scipy.sparse, f"{form}_{kind}", None) is not cls:
        raise TypeError("a class derived from those of SciPy")
    shape = [int(size) for size in value.shape]
    if max(shape) > encoder.limit:
        raise TooLargeError("A sparse array has more rows or columns than are accepted. Return a smaller one.")
    if value.dtype.kind not in _NUMBERS:
        raise ValueError("a sparse array of something else than numbers")
    if form == "lil" and _ROW_BYTES * shape[0] > encoder.limit:
        raise TooLargeError("A sparse array has more rows than are accepted. Return it as csr.")
    head = ["sparse", form, kind == "array", shape]
    if form in _COMPRESSED:
        return [*head, *(write_array(encoder, part) for part in (value.data, value.indices, value.indptr))]
    if form == "dia":
        return [*head, write_array(encoder, value.data), write_array(encoder, value.offsets)]
    found = value.tocoo()
    coords = found.coords if hasattr(found, "coords") else (found.row, found.col)
    return [*head, write_array(encoder, found.data), *(write_array(encoder, part) for part in coords)]


def _read_sparse(decoder: Decoder, form: Any, is_array: Any, shape_node: Any, *nodes: Any) -> Any:
    import scipy.sparse

    shape = tuple(want(size, int) for size in want(shape_node, list))
    if not 1 <= len(shape) <= 8 or not all(0 <= size <= decoder.limit for size in shape):
        raise CodecError("The data has a sparse array of an impossible shape.")
    if want(form, str) not in (*_COMPRESSED, *_COORDINATES, "dia"):
        raise CodecError("The data has a sparse array of an unknown format.")
    cls = getattr(scipy.sparse, f"{form}_{'array' if want(is_array, bool) else 'matrix'}")
    data, *parts = (read_array(decoder, node) for node in nodes)
    if data.dtype.kind not in _NUMBERS or any(part.dtype.kind not in "iu" or part.ndim != 1 for part in parts):
        raise CodecError("The data has a sparse array of something else than numbers.")
    if form in _COMPRESSED:
        indices, indptr = parts
        _check_compressed(form, shape, data, indices, indptr)
        return cls((data, indices, indptr), shape=shape)
    if form == "dia":
        return cls((data, *parts), shape=shape)
    return _from_coordinates(decoder, form, cls, shape, data, parts)


def _check_compressed(form: str, shape: tuple[int, ...], data: Any, indices: Any, indptr: Any) -> None:
    """SciPy's compiled routines follow these numbers without looking, out of the arrays if they say so."""
    rows, columns = (1, shape[0]) if len(shape) == 1 else (shape[1], shape[0]) if form == "csc" else shape
    if form == "bsr":
        if data.ndim != 3 or not all(data.shape[1:]) or rows % data.shape[1] or columns % data.shape[2]:
            raise CodecError("The data has a sparse array whose blocks do not fit.")
        rows, columns = rows // data.shape[1], columns // data.shape[2]
    elif data.ndim != 1:
        raise CodecError("The data has a sparse array whose numbers are no list.")
    right = len(indptr) == rows + 1 and indptr[0] == 0 and indptr[-1] == len(indices) == len(data)
    if not right or (indptr[1:] < indptr[:-1]).any():
        raise CodecError("The data has a sparse array whose rows do not fit.")
    _check_range(indices, columns)


def _check_range(positions: Any, size: int) -> None:
    if len(positions) and not 0 <= positions.min() <= positions.max() < size:
        raise CodecError("The data has a sparse array with a number outside of it.")


def _from_coordinates(decoder: Decoder, form: str, cls: Any, shape: Any, data: Any, parts: Any) -> Any:
    import scipy.sparse

    if data.ndim != 1 or len(parts) != len(shape) or any(len(part) != len(data) for part in parts):
        raise CodecError("The data has a sparse array whose coordinates do not fit.")
    for part, size in zip(parts, shape, strict=True):
        _check_range(part, size)
    if form == "coo":
        return cls((data, tuple(parts)), shape=shape)
    if form == "lil":
        decoder.claim(_ROW_BYTES * shape[0])
    decoder.count(len(data))
    found = scipy.sparse.coo_array((data, tuple(parts)), shape=shape)
    return cls(found)


ENCODERS: tuple[tuple[str, str, Callable[[Encoder, Any], Node]], ...] = (
    ("scipy.sparse", "sparray", _sparse),
    ("scipy.sparse", "spmatrix", _sparse),
    ("scipy.sparse", "dok_array", _sparse),  # by name, because they derive from dict first
    ("scipy.sparse", "dok_matrix", _sparse),
)

DECODERS: dict[str, Callable[..., Any]] = {"sparse": _read_sparse}
