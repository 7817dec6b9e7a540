"""Live objects as data: what is described of them, and what is opaque. Decoding makes no such object."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workbench.grading.codec.protocols import Decoder, Encoder, Node
from workbench.grading.codec.types import (
    LIBRARIES,
    Described,
    Opaque,
    attribute,
    class_dict,
    from_class,
    instance_dict,
    mro,
    plain_text,
    type_name,
    want,
)

Handler = Callable[[Encoder, Any], Node]

_PLAIN_ARGUMENTS = (str, int, float, bool, bytes, type(None))


def _described(encoder: Encoder, kind: str, name: str, data: Any) -> Node:
    return ["described", kind, name, encoder.value(data)]


# -- classes and functions ---------------------------------------------------------------------------------------------


def _is_found(value: Any, module: str, name: str) -> bool:
    """Whether a library offers exactly this object under this name."""
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found is value


def _class(encoder: Encoder, value: Any) -> Node:
    name = type_name(value)
    if "." in name or _is_found(value, "builtins", name):
        return _described(encoder, "class", name, None)
    return ["opaque", "type", f"the class {name}"]


def _function(encoder: Encoder, value: Any) -> Node:
    name = plain_text(getattr(value, "__qualname__", "")) or plain_text(value.__name__)
    for module in (plain_text(getattr(value, "__module__", "")), "numpy", "scipy.special"):
        if module.partition(".")[0] in LIBRARIES and _is_found(value, module, name):
            full = name if module == "builtins" else f"{module}.{name}"
            return _described(encoder, "function", full, None)
    return ["opaque", "function", f"the function {name}".encode("utf-8", "replace").decode()[:200]]


# -- plain objects -----------------------------------------------------------------------------------------------------


def encode_enum(encoder: Encoder, value: Any) -> Node:
    """A member by the names of its class and of itself, with its value."""
    kept = instance_dict(value)
    data = {"name": kept.get("_name_"), "value": kept.get("_value_")}
    return _described(encoder, "enum", type_name(type(value)), data)


def _dataclass(encoder: Encoder, value: Any) -> Node:
    kept = instance_dict(value)
    fields = from_class(type(value), "__dataclass_fields__")
    names = [plain_text(name) for name, field in dict.items(fields) if field._field_type.name == "_FIELD"]
    data = {name: attribute(value, name, kept) for name in names}
    return _described(encoder, "dataclass", type_name(type(value)), data)


def _pydantic(encoder: Encoder, value: Any) -> Node:
    return _described(encoder, "pydantic", type_name(type(value)), instance_dict(value))


def _exception(encoder: Encoder, value: Any) -> Node:
    """The text of an exception by the method of its built-in base class."""
    arguments = class_dict(BaseException)["args"].__get__(value)
    base = next(cls for cls in mro(type(value)) if cls.__module__ == "builtins")
    simple = all(type(argument) in _PLAIN_ARGUMENTS for argument in arguments)
    text = base.__str__(value) if simple else ""  # type: ignore[call-arg]
    return _described(encoder, "exception", type_name(type(value)), {"text": plain_text(text)})


# -- what the libraries fit and draw -----------------------------------------------------------------------------------


def _figure(encoder: Encoder, value: Any) -> Node:
    from workbench.checking.compare.plots import describe, library_of

    return _described(encoder, "figure", f"{library_of(value)} figure", describe(value))


def _parameter_names(cls: type) -> list[str]:
    """The parameters of an estimator, which are the arguments of its ``__init__``, sorted as get_params does."""
    function = from_class(cls, "__init__")
    function = getattr(function, "deprecated_original", function)
    if type(function) is not types.FunctionType:
        return []
    code = function.__code__
    return sorted(code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount])


def _estimator(encoder: Encoder, value: Any) -> Node:
    """Class, parameters and what was fitted: the attributes whose names end in one underscore."""
    kept = instance_dict(value)
    fitted = {name: kept[name] for name in sorted(map(plain_text, kept)) if _is_fitted(name)}
    parameters = {name: kept[name] for name in _parameter_names(type(value)) if name in kept}
    data = {"parameters": parameters, "fitted": fitted}
    return _described(encoder, "estimator", type_name(type(value)), data)


def _is_fitted(name: str) -> bool:
    return name.endswith("_") and not name.endswith("__") and not name.startswith("_")


def _tree(encoder: Encoder, value: Any) -> Node:
    """The nodes and values of a fitted decision tree."""
    state = value.__getstate__()
    return _described(encoder, "tree", type_name(type(value)), {name: state[name] for name in ("nodes", "values")})


def _module(encoder: Encoder, value: Any) -> Node:
    data = dict(_state(value, "", ()))
    return _described(encoder, "module", type_name(type(value)), data)


def _state(module: Any, prefix: str, above: tuple[int, ...]) -> Iterator[tuple[str, Any]]:
    """What ``state_dict`` of a module gives, past whatever its class has made of that method."""
    kept: Mapping[str, Any] = instance_dict(module)
    transient = kept["_non_persistent_buffers_set"]
    for name, value in dict.items(kept["_parameters"]):
        if value is not None:
            yield f"{prefix}{name}", value
    for name, value in dict.items(kept["_buffers"]):
        if value is not None and name not in transient:
            yield f"{prefix}{name}", value
    for name, child in dict.items(kept["_modules"]):
        if child is None:
            continue
        if id(child) in above:
            raise ValueError("a module that contains itself")
        yield from _state(child, f"{prefix}{name}.", (*above, id(module)))


def _library_dtype(encoder: Encoder, value: Any) -> Node:
    name = type_name(type(value))
    return _described(encoder, "dtype", name, str(value)) if "." in name else encoder.opaque(value)


# -- the last resort, and both ways ------------------------------------------------------------------------------------


def _opaque(encoder: Encoder, value: Any) -> Node:
    return encoder.opaque(value)


def fallback(cls: type) -> Handler:
    """The handler of a class that has no known base."""
    return _dataclass if type(from_class(cls, "__dataclass_fields__")) is dict else _opaque


def _read_described(decoder: Decoder, kind: Any, name: Any, data: Any) -> Described:
    return Described(kind=want(kind, str), type_name=want(name, str), data=decoder.value(data))


PLAIN: tuple[tuple[type, Handler], ...] = (
    (type, _class),
    (types.FunctionType, _function),
    (types.BuiltinFunctionType, _function),
    (BaseException, _exception),
    (Opaque, _opaque),
    (Described, lambda encoder, value: _described(encoder, value.kind, value.type_name, value.data)),
)

ENCODERS: tuple[tuple[str, str, Handler], ...] = (
    ("numpy", "ufunc", _function),
    ("numpy._core._multiarray_umath", "_ArrayFunctionDispatcher", _function),
    ("matplotlib.figure", "FigureBase", _figure),
    ("matplotlib.axes", "Axes", _figure),
    ("seaborn.axisgrid", "_BaseGrid", _figure),
    ("plotly.basedatatypes", "BaseFigure", _figure),
    ("altair", "TopLevelMixin", _figure),
    ("sklearn.base", "BaseEstimator", _estimator),
    ("sklearn.tree._tree", "Tree", _tree),
    ("torch.nn", "Module", _module),
    ("pydantic", "BaseModel", _pydantic),
    ("pandas.api.extensions", "ExtensionDtype", _library_dtype),
    ("polars", "DataType", _library_dtype),
)

DECODERS: dict[str, Callable[..., Any]] = {
    "opaque": lambda _, name, text: Opaque(want(name, str), want(text, str)),
    "described": _read_described,
}
