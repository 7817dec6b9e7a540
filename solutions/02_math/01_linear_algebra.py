"""Solutions of 02_math/01_linear_algebra: Linear algebra."""

import numpy as np
from scipy import fft, linalg, sparse
from scipy.sparse.linalg import spsolve

from workbench.authoring import choice, reference

# -- project -----------------------------------------------------------------------------------------------------------


@reference
def project(A, b):
    coefficients = linalg.cho_solve(linalg.cho_factor(A.T @ A), A.T @ b)
    return coefficients, A @ coefficients


project.example(A=np.array([[1.0], [2.0]]), b=np.array([3.0, 1.0]))
project.example(A=np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 3.0]]), b=np.array([1.0, 0.0, 4.0]))


@project.cases(n=10)
def _(rng, i):
    d = i % 4 + 1
    n = d + i % 5
    return {"A": rng.normal(size=(n, d)) + np.eye(n, d), "b": rng.normal(size=n)}


@project.cases(n=3)
def _(rng, i):
    # Orthogonal columns of another length than one, and orthonormal ones.
    Q, _ = np.linalg.qr(rng.normal(size=(5, 3)))
    return {"A": Q * (1.0 if i == 2 else rng.uniform(0.5, 3, size=3)), "b": rng.normal(size=5)}


@project.alternative
def _(A, b):
    # Through an orthonormal basis of the span.
    Q, R = np.linalg.qr(A)
    inside = Q.T @ b
    return linalg.solve_triangular(R, inside), Q @ inside


@project.alternative
def _(A, b):
    return np.linalg.pinv(A) @ b, A @ np.linalg.pinv(A) @ b


project.misconception(
    "You multiplied by Aᵀ only. That gives coefficients where the columns are orthonormal; otherwise AᵀA has to be undone.",
    "linalg.cho_solve(linalg.cho_factor(A.T @ A), A.T @ b) → A.T @ b",
)
project.misconception(
    "You projected onto each column by itself. Columns that are not orthogonal share what they explain: solve for all "
    "coefficients together.",
    "linalg.cho_solve(linalg.cho_factor(A.T @ A), A.T @ b) → A.T @ b / np.sum(A**2, axis=0)",
)
project.misconception(
    "That is the residual, what the projection leaves over. The projection itself lies in the span.",
    "A @ coefficients → b - A @ coefficients",
)
project.misconception(
    "You divided by the length of a column instead of its square: one aᵀa belongs below the fraction.",
    "linalg.cho_solve(linalg.cho_factor(A.T @ A), A.T @ b) → A.T @ b / np.linalg.norm(A, axis=0)",
)
project.misconception(
    "You returned the target where the projection is asked for. They are equal only if b lies in the span.",
    "A @ coefficients → b",
)


@project.misconception(
    "You centred columns and target, which fits a constant as well. Only the columns of A are there: no constant unless one "
    "of them is one."
)
def _(A, b):
    centred = A - A.mean(axis=0)
    coefficients = np.linalg.lstsq(centred, b - b.mean(), rcond=None)[0]
    return coefficients, b.mean() + centred @ coefficients


@project.misconception(
    "Your coefficients belong to columns at length one. Those of A itself are wanted: undo the scaling."
)
def _(A, b):
    coefficients, projection = project(A, b)
    return coefficients * np.linalg.norm(A, axis=0), projection


project.hints(
    "What is true of the residual b − Ac at the closest point?",
    "It is orthogonal to every column: Aᵀ(b − Ac) = 0. Collect the terms with c on one side.",
    "Solve the square system with AᵀA on the left and Aᵀb on the right; the projection is A times the result.",
)
project.explain(
    "Aᵀ(b − Ac) = 0 says that nothing in the span would bring the residual closer to zero. With independent columns AᵀA is "
    "symmetric positive definite, so Cholesky solves it at half the cost of elimination."
)

# -- power_iteration ---------------------------------------------------------------------------------------------------


@reference
def power_iteration(A, start, steps):
    v = start / np.linalg.norm(start)
    for _ in range(steps):
        v = A @ v
        v = v / np.linalg.norm(v)
    return float(v @ A @ v), v


power_iteration.example(A=np.array([[0.0, 3.0], [1.0, 0.0]]), start=np.array([3.0, 4.0]), steps=1)
power_iteration.example(A=np.diag([-2.0, 1.0]), start=np.array([1.0, 0.0]), steps=3)


@power_iteration.cases(n=14)
def _(rng, i):
    d = i % 4 + 1
    A = rng.normal(size=(d, d)) + np.eye(d)
    if i % 2:
        A = A + A.T
    return {"A": A, "start": rng.normal(size=d) * rng.uniform(0.3, 4), "steps": (0, 1, 2, 5, 12)[i % 5]}


@power_iteration.alternative
def _(A, start, steps):
    # One power of the matrix.
    v = np.linalg.matrix_power(A, steps) @ start
    v = v / np.sqrt(v @ v)
    return v @ (A @ v), v


@power_iteration.alternative
def _(A, start, steps):
    v = start
    for _ in range(steps):
        v = np.matmul(A, v) / np.abs(v).max()
    return v @ A @ v / (v @ v), v / np.linalg.norm(v)


power_iteration.misconception(
    "You took the length of A v as the eigenvalue. It is never negative, while an eigenvalue may be: use vᵀ A v.",
    "v @ A @ v → np.linalg.norm(A @ v)",
)
power_iteration.misconception(
    "Your vector has not length one, because you never scaled it. Its powers grow or vanish without limit.",
    "v / np.linalg.norm(v) → v",
)
power_iteration.misconception(
    "You multiplied by the transpose. Its eigenvalues are those of A, but its eigenvectors are others.",
    "A @ v → A.T @ v",
    "v @ A @ v → v @ A @ v",
)
power_iteration.misconception(
    "You left `start` at its own length. After no step, too, the vector has length one.",
    "start / np.linalg.norm(start) → start",
)
power_iteration.misconception(
    "You scaled so that the entries sum to one or the largest is one. The length meant here is the Euclidean one.",
    "v = v / np.linalg.norm(v) → v = v / np.abs(v).max()",
)


@power_iteration.misconception(
    "You scaled so that the entries sum to one or the largest is one. The length meant here is the Euclidean one."
)
def _(A, start, steps):
    value, v = power_iteration(A, start, steps)
    return value, v / np.abs(v).max()


power_iteration.misconception(
    "You took one step too many: with `steps` of 0 the vector is `start`, only scaled.",
    "range(steps) → range(steps + 1)",
)


@power_iteration.misconception(
    "You used the vector of the step before for the eigenvalue. Take vᵀ A v with the vector that you return."
)
def _(A, start, steps):
    before = power_iteration(A, start, max(steps - 1, 0))[0]
    return before, power_iteration(A, start, steps)[1]


@power_iteration.misconception(
    "You looked the answer up with `eig`. What is asked for is where this many steps lead, which may still be far from it."
)
def _(A, start, steps):
    values, vectors = np.linalg.eig(A)
    largest = np.argmax(np.abs(values))
    return float(values[largest].real), vectors[:, largest].real


@power_iteration.misconception(
    "You turned the vector so that a certain entry is positive. Its sign is to be the one that the steps give."
)
def _(A, start, steps):
    value, v = power_iteration(A, start, steps)
    return value, v * np.sign(v[np.argmax(np.abs(v))])


power_iteration.misconception(
    "You turned the vector so that a certain entry is positive. Its sign is to be the one that the steps give.",
    "return float(v @ A @ v), v → return float(v @ A @ v), v * np.sign(v[0])",
)


power_iteration.hints(
    "A step is two operations. Which, and what has to hold before the first one?",
    "Scale the start to length one. Then repeat: multiply by A, divide by the length of the result.",
    "After the loop the eigenvalue is `v @ A @ v`, for a v of length one.",
)
power_iteration.explain(
    "Written in eigenvectors, each multiplication stretches every part by its eigenvalue; the part with the largest one in "
    "size takes over. Scaling changes no direction and keeps the numbers finite. For a v of length one vᵀAv is the best "
    "factor λ in Av ≈ λv, and it has the sign."
)

