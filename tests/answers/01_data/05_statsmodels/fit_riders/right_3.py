# RIGHT: robust regression (Huber) with a cubic in temperature and in the day of the year
@lesson.exercise
def fit_riders(train):
    return smf.rlm(
        "riders ~ temp + I(temp ** 2) + I((temp / 10) ** 3) + hum + wind + wet + hours"
        " + I(day / 365) + I((day / 365) ** 2) + I((day / 365) ** 3) + C(season)",
        train,
    ).fit()
