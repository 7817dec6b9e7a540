"""The encoding against bytes that no encoder made."""

from __future__ import annotations

import copy
import random
import sys
from typing import Any

import msgspec
import pytest
from codec_samples import ALL, ARRAYS, COLUMNS, FRAMES, INDEXES, PLAIN, POLARS, SCALARS, SPARSE, TENSORS, same

from workbench.checking.show import show_value
from workbench.grading.codec import CodecError, Described, decode, encode
from workbench.grading.codec.wire import FORMAT

HEAD = b"\x92" + msgspec.msgpack.encode(FORMAT)
RICH = [PLAIN[10:40], SCALARS[10:], ARRAYS[-12:], INDEXES[-9:], COLUMNS[10:16], FRAMES[3:5], TENSORS[-3:], POLARS[-9:],
SPARSE[-9:]]  # fmt: skip


def wire(node: Any) -> bytes:
    return msgspec.msgpack.encode([FORMAT, node])


def read(data: bytes) -> Any:
    """The value, or CodecError itself: anything else that decoding raises fails the test."""
    try:
        return decode(data)
    except CodecError:
        return CodecError


# -- bytes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", RICH, ids=lambda value: type(value[0]).__name__)
def test_a_part_of_an_encoding_is_never_one(value: Any) -> None:
    data = encode(value)
    assert same(value, decode(data))
    for length in range(len(data)):
        with pytest.raises(CodecError):
            decode(data[:length])


@pytest.mark.parametrize("seed", range(6))
def test_mutated_bytes_decode_or_raise_codec_error(seed: int) -> None:
    rng = random.Random(seed)
    originals = [bytearray(encode(value)) for value in (*RICH, *ALL)]
    originals = [data for data in originals if len(data) < 6_000]
    refused = 0
    for _ in range(4_000):
        data = bytearray(rng.choice(originals))
        for _ in range(rng.choice((1, 1, 2, 5))):
            place = rng.randrange(len(data))
            choice = rng.randrange(4)
            if choice < 2:
                data[place] = rng.choice((0, 1, 0x7F, 0x80, 0x90, 0xC0, 0xC4, 0xFF, rng.randrange(256)))
            elif choice == 2:
                data[place : place + 8] = rng.choice((b"\x7f" + b"\xff" * 7, b"\x80" + bytes(7), b"\xff" * 8))
            else:
                other = rng.choice(originals)
                begin = rng.randrange(len(other))
                data[place : place + rng.randrange(8)] = other[begin : begin + rng.randrange(1, 30)]
        found = read(bytes(data))
        refused += found is CodecError
        if found is not CodecError:
            show_value(found)
            encode_or_refuse(found)
    assert 0 < refused < 4_000


def encode_or_refuse(value: Any) -> bytes | None:
    try:
        return encode(value)
    except CodecError:
        return None


_FOREIGN: list[Any] = [
    0, 1, -1, 2**31, 2**40, 2**63 - 1, -(2**63), 2**64 - 1, 1.5, "", "O", "<U3", "<f8", "|V0", "M8", "UTC", None, True,
    [], b"", bytes(8), b"\xff" * 16, ["..."], ["zone", "Europe/Paris"], ["offset", 10**15], "bsr", "lil", "B", "Int64",
    "List",
]  # fmt: skip


def _places(tree: list[Any]) -> list[tuple[list[Any], int]]:
    here = [(tree, position) for position in range(len(tree))]
    return here + [place for inner in tree if isinstance(inner, list) for place in _places(inner)]


@pytest.mark.parametrize("seed", range(4))
def test_mutated_trees_decode_or_raise_codec_error(seed: int) -> None:
    rng = random.Random(seed)
    encoded = [data for data in map(encode, ALL) if len(data) < 20_000]
    refused = 0
    for _ in range(4_000):
        tree = msgspec.msgpack.decode(rng.choice(encoded))
        for _ in range(rng.choice((1, 1, 3))):
            parent, position = rng.choice(_places(tree))
            other, there = rng.choice(_places(msgspec.msgpack.decode(rng.choice(encoded))))
            parent[position] = rng.choice((copy.deepcopy(rng.choice(_FOREIGN)), other[there]))
        found = read(msgspec.msgpack.encode(tree))
        refused += found is CodecError
        if found is not CodecError:
            encode_or_refuse(found)
    assert 0 < refused < 4_000


def _index(*shape: int) -> Any:
    return ["array", "<i8", list(shape), bytes(8 * shape[0])]