# -- eliminate ---------------------------------------------------------------------------------------------------------


@reference(rtol=1e-6, atol=1e-9)
def eliminate(A, b):
    rows = np.column_stack([A, b]).astype(float)
    d = len(b)
    for k in range(d):
        pivot = k + np.argmax(np.abs(rows[k:, k]))
        rows[[k, pivot]] = rows[[pivot, k]]
        for i in range(k + 1, d):
            rows[i] = rows[i] - rows[i, k] / rows[k, k] * rows[k]
    x = np.zeros(d)
    for k in reversed(range(d)):
        x[k] = (rows[k, d] - rows[k, k + 1 : d] @ x[k + 1 :]) / rows[k, k]
    return x


eliminate.example(A=np.array([[2.0, 1.0], [4.0, -1.0]]), b=np.array([4.0, 2.0]))
eliminate.example(A=np.array([[1e-20, 1.0], [1.0, 1.0]]), b=np.array([1.0, 2.0]))
eliminate.example(A=np.array([[1e-20, 1.0], [-1.0, 1.0]]), b=np.array([1.0, 0.0]))


@eliminate.cases(n=12)
def _(rng, i):
    d = i % 5 + 1
    return {"A": rng.normal(size=(d, d)) + 2 * np.eye(d), "b": rng.normal(size=d)}


@eliminate.cases(n=8)
def _(rng, i):
    # The pivot that lies nearest is tiny, or exactly zero, at the first or at a later step; the largest is negative.
    d = 3 + i % 3
    k = i % (d - 1)
    A = rng.normal(size=(d, d)) + 2 * np.eye(d)
    A[:, k] = 0.0
    A[:k, k] = rng.normal(size=k) if i % 2 else 0.0
    for row in range(k):
        A[row + 1 :, row] = 0.0
    A[k, k] = 0.0 if i % 4 == 3 else 1e-19
    A[k + 1, k] = -2.0 - rng.uniform()
    return {"A": A, "b": rng.normal(size=d)}


@eliminate.alternative
def _(A, b):
    return linalg.lu_solve(linalg.lu_factor(A), b)


@eliminate.alternative
def _(A, b):
    # Gauss and Jordan: every other row is cleared, above the pivot as well.
    rows = np.hstack([A, b.reshape(-1, 1)]).astype(float)
    for k in range(len(rows)):
        best = max(range(k, len(rows)), key=lambda i: abs(rows[i, k]))
        rows[[k, best]] = rows[[best, k]]
        rows[k] /= rows[k, k]
        others = np.arange(len(rows)) != k
        rows[others] -= np.outer(rows[others, k], rows[k])
    return rows[:, -1]


eliminate.misconception(
    "You never swap rows. A zero pivot cannot be divided by, and a tiny one drowns the other rows in rounding.",
    "k + np.argmax(np.abs(rows[k:, k])) → k",
)
eliminate.misconception(
    "You look for the largest entry with its sign. A large negative pivot is as good: compare absolute values.",
    "np.argmax(np.abs(rows[k:, k])) → np.argmax(rows[k:, k])",
)
eliminate.misconception(
    "The place that you found counts from row k, while the rows count from 0: add k to it.",
    "k + np.argmax(np.abs(rows[k:, k])) → np.argmax(np.abs(rows[k:, k]))",
)
eliminate.misconception(
    "You took a pivot from among all rows, those that are done already as well. Only rows from k on may be swapped.",
    "k + np.argmax(np.abs(rows[k:, k])) → np.argmax(np.abs(rows[:, k]))",
)
eliminate.misconception(
    "You swap only where the pivot is exactly zero. One that is tiny does as much harm: take the largest.",
    "k + np.argmax(np.abs(rows[k:, k])) → k if rows[k, k] != 0 else k + np.argmax(np.abs(rows[k:, k]))",
)
eliminate.misconception(
    "In the substitution you left out what is known already: subtract the part of the unknowns below before you divide.",
    "rows[k, d] - rows[k, k + 1 : d] @ x[k + 1 :] → rows[k, d]",
)
eliminate.misconception(
    "In the substitution you did not divide by the pivot. Only in Gauss–Jordan, where each row is scaled, is it one.",
    "(rows[k, d] - rows[k, k + 1 : d] @ x[k + 1 :]) / rows[k, k] → rows[k, d] - rows[k, k + 1 : d] @ x[k + 1 :]",
)
eliminate.misconception(
    "You added the multiple of the pivot row. It must be subtracted, so that the entry below the pivot becomes zero.",
    "rows[i] - rows[i, k] / rows[k, k] * rows[k] → rows[i] + rows[i, k] / rows[k, k] * rows[k]",
)


@eliminate.misconception(
    "You work entry by entry and read the multiple again after its own entry has become zero. Compute it once for each row."
)
def _(A, b):
    rows = np.column_stack([A, b]).astype(float)
    d = len(b)
    for k in range(d):
        pivot = k + np.argmax(np.abs(rows[k:, k]))
        rows[[k, pivot]] = rows[[pivot, k]]
        rows[k + 1 :, k] = 0.0
    x = np.zeros(d)
    for k in reversed(range(d)):
        x[k] = (rows[k, d] - rows[k, k + 1 : d] @ x[k + 1 :]) / rows[k, k]
    return x


eliminate.hints(
    "Three lines are open: which row holds the pivot, what a lower row becomes, and one unknown of the substitution.",
    "The pivot is the row from k on whose entry in column k is largest in size. A lower row loses as many pivot rows as make "
    "its entry in column k zero.",
    "`pivot = k + np.argmax(np.abs(rows[k:, k]))`; subtract `rows[i, k] / rows[k, k]` times `rows[k]`; for x[k] subtract "
    "`rows[k, k + 1 : d] @ x[k + 1 :]` from the last entry and divide.",
)
eliminate.explain(
    "With the largest pivot no multiple exceeds one in size, so a row is never drowned by what is subtracted from it. Growth "
    "is still possible in contrived matrices, and then complete pivoting helps; in practice it is very rare."
)

# -- qr_fit ------------------------------------------------------------------------------------------------------------


@reference(rtol=1e-6)
def qr_fit(A, b):
    Q, R = linalg.qr(A, mode="economic")
    return linalg.solve_triangular(R, Q.T @ b)


qr_fit.example(A=np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 3.0]]), b=np.array([1.0, 0.0, 4.0]))
# Two columns that differ by a ten-millionth in one entry.
qr_fit.example(A=np.array([[1.0, 1.0], [2.0, 2.0000001], [3.0, 3.0]]), b=np.array([3.0, 6.0000002, 9.0]))


@qr_fit.cases(n=8)
def _(rng, i):
    d = i % 4 + 1
    n = d + i % 5
    return {"A": rng.normal(size=(n, d)) + np.eye(n, d), "b": rng.normal(size=n)}


@qr_fit.cases(n=6)
def _(rng):
    # Nearly dependent columns: κ is 10⁶ to 10⁷, and b lies in the span.
    n, d = rng.integers(6, 12), rng.integers(2, 5)
    U, _ = np.linalg.qr(rng.normal(size=(n, d)))
    V, _ = np.linalg.qr(rng.normal(size=(d, d)))
    A = U * np.geomspace(1, 10.0 ** -rng.uniform(6, 7), d) @ V.T
    return {"A": A, "b": A @ rng.uniform(1, 3, size=d)}


@qr_fit.alternative
def _(A, b):
    return linalg.lstsq(A, b)[0]


