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
#     title: NumPy
#     summary: Shapes, views, dtypes and broadcasting, on a program that misreads three digits in four without an error.
#     minutes: 90
#     requires: []
#     objectives:
#       Compute with whole arrays, and cut and reshape them without a loop: [invert, axis_gone, tiles]
#       Say whether two arrays share their numbers, and write into the caller's array only on purpose:
#         [shared, clear_margin, stretch_contrast]
#       Foresee where a narrow dtype overflows, and decide from data where it does harm: [widened, brighten, safe_to_brighten]
#       Replace a loop over rows by one call of NumPy: [count_pairs]
#       Broadcast two arrays to all their pairs, and avoid the large array in between with einsum:
#         [top_right, distances, weighted_distances]
#       Slide a window over images by strides, without copying them: [stepped, blur]
#       Simulate with a seeded generator, and judge with it whether a gain is luck: [by_chance, simulate_scores]
#       Improve a reader of digits with arrays alone: [read_digits]
#     datasets: [mnist10k, photos_cc0]
#     extras: []
#     teaches:
#       array: >-
#         A block of values of one dtype in memory, with a shape that says how they are counted along each axis.
#       axis: >-
#         One of the directions in which an array is counted; its axes are numbered from 0, or from −1 backwards.
#       dtype: >-
#         The one type that all values of a column or an array are stored as.
#       view: >-
#         An array that has no values of its own and shows those of another, so that writing to either changes both.
#       copy: >-
#         An array with values of its own, which do not change when those that it was made from do.
#       stride: >-
#         The number of bytes from one element of an array to the next along an axis.
#       integer overflow: >-
#         What happens when a whole number does not fit its dtype: in an array of NumPy it wraps round without an error.
#       vectorisation: >-
#         Replacing a loop over elements by operations on whole arrays, whose loops run in compiled code.
#       broadcasting: >-
#         The rule by which arrays of different shapes meet in one operation: counted from the last, axes of equal length
#         match, and those of length 1 or missing are stretched.
#       Einstein summation: >-
#         A notation for products of arrays in which each axis has a letter and every letter that is missing in the
#         result is summed over.
#       sliding window: >-
#         All stretches of a given length along an axis, each beginning one element after the last.
#       random generator: >-
#         An object that hands out numbers which look random and are determined by its state.
#       seed: >-
#         The number from which the first state of a random generator is made; the same seed gives the same numbers.
#     uses: []
#     covers:
#       NumPy:
#         [tiles, clear_margin, stretch_contrast, brighten, count_pairs, distances, weighted_distances, blur,
#         simulate_scores, read_digits]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # NumPy
#
# A program reads handwritten digits in five lines. Among a thousand others whose answer is known, it looks for the one
# that is most like it, and gives that one's answer. It raises no error and no warning. You will run it in a minute and
# see it misread most of its digits. The idea is sound, the data are in order, and no line looks wrong in review.
#
# **What is missing, and how many of 300 digits does the same program read once it is there?**
#
# Afterwards you can say of each line of NumPy which shape and type it makes, whether it copies, and what it costs. You
# need Python and about 90 minutes.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np

from workbench import Lesson, load_dataset

lesson = Lesson("01_data/01_numpy")
digits = load_dataset("mnist10k")
order = np.random.default_rng(seed).permutation(10_000)
known, asked = order[:1000], order[1000:1300]
images, labels = digits["images"][known], digits["labels"][known]
queries, truth = digits["images"][asked], digits["labels"][asked]

# %% [markdown]
# ## How to work here
#
# Shift and Enter run a cell and go on to the next. The one below is an exercise: write the body of the function
# below its description, and run it. The card that appears checks it on many inputs and says what went wrong, if anything
# did; its buttons give one hint at a time and, after an attempt, the solution. Wrong answers cost nothing, and the
# first is often worth making on purpose. Until yours passes, a working version stands in for it further down, so you
# can always go on.
#
# Begin with a tiny one. An *array* is a block of values of one type, and an operation on it is done to each of them:
# `image + 1` needs no loop.


