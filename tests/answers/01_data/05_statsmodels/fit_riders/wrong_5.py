# MISTAKE: adds a column to the caller's table, which is then missing in the table to predict.
# TOLD: Your function changed the columns of `train`.
@lesson.exercise
def fit_riders(train):
    train["temp2"] = train["temp"] ** 2
    return smf.ols("riders ~ temp + temp2 + hum + wind + wet + hours + C(season)", train).fit()
