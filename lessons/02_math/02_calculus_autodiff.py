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
#     title: Calculus and automatic differentiation
#     summary: The loss falls in every step, and one line of derivatives is wrong. Which one, and what does it cost?
#     minutes: 90
#     requires: [01_data/01_numpy, 02_math/01_linear_algebra]
#     objectives:
#       Estimate a gradient by differences, and say what that costs and how exact it is: [numerical_gradient, evaluations]
#       Expand a formula into its Taylor polynomial with SymPy: [taylor_coefficients, swell]
#       Differentiate a composition by the chain rule: [chain_derivative, shrinking_path]
#       Check a derivative against differences, and decide from the differences which one is wrong:
#         [gradient_check, wrong_derivatives, angle, digits_lost]
#       Write a reverse-mode engine for arrays, and train a network with it: [pull_back, backward]
#       Take Jacobians with PyTorch and Hessians with JAX: [jacobian, gradient_and_hessian]
#       Fit a classifier by gradients of your choice: [fit_classifier]
#     datasets: [mnist10k]
#     extras: [math]
#     teaches:
#       derivative: >-
#         The limit of the change of a function divided by the change of its input, as the latter goes to zero.
#       partial derivative: >-
#         The derivative of a function of several inputs along one of them, while the others stay as they are.
#       central difference: >-
#         The estimate (f(x + h) − f(x − h)) / 2h of a derivative, whose error falls with the square of a small step h
#         where f is smooth, until rounding takes over.
#       Taylor polynomial: >-
#         The polynomial of a given degree that has the same value and first derivatives as a function at one point.
#       chain rule: >-
#         The derivative of a composition is the product of the derivatives of its parts, each taken where the part is
#         evaluated, and summed over all paths from the input to the output.
#       gradient check: >-
#         Comparing derivatives from a formula or a program with differences of the function's values.
#       computation graph: >-
#         The values of a computation as nodes, with an edge from each operand to the value that is computed from it.
#       automatic differentiation: >-
#         Computing derivatives of a program exactly up to rounding, by applying the chain rule to its elementary operations.
#       reverse mode: >-
#         Automatic differentiation from the output back to the inputs, which gives all derivatives of one output in one
#         pass.
#       forward mode: >-
#         Automatic differentiation along with the computation, which gives the derivatives of all outputs along one
#         direction of the inputs in one pass.
#       gradient: >-
#         The vector of a function's partial derivatives, which points where the function grows fastest.
#       Jacobian: >-
#         The matrix of the partial derivatives of several outputs, a row for each output and a column for each input.
#       Hessian: >-
#         The matrix of a function's second partial derivatives, which says how the gradient changes from place to
#         place.
#     uses: [seed, broadcasting]
#     covers:
#       calculus: [numerical_gradient, taylor_coefficients, chain_derivative, gradient_check, wrong_derivatives]
#       automatic differentiation (JAX, torch.autograd): [pull_back, backward, jacobian, gradient_and_hessian]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Calculus and automatic differentiation
#
# Somebody has trained a network to read handwritten digits, in NumPy alone. The derivatives were worked out on paper
# and typed in. The loss falls in every one of 300 steps, the network reads most digits, and review found nothing. One
# line of the derivatives is wrong.
#
# **Which line is it, and how many of 9,000 unseen digits has it cost?** The answer is a line and a number.
#
# Afterwards you can check any derivative, write the engine behind `loss.backward()`, and ask SymPy, PyTorch and JAX for
# what each is good at. You need NumPy, products of matrices, derivatives as they are taught at school, and about 90
# minutes. Numbers count as right if they agree to six digits, unless a docstring asks for more.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch

from workbench import Lesson, load_dataset

lesson = Lesson("02_math/02_calculus_autodiff")
rng = np.random.default_rng(seed)

