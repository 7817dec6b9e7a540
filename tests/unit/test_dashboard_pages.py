"""The gallery and its pages, and what makes a page quick: templates, scripts and the look of the first picture."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from jinja2 import DictLoader, Environment

from workbench.dashboards import find_dashboards
from workbench.dashboards.gallery import make_gallery
from workbench.dashboards.pages import write_pages
from workbench.dashboards.quick import QuickExporter, ScriptsSeen, _CompiledTemplates
from workbench.dashboards.server import _cache
from workbench.dashboards.thumbnails import Thumbnails, cache_folder
from workbench.explorers import find_explorers, show, view

CHUNK = '"use strict";(self.webpackChunk_ONE=self.webpackChunk_ONE||[]).push([[{number}],{{}}]);'


def request(path: Path, uri: str, *, status: int = 200) -> Any:
    address, _, query = uri.partition("?")
    answered = SimpleNamespace(path=address, query=query, uri=uri)
    return SimpleNamespace(request=answered, absolute_path=str(path), get_status=lambda: status)


@pytest.fixture
def seen() -> ScriptsSeen:
    return ScriptsSeen()


def script(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_chunks_are_bundled_and_the_others_named(seen: ScriptsSeen, tmp_path: Path) -> None:
    assert seen.version == ""
    for number in (1, 2):
        path = script(tmp_path, f"{number}.voila.js", CHUNK.format(number=number))
        seen.note(request(path, f"/voila/static/{path.name}"))
    first = seen.version
    assert [CHUNK.format(number=number) in seen.bundle.decode() for number in (1, 2)] == [True, True]
    entry = script(tmp_path, "voila.js", "var _JUPYTERLAB; (() => {})();")
    seen.note(request(entry, "/voila/static/voila.js"))
    assert list(seen.alone()) == ["/voila/static/voila.js"]
    assert seen.version == first != ""
    licensed = "/*! See 3.js.LICENSE.txt */\n" + CHUNK.format(number=3)
    seen.note(request(script(tmp_path, "3.js", licensed), "/voila/labextensions/one/static/3.js?v=0123456789abcdef"))
    assert seen.version != first


@pytest.mark.parametrize(
    ("uri", "status"),
    [
        ("/voila/static/1.voila.js?v=<script>", 200),
        ("/voila/static/1.voila.js?anything", 200),
        ("/voila/files/1.voila.js", 200),
        ("/voila/static/1.voila.css", 200),
        ("/voila/static/1.voila.js", 404),
    ],
)
def test_what_is_no_script_of_the_page_is_not_kept(seen: ScriptsSeen, tmp_path: Path, uri: str, status: int) -> None:
    seen.note(request(script(tmp_path, "1.voila.js", CHUNK.format(number=1)), uri, status=status))
    assert seen.version == ""
    assert not list(seen.alone())


def test_a_template_is_compiled_once_until_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = 0
    compile_template = Environment._compile

    def counting(*args: Any) -> Any:
        nonlocal compiled
        compiled += 1
        return compile_template(*args)

    monkeypatch.setattr(Environment, "_compile", counting)
    sources = {"page": "one {{ x }}"}
    cache = _CompiledTemplates()

    def render() -> str:
        return Environment(loader=DictLoader(sources), bytecode_cache=cache).get_template("page").render(x=1)

    assert [render(), render(), compiled] == ["one 1", "one 1", 1]
    sources["page"] = "two {{ x }}"
    assert [render(), render(), compiled] == ["two 1", "two 1", 2]


def test_exporters_share_their_templates_and_know_the_explorers() -> None:
    environments = [QuickExporter(template_name="workbench").environment for _ in range(2)]
    assert environments[0] is not environments[1]
    assert environments[0].bytecode_cache is environments[1].bytecode_cache is not None
    script_text = environments[0].globals["explorer_script"]
    assert "export default { render }" in script_text
    assert "</script" not in script_text  # it stands inside a script element
    assert "</style" not in environments[0].globals["explorer_style"]


def test_only_a_page_gets_what_it_needs_to_show_itself_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VOILA_REQUEST_URL", raising=False)
    assert view._PREVIEW not in show("descent")._repr_mimebundle_()[0]
    monkeypatch.setenv("VOILA_REQUEST_URL", "http://localhost/")
    shown = show("descent")
    preview = shown._repr_mimebundle_()[0][view._PREVIEW]
    assert preview["scene"]["caption"] == shown.caption
    assert preview["spec"]["controls"]
    assert "image/png" not in shown._repr_mimebundle_()[0], "the browser draws it"


# -- the gallery -------------------------------------------------------------------------------------------------------

FRONT = """\
# ---
# jupyter:
#   workbench:
#     title: Chance
#     summary: All of it.
# ---

