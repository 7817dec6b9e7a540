"""What is computed in the browser equals its reference in Python, and every explorer can be used by everyone."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from once import chosen_explorers, once_shown
from playwright.sync_api import Page, expect

from workbench import explorers
from workbench.explorers.front import front_end, style_sheet
from workbench.explorers.scene import defaults
from workbench.explorers.view import ExplorerView
from workbench.proof.kept import Stage

NAMES = explorers.names()
IN_BROWSER = [name for name in NAMES if explorers.load(name).data is not None]
STYLE = style_sheet()
KIT = ("workbench.explorers.display", "workbench.explorers.front", "workbench.explorers.figure")
SCRIPTS = Stage(name="script", engine=KIT, files=(Path(__file__),))
KEYS = Stage(name="keys", engine=KIT, files=(Path(__file__),))
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Explorers</title><style>{style}</style>
<body data-jp-theme-light="{light}"><main><h1>Explorers</h1><div id="root"></div></main>
<script type="module">
{script}
window.compute = async (name) => {{ window[name] = await loadScript(models[name].spec.script); }};
window.write = WRITE;
const models = {models};
window.models = models;
for (const [name, state] of Object.entries(models)) {{
  const element = document.createElement("div");
  document.getElementById("root").append(element);
  const model = {{
    get: (key) => state[key], set: (key, value) => {{ state[key] = value; }}, save_changes() {{ state.saved = true; }},
    send: (message) => {{ state.asked = message; }}, on() {{}}, off() {{}},
  }};
  front.render({{ model, el: element }});
}}
window.ready = true;
</script></body></html>"""


