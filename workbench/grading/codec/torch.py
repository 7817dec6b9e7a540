"""torch tensors and dtypes."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

from workbench.grading.codec.arrays import read_shape, write_shape
from workbench.grading.codec.protocols import Decoder, Encoder, Node
from workbench.grading.codec.types import CodecError, class_dict, mro, want

_DTYPES = frozenset(
    {
        "bool", "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64", "float16", "bfloat16",
        "float32", "float64", "complex32", "complex64", "complex128", "float8_e4m3fn", "float8_e4m3fnuz", "float8_e5m2",
        "float8_e5m2fnuz",
    }
)  # fmt: skip


def _dtype_name(dtype: Any) -> str:
    name = str(dtype).removeprefix("torch.")
    if name not in _DTYPES:
        raise ValueError("a dtype without plain numbers")
    return name


def _tensor(encoder: Encoder, value: Any) -> Node:
    import torch

    own = mro(type(value))
    if any("__torch_dispatch__" in class_dict(base) for base in own[: own.index(torch.Tensor)]):
        raise ValueError("a tensor that computes itself")
    with torch.no_grad(), torch._C.DisableTorchFunctionSubclass():
        plain = torch.Tensor.detach(value)
        if type(plain) is not torch.Tensor:
            raise TypeError("a tensor of another kind")
        name = _dtype_name(plain.dtype)
        shape = write_shape(encoder, tuple(plain.shape))
        encoder.take(plain.numel() * plain.element_size())
        if plain.layout is not torch.strided:
            plain = plain.to_dense()
        plain = plain.cpu().resolve_conj().resolve_neg().contiguous().reshape(-1)
        if not plain.numel():
            return ["tensor", name, shape, b""]
        return ["tensor", name, shape, plain.view(torch.uint8).numpy().data]


def _read_tensor(decoder: Decoder, name: Any, shape_node: Any, data: Any) -> Any:
    dtype = _read_dtype(decoder, name)
    shape = read_shape(shape_node, limit=decoder.limit)
    if math.prod(shape) * dtype.itemsize != len(want(data, bytes)):
        raise CodecError("The data has a tensor whose buffer does not fit its shape.")
    if name == "bool" and data.translate(None, b"\0\1"):
        raise CodecError("The data has a boolean that is neither true nor false.")
    if name == "complex32":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch announces that little can be done with it
            return _make_tensor(dtype, shape, data)
    return _make_tensor(dtype, shape, data)


def _make_tensor(dtype: Any, shape: tuple[int, ...], data: bytes) -> Any:
    import torch

    if not data:
        return torch.empty(shape, dtype=dtype)
    return torch.frombuffer(bytearray(data), dtype=dtype).reshape(shape)


def _read_dtype(_: Decoder, name: Any) -> Any:
    if want(name, str) not in _DTYPES:
        raise CodecError("The data has an unknown dtype of torch.")
    import torch

    return getattr(torch, name)


ENCODERS: tuple[tuple[str, str, Callable[[Encoder, Any], Node]], ...] = (
    ("torch", "Tensor", _tensor),
    ("torch", "dtype", lambda _, value: ["torch dtype", _dtype_name(value)]),
)

DECODERS: dict[str, Callable[..., Any]] = {
    "tensor": _read_tensor,
    "torch dtype": _read_dtype,
}
