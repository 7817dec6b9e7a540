# lstsq on columns of powers, the checks in plain loops
@lesson.exercise
def fit_to_ship(
    carat: np.ndarray, price: np.ndarray, new_carat: np.ndarray, new_price: np.ndarray, asked: np.ndarray
) -> str:
    def powers(x, degree):
        return np.column_stack([np.asarray(x, dtype=float) ** p for p in range(degree + 1)])

    candidates = []
    for name in ("line", "cubic", "log-log"):
        if name == "log-log":
            beta = np.linalg.lstsq(powers(np.log(carat), 1), np.log(price), rcond=None)[0]
            quotes = [float(np.exp(beta[0]) * w ** beta[1]) for w in asked]
            predicted = [float(np.exp(beta[0]) * w ** beta[1]) for w in new_carat]
        else:
            degree = 1 if name == "line" else 3
            beta = np.linalg.lstsq(powers(carat, degree), price, rcond=None)[0]
            quotes = list(powers(asked, degree) @ beta)
            predicted = list(powers(new_carat, degree) @ beta)
        ok = all(q > 0 for q in quotes)
        for lighter, heavier in zip(quotes, quotes[1:]):
            if heavier < lighter:
                ok = False
        if ok:
            total = 0.0
            for true, guess in zip(new_price, predicted):
                total += abs(true - guess)
            candidates.append((total / len(predicted), name))
    return sorted(candidates)[0][1]
