"""Solutions of 01_data/01_numpy: NumPy."""

import tracemalloc

import matplotlib.pyplot as plt
import numpy as np

from workbench import load_dataset
from workbench.authoring import choice, reference

# -- invert ------------------------------------------------------------------------------------------------------------


@reference(check_dtype=True)
def invert(image):
    return 255 - image


invert.example(image=np.array([[0, 255, 100], [1, 2, 100]], dtype=np.uint8))


@invert.cases(n=10)
def _(rng, i):
    shape = [(1,), (3, 4), (2, 3, 3), (0, 5), (28, 28)][i % 5]
    return {"image": rng.integers(0, 200, size=shape).astype(np.uint8)}


@invert.alternative
def _(image):
    # Every bit turned over.
    return np.bitwise_not(image)


@invert.alternative
def _(image):
    return np.array([255 - value for value in image.ravel().tolist()], dtype=np.uint8).reshape(image.shape)


_ONE_TOO_MANY = (
    "Your values are one too high, and 0 stays 0: −v in a byte wraps round to 256 − v. White is 255, because counting begins "
    "at 0, and 256 fits in no byte."
)
invert.misconception(_ONE_TOO_MANY, "255 - image → np.negative(image)")
invert.misconception(_ONE_TOO_MANY, "255 - image → (256 - image.astype(int)).astype(np.uint8)")
invert.misconception(
    "You took the values off 1, which is right for pictures from 0 to 1. These go from 0 to 255.",
    "255 - image → np.uint8(1) - image",
)
invert.misconception(
    "You took the values off the brightest of this picture. The negative of 0 is always 255, whatever else is there.",
    "255 - image → np.max(image, initial=0) - image",
)


@invert.misconception(
    "You took the values off the brightest of this picture, which an empty one does not have. The negative of 0 is always 255, "
    "whatever else is there."
)
def _(image):
    return image.max() - image


@invert.misconception(
    "You unpacked the shape into two lengths. A picture may have one axis or three; an operation on the whole array asks for none."
)
def _(image):
    height, width = image.shape
    return (255 - image).reshape(height, width)


invert.misconception(
    "You turned the picture over: the order of its values has changed. A negative leaves each where it is.",
    "255 - image → image[::-1]",
)
invert.misconception(
    "You turned the picture over: the order of its values has changed. A negative leaves each where it is.",
    "255 - image → np.flip(image)",
)
invert.misconception(
    "The values are right, but they are floats now. The result is to be uint8 again.",
    "255 - image → 255.0 - image",
)
invert.misconception(
    "The values are right, but in a wider type of integers. The result is to be uint8 again.",
    "255 - image → 255 - image.astype(int)",
)

invert.hints(
    "An operation on an array is done to each of its values. Which operation takes 0 to 255 and 255 to 0?",
    "The docstring has the formula. Write it with the array in place of v.",
    "`return 255 - image`",
)
invert.explain(
    "The subtraction is done for every value, and the result has the dtype of the array: a Python number such as 255 adapts "
    "to it. No difference lies outside 0 to 255, so nothing overflows."
)

# -- tiles -------------------------------------------------------------------------------------------------------------


@reference(check_dtype=True)
def tiles(image, size):
    down, across = image.shape[0] // size, image.shape[1] // size
    cut = image[: down * size, : across * size]
    return cut.reshape(down, size, across, size).swapaxes(1, 2)


tiles.example(image=np.arange(10).reshape(2, 5), size=2)


@tiles.cases(n=12)
def _(rng, i):
    size = rng.integers(1, 5)
    height, width = rng.integers(1, 4, size=2) * size + (rng.integers(0, size, size=2) if i % 2 else 0)
    if i == 3:
        height = size - 1  # no row of tiles fits
    kind = [np.int64, np.uint8, np.float64][i % 3]
    return {"image": rng.integers(0, 250, size=(height, width)).astype(kind), "size": size}


@tiles.alternative
def _(image, size):
    down, across = len(image) // size, len(image[0]) // size if len(image) else image.shape[1] // size
    result = np.empty((down, across, size, size), dtype=image.dtype)
    for r in range(down):
        for c in range(across):
            result[r, c] = image[r * size : (r + 1) * size, c * size : (c + 1) * size]
    return result


