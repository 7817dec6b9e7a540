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
#       Simulate with a seeded generator, and judge with it whether a gain is luck: [stream, simulate_scores]
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
# A program reads handwritten digits in four lines. Among a thousand others whose answer is known, it looks for the one
# that is most like it, and gives that one's answer. It raises no error and no warning. You will run it in a minute and
# see it misread most of its digits. The idea is sound, the data are in order, and no line looks wrong in review.
#
# **Which word is missing, and how many of 300 digits does the same program read once it is there?**
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

    image: dtype uint8 (whole numbers from 0 to 255), any shape. Returns a new array of the same shape and dtype.
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
# digits with known answers and 300 to be read; whatever we compare later is judged on others.

# %%
guess = []
for query in queries:
    squared = (images - query) ** 2
    guess.append(labels[squared.sum(axis=(1, 2)).argmin()])
guess = np.array(guess)
print(f"{(guess == truth).sum()} of 300 digits read rightly")
lesson.claim("The program reads fewer than one digit in four", (guess == truth).mean() < 1 / 4)
lesson.claim("No digit occurs twice", len({image.tobytes() for image in digits["images"]}) == 10_000)

# %% [markdown]
# Four lines, and you will have to know everything about each of them. First `sum(axis=…)`. Every array has a *shape*,
# the lengths along its axes; that of `digits["images"]` is `(10000, 28, 28)`. A question is answered by a click. Say
# what you think before you try it.

