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
#     title: Optimisation
#     summary: Why does the same model on the same data learn in a few steps, crawl, or explode?
#     minutes: 90
#     requires: [01_data/01_numpy, 02_math/01_linear_algebra, 02_math/02_calculus_autodiff]
#     objectives:
#       Take a gradient step and say in which direction it goes: [gradient_step, direction]
#       Predict from the curvature which learning rates converge, and what makes the others slow:
#         [largest_stable_rate, diverge, half]
#       Write momentum and know when it saves steps: [momentum_step, banana]
#       Train with mini-batches and a falling rate, and write Adam with weight decay:
#         [train_in_batches, adam_step, adam_scale]
#       Read from the log of a run what it needs: [remedy]
#       Use curvature with Newton's method, and choose a step length by a line search: [newton_step, backtracking, saddle]
#       Tell whether a quadratic is convex, and minimise it under a constraint: [is_convex, constrained_minimum]
#       Choose a method of SciPy when each call is dear: [fit_in_sixty_calls]
#     datasets: [penguins]
#     extras: []
#     teaches:
#       gradient descent: >-
#         Minimising a function by repeated steps against its gradient.
#       learning rate: >-
#         The factor that multiplies the gradient in a step of descent, and so decides how long the step is.
#       curvature: >-
#         The second derivative of a function along a direction: how fast its slope changes on the way.
#       condition number: >-
#         The ratio of the largest eigenvalue of a positive definite matrix, such as the Hessian at a minimum, to the
#         smallest; the larger it is, the more steps gradient descent needs.
#       momentum: >-
#         A running sum of the gradients so far, in which older ones count less, along which each step goes instead of
#         along the last gradient alone.
#       mini-batch: >-
#         A few rows drawn at random, whose gradient stands for that of all rows in one step of training.
#       stochastic gradient descent: >-
#         Gradient descent in which each step uses the gradient of a mini-batch in place of that of all rows.
#       learning rate schedule: >-
#         A rule that changes the learning rate while a run goes on, mostly to let it fall.
#       Adam: >-
#         A method of descent that divides a running average of each coordinate's gradient by the root of a running
#         average of its square.
#       bias correction: >-
#         Dividing a running average that began at zero and keeps the share β at each of t updates by 1 − βᵗ, without
#         which it is too small at first.
#       weight decay: >-
#         Shrinking each weight by a small share of itself at every step, beside the step against the gradient.
#       Newton's method: >-
#         Repeated steps to where the quadratic that has the function's gradient and Hessian at the present point has
#         gradient zero.
#       quasi-Newton method: >-
#         A method of descent that builds up an estimate of the Hessian, or of its inverse, from the gradients it meets.
#       line search: >-
#         Choosing the length of each step by looking at the function along the step's direction.
#       Armijo condition: >-
#         The demand that a step lower the function by at least a given share of what the slope at its start promises.
#       backtracking: >-
#         A line search that begins with a long step and shortens it by a constant factor until the Armijo condition
#         holds.
#       convex: >-
#         Said of a function whose graph between any two of its points lies nowhere above the chord that joins them,
#         so that each local minimum is global.
#       saddle point: >-
#         A point where the gradient is zero and the function rises in one direction and falls in another.
#       Lagrange multiplier: >-
#         The number by which the gradient of a constraint enters the condition for a constrained minimum; it says how
#         fast the minimum changes when that constraint is moved.
#     uses: [gradient, Hessian]
#     covers:
#       optimisation:
#         [gradient_step, momentum_step, train_in_batches, adam_step, newton_step, backtracking, constrained_minimum,
#         fit_in_sixty_calls]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Optimisation
#
# A linear model learns the weight of a penguin from its flipper and its bill, by gradient descent with learning rate
# 0.1. The features are standardised, and the loss comes to rest. Then one line is deleted, the one that subtracts the
# mean of each feature and divides by its standard deviation, and the log of the next run ends in `inf`. Penguins and
# rate are the same, and with its intercept the model can still say everything that it could say before.
#
# **Which rate would have worked without that line, and how much of its work did each half do, the subtraction and the
# division?** Both answers are numbers.
#
# Afterwards you can say before a run which rates work, read from a log what went wrong, and write the methods behind
# `torch.optim` and `scipy.optimize`. You need NumPy, derivatives, eigenvalues and about 90 minutes.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy import optimize

from workbench import Lesson, load_dataset

lesson = Lesson("02_math/05_optimization")
rng = np.random.default_rng(seed)

# %% [markdown]
# ## The problem: 342 penguins
#
# Two of the 344 penguins were never measured and are left out; the species, of which there are three, we ignore. We
# predict body mass, in kg above the mean, from flipper length and bill depth in mm. The loss is half the mean squared
# error,
#
# $$ f(w) = \frac{1}{2n}\lVert Xw - y\rVert^2, \qquad \nabla f(w) = \frac1n X^\top (Xw - y). $$
#
# Its second derivative, the *Hessian* $H = \frac1n X^\top X$, does not depend on $w$: the loss is a quadratic bowl, and
# $H$ says how steep it is in each direction. As $y$ and the columns of $X$ have mean zero, the fitted intercept is zero,
# and we leave it out. All rows are used for fitting, because how one gets down is the question; the last exercise
# judges on rows held out.

