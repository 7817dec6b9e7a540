# MISTAKE: clips rates at 1e-12 instead of smoothing them, so that an empty cell makes a nearly certain forecast
# TOLD: You were certain, or as good as certain, of something
@lesson.exercise
def forecast(tests: np.ndarray, sick: np.ndarray, new: np.ndarray, prevalence: float) -> np.ndarray:
    s = np.clip(tests[sick].mean(axis=0), 1e-12, 1 - 1e-12)
    f = np.clip(tests[~sick].mean(axis=0), 1e-12, 1 - 1e-12)
    log_odds = special.logit(prevalence) + np.log(np.where(new, s / f, (1 - s) / (1 - f))).sum(axis=1)
    return np.clip(special.expit(log_odds), 1e-15, 1 - 1e-15)
