# MISTAKE: predicts the logarithm of riders and never comes back from it.
# TOLD: Your predictions are of the size of logarithms of riders, below 15 all of them.
@lesson.exercise
def fit_riders(train):
    return smf.ols("np.log(riders) ~ temp + I(temp ** 2) + hum + wind + wet + np.log(hours) + C(season)", train).fit()