def state_of(name: str) -> dict[str, Any]:
    view = ExplorerView(explorers.load(name), explorers.load(name).initial)
    return {key: getattr(view, key) for key in ("spec", "values", "scene", "error", "frame")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages with all explorers, as a notebook would show them, without Python behind them."""
    made = tmp_path_factory.mktemp("explorers")
    script = front_end().replace("export default", "const front =")
    models = json.dumps({name: state_of(name) for name in NAMES})
    for theme in ("light", "dark"):
        light = str(theme == "light").lower()
        text = PAGE.format(style=STYLE, light=light, script=script, models=models)
        (made / f"{theme}.html").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def shown(page: Page, folder: Path) -> Iterator[Page]:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(f"file://{folder}/light.html")
    page.wait_for_function("window.ready")
    yield page
    assert not problems


def filled(scene: dict[str, Any]) -> dict[str, Any]:
    """With what it leaves out because it has its default."""
    usual = defaults()
    panels = []
    for panel in scene["panels"]:
        axes = {side: usual["axis"] | panel[side] for side in ("x", "y")}
        marks = [usual[mark["kind"]] | mark for mark in panel["marks"]]
        panels.append({**usual["panel"], **panel, **axes, "marks": marks})
    return {"panels": panels, "caption": scene["caption"]}


def differences(one: Any, other: Any, where: str = "scene") -> Iterator[str]:
    """Where two scenes differ by more than the last digits."""
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() != other.keys():
            yield f"{where}: {sorted(one.keys() ^ other.keys())}"
            return
        for key in one:
            yield from differences(one[key], other[key], f"{where}.{key}")
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            yield f"{where}: {len(one)} and {len(other)} items"
            return
        for k, (a, b) in enumerate(zip(one, other, strict=True)):
            yield from differences(a, b, f"{where}[{k}]")
    elif _is_number(one) and _is_number(other):
        if not math.isclose(one, other, rel_tol=1e-7, abs_tol=1e-12):
            yield f"{where}: {one} and {other}"
    elif one != other:
        yield f"{where}: {one!r} and {other!r}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@pytest.mark.parametrize("name", [name for name in chosen_explorers() if name in IN_BROWSER])
def test_the_script_computes_what_python_computes(shown: Page, name: str) -> None:
    with once_shown(SCRIPTS, name) as work:
        if work.needed:
            computes_the_same(shown, name)


def computes_the_same(shown: Page, name: str) -> None:
    chosen = explorers.load(name)
    shown.evaluate("name => window.compute(name)", name)
    tried = [chosen.initial]
    for control in chosen.controls:
        values = getattr(control, "ticks", None) or control.probes()
        some = [*values[:: max(1, len(values) // 12)], values[-1]]
        tried += [chosen.clean({control.name: value}) for value in some]
    for values in tried:
        expected = filled(json.loads(json.dumps(chosen.scene(values).as_dict())))
        code = "([name, values]) => window[name](values, models[name].spec.data, window.write)"
        got = filled(shown.evaluate(code, [name, values]))
        assert list(differences(got, expected))[:3] == [], values


NUMBERS = [0, 1, -1, 0.1, 1.005, 2.675, 12345.678, 1e-5, 123456789, 1e22, 0.00012345, 99.95, -0.5, 0.625, 2.5, 3.5]


@pytest.mark.parametrize("value", NUMBERS)
def test_numbers_are_written_as_python_writes_them(shown: Page, value: float) -> None:
    for digits in (1, 2, 3, 6):
        assert shown.evaluate("([v, d]) => write.g(v, d)", [value, digits]) == f"{value:.{digits}g}"
    for digits in (0, 1, 2):
        if abs(value) < 1e21:
            assert shown.evaluate("([v, d]) => write.fixed(v, d)", [value, digits]) == f"{value:.{digits}f}"
            assert shown.evaluate("([v, d]) => write.fixed(v, d, true)", [value, digits]) == f"{value:,.{digits}f}"


@pytest.mark.parametrize("name", chosen_explorers())
def test_the_keyboard_moves_every_control(shown: Page, name: str) -> None:
    with once_shown(KEYS, name) as work:
        if work.needed:
            is_moved_by_keys(shown, name)


def is_moved_by_keys(shown: Page, name: str) -> None:
    explorer = shown.locator(f"[data-explorer={name}]")
    caption = explorer.locator(".wb-x-caption")
    for control in explorer.locator("input, select").all():
        before = caption.text_content()
        control.focus()
        kind = control.evaluate("node => node.type")
        key = "Space" if kind == "checkbox" else "End" if control.evaluate("n => n.value !== n.max") else "Home"
        control.press("ArrowDown" if kind == "select-one" else key)
        if name in IN_BROWSER:
            expect(caption).not_to_have_text(before or "")
        else:
            asked = shown.wait_for_function("name => models[name].asked", arg=name).json_value()
            assert asked["kind"] == "compute"
            assert explorers.load(name).clean(asked["values"]) == asked["values"]
        assert control.evaluate("node => node === document.activeElement")
        explorer.get_by_role("button", name="Reset").press("Enter")
        if name in IN_BROWSER:
            expect(caption).to_have_text(before or "")


def test_python_learns_the_values_when_the_hand_rests(shown: Page) -> None:
    slider = shown.locator("[data-explorer=descent] input[name=steps]")
    slider.press("End")
    shown.wait_for_function("models.descent.saved && models.descent.values.steps === 200")


EDGE = """node => {
  const { data } = node.getContext('2d').getImageData(0, 0, node.width, 2);
  const light = [];
  for (let at = 0; at < data.length; at += 4) light.push(data[at] + data[at + 1] + data[at + 2]);
  return light.sort((one, other) => one - other)[light.length >> 1];
}"""
"""The brightness of the upper edge in the middle of its pixels: a title may touch it."""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_fit_the_page_and_the_theme(page: Page, folder: Path, theme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"file://{folder}/{theme}.html")
    page.wait_for_function("window.ready")
    for name in NAMES:
        explorer = page.locator(f"[data-explorer={name}]")
        expect(explorer).to_have_attribute("data-theme", theme)
        box = explorer.locator("canvas").bounding_box()
        assert box
        assert 0.6 * min(width, 960) < box["width"] <= width
        assert (explorer.locator("canvas").evaluate(EDGE) > 600) == (theme == "light"), name
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_change_of_theme_is_followed_at_once(shown: Page) -> None:
    shown.evaluate("document.body.dataset.jpThemeLight = 'false'")
    for name in NAMES:
        expect(shown.locator(f"[data-explorer={name}]")).to_have_attribute("data-theme", "dark")


def test_a_point_is_dragged_and_the_sliders_follow(shown: Page) -> None:
    """As far as they reach; beside the handles nothing moves."""
    root = shown.locator("[data-explorer=plane_map]")
    root.scroll_into_view_if_needed()
    canvas = root.locator("canvas")
    box = canvas.bounding_box()
    assert box is not None
    (x, y), _ = json.loads(str(canvas.get_attribute("data-handles")))
    across, up = (root.locator(f"input[name={name}]") for name in ("ax", "ay"))
    before = float(across.input_value()), float(up.input_value())

    def drag(begin: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
        shown.mouse.move(box["x"] + begin[0], box["y"] + begin[1])
        shown.mouse.down()
        shown.mouse.move(box["x"] + end[0], box["y"] + end[1], steps=4)
        shown.mouse.up()
        return float(across.input_value()), float(up.input_value())

    assert drag((x + 60, y + 60), (x + 90, y + 20)) == before
    moved = drag((x, y), (x - 50, y - 10))
    assert moved[0] < before[0]
    assert moved[1] > before[1]
    expect(root.locator(".wb-x-caption")).not_to_have_text(str(shown.evaluate("models.plane_map.scene.caption")))
    shown.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    (x, y), _ = json.loads(str(canvas.get_attribute("data-handles")))
    far = drag((x, y), (4, 4))
    assert far == (0, float(str(up.get_attribute("max"))))


@pytest.mark.parametrize("name", NAMES)
def test_what_can_be_dragged_moves_sliders(name: str) -> None:
    found = explorers.load(name)
    marks = [mark for panel in found.scene(found.initial).as_dict()["panels"] for mark in panel["marks"]]
    sliders = {control["name"] for control in found.spec()["controls"] if control["kind"] == "slider"}
    for mark in (mark for mark in marks if mark.get("moves")):
        assert set(mark["moves"]) <= sliders
        assert len(mark["x"]) == len(mark["y"]) == 1
