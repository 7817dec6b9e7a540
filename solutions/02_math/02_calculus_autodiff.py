"""Solutions of 02_math/02_calculus_autodiff: Calculus and automatic differentiation."""

import numpy as np
import torch

from workbench.authoring import choice, reference

# -- numerical_gradient ------------------------------------------------------------------------------------------------


@reference(rtol=1e-5, atol=1e-7)
def numerical_gradient(f, x, h=1e-5):
    slopes = np.zeros(x.shape)
    for k in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[k] += h
        down[k] -= h
        slopes[k] = (f(up) - f(down)) / (2 * h)
    return slopes


def _cubes(x):
    return float((x**3).sum())


def _coupled(x):
    # Every entry is coupled to the next and has a factor of its own.
    flat = np.ravel(x)
    return float((flat * np.roll(flat, 1) ** 2 * np.arange(1, flat.size + 1)).sum() + np.sin(flat[0]))


def _steep(x):
    return float(np.exp(2 * np.ravel(x)[-1]) + 3 * np.sum(x))


# With a step of ½ the error of each kind of difference shows: 12 + ¼ and 3 + ¼ by central ones.
numerical_gradient.example(f=_cubes, x=np.array([2.0, -1.0]), h=0.5)


@numerical_gradient.cases(n=14)
def _(rng, i):
    shape = [(1,), (3,), (2, 3), (4,), (3, 1), (2, 2, 2), ()][i % 7]
    inputs = {"f": [_coupled, _steep][i % 2], "x": np.asarray(rng.normal(size=shape))}
    return inputs | ({"h": rng.uniform(0.05, 0.3)} if i % 3 else {})


@numerical_gradient.alternative
def _(f, x, h=1e-5):
    shifts = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + shift) - f(x - shift)) / h / 2 for shift in shifts]).reshape(x.shape)


numerical_gradient.misconception(
    "That is the forward difference. A central one takes a value on each side, and its error is far smaller.",
    "(f(up) - f(down)) / (2 * h) → (f(up) - f(x)) / h",
)
numerical_gradient.misconception(
    "That is the backward difference. A central one takes a value on each side, and its error is far smaller.",
    "(f(up) - f(down)) / (2 * h) → (f(x) - f(down)) / h",
)
numerical_gradient.misconception(
    "You divided by h, but the two values lie 2h apart.",
    "(f(up) - f(down)) / (2 * h) → (f(up) - f(down)) / h",
)
numerical_gradient.misconception(
    "You multiplied by h where you meant to divide: `/ 2 * h` is read from left to right.",
    "(f(up) - f(down)) / (2 * h) → (f(up) - f(down)) / 2 * h",
)
numerical_gradient.misconception(
    "You moved all entries at once. A partial derivative moves one of them while the others stay.",
    "up[k] += h → up += h",
    "down[k] -= h → down -= h",
)
numerical_gradient.misconception(
    "You subtracted the values the other way round, and so turned the sign of each derivative.",
    "(f(up) - f(down)) / (2 * h) → (f(down) - f(up)) / (2 * h)",
)
numerical_gradient.misconception(
    "You used a step of your own. The step is the argument `h`, and the cases give various ones.",
    "up[k] += h → up[k] += 1e-5",
    "down[k] -= h → down[k] -= 1e-5",
    "(f(up) - f(down)) / (2 * h) → (f(up) - f(down)) / (2 * 1e-5)",
)


@numerical_gradient.misconception(
    "You did not put an entry back before you moved the next one, so each derivative is taken at another place."
)
def _(f, x, h=1e-5):
    slopes, up, down = np.zeros(x.shape), x.copy(), x.copy()
    for k in np.ndindex(x.shape):
        up[k] += h
        down[k] -= h
        slopes[k] = (f(up) - f(down)) / (2 * h)
    return slopes


@numerical_gradient.misconception(
    "You did not put an entry back before you moved the next one, so each derivative is taken at another place."
)
def _(f, x, h=1e-5):
    slopes, moved = np.zeros(x.shape), x.copy()
    for k in np.ndindex(x.shape):
        moved[k] += h
        high = f(moved)
        moved[k] -= 2 * h
        slopes[k] = (high - f(moved)) / (2 * h)
    return slopes


numerical_gradient.hints(
    "For one entry: which two places does the formula need, and what is the same in both?",
    "Go through the entries with `np.ndindex(x.shape)`. Copy x twice, move one entry up in one copy and down in the other.",
    "`slopes[k] = (f(up) - f(down)) / (2 * h)`, where `up[k] += h` and `down[k] -= h` were done on fresh copies.",
)
numerical_gradient.explain(
    "Each partial derivative moves one entry and leaves the others, so d entries take 2d evaluations. Copies keep the "
    "caller's array, and rounding does not pile up as it would by adding and subtracting h in place."
)

# -- taylor_coefficients -----------------------------------------------------------------------------------------------


@reference(time_limit=30)
def taylor_coefficients(formula, a, n):
    import sympy

    x = sympy.Symbol("x")
    f, found = sympy.sympify(formula), []
    for k in range(n + 1):
        found.append(float(f.subs(x, a)) / float(sympy.factorial(k)))
        f = sympy.diff(f, x)
    return np.array(found)


# Derivatives 3, 5, 6, 6: the coefficients are 3, 5, 3, 1.
taylor_coefficients.example(formula="x**3 + 2*x", a=1.0, n=3)


@taylor_coefficients.cases(n=8)
def _(rng, i):
    formula = [
        "exp(x)*sin(x)",
        "1/(2 + x)",
        "log(3 + x)",
        "exp(sin(2*x))",
        "cos(x)**2",
        "x**2 - 5",
        "sqrt(4 + x)",
        "7 + 0*x",
    ][i]
    return {"formula": formula, "a": float(rng.integers(1, 6)) / 4, "n": [4, 6, 3, 3, 5, 4, 0, 2][i]}


@taylor_coefficients.alternative
def _(formula, a, n):
    import sympy

    x, t = sympy.symbols("x t")
    moved = sympy.sympify(formula).subs(x, sympy.nsimplify(a) + t)
    return np.array([float(sympy.diff(moved, t, k).subs(t, 0) / sympy.factorial(k)) for k in range(n + 1)])


@taylor_coefficients.alternative
def _(formula, a, n):
    import math

    import sympy

    x = sympy.Symbol("x")
    derivatives = [sympy.sympify(formula)]
    while len(derivatives) <= n:
        derivatives.append(derivatives[-1].diff(x))
    return np.array([sympy.lambdify(x, each, "math")(a) / math.factorial(k) for k, each in enumerate(derivatives)])


