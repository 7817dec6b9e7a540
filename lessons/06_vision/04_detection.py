# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Workbench (Python)
#     language: python
#     name: workbench
#   workbench:
#     title: Object detection
#     summary: How does a network answer with a list of boxes whose length nobody knows, and how do you mark its answer?
#     minutes: 90
#     requires: [03_classical_ml/05_evaluation]
#     objectives:
#       Compare boxes by intersection over union, for all pairs at once: [iou]
#       Thin out overlapping detections, per class, and say what is lost: [nms, nms_per_class, nms_crowd]
#       Turn a list of boxes into a target of fixed shape and back: [encode_grid, decode_grid, one_cell]
#       Write a single-stage detector and its loss, and train it: [TinyDetector, detection_loss, empty_cells]
#       Compute the average precision of a detector and read it: [average_precision_detection, placed_better]
#       Choose a detection library with its licence and upkeep in mind: [licence]
#     datasets: [emoji32, photos_cc0]
#     extras: [vision]
#     hardware: cpu, cuda
#     solutions: after_attempt
# ---

# %% [markdown]
# # Object detection
#
# A classifier answers one question with one word. A detector is asked: *which objects are in this image, and where?*
# The answer is a list, and nobody knows beforehand how long it is. A network, however, returns a tensor whose shape is
# fixed. And when the list has come, how do you mark it? A box that is three pixels off is not wrong, two boxes on
# one dog are not twice as right, and a missed dog has no score at all.
#
# Three ideas solve this, and all detectors in use are made of them: a measure of overlap, an *encoding* of lists as
# grids, and a metric that matches detections with truths. You will write all three, and train a small detector with
# them in less than a minute.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from PIL import Image
from scipy import ndimage
from torch import nn
from torch.nn import functional as F

from workbench import Lesson, load_dataset

lesson = Lesson("06_vision/04_detection")
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

# %% [markdown]
# ## Data, and an honest word about them
#
# Detection data are expensive: somebody drew every box by hand. Public collections come with photographs under all
# kinds of licences, or are too large to ship. So we compose scenes: drawings (Noto emoji of mammals, fruit and
# vehicles) are pasted on crops of nineteenth- and twentieth-century photographs. The boxes are then exact, and there
# are as many scenes as we like.
#
# The price: a network may learn the *paste* instead of the object, such as a seam around it or, here, that anything
# colourful on a sepia photograph is an object. Practitioners who train on pasted objects fight exactly this (Dwibedi,
# Misra and Hebert, 2017). We do three things about it. The seam is eroded, the training photographs are tinted at
# random, and one photograph and a quarter of the drawings are locked away for the test.
#
# And two quirks. An old aeroplane and some boats stand in the photographs themselves, and nobody drew boxes around
# them: a detector that finds them is punished for being right. And the labels come from Unicode's group names, whose
# `transport-ground` holds more than vehicles. We leave it so, as you would get it; the error gallery at the end will
# show what that does.

# %%
size, grid, classes = 64, 4, ["animal", "fruit", "vehicle"]
heights = (16, 20, 24, 28, 32)
drawings = load_dataset("emoji32")["images"]
meta = load_dataset("emoji32", "emoji32_meta.csv")


def cut_out(drawing: np.ndarray) -> Image.Image:
    """The drawing with the white around it made transparent: white that is connected to the border, and a seam."""
    white = np.pad((drawing >= 250).all(axis=2), 1, constant_values=True)
    regions, _ = ndimage.label(white)
    opaque = ndimage.binary_erosion(regions[1:-1, 1:-1] != regions[0, 0])
    return Image.fromarray(np.dstack([drawing, opaque * 255]).astype(np.uint8))