# %%
@lesson.exercise
def invert(image: np.ndarray) -> np.ndarray:
    """The negative of a picture: black becomes white, and a value v becomes 255 − v.

    image: dtype uint8 (whole numbers from 0 to 255), one axis or more, perhaps empty. Returns a new array of the same
    shape and dtype.
    """


# %%
figure, axes = plt.subplots(1, 2, figsize=(5, 2.6), layout="constrained")
axes[0].imshow(images[0], cmap="gray", vmin=0, vmax=255)
axes[1].imshow(invert(images[0]), cmap="gray", vmin=0, vmax=255)
axes[0].set_title(f"as stored: {labels[0]}")
axes[1].set_title("your negative")
plt.show()

# %% [markdown]
# ## The rows, and the program
#
# The data are 10,000 of the 70,000 MNIST digits, already shuffled, each 28 by 28 values: 0 is paper, 255 is ink. None
# occurs twice. Who wrote which is not recorded, so one hand may be on both sides of a split. The seed draws 1,000
# digits with known answers and 300 to be read; whatever we compare later is judged on other digits.

# %%
guess = []
for query in queries:
    squared = (images - query) ** 2
    guess.append(labels[squared.sum(axis=(1, 2)).argmin()])
guess = np.array(guess)
print(f"{(guess == truth).sum()} of 300 digits read correctly")
lesson.claim("The program reads fewer than one digit in four", (guess == truth).mean() < 1 / 4)
lesson.claim("No digit occurs twice", len({image.tobytes() for image in digits["images"]}) == 10_000)

# %% [markdown]
# Five lines, and each hides something. First `sum(axis=…)`. Every array has a *shape*, the lengths along its axes; that
# of `digits["images"]` is `(10000, 28, 28)`. Below, an array of shape (4, 5, 6) is summed over the axes 0, 2, (0, 1) and (1, 2), by lot. Answer by
# clicking, and leave the code of a question as it is.

# %%
block = np.ones((4, 5, 6))
for letter, axis in zip("PQRS", np.random.default_rng(7).permutation(["0", "2", "0, 1", "1, 2"]), strict=True):
    print(f"{letter}: {block.sum(axis=tuple(int(one) for one in axis.split(','))).shape}")

# %%
lesson.quiz(
    "axis_gone",
    "Which shape is that of the sum over the axes (1, 2), the one in the program?",
    ["P", "S", "R", "Q"],
    answer=...,
)

# %% [markdown]
# ## Slice and reshape
#
# `image[2:5, ::2]` takes rows 2, 3, 4 and every second column. `reshape` keeps the values in their order, row by row,
# and only counts them differently: `np.arange(6).reshape(2, 3)` is `[[0, 1, 2], [3, 4, 5]]`. To change which axis comes
# first, `swapaxes` and `transpose` are needed. Together they do what would otherwise take four loops.


# %%
@lesson.exercise
def tiles(image: np.ndarray, size: int) -> np.ndarray:
    """A picture cut into square tiles.

    image: shape (height, width), any dtype; size: the side of a tile, ≥ 1, and perhaps larger than the picture. What is
    left over at the bottom and at the right and fills no tile is dropped. Returns shape (height // size, width // size,
    size, size), of the same dtype, such that result[r, c] is the tile in row r of tiles and column c, as it stands in the
    picture. Where no tile fits, one of the first two lengths is 0. The result may be a view of the picture.
    """


# %% [markdown]
# The means over the last two axes of the tiles make a thumbnail. The photographs are six old ones from the Getty
# Museum, stored as `uint8` with shape (height, width, 3): the last axis has the colours, which are averaged here.

# %%
names = ("airplane-from-above", "allium-oreophilum", "black-canyon")
names += ("french-alpine-landscape", "locomotion-house-cat", "nagasaki-boats")
photos = {name: plt.imread(load_dataset("photos_cc0", f"{name}.jpg")) for name in names}
figure, panels = plt.subplots(2, 3, figsize=(9, 5), layout="constrained")
for axes, (name, photo) in zip(panels.flat, photos.items(), strict=True):
    axes.imshow(tiles(photo.mean(axis=2), 8).mean(axis=(2, 3)), cmap="gray", vmin=0, vmax=255)
    axes.set_title(f"{name} {photo.shape}", fontsize=8)
    axes.axis("off")