@qr_fit.alternative
def _(A, b):
    # Householder's reflections by hand.
    rows = np.column_stack([A, b]).astype(float)
    d = A.shape[1]
    for k in range(d):
        v = rows[k:, k].copy()
        v[0] += np.copysign(np.linalg.norm(v), v[0])
        rows[k:] -= 2 * np.outer(v, v @ rows[k:]) / (v @ v)
    return np.linalg.solve(rows[:d, :d], rows[:d, d])


_FORMED = (
    "You solved the normal equations, with AᵀA or with RᵀR, which is the same matrix. Its κ is that of A squared, so twice as "
    "many digits are lost. Factorise A itself and solve with R alone."
)
qr_fit.misconception(
    _FORMED,
    "linalg.solve_triangular(R, Q.T @ b) → np.linalg.solve(A.T @ A, A.T @ b)",
)
qr_fit.misconception(
    _FORMED,
    "linalg.solve_triangular(R, Q.T @ b) → np.linalg.solve(R.T @ R, A.T @ b)",
)
qr_fit.misconception(
    _FORMED,
    "linalg.solve_triangular(R, Q.T @ b) → np.linalg.inv(A.T @ A) @ A.T @ b",
)
qr_fit.misconception(
    "You stopped at Qᵀb. Those are the coordinates along the columns of Q; R leads from them to the coefficients.",
    "linalg.solve_triangular(R, Q.T @ b) → Q.T @ b",
)
qr_fit.misconception(
    "You multiplied by R. R c = Qᵀb is a triangular system: it has to be solved for c.",
    "linalg.solve_triangular(R, Q.T @ b) → R @ (Q.T @ b)",
)
qr_fit.misconception(
    "You told `solve_triangular` that R is lower triangular, so it read the zeros below and not the entries above.",
    "linalg.solve_triangular(R, Q.T @ b) → linalg.solve_triangular(R, Q.T @ b, lower=True)",
)
qr_fit.misconception(
    "You solved with Rᵀ. The system is R c = Qᵀb, with R as it comes.",
    "linalg.solve_triangular(R, Q.T @ b) → linalg.solve_triangular(R, Q.T @ b, trans=1)",
)

qr_fit.misconception(
    _FORMED,
    "linalg.solve_triangular(R, Q.T @ b) → linalg.cho_solve((R, False), A.T @ b)",
)
qr_fit.misconception(
    _FORMED,
    'linalg.qr(A, mode="economic") → linalg.qr(A.T @ A)',
    "Q.T @ b → Q.T @ (A.T @ b)",
)
qr_fit.misconception(
    "Those are the fitted values, one for each row. One coefficient for each column is wanted.",
    "linalg.solve_triangular(R, Q.T @ b) → Q @ (Q.T @ b)",
)


@qr_fit.misconception(
    "You let `qr` swap the columns and left the coefficients in the swapped order. Each belongs back at its column's place."
)
def _(A, b):
    Q, R, _ = linalg.qr(A, mode="economic", pivoting=True)
    return linalg.solve_triangular(R, Q.T @ b)


qr_fit.hints(
    "Put A = QR into the normal equations. What becomes of QᵀQ?",
    "What remains is R c = Qᵀb, and R is upper triangular.",
    '`Q, R = linalg.qr(A, mode="economic")`, then `linalg.solve_triangular` with R and Qᵀb.',
)
qr_fit.explain(
    "RᵀR c = RᵀQᵀb, and Rᵀ can be struck out. Q does not change lengths, so R has the singular values of A; the normal "
    "equations have their squares."
)

# -- in_basis ----------------------------------------------------------------------------------------------------------


@reference
def in_basis(A, B):
    return np.linalg.solve(B, A @ B)


in_basis.example(A=np.array([[2.0, 1.0], [0.0, 1.0]]), B=np.array([[1.0, 0.0], [1.0, 2.0]]))


@in_basis.cases(n=10)
def _(rng, i):
    d = i % 4 + 1
    return {"A": rng.normal(size=(d, d)), "B": rng.normal(size=(d, d)) + 2 * np.eye(d)}


@in_basis.cases(n=2)
def _(rng):
    B, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    return {"A": rng.normal(size=(3, 3)), "B": B}


@in_basis.alternative
def _(A, B):
    return linalg.inv(B) @ A @ B


@in_basis.alternative
def _(A, B):
    # Column by column: where each new basis vector goes, in the new coordinates.
    return np.column_stack([linalg.lu_solve(linalg.lu_factor(B), A @ vector) for vector in B.T])


in_basis.misconception(
    "You went the other way, B A B⁻¹: that takes standard coordinates for new ones. What do the columns of B turn into what?",
    "np.linalg.solve(B, A @ B) → B @ A @ np.linalg.inv(B)",
)
in_basis.misconception(
    "You used Bᵀ in place of B⁻¹. They are the same only for an orthonormal basis.",
    "np.linalg.solve(B, A @ B) → B.T @ A @ B",
)
in_basis.misconception(
    "Your columns say where the new basis vectors go, but in standard coordinates. Bring them back into the new ones.",
    "np.linalg.solve(B, A @ B) → A @ B",
)
in_basis.misconception(
    "You left out the first of the two changes: before the map acts, the new coordinates have to become standard ones.",
    "np.linalg.solve(B, A @ B) → np.linalg.solve(B, A)",
)
in_basis.misconception(
    "You took the rows of B for the basis vectors. They are its columns.",
    "np.linalg.solve(B, A @ B) → np.linalg.solve(B.T, A @ B.T)",
)

in_basis.misconception(
    "You scaled the basis vectors to length one first. Coordinates count in the vectors of B as they are.",
    "np.linalg.solve(B, A @ B) → np.linalg.solve(B / np.linalg.norm(B, axis=0), A @ (B / np.linalg.norm(B, axis=0)))",
)
in_basis.misconception(
    "You laid the images of the basis vectors down as rows. Each is a column of the matrix.",
    "np.linalg.solve(B, A @ B) → np.linalg.solve(B, A @ B).T",
)

in_basis.hints(
    "Follow one vector: it is given in new coordinates, A wants standard ones, and the answer is wanted in new ones.",
    "B turns new coordinates into standard ones. What turns them back?",
    "B⁻¹ A B, which is `np.linalg.solve(B, A @ B)` without an inverse.",
)
in_basis.explain(
    "Read B⁻¹AB from the right: out of the new coordinates, through the map, back. Determinant, trace and eigenvalues are "
    "those of A, because the map is the same; in a basis of eigenvectors only they are left."
)

# -- truncate ----------------------------------------------------------------------------------------------------------


@reference(rtol=1e-6, atol=1e-9)
def truncate(A, k):
    U, s, Vt = linalg.svd(A, full_matrices=False)
    return U[:, :k] * s[:k] @ Vt[:k]


truncate.example(A=np.array([[3.0, 0.0], [0.0, 1.0]]), k=1)
truncate.example(A=np.array([[1.0, 2.0, 3.0], [1.0, 3.0, 2.0]]), k=1)


@truncate.cases(n=12)
def _(rng, i):
    n, m = ((2, 4), (5, 3), (4, 4), (1, 3), (4, 1), (6, 5))[i % 6]
    return {"A": rng.normal(size=(n, m)) + rng.uniform(0, 2), "k": rng.integers(1, min(n, m) + 1)}


@truncate.alternative
def _(A, k):
    # Projected onto the k leading eigenvectors of AᵀA.
    V = np.linalg.eigh(A.T @ A)[1][:, ::-1][:, :k]
    return A @ V @ V.T


@truncate.alternative
def _(A, k):
    # A sum of k matrices of rank one.
    U, s, Vt = np.linalg.svd(A)
    return sum(s[i] * np.outer(U[:, i], Vt[i]) for i in range(k))


