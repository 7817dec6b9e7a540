# a polynomial with unknown coefficients whose derivatives at a are set equal to those of the formula, solved
@lesson.exercise
def taylor_coefficients(formula: str, a: float, n: int) -> np.ndarray:
    import sympy

    x = sympy.Symbol("x")

    f = sympy.sympify(formula)
    c = sympy.symbols(f"c:{n + 1}")
    at = sympy.Rational(a)
    polynomial = sum(ck * (x - at) ** k for k, ck in enumerate(c))
    equations = [(sympy.diff(polynomial, x, k) - sympy.diff(f, x, k)).subs(x, at) for k in range(n + 1)]
    found = sympy.solve(equations, c, dict=True)[0]
    return np.array([float(found[ck]) for ck in c])
