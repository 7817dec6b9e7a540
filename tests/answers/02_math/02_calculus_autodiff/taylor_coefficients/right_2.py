# sympy.series of the formula shifted by the exact rational a
@lesson.exercise
def taylor_coefficients(formula: str, a: float, n: int) -> np.ndarray:
    import sympy

    x = sympy.Symbol("x")

    t = sympy.Symbol("t")
    shifted = sympy.sympify(formula).subs(x, sympy.Rational(a) + t)
    series = sympy.series(shifted, t, 0, n + 1).removeO().expand()
    return np.array([float(series.coeff(t, k)) for k in range(n + 1)])
