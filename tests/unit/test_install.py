"""Installing what a lesson lacks: in a real environment, by a real pip, from wheels made here."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from packaging.requirements import Requirement
from temporary_environment import HOUSE, Environment, Shop, make_environment, open_shop, write_wheel

from workbench.errors import WorkbenchError
from workbench.installing import job, pip, resolve
from workbench.installing.resolve import Wanted
from workbench.installing.wheels import find_wheel
from workbench.locks import locked

if TYPE_CHECKING:
    from tests.conftest import Content

PATIENCE = 60.0  # seconds
LESSON = "01_alpha/01_one"
SIZES = {
    "packages": {"roof": 3_000_000, "wall": 20_000_000, "ground": 400_000},
    "extras": {"house": ["ground", "roof", "wall"]},
    "isolated": {},
}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    for name, needs in HOUSE.items():
        write_wheel(tmp_path / "wheels", name, "1.0", needs=needs)
        write_wheel(tmp_path / "wheels", name, "2.0", needs=needs)
    with open_shop(tmp_path / "wheels") as opened:
        yield opened


@pytest.fixture
def place(tmp_path: Path, shop: Shop, content_at: Callable[..., Content]) -> Environment:
    content = content_at(tmp_path / "content")
    content.exercise_lesson(LESSON, extras=["house"])
    content.exercise_lesson("02_beta/01_two")
    return make_environment(
        tmp_path,
        content=content.root,
        wheels=shop.url,
        extras={"house": ["roof>=1"], "shed": ["wall"]},
        lock="roof==1.0\nwall==1.0  # proven\n",
        sizes=SIZES,
    )


def until(condition: Callable[[], Any], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def started(place: Environment, *arguments: str) -> subprocess.Popen[str]:
    command = [place.python, "-m", "workbench", "install", *arguments]
    return subprocess.Popen(
        command, env=place.variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/"
    )


def listed(place: Environment, extra: str) -> list[str]:
    """The words behind an extra in the list."""
    lines = place.workbench("install").stdout.splitlines()
    return next(line.split()[1:] for line in lines if line.startswith(extra))


# -- the whole way -----------------------------------------------------------------------------------------------------


def test_it_installs_the_locks_versions_with_what_they_need(place: Environment, shop: Shop) -> None:
    done = place.workbench("install", LESSON)
    assert done.returncode == 0, done.stderr
    assert "Installing house, 23 MB on the disk" in done.stdout
    assert "Downloading roof (1 of 3)" in done.stdout
    assert "Installing 1 to 3 of 3" in done.stdout
    assert "Installed house." in done.stdout
    assert "Restart the kernels" in done.stdout
    found = place.run("-c", "import roof, wall, ground; print(roof.number, wall.number, ground.number)").stdout
    assert found.split() == ["1.0", "1.0", "2.0"]  # the lock names no ground: the newest
    assert list(place.cache.iterdir()) == []  # what is installed is kept once
    assert place.status()["phase"] == "done"
    assert "direct_url.json" not in {path.name for path in place.packages.glob("*/*")}  # as if from an index
    shop.asked.clear()
    again = place.workbench("install", "01_alpha")
    assert (again.returncode, shop.asked) == (0, [])
    assert "house is here already." in again.stdout


def test_the_list_tells_states_and_sizes(place: Environment) -> None:
    assert listed(place, "house") == ["missing", "23", "MB", "01_alpha"]
    place.workbench("install", "shed")
    assert listed(place, "shed") == ["installed", "–"]
    assert listed(place, "house") == ["missing", "3", "MB", "01_alpha"]  # what the two share is here


def test_a_lesson_of_the_base_needs_nothing(place: Environment, shop: Shop) -> None:
    done = place.workbench("install", "02_beta/01_two")
    assert (done.returncode, shop.asked) == (0, [])
    assert "Nothing to install" in done.stdout


def test_an_unknown_name_suggests_the_nearest(place: Environment) -> None:
    done = place.workbench("install", "hause")
    assert done.returncode == 2
    assert "Did you mean 'house'?" in done.stderr


# -- stopped in the middle ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_in_the_download_it_leaves_the_environment_as_it_was(
    place: Environment, shop: Shop, number: signal.Signals
) -> None:
    shop.hold("ground")
    process = started(place, "house")
    until(lambda: "ground-2.0-py3-none-any.whl" in shop.asked, "nothing was downloaded")
    family = psutil.Process(process.pid).children(recursive=True)
    assert family, "pip runs"
    process.send_signal(number)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, said
    assert [child for child in family if child.is_running()] == []
    assert place.installed() == set()
    assert place.status()["phase"] == "cancelled"
    assert place.run("-c", "import workbench.curriculum as c; print(len(c.load_curriculum()))").stdout == "2\n"
    kept = {path.name for path in place.cache.iterdir()}
    assert kept == {"roof-1.0-py3-none-any.whl", "wall-1.0-py3-none-any.whl"}
    # Taken up again: what is there is not asked for a second time.
    shop.release()
    shop.asked.clear()
    assert place.workbench("install", "house").returncode == 0
    assert set(shop.asked) == {"ground-2.0-py3-none-any.whl"}
    assert place.installed() == {"roof", "wall", "ground"}


def test_a_download_that_is_all_there_needs_no_network(place: Environment, shop: Shop) -> None:
    for name, number in (("roof", "1.0"), ("wall", "1.0"), ("ground", "2.0")):
        write_wheel(place.cache, name, number, needs=HOUSE[name])
    assert place.workbench("install", "house").returncode == 0
    assert shop.asked == []
    assert place.installed() == {"roof", "wall", "ground"}


def test_a_damaged_download_is_thrown_away(place: Environment) -> None:
    place.cache.mkdir(parents=True)
    (place.cache / "roof-1.0-py3-none-any.whl").write_bytes(b"half a")
    done = place.workbench("install", "house")
    assert (done.returncode, "was damaged and has been removed" in done.stderr) == (2, True)
    assert place.workbench("install", "house").returncode == 0


def test_a_stop_waits_until_a_package_is_written() -> None:
    steps = []
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 (the point is when it comes)
        with job._uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
            steps.append("written")
        steps.append("not reached")
    assert steps == ["written"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_a_killed_process_left_half_written_is_written_again(place: Environment) -> None:
    assert place.workbench("install", "house").returncode == 0
    half = place.packages / "roof-1.0.dist-info"
    (half / "RECORD").unlink()
    (place.packages / "roof.py").write_text("numb")
    (place.folder / "var" / "ml-workbench" / "unfinished").write_text("roof")
    assert listed(place, "house")[0] == "missing"
    done = place.workbench("install", "house")
    assert done.returncode == 0, done.stderr
    assert place.run("-c", "import roof; print(roof.number)").stdout == "1.0\n"
    assert (half / "RECORD").is_file()
    assert not (place.folder / "var" / "ml-workbench" / "unfinished").exists()


# -- what can be in the way --------------------------------------------------------------------------------------------


def test_without_a_network_it_says_so(place: Environment) -> None:
    more = {"PIP_NO_INDEX": "", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    more = {name: value for name, value in more.items() if value}
    variables = {k: v for k, v in place.variables.items() if k not in ("PIP_NO_INDEX", "PIP_FIND_LINKS")} | more
    command = [place.python, "-m", "workbench", "install", "house"]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 2
    assert "there is no network" in done.stderr
    assert "it goes on where it stopped" in done.stderr
    assert place.status()["phase"] == "failed"
    assert place.installed() == set()


def test_while_another_holds_the_lock_it_says_so(place: Environment, shop: Shop) -> None:
    folder = place.folder / "var" / "ml-workbench"
    folder.mkdir(parents=True)
    with locked(folder / "lock"):
        done = place.workbench("install", "house")
    assert (done.returncode, shop.asked) == (2, [])
    assert "Another installation is going on here" in done.stderr


def test_a_disk_without_room_is_told_before_anything_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "free_bytes", lambda _: 100_000_000)
    with pytest.raises(WorkbenchError, match=r"needs 470 MB on the disk of .*, where 100 MB are free\. Make room"):
        job._check_room(300_000_000, tmp_path)
    job._check_room(30_000_000, tmp_path)


def test_a_disk_that_fills_up_is_told() -> None:
    assert "The disk is full" in str(pip._complaint("OSError: [Errno 28] No space left on device: 'x'"))


def test_an_environment_that_cannot_be_written_to_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pip.check_possible()
    monkeypatch.setattr(pip.os, "access", lambda *_: False)
    with pytest.raises(WorkbenchError, match="You may not write to"):
        pip.check_possible()


# -- versions ----------------------------------------------------------------------------------------------------------


class Fetched:
    """Makes the wheels that are asked for. known: name → (version, needs)."""

    def __init__(self, folder: Path, known: dict[str, tuple[str, list[str]]]) -> None:
        self.folder, self.known = folder, known
        self.asked: list[str] = []

    def __call__(self, wanted: list[Wanted]) -> None:
        for each in wanted:
            self.asked.append(str(each))
            number, needs = self.known[each.name]
            write_wheel(self.folder, each.name, number, needs=needs)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is installed: name → version."""
    found: dict[str, str] = {}
    monkeypatch.setattr(resolve, "installed_version", found.get)
    monkeypatch.setattr(resolve, "distributions", list)
    monkeypatch.setattr(resolve, "lock", lambda: {"roof": "1.0", "wall": "1.5"})
    return found