# %%
penguins = load_dataset("penguins").dropna(subset=["flipper_length_mm", "bill_depth_mm", "body_mass_g"])
features = penguins[["flipper_length_mm", "bill_depth_mm"]].to_numpy(dtype=float)
mass = penguins["body_mass_g"].to_numpy(dtype=float) / 1000
n, y = len(mass), mass - mass.mean()
centred = features - features.mean(axis=0)
X = centred / centred.std(axis=0)


def loss(w: np.ndarray, X: np.ndarray = X, y: np.ndarray = y) -> float:
    """Half the mean squared error at w, shape (d,)."""
    return float(np.mean((X @ w - y) ** 2) / 2)


def gradient(w: np.ndarray, X: np.ndarray = X, y: np.ndarray = y) -> np.ndarray:
    """The gradient of `loss` at w, shape (d,)."""
    return X.T @ (X @ w - y) / len(y)


best = np.linalg.lstsq(X, y, rcond=None)[0]
print(f"{n} penguins. The minimum is at {best.round(4)}, with loss {loss(best):.4f}.")


# %% [markdown]
# ## One step
#
# The gradient points uphill, as steeply as possible. Gradient descent (Cauchy, 1847) walks the other way, and the
# *learning rate* $\eta$ says how far. On a gentle slope the step becomes short by itself.


# %%
@lesson.exercise
def gradient_step(w: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
    """Where one step of gradient descent from `w` arrives.

    w: shape (d,); grad: the gradient at w, shape (d,); lr: the learning rate, > 0. Returns a new array, shape (d,).
    """


# %%
def four_steps(f, start: np.ndarray, angles: list[float], length: float) -> plt.Axes:
    """Level lines of f, and from `start` four arrows P to S of one length; angles in degrees."""
    _, axes = plt.subplots(figsize=(6, 4), layout="constrained")
    a, b = np.meshgrid(start[0] + np.linspace(-1, 1, 60), start[1] + np.linspace(-0.6, 0.6, 60))
    axes.contour(a, b, [[f(np.array(w)) for w in zip(*row, strict=True)] for row in zip(a, b, strict=True)], levels=25)
    for name, angle in zip("PQRS", np.radians(angles), strict=True):
        tip = start + length * np.array([np.cos(angle), np.sin(angle)])
        axes.annotate(name, start, tip, ha="center", va="center", arrowprops={"arrowstyle": "<-", "linewidth": 2})
    axes.set(xlabel="$w_1$", ylabel="$w_2$", aspect="equal")
    return axes


axes = four_steps(loss, np.zeros(2), [3, 30, -29, -90], 0.4)
axes.plot(*best, "k*", markersize=12, label="minimum")
axes.legend()
plt.show()

# %%
lesson.quiz(
    "direction",
    "Which arrow shows the direction of the first step of descent from zero?",
    ["Q", "P", "R", "S"],
    answer=...,
)

# %% [markdown]
# Now walk, 60 steps from zero with three learning rates. **Predict first**: which curve will be lowest at the end, and
# will any of them rise?


# %%
def descend(lr: float, steps: int, X: np.ndarray = X) -> np.ndarray:
    """The loss after 0, 1, …, steps steps from zero."""
    w, losses = np.zeros(X.shape[1]), []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps + 1):
            losses.append(loss(w, X))
            w = gradient_step(w, gradient(w, X), lr)
    return np.array(losses)


figure, axes = plt.subplots(figsize=(7, 3.5), layout="constrained")
for lr in (0.02, 0.5, 1.3):
    axes.semilogy(descend(lr, 60) - loss(best), label=f"lr = {lr}")
axes.set(xlabel="step", ylabel="loss above the minimum", title="The same bowl, three learning rates")
axes.legend()
plt.show()
lesson.claim(
    "Of 0.02, 0.5 and 1.3, the middle rate ends lowest, and the loss of the largest rises above its start",
    descend(0.5, 60)[-1] < descend(0.02, 60)[-1] and descend(1.3, 60)[-1] > descend(1.3, 60)[0],
)

# %% [markdown]
# This is the log of the run without the deleted line: raw millimetres, with an intercept, rate 0.1.

# %%
raw = np.column_stack([np.ones(n), features])
log = descend(0.1, 60, raw)
for step in (0, 1, 2, 3, 40, 60):
    print(f"step {step:2}  loss {log[step]:.3g}")

# %%
lesson.quiz(
    "diverge",
    "In the tail of this log, by about which factor does the distance from the minimum grow with each step?",
    ["about 1,300", "about 4,000", "about 9,000", "about 400"],
    answer=...,
)