_CENTRED = "You centred the columns first, as principal component analysis does. Here A is used as it is."
truncate.misconception(
    "You kept the parts with the smallest singular values. They come in falling order: keep the first k.",
    "U[:, :k] * s[:k] @ Vt[:k] → U[:, -k:] * s[-k:] @ Vt[-k:]",
)
truncate.misconception(
    "The singular values are missing: each part has the size that its singular value says.",
    "U[:, :k] * s[:k] @ Vt[:k] → U[:, :k] @ Vt[:k]",
)
truncate.misconception(
    "You took one part too few: the first k singular values, not the first k − 1.",
    "U[:, :k] * s[:k] @ Vt[:k] → U[:, : k - 1] * s[: k - 1] @ Vt[: k - 1]",
)
truncate.misconception(
    "You took the k-th part alone. The best matrix of rank k is the sum of the first k parts.",
    "U[:, :k] * s[:k] @ Vt[:k] → U[:, k - 1 : k] * s[k - 1 : k] @ Vt[k - 1 : k]",
)
truncate.misconception(
    _CENTRED,
    "linalg.svd(A, full_matrices=False) → linalg.svd(A - A.mean(axis=0), full_matrices=False)",
)
truncate.misconception(
    _CENTRED,
    "linalg.svd(A, full_matrices=False) → linalg.svd(A - A.mean(axis=0), full_matrices=False)",
    "U[:, :k] * s[:k] @ Vt[:k] → A.mean(axis=0) + U[:, :k] * s[:k] @ Vt[:k]",
)
truncate.misconception(
    "What `linalg.svd` returns last is Vᵀ, not V. The vector of a singular value is a row of it.",
    "Vt[:k] → Vt[:, :k].T",
)
truncate.misconception(
    "You stopped at U times the singular values: coordinates of the rows along the axes. Vᵀ leads from them back to a table.",
    "U[:, :k] * s[:k] @ Vt[:k] → U[:, :k] * s[:k]",
)
truncate.misconception(
    "You kept the first columns of A and dropped the others. A matrix of low rank may have all its columns different from zero.",
    "U[:, :k] * s[:k] @ Vt[:k] → A * (np.arange(A.shape[1]) < k)",
)
truncate.misconception(
    "You returned what is cut away. Its sum with the answer is A.",
    "U[:, :k] * s[:k] @ Vt[:k] → A - U[:, :k] * s[:k] @ Vt[:k]",
)

truncate.hints(
    "The SVD writes A as a sum of matrices of rank one. Which of them matter most?",
    "`linalg.svd(A, full_matrices=False)` returns U, s and Vᵀ, with s in falling order. Keep k columns of U and k rows of Vᵀ.",
    "`U[:, :k] * s[:k]` multiplies each column by its singular value; then a matrix product with `Vt[:k]`.",
)
truncate.equivalent(
    "linalg.svd(A, full_matrices=False) → linalg.svd(A)",
    "False → True",
    because="the full form only adds columns and rows behind the first k",
)
truncate.explain(
    "The parts are orthogonal to each other, so cutting some costs the sum of their squared singular values: least for the "
    "smallest. That no other matrix of rank k does better is the theorem of Eckart and Young."
)

# -- csr_product -------------------------------------------------------------------------------------------------------


@reference(role="repair")
def csr_product(data, indices, indptr, x):
    owner = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    return np.bincount(owner, weights=data * x[indices], minlength=len(indptr) - 1)


# [[2, 0, 1], [0, 0, 0], [0, 3, 0]]
csr_product.example(
    data=np.array([2.0, 1.0, 3.0]),
    indices=np.array([0, 2, 1]),
    indptr=np.array([0, 2, 2, 3]),
    x=np.array([1.0, 10.0, 100.0]),
)
csr_product.example(
    data=np.array([5.0, 2.0]), indices=np.array([1, 0]), indptr=np.array([0, 2]), x=np.array([1.0, 10.0])
)


@csr_product.cases(n=14)
def _(rng, i):
    rows, columns = rng.integers(1, 7), rng.integers(2, 6)
    counts = rng.integers(1, 4, size=rows)
    if i % 2:
        counts[rng.integers(rows)] = 0
    if i % 4 == 3:
        counts[-1] = 0
    if i == 6:
        counts[:] = 0
    nnz = int(counts.sum())
    return {
        "data": rng.normal(size=nnz),
        "indices": rng.integers(0, columns, size=nnz),
        "indptr": np.concatenate([[0], np.cumsum(counts)]),
        "x": rng.normal(size=columns),
    }


@csr_product.alternative
def _(data, indices, indptr, x):
    return sparse.csr_array((data, indices, indptr), shape=(len(indptr) - 1, len(x))) @ x


@csr_product.alternative
def _(data, indices, indptr, x):
    # Differences of a running sum.
    total = np.concatenate([[0.0], np.cumsum(data * x[indices])])
    return total[indptr[1:]] - total[indptr[:-1]]


@csr_product.alternative
def _(data, indices, indptr, x):
    result = np.zeros(len(indptr) - 1)
    for i in range(len(result)):
        for j in range(indptr[i], indptr[i + 1]):
            result[i] += data[j] * x[indices[j]]
    return result


@csr_product.misconception(
    "An empty row still has the entry of the row after it. `reduceat` gives the element at the place where nothing is to be added."
)
def _(data, indices, indptr, x):
    products = np.append(data * x[indices], 0.0)
    return np.add.reduceat(products, indptr[:-1])


@csr_product.misconception(
    "You left empty rows out, so the result is shorter than the matrix has rows. An empty row gives zero."
)
def _(data, indices, indptr, x):
    products = data * x[indices]
    return np.array([products[a:b].sum() for a, b in zip(indptr[:-1], indptr[1:], strict=True) if b > a])


csr_product.misconception(
    "You multiplied the entries by x in the order they are stored. Each entry meets the x of its own column, `x[indices]`.",
    "data * x[indices] → data * np.resize(x, len(data))",
)


@csr_product.misconception("That is the product with the transpose: you added up by column. Add up by row.")
def _(data, indices, indptr, x):
    owner = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    return np.bincount(indices, weights=data * np.resize(x, len(indptr) - 1)[owner], minlength=len(x))


@csr_product.misconception(
    "Where a column comes twice in a row you kept only the last entry. They add up: assignment does not do that."
)
def _(data, indices, indptr, x):
    dense = np.zeros((len(indptr) - 1, len(x)))
    owner = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    dense[owner, indices] = data
    return dense @ x


@csr_product.misconception("Your rows run on to the end: row i ends where `indptr[i + 1]` says.")
def _(data, indices, indptr, x):
    products = data * x[indices]
    return np.array([products[a:].sum() for a in indptr[:-1]])


@csr_product.misconception(
    "Where the last row is empty, the row before it has lost its last product: `reduceat` adds only up to the next index, and "
    "you moved that back by one."
)
def _(data, indices, indptr, x):
    products = data * x[indices]
    if not len(products):
        return np.zeros(len(indptr) - 1)
    sums = np.add.reduceat(products, np.minimum(indptr[:-1], len(products) - 1))
    return np.where(np.diff(indptr) == 0, 0.0, sums)


@csr_product.misconception(
    "`+=` with an array of row numbers adds once for each number, however often it occurs. A row has several products to add."
)
def _(data, indices, indptr, x):
    result = np.zeros(len(indptr) - 1)
    result[np.repeat(np.arange(len(result)), np.diff(indptr))] += data * x[indices]
    return result


@csr_product.misconception(
    "Your result is as long as x. The matrix need not be square: there is one value for each of its rows."
)
def _(data, indices, indptr, x):
    result = np.zeros(len(x))
    for row, (first, end) in enumerate(zip(indptr[:-1], indptr[1:], strict=True)):
        for place in range(first, end):
            result[row] += data[place] * x[indices[place]]
    return result


csr_product.hints(
    "The weekly system has no empty row. Try a matrix with one, and another whose last row is empty.",
    "Read the documentation of `np.add.reduceat` for two equal indices in a row, and for an index at the very end.",
    "Repeat each row's number as often as it has entries (`np.repeat`, `np.diff(indptr)`) and add up by number with "
    "`np.bincount`, or take differences of a running sum.",
)
csr_product.explain(
    "`reduceat` returns the element itself where a slice is empty and raises where one begins at the end. With the number of "
    "its row beside each product, an empty row receives nothing and stays zero."
)

