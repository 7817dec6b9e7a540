"""A small computation graph: values forwards, derivatives of the loss backwards, and a step against them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from workbench.explorers import Axis, Boxes, Choice, Line, Panel, Points, Rule, Scene, Segments, Slider, Texts, explorer

_REACH = 2.0
_CURVE = 161
_ARROW = 0.7
_ACROSS, _UP = 0.3, 0.31  # half of a node's box
_PLACES = {  # name → where the node stands
    "w": (0.0, 2.9),
    "x": (0.0, 1.9),
    "b": (0.0, 0.6),
    "u": (1.0, 2.4),
    "z": (1.0, 0.6),
    "h": (2.0, 0.6),
    "s": (2.0, 2.4),
    "y": (3.0, 0.6),
    "L": (3.0, 2.4),
}
_FORMULAS = {"u": "u=wx", "z": "z=u+b", "h": "h=tanh z", "s": "s=h+u", "L": "L=(s−y)²"}
_EDGES = ("wu", "xu", "uz", "bz", "zh", "hs", "us", "sL", "yL")


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Values of the nodes, derivatives of the loss with respect to them, and what flows back along each edge."""

    values: dict[str, float]
    slopes: dict[str, float]
    edges: dict[str, float]


def _flow(w: float, x: float, b: float, y: float, back: str) -> Flow:
    u = w * x + 0.0  # and no −0
    z = u + b
    h = math.tanh(z)
    s = h + u
    to_s = 2 * (s - y)
    through = to_s * (1 - h * h) if back != "direct" else 0.0
    beside = to_s if back != "tanh" else 0.0
    to_u = through + beside
    to_h = to_s if back != "direct" else 0.0
    values = {"w": w, "x": x, "b": b, "y": y, "u": u, "z": z, "h": h, "s": s, "L": (s - y) ** 2}
    slopes = {"w": to_u * x + 0.0, "x": to_u * w + 0.0, "b": through, "y": -to_s, "u": to_u, "z": through, "h": to_h}
    slopes |= {"s": to_s, "L": 1.0}
    edges = {"wu": to_u * x, "xu": to_u * w, "uz": through, "bz": through, "zh": through, "hs": to_h}
    edges |= {"us": beside, "sL": to_s, "yL": -to_s}
    return Flow(values=values, slopes=slopes, edges=edges)


def _edge(name: str, amount: float) -> Segments:
    """An edge of the graph, wider the more flows back along it; dotted for zero, dashed for less."""
    (x0, y0), (x1, y1) = _PLACES[name[0]], _PLACES[name[1]]
    size = abs(amount)
    return Segments(
        x0=[x0],
        y0=[y0],
        x1=[x1],
        y1=[y1],
        colour="muted" if amount == 0 else ("series0" if amount > 0 else "series1"),
        width=1 + 7 * size / (2 + size),
        dash="dotted" if amount == 0 else ("" if amount > 0 else "dashed"),
    )


def _graph(flow: Flow) -> Panel:
    names = list(_PLACES)
    xs, ys = [_PLACES[name][0] for name in names], [_PLACES[name][1] for name in names]
    marks = [
        *(_edge(name, flow.edges[name]) for name in _EDGES),
        Boxes(
            x0=[each - _ACROSS for each in xs],
            y0=[each - _UP for each in ys],
            x1=[each + _ACROSS for each in xs],
            y1=[each + _UP for each in ys],
            colour="muted",
            width=1,
            fill="background",
        ),
        Texts(x=xs, y=ys, text=[_FORMULAS.get(name, name) for name in names], align="middle", size=11, dy=15),
        Texts(x=xs, y=ys, text=[f"{flow.values[name]:.2f}" for name in names], align="middle", size=11),
        Texts(
            x=xs,
            y=ys,
            text=[f"{flow.slopes[name]:.2f}" for name in names],
            colour="accent",
            align="middle",
            size=11,
            dy=-15,
        ),
    ]
    across, up = Axis(low=-0.4, high=3.4), Axis(low=0.1, high=3.4)
    return Panel(marks=marks, x=across, y=up, title="Value above, derivative below", weight=1.7, bare=True)


def _arrow(w: float, b: float, slopes: dict[str, float]) -> Segments:
    """From (w, b) against the derivatives, always as long."""
    length = math.hypot(slopes["w"], slopes["b"])
    share = _ARROW / length if length > 1e-9 else 0.0
    return Segments(x0=[w], y0=[b], x1=[w - share * slopes["w"]], y1=[b - share * slopes["b"]])


