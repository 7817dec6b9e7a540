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
#       Compare boxes by intersection over union, and make a loss of it that reaches boxes apart: [iou, giou_loss]
#       Thin out overlapping detections, per class, and say what is lost: [nms, nms_per_class, crowd_limit]
#       Turn a list of boxes into a target of fixed shape, and repair the way back: [encode_grid, decode_grid, one_cell]
#       Write a single-stage detector and its loss, and train it: [TinyDetector, detection_loss, empty_cells]
#       Compute the average precision of a detector, and say which definition it is:
#         [average_precision_detection, voc_match, well_placed]
#       Tell from a list of boxes which step of a pipeline broke: [broken_step]
#       Match anchors with objects, encode the difference, and choose the shapes of anchors:
#         [share_a_cell, match_anchors, anchor_offsets, two_claims, anchor_shapes]
#       Choose a detection library with its licence in mind: [licence]
#     datasets: [emoji32, photos_cc0]
#     extras: [vision]
#     teaches:
#       intersection over union: >-
#         The area that two boxes share, divided by the area that they cover together.
#       generalised IoU: >-
#         Intersection over union less the share of the smallest box around both that neither of the two covers.
#       non-maximum suppression: >-
#         Thinning out detections by keeping the one with the highest score, deleting those that overlap it too much, and
#         going on with the rest.
#       grid encoding: >-
#         Writing a list of objects into a tensor of fixed shape, in which the cell that holds an object's centre
#         describes it.
#       objectness: >-
#         A detector's estimate of the probability that there is an object at all.
#       single-stage detector: >-
#         A network that predicts boxes and classes from an image in one pass, without proposing regions first.
#       average precision of detections: >-
#         The area under a class's curve of interpolated precision against recall, once its detections have been matched
#         with true boxes.
#       interpolated precision: >-
#         The highest precision reached at a given recall or any recall above it.
#       mAP: >-
#         The mean over the classes of their average precision, at an IoU threshold or averaged over several.
#       anchor: >-
#         A box of given place and shape, from which a detector predicts the difference to an object.
#     uses: [precision, recall, F1]
#     covers:
#       YOLO: [encode_grid, decode_grid, TinyDetector, detection_loss]
#       Detectron2: [voc_match, two_claims]
#       MMDetection: [two_claims]
#     hardware: cpu, cuda
#     solutions: after_attempt
# ---

# %% [markdown]
# # Object detection
#
# A camera hangs over a farm gate, and every picture is to become a list: a sheep here, a van there. The maker shows a
# test report with a number called mAP. You want to know something plainer. **Of a hundred things that pass this gate,
# how many will the list hold; and of a hundred boxes in the list, how many will be right?** The gate was in none of the
# maker's pictures, and neither were your sheep.
#
# The length of a list is not known beforehand, while a network returns a tensor of fixed shape; and a list needs
# marking. You will write a measure of overlap, an encoding of lists as grids and the metric, train a detector in the
# style of YOLO, and answer the question for it. You need PyTorch, precision and recall, and about 90 minutes.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from workbench import Lesson, load_dataset

lesson = Lesson("06_vision/04_detection")
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
torch.set_num_threads(1)  # sums in one order, whatever the number of cores

# %% [markdown]
# ## How much do two boxes agree?
#
# A box is four numbers, the corners `x0, y0, x1, y1` in pixels, x to the right, y *downwards*. Corners are positions
# between pixels, so the width is `x1 − x0`, without a "+ 1". *Intersection over union*, IoU, is the area that two boxes
# share, divided by the area that they cover together. Two boxes of 2 × 2, one moved by 1, share 2 and cover 4 + 4 − 2 =
# 6. **How far may a box move, as a share of its width, until its IoU has fallen to one half?**
#
# Write it for all pairs, without a loop. Boxes without an area do occur: untrained networks predict them.


# %%
@lesson.exercise
def iou(boxes_a: torch.Tensor, boxes_b: torch.Tensor) -> torch.Tensor:
    """Intersection over union of all pairs.

    boxes_a: corners x0, y0, x1, y1 in pixels, shape (n, 4); boxes_b: alike, shape (m, 4); n and m may be 0. A box with
    x1 ≤ x0 or y1 ≤ y0 has the area 0. Where the union is 0 the result is 0, not NaN. Returns float32 in [0, 1], shape
    (n, m).
    """


# %% [markdown]
# Check it by something that cannot share its mistakes: paint the boxes on squared paper and count.

# %%
rng = np.random.default_rng(seed)
corners = np.sort(rng.integers(0, 41, size=(60, 2, 2)), axis=1).reshape(60, 4)
painted = np.zeros((60, 40, 40), dtype=bool)
for sheet, (x0, y0, x1, y1) in zip(painted, corners):
    sheet[y0:y1, x0:x1] = True
both = (painted[:30, None] & painted[None, 30:]).sum(axis=(2, 3))
either = (painted[:30, None] | painted[None, 30:]).sum(axis=(2, 3))
ours = iou(torch.tensor(corners[:30]).float(), torch.tensor(corners[30:]).float())
lesson.claim("900 pairs agree with counted squares", np.allclose(ours, both / np.maximum(either, 1), atol=1e-6))
lesson.claim(
    "A third of the width is enough to halve the IoU",
    torch.isclose(iou(torch.tensor([[0.0, 0, 3, 3]]), torch.tensor([[1.0, 0, 4, 3]])), torch.tensor(0.5)).item(),
)

