# MISTAKE: Adds the factors instead of multiplying them.
# TOLD: You added the factors. Moves are multiplied on their way
@lesson.exercise
def chain_derivative(names: tuple[str, ...], x: float) -> float:
    slope = 0.0
    for name in names:
        function, derivative = PARTS[name]
        slope += derivative(x)
        x = function(x)
    return float(slope) if names else 1.0