# %%
lesson.quiz(
    "axis_gone",
    'What is the shape of digits["images"].mean(axis=0)?',
    ["(10000,)", "(28, 28)", "(10000, 28)", "(1, 28, 28)"],
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

    image: shape (height, width), any dtype; size: the side of a tile, ≥ 1. What is left over at the bottom and at the
    right and fills no tile is dropped. Returns shape (height // size, width // size, size, size), of the same dtype, such
    that result[r, c] is the tile in row r of tiles and column c, as it stands in the picture.
    """


# %% [markdown]
# The mean over the last two axes of the tiles is a thumbnail. The photographs are six old ones from the Getty
# Museum, with the colours averaged.

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
# gives a *copy*, and so does arithmetic. `np.shares_memory(a, b)` tells.

# %%
lesson.quiz(
    "shared",
    "a = np.zeros(6). Which of these lines leaves a as it is?",
    ["a.reshape(2, 3)[0] += 1", "a[::2][1] = 1", "a[[0, 2]][1] = 1", "a[a == 0] += 1"],
    answer=...,
)

# %% [markdown]
# On purpose, a view is the way to change part of an array in place. Mind the margin of width zero.


# %%
@lesson.exercise
def clear_margin(images: np.ndarray, width: int) -> None:
    """Set the margin of each picture to 0, in the caller's array itself.

    images: shape (n, height, width of a picture), any dtype, changed in place; width: how many rows at the top and at
    the bottom and columns at the left and at the right belong to the margin, from 0 to half of the shorter side. What is
    returned does not matter.
    """


# %% [markdown]
# By accident, a view is a fault that shows up somewhere else. The next function is right each time it is called, and
# its caller's pictures are ruined.


# %%
@lesson.exercise
def stretch_contrast(images: np.ndarray) -> np.ndarray:
    """Each picture with its darkest value moved to 0 and its brightest to 1. Repair it: the argument must stay as it is.

    images: shape (n, height, width), n ≥ 1, float64. Values in between move in proportion; a picture of one single value
    becomes 0 everywhere. Returns a new array of the same shape.
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
# *dtype*, and what does not fit wraps round: 250 + 10 is 4, and 3 − 5 is 254. Such an *overflow* gives no warning.
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
# pictures that are as unlike as possible. In the photograph the sky has wrapped round. Brighten it properly.


# %%
@lesson.exercise
def brighten(image: np.ndarray, amount: int) -> np.ndarray:
    """A picture with `amount` added to each value; what would lie above 255 becomes 255, what would lie below 0 becomes 0.

    image: dtype uint8, any shape; amount: from −255 to 255. Returns a new array of the same shape, dtype uint8.
    """


# %% [markdown]
# Clipping loses something as well: wherever a value is cut, what could be told apart no longer can. A museum wants its
# six photographs brightened by 40. For which of them is next to nothing lost?


# %%
@lesson.exercise
def safe_to_brighten() -> list[str]:
    """The names of the photographs, as in `names`, that can be brightened by 40 with practically no value cut.

    Look at the stored values of all three colours. A few stray ones in a photograph do not matter, and no threshold is
    given: looked at in the right way, the six leave no doubt. Returns a list, or another collection, in any order.
    """


# %%
lost = {name: float((photo > 215).mean()) for name, photo in photos.items()}
kept = [lost[name] for name in safe_to_brighten()]
lesson.claim("In those that you named, fewer than one value in 1,000 is cut", max(kept) < 1e-3)
lesson.claim("In each other one, more than one in six", min(set(lost.values()) - set(kept)) > 1 / 6)

# %% [markdown]
# ## Without the loop
#
# A loop over rows in Python costs some hundred nanoseconds a step; the same loop inside NumPy often costs one.
# *Vectorisation* means saying it for whole arrays. The function below is right and too slow; the card
# measures speed too. Two traps wait on the way: `table[truth, guess] += 1` counts a pair that occurs twice only once,
# and an index that you compute from small integers is a small integer too.


# %%
@lesson.exercise
def count_pairs(truth: np.ndarray, guess: np.ndarray, k: int) -> np.ndarray:
    """How often each pair of a true and a guessed label occurs. Make it fast, without a loop over the rows.

    truth, guess: shape (n,), n ≥ 0, whole numbers from 0 to k − 1 of the same integer dtype, often uint8; k: from 1 to
    200. Returns shape (k, k), int64: in row t and column g how often t was guessed to be g.
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
# **Predict** what a column of predictions, `(3, 1)`, less a row of targets, `(3,)`, has for a shape. Then set the explorer
# to it and find a pair of shapes that fails.

# %%
lesson.explore("broadcast")

# %%
lesson.quiz(
    "top_right",
    "Set A to (3, 1), B to (3,) and the operation to minus. What stands in the top right corner of A − B?",
    ["7", "9", "27", "nothing: it fails"],
    answer=...,
)

# %% [markdown]
# Nine numbers where three were wanted, and their mean is a plausible loss. Whoever computes one from a column and a row
# gets no error either. Now use it on purpose, for all pairs of a digit that is asked and one that is known.


# %%
@lesson.exercise
def distances(queries: np.ndarray, references: np.ndarray) -> np.ndarray:
    """The squared Euclidean distance of each query from each reference.

    queries: shape (n, d); references: shape (m, d); both of the same dtype, which may be uint8 or float64. Returns shape
    (n, m), float64, right for each of these dtypes.
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
    the left side of the formula above. Rounding may make a zero slightly negative. The memory that a call takes is measured
    on a larger input.
    """


# %%
all_at_once = weighted_distances(rows.astype(float), flat.astype(float), np.ones(784))
lesson.claim("With all weights 1 it is the same matrix, in one call", np.allclose(all_at_once, between))

# %% [markdown]
# ## Strides and moving windows
#
# How can a view be smaller, or turned over, with the memory untouched? An array is a block of memory and, for each axis,
# a *stride*: how many bytes it is to the next element. A digit of `uint8` has strides `(28, 1)`, its transpose
# `(1, 28)`. To slice is to choose other strides and another start.

# %%
lesson.quiz(
    "stepped",
    "a has shape (28, 28) and dtype float64. What are the strides of a[:, ::2]?",
    ["(224, 16)", "(112, 16)", "(112, 8)", "(224, 2)"],
    answer=...,
)

# %% [markdown]
# `np.lib.stride_tricks.sliding_window_view` repeats a stride: all windows of an array, overlapping, as a view. Two
# writers put the same stroke a pixel apart; a blurred stroke still meets its neighbour.


# %%
@lesson.exercise
def blur(images: np.ndarray, size: int) -> np.ndarray:
    """Each value replaced by the mean of the size × size values around it.

    images: shape (n, height, width), uint8 or float64; size: odd, ≥ 1. Beyond the border of a picture lie zeros, which
    count in the mean: it always has size² values. Returns the same shape, float64.
    """


# %%
def share_right(some: np.ndarray, size: int) -> float:
    """The share of the digits in these rows of the data that are read rightly after a blur; size 1 is none."""
    left, right = (blur(part, size).reshape(len(part), -1) for part in (digits["images"][some], images))
    nearest = weighted_distances(left, right, np.ones(784)).argmin(axis=1)
    return float((labels[nearest] == digits["labels"][some]).mean())


plain, blurred = share_right(asked, 1), share_right(asked, 3)
print(f"plain {plain:.3f}, blurred {blurred:.3f}")
lesson.claim("Of these 300, more are read rightly after a blur", blurred > plain)

# %% [markdown]
# ## Is that luck?
#
# A few digits of 300 more. Another 300 would have given another score, even without a blur. How much do scores vary by
# chance alone? Let a *generator* play it through. It hands out numbers that look random, and its *seed* fixes them all.

# %%
lesson.quiz(
    "stream",
    "One generator with seed 5 draws random(3) and then random(3). Another with seed 5 draws random(6). The six numbers …",
    ["agree, all six", "agree in the first three", "differ", "agree in another order"],
    answer=...,
)


# %%
@lesson.exercise
def simulate_scores(rate: float, n: int, runs: int, seed: int) -> np.ndarray:
    """Scores of a reader who reads each digit rightly with the same probability, by chance alone.

    rate: that probability, from 0 to 1; n: digits in a run, ≥ 1; runs: ≥ 1; seed: of a new `np.random.default_rng`. A
    digit is right where the next number of the generator's `random` is less than `rate`; the first n numbers are the
    first run, the next n the second, and so on. Returns shape (runs,), float64: the share read rightly in each run.
    """


# %%
scores = simulate_scores(plain, 300, 10_000, seed)
figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.hist(scores, bins=np.arange(0.795, 0.985, 1 / 150), color="tab:gray")
axes.axvline(plain, color="black", label="plain")
axes.axvline(blurred, color="tab:red", linestyle="--", label="blurred")
axes.set(xlabel="share of 300 read rightly", ylabel="runs", title="Scores of one and the same reader")
axes.legend()
plt.show()
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
# Any method goes that needs nothing but NumPy. To pass, make at least a twentieth fewer errors than the plain search
# with right arithmetic. Be proud of 40 % fewer; look at which digits are mistaken, and at how they lean.


# %%
@lesson.exercise
def read_digits(images: np.ndarray, labels: np.ndarray, queries: np.ndarray) -> np.ndarray:
    """The digits that the queries show, read with the help of others whose answers are known.

    images: shape (m, 28, 28), uint8; labels: shape (m,), their digits, uint8; queries: shape (n, 28, 28), uint8. Returns
    shape (n,), whole numbers from 0 to 9, the same for the same arguments. Each case names rows of `mnist10k`: `known` gives
    images and labels, `asked` the queries. Of 600 queries with 500 known digits, the errors may be at most 0.95 times those
    of the nearest neighbour by `distances`.
    """


# %%
last = order[4300:5300]
mine = read_digits(images, labels, digits["images"][last])
errors = int((mine != digits["labels"][last]).sum())
base = round(1000 * (1 - share_right(last, 1)))
print(f"1,000 new digits: {errors} errors, the plain search makes {base}: {1 - errors / base:.0%} fewer")

# %% [markdown]
# ## The missing word
#
# It is `float`, or any type wide enough for 255², such as `np.int32`: one `astype` before the subtraction.

# %%
repaired = [labels[((images - q.astype(float)) ** 2).sum(axis=(1, 2)).argmin()] for q in queries]
print(f"{(guess == truth).sum()} of 300 as found, {(wide_guess == truth).sum()} with int16, ", end="")
print(f"{(np.array(repaired) == truth).sum()} with the word")
lesson.claim(
    "One word makes at least four times as many digits readable", (repaired == truth).sum() > 4 * (guess == truth).sum()
)

# %% [markdown]
# ## The mistakes people make
#
# Subtracting pictures, counts or timestamps in the unsigned type that they came in. Widening by one step and checking
# only the first operation. Clipping after the overflow has happened. Writing into a slice and wondering who changed the
# data; or indexing with a list, then writing into
# the result, and wondering why nothing changed. `reshape` where axes should be swapped: the
# shape is right and the values are not. A column less a row. Broadcasting all pairs of two large tables. Making a new
# generator with the same seed inside a loop.
#
# ## What to remember
#
# Look at shape and dtype after each line that you are not sure of. Slices are views, indices copy. Shapes meet at the
# last axis, and only 1 stretches. An integer array wraps round in silence, and every intermediate result must fit. Loops
# belong in NumPy, but not at the price of an array that does not fit in memory. A seed belongs to a generator, and the
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
