"""The typed encoding that carries values across the trust boundary, as data and never as code.

``encode(value)`` gives bytes, ``decode(data)`` the value: numbers, texts, containers, dates, arrays, frames and tensors
with their exact types, labels, NaN and order. What lives (figures, estimators, modules, exceptions, objects of foreign
classes) arrives as a ``Described`` or an ``Opaque``, never as itself. Bytes come from a process that may be hostile:
decoding executes nothing, imports nothing named in the data, and is bounded in bytes, parts, depth, memory and time.

The wire is one msgpack tree ``["workbench-1", node]``. A node is None, a bool, an int of 64 bits, a float, a text, a
buffer, or a list that begins with the tag of its kind; arrays are raw buffers with dtype and shape. Equal values have
equal encodings, except that dicts keep their order.

What is not kept: the class of a subclass (its base data travels: a defaultdict is a dict, a Counter too, a matrix or
memmap an array, a Parameter a tensor); the class of a named tuple (it arrives as a ``Record``, a tuple with the same
fields); Fortran order and strides; requires_grad and the device of a tensor; sparse tensors and pandas' sparse columns,
which arrive dense; ``attrs``, flags and titles of fields; the offset of an index that cannot be written as a short name
or is not quick to check; masked elements of nullable columns, which are zero underneath; dates inside nested columns of
Polars beyond microseconds.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from typing import Any

from workbench.grading.codec import wire
from workbench.grading.codec.decoder import TreeDecoder
from workbench.grading.codec.encoder import TreeEncoder
from workbench.grading.codec.types import LIMIT, MAX_TOKENS, CodecError, Described, Opaque, Record, TooLargeError

__all__ = ["LIMIT", "CodecError", "Described", "Opaque", "Record", "TooLargeError", "decode", "describe", "encode"]

_TOKENS_OF_A_VALUE = 16
"""At most so many items of the tree stand for one value."""


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """Spare Python's search for garbage: millions of new lists set it off again and again, and none of them is any."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def encode(value: Any, *, limit: int = LIMIT) -> bytes:
    """The bytes of a value, the same for the same value.

    limit: bytes. Raises TooLargeError for more than that or more than five million parts, CodecError for a value that
    contains itself or is nested more than a hundred levels deep; any other value has an encoding.
    """
    encoder = TreeEncoder(limit=limit)
    try:
        with _without_collection():
            data = wire.pack(encoder.value(value), limit=limit)
    except RecursionError:
        raise CodecError("The value is nested too deep. Return something flatter.") from None
    except MemoryError:
        raise TooLargeError("There is not enough memory to take the value over. Return less.") from None
    except CodecError:
        raise
    except Exception as error:
        raise CodecError(f"The value cannot be taken over as data ({type(error).__name__}).") from None
    if encoder.nodes * _TOKENS_OF_A_VALUE > MAX_TOKENS:
        try:
            wire.survey(data)
        except CodecError:
            raise TooLargeError("The value has too many parts. Return less.") from None
    return data


def decode(data: bytes, *, limit: int = LIMIT) -> Any:
    """The value of some bytes, which may come from anywhere.

    limit: bytes, of the data and of what it may claim beyond what it holds. Raises CodecError for anything malformed.
    """
    try:
        with _without_collection():
            return TreeDecoder(limit=limit).value(wire.unpack(bytes(data), limit=limit))
    except CodecError:
        raise
    except ImportError as error:
        raise CodecError(f"The data needs a library that is not installed: {error.name}. Install it.") from None
    except Exception as error:
        raise CodecError(f"The data is malformed ({type(error).__name__}).") from None


def describe(value: Any, *, limit: int = LIMIT) -> Any:
    """A value as the other side of the boundary would receive it: ``decode(encode(value))``."""
    return decode(encode(value, limit=limit), limit=limit)
