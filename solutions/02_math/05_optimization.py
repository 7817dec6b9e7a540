"""Solutions of 02_math/05_optimization: Optimisation."""

import numpy as np
import torch
from scipy import linalg, optimize

from workbench.authoring import choice, reference

# -- gradient_step -----------------------------------------------------------------------------------------------------


@reference
def gradient_step(w, grad, lr):
    return w - lr * grad


gradient_step.example(w=np.array([1.0, 2.0]), grad=np.array([0.5, -1.0]), lr=0.1)


@gradient_step.cases(n=15)
def _(rng):
    d = rng.integers(1, 6)
    return {"w": rng.normal(size=d), "grad": rng.normal(size=d), "lr": rng.uniform(0.01, 1)}


@gradient_step.alternative
def _(w, grad, lr):
    return np.add(w, -(grad * lr))


gradient_step.misconception(
    "You moved along the gradient, which is uphill. Descent subtracts it.",
    "w - lr * grad → w + lr * grad",
)
gradient_step.misconception(
    "You left the learning rate out: the step must be `lr` times the gradient.",
    "w - lr * grad → w - grad",
)
gradient_step.misconception(
    "That is the step alone. The result is where the step arrives: start from `w`.",
    "w - lr * grad → -lr * grad",
)
gradient_step.misconception(
    "You normalised the gradient, so that every step has length `lr`. Plain descent takes shorter steps where the "
    "slope is gentle; that is how it comes to rest.",
    "w - lr * grad → w - lr * grad / np.linalg.norm(grad)",
)
gradient_step.misconception(
    "You kept only the signs of the gradient, so that each coordinate moves equally far. The step is proportional to the gradient.",
    "w - lr * grad → w - lr * np.sign(grad)",
)

gradient_step.hints(
    "Which way does the gradient point: towards higher or towards lower loss?",
    "The step is the gradient scaled by the learning rate, taken in the direction that lowers the loss.",
    "Subtract the learning rate times the gradient from `w`, and return the new array.",
)
gradient_step.explain(
    "The gradient is the direction of steepest ascent, so we subtract it. `w - lr * grad` makes a new array; "
    "`w -= lr * grad` would change the caller's."
)

# -- largest_stable_rate -----------------------------------------------------------------------------------------------


@reference
def largest_stable_rate(X):
    hessian = X.T @ X / len(X)
    return 2 / np.linalg.eigvalsh(hessian)[-1]


# The curvatures are 1/3 and 2.
largest_stable_rate.example(X=np.array([[1.0, 2.0], [0.0, 1.0], [1.0, 0.0]]))


@largest_stable_rate.cases(n=12)
def _(rng):
    n, d = rng.integers(8, 30), rng.integers(1, 5)
    return {"X": rng.normal(size=(n, d)) * rng.uniform(0.2, 5, size=d)}


@largest_stable_rate.cases(n=3)
def _(rng):
    # Far from zero, as measurements are: centring would change the answer.
    return {"X": rng.normal(size=(9, 2)) + rng.uniform(3, 9, size=2)}


@largest_stable_rate.alternative
def _(X):
    # The largest singular value of X, squared, is the largest eigenvalue of XᵀX.
    return 2 * len(X) / np.linalg.norm(X, 2) ** 2


largest_stable_rate.misconception(
    "You used the smallest curvature. The steepest direction explodes first, so the largest eigenvalue sets the limit.",
    "np.linalg.eigvalsh(hessian)[-1] → np.linalg.eigvalsh(hessian)[0]",
)
largest_stable_rate.misconception(
    "The Hessian of the *mean* loss is XᵀX / n. You left out the division by the number of rows.",
    "X.T @ X / len(X) → X.T @ X",
)
largest_stable_rate.misconception(
    "That is half of the limit. 1/λ is the rate that lands on the minimum of the steepest direction in one step; descent "
    "converges up to 2/λ. And with the ½ in front of it the loss has the Hessian XᵀX / n, without a 2.",
    "2 / np.linalg.eigvalsh(hessian)[-1] → 1 / np.linalg.eigvalsh(hessian)[-1]",
)
largest_stable_rate.misconception(
    "You took the largest entry on the diagonal of the Hessian. Correlated features make the bowl steeper than that: "
    "it takes the largest eigenvalue.",
    "np.linalg.eigvalsh(hessian)[-1] → np.diag(hessian).max()",
)

largest_stable_rate.misconception(
    "You centred the columns, as `np.cov` does. Descent runs on X as it is, and columns far from zero make its bowl steep.",
    "X.T @ X / len(X) → (X - X.mean(axis=0)).T @ (X - X.mean(axis=0)) / len(X)",
)
largest_stable_rate.misconception(
    "That is half of the limit. 1/λ is the rate that lands on the minimum of the steepest direction in one step; descent "
    "converges up to 2/λ. And with the ½ in front of it the loss has the Hessian XᵀX / n, without a 2.",
    "X.T @ X / len(X) → 2 * X.T @ X / len(X)",
)

largest_stable_rate.misconception(
    "You added up the curvatures of all directions. Each direction goes its own way, and the steepest alone sets the limit.",
    "np.linalg.eigvalsh(hessian)[-1] → np.trace(hessian)",
)
largest_stable_rate.misconception(
    "You took the largest singular value of X without squaring it. The eigenvalues of XᵀX are the squares of the singular "
    "values of X.",
    "2 / np.linalg.eigvalsh(hessian)[-1] → 2 * len(X) / np.linalg.norm(X, 2)",
)

largest_stable_rate.hints(
    "What is the second derivative of the loss? It does not depend on the weights.",
    "The Hessian is XᵀX divided by the number of rows. Each of its eigenvalues is the curvature in one direction.",
    "`np.linalg.eigvalsh` returns the eigenvalues of a symmetric matrix in ascending order; take 2 over the last one.",
)
largest_stable_rate.explain(
    "In the direction with curvature λ a step multiplies the distance by 1 − lr·λ, which shrinks exactly for "
    "lr < 2/λ. All directions must shrink, so the largest λ decides."
)

# -- momentum_step -----------------------------------------------------------------------------------------------------


@reference
def momentum_step(w, velocity, grad, lr, beta):
    velocity = beta * velocity + grad
    return w - lr * velocity, velocity


momentum_step.example(w=np.array([1.0]), velocity=np.array([2.0]), grad=np.array([4.0]), lr=0.1, beta=0.5)


@momentum_step.cases(n=15)
def _(rng):
    d = rng.integers(1, 5)
    return {
        "w": rng.normal(size=d),
        "velocity": rng.normal(size=d),
        "grad": rng.normal(size=d),
        "lr": rng.uniform(0.01, 0.5),
        "beta": rng.uniform(0.1, 0.95),
    }


