"""Common checks of every explorer found, and checks of the kit they are made with."""

from __future__ import annotations

import base64
import io
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from PIL import Image

from workbench import explorers
from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.explorers import (
    Axis,
    Bars,
    Boxes,
    Chips,
    Choice,
    Explorer,
    Grid,
    Line,
    Panel,
    Paths,
    Photo,
    Points,
    Rule,
    Scene,
    Segments,
    Slider,
    Texts,
    Toggle,
    explorer,
)
from workbench.explorers.figure import picture
from workbench.explorers.find import find_explorers, shown_by
from workbench.explorers.scene import defaults
from workbench.explorers.style import PALETTES, house_style
from workbench.explorers.view import ExplorerView

every_explorer = pytest.mark.parametrize("name", explorers.names())


def told(name: str, **changed: Any) -> dict[str, Any]:
    """The scene at the first values with some changed, as it crosses to the browser."""
    chosen = explorers.load(name)
    text = json.dumps(chosen.scene(chosen.clean(changed)).as_dict(), allow_nan=False)
    scene: dict[str, Any] = json.loads(text)
    return scene


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


# -- every explorer ------------------------------------------------------------------------------------------------


def test_there_are_explorers() -> None:
    assert {"descent", "groupby"} <= set(explorers.names())


@every_explorer
def test_each_control_changes_scene_and_caption(name: str) -> None:
    for control in explorers.load(name).controls:
        scenes = [told(name, **{control.name: value}) for value in control.probes()]
        assert all(len(scene["caption"]) >= 30 for scene in scenes)
        assert all(panel["marks"] for scene in scenes for panel in scene["panels"])
        different = {json.dumps(scene) for scene in scenes}
        assert len(different) == len(scenes), f"{control.name}: two of its values look the same"
        assert len({scene["caption"] for scene in scenes}) > 1, f"{control.name} does not show in the caption"


@every_explorer
def test_same_values_give_the_same_scene(name: str) -> None:
    first = told(name)
    told(name, **{explorers.load(name).controls[0].name: explorers.load(name).controls[0].probes()[-1]})
    assert told(name) == first


@every_explorer
def test_marks_lie_on_their_axes(name: str) -> None:
    """Something of every panel can be seen: no axis has been left behind by its data."""
    for panel in explorers.load(name).scene(explorers.load(name).initial).panels:
        if panel.bare:
            continue
        low, high = sorted((panel.x.low, panel.x.high))
        seen = 0
        for mark in panel.marks:
            names = ("x", "x0", "value" if getattr(mark, "sideways", False) else "at")
            found = next((getattr(mark, each) for each in names if getattr(mark, each, None) is not None), ())
            if isinstance(mark, Paths):
                continue
            seen += sum(low <= value <= high for value in np.atleast_1d(np.asarray(found, dtype=float)))
        assert seen, panel.title


@every_explorer
def test_a_script_belongs_to_who_computes_in_the_browser(name: str) -> None:
    chosen = explorers.load(name)
    assert bool(chosen.script) == (chosen.data is not None)
    json.dumps(chosen.spec(), allow_nan=False)
    assert "export function compute" in chosen.script or chosen.data is None


@every_explorer
def test_says_what_it_is(name: str) -> None:
    chosen = explorers.load(name)
    assert chosen.title
    assert len(chosen.about) >= 40
    for control in chosen.controls:
        label = control.label
        assert label, f"{control.name} has no label"
        assert not label.endswith(":"), f"{control.name}: a label has no colon"
    labels = [control.label for control in chosen.controls]
    assert len(set(labels)) == len(labels)


@every_explorer
def test_the_static_picture_follows_the_theme(name: str) -> None:
    chosen = explorers.load(name)
    scene = chosen.scene(chosen.initial)
    for theme in PALETTES:
        image = pixels(picture(scene, height=chosen.height, theme=theme, ratio=1))  # type: ignore[arg-type]
        assert image.shape[:2] == (chosen.height, 720)
        assert "#" + bytes(image[0, 0]).hex() == PALETTES[theme].background
        assert image.std() > 5