taylor_coefficients.misconception(
    "Those are the derivatives. The coefficient of the k-th power is the k-th derivative divided by k!.",
    "float(f.subs(x, a)) / float(sympy.factorial(k)) → float(f.subs(x, a))",
)
taylor_coefficients.misconception(
    "You divided by k and not by k!: differentiating the k-th power k times leaves the product of all numbers up to k.",
    "float(f.subs(x, a)) / float(sympy.factorial(k)) → float(f.subs(x, a)) / max(k, 1)",
)
taylor_coefficients.misconception(
    "You expanded at 0. The derivatives are to be taken at `a`, and the powers are those of x − a.",
    "f.subs(x, a) → f.subs(x, 0)",
)
taylor_coefficients.misconception(
    "One coefficient is missing at the end: degree n has n + 1 of them, from 0 to n.",
    "n + 1 → n",
)
taylor_coefficients.misconception(
    "Your coefficients begin with the highest power. c_0 stands first.",
    "np.array(found) → np.array(found[::-1])",
)
taylor_coefficients.misconception(
    "You left out c_0, the value of the function itself, and began with the first derivative.",
    "range(n + 1) → range(1, n + 2)",
    "sympy.sympify(formula) → sympy.diff(sympy.sympify(formula), x)",
)


@taylor_coefficients.misconception(
    "You multiplied out into powers of x. The coefficients wanted are those of powers of x − a."
)
def _(formula, a, n):
    powers_of_x = np.zeros(n + 1)
    for c in taylor_coefficients(formula, a, n)[::-1]:
        powers_of_x = np.concatenate([[0.0], powers_of_x[:-1]]) - a * powers_of_x
        powers_of_x[0] += c
    return powers_of_x


taylor_coefficients.hints(
    "What do you get when you differentiate c_k (x − a)^k k times, and put x = a?",
    "Make the formula once with sympify; put a into it, then differentiate it, and again, n times.",
    "In a loop over k: append `float(f.subs(x, a)) / factorial(k)`, then `f = sympy.diff(f, x)`.",
)
taylor_coefficients.explain(
    "Differentiated k times at a, the polynomial keeps only k!·c_k, because lower powers are gone and higher ones still have "
    "a factor x − a. So c_k is the k-th derivative over k!."
)

# -- chain_derivative --------------------------------------------------------------------------------------------------

PARTS = {
    "sin": (np.sin, np.cos),
    "exp": (np.exp, np.exp),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    "square": (np.square, lambda x: 2 * x),
    "halve": (lambda x: x / 2, lambda x: 0.5),
}


@reference
def chain_derivative(names, x):
    slope = 1.0
    for name in names:
        function, derivative = PARTS[name]
        slope = slope * derivative(x)
        x = function(x)
    return float(slope)


chain_derivative.example(names=("square", "sin"), x=3.0)
chain_derivative.example(names=(), x=2.0)


@chain_derivative.cases(n=16)
def _(rng, i):
    many = [1, 2, 2, 3, 3, 4, 5, 2][i % 8]
    names = rng.choice(["sin", "tanh", "square", "halve", "sin", "exp"], size=many)
    if i % 4 == 0 and many > 1:
        names[-2:] = names[0]
    if (names == "exp").sum() > 1 or ("square" in names and "exp" in names):
        names[names == "exp"] = "tanh"
    return {"names": tuple(str(name) for name in names), "x": rng.uniform(0.3, 1.5) * [1, -1][i % 2]}


@chain_derivative.alternative
def _(names, x):
    # From the outside in, as reverse mode does: all values first.
    values = [x]
    for name in names:
        values.append(PARTS[name][0](values[-1]))
    back = 1.0
    for name, value in zip(reversed(names), reversed(values[:-1]), strict=True):
        back *= PARTS[name][1](value)
    return float(back)


@chain_derivative.alternative
def _(names, x):
    if not names:
        return 1.0
    first, *rest = names
    return float(PARTS[first][1](x) * chain_derivative(tuple(rest), PARTS[first][0](x)))


chain_derivative.misconception(
    "You took every derivative at x. Each factor is taken where its own function is evaluated, at the result of those before.",
    "x = function(x) → pass",
)
chain_derivative.misconception(
    "You evaluated each function before its derivative, so each factor is taken at the function's result and not at its input.",
    "slope = slope * derivative(x) → pass",
    "x = function(x) → x = function(x); slope = slope * derivative(x)",
)
chain_derivative.misconception(
    "You added the factors. Moves are multiplied on their way through a chain; sums belong to several paths.",
    "slope * derivative(x) → slope + derivative(x)",
)
chain_derivative.misconception(
    "You added the factors. Moves are multiplied on their way through a chain; sums belong to several paths.",
    "slope * derivative(x) → slope + derivative(x)",
    "1.0 → 0.0 if names else 1.0",
)
chain_derivative.misconception(
    "You began the product with x. It begins with 1, the factor of no function at all.",
    "1.0 → x",
)
chain_derivative.misconception(
    "You applied the functions in the opposite order: the first name is applied first.",
    "names → names[::-1]",
)
chain_derivative.misconception(
    "That is the derivative of the last function alone. What comes before it has its factor too.",
    "slope * derivative(x) → derivative(x)",
)
chain_derivative.misconception(
    "You put x through the derivatives, one after the other. The product of the factors is wanted.",
    "x = function(x) → x = derivative(x)",
    "slope * derivative(x) → derivative(x)",
)
chain_derivative.misconception(
    "That is the value of the composition, not its derivative.",
    "float(slope) → float(x)",
)

chain_derivative.hints(
    "By which factor does the first function multiply a small move? Where does the second one get its input from?",
    "Keep two things in a loop: the value so far and the product so far.",
    "For each name: multiply the product by `derivative(x)`, and only then replace x by `function(x)`. Begin with 1.",
)
chain_derivative.explain(
    "A move is multiplied by each derivative in turn, at the value that has arrived there. Taking the factor before the value is "
    "brought forward is forward mode; keeping all values and multiplying from the end is reverse mode."
)

# -- gradient_check ----------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-6)
def gradient_check(f, claimed, x):
    found = numerical_gradient(f, x)
    size = np.abs(claimed) + np.abs(found)
    return np.where(size < 1e-8, 0.0, np.abs(claimed - found) / np.where(size < 1e-8, 1.0, size))


def _plane(x):
    # Slopes of very different size; the last one is zero.
    flat = np.ravel(x)
    slopes = np.array([3.0, -0.002, 500.0, 40.0, -6.0, 0.5])[: flat.size]
    slopes[-1] = 0.0 if flat.size > 1 else 3.0
    return float(slopes @ flat)


def _squares(x):
    return float(np.sum(x**2))


# Slopes 4 and −2; the claims 4 and 6.
gradient_check.example(f=_squares, claimed=np.array([4.0, 6.0]), x=np.array([2.0, -1.0]))


@gradient_check.cases(n=12)
def _(rng, i):
    shape = [(2,), (1,), (3,), (2, 2), (6,), (2, 3)][i % 6]
    x = rng.uniform(0.5, 2.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)
    if i % 2:
        return {"f": _squares, "claimed": 2 * x * rng.choice([1.0, -1.0, 1.1, 0.5], size=shape), "x": x}
    slopes = np.array([3.0, -0.002, 500.0, 40.0, -6.0, 0.5])[: x.size]
    slopes[-1] = 0.0 if x.size > 1 else 3.0
    return {"f": _plane, "claimed": (slopes * rng.choice([1.0, 0.0, 1.2], size=x.size)).reshape(shape), "x": x}