BAD: dict[str, Any] = {
    "a shape without bytes": ["array", "<f8", [10**12], b""],
    "a shape of nothing, often": ["array", "|V0", [10**12], b""],
    "an empty shape of many": ["array", "<f8", [10**12, 0], b""],
    "a negative shape": ["array", "<f8", [-1], b""],
    "two negative sizes": ["array", "<f8", [-1, -1], bytes(8)],
    "too many dimensions": ["array", "<f8", [1] * 65, bytes(8)],
    "a buffer that is too short": ["array", "<f8", [2], bytes(15)],
    "a buffer of pointers": ["array", "O", [1], bytes(8)],
    "a wide dtype": ["array", "<U99999999", [0], b""],
    "a dtype that is a program": ["array", "f8,(999,)i4", [0], b""],
    "a boolean that is 2": ["array", "|b1", [1], b"\2"],
    "a character that is none": ["array", "<U1", [1], b"\xff\xff\xff\xff"],
    "a character that is none, swapped": ["array", ">U1", [1], b"\x00\x11\x00\x00"],
    "objects missing": ["objects", [3], 1, 2],
    "padding without end": ["structured", ["fields", 2**26, False, [["a", 0, "<i8", []]]], [10], _index(10)],
    "a field outside": ["structured", ["fields", 8, False, [["a", 4, "<i8", []]]], [1], _index(1)],
    "fields that overlap": ["structured", ["fields", 8, False, [["a", 0, "O", []], ["b", 0, "<i8", []]]], [0], 1, 2],
    "a field of another length": ["structured", ["fields", 8, False, [["a", 0, "<i8", []]]], [2], _index(1)],
    "a mask of another length": ["masked", _index(2), ["array", "|b1", [1], b"\0"], None, False],
    "a tensor without bytes": ["tensor", "float32", [10**12], b""],
    "a tensor of a strange dtype": ["tensor", "load", [0], b""],
    "a tensor with a boolean that is 2": ["tensor", "bool", [1], b"\2"],
    "a column in a sparse row that is not there": [
        "sparse", "csr", True, [1, 2], ["array", "<f8", [1], bytes(8)], ["array", "<i4", [1], b"\7\0\0\0"],
        ["array", "<i4", [2], b"\0\0\0\0\1\0\0\0"],
    ],
    "sparse rows that go back": [
        "sparse", "csr", True, [2, 2], ["array", "<f8", [1], bytes(8)], ["array", "<i4", [1], bytes(4)],
        ["array", "<i4", [3], b"\0\0\0\0\5\0\0\0\1\0\0\0"],
    ],
    "a sparse array that cannot be held": ["sparse", "lil", True, [60_000_000, 1], _index(0), _index(0), _index(0)],
    "a longer index than is accepted": ["range index", 0, 10**12, 1, None],
    "an index without step": ["range index", 0, 5, 0, None],
    "labels that do not fit": ["series", None, ["range index", 0, 5, 1, None], _index(1)],
    "codes outside of the categories": [
        "categorical", ["array", "|i1", [1], b"\5"], ["index", None, _index(1), None], False,
    ],
    "equal categories": ["categorical", ["array", "|i1", [1], b"\0"], ["index", None, _index(2), None], False],
    "codes outside of the levels": [
        "multi index", [None], [["index", None, _index(1), None]], [["array", "|i1", [1], b"\5"]],
    ],
    "a zone by path": ["datetime", 0, 0, ["zone", "../../etc/passwd"]],
    "a zone by module": ["datetime", 0, 0, ["zone", "os/path"]],
    "an offset of days": ["time", 0, 0, ["offset", 10**12]],
    "a moment before all": ["datetime", -1, 0, None],
    "an offset of an index that is not its own": ["index", None, ["array", "<M8[ns]", [3], bytes(24)], "D"],
    "an unknown offset": ["period", 1, "eval(1)"],
    "an offset on numbers": ["index", None, _index(2), "D"],
    "a Polars array that nobody could hold": ["polars series", "x", ["Array", ["Array", "Int64", 2**20], 2**20], None,
    None], "a Polars column of other values": ["polars series", "x", "String", None, 1],
    "Polars columns of one name": ["polars frame", *[["polars series", "x", "String", None, "a"]] * 2],
    "a Polars type without end": ["polars series", "x", ["List", ["List"] * 20], None],
    "equal keys": ["dict", 1, "a", 1, "b"],
    "keys that are equal as numbers": ["dict", 1, "a", True, "b"],
    "a key without value": ["dict", 1],
    "a key that changes": ["dict", ["list"], 1],
    "a key that changes, inside": ["dict", ["tuple", ["list"]], 1],
    "equal members": ["set", 1, 1.0],
    "a member that changes": ["frozenset", ["dict"]],
    "a field that is no name": ["record", "p", ["a b"], 1],
    "a field of Python's": ["record", "p", ["__class__"], 1],
    "fields without values": ["record", "p", ["a", "b"], 1],
    "a deque over its limit": ["deque", 1, 1, 2],
    "numbers cut in the middle": ["packed list", "d", bytes(9)],
    "an unknown kind of numbers": ["packed list", "P", bytes(8)],
    "an endless Decimal": ["decimal", "1E+999999999999999999"],
    "a Decimal that is none": ["decimal", "import"],
    "a whole number without end": ["int", b"\x7f" * 100_000],
    "nothing as a denominator": ["fraction", 1, 0],
    "a range without step": ["range", 0, 1, 0],
    "an unknown kind": ["eval", "1"],
    "a kind that is no text": [1, 2],
    "no kind": [],
    "an unknown path": ["path", "Path", "/"],
}  # fmt: skip