# %% [markdown]
# ## A loss that reaches boxes apart
#
# A third of the width is enough. As a loss, 1 − IoU has a flaw: for boxes apart it is 1, near or far, and its gradient
# is zero. *Generalised IoU* (Rezatofighi et al., 2019) looks at the hull, the box that just encloses both, and
# subtracts the share of it that neither covers:
#
# $$ \mathrm{GIoU} = \mathrm{IoU} - \frac{\text{hull} - \text{union}}{\text{hull}}. $$


# %%
@lesson.exercise
def giou_loss(boxes: torch.Tensor, truths: torch.Tensor) -> torch.Tensor:
    """The mean of 1 − GIoU over pairs of boxes, each predicted box with its own truth.

    boxes: the predictions, corners in pixels, shape (n, 4), n ≥ 1; truths: the box that each should be, shape (n, 4).
    All have a positive width and height. Returns a scalar tensor through which gradients reach `boxes`.
    """


# %%
shifts = np.linspace(0, 3, 121)
square = torch.tensor([[0.0, 0.0, 8.0, 8.0]])
moved = [square + torch.tensor([8 * s, 0.0, 8 * s, 0.0]) for s in shifts.tolist()]
plain = np.array([1 - iou(square, box).item() for box in moved])
general = np.array([giou_loss(box, square).item() for box in moved])
figure, axes = plt.subplots(figsize=(6, 2.8), layout="constrained")
axes.plot(shifts, plain, label="1 − IoU")
axes.plot(shifts, general, "--", label="1 − GIoU")
axes.set(xlabel="shift to the right, in widths of the box", ylabel="loss", title="A box moves away from its truth")
axes.legend()
plt.show()
lesson.claim(
    "From a shift of one width on 1 − IoU stands still, while 1 − GIoU goes on growing",
    np.ptp(plain[shifts >= 1]) < 1e-6 and (np.diff(general) > 0).all(),
)

# %% [markdown]
# ## Scenes, and an honest word about them
#
# We compose scenes: drawings (Noto emoji) are pasted on crops of old photographs, and the boxes are exact. The price: a
# network may learn the *paste* (Dwibedi, Misra and Hebert, 2017), so we shave off the seam and tint the training scenes
# at random.
#
# Scenes share photographs and drawings, so those are what we split. Three photographs and five of eight drawings *fit*;
# a fourth photograph and an eighth of the drawings *choose* a threshold; the fifth photograph and a quarter of the
# drawings *judge*, once. Boats and an aeroplane stand in the photographs, without a box: a detector that finds them is
# marked wrong for being right. And a stop sign is a vehicle here.

# %%
# This cell and the next compose the scenes: the docstrings are enough to go on with.
from matplotlib.patches import Rectangle
from PIL import Image
from scipy import ndimage

size, grid, classes, colours = 64, 4, ["animal", "fruit", "vehicle"], ["tab:orange", "tab:cyan", "tab:pink"]
drawings, names = load_dataset("emoji32")["images"], load_dataset("emoji32", "emoji32_meta.csv")
places = ["airplane-from-above", "allium-oreophilum", "french-alpine-landscape", "nagasaki-boats", "black-canyon"]
photographs = []
for place in places:
    photograph = Image.open(load_dataset("photos_cc0", f"{place}.jpg")).convert("RGB").resize((320, 240))
    photographs.append(np.asarray(photograph, dtype=np.float32) / 255)