@every_explorer
def test_display_data_hold_a_static_picture_and_its_caption(name: str) -> None:
    data, metadata = explorers.show(name)._repr_mimebundle_()
    image = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    assert image.width == 2 * metadata["image/png"]["width"]
    title = explorers.load(name).title
    assert data["text/plain"].startswith(title)
    assert len(data["text/plain"]) > len(title) + 30
    again, _ = explorers.show(name)._repr_mimebundle_()
    widget = "application/vnd.jupyter.widget-view+json"
    assert {k: v for k, v in data.items() if k != widget} == {k: v for k, v in again.items() if k != widget}


def in_new_process(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_drawing_one_never_imports_pyplot() -> None:
    code = (
        "import sys; from workbench import explorers; from workbench.explorers.figure import picture\n"
        "found = explorers.load('latency')\n"
        "picture(found.scene(found.initial), height=300, theme='dark')\n"
        "print('matplotlib.pyplot' in sys.modules, 'matplotlib' in sys.modules)"
    )
    assert in_new_process(code) == "False True"


def test_none_imports_pyplot_itself() -> None:
    """Nor what several share, beside them."""
    paths = {path for name in explorers.names() for path in find_explorers()[name].path.parent.glob("*.py")}
    assert len(paths) >= len(explorers.names())
    assert [str(path) for path in paths if "pyplot" in path.read_text(encoding="utf-8")] == []


def test_a_dashboard_needs_no_matplotlib() -> None:
    code = (
        "import os, sys; os.environ['VOILA_REQUEST_URL'] = 'http://localhost/'; from workbench import explorers\n"
        "explorers.show('latency')._repr_mimebundle_()\n"
        "print('matplotlib' in sys.modules)"
    )
    assert in_new_process(code) == "False"


def test_the_package_is_light_until_something_is_shown() -> None:
    code = (
        "import sys, workbench.explorers as e; e.names()\n"
        "print([m for m in ('matplotlib', 'numpy', 'ipywidgets', 'anywidget', 'pandas') if m in sys.modules])"
    )
    assert in_new_process(code) == "[]"


# -- where they lie --------------------------------------------------------------------------------------------------


def test_they_lie_in_the_track_of_the_lesson_that_shows_them() -> None:
    found = explorers.find_explorers()
    for lesson in load_curriculum():
        shown = shown_by(lesson.path.read_text(), found)
        assert {explorer.track for explorer in shown} <= {lesson.track}, lesson.id
        found = {name: explorer for name, explorer in found.items() if explorer not in shown}
    assert not found, "no lesson shows these"


def test_names_go_track_by_track() -> None:
    tracks = [found.track for found in explorers.find_explorers().values()]
    assert tracks == sorted(tracks)


@every_explorer
def test_the_words_read_without_running_are_those_of_the_explorer(name: str) -> None:
    summary, chosen = explorers.find_explorers()[name].summary(), explorers.load(name)
    assert (summary.title, summary.question, summary.about) == (chosen.title, chosen.question, chosen.about)
    assert re.fullmatch(r"[A-Z][^.?!]{20,110}\?", chosen.question), "one sentence, one question"


@every_explorer
def test_no_module_has_its_name(name: str) -> None:
    """mypy would take it for that module."""
    assert find_spec(name) is None


def test_two_of_one_name_are_an_error_that_names_both(make_content: Callable[..., Any]) -> None:
    content = make_content()
    one, other = (content.explorer("coin", track=track) for track in ("01_alpha", "02_beta"))
    with pytest.raises(WorkbenchError, match="Two explorers are called 'coin'") as raised:
        explorers.show("coin")
    assert str(one) in str(raised.value)
    assert str(other) in str(raised.value)
    other.unlink()
    assert explorers.names() == ["coin"]


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("def coin(", "def dime(", "must define a function coin"),
        ("fair?", "fair.", "must end with a question mark, got 'Is it fair.'"),
        ("about=", "data=dict, about=", "coin.js is missing"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(
    make_content: Callable[..., Any], written: str, instead: str, says: str
) -> None:
    path = make_content().explorer("coin")
    path.write_text(path.read_text().replace(written, instead))
    with pytest.raises(WorkbenchError, match=says):
        explorers.show("coin")


def test_a_name_that_is_none_is_told(make_content: Callable[..., Any]) -> None:
    path = make_content().explorer("coin")
    path.rename(path.with_name("coin-2.py"))
    with pytest.raises(WorkbenchError, match=r"coin-2\.py: an explorer is named .* Rename the file"):
        explorers.names()


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ('"Is it fair?"', "QUESTION", "lacks question. Write each as a plain text"),
        ("(*, fair)", "(*, fair", r"coin\.py, line 11: '\(' was never closed"),
    ],
)
def test_what_cannot_be_read_without_running_is_told(
    make_content: Callable[..., Any], written: str, instead: str, says: str
) -> None:
    path = make_content().explorer("coin")
    path.write_text(path.read_text().replace(written, instead))
    with pytest.raises(WorkbenchError, match=says):
        explorers.find_explorers()["coin"].summary()


