# MISTAKE: Divides by k instead of k!.
# TOLD: You divided by k and not by k!: differentiating the k-th
@lesson.exercise
def taylor_coefficients(formula: str, a: float, n: int) -> np.ndarray:
    import sympy

    x = sympy.Symbol("x")

    f = sympy.sympify(formula)
    return np.array([float(sympy.diff(f, x, k).subs(x, a) / max(k, 1)) for k in range(n + 1)])
