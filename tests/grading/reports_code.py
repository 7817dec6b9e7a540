"""Code of a class that works alone: everyone solves the same exercises, in one of the ways that people find."""

from __future__ import annotations

import random
import re

NAMES = ("moving_average", "standardise", "Queue", "longest_run")

_WORDS = ("x", "values", "data", "a", "out", "result", "res", "acc", "total", "items", "tmp", "current", "best", "n")

_WAYS: dict[str, list[list[str]]] = {
    "moving_average": [
        [
            """
    V1 = []
    for I in range(len(x) - width + 1):
        V1.append(sum(x[I : I + width]) / width)
    return np.array(V1)""",
            """
    V1 = [np.mean(x[I : I + width]) for I in range(len(x) - width + 1)]
    return np.asarray(V1)""",
            """
    V1 = np.cumsum(np.insert(x, 0, 0))
    return (V1[width:] - V1[:-width]) / width""",
            """
    V1 = np.ones(width) / width
    return np.convolve(x, V1, mode='valid')""",
            """
    V1 = np.lib.stride_tricks.sliding_window_view(x, width)
    return V1.mean(axis=1)""",
        ]
    ],
    "standardise": [
        ["\n    V1 = table.mean(axis=0)", "\n    V1 = np.mean(table, axis=0)", "\n    V1 = table.sum(0) / len(table)"],
        [
            "\n    V2 = table.std(axis=0)",
            "\n    V2 = np.sqrt(((table - V1) ** 2).mean(axis=0))",
            "\n    V2 = np.std(table, 0)",
        ],
        ["\n    V2[V2 == 0] = 1", "\n    V2 = np.where(V2 == 0, 1, V2)", "\n    V2 = V2 + (V2 == 0)", ""],
        ["\n    return (table - V1) / V2", "\n    V3 = table - V1\n    V3 /= V2\n    return V3"],
    ],
    "Queue": [
        ["\n    def __init__(self):\n        self.V1 = []\n", "\n    def __init__(self):\n        self.V1 = deque()\n"],
        [
            "\n    def push(self, item):\n        self.V1.append(item)\n",
            "\n    def push(self, item):\n        self.V1 = [*self.V1, item]\n",
        ],
        [
            """
    def pop(self):
        if not self.V1:
            raise IndexError('empty')
        return self.V1.pop(0)""",
            """
    def pop(self):
        V2 = self.V1[0]
        self.V1 = self.V1[1:]
        return V2""",
            "\n    def pop(self):\n        return self.V1.pop(0)",
        ],
    ],
    "longest_run": [
        ["\n    V1 = V2 = 0", "\n    V1 = 0\n    V2 = 0", "\n    V1, V2 = 0, 0"],
        ["\n    V3 = None", "\n    V3 = object()", ""],
        [
            """
    for I in x:
        V1 = V1 + 1 if I == V3 else 1
        V2 = max(V1, V2)
        V3 = I""",
            """
    for I in range(len(x)):
        if I > 0 and x[I] == x[I - 1]:
            V1 += 1
        else:
            V1 = 1
        if V1 > V2:
            V2 = V1""",
            """
    for _, I in groupby(x):
        V1 = len(list(I))
        V2 = V1 if V1 > V2 else V2""",
        ],
        ["\n    return V2"],
    ],
}
_HEADS = {
    "moving_average": "def moving_average(x, width):",
    "standardise": "def standardise(table):",
    "Queue": "class Queue:",
    "longest_run": "def longest_run(x):",
}

# An answer of one's own: right, long-winded, and not what anybody else writes.
OWN = {
    "longest_run": """\
def longest_run(x):
    # walk through the list and note where a run begins
    starts = [0]
    for position in range(1, len(x)):
        changed = bool(x[position - 1] != x[position])
        if changed is True:
            starts.insert(0, position)
    ends = sorted(starts[:-1]) + [len(x)]
    lengths = {}
    for begin, end in zip(reversed(starts), ends, strict=True):
        lengths.setdefault(end - begin, []).append(begin)
    return sorted(lengths)[-1] if len(x) > 0 else 0
""",
    "standardise": """\
def standardise(table):
    columns = []
    for k in range(table.shape[1]):
        column = table[:, k].astype(float)
        middle = column.sum() / column.size
        spread = (np.square(column).sum() / column.size - middle**2) ** 0.5
        columns.append((column - middle) / (spread if spread > 1e-12 else 1.0))
    return np.stack(columns, axis=-1)
""",
}


def written_alone(number: int) -> dict[str, str]:
    """Exercise → source, as learner ``number`` wrote it."""
    draw = random.Random(number)
    found = {}
    for name in NAMES:
        body = "".join(draw.choice(ways) for ways in _WAYS[name])
        for blank in ("V1", "V2", "V3", "I"):
            body = re.sub(rf"\b{blank}\b", f"{draw.choice(_WORDS)}_{draw.randrange(9)}", body)
        found[name] = f"{_HEADS[name]}{body}\n"
    return found


def disguised(source: str) -> str:
    """The same code with other names, comments, annotations, layout and a docstring."""
    renamed = source
    for k, name in enumerate(("starts", "position", "changed", "ends", "lengths", "begin", "end", "columns", "column")):
        renamed = re.sub(rf"\b{name}\b", f"my_{k}_var", renamed)
    renamed = re.sub(r"\b(middle|spread)\b", r"the_\1", renamed).replace("    # walk through", "    # I had this idea:")
    head, body = renamed.split("\n", 1)
    head = head.replace("(x)", "(x: list[int]) -> int").replace("(table)", "(table: object) -> object")
    return f'{head}\n    """All my own work."""\n\n' + body.replace(" = ", "  =  ").replace(
        "\n    return", "\n\n    return"
    )