# %% [markdown]
# ## What a derivative promises
#
# Move the input of $f$ a little, by $h$. The *derivative* $f'(x)$ is what the change of $f$, divided by $h$, tends to as
# $h$ goes to zero. So it promises
#
# $$ f(x + h) \approx f(x) + f'(x)\,h, $$
#
# with an error that is small even beside $h$. With many inputs each has its *partial derivative*, taken while the others
# stay still. Together they are the *gradient* $\nabla f$, of the same shape as $x$, and where all of them are continuous
# the promise becomes $f(x + s) \approx f(x) + \nabla f \cdot s$. So the gradient points straight uphill.
#
# No formula is needed to estimate one: take two values, one on each side. That is a *central difference*,
#
# $$ f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}. $$


# %%
@lesson.exercise
def numerical_gradient(f, x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """The gradient of f at x by central differences.

    f: a function of an array of the shape of x that returns a float; it does not change its argument. x: a float64
    array of any shape, () too, with at least one entry; it is as before when you return. h: the step, > 0, the same
    for each entry. Each entry takes two calls of f. Returns a new float64 array of the shape of x.
    """


# %% [markdown]
# ## How small should the step be?
#
# Should it be tiny? **Predict first**: where on the axis of the figure below is the error of a central difference
# smallest, at its left end, its right end or between?
#
# To measure an error one needs the truth. SymPy differentiates formulas, by the rules from school. So it gives the
# *Taylor polynomial* of degree $n$ at $a$, the one that has the value and the first $n$ derivatives of $f$ there:
#
# $$ f(a + t) \approx c_0 + c_1 t + c_2 t^2 + \dots + c_n t^n, \qquad c_k = \frac{f^{(k)}(a)}{k!}. $$
#
# `sympy.sympify(text)` makes a formula, `sympy.diff(formula, x)` differentiates it, and `formula.subs(x, a)` puts a
# number in.


# %%
@lesson.exercise
def taylor_coefficients(formula: str, a: float, n: int) -> np.ndarray:
    """The coefficients of the Taylor polynomial of degree n at a, with SymPy.

    formula: in SymPy's notation, in the variable x, such as "exp(x)*sin(x)", defined and smooth around a; a: the
    point, a float, where no derivative divides by zero; n: the degree, from 0 to 6. Returns floats, shape (n + 1,),
    c_0 first, in powers of (x − a).
    """
    import sympy

    x = sympy.Symbol("x")
    return ...


# %% [markdown]
# Put the polynomial into both quotients. The error of the forward difference $(f(a+h) - f(a))/h$ is $c_2 h + c_3 h^2 +
# \dots$ In the central one the terms of even degree cancel, and $c_3 h^2 + c_5 h^4 + \dots$ is left.

# %%
formula, a = "exp(sin(3*x))", 0.4
c = taylor_coefficients(formula, a, 3)


def wave(t: float) -> float:
    """The formula above, for numbers."""
    return float(np.exp(np.sin(3 * t)))


steps = 10.0 ** np.arange(-13, 0.0)
forward = np.array([abs((wave(a + h) - wave(a)) / h - c[1]) for h in steps])
central = np.array([abs((wave(a + h) - wave(a - h)) / (2 * h) - c[1]) for h in steps])
figure, axes = plt.subplots(figsize=(7, 3.3), layout="constrained")
axes.loglog(steps, forward, "s-", label="forward difference")
axes.loglog(steps, central, "o-", label="central difference")
axes.loglog(steps[4:], abs(c[2]) * steps[4:], "--", color="gray", label="$|c_2| h$ and $|c_3| h^2$")
axes.loglog(steps[7:], abs(c[3]) * steps[7:] ** 2, "--", color="gray")
axes.set(xlabel="h", ylabel="error", title=f"The derivative of {formula} at {a}")
axes.legend()
plt.show()
lesson.claim(
    "The error of a central difference is smallest in between: both ends are more than a thousand times worse",
    0 < central.argmin() < 12 and min(central[0], central[-1]) > 1000 * central.min(),
)
lesson.claim(
    "The best central difference is at least ten times as exact as the best forward one",
    10 * central.min() < forward.min(),
)
lesson.claim(
    "At h = 0.001 the first term predicts both errors within 2 %",
    abs(forward[10] / abs(c[2] * 1e-3) - 1) < 0.02 and abs(central[10] / abs(c[3] * 1e-6) - 1) < 0.02,
)

# %% [markdown]
# On the right the polynomial rules, on the left rounding. There the two values agree in nearly all of their sixteen
# digits. What is left of the difference is mostly rounding, and dividing by $h$ blows it up.

# %%
lesson.quiz(
    "swell",
    "x is wrapped seven times, each time as tanh(x · what was there). Counted by sympy.count_ops, that formula has 14 "
    "operations. How many has its second derivative, as SymPy gives it?",
    ["90", "270", "727", "2,744"],
    answer=...,
)

# %%
import sympy

symbol = sympy.Symbol("x")
nested = symbol
for _ in range(7):
    nested = sympy.tanh(nested * symbol)
operations = [
    int(sympy.count_ops(each)) for each in (nested, sympy.diff(nested, symbol), sympy.diff(nested, symbol, 2))
]
print(f"operations: formula {operations[0]}, derivative {operations[1]}, second derivative {operations[2]}")
lesson.claim(
    "14 operations become nine times as many in the derivative, and fifty times as many in the second",
    operations[0] == 14 and 9 <= operations[1] / 14 < 10 and 50 <= operations[2] / 14 < 55,
)

# %% [markdown]
# Formulas swell, because they write a shared part out wherever it occurs. A program keeps it in a variable, and its
# derivative should do so too.
#
# ## The chain rule
#
# Let $y = g(x)$ and $z = f(y)$. A small move of $x$ is multiplied by $g'(x)$, and the move of $y$ that results by
# $f'(y)$. So the derivative of the whole is the product $f'(y)\,g'(x)$, each factor taken where its function is
# evaluated. Worked once, for $\sin(x^2)$ at $x = 3$: the inner value is 9, the inner derivative 6, the outer one
# $\cos 9$; together $6 \cos 9$.

# %%
PARTS = {  # name → the function and its derivative
    "sin": (np.sin, np.cos),
    "exp": (np.exp, np.exp),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    "square": (np.square, lambda x: 2 * x),
    "halve": (lambda x: x / 2, lambda x: 0.5),
}


# %%
@lesson.exercise
def chain_derivative(names: tuple[str, ...], x: float) -> float:
    """The derivative at x of functions from PARTS, applied one after the other.

    names: keys of PARTS, the first is applied first: ("square", "sin") is sin(x²). They may repeat; none at all is the
    function x itself. Returns a float. By the chain rule, without differences.
    """


# %% [markdown]
# A value may also be used twice, and then a move reaches the output along two paths. The changes add up: **multiply along
# a path, add over the paths.**
#
# ## Move it yourself
#
# A tiny network with one input. The product $u = wx$ reaches the sum $s$ by two paths: through tanh, and directly. In
# each node stands its value, and below that the derivative of the loss with respect to it; the wider an edge, the
# more flows back along it. Drag the dot, or move the sliders, and watch what is computed forwards and what comes
# back. Then let the derivative come back by only one of the two paths.

# %%
lesson.explore("gradient_flow")

# %%
lesson.quiz(
    "shrinking_path",
    "In the explorer as it opens, set b to 2. Compare the derivative for w that comes back through tanh only with the one "
    "by both paths: which share of it is that?",
    ["1 %", "12 %", "38 %", "70 %"],
    answer=...,
)

# %% [markdown]
# ## The program
#
# 10,000 digits from MNIST, 28 × 28 bytes each. We average blocks of 4 × 4, which leaves 49 numbers. The file is shuffled,
# and says nothing of who wrote which digit; the same hand may be on both sides of a split. A thousand rows, drawn at
# random, are for fitting, and the other 9,000 judge at the end. Nothing is chosen, so no rows are set aside for choosing.

# %%
digits = load_dataset("mnist10k")
pixels, labels = digits["images"].reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49), digits["labels"]
order = rng.permutation(10_000)
fitting, judging = order[:1000], order[1000:]
images = (pixels - pixels[fitting].mean(axis=0)) / pixels[fitting].std()
one_hot = np.eye(10)[labels]
sizes = {"W1": (49, 8), "b1": (8,), "W2": (8, 8), "b2": (8,), "W3": (8, 10), "b3": (10,)}
start = {name: rng.normal(size=s) / np.sqrt(s[0]) if len(s) == 2 else np.zeros(s) for name, s in sizes.items()}


