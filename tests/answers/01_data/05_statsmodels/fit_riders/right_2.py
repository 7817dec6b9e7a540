# RIGHT: Poisson model with log hours as a feature, squares, rain and one wave of the year
@lesson.exercise
def fit_riders(train):
    return smf.glm(
        "riders ~ temp + I(temp ** 2) + hum + wind + wet + np.log(hours) + C(season)"
        " + np.sin(2 * np.pi * day / 365) + np.cos(2 * np.pi * day / 365)",
        train,
        family=sm.families.Poisson(),
    ).fit()
