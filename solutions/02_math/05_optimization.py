"""Solutions of 02_math/05_optimization: Optimisation."""

import numpy as np
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


@largest_stable_rate.cases(n=12)
def _(rng):
    n, d = rng.integers(8, 30), rng.integers(1, 5)
    return {"X": rng.normal(size=(n, d)) * rng.uniform(0.2, 5, size=d)}


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
    "1/λ is the rate that reaches the minimum of that direction in one step. Convergence lasts up to 2/λ.",
    "2 / np.linalg.eigvalsh(hessian)[-1] → 1 / np.linalg.eigvalsh(hessian)[-1]",
)
largest_stable_rate.misconception(
    "You took the largest entry on the diagonal of the Hessian. Correlated features make the bowl steeper than that: "
    "it takes the largest eigenvalue.",
    "np.linalg.eigvalsh(hessian)[-1] → np.diag(hessian).max()",
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
def adam_step(w, grad, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m_new = beta1 * m + (1 - beta1) * grad
    v_new = beta2 * v + (1 - beta2) * grad**2
    m_hat = m_new / (1 - beta1**t)
    v_hat = v_new / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m_new, v_new


@adam_step.cases(n=15)
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
    return inputs


@adam_step.alternative
def _(w, grad, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    # The corrections folded into the rate, as in section 2 of the paper, with eps scaled to match.
    m = m + (1 - beta1) * (grad - m)
    v = v + (1 - beta2) * (np.square(grad) - v)
    root = np.sqrt(1 - beta2**t)
    rate = lr * root / (1 - beta1**t)
    return w - rate * m / (np.sqrt(v) + eps * root), m, v


adam_step.misconception(
    "The bias correction is missing: divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ, or the first steps are far too small or large.",
    "m_new / (1 - beta1**t) → m_new",
    "v_new / (1 - beta2**t) → v_new",
)
adam_step.misconception(
    "You returned the corrected averages. The correction is only for this step: keep and return the raw m and v.",
    "return w - lr * m_hat / (np.sqrt(v_hat) + eps), m_new, v_new → "
    "return w - lr * m_hat / (np.sqrt(v_hat) + eps), m_hat, v_hat",
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

adam_step.hints(
    "The line for `m_new` is given. `v_new` has the same form, with the square of the gradient.",
    "The averages start from zero, so after t steps they hold only the share 1 − βᵗ of the truth. Divide by that share.",
    "`v_new = beta2 * v + (1 - beta2) * grad**2`; `m_hat = m_new / (1 - beta1**t)`; and `v_hat` in the same way.",
)
adam_step.explain(
    "m and v are exponential averages. Starting from zero, their weights sum to 1 − βᵗ; dividing by this makes them "
    "unbiased. The corrected values are used once and not stored."
)

# -- newton_step -------------------------------------------------------------------------------------------------------


@reference
def newton_step(w, grad, hessian):
    return w - np.linalg.solve(hessian, grad)


@newton_step.cases(n=12)
def _(rng):
    d = rng.integers(2, 6)
    root = rng.normal(size=(d, d))
    # A part that is not symmetric tells H from its transpose, and the diagonal keeps it invertible.
    return {"w": rng.normal(size=d), "grad": rng.normal(size=d), "hessian": root @ root.T + np.eye(d) + 0.3 * root}


@newton_step.alternative
def _(w, grad, hessian):
    return w + linalg.lu_solve(linalg.lu_factor(hessian), -grad)


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
is_convex.example(A=np.zeros((2, 2)))
is_convex.example(A=np.diag([1.0, -5e-11]))


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
    "You took the eigenvalues of A as it stands, with only its lower half. wᵀAw sees the symmetric part (A + Aᵀ)/2.",
    "(A + A.T) / 2 → A",
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
is_convex.equivalent("2 → 3", because="a positive factor keeps the signs of the eigenvalues")
is_convex.equivalent("1e-10 → 2e-10", because="no case lies between the two tolerances, and none should")

# -- constrained_minimum -----------------------------------------------------------------------------------------------


@reference(rtol=1e-6, atol=1e-8)
def constrained_minimum(A, b, C, d):
    k = len(C)
    system = np.block([[A, C.T], [C, np.zeros((k, k))]])
    answer = np.linalg.solve(system, np.concatenate([b, d]))
    return answer[:-k], answer[-k:]


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


constrained_minimum.hints(
    "Write down the two conditions: the gradient of the Lagrangian is zero, and the constraint holds. Both are linear.",
    "Stack them into one square system with p + k unknowns. `np.block` builds the matrix from its four parts.",
    "Solve `np.block([[A, C.T], [C, zeros]])` against `np.concatenate([b, d])`, then cut the answer after p entries.",
)
constrained_minimum.explain(
    "At the constrained minimum the gradient A w − b has no part along the constraint surface, so it is a combination of "
    "the rows of C. This and C w = d are p + k linear equations: the KKT system."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

direction = choice(
    "along (−3, 1)",
    why={
        "along (3, −1)": "That is the gradient itself: the steepest way up.",
        "along (1, 3)": "That is at a right angle to the gradient: along a contour line, where the loss does not change.",
        "it depends on the loss": "For a small enough step only the gradient at the point matters.",
    },
    because="To first order the change of the loss is the inner product of gradient and step, least for the opposite "
    "direction.",
)
diverge = choice(
    "grow and change sign at every step",
    why={
        "converge from one side": "The factor is 1 − 1.1·2 = −1.2: it is negative, so the sign changes.",
        "stay where they are": "They would stay only with the factor 1, that is with lr = 0.",
        "converge, changing sign": "The sign changes, but |−1.2| > 1: each step ends further away.",
    },
    because="A step multiplies w by 1 − lr·λ = 1 − 2.2 = −1.2.",
)
adam_scale = choice(
    "is the same up to eps",
    why={
        "has steps 1000 times as long": "That is true of plain gradient descent. Adam divides by the size of the gradient.",
        "has steps 1000 times as short": "Both m and √v grow by 1000, and they cancel.",
        "diverges": "Adam's step is about lr in each coordinate, whatever the scale of the loss.",
    },
    because="m and √v both scale with the gradient, and the step is their quotient.",
)
saddle = choice(
    "a saddle: a minimum one way and a maximum another",
    why={
        "a minimum": "Along the eigenvector with −1 the function falls: it is no minimum.",
        "a maximum": "Along the eigenvector with 4 the function rises: it is no maximum.",
    },
    because="The signs of the curvature differ between the two directions.",
)
