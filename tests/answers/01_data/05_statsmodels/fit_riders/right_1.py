# RIGHT: OLS with squares of temperature and humidity, rain, hours, and two waves of the year
@lesson.exercise
def fit_riders(train):
    return smf.ols(
        "riders ~ temp + I(temp ** 2) + hum + I(hum ** 2) + wind + wet + hours + day + working"
        " + np.sin(2 * np.pi * day / 365) + np.cos(2 * np.pi * day / 365)"
        " + np.sin(4 * np.pi * day / 365) + np.cos(4 * np.pi * day / 365)",
        train,
    ).fit()
