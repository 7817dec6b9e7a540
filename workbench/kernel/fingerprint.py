"""What a zygote is good for: one with another interpreter, package set or environment must not serve a request.

A kernel that is forked has imported its libraries already. So everything that a library reads while it is imported is
part of the fingerprint; what is read later (the working folder, most variables, the time zone) is set after the fork.
"""

from __future__ import annotations

import hashlib
import json
import os
import site
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

# Read at import by the libraries themselves, by the dynamic loader, or by the interpreter at its start.
_PREFIXES = (
    "OMP_", "KMP_", "GOMP_", "MKL_", "OPENBLAS_", "BLIS_", "NUMEXPR_", "GOTO_", "VECLIB_",
    "HF_", "HUGGINGFACE_", "TRANSFORMERS_", "TOKENIZERS_", "TORCH", "PYTORCH_", "CUDA_", "NVIDIA_", "XLA_", "JAX_",
    "ARROW_", "POLARS_", "NPY_", "NUMPY_", "SCIPY_", "SKLEARN_", "JOBLIB_", "LOKY_", "NUMBA_", "PANDAS_", "PLOTLY_",
    "MPLCONFIGDIR", "MATPLOTLIB", "XDG_", "LD_", "DYLD_", "MALLOC_", "GLIBC_", "LC_", "PYTHON",
)  # fmt: skip
_NAMES = ("HOME", "LANG", "LANGUAGE", "PATH", "NO_PROXY", "no_proxy", "USER", "VIRTUAL_ENV")
_NAMESPACES = ("mnt", "pid", "net", "ipc", "uts", "user", "cgroup")
_NOT_IN_KERNELS = ("batch", "cli", "dashboards", "labextension", "proof", "server")
_PACKAGE = Path(__file__).resolve().parents[1]


def relevant(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that are read before a fork."""
    return {name: value for name, value in sorted(environment.items()) if name in _NAMES or name.startswith(_PREFIXES)}


def fingerprint(environment: Mapping[str, str]) -> str:
    """A short text that is equal for two processes exactly if one zygote can serve both."""
    parts = {
        "interpreter": [os.path.realpath(sys.executable), sys.prefix, sys.version],
        "packages": [[folder, _changed(Path(folder))] for folder in _package_folders(environment)],
        "workbench": list(_sources(_PACKAGE)),
        "environment": relevant(environment),
        "user": [os.getuid(), os.getgid(), os.getgroups()],
        "processors": sorted(os.sched_getaffinity(0)),
        "namespaces": list(_namespaces()),
    }
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def branch_key(key: str, extras: Sequence[str]) -> str:
    """The name of a zygote that has imported more than the one with this fingerprint."""
    return hashlib.sha256(f"{key} {' '.join(extras)}".encode()).hexdigest()[:16]


def _package_folders(environment: Mapping[str, str]) -> list[str]:
    folders = [*filter(None, environment.get("PYTHONPATH", "").split(os.pathsep)), *site.getsitepackages()]
    return [*folders, site.getusersitepackages()] if site.ENABLE_USER_SITE else folders


def _changed(path: Path) -> int:
    """When a folder's list of entries last changed: installing, upgrading and removing all change it."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _sources(package: Path) -> Iterator[tuple[str, int]]:
    """The package's own files: authors change them in place."""
    for folder, folders, files in os.walk(package):
        kept = (name for name in folders if not name.startswith(("_", ".")) and name not in _NOT_IN_KERNELS)
        folders[:] = sorted(kept)
        for name in sorted(files):
            if name.endswith(".py"):
                yield f"{folder}/{name}", os.stat(f"{folder}/{name}").st_mtime_ns  # noqa: PTH116 (ten times as fast)


def _namespaces() -> Iterator[str]:
    """The namespaces and control group of this process: a kernel must not leave those of who asked for it."""
    for name in _NAMESPACES:
        with suppress(OSError):
            yield os.readlink(f"/proc/self/ns/{name}")  # noqa: PTH115
    with suppress(OSError):
        yield Path("/proc/self/cgroup").read_text(encoding="utf-8")
