"""NumPy scalars, dtypes and arrays, and SciPy's sparse arrays.

An array travels as dtype, shape and raw buffer in C order. Structured arrays travel field by field, so that the bytes
between the fields never do; arrays of objects element by element.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from workbench.grading.codec.protocols import Decoder, Encoder, Node
from workbench.grading.codec.types import CodecError, TooLargeError, instance_dict, want
from workbench.grading.codec.wire import sort_key

_MAX_DIMENSIONS = 64
_DTYPE = re.compile(r"[<>|][biufcSUV]\d{1,8}|[<>][mM]8(?:\[\d{0,6}(?:Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?", re.ASCII)
_EXTENDED_BYTES = 10
"""What an x87 long double uses of its 12 or 16 bytes; the others hold whatever was there before."""


def read_shape(node: Any, *, limit: int) -> tuple[int, ...]:
    """A shape with at most ``limit`` elements, an empty dimension counted as one."""
    sizes = want(node, list)
    if len(sizes) > _MAX_DIMENSIONS or any(want(size, int) < 0 for size in sizes):
        raise CodecError("The data has an array of an impossible shape.")
    if math.prod(max(size, 1) for size in sizes) > limit:
        raise CodecError("The data claims a larger array than is accepted.")
    return tuple(sizes)


def write_shape(encoder: Encoder, sizes: tuple[int, ...]) -> list[int]:
    """A shape as the wire has it. Raises TooLargeError for one that ``read_shape`` would refuse."""
    if math.prod(max(size, 1) for size in sizes) > encoder.limit:
        raise TooLargeError("An array has more elements than are accepted. Return a smaller one.")
    return [int(size) for size in sizes]


# -- dtypes ------------------------------------------------------------------------------------------------------------


def write_dtype(dtype: Any) -> Node:
    """A dtype: its short name, or its fields. Raises ValueError for one of another library."""
    import numpy as np

    if dtype.names is not None:
        fields = [[name, *_write_field(*dtype.fields[name][:2])] for name in dtype.names]
        return ["fields", dtype.itemsize, bool(dtype.isalignedstruct), fields]
    if dtype.kind == "O":
        return "O"
    text: str = dtype.str
    if dtype.subdtype is not None or not _DTYPE.fullmatch(text) or np.dtype(text) != dtype:
        raise ValueError("a dtype that has no short name")
    return text


def _write_field(dtype: Any, offset: int) -> list[Node]:
    base, shape = dtype.subdtype or (dtype, ())
    return [offset, write_dtype(base), list(shape)]


def read_dtype(node: Any, *, limit: int, depth: int = 0) -> Any:
    import numpy as np

    if node == "O":
        return np.dtype(object)
    if type(node) is str:
        if not _DTYPE.fullmatch(node):
            raise CodecError("The data has an unknown dtype.")
        dtype = np.dtype(node)
        if dtype.itemsize > limit:
            raise CodecError("The data claims a larger dtype than is accepted.")
        return dtype
    kind, size, aligned, fields = want(node, list)
    if kind != "fields" or depth > 8 or not 0 <= want(size, int) <= limit:
        raise CodecError("The data has an unknown dtype.")
    parts = [_read_field(field, limit=limit, depth=depth) for field in want(fields, list)]
    end = 0
    for _, offset, dtype in sorted(parts, key=lambda part: part[1]):
        if offset < end:
            raise CodecError("The data has a dtype whose fields overlap.")
        end = offset + dtype.itemsize
    if end > size:
        raise CodecError("The data has a dtype with fields outside of it.")
    columns: Any = zip(*parts, strict=True) if parts else ([], [], [])
    names, offsets, formats = map(list, columns)
    layout: Any = {"names": names, "formats": formats, "offsets": offsets, "itemsize": size}
    return np.dtype(layout, align=want(aligned, bool))


def _read_field(node: Any, *, limit: int, depth: int) -> tuple[str, int, Any]:
    import numpy as np

    name, offset, base, shape = want(node, list)
    if not 0 <= want(offset, int) <= limit:
        raise CodecError("The data has a dtype with fields outside of it.")
    sizes = read_shape(shape, limit=limit)
    dtype = read_dtype(base, limit=limit, depth=depth + 1)
    if math.prod(sizes) * dtype.itemsize > limit:
        raise CodecError("The data claims a larger dtype than is accepted.")
    return want(name, str), offset, np.dtype((dtype, sizes)) if sizes else dtype


# -- arrays ------------------------------------------------------------------------------------------------------------


def write_array(encoder: Encoder, value: Any) -> Node:
    """The node of an ndarray. A subclass is looked at through a plain view, which calls nothing of it."""
    import numpy as np

    plain = value if type(value) is np.ndarray else np.ndarray.view(value, np.ndarray)
    dtype, shape = plain.dtype, write_shape(encoder, plain.shape)
    if dtype.kind == "T":
        return _write_strings(encoder, plain, shape)
    if dtype.kind == "O":
        encoder.take(plain.size)
        return ["objects", shape, *encoder.values(plain.ravel().tolist())]
    if dtype.names is not None:
        _refuse_overlap(dtype)
        return ["structured", write_dtype(dtype), shape, *(write_array(encoder, plain[name]) for name in dtype.names)]
    return ["array", write_dtype(dtype), shape, _buffer(encoder, plain)]


def _refuse_overlap(dtype: Any) -> None:
    end = 0
    for part, offset in sorted((dtype.fields[name][:2] for name in dtype.names), key=lambda field: field[1]):
        if offset < end:
            raise ValueError("a dtype whose fields overlap")
        end = offset + part.itemsize


def _buffer(encoder: Encoder, array: Any) -> Any:
    import numpy as np

    encoder.take(array.nbytes)
    if not array.nbytes:
        return b""
    flat = np.ascontiguousarray(array).reshape(-1)
    if flat.dtype.char in "gG" and np.finfo(flat.dtype).nmant == 63:
        cells = flat.view(np.uint8).reshape(-1, np.dtype("g").itemsize).copy()
        cells[:, _EXTENDED_BYTES:] = 0
        flat = cells.reshape(-1)
    return flat.view(np.uint8).data


def _write_strings(encoder: Encoder, array: Any, shape: list[int]) -> Node:
    dtype = array.dtype
    missing = hasattr(dtype, "na_object")
    absent = encoder.value(dtype.na_object) if missing else None
    return ["strings", shape, bool(dtype.coerce), missing, absent, *encoder.values(array.ravel().tolist())]


def read_array(decoder: Decoder, node: Any) -> Any:
    """The array of a node, which must be one."""
    import numpy as np

    array = decoder.value(node)
    if type(array) is not np.ndarray:
        raise CodecError("The data has something else where an array belongs.")
    return array


def _read_plain(decoder: Decoder, dtype_node: Any, shape_node: Any, data: Any) -> Any:
    import numpy as np

    shape = read_shape(shape_node, limit=decoder.limit)
    dtype = read_dtype(want(dtype_node, str), limit=decoder.limit)
    if dtype.kind == "O" or math.prod(shape) * dtype.itemsize != len(want(data, bytes)):
        raise CodecError("The data has an array whose buffer does not fit its shape.")
    if not data:
        return np.ndarray(shape, dtype)
    array = np.frombuffer(data, dtype=dtype).reshape(shape).copy()
    _check_cells(array)
    return array


def _check_cells(array: Any) -> None:
    """Some cells have bytes that no value has, and NumPy or Python fail on them later."""
    import numpy as np

    if array.dtype.kind == "b" and array.view(np.uint8).max(initial=0) > 1:
        raise CodecError("The data has a boolean that is neither true nor false.")
    if array.dtype.kind == "U":
        points = array.reshape(-1).view(np.dtype(np.uint32).newbyteorder(array.dtype.byteorder))
        if points.max(initial=0) > 0x10FFFF:
            raise CodecError("The data has a character that does not exist.")


def object_array(items: list[Any], shape: tuple[int, ...]) -> Any:
    """An array of these objects; an item that is a sequence stays one element."""
    import numpy as np

    flat = np.empty(len(items), dtype=object)
    for position, item in enumerate(items):
        flat[position] = item
    return flat.reshape(shape)


def _read_objects(decoder: Decoder, shape_node: Any, *nodes: Any) -> Any:
    shape = read_shape(shape_node, limit=decoder.limit)
    if math.prod(shape) != len(nodes):
        raise CodecError("The data has an array whose elements do not fit its shape.")
    return object_array(decoder.values(nodes), shape)


def _read_strings(decoder: Decoder, shape_node: Any, coerce: Any, missing: Any, absent: Any, *nodes: Any) -> Any:
    import numpy as np

    shape = read_shape(shape_node, limit=decoder.limit)
    if math.prod(shape) != len(nodes):
        raise CodecError("The data has an array whose elements do not fit its shape.")
    options = {"na_object": decoder.value(absent)} if want(missing, bool) else {}
    dtype = np.dtypes.StringDType(coerce=want(coerce, bool), **options)
    return np.array(decoder.values(nodes), dtype=dtype).reshape(shape)


def _read_structured(decoder: Decoder, dtype_node: Any, shape_node: Any, *nodes: Any) -> Any:
    import numpy as np

    shape = read_shape(shape_node, limit=decoder.limit)
    dtype = read_dtype(want(dtype_node, list), limit=decoder.limit)
    if len(dtype.names) != len(nodes):
        raise CodecError("The data has a structured array without all of its fields.")
    held = sum(dtype.fields[name][0].itemsize for name in dtype.names)
    decoder.claim(math.prod(shape) * (dtype.itemsize - held))  # the bytes between the fields
    array = np.zeros(shape, dtype=dtype)
    for name, node in zip(dtype.names, nodes, strict=True):
        part, place = read_array(decoder, node), array[name]
        if part.shape != place.shape or part.dtype != place.dtype:
            raise CodecError("The data has a structured array with a field of another shape or dtype.")
        array[name] = part
    return array


def _masked(encoder: Encoder, value: Any) -> Node:
    import numpy as np

    if value is np.ma.masked:
        return ["masked element"]
    kept = instance_dict(value)
    mask, fill = kept.get("_mask"), kept.get("_fill_value")
    data = write_array(encoder, value)
    bits = None if mask is np.ma.nomask else encoder.part(mask)
    return ["masked", data, bits, _fill(encoder, fill), bool(kept.get("_hardmask"))]


def _fill(encoder: Encoder, fill: Any) -> Node:
    """The fill value, None for the one of the dtype: that is set as soon as anybody looks at it."""
    import numpy as np

    if fill is None:
        return None
    usual: Any = np.ma.default_fill_value(fill.dtype)
    node = encoder.value(fill)
    return None if sort_key(node) == sort_key(encoder.value(np.asarray(usual, dtype=fill.dtype))) else node


def _read_masked(decoder: Decoder, data: Any, mask: Any, fill: Any, hard: Any) -> Any:
    import numpy as np

    array = read_array(decoder, data)
    bits: Any = np.ma.nomask if mask is None else read_array(decoder, mask)
    if mask is not None and (bits.shape != array.shape or bits.dtype != np.ma.make_mask_descr(array.dtype)):
        raise CodecError("The data has a mask that does not fit its array.")
    value = decoder.value(fill)
    return np.ma.MaskedArray(array, mask=bits, fill_value=value, hard_mask=want(hard, bool))


# -- scalars -----------------------------------------------------------------------------------------------------------


def _scalar(encoder: Encoder, value: Any) -> Node:
    import numpy as np

    dtype = np.generic.__dict__["dtype"].__get__(value)
    if dtype.names is not None:
        return ["element", write_array(encoder, np.array(value, dtype=dtype))]
    data = np.generic.tobytes(value)
    encoder.take(len(data))
    if len(data) != dtype.itemsize:
        raise ValueError("a scalar of another library")
    cell = np.ndarray((), dtype, buffer=bytearray(data)) if data else np.ndarray((), dtype)
    return ["element", write_array(encoder, cell)]


def _read_element(decoder: Decoder, node: Any) -> Any:
    array = read_array(decoder, node)
    if array.shape != () or array.dtype.kind == "O":
        raise CodecError("The data has an array where one element belongs.")
    return array[()]


def _read_numpy_text(decoder: Decoder, node: Any) -> Any:
    import numpy as np

    text = want(decoder.value(node), str, bytes)
    return np.str_(text) if isinstance(text, str) else np.bytes_(text)


ENCODERS: tuple[tuple[str, str, Callable[[Encoder, Any], Node]], ...] = (
    ("numpy", "ndarray", write_array),
    ("numpy.ma", "MaskedArray", _masked),
    ("numpy", "generic", _scalar),
    ("numpy", "str_", lambda encoder, value: ["numpy text", encoder.value(str.__str__(value))]),
    ("numpy", "bytes_", lambda encoder, value: ["numpy text", encoder.value(bytes.__getitem__(value, slice(None)))]),
    ("numpy", "dtype", lambda _, value: ["dtype", write_dtype(value)]),
)

DECODERS: dict[str, Callable[..., Any]] = {
    "array": _read_plain,
    "objects": _read_objects,
    "strings": _read_strings,
    "structured": _read_structured,
    "masked": _read_masked,
    "masked element": lambda _: __import__("numpy").ma.masked,
    "element": _read_element,
    "numpy text": _read_numpy_text,
    "dtype": lambda decoder, node: read_dtype(node, limit=decoder.limit),
}