@momentum_step.alternative
def _(w, velocity, grad, lr, beta):
    fresh = np.sum([grad, np.multiply(velocity, beta)], axis=0)
    return np.subtract(w, np.multiply(lr, fresh)), fresh


@momentum_step.misconception(
    "You moved with the old velocity. First bring the velocity up to date, then move with the new one."
)
def _(w, velocity, grad, lr, beta):
    return w - lr * velocity, beta * velocity + grad


momentum_step.misconception(
    "You weighted the gradient by 1 − β. That is an average, as in Adam; this form of momentum adds the whole gradient.",
    "beta * velocity + grad → beta * velocity + (1 - beta) * grad",
)
momentum_step.misconception(
    "You added the velocity. It is made of gradients, which point uphill: subtract it.",
    "w - lr * velocity → w + lr * velocity",
)
momentum_step.misconception(
    "You put the learning rate into the velocity. The result is alike while the rate is constant, but the velocity that "
    "you return is another: here the rate multiplies the velocity only when you move.",
    "beta * velocity + grad → beta * velocity + lr * grad",
    "w - lr * velocity → w - velocity",
)
momentum_step.misconception(
    "You put the learning rate into the velocity. The result is alike while the rate is constant, but the velocity that "
    "you return is another: here the rate multiplies the velocity only when you move.",
    "beta * velocity + grad → beta * velocity - lr * grad",
    "w - lr * velocity → w + velocity",
)

momentum_step.misconception(
    "You took the gradient twice, as Nesterov's method does. Here the step goes along the new velocity alone.",
    "w - lr * velocity → w - lr * (beta * velocity + grad)",
)

momentum_step.misconception(
    "The learning rate is in your step twice: once in the velocity and once in the move. It belongs in the move alone.",
    "beta * velocity + grad → beta * velocity + lr * grad",
)
momentum_step.misconception(
    "You let the gradient fade too. β multiplies the old velocity only; the new gradient enters whole.",
    "beta * velocity + grad → beta * (velocity + grad)",
)

momentum_step.hints(
    "Two lines: first the velocity, then the position. Which of them needs the other's new value?",
    "The new velocity keeps the share beta of the old one and adds the gradient.",
    "Compute `beta * velocity + grad` first, then move from `w` by minus `lr` times that. Return both.",
)
momentum_step.explain(
    "The velocity is a sum of past gradients with weights 1, β, β², …: what alternates cancels, what persists grows up "
    "to 1/(1 − β) times."
)

# -- adam_step ---------------------------------------------------------------------------------------------------------


