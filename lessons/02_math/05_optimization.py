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
#     summary: Why does the same model on the same data learn in ten steps, crawl, or explode?
#     minutes: 75
#     requires: []
#     objectives:
#       Take a gradient step and say in which direction it goes: [gradient_step, direction]
#       Predict from the curvature which learning rates converge: [largest_stable_rate, diverge]
#       Write momentum and Adam and know what each remembers: [momentum_step, adam_step, adam_scale]
#       Use curvature with Newton's method, and choose a step length by a line search: [newton_step, backtracking]
#       Tell whether a quadratic is convex, and minimise it under a constraint: [is_convex, constrained_minimum, saddle]
#     datasets: [penguins]
#     extras: []
#     teaches:
#       gradient: >-
#         The vector of a function's partial derivatives, which points where the function grows fastest.
#       Hessian: >-
#         The matrix of a function's second partial derivatives, which says how the gradient changes from place to
#         place.
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
#       Adam: >-
#         A method of descent that divides a running average of each coordinate's gradient by the root of a running
#         average of its square.
#       bias correction: >-
#         Dividing a running average that began at zero and keeps the share β at each of t updates by 1 − βᵗ, without
#         which it is too small at first.
#       Newton's method: >-
#         Repeated steps to where the quadratic that has the function's gradient and Hessian at the present point has
#         gradient zero.
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
#     uses: []
#     covers:
#       optimisation: [gradient_step, momentum_step, adam_step, newton_step, backtracking, constrained_minimum]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Optimisation
#
# A colleague trains a linear model to predict the weight of a penguin from its flipper and its bill. With learning
# rate 0.1 the loss settles after a few dozen steps. She removes the line that standardises the two features, changes
# nothing else, and the loss becomes `inf`. The penguins are the same, the model is the same, the rate is the same.
#
# By the end of this lesson you can say *before* running it which learning rates will work, and what to do when none
# of them works well. Everything that trains a neural network, up to the largest, is built from the small
# functions that you will write here.

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
# We predict body mass (in kg) from flipper length and bill depth. The loss is half the mean squared error,
#
# $$ f(w) = \frac{1}{2n}\lVert Xw - y\rVert^2, \qquad \nabla f(w) = \frac1n X^\top (Xw - y). $$
#
# The factor ½ is there to make the gradient tidy. Its second derivative, the *Hessian* $H = \frac1n X^\top X$, does
# not depend on $w$: the loss is a quadratic bowl, and $H$ says how steep the bowl is in each direction.

# %%
penguins = load_dataset("penguins").dropna(subset=["flipper_length_mm", "bill_depth_mm", "body_mass_g"])
features = penguins[["flipper_length_mm", "bill_depth_mm"]].to_numpy(dtype=float)
mass = penguins["body_mass_g"].to_numpy(dtype=float) / 1000

X = (features - features.mean(axis=0)) / features.std(axis=0)
y = mass - mass.mean()
n = len(y)
print(f"{n} penguins, mean mass {mass.mean():.3f} kg")


def loss(w: np.ndarray, X: np.ndarray = X) -> float:
    """Half the mean squared error at w, shape (d,)."""
    return float(np.mean((X @ w - y) ** 2) / 2)


def gradient(w: np.ndarray, X: np.ndarray = X) -> np.ndarray:
    """The gradient of `loss` at w, shape (d,)."""
    return X.T @ (X @ w - y) / len(y)


best = np.linalg.lstsq(X, y, rcond=None)[0]
print("the minimum is at", best.round(4), "with loss", round(loss(best), 4))

# %% [markdown]
# Before you go on, decide. No calculation, just the picture of a slope under your feet.

# %%
lesson.quiz(
    "direction",
    "The gradient at a point is (3, −1). Which small move lowers the loss fastest?",
    ["along (3, −1)", "along (−3, 1)", "along (1, 3)", "it depends on the loss"],
    answer=...,
)

# %% [markdown]
# ## One step
#
# The gradient points uphill, as steeply as possible. Gradient descent (Cauchy, 1847) walks the other way, and the
# *learning rate* says how far. The step is as long as the slope is steep times the learning rate: on a gentle slope
# it becomes short by itself.


