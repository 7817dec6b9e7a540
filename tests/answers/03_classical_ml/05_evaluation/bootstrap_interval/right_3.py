# RIGHT: sorts the values and interpolates between neighbours by hand
def between(ordered, q):
    place = q * (len(ordered) - 1)
    i = min(int(place), len(ordered) - 1)
    j = min(i + 1, len(ordered) - 1)
    return ordered[i] + (place - i) * (ordered[j] - ordered[i])


@lesson.exercise
def bootstrap_interval(
    measure, y_true: np.ndarray, scores: np.ndarray, resamples: np.ndarray, level: float = 0.95
) -> tuple[float, float]:
    ordered = []
    for rows in resamples:
        ordered.append(float(measure(np.take(y_true, rows), np.take(scores, rows, axis=0))))
    ordered.sort()
    tail = (1 - level) / 2
    return between(ordered, tail), between(ordered, 1 - tail)
