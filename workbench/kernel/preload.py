"""What a zygote imports before it forks, by extra, and how.

Imported, never executed: a library that computed in the parent may hang in the child (OpenMP, Rayon, gRPC and others
do not survive a fork once their threads run). The names are the import lines of the lessons, because several packages
(transformers, SciPy) load their parts only when these are named. tests/kernel/test_preload.py imports one behind the
other in a process that is watched, and looks for threads, open files, signal handlers and calls of ``get_ipython``.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

# What every stock kernel has loaded before its first cell.
KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "ipykernel.subshell_manager",
    "IPython.core.completer",
    "IPython.core.magics",
    "IPython.core.history",
    "traitlets.config.loader",
    "logging.config",
)

PRELOAD: dict[str, tuple[str, ...]] = {
    "base": (
        "tqdm.auto",
        "ipywidgets",
        "anywidget",
        "numpy",
        "numpy.random",
        "pandas",
        "pyarrow",
        "joblib",
        "scipy.linalg",
        "scipy.ndimage",
        "scipy.optimize",
        "scipy.stats",
        "sklearn.cluster",
        "sklearn.compose",
        "sklearn.datasets",
        "sklearn.decomposition",
        "sklearn.dummy",
        "sklearn.ensemble",
        "sklearn.impute",
        "sklearn.linear_model",
        "sklearn.metrics",
        "sklearn.model_selection",
        "sklearn.neighbors",
        "sklearn.pipeline",
        "sklearn.preprocessing",
        "sklearn.svm",
        "sklearn.tree",
        "matplotlib.pyplot",
        "matplotlib.patches",
        "matplotlib.backends.backend_agg",
        "contourpy",
        "PIL.Image",
        "PIL.PngImagePlugin",
        "seaborn",
        "plotly.graph_objects",
        "torch",
        "torch.nn.functional",
        "torch.utils.data",
        "torch._dynamo",  # a second of imports, which the first optimiser of a process makes
        "transformers",
        "sqlalchemy.dialects.sqlite",
        "yaml",
        "workbench.lesson",
        "workbench.progress",
        "workbench.datasets",
        "workbench.checking.diagnosing",
        "workbench.explorers.figure",
        "workbench.explorers.view",
    ),
    "data": ("altair", "openpyxl", "polars"),
    "dataframes": ("dask.dataframe", "polars", "pyspark.sql"),
    "statistics": (
        "statsmodels.api",
        "statsmodels.formula.api",
        "statsmodels.stats.api",
        "statsmodels.stats.multitest",
        "statsmodels.stats.power",
        "statsmodels.stats.proportion",
    ),
    "math": ("sympy",),
    "nlp": ("sentencepiece", "tokenizers"),
    "vision": (),
    "mlops": (
        "cryptography.hazmat.primitives.asymmetric.ed25519",
        "fastapi",
        "fastapi.testclient",
        "flask",
        "graphql",
        "httpx",
        "jwt",
        "prometheus_client",
        "pydantic",
        "uvicorn",
    ),
    "responsible": ("fairlearn.metrics", "fairlearn.postprocessing"),
}

CAREFUL: dict[str, str] = {
    "bentoml": "starts tracing exporters and reads the terminal when it is imported",
    "duckdb": "asks for the notebook when it is imported",
    "grpc": "does not survive a fork",
    "jax": "starts threads when it is imported",
    "keras": "aborts in a forked process",
    "matplotlib_inline.backend_inline": "asks for the notebook when it is imported",
    "numba": "aborts in a forked process",
    "plotly.io": "asks for the notebook when it is imported",
    "ray": "starts threads when it is imported",
    "tensorflow": "aborts in a forked process",
}
"""What must not be loaded before a fork, with the reason; it is imported by the cell that wants it."""


def names(extras: Iterable[str] | None = None) -> list[str]:
    """What is to be imported here: the modules of the base and of these extras (of all without), if installed."""
    chosen = PRELOAD if extras is None else ("base", *extras)
    return [name for extra in chosen for name in PRELOAD.get(extra, ()) if _is_installed(name)]


def _is_installed(name: str) -> bool:
    top = name.partition(".")[0]
    return top in sys.modules or importlib.util.find_spec(top) is not None


def preload(modules: list[str], *, between: Callable[[], None], tell: Callable[[str], None]) -> list[str]:
    """Import the modules in order; those that could be. between: called after each, for instance to serve requests.

    A module that fails is told and left to the cells that want it: they will see the error themselves.
    """
    loaded = []
    with as_in_a_notebook(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a cell that imports the module again is not told either
        for name in modules:
            try:
                importlib.import_module(name)
            except Exception as error:
                tell(f"{name} cannot be imported: {type(error).__name__}: {error}")
            else:
                loaded.append(name)
                if name == "matplotlib.pyplot":
                    _list_backends()
            if threading.active_count() > 1:
                raise RuntimeError(f"Importing {name} started a thread: {threading.enumerate()}")
            between()
    return loaded


def _list_backends() -> None:
    """matplotlib looks for backends in all installed packages when the first is chosen: that is the same for all."""
    from matplotlib.backends.registry import backend_registry

    backend_registry.list_all()  # type: ignore[no-untyped-call]


@contextmanager
def as_in_a_notebook() -> Iterator[None]:
    """tqdm.auto decides for the notebook's or the terminal's bar when it is imported: let it see a notebook."""
    import IPython

    real = IPython.get_ipython

    def get_ipython() -> Any:
        caller = sys._getframe(1).f_globals.get("__name__")
        return SimpleNamespace(config={"IPKernelApp": {}}) if caller == "tqdm.autonotebook" else real()

    IPython.get_ipython = get_ipython
    try:
        yield
    finally:
        IPython.get_ipython = real
