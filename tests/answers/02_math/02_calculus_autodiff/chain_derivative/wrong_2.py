# MISTAKE: Applies the last name first, as one reads f(g(x)).
# TOLD: You applied the functions in the opposite order: the first
@lesson.exercise
def chain_derivative(names: tuple[str, ...], x: float) -> float:
    slope = 1.0
    for name in reversed(names):
        function, derivative = PARTS[name]
        slope *= derivative(x)
        x = function(x)
    return float(slope)