plt.show()

# %% [markdown]
# ## Views and copies
#
# A slice copies nothing. It is a *view*: a second description of the same memory, which costs next to nothing however
# large the array. `reshape` gives a view wherever it can, and a transpose always. Indexing with a list or with a mask
# gives a *copy*, and so does arithmetic. To the left of `=` an index copies nothing: `a[mask] = 0` writes into `a`
# itself. `np.shares_memory(a, b)` tells.

# %%
lesson.quiz(
    "shared",
    'Look at how images was made in the first cell. What would images[:5] = 0 change in digits["images"]?',
    ["nothing", "its first five pictures", "the five at known[:5]", "all thousand at known"],
    answer=...,
)

# %% [markdown]
# On purpose, a view is the way to change part of an array in place.


# %%
@lesson.exercise
def clear_margin(images: np.ndarray, width: int) -> None:
    """Set the margin of each picture to 0, in the caller's array itself.

    images: shape (n, height, width of a picture), n ≥ 1, any dtype, finite, changed in place; width: how many rows at the
    top and at the bottom and columns at the left and at the right belong to the margin, from 0 to half the shorter side,
    rounded down. What is returned does not matter.
    """


# %% [markdown]
# By accident, a view is a fault that shows up somewhere else. The next function returns the right result
# and ruins its caller's pictures. (`keepdims=True` keeps the axis that is summed over, with length 1.)


# %%
@lesson.exercise
def stretch_contrast(images: np.ndarray) -> np.ndarray:
    """Each picture with its darkest value moved to 0 and its brightest to 1. Repair it: the argument must stay as it is.

    images: shape (n, height, width), n ≥ 1, float64, finite. Values in between move in proportion; a picture of one single
    value becomes 0 everywhere. Returns a new array of the same shape.
    """
    pixels = images.reshape(len(images), -1)
    pixels -= pixels.min(axis=1, keepdims=True)
    brightest = pixels.max(axis=1, keepdims=True)
    brightest[brightest == 0] = 1
    pixels /= brightest
    return pixels.reshape(images.shape)


# %%
given = queries[:2].astype(float)
before = given.copy()
stretched = stretch_contrast(given)
lesson.claim("Now the caller's pictures stay as they were", np.array_equal(given, before))

# %% [markdown]
# ## The dtype decides what fits
#
# Our pictures are `uint8`, one byte a value. Python's whole numbers grow as they need to; those of an array keep their
# *dtype*, and a result that does not fit wraps round: 250 + 10 is 4, and 3 − 5 is 254. Such an *overflow* gives no
# warning. Only a Python number that does not fit the dtype itself is refused: since NumPy 2, `image + 300` raises an
# `OverflowError`, and so does `image + (-5)`.
#
# So here is the fault of the program. `images - query` wraps, and the square of a difference of 16, which is 256, is
# stored as 0: the strokes may differ a great deal and count as equal. A colleague sees it and widens both operands to
# `int16`, which holds −32,768 to 32,767, before the subtraction. Every difference fits.

# %%
lesson.quiz(
    "widened",
    "As found, the program reads fewer than one digit in four. With int16, how many will it read?",
    ["nearly all", "about half", "as many as before", "hardly any"],
    answer=...,
)

# %%
wide = images.astype(np.int16)
wide_guess = np.array([labels[((wide - q) ** 2).sum(axis=(1, 2)).argmin()] for q in queries.astype(np.int16)])
print(f"int16: {(wide_guess == truth).sum()} of 300")
lesson.claim("With int16 it reads fewer than one digit in twenty", (wide_guess == truth).mean() < 1 / 20)

