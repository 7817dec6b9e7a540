"""Which packages are to come: the lock says which version, each package which others it needs.

What is installed stays as it is. Only a package in a version that will not do is replaced, by the lock's version and
if nothing that is installed forbids that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.installing.extras import applies, canonical, installed_version, unfinished_packages
from workbench.installing.wheels import Wheel, find_wheel

if TYPE_CHECKING:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet

_PACKAGE = Path(__file__).resolve().parents[1]

Fetch = Callable[[list["Wanted"]], None]
"""Brings the wheels of these packages into the kept folder."""


@cache
def lock() -> dict[str, str]:
    """The proven versions by canonical name: of the wheel, else of the clone."""
    places = [_PACKAGE / "requirements.lock", _PACKAGE.parent / "requirements.lock"]
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        raise WorkbenchError(
            f"requirements.lock is neither in {places[0].parent} nor above. Install the workbench again."
        )
    lines = (
        line.partition("#")[0].partition(";")[0].strip() for line in found.read_text(encoding="utf-8").splitlines()
    )
    pins = (line.split("==") for line in lines if "==" in line)
    return {canonical(name.strip()): version.strip() for name, version in pins}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A package to come. name: canonical; specifier: what it may be, exactly one version where the lock names it."""

    name: str
    specifier: SpecifierSet

    def __str__(self) -> str:
        return f"{self.name}{self.specifier}"


def resolve(requirements: Iterable[Requirement], *, folder: Path, fetch: Fetch) -> list[Wheel]:
    """Find, and have fetched, all packages that these requirements need and that are not here.

    folder: the kept folder of wheels. The wheels come each after what it needs. Raises WorkbenchError when the versions
    cannot live together.
    """
    search = _Search(folder=folder, fetch=fetch)
    search.add(requirements)
    search.check()
    return search.ordered()


class _Search:
    def __init__(self, *, folder: Path, fetch: Fetch) -> None:
        self._folder = folder
        self._fetch = fetch
        self._unfinished = unfinished_packages()
        self._seen: set[tuple[str, frozenset[str]]] = set()
        self._found: dict[str, Wheel] = {}
        self._needs: dict[str, set[str]] = {}
        self._asked: list[tuple[str, Requirement]] = []

    def add(self, requirements: Iterable[Requirement]) -> None:
        """Level by level, so that what one level lacks is fetched together."""
        level = [("the workbench", requirement) for requirement in requirements]
        while level:
            self._asked += level
            wanted = {
                name: each for _, requirement in level if (each := self._wanted(requirement)) for name in [each.name]
            }
            absent = [each for each in wanted.values() if find_wheel(self._folder, each.name, each.specifier) is None]
            if absent:
                self._fetch(absent)
            for each in wanted.values():
                self._found[each.name] = self._wheel(each)
            level = [(name, inner) for _, requirement in level for name, inner in self._inside(requirement)]

    def _wanted(self, requirement: Requirement) -> Wanted | None:
        """What is to be fetched for a requirement; None when it is here or found already."""
        from packaging.specifiers import SpecifierSet

        name = canonical(requirement.name)
        if name in self._found or self._is_here(requirement):
            return None
        pinned = lock().get(name)
        if pinned is None:
            return Wanted(name=name, specifier=requirement.specifier)
        return Wanted(name=name, specifier=SpecifierSet(f"=={pinned}"))

    def _is_here(self, requirement: Requirement) -> bool:
        installed = installed_version(requirement.name)
        fits = installed is not None and requirement.specifier.contains(installed, prereleases=True)
        return fits and canonical(requirement.name) not in self._unfinished

    def _wheel(self, wanted: Wanted) -> Wheel:
        found = find_wheel(self._folder, wanted.name, wanted.specifier)
        if found is None:
            raise WorkbenchError(f"There is no {wanted} for this machine and this Python.")
        return found

    def _inside(self, requirement: Requirement) -> Iterable[tuple[str, Requirement]]:
        """What the package of a requirement needs in turn, each once."""
        from packaging.requirements import Requirement

        name = canonical(requirement.name)
        key = (name, frozenset(requirement.extras))
        if key in self._seen:
            return []
        self._seen.add(key)
        if name in self._found:
            inner = self._found[name].requirements()
        elif requirement.extras:
            inner = [Requirement(text) for text in distribution(requirement.name).requires or []]
        else:
            return []  # it is installed, with what it needs
        needed = [each for each in inner if applies(each, *requirement.extras)]
        self._needs.setdefault(name, set()).update(canonical(each.name) for each in needed)
        return [(name, each) for each in needed]

    def check(self) -> None:
        """Every requirement holds for what will be here, and what is replaced suits all that stays."""
        self._asked += list(_of_those_that_stay(self._found))
        for asker, requirement in self._asked:
            found = self._found.get(canonical(requirement.name))
            version = found.version if found else installed_version(requirement.name)
            if version is not None and not requirement.specifier.contains(version, prereleases=True):
                raise WorkbenchError(
                    f"{asker} needs {requirement.name}{requirement.specifier}, and {version} is "
                    f"{'what the lock names' if found else 'installed'}. This environment has drifted from what was "
                    "proven together: make a new one, with 'make lab' or as the README says."
                )

    def ordered(self) -> list[Wheel]:
        """Each after what it needs, so that one that is installed is complete."""
        done: dict[str, Wheel] = {}
        begun: set[str] = set()

        def visit(name: str) -> None:
            if name in begun:
                return
            begun.add(name)
            for needed in sorted(self._needs.get(name, ())):
                visit(needed)
            if name in self._found:
                done[name] = self._found[name]

        for name in sorted(self._found):
            visit(name)
        return list(done.values())


def _of_those_that_stay(replaced: dict[str, Wheel]) -> Iterable[tuple[str, Requirement]]:
    """What installed packages ask of the packages that are to be replaced."""
    from packaging.requirements import InvalidRequirement, Requirement

    changed = {name for name in replaced if installed_version(name) is not None}
    if not changed:
        return
    for there in distributions():
        asker = there.metadata["Name"] or ""
        if canonical(asker) in replaced:
            continue
        for text in there.requires or []:
            try:
                requirement = Requirement(text)
            except InvalidRequirement:
                continue
            if canonical(requirement.name) in changed and applies(requirement):
                yield asker, requirement