# -- jacobi ------------------------------------------------------------------------------------------------------------


@reference
def jacobi(A, b, steps):
    x = np.zeros(len(b))
    for _ in range(steps):
        x = x + (b - A @ x) / A.diagonal()
    return x


jacobi.example(A=np.array([[2.0, 1.0], [1.0, 4.0]]), b=np.array([2.0, 8.0]), steps=2)
jacobi.example(A=np.array([[2.0, 1.0], [1.0, 4.0]]), b=np.array([2.0, 8.0]), steps=0)


@jacobi.cases(n=12)
def _(rng, i):
    d = i % 5 + 1
    A = rng.normal(size=(d, d)) * (rng.random((d, d)) < 0.6)
    A[np.diag_indices(d)] = np.abs(A).sum(axis=1) + rng.uniform(0.5, 2, size=d)
    if i % 3 == 1:
        A = -A
    return {"A": sparse.csr_array(A) if i % 2 else A, "b": rng.normal(size=d), "steps": i % 5}


@jacobi.alternative
def _(A, b, steps):
    # The splitting A = diagonal + rest, in dense form.
    dense = A.toarray() if sparse.issparse(A) else A
    main = np.diag(dense)
    rest = dense - np.diag(main)
    x = np.zeros(len(b))
    for _ in range(steps):
        x = (b - rest @ x) / main
    return x


@jacobi.alternative
def _(A, b, steps):
    # The residual is kept, and brought up to date by the step.
    x, residual, weight = np.zeros_like(b, dtype=float), b.astype(float), 1 / A.diagonal()
    for _ in range(steps):
        step = weight * residual
        x, residual = x + step, residual - A @ step
    return x


@jacobi.misconception(
    "You used the new values at once, within the step. That is the method of Gauss and Seidel; Jacobi changes all unknowns "
    "together."
)
def _(A, b, steps):
    dense = A.toarray() if sparse.issparse(A) else A
    x = np.zeros(len(b))
    for _ in range(steps):
        for i in range(len(b)):
            x[i] += (b[i] - dense[i] @ x) / dense[i, i]
    return x


jacobi.misconception(
    "You did not divide by the diagonal: each equation is solved for its own unknown.",
    "(b - A @ x) / A.diagonal() → b - A @ x",
)
jacobi.misconception(
    "You counted the diagonal twice: either add (b − Ax)/diag to x, or put the other unknowns alone on the right.",
    "x + (b - A @ x) / A.diagonal() → (b - A @ x) / A.diagonal()",
)
jacobi.misconception(
    "You started from b divided by the diagonal, which is where the first step from zero arrives: you are one step ahead.",
    "np.zeros(len(b)) → b / A.diagonal()",
)
jacobi.misconception(
    "You started from b. The walk begins at zero.",
    "np.zeros(len(b)) → b.astype(float)",
)
jacobi.misconception(
    "You subtracted the step. The residual b − Ax is what is missing: add it.",
    "x + (b - A @ x) / A.diagonal() → x - (b - A @ x) / A.diagonal()",
)

jacobi.misconception(
    "You divided by the size of the diagonal. Where an entry is negative, its unknown then moves the wrong way.",
    "A.diagonal() → np.abs(A.diagonal())",
)

jacobi.hints(
    "What does one equation say about its own unknown, if the others stay as they are?",
    "The residual b − Ax, divided by the diagonal, is by how much each unknown has to move.",
    "Start with zeros; `x = x + (b - A @ x) / A.diagonal()`, as often as `steps` says.",
)
jacobi.explain(
    "Row i, solved for its unknown, is x_i = (b_i − Σ_{j≠i} a_ij x_j)/a_ii, and that is x_i plus the residual over a_ii. The "
    "error is multiplied by I − D⁻¹A at each step, which shrinks it where the diagonal outweighs the rest of each row."
)

# -- conjugate_gradient ------------------------------------------------------------------------------------------------


@reference(rtol=1e-6, atol=1e-9)
def conjugate_gradient(A, b, tol, most):
    x = np.zeros(len(b))
    residual = b.astype(float)
    direction = residual
    steps = 0
    while np.linalg.norm(residual) > tol * np.linalg.norm(b) and steps < most:
        moved = A @ direction
        length = residual @ residual / (direction @ moved)
        x = x + length * direction
        fresh = residual - length * moved
        direction = fresh + fresh @ fresh / (residual @ residual) * direction
        residual = fresh
        steps += 1
    return x, steps


conjugate_gradient.example(A=np.array([[2.0, 0.0], [0.0, 1.0]]), b=np.array([2.0, 2.0]), tol=1e-9, most=10)
conjugate_gradient.example(A=np.array([[2.0, 0.0], [0.0, 1.0]]), b=np.array([2.0, 2.0]), tol=1e-9, most=1)
conjugate_gradient.example(A=np.array([[2.0, 0.0], [0.0, 1.0]]), b=np.zeros(2), tol=1e-9, most=10)


def _norms(A, b, most):
    """The relative residuals of conjugate gradients after 0, 1, … steps."""
    found = [conjugate_gradient.implementation(A, b, 1e-30, k)[0] for k in range(most + 1)]
    return [np.linalg.norm(b - A @ x) / np.linalg.norm(b) for x in found]