def test_a_file_is_run_once_and_again_when_it_has_changed(make_content: Callable[..., Any]) -> None:
    path = make_content().explorer("coin")
    first = explorers.load("coin")
    assert explorers.load("coin") is first
    assert first.compute.__module__ == "workbench_explorer_coin"
    path.write_text(path.read_text().replace("first", "other"))
    os.utime(path, ns=(1, 1))
    assert explorers.show("coin").caption == "The other: False."
    assert not (path.parent / "__pycache__").exists()


def test_a_file_that_fails_can_be_mended(make_content: Callable[..., Any]) -> None:
    path = make_content().explorer("coin")
    text = path.read_text()
    path.write_text(f"import nothing_of_that_name\n{text}")
    with pytest.raises(ModuleNotFoundError):
        explorers.load("coin")
    assert "workbench_explorer_coin" not in sys.modules
    path.write_text(text)
    assert explorers.load("coin").title == "Heads"


# -- the kit -------------------------------------------------------------------------------------------------------


def test_unknown_names_are_answered_with_the_nearest() -> None:
    with pytest.raises(WorkbenchError, match="Did you mean 'descent'"):
        explorers.load("descnt")
    with pytest.raises(WorkbenchError, match="no control 'rate'"):
        explorers.show("descent", rate=1)
    with pytest.raises(WorkbenchError, match="Did you mean 'valley'"):
        explorers.show("descent", surface="vally")


def test_show_starts_with_the_values_given() -> None:
    view = explorers.show("descent", lr=0.5, surface="rosenbrock")
    assert view.values["lr"] == 0.51, "the nearest allowed value"
    assert view.values["surface"] == "rosenbrock"
    assert view.spec["initial"]["surface"] == "valley", "Reset goes to the author's values"


@pytest.mark.parametrize(
    ("slider", "ticks"),
    [
        (Slider("n", 1, 4), (1, 2, 3, 4)),
        (Slider("n", 10, 30, step=10), (10, 20, 30)),
        (Slider("p", 0.0, 0.3, step=0.1), (0.0, 0.1, 0.2, 0.3)),
        (Slider("p", 0.25, 0.4, step=0.1), (0.25, 0.35)),
        (Slider("r", 0.9, 1.2, log=True), (0.9, 0.91, 1.0, 1.1, 1.2)),
        (Slider("k", 4, 14, log=True), (4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)),
    ],
)
def test_slider_values(slider: Slider, ticks: tuple[float, ...]) -> None:
    assert slider.ticks == ticks
    assert [type(x) for x in slider.ticks] == [type(x) for x in ticks]


def test_a_log_slider_contains_the_powers_of_ten_and_its_ends() -> None:
    ticks = Slider("r", 0.0005, 20, log=True).ticks
    assert {0.0005, 0.001, 0.01, 0.1, 1.0, 10.0, 20.0} <= set(ticks)
    assert all(1.01 < b / a < 1.25 for a, b in itertools.pairwise(ticks))


def test_slider_texts_and_cleaning() -> None:
    slider = Slider("p", 0.0, 1.0, step=0.25, value=0.3)
    assert slider.initial == 0.25
    assert slider.spec()["texts"] == ["0.00", "0.25", "0.50", "0.75", "1.00"]
    assert Slider("n", 0, 2000, step=1000, format="{} mm").spec()["texts"][1] == "1000 mm"
    assert slider.clean(7) == 1.0
    for bad in ("1", None, True, float("nan"), float("inf")):
        with pytest.raises(WorkbenchError, match="p must be a number"):
            slider.clean(bad)


