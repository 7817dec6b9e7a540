# MISTAKE: Stops at degree n - 1 (range(n)).
# TOLD: One coefficient is missing at the end: degree n has n
@lesson.exercise
def taylor_coefficients(formula: str, a: float, n: int) -> np.ndarray:
    import sympy

    x = sympy.Symbol("x")

    f = sympy.sympify(formula)
    return np.array([float(sympy.diff(f, x, k).subs(x, a) / sympy.factorial(k)) for k in range(n)])
