"""Compare what came with what was expected, by type, with stated tolerances.

``compare(got, expected, tolerance)`` returns None when they are equal, else a Difference whose sentence names what
differs first: type, shape, columns, index, order, dtype, values. The types of libraries that are not loaded cost
nothing, because a value of them cannot exist. A module here teaches it the types of a library: it registers them with
``comparer``.
"""

from __future__ import annotations

from workbench.checking.compare import arrays, frames, models, plots
from workbench.checking.compare.core import Comparer, Tolerance, compare, comparer

__all__ = ["Comparer", "Tolerance", "arrays", "compare", "comparer", "frames", "models", "plots"]