photo = photos["nagasaki-boats"]
figure, panels = plt.subplots(1, 2, figsize=(9, 3.8), layout="constrained")
for axes, picture, title in zip(panels, (photo, photo + np.uint8(40)), ("as stored", "plus 40"), strict=True):
    axes.imshow(picture)
    axes.set_title(f"{title}: mean {picture.mean():.0f}")
    axes.axis("off")
plt.show()
lesson.claim("Adding 40 to each value makes the photograph darker", (photo + np.uint8(40)).mean() < photo.mean())

# %% [markdown]
# The difference fits, its square does not: 200² is stored as −25,536, so the search for the least sum finds
# pictures that are as unlike as possible. (`sum` is not to blame, as it adds small integers up in 64 bits.) In
# the photograph the sky has wrapped round. Brighten it properly.


# %%
@lesson.exercise
def brighten(image: np.ndarray, amount: int) -> np.ndarray:
    """A picture with `amount` added to each value; what would lie above 255 becomes 255, what would lie below 0 becomes 0.

    image: dtype uint8, one axis or more; amount: from −255 to 255. Returns a new array of the same shape, dtype uint8.
    """


# %% [markdown]
# Clipping loses something as well: wherever a value is cut, what could be told apart no longer can be. A museum wants its
# six photographs brightened by 40. For which of them is next to nothing lost?


# %%
@lesson.exercise
def safe_to_brighten() -> list[str]:
    """The names of the photographs, as in `names`, that can be brightened by 40 with practically no value cut.

    Look at the stored values of all three colours in `photos`. A few stray ones in a photograph do not matter, and no
    threshold is given: once you have the right number for each of the six, there is a wide gap between those that lose
    much and those that lose next to nothing. Returns a list, or another collection, in any order.
    """


# %%
chosen = safe_to_brighten()
figure, panels = plt.subplots(2, 3, figsize=(9, 5), layout="constrained")
for axes, (name, photo) in zip(panels.flat, photos.items(), strict=True):
    small = photo[::4, ::4]
    axes.imshow(brighten(small, 40) if name in chosen else small)
    axes.set_title("brightened by 40" if name in chosen else "as stored", fontsize=8)
    axes.axis("off")
plt.show()

# %% [markdown]
# ## Without the loop
#
# A loop over rows in Python costs some hundred nanoseconds a step; the same loop inside NumPy often costs one.
# *Vectorisation* means saying it for whole arrays. The function below is right and too slow; the card
# measures speed too. A trap waits on the way: `table[truth, guess] += 1` counts a pair that occurs twice only once.


# %%
@lesson.exercise
def count_pairs(truth: np.ndarray, guess: np.ndarray, k: int) -> np.ndarray:
    """How often each pair of a true and a guessed label occurs. Make it fast, without a loop over the rows.

    truth, guess: shape (n,), n ≥ 0, whole numbers from 0 to k − 1 of the same integer dtype, uint8 or int64; k: from
    1 to 200. Returns shape (k, k), int64: in row t and column g how often t was guessed to be g. For 200,000 rows it may
    take 25 times as long as `np.bincount` needs.
    """
    table = np.zeros((k, k), dtype=np.int64)
    for t, g in zip(truth, guess, strict=True):
        table[t, g] += 1
    return table


# %%
table = count_pairs(truth, guess, 10)
figure, axes = plt.subplots(figsize=(4.6, 3.8), layout="constrained")
shown = axes.imshow(table, cmap="viridis")
axes.set(xlabel="guessed", ylabel="true", xticks=range(10), yticks=range(10), title="What the uint8 program reads")
figure.colorbar(shown)
plt.show()
lesson.claim("More than a third of all its answers are one and the same digit", table.sum(axis=0).max() > 100)

# %% [markdown]
# ## Broadcasting
#
# In `images - query` the shapes differ: `(1000, 28, 28)` and `(28, 28)`. *Broadcasting* lines shapes up at the last
# axis. Where two lengths are equal they match; where one is 1, or the axis is missing, that array is stretched along it,
# without a copy; anything else is an error. `a[:, None]` puts in an axis of length 1. So `a[:, None] - b` has the
# differences of all pairs.
#
# **Predict** what a column of predictions, `(3, 1)`, minus a row of targets, `(3,)`, has as its shape. Then set the
# explorer to it and find a pair of shapes that fails.

