# MISTAKE: takes the exponential of the mean residual, which is one.
# TOLD: Your prediction is still the exponential of the mean logarithm, which lies below the mean.
@lesson.exercise
def mean_riders(train, new):
    logarithm = smf.ols("np.log(riders) ~ temp + I(temp ** 2) + hum", train).fit()
    return np.exp(logarithm.predict(new)).to_numpy() * np.exp(logarithm.resid.mean())
