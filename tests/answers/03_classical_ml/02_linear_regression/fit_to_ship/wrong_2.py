# MISTAKE: Signs and falls are looked for at the stones that choose, not at all weights that may be asked for.
# TOLD: You looked for bad quotes at the weights of the
@lesson.exercise
def fit_to_ship(
    carat: np.ndarray, price: np.ndarray, new_carat: np.ndarray, new_price: np.ndarray, asked: np.ndarray
) -> str:
    line = np.polyfit(carat, price, 1)
    cubic = np.polyfit(carat, price, 3)
    power = np.polyfit(np.log(carat), np.log(price), 1)
    fits = {
        "line": lambda x: np.polyval(line, x),
        "cubic": lambda x: np.polyval(cubic, x),
        "log-log": lambda x: np.exp(np.polyval(power, np.log(x))),
    }

    errors = {}
    for name, fit in fits.items():
        quotes = fit(np.sort(new_carat))
        if (quotes > 0).all() and (np.diff(quotes) >= 0).all():
            errors[name] = np.mean(np.abs(new_price - fit(new_carat)))
    return min(errors, key=errors.get) if errors else "log-log"