# %%
lesson.explore("broadcast")

# %%
lesson.quiz(
    "top_right",
    "Set A to (3, 1), B to (3,) and the operation to minus. What stands in the top right corner of A − B?",
    ["7", "−2", "−29", "nothing: it fails"],
    answer=...,
)

# %% [markdown]
# Nine numbers where three were wanted, and their mean is a plausible loss. Whoever computes one from a column and a row
# gets no error either. Now use it on purpose, for all pairs of a digit that is asked and one that is known.


# %%
@lesson.exercise
def distances(queries: np.ndarray, references: np.ndarray) -> np.ndarray:
    """The squared Euclidean distance of each query from each reference.

    queries: shape (n, d); references: shape (m, d); n, m, d ≥ 1; both of the same dtype, which may be uint8 or
    float64. Returns shape (n, m), float64, right for each of these dtypes to a millionth. On the way it may
    make an array of n · m · d numbers.
    """


# %%
rows, flat = queries.reshape(300, -1), images.reshape(1000, -1)
between = np.concatenate([distances(part, flat) for part in np.array_split(rows, 30)])
plain_guess = labels[between.argmin(axis=1)]
print(f"float64: {(plain_guess == truth).sum()} of 300")
print(f"all differences at once: {300 * 1000 * 784 * 8 / 1e9:.1f} GB")
lesson.claim("It now reads more than 17 digits in 20", (plain_guess == truth).mean() > 17 / 20)

# %% [markdown]
# The cell asks for ten digits at a time, because the differences of all pairs, which nobody wants to keep, would fill
# the memory printed above. They can be avoided:
#
# $$ \sum_k w_k (a_{ik} - b_{jk})^2 = \sum_k w_k a_{ik}^2 + \sum_k w_k b_{jk}^2 - 2 \sum_k w_k a_{ik} b_{jk}, $$
#
# here with a weight for each pixel. `np.einsum` writes such sums as they stand: each axis has a letter, and a letter
# that is not in the result is summed over. `np.einsum("ik,jk->ij", a, b)` is `a @ b.T`. With `optimize=True` it finds
# a good order for three factors.


