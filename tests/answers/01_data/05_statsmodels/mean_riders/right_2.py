# RIGHT: adds every residual of train to every prediction, takes the exponential and then the mean
@lesson.exercise
def mean_riders(train, new):
    logarithm = smf.ols("np.log(riders) ~ temp + I(temp ** 2) + hum", train).fit()
    prediction = np.asarray(logarithm.predict(new))
    return np.exp(prediction[:, None] + np.asarray(logarithm.resid)[None, :]).mean(axis=1)
