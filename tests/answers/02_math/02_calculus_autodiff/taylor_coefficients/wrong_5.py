# MISTAKE: Returns the highest power first, as np.polyval and Poly.all_coeffs have it.
# TOLD: Your coefficients begin with the highest power. c_0 stands
@lesson.exercise
def taylor_coefficients(formula: str, a: float, n: int) -> np.ndarray:
    import sympy

    x = sympy.Symbol("x")

    f = sympy.sympify(formula)
    c = [float(sympy.diff(f, x, k).subs(x, a) / sympy.factorial(k)) for k in range(n + 1)]
    return np.array(c[::-1])
