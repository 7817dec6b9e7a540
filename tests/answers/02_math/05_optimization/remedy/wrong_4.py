# MISTAKE: Looks for exploding steps in a loss that goes up and down; but an overshooting run climbs at every step, and it is the gradient that alternates.
# TOLD: You part the climbs by whether the loss rises
@lesson.exercise
def remedy(losses: np.ndarray, gradients: np.ndarray) -> str:
    changes = np.diff(losses)
    if losses[-1] > losses[0]:
        return "smaller rate" if (changes < 0).any() else "other sign"
    return "falling rate" if np.mean(losses[-max(1, len(losses) // 3) :]) < 0.3 * losses[0] else "larger rate"
