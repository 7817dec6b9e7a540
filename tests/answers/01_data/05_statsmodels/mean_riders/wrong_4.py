# MISTAKE: writes the logarithm into the caller's table.
# TOLD: The result is right, but the call changed its argument `train` in place
@lesson.exercise
def mean_riders(train, new):
    train["log_riders"] = np.log(train["riders"])
    logarithm = smf.ols("log_riders ~ temp + I(temp ** 2) + hum", train).fit()
    return np.exp(logarithm.predict(new)).to_numpy() * np.exp(logarithm.resid).mean()
