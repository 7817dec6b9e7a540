"""Files beside a notebook that a kernel would import instead of an installed module."""

from __future__ import annotations

import os
import sys

_ENDINGS = (".py", ".so", ".pyc")


def shadowed_by(folder: str, *, own: frozenset[str] = frozenset()) -> str | None:
    """Why a kernel that has imported its libraries already would behave differently in this folder; None if not.

    A stock kernel looks into its working folder first: a ``pandas.py`` or ``matplotlibrc`` there counts. own: modules
    that a stock kernel, too, has loaded before it looks there.
    """
    loaded = {name.partition(".")[0] for name in sys.modules} - {name.partition(".")[0] for name in own}
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        return f"{folder}: {error.strerror}"
    for entry in entries:
        if entry.name == "matplotlibrc":
            return f"{entry.path} changes the settings of matplotlib"
        stem, dot, _ = entry.name.partition(".")
        is_module = dot and entry.name.endswith(_ENDINGS) and stem in loaded
        is_package = not dot and stem in loaded and os.path.exists(f"{entry.path}/__init__.py")  # noqa: PTH110 (hot)
        if (is_module or is_package) and not _is_itself(entry.path, stem):
            return f"{entry.path} is imported instead of the installed module {stem!r}"
    return None


def _is_itself(path: str, module: str) -> bool:
    """Whether this is the module that is loaded, as in the folder of a package that is installed in place."""
    loaded = sys.modules.get(module)
    file = getattr(loaded, "__file__", None) or ""
    return os.path.realpath(file) in (os.path.realpath(path), os.path.realpath(f"{path}/__init__.py"))