@tiles.alternative
def _(image, size):
    rows = np.arange(image.shape[0] // size * size).reshape(-1, 1, size, 1)
    columns = np.arange(image.shape[1] // size * size).reshape(1, -1, 1, size)
    return image[rows, columns]


tiles.misconception(
    "You reshaped to the final shape at once. That keeps the values in their order, row by row, so a tile gets a stretch of "
    "one row. Each axis must first be split in two where it stands.",
    "cut.reshape(down, size, across, size).swapaxes(1, 2) → cut.reshape(down, across, size, size)",
)
tiles.misconception(
    "Splitting the axes is right, but their order is still (row of tiles, row within, column of tiles, column within).",
    "cut.reshape(down, size, across, size).swapaxes(1, 2) → cut.reshape(down, size, across, size)",
)
tiles.misconception(
    "Your tiles are transposed: rows and columns within each are swapped.",
    "cut.reshape(down, size, across, size).swapaxes(1, 2) → cut.reshape(down, size, across, size).transpose(0, 2, 3, 1)",
)
tiles.misconception(
    "Rows and columns of tiles are swapped: result[r, c] is the tile in column r.",
    "cut.reshape(down, size, across, size).swapaxes(1, 2) → cut.reshape(down, size, across, size).transpose(2, 0, 1, 3)",
)
tiles.misconception(
    "You dropped what is left over at the top and at the left. It is to go at the bottom and at the right.",
    "image[: down * size, : across * size] → image[image.shape[0] - down * size :, image.shape[1] - across * size :]",
)
tiles.misconception(
    "Where nothing is left over you cut everything away: −0 is 0, and `[:-0]` ends before it begins. Count the end from the front.",
    "image[: down * size, : across * size] → image[: -(image.shape[0] % size), : -(image.shape[1] % size)]",
)
tiles.misconception(
    "The values are right, but they are floats: `np.zeros` and `np.empty` make float64 unless told otherwise. The tiles keep the "
    "dtype of the picture.",
    "cut.reshape(down, size, across, size).swapaxes(1, 2) → "
    "cut.reshape(down, size, across, size).swapaxes(1, 2).astype(np.float64)",
)


@tiles.misconception("What is left over must be dropped before you reshape, or the values do not fit into the tiles.")
def _(image, size):
    return image.reshape(image.shape[0] // size, size, image.shape[1] // size, size).swapaxes(1, 2)


@tiles.misconception(
    "Your tiles stand in one long row. They are to keep their places: one axis for rows of tiles, one for columns."
)
def _(image, size):
    return tiles(image, size).reshape(-1, size, size)


tiles.hints(
    "How many rows of tiles fit? First cut the picture to a multiple of the size with a slice.",
    "Split each of the two axes where it stands: height becomes (rows of tiles, size), width becomes (columns of tiles, "
    "size). Which order do the four axes have now, and which is wanted?",
    "`cut.reshape(down, size, across, size).swapaxes(1, 2)`, where `down` and `across` count the tiles.",
)
tiles.explain(
    "Splitting an axis in two keeps the order of the values, so `reshape` may do it. Which of the four axes comes first is "
    "another matter, and only `swapaxes` or `transpose` changes that."
)

# -- clear_margin ------------------------------------------------------------------------------------------------------


@reference(may_modify=("images",))
def clear_margin(images, width):
    height, across = images.shape[1:]
    images[:, :width] = 0
    images[:, height - width :] = 0
    images[:, :, :width] = 0
    images[:, :, across - width :] = 0


clear_margin.example(images=np.array([[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]), width=1)
clear_margin.example(images=np.array([[[1, 2], [3, 4]]]), width=0)


@clear_margin.cases(n=12)
def _(rng, i):
    n, height, width = rng.integers(1, 4), rng.integers(2, 7), rng.integers(2, 7)
    margin = [0, 1, min(height, width) // 2][i % 3]
    images = rng.integers(1, 250, size=(n, height, width))
    return {"images": images.astype([np.uint8, np.float64][i % 2]), "width": margin}


@clear_margin.probe
def _(candidate, images, width):
    candidate(images, width)
    return images


@clear_margin.alternative
def _(images, width):
    inside = np.zeros(images.shape[1:], dtype=bool)
    inside[width : images.shape[1] - width, width : images.shape[2] - width] = True
    images *= inside


@clear_margin.alternative
def _(images, width):
    for k in range(width):
        for side in (k, -1 - k):
            images[:, side, :] = images[:, :, side] = 0


_NOTHING = (
    "The caller's array is as it was: you wrote into another one. Arithmetic and an index that is a list make a new array, "
    "and `images = …` only gives a name to something else. Assign to a slice of `images`."
)


@clear_margin.misconception(_NOTHING)
def _(images, width):
    images = images.copy()
    clear_margin(images, width)
    return images


@clear_margin.misconception(_NOTHING)
def _(images, width):
    mask = np.zeros(images.shape[1:])
    mask[width : images.shape[1] - width, width : images.shape[2] - width] = 1
    images = images * mask
    images[:, :width] = 0


clear_margin.misconception(
    "With a margin of 0 everything is gone: `-0` is 0, so `[-width:]` is then the whole axis. Count the start of the last "
    "rows and columns from the front.",
    "images[:, height - width :] = 0 → images[:, -width:] = 0",
    "images[:, :, across - width :] = 0 → images[:, :, -width:] = 0",
)
clear_margin.misconception(
    "You cleared the first and last pictures of the stack. Axis 0 counts pictures; their rows are axis 1.",
    "images[:, :width] = 0 → images[:width] = 0",
    "images[:, height - width :] = 0 → images[max(len(images) - width, 0) :] = 0",
)
clear_margin.misconception(
    "Only rows were cleared. The columns at the left and at the right, axis 2, belong to the margin too.",
    "images[:, :, :width] = 0 → pass",
    "images[:, :, across - width :] = 0 → pass",
)
clear_margin.misconception(
    "The last row and the last column stay: a slice ends before its stop, so one that stops at −1 leaves out the last. Without "
    "a stop it goes to the end.",
    "images[:, height - width :] = 0 → images[:, height - width : height - 1] = 0",
    "images[:, :, across - width :] = 0 → images[:, :, across - width : across - 1] = 0",
)
clear_margin.misconception(
    "Only the top and the left were cleared. A margin has four sides.",
    "images[:, height - width :] = 0 → pass",
    "images[:, :, across - width :] = 0 → pass",
)
clear_margin.misconception(
    "You cleared the inside and kept the margin.",
    "images[:, :width] = 0 → images[:, width : height - width, width : across - width] = 0",
    "images[:, height - width :] = 0 → pass",
    "images[:, :, :width] = 0 → pass",
    "images[:, :, across - width :] = 0 → pass",
)

clear_margin.hints(
    "`images[…] = 0` with a slice writes into the caller's array. Which four slices make up the margin?",
    "The first axis counts pictures, so begin each index with a colon. For the last rows, what does `-width:` mean when the width "
    "is 0?",
    "`images[:, :width] = 0` clears the top, `images[:, height - width:] = 0` the bottom; the same with one more colon for the "
    "columns.",
)
clear_margin.explain(
    "A slice is a view, so assigning to it changes the array of the caller. `height - width` is right for a width of 0 too, "
    "where `-width` would begin at the front."
)

# -- stretch_contrast --------------------------------------------------------------------------------------------------


@reference(role="repair")
def stretch_contrast(images):
    low = images.min(axis=(1, 2), keepdims=True)
    span = images.max(axis=(1, 2), keepdims=True) - low
    return (images - low) / np.where(span == 0, 1, span)


stretch_contrast.example(images=np.array([[[2.0, 4.0, 6.0]], [[5.0, 5.0, 9.0]]]))


@stretch_contrast.cases(n=10)
def _(rng, i):
    n, height, width = rng.integers(1, 4), rng.integers(1, 5), rng.integers(2, 5)
    images = rng.integers(-4, 30, size=(n, height, width)) / 4
    if i % 3 == 0:
        images[-1] = 3.5
    if i % 4 == 1:
        images /= 64  # less than 1 from the darkest to the brightest
    return {"images": images}


@stretch_contrast.probe
def _(candidate, images):
    result = candidate(images)
    return {"result": result, "the caller's array": images}


@stretch_contrast.alternative
def _(images):
    pixels = images.copy()
    for picture in pixels:
        picture -= picture.min()
        if picture.max() > 0:
            picture /= picture.max()
    return pixels


@stretch_contrast.alternative
def _(images):
    flat = images.reshape(len(images), -1).T
    moved = flat - flat.min(axis=0)
    top = moved.max(axis=0)
    return np.divide(moved, top, out=np.zeros_like(moved), where=top > 0).T.reshape(images.shape)


def _in_place(images):
    flat = images.reshape(len(images), -1)
    np.subtract(flat, flat.min(axis=1, keepdims=True), out=flat)
    np.divide(
        flat, np.where(np.ptp(flat, axis=1, keepdims=True) == 0, 1, np.ptp(flat, axis=1, keepdims=True)), out=flat
    )
    return images


stretch_contrast.misconception(
    "The result is right, and the caller's array is overwritten with it. `reshape`, `[:]` and `.view()` copy nothing, and a "
    "copy of the result comes too late: `-=` and `/=` have written into the argument by then."
)(_in_place)


@stretch_contrast.misconception(
    "The caller's array still loses its minimum: the subtraction writes into it, and your copy is made after that."
)
def _(images):
    result = stretch_contrast(images)
    images -= images.min(axis=(1, 2), keepdims=True)
    return result


stretch_contrast.misconception(
    "You scaled all pictures together. Each has its own darkest and brightest value.",
    "images.min(axis=(1, 2), keepdims=True) → images.min()",
    "images.max(axis=(1, 2), keepdims=True) → images.max()",
)
stretch_contrast.misconception(
    "A picture of one single value becomes NaN, zero divided by zero. It is to be 0 everywhere.",
    "np.where(span == 0, 1, span) → span",
)
stretch_contrast.misconception(
    "A picture whose values lie less than 1 apart is not stretched: a maximum with 1 replaces every smaller range. Only a range of "
    "exactly 0 must not be divided by.",
    "np.where(span == 0, 1, span) → np.maximum(span, 1)",
)
stretch_contrast.misconception(
    "You divided by the brightest value as it was before the darkest was taken off. The brightest has moved too.",
    "np.where(span == 0, 1, span) → np.where(span == 0, 1, span + low)",
)
stretch_contrast.misconception(
    "The darkest value has not moved to 0: the subtraction is gone from your result.",
    "(images - low) / np.where(span == 0, 1, span) → images / np.where(span == 0, 1, span)",
)

stretch_contrast.hints(
    "Which lines write into memory, and whose memory is it?",
    "`images.reshape(…)` is a view wherever it can be one. So `pixels -= …` changes `images`. Either own the numbers before "
    "you write, or do not write.",
    "`pixels = images.reshape(len(images), -1).copy()`; or `pixels = pixels - …`, which makes a new array.",
)
stretch_contrast.explain(
    "`reshape` returns a view of a contiguous array, and `-=` and `/=` write through it. Of an array that is not contiguous, such "
    "as a transpose, it has to make a copy, so the fault comes and goes with the caller. Arithmetic without `=` makes new arrays."
)
stretch_contrast.equivalent("1 → 2", because="where the span is zero, zero is divided, by whatever number")

# -- brighten ----------------------------------------------------------------------------------------------------------


@reference(check_dtype=True)
def brighten(image, amount):
    return np.clip(image.astype(np.int16) + amount, 0, 255).astype(np.uint8)


brighten.example(image=np.array([10, 100, 250], dtype=np.uint8), amount=20)
brighten.example(image=np.array([10, 100, 250], dtype=np.uint8), amount=-20)


@brighten.cases(n=14)
def _(rng, i):
    shape = [(4,), (3, 5), (2, 2, 3), (0, 3)][i % 4]
    amount = [rng.integers(1, 120), -rng.integers(1, 120), 0, 255, -255, 40, rng.integers(-255, 256)][i % 7]
    return {"image": rng.integers(0, 256, size=shape).astype(np.uint8), "amount": amount}


@brighten.alternative
def _(image, amount):
    # One entry for each of the 256 values that a byte can have.
    table = np.minimum(np.maximum(np.arange(256) + amount, 0), 255).astype(np.uint8)
    return table[image]


@brighten.alternative
def _(image, amount):
    # Cut first, so that nothing can overflow.
    if amount >= 0:
        return np.minimum(image, np.uint8(255 - amount)) + np.uint8(amount)
    return np.maximum(image, np.uint8(-amount)) - np.uint8(-amount)


brighten.misconception(
    "Values that leave 0 to 255 come back in at the other end. Adding in uint8 wraps round, and clipping afterwards comes too "
    "late: add in a wider type, clip there, and only then go back.",
    "np.clip(image.astype(np.int16) + amount, 0, 255) → (image.astype(np.int16) + amount)",
)
brighten.misconception(
    "Values that leave 0 to 255 come back in at the other end. Adding in uint8 wraps round, and clipping afterwards comes too "
    "late: add in a wider type, clip there, and only then go back.",
    "image.astype(np.int16) + amount → image + np.uint8(amount % 256)",
)
brighten.misconception(
    "You added in uint8: bright values wrap round to dark ones before anything is clipped, and a negative amount is refused. Add "
    "in a wider type, clip there, and only then go back.",
    "image.astype(np.int16) + amount → image + amount",
)
brighten.misconception(
    "You cut at 255 only. With a negative amount values fall below 0 and wrap round to bright ones.",
    "np.clip(image.astype(np.int16) + amount, 0, 255) → np.minimum(image.astype(np.int16) + amount, 255)",
)
brighten.misconception(
    "The values are right, but the result is wider than a byte. It is to be uint8 again.",
    "np.clip(image.astype(np.int16) + amount, 0, 255).astype(np.uint8) → np.clip(image.astype(np.int16) + amount, 0, 255)",
)
brighten.misconception(
    "The values are right, but the result is floats. It is to be uint8 again.",
    "np.clip(image.astype(np.int16) + amount, 0, 255).astype(np.uint8) → np.clip(image.astype(float) + amount, 0, 255)",
)
brighten.misconception(
    "You scaled the values. The same amount is to be added to each.",
    "image.astype(np.int16) + amount → image * (1 + amount / 255)",
)
brighten.misconception(
    "You set values that would leave the range to the value that they had. They are to become 255 or 0.",
    "np.clip(image.astype(np.int16) + amount, 0, 255) → "
    "np.where((image.astype(np.int16) + amount > 255) | (image.astype(np.int16) + amount < 0), image, image.astype(np.int16) + amount)",
)

brighten.hints(
    "In which type does the addition have to happen, so that no sum wraps round?",
    "Three steps in this order: to a wider integer type, add and clip, back to uint8.",
    "`np.clip(image.astype(np.int16) + amount, 0, 255).astype(np.uint8)`",
)
brighten.explain(
    "Sums lie between −255 and 510, which int16 holds. Clipped in that type, all of them fit in a byte again. "
    "`np.clip(image + amount, 0, 255)` clips what has wrapped round already, and finds nothing to clip."
)

# -- safe_to_brighten --------------------------------------------------------------------------------------------------

_NAMES = (
    "airplane-from-above",
    "allium-oreophilum",
    "black-canyon",
    "french-alpine-landscape",
    "locomotion-house-cat",
    "nagasaki-boats",
)


def _photo(name):
    return plt.imread(load_dataset("photos_cc0", f"{name}.jpg"))


@reference(role="decision")
def safe_to_brighten():
    places = ("airplane-from-above", "allium-oreophilum", "black-canyon")
    places += ("french-alpine-landscape", "locomotion-house-cat", "nagasaki-boats")
    stored = {place: plt.imread(load_dataset("photos_cc0", f"{place}.jpg")) for place in places}
    return [place for place, values in stored.items() if np.mean(values > 215) < 0.01]


@safe_to_brighten.probe
def _(candidate):
    named = candidate()
    # Any collection of names will do.
    return sorted(set(named)) if all(isinstance(name, str) for name in named) else list(named)


_TOO_MANY = (
    "You named a photograph in which a large part of the values would be cut. Its mean, or its darker parts, say nothing of "
    "that: count the values that 40 takes above 255."
)
_TOO_FEW = (
    "You left out a photograph in which hardly a value would be cut. A few stray bright ones do not matter: look at their "
    "share, and not at the brightest."
)


@safe_to_brighten.verify
def _(got, expected, inputs):
    if not set(got) <= set(_NAMES):
        return "Return a list of names, texts such as those in `names`."
    if set(got) - set(expected):
        return _TOO_MANY
    return _TOO_FEW if set(expected) - set(got) else None


@safe_to_brighten.alternative
def _():
    # All but the brightest hundredth have room above them.
    return {name for name in _NAMES if np.percentile(_photo(name), 99) + 40 <= 255}


@safe_to_brighten.alternative
def _():
    # What really comes out lower than it should.
    found = []
    for name in _NAMES:
        values = _photo(name).astype(int)
        if (values + 40 - np.clip(values + 40, 0, 255)).astype(bool).sum() < values.size / 500:
            found.append(name)
    return tuple(reversed(found))


@safe_to_brighten.misconception(
    "You went by the mean. A dark photograph with a bright sky loses the sky, and a grey one without white loses nothing: "
    "count the values that would be cut."
)
def _():
    return sorted(_NAMES, key=lambda name: _photo(name).mean())[:3]


@safe_to_brighten.misconception(
    "You went by the mean. A dark photograph with a bright sky loses the sky, and a grey one without white loses nothing: "
    "count the values that would be cut."
)
def _():
    return [name for name in _NAMES if _photo(name).mean() < 128]


@safe_to_brighten.misconception(
    "You named none. Each photograph has some value above 215; that is no reason, if there are only a few of them."
)
def _():
    return [name for name in _NAMES if _photo(name).max() <= 215]


@safe_to_brighten.misconception(
    "Your test cannot fail: a uint8 plus 40 wraps round and is never above 255. Compare the stored values with 215."
)
def _():
    return [name for name in _NAMES if ((_photo(name) + np.uint8(40)).astype(int) > 255).mean() < 0.01]


@safe_to_brighten.misconception(
    "Those are the photographs that lose much. The ones that lose next to nothing are asked for."
)
def _():
    return [name for name in _NAMES if (_photo(name) > 215).mean() > 0.01]


@safe_to_brighten.misconception(_TOO_FEW)
def _():
    return sorted(_NAMES, key=lambda name: _photo(name).mean())[:2]


@safe_to_brighten.misconception(_TOO_MANY)
def _():
    # By the middle value.
    return [name for name in _NAMES if np.median(_photo(name)) <= 215 - 40]


safe_to_brighten.hints(
    "Which stored values are cut when 40 is added?",
    "Those above 215. Is it their number, their share, or the mean of the photograph that decides?",
    "`(photo > 215).mean()` is the share that is lost. Print it for all six, and look for the gap.",
)
safe_to_brighten.explain(
    "The share of values above 215 is below one in a thousand for three of the photographs and above one in six for the other "
    "three: any threshold between gives the same list. The mean does not tell: the canyon is darker than the cat on average and has a "
    "bright sky. Nor does the maximum: each photograph has a speck above 215."
)
safe_to_brighten.equivalent(
    "np.mean(values > 215) < 0.01 → np.mean(values > 215) <= 0.01",
    "0.01 → 0.02",
    "values > 215 → values >= 215",
    "215 → 216",
    because="no share lies between one in a thousand and one in six, a level more or less",
)

# -- count_pairs -------------------------------------------------------------------------------------------------------


@reference(check_dtype=True)
def count_pairs(truth, guess, k):
    place = truth.astype(np.int64) * k + guess
    return np.bincount(place, minlength=k * k).reshape(k, k)


count_pairs.example(
    truth=np.array([0, 1, 1, 1, 2], dtype=np.uint8), guess=np.array([0, 2, 2, 1, 0], dtype=np.uint8), k=3
)


@count_pairs.cases(n=12)
def _(rng, i):
    k = [2, 5, 20, 1, 150, 10][i % 6]
    n = [0, 1, 30, 60][i % 4]
    kind = [np.uint8, np.int64, np.uint8][i % 3]
    truth, guess = rng.integers(0, k, size=(2, n)).astype(kind)
    return {"truth": truth, "guess": guess, "k": k}


@count_pairs.alternative
def _(truth, guess, k):
    counts = np.zeros((k, k), dtype=np.int64)
    np.add.at(counts, (truth, guess), 1)
    return counts


@count_pairs.alternative
def _(truth, guess, k):
    # The sum over rows of products of two indicators.
    is_true, is_guess = (np.equal.outer(np.arange(k), x).astype(np.float32) for x in (truth, guess))
    return (is_true @ is_guess.T).astype(np.int64)


@count_pairs.misconception(
    "A pair that occurs several times counts once: an index that is an array is read, raised and written back once for each "
    "place, however often it is named. `np.bincount` or `np.add.at` count every time."
)
def _(truth, guess, k):
    counts = np.zeros((k, k), dtype=np.int64)
    counts[truth, guess] += 1
    return counts


count_pairs.misconception(
    "Your table lies on its side: rows are the true labels, columns the guessed ones.",
    "truth.astype(np.int64) * k + guess → guess.astype(np.int64) * k + truth",
)


@count_pairs.misconception(
    "The place in the table has wrapped round: truth · k + guess was computed in the narrow type of the labels. Widen them before "
    "you multiply."
)
def _(truth, guess, k):
    place = (truth.astype(np.int64) * k + guess).astype(truth.dtype).astype(np.int64)
    return np.bincount(place, minlength=k * k)[: k * k].reshape(k, k)


count_pairs.misconception(
    "Those are shares. The table is to have counts, as int64.",
    "np.bincount(place, minlength=k * k).reshape(k, k) → np.bincount(place, minlength=k * k).reshape(k, k) / max(len(truth), 1)",
)
count_pairs.misconception(
    "The table ends with the last pair that occurs. Ask for k · k counts in any case: `minlength`.",
    "np.bincount(place, minlength=k * k).reshape(k, k) → np.bincount(place).reshape(k, k)",
)
count_pairs.misconception(
    "The counts are right, but they are floats. The table is to be int64.",
    "np.bincount(place, minlength=k * k).reshape(k, k) → np.bincount(place, minlength=k * k).reshape(k, k).astype(float)",
)


@count_pairs.misconception(
    "`np.histogram2d` laid its cells between the smallest and the largest label that occur, so counts slip where label 0 or "
    "k − 1 is absent. Say the range yourself, or count with `np.bincount`."
)
def _(truth, guess, k):
    return np.histogram2d(truth, guess, bins=k)[0].astype(np.int64)


@count_pairs.speed(at_most=25, advice="Give each pair one number, and let `np.bincount` count them.")
def _(rng):
    truth, guess = rng.integers(0, 3, size=(2, 200_000)).astype(np.uint8)
    return {"truth": truth, "guess": guess, "k": 3}


count_pairs.hints(
    "Two labels are one place in a table of k · k cells. Which number has cell (t, g), when cells are counted row by row?",
    "It is t · k + g. Mind the dtype in which you compute it: 29 · 30 does not fit in uint8. Then count how often each number occurs.",
    "`np.bincount(truth.astype(np.int64) * k + guess, minlength=k * k).reshape(k, k)`",
)
count_pairs.explain(
    "`reshape` counts cells row by row, so (t, g) is number t · k + g, and `bincount` counts numbers in compiled code. A uint8 "
    "times a Python number is uint8 again and would wrap round from k = 17 on. `np.add.at(table, (truth, guess), 1)` is right too."
)

# -- distances ---------------------------------------------------------------------------------------------------------


@reference(check_dtype=True)
def distances(queries, references):
    difference = queries[:, None, :].astype(np.float64) - references
    return (difference**2).sum(axis=2)


distances.example(
    queries=np.array([[250, 7], [0, 1]], dtype=np.uint8), references=np.array([[3, 4], [5, 1]], dtype=np.uint8)
)


@distances.cases(n=14)
def _(rng, i):
    n, m, d = rng.integers(1, 5), rng.integers(1, 6), rng.integers(1, 5)
    if i % 4 == 3:
        n = m = d = 3
    if i % 2:
        return {"queries": rng.normal(size=(n, d)), "references": rng.normal(size=(m, d)) + 0.25}
    return {
        "queries": rng.integers(0, 256, size=(n, d)).astype(np.uint8),
        "references": rng.integers(0, 256, size=(m, d)).astype(np.uint8),
    }


@distances.alternative
def _(queries, references):
    a, b = queries.astype(float), references.astype(float)
    return np.square(a).sum(axis=1, keepdims=True) + np.square(b).sum(axis=1) - 2 * a @ b.T


@distances.alternative
def _(queries, references):
    wide = references.astype(float)
    return np.array([[np.dot(row - other, row - other) for other in wide] for row in queries.astype(float)])


_WRAPPED = "The differences or their squares have wrapped round: they were computed in uint8. Go to float64 before you subtract."


def _as_stored(queries, references):
    return queries[:, None, :] - references


@distances.misconception(_WRAPPED)
def _(queries, references):
    return (_as_stored(queries, references) ** 2).sum(axis=2).astype(float)


@distances.misconception(_WRAPPED)
def _(queries, references):
    return (_as_stored(queries, references).astype(float) ** 2).sum(axis=2)


@distances.misconception(
    "In int16 the differences fit and their squares do not, and floats lose what is behind the point. Take float64."
)
def _(queries, references):
    return (_as_stored(queries.astype(np.int16), references.astype(np.int16)) ** 2).sum(axis=2).astype(float)


@distances.misconception(
    "You widened to whole numbers, which cuts off what stands behind the point of a float. The inputs may be float64: widen to that."
)
def _(queries, references):
    return distances(queries.astype(np.int64), references.astype(np.int64))


@distances.misconception("The values are right, but of uint8 you make whole numbers. The result is to be float64.")
def _(queries, references):
    found = distances(queries, references)
    return found.astype(np.int64) if queries.dtype == np.uint8 else found


distances.misconception(
    "You took the root. Squared distances are asked for.",
    "(difference**2).sum(axis=2) → np.sqrt((difference**2).sum(axis=2))",
)
distances.misconception(
    "You summed along the references. The axis that goes is the last, which counts the numbers of one row.",
    "(difference**2).sum(axis=2) → (difference**2).sum(axis=1)",
)
distances.misconception(
    "Your matrix lies on its side: a row for each query, a column for each reference.",
    "(difference**2).sum(axis=2) → (difference**2).sum(axis=2).T",
)
distances.misconception(
    "You took the mean over the numbers of a row. The squared distance is their sum.",
    "(difference**2).sum(axis=2) → (difference**2).mean(axis=2)",
)
distances.misconception(
    "You summed the absolute differences. The Euclidean distance squares them.",
    "(difference**2).sum(axis=2) → np.abs(difference).sum(axis=2)",
)

distances.hints(
    "Which shape has the array of all differences, a query with a reference, number by number?",
    "(n, m, d). Put an axis of length 1 into the queries, so that they meet each reference; and widen before you subtract.",
    "`queries[:, None, :].astype(np.float64) - references`, squared and summed over the last axis.",
)
distances.explain(
    "(n, 1, d) and (m, d) line up at the last axis: d matches d, 1 is stretched to m, and the missing axis to n. The cast comes "
    "before the subtraction: once a difference has wrapped round, no type brings it back."
)

# -- weighted_distances ------------------------------------------------------------------------------------------------


@reference(atol=1e-7)
def weighted_distances(queries, references, weights):
    of_queries = np.einsum("k,ik,ik->i", weights, queries, queries)
    of_references = np.einsum("k,jk,jk->j", weights, references, references)
    both = np.einsum("k,ik,jk->ij", weights, queries, references, optimize=True)
    return of_queries[:, None] + of_references - 2 * both


weighted_distances.example(
    queries=np.array([[1.0, 2.0], [0.0, 3.0]]),
    references=np.array([[3.0, 1.0], [1.0, 1.0]]),
    weights=np.array([2.0, 3.0]),
)


@weighted_distances.probe
def _(candidate, queries, references, weights):
    found = candidate(queries, references, weights)
    rng = np.random.default_rng(1)
    larger = rng.random((30, 60)), rng.random((40, 60)), rng.random(60)
    tracemalloc.start()
    try:
        candidate(*larger)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # How much was held at once, in arrays of n · m · d numbers, without what is a small part of one.
    return {"distances": found, "arrays of n · m · d numbers": most // (30 * 40 * 60 * 8)}


@weighted_distances.cases(n=12)
def _(rng, i):
    n, m, d = rng.integers(1, 5), rng.integers(1, 5), rng.integers(1, 5)
    if i % 3 == 0:
        n = m = 3
    weights = rng.uniform(0, 4, size=d)
    if i % 4 == 1:
        weights[0] = 0
    return {"queries": rng.normal(size=(n, d)), "references": rng.normal(size=(m, d)), "weights": weights}


@weighted_distances.alternative
def _(queries, references, weights):
    # Scale each pixel by the root of its weight: then it is the plain distance.
    a, b = queries * np.sqrt(weights), references * np.sqrt(weights)
    return (a * a).sum(axis=1)[:, None] + (b * b).sum(axis=1)[None, :] - 2 * a @ b.T


@weighted_distances.alternative
def _(queries, references, weights):
    # In terms of the middle of the references, where numbers are smaller.
    middle = references.mean(axis=0)
    a, b = queries - middle, references - middle
    return np.add.outer(a**2 @ weights, b**2 @ weights) - (2 * a * weights) @ b.T


weighted_distances.misconception(
    "The weights are missing in the mixed term. They multiply all three.",
    'np.einsum("k,ik,jk->ij", weights, queries, references, optimize=True) → queries @ references.T',
)
weighted_distances.misconception(
    "The weights have no effect. Each of the three sums has the factor w_k in it.",
    'np.einsum("k,ik,ik->i", weights, queries, queries) → np.einsum("ik,ik->i", queries, queries)',
    'np.einsum("k,jk,jk->j", weights, references, references) → np.einsum("jk,jk->j", references, references)',
    'np.einsum("k,ik,jk->ij", weights, queries, references, optimize=True) → queries @ references.T',
)
weighted_distances.misconception(
    "The weights are in the mixed term only. The sums of squares have the factor w_k too.",
    'np.einsum("k,ik,ik->i", weights, queries, queries) → np.einsum("ik,ik->i", queries, queries)',
    'np.einsum("k,jk,jk->j", weights, references, references) → np.einsum("jk,jk->j", references, references)',
)


@weighted_distances.misconception(
    "Your weights count twice: both factors of each product were multiplied by them. Weight one, or both by the root."
)
def _(queries, references, weights):
    return weighted_distances(queries, references, weights**2)


weighted_distances.misconception(
    "The mixed term has the factor 2 in front of it.",
    "2 * both → both",
)
weighted_distances.misconception(
    "The mixed term is subtracted. With a plus you have the squares of the sums.",
    "of_queries[:, None] + of_references - 2 * both → of_queries[:, None] + of_references + 2 * both",
)
weighted_distances.misconception(
    "The sums of the queries lie along the references: a sum of shape (n,) is stretched along the rows. It belongs in a "
    "column, one for each row of the result.",
    "of_queries[:, None] + of_references - 2 * both → of_queries + of_references - 2 * both",
)
weighted_distances.misconception(
    "You took the root. The formula has the squared distance.",
    "of_queries[:, None] + of_references - 2 * both → "
    "np.sqrt(np.maximum(of_queries[:, None] + of_references - 2 * both, 0))",
)


_ALL_AT_ONCE = (
    "The distances are right, but the array of all differences was made on the way, with n · m · d numbers. Compute the three sums "
    "of the formula instead."
)


@weighted_distances.misconception(_ALL_AT_ONCE)
def _(queries, references, weights):
    return (weights * (queries[:, None, :] - references) ** 2).sum(axis=2)


@weighted_distances.misconception(_ALL_AT_ONCE)
def _(queries, references, weights):
    difference = queries[:, None, :] - references
    return np.einsum("ijk,ijk,k->ij", difference, difference, weights)


weighted_distances.hints(
    "The right side of the formula has three sums. Which shape has each?",
    "`k,ik,ik->i` is the first: for each i the sum over k of w, a and a. Write the other two in the same way, and say which becomes a "
    "column.",
    '`np.einsum("k,ik,jk->ij", weights, queries, references, optimize=True)` is the mixed term; the result is '
    "`first[:, None] + second - 2 * mixed`.",
)
weighted_distances.explain(
    "The letters are the indices of the formula. The large array of differences is never made: the mixed term is a matrix product. "
    "The price is a little precision where two rows nearly agree, because large numbers cancel."
)
weighted_distances.equivalent(
    "np.einsum('k,ik,jk->ij', weights, queries, references, optimize=True) → "
    "np.einsum('k,ik,jk->ij', weights, queries, references)",
    "True → False",
    because="the order of the factors changes the time, and the time without it is still accepted",
)

# -- blur --------------------------------------------------------------------------------------------------------------


@reference
def blur(images, size):
    reach = size // 2
    padded = np.pad(images.astype(np.float64), ((0, 0), (reach, reach), (reach, reach)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return windows.mean(axis=(3, 4))


blur.example(images=np.array([[[0, 9, 0], [0, 90, 0]]], dtype=np.uint8), size=3)


@blur.cases(n=12)
def _(rng, i):
    n, height, width = rng.integers(1, 4), rng.integers(2, 6), rng.integers(2, 6)
    images = rng.integers(0, 256, size=(n, height, width)).astype(np.uint8)
    if i % 3 == 1:
        images = images / 8
    return {"images": images, "size": [3, 1, 5, 3][i % 4]}


@blur.alternative
def _(images, size):
    # The picture moved to every place of the window, one after the other.
    reach, (n, height, width) = size // 2, images.shape
    total, wide = np.zeros((n, height, width)), np.pad(images, ((0, 0), (reach, reach), (reach, reach))).astype(float)
    for down in range(size):
        for across in range(size):
            total += wide[:, down : down + height, across : across + width]
    return total / size**2


@blur.alternative
def _(images, size):
    # Running sums: the sum of a window is a difference of two of them, along one axis and then along the other.
    found = images.astype(float)
    for axis in (1, 2):
        room = [(0, 0)] * 3
        room[axis] = (size // 2 + 1, size // 2)
        sums = np.moveaxis(np.pad(found, room).cumsum(axis=axis), axis, 0)
        found = np.moveaxis((sums[size:] - sums[:-size]) / size, 0, axis)
    return found


blur.misconception(
    "Your pictures have shrunk: windows that reach over the border are missing. Pad with zeros first.",
    "np.pad(images.astype(np.float64), ((0, 0), (reach, reach), (reach, reach))) → images.astype(np.float64)",
)
blur.misconception(
    "Beyond the border you repeated the last values. Zeros lie there.",
    "np.pad(images.astype(np.float64), ((0, 0), (reach, reach), (reach, reach))) → "
    'np.pad(images.astype(np.float64), ((0, 0), (reach, reach), (reach, reach)), mode="edge")',
)
blur.misconception(
    "Beyond the border you mirrored the picture. Zeros lie there.",
    "np.pad(images.astype(np.float64), ((0, 0), (reach, reach), (reach, reach))) → "
    'np.pad(images.astype(np.float64), ((0, 0), (reach, reach), (reach, reach)), mode="symmetric")',
)
blur.misconception(
    "You summed the window. The mean divides by size².",
    "windows.mean(axis=(3, 4)) → windows.sum(axis=(3, 4))",
)


@blur.misconception(
    "Black pictures were added before the first and after the last: `np.pad` with one number widens every axis. The axis that "
    "counts pictures gets none."
)
def _(images, size):
    black = np.zeros((size // 2, *images.shape[1:]))
    return np.concatenate([black, blur(images, size), black])


@blur.misconception(
    "At the border you divided by the values that lie inside. The zeros beyond count too: divide by size²."
)
def _(images, size):
    return blur(images, size) / blur(np.ones(images.shape), size)


@blur.misconception(
    "You added up in the dtype of the pictures, and a sum of bytes wraps round. Make the array that collects the sums float64."
)
def _(images, size):
    total = (
        np.rint(blur(images, size) * size**2).astype(np.uint8)
        if images.dtype == np.uint8
        else blur(images, size) * size**2
    )
    return total / size**2


@blur.misconception(
    "At the border the values are as they were: you took only the windows that lie inside. Pad with zeros, so that each value has one."
)
def _(images, size):
    reach, (height, width) = size // 2, images.shape[1:]
    result = images.astype(float)
    inside = (slice(None), slice(reach, max(height - reach, reach)), slice(reach, max(width - reach, reach)))
    result[inside] = blur(images, size)[inside]
    return result


@blur.misconception("You averaged along the columns alone. The window has two axes.")
def _(images, size):
    return blur(images.repeat(size, axis=1), size)[:, size // 2 :: size] if size > 1 else images.astype(float)


blur.misconception(
    "You took the median of each window. The mean is asked for.",
    "windows.mean(axis=(3, 4)) → np.median(windows, axis=(3, 4))",
)
blur.misconception(
    "You took the largest value of each window. The mean is asked for.",
    "windows.mean(axis=(3, 4)) → windows.max(axis=(3, 4))",
)
blur.misconception(
    "The means are right, but you cut off what lies behind the point. The result is float64.",
    "windows.mean(axis=(3, 4)) → np.floor(windows.mean(axis=(3, 4)))",
)

blur.hints(
    "At the border a window reaches outside. What lies there, and how many rows and columns of it are needed?",
    "`np.pad` with `size // 2` zeros on each side of the last two axes, none on the first. `sliding_window_view` with "
    "`axis=(1, 2)` puts the two axes of the window last.",
    "`sliding_window_view(padded, (size, size), axis=(1, 2)).mean(axis=(3, 4))`",
)
blur.explain(
    "The view has shape (n, height, width, size, size) and the memory of the padded pictures: two more axes with the strides of the "
    "old ones. The mean over the window is then a mean over axes."
)

# -- simulate_scores ---------------------------------------------------------------------------------------------------


@reference
def simulate_scores(rate, n, runs, seed):
    generator = np.random.default_rng(seed)
    return (generator.random((runs, n)) < rate).mean(axis=1)


simulate_scores.example(rate=0.5, n=4, runs=2, seed=0)


@simulate_scores.cases(n=12)
def _(rng, i):
    n, runs = rng.integers(1, 30), rng.integers(1, 8)
    if i % 3 == 0:
        n = runs = rng.integers(4, 9)
    rate = [rng.uniform(0.2, 0.8), 0.75, 0.5, 1.0, 0.25, 0.0][i % 6]
    return {"rate": rate, "n": n, "runs": runs, "seed": rng.integers(1000)}


@simulate_scores.alternative
def _(rate, n, runs, seed):
    generator, shares = np.random.default_rng(seed), []
    for _ in range(runs):
        shares.append(np.count_nonzero(generator.random(n) < rate) / n)
    return np.array(shares)


@simulate_scores.alternative
def _(rate, n, runs, seed):
    drawn = np.random.Generator(np.random.PCG64(seed)).random(n * runs)
    return np.add.reduceat(drawn < rate, np.arange(0, n * runs, n), dtype=float) / n


@simulate_scores.misconception(
    "All your runs are the same: a new generator with the same seed begins again in each. Make it once, before the runs."
)
def _(rate, n, runs, seed):
    return np.array([(np.random.default_rng(seed).random(n) < rate).mean() for _ in range(runs)])


@simulate_scores.misconception(
    "Each run has a seed of its own. One generator is to make all numbers: the second run goes on where the first has ended."
)
def _(rate, n, runs, seed):
    return np.array([(np.random.default_rng(seed + k).random(n) < rate).mean() for k in range(runs)])


@simulate_scores.misconception(
    "Those are the numbers of NumPy's old random state, as `np.random.seed` sets it. `default_rng` makes others from the same seed."
)
def _(rate, n, runs, seed):
    return (np.random.RandomState(seed).random_sample((runs, n)) < rate).mean(axis=1)


simulate_scores.misconception(
    "Your runs go across the stream: the first n numbers are to be the first run, and you dealt them out to all runs in turn.",
    "(generator.random((runs, n)) < rate).mean(axis=1) → (generator.random((n, runs)) < rate).mean(axis=0)",
)
simulate_scores.misconception(
    "You averaged over the runs, which gives a number for each digit. A score is the mean over the digits of one run.",
    "(generator.random((runs, n)) < rate).mean(axis=1) → (generator.random((runs, n)) < rate).mean(axis=0)",
)
simulate_scores.misconception(
    "You counted the digits that are read wrongly. A number less than `rate` is a right one.",
    "generator.random((runs, n)) < rate → generator.random((runs, n)) > rate",
)
simulate_scores.misconception(
    "Those are counts. A score is a share: divide by n.",
    "(generator.random((runs, n)) < rate).mean(axis=1) → (generator.random((runs, n)) < rate).sum(axis=1)",
)
simulate_scores.misconception(
    "The binomial distribution is the right one, but it uses up the stream in another way. Draw a number for each digit with "
    "`random`.",
    "(generator.random((runs, n)) < rate).mean(axis=1) → generator.binomial(n, rate, size=runs) / n",
)

simulate_scores.hints(
    "How many numbers are needed in all, and in what shape do they lie in the order that the docstring wants?",
    "One generator, made once. `generator.random((runs, n))` fills its rows one after the other.",
    "`(np.random.default_rng(seed).random((runs, n)) < rate).mean(axis=1)`",
)
simulate_scores.explain(
    "A uniform number is less than `rate` with probability `rate`. An array is filled row by row, so each row is a run, and the mean of "
    "its booleans is the share of the right ones. The generator is made once: its state is what makes the next run differ."
)
simulate_scores.equivalent(
    "generator.random((runs, n)) < rate → generator.random((runs, n)) <= rate",
    because="a number that the generator draws does not equal any of these rates",
)

# -- read_digits -------------------------------------------------------------------------------------------------------

AT_MOST = 0.95
_BY_CHANCE = (
    "Two calls with the same arguments read different digits. Random numbers must come from a generator with a fixed seed, made "
    "inside the function."
)
_PLACES = "Some of your answers are above 9. They look like places in the array of known digits: the digit that is there stands in `labels`."
_FEW = "You read fewer than half of the held-out digits."
_NOT_ENOUGH = "On the held-out digits you make more than 0.95 times the errors of the plain search."


@reference(role="open", kept_back=("answers",), time_limit=30)
def read_digits(images, labels, queries):
    soft, wanted = (blur(part, 3).reshape(len(part), 784) for part in (images, queries))
    return labels[weighted_distances(wanted, soft, np.ones(784)).argmin(axis=1)]


def _squared(left, right):
    left, right = (part.reshape(len(part), -1).astype(float) for part in (left, right))
    return (left**2).sum(axis=1)[:, None] + (right**2).sum(axis=1) - 2 * left @ right.T


def _plainly(images, labels, queries):
    return labels[_squared(queries, images).argmin(axis=1)]


def _upright(images):
    """Each digit with its centre in the middle and its lean taken out: rows moved sideways, by whole pixels."""
    rows, columns = np.mgrid[:28, :28]
    found = np.zeros(images.shape)
    for k, image in enumerate(images.astype(float)):
        total = image.sum()
        row, column = (image * rows).sum() / total, (image * columns).sum() / total
        lean = (image * (rows - row) * (columns - column)).sum() / (image * (rows - row) ** 2).sum()
        from_row = np.rint(rows + row - 13.5).astype(int)
        from_column = np.rint(columns + column - 13.5 + lean * (rows - 13.5)).astype(int)
        found[k] = image[from_row.clip(0, 27), from_column.clip(0, 27)]
    return found


def _moved(images, move):
    """All pictures moved down and across by whole pixels. The four outer rows and columns are nearly always empty."""
    return np.roll(images, move, axis=(1, 2))


@read_digits.probe
def _(candidate, known, move, queries):
    every = load_dataset("mnist10k")
    # Small cases name their queries by their rows in the data.
    queries = every["images"][queries] if np.ndim(queries) == 1 else queries
    arguments = _moved(every["images"][known], move), every["labels"][known], queries
    return {"digits": np.asarray(candidate(*arguments)), "again": np.asarray(candidate(*arguments))}


@read_digits.verify
def _(got, expected, inputs):
    answers, again = inputs["answers"], got["again"]
    got = got["digits"]
    if not np.array_equal(got, again):
        return _BY_CHANCE
    if got.shape != answers.shape:
        return f"The result has shape {got.shape}, expected {answers.shape}: one digit for each query."
    if got.dtype.kind not in "iu":
        return "The result is to be whole numbers, the digits themselves."
    if got.max() > 9:
        return _PLACES
    if 2 * np.count_nonzero(got == answers) < len(answers):
        return _FEW
    if len(answers) > 100 and np.count_nonzero(got != answers) > AT_MOST * _plain_errors(inputs):
        return _NOT_ENOUGH
    return None


def _plain_errors(inputs):
    """How many queries the plain search reads wrongly."""
    every, known = load_dataset("mnist10k"), inputs["known"]
    found = _plainly(_moved(every["images"][known], inputs["move"]), every["labels"][known], inputs["queries"])
    return np.count_nonzero(found != inputs["answers"])


def _drawn(known, asked, move):
    every = load_dataset("mnist10k")
    return {
        "known": known,
        "move": move,
        "queries": _moved(every["images"][asked], move),
        "answers": every["labels"][asked],
    }


# The uint8 program takes all three for a 1.
read_digits.example(known=[88, 152, 64, 119, 299, 0], move=(0, 0), queries=[143, 173, 241], answers=np.array([2, 1, 7]))


@read_digits.cases(n=1)
def _(rng):
    # Draws in which a blur hardly helps are luck, and drawn again.
    every = load_dataset("mnist10k")
    while True:
        rows = rng.permutation(10_000)[:1100].tolist()
        inputs = _drawn(rows[:500], rows[500:], tuple(rng.choice([-2, -1, 1, 2], size=2).tolist()))
        known = _moved(every["images"][rows[:500]], inputs["move"])
        blurred = read_digits(known, every["labels"][rows[:500]], inputs["queries"])
        if np.count_nonzero(blurred != inputs["answers"]) <= 0.85 * _plain_errors(inputs):
            return inputs


@read_digits.alternative
def _(images, labels, queries):
    return labels[_squared(_upright(queries), _upright(images)).argmin(axis=1)]


@read_digits.alternative
def _(images, labels, queries):
    return labels[_squared(blur(_upright(queries), 3), blur(_upright(images), 3)).argmin(axis=1)]


@read_digits.alternative
def _(images, labels, queries):
    # Each query moved by a pixel in all directions; the best match counts.
    known = blur(images, 3)
    moves = [np.roll(queries, (down, across), axis=(1, 2)) for down in (-1, 0, 1) for across in (-1, 0, 1)]
    return labels[np.min([_squared(blur(moved, 3), known) for moved in moves], axis=0).argmin(axis=1)]


@read_digits.misconception(
    "You compared in uint8, where differences and their squares wrap round: the program from the beginning. Widen before you subtract."
)
def _(images, labels, queries):
    flat = images.reshape(len(images), -1)
    return labels[[((flat - query) ** 2).sum(axis=1).argmin() for query in queries.reshape(len(queries), -1)]]


@read_digits.misconception(_PLACES)
def _(images, labels, queries):
    # The place of the digit instead of the digit.
    return _squared(queries, images).argmin(axis=1)


@read_digits.misconception(_FEW)
def _(images, labels, queries):
    # The digit that is known most often, for all.
    return np.full(len(queries), np.bincount(labels).argmax())


@read_digits.misconception(
    "You compared with the mean picture of each digit. The mean of many writings looks like none of them: it is read worse than "
    "with the single nearest digit."
)
def _(images, labels, queries):
    # A digit that nobody has written is far from all.
    means = [images[labels == digit].mean(axis=0) if digit in labels else np.full((28, 28), 1e6) for digit in range(10)]
    means = np.array(means)
    return _squared(queries, means).argmin(axis=1)


read_digits.misconception(_NOT_ENOUGH)(_plainly)


@read_digits.misconception(_NOT_ENOUGH)
def _(images, labels, queries):
    # A vote of the five nearest.
    near = labels[_squared(queries, images).argsort(axis=1, kind="stable")[:, :5]]
    return np.array([np.bincount(row, minlength=10).argmax() for row in near])


read_digits.hints(
    "Which of two writings of the same digit are far apart, pixel by pixel, although they look alike? Those that are a little moved, "
    "thicker or leaning.",
    "`blur` makes near misses count as near; that passes. Better still: bring each digit to the middle and upright before "
    "you compare, by its centre of ink and the lean of its rows.",
    "`blur(images, 3)` and `blur(queries, 3)`, reshaped to rows, `weighted_distances` with weights 1, and the label of the nearest. "
    "For the lean: how far the centre of ink moves to the side for each row down.",
)
read_digits.explain(
    "The distance compares pixel with pixel, so a stroke that is one pixel off counts as another stroke. A blur spreads it, and about one "
    "error in six goes. Setting digits upright takes out what writers differ in most, and with both about 40 % of the errors go."
)
# -- quizzes -----------------------------------------------------------------------------------------------------------

axis_gone = choice(
    "S",
    why={
        "P": "Only one axis has gone here, the first: that is the sum over axis 0.",
        "Q": "Two axes have gone, the first two. Which one is to stay, and how long is it?",
        "R": "Only one axis has gone here, the last: that is the sum over axis 2.",
    },
    because="The axes that are named are summed over and go; axis 0 stays, of length 4. In the program squared has shape (1000, 28, 28), and one number is left for each known digit.",
)
shared = choice(
    "nothing",
    why={
        "its first five pictures": "images begins with the picture at known[0], and it is not a view of anything.",
        "the five at known[:5]": "They were copied: an index that is an array of places gives a copy, however it is written to.",
        "all thousand at known": "images[:5] = 0 writes into five pictures of images, and images is a copy.",
    },
    because='digits["images"][known] is indexed with an array, so images is a copy with numbers of its own.',
)
widened = choice(
    "hardly any",
    why={
        "nearly all": "The differences fit now, but not their squares: 200² is 40,000, and int16 ends at 32,767.",
        "about half": "The larger the difference, the more its square wraps, and now it can become negative.",
        "as many as before": "Before, squares became small at random. Now large ones become negative, which is worse.",
    },
    because="Squares above 32,767 become negative, so the least sum belongs to pictures that differ most.",
)
top_right = choice(
    "7",
    why={
        "−2": "For that the column would have to begin with 1. Look at its numbers in the explorer.",
        "−29": "For that the row would have to hold the tens. Look at the numbers in the explorer.",
        "nothing: it fails": "The row has no first axis and is stretched along it; the column has length 1 and is stretched too.",
    },
    because="The column has 10 in its first row, the row has 3 in its last column, and all pairs are subtracted: nine numbers.",
)
stepped = choice(
    "S",
    why={
        "P": "Here the long stride stands last: rows and columns have changed places, as in the transpose.",
        "Q": "Within a row every second value is left out here. `flat[::2]` leaves out rows.",
        "R": "Those are the strides of flat itself. A slice copies nothing: the next row that is kept is two rows on.",
    },
    because="flat has rows of 784 bytes, one for each value. From one row that is kept to the next it is 2 · 784, within a row still 1.",
)
by_chance = choice(
    "15 points in 100",
    why={
        "2 points in 100": "That is about one standard deviation of a score of 300 digits. Extremes of 10,000 lie farther out.",
        "5 points in 100": "Some two and a half standard deviations: half a dozen scores would already spread as widely.",
        "40 points in 100": "With thirty digits in place of 300 it would be so.",
    },
    because="A score of 300 digits has a standard deviation of nearly 2 points, and the extremes of 10,000 lie almost 4 of them out.",
)
