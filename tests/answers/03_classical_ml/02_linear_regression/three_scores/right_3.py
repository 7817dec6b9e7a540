# plain Python loops
@lesson.exercise
def three_scores(y: np.ndarray, predicted: np.ndarray) -> tuple[float, float, float]:
    n = len(y)
    mean = sum(float(v) for v in y) / n
    squares = absolute = total = 0.0
    for true, guess in zip(y, predicted):
        error = float(true) - float(guess)
        squares += error * error
        absolute += abs(error)
        total += (float(true) - mean) ** 2
    return (squares / n) ** 0.5, absolute / n, 1 - squares / total
