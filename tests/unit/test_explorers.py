"""Common checks of every explorer found, and checks of the kit they are made with."""

from __future__ import annotations

import base64
import io
import itertools
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image

from workbench import explorers
from workbench.errors import WorkbenchError
from workbench.explorers import Choice, Explorer, Slider, Toggle, explorer
from workbench.explorers._draw import Painter, Picture
from workbench.explorers._view import ExplorerView
from workbench.explorers.style import PALETTES, house_style

every_explorer = pytest.mark.parametrize("name", explorers.names())


class Gallery:
    """Draws explorers, each state once: the checks ask for the same states again and again."""

    def __init__(self) -> None:
        self._painters: dict[str, Painter] = {}
        self._drawn: dict[str, Picture] = {}

    def painter(self, name: str) -> Painter:
        if name not in self._painters:
            self._painters[name] = Painter(explorers.load(name))
        return self._painters[name]

    def draw(self, name: str, theme: str = "light", width: int = 720, **changed: Any) -> Picture:
        key = repr((name, theme, width, sorted(changed.items())))
        if key not in self._drawn:
            values = explorers.load(name).clean(changed)
            self._drawn[key] = self.painter(name).draw(values, theme=theme, width=width)  # type: ignore[arg-type]
        return self._drawn[key]


@pytest.fixture(scope="module")
def gallery() -> Gallery:
    return Gallery()


def pixels(picture: Picture) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture.png)))


# -- every explorer ------------------------------------------------------------------------------------------------


def test_there_are_explorers() -> None:
    assert {"descent", "groupby"} <= set(explorers.names())


@every_explorer
def test_draws_a_picture_with_a_caption_at_the_limits_of_each_control(name: str, gallery: Gallery) -> None:
    chosen = explorers.load(name)
    for control in chosen.controls:
        for value in control.probes():
            picture = gallery.draw(name, **{control.name: value})
            assert len(picture.caption) >= 30, (control.name, value)
            assert pixels(picture).std() > 1, (control.name, value)


@every_explorer
def test_each_control_changes_picture_and_caption(name: str, gallery: Gallery) -> None:
    for control in explorers.load(name).controls:
        drawn = [gallery.draw(name, **{control.name: value}) for value in control.probes()]
        frames = {(picture.png, picture.caption) for picture in drawn}
        assert len(frames) == len(drawn), f"{control.name}: two of its values look the same"
        assert len({picture.caption for picture in drawn}) > 1, f"{control.name} does not show in the caption"


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
def test_follows_the_theme(name: str, gallery: Gallery) -> None:
    light, dark = pixels(gallery.draw(name)), pixels(gallery.draw(name, theme="dark"))
    for image, theme in ((light, "light"), (dark, "dark")):
        corner = "#" + bytes(image[0, 0]).hex()
        assert corner == PALETTES[theme].background
    assert light.mean() > 140 > dark.mean(), "most of the sheet is background"


@every_explorer
def test_same_values_give_the_same_picture_whatever_was_drawn_before(name: str, gallery: Gallery) -> None:
    chosen = explorers.load(name)
    first = gallery.draw(name)
    painter = gallery.painter(name)
    control = chosen.controls[0]
    painter.draw(chosen.clean({control.name: control.probes()[-1]}), theme="dark", width=400, draft=True)
    assert painter.draw(chosen.initial, theme="light") == first
    assert Painter(chosen).draw(chosen.initial, theme="light") == first


def outlying_texts(painter: Painter) -> Iterator[str]:
    """Titles and labels that the edge of the picture cuts."""
    renderer = painter.canvas.get_renderer()
    page = painter.figure.bbox.padded(2)
    for axes in painter.figure.axes:
        titles = [axes.title, axes._left_title, axes._right_title]  # type: ignore[attr-defined]
        for text in [*titles, axes.xaxis.label, axes.yaxis.label, *painter.figure.texts]:
            box = text.get_window_extent(renderer)
            if text.get_text() and (box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1):
                yield text.get_text()


@every_explorer
@pytest.mark.parametrize("width", [300, 560, 960])
def test_no_text_is_cut_off_at_any_width(name: str, width: int) -> None:
    painter = Painter(explorers.load(name))
    picture = painter.draw(painter.explorer.initial, theme="light", width=width)
    assert pixels(picture).shape[1] == picture.width == width
    assert not list(outlying_texts(painter))


