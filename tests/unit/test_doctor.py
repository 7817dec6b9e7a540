"""The doctor: what it finds comes from the installed distribution and from the lessons."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as real_version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from workbench import doctor
from workbench.cli import app
from workbench.curriculum import load_curriculum
from workbench.doctor import Finding, examine, find_track
from workbench.errors import WorkbenchError
from workbench.installing import extras as installing
from workbench.installing.extras import extra_requirements, extras, install_command

if TYPE_CHECKING:
    from tests.conftest import Content

MakeContent = Callable[..., "Content"]


def find(name: str, track: str | None = None) -> Finding:
    return next(finding for finding in examine(track) if finding.name == name)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Let packages look as if they were not installed, or installed in another version."""

    def pretend(**versions: str | None) -> None:
        def version(name: str) -> str:
            found = versions.get(name.replace("-", "_"), real_version(name))
            if found is None:
                raise PackageNotFoundError(name)
            return found

        monkeypatch.setattr(installing, "version", version)
        monkeypatch.setattr(installing, "state_folder", lambda: tmp_path / "state")
        installing._missing.cache_clear()

    yield pretend
    installing._missing.cache_clear()


@pytest.fixture(autouse=True)
def no_gpu_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking torch takes seconds; one test does it for real."""
    monkeypatch.setattr(doctor, "_gpu_names", list)


def test_everything_is_fine_here() -> None:
    assert [finding.name for finding in examine() if finding.blocks] == []


def test_extras_are_those_of_the_distribution() -> None:
    assert {"test", "all"} <= set(extras())
    assert "hypothesis" in {requirement.name for requirement in extra_requirements("test")}
    everything = {requirement.name for requirement in extra_requirements("all")}
    for extra in extras():
        assert {requirement.name for requirement in extra_requirements(extra)} <= everything
    assert "ml-workbench" not in everything
    assert "numpy" not in everything  # the base is not part of an extra


def test_a_missing_package_of_the_base_blocks(without: Callable[..., None]) -> None:
    without(rich=None)
    finding = find("packages")
    assert finding.blocks
    assert "rich>=" in finding.detail
    assert finding.fix.startswith(f"{sys.executable} -m pip install")


def test_a_version_that_is_too_old_counts_as_missing(without: Callable[..., None]) -> None:
    without(numpy="1.26.4")
    assert find("packages").blocks
    assert "here is 1.26.4" in find("packages").detail


def test_an_extra_blocks_only_the_track_that_needs_it(make_content: MakeContent, without: Callable[..., None]) -> None:
    content = make_content({"02_beta/01_one": "# %%\n1\n"})
    content.lesson("01_alpha/01_one", "# %%\n1\n", extras=["data"])
    without(polars=None)
    lacking = find("data", "01_alpha")
    assert lacking.blocks
    assert "polars" in lacking.detail
    assert lacking.fix == "workbench install data"
    assert find("01_alpha", "01").blocks
    assert find("01_alpha", "01").fix == "workbench install 01_alpha"
    assert "lacks the extra data, 9 MB" in find("01_alpha", "01").detail
    assert not any(finding.blocks for finding in examine("02_beta"))
    assert "data" not in [finding.name for finding in examine("02_beta")]
    everything = list(examine())
    assert not any(finding.blocks for finding in everything)
    assert {finding.name for finding in everything if finding.status == "missing"} >= {"data", "01_alpha", "all"}


def test_the_command_fits_where_the_workbench_came_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(installing, "in_clone", lambda: True)
    monkeypatch.setattr(installing, "content_root", lambda: tmp_path / "a clone")
    assert install_command() == f"{sys.executable} -m pip install -e '{tmp_path}/a clone'"
    monkeypatch.setattr(installing, "in_clone", lambda: False)
    assert install_command() == f"{sys.executable} -m pip install ml-workbench"


def test_a_kernel_that_is_not_registered_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    def missing(_: object, name: str) -> None:
        raise NoSuchKernel(name)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", missing)
    assert find("kernel").blocks


def test_the_workspace_is_looked_at_and_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "new" / "one"))
    assert find("workspace").status == "ok"
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "file" / "one"))
    assert find("workspace").blocks


def test_an_isolated_environment_that_is_not_made_is_a_note(
    make_content: MakeContent, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKBENCH_ENVIRONMENTS", str(tmp_path / "none"))
    make_content().lesson("01_alpha/01_one", "# %%\n1\n", isolated="feast")
    finding = find("feast", "01")
    assert (finding.status, finding.fix) == ("note", "workbench install feast")


def test_a_gpu_is_named_or_its_absence_explained(make_content: MakeContent, monkeypatch: pytest.MonkeyPatch) -> None:
    make_content().lesson("01_alpha/01_one", "# %%\n1\n", hardware="gpu")
    assert "01_alpha/01_one" in find("GPU").detail
    assert not find("GPU").blocks
    monkeypatch.setattr(doctor, "_gpu_names", lambda: ["Test GPU"])
    assert find("GPU").detail == "Test GPU"


def test_torch_is_asked_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    import torch

    expected = [torch.cuda.get_device_name(k) for k in range(torch.cuda.device_count())]
    assert doctor._gpu_names()[: len(expected)] == expected


@pytest.mark.parametrize("text", ["03", "03_classical_ml", "classical_ml"])
def test_a_track_is_found_by_number_and_by_name(make_content: MakeContent, text: str) -> None:
    make_content({"03_classical_ml/01_one": "# %%\n1\n", "04_deep/01_one": "# %%\n1\n"})
    assert find_track(text, load_curriculum()) == "03_classical_ml"


def test_an_unknown_or_ambiguous_track_is_refused(make_content: MakeContent) -> None:
    make_content({"03_classical_ml/01_one": "# %%\n1\n", "04_deep/01_one": "# %%\n1\n"})
    with pytest.raises(WorkbenchError, match="Did you mean '03_classical_ml'"):
        find_track("03_clasical_ml", load_curriculum())
    with pytest.raises(WorkbenchError, match="no track '0'"):
        find_track("0", load_curriculum())


def test_the_command_tells_by_its_exit_code(make_content: MakeContent, tmp_path: Path) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n"})

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "workbench", "doctor", *arguments]
        return subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)

    good = command("01")
    assert (good.returncode, good.stderr) == (0, "")
    assert "Nothing that is needed is missing." in good.stdout
    assert command("07").returncode == 2


def test_the_sandbox_is_tried(monkeypatch: pytest.MonkeyPatch, without: Callable[..., None]) -> None:
    assert (find("sandbox").status, find("sandbox").detail) == ("ok", "a process was confined in it")
    monkeypatch.setenv("PATH", "/nowhere")
    assert find("sandbox").status == "missing"
    assert "bubblewrap" in find("sandbox").detail
    assert not find("sandbox").blocks, "who learns needs no sandbox"
    without(alembic=None)
    assert find("sandbox").fix == "workbench install grading"


@pytest.mark.parametrize(
    ("says", "status", "detail"),
    [
        ("echo 'openjdk version \"17.0.20\" 2026-07-21' >&2", "ok", "17.0.20, for the extra dataframes"),
        ("echo 'java version \"1.8.0_412\"' >&2", "missing", "1.8.0; PySpark starts a Java machine, 17 or newer"),
        ("echo 'openjdk version \"11.0.2\"' >&2", "missing", "11.0.2; PySpark starts a Java machine, 17 or newer"),
        ("echo 'version 17 cannot start' >&2; exit 1", "missing", "not found; PySpark starts a Java machine"),
        (None, "missing", "not found; PySpark starts a Java machine"),
    ],
)
def test_a_program_that_pip_cannot_bring(
    says: str | None, status: str, detail: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if says is not None:
        java = tmp_path / "java"
        java.write_text(f"#!/bin/sh\n{says}\n")
        java.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}")
    finding = find("Java")
    assert (finding.status, finding.detail) == (status, detail)
    assert finding.fix == ("" if status == "ok" else "apt-get install default-jre-headless")
    assert not finding.blocks  # no track that is examined here needs it


def test_a_program_blocks_the_track_whose_lessons_need_it(
    make_content: MakeContent, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = make_content({"02_beta/01_one": "# %%\n1\n"})
    content.lesson("01_alpha/01_one", "# %%\n1\n", extras=["dataframes"])
    monkeypatch.setenv("PATH", f"{tmp_path}")
    assert find("Java", "01_alpha").blocks
    assert "Java" not in [finding.name for finding in examine("02_beta")]


def test_after_an_installation_it_is_said_what_pip_cannot_bring(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}")
    told = CliRunner().invoke(app, ["install", "dataframes"], catch_exceptions=False).output
    assert (
        "Pip cannot bring Java: not found; PySpark starts a Java machine. apt-get install default-jre-headless" in told
    )
    assert "Pip cannot bring" not in CliRunner().invoke(app, ["install", "math"], catch_exceptions=False).output
