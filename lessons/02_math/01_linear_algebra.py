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
#     title: Linear algebra
#     summary: Why do three correct formulas fit the same curve to the same data and disagree in the second digit?
#     minutes: 90
#     requires: [01_data/01_numpy]
#     objectives:
#       Project onto the span of columns, and say what a residual is orthogonal to: [project, third_report]
#       See a matrix as a map, and read ill-conditioning from its singular values: [thin, kept]
#       Find a dominant eigenvector, and write a map in another basis: [power_iteration, in_basis]
#       Solve a system by elimination that picks its pivots: [eliminate, tiny_pivot]
#       Fit by QR, and choose a solver for an ill-conditioned system: [qr_fit, solver_for]
#       Keep what matters of a table by its singular values: [truncate]
#       Store and solve a large sparse system: [csr_product, jacobi, conjugate_gradient, second_differences]
#       Filter a series by frequency, and know what the transform assumes: [low_pass, seam]
#       Fill the gaps of a measured series: [fill_gaps]
#     datasets: [time_series]
#     extras: []
#     teaches:
#       projection: >-
#         The point of a subspace that is closest to a given vector; what is left over is orthogonal to the subspace.
#       normal equations: >-
#         The square system AᵀA c = Aᵀb, which says that the residual of a least squares fit is orthogonal to every
#         column of A.
#       eigenvector: >-
#         A vector other than zero that a matrix maps to a multiple of itself, the factor being its eigenvalue.
#       determinant: >-
#         The factor by which a square matrix multiplies area or volume, negative where the matrix also reflects.
#       singular value: >-
#         The length of a semi-axis of the ellipsoid to which a matrix maps the unit sphere.
#       ill-conditioned: >-
#         Said of a problem whose answer can change by far more than its data do, in proportion; for a matrix, that its
#         largest singular value is many times its smallest.
#       power iteration: >-
#         Multiplying a vector by a matrix again and again and scaling it to length one, which leads to the eigenvector
#         whose eigenvalue is largest in size, where there is one such and the start has a part along it.
#       change of basis: >-
#         Writing the same vectors and maps with other coordinates, those that belong to another set of basis vectors.
#       partial pivoting: >-
#         Swapping rows during elimination so that the entry divided by is the largest in size of those left in its column.
#       QR factorisation: >-
#         Writing a matrix as Q R, with orthonormal columns in Q and an upper triangular R.
#       singular value decomposition: >-
#         Writing a matrix as U diag(s) Vᵀ, with orthonormal columns in U and V and the singular values in s.
#       low-rank approximation: >-
#         The matrix of a given rank closest to another one, made of the parts with the largest singular values.
#       CSR format: >-
#         A way to store a sparse matrix: the entries row by row, the column of each, and where each row begins.
#       Jacobi method: >-
#         Solving a linear system by repeated steps, each of which divides every equation's residual by the entry on the
#         diagonal.
#       conjugate gradient method: >-
#         Solving a symmetric positive definite system by steps along directions conjugate to all earlier ones, with one
#         product by the matrix for each.
#       discrete Fourier transform: >-
#         Writing a series of n equally spaced values as a sum of n complex waves that all fit a whole number of times
#         into its length.
#       low-pass filter: >-
#         What keeps the slow waves of a series and takes the fast ones away.
#     uses: []
#     covers:
#       linear algebra: [project, eliminate, power_iteration, in_basis, conjugate_gradient]
#       SciPy (linear algebra, FFT): [qr_fit, truncate, low_pass, fill_gaps]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Linear algebra
#
# On a volcano in Hawaii the carbon dioxide of the air has been measured since 1958. Three analysts are asked how fast
# it grows now, and how many times as fast as at the start. They agree on everything: the record, the curve (a
# polynomial of degree five in the calendar year), least squares. One types the formula of the textbook, one calls
# `np.linalg.lstsq`, one uses a QR factorisation. No call fails, nothing warns, and the ratios differ in the second
# digit.
#
# **Which of the three is right, and what is the number?**
#
# Afterwards you can tell from a matrix which solver it needs, and write the ones that SciPy offers. You need NumPy,
# matrix products and about 90 minutes.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy import fft, linalg, sparse
from scipy.sparse.linalg import spsolve

from workbench import Lesson, load_dataset

lesson = Lesson("02_math/01_linear_algebra")
rng = np.random.default_rng(seed)

# %% [markdown]
# ## What the rows are
#
# The file has one mean a week, in parts per million (ppm), in order of time, and some weeks are empty. We take means of
# months, and fill months without any week along a straight line; the season stays in the data. All rows are used to
# fit: the question is whether a computer finds the curve. The last exercise judges on weeks held out.

