"""Data sets that ship with the workbench: ``load_dataset("penguins")``.

``datasets/catalog.toml`` lists each with its files, their SHA-256, licence and attribution. A file is verified
against its hash the first time a process loads it, so a damaged download is found here and not in a result.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from workbench.content import datasets_dir
from workbench.errors import WorkbenchError, nearest


def catalog() -> dict[str, dict[str, Any]]:
    """Name → entry of ``datasets/catalog.toml``."""
    path = datasets_dir() / "catalog.toml"
    return _read_catalog(path, path.stat().st_mtime_ns)


@cache
def _read_catalog(path: Path, _mtime: int) -> dict[str, dict[str, Any]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def dataset_path(name: str, file: str | None = None) -> Path:
    """The verified path of a file of a data set; without ``file``, of its first one.

    Raises WorkbenchError for an unknown name or file, and for a missing or damaged file.
    """
    entries = catalog()
    if name not in entries:
        raise WorkbenchError(f"There is no data set {name!r}.{nearest(name, entries)}")
    files = {item["path"]: item for item in entries[name]["files"]}
    chosen = file or next(iter(files))
    if chosen not in files:
        raise WorkbenchError(f"Data set {name!r} has no file {chosen!r}.{nearest(chosen, files)}")
    path = datasets_dir() / name / chosen
    try:
        return _verified(path, files[chosen]["sha256"], path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise WorkbenchError(f"{path} is missing. Restore it with 'git checkout -- {path}' or install again.") from None


@cache
def _verified(path: Path, sha256: str, _mtime: int) -> Path:
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise WorkbenchError(f"{path} is damaged (its SHA-256 differs from the catalogue). Restore it from git.")
    return path


def _load_npz(path: Path) -> dict[str, Any]:
    import numpy as np

    with np.load(path, allow_pickle=False) as archive:
        return dict(archive)


def load_dataset(name: str, file: str | None = None) -> Any:
    """Load a data set that ships with the workbench, offline.

    name: as in ``datasets/catalog.toml``; file: which of its files (default: the first).
    Returns a pandas DataFrame for CSV and Parquet, a dict of NumPy arrays for .npz, parsed JSON for .json,
    text for .txt (.gz too), and the path for anything else (images, sound).
    """
    import gzip
    import json

    path = dataset_path(name, file)
    kind = path.name.removesuffix(".gz").rsplit(".", 1)[-1]
    if kind == "parquet":
        import pandas as pd

        return pd.read_parquet(path)
    if kind == "csv":
        import pandas as pd

        return pd.read_csv(path)
    if kind == "npz":
        return _load_npz(path)
    if kind in ("json", "topojson"):
        return json.loads(path.read_text(encoding="utf-8"))
    if kind == "txt":
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return path
