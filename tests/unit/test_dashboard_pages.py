"""What makes a dashboard's page quick: templates, scripts and the look of the first picture."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from workbench.dashboards.quick import QuickExporter, ScriptsSeen, _CompiledTemplates
from workbench.explorers import show, view

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