def sprites(drawing: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The object in several sizes and mirrored, cropped to itself: (colours, opacity), both in 0 … 1."""
    found = []
    for height in heights:
        small = np.asarray(cut_out(drawing).resize((height, height), Image.Resampling.BILINEAR), dtype=np.float32)
        solid = small[..., 3] > 127
        rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
        object_only = small[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] / 255
        found += [(look[..., :3], look[..., 3:]) for look in (object_only, object_only[:, ::-1])]
    return found


groups = ["animal-mammal", "food-fruit", "transport-ground"]
pools = [[sprites(drawings[k]) for k in meta.index[meta.subcategory == group]] for group in groups]
train_pools = [[s for k, s in enumerate(pool) if k % 4] for pool in pools]
held_out_pools = [pool[::4] for pool in pools]

names = ["airplane-from-above", "allium-oreophilum", "french-alpine-landscape", "nagasaki-boats", "black-canyon"]
photographs = []
for name in names:
    photograph = Image.open(load_dataset("photos_cc0", f"{name}.jpg")).convert("RGB").resize((320, 240))
    photographs.append(np.asarray(photograph, dtype=np.float32) / 255)
for label, pool, kept in zip(classes, train_pools, held_out_pools):
    print(f"{label:8} {len(pool)} drawings to train with, {len(kept)} held out")

# %% [markdown]
# A box is four numbers: the corners `x0, y0, x1, y1` in pixels, x to the right, y *downwards*, as everywhere in image
# processing. Corners are positions between pixels, so the width is `x1 − x0`, without a "+ 1". Objects may hide a
# little of each other; a box always goes around the whole object, as if the part behind were visible.

# %%
Scene = tuple[np.ndarray, torch.Tensor, torch.Tensor]


def hides_too_much(box: list[int], other: list[int]) -> bool:
    """Whether two boxes share more than a fifth of the smaller one."""
    width, height = min(box[2], other[2]) - max(box[0], other[0]), min(box[3], other[3]) - max(box[1], other[1])
    areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in (box, other)]
    return width > 0 and height > 0 and width * height > 0.2 * min(areas)


def compose(rng: np.random.Generator, photographs: list, pools: list, *, tint: bool = False) -> Scene:
    """One scene: the picture, uint8 (size, size, 3), its boxes, shape (n, 4), and its labels, shape (n,)."""
    photograph = photographs[rng.integers(len(photographs))]
    row, column = (int(rng.integers(side - size + 1)) for side in photograph.shape[:2])
    picture = photograph[row : row + size, column : column + size].copy()
    if tint:
        picture *= rng.uniform(0.4, 1.2, size=3).astype(np.float32)
    boxes, labels = [], []
    for _ in range(rng.integers(1, 5)):
        label = int(rng.integers(len(pools)))
        looks = pools[label][rng.integers(len(pools[label]))]
        colours, opacity = looks[rng.integers(len(looks))]
        height, width = opacity.shape[:2]
        for _ in range(20):
            x, y = int(rng.integers(size - width + 1)), int(rng.integers(size - height + 1))
            box = [x, y, x + width, y + height]
            if not any(hides_too_much(box, other) for other in boxes):
                patch = picture[y : y + height, x : x + width]
                patch += opacity * (colours - patch)
                boxes.append(box)
                labels.append(label)
                break
    picture = (picture.clip(0, 1) * 255).astype(np.uint8)
    return picture, torch.tensor(boxes, dtype=torch.float32), torch.tensor(labels)


colour_of = ["tab:orange", "tab:cyan", "tab:pink"]


def draw(axes: Axes, picture: np.ndarray, boxes: torch.Tensor, texts: list[str], colours: list[str], style="-") -> None:
    """A picture with boxes."""
    axes.imshow(picture, extent=(0, size, size, 0))
    axes.set(xticks=[], yticks=[])
    for (x0, y0, x1, y1), text, colour in zip(boxes.tolist(), texts, colours):
        axes.add_patch(Rectangle((x0, y0), x1 - x0, y1 - y0, fill=False, color=colour, linewidth=2, linestyle=style))
        if text:
            label = {"facecolor": colour, "edgecolor": "none", "pad": 1}
            axes.text(x0, max(y0, 4), text, fontsize=7, color="black", bbox=label, verticalalignment="bottom")


n_train, epochs, width, n_test = (6_000, 4, 16, 120) if scale == "small" else (40_000, 30, 48, 1000)
rng = np.random.default_rng(seed)
train_scenes = [compose(rng, photographs[:4], train_pools, tint=True) for _ in range(n_train)]
figure, axes = plt.subplots(1, 5, figsize=(10, 2.3), layout="constrained")
for axis, (picture, boxes, labels) in zip(axes, train_scenes):
    draw(axis, picture, boxes, [classes[k] for k in labels], [colour_of[k] for k in labels])
plt.show()

# %% [markdown]
# ## How much do two boxes agree?
#
# *Intersection over union*: the area that two boxes share, divided by the area that they cover together. 1 for equal
# boxes, 0 for boxes apart. It does not depend on the scale of the image, and it punishes boxes that are too large as
# well as boxes that are too small.
#
# A worked example. Both boxes are 2 × 2, the second one moved to the right by 1: they share 1 × 2 = 2, together they
# cover 4 + 4 − 2 = 6. **Before you run the cell: how far may a box be moved, as a share of its width, until the IoU
# falls to one half?** Most people guess too much.

# %%
shift = np.linspace(0, 1.2, 200)
shared = (1 - shift).clip(min=0)
figure, axes = plt.subplots(figsize=(6, 2.8), layout="constrained")
axes.plot(shift, shared / (2 - shared), label="moved to the right")
axes.plot(shift, shared**2 / (2 - shared**2), "--", label="moved to the right and down")
axes.axhline(0.5, color="0.5", linewidth=1)
axes.set(xlabel="shift, in widths of the box", ylabel="IoU", title="IoU falls quickly")
axes.legend()
plt.show()

# %% [markdown]
# You will need it for all pairs of two lists of boxes, on every step of everything below. Write it without a loop.
# Boxes without an area do occur: untrained networks predict them.


# %%
@lesson.exercise
def iou(boxes_a: torch.Tensor, boxes_b: torch.Tensor) -> torch.Tensor:
    """Intersection over union of all pairs.

    boxes_a: corners x0, y0, x1, y1 in pixels, shape (n, 4); boxes_b: alike, shape (m, 4). A box with x1 ≤ x0 or
    y1 ≤ y0 has the area 0. Where the union is 0 the result is 0, not NaN. Returns float32 in [0, 1], shape (n, m).
    """


# %% [markdown]
# A formula is best checked by something that cannot share its mistakes. Paint both boxes on a sheet and count pixels:

# %%
rng = np.random.default_rng(seed)
corners = np.sort(rng.integers(0, 41, size=(2, 30, 2, 2)), axis=2).reshape(2, 30, 4)
painted = np.zeros((2, 30, 40, 40), dtype=bool)
for sheet, (x0, y0, x1, y1) in zip(painted.reshape(60, 40, 40), corners.reshape(60, 4)):
    sheet[y0:y1, x0:x1] = True
both = (painted[0][:, None] & painted[1][None]).sum(axis=(2, 3))
either = (painted[0][:, None] | painted[1][None]).sum(axis=(2, 3))
counted = torch.tensor(both / np.maximum(either, 1), dtype=torch.float32)
ours = iou(torch.tensor(corners[0]).float(), torch.tensor(corners[1]).float())
print(f"900 pairs agree with counted pixels: {torch.allclose(ours, counted, atol=1e-6)}")

# %% [markdown]
# ## Too many boxes
#
# A detector looks at many places at once, and several of them see the same dog. *Non-maximum suppression* thins the
# boxes out, greedily: take the box with the highest score, delete all that overlap it too much, take the best of the
# rest, and so on.
#
# The subtle part is *who may delete*. Imagine three boxes in a row, each overlapping the next. The best one deletes
# the middle one. Does the third survive?


# %%
@lesson.exercise
def nms(boxes: torch.Tensor, scores: torch.Tensor, threshold: float) -> torch.Tensor:
    """Greedy non-maximum suppression.

    boxes: corners in pixels, shape (n, 4), n may be 0; scores: shape (n,), higher is better; threshold: a box is
    suppressed when its IoU with a box that is *kept* and comes before it is greater than this. Boxes are considered
    by descending score; equal scores in the order given. Returns the places of the kept boxes, int64, in the order
    in which they were kept.
    """
    order = scores.argsort(descending=True, stable=True)
    kept = []
    while len(order):
        best, rest = ...
        kept.append(int(best))
        order = ...
    return torch.tensor(kept, dtype=torch.long)


# %% [markdown]
# Should a rider suppress the horse? Their boxes overlap, and both are right. So suppression happens within each
# class. `nms` stays as it is; what you write now calls it.


# %%
@lesson.exercise
def nms_per_class(boxes: torch.Tensor, scores: torch.Tensor, labels: torch.Tensor, threshold: float) -> torch.Tensor:
    """Non-maximum suppression in which only boxes of the same class suppress each other.

    boxes: shape (n, 4), n may be 0; scores: shape (n,); labels: the class of each box, integers, shape (n,); threshold:
    as in `nms`. Returns the places of the kept boxes among all n, int64, by descending score over all classes; equal
    scores in the order given.
    """


# %%
rng = np.random.default_rng(3)
picture, truths, truth_labels = next(s for s in train_scenes if len(s[1]) == 4 and len(s[2].unique()) > 1)
jitter = torch.tensor(rng.normal(scale=2.0, size=(6, 4, 4)), dtype=torch.float32)
candidates = (truths + jitter).reshape(-1, 4)
candidate_labels = truth_labels.repeat(6)
scores = iou(candidates, truths).max(dim=1).values
kept = nms_per_class(candidates, scores, candidate_labels, 0.45)
figure, axes = plt.subplots(1, 2, figsize=(6.5, 3.3), layout="constrained")
for axis, chosen, title in ((axes[0], torch.arange(24), "candidates"), (axes[1], kept, "after NMS")):
    draw(axis, picture, candidates[chosen], [""] * 24, [colour_of[k] for k in candidate_labels[chosen]])
    axis.set(title=f"{len(chosen)} {title}")
plt.show()

# %% [markdown]
# In the explorer, lower the NMS threshold until a right box disappears, and raise it until duplicates stay. Is there
# a threshold without either mistake? Then let the classes compete.

# %%
lesson.explore("boxes")

# %%
lesson.quiz(
    "nms_crowd",
    "Two people embrace. Their true boxes have an IoU of 0.6, the NMS threshold is 0.5. Of the two detections …",
    [
        "both are found: NMS compares scores, not people",
        "one of them is lost, whatever the network does",
        "both boxes are merged into one around the pair",
    ],
    answer=...,
)

# %% [markdown]
# ## A list becomes a grid
#
# How can a network of fixed shape return a list? Lay a grid over the image, here 4 × 4. Each cell may report one
# object: the one whose **centre** lies in it. That cell is *responsible* for the object, and no other is (YOLO: Redmon
# et al., 2016). For each cell the target has 5 + C channels, C being the number of classes:
#
# | channel | meaning | range |
# | --- | --- | --- |
# | 0 | is there an object? (objectness) | 0 or 1 |
# | 1, 2 | centre x, y: offset from the cell's upper-left corner, in cells | 0 … 1 |
# | 3, 4 | width, height, as shares of the image | 0 … 1 |
# | 5 … | the class, one-hot | 0 or 1 |
#
# Work one out by hand: an image of 64 pixels, a 4 × 4 grid, so a cell has 16. The box (8, 30, 32, 46) has its centre at
# (20, 38), which is (1.25, 2.375) in cells: column 1, row 2, offsets 0.25 and 0.375. Its size is 24 × 16 pixels, 0.375
# and 0.25 of the image.


# %%
@lesson.exercise
def encode_grid(boxes: torch.Tensor, labels: torch.Tensor, size: int, grid: int, n_classes: int) -> torch.Tensor:
    """The target of one image.

    boxes: corners in pixels, within the image, shape (n, 4), n may be 0; labels: classes 0 … n_classes−1, shape (n,);
    size: width and height of the image in pixels; grid: cells per side; n_classes: number of classes. A centre on the
    border of two cells belongs to the right or lower one, a centre on the very edge of the image to the last cell. If
    two centres fall into one cell, the later box replaces the earlier one completely. Returns float32, shape (grid,
    grid, 5 + n_classes), indexed [row, column], channels as in the table; cells without an object are all 0.
    """


# %%
target = encode_grid(truths, truth_labels, size, grid, len(classes))
figure, axes = plt.subplots(1, 4, figsize=(10, 2.8), layout="constrained")
draw(axes[0], picture, truths, [classes[k] for k in truth_labels], [colour_of[k] for k in truth_labels])
for line in range(1, grid):
    axes[0].axhline(line * size / grid, color="white", linewidth=0.8)
    axes[0].axvline(line * size / grid, color="white", linewidth=0.8)
axes[0].plot(*((truths[:, :2] + truths[:, 2:]) / 2).T, "wo", markeredgecolor="black")
axes[0].set(title="centres and cells")
for axis, channel, title in zip(axes[1:], (0, 1, 3), ("objectness", "x offset in the cell", "width / image")):
    axis.imshow(target[..., channel], cmap="Greys", vmin=0, vmax=1.4)
    axis.set(title=title, xticks=[], yticks=[])
    for row in range(grid):
        for column in range(grid):
            axis.text(column, row, f"{target[row, column, channel]:.2f}", ha="center", va="center", fontsize=8)
plt.show()

# %%
lost = sum(
    len(boxes) - int(encode_grid(boxes, labels, size, grid, 3)[..., 0].sum()) for _, boxes, labels in train_scenes
)
print(f"{lost} of {sum(len(s[1]) for s in train_scenes):,} objects share a cell with a later one and are lost")

# %%
lesson.quiz(
    "one_cell",
    "The centres of a cat and of the sofa on which it lies fall into the same cell. With the encoding above …",
    [
        "at most one of them is reported",
        "both, as long as their classes differ",
        "both, with the same box",
    ],
    answer=...,
)

# %% [markdown]
# *Anchors* are one remedy. Each cell gets several boxes of different shape, and an object is assigned to the one that
# fits it best by IoU; the network predicts corrections of the anchor instead of sizes from nothing (Faster R-CNN, SSD,
# and YOLO from its second version until anchor-free ones came back). Another remedy is several grids, fine ones for
# small objects and coarse ones for large (feature pyramids). Our scenes lose too few objects to need either. The rest
# of the lesson would stay as it is: only the encoding changes.
#
# Now the way back, from a grid of predictions to a list. The score of a cell is the chance that there is an object
# times the chance of its most likely class.


# %%
@lesson.exercise
def decode_grid(
    prediction: torch.Tensor, size: int, threshold: float
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The detections of one image.

    prediction: shape (grid, grid, 5 + n_classes), channels as in `encode_grid`, all between 0 and 1: chances in place
    of zeros and ones; size: width and height of the image in pixels; threshold: cells whose score, objectness times
    the largest class chance, is at least this are returned, row by row. Returns (boxes: corners in pixels, shape (k,
    4); scores, shape (k,); labels: the most likely class, int64, shape (k,)). Boxes may reach beyond the image.
    """


# %%
boxes, scores, labels = decode_grid(target, size, 0.5)
order = truths[:, 0].argsort(), boxes[:, 0].argsort()
print(f"decoding the target returns the boxes: {torch.allclose(truths[order[0]], boxes[order[1]], atol=1e-4)}")
print(f"and the classes: {torch.equal(truth_labels[order[0]], labels[order[1]])}")

# %% [markdown]
# ## The network
#
# Any convolutional network whose last feature map has one place for each cell will do. Ours shrinks 64 × 64 pixels by
# 4, 2 and 2 to a map of 4 × 4. A *head* then turns the features of each place into 5 + C numbers: a 1 × 1 convolution.
#
# The outputs are raw numbers, any real. What they mean is decided outside: a sigmoid for the first five, a softmax
# over the classes.


# %%
def block(n_in: int, n_out: int, kernel: int, stride: int) -> nn.Sequential:
    """A convolution, batch normalisation and ReLU."""
    return nn.Sequential(
        nn.Conv2d(n_in, n_out, kernel, stride=stride, padding=1, bias=False), nn.BatchNorm2d(n_out), nn.ReLU()
    )


def chances(raw: torch.Tensor) -> torch.Tensor:
    """Raw outputs as numbers between 0 and 1, in the channels of `encode_grid`."""
    return torch.cat([raw[..., :5].sigmoid(), raw[..., 5:].softmax(dim=-1)], dim=-1)


@lesson.exercise
class TinyDetector(nn.Module):
    """A single-stage detector.

    TinyDetector(n_classes, width). Parts: features, the four blocks below, whose last has 4 · width channels; head, an
    nn.Conv2d with a 1 × 1 kernel and bias, from there to 5 + n_classes channels. forward(images): float images of shape
    (batch, 3, rows, columns). Returns *raw* outputs, shape (batch, rows / 16, columns / 16, 5 + n_classes): the
    channels come last, as in `encode_grid`.
    """

    def __init__(self, n_classes: int, width: int) -> None:
        super().__init__()
        self.features = nn.Sequential(
            block(3, width, kernel=6, stride=4),
            block(width, 2 * width, kernel=3, stride=2),
            block(2 * width, 4 * width, kernel=3, stride=2),
            block(4 * width, 4 * width, kernel=3, stride=1),
        )
        self.head = ...

    def forward(self, images: torch.Tensor) -> torch.Tensor: ...


# %%
torch.manual_seed(seed)
untrained = TinyDetector(len(classes), width)
print(f"output {tuple(untrained(torch.zeros(2, 3, size, size)).shape)}")
print(f"{sum(p.numel() for p in untrained.parameters()):,} parameters")

# %% [markdown]
# ## The loss: who is responsible pays
#
# Three mistakes are possible, and each has its part in the loss.
#
# - **Objectness**, binary cross-entropy, in *every* cell. Most cells are empty, so these are weighted down.
# - **The box**, squared error, in responsible cells *only*: there is no right box for an empty cell. Widths and heights
#   are compared under a square root, so that four pixels count more for a small box than for a large one.
# - **The class**, cross-entropy, in responsible cells only.
#
# All parts are summed over cells, and the sum is divided by the number of images. For one image, with sigmoids
# already taken of $\hat x, \hat y, \hat w, \hat h$:
#
# $$ \sum_{\text{cells}} v\,\mathrm{BCE}(\hat o, o) + \sum_{\text{responsible}} \Big[\beta\big((\hat x - x)^2 +
# (\hat y - y)^2 + (\sqrt{\hat w} - \sqrt{w})^2 + (\sqrt{\hat h} - \sqrt{h})^2\big) + \mathrm{CE}(\hat c, c)\Big], $$
#
# where $v$ is 1 in responsible cells and `empty_weight` in the others, and $\beta$ is `box_weight`.


# %%
@lesson.exercise
def detection_loss(
    raw: torch.Tensor, target: torch.Tensor, box_weight: float = 5.0, empty_weight: float = 0.5
) -> torch.Tensor:
    """The loss of a grid detector, after Redmon et al. (2016), with cross-entropies.

    raw: raw outputs of the network, shape (batch, grid, grid, 5 + n_classes); target: from `encode_grid`, same shape; a
    cell is responsible where its channel 0 is 1; box_weight: weight of the box errors; empty_weight: weight of the
    objectness in cells that are not responsible. Offsets and sizes are sigmoids of the raw channels 1 to 4. Returns a
    scalar tensor: the sum over the batch divided by the number of images; there may be no object at all.
    """
    owner = target[..., 0] == 1
    weight = ...
    objectness = ...
    got, wanted = raw[owner], target[owner]
    place = ...
    extent = ...
    kind = ...
    return (objectness + box_weight * (place + extent) + kind) / len(raw)


# %%
lesson.quiz(
    "empty_cells",
    "A grid of 52 × 52 cells, five objects in the image, and all cells have the same weight in the objectness loss. "
    "What does the network do at first?",
    [
        "the boxes become too small",
        "it learns to say “nothing here” everywhere before it learns anything else",
        "nothing: the optimiser balances the parts",
    ],
    answer=...,
)

# %% [markdown]
# ## Train it
#
# Nothing in this loop knows that it trains a detector: images in, targets in, loss down.


# %%
def as_images(pictures: list[np.ndarray] | torch.Tensor) -> torch.Tensor:
    """uint8 pictures (n, size, size, 3) as float images (n, 3, size, size) around 0, on the device."""
    stacked = torch.as_tensor(np.stack(pictures) if isinstance(pictures, list) else pictures).to(device)
    return (stacked.permute(0, 3, 1, 2).float() / 255 - 0.5).contiguous(memory_format=torch.channels_last)


def train(scenes: list[Scene]) -> tuple[TinyDetector, list[float]]:
    """The trained detector and its mean loss in each epoch."""
    torch.manual_seed(seed)
    pictures = torch.tensor(np.stack([picture for picture, _, _ in scenes]))
    targets = torch.stack([encode_grid(boxes, labels, size, grid, len(classes)) for _, boxes, labels in scenes])
    model = TinyDetector(len(classes), width).to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(model.parameters(), lr=0.02, weight_decay=0.01)
    steps = epochs * -(-len(scenes) // 64)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=0.02, total_steps=steps)
    history = []
    for _ in range(epochs):
        total = 0.0
        for batch in torch.randperm(len(scenes)).split(64):
            loss = detection_loss(model(as_images(pictures[batch])), targets[batch].to(device))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item() * len(batch) / len(scenes)
        history.append(total)
    return model.eval(), history


model, history = train(train_scenes)
figure, axes = plt.subplots(figsize=(5, 2.6), layout="constrained")
axes.plot(range(1, epochs + 1), history, "o-")
axes.set(xlabel="epoch", ylabel="loss", ylim=(0, None), title="Training")
axes.xaxis.get_major_locator().set_params(integer=True)
plt.show()

# %% [markdown]
# A detection pipeline is then: network, chances, decoding, suppression. A low score threshold keeps doubtful boxes in
# the list: the metric below wants the whole ranking, a user only its top.

# %%
Detections = list[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]


@torch.no_grad()
def detect(model: nn.Module, scenes: list[Scene], threshold: float = 0.05) -> Detections:
    """(boxes, scores, labels) of each scene, best first."""
    found = []
    for prediction in chances(model(as_images([picture for picture, _, _ in scenes]))).cpu():
        boxes, scores, labels = decode_grid(prediction, size, threshold)
        kept = nms_per_class(boxes, scores, labels, 0.45)
        found.append((boxes[kept], scores[kept], labels[kept]))
    return found


rng = np.random.default_rng(seed + 1)
tests = {
    "known photographs, known drawings": [compose(rng, photographs[:4], train_pools) for _ in range(n_test)],
    "a new photograph, known drawings": [compose(rng, photographs[4:], train_pools) for _ in range(n_test)],
    "a new photograph, new drawings": [compose(rng, photographs[4:], held_out_pools) for _ in range(n_test)],
}
found = {name: detect(model, scenes) for name, scenes in tests.items()}
figure, axes = plt.subplots(3, 5, figsize=(10, 6.6), layout="constrained")
for row, (name, scenes) in zip(axes, tests.items()):
    row[0].set(ylabel=name.replace(", ", ",\n"))
    for axis, (picture, _, _), (boxes, scores, labels) in zip(row, scenes, found[name]):
        sure = scores >= 0.4
        texts = [f"{classes[k]} {s:.2f}" for k, s in zip(labels[sure], scores[sure])]
        draw(axis, picture, boxes[sure], texts, [colour_of[k] for k in labels[sure]])
plt.show()

# %% [markdown]
# ## How good is a list of boxes?
#
# You know average precision from ranking: go down the list by score and add up precision at each gain of recall. A
# detector needs one thing more. There is no list of negatives, so what is a hit?
#
# - Take the detections of one class, of **all** images together, from the highest score down.
# - Each one looks at the true boxes of its class **in its own image** that are **not yet taken**. If the best IoU
#   among them reaches the threshold (0.5 in mAP@0.5), it is a hit and takes that box. Otherwise it is a false alarm. A
#   second box on the same dog is therefore a false alarm.
# - Recall counts all true boxes, also those that nobody found.
#
# The precision jumps up and down as recall grows. Benchmarks *interpolate*: at each recall they take the best precision
# at this or any higher recall. (This is all-point interpolation, as in Pascal VOC from 2010 on; COCO reads the same
# curve at 101 points.) The mean over the classes is mAP.
#
# A tiny example: three true boxes, four detections, in order of score hit, false alarm, hit, false alarm. The
# precisions at the hits are 1 and 2/3, the third truth is never found. AP = (1 + 2/3 + 0) / 3.


# %%
@lesson.exercise
def average_precision_detection(
    boxes: torch.Tensor,
    scores: torch.Tensor,
    images: torch.Tensor,
    truth_boxes: torch.Tensor,
    truth_images: torch.Tensor,
    threshold: float,
) -> float:
    """Average precision of the detections of one class, with all-point interpolation.

    boxes: the detections of all images, corners in pixels, shape (n, 4), n may be 0; scores: shape (n,), higher chooses
    first, equal scores in the order given; images: the number of the image of each detection, shape (n,); truth_boxes:
    the true boxes of all images, shape (m, 4), m ≥ 1; truth_images: the image of each, shape (m,); threshold: the least
    IoU of a hit (equal is a hit). Among the truths of its image that are free, a detection takes the one of largest
    IoU; each truth is used once. Returns a float in [0, 1]; 0.0 without detections.
    """


# %%
def mean_average_precision(detections: Detections, scenes: list[Scene], threshold: float = 0.5) -> list[float]:
    """The average precision of each class."""
    images = torch.cat([torch.full((len(scores),), k) for k, (_, scores, _) in enumerate(detections)])
    boxes, scores, labels = (torch.cat(parts) for parts in zip(*detections))
    truth_images = torch.cat([torch.full((len(labels),), k) for k, (_, _, labels) in enumerate(scenes)])
    truth_boxes, truth_labels = (torch.cat([scene[k] for scene in scenes]) for k in (1, 2))
    result = []
    for k in range(len(classes)):
        own, true = labels == k, truth_labels == k
        result.append(
            average_precision_detection(
                boxes[own], scores[own], images[own], truth_boxes[true], truth_images[true], threshold
            )
        )
    return result


# %% [markdown]
# **Predict** before you run: the training photographs were tinted at random, the drawings only mirrored and scaled.
# Where will the detector lose more, on a photograph it has never seen or on drawings it has never seen?

# %%
print(f"{'AP at IoU 0.5':34}" + "".join(f"{name:>9}" for name in classes) + f"{'mAP':>9}")
for name, scenes in tests.items():
    values = mean_average_precision(found[name], scenes)
    print(f"{name:34}" + "".join(f"{value:9.2f}" for value in [*values, np.mean(values)]))

# %% [markdown]
# The three rows are one model. The new photograph costs little or nothing: the tinting did its work, and this
# photograph happens to be a calm one, so remember that test sets also differ in how hard they are. The new drawings
# cost a lot. With so few of them to learn from, the network has learnt *these* animals rather than animals. Had we
# split the scenes at random, as is usual, the first row would have gone into the report, and the user would have met
# the last.
#
# How tight are the boxes? Ask for more overlap and see how much is left. COCO's headline number is the mean over IoU
# thresholds 0.5, 0.55, …, 0.95, written mAP@[.5:.95].

# %%
thresholds = np.arange(0.5, 0.96, 0.05)
figure, axes = plt.subplots(figsize=(6.5, 3.2), layout="constrained")
for marker, (name, scenes) in zip("os^", tests.items()):
    curve = [np.mean(mean_average_precision(found[name], scenes, float(t))) for t in thresholds]
    axes.plot(thresholds, curve, f"{marker}-", label=f"{name}: mean {np.mean(curve):.2f}")
axes.set(xlabel="IoU that counts as a hit", ylabel="mAP", ylim=(0, 1), title="Found is not the same as well placed")
axes.legend()
plt.show()

# %%
lesson.quiz(
    "placed_better",
    "Detector A has mAP@0.5 = 0.80 and mAP@[.5:.95] = 0.40, detector B 0.76 and 0.55. A robot must grip the objects. "
    "Which one do you take?",
    ["A", "B", "neither: both numbers measure the same"],
    answer=...,
)

# %% [markdown]
# ## An error gallery
#
# One number says *that* it fails. To learn *how*, sort the mistakes (after Hoiem, Chodpathumwan and Dai, 2012): a false
# alarm on the background, a box on the object that is badly placed, the wrong class, a duplicate; and the objects
# that nobody found. Each kind asks for another repair.

# %%
kinds = ["right", "wrong class", "badly placed", "duplicate", "background"]


def sort_mistakes(detection: tuple, scene: Scene) -> tuple[list[str], torch.Tensor]:
    """The kind of each detection, and which truths were missed."""
    _, truths, truth_labels = scene
    missed, verdicts = torch.ones(len(truths), dtype=torch.bool), []
    for box, label in zip(detection[0], detection[2]):
        overlap = iou(box[None], truths)[0]
        same, free = truth_labels == label, missed
        if (overlap * (same & free)).max() >= 0.5:
            missed[(overlap * (same & free)).argmax()] = False
            verdicts.append("right")
        elif (overlap * same).max() >= 0.5:
            verdicts.append("duplicate")
        elif overlap.max() >= 0.5:
            verdicts.append("wrong class")
        else:
            verdicts.append("badly placed" if overlap.max() >= 0.1 else "background")
    return verdicts, missed


figure, axes = plt.subplots(figsize=(7.5, 3), layout="constrained")
places, gallery = np.arange(len(kinds) + 1), []
for position, (name, scenes) in enumerate(tests.items()):
    counts = dict.fromkeys([*kinds, "missed"], 0)
    for (boxes, scores, labels), scene in zip(found[name], scenes):
        sure = scores >= 0.4
        verdicts, missed = sort_mistakes((boxes[sure], scores[sure], labels[sure]), scene)
        counts["missed"] += int(missed.sum())
        for verdict, box, score, label in zip(verdicts, boxes[sure], scores[sure], labels[sure]):
            counts[verdict] += 1
            if verdict != "right" and position == 2:
                gallery.append((float(score), verdict, scene, box, int(label)))
    bars = axes.bar(places + 0.28 * position, list(counts.values()), width=0.26, label=name)
    axes.bar_label(bars, fontsize=7)
axes.margins(y=0.12)
axes.set(xticks=places + 0.28, xticklabels=[*kinds, "missed"], ylabel="boxes", title="Detections with a score from 0.4")
axes.legend()
plt.show()

# %% [markdown]
# The most instructive mistakes are the confident ones. Dashed: the truth. **Look for mistakes that are not the
# network's.**

# %%
gallery.sort(key=lambda mistake: -mistake[0])
figure, axes = plt.subplots(2, 5, figsize=(10, 4.7), layout="constrained")
for axis, (score, verdict, (picture, truths, truth_labels), box, label) in zip(axes.flat, gallery):
    draw(axis, picture, truths, [""] * len(truths), ["white"] * len(truths), style="--")
    axis.add_patch(Rectangle(box[:2].tolist(), *(box[2:] - box[:2]).tolist(), fill=False, color=colour_of[label], lw=2))
    axis.set_title(f"{verdict}: {classes[label]} {score:.2f}", fontsize=8)
plt.show()

# %% [markdown]
# The stop sign is a "vehicle" here, because Unicode files it under `transport-ground`, with the traffic lights and the
# railway track. The network calls it a fruit: red, round, no wheels. An error gallery finds wrong labels faster than
# anything else does, and the confident mistakes are the place to look.
#
# ## At work you take a library
#
# Nobody trains a detector from nothing for a product: you take one that was pre-trained on COCO or Objects365 and tune
# it on a few hundred boxes of your own. The parts have the names that you know now. `box_iou`, `nms` and `batched_nms`
# (per class) are in `torchvision.ops`; `MeanAveragePrecision` is in TorchMetrics and wraps the COCO tools. What differs
# between the libraries is less the mathematics than who keeps them alive and what you may do with them.
#
# | library | licence | upkeep |
# | --- | --- | --- |
# | Ultralytics (YOLOv5, v8, 11, …) | AGPL-3.0, or a commercial licence | frequent releases |
# | Detectron2 (Meta AI) | Apache 2.0 | last numbered release 0.6, in 2021 |
# | MMDetection (OpenMMLab) | Apache 2.0 | last release 3.3, in January 2024 |
# | torchvision | BSD 3-clause | released with every PyTorch |
# | Transformers (Hugging Face) | Apache 2.0 | frequent releases |
#
# - **Ultralytics** takes you from data to an exported model with one command. Its makers hold that the licence also
#   covers the models that you train with it. It is not run here: it depends on torchvision, whose compiled operators
#   must fit PyTorch exactly.
# - **Detectron2** (Faster and Mask R-CNN, RetinaNet, panoptic segmentation) was made for research, and is built from
#   source against your PyTorch.
# - **MMDetection** has the largest zoo of methods, driven by configuration files. It needs MMCV, whose compiled
#   operators must fit PyTorch and CUDA.
# - **torchvision** has Faster and Mask R-CNN, RetinaNet, FCOS and SSD in plain, readable code.
# - **Transformers** has DETR and its descendants. Each checkpoint carries a licence of its own.
#
# DETR deserves a remark. It (Carion et al., 2020) predicts a fixed number of boxes and matches them with the
# truths one to one by the Hungarian algorithm *in the loss*. Duplicates are punished in training, so that no
# suppression is needed afterwards.

# %%
lesson.quiz(
    "licence",
    "You fine-tune a detector and offer it to customers as a closed web service. Which of these obliges you to publish "
    "the service's source, or to buy a licence?",
    ["Detectron2", "MMDetection", "torchvision", "Ultralytics"],
    answer=...,
)

# %% [markdown]
# ## The mistakes people make
#
# - **Mixing box formats.** Corners, corner and size, centre and size; pixels or shares. All are four floats. Put the
#   format into the name.
# - **Resizing or flipping the image, but not its boxes.** The loss still falls. Draw some training examples with
#   their boxes, after augmentation, always.
# - **Exchanging x and row.** Boxes start with x, tensors with the row.
# - **NMS over all classes**, or with a threshold tuned on scenes with one object.
# - **Cutting by score before computing mAP.** The metric wants the whole ranking; a threshold of 0.5 cuts its tail off.
# - **Comparing mAPs of different definitions**: IoU 0.5 or the mean up to 0.95, 11 points, 101 points or all.
# - **Splitting frames of one video at random.** Neighbouring frames are the same image twice.
#
# ## What to remember
#
# - IoU = shared area over joint area; it falls quickly, and 0/0 needs an answer.
# - NMS is greedy, per class, and a compromise: in a crowd it deletes right boxes.
# - A grid turns lists into tensors: the cell of the centre is responsible, and only responsible cells pay for boxes
#   and classes.
# - mAP: match by score, each truth once, in its own image; interpolate; mean over classes. Always say at which IoU.
# - Test on what will be new: places, devices, kinds of objects. Then look at the confident mistakes.
#
# ## Read on
#
# - J. Redmon, S. Divvala, R. Girshick and A. Farhadi, *You Only Look Once: Unified, Real-Time Object Detection*, CVPR
#   2016.
# - S. Ren, K. He, R. Girshick and J. Sun, *Faster R-CNN: Towards Real-Time Object Detection with Region Proposal
#   Networks*, NeurIPS 2015: anchors.
# - T.-Y. Lin et al., *Focal Loss for Dense Object Detection*, ICCV 2017: what to do about empty cells.
# - N. Carion et al., *End-to-End Object Detection with Transformers*, ECCV 2020.
# - M. Everingham et al., *The Pascal Visual Object Classes (VOC) Challenge*, International Journal of Computer Vision
#   88, 2010; T.-Y. Lin et al., *Microsoft COCO: Common Objects in Context*, ECCV 2014: the metric.
# - D. Hoiem, Y. Chodpathumwan and Q. Dai, *Diagnosing Error in Object Detectors*, ECCV 2012.
# - D. Dwibedi, I. Misra and M. Hebert, *Cut, Paste and Learn: Surprisingly Easy Synthesis for Instance Detection*, ICCV
#   2017.
# - A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning*, Cambridge 2023: chapter 14.