# %%
weeks = load_dataset("time_series", "co2_weekly_mauna_loa.csv")
dates = pd.to_datetime(weeks["date"].astype(str), format="%Y%m%d")
monthly = weeks.set_index(dates)["co2"].resample("MS").mean()
record = monthly.interpolate().to_numpy()
n = len(record)
year = 1958 + (np.arange(n) + 2.5) / 12  # the middle of each month, from March 1958
print(f"{len(weeks):,} weeks, {weeks['co2'].isna().sum()} empty; {n} months, {monthly.isna().sum()} empty")

# %% [markdown]
# ## The closest point
#
# A fit $Ac$ can reach only vectors in the span of the columns of $A$. Least squares takes the closest one to $b$, its
# *projection*. There the residual is orthogonal to every column, $A^\top(b - Ac) = 0$, and this is the *normal
# equations*: $A^\top A\,c = A^\top b$. With one column $a$ this is $c = a^\top b / a^\top a$; several go one by one
# only if they are orthogonal.


# %%
@lesson.exercise
def project(A: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The projection of b onto the span of the columns of A, as the normal equations give it.

    A: shape (n, d), n ≥ d, floats, with linearly independent columns that need not be orthogonal; b: shape (n,), floats.
    Returns (coefficients, projection) with shapes (d,) and (n,).
    """


# %%
def growth(values: np.ndarray) -> tuple[float, float]:
    """ppm a year over the first and over the last ten years, from means of twelve months ten years apart."""
    first, last = values[120:132].mean() - values[:12].mean(), values[-12:].mean() - values[-132:-120].mean()
    return first / 10, last / 10


def ratio(values: np.ndarray) -> float:
    """How many times as fast the last ten years grow as the first ten."""
    return growth(values)[1] / growth(values)[0]


def powers(x: np.ndarray, degree: int) -> np.ndarray:
    """The columns 1, x, …, x to the degree, shape (len(x), degree + 1)."""
    return np.vander(x, degree + 1, increasing=True)


line, straight = project(powers(year - 1980, 1), record)
figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
axes.plot(year, record, linewidth=0.8, label="months")
axes.plot(year, straight, label="straight line")
axes.set(xlabel="year", ylabel="CO₂ in ppm", title="Carbon dioxide on Mauna Loa")
axes.legend()
plt.show()
print(f"The line grows {line[1]:.2f} ppm a year. It cannot say whether that has changed.")

# %% [markdown]
# The record bends away from the line, so the analysts take powers up to five, and the first two report. **Predict**:
# will the same least squares problem have the same residual for both?

# %%
A = powers(year, 5)
reports = {
    "textbook": A @ np.linalg.solve(A.T @ A, A.T @ record),
    "lstsq": A @ np.linalg.lstsq(A, record, rcond=None)[0],
}


def rms(values: np.ndarray) -> float:
    """The root of the mean squared residual in ppm."""
    return float(np.sqrt(np.mean((record - values) ** 2)))


for name, fitted in reports.items():
    print(f"{name}: {ratio(fitted):.2f} times as fast, residual {rms(fitted):.3f} ppm")
lesson.claim(
    "Two solvers, two residuals, and ratios that are more than 0.05 apart",
    abs(ratio(reports["textbook"]) - ratio(reports["lstsq"])) > 0.05
    and rms(reports["lstsq"]) > rms(reports["textbook"]),
)

# %% [markdown]
# ## A matrix moves the plane
#
# A problem with one smallest residual got two, so at least one is not the minimum. To see why, look at what a matrix
# does. Its columns are where the basis vectors go. The unit circle becomes an ellipse, whose semi-axes are the
# *singular values*; the *determinant* is the factor of its area; an *eigenvector* keeps its line, stretched by its
# eigenvalue. Drag the tips of the two vectors, or move the sliders.

# %%
lesson.explore("plane_map")

# %%
lesson.quiz(
    "thin",
    "Leave the first vector where the explorer opens, and move the second to (0.9, 0.4). The ratio of the semi-axes is "
    "about …",
    ["5", "10", "21", "43"],
    answer=...,
)

# %% [markdown]
# To solve $Ac = b$ is to go back from the ellipse to the circle. Along the short axis this magnifies, errors included.
# Write $\kappa(A) = \sigma_{\max}/\sigma_{\min}$, which `np.linalg.cond` returns: an error of relative size $\epsilon$
# in $b$ can become $\kappa\epsilon$ in $c$. Floating point makes errors of about $10^{-16}$ by itself, so with a
# $\kappa$ of $10^k$, up to $k$ of sixteen digits are at risk. A matrix with a large $\kappa$ is *ill-conditioned*.

# %% [markdown]
# The longest axis is easy to find: multiply any vector by a matrix again and again, and the eigenvector with the
# largest eigenvalue in size takes over, if there is one such and the start has a part along it. This is *power
# iteration*; its error in direction shrinks by about $|\lambda_2/\lambda_1|$ a step. The eigenvalues of $A^\top A$ are
# the squares of the singular values of $A$.


# %%
@lesson.exercise
def power_iteration(A: np.ndarray, start: np.ndarray, steps: int) -> tuple[float, np.ndarray]:
    """The dominant eigenvalue of A and its vector, after some steps of power iteration.

    A: shape (d, d), not necessarily symmetric; start: shape (d,), not zero, of any length; steps ≥ 0. A step multiplies by
    A and scales to Euclidean length one. Returns (vᵀ A v, v) for the last v, a float and shape (d,). v has length one, also
    if steps is 0: then it is `start`, scaled. Its sign is the one that comes out of the steps. No A v on the way is zero,
    and `start` stays as it is.
    """


# %%
square, _ = power_iteration(A.T @ A, rng.normal(size=6), 30)
sizes = linalg.svdvals(A)
print(
    f"largest singular value {np.sqrt(square):.6g}, by scipy {sizes[0]:.6g}; κ(A) is about 10^{np.log10(np.linalg.cond(A)):.0f}"
)
lesson.claim("Thirty steps find the largest singular value to nine digits", abs(np.sqrt(square) / sizes[0] - 1) < 1e-9)
lesson.claim("In the calendar year κ is above 10¹⁶, so no digit is safe", np.linalg.cond(A) > 1e16)

# %% [markdown]
# From 1958 to 2001 the calendar year hardly changes in proportion, so its powers are nearly parallel: the thin ellipse,
# in six dimensions. And the textbook's $A^\top A$ squares $\kappa$.
#
# ## Elimination
#
# Behind `np.linalg.solve` stands elimination: subtract multiples of one row from those below until the matrix is
# triangular, then substitute from the bottom up. The entry divided by is the *pivot*.

# %%
print("By lot, the x that comes of p x + y = 1, x + y = 2 with p = 10⁻⁸, 10⁻¹⁵, 10⁻¹⁶ or 10⁻²⁰ as the pivot:")
for letter, p in zip("PQRS", np.random.default_rng(3).permutation([1e-8, 1e-15, 1e-16, 1e-20]), strict=True):
    second = (2 - 1 / p) / (1 - 1 / p)
    print(f"{letter}: {(1 - second) / p:.4f}")

# %%
lesson.quiz(
    "tiny_pivot",
    "The pivot 10⁻²⁰ gives x = …",
    ["Q", "R", "S", "P"],
    answer=...,
)

# %% [markdown]
# *Partial pivoting* swaps rows so that the pivot is the largest in size of what is left in its column. Then no multiple
# exceeds one in size, and the entries of the triangle rarely grow much.


# %%
@lesson.exercise
def eliminate(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The solution of A x = b, by Gaussian elimination with partial pivoting.

    A: shape (d, d), floats, not singular, d ≥ 1; b: shape (d,), floats. Neither may be changed. Returns shape (d,), floats,
    which agree with those of `np.linalg.solve` to six digits.
    """
    rows = np.column_stack([A, b]).astype(float)
    d = len(b)
    for k in range(d):
        pivot = ...
        rows[[k, pivot]] = rows[[pivot, k]]
        for i in range(k + 1, d):
            rows[i] = ...
    x = np.zeros(d)
    for k in reversed(range(d)):
        x[k] = ...
    return x


# %%
square = rng.normal(size=(40, 40))
wanted = rng.normal(size=40)
ours = eliminate(square, square @ wanted)
lesson.claim(
    "Elimination recovers 40 unknowns to nine digits", np.abs(ours - wanted).max() < 1e-9 * np.abs(wanted).max()
)

# %% [markdown]
# ## The third analyst: QR
#
# Elimination is not to blame: what was lost was lost when $A^\top A$ was formed. The *QR factorisation* $A = QR$ has
# orthonormal columns in $Q$ and a triangular $R$. The normal equations become $Rc = Q^\top b$, and $R$ has the same
# $\kappa$ as $A$, not its square. `linalg.qr(A, mode="economic")` gives the thin form; `linalg.solve_triangular`
# substitutes, and takes a matrix for upper triangular unless told otherwise.


# %%
@lesson.exercise
def qr_fit(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The coefficients of the least squares fit of b by the columns of A, by QR with SciPy.

    A: shape (n, d), n ≥ d, of full column rank; b: shape (n,). Returns shape (d,). Where κ(A) is up to 10⁸ and b lies in the
    span of the columns, each coefficient has six correct digits, which the normal equations cannot give. The columns may
    be pivoted on the way or not.
    """


# %%
lesson.quiz(
    "third_report",
    "The textbook reported a ratio of 2.02 and left 2.090 ppm, lstsq 1.81 and 2.164 ppm. Which ratio will QR report?",
    ["one in between", "one below 1.81", "one above 2.02", "1.81 once more"],
    answer=...,
)

# %%
reports["QR"] = A @ qr_fit(A, record)
for name, fitted in reports.items():
    print(f"{name}: {ratio(fitted):.2f} times as fast, residual {rms(fitted):.4f} ppm")
lesson.claim(
    "QR leaves the smallest residual of the three, and its ratio is more than 0.02 from both others",
    rms(reports["QR"]) < min(rms(reports["textbook"]), rms(reports["lstsq"])) - 1e-4
    and min(abs(ratio(reports["QR"]) - ratio(reports[name])) for name in ("textbook", "lstsq")) > 0.02,
)

# %% [markdown]
# The least residual wins: that is what least squares means. But can we trust even QR at such a $\kappa$?
#
# ## Change the basis
#
# The polynomials of degree five are a space, and 1, year, year², … is only one basis of it. Count from the middle of
# the record in units of half its length, $t = (\text{year} - m)/h$: the same curves, other coordinates. For a map, the
# change is $B^{-1}AB$, read from the right: $B$ leads out of the new coordinates, $A$ maps, $B^{-1}$ leads back.


# %%
@lesson.exercise
def in_basis(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """The matrix, in the coordinates of the basis B, of the map that A describes in standard coordinates.

    A: shape (d, d); B: shape (d, d), its columns the new basis vectors, linearly independent but not necessarily
    orthonormal. Returns shape (d, d).
    """


# %%
lean = np.array([[1.2, 0.6], [0.4, 1.0]])
values, vectors = np.linalg.eig(lean)
print(in_basis(lean, vectors).round(10) + 0.0)
lesson.claim(
    "In the basis of its eigenvectors the map of the explorer is diagonal",
    np.allclose(in_basis(lean, vectors), np.diag(values)),
)

middle, half = (year[0] + year[-1]) / 2, (year[-1] - year[0]) / 2
T = powers((year - middle) / half, 5)
centred = {
    "textbook": project(T, record)[1],
    "lstsq": T @ np.linalg.lstsq(T, record, rcond=None)[0],
    "QR": T @ qr_fit(T, record),
}
for name, fitted in centred.items():
    print(f"{name}, centred and scaled: {ratio(fitted):.6f}")
lesson.claim(
    "Centred and scaled, κ is below 100 and the three agree to nine digits",
    np.linalg.cond(T) < 100 and np.ptp([ratio(fitted) for fitted in centred.values()]) < 1e-9,
)
lesson.claim(
    "QR in the calendar year had the ratio right to three decimals",
    abs(ratio(reports["QR"]) - ratio(centred["QR"])) < 1e-3,
)

# %% [markdown]
# The curve is well determined; only its old coordinates were not. The cheap cure is a better basis. QR got it nearly
# right even so, because the units of a column do not matter to it, and much of $\kappa$ comes from them.
#
# ## What lstsq threw away
#
# The *singular value decomposition* $A = U\,\mathrm{diag}(s)\,V^\top$ takes the ellipsoid apart, axis by axis. `lstsq`
# treats axes shorter than $\epsilon\cdot n$ times the longest as zero and drops them, in silence: it returns the rank,
# but hardly anybody reads that.

# %%
lesson.quiz(
    "kept",
    "Fitting powers of the calendar year up to five, how many of the six directions did `lstsq` keep?",
    ["one", "three", "five", "all six"],
    answer=...,
)

# %%
_, _, rank, _ = np.linalg.lstsq(A, record, rcond=None)
parabola = project(T[:, :3], record)[1]
print(f"rank {rank} of 6; ratio {ratio(reports['lstsq']):.2f}, that of a parabola {ratio(parabola):.2f}")
lesson.claim(
    "lstsq kept three directions of six and answered, to 0.02, as a parabola would",
    rank == 3 and abs(ratio(reports["lstsq"]) - ratio(parabola)) < 0.02,
)
units = A / np.linalg.norm(A, axis=0)
coefficients, _, rank, _ = np.linalg.lstsq(units, record, rcond=None)
print(
    f"columns at length one: κ {np.linalg.cond(units):.0e}, rank {rank} of 6, ratio {ratio(units @ coefficients):.2f}"
)
lesson.claim(
    "With columns at length one κ is between 10¹² and 10¹³, lstsq drops nothing, and its ratio is right to three decimals",
    1e12 < np.linalg.cond(units) < 1e13
    and rank == 6
    and abs(ratio(units @ coefficients) - ratio(centred["QR"])) < 1e-3,
)

# %% [markdown]
# What was dropped looked small only because of its unit. Dropping has a good use as well: the part with the $k$ largest
# singular values is the closest matrix of rank $k$ (Eckart and Young, 1936). `linalg.svd` returns $U$, $s$ in falling
# order and $V^\top$, not $V$; `full_matrices=False` gives the thin form.


# %%
@lesson.exercise
def truncate(A: np.ndarray, k: int) -> np.ndarray:
    """The matrix of rank at most k with the least sum of squared differences from A, by the SVD of SciPy.

    A: shape (n, m), not necessarily square, used as it is, without centring; 1 ≤ k ≤ min(n, m). Where there is a next
    singular value, the k-th is larger. Returns shape (n, m).
    """


# %%
# The whole years as a table, a row a year, each less its own mean: the season is left, and the year's own small rise.
table = record[10:].reshape(-1, 12)
season = table - table.mean(axis=1, keepdims=True)
shape = truncate(season, 1)
swing = np.ptp(shape, axis=1)
share = 1 - ((season - shape) ** 2).sum() / (season**2).sum()
figure, panels = plt.subplots(1, 2, figsize=(9, 3), layout="constrained")
panels[0].plot(range(1, 13), season.T, color="0.8", linewidth=0.6)
panels[0].plot(range(1, 13), shape[-1], label="rank one, last year")
panels[0].set(xlabel="month", ylabel="ppm", title="43 seasons")
panels[0].legend()
panels[1].plot(range(1959, 2002), swing)
panels[1].set(xlabel="year", ylabel="ppm", title="Swing of the rank-one season")
plt.show()
lesson.claim("One shape, with a size for each year, holds more than 97 % of the season's sum of squares", share > 0.97)
lesson.claim(
    "The season's swing is more than 5 % larger in the last ten years than in the first ten",
    swing[-10:].mean() > 1.05 * swing[:10].mean(),
)

# %% [markdown]
# ## Large systems, mostly zero
#
# Now a smooth curve through the weeks: choose $x$ close to the measured weeks $y$, with small differences $Dx$ between
# neighbours (or small differences of these). Minimising $\sum_{\text{measured}} (x_i - y_i)^2 + \lambda\lVert
# Dx\rVert^2$ gives $(W + \lambda D^\top D)\,x = Wy$, where $W$ has a one on its diagonal for a measured week and a zero
# for an empty one. Of five million entries three in each row are not zero. *CSR* stores only them, row after row:
# `data`, the column of each in `indices`, and `indptr`, where row $i$ is `data[indptr[i]:indptr[i + 1]]`.
#
# The product below agrees with SciPy's for that system, and is wrong for some other matrices.


# %%
@lesson.exercise
def csr_product(data: np.ndarray, indices: np.ndarray, indptr: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The product of a matrix in CSR format with a vector. The body is to be repaired.

    data: the stored entries, shape (nnz,), nnz ≥ 0, floats; indices: their columns, shape (nnz,), integers, in any order
    within a row, and one may come twice, then its entries add up; indptr: where the rows begin, shape (rows + 1,), integers,
    rows ≥ 1, from 0 to nnz; x: shape (columns,), floats. Any row may be empty. Returns shape (rows,), floats.
    """
    products = data * x[indices]
    return np.add.reduceat(products, indptr[:-1])


# %%
y = weeks["co2"].to_numpy()
measured = ~np.isnan(y)
W = sparse.diags_array(measured.astype(float))
size = len(y)
D = sparse.diags_array([-np.ones(size - 1), np.ones(size - 1)], offsets=[0, 1], shape=(size - 1, size)).tocsr()
gentle = (W + 10 * D.T @ D).tocsr()  # small first differences
DD = D[:-1, :-1] @ D  # differences of the differences, of which there is one fewer
smooth = (W + 100 * DD.T @ DD).tocsr()  # small second differences: the slope changes slowly
right = np.where(measured, y, 0.0)
trial = rng.normal(size=size)
lesson.claim(
    "Our product agrees with SciPy's to twelve digits",
    np.allclose(csr_product(smooth.data, smooth.indices, smooth.indptr, trial), smooth @ trial, rtol=1e-12, atol=1e-9),
)

# %% [markdown]
# Such a system is solved by products alone. The *Jacobi method* (1845) solves each equation for its own unknown with
# the others as they were, all at once: $x \leftarrow x + (b - Ax)/\mathrm{diag}(A)$. It converges where each diagonal
# entry is larger in size than the rest of its row together. Where all unknowns are linked, it may equal the rest in all
# rows but one.


# %%
@lesson.exercise
def jacobi(A, b: np.ndarray, steps: int) -> np.ndarray:
    """Where `steps` steps of the Jacobi method from zero arrive.

    A: shape (d, d), a NumPy array or a SciPy sparse array, without zeros on its diagonal; both have `A @ x` and
    `A.diagonal()`. b: shape (d,); steps ≥ 0. Returns shape (d,), floats.
    """


# %% [markdown]
# The *conjugate gradient method* (Hestenes and Stiefel, 1952) wants a symmetric positive definite matrix. It walks down
# the bowl $\tfrac12 x^\top Ax - b^\top x$, at first along the residual. A step along a direction $p$ ends where the new
# residual is orthogonal to $p$. The next direction $p'$ is the new residual plus that multiple of $p$ which makes the
# two *conjugate*, $p'^\top Ap = 0$; then no step undoes an earlier one.
#
# In exact arithmetic $x$ minimises the bowl over all combinations of $b, Ab, \dots, A^{k-1}b$ after $k$ steps. The
# error $e$, measured by $\sqrt{e^\top Ae}$, is at most $2\big(\tfrac{\sqrt\kappa - 1}{\sqrt\kappa + 1}\big)^k$ of what
# it was.


# %%
@lesson.exercise
def conjugate_gradient(A, b: np.ndarray, tol: float, most: int) -> tuple[np.ndarray, int]:
    """The solution of A x = b by conjugate gradients from zero, and how many steps it took.

    A: shape (d, d), symmetric positive definite, a NumPy or SciPy sparse array; b: shape (d,), may be zero; tol > 0: before
    each step it stops if the residual's Euclidean norm is at most tol times that of b; most ≥ 0: at most so many steps.
    The residual b − A x may be carried along or computed each time. Returns (x, steps), shape (d,) and an int.
    """
    x = np.zeros(len(b))
    residual = b.astype(float)
    direction = residual
    steps = 0
    while np.linalg.norm(residual) > tol * np.linalg.norm(b) and steps < most:
        moved = A @ direction
        length = ...
        x = x + length * direction
        fresh = ...
        direction = ...
        residual = fresh
        steps += 1
    return x, steps


# %% [markdown]
# **Predict** before you run: for small second differences a row reads λ·(1, −4, 6, −4, 1). What will Jacobi do?

# %%
lesson.quiz(
    "second_differences",
    "To a residual of 10⁻⁸ conjugate gradients will take 90 steps for small first differences. For small second differences, as in the next figure, they will take …",
    ["about 2,300", "about 600", "about 150", "about 8,000"],
    answer=...,
)

# %%
figure, axes = plt.subplots(figsize=(7, 3.4), layout="constrained")
counts, ends = {}, {}
for name, matrix, marker in (("first differences", gentle, "o"), ("second differences", smooth, "s")):
    tols = 10.0 ** -np.arange(1, 9)
    counts[name] = [conjugate_gradient(matrix, right, tol, 5000)[1] for tol in tols]
    axes.loglog(counts[name], tols, marker + "-", label=f"conjugate gradients, {name}")
    walks = [jacobi(matrix, right, steps) for steps in (3, 10, 30, 100, 300)]
    left = [np.linalg.norm(right - matrix @ x) / np.linalg.norm(right) for x in walks]
    ends[name] = left[-1]
    axes.loglog([3, 10, 30, 100, 300], left, marker + ":", label=f"Jacobi, {name}")
axes.set(xlabel="steps", ylabel="relative residual", ylim=(1e-9, 1e3), title="2,284 weeks as unknowns")
axes.legend(fontsize="small", loc="lower left")
plt.show()
lesson.claim(
    "Jacobi converges for first differences and explodes for second ones",
    ends["first differences"] < 1e-2 and ends["second differences"] > 1e9,
)
lesson.claim(
    "To a residual of 10⁻⁸ conjugate gradients take fewer than 120 steps for first differences, fewer than 800 for second",
    counts["first differences"][-1] < 120 and counts["second differences"][-1] < 800,
)
found = conjugate_gradient(smooth, right, 1e-10, 5000)[0]
lesson.claim(
    "A direct sparse solver finds the same curve within 0.001 ppm",
    np.abs(found - spsolve(smooth.tocsc(), right)).max() < 1e-3,
)

# %% [markdown]
# ## Waves as a basis
#
# One more change of basis. The *discrete Fourier transform* writes a series as waves that fit a whole number of times
# into its length, an orthogonal basis with $\kappa = 1$, and the FFT computes it in about $n\log n$ operations. For
# such waves the end of a series is followed by its start, and a series that ends higher than it began has a jump at
# that seam.


# %%
@lesson.exercise
def low_pass(values: np.ndarray, per_year: float, cutoff: float) -> np.ndarray:
    """The series without its fast waves, by `scipy.fft`.

    values: shape (n,), n ≥ 2, even or odd, equally spaced; per_year: how many values there are a year; cutoff > 0: in
    cycles a year. Waves with a frequency below the cutoff stay, and so does the mean; the others are taken away, also one
    exactly at the cutoff. There are such only where all numbers are exact in binary, so a plain comparison will do.
    Returns shape (n,), floats.
    """


# %%
detrended = record - centred["QR"]
whole = detrended[10:]  # 43 whole years, so that the season's waves are among those of the transform
strength = 2 * np.abs(fft.rfft(whole)) / len(whole)
frequency = fft.rfftfreq(len(whole), 1 / 12)
slow = low_pass(detrended, 12, 0.5)
careless = low_pass(record, 12, 0.5)
print(
    "By lot, ppm in the last month: of the record, of its slow waves, of the curve with the slow waves of the rest, of the mean"
)
last = [record[-1], careless[-1], centred["QR"][-1] + slow[-1], record.mean()]
for letter, i in zip("PQRS", np.random.default_rng(5).permutation(4), strict=True):
    print(f"{letter}: {last[i]:.1f}")

# %%
lesson.quiz(
    "seam",
    "Which number belongs to the slow waves of the record?",
    ["P", "Q", "S", "R"],
    answer=...,
)

# %%
figure, panels = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
panels[0].stem(frequency[frequency < 4], strength[frequency < 4], markerfmt=" ", basefmt=" ")
panels[0].set(xlabel="cycles a year", ylabel="ppm", title="Waves of the record less the curve")
panels[1].plot(year[-96:], record[-96:], color="0.7", label="months")
panels[1].plot(year[-96:], (centred["QR"] + slow)[-96:], label="trend taken out first")
panels[1].plot(year[-96:], careless[-96:], ":", label="filtered as it is")
panels[1].set(xlabel="year", title="Without the season")
panels[1].legend()
plt.show()
top = frequency[np.argsort(strength)[::-1][:2]]
lesson.claim("The two strongest waves swing once and twice a year", np.allclose(top, [1, 2]))
lesson.claim(
    "Filtered as it is, the last month comes out more than 10 ppm too low", record[-12:].mean() - careless[-1] > 10
)

# %% [markdown]
# ## Which solver?
#
# Cheapest first. *Cholesky*, $A^\top A = LL^\top$ with a triangular $L$, solves the normal equations by two
# substitutions. QR takes about twice the work on a tall matrix, the SVD more; truncated, it drops directions too short
# to be told from rounding. Then the coefficients mean nothing, but the fitted values may.
#
# Each solver multiplies rounding errors by a factor of its own: look back which. A column's unit costs neither Cholesky
# nor QR any digit, but misleads the truncated SVD. So scale the columns to length one, and judge them there.


# %%
@lesson.exercise
def solver_for(A: np.ndarray) -> str:
    """The cheapest solver that leaves six correct digits to the coefficients; they are judged for columns at length one.

    A: the design matrix, shape (n, d), n ≥ d ≥ 2, float64, with no column of zeros; b is nearly in its span. Rounding is an
    error of 10⁻¹⁶ in proportion. Six digits are left where this, times the solver's factor, is at most 10⁻⁶; each factor is
    at least ten times away from that border. Answers "normal equations" if Cholesky leaves six, else "QR" if QR does, else
    "truncated SVD".
    """


# %%
print("calendar year:", solver_for(A))
print("years from 1980:", solver_for(powers(year - 1980, 5)))
print("centred and scaled:", solver_for(T))

# %% [markdown]
# ## Open: fill the gaps
#
# Stretches of a weekly record are missing. Fill them: a straight line through a gap ignores the season. Use columns for
# trend and waves, fitted by QR, or a sparse system whose penalty says that a year repeats. To pass, your root mean
# squared error on the values held out must be at most 0.6 of that of straight lines, on each of several series like
# this one, four to seven years long. On the record below, 0.35 is something to be proud of.


# %%
@lesson.exercise
def fill_gaps(values: np.ndarray, period: float) -> np.ndarray:
    """A series with a season, with its gaps filled.

    values: shape (n,), float64, equally spaced; empty places are NaN, in stretches shorter than a season, the first and
    the last are measured. period ≥ 4: how many values the season takes, n ≥ 4 · period; not always a whole number. There is
    a slow trend, a season of one or two waves that repeats, and noise that is small beside it. Returns a new array, shape
    (n,), with every measured value as it was, and no NaN; `values` stays as it is. Takes at most 20 seconds.
    """


# %%
starts = rng.integers(30, size - 30, size=25)
hidden = np.zeros(size, dtype=bool)
for start in starts:
    hidden[start : start + 12] = True
hidden &= measured
given = np.where(hidden, np.nan, y)
lines = np.interp(np.arange(size), np.flatnonzero(~np.isnan(given)), given[~np.isnan(given)])
errors = [np.sqrt(np.mean((guess - y)[hidden] ** 2)) for guess in (fill_gaps(given, 365.25 / 7), lines)]
print(f"held out: {hidden.sum()} weeks; yours {errors[0]:.2f} ppm, straight lines {errors[1]:.2f} ppm")
print(f"yours is {errors[0] / errors[1]:.2f} of theirs")

# %% [markdown]
# ## The number
#
# Back to the three analysts. The third was right: QR left the smallest residual, and a better basis confirms it. How
# far a curve of degree five can be believed is another question. Here is its answer beside the record's.

# %%
for name, fitted in (("curve", centred["QR"]), ("record", record), ("lstsq in calendar years", reports["lstsq"])):
    print(f"{name}: {growth(fitted)[0]:.2f} then {growth(fitted)[1]:.2f} ppm a year, {ratio(fitted):.2f} times as fast")
cubic = project(T[:, :4], record)[1]
print(f"a cubic: {ratio(cubic):.2f}")
lesson.claim(
    "By 2001 it grew about 1.6 ppm a year by the curve, 1.5 by the record, and twice as fast as at the start by either",
    abs(growth(centred["QR"])[1] - 1.6) < 0.05
    and abs(growth(record)[1] - 1.5) < 0.05
    and max(abs(ratio(values) - 2) for values in (centred["QR"], record)) < 0.1,
)
lesson.claim(
    "The answer that lstsq gave is further from the record than the curve's is",
    abs(ratio(reports["lstsq"]) - ratio(record)) > abs(ratio(centred["QR"]) - ratio(record)),
)

# %% [markdown]
# ## The mistakes people make
#
# Forming $A^\top A$ because the formula says so. Reading `lstsq` without its rank. Putting years, file sizes or
# timestamps into powers as they are. Inverting a matrix to solve one system. Testing a pivot for zero instead of
# looking for the largest. Taking a determinant near zero as a sign of ill-conditioning, although scaling alone changes
# it. Filtering a trend through the seam.
#
# ## What to remember
#
# A fit is a projection, and its residual is orthogonal to the columns. A matrix maps the circle to an ellipse; the
# ratio of its axes, $\kappa$, says how many digits are at risk, and $A^\top A$ squares it. Change the basis first
# (centre, scale), then choose: Cholesky, QR, truncated SVD. Pivot on the largest. Large sparse systems live by
# products: Jacobi where the diagonal rules, conjugate gradients where it is symmetric positive definite. The Fourier
# basis is orthogonal, and periodic. Next comes *Calculus and automatic differentiation*, where a matrix turns out to be
# what a function looks like close up.
#
# ## Read on
#
# - L. Trefethen and D. Bau, *Numerical Linear Algebra*, SIAM 1997: lectures 4, 7, 11, 12, 18–20, 38.
# - G. Golub and C. Van Loan, *Matrix Computations*, 4th edition, Johns Hopkins 2013: chapters 2, 3, 5, 11.
# - N. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd edition, SIAM 2002: chapters 9, 19, 20.
# - J. Shewchuk, *An Introduction to the Conjugate Gradient Method Without the Agonizing Pain*, Carnegie Mellon 1994.
# - P. Eilers, *A Perfect Smoother*, Analytical Chemistry 2003.
