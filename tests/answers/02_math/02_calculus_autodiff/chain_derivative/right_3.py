# store all values, then multiply the factors from the last back to the first with math.prod
@lesson.exercise
def chain_derivative(names: tuple[str, ...], x: float) -> float:
    import math

    values = [x]
    for name in names:
        values.append(PARTS[name][0](values[-1]))
    return float(math.prod(PARTS[names[k]][1](values[k]) for k in reversed(range(len(names)))))
