# MISTAKE: Judges whether the run came down by a fixed loss instead of by its share of the first loss, so the unit of the loss decides.
@lesson.exercise
def remedy(losses: np.ndarray, gradients: np.ndarray) -> str:
    if losses[-1] > losses[0]:
        return "smaller rate" if gradients[-1] @ gradients[-2] < 0 else "other sign"
    return "falling rate" if np.mean(losses[-max(1, len(losses) // 3) :]) < 0.5 else "larger rate"