def test_choice_and_toggle_refuse_other_values() -> None:
    choice = Choice("c", {"a": "first", "b": "second"})
    assert choice.initial == "a"
    assert choice.spec()["options"] == [["a", "first"], ["b", "second"]]
    for bad in ("first", 3, None):
        with pytest.raises(WorkbenchError, match="c cannot be"):
            choice.clean(bad)
    with pytest.raises(WorkbenchError, match="t must be True or False"):
        Toggle("t").clean(1)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Slider("s", 1, 1),
        lambda: Slider("s", 0, 1, log=True),
        lambda: Slider("s", 0, 1, step=-1),
        lambda: Choice("c", ["one"]),
        lambda: Choice("c", ["a", "b"], value="z"),
    ],
)
def test_impossible_controls_are_refused_where_they_are_written(make: Any) -> None:
    with pytest.raises(WorkbenchError):
        make()


def test_controls_must_match_the_parameters() -> None:
    with pytest.raises(WorkbenchError, match=r"parameters of compute\(\) are \['y'\], its controls are \['x'\]"):

        @explorer("x", title="x", question="x?", controls=[Toggle("x")], about="about")
        def compute(*, y: bool) -> Scene:
            return Scene(panels=[], caption=str(y))


UNIT = Axis(low=0, high=1)


def make_fragile() -> Explorer:
    """An explorer that fails, or says nothing, at some values."""

    what_to_do = Choice("what", ["fine", "raise", "mute", "other"])

    @explorer("fragile", title="Fragile", question="What breaks?", controls=[what_to_do], about="breaks")
    def compute(*, what: str) -> Any:
        if what == "raise":
            raise ZeroDivisionError("no such picture")
        panel = Panel(marks=[Line(x=[0, 1], y=[0, 1])], x=UNIT, y=UNIT)
        caption = "" if what == "mute" else "A line that rises from zero to one."
        return "a picture" if what == "other" else Scene(panels=[panel], caption=caption)

    return compute


def ask(view: ExplorerView, tag: str, **request: Any) -> None:
    view._answer(view, {"kind": "compute", "tag": tag, **request}, [])


def test_an_error_of_the_author_is_shown_and_passes() -> None:
    view = ExplorerView(make_fragile(), {"what": "fine"})
    before = view.scene
    ask(view, "1", values={"what": "raise"})
    assert view.error == "This picture could not be drawn. ZeroDivisionError: no such picture."
    assert view.frame == "1", "the front end must hear back, or it waits for ever"
    for tag, what in (("2", "mute"), ("3", "other")):
        ask(view, tag, values={"what": what})
        assert "made no scene with a caption" in view.error
    ask(view, "4", values={"what": "fine"})
    assert (view.error, view.frame) == ("", "4")
    assert view.scene == before


def test_an_explorer_that_fails_at_once_still_displays_its_error() -> None:
    data, _ = ExplorerView(make_fragile(), {"what": "raise"})._repr_mimebundle_()
    assert "image/png" not in data
    assert "ZeroDivisionError" in data["text/plain"]


@pytest.mark.parametrize("values", [{"what": "else"}, {"nothing": 1}, [1], "fine", 3])
def test_a_bad_request_is_answered_with_an_error(values: Any) -> None:
    view = ExplorerView(make_fragile(), {"what": "fine"})
    ask(view, "7", values=values)
    assert view.error
    assert view.frame == "7"


def test_other_messages_are_ignored() -> None:
    view = ExplorerView(make_fragile(), {"what": "fine"})
    state = view.scene, view.error, view.frame
    for message in ("compute", None, {"kind": "other"}, {}):
        view._answer(view, message, [])
    assert (view.scene, view.error, view.frame) == state


# -- scenes --------------------------------------------------------------------------------------------------------