def program(p: dict, X: np.ndarray, Y: np.ndarray) -> tuple[float, dict]:
    """The mean log loss of the network p on images X with labels Y (one-hot), and its gradient. One line is wrong."""
    h1 = np.tanh(X @ p["W1"] + p["b1"])
    h2 = np.tanh(h1 @ p["W2"] + p["b2"])
    both = h1 + h2
    scores = both @ p["W3"] + p["b3"]
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    d_scores = (np.exp(log_p) - Y) / len(X)
    d_both = d_scores @ p["W3"].T
    d_z2 = d_both * (1 - h2**2)
    d_h1 = d_z2 @ p["W2"].T
    d_z1 = d_h1 * (1 - h1**2)
    slopes = {"W1": X.T @ d_z1, "b1": d_z1.sum(axis=0), "W2": h1.T @ d_z2, "b2": d_z2.sum(axis=0)}
    slopes |= {"W3": both.T @ d_scores, "b3": d_scores.sum(axis=0)}
    return float(-(Y * log_p).sum() / len(X)), slopes


def train(loss_and_slopes, steps: int = 300, rate: float = 0.5) -> tuple[dict, list[float]]:
    """Walk against the slopes, from the same start each time; returns the parameters and the loss before each step."""
    p, losses = start, []
    for _ in range(steps):
        loss, slopes = loss_and_slopes(p, images[fitting], one_hot[fitting])
        losses.append(loss)
        p = {name: p[name] - rate * slopes[name] for name in p}
    return p, losses


