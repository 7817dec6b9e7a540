# MISTAKE: Starts with x instead of 1.
# TOLD: Every result is `x` times the expected one.
@lesson.exercise
def chain_derivative(names: tuple[str, ...], x: float) -> float:
    slope = x
    for name in names:
        function, derivative = PARTS[name]
        slope *= derivative(x)
        x = function(x)
    return float(slope)