@reference
def adam_step(w, grad, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m_new = beta1 * m + (1 - beta1) * grad
    v_new = beta2 * v + (1 - beta2) * grad**2
    m_hat = m_new / (1 - beta1**t)
    v_hat = v_new / (1 - beta2**t)
    w_new = (1 - lr * weight_decay) * w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w_new, m_new, v_new


# The first step, from averages of zero, is as long as the rate in each coordinate.
adam_step.example(w=np.array([1.0, 2.0]), grad=np.array([4.0, -0.5]), m=np.zeros(2), v=np.zeros(2), t=1, lr=0.1)
adam_step.example(
    w=np.array([1.0, 2.0]),
    grad=np.array([4.0, -0.5]),
    m=np.array([1.0, 0.5]),
    v=np.array([2.0, 0.25]),
    t=2,
    lr=0.1,
    beta1=0.5,
    beta2=0.75,
    weight_decay=0.5,
)


@adam_step.cases(n=18)
def _(rng, i):
    d = rng.integers(1, 5)
    inputs = {
        "w": rng.normal(size=d),
        "grad": rng.normal(size=d),
        "m": rng.normal(size=d) * 0.1,
        "v": rng.uniform(0.01, 1, size=d),
        "t": rng.integers(1, 30),
    }
    if i % 3:
        inputs |= {
            "lr": rng.uniform(0.01, 0.5),
            "beta1": rng.uniform(0.5, 0.95),
            "beta2": rng.uniform(0.8, 0.99),
            "eps": 1e-3,
        }
    elif i % 6:
        inputs["lr"] = 0.1
    if i % 2:
        inputs["weight_decay"] = rng.uniform(0.05, 0.5)
    return inputs


@adam_step.alternative
def _(w, grad, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    # The corrections folded into the rate, as in section 2 of the paper, with eps scaled to match.
    m = m + (1 - beta1) * (grad - m)
    v = v + (1 - beta2) * (np.square(grad) - v)
    root = np.sqrt(1 - beta2**t)
    rate = lr * root / (1 - beta1**t)
    return w - lr * weight_decay * w - rate * m / (np.sqrt(v) + eps * root), m, v


adam_step.misconception(
    "The bias correction is missing: divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ, or the first steps are far too small or large.",
    "m_new / (1 - beta1**t) → m_new",
    "v_new / (1 - beta2**t) → v_new",
)
adam_step.misconception(
    "You returned the corrected averages. The correction is only for this step: keep and return the raw m and v.",
    "return w_new, m_new, v_new → return w_new, m_hat, v_hat",
)
adam_step.misconception(
    "v averages the *square* of the gradient; you averaged the gradient itself.",
    "grad**2 → grad",
)
adam_step.misconception(
    "You corrected with 1 − β instead of 1 − βᵗ. The correction fades as t grows, because the start is forgotten.",
    "beta1**t → beta1",
    "beta2**t → beta2",
)
adam_step.misconception(
    "The correction counts a step too many: t is 1 at the first step already, so the exponent is t itself.",
    "beta1**t → beta1 ** (t + 1)",
    "beta2**t → beta2 ** (t + 1)",
)
adam_step.misconception(
    "The correction has the numbers 0.9 and 0.999 in it. They are only the defaults: use the arguments beta1 and beta2.",
    "beta1**t → 0.9**t",
    "beta2**t → 0.999**t",
)

adam_step.misconception(
    "`eps` stands inside the root. It belongs behind it, added to √v̂: there it is as small as it looks.",
    "np.sqrt(v_hat) + eps → np.sqrt(v_hat + eps)",
)
adam_step.misconception(
    "You averaged one square for all coordinates. Each coordinate has its own, or none of them gets a step of its own size.",
    "grad**2 → np.mean(grad**2)",
)
adam_step.misconception(
    "You averaged one square for all coordinates. Each coordinate has its own, or none of them gets a step of its own size.",
    "grad**2 → np.sum(grad**2)",
)


@adam_step.misconception(
    "You added the decay to the gradient. Then it enters m and v and is divided by √v̂ like the rest; AdamW shrinks w "
    "itself, apart from the gradient."
)
def _(w, grad, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    return adam_step(w, grad + weight_decay * w, m, v, t, lr, beta1, beta2, eps)


adam_step.misconception(
    "You shrank w by `weight_decay` whole. The share that is lost in one step is the learning rate times the decay.",
    "lr * weight_decay → weight_decay",
)
adam_step.misconception(
    "The weight decay has no effect on your step. AdamW shrinks w by the share lr · weight_decay besides the step of Adam.",
    "lr * weight_decay → 0",
)

adam_step.misconception(
    "Your decay is divided by √v̂ with the gradient. In AdamW it stands outside the fraction and is the same for all weights.",
    "(1 - lr * weight_decay) * w - lr * m_hat / (np.sqrt(v_hat) + eps) → "
    "w - lr * (m_hat + weight_decay * w) / (np.sqrt(v_hat) + eps)",
)
adam_step.misconception(
    "You shrank the weights after the step, and with them the step. The share that is lost is one of the old w.",
    "(1 - lr * weight_decay) * w - lr * m_hat / (np.sqrt(v_hat) + eps) → "
    "(1 - lr * weight_decay) * (w - lr * m_hat / (np.sqrt(v_hat) + eps))",
)

adam_step.hints(
    "The line for `m_new` is given. `v_new` has the same form, with the square of the gradient.",
    "The averages start from zero, so after t steps they hold only the share 1 − βᵗ of the truth. Divide by that share.",
    "`v_new = beta2 * v + (1 - beta2) * grad**2`; `m_hat = m_new / (1 - beta1**t)`; and `v_hat` in the same way. `w_new` "
    "is the last formula, term by term.",
)
adam_step.explain(
    "m and v are exponential averages. Starting from zero, their weights sum to 1 − βᵗ; dividing by this makes them "
    "unbiased. The corrected values are used once and not stored. The decay acts on w directly, so √v does not rescale it."
)

# -- train_in_batches --------------------------------------------------------------------------------------------------


def _cosine(lr, k, epochs):
    return lr * (1 + np.cos(np.pi * k / epochs)) / 2


def _descend_in_batches(X, y, epochs, batch_size, seed, rate, kept=0.0):
    """Mini-batch descent with rate(epoch, batch, batches); kept: the share of the last gradient that stays in the next."""
    generator = torch.Generator().manual_seed(seed)
    w, total, history = np.zeros(X.shape[1]), np.zeros(X.shape[1]), []
    for k in range(epochs):
        batches = torch.randperm(len(y), generator=generator).split(batch_size)
        for b, rows in enumerate(map(np.asarray, batches)):
            total = kept * total + X[rows].T @ (X[rows] @ w - y[rows]) / len(rows)
            w = w - rate(k, b, len(batches)) * total
        history.append(w)
    return np.array(history)


# The first optimiser of a process makes torch import its compiler, which takes seconds; cut short, it stays half imported.
@reference(role="repair", time_limit=30)
def train_in_batches(X, y, lr, epochs, batch_size, seed):
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


train_in_batches.example(
    X=np.array([[1.0], [2.0], [1.0], [2.0]]), y=np.array([1.0, 3.0, 2.0, 5.0]), lr=0.2, epochs=2, batch_size=2, seed=0
)


@train_in_batches.cases(n=6)
def _(rng, i):
    n, d = rng.integers(5, 10), rng.integers(1, 4)
    return {
        "X": rng.normal(size=(n, d)),
        "y": rng.normal(size=n),
        "lr": rng.uniform(0.1, 0.4),
        "epochs": i % 4 + 1,
        "batch_size": rng.integers(2, 5),
        "seed": rng.integers(100),
    }


@train_in_batches.alternative
def _(X, y, lr, epochs, batch_size, seed):
    # Gradient and rate by hand.
    generator = torch.Generator().manual_seed(seed)
    w, history = np.zeros(X.shape[1]), []
    for k in range(epochs):
        rate = lr * (1 + np.cos(np.pi * k / epochs)) / 2
        order = torch.randperm(len(y), generator=generator).numpy()
        for first in range(0, len(y), batch_size):
            rows = order[first : first + batch_size]
            w = w - rate * X[rows].T @ (X[rows] @ w - y[rows]) / len(rows)
        history.append(w)
    return np.stack(history)


@train_in_batches.misconception(
    "The rate still changes after every batch, along a cosine that was laid out for epochs: it falls to zero and rises "
    "again. How often does `T_max` expect to be counted?"
)
def _(X, y, lr, epochs, batch_size, seed):
    return _descend_in_batches(
        X, y, epochs, batch_size, seed, lambda k, b, batches: _cosine(lr, k * batches + b, epochs)
    )


@train_in_batches.misconception(
    "The rate still changes after every batch, along a cosine that was laid out for epochs: it falls to zero and rises "
    "again. How often does `T_max` expect to be counted?"
)
def _(X, y, lr, epochs, batch_size, seed):
    return _descend_in_batches(
        X, y, epochs, batch_size, seed, lambda k, b, batches: _cosine(lr, k * batches + b + 1, epochs)
    )


@train_in_batches.misconception(
    "You laid the cosine out over all batches, so the rate falls within an epoch too. Here it is the same for all batches "
    "of one epoch."
)
def _(X, y, lr, epochs, batch_size, seed):
    return _descend_in_batches(
        X, y, epochs, batch_size, seed, lambda k, b, batches: _cosine(lr, k * batches + b, epochs * batches)
    )


train_in_batches.misconception(
    "Your rate is constant. The schedule was set up rightly, it was only moved on too often.",
    "schedule.step() → pass",
)


@train_in_batches.misconception(
    "Your rate is a step ahead of the epoch: the first epoch has the whole `lr`, so the schedule moves on after an epoch."
)
def _(X, y, lr, epochs, batch_size, seed):
    return _descend_in_batches(X, y, epochs, batch_size, seed, lambda k, b, batches: _cosine(lr, k + 1, epochs))


@train_in_batches.misconception(
    "The gradients of earlier batches are still in the sum: `backward` adds, so they have to be set to zero for each batch."
)
def _(X, y, lr, epochs, batch_size, seed):
    return _descend_in_batches(X, y, epochs, batch_size, seed, lambda k, b, batches: _cosine(lr, k, epochs), kept=1.0)


@train_in_batches.misconception(
    "You laid the cosine out over all batches, so the rate falls within an epoch too. Here it is the same for all batches "
    "of one epoch."
)
def _(X, y, lr, epochs, batch_size, seed):
    length = epochs * (len(y) // batch_size)  # the short last batch is not counted
    return _descend_in_batches(
        X, y, epochs, batch_size, seed, lambda k, b, batches: _cosine(lr, k * batches + b, length)
    )


@train_in_batches.misconception(
    "Your cosine is an epoch short: the last epoch has the rate zero already. It would reach zero after the last one."
)
def _(X, y, lr, epochs, batch_size, seed):
    return _descend_in_batches(X, y, epochs, batch_size, seed, lambda k, b, batches: _cosine(lr, k, max(epochs - 1, 1)))


train_in_batches.misconception(
    "All rows hold the last weights: the optimiser changes w in place, and without a copy each row is the same array.",
    "w.detach().numpy().copy() → w.detach().numpy()",
)

train_in_batches.hints(
    "Print the learning rate of each step, `optimizer.param_groups[0]['lr']`, over a run of five epochs. What does it do?",
    "The schedule was told that the cosine is `epochs` moves long. Count how often it is moved on.",
    "`schedule.step()` belongs behind the loop over the batches, so that it runs once an epoch.",
)
train_in_batches.explain(
    "`CosineAnnealingLR` reaches zero after `T_max` calls of `step` and then rises again. Called after every batch it "
    "swings up and down many times, and at the end the rate is whatever it happens to be: the hopping never dies down."
)

# -- remedy ------------------------------------------------------------------------------------------------------------


@reference(role="decision")
def remedy(losses, gradients):
    turns = np.sum(gradients[1:] * gradients[:-1], axis=1)
    if losses[-1] > losses[0]:
        return "smaller rate" if turns[-1] < 0 else "other sign"
    return "larger rate" if (turns > 0).all() else "falling rate"


# f(w) = w² from w = 1, down with rate 1.5 and up with rate 0.5: the same losses.
remedy.example(losses=np.array([1.0, 4.0, 16.0]), gradients=np.array([[2.0], [4.0], [8.0]]))
remedy.example(losses=np.array([1.0, 4.0, 16.0]), gradients=np.array([[2.0], [-4.0], [8.0]]))


def _log(rng, kind, d, along_axes):
    """A run of one of four kinds on a quadratic of d weights, as (losses, gradients); along_axes: the first is flat."""
    curvatures = np.sort(rng.uniform(0.2, 3, size=d))
    turn, _ = np.linalg.qr(rng.normal(size=(d, d)))
    if along_axes:
        curvatures[0], turn = curvatures[-1] / 10, np.eye(d)
    hessian = turn @ np.diag(curvatures) @ turn.T
    low, high, steps, noise = {
        "smaller rate": (2.2, 2.6, 24, 0.0),
        "other sign": (-0.3, -0.1, 14, 0.0),
        "larger rate": (0.01, 0.03, 20, 0.0),
        "falling rate": (0.8, 1.1, 40, rng.uniform(0.5, 1)),
    }[kind]
    lr = rng.uniform(low, high) / curvatures[-1]
    away = rng.normal(size=d)
    if kind == "smaller rate":  # begun on the flat side, such a run falls before it climbs
        away[-1] /= 20
    scale = 10.0 ** rng.uniform(-2, 1)
    w = turn @ away * scale * (8 if noise else 3) / np.linalg.norm(away)
    losses, gradients = [], []
    for _ in range(steps):
        losses.append(0.5 * w @ hessian @ w)
        gradients.append(hessian @ w + scale * noise * rng.normal(size=d))
        w = w - lr * gradients[-1]
    return np.array(losses), np.array(gradients)


def _is_clear(losses, gradients, kind):
    """Whether every sound way to read the log says the same."""
    rises, turns = np.diff(losses) > 0, np.sum(gradients[1:] * gradients[:-1], axis=1)
    if kind == "smaller rate":
        return losses[-1] > 2 * losses[0] and bool(rises[-3:].all() and (turns[-3:] < 0).all())
    if kind == "falling rate":
        return losses[-8:].max() < losses[0] / 4 and rises[-15:].sum() > 3 and (turns[-15:] < 0).sum() > 3
    return True


@remedy.cases(n=32)
def _(rng, i):
    kind = ("smaller rate", "other sign", "larger rate", "falling rate")[i % 4]
    trap = i % 8 == 7  # the noise ends on a rise, and above where the first step led
    along_axes = i % 8 == 4  # it is not the first coordinate that explodes
    while True:
        d = 1 if trap else rng.integers(2 if along_axes else 1, 4)
        losses, gradients = _log(rng, kind, d, along_axes)
        if _is_clear(losses, gradients, kind) and (not trap or losses[-1] > max(losses[-2], losses[1])):
            return {"losses": losses, "gradients": gradients}


@remedy.alternative
def _(losses, gradients):
    # By the angle between successive gradients late in a climb, and by rises of the loss in a fall.
    before, after = gradients[-2], gradients[-1]
    if losses[-1] > losses[0]:
        cosine = before @ after / np.linalg.norm(before) / np.linalg.norm(after)
        return "smaller rate" if cosine < -0.5 else "other sign"
    return "falling rate" if np.any(np.diff(losses) > 0) else "larger rate"


remedy.misconception(
    "You answer every climb with a smaller rate. Uphill a smaller step still goes up: look at what the gradient does from one "
    "step to the next.",
    '"smaller rate" if turns[-1] < 0 else "other sign" → "smaller rate"',
)
remedy.misconception(
    "You have the two climbs the wrong way round. A step that is too long lands on the opposite slope; one that goes uphill "
    "finds the slope pointing as before.",
    "turns[-1] < 0 → turns[-1] > 0",
)
remedy.misconception(
    "You answer every climb with the other sign. A step down that is too long climbs as well: look at what the gradient does "
    "from one step to the next.",
    '"smaller rate" if turns[-1] < 0 else "other sign" → "other sign"',
)
remedy.misconception(
    "You answer every fall with a larger rate. A run that hops about in noise would only hop further.",
    '"larger rate" if (turns > 0).all() else "falling rate" → "larger rate"',
)
remedy.misconception(
    "You answer every fall with a falling rate. A run whose steps are far too short needs longer ones.",
    '"larger rate" if (turns > 0).all() else "falling rate" → "falling rate"',
)
remedy.misconception(
    "You judge by the first step. A run can fall at first, along the flat directions, before the steep one takes over.",
    "losses[-1] > losses[0] → losses[1] > losses[0]",
)
remedy.misconception(
    "You judge by the last step alone. In the noise of mini-batches the loss rises every other step without climbing.",
    "losses[-1] > losses[0] → losses[-1] > losses[-2]",
)

remedy.misconception(
    "You part the climbs by whether the loss rises from the first step on. Both kinds can: look at the gradients.",
    "turns[-1] < 0 → (np.diff(losses) < 0).any()",
)
remedy.misconception(
    "You looked at one coordinate of the gradient. Another may be the one that explodes: look at the direction as a whole.",
    "turns[-1] < 0 → gradients[-1, 0] * gradients[-2, 0] < 0",
)
remedy.misconception(
    "You measure the fall in the loss's own unit. Whether a run came down shows beside where it began.",
    '"larger rate" if (turns > 0).all() else "falling rate" → "falling rate" if np.mean(losses[-5:]) < 0.5 else "larger rate"',
)
remedy.misconception(
    "You call the rate too large only if the gradient turns round at every step. While the flat directions still count, it need "
    "not: look at the late steps.",
    "turns[-1] < 0 → (turns < 0).all()",
)
remedy.misconception(
    "You tell the falls apart by the last two gradients alone. In noise they agree every other time: look at the whole run.",
    "(turns > 0).all() → turns[-1] > 0",
)

remedy.hints(
    "Sort the logs by their losses first: which runs ended above where they began? Then compare within each pair.",
    "On a quadratic, think of a ball on a slope. After too long a step, on which side is it, and which way does the gradient "
    "point there? After a step uphill? After a timid one?",
    "Take the inner product of each gradient with the one before. Its sign parts the two climbs; in the falls it is always "
    "positive for timid steps, and of both signs in noise.",
)
remedy.equivalent(
    "losses[-1] > losses[0] → losses[-1] >= losses[0]",
    "turns[-1] < 0 → turns[-1] <= 0",
    "turns > 0 → turns >= 0",
    because="no clear log has equality",
)
remedy.equivalent(
    "gradients[1:] * gradients[:-1] → gradients[1:] / gradients[:-1]",
    because="a quotient has the sign of the product, and in clear logs the coordinates agree",
)
remedy.equivalent("1 → 2", because="a clear log says the same one step earlier")
remedy.explain(
    "Too long a step crosses the minimum, so the gradient turns round; uphill it grows where it points. Timid steps meet "
    "nearly the same gradient again and again, and near the minimum a mini-batch's gradient is mostly noise."
)

# -- newton_step -------------------------------------------------------------------------------------------------------


@reference
def newton_step(w, grad, hessian):
    return w - np.linalg.solve(hessian, grad)


newton_step.example(w=np.array([1.0, 1.0]), grad=np.array([2.0, 1.0]), hessian=np.array([[2.0, 1.0], [1.0, 3.0]]))


@newton_step.cases(n=12)
def _(rng):
    d = rng.integers(1, 6)
    root = rng.normal(size=(d, d))
    return {"w": rng.normal(size=d), "grad": rng.normal(size=d), "hessian": root @ root.T + np.eye(d)}


@newton_step.alternative
def _(w, grad, hessian):
    return w + linalg.lu_solve(linalg.lu_factor(hessian), -grad)


@newton_step.alternative
def _(w, grad, hessian):
    return w - linalg.cho_solve(linalg.cho_factor(hessian), grad)


newton_step.misconception(
    "You multiplied by the Hessian. Newton divides by the curvature: solve H·step = gradient.",
    "np.linalg.solve(hessian, grad) → hessian @ grad",
)
newton_step.misconception(
    "You added the step. Newton goes to the minimum: subtract H⁻¹∇f.",
    "w - np.linalg.solve(hessian, grad) → w + np.linalg.solve(hessian, grad)",
)
newton_step.misconception(
    "You used only the diagonal of the Hessian. That ignores how the coordinates are coupled; solve the whole system.",
    "np.linalg.solve(hessian, grad) → grad / np.diag(hessian)",
)

newton_step.misconception(
    "That is the step alone. The result is where it arrives: start from `w`.",
    "w - np.linalg.solve(hessian, grad) → -np.linalg.solve(hessian, grad)",
)
newton_step.misconception(
    "That is the step alone. The result is where it arrives: start from `w`.",
    "w - np.linalg.solve(hessian, grad) → np.linalg.solve(hessian, grad)",
)
newton_step.misconception(
    "You divided by one curvature for all directions. Newton divides by each direction's own: solve H·step = gradient.",
    "np.linalg.solve(hessian, grad) → grad / np.linalg.eigvalsh(hessian)[-1]",
)
newton_step.misconception(
    "You divided by one curvature for all directions. Newton divides by each direction's own: solve H·step = gradient.",
    "np.linalg.solve(hessian, grad) → grad / np.linalg.norm(hessian)",
)
newton_step.misconception(
    "You divided by the Hessian entry by entry. The division by a matrix is a linear system: solve H·step = gradient.",
    "np.linalg.solve(hessian, grad) → (grad / hessian).sum(axis=1)",
)

newton_step.hints(
    "In one dimension Newton's step is f′/f″. What takes the place of the division for a matrix?",
    "Find the vector that the Hessian maps to the gradient. NumPy has a function that solves linear systems.",
    "`np.linalg.solve(hessian, grad)` is the step; subtract it from `w`.",
)
newton_step.explain(
    "The quadratic model at w has its minimum where H·step = ∇f. `solve` factorises H once; the explicit inverse costs "
    "about three times as much and is less accurate."
)

# -- backtracking ------------------------------------------------------------------------------------------------------


@reference
def backtracking(f, w, grad, direction, c=1e-4):
    step = 1.0
    while f(w + step * direction) > f(w) + c * step * (grad @ direction):
        step = step / 2
    return step


def _quartic(w):
    return float(np.sum(w**4) + np.sum(w**2))


def _bowl(w):
    return float(w @ w) / 2


# Of a whole step to the bottom of the bowl the loss falls by exactly half of what the slope promises.
backtracking.example(f=_bowl, w=np.array([1.0]), grad=np.array([1.0]), direction=np.array([-1.0]), c=0.5)
backtracking.example(f=_bowl, w=np.array([1.0]), grad=np.array([1.0]), direction=np.array([-4.0]))


@backtracking.cases(n=20)
def _(rng, i):
    w = rng.normal(size=2) * 2
    f, slope = (optimize.rosen, optimize.rosen_der(w)) if i % 2 else (_quartic, 4 * w**3 + 2 * w)
    inputs = {"f": f, "w": w, "grad": slope, "direction": -slope * rng.choice([1e-3, 0.05, 0.3, 1.0])}
    if i % 4 > 1:
        inputs["c"] = rng.uniform(0.3, 0.9)
    return inputs


@backtracking.cases(n=4)
def _(rng, i):
    # Along a very long direction the step that is asked for is very short.
    w = rng.normal(size=2)
    slope = 4 * w**3 + 2 * w
    return {"f": _quartic, "w": w, "grad": slope, "direction": -slope * 10.0 ** (i + 3)}


@backtracking.alternative
def _(f, w, grad, direction, c=1e-4):
    slope = float(np.dot(grad, direction))
    k = 0
    while not f(w + 0.5**k * direction) <= f(w) + c * 0.5**k * slope:
        k += 1
    return 0.5**k


backtracking.misconception(
    "You only ask that the loss falls. The Armijo condition asks for a fall of at least c times what the slope promises.",
    "f(w) + c * step * (grad @ direction) → f(w)",
)
backtracking.misconception(
    "The promised fall must shrink with the step: multiply c by `step` too, not only by the slope.",
    "f(w + step * direction) > f(w) + c * step * (grad @ direction) → "
    "f(w + step * direction) > f(w) + c * (grad @ direction) and step > 1e-12",
)
backtracking.misconception(
    "The condition is reversed: you halve while the step is good. Halve while the loss is still too high.",
    "f(w + step * direction) > f(w) + c * step * (grad @ direction) → "
    "f(w + step * direction) <= f(w) + c * step * (grad @ direction) and step > 1e-12",
)

backtracking.misconception(
    "You gave up after a few halvings. Along a long direction the step must be very short: halve until the condition holds.",
    "f(w + step * direction) > f(w) + c * step * (grad @ direction) → "
    "f(w + step * direction) > f(w) + c * step * (grad @ direction) and step > 2**-10",
)
backtracking.misconception(
    "You searched along −grad, which is right only for gradient descent itself. The direction is an argument.",
    "f(w + step * direction) > f(w) + c * step * (grad @ direction) → "
    "f(w - step * grad) > f(w) - c * step * (grad @ grad)",
)

backtracking.hints(
    "The loop goes on as long as the step is still too long. When is it too long?",
    "Too long means that the loss at the new point lies above the line f(w) + c·step·(grad·direction).",
    "`while f(w + step * direction) > f(w) + c * step * (grad @ direction):`",
)
backtracking.explain(
    "The slope grad·direction is negative, so the right side lies below f(w): the loss must fall by at least the share "
    "c of what a straight line promises. For short steps a smooth function always obeys, so the loop ends."
)
backtracking.equivalent("0.0001 → 0.0002", because="two values this small accept the same of the steps 1, ½, ¼, …")
backtracking.misconception(
    "You promised a fall of |∇f|², which is the slope along −∇f alone. Along another direction the slope is ∇f·direction.",
    "f(w + step * direction) > f(w) + c * step * (grad @ direction) → "
    "f(w + step * direction) > f(w) - c * step * (grad @ grad) and step > 2**-40",
)
backtracking.misconception(
    "A step that meets the condition with equality is short enough: halve only while the loss is above the line.",
    "f(w + step * direction) > f(w) + c * step * (grad @ direction) → "
    "f(w + step * direction) >= f(w) + c * step * (grad @ direction)",
)

# -- is_convex ---------------------------------------------------------------------------------------------------------


@reference
def is_convex(A):
    symmetric = (A + A.T) / 2
    return bool(np.linalg.eigvalsh(symmetric)[0] > -1e-10)


is_convex.example(A=np.array([[1.0, 0.0], [0.0, -1.0]]))
is_convex.example(A=np.array([[1.0, 4.0], [-4.0, 1.0]]))
is_convex.example(A=np.array([[1.0, 6.0], [0.0, 1.0]]))
is_convex.example(A=np.zeros((2, 2)))
is_convex.example(A=np.diag([1.0, -2e-11]))


@is_convex.cases(n=24)
def _(rng, i):
    d = rng.integers(2, 5)
    root = rng.normal(size=(d, d))
    skew = rng.normal(size=(d, d)) * 3
    A = root @ root.T + (skew - skew.T)
    if i % 3 == 1:
        A = A - (np.linalg.eigvalsh(root @ root.T)[0] + rng.uniform(0.05, 1)) * np.eye(d)
    if i % 3 == 2:
        v = rng.normal(size=(d, 1))
        A = v @ v.T if i % 2 else v @ v.T - 0.02 * np.eye(d)
    return {"A": A}


@is_convex.alternative
def _(A):
    return bool(np.linalg.eigvals(A + A.T).real.min() >= -2e-10)


is_convex.misconception(
    "You took the eigenvalues of A as it stands. wᵀAw sees the symmetric part of A only, and its eigenvalues are others.",
    "(A + A.T) / 2 → A",
)
is_convex.misconception(
    "You took the eigenvalues of A as it stands. wᵀAw sees the symmetric part of A only, and its eigenvalues are others.",
    "np.linalg.eigvalsh(symmetric)[0] → np.linalg.eigvals(A).real.min()",
)
is_convex.misconception(
    "A positive diagonal is necessary but not sufficient: [[1, 2], [2, 1]] has one and is a saddle.",
    "np.linalg.eigvalsh(symmetric)[0] > -1e-10 → (np.diag(A) > -1e-10).all()",
)
is_convex.misconception(
    "A positive determinant only says that the negative eigenvalues come in pairs. Look at the smallest eigenvalue.",
    "np.linalg.eigvalsh(symmetric)[0] → np.linalg.det(symmetric)",
)
is_convex.misconception(
    "Zero curvature is allowed: a flat direction is convex. Only negative eigenvalues forbid it.",
    "-1e-10 → 1e-10",
)
is_convex.misconception(
    "Zero curvature is allowed: a flat direction is convex. Only negative eigenvalues forbid it.",
    "np.linalg.eigvalsh(symmetric)[0] > -1e-10 → np.linalg.eigvalsh(symmetric)[0] > 0",
)
is_convex.misconception(
    "An eigenvalue that is zero in exact numbers comes out as something like −1e-17. Leave room for rounding: compare with "
    "−1e-10.",
    "np.linalg.eigvalsh(symmetric)[0] > -1e-10 → np.linalg.eigvalsh(symmetric)[0] >= 0",
)
is_convex.misconception(
    "One eigenvalue that is not negative is not enough: a saddle has one too. All must be.",
    "np.linalg.eigvalsh(symmetric)[0] → np.linalg.eigvalsh(symmetric)[-1]",
)

is_convex.misconception(
    "You looked at the signs of the entries. A negative entry off the diagonal does no harm by itself, and entries that are all "
    "positive do not help: [[1, 2], [2, 1]] is a saddle.",
    "np.linalg.eigvalsh(symmetric)[0] > -1e-10 → (A > -1e-10).all()",
)
is_convex.misconception(
    "You refuse every A that is not symmetric. wᵀAw is a quadratic all the same: judge it by its symmetric part.",
    "np.linalg.eigvalsh(symmetric)[0] > -1e-10 → np.linalg.eigvalsh(symmetric)[0] > -1e-10 and np.allclose(A, A.T)",
)

is_convex.hints(
    "wᵀAw and wᵀAᵀw are the same number. Which symmetric matrix gives it as well?",
    "Take the eigenvalues of the symmetric part of A. Convex means that none of them is negative.",
    "`np.linalg.eigvalsh((A + A.T) / 2)[0]` is the smallest; compare it with −1e-10 and return a plain bool.",
)
is_convex.explain(
    "The second derivative of q along a direction p is pᵀAp = pᵀ((A + Aᵀ)/2)p. It is never negative exactly when the "
    "smallest eigenvalue of the symmetric part is not; the tolerance absorbs rounding."
)
is_convex.equivalent(
    "np.linalg.eigvalsh(symmetric)[0] > -1e-10 → np.linalg.eigvalsh(symmetric)[0] >= -1e-10",
    because="equality with the tolerance has probability zero",
)
is_convex.equivalent(
    "2 → 3", "(A + A.T) / 2 → (A + A.T) * 2", because="a positive factor keeps the signs of the eigenvalues"
)
is_convex.equivalent("1e-10 → 2e-10", because="no case lies between the two tolerances, and none should")

# -- constrained_minimum -----------------------------------------------------------------------------------------------


@reference(rtol=1e-6, atol=1e-8)
def constrained_minimum(A, b, C, d):
    k = len(C)
    system = np.block([[A, C.T], [C, np.zeros((k, k))]])
    answer = np.linalg.solve(system, np.concatenate([b, d]))
    return answer[:-k], answer[-k:]


constrained_minimum.example(A=np.diag([2.0, 4.0]), b=np.array([2.0, 0.0]), C=np.array([[1.0, 1.0]]), d=np.array([3.0]))


@constrained_minimum.cases(n=12)
def _(rng):
    p = rng.integers(3, 6)
    k = rng.integers(1, p)
    root = rng.normal(size=(p, p))
    return {
        "A": root @ root.T + np.eye(p),
        "b": rng.normal(size=p),
        "C": rng.normal(size=(k, p)),
        "d": rng.normal(size=k),
    }


@constrained_minimum.alternative
def _(A, b, C, d):
    # Eliminate w first (the Schur complement): C A⁻¹ Cᵀ λ = C A⁻¹ b − d.
    solved = np.linalg.solve(A, np.column_stack([b, C.T]))
    free, response = solved[:, 0], solved[:, 1:]
    multipliers = np.linalg.solve(C @ response, C @ free - d)
    return free - response @ multipliers, multipliers


@constrained_minimum.misconception(
    "That is the minimum without the constraint, so C w = d does not hold. The multipliers must enter the system."
)
def _(A, b, C, d):
    return np.linalg.solve(A, b), np.zeros(len(C))


constrained_minimum.misconception(
    "The multipliers have the wrong sign: the exercise asks for A w + Cᵀ multipliers = b, so Cᵀ enters with a plus.",
    "C.T → -C.T",
)
constrained_minimum.misconception(
    "You ignored b: the gradient of the loss is A w − b, so b belongs on the right side of the first block row.",
    "np.concatenate([b, d]) → np.concatenate([np.zeros(len(b)), d])",
)


@constrained_minimum.misconception(
    "That is the shortest vector with C w = d. It meets the constraint but does not minimise the loss."
)
def _(A, b, C, d):
    w = np.linalg.pinv(C) @ d
    return w, np.linalg.lstsq(C.T, b - A @ w, rcond=None)[0]


@constrained_minimum.misconception(
    "You took the free minimum and moved it to the constraint by the shortest way. The shortest way ignores that A makes some "
    "directions dearer than others."
)
def _(A, b, C, d):
    w = np.linalg.solve(A, b)
    w = w - C.T @ np.linalg.solve(C @ C.T, C @ w - d)
    return w, np.linalg.lstsq(C.T, b - A @ w, rcond=None)[0]


constrained_minimum.misconception(
    "b and d have changed places on the right side: b belongs to the rows of A, d to those of C.",
    "np.concatenate([b, d]) → np.concatenate([d, b])",
)

constrained_minimum.hints(
    "Write down the two conditions: the gradient of the Lagrangian is zero, and the constraint holds. Both are linear.",
    "Stack them into one square system with p + k unknowns. `np.block` builds the matrix from its four parts.",
    "Solve `np.block([[A, C.T], [C, zeros]])` against `np.concatenate([b, d])`, then cut the answer after p entries.",
)
constrained_minimum.explain(
    "At the constrained minimum the gradient A w − b has no part along the constraint surface, so it is a combination of "
    "the rows of C. This and C w = d are p + k linear equations: the KKT system."
)

# -- fit_in_sixty_calls ------------------------------------------------------------------------------------------------

CALLS = 60
MARGIN = 0.02


@reference(role="open", time_limit=20)
def fit_in_sixty_calls(loss_and_gradient, start):
    return optimize.minimize(loss_and_gradient, start, jac=True).x


def _log_loss(w, X, y):
    score = X @ w
    probability = (1 + np.tanh(score / 2)) / 2
    return float(np.mean(np.logaddexp(0, score) - y * score)), X.T @ (probability - y) / len(y)


@fit_in_sixty_calls.probe
def _(candidate, X, y, X_new, y_new):
    calls = []

    def loss_and_gradient(w):
        calls.append(1)
        if len(calls) > 60:
            raise RuntimeError("this was the 61st call")
        return _log_loss(np.asarray(w, dtype=float), X, y)

    try:
        w = np.asarray(candidate(loss_and_gradient, np.zeros(X.shape[1])), dtype=float)
    except RuntimeError:
        if len(calls) > 60:
            return {"calls": len(calls), "held out": np.inf}
        raise
    if w.shape != (X.shape[1],):
        raise ValueError(f"the weights have shape {w.shape}, expected {(X.shape[1],)}")
    return {"calls": len(calls), "held out": _log_loss(w, X_new, y_new)[0]}


@fit_in_sixty_calls.verify
def _(got, expected, inputs):
    if got["calls"] > CALLS:
        return "You asked for the loss more than 60 times."
    if not got["held out"] <= expected["held out"] + MARGIN:
        return "On the held-out rows your log loss is more than 0.02 above that of the best weights."
    return None


fit_in_sixty_calls.example(
    X=np.array([[1.0, 48.0], [1.0, 49.0], [1.0, 51.0], [1.0, 52.0]]),
    y=np.array([0.0, 1.0, 0.0, 1.0]),
    X_new=np.array([[1.0, 47.0], [1.0, 53.0]]),
    y_new=np.array([0.0, 1.0]),
)


@fit_in_sixty_calls.cases(n=6)
def _(rng):
    # Measurements: each column has its own unit and lies four to ten spreads away from zero.
    d = rng.integers(2, 4)
    spread = 10.0 ** rng.uniform(-0.5, 1.5, size=d)
    standard = rng.normal(size=(240, d))
    score = standard @ (rng.choice([-1, 1], size=d) * rng.uniform(0.8, 1.6, size=d))
    y = (rng.random(240) < 1 / (1 + np.exp(-score))).astype(float)
    X = np.column_stack([np.ones(240), spread * (standard + rng.uniform(4, 10, size=d))])
    return {"X": X[:160], "y": y[:160], "X_new": X[160:], "y_new": y[160:]}


@fit_in_sixty_calls.alternative
def _(loss_and_gradient, start):
    # Newton's method; the Hessian's columns are differences of gradients.
    w = start
    for _ in range(8):
        slope = loss_and_gradient(w)[1]
        columns = [loss_and_gradient(w + step)[1] - slope for step in 1e-6 * np.eye(len(w))]
        hessian = np.array(columns) / 1e-6
        w = w - np.linalg.solve((hessian + hessian.T) / 2, slope)
    return w


@fit_in_sixty_calls.alternative
def _(loss_and_gradient, start):
    return optimize.minimize(loss_and_gradient, start, jac=True, method="SLSQP").x


@fit_in_sixty_calls.misconception("You asked for the loss more than 60 times.")
def _(loss_and_gradient, start):
    return optimize.minimize(lambda w: loss_and_gradient(w)[0], start).x


@fit_in_sixty_calls.misconception("You asked for the loss more than 60 times.")
def _(loss_and_gradient, start):
    w = start
    for _ in range(10_000):
        w = w - 1e-3 * loss_and_gradient(w)[1]
    return w


@fit_in_sixty_calls.misconception(
    "On the held-out rows your log loss is more than 0.02 above that of the best weights."
)
def _(loss_and_gradient, start):
    w = start
    for _ in range(60):
        w = w - 1e-4 * loss_and_gradient(w)[1]
    return w


fit_in_sixty_calls.hints(
    "Plain descent, momentum and Adam crawl here: the columns lie far from zero. Which methods of this lesson do not care "
    "about the condition number?",
    "`scipy.optimize.minimize` has quasi-Newton methods. With `jac=True` it takes a function that returns loss and gradient "
    "together, and needs no differences.",
    '`optimize.minimize(loss_and_gradient, start, jac=True, method="BFGS").x` passes. To beat it, take Newton\'s own steps: '
    "the Hessian's columns are differences of gradients.",
)
fit_in_sixty_calls.explain(
    "BFGS builds up the inverse Hessian from the gradients that it meets, so the narrow valley costs it a few dozen calls "
    "and not thousands. Without `jac=True` each gradient would cost d + 1 calls. Newton's method with a Hessian from d "
    "differences takes fewer calls still while d is small."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

direction = choice(
    "R",
    why={
        "P": "That way lies the minimum, but a step does not know where it is: it asks only how the loss changes here.",
        "Q": "At which angle does it cross the level line it starts from? Steepest down is straight across.",
        "S": "It runs obliquely over the level lines. Evaluate `gradient(np.zeros(2))`: which way does the loss fall fastest?",
    },
    because="It crosses the level line at a right angle. At zero the flipper explains nothing yet, and deeper bills go with lighter penguins, so the weight of the bill first falls below zero; that it must end slightly above shows only once the flipper has its own. The steepest way down is not the way to the minimum.",
)
diverge = choice(
    "about 4,000",
    why={
        "about 400": "Divide one line of the log by another, take the root that belongs to the steps between them, and mind that the loss is quadratic.",
        "about 1,300": "Divide one line of the log by another, take the root that belongs to the steps between them, and mind that the loss is quadratic.",
        "about 9,000": "Divide one line of the log by another, take the root that belongs to the steps between them, and mind that the loss is quadratic.",
    },
    because="The loss grows 17 million times a step, from 3.2e+11 to 5.34e+18, and far from the minimum it is the square of the distance. The next section says where the 4,000 come from.",
)
half = choice(
    "S",
    why={
        "P": "One other curve comes down nearly as well. Which is the better off: columns with both halves done, or with one?",
        "Q": "This is the slowest of all, and one version had nothing done to it.",
        "R": "This run hardly gets anywhere. What keeps the columns nearly parallel to the column of ones, their distance from zero or their spread?",
    },
    because="Two runs come down, those whose columns are centred. The features lie far from zero, and this makes one direction of the bowl almost flat; to divide by the spread as well only helps a little more.",
)
banana = choice(
    "flies off",
    why={
        "arrives sooner": "It would on a quadratic. Try it on the banana.",
        "hardly changes": "Move the momentum slider with these values: the change is hard to miss.",
        "stops half-way": "Without momentum it is still under way after 200 steps. With 0.9 it does not stay in the picture.",
    },
    because="On a quadratic momentum raises the largest stable rate, but the walls of the banana differ in steepness from "
    "place to place, and a path that carries its speed meets the steeper ones.",
)
adam_scale = choice(
    "R",
    why={
        "P": "Its first step is proportional to the gradient, which is about (−0.70, 0.38) at zero: on 1,000 times the loss it is 1,000 times as long. Which path has a first step that does not depend on the size of the gradient?",
        "Q": "Its first step is proportional to the gradient, which is about (−0.70, 0.38) at zero: on 1,000 times the loss it is 1,000 times as long. Which path has a first step that does not depend on the size of the gradient?",
        "S": "Its first step is proportional to the gradient, which is about (−0.70, 0.38) at zero: on 1,000 times the loss it is 1,000 times as long. Which path has a first step that does not depend on the size of the gradient?",
    },
    because="R is Adam's, whose first step is as long in both coordinates, its rate of 0.05, though the gradient is not. m and √v both grow with the loss, and the step is their quotient; only ε, usually tiny, does not.",
)
saddle = choice(
    "R",
    why={
        "P": "That is uphill, along the gradient. The step solves H·step = −∇f.",
        "Q": "That is straight down, as descent goes. Newton jumps to where its model has gradient zero.",
        "S": "It leads away to lower loss, where one would like to go. Solve H·step = −∇f with H = diag(4, −1).",
    },
    because="The quadratic is its own model, so one step arrives exactly at the saddle, a minimum one way and a maximum another. This is why practical methods change a Hessian that is not positive definite.",
)
