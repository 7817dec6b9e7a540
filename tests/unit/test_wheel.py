"""The wheel carries lessons, solutions, data and what Jupyter needs; installed, it makes a workspace in any folder."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from workbench import explorers

ROOT = Path(__file__).parents[2]
LESSON = "02_math/05_optimization"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; it borrows the libraries of this one, but not this one's workbench."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    install = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--no-deps"]
    subprocess.run([*install, "--no-index", "--quiet", str(wheel)], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    # Folders that a .pth file adds are not searched for further .pth files: the editable install stays out.
    (packages / "borrowed.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    return folder


def clean(**variables: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("WORKBENCH", "JUPYTER", "PYTHON"))}
    return kept | variables


def run(installed: Path, *arguments: str, folder: Path) -> str:
    command = [str(installed / "bin" / "python"), "-m", "workbench", *arguments]
    done = subprocess.run(command, cwd=folder, env=clean(), capture_output=True, text=True, check=True)
    return done.stdout


def content(*folders: str) -> set[str]:
    files = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}


def test_it_holds_all_content_and_nothing_of_the_learner(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    carried = {name.removeprefix("workbench/_content/") for name in names if name.startswith("workbench/_content/")}
    assert carried == content("lessons", "solutions", "datasets")
    shared = {name.split("/data/", 1)[1] for name in names if ".data/data/" in name}
    assert "share/jupyter/kernels/workbench/kernel.json" in shared
    extension = {name.removeprefix("workbench/labextension/") for name in content("workbench/labextension")}
    assert {"package.json", "static/sidebar.js", "schemas/ml-workbench/roadmap.json"} < extension
    assert {f"share/jupyter/labextensions/ml-workbench/{name}" for name in extension} <= shared
    assert "share/jupyter/voila/templates/workbench/index.html.j2" in shared
    assert not [name for name in names if name.startswith(("tests/", "work/"))]
    assert {"workbench/requirements.lock", "workbench/installing/sizes.json"} <= names


def test_it_knows_its_extras_and_the_proven_versions(installed: Path, tmp_path: Path) -> None:
    assert "mlops" in run(installed, "install", folder=tmp_path)
    code = "from workbench.installing import resolve as r; print(r.lock()['bentoml'], r.__file__)"
    done = subprocess.run(
        [str(installed / "bin" / "python"), "-c", code], cwd=tmp_path, env=clean(), capture_output=True, text=True
    )
    version, place = done.stdout.split()
    assert f"bentoml=={version}\n" in (ROOT / "requirements.lock").read_text()
    assert place.startswith(str(installed))


def test_in_an_empty_folder_it_makes_a_workspace_there(installed: Path, tmp_path: Path) -> None:
    assert "0 of" in run(installed, "progress", folder=tmp_path)
    code = f"from workbench.workspace import materialise; print(materialise({LESSON!r}))"
    command = [str(installed / "bin" / "python"), "-c", code]
    subprocess.run(command, cwd=tmp_path, env=clean(), check=True, capture_output=True)
    assert (tmp_path / f"{LESSON}.ipynb").is_file()
    assert (tmp_path / ".workbench").is_dir()


def test_its_explorers_are_found(installed: Path, tmp_path: Path) -> None:
    code = "from workbench import explorers; print(*explorers.names(), explorers.show('descent').caption, sep='\\n')"
    command = [str(installed / "bin" / "python"), "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=clean(), check=True, capture_output=True, text=True)
    *names, caption = done.stdout.splitlines()
    assert names == explorers.names()
    assert "in 40 steps" in caption


def test_its_lessons_run_solved(installed: Path, tmp_path: Path) -> None:
    said = run(installed, "run", LESSON, "--as", "solved", "-o", "runs", folder=tmp_path)
    assert "1 passed" in said
    assert (tmp_path / "runs" / "summary.html").is_file()