# %%
@lesson.exercise
def gradient_step(w: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
    """Where one step of gradient descent from `w` arrives.

    w: shape (d,); grad: the gradient at w, shape (d,); lr: the learning rate, > 0. Returns a new array, shape (d,).
    """


# %% [markdown]
# Now walk. The cell below starts at (2, −2) and takes 60 steps with three learning rates. **Predict first**: which of
# the three curves will be lowest after 60 steps, and will any of them rise?


# %%
def descend(lr: float, steps: int = 60, X: np.ndarray = X) -> np.ndarray:
    """The loss after 0, 1, …, steps steps from (2, −2)."""
    w = np.array([2.0, -2.0])
    losses = [loss(w, X)]
    for _ in range(steps):
        w = gradient_step(w, gradient(w, X), lr)
        losses.append(loss(w, X))
    return np.array(losses)


figure, axes = plt.subplots(figsize=(7, 3.5), layout="constrained")
for lr in (0.02, 0.5, 1.3):
    axes.semilogy(descend(lr) - loss(best), label=f"lr = {lr}")
axes.set(xlabel="step", ylabel="loss above the minimum", title="The same bowl, three learning rates")
axes.legend()
plt.show()

# %% [markdown]
# ## Why it explodes
#
# Look at a single direction with curvature $\lambda$: $f(w) = \tfrac{\lambda}{2} w^2$, with gradient $\lambda w$. One
# step gives $w \leftarrow w - \eta\lambda w = (1 - \eta\lambda)\,w$. Each step multiplies the distance to the minimum
# by $1 - \eta\lambda$, so it shrinks exactly when $|1 - \eta\lambda| < 1$, that is when $0 < \eta < 2/\lambda$.
#
# A bowl in several dimensions has one curvature for each eigenvector of the Hessian. The steepest direction is the
# first to explode, so the largest eigenvalue sets the limit for all. Here it is for our penguins, and for the same
# penguins in raw millimetres:

# %%
for label, data in (("standardised", X), ("raw millimetres", features)):
    curvatures = np.linalg.eigvalsh(data.T @ data / n)
    print(f"{label:16} curvatures {curvatures.round(4)}, ratio {curvatures[-1] / curvatures[0]:.1f}")

# %% [markdown]
# That is the colleague's bug. Her data did not change, but the curvature of her loss did, and with it the largest
# learning rate. The ratio of the two curvatures, the *condition number*, says how slow the best single learning rate
# must be: the steep direction limits the rate, and the flat direction waits.


# %%
@lesson.exercise
def largest_stable_rate(X: np.ndarray) -> float:
    """The learning rate from which gradient descent on half the mean squared error no longer converges.

    X: the design matrix, shape (n, d), of full column rank. Returns 2 / λ, where λ is the largest eigenvalue of the
    Hessian of the loss, a float > 0.
    """


# %%
limit = largest_stable_rate(X)
for factor in (0.98, 1.02):
    losses = descend(factor * limit, steps=200)
    print(f"lr = {factor} × {limit:.4f}: loss goes from {losses[0]:.3f} to {losses[-1]:.3g}")
print(f"in raw millimetres the limit is {largest_stable_rate(features):.2e}")

# %%
lesson.quiz(
    "diverge",
    "On f(w) = w² (curvature 2), lr = 1.1 makes the iterates …",
    ["converge from one side", "grow and change sign at every step", "stay where they are", "converge, changing sign"],
    answer=...,
)

# %% [markdown]
# ## Feel it
#
# Move the learning rate with the arrow keys and watch the path. Find the rate at which the path on the
# ill-conditioned bowl begins to zigzag, then the one at which it leaves the picture. Then add momentum.

# %%
lesson.explore("descent")

# %% [markdown]
# ## Momentum: remember where you were going
#
# In a long narrow valley the gradient points almost across it. Steps cancel from side to side and advance slowly
# along the floor. *Momentum* (Polyak, 1964) averages out what cancels and keeps what persists:
#
# $$ v \leftarrow \beta v + \nabla f(w), \qquad w \leftarrow w - \eta v. $$
#
# This is the form that `torch.optim.SGD(momentum=β)` uses: the learning rate multiplies the whole velocity.


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
# Let us check it against the library, on a valley with condition number 100. The two paths must agree to the last
# digits, and both should arrive well before plain descent does.

# %%
valley = np.diag([1.0, 100.0])
start = np.array([1.0, 1.0])

w, velocity = start.copy(), np.zeros(2)
for _ in range(100):
    w, velocity = momentum_step(w, velocity, valley @ w, lr=0.015, beta=0.8)

parameter = torch.nn.Parameter(torch.tensor(start))
sgd = torch.optim.SGD([parameter], lr=0.015, momentum=0.8)
for _ in range(100):
    sgd.zero_grad()
    (0.5 * parameter @ torch.tensor(valley) @ parameter).backward()
    sgd.step()

plain = start.copy()
for _ in range(100):
    plain = gradient_step(plain, valley @ plain, 0.015)

print(f"largest difference from torch: {np.abs(w - parameter.detach().numpy()).max():.1e}")
print(f"distance to the minimum after 100 steps: plain {np.linalg.norm(plain):.3f}, momentum {np.linalg.norm(w):.1e}")

# %% [markdown]
# ## Adam: a learning rate for each coordinate
#
# Adam (Kingma and Ba, 2015) keeps two running averages: of the gradient, $m$, and of its square, $v$. Dividing by
# $\sqrt v$ gives each coordinate a step of about the same size, whatever its units. Both averages start at zero,
# which makes them too small at first; dividing by $1 - \beta^t$ corrects exactly this bias.
#
# $$ m \leftarrow \beta_1 m + (1-\beta_1) g, \quad v \leftarrow \beta_2 v + (1-\beta_2) g^2, \quad
#    w \leftarrow w - \eta\, \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \epsilon} $$


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
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One step of Adam.

    w, grad, m, v: shape (d,), m and v being the averages so far; t: the number of this step, from 1; lr: the learning
    rate; beta1, beta2: the memories of m and v; eps: keeps the division finite.
    Returns (new w, new m, new v), each a new array of shape (d,).
    """
    m_new = beta1 * m + (1 - beta1) * grad
    v_new = ...
    m_hat = ...
    v_hat = ...
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m_new, v_new


# %%
w, m, v = np.array([2.0, -2.0]), np.zeros(2), np.zeros(2)
parameter = torch.nn.Parameter(torch.tensor(w))
adam = torch.optim.Adam([parameter], lr=0.05)
for t in range(1, 201):
    w, m, v = adam_step(w, gradient(w), m, v, t, lr=0.05)
    adam.zero_grad()
    ((torch.tensor(X) @ parameter - torch.tensor(y)) ** 2).mean().div(2).backward()
    adam.step()
print(f"ours {w.round(6)}, torch {parameter.detach().numpy().round(6)}, minimum {best.round(6)}")

# %%
lesson.quiz(
    "adam_scale",
    "You multiply the loss by 1000 and change nothing else. The path that Adam takes …",
    [
        "is the same up to eps",
        "has steps 1000 times as long",
        "has steps 1000 times as short",
        "diverges",
    ],
    answer=...,
)

# %% [markdown]
# ## Newton: use the curvature itself
#
# Newton's method fits a quadratic to the loss where it stands and jumps to its minimum: $w \leftarrow w -
# H^{-1}\nabla f$. On our bowl one jump is enough. The price is the Hessian: $d^2$ numbers, and a linear system that
# costs about $d^3$ operations. That is why it trains logistic regressions and not language models.
#
# Never form the inverse. Solve the system: it is faster and loses fewer digits.


# %%
@lesson.exercise
def newton_step(w: np.ndarray, grad: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    """Where one step of Newton's method from `w` arrives.

    w, grad: shape (d,); hessian: shape (d, d), invertible. Returns a new array, shape (d,).
    """


# %%
hessian = X.T @ X / n
arrived = newton_step(np.array([2.0, -2.0]), gradient(np.array([2.0, -2.0])), hessian)
print("one Newton step arrives at", arrived.round(6), "and the minimum is", best.round(6))

# %% [markdown]
# ## How far? Ask the function
#
# A line search chooses the step instead of you. *Backtracking* (Armijo, 1966) starts long and halves the step until
# the loss has fallen by at least a small share $c$ of what the slope promises:
#
# $$ f(w + \eta p) \le f(w) + c\,\eta\,\nabla f(w)^\top p. $$
#
# Without the second term a step that barely moves would count as progress.


# %%
@lesson.exercise
def backtracking(f, w: np.ndarray, grad: np.ndarray, direction: np.ndarray, c: float = 1e-4) -> float:
    """The first of the step lengths 1, ½, ¼, … that satisfies the Armijo condition.

    f: the loss, a function of an array of shape (d,) that returns a float; w: where we are, shape (d,); grad: the
    gradient at w; direction: a descent direction, grad·direction < 0; c: the share of the promised fall, in (0, 1).
    Returns the step length, a float in (0, 1].
    """
    step = 1.0
    while ...:
        step = step / 2
    return step


# %% [markdown]
# Rosenbrock's banana valley is the classic test: descent with a fixed rate either explodes or crawls. With the line
# search, Newton's direction walks it in a few dozen steps. SciPy's own Newton method is there to compare.

# %%
w = np.array([-1.2, 1.0])
path = [w]
while np.linalg.norm(optimize.rosen_der(w)) > 1e-8 and len(path) < 200:
    direction = newton_step(w, optimize.rosen_der(w), optimize.rosen_hess(w)) - w
    step = backtracking(optimize.rosen, w, optimize.rosen_der(w), direction)
    w = w + step * direction
    path.append(w)
path = np.array(path)
library = optimize.minimize(
    optimize.rosen, path[0], jac=optimize.rosen_der, hess=optimize.rosen_hess, method="trust-exact"
)
print(f"ours: {len(path) - 1} steps to {w.round(6)};  SciPy trust-exact: {library.nit} steps to {library.x.round(6)}")

a, b = np.meshgrid(np.linspace(-1.6, 1.4, 200), np.linspace(-0.6, 1.6, 200))
figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
axes.contour(a, b, np.log10(1 + optimize.rosen(np.stack([a, b]))), levels=18, cmap="viridis")
axes.plot(path[:, 0], path[:, 1], "o-", color="tab:red", markersize=4, label="Newton with backtracking")
axes.plot(1, 1, "k*", markersize=12, label="minimum")
axes.set(xlabel="$w_1$", ylabel="$w_2$", title="Rosenbrock's valley")
axes.legend(loc="upper left")
plt.show()

# %% [markdown]
# ## Is there only one valley?
#
# A function is *convex* when no chord runs below it; then every local minimum is global and descent cannot get stuck.
# For a quadratic $q(w) = \tfrac12 w^\top A w$ the test is short: $q$ is convex exactly when the symmetric part of $A$
# has no negative eigenvalue. The symmetric part matters, because $w^\top A w$ does not see the rest of $A$.


# %%
@lesson.exercise
def is_convex(A: np.ndarray) -> bool:
    """Whether q(w) = ½ wᵀ A w is convex.

    A: shape (d, d), not necessarily symmetric. Eigenvalues above −1e-10 count as not negative. Returns a bool.
    """


# %%
lesson.quiz(
    "saddle",
    "At a point the gradient is zero and the Hessian has the eigenvalues 4 and −1. The point is …",
    ["a minimum", "a maximum", "a saddle: a minimum one way and a maximum another"],
    answer=...,
)

# %% [markdown]
# ## Minimise, but on a line
#
# Often the answer must satisfy an equation: portfolio weights that sum to one, a flow that conserves mass. To
# minimise $\tfrac12 w^\top A w - b^\top w$ subject to $Cw = d$, Lagrange (1788) adds one unknown $\lambda$ per
# equation and asks for a point where the gradient is a combination of the constraints' normals:
#
# $$ \begin{pmatrix} A & C^\top \\ C & 0 \end{pmatrix} \begin{pmatrix} w \\ \lambda \end{pmatrix} =
#    \begin{pmatrix} b \\ d \end{pmatrix}. $$
#
# The multiplier is worth having: it says how much the minimum would improve if the constraint gave way a little.


# %%
@lesson.exercise
def constrained_minimum(A: np.ndarray, b: np.ndarray, C: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The minimiser of ½ wᵀ A w − bᵀ w subject to C w = d, with its multipliers.

    A: shape (p, p), symmetric positive definite; b: shape (p,); C: shape (k, p), of full row rank; d: shape (k,).
    Returns (w, multipliers) with shapes (p,) and (k,), such that A w + Cᵀ multipliers = b.
    """


# %% [markdown]
# A real use: split one unit of money between three funds with as little variance as possible. SciPy's general solver
# must find the same weights.

# %%
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
print(
    "Lagrange:", weights.round(4), " SLSQP:", solver.x.round(4), " variance:", round(weights @ covariance @ weights, 5)
)

# %% [markdown]
# ## The mistakes people make
#
# - **Adding the gradient.** The loss rises at once and every time: look at the sign before you look at the rate.
# - **Blaming the model for the units.** Features in different units make a bowl with a large condition number.
#   Standardise first; it is the cheapest speed-up there is.
# - **Lowering the learning rate when the loss is `nan`, and keeping it low for ever.** First see whether a single
#   exploding direction is to blame.
# - **Forgetting Adam's bias correction**, or counting $t$ from zero, which divides by zero at the first step.
# - **Inverting the Hessian.** Solve the system.
#
# ## What to remember
#
# - A step is $w - \eta\nabla f$. On a bowl it converges exactly for $\eta < 2/\lambda_{\max}$.
# - The condition number $\lambda_{\max}/\lambda_{\min}$ says how slow the best single rate is.
# - Momentum remembers a direction, Adam remembers a scale for each coordinate, Newton uses the whole curvature.
# - A line search turns "which rate?" into a question that the function answers.
# - Convex means one valley. A constraint adds one unknown per equation.
#
# ## Read on
#
# - J. Nocedal and S. Wright, *Numerical Optimization*, 2nd edition, Springer 2006: chapters 2, 3, 12.
# - S. Boyd and L. Vandenberghe, *Convex Optimization*, Cambridge 2004, free on the authors' page: chapters 3 and 9.
# - D. Kingma and J. Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015.
# - G. Goh, *Why Momentum Really Works*, Distill 2017: the same valley, drawn beautifully.
# - L. Bottou, F. Curtis and J. Nocedal, *Optimization Methods for Large-Scale Machine Learning*, SIAM Review 2018.
