# MISTAKE: Only the sign of the quotes is checked, not whether a heavier stone is quoted for less.
# TOLD: A fit of yours quotes less for a heavier stone
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
        if (fit(asked) > 0).all():
            errors[name] = np.mean(np.abs(new_price - fit(new_carat)))
    return min(errors, key=errors.get)
