# MISTAKE: Expands the polynomial, so the coefficients belong to powers of x and not of (x - a).
# TOLD: You multiplied out into powers of x. The coefficients
@lesson.exercise
def taylor_coefficients(formula: str, a: float, n: int) -> np.ndarray:
    import sympy

    x = sympy.Symbol("x")

    f = sympy.sympify(formula)
    polynomial = sum(sympy.diff(f, x, k).subs(x, a) / sympy.factorial(k) * (x - a) ** k for k in range(n + 1))
    polynomial = sympy.expand(polynomial)
    return np.array([float(polynomial.coeff(x, k)) for k in range(n + 1)])
