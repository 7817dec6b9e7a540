# MISTAKE: adds the mean shortfall in riders to every day instead of multiplying.
# TOLD: You added the same number of riders to every day.
@lesson.exercise
def mean_riders(train, new):
    logarithm = smf.ols("np.log(riders) ~ temp + I(temp ** 2) + hum", train).fit()
    short = (train["riders"] - np.exp(logarithm.fittedvalues)).mean()
    return np.exp(logarithm.predict(new)).to_numpy() + short
