# MISTAKE: passes the exposure beside the formula, so predict on a new table gives riders an hour.
# TOLD: Your predictions are near a 24th of the riders of a day, as if they were riders an hour.
@lesson.exercise
def fit_riders(train):
    return smf.glm(
        "riders ~ temp + I(temp ** 2) + hum + wind + wet + C(season)",
        train,
        family=sm.families.Poisson(),
        exposure=train["hours"].to_numpy(),
    ).fit()
