# MISTAKE: Takes maxiter for a limit on the calls, but an iteration with its line search may need several.
# TOLD: You asked for the loss more than 60 times.
@lesson.exercise
def fit_in_sixty_calls(loss_and_gradient, start: np.ndarray) -> np.ndarray:
    result = optimize.minimize(loss_and_gradient, start, jac=True, method="CG", options={"maxiter": 60})
    return result.x
