# plain loops, sorted list with linear interpolation by hand
@lesson.exercise
def bootstrap_interval(clicks: np.ndarray, views: np.ndarray, picks: np.ndarray, level: float) -> tuple[float, float]:
    rates = []
    for row in picks.tolist():
        k = sum(int(clicks[i]) for i in row)
        v = sum(int(views[i]) for i in row)
        rates.append(k / v)
    rates.sort()

    def at(q):
        place = q * (len(rates) - 1)
        i = min(int(place), len(rates) - 1)
        j = min(i + 1, len(rates) - 1)
        return rates[i] + (place - i) * (rates[j] - rates[i])

    return at((1 - level) / 2), at((1 + level) / 2)
