"""Where explorers lie, what is known of them before any code of theirs runs, and how one is loaded.

An explorer is content: ``lessons/<track>/explorers/<name>.py``, with ``<name>.js`` beside it where it computes in the
browser. It is found by its file, as a lesson is; there is nothing to register.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from workbench.content import lessons_dir
from workbench.errors import WorkbenchError, nearest
from workbench.explorers.declare import Explorer

_PATTERN = "[0-9][0-9]_*/explorers/*.py"
_MODULE = "workbench_explorer_{}"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SHOWN = re.compile(r"""\.explore\(\s*["'](\w+)["']""")
_DATA = re.compile(r"""\b(?:load_dataset|dataset_path)\(\s*["'](\w+)["']""")


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What the decorator of an explorer says of it in words."""

    title: str
    question: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """The file of an explorer. track: the folder's name."""

    name: str
    track: str
    path: Path

    @property
    def files(self) -> list[Path]:
        """All that it is made of: its module and, where there is one, its script."""
        script = self.path.with_suffix(".js")
        return [self.path, script] if script.is_file() else [self.path]

    @property
    def datasets(self) -> list[str]:
        """The data sets that its code names."""
        return sorted(set(_DATA.findall(self.path.read_text(encoding="utf-8"))))

    def summary(self) -> Summary:
        """Title, question and text, read from the source: nothing is imported. Raises WorkbenchError without them."""
        return _summary(self.path, self.path.stat().st_mtime_ns)


def find_explorers(root: Path | None = None) -> dict[str, Found]:
    """All explorers under ``root`` (default: the lessons in use) by name, in the order of their tracks.

    Raises WorkbenchError for two of one name, and for a name that is not of lower-case letters, digits and ``_``.
    """
    found: dict[str, Found] = {}
    for path in sorted((root or lessons_dir()).glob(_PATTERN)):
        name = path.stem
        if not _NAME.fullmatch(name):
            raise WorkbenchError(
                f"{path}: an explorer is named with lower-case letters, digits and _. Rename the file."
            )
        if name in found:
            raise WorkbenchError(
                f"Two explorers are called {name!r}: {found[name].path} and {path}. "
                "Lessons show explorers by name alone: rename one of them."
            )
        found[name] = Found(name=name, track=path.parents[1].name, path=path)
    return found


def names() -> list[str]:
    """The names of all explorers, track by track. Imports none of them."""
    return list(find_explorers())


def shown_by(source: str, among: Mapping[str, Found]) -> list[Found]:
    """The explorers that a lesson's source shows, in its order, each once; names that are unknown are left out."""
    return [among[name] for name in dict.fromkeys(_SHOWN.findall(source)) if name in among]


# -- loading -----------------------------------------------------------------------------------------------------------


class _Loader(SourceFileLoader):
    """Leaves no ``__pycache__`` beside the lessons."""

    def set_data(self, path: str, data: Any, *, _mode: int = 0o666) -> None:
        del path, data, _mode


_loaded: dict[str, tuple[Path, int, Explorer]] = {}


def load(name: str) -> Explorer:
    """The explorer of that name: its file is run once in a process, and again when it has changed.

    Raises WorkbenchError for an unknown name, and when the file does not define it.
    """
    known = find_explorers()
    if name not in known:
        raise WorkbenchError(f"There is no explorer {name!r}.{nearest(name, known)}")
    path = known[name].path
    changed = path.stat().st_mtime_ns
    earlier = _loaded.get(name)
    if earlier is None or earlier[:2] != (path, changed):
        earlier = _loaded[name] = path, changed, _run(name, path)
    return earlier[2]


def _run(name: str, path: Path) -> Explorer:
    module_name = _MODULE.format(name)
    spec = spec_from_file_location(module_name, path, loader=_Loader(module_name, str(path)))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[module_name] = module  # dataclasses look their module up
    try:
        spec.loader.exec_module(module)
        found = getattr(module, name, None)
        if not isinstance(found, Explorer) or found.name != name:
            raise WorkbenchError(f'{path} must define a function {name} under @explorer("{name}", …).')
    except BaseException:
        del sys.modules[module_name]
        raise
    return found


# -- reading -----------------------------------------------------------------------------------------------------------


@cache
def _summary(path: Path, _changed: int) -> Summary:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise WorkbenchError(f"{path}, line {error.lineno}: {error.msg}.") from error
    told = _arguments(tree, path.stem)
    missing = [key for key in ("title", "question", "about") if not told.get(key)]
    if missing:
        raise WorkbenchError(
            f"{path}: @explorer({path.stem!r}, …) lacks {' and '.join(missing)}. "
            "Write each as a plain text there: the gallery reads them without running the file."
        )
    return Summary(title=told["title"], question=told["question"], about=told["about"])


def _arguments(tree: ast.Module, name: str) -> dict[str, str]:
    """The keyword arguments that are plain texts, of the decorator ``@explorer`` on the function of that name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            for call in node.decorator_list:
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "explorer":
                    return {
                        word.arg: word.value.value
                        for word in call.keywords
                        if word.arg and isinstance(word.value, ast.Constant) and isinstance(word.value.value, str)
                    }
    return {}