# %% [markdown]
# ## Why it explodes
#
# Take a single direction with curvature $\lambda$: $f(w) = \tfrac{\lambda}{2} w^2$, with gradient $\lambda w$. One
# step gives $w \leftarrow w - \eta\lambda w = (1 - \eta\lambda)\,w$. The distance to the minimum shrinks exactly when
# $|1 - \eta\lambda| < 1$, that is when $0 < \eta < 2/\lambda$.
#
# In several dimensions each eigenvector of the Hessian has its curvature, the eigenvalue. The steepest direction explodes
# first, so the largest eigenvalue sets the limit for all.


# %%
@lesson.exercise
def largest_stable_rate(X: np.ndarray) -> float:
    """The learning rate from which gradient descent on half the mean squared error no longer converges.

    X: the design matrix, shape (n, d), of full column rank, used as it is. Returns the limit for all starts, a float
    > 0: below it every start converges.
    """


# %%
limit = largest_stable_rate(X)
below, above = descend(0.98 * limit, 200), descend(1.02 * limit, 200)
print(f"limit {limit:.4f}: after 200 steps the loss is {below[-1]:.4f} just below it and {above[-1]:.3g} just above it")
lesson.claim("2 % below the limit the run converges, 2 % above it the loss grows", below[-1] < below[0] < above[-1])

# %% [markdown]
# Now the deleted line, one half at a time. The columns of the four runs below are as measured, only divided, only
# centred, and both, in an order drawn by lot; each rate is 5 % below its own limit.

# %%
ones = np.ones((n, 1))
versions = {
    "as measured": raw,
    "only divided": np.hstack([ones, features / features.std(axis=0)]),
    "only centred": np.hstack([ones, centred]),
    "standardised": np.hstack([ones, X]),
}
drawn = np.random.default_rng(4).permutation(list(versions))
figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
for letter, name, style in zip("PQRS", drawn, ["-", "--", "-.", ":"], strict=True):
    data = versions[name]
    axes.semilogy(descend(0.95 * largest_stable_rate(data), 150, data) - loss(best), style, label=letter)
axes.set(xlabel="step", ylabel="loss above the minimum", title="Which columns belong to which curve?")
axes.legend()
plt.show()

# %%
lesson.quiz(
    "half",
    "Predict before you read on: which curve is the run on columns that were only centred?",
    ["P", "R", "S", "Q"],
    answer=...,
)

# %% [markdown]
# Here are the names, with the steps until a millionth of the way down is left. The *condition number* $\kappa = \lambda_{\max}/\lambda_{\min}$ is the ratio of the steepest curvature to the
# flattest: the steep direction limits the rate, and the flat direction waits.


# %%
def steps_needed(X: np.ndarray, most: int = 2000) -> int:
    """Steps until a millionth of the way down is left, 5 % below the limit; `most` where that is not enough."""
    losses = descend(0.95 * largest_stable_rate(X), most, X)
    bottom = loss(np.linalg.lstsq(X, y, rcond=None)[0], X)
    done = losses - bottom < 1e-6 * (losses[0] - bottom)
    return int(done.argmax()) if done.any() else most


needed, kappa, bottoms = {}, {}, []
for name, data in versions.items():
    curvatures = np.linalg.eigvalsh(data.T @ data / n)
    needed[name], kappa[name] = steps_needed(data), curvatures[-1] / curvatures[0]
    bottoms.append(loss(np.linalg.lstsq(data, y, rcond=None)[0], data))
    count = f"{needed[name]} steps" if needed[name] < 2000 else "not in 2,000 steps"
    print(f"{name}: limit {2 / curvatures[-1]:.2g}, condition number {kappa[name]:,.1f}, {count}")
lesson.claim(
    "All four models reach the same best loss: to divide or to centre changes the bowl, not what can be said",
    np.ptp(bottoms) < 1e-9,
)
lesson.claim(
    "Without centring 2,000 steps are not enough; with it 167 are, and 65 when the spread is divided out as well",
    needed == {"as measured": 2000, "only divided": 2000, "only centred": 167, "standardised": 65},
)

# %% [markdown]
# Columns far from zero are nearly parallel to the column of ones: one direction of the bowl is almost flat. Centring
# removes that; dividing evens out what remains.
#
# ## Move it yourself
#
# Raise the learning rate with the arrow keys until the path swings across the long valley, then until it leaves. Go to
# the two penguin surfaces: only the zero of the ruler differs. Then add momentum, also on Rosenbrock's banana, a curved
# valley.

# %%
lesson.explore("descent")

# %%
lesson.quiz(
    "banana",
    "On Rosenbrock's banana, with rate 0.0051 and 200 steps, momentum is raised from 0 to 0.9. The path then …",
    ["arrives sooner", "flies off", "hardly changes", "stops half-way"],
    answer=...,
)