@conjugate_gradient.cases(n=14)
def _(rng, i):
    while True:
        d = i % 6 + 1
        root = rng.normal(size=(d, d))
        A = root @ root.T + rng.uniform(0.3, 1) * np.eye(d)
        b, tol = rng.normal(size=d) * (1, 30, 0.02)[i // 3 % 3], (1e-6, 0.1, 0.3)[i % 3]
        # No residual lies near the tolerance, so that rounding does not decide how many steps it takes.
        if all(not tol / 2 < norm < tol * 2 for norm in _norms(A, b, d)):
            break
    return {"A": sparse.csr_array(A) if i % 2 else A, "b": b, "tol": tol, "most": 3 * d if i % 4 else max(d - 1, 0)}


@conjugate_gradient.alternative
def _(A, b, tol, most):
    # With the residual computed afresh, and the factor from conjugacy itself.
    x, direction, steps = np.zeros(len(b)), b.astype(float), 0
    while steps < most and np.linalg.norm(b - A @ x) > tol * np.linalg.norm(b):
        image = A @ direction
        x = x + direction * (direction @ (b - A @ x)) / (direction @ image)
        left = b - A @ x
        direction = left - (left @ image) / (direction @ image) * direction
        steps += 1
    return x, steps


@conjugate_gradient.alternative
def _(A, b, tol, most):
    # All directions are kept, and each new one is made conjugate to every one of them.
    x, kept = np.zeros(len(b)), []
    while len(kept) < most:
        left = b - A @ x
        if np.sqrt(left @ left) <= tol * np.sqrt(b @ b):
            break
        way = left
        for old, image in kept:
            way = way - (left @ image) / (old @ image) * old
        image = A @ way
        x = x + way * (way @ left) / (way @ image)
        kept.append((way, image))
    return x, len(kept)


_CONJUGATE = "fresh + fresh @ fresh / (residual @ residual) * direction"
conjugate_gradient.misconception(
    "Each of your directions is the residual alone. That is steepest descent: the last direction has to be mixed in.",
    f"{_CONJUGATE} → fresh",
)
conjugate_gradient.misconception(
    "The factor of the old direction is upside down: new residual squared over old residual squared.",
    "fresh @ fresh / (residual @ residual) → residual @ residual / (fresh @ fresh)",
)
conjugate_gradient.misconception(
    "You added the old direction whole. It counts as much as the residual's square has shrunk.",
    f"{_CONJUGATE} → fresh + direction",
)
conjugate_gradient.misconception(
    "The factor of the old direction is a quotient of squared lengths; you took one of lengths.",
    "fresh @ fresh / (residual @ residual) → np.linalg.norm(fresh) / np.linalg.norm(residual)",
)
conjugate_gradient.misconception(
    "You divided by the direction's own square. The length of a step is measured with A: direction · A direction.",
    "direction @ moved → direction @ direction",
)
conjugate_gradient.misconception(
    "You subtracted the old direction from the fresh residual. With this factor it is added.",
    f"{_CONJUGATE} → fresh - fresh @ fresh / (residual @ residual) * direction",
)
conjugate_gradient.misconception(
    "The residual loses too little or too much: x moved by length · direction, so it changes by length · A direction.",
    "residual - length * moved → residual - length * direction",
)
conjugate_gradient.misconception(
    "The residual loses too little or too much: x moved by length · direction, so it changes by length · A direction.",
    "residual - length * moved → residual - moved",
)
conjugate_gradient.misconception(
    "You compare the residual with `tol` itself. It is measured beside the right side: tol times the norm of b.",
    "tol * np.linalg.norm(b) → tol",
)

conjugate_gradient.hints(
    "Three lines: how far along the direction the bowl is lowest, what is left of b, and where to go next.",
    "Lowest is where the new residual is orthogonal to the direction. The residual changes by −length · A direction.",
    "length = r·r / (p·Ap); fresh = r − length·Ap; the next direction is fresh + (fresh·fresh / r·r) · p.",
)
conjugate_gradient.explain(
    "The factor makes the new direction conjugate to the last, p·Ap′ = 0, and because A is symmetric to all earlier ones as "
    "well. So no step undoes what another did, and one product by A is all that a step costs."
)

# -- low_pass ----------------------------------------------------------------------------------------------------------


@reference(rtol=1e-6, atol=1e-9)
def low_pass(values, per_year, cutoff):
    waves = fft.rfft(values)
    waves[fft.rfftfreq(len(values), 1 / per_year) >= cutoff] = 0
    return fft.irfft(waves, len(values))


low_pass.example(values=np.array([1.0, 3.0, 1.0, 3.0]), per_year=4.0, cutoff=1.5)
low_pass.example(values=np.array([4.0, 1.0, 1.0]), per_year=1.0, cutoff=0.25)


@low_pass.cases(n=12)
def _(rng, i):
    n = rng.integers(2, 40)
    per_year = float((12, 365.25 / 7, 1, 4)[i % 4])
    return {"values": rng.normal(size=n) + 5, "per_year": per_year, "cutoff": per_year * rng.uniform(0.02, 0.55)}


@low_pass.cases(n=4)
def _(rng, i):
    # A wave exactly at the cutoff, in numbers that are exact in binary.
    return {"values": rng.normal(size=16) + 1, "per_year": 4.0, "cutoff": 0.25 * (i + 1)}


@low_pass.alternative
def _(values, per_year, cutoff):
    # The whole transform, with waves of both signs.
    waves = fft.fft(values)
    kept = np.abs(fft.fftfreq(len(values), 1 / per_year)) < cutoff
    return fft.ifft(waves * kept).real


@low_pass.alternative
def _(values, per_year, cutoff):
    # Least squares on the slow sines and cosines.
    n = len(values)
    columns = [np.ones(n)]
    for k in range(1, n // 2 + 1):
        if k * per_year / n < cutoff:
            turn = 2 * np.pi * k * np.arange(n) / n
            columns += [np.cos(turn)] if 2 * k == n else [np.cos(turn), np.sin(turn)]
    basis = np.column_stack(columns)
    return basis @ np.linalg.lstsq(basis, values, rcond=None)[0]


low_pass.misconception(
    "Your frequencies are in cycles a value. Tell `rfftfreq` how far apart the values are, 1 / per_year, to get cycles a year.",
    "fft.rfftfreq(len(values), 1 / per_year) → fft.rfftfreq(len(values))",
)
low_pass.misconception(
    "You gave `rfftfreq` the number of values a year. It wants the spacing, which is 1 / per_year.",
    "fft.rfftfreq(len(values), 1 / per_year) → fft.rfftfreq(len(values), per_year)",
)
low_pass.misconception(
    "You kept the fast waves and took the slow ones away: that is a high-pass filter.",
    "fft.rfftfreq(len(values), 1 / per_year) >= cutoff → fft.rfftfreq(len(values), 1 / per_year) < cutoff",
)
low_pass.misconception(
    "A wave exactly at the cutoff goes as well.",
    "fft.rfftfreq(len(values), 1 / per_year) >= cutoff → fft.rfftfreq(len(values), 1 / per_year) > cutoff",
)
low_pass.misconception(
    "A series of odd length came back one shorter. `irfft` cannot know the length: pass it.",
    "fft.irfft(waves, len(values)) → fft.irfft(waves, len(values) // 2 * 2)",
)
low_pass.misconception(
    "The mean is gone. It is the wave of frequency zero, below every cutoff.",
    "fft.rfft(values) → fft.rfft(values - values.mean())",
)
low_pass.misconception(
    "You compared the number of the wave with the cutoff. Wave k swings k times in the whole series, not in a year.",
    "fft.rfftfreq(len(values), 1 / per_year) → np.arange(len(values) // 2 + 1)",
)


@low_pass.misconception(
    "`fft` has each wave twice, with a positive and a negative frequency. You let all negative ones pass: compare sizes."
)
def _(values, per_year, cutoff):
    waves = fft.fft(values)
    waves[fft.fftfreq(len(values), 1 / per_year) >= cutoff] = 0
    return fft.ifft(waves).real


low_pass.hints(
    "Three steps: into waves, some to zero, back. How is each wave's frequency told in cycles a year?",
    "`fft.rfftfreq(n, d)` wants the spacing of the values in years. `fft.irfft` wants the length of the result.",
    "Set the entries of `fft.rfft(values)` to zero where the frequency is at or above the cutoff, and return "
    "`fft.irfft(…, len(values))`.",
)
low_pass.explain(
    "The waves are orthogonal, so taking some away is a projection onto the others. `rfft` keeps one half of the "
    "transform, as the other half of a real series is its mirror image; an even and an odd length can have as many entries, so "
    "the way back needs the length."
)

# -- solver_for --------------------------------------------------------------------------------------------------------


@reference(role="decision")
def solver_for(A):
    kappa = np.linalg.cond(A / np.linalg.norm(A, axis=0))
    if kappa**2 < 1e10:
        return "normal equations"
    return "QR" if kappa < 1e10 else "truncated SVD"


solver_for.example(A=np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 3.0]]))
solver_for.example(A=np.array([[1.0, 0.0], [1.0, 1e9], [1.0, 3e9]]))
solver_for.example(A=np.array([[1.0, 1.0], [1.0, 1.0 + 2.0**-22], [1.0, 1.0]]))
solver_for.example(A=np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]))


def _designed(rng, kind, units):
    """Columns of length about one with a spread of axes that is clear for its kind; units: each in one of its own."""
    n, d = rng.integers(8, 20), rng.integers(2, 6)
    if kind == "truncated SVD":  # one column says nothing new
        A = rng.normal(size=(n, d + 1))
        A[:, -1] = A[:, :-1] @ rng.uniform(0.5, 2, size=d)
    else:
        low, high = {"normal equations": (0, 3), "QR": (5.6, 8.5), "nearly": (11.3, 14)}[kind]
        U, _ = np.linalg.qr(rng.normal(size=(n, d)))
        V, _ = np.linalg.qr(rng.normal(size=(d, d)))
        A = U * np.geomspace(1, 10.0 ** -rng.uniform(low, high), d) @ V.T
    A = A / np.linalg.norm(A, axis=0)
    return A * 10.0 ** rng.permutation(np.linspace(-4, 6, A.shape[1])) if units else A


