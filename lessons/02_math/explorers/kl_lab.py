"""Two densities, and what it costs to take one for the other: both directions of KL, place by place, and JS."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.explorers import Axis, Line, Panel, Points, Scene, Slider, Texts, explorer

Array = NDArray[np.float64]
_FAR, _STEP = 18.0, 0.05  # the integrals run from −_FAR to _FAR
_SEEN = 8.0  # the part that is drawn, every second place
_TOPS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 5000.0)


def _bell(x: Array, mean: float, width: float) -> Array:
    """The natural logarithm of a normal density."""
    return np.asarray(-0.5 * ((x - mean) / width) ** 2 - np.log(width * np.sqrt(2 * np.pi)))


def _places() -> Array:
    return np.asarray(np.arange(round(2 * _FAR / _STEP) + 1) * _STEP - _FAR)


def measure(
    gap: float, p_mean: float, p_width: float, q_mean: float, q_width: float
) -> tuple[Array, Array, Array, Array, list[float]]:
    """Both densities, both integrands in bits, and KL(p‖q), KL(q‖p), JS."""
    x = _places()
    left, right = _bell(x, p_mean - gap / 2, p_width), _bell(x, p_mean + gap / 2, p_width)
    log_p, log_q = np.logaddexp(left, right) - np.log(2), _bell(x, q_mean, q_width)
    p, q = np.exp(log_p), np.exp(log_q)
    log_middle = np.logaddexp(log_p, log_q) - np.log(2)
    forward, backward = (p * (log_p - log_q) / np.log(2)), (q * (log_q - log_p) / np.log(2))
    middle = (p * (log_p - log_middle) + q * (log_q - log_middle)) / (2 * np.log(2))
    totals = [max(float(each.sum()) * _STEP, 0.0) for each in (forward, backward, middle)]
    return p, q, forward, backward, totals


def _top(values: Array) -> float:
    """The height of the axis: the least of some round numbers that holds all."""
    return next((top for top in _TOPS if values.max() <= top), _TOPS[-1])


def _densities(x: Array, p: Array, q: Array) -> Panel:
    marks = [
        Line(x=x, y=p, colour="series0", label="p", under=0.0),
        Line(x=x, y=q, colour="series1", dash="dashed", width=2.4, label="q"),
    ]
    return Panel(marks=marks, x=Axis(low=-_SEEN, high=_SEEN), y=Axis(low=0, high=1.4), title="Densities", weight=1.2)


def _costs(x: Array, forward: Array, backward: Array) -> Panel:
    top = _top(np.concatenate([forward, backward]))
    marks = [
        Line(x=x, y=forward, colour="series0", label="p log₂ p/q"),
        Line(x=x, y=backward, colour="series1", dash="dashed", width=2.4, label="q log₂ q/p"),
    ]
    up = Axis(low=-0.5 * min(top, 2.0), high=top)
    return Panel(marks=marks, x=Axis(low=-_SEEN, high=_SEEN), y=up, title="Bits that each place adds", weight=1.2)


def _handles(p_mean: float, p_width: float, q_mean: float, q_width: float) -> Panel:
    marks = [
        Points(x=[p_mean], y=[p_width], colour="series0", size=12, moves=("p_mean", "p_width")),
        Points(x=[q_mean], y=[q_width], colour="series1", marker="square", size=12, moves=("q_mean", "q_width")),
        Texts(x=[p_mean, q_mean], y=[p_width, q_width], text=["p", "q"], dx=9, dy=9),
    ]
    across, up = Axis(low=-4.6, high=4.6, label="mean"), Axis(low=0, high=3.3, label="width")
    return Panel(marks=marks, x=across, y=up, title="Drag p and q", weight=0.9)


def script_data() -> dict[str, Any]:
    """The sizes that kl_lab.js shares."""
    return {"far": _FAR, "step": _STEP, "seen": _SEEN, "tops": list(_TOPS)}


@explorer(
    "kl_lab",
    title="KL between two densities",
    question="One density stands in for another: what does it cost, and why does the direction matter?",
    controls=[
        Slider("gap", 0.0, 6.0, step=0.1, value=4.0, label="distance of p's two humps"),
        Slider("p_mean", -4.0, 4.0, step=0.1, value=0.0, label="mean of p"),
        Slider("p_width", 0.3, 3.0, step=0.1, value=0.7, label="width of each hump of p"),
        Slider("q_mean", -4.0, 4.0, step=0.1, value=1.0, label="mean of q"),
        Slider("q_width", 0.3, 3.0, step=0.1, value=1.0, label="width of q"),
    ],
    about="Make KL(p‖q) as small as you can by moving q, then KL(q‖p): the two end in different places. "
    "With a distance of 0 both densities are bells.",
    height=340,
    data=script_data,
)
def kl_lab(*, gap: float, p_mean: float, p_width: float, q_mean: float, q_width: float) -> Scene:
    """The densities, what each place adds to the two divergences, and the handles."""
    p, q, forward, backward, totals = measure(gap, p_mean, p_width, q_mean, q_width)
    first = round((_FAR - _SEEN) / _STEP)
    seen = slice(first, len(p) - first, 2)
    x = _places()[seen]
    shape = f"two humps {gap:.1f} apart, each of width {p_width:.1f}" if gap else f"one bell of width {p_width:.1f}"
    return Scene(
        panels=[
            _densities(x, p[seen], q[seen]),
            _costs(x, forward[seen], backward[seen]),
            _handles(p_mean, p_width, q_mean, q_width),
        ],
        caption=f"p has {shape}, around {p_mean:.1f}; q has mean {q_mean:.1f} and width {q_width:.1f}. "
        f"KL(p‖q) is {totals[0]:.2f} bits, KL(q‖p) {totals[1]:.2f} bits, Jensen–Shannon {totals[2]:.2f} bits.",
    )