# %%
1
"""


@pytest.fixture
def content(make_content: Callable[..., Any]) -> Any:
    """Two explorers of one lesson, one that no lesson shows, and a track with a front page alone."""
    made = make_content()
    code = '# %%\nlesson.explore("zebra")\nlesson.explore("coin", fair=True)\n'
    made.lesson("01_data/01_one", code, title="One <or> two", solution="")
    for name in ("alone", "coin", "zebra"):
        made.explorer(name, track="01_data")
    front = made.root / "lessons" / "02_math" / "dashboard.py"
    front.parent.mkdir()
    front.write_text(FRONT)
    return made


def test_the_gallery_goes_by_tracks_and_lessons(content: Any) -> None:
    data, maths = make_gallery()
    assert [card.name for card in data.cards] == ["zebra", "coin", "alone"]
    assert [card.lesson.id if card.lesson else None for card in data.cards] == ["01_data/01_one"] * 2 + [None]
    assert (data.title, data.dashboard) == ("Scientific Python", None)
    assert data.cards[0].summary.question == "Is it fair?"
    assert maths.dashboard is not None
    assert (maths.title, maths.dashboard.title, list(maths.cards)) == ("The maths refresh", "Chance", [])


def test_every_explorer_gets_a_page_that_says_where_it_comes_from(content: Any, tmp_path: Path) -> None:
    (content.root / "lessons" / "01_data" / "dashboard.py").write_text(FRONT)
    write_pages(make_gallery(), tmp_path)
    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.ipynb"))
    explorers = [f"explorers/{name}.ipynb" for name in ("alone", "coin", "zebra")]
    assert written == ["01_data.ipynb", "02_math.ipynb", *explorers]
    page = nbformat.read(tmp_path / "explorers" / "coin.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(page)
    question, shown, origin = (cell.source for cell in page.cells)
    assert question == "<h1>Is it fair?</h1>"
    assert shown.endswith("show('coin')")
    assert "From the lesson “One &lt;or&gt; two”" in origin
    assert "workbench lab --lesson 01_data/01_one" in origin
    assert '<a href="../tracks/01_data">Chance</a>' in origin
    assert page.metadata.kernelspec.name == "workbench"
    assert page.metadata.workbench == {"track_title": "Scientific Python", "track_page": "tracks/01_data"}
    alone = nbformat.read(tmp_path / "explorers" / "alone.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    assert "lesson" not in alone.cells[-1].source


def test_every_explorer_of_the_project_is_in_the_gallery_with_its_lesson() -> None:
    sections = make_gallery()
    cards = [card for section in sections for card in section.cards]
    assert {card.name for card in cards} == set(find_explorers())
    assert all(card.lesson and card.lesson.track == card.explorer.track for card in cards)
    assert [section.dashboard for section in sections if section.dashboard] == find_dashboards()


def test_the_server_answers_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from workbench.dashboards.gallery import make_gallery
from workbench.dashboards.pages import write_pages
from workbench.dashboards.server import make_app
from workbench.dashboards.thumbnails import Thumbnails
folder = Path({str(tmp_path)!r})
sections = make_gallery()
write_pages(sections, folder)
drawn = Thumbnails({{}}, folder)
make_app(sections, folder, thumbnails=drawn, host="127.0.0.1", port=0, open_browser=False)
print([name for name in ("numpy", "pandas", "matplotlib", "sklearn", "torch", "anywidget") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


# -- thumbnails --------------------------------------------------------------------------------------------------------


@pytest.fixture
def thumbnails(content: Any, tmp_path: Path) -> Iterator[Thumbnails]:
    made = Thumbnails(find_explorers(), tmp_path / "thumbnails")
    yield made
    made.stop()


def get(thumbnails: Thumbnails, *names: str, theme: str = "light") -> list[Path | None]:
    async def together() -> list[Path | None]:
        return await asyncio.gather(*(thumbnails.get(name, theme) for name in names))

    return asyncio.run(together())


def no_process(*_: Any, **__: Any) -> None:
    raise AssertionError("a process was started")


def test_thumbnails_are_drawn_once_and_kept(
    thumbnails: Thumbnails, content: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    light = get(thumbnails, "coin", "zebra", "coin")
    assert light[0] == light[2]
    assert all(path and path.read_bytes().startswith(b"\x89PNG") for path in light)
    assert len(thumbnails._processes) == 1, "libraries are imported once for all"
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", no_process)
        later = Thumbnails(find_explorers(), tmp_path / "thumbnails")
        assert get(later, "coin", "zebra", "alone") == [*light[:2], *get(later, "alone")]
        (dark,) = get(later, "coin", theme="dark")
    assert dark is not None
    assert light[0] is not None
    assert dark.read_bytes() != light[0].read_bytes()


def test_a_changed_explorer_is_drawn_anew_and_old_versions_go(
    thumbnails: Thumbnails, content: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "thumbnails"
    folder.mkdir()
    for number in range(5):
        (folder / f"coin-light-{number}.png").touch()
    (first,) = get(thumbnails, "coin")
    path = content.root / "lessons" / "01_data" / "explorers" / "coin.py"
    path.write_text(path.read_text().replace("0.7", "0.2"))
    (second,) = get(thumbnails, "coin")
    assert first != second
    assert len(list(folder.glob("coin-light-*.png"))) == 3


def test_what_cannot_be_drawn_has_no_thumbnail_and_is_said_once(
    thumbnails: Thumbnails, content: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = content.root / "lessons" / "01_data" / "explorers" / "coin.py"
    path.write_text("import nothing_of_that_name\nprint('printed')\n" + path.read_text())
    with caplog.at_level(logging.WARNING):
        broken, drawn = get(thumbnails, "coin", "zebra")
    assert broken is None
    assert drawn is not None
    assert "no picture of coin. ModuleNotFoundError: No module named 'nothing_of_that_name'" in caplog.text
    monkeypatch.setattr(subprocess, "Popen", no_process)
    assert get(thumbnails, "coin", "no_such_explorer") == [None, None]


def test_a_process_that_dies_leaves_nobody_waiting(
    thumbnails: Thumbnails, content: Any, caplog: pytest.LogCaptureFixture
) -> None:
    path = content.root / "lessons" / "01_data" / "explorers" / "alone.py"
    path.write_text("import os\nos._exit(3)\n")
    assert get(thumbnails, "alone", "coin", "zebra") == [None, None, None]
    assert "no picture of alone. The process that draws ended with 3." in caplog.text


def test_the_process_that_draws_ends_with_whoever_asked(content: Any, tmp_path: Path) -> None:
    path = content.root / "lessons" / "01_data" / "explorers" / "coin.py"
    path.write_text(f"import pathlib, time\npathlib.Path({str(tmp_path / 'begun')!r}).touch()\ntime.sleep(600)\n")
    told = json.dumps({"coin": {"light": str(tmp_path / "a.png"), "dark": str(tmp_path / "b.png")}})
    command = [sys.executable, "-m", "workbench.dashboards.draw", told]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        while not (tmp_path / "begun").exists():
            assert process.poll() is None
            time.sleep(0.05)
        out, _ = process.communicate(timeout=30)  # closes its standard input
    assert out == b""


def test_thumbnails_lie_in_the_users_cache_or_else_with_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert _cache(tmp_path) == cache_folder() == tmp_path / "cache" / "ml-workbench" / "thumbnails"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "cache"))
    (tmp_path / "file").touch()
    assert _cache(tmp_path) == tmp_path
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "ml-workbench" / "thumbnails"
