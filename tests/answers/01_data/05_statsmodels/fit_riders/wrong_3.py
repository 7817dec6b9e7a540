# MISTAKE: makes every day of the year a level, so that days that were held out are unknown to predict.
# TOLD: `predict` works on the rows that were fitted and fails on new ones:
@lesson.exercise
def fit_riders(train):
    return smf.ols("riders ~ temp + hum + C(day)", train).fit()