@gradient_check.alternative
def _(f, claimed, x):
    errors = []
    for k, claim in enumerate(claimed.ravel()):
        step = np.zeros(x.size)
        step[k] = 1e-5
        step = step.reshape(x.shape)
        slope = (f(x + step) - f(x - step)) / 2e-5
        size = abs(claim) + abs(slope)
        errors.append(abs(claim - slope) / size if size >= 1e-8 else 0.0)
    return np.array(errors).reshape(x.shape)


gradient_check.misconception(
    "Those are absolute errors. Divide by the size of the two, or a wrong slope that is small never shows.",
    "np.abs(claimed - found) / np.where(size < 1e-8, 1.0, size) → np.abs(claimed - found)",
)
gradient_check.misconception(
    "You divided by the difference alone. A claim where the slope is zero must still get a number, so the size is |c| + |d|.",
    "np.abs(claimed) + np.abs(found) → np.abs(found)",
)
gradient_check.misconception(
    "You divided by the claim alone, and a claim of zero would never be found wrong. The size is |c| + |d|.",
    "np.abs(claimed) + np.abs(found) → np.abs(claimed)",
)
gradient_check.misconception(
    "You divided by |c + d|. Where the signs differ that is small or zero; the size adds the absolute values.",
    "np.abs(claimed) + np.abs(found) → np.abs(claimed + found)",
)
gradient_check.misconception(
    "You divided by the larger of the two. This check divides by their sum, so that opposite signs give 1.",
    "np.abs(claimed) + np.abs(found) → np.maximum(np.abs(claimed), np.abs(found))",
)
gradient_check.misconception(
    "You gave 0 where one of the two is tiny. A claim of zero for a real slope is a fault: only where both are tiny is it 0.",
    "size < 1e-8 → np.minimum(np.abs(claimed), np.abs(found)) < 1e-8",
)
gradient_check.misconception(
    "Your errors have a sign. A check that is asked how far takes the absolute value.",
    "np.abs(claimed - found) → (claimed - found)",
)
gradient_check.misconception(
    "You divided all entries by one size, that of the whole gradient. A wrong slope beside a large one then looks right.",
    "np.abs(claimed) + np.abs(found) → np.linalg.norm(claimed) + np.linalg.norm(found) + np.zeros(x.shape)",
)

gradient_check.hints(
    "You have already written the part that finds the differences.",
    "The numerator is |c − d| and the denominator |c| + |d|, entry by entry. Where the latter is tiny the answer is 0.",
    "With `d = numerical_gradient(f, x)` and `size = abs(claimed) + abs(d)`, use `np.where(size < 1e-8, 0, …)`; make the "
    "divisor 1 there, so that nothing is divided by zero.",
)
gradient_check.explain(
    "Dividing by |c| + |d| makes the error the same for slopes in any unit: 0 for agreement, 1 for opposite signs or for a zero "
    "where there should be a slope. Below 1e-8 the difference is mostly rounding, and nothing can be said."
)
gradient_check.equivalent("1e-08 → 2e-08", "size < 1e-08 → size <= 1e-08", because="no slope is that small but zero")
gradient_check.equivalent("1.0 → 2.0", because="the divisor counts only where the answer is 0 anyway")

# -- wrong_derivatives -------------------------------------------------------------------------------------------------


@reference(role="decision")
def wrong_derivatives(claimed, left, right):
    nearest = np.clip(claimed, np.minimum(left, right), np.maximum(left, right))
    wrong = np.abs(claimed - nearest) > 1e-3 * np.abs(nearest) + 1e-6
    return [int(k) for k in np.flatnonzero(wrong.any(axis=0))]


# Column 0 is right. Column 1 is wrong where its input is negative. Column 2 has a kink in the second row.
wrong_derivatives.example(
    claimed=np.array([[2.0, 1.0, 3.0], [500.0, 4.0, 0.5]]),
    left=np.array([[2.0, 1.0, 3.0], [499.999, -4.0, -1.0]]),
    right=np.array([[2.0, 1.0, 3.0], [500.001, -4.0, 1.0]]),
)


