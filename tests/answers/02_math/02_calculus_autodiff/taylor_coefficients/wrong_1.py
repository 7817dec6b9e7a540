# MISTAKE: Forgets the factorial.
# TOLD: Those are the derivatives. The coefficient of the k-th
@lesson.exercise
def taylor_coefficients(formula: str, a: float, n: int) -> np.ndarray:
    import sympy

    x = sympy.Symbol("x")

    f = sympy.sympify(formula)
    return np.array([float(sympy.diff(f, x, k).subs(x, a)) for k in range(n + 1)])