# %% [markdown]
# ## Momentum: remember where you were going
#
# In a long narrow valley the gradient points almost across it. Steps cancel from side to side and advance slowly
# along the floor. With *momentum* (Polyak, 1964) what alternates cancels, and what persists adds up:
#
# $$ v \leftarrow \beta v + \nabla f(w), \qquad w \leftarrow w - \eta v. $$
#
# This is the form of `torch.optim.SGD(momentum=β)`: the learning rate multiplies the whole velocity.


# %%
@lesson.exercise
def momentum_step(
    w: np.ndarray, velocity: np.ndarray, grad: np.ndarray, lr: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    """One step of gradient descent with momentum, as torch.optim.SGD does it.

    w, velocity, grad: shape (d,); lr > 0; beta in [0, 1): how much of the velocity is kept.
    Returns (new w, new velocity), each a new array of shape (d,).
    """


# %% [markdown]
# What does it buy? On a quadratic, the best constant rate $2/(\lambda_{\min} + \lambda_{\max})$ multiplies the distance
# to the minimum by at worst $(\kappa - 1)/(\kappa + 1)$ a step. With momentum, $\eta = 4/(\sqrt{\lambda_{\max}} +
# \sqrt{\lambda_{\min}})^2$ and $\beta = \big(\tfrac{\sqrt\kappa - 1}{\sqrt\kappa + 1}\big)^2$, the factor is in the
# long run $(\sqrt\kappa - 1)/(\sqrt\kappa + 1)$: $\kappa$ has become $\sqrt\kappa$. Elsewhere nothing is promised, as the
# banana showed. **Predict**: when $\kappa$ grows from 25 to 2,500, by how much do the two counts of steps grow?


# %%
def momentum_walk(hessian: np.ndarray, lr: float, beta: float, most: int = 20_000) -> tuple[int, np.ndarray]:
    """Steps from (1, 1) until a thousandth of the distance is left, and where they arrive."""
    w, velocity, step = np.ones(2), np.zeros(2), 0
    while step < most and np.linalg.norm(w) > 1e-3 * np.sqrt(2):
        w, velocity = momentum_step(w, velocity, hessian @ w, lr, beta)
        step += 1
    return step, w


kappas, plain, heavy = (25, 100, 400, 2500), [], []
for k in kappas:
    root = np.sqrt(k)
    plain.append(momentum_walk(np.diag([1.0, k]), 2 / (1 + k), 0.0)[0])
    heavy.append(momentum_walk(np.diag([1.0, k]), 4 / (1 + root) ** 2, ((root - 1) / (root + 1)) ** 2)[0])

figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
axes.loglog(kappas, plain, "o-", label="gradient descent")
axes.loglog(kappas, heavy, "s-", label="with momentum")
axes.set(xlabel="condition number", ylabel="steps", title="Steps to a thousandth of the distance")
axes.legend()
plt.show()
print("plain", plain, "momentum", heavy)
lesson.claim(
    "A condition number 100 times as large costs plain descent about 100 times the steps, momentum 10 to 14 times",
    90 < plain[-1] / plain[0] < 110 and 10 < heavy[-1] / heavy[0] < 14,
)

parameter = torch.nn.Parameter(torch.ones(2, dtype=torch.float64))
sgd = torch.optim.SGD([parameter], lr=0.033, momentum=0.67)
arrived = momentum_walk(np.diag([1.0, 100.0]), 0.033, 0.67)
for _ in range(arrived[0]):
    sgd.zero_grad()
    (0.5 * torch.tensor([1.0, 100.0], dtype=torch.float64) @ parameter**2).backward()
    sgd.step()
lesson.claim(
    "Our path ends where that of torch.optim.SGD ends, to 12 decimals",
    np.abs(arrived[1] - parameter.detach().numpy()).max() < 1e-12,
)

# %% [markdown]
# ## Mini-batches and a falling rate
#
# *Stochastic gradient descent* (after Robbins and
# Monro, 1951) takes the gradient of a few rows drawn at random, a *mini-batch*. On average it is right, but its noise does not
# vanish at the minimum: with a constant rate the iterates arrive and then hop about. The remedy is a *schedule* that
# lets the rate fall, here along half a cosine.
#
# The code below runs, its loss falls, and at the end it hops as if there were no schedule. One statement is at fault.


# %%
@lesson.exercise
def train_in_batches(X: np.ndarray, y: np.ndarray, lr: float, epochs: int, batch_size: int, seed: int) -> np.ndarray:
    """The weights after each epoch of mini-batch descent on half the mean squared error, from zero. Repair it.

    X: shape (n, d), float64; y: shape (n,); lr: the rate of the first epoch; epochs ≥ 1; batch_size: rows in a batch,
    the last of an epoch may be smaller; seed: of the order of rows, drawn as below. In epoch k = 0, 1, … every batch
    has the rate lr · (1 + cos(π k / epochs)) / 2. Returns shape (epochs, d).
    """
    X, y = torch.tensor(X), torch.tensor(y)
    w = torch.zeros(X.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=lr)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=epochs)
    generator = torch.Generator().manual_seed(seed)
    history = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=generator).split(batch_size):
            optimizer.zero_grad()
            error = ((X[rows] @ w - y[rows]) ** 2).mean() / 2
            error.backward()
            optimizer.step()
            schedule.step()
        history.append(w.detach().numpy().copy())
    return np.array(history)


