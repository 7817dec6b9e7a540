# MISTAKE: Asks first whether the gradient turns round, but mini-batch noise turns it round too, so a run that hops gets a smaller rate.
@lesson.exercise
def remedy(losses: np.ndarray, gradients: np.ndarray) -> str:
    turns = np.sum(gradients[:-1] * gradients[1:], axis=1) < 0
    if turns.any():
        return "smaller rate"
    if losses[-1] > losses[0]:
        return "other sign"
    return "falling rate" if losses[-1] < 0.3 * losses[0] else "larger rate"