# %%
@lesson.exercise
def weighted_distances(queries: np.ndarray, references: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted squared distances of all pairs, without ever holding n · m · d numbers.

    queries: shape (n, d); references: shape (m, d); weights: shape (d,), ≥ 0; all float64. Returns shape (n, m), float64:
    the left side of the formula above, to a millionth; rounding may make a zero slightly negative, down to −1e-7. The
    memory that a call takes is measured with n = 30, m = 40, d = 60. A loop over queries that holds m · d numbers will do.
    """


# %%
all_at_once = weighted_distances(rows.astype(float), flat.astype(float), np.ones(784))
lesson.claim("With all weights 1 it is the same matrix, in one call", np.allclose(all_at_once, between))

# %% [markdown]
# ## Strides and moving windows
#
# How can a view be smaller, or turned over, with the memory untouched? An array is a block of memory and, for each axis,
# a *stride*: how many bytes it is to the next element. A digit of `uint8` has strides `(28, 1)`, its transpose
# `(1, 28)`. To slice is to choose other strides and another start. By lot, the strides of `flat`, as it was made in the
# cell that reads with distances, of `flat[::2]`, of `flat[:, ::2]`, and of `flat.T`:

# %%
slices = [flat, flat[::2], flat[:, ::2], flat.T]
for letter, i in zip("PQRS", np.random.default_rng(2).permutation(4), strict=True):
    print(f"{letter}: {slices[i].strides}")

# %%
lesson.quiz(
    "stepped",
    "Which strides are those of `flat[::2]`?",
    ["P", "S", "Q", "R"],
    answer=...,
)

# %% [markdown]
# `np.lib.stride_tricks.sliding_window_view` uses each stride for two axes: one step to the next window, one within it. So
# all windows of an array, overlapping, are a view: 3 × 3 windows of a digit have shape `(26, 26, 3, 3)`. To get one around
# each pixel, first put zeros around the digit with `np.pad`, which takes how many go before and after each axis. Two
# writers put the same stroke a pixel apart; a blurred stroke still meets its neighbour.


# %%
@lesson.exercise
def blur(images: np.ndarray, size: int) -> np.ndarray:
    """Each value replaced by the mean of the size × size values of which it is the centre.

    images: shape (n, height, width), n ≥ 1, uint8 or float64; size: odd, ≥ 1, perhaps larger than a picture. Beyond the
    border of a picture lie zeros, which count: the mean is always that of size² values. Returns the same shape, float64,
    right to a millionth.
    """


# %%
def share_right(some: np.ndarray, size: int) -> float:
    """The share of the digits in these rows of the data that are read correctly after a blur; size 1 is none."""
    left, right = (blur(part, size).reshape(len(part), -1) for part in (digits["images"][some], images))
    nearest = weighted_distances(left, right, np.ones(784)).argmin(axis=1)
    return float((labels[nearest] == digits["labels"][some]).mean())


plain, blurred = share_right(asked, 1), share_right(asked, 3)
print(f"plain {plain:.3f}, blurred {blurred:.3f}")
lesson.claim("Of these 300, more are read correctly after a blur", blurred > plain)

# %% [markdown]
# ## Is that luck?
#
# A few digits of 300 more. Another 300 would have given another score, even without a blur. How much do scores vary by
# chance alone? Let a *generator* play through 10,000 runs of 300 digits. It hands out numbers that look random, and its
# *seed* fixes them all: `random(3)` and `random(3)` once more are the six numbers of `random(6)`, and `random((2, 3))`
# has them row by row.

# %%
lesson.quiz(
    "by_chance",
    "Chance alone gives one and the same reader 10,000 scores. How far is it from the lowest to the highest?",
    ["2 points in 100", "5 points in 100", "15 points in 100", "40 points in 100"],
    answer=...,
)


# %%
@lesson.exercise
def simulate_scores(rate: float, n: int, runs: int, seed: int) -> np.ndarray:
    """Scores of a reader who reads each digit correctly with the same probability, by chance alone.

    rate: that probability, from 0 to 1; n: digits in a run, ≥ 1; runs: how many, ≥ 1; seed: a whole number from which you
    make a new generator by `np.random.default_rng`. A digit is right where the next number of the generator's `random` is
    less than `rate`; the first n numbers are the first run, the next n the second, and so on. Returns shape (runs,),
    float64: the share read correctly in each run.
    """


# %%
scores = simulate_scores(plain, 300, 10_000, seed)
figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.hist(scores, bins=np.arange(0.795, 0.985, 1 / 150), color="tab:gray")
axes.axvline(plain, color="black", label="plain")
axes.axvline(blurred, color="tab:red", linestyle="--", label="blurred")
axes.set(xlabel="share of 300 read correctly", ylabel="runs", title="Scores of one and the same reader")
axes.legend()
plt.show()
lesson.claim("From the lowest score to the highest it is 10 to 20 points in 100", 0.1 < np.ptp(scores) < 0.2)
lesson.claim(
    "The gain from the blur is less than two standard deviations of such scores", blurred - plain < 2 * scores.std()
)

others = order[1300:4300]
gain = share_right(others, 3) - share_right(others, 1)
spread = simulate_scores(share_right(others, 1), 3000, 1000, seed).std()
print(f"on 3,000 other digits: gain {gain:.3f}, standard deviation {spread:.4f}")
lesson.claim("On 3,000 others it is more than three", gain > 3 * spread)

# %% [markdown]
# 300 digits could not tell the gain from luck; 3,000 can. (Both readers see the same digits, so part of the luck is
# shared and the comparison is cautious.)
#
# ## Open: read better
#
# Use any method that you can write with NumPy. To pass, make at least a twentieth fewer errors than the plain search
# with right arithmetic. Be proud of 40 % fewer; look at which digits are mistaken for which, and at how they lean.


# %%
@lesson.exercise
def read_digits(images: np.ndarray, labels: np.ndarray, queries: np.ndarray) -> np.ndarray:
    """The digits that the queries show, read with the help of others whose answers are known.

    images: shape (m, 28, 28), uint8; labels: shape (m,), their digits, uint8; queries: shape (n, 28, 28), uint8; m ≥ 1.
    Returns shape (n,), whole numbers from 0 to 9, of any integer dtype, the same for the same arguments. The labels of
    the queries must not be looked up in the data; in the hidden draws all pictures are moved by the same one or two
    pixels down or up and to a side, so that looking them up finds nothing. In such a draw, with 500 known digits and 600
    queries, the errors may be at most 0.95 times those of the nearest neighbour by `distances`. The example has six known
    digits and asks that half the queries be read. All calls together may take 30 seconds.
    """


# %%
last = order[4300:5300]
mine = read_digits(images, labels, digits["images"][last])
errors = int((mine != digits["labels"][last]).sum())
base = round(1000 * (1 - share_right(last, 1)))
print(f"1,000 new digits: {errors} errors, the plain search makes {base}: {1 - errors / base:.0%} fewer")

# %% [markdown]
# ## What was missing
#
# It is a type that is wide enough for 255², such as `float` or `np.int32`: one `astype` before the subtraction.

# %%
repaired = [labels[((images - q.astype(float)) ** 2).sum(axis=(1, 2)).argmin()] for q in queries]
print(f"{(guess == truth).sum()} of 300 as found, {(wide_guess == truth).sum()} with int16, ", end="")
print(f"{(np.array(repaired) == truth).sum()} with float")
lesson.claim(
    "A wider type makes at least four times as many digits readable",
    (repaired == truth).sum() > 4 * (guess == truth).sum(),
)
# And what the photographs lose that you brightened, or did not.
lost = {name: float((photo.astype(int) + 40 > 255).mean()) for name, photo in photos.items()}
kept = {name for name in names if name in chosen}
lesson.claim("Where you brightened, fewer than one value in 1,000 was cut", all(lost[name] < 1e-3 for name in kept))
lesson.claim("Elsewhere more than one in six would have been", all(lost[name] > 1 / 6 for name in set(names) - kept))

# %% [markdown]
# ## The mistakes people make
#
# Subtracting pictures, counts or timestamps in the unsigned type that they came in. Widening by one step and checking
# only the first operation. Clipping after the overflow has happened. Writing into a slice and wondering who changed the
# data; or indexing with a list, then writing into
# the result, and wondering why nothing changed. `reshape` where axes should be swapped: the
# shape is right and the values are not. A column minus a row. Broadcasting all pairs of two large tables. Making a new
# generator with the same seed inside a loop.
#
# ## What to remember
#
# Look at shape and dtype after each line that you are not sure of. Slices are views, indices copy. Shapes meet at the
# last axis, and only 1 stretches. An integer array wraps round in silence, and every intermediate result must fit. Loops
# belong inside NumPy, but not at the price of an array that does not fit in memory. A seed belongs to a generator, and the
# generator is passed on. Next comes *pandas*, where rows have names, and columns a dtype each.
#
# ## Read on
#
# - C. Harris and others, *Array programming with NumPy*, Nature 585, 2020.
# - S. van der Walt, S. Colbert and G. Varoquaux, *The NumPy Array*, Computing in Science & Engineering 13, 2011: strides
#   and views.
# - NumPy user guide: *Broadcasting*, *Copies and views*, *Data types*, *Random sampling*.
# - N. Rougier, *From Python to NumPy*, 2017, free on the author's site.
# - Y. LeCun and others, *Gradient-Based Learning Applied to Document Recognition*, Proceedings of the IEEE 86, 1998: where
#   MNIST comes from.
