# forward: carry value and slope along
@lesson.exercise
def chain_derivative(names: tuple[str, ...], x: float) -> float:
    slope = 1.0
    for name in names:
        function, derivative = PARTS[name]
        slope *= derivative(x)
        x = function(x)
    return float(slope)
