"""``python -m workbench.installing.measure``: write the table of sizes anew, from what is installed here.

For authors, after ``make test`` has installed everything. An isolated environment that is not made here keeps its
entry.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import environments
from workbench.errors import WorkbenchError
from workbench.files import write_atomic
from workbench.installing.extras import applies, base_requirements, canonical, extra_requirements, extras
from workbench.installing.sizes import TABLE, Sizes, sizes

if TYPE_CHECKING:
    from packaging.requirements import Requirement


def closure(requirements: Iterable[Requirement]) -> dict[str, Distribution]:
    """All installed packages that these need, by canonical name. Raises WorkbenchError when one is not installed."""
    from packaging.requirements import Requirement

    found: dict[str, Distribution] = {}
    waiting = list(requirements)
    seen = set()
    while waiting:
        wanted = waiting.pop()
        key = (canonical(wanted.name), frozenset(wanted.extras))
        if key in seen:
            continue
        seen.add(key)
        try:
            there = distribution(wanted.name)
        except PackageNotFoundError:
            raise WorkbenchError(f"{wanted} is not installed: install everything first, as 'make test' does.") from None
        found[key[0]] = there
        inner = (Requirement(text) for text in there.requires or [])
        waiting += [each for each in inner if applies(each, *wanted.extras)]
    return found


def size_of(there: Distribution) -> int:
    """Bytes of the files that a package has installed."""
    paths = (Path(str(file.locate())) for file in there.files or [])
    return sum(path.stat().st_size for path in paths if path.is_file())


def measure(*, before: Sizes) -> Sizes:
    """What is here. before: for what is not. Raises WorkbenchError when an extra is not installed."""
    base = set(closure(base_requirements()))
    packages: dict[str, int] = {}
    brought: dict[str, tuple[str, ...]] = {}
    for extra in extras():
        found = {name: there for name, there in closure(extra_requirements(extra)).items() if name not in base}
        packages |= {name: size_of(there) for name, there in found.items() if name not in packages}
        brought[extra] = tuple(sorted(found))
    isolated = dict(before.isolated)
    for name in environments.names():
        made = environments.environment(name)
        if made.ready:
            isolated[name] = _folder_size(made.folder)
    return Sizes(packages=dict(sorted(packages.items())), extras=brought, isolated=isolated)


def _folder_size(folder: Path) -> int:
    # What is linked (the workbench) is not part of it.
    paths = (Path(root) / name for root, _, names in os.walk(folder) for name in names)
    return sum(path.lstat().st_size for path in paths)


def main() -> int:
    if not (TABLE.parents[2] / "pyproject.toml").is_file():
        print("The table is written in a clone of the repository.", file=sys.stderr)
        return 2
    before = sizes() if TABLE.exists() else Sizes(packages={}, extras={}, isolated={})
    found = measure(before=before)
    # To a tenth of a megabyte: what differs between two machines is not worth a change.
    rounded = {name: max(100_000, round(size, -5)) for name, size in found.packages.items()}
    isolated = {name: round(size, -6) for name, size in found.isolated.items()}
    write_atomic(
        TABLE, json.dumps({"packages": rounded, "extras": found.extras, "isolated": isolated}, indent=1) + "\n"
    )
    print(f"{TABLE}: {len(rounded)} packages, {len(found.extras)} extras, {len(isolated)} isolated environments")
    return 0


if __name__ == "__main__":
    sys.exit(main())