by_program, program_losses = train(program)
print(f"loss {program_losses[0]:.3f} at the start, {program_losses[-1]:.3f} after 300 steps")
lesson.claim("The loss falls in every step", bool((np.diff(program_losses) < 0).all()))

# %% [markdown]
# The network has two hidden layers of 8: $h_1 = \tanh(X W_1 + b_1)$ and $h_2 = \tanh(h_1 W_2 + b_2)$. From their sum
# $W_3$ and $b_3$ make ten scores. The loss is the mean of $-\log$ of the probability given to the right digit. Each step
# moves every parameter a little against its derivative.

# %%
lesson.quiz(
    "evaluations",
    "How often does one `numerical_gradient` over all parameters of this network evaluate its loss?",
    ["563 times", "996 times", "1,072 times", "1,124 times"],
    answer=...,
)

# %% [markdown]
# ## Check the gradient
#
# Too slow for training, differences are good enough to check with. An error of 0.001 is large for a slope of 0.002 and
# nothing for one of 5,000, so one divides by the sum of their sizes.


# %%
@lesson.exercise
def gradient_check(f, claimed: np.ndarray, x: np.ndarray) -> np.ndarray:
    """How far claimed derivatives lie from central differences, relative to their size.

    f: a function of an array of the shape of x that returns a float; claimed: the gradient of f at x as somebody
    computed it, a float array of the shape of x; x: float64, as `numerical_gradient` takes it, which you may call.
    With the central difference d (h = 1e-5) and the claim c, each entry is |c − d| / (|c| + |d|), or 0 where |c| +
    |d| is below 1e-8: rounding makes such slopes meaningless. Returns a float array of the shape of x, each value
    from 0 to 1.
    """


# %%
few = images[fitting[:40]], one_hot[fitting[:40]]
loss_of = {name: lambda v, name=name: program(start | {name: v}, *few)[0] for name in start}
claims = program(start, *few)[1]
checked = {name: gradient_check(loss_of[name], claims[name], start[name]) for name in start}
figure, axes = plt.subplots(figsize=(7, 2.8), layout="constrained")
axes.boxplot([np.log10(each.ravel() + 1e-12) for each in checked.values()], showfliers=False)
axes.set_xticks(range(1, 7), list(checked))
axes.set(ylabel="log₁₀ of the relative error", title="Claims of the program against differences")
plt.show()

# %%
lesson.quiz(
    "angle",
    "After 100 steps of training, by which angle does the program's gradient for W1 differ from the right one, at the same "
    "place?",
    ["about 5°", "about 20°", "about 45°", "about 80°"],
    answer=...,
)

