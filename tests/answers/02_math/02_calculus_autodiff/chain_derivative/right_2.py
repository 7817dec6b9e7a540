# recursion over the first function
@lesson.exercise
def chain_derivative(names: tuple[str, ...], x: float) -> float:
    if not names:
        return 1.0
    function, derivative = PARTS[names[0]]
    return float(chain_derivative(names[1:], function(x)) * derivative(x))