def _plane(w: float, x: float, b: float, y: float, flow: Flow, right: Flow) -> Panel:
    ws = [_REACH * (2 * k / (_CURVE - 1) - 1) for k in range(_CURVE)]
    rest = [y - each * x for each in ws]
    bottom = [math.atanh(r) - each * x if abs(r) < 1 else math.nan for each, r in zip(ws, rest, strict=True)]
    true, taken = _arrow(w, b, right.slopes), _arrow(w, b, flow.slopes)
    marks = [
        Rule(x=0.0, colour="grid", width=1),
        Rule(y=0.0, colour="grid", width=1),
        Line(x=ws, y=bottom, colour="series2", label="loss zero"),
        Segments(
            x0=true.x0,
            y0=true.y0,
            x1=true.x1,
            y1=true.y1,
            colour="muted",
            width=5,
            label="against the true gradient",
        ),
        Segments(x0=taken.x0, y0=taken.y0, x1=taken.x1, y1=taken.y1, colour="accent", width=2, label="the step taken"),
        Points(x=[w], y=[b], colour="text", size=11, moves=("w", "b")),
    ]
    across, up = Axis(low=-_REACH, high=_REACH, label="w"), Axis(low=-_REACH, high=_REACH, label="b")
    return Panel(marks=marks, x=across, y=up, title="Where a step leads", legend="bottom left")


def _told(flow: Flow, right: Flow) -> str:
    got, true = flow.slopes["w"], right.slopes["w"]
    if abs(got - true) < 1e-9:
        return "that for w is right."
    cosine = got * true + flow.slopes["b"] * right.slopes["b"]
    lengths = math.hypot(got, flow.slopes["b"]) * math.hypot(true, right.slopes["b"])
    turn = f"{math.degrees(math.acos(max(-1.0, min(1.0, cosine / lengths)))):.0f}°" if lengths > 1e-9 else "no angle"
    return f"that for w should be {true:.3f}, and the step is turned by {turn}."


def script_data() -> dict[str, Any]:
    """What gradient_flow.js needs beside the controls."""
    return {
        "reach": _REACH,
        "curve": _CURVE,
        "arrow": _ARROW,
        "half": [_ACROSS, _UP],
        "places": {name: list(place) for name, place in _PLACES.items()},
        "formulas": _FORMULAS,
        "edges": list(_EDGES),
    }


@explorer(
    "gradient_flow",
    title="Gradients through a graph",
    question="How does the derivative of a loss find its way back to each input, and what if it misses a path?",
    controls=[
        Slider("w", -_REACH, _REACH, step=0.1, value=0.8, label="w"),
        Slider("b", -_REACH, _REACH, step=0.1, value=0.0, label="b"),
        Slider("x", -_REACH, _REACH, step=0.1, value=1.0, label="x"),
        Slider("y", -_REACH, _REACH, step=0.1, value=-0.5, label="target y"),
        Choice(
            "back",
            {"both": "by both paths", "tanh": "through tanh only", "direct": "by the direct path only"},
            value="both",
            label="way back from s to u",
        ),
    ],
    about="Drag the dot to change w and b. Wide edges carry large derivatives, dashed ones negative ones. Then cut one "
    "of the two ways back, and compare the step that is taken with the true one.",
    height=340,
    data=script_data,
)
def gradient_flow(*, w: float, b: float, x: float, y: float, back: str) -> Scene:
    """The graph of (tanh(wx + b) + wx − y)² with its derivatives, and the plane of w and b."""
    flow, right = _flow(w, x, b, y, back), _flow(w, x, b, y, "both")
    d = flow.slopes
    return Scene(
        panels=[_graph(flow), _plane(w, x, b, y, flow, right)],
        caption=f"w = {w:.2f}, b = {b:.2f}, x = {x:.2f}, y = {y:.2f}: tanh gives {flow.values['h']:.3f}, "
        f"the sum s is {flow.values['s']:.3f} and the loss {flow.values['L']:.3f}. Back come {d['w']:.3f} for w, "
        f"{d['b']:.3f} for b, {d['x']:.3f} for x and {d['y']:.3f} for y; {_told(flow, right)}",
    )
