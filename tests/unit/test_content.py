"""Curriculum, data sets, offline guard, the template of a new lesson, and that three files name the same packages."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from workbench import load_dataset
from workbench.curriculum import load_curriculum
from workbench.datasets import catalog, dataset_path
from workbench.errors import WorkbenchError, nearest
from workbench.proof.lessons import formulas_can_be_drawn
from workbench.proof.report import prove
from workbench.proof.template import lesson_text, solution_text

ROOT = Path(__file__).parents[2]


def test_front_matter_that_lacks_something_says_what(make_content: Callable[..., Any]) -> None:
    content = make_content()
    path = content.lesson("01_a/01_b", "# %%\n1")
    path.write_text(path.read_text().replace("title: ", "titel: "))
    with pytest.raises(WorkbenchError, match=r"01_b\.py: the front matter lacks title"):
        load_curriculum()


def test_front_matter_that_is_no_yaml_names_the_file(make_content: Callable[..., Any]) -> None:
    path = make_content().lesson("01_a/01_b", "# %%\n1")
    path.write_text(path.read_text().replace("title: 01_a/01_b", "title: a: b"))
    with pytest.raises(WorkbenchError, match="not valid YAML"):
        load_curriculum()


def test_a_circle_of_prerequisites_is_found(make_content: Callable[..., Any]) -> None:
    content = make_content()
    content.lesson("01_a/01_b", "# %%\n1", requires=["01_a/02_c"])
    content.lesson("01_a/02_c", "# %%\n1", requires=["01_a/01_b"])
    with pytest.raises(WorkbenchError, match="circle"):
        load_curriculum().order()


def test_the_next_lesson_is_the_first_whose_prerequisites_are_done(make_content: Callable[..., Any]) -> None:
    content = make_content()
    content.lesson("01_a/01_b", "# %%\n1", requires=["01_a/02_c"])
    content.lesson("01_a/02_c", "# %%\n1")
    curriculum = load_curriculum()
    assert curriculum.order() == ["01_a/02_c", "01_a/01_b"]
    first = curriculum.next_lesson([])
    assert first is not None
    assert first.id == "01_a/02_c"
    assert curriculum.next_lesson(["01_a/02_c", "01_a/01_b"]) is None


def test_globs_and_tracks_select_and_a_typo_suggests() -> None:
    curriculum = load_curriculum()
    assert {x.track for x in curriculum.select(["03_classical_ml"])} == {"03_classical_ml"}
    assert [x.id for x in curriculum.select(["*optim*", "lessons/02_math/05_optimization.py"])] == [
        "02_math/05_optimization"
    ]
    with pytest.raises(WorkbenchError, match="Did you mean '02_math/05_optimization'"):
        curriculum.select(["02_math/05_optimisation"])


def test_nearest_suggests_or_lists() -> None:
    assert nearest("penguin", ["penguins", "novels"]) == " Did you mean 'penguins'?"
    assert "There are" in nearest("zzz", ["penguins", "novels"])


@pytest.mark.parametrize("name", sorted(catalog()))
def test_each_file_of_each_data_set_is_as_catalogued(name: str) -> None:
    entry = catalog()[name]
    for item in entry["files"]:
        assert dataset_path(name, item["path"]).stat().st_size == item["bytes"]
    assert entry["licence"]
    assert entry["attribution"]
    assert (dataset_path(name, entry["files"][0]["path"]).parent / "README.md").is_file()
    load_dataset(name)


def test_unused_data_are_not_shipped() -> None:
    sources = " ".join(path.read_text() for path in (ROOT / "lessons").rglob("*.py"))
    unused = [name for name in catalog() if f'"{name}"' not in sources]
    assert unused == []


def test_a_damaged_or_missing_file_is_told(make_content: Callable[..., Any]) -> None:
    folder = make_content().dataset("small", table_csv="a,b\n1,2\n")
    assert load_dataset("small").shape == (1, 2)
    (folder / "table.csv").write_text("a,b\n1,3\n")
    with pytest.raises(WorkbenchError, match="damaged"):
        load_dataset("small")
    (folder / "table.csv").unlink()
    with pytest.raises(WorkbenchError, match="missing"):
        load_dataset("small")
    with pytest.raises(WorkbenchError, match="Did you mean 'small'"):
        load_dataset("smal")


def test_a_new_lesson_proves_but_for_its_size(make_content: Callable[..., Any]) -> None:
    content = make_content()
    text = lesson_text("01_a/01_b", "A: title").split("# ---\n\n", 1)[1]
    path = content.lesson("01_a/01_b", "")
    path.write_text(lesson_text("01_a/01_b", "A: title"))
    content.solution("01_a/01_b", solution_text("01_a/01_b", "A: title"))
    assert 'lesson = Lesson("01_a/01_b")' in text
    problems = {
        finding.check: finding.problems for finding in prove(load_curriculum()["01_a/01_b"]) if finding.problems
    }
    # What no template can have: enough exercises, two of them of a special kind, and answers of other people.
    assert set(problems) == {"names_agree", "answers_are_judged_rightly", "has_repair_and_decision"}
    assert all("at least" in problem for problem in problems["names_agree"])


def test_new_refuses_what_is_no_id_and_what_exists() -> None:
    from workbench.cli import app

    runner = CliRunner()
    for lesson, message in (("trees", "no lesson id"), ("02_math/05_optimization", "exists already")):
        result = runner.invoke(app, ["new", lesson])
        assert isinstance(result.exception, WorkbenchError)
        assert message in str(result.exception)


def test_a_guarded_process_reaches_loopback_only() -> None:
    code = """