# %% [markdown]
# ## Decide: which derivatives are wrong?
#
# Not every disagreement is a fault. Differences are rounded; and at a kink, such as that of $|x|$ at zero, there is no
# derivative: the two sides have different slopes, the central difference is half-way, and a library may return either or
# anything between them. So take one quotient on each side.


# %%
@lesson.exercise
def wrong_derivatives(claimed: np.ndarray, left: np.ndarray, right: np.ndarray) -> list[int]:
    """The columns whose derivative is wrong, in ascending order; an empty list if none is.

    claimed: derivatives from somebody's formulas, shape (m, d): a column for each formula, a row for each of m ≥ 1
    points. left, right: (f(x) − f(x − h)) / h and (f(x + h) − f(x)) / h for the same, h = 1e-6, shape (m, d). All
    float. Where f is smooth, curvature and rounding move each quotient away from the correct slope by at most 1e-5 of
    its size, plus 5e-8. At a kink the same holds for each side and its own slope, and every value from one of these
    slopes to the other is correct. Slopes are 0 or up to 1e6 in size. A wrong formula is off the nearest correct
    value by more than 1 % of that value's size and by more than 1e-5, at one point or at many: it may be right nearly
    everywhere.
    """


# %%
def one_sided(name: str, entries: np.ndarray, h: float) -> np.ndarray:
    """(f(x + h) − f(x)) / h of the program's loss along some entries of one parameter; h may be negative."""
    flat, here, quotients = start[name].ravel(), loss_of[name](start[name]), []
    for k in entries:
        moved = flat.copy()
        moved[k] += h
        quotients.append((loss_of[name](moved.reshape(start[name].shape)) - here) / h)
    return np.array(quotients)


entries = {name: rng.integers(0, start[name].size, size=30) for name in start}
table = np.column_stack([claims[name].ravel()[entries[name]] for name in start])
left, right = (np.column_stack([one_sided(name, entries[name], h) for name in start]) for h in (-1e-6, 1e-6))
suspects = [list(start)[k] for k in wrong_derivatives(table, left, right)]
print("the decision is yours; the figure above has", len(checked), "arrays, and", len(suspects), "of them are wrong")

# %% [markdown]
# What is computed from a wrong derivative is spoilt as well. Two lines of `program` lie behind the wrong arrays and
# behind no other, and no check of the arrays can tell which of the two it is. Counting paths can. Write your
# suspicion down: the end of the lesson names the line.
#
# ## An engine that cannot forget a path
#
# A program is a list of small operations, the *computation graph* in the order of its making. Here is the network again,
# each step as name, operation, operands. `T` holds $-1/n$ where the label is, so that the last two steps make the loss.

# %%
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
FORWARD = {
    "add": np.add,
    "multiply": np.multiply,
    "matmul": np.matmul,
    "tanh": np.tanh,
    "sum": np.sum,
    "log_softmax": lambda a: a - np.logaddexp.reduce(a, axis=1, keepdims=True),
}


def run(graph: list, inputs: dict) -> dict:
    """All values by name: the inputs and the result of each step."""
    values = dict(inputs)
    for name, operation, operands in graph:
        values[name] = FORWARD[operation](*(values[each] for each in operands))
    return values


# %% [markdown]
# Each operation needs one rule: given the derivative of the loss with respect to its *result*, what is it with
# respect to each *operand*? For $C = AB$ with derivative $G$ the rules are $G B^\top$ and $A^\top G$; where the three
# sizes differ, no other product of the two has the right shape. Where `add` broadcasts a row of biases, each bias was
# used once for each row of the batch: add over the paths.


