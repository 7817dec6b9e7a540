"""The outermost layer: bytes ↔ a tree of lists, numbers, texts and buffers, which is plain msgpack.

The bytes of a stranger are surveyed before anything is built of them, because a few megabytes of msgpack can claim, or
really hold, gigabytes of small lists.
"""

from __future__ import annotations

from typing import Any

import msgspec

from workbench.grading.codec.types import MAX_DEPTH, MAX_TOKENS, CodecError, TooLargeError

FORMAT = "workbench-1"
_MAX_LEVELS = 3 * MAX_DEPTH
"""A value takes up to three levels of the tree for each of its own."""


def _sizes() -> list[int]:
    """Bytes of the item that a first byte begins; −1: the length follows; 0: not part of the format."""
    sizes = [0] * 256
    sizes[0x00:0x80] = [1] * 128  # small integers
    sizes[0x90:0xA0] = [-1] * 16  # short lists
    sizes[0xA0:0xC0] = range(1, 33)  # short texts
    sizes[0xC0], sizes[0xC2], sizes[0xC3] = 1, 1, 1  # None, False, True
    sizes[0xC4:0xC7] = [-1] * 3  # buffers
    sizes[0xCB] = 9  # a float of 64 bits
    sizes[0xCC:0xD4] = [2, 3, 5, 9, 2, 3, 5, 9]  # integers
    sizes[0xD9:0xDE] = [-1] * 5  # texts and lists
    sizes[0xE0:0x100] = [1] * 32  # small negative integers
    return sizes


_SIZES = _sizes()
_LENGTH_BYTES = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4, 0xDC: 2, 0xDD: 4}


def _header(data: bytes, position: int) -> tuple[int, int, bool]:
    """Of an item with a length: where its content begins, the length, and whether that counts items, not bytes."""
    first = data[position]
    if 0x90 <= first < 0xA0:
        return position + 1, first & 15, True
    begin = position + 1 + _LENGTH_BYTES[first]
    return begin, int.from_bytes(data[position + 1 : begin], "big"), first >= 0xDC


def survey(data: bytes) -> None:
    """Walk over msgpack without building anything. Raises CodecError for what is not one whole tree of the format,
    for too many items and for too deep a tree."""
    position, end, tokens, left = 0, len(data), 0, 1
    outer: list[int] = []
    sizes = _SIZES
    while left or outer:
        if not left:
            left = outer.pop()
            continue
        if position >= end:
            raise CodecError("The data ends in the middle of a value.")
        left -= 1
        tokens += 1
        size = sizes[data[position]]
        if size > 0:
            position += size
            continue
        if size == 0:
            raise CodecError("The data has an item that is not part of the format.")
        position, length, is_list = _header(data, position)
        if not is_list:
            position += length
            continue
        if length > end - position or tokens + length > MAX_TOKENS or len(outer) >= _MAX_LEVELS:
            raise CodecError("The data claims more items or more levels than are allowed.")
        outer.append(left)
        left = length
    if position != end or tokens > MAX_TOKENS:
        raise CodecError("The data does not end where its value ends.")


def pack(tree: Any, *, limit: int) -> bytes:
    """The bytes of a tree. Raises TooLargeError for more than ``limit``."""
    data = msgspec.msgpack.encode([FORMAT, tree])
    if len(data) > limit:
        raise TooLargeError(f"The value takes {len(data):,} bytes, at most {limit:,} are accepted. Return less.")
    return data


def unpack(data: bytes, *, limit: int) -> Any:
    """The tree of some bytes. Raises CodecError for anything that ``pack`` does not make."""
    if len(data) > limit:
        raise TooLargeError(f"The data has {len(data):,} bytes, at most {limit:,} are accepted.")
    survey(data)
    try:
        tree = msgspec.msgpack.decode(data)
    except msgspec.DecodeError as error:
        raise CodecError(f"The data is malformed: {error}.") from None
    if type(tree) is not list or len(tree) != 2 or tree[0] != FORMAT:
        raise CodecError(f"The data is not an encoding of the format {FORMAT}.")
    return tree[1]


def sort_key(node: Any) -> bytes:
    """What the members of a set are ordered by, so that equal sets have equal encodings."""
    return msgspec.msgpack.encode(node)
