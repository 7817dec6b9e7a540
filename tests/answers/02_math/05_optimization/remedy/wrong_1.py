# MISTAKE: Takes every loss that climbs for too long a step, and never thinks of the wrong sign.
# TOLD: You answer every climb with a smaller rate. Uphill
@lesson.exercise
def remedy(losses: np.ndarray, gradients: np.ndarray) -> str:
    if losses[-1] > losses[0]:
        return "smaller rate"
    return "falling rate" if losses[-1] < 0.3 * losses[0] else "larger rate"
