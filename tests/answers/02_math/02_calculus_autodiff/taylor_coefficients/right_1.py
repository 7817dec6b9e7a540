# differentiate again and again, put a in, divide by the factorial
@lesson.exercise
def taylor_coefficients(formula: str, a: float, n: int) -> np.ndarray:
    import sympy

    x = sympy.Symbol("x")

    f = sympy.sympify(formula)
    c = []
    for k in range(n + 1):
        c.append(float(f.subs(x, a) / sympy.factorial(k)))
        f = sympy.diff(f, x)
    return np.array(c)