def sprites(drawing: np.ndarray) -> list[np.ndarray]:
    """The object in five sizes, cropped to itself: colours and opacity, 0 … 1, shape (rows, columns, 4)."""
    regions, _ = ndimage.label(np.pad((drawing >= 250).all(axis=2), 1, constant_values=True))
    opaque = ndimage.binary_erosion(regions[1:-1, 1:-1] != regions[0, 0])  # not the white around it, nor its seam
    image, looks = Image.fromarray(np.dstack([drawing, opaque * 255]).astype(np.uint8)), []
    for side in (20, 24, 28, 32, 36):
        look = np.asarray(image.resize((side, side), Image.Resampling.BILINEAR), dtype=np.float32) / 255
        rows, columns = (np.flatnonzero((look[..., 3] > 0.5).any(axis=axis)) for axis in (1, 0))
        looks.append(look[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    return looks


groups = ["animal-mammal", "food-fruit", "transport-ground"]
pools = [[sprites(drawings[k]) for k in names.index[names["subcategory"] == group]] for group in groups]
fit, choose, judge = (
    [[s for k, s in enumerate(pool) if k % 8 in part] for pool in pools] for part in ({1, 2, 3, 5, 6}, {7}, {0, 4})
)
for label, *parts in zip(classes, fit, choose, judge):
    print(f"{label:8} {[len(part) for part in parts]} drawings fit, choose and judge")

# %%
Scene = tuple[np.ndarray, torch.Tensor, torch.Tensor]


def compose(rng: np.random.Generator, photographs: list, pools: list, tint: tuple = (1, 1)) -> Scene:
    """One scene: the picture, uint8 (size, size, 3), its boxes, shape (n, 4), and its labels, shape (n,)."""
    photograph = photographs[rng.integers(len(photographs))]
    row, column = (int(rng.integers(side - size + 1)) for side in photograph.shape[:2])
    picture = photograph[row : row + size, column : column + size] * rng.uniform(*tint, 3)
    boxes, labels = [], []
    for _ in range(rng.integers(1, 5)):
        label = int(rng.integers(len(pools)))
        looks = pools[label][rng.integers(len(pools[label]))]
        look = looks[rng.integers(len(looks))][:, :: int(rng.choice([-1, 1]))]
        height, width = look.shape[:2]
        x, y = int(rng.integers(size - width + 1)), int(rng.integers(size - height + 1))
        box = np.array([x, y, x + width, y + height])
        sides = [np.minimum(box[2:], other[2:]) - np.maximum(box[:2], other[:2]) for other in boxes]
        if all(side.clip(0).prod() <= 0.2 * height * width for side in sides):  # little of it lies on another
            patch = picture[y : y + height, x : x + width]
            patch += look[..., 3:] * (look[..., :3] - patch)
            boxes.append(box)
            labels.append(label)
    return (picture.clip(0, 1) * 255).astype(np.uint8), torch.tensor(np.array(boxes)).float(), torch.tensor(labels)


def draw(axes: plt.Axes, picture: np.ndarray, boxes: torch.Tensor, labels: torch.Tensor) -> None:
    """A picture with boxes, a colour for each class."""
    axes.imshow(picture, extent=(0, size, size, 0))
    axes.set(xticks=[], yticks=[])
    for (x0, y0, x1, y1), label in zip(boxes.tolist(), labels.tolist()):
        axes.add_patch(Rectangle((x0, y0), x1 - x0, y1 - y0, fill=False, color=colours[label], linewidth=2))


n_train, epochs, width, n_test = (4_000, 3, 16, 150) if scale == "small" else (40_000, 30, 48, 1000)
rng = np.random.default_rng(seed)
train_scenes = [compose(rng, photographs[:3], fit, tint=(0.4, 1.2)) for _ in range(n_train)]
figure, panels = plt.subplots(1, 5, figsize=(10, 2.2), layout="constrained")
for axes, scene in zip(panels, train_scenes):
    draw(axes, *scene)
plt.show()

# %% [markdown]
# ## Too many boxes
#
# *Non-maximum suppression*, NMS, is greedy: it keeps the box that leads by score, deletes all that overlap it too much, and goes on with what is left. In a row of three boxes, each
# overlapping the next, the leader deletes the middle one. Does the third survive?


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
# Should a rider suppress the horse? Both boxes are right, so suppression happens within each class. You may call `nms`.


# %%
@lesson.exercise
def nms_per_class(boxes: torch.Tensor, scores: torch.Tensor, labels: torch.Tensor, threshold: float) -> torch.Tensor:
    """Non-maximum suppression in which only boxes of the same class suppress each other.

    boxes: shape (n, 4), n may be 0; scores: shape (n,); labels: the class of each box, integers, shape (n,); threshold:
    as in `nms`. Returns the places of the kept boxes among all n, int64, by descending score over all classes; equal
    scores in the order given.
    """


# %% [markdown]
# In the explorer, take the crowd, and move the limit of suppression down until a right box disappears and up until
# duplicates stay. Then let the classes compete.

# %%
lesson.explore("boxes")

# %%
lesson.quiz(
    "crowd_limit",
    "In the crowd, with scores from 0.30, each class for itself and a hit from 0.50: which is the lowest of these "
    "limits of suppression that leaves a right box on all five objects?",
    ["0.35", "0.45", "0.55", "0.70"],
    answer=...,
)

# %% [markdown]
# ## A list becomes a grid
#
# Lay a grid over the image, here 4 × 4. Each cell may report one object, the one whose **centre** lies in it: it is
# *responsible* for that object, and no other is (YOLO: Redmon et al., 2016). A cell says whether there is an object
# (*objectness*), where in the cell its centre lies, how large it is and what.
#
# By hand: in an image of 64 pixels a cell has 16. The box (8, 30, 32, 46) has its centre at (20, 38), which is (1.25,
# 2.375) in cells: column 1, row 2, offsets 0.25 and 0.375. Its size, 24 × 16, is 0.375 and 0.25 of the image.


# %%
@lesson.exercise
def encode_grid(boxes: torch.Tensor, labels: torch.Tensor, size: int, grid: int, n_classes: int) -> torch.Tensor:
    """The target of one image.

    boxes: corners in pixels, within the image, shape (n, 4), n may be 0; labels: classes 0 … n_classes−1, shape
    (n,); size: width and height of the image in pixels; grid: cells per side; n_classes: number of classes. A
    centre on the border of two cells belongs to the right or lower one, a centre on the very edge of the image (of
    a box without width or height there) to the last cell. If two centres fall into one cell, the later box replaces
    the earlier one completely. Returns float32, shape (grid, grid, 5 + n_classes), indexed [row, column]; cells
    without an object are all 0. The channels of the others are: 0, objectness, 1; 1 and 2, x and y of the centre as
    an offset from the cell's upper-left corner, in cells, 0 … 1; 3 and 4, width and height of the box as shares of
    the image, 0 … 1; from 5 on the class, one-hot.
    """


# %%
lesson.quiz(
    "one_cell",
    "The centres of a cat and of the sofa on which it lies fall into the same cell; the cat comes first in the list. With the "
    "encoding above the network is taught to report …",
    ["the cat only", "the sofa only", "both, in the sofa's box", "the cat, and the sofa in the next cell"],
    answer=...,
)

# %% [markdown]
# The score of a cell is the chance that there is an object times the chance of its most likely class. The function
# below was tried on a single bus in the middle of an image, returned the bus, and went live. **Repair it**: on other
# images its boxes lie in strange places.


# %%
@lesson.exercise
def decode_grid(
    prediction: torch.Tensor, size: int, threshold: float
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The detections of one image.

    prediction: shape (grid, grid, 5 + n_classes), channels as in `encode_grid`, all between 0 and 1: chances in
    place of zeros and ones; size: width and height of the image in pixels; threshold: cells whose score, objectness
    times the largest class chance, is at least this are returned, row by row. Of equal class chances the first
    counts. Returns (boxes: corners in pixels, shape (k, 4); scores, shape (k,); labels: the most likely class,
    int64, shape (k,)); k may be 0. Boxes may reach beyond the image.
    """
    grid = prediction.shape[0]
    chance, label = prediction[:, :, 5:].max(dim=-1)
    score = prediction[:, :, 0] * chance
    row, column = torch.nonzero(score >= threshold, as_tuple=True)
    cell = prediction[row, column]
    centre = (torch.stack([row, column], dim=1) + cell[:, 1:3]) / grid
    half = cell[:, 3:5] / 2
    boxes = torch.cat([centre - half, centre + half], dim=1) * size
    return boxes, score[row, column], label[row, column]


# %%
targets = torch.stack([encode_grid(boxes, labels, size, grid, len(classes)) for _, boxes, labels in train_scenes])
picture, truths, truth_labels = next(scene for scene in train_scenes if len(scene[1]) == 4)
target = encode_grid(truths, truth_labels, size, grid, len(classes))
figure, panels = plt.subplots(1, 4, figsize=(10, 2.6), layout="constrained")
draw(panels[0], picture, truths, truth_labels)
panels[0].plot(*((truths[:, :2] + truths[:, 2:]) / 2).T, "wo", markeredgecolor="black")
panels[0].set(title="centres and cells")
for line in range(1, grid):
    panels[0].axhline(line * size / grid, color="white", linewidth=0.8)
    panels[0].axvline(line * size / grid, color="white", linewidth=0.8)
for axes, channel, title in zip(panels[1:], (0, 1, 3), ("objectness", "x offset in the cell", "width / image")):
    axes.imshow(target[..., channel], cmap="Greys", vmin=0, vmax=1.4)
    axes.set(title=title, xticks=[], yticks=[])
    for row, column in np.ndindex(grid, grid):
        axes.text(column, row, f"{target[row, column, channel]:.2f}", ha="center", va="center", fontsize=8)
plt.show()
back = [decode_grid(one, size, 0.5)[0] for one in targets[:200]]
lesson.claim(
    "Encoded and decoded, every box of 200 scenes that did not lose its cell comes back as it was",
    all(iou(boxes, scene[1]).max(dim=1).values.min() > 0.999 for boxes, scene in zip(back, train_scenes)),
)

# %% [markdown]
# ## The network
#
# Ours shrinks 64 × 64 pixels by 4, 2 and 2 to 4 × 4, a place for each cell. A *head*, a 1 × 1 convolution, turns the
# features of each place into raw numbers; a sigmoid for the first five and a softmax over the classes come later.


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


# %% [markdown]
# ## The loss: who is responsible pays
#
# **Objectness**, binary cross-entropy, is paid by *every* cell; most are empty, so these are weighted down. **The
# box**, squared error, and **the class**, cross-entropy, are paid by responsible cells *only*: there is no right box
# for an empty cell. Widths and heights are compared under a square root, so that four pixels count more for a small box
# than for a large one. With sigmoids already taken of $\hat x,\hat y,\hat w,\hat h$, an image costs
#
# $$\sum_{\text{cells}}v\,\mathrm{BCE}(\hat o,o)+\sum_{\text{responsible}}\Big[\beta\big((\hat x-x)^2+(\hat y-y)^2+
# (\sqrt{\hat w}-\sqrt{w})^2+(\sqrt{\hat h}-\sqrt{h})^2\big)+\mathrm{CE}(\hat c,c)\Big]$$
#
# with $v$ as `empty_weight` in empty cells, 1 in others, and $\beta$ as `box_weight`.


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


# %% [markdown]
# Two networks place everything rightly; one claims an object in every cell, one in none. By lot, their losses with
# an `empty_weight` of 0.5 and of 5:

# %%
right = torch.cat(
    [targets[:64, ..., :1], torch.logit(targets[:64, ..., 1:5], eps=1e-3), 9 * targets[:64, ..., 5:]], dim=-1
)
for letter, i in zip("PQRS", np.random.default_rng(2).permutation(4), strict=True):
    right[..., 0] = (4.0, -4.0)[i // 2]
    print(f"{letter}: {detection_loss(right, targets[:64], empty_weight=(0.5, 5.0)[i % 2]).item():.1f}")

# %%
lesson.quiz(
    "empty_cells",
    "Which loss is that of the network that claims an object in every cell, with a weight of 0.5?",
    ["Q", "R", "P", "S"],
    answer=...,
)

# %% [markdown]
# ## Train it
#
# On one core this takes five to fifteen seconds.


# %%
def as_images(pictures: list[np.ndarray]) -> torch.Tensor:
    """uint8 pictures (n, size, size, 3) as float images (n, 3, size, size) around 0, on the device."""
    images = torch.tensor(np.stack(pictures)).to(device).permute(0, 3, 1, 2).float() / 255 - 0.5
    return images.contiguous(memory_format=torch.channels_last)


torch.manual_seed(seed)
model = TinyDetector(len(classes), width).to(device, memory_format=torch.channels_last)
optimiser = torch.optim.AdamW(model.parameters(), lr=0.02, weight_decay=0.01)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=0.02, total_steps=epochs * -(-n_train // 64))
images, targets = as_images([picture for picture, _, _ in train_scenes]), targets.to(device)
history = []
for epoch in range(epochs):
    total = 0.0
    for batch in torch.randperm(n_train).split(64):
        loss = detection_loss(model(images[batch]), targets[batch])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        total += loss.item() * len(batch) / n_train
    history.append(total)
    print(f"epoch {epoch + 1} of {epochs}: mean loss {total:.1f}")
model = model.eval()
lesson.claim("The loss falls from epoch to epoch", (np.diff(history) < 0).all())

# %% [markdown]
# A pipeline is then: network, chances, decoding, suppression. Three sets of scenes wait: what a split at random would
# have given; then with the judging photograph; then with the judging drawings too, as at the gate.

# %%
Detections = list[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]


@torch.no_grad()
def detect(scenes: list[Scene], threshold: float = 0.05) -> Detections:
    """(boxes, scores, labels) of each scene, by descending score."""
    found = []
    for prediction in chances(model(as_images([picture for picture, _, _ in scenes]))).cpu():
        boxes, scores, labels = decode_grid(prediction, size, threshold)
        kept = nms_per_class(boxes, scores, labels, 0.45)
        found.append((boxes[kept], scores[kept], labels[kept]))
    return found


rng = np.random.default_rng(seed + 1)
tests = {
    "known photographs, known drawings": [compose(rng, photographs[:3], fit) for _ in range(n_test)],
    "a new photograph, known drawings": [compose(rng, photographs[4:], fit) for _ in range(n_test)],
    "a new photograph, new drawings": [compose(rng, photographs[4:], judge) for _ in range(n_test)],
}
choosing = [compose(rng, photographs[3:4], choose) for _ in range(n_test)]
found = {name: detect(scenes) for name, scenes in tests.items()}
figure, panels = plt.subplots(3, 6, figsize=(10, 5.4), layout="constrained")
for row, (name, scenes) in zip(panels, tests.items()):
    row[0].set(ylabel=name.replace(", ", ",\n"))
    for axes, (picture, _, _), (boxes, scores, labels) in zip(row, scenes, found[name]):
        draw(axes, picture, boxes[scores >= 0.4], labels[scores >= 0.4])
plt.show()

# %% [markdown]
# ## How good is a list of boxes?
#
# Take the detections of one class, of **all** images together, in order of score. Each looks at the true boxes of its
# class **in its own image** that are **not yet taken**. If the top IoU among them reaches the threshold, it is a hit
# and takes that box; otherwise it is a false alarm, and so is a second box on the same sheep. Recall counts all true
# boxes.
#
# Benchmarks *interpolate*: at each recall they take the peak of the precision from there on. The *average precision* is
# the area below, its mean over the classes *mAP*. Ours **matches like COCO** (free truths only, equality is a hit),
# where Pascal VOC asks for the truth of top IoU, free or not; it **interpolates like VOC** after 2007 (at every
# recall). COCO reads the curve at 101 recalls.
#
# Three truths and four detections: hit, false alarm, hit, false alarm. The precisions at the hits are 1 and 2/3, one
# truth is never found, and AP = (1 + 2/3 + 0) / 3.


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
    IoU of a hit, > 0 (equal is a hit). Among the truths of its image that are free, a detection takes the one of
    largest IoU, of equal ones the first; each truth is used once. Returns a float in [0, 1]; 0.0 without detections.
    """


# %% [markdown]
# Is it right? Judge every detection once more with other code, and let scikit-learn draw the curve.


# %%
from sklearn.metrics import precision_recall_curve


def verdicts(detections: Detections, scenes: list[Scene], least: float = 0.5) -> np.ndarray:
    """For each detection a row: its score, whether it hits, its class."""
    rows = []
    for (boxes, scores, labels), (_, truths, truth_labels) in zip(detections, scenes):
        overlap = iou(boxes, truths) * (labels[:, None] == truth_labels)
        for one, score, label in zip(overlap, scores, labels):
            hit = bool(one.max() >= least)
            if hit:
                overlap[:, one.argmax()] = 0  # taken
            rows.append((float(score), hit, int(label)))
    return np.array(rows)


def average_precisions(detections: Detections, scenes: list[Scene], threshold: float = 0.5) -> np.ndarray:
    """The average precision of each class, by the exercise."""
    images = torch.cat([torch.full((len(scores),), k) for k, (_, scores, _) in enumerate(detections)])
    boxes, scores, labels = (torch.cat(parts) for parts in zip(*detections))
    truth_images = torch.cat([torch.full((len(labels),), k) for k, (_, _, labels) in enumerate(scenes)])
    truths, truth_labels = (torch.cat([scene[k] for scene in scenes]) for k in (1, 2))
    values = []
    for k in range(len(classes)):
        own, true = labels == k, truth_labels == k
        found = boxes[own], scores[own], images[own]
        values.append(average_precision_detection(*found, truths[true], truth_images[true], threshold))
    return np.array(values)


# Per class: scikit-learn's curve of precision against recall among the detections; its points run from the lowest score to
# the highest, so a running maximum gives the best precision from each recall on, and the steps of recall are negative.
name = "a new photograph, new drawings"
score, hit, label = verdicts(found[name], tests[name]).T
truth_labels = torch.cat([labels for _, _, labels in tests[name]])
areas = []
for k in range(len(classes)):
    precision, recall, _ = precision_recall_curve(hit[label == k], score[label == k])
    # scikit-learn knows of no missed truths: its recall ends at 1 where ours ends at the share that was found
    share_found = hit[label == k].sum() / (truth_labels == k).sum().item()
    areas.append(-(np.diff(recall) * np.maximum.accumulate(precision[:-1])).sum() * share_found)
lesson.claim(
    "Your average precision is the area under scikit-learn's curve, made monotone and scaled to all truths",
    np.allclose(average_precisions(found[name], tests[name]), areas, atol=1e-5),
)

# %%
overlaps = {"P": (0.9, 0.2), "Q": (0.8, 0.6), "R": (0.6, 0.7), "S": (0.1, 0.4)}
print("Two sheep, A and B, and four detections in order of score. A hit needs an IoU of 0.5.")
for letter, (with_a, with_b) in overlaps.items():
    print(f"{letter}: IoU {with_a} with A, {with_b} with B")

# %%
lesson.quiz(
    "voc_match",
    "Detectron2 evaluates Pascal VOC by VOC's own matching. Which detection is a false alarm there, and by our definition a hit?",
    ["P", "S", "Q", "R"],
    answer=...,
)

# %% [markdown]
# **Predict** before you run: where will the detector lose more, on a new photograph or on new drawings?

# %%
lesson.quiz(
    "well_placed",
    "A hit now needs an IoU of 0.5. Were it 0.75, about how much of each mAP would be left?",
    ["a fifth", "a third", "a half", "three quarters"],
    answer=...,
)

# %%
mean_at = {}
print(f"{'AP at IoU 0.5':34}" + "".join(f"{name:>9}" for name in classes) + f"{'mAP':>7}{'mAP at 0.75':>13}")
for name, scenes in tests.items():
    values = average_precisions(found[name], scenes)
    mean_at[name] = values.mean(), average_precisions(found[name], scenes, 0.75).mean()
    print(f"{name:34}" + "".join(f"{v:9.2f}" for v in values) + f"{mean_at[name][0]:7.2f}{mean_at[name][1]:13.2f}")
at_random, new_place, new_things = (mean_at[name][0] for name in tests)
lesson.claim(
    "The new drawings cost more than the new photograph", new_place - new_things > max(0.03, at_random - new_place)
)
lesson.claim("Asked for an IoU of 0.75, over half of the mAP is gone", all(b < 0.5 * a for a, b in mean_at.values()))

# %% [markdown]
# The new photograph costs little, and may even be easier. (Only five fruits judge: trust that column least.)
# The network has learnt *these* animals rather than animals: with a split at random the first row would have gone into
# the report, and the farm would have met the last. And found is not well placed, so COCO's headline number,
# mAP@[.5:.95], is the mean over the IoU thresholds 0.5, 0.55, …, 0.95.

# %% [markdown]
# ## An mAP of nearly zero
#
# Such a number often means that one step between network and metric is broken. Boxes are four floats, so nothing raises
# an error. Below are four lists, with the true boxes in white; which fault made which is drawn by lot.

# %%
faults = {
    "axes": lambda boxes: boxes[:, [1, 0, 3, 2]],
    "format": lambda boxes: torch.cat([(boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]], dim=1),
    "scale": lambda boxes: boxes * 2,
    "suppression": lambda boxes: torch.cat([boxes, boxes[:2] + 1]),
}
lot = [list(faults)[k] for k in rng.permutation(4)]
lists = []
for fault, (picture, truths, _) in zip(lot, [scene for scene in choosing if len(scene[1]) >= 3]):
    shaken = truths + torch.tensor(rng.integers(-1, 2, size=truths.shape)).float()
    lists.append((picture, faults[fault](shaken), truths))
figure, panels = plt.subplots(1, 4, figsize=(10, 2.6), layout="constrained")
for axes, (picture, boxes, truths) in zip(panels, lists):
    draw(axes, picture, boxes, torch.zeros(len(boxes), dtype=torch.long))
    for x0, y0, x1, y1 in truths.tolist():
        axes.add_patch(Rectangle((x0, y0), x1 - x0, y1 - y0, fill=False, color="white", linestyle="--"))
plt.show()


# %%
@lesson.exercise
def broken_step(boxes: torch.Tensor, truths: torch.Tensor) -> str:
    """Which step of a pipeline broke, for a detector that had found every object of an image.

    boxes: what came out, in any order, perhaps with false alarms, shape (n, 4); truths: the true boxes, corners in
    pixels, shape (m, 4), m ≥ 1. Before the step every truth had a box with an IoU of at least 0.6. Then one of four
    things happened to all boxes. "axes": x and y changed places; "format": the numbers are centre x, centre y, width,
    height instead of corners; "scale": the pixels are those of an image twice as large, so all numbers are doubled;
    "suppression": it was left out, so the boxes are right as they are, but objects have several. Each list is a clear
    case: if you undo another of the first three, or take the boxes as they are where one of these three happened, some
    truth has no box with an IoU of 0.5. Returns one of the four names.
    """


# %%
lesson.claim("Your verdict names the fault behind each list", [broken_step(b, t) for _, b, t in lists] == lot)

# %% [markdown]
# ## Anchors: several boxes per cell
#
# On a coarse grid objects share a cell and are lost. *Anchors* (Faster R-CNN; YOLO from its second version) are several
# boxes of given shapes at each place. An object is handed to the anchors that overlap it. An anchor between two
# thresholds is neither object nor background, and pays nothing. And no object may go without: each claims the anchor
# that fits it closest, however loosely.

# %%
lesson.quiz(
    "share_a_cell",
    "A scene has one to four objects. Were the grid only 2 × 2, what share of the objects in our scenes would find its cell taken?",
    ["about 25 %", "about 40 %", "about 12 %", "about 4 %"],
    answer=...,
)

# %%
lesson.quiz(
    "two_claims",
    "Anchor P overlaps sheep A by 0.9 and sheep B by 0.8. A has a closer anchor, Q; for B none is closer than P. By the rules "
    "above P is trained to become …",
    ["sheep A", "sheep B", "both sheep", "neither: P is ignored"],
    answer=...,
)


# %%
@lesson.exercise
def match_anchors(anchors: torch.Tensor, truths: torch.Tensor, low: float, high: float) -> torch.Tensor:
    """What each anchor is trained to become, for one image.

    anchors: corners in pixels, shape (n, 4), n ≥ 1; truths: the true boxes, shape (m, 4), m may be 0; low ≤ high: two
    IoU thresholds. Let an anchor's truth be the one with which its IoU is largest. From `high` on (equal counts) the
    anchor gets the place of its truth among the truths; below `low` it gets −1, background; otherwise −2, ignored.
    Then each truth, in the order given, claims the anchor whose IoU with it is largest, if that is above 0, whatever
    the anchor had before. Of equal IoUs the first counts, in both steps. Without truths all anchors
    are background, −1, whatever `low` is. Returns int64, shape (n,).
    """


# %% [markdown]
# MMDetection's `MaxIoUAssigner` does it like you; Detectron2's `Matcher` leaves a claimed anchor its own closest truth.
#
# The network predicts four numbers without a unit: the shift of the centre, in widths and heights of the anchor, and
# the logarithms of the ratios of widths and of heights.


# %%
@lesson.exercise
def anchor_offsets(anchors: torch.Tensor, boxes: torch.Tensor) -> torch.Tensor:
    """The difference between each anchor and its box, as Faster R-CNN encodes it.

    anchors, boxes: corners in pixels, both of shape (n, 4), n may be 0, with positive widths and heights. Returns shape
    (n, 4): (box centre − anchor centre) / anchor size for x and y, then log(box size / anchor size), the natural
    logarithm, for width and height.
    """


# %%
def anchors_of(shapes: torch.Tensor, grid: int) -> torch.Tensor:
    """An anchor of each shape (width, height) in the middle of each cell, shape (grid · grid · k, 4)."""
    middle = (torch.arange(grid) + 0.5) * size / grid
    centres = torch.cartesian_prod(middle, middle).repeat_interleave(len(shapes), dim=0)
    half = shapes.repeat(grid * grid, 1) / 2
    return torch.cat([centres - half, centres + half], dim=1)


by_hand = torch.tensor([[16.0, 16.0], [24.0, 24.0], [32.0, 32.0]])
some = [(boxes, labels) for _, boxes, labels in train_scenes[:500]]
count = sum(len(boxes) for boxes, _ in some)
cells = sum(encode_grid(boxes, labels, size, 2, len(classes))[..., 0].sum().item() for boxes, labels in some)
owners = [match_anchors(anchors_of(by_hand, 2), boxes, 0.375, 0.5) for boxes, _ in some]
owned = sum(len(owner[owner >= 0].unique()) for owner in owners)
print(
    f"lost on a grid of 2 × 2: {1 - cells / count:.1%} with one box per cell, {1 - owned / count:.1%} with three anchors"
)
lesson.claim("With three anchors less than half as many objects are lost", count - owned < (count - cells) / 2)
owner, boxes = owners[0], some[0][0]
print(anchor_offsets(anchors_of(by_hand, 2)[owner >= 0], boxes[owner[owner >= 0]]).numpy().round(2))

# %% [markdown]
# ## Open: which shapes?
#
# YOLO's second version clustered the sizes of the training boxes, with IoU in place of distance: two sizes are compared
# as boxes with one common corner. Our drawings are nearly square, so each is stretched below. You are
# judged on boxes held out, by the mean IoU with the shape that fits each most closely. To pass, come within 0.05 of our
# solution; be proud of 0.784 below.


# %%
@lesson.exercise
def anchor_shapes(sizes: torch.Tensor, k: int) -> torch.Tensor:
    """Shapes for k anchors.

    sizes: widths and heights of boxes in pixels, > 0, shape (n, 2), of which some may be equal; k: how many shapes,
    1 ≤ k ≤ n, perhaps more than there are different sizes. Returns shape (k, 2), widths and heights > 0, finite, in any
    order. Equal calls return equal shapes, whatever their order: seed what is random. For other sizes from the
    same source the mean of the largest IoU with one of the shapes, boxes laid corner on corner, should be large.
    """


# %%
def fit_of(sizes: torch.Tensor, shapes: torch.Tensor) -> float:
    """The mean IoU of sizes with the shape that fits each, corner on corner."""
    corner_boxes = [torch.cat([torch.zeros_like(part), part], dim=1) for part in (sizes, shapes)]
    return iou(*corner_boxes).max(dim=1).values.mean().item()


def stretched(scenes: list[Scene]) -> torch.Tensor:
    """The sizes of all boxes, once stretched to the sides and once upwards."""
    sizes, stretch = torch.cat([boxes[:, 2:] - boxes[:, :2] for _, boxes, _ in scenes]), torch.tensor([1.7, 1 / 1.7])
    return torch.cat([sizes * stretch, sizes / stretch])


known, held_out = stretched(train_scenes[:400]), stretched(choosing)
squares = torch.tensor([16.0, 20.0, 24.0, 28.0, 32.0])[:, None].repeat(1, 2)
for who, shapes in {"five squares by hand": squares, "yours": anchor_shapes(known, 5)}.items():
    print(f"IoU with the closest shape, held out: {fit_of(held_out, shapes):.3f} {who}")

# %% [markdown]
# ## At work you take a library
#
# One tunes a detector that was trained on a large collection. **Detectron2** and **MMDetection**, both under Apache
# 2.0, are toolboxes of many methods; torchvision has `nms` and `generalized_box_iou_loss`. **Ultralytics** makes
# YOLOs, under AGPL-3.0 or a licence that you buy. DETR (2020) needs no suppression: its loss matches predictions and
# truths one to one.

# %%
lesson.quiz(
    "licence",
    "You change a few lines of an Ultralytics YOLO and offer it to customers as a web service; nobody gets a copy. Unless you "
    "buy the other licence, you must …",
    [
        "do nothing: nobody gets a copy",
        "offer its users the source",
        "publish the training pictures",
        "pay by the request",
    ],
    answer=...,
)

# %% [markdown]
# ## The two numbers
#
# A list needs a threshold on the score: here the one at which F1 peaks on the scenes for choosing. Then the gate
# judges, once.


# %%
def rates(detections: Detections, scenes: list[Scene], cut: float) -> tuple[float, float]:
    """The share of objects found, and the share of right boxes, among scores from `cut` on."""
    score, hit, _ = verdicts(detections, scenes).T
    hits = hit[score >= cut].sum()
    return hits / sum(len(boxes) for _, boxes, _ in scenes), hits / max((score >= cut).sum(), 1)


chosen = detect(choosing)
cuts = np.arange(1, 10) / 10
f1 = [2 * r * p / max(r + p, 1e-9) for r, p in (rates(chosen, choosing, cut) for cut in cuts)]
cut, shares = cuts[int(np.argmax(f1))], {}
for name, scenes in tests.items():
    shares[name] = recall, precision = rates(found[name], scenes, cut)
    print(f"{name}: of 100 objects {100 * recall:.0f} found, of 100 boxes {100 * precision:.0f} right")
at_random, _, at_gate = shares.values()
lesson.claim(
    "At the gate about half of the objects are found, and about six in ten of the boxes are right",
    0.43 < at_gate[0] < 0.6 and 0.5 < at_gate[1] < 0.7,
)
lesson.claim(
    "A split at random would have promised more found objects",
    at_random[0] - at_gate[0] > 0.03,
)

# %% [markdown]
# The last line is the answer, and no mAP says it: ask for both rates, at your threshold, in your place.
#
# ## The mistakes people make
#
# Mixing box formats: put the format into the name. Flipping the image but not its boxes: the loss still falls. NMS over
# all classes, or tuned on scenes with one object. Cutting by score before computing mAP. Splitting the frames of one
# video at random.
#
# ## What to remember
#
# GIoU reaches boxes apart. NMS is greedy and deletes right boxes in a crowd. Only
# the cell of an object's centre pays for its box and class; anchors allow several objects per place. mAP matches by
# score, each truth once, in its own image: say at which IoU, by which matching, with which interpolation. Next comes
# *Vision transformers*.
#
# ## Read on
#
# - J. Redmon et al., *You Only Look Once*, CVPR 2016; J. Redmon and A. Farhadi, *YOLO9000*, CVPR 2017.
# - S. Ren et al., *Faster R-CNN*, NeurIPS 2015.
# - H. Rezatofighi et al., *Generalized Intersection over Union*, CVPR 2019.
# - M. Everingham et al., *The Pascal VOC Challenge*, IJCV 88, 2010.
# - T.-Y. Lin et al., *Microsoft COCO*, ECCV 2014.
# - D. Dwibedi et al., *Cut, Paste and Learn*, ICCV 2017.