# %%
falling = train_in_batches(X, y, 0.3, 30, 32, seed)
w, constant = np.zeros(2), []
for _ in range(30):
    for rows in np.array_split(rng.permutation(n), 11):
        w = gradient_step(w, gradient(w, X[rows], y[rows]), 0.3)
    constant.append(w)
hops = np.array([[loss(w) - loss(best) for w in path] for path in (constant, falling)])
figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
for values, label in zip(hops, ("constant rate", "falling rate"), strict=True):
    axes.semilogy(values, label=label)
axes.set(xlabel="epoch", ylabel="loss above the minimum", title="Batches of about 32 penguins")
axes.legend()
plt.show()
lesson.claim(
    "Over the last ten epochs the falling rate is more than ten times closer to the minimum's loss",
    hops[0, -10:].mean() > 10 * hops[1, -10:].mean(),
)

# %% [markdown]
# ## Adam: a learning rate for each coordinate
#
# Adam (Kingma and Ba, 2015) keeps two running averages: of the gradient, $m$, and of its square, $v$. Both start at
# zero, which makes them too small at first; dividing by $1 - \beta^t$ corrects this bias.
#
# $$ m \leftarrow \beta_1 m + (1-\beta_1) g, \quad v \leftarrow \beta_2 v + (1-\beta_2) g^2, \quad
#    w \leftarrow (1 - \eta\lambda)\, w - \eta\, \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \epsilon} $$
#
# The factor $1 - \eta\lambda$ is *weight decay*, which pulls every weight towards zero; $\lambda = 0$ gives plain Adam.
# For plain descent one might as well add $\lambda w$ to the gradient, but Adam would divide it by $\sqrt v$. Keeping it
# apart is the W of AdamW (Loshchilov and Hutter, 2019).
#
# Four optimisers of PyTorch leave zero; one is Adam, with $\lambda = 0$.

# %%
makers = {
    "P": lambda w: torch.optim.SGD([w], lr=0.3, weight_decay=0.1),
    "Q": lambda w: torch.optim.SGD([w], lr=0.1, momentum=0.9),
    "R": lambda w: torch.optim.Adam([w], lr=0.05),
    "S": lambda w: torch.optim.SGD([w], lr=0.5),
}


def walk(letter: str, factor: float, steps: int = 3) -> np.ndarray:
    """Where the first steps arrive on `factor` times the loss, shape (steps, 2)."""
    w, path = torch.nn.Parameter(torch.zeros(2, dtype=torch.float64)), []
    optimizer = makers[letter](w)
    for _ in range(steps):
        optimizer.zero_grad()
        (factor * ((torch.tensor(X) @ w - torch.tensor(y)) ** 2).mean() / 2).backward()
        optimizer.step()
        path.append(w.detach().numpy().copy())
    return np.array(path)


for letter in makers:
    print(letter, *(f"({a:.3f}, {b:+.3f})" for a, b in walk(letter, 1)))

# %%
lesson.quiz(
    "adam_scale",
    "The loss is multiplied by 1,000, and nothing else changes. Which path is then still, but for ε, the one printed above?",
    ["R", "P", "S", "Q"],
    answer=...,
)

# %% [markdown]
# Now the step itself.


