"""The kept folder of wheels: what has been downloaded stays there until it is installed."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.parser import HeaderParser
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet
    from packaging.tags import Tag


def cache_folder() -> Path:
    """Where downloads are kept: below XDG_CACHE_HOME."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "ml-workbench" / "wheels"


@dataclass(frozen=True, kw_only=True)
class Wheel:
    """A downloaded package. name: canonical."""

    path: Path
    name: str
    version: str

    @property
    def pin(self) -> str:
        return f"{self.name}=={self.version}"

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def requirements(self) -> list[Requirement]:
        """What it needs, with the markers. Raises WorkbenchError for a file that is no wheel."""
        from packaging.requirements import Requirement

        try:
            with zipfile.ZipFile(self.path) as archive:
                (inside,) = (
                    name for name in archive.namelist() if name.count("/") == 1 and name.endswith(".dist-info/METADATA")
                )
                text = archive.read(inside).decode("utf-8")
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            self.path.unlink(missing_ok=True)
            raise WorkbenchError(f"{self.path.name} was damaged and has been removed. Install again.") from error
        return [Requirement(line) for line in HeaderParser().parsestr(text).get_all("Requires-Dist") or []]

    def forget(self) -> None:
        """Remove the file: it is installed."""
        with suppress(OSError):
            self.path.unlink()


def find_wheel(folder: Path, name: str, specifier: SpecifierSet) -> Wheel | None:
    """The newest wheel of a package in the folder that fits the versions and this machine."""
    from packaging.version import Version

    fitting = [wheel for wheel in _wheels(folder) if wheel.name == name and specifier.contains(wheel.version)]
    return max(fitting, key=lambda wheel: Version(wheel.version), default=None)


def _wheels(folder: Path) -> Iterator[Wheel]:
    from packaging.utils import InvalidWheelFilename, parse_wheel_filename

    for path in sorted(folder.glob("*.whl")):
        try:
            name, version, _, tags = parse_wheel_filename(path.name)
        except InvalidWheelFilename:
            continue
        if tags & _tags():
            yield Wheel(path=path, name=name, version=str(version))


@cache
def _tags() -> frozenset[Tag]:
    from packaging.tags import sys_tags

    return frozenset(sys_tags())