# %%
@lesson.exercise
def pull_back(operation: str, operands: tuple[np.ndarray, ...], value: np.ndarray, grad: np.ndarray) -> tuple:
    """The derivatives of a loss with respect to the operands of one operation.

    operation: a key of FORWARD; operands: its float arrays; value: its result; grad: the derivative of the loss with
    respect to `value`, of its shape. matmul: shapes (n, k) and (k, m). add: equal shapes, or first (n, d) and then a
    row (d,). multiply: equal shapes. tanh, sum: any shape. log_softmax: shape (n, d). Returns a tuple, one float
    array for each operand, of its shape; no argument is changed.
    """
    if operation == "sum":
        return (np.full(operands[0].shape, grad),)
    if operation == "log_softmax":
        return (grad - np.exp(value) * grad.sum(axis=1, keepdims=True),)
    if operation == "tanh":
        return (...,)
    a, b = operands
    if operation == "multiply":
        return ...
    if operation == "matmul":
        return ...
    return ...  # add


# %% [markdown]
# The rest is bookkeeping. Begin with 1 at the loss, walk the list backwards, and *add* what each step gives back to what
# its operands already have. When a step's turn comes, every step that uses its result has added its share. This is
# *reverse mode*.


# %%
@lesson.exercise
def backward(graph: list, values: dict) -> dict:
    """The derivatives of the last result with respect to all values.

    graph: at least one step (name, operation, operands), as NETWORK, each after those it uses, names unique. An
    operand may be used by many steps, or twice by one; some steps may not lead to the last. values: what `run`
    returned, float arrays by name; the last result has shape (). Returns a dict with a float array for each name in
    `values`, of the shape of the value (a number will do for shape ()); zeros where the last result does not depend
    on it. `values` is not changed. Use `pull_back`, which may return one array twice, or `grad` itself: so do not add
    in place.
    """


# %% [markdown]
# Now the same network in both libraries. PyTorch records the operations while they run, JAX traces a pure function once.
# JAX computes in 32 bits unless told otherwise.

# %%
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp


def by_engine(p: dict, X: np.ndarray, Y: np.ndarray) -> tuple[float, dict]:
    """As `program`, with derivatives from our engine."""
    values = run(NETWORK, {**p, "X": X, "T": -Y / len(X)})
    slopes = backward(NETWORK, values)
    return float(values["loss"]), {name: slopes[name] for name in p}


def network_loss(p: dict, X, Y, xp):
    """The loss written for torch or jax.numpy, given as xp."""
    h1 = xp.tanh(X @ p["W1"] + p["b1"])
    scores = (h1 + xp.tanh(h1 @ p["W2"] + p["b2"])) @ p["W3"] + p["b3"]
    top = scores - scores.max(axis=1, keepdims=True)[0] if xp is torch else scores - scores.max(axis=1, keepdims=True)
    return -(Y * (top - xp.log(xp.exp(top).sum(axis=1, keepdims=True)))).sum() / len(X)


ours = by_engine(start, *few)[1]
tensors = {name: torch.tensor(value, requires_grad=True) for name, value in start.items()}
network_loss(tensors, *map(torch.tensor, few), torch).backward()
by_jax = jax.jit(jax.grad(lambda p: network_loss(p, *few, jnp)))(start)
gaps = [
    max(np.abs(ours[name] - other(name)).max() / np.abs(ours[name]).max() for name in start)
    for other in (lambda name: tensors[name].grad.numpy(), lambda name: np.asarray(by_jax[name]))
]
lesson.claim("All 562 derivatives of our engine are those of PyTorch and of JAX, to 12 digits", max(gaps) < 1e-12)

# %% [markdown]
# One pass back costs a few times as much as one pass forward, whether there are ten parameters or ten million: each step
# is undone once. That is why networks can be trained at all.
#
# ## Many outputs: the Jacobian
#
# A function with $m$ outputs has a matrix of partial derivatives, the *Jacobian*, with a row for each output and a column
# for each input. A pass back gives a row. *Forward mode* carries derivatives along with the values instead, and each pass
# gives a column: it is the cheaper one where inputs are few. A loss has a single row.
#
# The code below runs, and the first row is right.


# %%
@lesson.exercise
def jacobian(f, x: np.ndarray) -> np.ndarray:
    """The Jacobian of f at x, with torch.autograd. There is one fault: repair it.

    f: takes a float64 tensor of shape (d,) and returns one of shape (m,), m ≥ 1, each output depending on x. x: float64
    array, shape (d,), not changed. Returns a float64 NumPy array, shape (m, d), right to ten digits.
    """
    point = torch.tensor(x, requires_grad=True)
    rows = []
    for output in f(point):
        output.backward(retain_graph=True)
        rows.append(point.grad.clone())
    return torch.stack(rows).numpy()