EVERY_MARK = [
    Line(x=[0, 0.5, 1], y=[0, float("nan"), 1], under=0, label="a line"),
    Points(x=np.array([0.2]), y=np.array([0.4]), marker="star", label="a point"),
    Bars(at=[0.5], value=[0.3], texts=["0.3"], hatch="lines", label="a bar"),
    Bars(at=[0.5, 0.7], value=[0.3, 0.2], sideways=True, colour=["series1", "series2"]),
    Segments(x0=[0], y0=[0], x1=[1], y1=[0.5], dash="dotted"),
    Paths(x=[[0, 1], [0.5, 0.6, 0.7]], y=[[0, 1], [0.1, 0.2, 0.1]]),
    Rule(x=0.5, dash="dashed", label="a rule"),
    Rule(y=0.5),
    Boxes(x0=[0.1], y0=[0.1], x1=[0.3], y1=[0.3], fill="grid", halo=True, label="a box"),
    Texts(x=[0.5], y=[0.9], text=["here"], sheet=True),
    Grid(values=[[0, 0.5], [1, 0.25]], x=(0, 1), y=(0, 1)),
    Photo(pixels=np.zeros((2, 3, 3), dtype=np.uint8), x=(0, 1), y=(1, 0)),
    Chips(text=["one", "two"]),
]


def test_every_mark_is_plain_data_and_has_a_static_picture() -> None:
    panel = Panel(marks=EVERY_MARK, x=UNIT, y=Axis(low=1, high=0, ticks=[(0.5, "half")]), title="All", equal=True)
    scene = Scene(
        panels=[panel, Panel(marks=[Points(x=[10], y=[1])], x=Axis(low=1, high=100, log=True), y=UNIT)], caption="All."
    )
    data = json.loads(json.dumps(scene.as_dict(), allow_nan=False))
    kinds = {mark["kind"] for mark in data["panels"][0]["marks"]}
    assert kinds == set(defaults()) - {"axis", "panel"}, "every kind of mark is tried here"
    assert data["panels"][0]["marks"][0]["y"] == [0, None, 1]
    assert data["panels"][0]["marks"][10]["shades"] == base64.b64encode(bytes([0, 128, 255, 64])).decode()
    for width in (300, 720):
        assert pixels(picture(scene, height=200, width=width, ratio=1)).shape[1] == width


def test_what_has_its_default_is_left_out_and_can_be_filled_in() -> None:
    mark = Points(x=[1], y=[2], size=7).as_dict()
    assert mark == {"kind": "points", "x": [1], "y": [2], "size": 7}
    assert defaults()["points"] | mark == {
        "kind": "points",
        "label": "",
        "x": [1],
        "y": [2],
        "colour": "series0",
        "marker": "circle",
        "size": 7,
        "opacity": 1.0,
        "moves": None,
    }


def test_the_style_leaves_no_trace_and_keeps_what_others_change() -> None:
    import matplotlib

    with matplotlib.rc_context():
        before = dict(matplotlib.rcParams)
        with house_style("dark"):
            assert matplotlib.rcParams["text.color"] == PALETTES["dark"].text
            matplotlib.rcParams["savefig.dpi"] = 77
        assert dict(matplotlib.rcParams) == before | {"savefig.dpi": 77}


# -- the palette ---------------------------------------------------------------------------------------------------

# How a reader without one kind of cone sees linear RGB (Machado, Oliveira & Fernandes 2009, severity 1).
SIGHT = {
    "full": np.eye(3),
    "no red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no blue cones": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    xyz = TO_XYZ @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((float(TO_XYZ[1] @ linear(c)) for c in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
def test_palette_contrast(theme: str) -> None:
    palette = PALETTES[theme]
    assert all(contrast(colour, palette.background) >= 3 for colour in palette.series)
    assert min(contrast(text, palette.background) for text in (palette.text, palette.muted)) >= 4.5
    assert min(contrast(palette.text, end) for end in palette.ramp) >= 4.5


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("sight", SIGHT)
def test_palette_is_told_apart_by_colour_blind_readers(theme: str, sight: str) -> None:
    seen = [lab(SIGHT[sight] @ linear(colour)) for colour in PALETTES[theme].series]
    assert min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(seen, 2)) > 15


def test_a_panel_without_axes_keeps_their_ends() -> None:
    """What lies beyond 1 is drawn too."""
    ends = Axis(low=0, high=4)
    box = Boxes(x0=[2], y0=[2], x1=[3], y1=[3], colour="series0")
    there, none = (Scene(panels=[Panel(marks=marks, x=ends, y=ends, bare=True)], caption="") for marks in ([box], []))
    assert not np.array_equal(pixels(picture(there, height=200)), pixels(picture(none, height=200)))
