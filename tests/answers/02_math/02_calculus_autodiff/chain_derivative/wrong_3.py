# MISTAKE: Updates the value before it takes the derivative, so that is taken at the result.
# TOLD: You evaluated each function before its derivative, so
@lesson.exercise
def chain_derivative(names: tuple[str, ...], x: float) -> float:
    slope = 1.0
    for name in names:
        function, derivative = PARTS[name]
        x = function(x)
        slope *= derivative(x)
    return float(slope)
