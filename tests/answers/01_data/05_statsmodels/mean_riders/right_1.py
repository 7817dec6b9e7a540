# RIGHT: multiplies by the mean of the exponentials of the residuals (Duan's smearing)
@lesson.exercise
def mean_riders(train, new):
    logarithm = smf.ols("np.log(riders) ~ temp + I(temp ** 2) + hum", train).fit()
    return np.exp(logarithm.predict(new)).to_numpy() * np.exp(logarithm.resid).mean()
