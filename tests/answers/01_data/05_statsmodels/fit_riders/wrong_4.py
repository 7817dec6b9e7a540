# MISTAKE: fits arrays with sm.OLS, so that predict cannot take a table of days.
# TOLD: `predict` does not take a table of days.
@lesson.exercise
def fit_riders(train):
    X = sm.add_constant(train[["temp", "hum", "wind", "hours", "day"]].to_numpy(dtype=float))
    return sm.OLS(train["riders"].to_numpy(dtype=float), X).fit()
