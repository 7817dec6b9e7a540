# MISTAKE: corrects by exp(s²/2), which supposes normal residuals.
# TOLD: You multiplied by exp(s²/2).
@lesson.exercise
def mean_riders(train, new):
    logarithm = smf.ols("np.log(riders) ~ temp + I(temp ** 2) + hum", train).fit()
    return np.exp(logarithm.predict(new) + logarithm.scale / 2).to_numpy()