def _digits(A, rng):
    """The largest relative error of a coefficient by Cholesky and by QR, for known coefficients."""
    wanted = rng.uniform(0.5, 2, size=A.shape[1]) / np.linalg.norm(A, axis=0)
    b, errors = A @ wanted, []
    Q, R = linalg.qr(A, mode="economic")
    for solve in (
        lambda: linalg.cho_solve(linalg.cho_factor(A.T @ A), A.T @ b),
        lambda: linalg.solve_triangular(R, Q.T @ b),
    ):
        try:
            errors.append(float(np.abs(solve() / wanted - 1).max()))
        except linalg.LinAlgError:
            errors.append(np.inf)
    return errors


@solver_for.cases(n=24)
def _(rng, i):
    kind = ("normal equations", "QR", "truncated SVD", "normal equations", "QR", "nearly")[i % 6]
    while True:
        A = _designed(rng, kind, units=i // 6 % 2 == 1)
        kappa = np.linalg.cond(A / np.linalg.norm(A, axis=0))
        clear = {
            "normal equations": kappa < 3e4,
            "QR": (3.5e5, 1.2e6, 1.2e8)[i // 6 % 3] < kappa < (9e5, 9e7, 9e8)[i // 6 % 3],
            "truncated SVD": kappa > 1e13,
            "nearly": 2e11 < kappa < 1e14,
        }[kind]
        if clear:
            cholesky, qr = _digits(A, rng)
            # The rule is held to what the solvers really do.
            if cholesky < 1e-6 if kind == "normal equations" else qr < 1e-6 < cholesky if kind == "QR" else qr > 1e-6:
                return {"A": A}


@solver_for.alternative
def _(A):
    # From the digits that are lost, by the triangular factor.
    R = np.linalg.qr(A / np.sqrt((A**2).sum(axis=0)), mode="r")
    s = linalg.svdvals(R)
    lost = np.log10(s[0]) - np.log10(max(s[-1], 1e-300))
    if 2 * lost <= 9.5:
        return "normal equations"
    return "QR" if lost <= 10 else "truncated SVD"


@solver_for.alternative
def _(A):
    # Try the Cholesky factor, and see how small its pivots become.
    unit = A / np.linalg.norm(A, axis=0)
    s2 = np.linalg.eigvalsh(unit.T @ unit)
    if s2[0] > 1e-9:
        return "normal equations"
    return "QR" if np.linalg.matrix_rank(unit, tol=1e-10) == A.shape[1] else "truncated SVD"


_UNITS = (
    "You judged the columns in their units. A unit stretches the ellipse, but Cholesky and QR lose no digit by it: scale the "
    "columns to length one first."
)
solver_for.misconception(_UNITS, "A / np.linalg.norm(A, axis=0) → A")
solver_for.misconception(
    "You let the normal equations lose only as many digits as κ has. They solve with AᵀA, whose κ is the square.",
    "kappa**2 < 1e10 → kappa < 1e10",
)
solver_for.misconception(
    "You expect QR to lose as much as the normal equations. It never forms AᵀA, and loses the digits of κ once.",
    '"QR" if kappa < 1e10 else "truncated SVD" → "truncated SVD"',
)
solver_for.misconception(
    "You trust QR with everything that is not easy. Where one column follows from the others, no solver finds its coefficient.",
    '"QR" if kappa < 1e10 else "truncated SVD" → "QR"',
)
solver_for.misconception(
    "You never choose the cheapest: where few digits are lost the normal equations are good enough.",
    'return "normal equations" → return "QR"',
)
solver_for.misconception(
    "You looked at the determinant of AᵀA. It is small for many reasons; what counts is the ratio of the axes.",
    "np.linalg.cond(A / np.linalg.norm(A, axis=0)) → 1 / max(np.linalg.det(A.T @ A), 1e-300)",
)
solver_for.misconception(
    "You asked only that some digit be left. Six are wanted, so ten of sixteen may be lost, not all.",
    "kappa**2 < 1e10 → kappa**2 < 1e16",
    "kappa < 1e10 → kappa < 1e16",
)
solver_for.misconception(
    "You gave the normal equations every κ up to about 10⁶. They lose the digits of κ², and of sixteen less twelve only four "
    "are left.",
    "kappa**2 < 1e10 → kappa < 1e6",
)
solver_for.misconception(
    "You took κ from AᵀA. Once that is formed, its smallest axes are rounding, and no κ(A) above about 10⁸ shows: ask A itself.",
    "np.linalg.cond(A / np.linalg.norm(A, axis=0)) → "
    "np.sqrt(np.linalg.cond((A / np.linalg.norm(A, axis=0)).T @ (A / np.linalg.norm(A, axis=0))))",
)
solver_for.misconception(
    "You scaled the rows. A unit belongs to a column: it is the columns that are judged at length one.",
    "A / np.linalg.norm(A, axis=0) → A / np.linalg.norm(A, axis=1, keepdims=True)",
)

solver_for.hints(
    "Sixteen digits are there and six are wanted: how many may be lost, and how many does each solver lose?",
    "Scale the columns to length one, take κ, and remember which solver squares it.",
    "Ten digits may go. Cholesky loses those of κ², QR those of κ; what is beyond both is for the truncated SVD.",
)
solver_for.equivalent(
    "2 → 3",
    "kappa ** 2 < 10000000000.0 → kappa ** 2 <= 10000000000.0",
    "kappa < 10000000000.0 → kappa <= 10000000000.0",
    "10000000000.0 → 20000000000.0",
    because="no clear case lies between the two borders",
)
solver_for.explain(
    "Errors of 10⁻¹⁶ grow by κ² in the normal equations and by κ in QR (for a b that is nearly in the span), so six digits "
    "survive up to about κ = 10⁵ and κ = 10¹⁰. Beyond that some direction is made of rounding, and dropping it is honest as "
    "long as it is said."
)

# -- fill_gaps ---------------------------------------------------------------------------------------------------------

SHARE = 0.6


@reference(role="open", time_limit=20, kept_back=("truth",))
def fill_gaps(values, period):
    n, season = len(values), round(period)
    known = ~np.isnan(values)
    rise = sparse.diags_array([-1.0, 1.0], offsets=[0, 1], shape=(n - 1, n))
    change = sparse.diags_array([-1.0, 1.0], offsets=[0, season], shape=(n - 1 - season, n - 1)) @ rise
    system = sparse.diags_array(known.astype(float)) + 10 * change.T @ change + 0.01 * rise.T @ rise
    return np.where(known, values, spsolve(system.tocsc(), np.where(known, values, 0.0)))


def _straight(values):
    known = np.flatnonzero(~np.isnan(values))
    return np.interp(np.arange(len(values)), known, values[known])


@fill_gaps.probe
def _(candidate, values, period):
    given = values.copy()
    return {"filled": np.asarray(candidate(given, period), dtype=float), "given": np.nan_to_num(given)}


@fill_gaps.verify
def _(got, expected, inputs):
    values, truth, filled = inputs["values"], inputs["truth"], got["filled"]
    if filled.shape != values.shape:
        return "The result has another shape than the series."
    if not np.array_equal(got["given"], np.nan_to_num(values)):
        return "You changed the series that you were given. Work on a copy."
    known = ~np.isnan(values)
    if np.isnan(filled).any():
        return "There are still empty places in the result."
    if not np.allclose(filled[known], values[known], rtol=1e-12, atol=0):
        return "Measured values have changed. Only gaps are to be filled."
    if np.allclose(filled, _straight(values), rtol=0, atol=1e-9):
        return "Your gaps are straight lines. The season of the other years says how the series moves within a gap."
    error, straight = (np.sqrt(np.mean((guess - truth)[~known] ** 2)) for guess in (filled, _straight(values)))
    if not error <= SHARE * straight:
        return "On the values held out your error is more than 0.6 of that of straight lines."
    return None


def _series(rng, n, gaps):
    """Trend, season of two waves and noise with a memory, as (values with gaps, truth)."""
    t = np.arange(n) * 7 / 365.25
    truth = rng.uniform(300, 400) + rng.uniform(0.5, 2) * t + rng.uniform(0, 0.05) * t**2
    truth = truth + rng.uniform(3, 4) * np.sin(2 * np.pi * t + rng.uniform(0, 6.28))
    truth = truth + rng.uniform(0.3, 1) * np.sin(4 * np.pi * t + rng.uniform(0, 6.28))
    noise = np.zeros(n)
    for k in range(1, n):
        noise[k] = 0.9 * noise[k - 1] + 0.08 * rng.normal()
    truth = truth + noise + 0.1 * rng.normal(size=n)
    values = truth.copy()
    for k in range(gaps):
        start = 12 + k * (n - 40) // gaps + int(rng.integers(0, 12))
        values[start : start + int(rng.integers(14, 26))] = np.nan
    return values, truth


_SEASON = np.tile([10.0, 12.0, 10.0, 8.0], 5)
# One season is missing but for its first value, which a straight line takes for all of them.
fill_gaps.example(values=np.where(np.isin(np.arange(20), [9, 10, 11]), np.nan, _SEASON), truth=_SEASON, period=4.0)


@fill_gaps.cases(n=6)
def _(rng):
    values, truth = _series(rng, rng.integers(220, 330), 4)
    return {"values": values, "truth": truth, "period": 365.25 / 7}


@fill_gaps.alternative
def _(values, period):
    # Least squares on a trend and on waves, by QR.
    n, known = len(values), ~np.isnan(values)
    t, turn = np.linspace(-1, 1, n), 2 * np.pi * np.arange(n) / period
    waves = [f(k * turn) for k in (1, 2) if 2 * k < period for f in (np.sin, np.cos)]
    basis = np.stack([np.ones(n), t, t**2, t**3, *waves], axis=1)
    Q, R = linalg.qr(basis[known], mode="economic")
    return np.where(known, values, basis @ linalg.solve_triangular(R, Q.T @ values[known]))


@fill_gaps.alternative
def _(values, period):
    # The same penalties as one tall least squares problem, without a sparse matrix.
    n, season = len(values), round(period)
    known = ~np.isnan(values)
    rises = np.diff(np.eye(n), axis=0)
    changes = rises[season:] - rises[:-season]
    tall = np.vstack([np.eye(n)[known], np.sqrt(10) * changes, 0.1 * rises])
    target = np.concatenate([values[known], np.zeros(len(tall) - known.sum())])
    filled = values.copy()
    filled[~known] = linalg.lstsq(tall, target)[0][~known]
    return filled


_FAR = "On the values held out your error is more than 0.6 of that of straight lines."


@fill_gaps.misconception(
    "Your gaps are straight lines. The season of the other years says how the series moves within a gap."
)
def _(values, period):
    return _straight(values)


@fill_gaps.misconception(_FAR)
def _(values, period):
    return np.where(np.isnan(values), np.nanmean(values), values)


@fill_gaps.misconception("Measured values have changed. Only gaps are to be filled.")
def _(values, period):
    n, known = len(values), ~np.isnan(values)
    turn = 2 * np.pi * np.arange(n) / period
    basis = np.column_stack([np.ones(n), np.arange(n) + np.arange(n) ** 2 / n, np.sin(turn), np.cos(turn)])
    return basis @ np.linalg.lstsq(basis[known], values[known], rcond=None)[0]


@fill_gaps.misconception("There are still empty places in the result.")
def _(values, period):
    return values.copy()


@fill_gaps.misconception("The result has another shape than the series.")
def _(values, period):
    return values[~np.isnan(values)]


@fill_gaps.misconception("You changed the series that you were given. Work on a copy.")
def _(values, period):
    values[:] = fill_gaps(values, period)
    return values[:]


fill_gaps.hints(
    "What would you expect of a week in July whose neighbours are missing, if you know twenty other Julys?",
    "Either fit a trend with sines and cosines of one and two cycles a year to what was measured, and read the fit in the gaps; "
    "or take the smoothing system and penalise that a rise differs from the rise one season before.",
    "With `rise` the first differences and `repeat` the differences of two entries `round(period)` apart, solve "
    "(W + 10 CᵀC + 0.01 DᵀD) x = W y, where D is `rise` and C is `repeat @ rise`, by `spsolve`.",
)
fill_gaps.explain(
    "The penalty asks that each week rises as the same week did a year before and after, so a gap takes its shape from other "
    "years and its level from its own two ends. The small second penalty decides where no year knows. One sparse system, five "
    "entries a row and a few more, is all."
)
fill_gaps.equivalent("10 → 11", "0.01 → 0.02", because="two weights this near give curves that score alike")
fill_gaps.equivalent("system.tocsc() → system", because="the solver converts what is stored by rows, with a warning")

# -- quizzes -----------------------------------------------------------------------------------------------------------

third_report = choice(
    "one above 2.02",
    why={
        "one in between": "Run the next cell. It prints the three reports.",
        "1.81 once more": "Run the next cell. It prints the three reports.",
        "one below 1.81": "Run the next cell. It prints the three reports.",
    },
    because="QR leaves 2.084 ppm, less than both: the least residual wins, since that is what least squares means. Its 2.06 says that both others were too low, and that their mean is no better.",
)
thin = choice(
    "21",
    why={
        "5": "The map that the explorer opens with is not even that thin, and the two vectors are nearer to each other now.",
        "10": "Read the caption with the second vector at 0.9 across and 0.4 up, and the first one as it was.",
        "43": "That would take an area half as large. The determinant is 1.2 · 0.4 − 0.9 · 0.4.",
    },
    because="The determinant, 0.12, is the product of the semi-axes; the longer one is about 1.60, the shorter about 0.075.",
)
kept = choice(
    "three",
    why={
        "one": "One direction is nearly year⁵ alone: such a curve grows hardly faster at the end than at the beginning.",
        "five": "How many axes are longer than 10⁻¹³ times the longest, with a κ above 10¹⁶?",
        "all six": "Then its residual would be the smallest of all, as that of QR is. It is not.",
    },
    because="The fourth axis is already shorter than ε · n times the longest. What was returned is a parabola, without a word.",
)
tiny_pivot = choice(
    "P",
    why={
        "Q": "Here the second row has lost something of the 1 and the 2, but not all. How large is the error of 10²⁰ when it is rounded to 16 digits?",
        "R": "This pivot costs three digits. Each pivot that is ten times smaller costs one more.",
        "S": "The true solution is nearly x = 1, y = 1. But 1 − 10²⁰ and 2 − 10²⁰ are rounded to the same number.",
    },
    because="10²⁰ swallows the 1 and the 2 of the second row, so y = 1 exactly, and then x = (1 − 1)/10⁻²⁰ = 0. At 10⁻¹⁶ a last bit is left of them, divided by the pivot.",
)
second_differences = choice(
    "about 600",
    why={
        "about 150": "κ grows nearly eighty times, and the bound above goes with its root.",
        "about 2,300": "There are as many unknowns, but the residual is small long before all directions have been used.",
        "about 8,000": "That would be forty to ninety times as many. The bound has the root of κ in it, not κ.",
    },
    because="κ grows from about 260 to about 20,000. Its root grows nine times, and the steps seven times: the bound is no more than a bound.",
)
seam = choice(
    "Q",
    why={
        "P": "This is far from all the others: the mean of 44 rising years.",
        "R": "Two numbers are close together: the record, and the curve with what swings slowly about it. Does a wave that repeats end as high as the record?",
        "S": "Two numbers are close together: the record, and the curve with what swings slowly about it. Does a wave that repeats end as high as the record?",
    },
    because="To waves that repeat, the first month comes right after the last. They cannot jump, so they slope from one to the other on both sides of the seam, and sink far below the record.",
)
