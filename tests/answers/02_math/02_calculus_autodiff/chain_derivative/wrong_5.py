# MISTAKE: Starts with x instead of 1.
# TOLD: You began the product with x. It begins with 1, the factor
@lesson.exercise
def chain_derivative(names: tuple[str, ...], x: float) -> float:
    slope = x
    for name in names:
        function, derivative = PARTS[name]
        slope *= derivative(x)
        x = function(x)
    return float(slope)
