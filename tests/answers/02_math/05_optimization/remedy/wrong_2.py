# MISTAKE: Looks only at the first coordinate of the gradient, as in the plot, although another direction may be the one that explodes.
# TOLD: You looked at one coordinate of the gradient. Another
@lesson.exercise
def remedy(losses: np.ndarray, gradients: np.ndarray) -> str:
    first = gradients[:, 0]
    if losses[-1] > losses[0]:
        return "smaller rate" if first[-1] * first[-2] < 0 else "other sign"
    return "falling rate" if np.mean(losses[-max(1, len(losses) // 3) :]) < 0.3 * losses[0] else "larger rate"