# %% [markdown]
# ## Second derivatives: the Hessian
#
# The gradient is itself a function, from $d$ numbers to $d$ numbers. Its Jacobian is the *Hessian* $H$, the matrix of
# second derivatives; it is symmetric where these are continuous. With it, Taylor's polynomial of degree two reads
# $f(x + s) \approx f(x) + \nabla f \cdot s + \tfrac12 s^\top H s$. In JAX derivatives are functions that make functions:
# `jax.grad(f)` takes a scalar `f`, and `jax.jacfwd`, `jax.jacrev` and `jax.hessian` can be put around one another.


# %%
@lesson.exercise
def gradient_and_hessian(f, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The gradient and the Hessian of f at x, with JAX, in 64 bits.

    f: takes an array of JAX of shape (d,) and returns a scalar; twice continuously differentiable. x: float64 array,
    shape (d,), d ≥ 1. Returns float64 NumPy arrays of shapes (d,) and (d, d), right to ten digits. With jax.jit
    around each derivative it takes less than a second: without it JAX compiles every small operation by itself.
    """
    import jax

    jax.config.update("jax_enable_x64", True)
    return ...


# %%
def bowl(x):
    """A smooth function of two numbers, for JAX."""
    return jnp.exp(x[0] * x[1]) + jnp.sin(x[0]) ** 2


place, way = np.array([1.0, 0.5]), np.array([0.6, 0.8])
slope, bend = gradient_and_hessian(bowl, place)
lengths = np.array([0.4, 0.2, 0.1, 0.05])
height = jax.jit(bowl)
truth = np.array([float(height(place + t * way)) for t in lengths])
line = float(height(place)) + lengths * (slope @ way)
parabola = line + lengths**2 / 2 * (way @ bend @ way)
ratios = [np.abs(truth - each)[2:] for each in (line, parabola)]
print("halving the last step divides the error by", [f"{big / small:.1f}" for big, small in ratios])
lesson.claim(
    "Half the step: about a quarter of the error with the gradient alone, about an eighth with the Hessian",
    3.5 < ratios[0][0] / ratios[0][1] < 4.5 and 7 < ratios[1][0] / ratios[1][1] < 9,
)

# %% [markdown]
# ## The line and the number
#
# The derivatives from the engine can now take the place of the typed ones; start, data, rate and steps stay.

# %%
lesson.quiz(
    "digits_lost",
    "After 300 steps the training loss with the right gradient is lower. By how many percent of that one is the "
    "program's higher?",
    ["under 5 %", "5 % to 20 %", "25 % to 75 %", "over 100 %"],
    answer=...,
)

# %%
right_way, engine_losses = train(by_engine)
middle = train(program, steps=100)[0]
wrong, correct = (each(middle, images[fitting], one_hot[fitting])[1]["W1"].ravel() for each in (program, by_engine))
degrees = np.degrees(np.arccos(wrong @ correct / np.linalg.norm(wrong) / np.linalg.norm(correct)))


def read(p: dict) -> int:
    """How many of the 9,000 digits the network p reads."""
    values = run(NETWORK, {**p, "X": images[judging], "T": one_hot[judging]})
    return int((values["scores"].argmax(axis=1) == labels[judging]).sum())


figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.semilogy(program_losses, label="the program")
axes.semilogy(engine_losses, "--", label="our engine")
axes.set(xlabel="step", ylabel="loss on the rows that fit", title="Both fall in every step")
axes.legend()
plt.show()
with_program, with_engine = read(by_program), read(right_way)
print(
    f"of 9,000 digits: {with_program:,} with the program, {with_engine:,} with our engine, {with_engine - with_program} lost"
)
print(f"wrong arrays: {suspects}; after 100 steps the gradient for W1 is off by {degrees:.0f}°")
lesson.claim(
    "Both losses fall in every step",
    bool((np.diff(program_losses) < 0).all() and (np.diff(engine_losses) < 0).all()),
)
lesson.claim(
    "The wrong line costs more than 100 digits, and leaves the training loss higher by 25 % to 75 %",
    with_engine > with_program + 100 and abs(program_losses[-1] / engine_losses[-1] - 1.5) < 0.25,
)
lesson.claim("After 100 steps the gradient for W1 is off by 70° to 90°", 70 < degrees < 90)
lesson.claim("Only W1 and b1 are wrong", suspects == ["W1", "b1"])

# %% [markdown]
# `d_h1 = d_z2 @ p["W2"].T` is the line. `h1` is used twice, in the second layer and in the sum, and the path through
# the sum was forgotten: `+ d_both` is missing. The step still had a part against the right gradient, so the loss went
# down: a step at less than 90° to the one against the gradient lowers it, if it is short enough. **A falling loss
# proves nothing about a gradient.**
#
# ## Open: your gradients, your method
#
# Two features, three classes, and no straight lines separate them. Fit a classifier with gradients from wherever you
# like: your engine and `NETWORK`, PyTorch, JAX. You are judged by the log loss on rows held back. Get within 0.15 of
# the reference: `NETWORK` with eight units in each hidden layer, from a random start, 400 steps with rate 0.5. Be
# proud of a lower loss than the reference has. Rebuild it, and compare on a split of your own making.


# %%
@lesson.exercise
def fit_classifier(X: np.ndarray, labels: np.ndarray, X_new: np.ndarray, seed: int) -> np.ndarray:
    """Probabilities of the three classes for new rows.

    X: float features of about unit size, shape (n, 2), n ≥ 4; labels: 0, 1 or 2, shape (n,), each occurs; X_new: shape
    (m, 2), m ≥ 1, from the same distribution; seed: for whatever you draw. Returns shape (m, 3), no entry negative, the
    sum of each row 1. The mean of −log of the probability given to the true class of the new rows is at most 0.15 above
    that of the reference. A call takes less than a minute.
    """


# %%
angle_of = rng.uniform(0, 2 * np.pi, size=300)
radius = rng.uniform(0.2, 2.0, size=300)
rings = np.column_stack([radius * np.cos(angle_of), radius * np.sin(angle_of)])
ring = np.digitize(radius, [0.8, 1.4])
guess = fit_classifier(rings[:200], ring[:200], rings[200:], seed)
held_out = float(-np.log(guess[np.arange(100), ring[200:]]).mean())
print(f"log loss on 100 rows held out: {held_out:.3f}; of even chances {np.log(3):.3f}")

# %% [markdown]
# ## The mistakes people make
#
# Making the step of a difference tiny, in the hope of more digits. Checking a gradient where a kink or a zero hides the
# fault, or only at the start. Comparing absolute errors of slopes that differ a thousandfold. Taking a falling loss for a
# proof. Writing `=` where a value is used twice. Forgetting that `.grad` accumulates. Leaving JAX in 32 bits and blaming
# the formula. Differentiating a long formula as a formula.
#
# ## What to remember
#
# A derivative says how a small move changes the result. Multiply along a path, add over the paths. Differences cost
# two evaluations for each input, and are for checking. SymPy gives formulas, which swell; reverse mode gives all
# derivatives of one output for the price of a few evaluations; forward mode is for few inputs. A pass back is a row
# of the Jacobian, and the Jacobian of the gradient is the Hessian. Next comes *Probability*; what one does with
# gradients is in *Optimisation*.
#
# ## Read on
#
# - A. Griewank and A. Walther, *Evaluating Derivatives*, 2nd edition, SIAM 2008: chapters 3 and 4.
# - A. Baydin, B. Pearlmutter, A. Radul and J. Siskind, *Automatic Differentiation in Machine Learning: a Survey*, Journal
#   of Machine Learning Research 18, 2018.
# - M. Deisenroth, A. Faisal and C. S. Ong, *Mathematics for Machine Learning*, Cambridge 2020: chapter 5.
# - D. Rumelhart, G. Hinton and R. Williams, *Learning representations by back-propagating errors*, Nature 323, 1986.
# - K. He, X. Zhang, S. Ren and J. Sun, *Deep Residual Learning for Image Recognition*, CVPR 2016.