# %%
@lesson.exercise
def adam_step(
    w: np.ndarray,
    grad: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.0,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One step of Adam, and with a weight decay of AdamW.

    w, grad, m, v: shape (d,), m and v being the averages so far; t: the number of this step, from 1; lr: the learning
    rate; beta1, beta2: the memories of m and v; eps: keeps the division finite; weight_decay: λ of the formula.
    Returns (new w, new m, new v), each a new array of shape (d,); m and v without the correction.
    """
    m_new = beta1 * m + (1 - beta1) * grad
    v_new = ...
    m_hat = ...
    v_hat = ...
    w_new = ...
    return w_new, m_new, v_new


# %%
w, m, v = np.array([2.0, -2.0]), np.zeros(2), np.zeros(2)
parameter = torch.nn.Parameter(torch.tensor(w))
adam = torch.optim.AdamW([parameter], lr=0.05, weight_decay=0.1)
for t in range(1, 201):
    w, m, v = adam_step(w, gradient(w), m, v, t, lr=0.05, weight_decay=0.1)
    adam.zero_grad()
    ((torch.tensor(X) @ parameter - torch.tensor(y)) ** 2).mean().div(2).backward()
    adam.step()
print(f"ours {w.round(6)}, torch {parameter.detach().numpy().round(6)}, minimum without decay {best.round(6)}")
lesson.claim(
    "Our path ends where that of torch.optim.AdamW ends, to 12 decimals",
    np.abs(w - parameter.detach().numpy()).max() < 1e-12,
)
lesson.claim(
    "On 1,000 times the loss Adam's first three steps are the same to six decimals, and no other path is",
    [letter for letter in makers if np.allclose(walk(letter, 1), walk(letter, 1000), atol=1e-6)] == ["R"],
)

# %% [markdown]
# ## Read the log
#
# Four logs of descent on the penguins; which setting made which is drawn by lot. Two of them climb, and their losses
# alone do not tell why.


# %%
def keep_log(lr: float, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Losses, above the minimum, and gradients of 25 steps of descent with mini-batches of `rows`."""
    w, losses, gradients = np.array([2.0, -2.0]), [], []
    for _ in range(25):
        drawn = rng.permutation(n)[:rows]
        losses.append(loss(w) - loss(best))
        gradients.append(gradient(w, X[drawn], y[drawn]))
        w = w - lr * gradients[-1]
    return np.array(losses), np.array(gradients)


settings = [(1.5, n), (-0.1, n), (0.01, n), (0.6, 8)]
lot = rng.permutation(4)
logs = {name: keep_log(*settings[i]) for name, i in zip("ABCD", lot, strict=True)}
figure, panels = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
for name, (losses, gradients) in logs.items():
    panels[0].semilogy(losses, label=name)
    panels[1].plot(gradients[:, 0], label=name)
panels[0].set(xlabel="step", title="loss above the minimum")
panels[1].set(xlabel="step", title="first coordinate of the gradient", yscale="symlog")
panels[1].legend()
plt.show()


# %%
@lesson.exercise
def remedy(losses: np.ndarray, gradients: np.ndarray) -> str:
    """What the run with this log needs.

    losses: of all rows, above the minimum, before each of T ≥ 3 steps, shape (T,); gradients: the gradient that each
    step used, of all rows or of a mini-batch, shape (T, d). The loss is a convex quadratic, the rate was constant,
    there was no momentum. Each log is a clear case of one of four, and the answer is its remedy:
    "smaller rate": the steps were too long; "other sign": they went uphill; "larger rate": they were right but far too
    short; "falling rate": the run came down and now hops about in the noise of its mini-batches.
    """


# %%
wanted = ["smaller rate", "other sign", "larger rate", "falling rate"]
lesson.claim(
    "Your remedy fits the setting behind each of the four logs",
    [remedy(*log) for log in logs.values()] == [wanted[i] for i in lot],
)

# %% [markdown]
# ## Newton: use the curvature itself
#
# Newton's method fits a quadratic to the loss where it stands and jumps to where that has gradient zero: $w \leftarrow w -
# H^{-1}\nabla f$. The price is the Hessian: $d^2$ numbers, and a linear system that costs about $d^3$ operations. Do not
# form the inverse; solve the system.


# %%
@lesson.exercise
def newton_step(w: np.ndarray, grad: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    """Where one step of Newton's method from `w` arrives.

    w, grad: shape (d,); hessian: shape (d, d), symmetric and positive definite. Returns a new array, shape (d,).
    """


# %%
start = np.array([2.0, -2.0])
arrived = newton_step(start, gradient(start), X.T @ X / n)
lesson.claim("One Newton step from (2, −2) arrives at the minimum", np.allclose(arrived, best))

# %% [markdown]
# ## How far? Ask the function
#
# Away from quadratics the jump can be too long. *Backtracking* (Armijo, 1966) begins with the whole step along a
# direction $p$ and halves it until the loss has fallen by at least a small share $c$ of what the slope promises for
# that length:
#
# $$ f(w + \eta p) \le f(w) + c\,\eta\,\nabla f(w)^\top p. $$
#
# The last term refuses a step whose decrease is too small for its length; without it a walk can hop from wall to wall
# and come to rest where there is no minimum. Where $f$ is smooth, every short enough step meets the condition.


# %%
@lesson.exercise
def backtracking(f, w: np.ndarray, grad: np.ndarray, direction: np.ndarray, c: float = 1e-4) -> float:
    """The first of the step lengths 1, ½, ¼, … that satisfies the Armijo condition; equality satisfies it.

    f: the loss, a function of an array of shape (d,) that returns a finite float; w: where we are, shape (d,); grad: the
    gradient at w; direction: a descent direction, grad·direction < 0; c: the share of the promised fall, in (0, 1).
    Returns the step length, a float in (0, 1].
    """
    step = 1.0
    while ...:
        step = step / 2
    return step


# %%
# The banana again, with Newton's direction and our line search, beside SciPy's own second-order method.
w = np.array([-1.2, 1.0])
path, flattest = [w], []
while np.linalg.norm(optimize.rosen_der(w)) > 1e-8 and len(path) < 200:
    flattest.append(np.linalg.eigvalsh(optimize.rosen_hess(w))[0])
    direction = newton_step(w, optimize.rosen_der(w), optimize.rosen_hess(w)) - w
    w = w + backtracking(optimize.rosen, w, optimize.rosen_der(w), direction) * direction
    path.append(w)
path = np.array(path)
library = optimize.minimize(
    optimize.rosen, path[0], jac=optimize.rosen_der, hess=optimize.rosen_hess, method="trust-exact"
)
print(f"ours: {len(path) - 1} steps to {w.round(6)};  SciPy trust-exact: {library.nit} steps to {library.x.round(6)}")
lesson.claim(
    "Newton with backtracking needs 21 steps, and the Hessian was positive definite at each of them",
    len(path) - 1 == 21 and min(flattest) > 0,
)

a, b = np.meshgrid(np.linspace(-1.6, 1.4, 200), np.linspace(-0.6, 1.6, 200))
figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
axes.contour(a, b, np.log10(1 + optimize.rosen(np.stack([a, b]))), levels=18, cmap="viridis")
axes.plot(path[:, 0], path[:, 1], "o-", color="tab:red", markersize=4, label="Newton with backtracking")
axes.plot(1, 1, "k*", markersize=12, label="minimum")
axes.set(xlabel="$w_1$", ylabel="$w_2$", title="Rosenbrock's valley")
axes.legend(loc="upper left")
plt.show()

# %% [markdown]
# Newton only asks where the gradient is zero. Below is a saddle, $2 w_1^2 - \tfrac12 w_2^2$.

# %%
axes = four_steps(lambda w: 2 * w[0] ** 2 - w[1] ** 2 / 2, np.array([0.35, 0.3]), [-8, 171, -139, 64], 0.3)
axes.plot(0, 0, "kx", label="gradient zero")
axes.legend()
plt.show()

# %%
lesson.quiz(
    "saddle",
    "Which arrow shows the direction of a plain Newton step?",
    ["P", "R", "S", "Q"],
    answer=...,
)

# %% [markdown]
# ## Is there only one valley?
#
# A function is *convex* when no chord runs below it; then every local minimum is global. A quadratic
# $q(w) = \tfrac12 w^\top A w$ is convex exactly when the symmetric part of $A$ has no negative eigenvalue; the rest of
# $A$ does not enter $w^\top A w$.


# %%
@lesson.exercise
def is_convex(A: np.ndarray) -> bool:
    """Whether q(w) = ½ wᵀ A w is convex.

    A: shape (d, d), not necessarily symmetric. Eigenvalues above −1e-10 count as not negative. Returns a bool.
    """


# %% [markdown]
# ## Minimise, but on a line
#
# Often the answer must satisfy an equation: portfolio weights that sum to one, a flow that conserves mass. To minimise
# $\tfrac12 w^\top A w - b^\top w$ subject to $Cw = d$, Lagrange's method adds one unknown $\lambda$ per equation and asks
# for a point where the gradient is a combination of the constraints' normals:
#
# $$ \begin{pmatrix} A & C^\top \\ C & 0 \end{pmatrix} \begin{pmatrix} w \\ \lambda \end{pmatrix} =
#    \begin{pmatrix} b \\ d \end{pmatrix}. $$
#
# With these signs a small move of $d$ changes the minimum by $-\lambda$ per unit.


# %%
@lesson.exercise
def constrained_minimum(A: np.ndarray, b: np.ndarray, C: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The minimiser of ½ wᵀ A w − bᵀ w subject to C w = d, with its multipliers.

    A: shape (p, p), symmetric positive definite; b: shape (p,); C: shape (k, p), of full row rank; d: shape (k,).
    Returns (w, multipliers) with shapes (p,) and (k,), such that A w + Cᵀ multipliers = b.
    """


# %%
# One unit of money is split between three funds with as little variance as possible.
returns = rng.multivariate_normal(
    [0.05, 0.06, 0.08], [[0.02, 0.005, 0.0], [0.005, 0.03, 0.01], [0, 0.01, 0.08]], size=5_000
)
covariance = np.cov(returns.T)
weights, multiplier = constrained_minimum(covariance, np.zeros(3), np.ones((1, 3)), np.ones(1))
solver = optimize.minimize(
    lambda w: 0.5 * w @ covariance @ w,
    np.full(3, 1 / 3),
    constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
    tol=1e-12,
)
print("Lagrange:", weights.round(4), " SLSQP:", solver.x.round(4))
richer, _ = constrained_minimum(covariance, np.zeros(3), np.ones((1, 3)), np.array([1.001]))
gain = (richer @ covariance @ richer - weights @ covariance @ weights) / 2 / 0.001
lesson.claim(
    "SLSQP finds the same weights to three decimals, and the multiplier tells what a thousandth more money costs, within 1 %",
    np.allclose(weights, solver.x, atol=1e-4) and abs(gain / -multiplier[0] - 1) < 0.01,
)

# %% [markdown]
# ## Open: raw units, sixty calls
#
# A logistic regression in raw units, like the run that failed, and its columns are out of your reach. All you get is a
# function that returns loss and gradient, and it answers 60 times. Any method goes, yours or one of
# `scipy.optimize.minimize`; read there about `jac=True`, and about *quasi-Newton* methods, which build up an estimate of
# the Hessian from the gradients that they meet. To pass, come within 0.02 of the best log loss on rows held out. Be
# proud of fewer than 40 calls on the penguins below.


# %%
@lesson.exercise
def fit_in_sixty_calls(loss_and_gradient, start: np.ndarray) -> np.ndarray:
    """Weights that nearly minimise a convex loss, found with at most 60 calls of a function.

    loss_and_gradient: a function of an array of shape (d,), d from 2 to 5, that returns (loss, gradient), a float and
    an array of shape (d,); the 61st call raises RuntimeError. start: the weights to begin with, shape (d,).
    Returns shape (d,). Any weights count whose mean log loss on held-out rows is at most 0.02 above that of the
    weights that minimise the given loss.
    """


# %%
known = load_dataset("penguins").dropna()
measured = known[["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]].to_numpy(dtype=float)
design = np.column_stack([np.ones(len(known)), measured])
male = (known["sex"] == "male").to_numpy(dtype=float)
order = rng.permutation(len(known))
fitting, judging = order[:230], order[230:]
calls = []


def log_loss(w: np.ndarray, rows: np.ndarray = fitting) -> tuple[float, np.ndarray]:
    """The mean log loss of “male” on some rows, and its gradient; each call is counted."""
    calls.append(1)
    score = design[rows] @ w
    probability = (1 + np.tanh(score / 2)) / 2
    slope = design[rows].T @ (probability - male[rows]) / len(rows)
    return float(np.mean(np.logaddexp(0, score) - male[rows] * score)), slope


mine = fit_in_sixty_calls(log_loss, np.zeros(5))
used = len(calls)
print(f"calls {used}, log loss on the {len(judging)} penguins held out {log_loss(mine, judging)[0]:.3f}")
calls.clear()
library = optimize.minimize(log_loss, np.zeros(5), jac=True, method="CG", options={"maxiter": 100})
print(f"SciPy's conjugate gradients: calls {len(calls)}, log loss held out {log_loss(library.x, judging)[0]:.3f}")

# %% [markdown]
# ## The two numbers
#
# Back to the run that ended in `inf`: 0.1 was two thousand times too large. But the right rate would not have saved it,
# because the flat direction hardly moves at such a rate. Centring did the work.

# %%
print(f"largest stable rate {largest_stable_rate(raw):.1e}; condition number {kappa['as measured']:,.0f} as measured,")
print(f"{kappa['only divided']:,.0f} only divided, {kappa['only centred']:,.0f} only centred")
lesson.claim("0.1 was more than 2,000 times the largest stable rate", 2000 * largest_stable_rate(raw) < 0.1)
lesson.claim(
    "Dividing lowers the condition number by a factor of 144, centring by more than 130,000",
    round(kappa["as measured"] / kappa["only divided"]) == 144
    and kappa["as measured"] > 130_000 * kappa["only centred"],
)

# %% [markdown]
# ## The mistakes people make
#
# Adding the gradient: the loss rises at once and every time, so look at the sign before you look at the rate. Scaling
# without centring, and wondering why it is still slow. Lowering the learning rate when the loss is `nan` and keeping it
# low for ever, instead of asking which direction exploded. Moving a schedule on per batch that was set up per epoch, or
# forgetting `zero_grad`, which makes a gradient the sum of all before it. Passing `weight_decay` to Adam and expecting
# AdamW. Inverting the Hessian. Giving `minimize` no gradient, so that it spends its calls on differences.
#
# ## What to remember
#
# A step is $w - \eta\nabla f$; on a quadratic bowl it converges from everywhere exactly for $0 < \eta <
# 2/\lambda_{\max}$. The condition number $\kappa$ says how slow the best single rate is, and momentum turns it into
# $\sqrt\kappa$. Mini-batches need a falling rate in order to settle. Adam remembers a scale for each coordinate, Newton
# uses the whole curvature, quasi-Newton methods learn it on the way, and a line search lets the function choose the
# length. Convex means that a local minimum is global; a constraint adds one unknown per equation. Next comes
# *Information theory*, where the log loss that you have just minimised gets its meaning.
#
# ## Read on
#
# - J. Nocedal and S. Wright, *Numerical Optimization*, 2nd edition, Springer 2006: chapters 2, 3, 6, 12.
# - S. Boyd and L. Vandenberghe, *Convex Optimization*, Cambridge 2004: chapters 3 and 9.
# - D. Kingma and J. Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015.
# - I. Loshchilov and F. Hutter, *Decoupled Weight Decay Regularization*, ICLR 2019.
# - G. Goh, *Why Momentum Really Works*, Distill 2017.
# - L. Bottou, F. Curtis and J. Nocedal, *Optimization Methods for Large-Scale Machine Learning*, SIAM Review 2018.