import os, socket
os.environ["WORKBENCH_OFFLINE"] = "1"
from workbench.offline import guard_if_asked
assert guard_if_asked()
listener = socket.create_server(("127.0.0.1", 0))
socket.create_connection(listener.getsockname()).close()
for reach, *what in ((socket.create_connection, ("192.0.2.1", 9), 1), (socket.getaddrinfo, "example.org", 80)):
    try:
        reach(*what)
    except ConnectionError as error:
        print(type(error).__name__)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["NetworkError", "NetworkError"]


def loaded_by(code: str, *, among: set[str]) -> set[str]:
    """Which of these packages a fresh interpreter has loaded after running the code."""
    show = "print(*{m.split('.')[0] for m in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; {show}"], capture_output=True, text=True, check=True
    )
    return among & set(done.stdout.split())


def test_the_package_imports_lightly() -> None:
    heavy = {"numpy", "pandas", "torch", "IPython", "sqlalchemy", "matplotlib", "nbformat"}
    assert loaded_by("import workbench", among=heavy) == set()


def test_checking_needs_neither_jupyter_nor_the_database() -> None:
    unwanted = {"IPython", "jupyter_client", "nbformat", "sqlalchemy"}
    code = "import workbench.checking.run, workbench.checking.diagnosing, workbench.authoring"
    assert loaded_by(code, among=unwanted) == set()


# -- one set of packages, three files ------------------------------------------------------------------------------


def requirement_name(line: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", line)
    assert match is not None
    return re.sub(r"[-_.]+", "-", match.group()).lower()


def declared() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = list(project["dependencies"])
    for name, extra in project["optional-dependencies"].items():
        lines += [] if name == "all" else extra
    return {requirement_name(line): line.split(";")[0].strip() for line in lines}


def locked() -> dict[str, str]:
    lines = [x for x in (ROOT / "requirements.lock").read_text().splitlines() if x and not x.startswith("#")]
    return {requirement_name(line): line.split("==")[1].split(";")[0].strip() for line in lines}


def test_the_lock_pins_every_declared_package_within_its_range() -> None:
    from packaging.requirements import Requirement

    pins = locked()
    for name, line in declared().items():
        assert name in pins, f"{name} is not in requirements.lock"
        assert Requirement(line).specifier.contains(pins[name]), f"{line} excludes the locked {pins[name]}"


def test_conda_installs_the_same_packages() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    conda = {requirement_name(line): line for line in environment["dependencies"] if isinstance(line, str)}
    base = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    other_names = {"torch": "pytorch"}
    for line in base:
        name = requirement_name(line)
        known = other_names.get(name, name)
        assert known in conda, f"environment.yml lacks {known}"
        assert conda[known].replace(known, name, 1) == line
    extra = {"python", "pip", *(other_names.get(requirement_name(x), requirement_name(x)) for x in base)}
    assert set(conda) == extra
    pip = next(item["pip"] for item in environment["dependencies"] if isinstance(item, dict))
    assert pip == ["-e .[data,nlp,vision,responsible]"]


def test_all_is_every_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    inside = re.fullmatch(r"ml-workbench\[(.*)\]", project["all"][0])
    assert inside is not None
    assert set(inside.group(1).split(",")) == set(project) - {"all"}


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile("files." + "pythonhosted|registry." + "npmjs|pypi." + "org")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    kinds = {".py", ".toml", ".md", ".yml", ".lock", ".json", ".js", ".txt"}
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in listed if Path(name).suffix in kinds}
    assert [name for name, text in texts.items() if hosts.search(text)] == []


def test_a_formula_that_the_book_cannot_draw_is_reported(make_content: Callable[..., Any]) -> None:
    text = "# %% [markdown]\n# A sum $a_1 + \\dots + a_n$ for $5 or `$\\nonsense$`, then\n#\n"
    text += "# $$\n# \\nonsense{x} = 1\n# $$\n"
    make_content().lesson("01_a/01_b", text)
    (problem,) = formulas_can_be_drawn(load_curriculum()["01_a/01_b"])
    assert problem.startswith(r"The formula '\n\\nonsense{x} = 1\n' cannot be drawn")
