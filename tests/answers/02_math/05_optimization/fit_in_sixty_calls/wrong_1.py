# MISTAKE: Gives minimize the loss without its gradient, so it spends the calls on differences.
# TOLD: You asked for the loss more than 60 times.
@lesson.exercise
def fit_in_sixty_calls(loss_and_gradient, start: np.ndarray) -> np.ndarray:
    result = optimize.minimize(lambda w: loss_and_gradient(w)[0], start, method="BFGS")
    return result.x