def resolved(tmp_path: Path, known: dict[str, tuple[str, list[str]]], *wanted: str) -> tuple[list[str], list[str]]:
    """The pins in the order of their installation, and what was fetched."""
    fetched = Fetched(tmp_path, known)
    found = resolve.resolve([Requirement(text) for text in wanted], folder=tmp_path, fetch=fetched)
    return [wheel.pin for wheel in found], fetched.asked


def test_what_a_package_needs_comes_before_it(tmp_path: Path, here: dict[str, str]) -> None:
    known = {"roof": ("1.0", ["wall"]), "wall": ("1.5", ["ground>=1"]), "ground": ("3.0", [])}
    pins, asked = resolved(tmp_path, known, "roof>=1")
    assert pins == ["ground==3.0", "wall==1.5", "roof==1.0"]
    assert asked == ["roof==1.0", "wall==1.5", "ground>=1"]


def test_what_is_installed_stays(tmp_path: Path, here: dict[str, str]) -> None:
    here["wall"] = "1.9"  # newer than the lock's
    pins, _ = resolved(tmp_path, {"roof": ("1.0", ["wall>=1"])}, "roof")
    assert pins == ["roof==1.0"]


def test_a_version_that_will_not_do_becomes_the_locks(tmp_path: Path, here: dict[str, str]) -> None:
    here["wall"] = "1.0"
    known = {"roof": ("1.0", ["wall>=1.5"]), "wall": ("1.5", [])}
    assert resolved(tmp_path, known, "roof")[0] == ["wall==1.5", "roof==1.0"]