@pytest.mark.parametrize("node", BAD.values(), ids=BAD)
def test_a_node_that_no_encoder_makes_is_refused(node: Any) -> None:
    with pytest.raises(CodecError):
        decode(wire(node))
    with pytest.raises(CodecError):
        decode(wire(["list", 1, node]))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xc0", HEAD, HEAD + b"\xc1", HEAD + b"\xc0\xc0", b"\x92\xa1x\xc0", HEAD + b"\x81\xa1a\x01",
        HEAD + b"\xdf\xff\xff\xff\xff", HEAD + b"\xdd\xff\xff\xff\xff", HEAD + b"\xc6\xff\xff\xff\xff",
        HEAD + b"\xdb\x7f\xff\xff\xff", HEAD + b"\xd6\xff\0\0\0\0", HEAD + b"\xc7\x08\xff" + bytes(8),
        HEAD + b"\xca\0\0\0\0", HEAD + b"\xa2\xff\xfe", HEAD + b"\x91" * 1_000_000,
        HEAD + b"\x92\xa4list" * 5_000 + b"\xc0", HEAD + b"\x92\xa4list" * 150 + b"\xc0",
        HEAD + b"\xdd\x03\x00\x00\x00" + b"\x90" * 0x3000000,
    ],
    ids=lambda data: data[len(HEAD) :][:6].hex() or "nothing",
)  # fmt: skip
def test_msgpack_that_no_encoder_makes_is_refused(data: bytes) -> None:
    with pytest.raises(CodecError):
        decode(data)


def test_keys_made_to_collide_do_not_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.grading.codec.decoder._CPU_SECONDS", 0.2)
    cycle = 2**61 - 1  # whole numbers hash to their rest by it
    keys = [["int", (cycle * k).to_bytes(12, "big")] for k in range(1_000, 41_000)]
    texts = wire(["dict", *(item for k in range(200) for item in (f"k{k}", 1))])
    assert len(decode(texts)) == 200
    floats = ["index", None, ["objects", [len(keys)], *keys], None]
    codes = ["array", "|i1", [1], b"\0"]
    colliding = {
        "dict": ["dict", *(item for key in keys for item in (key, 1))],
        "set": ["set", *keys],
        "categorical": ["categorical", codes, floats, False],
        "multi index": ["multi index", [None], [floats], [codes]],
    }
    for node in colliding.values():
        with pytest.raises(CodecError, match="takes too long"):
            decode(wire(node))


def test_decoding_imports_nothing_that_the_data_names() -> None:
    before = set(sys.modules)
    names = ["antigravity", "this", "tzdata.zoneinfo.Europe", "os.system", "idlelib.run"]
    for name in names:
        for node in (
            ["zone", name],
            ["datetime", 0, 0, ["zone", name]],
            ["torch dtype", name],
            ["dtype", name],
            [name],
            ["arrow", name],
        ):
            assert read(wire(node)) is CodecError
        described = decode(wire(["described", "class", name, None]))
        assert isinstance(described, Described)
    assert not {
        name for name in set(sys.modules) - before if name.partition(".")[0] in {"antigravity", "this", "idlelib"}
    }