@wrong_derivatives.cases(n=32)
def _(rng, i):
    m, d = [1, 3, 8, 20][i % 4], [1, 3, 5, 6][(i + i // 4) % 4]
    sign = rng.choice([-1.0, 1.0], size=(m, d))
    slopes = sign * 10.0 ** rng.choice([-2.7, -2.4, 0.3, 3.5, 5.5], size=d) * rng.uniform(0.7, 1.5, size=(m, d))
    left, right, claimed = slopes.copy(), slopes.copy(), slopes.copy()
    wrong = rng.random(d) < [0.0, 0.3, 0.5, 0.9][i // 4 % 4]
    for k in range(d):
        row, kind = rng.integers(m), rng.integers(5)
        if kind < 2:  # a kink, where the claim is anything between the sides
            other = slopes[row, k] * rng.choice([-0.5, 0.0, 3.0])
            left[row, k], right[row, k] = rng.permutation([slopes[row, k], other])
            share = rng.choice([0.0, 1.0, 0.25])
            claimed[row, k] = share * slopes[row, k] + (1 - share) * other
            if wrong[k] and (m == 1 or kind):  # … or outside them
                away = max(slopes[row, k], other) if rng.random() < 0.5 else min(slopes[row, k], other)
                claimed[row, k] = away + np.sign(away - (slopes[row, k] + other) / 2) * 0.3 * abs(slopes[row, k])
                continue
        elif kind == 2:  # a flat place
            left[row, k] = right[row, k] = claimed[row, k] = 0.0
        if wrong[k]:
            smooth = np.flatnonzero(left[:, k] == right[:, k])
            rows = smooth if kind == 4 else smooth[:1]
            factor = rng.choice([-1.0, 0.0, 0.5, 1.03, 1.03, 2.0])
            claimed[rows, k] = np.where(left[rows, k] == 0, 0.1, factor * slopes[rows, k])
    bend = rng.uniform(-9e-6, 9e-6, size=(2, m, d))
    noise = rng.uniform(-4e-8, 4e-8, size=(2, m, d))
    return {"claimed": claimed, "left": left * (1 + bend[0]) + noise[0], "right": right * (1 + bend[1]) + noise[1]}


@wrong_derivatives.alternative
def _(claimed, left, right):
    found = set()
    for row, low_high in zip(claimed, np.sort(np.stack([left, right], axis=-1), axis=-1), strict=True):
        for k, (claim, (low, high)) in enumerate(zip(row, low_high, strict=True)):
            nearest = min(max(claim, low), high)
            if abs(claim - nearest) > 2e-6 + 2e-3 * abs(nearest):
                found.add(k)
    return sorted(found)


wrong_derivatives.misconception(
    "You compared with the central difference, half-way between the sides. At a kink every value from one side to the other is "
    "right.",
    "np.clip(claimed, np.minimum(left, right), np.maximum(left, right)) → (left + right) / 2",
)
wrong_derivatives.misconception(
    "You compared with one side only. At a kink a claim may agree with the other side and still be right.",
    "np.clip(claimed, np.minimum(left, right), np.maximum(left, right)) → right",
)
wrong_derivatives.misconception(
    "You compared with one side only. At a kink a claim may agree with the other side and still be right.",
    "np.clip(claimed, np.minimum(left, right), np.maximum(left, right)) → left",
)
wrong_derivatives.misconception(
    "You asked for one side to be matched. At a kink a value between the two sides is right as well.",
    "np.clip(claimed, np.minimum(left, right), np.maximum(left, right)) → "
    "np.where(np.abs(claimed - left) < np.abs(claimed - right), left, right)",
)
wrong_derivatives.misconception(
    "You ask for a fault at every point. A formula may be wrong only somewhere, such as for negative inputs.",
    "wrong.any(axis=0) → wrong.all(axis=0)",
)
wrong_derivatives.misconception(
    "You ask for a fault at every point. A formula may be wrong only somewhere, such as for negative inputs.",
    "wrong.any(axis=0) → wrong.mean(axis=0) > 0.5",
)
wrong_derivatives.misconception(
    "You listed the points. The columns are asked for, one for each formula.",
    "wrong.any(axis=0) → wrong.any(axis=1)",
)
wrong_derivatives.misconception(
    "You judge by an absolute tolerance. A slope of 100,000 is blurred by more than a small slope is long.",
    "1e-3 * np.abs(nearest) + 1e-6 → 1e-3",
)
wrong_derivatives.misconception(
    "You judge by an absolute tolerance. A slope of 100,000 is blurred by more than a small slope is long.",
    "1e-3 * np.abs(nearest) + 1e-6 → 1e-6",
)
wrong_derivatives.misconception(
    "You left no room for rounding and curvature: quotients never agree with a derivative to the last digit.",
    "1e-3 * np.abs(nearest) + 1e-6 → 0",
)
wrong_derivatives.misconception(
    "You left no absolute room: where the slope is zero, the rounding of the quotients is all there is to compare with.",
    "1e-3 * np.abs(nearest) + 1e-6 → 1e-3 * np.abs(nearest)",
)
wrong_derivatives.misconception(
    "You took the left slope for the lower one. At a kink that points down it is the higher one: sort them first.",
    "np.clip(claimed, np.minimum(left, right), np.maximum(left, right)) → np.clip(claimed, left, right)",
)


@wrong_derivatives.misconception(
    "You took the left slope for the lower one. At a kink that points down it is the higher one: sort them first."
)
def _(claimed, left, right):
    below = claimed < left - 1e-3 * np.abs(left) - 1e-6
    return [int(k) for k in np.flatnonzero((below | (claimed > right + 1e-3 * np.abs(right) + 1e-6)).any(axis=0))]


@wrong_derivatives.misconception(
    "You averaged the errors over the points. A formula that is wrong at one point is wrong, however many are right."
)
def _(claimed, left, right):
    nearest = np.clip(claimed, np.minimum(left, right), np.maximum(left, right))
    relative = np.abs(claimed - nearest) / (np.abs(nearest) + 1e-3)
    return [int(k) for k in np.flatnonzero(relative.mean(axis=0) > 5e-3)]


@wrong_derivatives.misconception(
    "You leave out every point where the two sides differ. A claim outside both of them is wrong at a kink too."
)
def _(claimed, left, right):
    smooth = np.abs(left - right) < 1e-3 * (np.abs(left) + np.abs(right)) + 1e-6
    return wrong_derivatives(np.where(smooth, claimed, left), left, right)


wrong_derivatives.hints(
    "First settle a single entry: given two slopes and a claim, when is the claim defensible?",
    "A claim between the two slopes is right. Otherwise measure how far outside it lies, beside the size of the nearer slope "
    "and with room for rounding.",
    "`nearest = np.clip(claimed, np.minimum(left, right), np.maximum(left, right))`; a column is wrong if in any row "
    "`abs(claimed - nearest)` exceeds about `1e-3 * abs(nearest) + 1e-6`.",
)
wrong_derivatives.explain(
    "Between the one-sided slopes nothing can be held against a claim. Outside them, a fault of more than 1 % stands far above "
    "the blur of the quotients (1e-5 of their size and 5e-8), so any tolerance between these will do; it needs a relative part for the large slopes and an "
    "absolute one for those that are zero. One bad point is enough."
)
wrong_derivatives.equivalent(
    "0.001 → 0.002",
    "1e-06 → 2e-06",
    "np.abs(claimed - nearest) > 0.001 * np.abs(nearest) + 1e-06 → np.abs(claimed - nearest) >= 0.001 * np.abs(nearest) + 1e-06",
    because="no entry lies so close to the tolerance",
)
wrong_derivatives.equivalent("int(k) → k", because="NumPy's whole numbers are as good")

# -- pull_back ---------------------------------------------------------------------------------------------------------

FORWARD = {
    "add": np.add,
    "multiply": np.multiply,
    "matmul": np.matmul,
    "tanh": np.tanh,
    "sum": np.sum,
    "log_softmax": lambda a: a - np.logaddexp.reduce(a, axis=1, keepdims=True),
}


def run(graph, inputs):
    """All values by name: the inputs and the result of each step."""
    values = dict(inputs)
    for name, operation, operands in graph:
        values[name] = FORWARD[operation](*(values[each] for each in operands))
    return values


@reference
def pull_back(operation, operands, value, grad):
    if operation == "sum":
        return (np.full(operands[0].shape, grad),)
    if operation == "log_softmax":
        return (grad - np.exp(value) * grad.sum(axis=1, keepdims=True),)
    if operation == "tanh":
        return (grad * (1 - value**2),)
    a, b = operands
    if operation == "multiply":
        return grad * b, grad * a
    if operation == "matmul":
        return grad @ b.T, a.T @ grad
    return grad, grad if a.shape == b.shape else grad.sum(axis=0)


def _step(rng, operation, *shapes):
    """One operation on operands of these shapes, with a derivative for its result."""
    operands = tuple(np.asarray(rng.normal(size=shape)) for shape in shapes)
    value = np.asarray(FORWARD[operation](*operands))
    return {
        "operation": operation,
        "operands": operands,
        "value": value,
        "grad": np.asarray(rng.normal(size=value.shape)),
    }


pull_back.example(
    operation="add",
    operands=(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0])),
    value=np.array([[6.0, 8.0], [8.0, 10.0]]),
    grad=np.array([[1.0, 2.0], [3.0, 5.0]]),
)
pull_back.example(
    operation="matmul",
    operands=(np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])),
    value=np.array([[11.0]]),
    grad=np.array([[2.0]]),
)
pull_back.example(operation="tanh", operands=(np.array([0.5]),), value=np.tanh(np.array([0.5])), grad=np.array([2.0]))
pull_back.example(
    operation="multiply",
    operands=(np.array([2.0]), np.array([3.0])),
    value=np.array([6.0]),
    grad=np.array([10.0]),
)


