# MISTAKE: gives each new day one random residual of train, a simulated day instead of a mean.
@lesson.exercise
def mean_riders(train, new):
    logarithm = smf.ols("np.log(riders) ~ temp + I(temp ** 2) + hum", train).fit()
    drawn = np.random.default_rng(0).choice(logarithm.resid.to_numpy(), size=len(new))
    return np.exp(logarithm.predict(new).to_numpy() + drawn)
