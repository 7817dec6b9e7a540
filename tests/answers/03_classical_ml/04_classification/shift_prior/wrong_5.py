# MISTAKE: goes by p / (1 − p), which is infinite for 1, so 1 becomes NaN
# TOLD: You went by the odds p / (1 − p), which are infinite at 1:
@lesson.exercise
def shift_prior(p: np.ndarray, before: float, after: float) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = p / (1 - p) * (after / (1 - after)) / (before / (1 - before))
        return odds / (1 + odds)