@pull_back.cases(n=24)
def _(rng, i):
    n, k, m = rng.integers(1, 5, size=3)
    kinds = [
        ("add", (n, k), (k,)),
        ("matmul", (n, k), (k, m)),
        ("tanh", (n, k)),
        ("multiply", (n, k), (n, k)),
        ("add", (n, k), (n, k)),
        ("matmul", (3, 3), (3, 3)),
        ("add", (3, 3), (3,)),
        [("sum", (n, k)), ("log_softmax", (n, k + 1)), ("matmul", (2, 2), (2, 2))][i // 8 % 3],
    ]
    return _step(rng, *kinds[i % 8])


@pull_back.alternative
def _(operation, operands, value, grad):
    rules = {
        "sum": lambda a: [np.ones_like(a) * grad],
        "log_softmax": lambda a: [grad - np.exp(value) * grad.sum(axis=1)[:, None]],
        "tanh": lambda a: [grad / np.cosh(a) ** 2],
        "multiply": lambda a, b: [b * grad, a * grad],
        "matmul": lambda a, b: [np.einsum("ij,kj->ik", grad, b), np.einsum("ij,ik->jk", a, grad)],
        "add": lambda a, b: [grad.copy(), grad.sum(axis=tuple(range(grad.ndim - b.ndim)))],
    }
    return tuple(rules[operation](*operands))


pull_back.misconception(
    "The bias of `add` was broadcast to all rows, so its derivatives must be summed over the rows: its shape is (d,).",
    "grad if a.shape == b.shape else grad.sum(axis=0) → grad",
)
pull_back.misconception(
    "You averaged the derivatives of the bias over the rows. Paths add up; the division by n is in the loss already.",
    "grad.sum(axis=0) → grad.mean(axis=0)",
)
pull_back.misconception(
    "You summed over the wrong axis: the bias has one entry for each column, and each was used once for each row.",
    "grad.sum(axis=0) → np.resize(grad.sum(axis=1), b.shape)",
)
pull_back.misconception(
    "You summed the second operand of `add` over the rows though it has as many rows as the first. Only what was broadcast is "
    "summed.",
    "grad if a.shape == b.shape else grad.sum(axis=0) → grad.sum(axis=0) if grad.ndim else grad",
)
pull_back.misconception(
    "The derivative of tanh is 1 − tanh². `value` is tanh already; you took the tanh of it once more.",
    "grad * (1 - value**2) → grad * (1 - np.tanh(value) ** 2)",
)
pull_back.misconception(
    "The derivative of tanh is 1 minus the square of its result, not of its input.",
    "grad * (1 - value**2) → grad * (1 - operands[0] ** 2)",
)
pull_back.misconception(
    "You returned the derivative of tanh alone. Multiply it by `grad`, which has come from the loss.",
    "grad * (1 - value**2) → 1 - value**2",
)
pull_back.misconception(
    "The two results of `multiply` have changed places: the first operand gets the second as its factor.",
    "return grad * b, grad * a → return grad * a, grad * b",
)
pull_back.misconception(
    "You left `grad` out of the product rule. The local derivatives must be multiplied by what has come from the loss.",
    "return grad * b, grad * a → return b + 0 * grad, a + 0 * grad",
)
pull_back.misconception(
    "The matrices of `matmul` are not transposed. Where all are square that goes unnoticed, but the numbers are wrong.",
    "return grad @ b.T, a.T @ grad → "
    "return (grad @ b, a @ grad) if a.shape == b.shape == grad.shape else (grad @ b.T, a.T @ grad)",
)

pull_back.hints(
    "For each operation: if one entry of an operand moves by a little, which entries of the result move, and by how much?",
    "Entry by entry, tanh has the slope 1 − value², a product has the other factor. For matrices let the shapes lead you. "
    "A bias was used once in each row: add up.",
    "`grad * (1 - value**2)`; `(grad * b, grad * a)`; `(grad @ b.T, a.T @ grad)`; and for add `grad` itself, twice, summed over "
    "axis 0 for a row that was broadcast.",
)
pull_back.explain(
    "Each rule multiplies the incoming derivative by the local one, and adds over the entries that an operand reached. Broadcasting is "
    "using one value many times, so its way back is a sum."
)

# -- backward ----------------------------------------------------------------------------------------------------------


@reference
def backward(graph, values):
    slopes = {name: np.zeros(np.shape(value)) for name, value in values.items()}
    slopes[graph[-1][0]] = np.ones(())
    for name, operation, operands in reversed(graph):
        given = pull_back(operation, tuple(values[each] for each in operands), values[name], slopes[name])
        for k, each in enumerate(operands):
            slopes[each] = slopes[each] + given[k]
    return slopes


@backward.probe
def _(candidate, graph, values):
    # A number and an array of shape () are one and the same here.
    found = candidate(graph, values)
    if not isinstance(found, dict):
        return found
    return {name: np.asarray(slope) if np.isscalar(slope) else slope for name, slope in found.items()}


# y = x·x + x at x = 3: the derivative is 7.
backward.example(
    graph=[("q", "multiply", ("x", "x")), ("y", "add", ("q", "x"))],
    values={"x": np.array(3.0), "q": np.array(9.0), "y": np.array(12.0)},
)


def _graph(rng, n, k):
    """A random computation on arrays of shape (n, k), in which values are used again and some steps lead nowhere."""
    graph, known = [("v0", "add", ("x", "b"))], ["x", "v0"]
    for number in range(1, rng.integers(2, 7)):
        operation = ["tanh", "multiply", "add", "multiply"][rng.integers(4)]
        operands = tuple(known[rng.integers(len(known))] for _ in range(1 if operation == "tanh" else 2))
        graph.append((f"v{number}", operation, operands))
        known.append(f"v{number}")
    if k > 1 and rng.random() < 0.5:
        graph.append(("p", "matmul", (known[-1], "W")))
        known.append("p")
    return [*graph, ("end", "sum", (known[-1],))]


@backward.cases(n=20)
def _(rng, i):
    n, k = rng.integers(1, 4, size=2)
    graph = _graph(rng, n, k)
    if i == 0:
        graph = [("end", "sum", ("x",))]
    inputs = {"x": rng.normal(size=(n, k)), "b": rng.normal(size=k), "W": rng.normal(size=(k, 2))}
    return {"graph": graph, "values": {name: np.asarray(value) for name, value in run(graph, inputs).items()}}


@backward.alternative
def _(graph, values):
    # Each value asks its users, by recursion, and remembers the answer.
    users, known = {name: [] for name in values}, {}
    for step in graph:
        for place, each in enumerate(step[2]):
            users[each].append((step, place))

    def slope(name):
        if name not in known:
            total = np.ones(()) if name == graph[-1][0] else np.zeros(np.shape(values[name]))
            for (result, operation, operands), place in users[name]:
                arrays = tuple(values[each] for each in operands)
                total = total + pull_back(operation, arrays, values[result], slope(result))[place]
            known[name] = total
        return known[name]

    return {name: slope(name) for name in values}


@backward.alternative
def _(graph, values):
    slopes = {graph[-1][0]: np.array(1.0)}
    for name, operation, operands in graph[::-1]:
        if name in slopes:
            arrays = tuple(values[each] for each in operands)
            for k, slope in enumerate(pull_back(operation, arrays, values[name], slopes[name])):
                slopes[operands[k]] = slopes.get(operands[k], 0.0) + slope
    return {name: np.asarray(slopes.get(name, np.zeros_like(values[name])), dtype=float) for name in values}


backward.misconception(
    "You overwrote what an operand had already received. A value that is used twice gets a share from each path: add them.",
    "slopes[each] + given[k] → given[k]",
)
backward.misconception(
    "You walked the list from its beginning. A step can give back only when everything that uses its result has paid in.",
    "reversed(graph) → graph",
)
backward.misconception(
    "You began with zero at the loss, and nothing times anything is nothing. The derivative of a value by itself is 1.",
    "slopes[graph[-1][0]] = np.ones(()) → pass",
)
backward.misconception(
    "You left out the values that the result does not depend on. Their derivative is zero, in the shape of the value.",
    "return slopes → return {name: slope for name, slope in slopes.items() if np.any(slope)}",
)
backward.misconception(
    "You handed 1 back at each step. What a step passes on is the derivative that has arrived at its own result.",
    "slopes[name] → np.ones(np.shape(values[name]))",
)


@backward.misconception(
    "Where one step uses the same value twice you counted it once. Both operands give back a share, also to the same name."
)
def _(graph, values):
    slopes = {name: np.zeros(np.shape(value)) for name, value in values.items()}
    slopes[graph[-1][0]] = np.ones(())
    for name, operation, operands in reversed(graph):
        given = pull_back(operation, tuple(values[each] for each in operands), values[name], slopes[name])
        for each, slope in dict(zip(operands, given, strict=True)).items():
            slopes[each] = slopes[each] + slope
    return slopes


@backward.misconception(
    "You followed each path as soon as it was found, so a value passed on a share before the others had arrived. Take the "
    "steps in the opposite order of their making."
)
def _(graph, values):
    slopes = {name: np.zeros(np.shape(value)) for name, value in values.items()}
    steps, last = {step[0]: step for step in graph}, graph[-1][0]
    slopes[last] = np.ones(())
    waiting, seen = [last], set()
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in steps:
            continue
        seen.add(name)
        _, operation, operands = steps[name]
        given = pull_back(operation, tuple(values[each] for each in operands), values[name], slopes[name])
        for each, slope in zip(operands, given, strict=True):
            slopes[each] = slopes[each] + slope
            waiting.append(each)
    return slopes


@backward.misconception(
    "Whenever a value was reached you handed on all that it had, so what had come before went down twice."
)
def _(graph, values):
    slopes = {name: np.zeros(np.shape(value)) for name, value in values.items()}
    steps, last = {step[0]: step for step in graph}, graph[-1][0]
    slopes[last] = np.ones(())

    def visit(name):
        if name in steps:
            _, operation, operands = steps[name]
            given = pull_back(operation, tuple(values[each] for each in operands), values[name], slopes[name])
            for each, slope in zip(operands, given, strict=True):
                slopes[each] = slopes[each] + slope
                visit(each)

    visit(last)
    return slopes


backward.hints(
    "What is the derivative of the loss with respect to itself? And when does a step know all of its own?",
    "Give every name zeros of its shape, the last result 1, and go through the reversed graph.",
    "For each step call `pull_back` with its operands' values, its own value and its own slope, and add each array that comes back to "
    "the slope of that operand.",
)
backward.explain(
    "Steps stand after what they use, so in the reversed list every user of a value comes before the value's own step: its sum over "
    "paths is complete when it is passed on. One walk serves all inputs."
)

# -- jacobian ----------------------------------------------------------------------------------------------------------


@reference(role="repair", time_limit=30, rtol=1e-10, atol=1e-12)
def jacobian(f, x):
    point = torch.tensor(x, requires_grad=True)
    rows = []
    for output in f(point):
        point.grad = None
        output.backward(retain_graph=True)
        rows.append(point.grad.clone())
    return torch.stack(rows).numpy()


def _polar(x):
    return torch.stack([x[0] * torch.cos(x[1]), x[0] * torch.sin(x[1])])


def _twisted(x):
    return torch.stack([x.prod(), (x * x).sum(), torch.exp(x[0]) + x[-1]])


def _single(x):
    return (torch.tanh(x) * x).sum().reshape(1)


def _pairs(x):
    return torch.stack([3 * x[0] + x[1], x[0] * x[1]])


# The rows are (3, 1) and (5, 2).
jacobian.example(f=_pairs, x=np.array([2.0, 5.0]))


@jacobian.cases(n=9)
def _(rng, i):
    f = [_twisted, _polar, _single][i % 3]
    return {"f": f, "x": rng.normal(size=2 if f is _polar else [1, 3, 4][i // 3])}


@jacobian.alternative
def _(f, x):
    point = torch.tensor(x, requires_grad=True)
    return np.array([torch.autograd.grad(each, point, retain_graph=True)[0].numpy() for each in f(point)])


@jacobian.alternative
def _(f, x):
    return torch.autograd.functional.jacobian(f, torch.tensor(x)).numpy()


jacobian.misconception(
    "The rows are still running sums: `backward` adds to `.grad`. Empty it before each output.",
    "point.grad = None → pass",
)
jacobian.misconception(
    "You took the row before off again. In `.grad` lie all rows before, so from the third output on that is too little.",
    "point.grad = None → pass",
    "point.grad.clone() → point.grad.clone() - (rows[-1] if rows else 0)",
)
jacobian.misconception(
    "The `.clone()` is gone, and `.grad` is zeroed in place: all rows are now one tensor, which shows the last output. Keep a copy.",
    "point.grad = None → None if point.grad is None else point.grad.zero_()",
    "point.grad.clone() → point.grad",
)
jacobian.misconception(
    "Your matrix is transposed: there is a row for each output and a column for each input.",
    "torch.stack(rows).numpy() → torch.stack(rows).numpy().T",
)
jacobian.misconception(
    "You differentiated the sum of the outputs. Each output has a row of its own.",
    "output.backward(retain_graph=True) → f(point).sum().backward()",
)
jacobian.misconception(
    "You added the rows up in the end. The Jacobian keeps one for each output.",
    "torch.stack(rows).numpy() → torch.stack(rows).sum(dim=0, keepdim=True).numpy()",
)
jacobian.misconception(
    "You went down to 32 bits. Seven digits are too few to compare derivatives with: stay in float64.",
    "torch.tensor(x, requires_grad=True) → torch.tensor(x, requires_grad=True, dtype=torch.float32)",
)

jacobian.hints(
    "The first row is right and the second is not. Take the two rows of the example apart: what has been added?",
    "`backward` does not set `.grad`, it adds to it. What is in it when the second output's turn comes?",
    "Set `point.grad = None` at the beginning of the loop.",
)
jacobian.explain(
    "Accumulation is what a sum over paths needs, so `backward` always adds. Between two outputs one has to empty `.grad`, as "
    "`zero_grad` does between two batches; or call torch.autograd.grad, which returns the row and stores nothing."
)

# -- gradient_and_hessian ----------------------------------------------------------------------------------------------


@reference(time_limit=60, rtol=1e-10, atol=1e-12)
def gradient_and_hessian(f, x):
    import jax

    jax.config.update("jax_enable_x64", True)
    return np.asarray(jax.jit(jax.grad(f))(x)), np.asarray(jax.jit(jax.hessian(f))(x))


def _saddle(x):
    return x[0] ** 2 * x[1] + 3 * x[0] - 0.5 * x[1] ** 3


def _line(x):
    return (x[0] - 1) ** 4


# At (1, 2): gradient (7, −5), Hessian ((4, 2), (2, −6)).
gradient_and_hessian.example(f=_saddle, x=np.array([1.0, 2.0]))


@gradient_and_hessian.cases(n=2)
def _(rng, i):
    return {"f": [_saddle, _line][i % 2], "x": rng.normal(size=2 - i % 2)}


@gradient_and_hessian.alternative
def _(f, x):
    import jax

    jax.config.update("jax_enable_x64", True)
    slope = jax.grad(f)
    return np.array(jax.jit(slope)(x)), np.array(jax.jit(jax.jacrev(slope))(x))


@gradient_and_hessian.alternative
def _(f, x):
    import jax

    jax.config.update("jax_enable_x64", True)
    slope = jax.grad(f)
    along = jax.jit(lambda unit: jax.jvp(slope, (x,), (unit,)))
    passes = [along(unit) for unit in np.eye(len(x))]
    return np.array(passes[0][0]), np.array([column for _, column in passes]).T


gradient_and_hessian.misconception(
    "That is the product of the gradient with itself, which holds first derivatives only. The Hessian is the Jacobian of the gradient.",
    "np.asarray(jax.jit(jax.hessian(f))(x)) → np.outer(jax.jit(jax.grad(f))(x), jax.jit(jax.grad(f))(x))",
)
gradient_and_hessian.misconception(
    "You differentiated the sum of the gradient, which adds up each column of the Hessian. Each entry is wanted by itself.",
    "np.asarray(jax.jit(jax.hessian(f))(x)) → np.diag(np.asarray(jax.jit(jax.hessian(f))(x)).sum(axis=0))",
)
gradient_and_hessian.misconception(
    "You kept the diagonal alone. The mixed second derivatives say how the inputs act together.",
    "np.asarray(jax.jit(jax.hessian(f))(x)) → np.diag(np.diag(jax.jit(jax.hessian(f))(x)))",
)
gradient_and_hessian.misconception(
    "You computed in 32 bits. Switch on `jax_enable_x64`, and do not cast to float32.",
    "jax.jit(jax.grad(f))(x) → jax.jit(jax.grad(f))(x.astype(np.float32))",
    "jax.jit(jax.hessian(f))(x) → jax.jit(jax.hessian(f))(x.astype(np.float32))",
)
gradient_and_hessian.misconception(
    "The two results have changed places: the gradient comes first.",
    "return np.asarray(jax.jit(jax.grad(f))(x)), np.asarray(jax.jit(jax.hessian(f))(x)) → "
    "return np.asarray(jax.jit(jax.hessian(f))(x)), np.asarray(jax.jit(jax.grad(f))(x))",
)
gradient_and_hessian.misconception(
    "Half of the Hessian is what stands in Taylor's polynomial. The Hessian itself is the matrix of the second derivatives, without the ½.",
    "np.asarray(jax.jit(jax.hessian(f))(x)) → np.asarray(jax.jit(jax.hessian(f))(x)) / 2",
)

gradient_and_hessian.equivalent(
    "jax.config.update('jax_enable_x64', True) → pass",
    because="a process in which it was switched on before stays in 64 bits; 32 bits fail by their digits",
)
gradient_and_hessian.equivalent(
    "jax.jit(jax.grad(f)) → jax.grad(f)",
    "jax.jit(jax.hessian(f)) → jax.hessian(f)",
    because="compiling whole changes how long it takes, not what comes out",
)

gradient_and_hessian.hints(
    "JAX has a function for each of the two. Both take f and return another function.",
    "`jax.grad(f)` is the gradient as a function of x; its Jacobian is the Hessian.",
    "Call `jax.jit(jax.grad(f))(x)` and `jax.jit(jax.hessian(f))(x)`, and turn both into NumPy arrays with `np.asarray`.",
)
gradient_and_hessian.explain(
    "`jax.hessian` is forward mode over reverse mode: one pass back gives the gradient, and d passes forward through it give its "
    "Jacobian, a column each."
)

# -- fit_classifier ----------------------------------------------------------------------------------------------------

MARGIN = 0.15


@reference(role="open", kept_back=("truth",), time_limit=60)
def fit_classifier(X, labels, X_new, seed):
    generator = np.random.default_rng(seed)
    shapes = {"W1": (2, 8), "W2": (8, 8), "W3": (8, 3)}
    p = {name: generator.normal(size=shape) / np.sqrt(shape[0]) for name, shape in shapes.items()}
    p |= {"b1": generator.normal(size=8), "b2": np.zeros(8), "b3": np.zeros(3)}
    targets = -np.eye(3)[labels] / len(X)
    for _ in range(400):
        slopes = backward(NETWORK, run(NETWORK, {**p, "X": X, "T": targets}))
        p = {name: p[name] - 0.5 * slopes[name] for name in p}
    return np.exp(run(NETWORK, {**p, "X": X_new, "T": np.zeros((len(X_new), 3))})["log_p"])


NETWORK = [
    ("a1", "matmul", ("X", "W1")),
    ("z1", "add", ("a1", "b1")),
    ("h1", "tanh", ("z1",)),
    ("a2", "matmul", ("h1", "W2")),
    ("z2", "add", ("a2", "b2")),
    ("h2", "tanh", ("z2",)),
    ("both", "add", ("h1", "h2")),
    ("a3", "matmul", ("both", "W3")),
    ("scores", "add", ("a3", "b3")),
    ("log_p", "log_softmax", ("scores",)),
    ("picked", "multiply", ("log_p", "T")),
    ("loss", "sum", ("picked",)),
]


@fit_classifier.probe
def _(candidate, X, labels, X_new, seed):
    return np.asarray(candidate(X, labels, X_new, seed), dtype=float)


def _log_loss(probability, truth):
    with np.errstate(divide="ignore"):
        return float(np.mean(-np.log(probability[np.arange(len(truth)), truth])))


@fit_classifier.verify
def _(got, expected, inputs):
    if np.shape(got) != np.shape(expected):
        return "There must be a row for each new point and a column for each of the three classes."
    if np.iscomplexobj(got) or not (got >= 0).all():
        return "Some of the probabilities are negative, or no numbers."
    if not np.allclose(got.sum(axis=1), 1, atol=1e-6):
        return "The probabilities of a row must sum to 1."
    truth = inputs["truth"]
    if _log_loss(got, truth) <= _log_loss(expected, truth) + MARGIN:
        return None
    if np.ptp(got, axis=0).max() < 1e-9:
        return "Every row gets the same probabilities. The features have to make a difference."
    if (got[np.arange(len(truth)), truth] < 1e-8).any():
        return "You were certain, or as good as certain, of something that is not so."
    if _is_linear(inputs["X_new"], got):
        return "Your log odds are linear in the features, so straight lines separate your classes. Rings need curves."
    return "On the new rows your log loss is more than 0.15 above that of the reference."


def _is_linear(X, probability):
    # Whether a plane through the log odds of each pair of classes leaves nothing over.
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(probability)
        odds, design = logs[:, 1:] - logs[:, :1], np.column_stack([np.ones(len(X)), X])
    if straight := len(X) >= 5 and bool(np.isfinite(logs).all()):
        left = odds - design @ np.linalg.lstsq(design, odds, rcond=None)[0]
        straight = bool(np.abs(left).max() < 1e-3 * np.abs(odds).max())
    return straight


def _rings(rng, n, m):
    # Three rings whose edges are blurred, stretched and moved a little.
    radius, angle = rng.uniform(0.1, 2.0, size=n + m), rng.uniform(0, 2 * np.pi, size=n + m)
    X = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    labels = np.digitize(radius + 0.05 * rng.normal(size=n + m), [0.7, 1.4])
    return {"X": X[:n], "labels": labels[:n], "X_new": X[n:], "seed": int(rng.integers(100)), "truth": labels[n:]}


fit_classifier.example(
    X=np.array([[0.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [0.0, 2.0]]),
    labels=np.array([0, 1, 1, 2]),
    X_new=np.array([[0.125, 0.0], [-1.0, 0.125], [1.0, 0.125], [0.125, 2.0], [0.0, 0.125]]),
    seed=0,
    truth=np.array([0, 1, 1, 2, 0]),
)


@fit_classifier.cases(n=2)
def _(rng):
    return _rings(rng, 200, 80)


@fit_classifier.alternative
def _(X, labels, X_new, seed):
    # PyTorch, on squared features as well.
    torch.manual_seed(seed)
    wide = [torch.tensor(np.column_stack([each, each**2, each[:, :1] * each[:, 1:]])) for each in (X, X_new)]
    model = torch.nn.Sequential(torch.nn.Linear(5, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3)).double()
    for _ in range(400):
        loss = torch.nn.functional.cross_entropy(model(wide[0]), torch.tensor(labels))
        slopes = torch.autograd.grad(loss, list(model.parameters()))
        with torch.no_grad():
            for parameter, slope in zip(model.parameters(), slopes, strict=True):
                parameter -= 0.5 * slope
    return torch.softmax(model(wide[1]), dim=1).detach().numpy()


@fit_classifier.misconception("On the new rows your log loss is more than 0.15 above that of the reference.")
def _(X, labels, X_new, seed):
    # Hardly begun: every probability is still near a third.
    return (fit_classifier(X, labels, X_new, seed) + 3) / 10


@fit_classifier.misconception(
    "Your log odds are linear in the features, so straight lines separate your classes. Rings need curves."
)
def _(X, labels, X_new, seed):
    W, design = np.zeros((3, 3)), np.column_stack([np.ones(len(X)), X])
    for _ in range(200):
        scores = np.exp(design @ W)
        W -= 0.5 * design.T @ (scores / scores.sum(axis=1, keepdims=True) - np.eye(3)[labels]) / len(X)
    scores = np.exp(np.column_stack([np.ones(len(X_new)), X_new]) @ W)
    return scores / scores.sum(axis=1, keepdims=True)


@fit_classifier.misconception("Every row gets the same probabilities. The features have to make a difference.")
def _(X, labels, X_new, seed):
    return np.tile((np.bincount(labels, minlength=3) + 1) / (len(X) + 3), (len(X_new), 1))


@fit_classifier.misconception("You were certain, or as good as certain, of something that is not so.")
def _(X, labels, X_new, seed):
    # The class with the nearest mean, for certain.
    means = np.array([X[labels == k].mean(axis=0) if (labels == k).any() else [9.0, 9.0] for k in range(3)])
    return np.eye(3)[((X_new[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)]


@fit_classifier.misconception("The probabilities of a row must sum to 1.")
def _(X, labels, X_new, seed):
    return 2 * fit_classifier(X, labels, X_new, seed)


fit_classifier.hints(
    "You have a network, its graph and an engine. What changes for two features and three classes? Only the shapes.",
    "Draw W1, W2 and W3 at random and begin the biases at zero, or draw b1 too; give the engine −1/n at the labels as T; take a few hundred steps.",
    'Loop 400 times: `slopes = backward(NETWORK, run(NETWORK, {**p, "X": X, "T": T}))`, then `p[name] - 0.5 * slopes[name]`. The '
    "probabilities are the exponentials of `log_p` for the new rows.",
)
fit_classifier.explain(
    "The engine does not care about shapes, so the network of the digits serves. To beat it, let it see the squares of the features, "
    "widen it, or shrink its weights a little, and choose by a split of the rows that you have."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

swell = choice(
    "727",
    why={
        "90": "Even the first derivative has more than that, as the next cell prints.",
        "270": "That would be twice the first derivative. Differentiating again multiplies by more than two.",
        "2,744": "That is 14³. Growth is not quite so fast: most terms hold only some of the levels.",
    },
    because="Each tanh adds a factor 1 − tanh² that holds the whole formula inside it, and the second derivative does so "
    "for each of these factors once more.",
)
shrinking_path = choice(
    "1 %",
    why={
        "12 %": "Read the caption with both settings at b = 2, and divide.",
        "38 %": "Read the caption with both settings at b = 2, and divide.",
        "70 %": "Read the caption with both settings at b = 2, and divide.",
    },
    because="Where tanh is flat its derivative is nearly zero, and what passes through it shrinks to nearly nothing.",
)
evaluations = choice(
    "1,124 times",
    why={
        "563 times": "That would do for forward differences, which share the value in the middle. Central ones take two each.",
        "996 times": "The layer between the two hidden ones is missing: W2 has 64 entries.",
        "1,072 times": "The biases are missing: b1, b2 and b3 have 26 entries.",
    },
    because="392 + 8 + 64 + 8 + 80 + 10 = 562 parameters, with two evaluations each.",
)
angle = choice(
    "about 80°",
    why={
        "about 5°": "The loss falls, but not because the direction is nearly right. The end of the lesson prints the angle.",
        "about 20°": "The direction is much further off than that. The end of the lesson prints the angle.",
        "about 45°": "That is near what it is at the start of training. It grows while the network learns.",
    },
    because="A step at any angle below 90° lowers the loss if it is short enough, so this passes for training.",
)
digits_lost = choice(
    "25 % to 75 %",
    why={
        "under 5 %": "The two curves part visibly, even on a logarithmic axis.",
        "5 % to 20 %": "The gap is wider than that: compare the ends of the two curves.",
        "over 100 %": "The other layers make up for much of what the first one cannot learn.",
    },
    because="W1 and b1 walk nearly at a right angle to their gradient, and the other arrays learn around them.",
)