@every_explorer
def test_a_drag_frame_shows_the_same_as_the_full_one(name: str) -> None:
    painter = Painter(explorers.load(name))
    full = painter.draw(painter.explorer.initial, theme="light")
    draft = painter.draw(painter.explorer.initial, theme="light", draft=True)
    assert draft.caption == full.caption
    difference = np.abs(pixels(draft).astype(int) - pixels(full)).mean()
    assert difference < 1, "the layout of a drag frame is that of the full picture"


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


def test_drawing_all_of_them_never_imports_pyplot() -> None:
    code = (
        "import sys; from workbench import explorers; from workbench.explorers._draw import Painter\n"
        "for name in explorers.names():\n"
        "    Painter(explorers.load(name)).draw(explorers.load(name).initial, theme='dark')\n"
        "print('matplotlib.pyplot' in sys.modules, 'matplotlib' in sys.modules)"
    )
    assert in_new_process(code) == "False True"


def test_the_package_is_light_until_something_is_shown() -> None:
    code = (
        "import sys, workbench.explorers as e; e.names()\n"
        "print([m for m in ('matplotlib', 'numpy', 'ipywidgets', 'anywidget', 'pandas') if m in sys.modules])"
    )
    assert in_new_process(code) == "[]"


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
    with pytest.raises(WorkbenchError, match=r"parameters of draw\(\) are \['y'\], its controls are \['x'\]"):

        @explorer("x", title="x", controls=[Toggle("x")], about="about")
        def draw(figure: Any, *, y: bool) -> str:
            return f"{figure}{y}"


def make_fragile() -> Explorer:
    """An explorer that fails, or says nothing, at some values."""

    @explorer("fragile", title="Fragile", controls=[Choice("what", ["fine", "raise", "mute"])], about="breaks")
    def draw(figure: Any, *, what: str) -> str:
        figure.subplots().plot([0, 1])
        if what == "raise":
            raise ZeroDivisionError("no such picture")
        return "" if what == "mute" else "A line that rises from zero to one."

    return draw


def ask(view: ExplorerView, tag: str, **request: Any) -> None:
    view._answer(view, {"kind": "draw", "tag": tag, **request}, [])


def test_an_error_of_the_author_is_shown_and_passes() -> None:
    view = ExplorerView(make_fragile(), {"what": "fine"})
    before = view.png
    ask(view, "1", values={"what": "raise"})
    assert view.error == "This picture could not be drawn. ZeroDivisionError: no such picture."
    assert view.frame == "1", "the front end must hear back, or it waits for ever"
    ask(view, "2", values={"what": "mute"})
    assert "returned no caption" in view.error
    ask(view, "3", values={"what": "fine"}, width=720, ratio=2)
    assert (view.error, view.frame) == ("", "3")
    assert view.png == before


def test_an_explorer_that_fails_at_once_still_displays_its_error() -> None:
    data, _ = ExplorerView(make_fragile(), {"what": "raise"})._repr_mimebundle_()
    assert "image/png" not in data
    assert "ZeroDivisionError" in data["text/plain"]


@pytest.mark.parametrize(
    "message",
    [
        {"values": {"what": "other"}},
        {"values": {"nothing": 1}},
        {"values": [1]},
        {"values": {}, "width": "wide"},
        {"values": {}, "ratio": [2]},
        {"values": {}, "width": float("inf")},
    ],
)
def test_a_bad_request_is_answered_with_an_error(message: dict[str, Any]) -> None:
    view = ExplorerView(make_fragile(), {"what": "fine"})
    ask(view, "7", **message)
    assert view.error
    assert view.frame == "7"


def test_other_messages_are_ignored() -> None:
    view = ExplorerView(make_fragile(), {"what": "fine"})
    state = view.png, view.caption, view.error, view.frame
    for message in ("draw", None, {"kind": "other"}, {}):
        view._answer(view, message, [])
    assert (view.png, view.caption, view.error, view.frame) == state


def test_size_and_resolution_stay_within_bounds() -> None:
    view = ExplorerView(make_fragile(), {"what": "fine"})
    ask(view, "1", values={}, width=100_000, ratio=50)
    assert Image.open(io.BytesIO(view.png)).width == 2 * 960
    ask(view, "2", values={}, width=-5, ratio=-1, theme="dark")
    assert Image.open(io.BytesIO(view.png)).width == 300
    assert view.theme == "dark"


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
