"""What probes ask of a candidate, as plain data: the questions that come up again in one exercise after the other.

A probe runs beside the learner's code, so it may import from here and not from ``workbench.authoring``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def is_fitted(estimator: Any) -> bool:
    """Whether a scikit-learn estimator has learned from data already."""
    from sklearn.exceptions import NotFittedError
    from sklearn.utils.validation import check_is_fitted

    try:
        check_is_fitted(estimator)
    except (NotFittedError, TypeError):
        return False
    return True


def learned(estimator: Any) -> dict[str, Any] | None:
    """What a scikit-learn estimator, or the last step of a pipeline, has learned: numbers and arrays by name, those
    that end with an underscore. None for one that has learned nothing."""
    import numpy as np

    steps = getattr(estimator, "steps", None)
    last = steps[-1][1] if steps else estimator
    public = (name for name in sorted(vars(last)) if name.endswith("_") and name[0] != "_")
    found = {name: getattr(last, name) for name in public if name != "refit_time_"}  # another one each time
    return {name: value for name, value in found.items() if isinstance(value, np.ndarray | float | int)} or None


def refuses(error: type[Exception], call: Callable[..., Any], *args: Any, **named: Any) -> bool:
    """Whether the call raises this kind of exception. Another kind goes through."""
    try:
        call(*args, **named)
    except error:
        return True
    return False


def module_output(module: Any, weights: dict[str, Any], *inputs: Any) -> Any:
    """What an nn.Module with these weights makes of inputs: as when it is used, without gradients."""
    import torch

    module.load_state_dict(weights)
    with torch.no_grad():
        return module.eval()(*inputs)


def random_weights(module: Any, seed: int) -> dict[str, Any]:
    """Random numbers for every weight of an nn.Module, the same for equal names and shapes, however it was built.

    Variances, such as those of a batch normalisation, are positive; what is no floating-point number stays as it is.
    """
    import torch

    generator = torch.Generator().manual_seed(seed)
    state: dict[str, Any] = {}
    for name, value in sorted(module.state_dict().items()):
        noise = torch.randn(value.shape, generator=generator)
        if value.dtype.is_floating_point:
            state[name] = noise.abs() + 0.5 if "var" in name else noise * 0.5
        else:
            state[name] = value
    return state
