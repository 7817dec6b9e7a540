"""The extras of the installed distribution, and which of them this environment lacks.

Asked for every lesson that is opened, so what was found is kept until the folders of packages change.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.content import content_root, in_clone
from workbench.errors import WorkbenchError, nearest
from workbench.files import write_atomic

if TYPE_CHECKING:
    from packaging.requirements import Requirement

DISTRIBUTION = "ml-workbench"

Stamp = tuple[tuple[str, int], ...]


def state_folder() -> Path:
    """Where the environment keeps what is being installed into it."""
    return Path(sys.prefix) / "var" / DISTRIBUTION


def journal() -> Path:
    """The names of the packages that are being written; it is there only while they are, or after a crash."""
    return state_folder() / "unfinished"


def stamp() -> Stamp:
    """Changes whenever a package comes, goes or is replaced."""
    found = []
    folders = (folder for folder in sys.path if folder.endswith("-packages"))
    for folder in [*folders, str(journal())]:
        try:
            found.append((folder, os.stat(folder).st_mtime_ns))  # noqa: PTH116 (asked for every lesson)
        except OSError:
            continue
    return tuple(found)


def is_distributed() -> bool:
    """Whether the workbench is installed here; in an isolated environment it is only linked."""
    return _find(stamp()) is not None


@cache
def _find(_stamp: Stamp) -> Distribution | None:
    try:
        return distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return None


def own_distribution() -> Distribution:
    """The workbench as it is installed. Raises WorkbenchError when it is not."""
    found = _find(stamp())
    if found is None:
        raise WorkbenchError(
            f"The workbench runs from {content_root()} but is not installed in {sys.prefix}. "
            f"Install it: {install_command()}"
        )
    return found


@cache
def _requirements(_stamp: Stamp) -> tuple[Requirement, ...]:
    from packaging.requirements import Requirement

    return tuple(Requirement(text) for text in own_distribution().requires or [])


def extras() -> list[str]:
    """The extras that the installed distribution offers."""
    return list(own_distribution().metadata.get_all("Provides-Extra") or [])


def applies(requirement: Requirement, *extras: str) -> bool:
    """Whether a requirement holds here, with any of these extras or with none."""
    return requirement.marker is None or any(requirement.marker.evaluate({"extra": x}) for x in ("", *extras))


def base_requirements() -> list[Requirement]:
    """What the workbench needs whatever is learnt."""
    return [requirement for requirement in _requirements(stamp()) if applies(requirement)]


def extra_requirements(extra: str) -> list[Requirement]:
    """What an extra adds to the base, extras that it includes written out. Raises WorkbenchError for an unknown one."""
    if extra not in extras():
        raise WorkbenchError(f"The workbench has no extra {extra!r}.{nearest(extra, extras())}")
    found: dict[str, Requirement] = {}
    for requirement in _requirements(stamp()):
        if applies(requirement) or not applies(requirement, extra):
            continue
        if requirement.name == DISTRIBUTION:
            for included in sorted(requirement.extras - {extra}):
                found.update((inner.name, inner) for inner in extra_requirements(included))
        else:
            found[requirement.name] = requirement
    return list(found.values())


def lacking(requirements: Iterable[Requirement]) -> list[str]:
    """What is not installed, or in a version that will not do, as it would be given to pip."""
    unfinished = unfinished_packages()
    found = []
    for requirement in requirements:
        installed = installed_version(requirement.name)
        if installed is None or canonical(requirement.name) in unfinished:
            found.append(f"{requirement.name}{requirement.specifier}")
        elif not requirement.specifier.contains(installed, prereleases=True):
            found.append(f"{requirement.name}{requirement.specifier} (here is {installed})")
    return found


def installed_version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def unfinished_packages() -> set[str]:
    """What a crash left half-written."""
    try:
        return set(journal().read_text(encoding="utf-8").split())
    except OSError:
        return set()


def canonical(name: str) -> str:
    """The one spelling of a package's name."""
    from packaging.utils import canonicalize_name

    return canonicalize_name(name)


def missing_extras(wanted: Iterable[str]) -> tuple[str, ...]:
    """Those of these extras that this environment lacks; one that the installed workbench does not know is lacking.

    Quick, and nothing for no extras. Without an installed workbench (an isolated environment) nothing is lacking.
    """
    names = tuple(wanted)
    return _missing(names, stamp()) if names else ()


@cache
def _missing(names: tuple[str, ...], now: Stamp) -> tuple[str, ...]:
    kept = _read_kept(now)
    if not set(names) <= set(kept):
        if _find(now) is None:
            return ()
        known = extras()
        kept |= {name: name not in known or bool(lacking(extra_requirements(name))) for name in names}
        _keep(now, kept)
    return tuple(name for name in names if kept[name])


def _read_kept(now: Stamp) -> dict[str, bool]:
    """Extra → whether it is lacking, as another process found it. Finding it out takes a new kernel 40 ms."""
    try:
        found = json.loads((state_folder() / "lacking.json").read_text(encoding="utf-8"))
        if found["stamp"] == [list(entry) for entry in now]:
            return {str(name): bool(lacks) for name, lacks in found["lacking"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    return {}


def _keep(now: Stamp, found: dict[str, bool]) -> None:
    with suppress(OSError):  # an environment that may not be written to: found out anew each time
        write_atomic(state_folder() / "lacking.json", json.dumps({"stamp": now, "lacking": found}))


def install_command(*, reinstall: bool = False) -> str:
    """The command that installs the workbench with its base into this environment."""
    what = ["-e", str(content_root())] if in_clone() else [DISTRIBUTION]
    again = ["--force-reinstall", "--no-deps"] if reinstall else []
    return shlex.join([sys.executable, "-m", "pip", "install", *again, *what])