def test_nothing_changes_that_the_lock_does_not_allow(tmp_path: Path, here: dict[str, str]) -> None:
    here["wall"] = "9.0"
    known = {"roof": ("1.0", ["wall>=2,<3"]), "wall": ("1.5", [])}
    with pytest.raises(WorkbenchError, match=r"roof needs wall<3,>=2, and 1\.5 is what the lock names"):
        resolved(tmp_path, known, "roof")


def test_nothing_changes_that_something_installed_forbids(
    tmp_path: Path, here: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fence:
        metadata = {"Name": "fence"}  # noqa: RUF012
        requires = ("wall<1.2",)

    here["wall"] = "1.0"
    monkeypatch.setattr(resolve, "distributions", lambda: [Fence()])
    known = {"roof": ("1.0", ["wall>=1.5"]), "wall": ("1.5", [])}
    with pytest.raises(WorkbenchError, match=r"fence needs wall<1\.2"):
        resolved(tmp_path, known, "roof")


def test_extras_and_markers_of_packages_are_followed(tmp_path: Path, here: dict[str, str]) -> None:
    needs = ["wall; extra == 'thick'", "ground; python_version < '3'"]
    known = {"roof": ("1.0", needs), "wall": ("1.5", [])}
    assert resolved(tmp_path, known, "roof[thick]")[0] == ["wall==1.5", "roof==1.0"]


def test_circles_end(tmp_path: Path, here: dict[str, str]) -> None:
    known = {"roof": ("1.0", ["wall"]), "wall": ("1.5", ["roof"])}
    assert sorted(resolved(tmp_path, known, "roof")[0]) == ["roof==1.0", "wall==1.5"]


def test_a_wheel_of_another_machine_is_not_taken(tmp_path: Path) -> None:
    from packaging.specifiers import SpecifierSet

    made = write_wheel(tmp_path, "roof", "1.0")
    assert find_wheel(tmp_path, "roof", SpecifierSet("==1.0")) is not None
    made.rename(tmp_path / "roof-1.0-cp27-none-win32.whl")
    assert find_wheel(tmp_path, "roof", SpecifierSet("==1.0")) is None


def test_the_real_lock_is_found() -> None:
    assert resolve.lock()["torch"].startswith("2.")
    assert "fairlearn" in resolve.lock()
